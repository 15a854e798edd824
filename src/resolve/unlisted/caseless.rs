//! People in scripts without capitals: known parts of names in a row, or a title and what follows.
//!
//! No capital says there that a word is a name, so more has to be known: two parts of names side by
//! side ("محمد حسن"), a title beside a given name ("डॉ. राजेश वर्मा"), or beside a family name that
//! begins a word ("박철수 의원", "记者李明").

use super::{Draft, Page};
use crate::{
    lexicon::{
        dictionary::{CueHit, PartHit},
        model::{CueSpan, Kind, Side},
        span::Span,
        text::{class::Class, cut, script::Script},
    },
    resolve::{Log, Reading, evidence::Reason, weights::WEIGHTS},
};

/// How many words a name has at most.
const LONGEST_WORDS: usize = 4;

/// Adds the people of a page.
pub(super) fn read<'t>(
    page: &Page<'_, '_, 't>,
    parts: &[PartHit],
    log: &mut Log,
    found: &mut Vec<Reading>,
) {
    in_words(page, parts, log, found);
    in_pairs(page, parts, log, found);
    for cue in page.cues.iter().filter(|cue| cue.kind == Kind::Person) {
        let text = page.text(cue.span);
        let script = text.chars().find_map(Script::of);
        let span = match (script, cue.side) {
            (Some(Script::Han), Side::Before) => han_behind(page, cue),
            (Some(Script::Han), Side::After) => han_before(page, cue),
            (Some(Script::Hangul), Side::After) => hangul_before(page, cue),
            (Some(Script::Thai), Side::Before) if cue.belongs == CueSpan::In => {
                thai_behind(page, cue)
            }
            _ => None,
        };
        let Some(span) = span else { continue };
        let mut draft = Draft::new(Kind::Person, span, log);
        draft.add(Reason::Unknown, WEIGHTS.unknown_person);
        draft.add_beside(Reason::Cue, cue.span, WEIGHTS.title);
        draft.add_beside(Reason::FamilyName, span, WEIGHTS.family_name(1));
        found.push(draft.reading);
    }
}

/// Whether words in this script have spaces between them and no capitals.
fn is_plain(c: char) -> bool {
    let class = Class::of(c);
    class.is_spaced_word()
        && !class.is_upper()
        && !class.is_lower()
        && !c.is_ascii_digit()
        && !Script::Hangul.has(c)
}

/// People in scripts with spaces.
fn in_words(page: &Page<'_, '_, '_>, parts: &[PartHit], log: &mut Log, found: &mut Vec<Reading>) {
    let mut done = 0;
    for (at, part) in parts.iter().enumerate() {
        let is_first = part.given > 0 && part.span.start >= done;
        if !is_first || !page.text(part.span).starts_with(is_plain) {
            continue;
        }
        let Some(name) = Name::read(page, &parts[at..]) else { continue };
        done = name.span.end;
        found.push(name.weigh(log));
    }
}

/// People by a known family name and a known given name behind it, in Han: "鈴木一郎".
fn in_pairs(page: &Page<'_, '_, '_>, parts: &[PartHit], log: &mut Log, found: &mut Vec<Reading>) {
    let is_han = |span: Span| page.text(span).chars().all(|c| Script::Han.has(c));
    for (at, family) in parts.iter().enumerate() {
        if family.family == 0 || !is_han(family.span) {
            continue;
        }
        let behind = parts[at + 1..].iter().skip_while(|part| part.span.start < family.span.end);
        let given = behind
            .take_while(|part| part.span.start == family.span.end)
            .filter(|part| part.given > 0 && is_han(part.span))
            .max_by_key(|part| part.span.end);
        let Some(given) = given else { continue };
        let span = Span::new(family.span.start, given.span.end);
        let is_whole = page.text(span).chars().nth(2).is_some()
            && begins_word(page.context.text, span.start)
            && ends_word(page.context.text, span.end);
        if is_whole {
            let mut draft = Draft::new(Kind::Person, span, log);
            draft.add(Reason::Unknown, WEIGHTS.unknown_person);
            draft.add_beside(Reason::FamilyName, family.span, WEIGHTS.family_name(family.family));
            draft.add_beside(Reason::GivenName, given.span, WEIGHTS.given_name(given.given));
            found.push(draft.reading);
        }
    }
}

/// Whether no letter of Han stands before byte `at`.
fn begins_word(text: &str, at: usize) -> bool {
    !cut::before(text, at).ends_with(|c| Script::Han.has(c))
}

/// Whether no letter of Han stands behind byte `at`.
fn ends_word(text: &str, at: usize) -> bool {
    !cut::after(text, at).starts_with(|c| Script::Han.has(c))
}

/// A name that begins with a given name.
struct Name {
    span: Span,
    given: u8,
    /// How telling the last word is as a family name, if it is known as one or as a given name.
    last_family: Option<u8>,
    title: Option<Span>,
}

impl Name {
    /// The name that begins with the first of `parts`, if enough is known of it.
    fn read(page: &Page<'_, '_, '_>, parts: &[PartHit]) -> Option<Name> {
        let first = parts[0];
        let title = title_before(page, first.span.start);
        let mut name = Name { span: first.span, given: first.given, last_family: None, title };
        let mut rest = parts;
        let (mut words, mut end, mut joined) = (1, first.span.end, false);
        while words < LONGEST_WORDS {
            let Some(next) = word_behind(page, end) else { break };
            rest = &rest[rest.partition_point(|part| part.span.start < next.start)..];
            let known = rest
                .iter()
                .take_while(|part| part.span.start == next.start)
                .find(|part| part.span == next);
            let is_part = known.is_some_and(|part| part.given > 0 || part.family > 0);
            // "بن" may stand between any two words of a name.
            let is_joiner = !is_part && is_joiner(page, next);
            let may_be_unknown = joined || words == 1 && title.is_some();
            let is_mine = is_part || is_joiner || may_be_unknown && is_unknown(page, next);
            if !is_mine {
                break;
            }
            (joined, end) = (is_joiner, next.end);
            if !is_joiner {
                name.last_family = known.map(|part| part.family);
                name.span = Span::new(name.span.start, end);
                words += 1;
            }
        }
        let is_word = title.is_none() && is_ordinary(page, first.span);
        (!is_word && (words > 1 || title.is_some())).then_some(name)
    }

    fn weigh(&self, log: &mut Log) -> Reading {
        let mut draft = Draft::new(Kind::Person, self.span, log);
        draft.add(Reason::Unknown, WEIGHTS.unknown_person);
        if let Some(title) = self.title {
            draft.add_beside(Reason::Cue, title, WEIGHTS.title);
        }
        draft.add_beside(Reason::GivenName, self.span, WEIGHTS.given_name(self.given));
        match self.last_family {
            Some(0) => draft.add(Reason::GivenName, WEIGHTS.family_name(1)),
            Some(family) => draft.add(Reason::FamilyName, WEIGHTS.family_name(family)),
            None => {}
        }
        draft.reading
    }
}

/// The title that ends right before byte `at`.
fn title_before(page: &Page<'_, '_, '_>, at: usize) -> Option<Span> {
    let adjoins = |cue: &&CueHit| {
        cue.kind == Kind::Person
            && cue.side == Side::Before
            && matches!(cut::between(page.context.text, cue.span.end, at), " " | ". " | "")
    };
    page.cues_before(at).find(adjoins).map(|cue| cue.span)
}

/// The word behind the space at byte `at`, in a script without capitals.
fn word_behind(page: &Page<'_, '_, '_>, at: usize) -> Option<Span> {
    let rest = cut::after(page.context.text, at).strip_prefix(' ')?;
    if !rest.starts_with(is_plain) {
        return None;
    }
    let start = at + 1;
    let is_inside = |c: char| {
        let class = Class::of(c);
        class.is_spaced_word() || class.is_mark() || class.is_format()
    };
    let len = rest.find(|c| !is_inside(c)).unwrap_or(rest.len());
    Some(Span::new(start, start + len))
}

/// Whether a word is no cue and no ordinary word.
fn is_unknown(page: &Page<'_, '_, '_>, word: Span) -> bool {
    !is_ordinary(page, word) && page.cue_at(word).is_none()
}

/// Whether a word is an ordinary one, or too long for a name.
fn is_ordinary(page: &Page<'_, '_, '_>, word: Span) -> bool {
    page.is_ordinary_word(word).unwrap_or(true)
}

/// Whether a word stands between the words of a name: "بن".
fn is_joiner(page: &Page<'_, '_, '_>, word: Span) -> bool {
    let (layers, languages) = (page.context.layers, page.context.languages);
    page.ask(page.text(word), |folded| layers.joins(folded, Kind::Person, Some(languages)))
        .unwrap_or(false)
}

/// How many letters a Chinese or Korean name has.
const FULL_LETTERS: [usize; 2] = [3, 2];

/// The name behind a title: "记者李明".
fn han_behind(page: &Page<'_, '_, '_>, cue: &CueHit) -> Option<Span> {
    let text = page.context.text;
    let behind = cut::after(text, cue.span.end);
    FULL_LETTERS.into_iter().find_map(|letters| {
        let len: usize = letters_of(behind.chars(), letters)?;
        let span = Span::new(cue.span.end, cue.span.end + len);
        (begins_with_family(page, span) && ends_name(page, span.end)).then_some(span)
    })
}

/// The name before a title or a word of speech: "李明表示".
fn han_before(page: &Page<'_, '_, '_>, cue: &CueHit) -> Option<Span> {
    let before = cut::before(page.context.text, cue.span.start);
    FULL_LETTERS.into_iter().find_map(|letters| {
        let len: usize = letters_of(before.chars().rev(), letters)?;
        let span = Span::new(cue.span.start - len, cue.span.start);
        (begins_with_family(page, span) && begins_name(page, span.start)).then_some(span)
    })
}

/// How many bytes the first so many of these characters have, if all are Han.
fn letters_of(chars: impl Iterator<Item = char>, letters: usize) -> Option<usize> {
    let mut lens = chars.take(letters).map(|c| Script::Han.has(c).then_some(c.len_utf8()));
    let mut sum = 0;
    for _ in 0..letters {
        sum += lens.next()??;
    }
    Some(sum)
}

/// Whether nothing that is written together with a name stands before byte `at`.
fn begins_name(page: &Page<'_, '_, '_>, at: usize) -> bool {
    let before = cut::before(page.context.text, at).chars().next_back();
    before.is_none_or(|c| !Class::of(c).is_word())
        || page.cues_before(at).any(|cue| cue.span.end == at && cue.kind == Kind::Person)
}

/// The same for behind byte `at`.
fn ends_name(page: &Page<'_, '_, '_>, at: usize) -> bool {
    let behind = cut::after(page.context.text, at).chars().next();
    behind.is_none_or(|c| !Class::of(c).is_word())
        || page.cues_from(at).any(|cue| cue.span.start == at && cue.kind == Kind::Person)
}

/// Whether the first letter of a span is a family name.
fn begins_with_family(page: &Page<'_, '_, '_>, span: Span) -> bool {
    let first = page.text(span).chars().next().map_or(0, char::len_utf8);
    let letter = cut::between(page.context.text, span.start, span.start + first);
    page.context.layers.name_part(letter).is_some_and(|(_, family)| family > 0)
}

/// The name before a title in Korean: "박철수 의원".
fn hangul_before(page: &Page<'_, '_, '_>, cue: &CueHit) -> Option<Span> {
    let before = cut::before(page.context.text, cue.span.start).strip_suffix(' ')?;
    let word = before.rsplit(|c: char| !Script::Hangul.has(c)).next()?;
    let span = Span::new(before.len() - word.len(), before.len());
    let is_full = word.chars().count() == FULL_LETTERS[0];
    (is_full && begins_with_family(page, span) && is_unknown(page, span)).then_some(span)
}

/// The name behind a title in Thai, which is written as a part of it; a space parts given and family
/// name: "นายสมชาย ใจดี".
fn thai_behind(page: &Page<'_, '_, '_>, cue: &CueHit) -> Option<Span> {
    /// The most characters of a given or family name.
    const MOST: usize = 16;
    /// "มิถุนายน", June, has the title "นาย" in it.
    const JUNE: &str = "มิถุ";
    let text = page.context.text;
    let is_inside = |c: char| Script::Thai.has(c);
    let rest = cut::after(text, cue.span.end);
    let start = cue.span.end + (rest.len() - rest.trim_start_matches(' ').len());
    let run = |at: usize| {
        let letters = cut::after(text, at).chars().take(MOST + 1).take_while(|&c| is_inside(c));
        let (letters, len) =
            letters.fold((0, 0), |(letters, len), c| (letters + 1, len + c.len_utf8()));
        (2..=MOST).contains(&letters).then_some(len)
    };
    if cut::before(text, cue.span.start).ends_with(JUNE) {
        return None;
    }
    let given = start + run(start)?;
    let speaks = |at: usize| page.cues_from(at).any(|cue| cue.span.start == at);
    let family = cut::after(text, given)
        .strip_prefix(' ')
        .filter(|_| !speaks(given + 1))
        .and_then(|_| run(given + 1));
    // Inside a run of letters "นาง" may be a part of a word.
    if family.is_none() && cut::before(text, cue.span.start).ends_with(is_inside) {
        return None;
    }
    let end = family.map_or(given, |len| given + 1 + len);
    Some(Span::new(cue.span.start, end))
}
