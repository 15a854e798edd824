//! Words beside a name that show its kind: "Presiden", "Wilayah", "Inc.".

use super::super::{Context, Log, Reading, evidence::Reason, weights::WEIGHTS};
use crate::lexicon::{
    dictionary::CueHit,
    model::{CueSpan, Kind, Side},
    span::Span,
    text::{class::Class, cut, script::Script},
};

/// Finds the cues beside one span after the other, in text order.
pub(super) struct Cues<'a, 'd, 't> {
    context: Context<'d, 't>,
    cues: &'a [CueHit],
    /// The first cue that does not end before the last span asked for.
    next: usize,
}

/// Up to two cues on one side: a word may be a cue for two kinds.
pub(super) type Pair<'a> = [Option<&'a CueHit>; 2];

impl<'a, 'd, 't> Cues<'a, 'd, 't> {
    pub(super) fn new(context: Context<'d, 't>, cues: &'a [CueHit]) -> Cues<'a, 'd, 't> {
        Cues { context, cues, next: 0 }
    }

    /// The cues right before and right behind `span` that speak of that side.
    #[inline]
    pub(super) fn beside(&mut self, span: Span) -> (Pair<'a>, Pair<'a>) {
        while self.cues.get(self.next).is_some_and(|cue| cue.span.end <= span.start) {
            self.next += 1;
        }
        let (earlier, later) = self.cues.split_at(self.next);
        let before =
            earlier.iter().rev().take_while(|cue| self.adjoin(cue, cue.span.end, span.start));
        // "市" in "青岛市市南区" is of the next name.
        let text = self.context.text;
        let has_own = |cue: &&CueHit| {
            cue.span.start == span.end && cut::span(text, span).ends_with(cut::span(text, cue.span))
        };
        let after = later
            .iter()
            .skip_while(|cue| cue.span.start < span.end)
            .take_while(|cue| self.adjoin(cue, span.end, cue.span.start))
            .filter(|cue| !has_own(cue));
        (self.pair(before, Side::Before), self.pair(after, Side::After))
    }

    fn pair(&self, cues: impl Iterator<Item = &'a CueHit>, side: Side) -> Pair<'a> {
        let mut cues = cues.filter(|cue| cue.side == side);
        [cues.next(), cues.next()]
    }

    /// Whether nothing but what may stand between a cue and its name stands between two bytes.
    fn adjoin(&self, cue: &CueHit, end: usize, start: usize) -> bool {
        end <= start && cue.adjoins(self.context.text, cut::between(self.context.text, end, start))
    }
}

/// A cue speaks for the readings of its kind and against the others. Where no reading is of its
/// kind it means something else: in "Presiden Belarusia" the country is no person.
pub(super) fn weigh(
    context: Context<'_, '_>,
    cue: &CueHit,
    readings: &mut [Reading],
    log: &mut Log,
) {
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

/// In scripts without capitals, the name that a place and a word beside it for something else are
/// together: "北京大学", "香港中路".
#[inline]
pub(super) fn joined_head<'a>(
    text: &str,
    span: Span,
    mut beside: impl Iterator<Item = &'a CueHit>,
    readings: &[Reading],
    log: &mut Log,
) -> Option<Reading> {
    let likely = readings.iter().any(|reading| reading.kind.is_place() && reading.weight > 0.0);
    let last = cut::span(text, span).chars().next_back().map(Class::of);
    let is_spaceless = last.is_some_and(Class::is_spaceless);
    if !likely || last.is_some_and(|class| class.is_upper() || class.is_lower()) {
        return None;
    }
    let between = if is_spaceless { "" } else { " " };
    let touches = |cue: &CueHit| {
        let (end, start) = (cue.span.end.min(span.end), cue.span.start.max(span.start));
        end <= start && cut::between(text, end, start) == between
    };
    let is_head = |cue: &CueHit| match cue.kind {
        Kind::Organization => true,
        Kind::Place => is_spaceless && ends_there(text, cue),
        _ => false,
    };
    let head = beside.find(|cue| {
        cue.belongs == CueSpan::In
            && is_head(cue)
            && touches(cue)
            && !readings.iter().any(|reading| reading.kind == cue.kind)
    })?;
    let whole = Span::new(span.start.min(head.span.start), span.end.max(head.span.end));
    let mut reading = Reading::new(head.kind, None, None, whole);
    reading.add_beside(log, Reason::Head, head.span, WEIGHTS.headed);
    Some(reading)
}

/// Whether a word for a place is one where it stands: "川" in "釧路川" may go on as another word, as
/// in "海岸".
fn ends_there(text: &str, cue: &CueHit) -> bool {
    let is_letter = |c: char| Script::Han.has(c) || Script::Katakana.has(c);
    cut::span(text, cue.span).chars().nth(1).is_some()
        || !cut::after(text, cue.span.end).starts_with(is_letter)
}
