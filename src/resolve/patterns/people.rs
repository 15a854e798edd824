//! People: a given name or a title, and what follows it.

use super::{Draft, Gap, Page, Shape, Word, is_likely};
use crate::{
    lexicon::{
        model::{Kind, Side},
        span::Span,
        text::cut,
    },
    resolve::{Log, Reading, evidence::Reason, local, weights::WEIGHTS},
};

/// How many words with capitals a name has at most.
const LONGEST: usize = 5;

/// How many words with capitals in a row may be one name whatever they are. In a longer row, as in
/// a headline, others may follow it.
const WHOLE: usize = 4;

/// Adds the people of a page.
pub(super) fn read<'t>(page: &Page<'_, '_, 't>, log: &mut Log, found: &mut Vec<Reading>) {
    let mut at = 0;
    while at < page.words.len() {
        match person(page, at, log) {
            Some((reading, end)) => {
                found.push(reading);
                at = if is_likely(&reading) { end } else { at + 1 };
            }
            None => at += 1,
        }
    }
}

/// What begins with the word number `first` as a person, and the number of the word behind it.
fn person<'t>(page: &Page<'_, '_, 't>, first: usize, log: &mut Log) -> Option<(Reading, usize)> {
    let word = page.words[first];
    let title =
        page.notes[first].title.filter(|&cue| page.is_cue_number(cue, Kind::Person, Side::Before));
    let initials = page.words[first..]
        .iter()
        .take(LONGEST)
        .take_while(|word| word.shape == Shape::Initial)
        .count();
    let next = page.words.get(first + initials.max(1)).filter(|next| next.gap == Gap::Space);
    let before_family = next.is_some_and(|next| match initials {
        0 => next.family > 0 && next.given == 0,
        _ => next.family > 0 || is_family_behind(page, first, next),
    });
    if word.given == 0 && title.is_none() && !before_family
        || word.gap == Gap::Hyphen
        || !may_stand(page, first, true)
    {
        return None;
    }
    let end = end(page, first);
    // Before somebody known in full stands something else: "Президент Беларуси Александр
    // Лукашенко".
    if word.given == 0 && (first + 1..end).any(|at| begins_full_name(page, at)) {
        return None;
    }
    // What a hyphen joins to the name without being a part of one makes it something else:
    // "Franco-African".
    if page.words.get(end).is_some_and(|next| next.gap == Gap::Hyphen) {
        return None;
    }
    // So does a word that tells another kind: "John Deere Inc."
    let other = |kind| page.is_cue(end, kind, Side::After);
    let tail = page.words.get(end).is_some_and(|next| matches!(next.gap, Gap::Space | Gap::And));
    if tail && [Kind::Organization, Kind::Place, Kind::Region].into_iter().any(other) {
        return None;
    }
    let words = &page.words[first..end];
    // Hyphens alone make no name: "Franco-African".
    if words.len() > 1 && title.is_none() && words[1..].iter().all(|word| word.gap == Gap::Hyphen) {
        return None;
    }
    let alone = words.len() == 1 && title.is_none();
    // Nor does a single letter that is a word or a numeral by itself: "I Am", "Ruang V".
    let letter =
        word.shape == Shape::Initial && matches!(page.text(word.span), "A" | "I" | "V" | "X");
    if letter && !cut::after(page.context.text, word.span.end).starts_with('.') {
        return None;
    }
    if words.len() == 1 && word.shape == Shape::Initial || alone && !may_stand_alone(page, first) {
        return None;
    }

    let shouted = word.shape == Shape::Capitals;
    let mut draft =
        Draft::new(Kind::Person, Span::new(word.span.start, words.last()?.span.end), log);
    draft.add(Reason::Unknown, WEIGHTS.unknown_person);
    if let Some(title) = title {
        draft.add_beside(Reason::Cue, page.cues[title as usize].span, WEIGHTS.title);
    }
    if alone {
        draft.add(Reason::Alone, WEIGHTS.alone);
        if word.family > 0 && word.given > 0 {
            draft.add_beside(
                Reason::FamilyName,
                word.span,
                WEIGHTS.family_name(word.family) + WEIGHTS.family_name_alone,
            );
        }
    }
    if is_quoted(page.context.text, draft.reading.span) {
        draft.add(Reason::Quoted, WEIGHTS.quoted);
    }
    let begins = page.begins_sentence(&word);
    if word.given > 0 {
        draft.add_beside(Reason::GivenName, word.span, WEIGHTS.given_name(word.given));
    } else if word.shape == Shape::Initial {
        draft.add_beside(Reason::GivenName, word.span, WEIGHTS.given_name(1));
    } else if (!begins || title.is_some()) && !shouted {
        draft.add_beside(Reason::Capital, word.span, WEIGHTS.capital);
    }
    if title.is_none() && page.is_ordinary(first) {
        if begins {
            draft.add(Reason::CommonWordUnproven, WEIGHTS.common_word_unproven);
        } else if (1..=2).contains(&word.given)
            && words[1..].last().is_some_and(|last| last.family == 0)
        {
            draft.add(Reason::CommonWord, WEIGHTS.common_word);
        }
    }
    if let Some(last) = words[1..].last() {
        if last.family > 0 {
            draft.add_beside(Reason::FamilyName, last.span, WEIGHTS.family_name(last.family));
        } else if last.given > 0 {
            draft.add_beside(Reason::GivenName, last.span, WEIGHTS.family_name(1));
        } else if !shouted
            && !local::is_headline(page.context.layers.level(), page.context.text, last.span)
        {
            draft.add_beside(Reason::Capital, last.span, WEIGHTS.capital);
        }
    }
    Some((draft.reading, end))
}

/// Whether a word may be a name by itself: no word with a capital stands beside it.
fn may_stand_alone(page: &Page<'_, '_, '_>, at: usize) -> bool {
    page.words[at].shape == Shape::Name && page.is_free(at) && !page.is_ordinary(at)
}

/// Whether a word that no table knows is the family name behind the initials that begin with the
/// word number `first`: "J. Hartley".
fn is_family_behind(page: &Page<'_, '_, '_>, first: usize, word: &Word) -> bool {
    const SHORTEST: usize = 4;
    let begins = !matches!(page.words[first].gap, Gap::Space | Gap::Hyphen);
    begins
        && word.shape == Shape::Name
        && word.span.end - word.span.start >= SHORTEST
        && cut::before(page.context.text, word.span.start).trim_end().ends_with('.')
}

/// Whether a person of the tables, by a name of several words, begins with the word number `at`.
fn begins_full_name(page: &Page<'_, '_, '_>, at: usize) -> bool {
    let span = page.words[at].span;
    page.notes[at].mention.is_some_and(|mention| {
        mention.kind == Kind::Person && mention.span.start == span.start && mention.span != span
    })
}

/// Whether quotation marks stand right before and behind.
fn is_quoted(text: &str, span: Span) -> bool {
    let mark = |c: char| {
        matches!(
            c,
            '"' | '\u{201c}'
                | '\u{201d}'
                | '\u{201e}'
                | '\u{ab}'
                | '\u{bb}'
                | '\u{2018}'
                | '\u{2019}'
                | '\''
        )
    };
    cut::before(text, span.start).ends_with(mark) && cut::after(text, span.end).starts_with(mark)
}

/// Whether a word is a numeral behind the name of a ruler: "Elizabeth II".
fn is_numeral(page: &Page<'_, '_, '_>, at: usize) -> bool {
    let word = &page.words[at];
    word.gap == Gap::Space
        && word.shape != Shape::Name
        && page.text(word.span).bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

/// The number of the word behind a name that begins with the word number `first`.
fn end(page: &Page<'_, '_, '_>, first: usize) -> usize {
    let shouted = page.words[first].shape == Shape::Capitals;
    let latin = page.is_latin(first);
    let same_case = |at: usize| (page.words[at].shape == Shape::Capitals) == shouted;
    let row = page.words[first + 1..]
        .iter()
        .take(WHOLE)
        .take_while(|word| matches!(word.gap, Gap::Space | Gap::Hyphen))
        .count()
        + 1;
    let mut unknown = usize::from(page.words[first].given == 0);
    let mut end = first + 1;
    let mut numeral = false;
    if page.is_known_person(first) && page.is_place_with_suffix(end) {
        return end;
    }
    while end < page.words.len()
        && end - first < LONGEST
        && page.joins(end, Kind::Person, None)
        && may_stand(page, end, false)
    {
        let word = &page.words[end];
        numeral = is_numeral(page, end) && !shouted && !page.is_ordinary(first);
        if numeral {
            end += 1;
            continue;
        }
        let initial = word.shape == Shape::Initial || word.gap == Gap::Hyphen;
        if !same_case(end) && !initial || page.is_latin(end) != latin {
            break;
        }
        let known = initial || word.given > 0 || word.family > 0 || page.is_particle(word);
        if !known && row > WHOLE && unknown > 0 {
            break;
        }
        unknown += usize::from(!known);
        end += 1;
    }
    // A particle or an initial ends no name.
    while !numeral
        && end > first + 1
        && (page.words[end - 1].shape == Shape::Initial || page.is_particle(&page.words[end - 1]))
    {
        end -= 1;
    }
    end
}

/// Whether a word can be one of a person's name, the first or another.
fn may_stand(page: &Page<'_, '_, '_>, at: usize, first: bool) -> bool {
    let (word, note) = (&page.words[at], &page.notes[at]);
    let named = word.given > 0 || word.family > 0;
    if let Some(mention) = note.mention {
        let may = match mention.kind {
            Kind::Person => true,
            Kind::Country => mention.span == word.span && word.family > 1 && !first,
            Kind::Organization => false,
            _ => mention.span == word.span && (named || !first),
        };
        if !may {
            return false;
        }
    }
    if note.cue.is_some() && (!named || first && page.is_cue(at, Kind::Person, Side::Before)) {
        return false;
    }
    word.shape == Shape::Initial
        || named
        || page.is_particle(word) && !first
        || !page.is_ordinary(at)
}
