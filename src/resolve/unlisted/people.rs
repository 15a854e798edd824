//! People: a given name or a title, and what follows it.

use super::{Draft, Gap, Mention, Page, Shape, Word, is_likely};
use crate::{
    lexicon::{
        model::{CueSpan, Kind, Side},
        span::Span,
        text::{class::Class, cut},
    },
    resolve::{Log, Reading, evidence::Reason, weigh::line, weights::WEIGHTS},
};

/// How many words with capitals a name has at most.
const LONGEST_WORDS: usize = 5;

/// How many words with capitals in a row may be one name whatever they are. In a longer row, as in
/// a headline, others may follow it.
const WHOLE_WORDS: usize = 4;

/// How telling a given name is at least that most people with it have in common.
const USUAL: u8 = 3;

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

/// The person whose name begins with the word number `first`, and the number of the word behind
/// it.
fn person(page: &Page<'_, '_, '_>, first: usize, log: &mut Log) -> Option<(Reading, usize)> {
    let title =
        page.notes[first].title.filter(|&cue| page.is_cue_number(cue, Kind::Person, Side::Before));
    if !begins(page, first, title.is_some()) {
        return None;
    }
    let end = end(page, first);
    if is_something_else(page, first, end, title.is_some()) {
        return None;
    }
    let name = Name { page, first, words: &page.words[first..end], title };
    Some((name.weigh(log), end))
}

/// Whether a name may begin with the word number `first`: a given name, a word behind a title, or
/// an initial or a word before a family name.
fn begins(page: &Page<'_, '_, '_>, first: usize, has_title: bool) -> bool {
    let word = page.words[first];
    let initials = page.words[first..]
        .iter()
        .take(LONGEST_WORDS)
        .take_while(|word| word.shape == Shape::Initial)
        .count();
    let next = page.words.get(first + initials.max(1)).filter(|next| next.gap == Gap::Space);
    let before_family = next.is_some_and(|next| match initials {
        0 => next.family > 0 && next.given == 0,
        _ => next.family > 0 || is_family_behind(page, first, next),
    });
    (word.given > 0 || has_title || before_family)
        && word.gap != Gap::Hyphen
        && may_stand(page, first, true)
}

/// Whether the words from number `first` to before number `end` look like a name and are none.
fn is_something_else(page: &Page<'_, '_, '_>, first: usize, end: usize, has_title: bool) -> bool {
    let (word, next) = (page.words[first], page.words.get(end));
    let words = &page.words[first..end];
    // Words before the full name of a known person are something else: "Президент Беларуси
    // Александр Лукашенко".
    if word.given == 0 && (first + 1..end).any(|at| begins_full_name(page, at)) {
        return true;
    }
    // Nor is it a name if a hyphen joins it to a word that cannot be a part of one:
    // "Franco-African".
    if next.is_some_and(|next| next.gap == Gap::Hyphen) {
        return true;
    }
    // Nor before a word for another kind: "John Deere Inc."
    let other = |kind| page.is_cue(end, kind, Side::After);
    let tail = next.is_some_and(|next| matches!(next.gap, Gap::Space | Gap::And));
    if tail && [Kind::Organization, Kind::Place, Kind::Region].into_iter().any(other) {
        return true;
    }
    // Hyphens alone make no name: "Franco-African".
    if words.len() > 1 && !has_title && words[1..].iter().all(|word| word.gap == Gap::Hyphen) {
        return true;
    }
    // Nor does a single letter that is a word or a numeral by itself: "I Am", "Ruang V".
    let letter =
        word.shape == Shape::Initial && matches!(page.text(word.span), "A" | "I" | "V" | "X");
    if letter && !cut::after(page.context.text, word.span.end).starts_with('.') {
        return true;
    }
    words.len() == 1
        && (word.shape == Shape::Initial || !has_title && !may_stand_alone(page, first))
}

/// Words that may be a person's name.
struct Name<'a, 'p, 'd, 't> {
    page: &'a Page<'p, 'd, 't>,
    /// The number of the first.
    first: usize,
    words: &'a [Word],
    /// The number of the cue before it: "Presiden".
    title: Option<u32>,
}

impl Name<'_, '_, '_, '_> {
    /// The rules for a name of a person, in turn.
    fn weigh(&self, log: &mut Log) -> Reading {
        let (first, last) = (self.words[0], self.words[self.words.len() - 1]);
        let span = Span::new(self.noble_title().unwrap_or(first.span.start), last.span.end);
        let mut draft = Draft::new(Kind::Person, span, log);
        draft.add(Reason::Unknown, WEIGHTS.unknown_person);
        self.title(&mut draft);
        self.alone(&mut draft);
        self.quoted(&mut draft);
        self.first_word(&mut draft);
        self.common_word(&mut draft);
        self.last_word(&mut draft);
        draft.reading
    }

    /// Whether it is in capitals, which then show nothing.
    fn is_shouted(&self) -> bool {
        self.words[0].shape == Shape::Capitals
    }

    /// Where a title begins that is a part of the name: "Pangeran Singa Brata".
    fn noble_title(&self) -> Option<usize> {
        let cue = self.page.cues[self.title? as usize];
        let capital = self.page.text(cue.span).starts_with(|c| Class::of(c).is_upper());
        (cue.belongs == CueSpan::In && capital).then_some(cue.span.start)
    }

    /// A title before it: "Presiden Lukashenko".
    fn title(&self, draft: &mut Draft<'_>) {
        if let Some(title) = self.title {
            draft.add_beside(Reason::Cue, self.page.cues[title as usize].span, WEIGHTS.title);
        }
    }

    /// A word alone is seldom a person named for the first time, unless it is a family name too.
    fn alone(&self, draft: &mut Draft<'_>) {
        let word = self.words[0];
        if self.words.len() > 1 || self.title.is_some() {
            return;
        }
        draft.add(Reason::Alone, WEIGHTS.alone);
        if word.family > 0 && word.given > 0 {
            let weight = WEIGHTS.family_name(word.family) + WEIGHTS.family_name_alone;
            draft.add_beside(Reason::FamilyName, word.span, weight);
        }
    }

    /// Titles of works stand between quotation marks: "Anna Karenina".
    fn quoted(&self, draft: &mut Draft<'_>) {
        if is_quoted(self.page.context.text, draft.reading.span) {
            draft.add(Reason::Quoted, WEIGHTS.quoted);
        }
    }

    /// A given name or an initial comes first; another word has its capital for it alone.
    fn first_word(&self, draft: &mut Draft<'_>) {
        let word = self.words[0];
        if word.given > 0 {
            draft.add_beside(Reason::GivenName, word.span, WEIGHTS.given_name(word.given));
        } else if word.shape == Shape::Initial {
            draft.add_beside(Reason::GivenName, word.span, WEIGHTS.given_name(1));
        } else if (!self.page.begins_sentence(&word) || self.title.is_some()) && !self.is_shouted()
        {
            draft.add_beside(Reason::Capital, word.span, WEIGHTS.capital);
        }
    }

    /// An ordinary word is seldom a given name, above all at the beginning of a sentence: "Will
    /// Smith" may be a question.
    fn common_word(&self, draft: &mut Draft<'_>) {
        let word = self.words[0];
        if self.title.is_some() || !self.page.is_ordinary(self.first) {
            return;
        }
        if self.page.begins_sentence(&word) {
            draft.add(Reason::CommonWordUnproven, WEIGHTS.common_word_unproven);
        } else if (1..=2).contains(&word.given)
            && self.words[1..].last().is_some_and(|last| last.family == 0)
        {
            draft.add(Reason::CommonWord, WEIGHTS.common_word);
        }
    }

    /// A family name comes last; another word has its capital for it, but in a headline not even
    /// that.
    fn last_word(&self, draft: &mut Draft<'_>) {
        let Some(last) = self.words[1..].last() else { return };
        let (level, text) = (self.page.context.layers.level(), self.page.context.text);
        if last.family > 0 {
            draft.add_beside(Reason::FamilyName, last.span, WEIGHTS.family_name(last.family));
        } else if last.given > 0 {
            draft.add_beside(Reason::GivenName, last.span, WEIGHTS.family_name(1));
        } else if !self.is_shouted() && !line::is_headline(level, text, last.span) {
            draft.add_beside(Reason::Capital, last.span, WEIGHTS.capital);
        }
    }
}

/// Whether a word may be a name by itself: no word with a capital stands beside it.
fn may_stand_alone(page: &Page<'_, '_, '_>, at: usize) -> bool {
    page.words[at].shape == Shape::Name && page.is_free(at) && !page.is_ordinary(at)
}

/// Whether a word that no table knows is the family name behind the initials that begin with the
/// word number `first`: "J. Hartley".
fn is_family_behind(page: &Page<'_, '_, '_>, first: usize, word: &Word) -> bool {
    const SHORTEST_BYTES: usize = 4;
    let begins = !matches!(page.words[first].gap, Gap::Space | Gap::Hyphen);
    begins
        && word.shape == Shape::Name
        && word.span.end - word.span.start >= SHORTEST_BYTES
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

/// Whether a word is the title of the person behind it, and so of none before it: "Mayor" in
/// "Mansfield Mayor Curtis McCoy".
fn is_title_of_next(page: &Page<'_, '_, '_>, at: usize) -> bool {
    let next = page.words.get(at + 1);
    page.words[at].given == 0
        && page.is_cue(at, Kind::Person, Side::Before)
        && next.is_some_and(|next| next.gap == Gap::Space && next.given > 0)
}

/// The number of the word behind a name that begins with the word number `first`.
fn end(page: &Page<'_, '_, '_>, first: usize) -> usize {
    let shouted = page.words[first].shape == Shape::Capitals;
    let latin = page.is_latin(first);
    let same_case = |at: usize| (page.words[at].shape == Shape::Capitals) == shouted;
    let row = page.words[first + 1..]
        .iter()
        .take(WHOLE_WORDS)
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
        && end - first < LONGEST_WORDS
        && page.joins(end, Kind::Person, None)
        && may_stand(page, end, false)
        && !is_title_of_next(page, end)
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
        if !known && row > WHOLE_WORDS && unknown > 0 {
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

/// Whether the word number `at`, which is said to be a country, is a given name before a family
/// name: "Jordan Peterson", "Chad Kelly". A word that no table knows may be one behind a name that
/// is usual ("Jordan Torunarigha"), but not behind people of the country ("German Bunds").
fn is_given_before_family(page: &Page<'_, '_, '_>, at: usize, country: Mention) -> bool {
    let word = &page.words[at];
    let (Some(next), Some(note)) = (page.words.get(at + 1), page.notes.get(at + 1)) else {
        return false;
    };
    let is_unknown = || {
        !country.is_demonym
            && word.given >= USUAL
            && note.mention.is_none()
            && note.cue.is_none()
            && !page.is_ordinary(at + 1)
    };
    country.span == word.span
        && word.given > 0
        && next.gap == Gap::Space
        && next.shape == word.shape
        && (next.family > 0 || is_unknown())
}

/// Whether a word can be one of a person's name, the first or another.
fn may_stand(page: &Page<'_, '_, '_>, at: usize, first: bool) -> bool {
    let (word, note) = (&page.words[at], &page.notes[at]);
    let named = word.given > 0 || word.family > 0;
    if let Some(mention) = note.mention {
        let may = match mention.kind {
            Kind::Person => true,
            Kind::Country if first => is_given_before_family(page, at, mention),
            Kind::Country => mention.span == word.span && word.family > 1,
            // Companies have the names of their founders: "Gerald Ford".
            Kind::Organization => mention.span == word.span && word.family > 0 && !first,
            _ => mention.span == word.span && (named || !first),
        };
        if !may {
            return false;
        }
    }
    if note.cue.is_some() && (!named || first && page.is_cue(at, Kind::Person, Side::Before)) {
        return false;
    }
    // A word with figures in it is a code.
    let is_code = || page.text(word.span).bytes().any(|b| b.is_ascii_digit());
    word.shape == Shape::Initial
        || named
        || page.is_particle(word) && !first
        || !page.is_ordinary(at) && !is_code()
}
