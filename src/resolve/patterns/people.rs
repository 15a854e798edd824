//! People: a given name or a title, and what follows it.

use super::{Draft, Gap, Page, Shape};
use crate::{
    entity::Kind,
    resolve::{Log, Reading, evidence::Reason, local, weights},
    span::Span,
    table::Side,
};

/// How many words with capitals a name has at most.
const LONGEST: usize = 5;

/// Adds the people of a page.
pub(super) fn read<'t>(page: &mut Page<'_, '_, 't>, log: &mut Log<'t>, found: &mut Vec<Reading>) {
    let mut at = 0;
    while at < page.words.len() {
        match person(page, at, log) {
            Some((reading, end)) if reading.weight > 0.0 => {
                found.push(reading);
                at = end;
            }
            _ => at += 1,
        }
    }
}

/// What begins with the word number `first` as a person, and the word behind it.
fn person<'t>(page: &Page<'_, '_, 't>, first: usize, log: &mut Log<'t>) -> Option<(Reading, usize)> {
    let word = page.words[first];
    let title = page.notes[first].title.filter(|&cue| is_title(page, cue));
    let initial = word.shape == Shape::Initial && page.words.get(first + 1).is_some_and(|next| next.gap == Gap::Space && next.family > 0);
    let surname = page.words.get(first + 1).is_some_and(|next| next.gap == Gap::Space && next.family > 0);
    if word.given == 0 && title.is_none() && !initial && !surname || !may_stand(page, first, true) {
        return None;
    }
    let shouted = word.shape == Shape::Capitals;
    let context = page.context;
    let mut end = first + 1;
    let mut unknown = usize::from(word.given == 0 && word.family == 0 && word.shape != Shape::Initial);
    let mut dense = None;
    while end < page.words.len() && end - first < LONGEST {
        let next = page.words[end];
        let known = next.given > 0 || next.family > 0 || next.shape == Shape::Initial || next.gap == Gap::Hyphen;
        if !page.joins(end, Kind::Person) || (next.shape == Shape::Capitals) != shouted || !may_stand(page, end, false) {
            break;
        }
        if !known {
            let dense = *dense.get_or_insert_with(|| shouted || local::is_headline(context.text, word.span));
            if unknown >= if dense { 1 } else { 2 } {
                break;
            }
            unknown += 1;
        }
        end += 1;
    }
    // A word that tells another kind makes all of it that: "John Deere Inc."
    if page.words.get(end).is_some_and(|next| next.gap == Gap::Space)
        && [Kind::Organization, Kind::Place, Kind::Region].iter().any(|&kind| page.is_cue(end, kind, Side::After))
    {
        return None;
    }
    while end > first + 1 && page.words[end - 1].shape == Shape::Initial {
        end -= 1;
    }
    let words = &page.words[first..end];
    let span = Span::new(word.span.start, words.last()?.span.end);
    let mut draft = Draft::new(Kind::Person, span, log);
    draft.add(Reason::Prior, weights::UNKNOWN_PERSON);
    if let Some(title) = title {
        draft.add(Reason::Cue(page.text(page.cues[title as usize].span)), weights::CUE);
    }
    if words.len() == 1 && title.is_none() {
        return None;
    }
    if word.given > 0 {
        draft.add(Reason::GivenName(page.text(word.span)), weights::given_name(word.given));
    } else if word.shape == Shape::Initial {
        draft.add(Reason::GivenName(page.text(word.span)), weights::given_name(1));
    } else if !page.begins_sentence(&word) && !shouted {
        draft.add(Reason::Capital(page.text(word.span)), weights::CAPITAL);
    }
    if (word.given > 0 || title.is_none()) && page.begins_sentence(&word) && page.is_ordinary(&word) {
        draft.add(Reason::CommonWordUnproven, weights::COMMON_WORD_UNPROVEN);
    }
    if let Some(last) = words[1..].last() {
        if last.family > 0 {
            draft.add(Reason::FamilyName(page.text(last.span)), weights::family_name(last.family));
        } else if last.given > 0 {
            draft.add(Reason::GivenName(page.text(last.span)), weights::family_name(1));
        } else if !shouted && !local::is_headline(context.text, last.span) {
            draft.add(Reason::Capital(page.text(last.span)), weights::CAPITAL);
        }
    }
    Some((draft.reading, end))
}

fn is_title(page: &Page<'_, '_, '_>, cue: u32) -> bool {
    let first = page.cues[cue as usize].span;
    page.cues[cue as usize..].iter().take_while(|cue| cue.span == first).any(|cue| {
        let rule = page.context.dictionary.cue(cue);
        rule.kind() == Kind::Person && rule.side() == Side::Before
    })
}

/// Whether a word can be one of a person's name, the first or another.
fn may_stand(page: &Page<'_, '_, '_>, at: usize, first: bool) -> bool {
    let (word, note) = (&page.words[at], &page.notes[at]);
    let named = word.given > 0 || word.family > 0;
    if let Some(mention) = note.mention {
        let whole = mention.span == word.span;
        let may = match mention.kind {
            Kind::Person => true,
            Kind::Country | Kind::Organization => false,
            _ => whole && (named || !first),
        };
        if !may {
            return false;
        }
    }
    if note.cue.is_some_and(|_| !named || first && page.is_cue(at, Kind::Person, Side::Before)) {
        return false;
    }
    word.shape == Shape::Initial || named || !page.is_ordinary(word)
}
