//! What a name and its neighbours in the text say.

use super::{
    Context, Log, Reading, Resolution, Workspace, evidence::Reason, leading, run, weights::WEIGHTS,
};
use crate::{
    layers::Meaning,
    lexicon::{
        dictionary::{Case, CueHit, Hit, Hits, Sense, is_caseless},
        gazetteer::WordLangs,
        matcher::{BLOCK, Level, Masks},
        model::{CaseRule, CueSpan, Form, Kind, Side},
        span::Span,
        text::{class::Class, cut},
    },
};

/// How many hits ahead to ask for memory.
const AHEAD: usize = 4;

/// Gives every hit its readings, each with the evidence at the place.
pub(super) fn read(context: Context<'_, '_>, hits: &Hits, work: &mut Workspace) {
    let layers = context.layers;
    let mut cues = Cues { context, cues: &hits.cues, next: 0 };
    let mut names =
        Neighbours { level: layers.level(), text: context.text, hits, next_cue: 0, next_name: 0 };
    hits.names.iter().take(AHEAD).for_each(|hit| layers.prefetch(hit));
    // Names that several layers have at one place are read together.
    let mut ahead = hits.names.iter().skip(AHEAD);
    for hits in hits.names.chunk_by(|a, b| a.span() == b.span()) {
        let span = hits[0].span();
        let found = cut::span(context.text, span);
        let first = work.readings.len();
        let (before, after) = cues.beside(span);
        let given = context.is_given(span);
        let joined = !given && names.are_joined_to(span);
        let is_beside_cue = before.iter().chain(&after).any(Option::is_some);
        let runs_on = if given || is_beside_cue { 0.0 } else { run::weigh(context.text, span) };
        let in_compound =
            !given && !is_beside_cue && run::is_in_compound(context.text, span, &names.hits.names);
        // Whether some reading is called so in the document's language, and some in another.
        let (mut own, mut foreign) = (false, false);
        // The greatest number of an entity so far: one with a greater is new. Most come in order.
        let mut greatest = None;
        // Whether a layer of a higher rank has the name, so that it means what that layer says.
        let (mut taken, mut named, mut rank) = (false, false, None);
        for hit in hits {
            let next = layers.rank(hit.pattern());
            taken |= rank.replace(next).is_some_and(|last| last != next) && named;
            ahead.next().inspect(|hit| layers.prefetch(hit));
            let ordinary = if given { Ordinary::No } else { ordinary_word(context, hit) };
            for meaning in layers.senses(hit.pattern()) {
                if matches!(meaning.sense, Sense::Cue(_) | Sense::Part(_))
                    || !given && context.case == Case::Respect && !meaning.allows(found)
                {
                    continue;
                }
                if taken && !matches!(meaning.sense, Sense::LastWord(_)) {
                    continue;
                }
                named |= matches!(meaning.sense, Sense::Name(_));
                let entity = layers.entity_of(meaning);
                let mut reading =
                    Reading::new(layers.kind(entity), Some(entity), Some(meaning.sense), span);
                let is_foreign = layers.is_of_other_language(meaning, context.languages);
                *(if is_foreign { &mut foreign } else { &mut own }) |= is_place(reading.kind);
                weigh_name(context, meaning, is_foreign, ordinary, &mut reading, &mut work.log);
                if joined && is_local(reading.kind) {
                    reading.add(&mut work.log, Reason::PartOfName, WEIGHTS.part_of_name);
                }
                if is_local(reading.kind) {
                    reading.add(&mut work.log, Reason::RunsOn, runs_on);
                }
                if in_compound && is_place(reading.kind) {
                    let weight = if is_local(reading.kind) {
                        WEIGHTS.in_compound
                    } else {
                        WEIGHTS.country_in_compound
                    };
                    reading.add(&mut work.log, Reason::PartOfName, weight);
                }
                if greatest < Some(entity) {
                    greatest = Some(entity);
                    work.readings.push(reading);
                } else {
                    keep_best(&mut work.readings, first, reading);
                }
            }
        }
        weigh_leading(context, span, &mut work.readings[first..], &mut work.log);
        if own && foreign {
            weigh_foreign(&mut work.readings[first..], &mut work.log);
        }
        for cue in before.iter().flatten().chain(after.iter().flatten()) {
            weigh_cue(context, cue, &mut work.readings[first..], &mut work.log);
        }
        let headed = headed(context, span, &before, &after, &work.readings[first..], &mut work.log);
        work.readings.extend(headed.filter(|headed| !names.hits.is_removed(headed.span)));
        let readings = (first as u32, work.readings.len() as u32);
        work.resolutions.push(Resolution { span, readings });
    }
}

/// Places that are called so in another language only come after those that are in the document's.
fn weigh_foreign(readings: &mut [Reading], log: &mut Log) {
    for reading in readings.iter_mut().filter(|reading| is_place(reading.kind)) {
        if reading.evidence.is_foreign() {
            reading.add(log, Reason::OtherLanguageRival, WEIGHTS.other_language_rival);
        }
    }
}

/// "in" before an ambiguous name favours its place readings. It cannot tell one place from another.
fn weigh_leading(context: Context<'_, '_>, span: Span, readings: &mut [Reading], log: &mut Log) {
    let is_doubtful = |reading: &Reading| !is_place(reading.kind) || reading.evidence.is_ordinary();
    if !readings.iter().any(is_doubtful) {
        return;
    }
    let Some(word) = leading::find(context, span) else { return };
    for reading in readings {
        let is_last_word = matches!(reading.sense, Some(Sense::LastWord(_)));
        if is_place(reading.kind) {
            reading.add_beside(log, Reason::Leading, word, WEIGHTS.leading);
        } else if is_last_word && reading.evidence.is_ordinary() {
            // "in May" is the month, however often a Theresa May is named.
            reading.add_beside(log, Reason::Leading, word, WEIGHTS.leading_to_last_word);
        }
    }
}

/// An entity may have several names that fold alike; the likeliest counts.
fn keep_best(readings: &mut Vec<Reading>, first: usize, reading: Reading) {
    match readings[first..].iter_mut().rfind(|other| other.entity == reading.entity) {
        Some(other) if other.weight >= reading.weight => {}
        Some(other) => *other = reading,
        None => readings.push(reading),
    }
}

fn weigh_name(
    context: Context<'_, '_>,
    meaning: Meaning<'_>,
    is_foreign: bool,
    ordinary: Ordinary,
    reading: &mut Reading,
    log: &mut Log,
) {
    let (case, form) = (meaning.stored.case(), meaning.stored.form());
    reading.is_demonym = form == Form::Demonym;
    reading.add(
        log,
        Reason::Prior,
        reading.entity.map_or(0.0, |entity| context.layers.prior(entity)),
    );
    match meaning.sense {
        Sense::LastWord(_) => reading.add(log, Reason::LastWord, WEIGHTS.last_word),
        // Nothing is to be said of the name that a region usually has.
        _ if reading.kind == Kind::Region && meaning.stored.is_own_name() => {}
        _ => reading.add(log, Reason::Form(form), WEIGHTS.form(reading.kind, form)),
    }
    if let Some(form) = meaning.inflected() {
        reading.add(log, Reason::Inflected, WEIGHTS.inflected);
        let langs = context.layers.form_langs(meaning, context.languages);
        if langs == WordLangs::default() || langs == WordLangs::ALL && form.text.len() <= SHORT_FORM
        {
            reading.add(log, Reason::OtherLanguage, WEIGHTS.not_inflected);
        } else if !meaning.langs_of(form).intersects(langs) {
            reading.add(log, Reason::OtherLanguage, WEIGHTS.inflected_elsewhere);
        }
    } else if is_foreign {
        reading.add(log, Reason::OtherLanguage, WEIGHTS.other_language);
    }
    // An acronym in its own capitals is no ordinary word, unless all around it is in capitals.
    let acronym =
        context.case == Case::Respect && case == CaseRule::Exact && form == Form::Abbreviation;
    match ordinary {
        Ordinary::No => {}
        Ordinary::Proven | Ordinary::Unproven { shouted: false } if acronym => {}
        Ordinary::Proven => reading.add(log, Reason::CommonWord, WEIGHTS.common_word),
        Ordinary::Unproven { .. } => {
            reading.add(log, Reason::CommonWord, WEIGHTS.common_word);
            reading.add(log, Reason::CommonWordUnproven, WEIGHTS.common_word_unproven);
        }
    }
}

/// A cue speaks for the readings of its kind and against the others. Where no reading is of its
/// kind it means something else: in "Presiden Belarusia" the country is no person.
fn weigh_cue(context: Context<'_, '_>, cue: &CueHit, readings: &mut [Reading], log: &mut Log) {
    let is_meant = |reading: &Reading| reading.kind == cue.kind;
    if !readings.iter().any(is_meant) {
        return;
    }
    for reading in readings {
        if !is_meant(reading) {
            reading.add_beside(log, Reason::OtherCue, cue.span, WEIGHTS.other_cue);
            continue;
        }
        reading.add_beside(log, Reason::Cue, cue.span, WEIGHTS.cue);
        let belongs = match cue.belongs {
            CueSpan::In => true,
            CueSpan::Capital => cut::span(context.text, cue.span)
                .chars()
                .next()
                .is_some_and(|c| Class::of(c).is_upper()),
            CueSpan::Out => false,
        };
        if belongs {
            reading.span = Span::new(
                reading.span.start.min(cue.span.start),
                reading.span.end.max(cue.span.end),
            );
        }
    }
}

/// In scripts without spaces, the name that a place and a word of an organization beside it are
/// together: "北京大学".
fn headed(
    context: Context<'_, '_>,
    span: Span,
    before: &Pair<'_>,
    after: &Pair<'_>,
    readings: &[Reading],
    log: &mut Log,
) -> Option<Reading> {
    let likely = readings.iter().any(|reading| is_place(reading.kind) && reading.weight > 0.0);
    let known = readings.iter().any(|reading| reading.kind == Kind::Organization);
    if known || !likely || !cut::span(context.text, span).ends_with(|c| Class::of(c).is_spaceless())
    {
        return None;
    }
    let touches = |cue: &CueHit| cue.span.end == span.start || cue.span.start == span.end;
    let is_head = |cue: &&CueHit| {
        cue.kind == Kind::Organization && cue.belongs == CueSpan::In && touches(cue)
    };
    let head = before.iter().chain(after).flatten().copied().find(is_head)?;
    let whole = Span::new(span.start.min(head.span.start), span.end.max(head.span.end));
    let mut reading = Reading::new(Kind::Organization, None, None, whole);
    reading.add_beside(log, Reason::Head, head.span, WEIGHTS.headed);
    Some(reading)
}

/// Finds the cues beside one span after the other, in text order.
struct Cues<'a, 't> {
    context: Context<'a, 't>,
    cues: &'a [CueHit],
    /// The first cue that does not end before the last span asked for.
    next: usize,
}

/// Up to two cues on one side: a word may be a cue for two kinds.
type Pair<'a> = [Option<&'a CueHit>; 2];

impl<'a> Cues<'a, '_> {
    /// The cues right before and right behind `span` that speak of that side.
    fn beside(&mut self, span: Span) -> (Pair<'a>, Pair<'a>) {
        while self.cues.get(self.next).is_some_and(|cue| cue.span.end <= span.start) {
            self.next += 1;
        }
        let (earlier, later) = self.cues.split_at(self.next);
        let before = earlier.iter().rev().take_while(|cue| self.adjoin(cue.span.end, span.start));
        let after = later
            .iter()
            .skip_while(|cue| cue.span.start < span.end)
            .take_while(|cue| self.adjoin(span.end, cue.span.start));
        (self.pair(before, Side::Before), self.pair(after, Side::After))
    }

    fn pair(&self, cues: impl Iterator<Item = &'a CueHit>, side: Side) -> Pair<'a> {
        let mut cues = cues.filter(|cue| cue.side == side);
        [cues.next(), cues.next()]
    }

    /// Whether nothing but one space, or a full stop and a space, stands between two bytes.
    fn adjoin(&self, end: usize, start: usize) -> bool {
        end <= start
            && matches!(
                cut::between(self.context.text, end, start),
                "" | " " | "\u{a0}" | ". " | "."
            )
    }
}

/// Whether this is a kind of places.
pub(super) fn is_place(kind: Kind) -> bool {
    kind == Kind::Country || is_local(kind)
}

/// Whether an entity of this kind is likely to share its name with people and companies.
pub(super) fn is_local(kind: Kind) -> bool {
    matches!(kind, Kind::Region | Kind::City | Kind::Place)
}

/// Tells, for one span after the other in text order, whether it is a word of some longer name that
/// no table has: "Paris" in "Paris Hilton".
struct Neighbours<'a> {
    level: Level,
    text: &'a str,
    hits: &'a Hits,
    /// The first cue and the first name that begin where the last span asked for ends, or later.
    next_cue: usize,
    next_name: usize,
}

impl Neighbours<'_> {
    /// Whether a word with a capital, which is no cue and part of no other name, stands right
    /// before or behind the one word in `span`.
    fn are_joined_to(&mut self, span: Span) -> bool {
        let word = cut::span(self.text, span);
        if !word.starts_with(|c| Class::of(c).is_upper()) || word.contains(' ') {
            return false;
        }
        // The look at the whole line comes last: most names have no such neighbour.
        (self.is_name_behind(span) || self.is_name_before(span))
            && !is_headline(self.level, self.text, span)
    }

    fn is_name_behind(&mut self, span: Span) -> bool {
        while self.hits.cues.get(self.next_cue).is_some_and(|cue| cue.span.start < span.end) {
            self.next_cue += 1;
        }
        while self.hits.names.get(self.next_name).is_some_and(|name| name.span().start < span.end) {
            self.next_name += 1;
        }
        let Some(rest) = cut::after(self.text, span.end).strip_prefix(' ') else { return false };
        let start = span.end + 1;
        let known = self.hits.cues.get(self.next_cue).is_some_and(|cue| cue.span.start == start)
            || self.hits.names.get(self.next_name).is_some_and(|name| name.span().start == start);
        !known && is_capitalized(rest)
    }

    fn is_name_before(&self, span: Span) -> bool {
        let Some(before) = cut::before(self.text, span.start).strip_suffix(' ') else {
            return false;
        };
        let letters = before
            .char_indices()
            .rev()
            .take(REACH)
            .take_while(|(_, c)| Class::of(*c).is_word() || Class::of(*c).is_mark());
        let Some((start, _)) = letters.last() else { return false };
        let word = cut::after(before, start);
        let known = self.hits.cues[..self.next_cue]
            .iter()
            .rev()
            .take(4)
            .any(|cue| cue.span.end == before.len())
            || self.hits.names[..self.next_name]
                .iter()
                .rev()
                .take(4)
                .any(|name| name.span().end == before.len());
        !known && is_capitalized(word) && !begins_sentence(self.text, start)
    }
}

/// Whether `text` begins with a word of a capital and small letters.
fn is_capitalized(text: &str) -> bool {
    let mut classes = text.chars().map(Class::of);
    classes.next().is_some_and(Class::is_upper) && classes.next().is_some_and(Class::is_lower)
}

/// Whether most of the longer words around `span` on its line begin with a capital.
pub(super) fn is_headline(level: Level, text: &str, span: Span) -> bool {
    if let Some(is) = is_ascii_headline(level, text, span) {
        return is;
    }
    let before = cut::before(text, span.start)
        .char_indices()
        .rev()
        .take(REACH)
        .take_while(|(_, c)| *c != '\n')
        .last();
    let after = cut::after(text, span.end)
        .char_indices()
        .take(REACH)
        .take_while(|(_, c)| *c != '\n')
        .last();
    let start = before.map_or(span.start, |(at, _)| at);
    let end = after.map_or(span.end, |(at, c)| span.end + at + c.len_utf8());
    let long = cut::between(text, start, end)
        .split(|c| !Class::of(c).is_word())
        .filter(|word| word.chars().nth(3).is_some());
    let (mut capitals, mut small) = (0, 0);
    for word in long {
        *if word.starts_with(|c| Class::of(c).is_upper()) { &mut capitals } else { &mut small } +=
            1;
    }
    capitals > 2 * small
}

/// The same, if all around is in ASCII and the name is not too long.
fn is_ascii_headline(level: Level, text: &str, span: Span) -> Option<bool> {
    let before = text.get(span.start.saturating_sub(REACH)..span.start)?;
    let after = text.get(span.end..text.len().min(span.end + REACH))?;
    let from_newline = before.rfind('\n').map_or(before.len(), |at| before.len() - at - 1);
    let to_newline = after.find('\n').unwrap_or(after.len());
    let line = &text.as_bytes()[span.start - from_newline..span.end + to_newline];
    let mut masks = [Masks::default(); 4];
    level.masks(line, masks.get_mut(..line.len().div_ceil(BLOCK))?);
    let (mut capitals, mut small, mut word_before) = (0, 0, 0);
    for (at, block) in masks.iter().enumerate() {
        if block.wide != 0 {
            return None;
        }
        let next = masks.get(at + 1).map_or(0, |block| block.words);
        let behind = |n: u32| block.words >> n | next << (BLOCK as u32 - n);
        let long =
            block.words & !(block.words << 1 | word_before) & behind(1) & behind(2) & behind(3);
        word_before = block.words >> (BLOCK - 1);
        capitals += (long & block.capitals).count_ones();
        small += (long & !block.capitals).count_ones();
    }
    Some(capitals > 2 * small)
}

/// Whether a hit is also an ordinary word, and whether its capital says that it is a name all the
/// same.
#[derive(Clone, Copy, PartialEq)]
enum Ordinary {
    No,
    /// It is one, but stands with a capital where ordinary words have none.
    Proven,
    /// It is one, and any word would have a capital there.
    Unproven {
        shouted: bool,
    },
}

fn ordinary_word(context: Context<'_, '_>, hit: &Hit) -> Ordinary {
    if !context.layers.is_ordinary(hit.pattern(), context.languages) {
        return Ordinary::No;
    }
    let shouted = context.case == Case::Ignore || is_shouted(context.text, hit.span());
    let caseless = is_caseless(cut::span(context.text, hit.span()));
    if caseless || shouted || begins_sentence(context.text, hit.span().start) {
        Ordinary::Unproven { shouted }
    } else {
        Ordinary::Proven
    }
}

/// A form of at most so many bytes is as likely a word of another language, if the document's is
/// not known: "Kini". Cyrillic letters have two bytes, and fewer languages.
const SHORT_FORM: u32 = 5;

/// How far to look around a hit, in characters.
const REACH: usize = 60;

/// Whether the words around `span` on its line are all in capitals.
pub(super) fn is_shouted(text: &str, span: Span) -> bool {
    /// More capitals than an acronym alone has.
    const FEW: u8 = 3;
    /// How many bytes behind the name are looked at first.
    const NEXT: usize = 8;
    let is_newline = |byte: &u8| *byte == b'\n';
    let (before, after) = (cut::before(text, span.start), cut::after(text, span.end));
    let near = (before.as_bytes().last_chunk::<REACH>(), after.as_bytes().first_chunk::<REACH>());
    if let (Some(before), Some(after)) = near
        && before.is_ascii()
        && after.is_ascii()
    {
        // Mostly the next word has small letters.
        if after.iter().take(NEXT).take_while(|b| !is_newline(b)).any(u8::is_ascii_lowercase) {
            return false;
        }
        let line = if before.contains(&b'\n') { before.rsplit(is_newline).next() } else { None };
        let before = line.unwrap_or(before);
        let line = if after.contains(&b'\n') { after.split(is_newline).next() } else { None };
        let after = line.unwrap_or(after);
        let small = count(before, u8::is_ascii_lowercase) + count(after, u8::is_ascii_lowercase);
        return small == 0
            && count(before, u8::is_ascii_uppercase) + count(after, u8::is_ascii_uppercase) > FEW;
    }
    let before = before.chars().rev().take(REACH).take_while(|c| *c != '\n');
    let after = after.chars().take(REACH).take_while(|c| *c != '\n');
    let mut capitals = 0;
    for class in before.chain(after).map(Class::of) {
        if class.is_lower() {
            return false;
        }
        capitals += u8::from(class.is_upper());
    }
    capitals > FEW
}

/// How many of at most [`REACH`] bytes are of a sort: many at once, as bytes are added to bytes.
fn count(bytes: &[u8], is: impl Fn(&u8) -> bool) -> u8 {
    bytes.iter().fold(0, |sum, byte| sum + u8::from(is(byte)))
}

/// Whether a sentence, a line or a quotation begins at `start`.
pub(super) fn begins_sentence(text: &str, start: usize) -> bool {
    let before = cut::before(text, start).trim_end_matches([' ', '\u{a0}']);
    before.is_empty()
        || before.ends_with([
            '.', '!', '?', ':', '\n', '\u{85}', '\u{2028}', '"', '\u{201c}', '\u{ab}', '\u{2022}',
            '\u{2026}', '\u{2014}', '-',
        ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span_of(text: &str, word: &str) -> Span {
        let start = text.find(word).unwrap();
        Span::new(start, start + word.len())
    }

    #[test]
    fn capitals_that_prove_nothing() {
        for (case, text, shouted, begins) in [
            ("in a sentence", "He lives in Nice today.", false, false),
            ("at its beginning", "It rained. Nice was wet.", false, true),
            ("in a headline", "TRAFFIC STOPS IN Nice TODAY", true, false),
            ("alone", "Nice", false, true),
            ("on a new line", "Weather\nNice was wet", false, true),
            ("in a quotation", "said: \"Nice is wet\"", false, true),
        ] {
            let span = span_of(text, "Nice");
            assert_eq!(is_shouted(text, span), shouted, "{case}");
            assert_eq!(begins_sentence(text, span.start), begins, "{case}");
        }
    }
}
