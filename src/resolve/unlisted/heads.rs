//! Names that begin or end with a word for their kind: "Universitas Gadjah Mada", "Bank of
//! England", "Acme Inc.".

use super::{Draft, Gap, Page, Question, SHORT_BYTES, Shape, words};
use crate::{
    lexicon::{
        dictionary::CueHit,
        model::{CueSpan, Kind, Side},
        span::Span,
        text::{
            boundary::is_start,
            class::Class,
            cut,
            facts::{self, Fact},
        },
    },
    resolve::{Log, Reading, evidence::Reason, weights::WEIGHTS},
};

/// Adds the names with a head of a page: first all whose head comes first, then all whose head
/// comes last, so that each lot is nearly in the order of its spans.
pub(super) fn read(page: &Page<'_, '_, '_>, log: &mut Log, found: &mut Vec<Reading>) {
    for side in [Side::Before, Side::After, Side::Adjective] {
        let cues = page.cues.iter().filter(|cue| cue.side == side);
        found.extend(cues.filter_map(|cue| name_with(page, cue, log)));
    }
}

/// The name that a cue is the head of, or leads to.
fn name_with(page: &Page<'_, '_, '_>, cue: &CueHit, log: &mut Log) -> Option<Reading> {
    if let Some(span) = quoted_behind(page, cue) {
        let mut draft = Draft::new(Kind::Organization, span, log);
        draft.add_beside(Reason::Cue, cue.span, WEIGHTS.cue);
        return Some(draft.reading);
    }
    let capital = page.text(cue.span).starts_with(|c| Class::of(c).is_upper());
    let belongs = cue.belongs != CueSpan::Out && capital;
    let span = match (cue.kind, cue.side) {
        (Kind::Person | Kind::Country, _) => return None,
        (_, Side::Before) if belongs => {
            let span = name_behind(page, cue)?;
            Span::new(start_before(page, cue).unwrap_or(span.start), span.end)
        }
        (_, Side::Before) if !capital => unknown_behind(page, cue)?,
        (_, Side::After) if belongs => name_before(page, cue)?,
        (_, Side::Adjective) => with_adjective(page, cue)?,
        _ => return None,
    };
    let mut draft = Draft::new(cue.kind, span, log);
    draft.add_beside(Reason::Head, cue.span, WEIGHTS.head(cue.kind));
    Some(draft.reading)
}

/// How long a name in quotation marks is at most, in bytes.
const QUOTED_BYTES: usize = 80;

/// The name in quotation marks behind a word for an organization: "компания «Маяк»".
fn quoted_behind(page: &Page<'_, '_, '_>, cue: &CueHit) -> Option<Span> {
    if cue.kind != Kind::Organization || cue.side != Side::Before {
        return None;
    }
    let mut behind =
        cut::after(page.context.text, cue.span.end).strip_prefix([' ', '\u{a0}'])?.chars();
    let close = match behind.next()? {
        '\u{ab}' => '\u{bb}',
        '\u{201e}' => '\u{201c}',
        '\u{201c}' => '\u{201d}',
        '"' => '"',
        _ => return None,
    };
    let name = behind.as_str();
    let len = name
        .char_indices()
        .take_while(|&(at, c)| at <= QUOTED_BYTES && c != '\n')
        .find(|&(_, c)| c == close)?
        .0;
    let start = page.context.text.len() - name.len();
    name.starts_with(|c| Class::of(c).is_upper()).then(|| Span::new(start, start + len))
}

/// How many words with capitals stand beside a head at most.
fn longest(kind: Kind) -> usize {
    match kind {
        Kind::Organization => 6,
        _ => 3,
    }
}

/// The name that begins with the head `cue`.
fn name_behind(page: &Page<'_, '_, '_>, cue: &CueHit) -> Option<Span> {
    let (head, kind) = (cue.span, cue.kind);
    let is_organization = kind == Kind::Organization;
    let first = page.words.partition_point(|word| word.span.start < head.end);
    let next = page.words.get(first)?;
    let mention = page.notes[first].mention;
    // The tables know the place with its head: what follows is where it lies, as in "Wilayah Kursk
    // Rusia".
    if !is_organization && mention.is_some_and(|mention| mention.span.start <= head.start) {
        return None;
    }
    // A place may have the name of a person: "Jalan Jenderal Sudirman".
    let person = mention.filter(|mention| {
        !is_organization && mention.kind == Kind::Person && mention.span.start == next.span.start
    });
    let may_stand = |at: usize| {
        person.is_some_and(|person| page.words[at].span.end <= person.span.end)
            || may_stand(page, at, kind)
            || at > first && goes_on_with(page, at)
    };
    let between = cut::between(page.context.text, head.end, next.span.start);
    let numbered = is_organization && words::is_number(between);
    if !numbered && !cue.adjoins(page.context.text, between) || !may_stand(first) {
        return None;
    }
    let mut end = first + 1;
    while end < page.words.len()
        && end - first < longest(kind)
        && (page.joins(end, kind, Some(cue))
            || is_organization && page.words[end].gap == Gap::Number)
        && may_stand(end)
        && !begins_another(page, cue, end)
    {
        end += 1;
    }
    let end = page.words[end - 1].span.end;
    Some(Span::new(head.start, end + number_behind(page.context.text, end)))
}

/// Whether a word with a capital that may be an ordinary one goes on with the name before it:
/// "Jalan Kelud Raya".
fn goes_on_with(page: &Page<'_, '_, '_>, at: usize) -> bool {
    let (word, note) = (page.words[at], &page.notes[at]);
    word.gap == Gap::Space
        && word.shape == Shape::Name
        && note.mention.is_none()
        && note.cue.is_none()
}

/// Whether another name begins with word number `at`, behind one with the head `cue`: with the same
/// head, behind a joining word ("PT Astra dan PT Timah"), or a person's ("Kementerian Pertanian
/// Yusni Harahap").
fn begins_another(page: &Page<'_, '_, '_>, cue: &CueHit, at: usize) -> bool {
    let (word, note, next) = (page.words[at], &page.notes[at], at + 1);
    let here = note.cue.map(|here| page.cues[here as usize]);
    let organization = || note.mention.is_some_and(|mention| mention.kind == Kind::Organization);
    let person = || {
        word.given > 0
            && word.gap == Gap::Space
            && page.words.get(next).is_some_and(|next| next.gap == Gap::Space)
            && page.words[next].shape == Shape::Name
            && page.notes[next].cue.is_none()
    };
    here.is_some_and(|here| here.pattern == cue.pattern)
        || word.gap == Gap::Words && (here.is_some() || organization())
        || cue.kind == Kind::Organization && person()
}

/// The length of a number of up to three digits that ends the name before it: "Jalan Kelud 86,".
fn number_behind(text: &str, at: usize) -> usize {
    let Some(rest) = cut::after(text, at).strip_prefix(' ') else { return 0 };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let behind = cut::after(rest, digits).as_bytes();
    let ends = behind.first().is_none_or(|b| matches!(b, b',' | b'.' | b';' | b':' | b')' | b'\n'))
        && !behind.get(1).is_some_and(u8::is_ascii_digit);
    if (1..=3).contains(&digits) && ends { digits + 1 } else { 0 }
}

/// The name behind a word for a place or an organization in small letters, if no table has it:
/// "озеро Тихвалка". An organization whose head is a part of it with a capital alone is written so:
/// small letters speak of any commission, party or school.
fn unknown_behind(page: &Page<'_, '_, '_>, cue: &CueHit) -> Option<Span> {
    let first = page.words.partition_point(|word| word.span.start < cue.span.end);
    let (word, note) = (page.words.get(first)?, &page.notes[first]);
    let is_organization = cue.kind == Kind::Organization;
    if is_organization && cue.belongs == CueSpan::Capital {
        return None;
    }
    let unknown = word.shape == Shape::Name && note.mention.is_none() && note.cue.is_none();
    let person = is_organization && word.given > 0;
    // With a full stop between them the head ends a sentence.
    let adjoins =
        matches!(cut::between(page.context.text, cue.span.end, word.span.start), " " | "\u{a0}");
    let span = name_behind(page, cue).filter(|_| unknown && adjoins && !person)?;
    let start = if cue.belongs == CueSpan::In { span.start } else { word.span.start };
    Some(Span::new(start, span.end))
}

/// The name that ends with the head `cue`.
fn name_before(page: &Page<'_, '_, '_>, cue: &CueHit) -> Option<Span> {
    let at = page.words.partition_point(|word| word.span.start < cue.span.start);
    // The head itself is a word with a capital, joined to the one before. In "AーFC" it is the end
    // of a word.
    if page.words.get(at)?.span.start != cue.span.start || goes_on(page, cue) {
        return None;
    }
    let (first, start) = first_before(page, cue, at);
    // "FC" may begin a name as well: "Zweitligist FC Metz".
    let begins = first < at
        && page.notes[at - 1].mention.is_none()
        && has_row(page, cue, Side::Before, |belongs| belongs != CueSpan::Out)
        && page.words.get(at + 1).is_some_and(|next| next.gap == Gap::Space);
    (start < cue.span.start && !begins).then(|| Span::new(start, cue.span.end))
}

/// Whether a word of which nothing is known follows the head, so that the name is a longer one:
/// "Turner Broadcasting System".
fn goes_on(page: &Page<'_, '_, '_>, cue: &CueHit) -> bool {
    let next = page.words.partition_point(|word| word.span.start < cue.span.end);
    page.words.get(next).is_some_and(|word| {
        matches!(word.gap, Gap::Space | Gap::Hyphen)
            && word.shape == Shape::Name
            && word.given == 0
            && page.notes[next].mention.is_none()
            && page.notes[next].cue.is_none()
    })
}

/// Where a name begins whose head stands in the middle: "American Academy of Arts". Words stand
/// before a head that a joining word ends, and before one that names end with too. "FC" is a head
/// at one end at a time: it does not belong to the name in small letters.
fn start_before(page: &Page<'_, '_, '_>, cue: &CueHit) -> Option<usize> {
    let at = page.words.partition_point(|word| word.span.start < cue.span.start);
    let last = page.text(cue.span).rsplit_once(' ').map(|(_, last)| last);
    let joined = last.is_some_and(|last| page.joined_by(last, cue.kind, Some(cue)));
    let ends = || has_row(page, cue, Side::After, |belongs| belongs == CueSpan::In);
    let stands = page.words[at].span.start == cue.span.start && (joined || ends());
    stands.then(|| first_before(page, cue, at).1)
}

/// Whether the phrase of a cue is one for the same kind on another side too.
fn has_row(
    page: &Page<'_, '_, '_>,
    cue: &CueHit,
    side: Side,
    belongs: impl Fn(CueSpan) -> bool,
) -> bool {
    let first = page.cues.partition_point(|other| other.span.start < cue.span.start);
    let mut same = page.cues[first..].iter().take_while(|other| other.span == cue.span);
    same.any(|other| other.kind == cue.kind && other.side == side && belongs(other.belongs))
}

/// How many small letters may be glued to the beginning of a name.
const MOST_GLUED: usize = 6;

/// Where the word before `at` begins, if small letters are glued to a name there: Xhosa "eNelson
/// Mandela Bay".
fn glued_before(text: &str, at: usize) -> Option<usize> {
    let before = cut::before(text, at).strip_suffix(' ')?;
    let len = before.bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
    let word = &before.as_bytes()[before.len() - len..];
    let small = word.iter().take_while(|b| b.is_ascii_lowercase()).count();
    let glued =
        (1..=MOST_GLUED).contains(&small) && word.get(small).is_some_and(u8::is_ascii_uppercase);
    let start = before.len() - len;
    // "très" is one word.
    (glued && is_start(text, start)).then_some(start)
}

/// Whether an article or "de" without its vowel stands before word number `at`: "L'Aeroporto".
fn is_elided(page: &Page<'_, '_, '_>, at: usize) -> bool {
    page.words[at].gap == Gap::Hyphen && matches!(page.text(page.words[at - 1].span), "L" | "D")
}

/// Whether "and" joins word number `at` to one of which nothing is known: "Parks and Tourism
/// Agency".
fn is_listed(page: &Page<'_, '_, '_>, at: usize, kind: Kind) -> bool {
    let (before, note) = (page.words[at - 1], &page.notes[at - 1]);
    let between = cut::between(page.context.text, before.span.end, page.words[at].span.start);
    kind == Kind::Organization
        && before.given == 0
        && note.mention.is_none()
        && note.cue.is_none()
        && facts::all(Fact::And).any(|(_, and)| between.trim() == and)
}

/// The number of the first word with a capital of the name that the words before the head `cue`,
/// the word number `at`, belong to, and where that name begins.
fn first_before(page: &Page<'_, '_, '_>, cue: &CueHit, at: usize) -> (usize, usize) {
    let kind = cue.kind;
    let mut first = at;
    while first > 0
        && at - first < longest(kind)
        && (page.words[first].gap != Gap::Words || first < at && is_listed(page, first, kind))
        && page.joins(first, kind, Some(cue))
        && may_stand(page, first - 1, kind)
        && !is_elided(page, first)
    {
        first -= 1;
        // A head at the other end: "PT Timah Tbk".
        if page.is_cue(first, kind, Side::Before) {
            break;
        }
    }
    let start = page.words[first].span.start;
    (first, glued_before(page.context.text, start).unwrap_or(start))
}

/// The name that a noun and the adjectives before it are, with the place behind them: "Верховный
/// суд Пакистана".
fn with_adjective(page: &Page<'_, '_, '_>, cue: &CueHit) -> Option<Span> {
    let text = page.context.text;
    let next = page.words.partition_point(|word| word.span.start < cue.span.start);
    let mut first = next.checked_sub(1)?;
    let adjoins = cut::between(text, page.words[first].span.end, cue.span.start) == " ";
    if !adjoins || !is_adjective(page, first) {
        return None;
    }
    while first > 0
        && page.words[first].gap == Gap::Space
        && is_adjective(page, first - 1)
        && !page.begins_sentence(&page.words[first - 1])
    {
        first -= 1;
    }
    let has_capital = page.words.get(next).is_some_and(|word| word.span.start == cue.span.start);
    let end = end_behind(page, cue, next + usize::from(has_capital))?;
    Some(Span::new(page.words[first].span.start, end))
}

/// Whether a word can be an adjective in the name of an organization.
fn is_adjective(page: &Page<'_, '_, '_>, at: usize) -> bool {
    let word = page.words[at].span;
    let is_other = page.notes[at]
        .mention
        .is_some_and(|mention| mention.kind == Kind::Person || mention.span.end > word.end);
    let ends = || facts::all(Fact::Adjective).any(|(_, ending)| page.text(word).ends_with(ending));
    !is_other && may_stand(page, at, Kind::Organization) && ends()
}

/// Where a name ends whose head is followed by word number `next`: behind the place there, else
/// with the head. None if something else belongs to it: "агенция „Фокус“", "агенция за храните".
fn end_behind(page: &Page<'_, '_, '_>, cue: &CueHit, next: usize) -> Option<usize> {
    let head = cue.span.end;
    let Some(rest) = cut::after(page.context.text, head).strip_prefix(' ') else {
        return Some(head);
    };
    if rest.starts_with(['"', '\u{ab}', '\u{201c}', '\u{201e}']) {
        return None;
    }
    let small = rest.split(' ').next().unwrap_or_default();
    let joined = small.len() <= SHORT_BYTES && page.joined_by(small, cue.kind, Some(cue));
    let start = head + 1 + if joined { small.len() + 1 } else { 0 };
    let word = page.words.get(next).filter(|word| word.span.start == start);
    let mention = word.and_then(|_| page.notes[next].mention);
    let person = word.is_some_and(|word| word.given > 0)
        || mention.is_some_and(|mention| mention.kind == Kind::Person);
    match mention.filter(|mention| mention.kind.is_place()) {
        Some(place) => Some(place.span.end),
        None => (!joined && word.is_none() || person).then_some(head),
    }
}

/// The shortest name of people that stands before a head although it is an ordinary word.
const SHORTEST_PART_BYTES: usize = 4;

/// Whether a word can be one of such a name. Asked again and again for the words behind heads in a
/// row, it is looked up once for each.
fn may_stand(page: &Page<'_, '_, '_>, at: usize, kind: Kind) -> bool {
    let is_organization = kind == Kind::Organization;
    let note = &page.notes[at];
    let question = if is_organization { Question::OfOrganization } else { Question::OfPlace };
    note.answers.get_or(question, || {
        let other = note.mention.is_some_and(|mention| {
            mention.kind == Kind::Person && mention.span != page.words[at].span
        });
        let title = is_organization && page.is_cue(at, Kind::Person, Side::Before);
        let word = page.words[at];
        // A name of people may be an ordinary word, "Grace Hospital", but not an article: "El".
        let is_part = word.given > 0 || word.family > 0;
        let is_long = word.span.end - word.span.start >= SHORTEST_PART_BYTES;
        let named = is_part && is_long || note.mention.is_some();
        !other && !title && (named || !page.is_ordinary(at))
    })
}
