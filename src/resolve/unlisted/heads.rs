//! Names that begin or end with a word for their kind: "Universitas Gadjah Mada", "Bank of
//! England", "Acme Inc.".

use super::{Draft, Gap, Mention, Page, Question, Shape, words};
use crate::{
    lexicon::{
        dictionary::CueHit,
        model::{CueSpan, Kind, Side},
        span::Span,
        text::{class::Class, cut},
    },
    resolve::{Log, Reading, evidence::Reason, weights::WEIGHTS},
};

/// Adds the names with a head of a page: first all whose head comes first, then all whose head
/// comes last, so that each lot is nearly in the order of its spans.
pub(super) fn read(page: &Page<'_, '_, '_>, log: &mut Log, found: &mut Vec<Reading>) {
    for side in [Side::Before, Side::After] {
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
        (_, Side::Before) if belongs => name_behind(page, cue)?,
        (_, Side::Before) if !capital => unknown_behind(page, cue)?,
        (_, Side::After) if belongs => name_before(page, cue)?,
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

/// The name that begins with `head`.
fn name_behind(page: &Page<'_, '_, '_>, cue: &CueHit) -> Option<Span> {
    let (head, kind) = (cue.span, cue.kind);
    let first = page.words.partition_point(|word| word.span.start < head.end);
    let next = page.words.get(first)?;
    // The tables know the place with its head: what follows is where it lies, as in "Wilayah Kursk
    // Rusia".
    let known = |mention: Mention| kind != Kind::Organization && mention.span.start <= head.start;
    if page.notes[first].mention.is_some_and(known) {
        return None;
    }
    let between = cut::between(page.context.text, head.end, next.span.start);
    let numbered = kind == Kind::Organization && words::is_number(between);
    if !numbered && !matches!(between, " " | ". " | "\u{a0}") || !may_stand(page, first, kind) {
        return None;
    }
    let mut end = first + 1;
    // Behind a joining word another name may begin: "PT Astra dan PT Timah".
    let another = |at: usize| {
        let organization =
            || page.notes[at].mention.is_some_and(|mention| mention.kind == Kind::Organization);
        page.words[at].gap == Gap::Words && (page.notes[at].cue.is_some() || organization())
    };
    while end < page.words.len()
        && end - first < longest(kind)
        && (page.joins(end, kind, Some(cue))
            || kind == Kind::Organization && page.words[end].gap == Gap::Number)
        && may_stand(page, end, kind)
        && !another(end)
    {
        end += 1;
    }
    Some(Span::new(head.start, page.words[end - 1].span.end))
}

/// The name behind a word for a place or an organization in small letters, if no table has it:
/// "озеро Тихвалка".
fn unknown_behind(page: &Page<'_, '_, '_>, cue: &CueHit) -> Option<Span> {
    let first = page.words.partition_point(|word| word.span.start < cue.span.end);
    let (word, note) = (page.words.get(first)?, &page.notes[first]);
    let unknown = word.shape == Shape::Name && note.mention.is_none() && note.cue.is_none();
    let person = cue.kind == Kind::Organization && word.given > 0;
    // With a full stop between them the head ends a sentence.
    let adjoins =
        matches!(cut::between(page.context.text, cue.span.end, word.span.start), " " | "\u{a0}");
    let span = name_behind(page, cue).filter(|_| unknown && adjoins && !person)?;
    let start = if cue.belongs == CueSpan::In && cue.kind != Kind::Organization {
        span.start
    } else {
        page.words[first].span.start
    };
    Some(Span::new(start, span.end))
}

/// The name that ends with `head`.
fn name_before(page: &Page<'_, '_, '_>, cue: &CueHit) -> Option<Span> {
    let (head, kind) = (cue.span, cue.kind);
    let at = page.words.partition_point(|word| word.span.start < head.start);
    // The head itself is a word with a capital, joined to the one before. In "AーFC" it is the end
    // of a word.
    if page.words.get(at)?.span.start != head.start {
        return None;
    }
    let mut first = at;
    while first > 0
        && at - first < longest(kind)
        && !matches!(page.words[first].gap, Gap::Words)
        && page.joins(first, kind, Some(cue))
        && may_stand(page, first - 1, kind)
    {
        first -= 1;
        // A head at the other end: "PT Timah Tbk".
        if page.is_cue(first, kind, Side::Before) {
            break;
        }
    }
    (first < at).then(|| Span::new(page.words[first].span.start, head.end))
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
