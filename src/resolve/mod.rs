//! Which entity a hit means, if any.
//!
//! Every reading of a hit gathers evidence in log-odds: first what its name and its neighbours say
//! ([`local`]), then what the rest of the document says ([`document`]). The readings and "no name
//! at all" then share the probability. Last come the names that no table has ([`patterns`]).

#![deny(clippy::string_slice, reason = "only `text::cut` cuts text at computed places")]

mod cover;
mod document;
mod evidence;
mod found;
pub(crate) mod given;
mod leading;
mod local;
pub(crate) mod parts;
mod patterns;
mod rejected;
mod run;
mod select;
mod suffix;
mod weights;

use crate::{
    layers::Layers,
    lexicon::{
        dictionary::{Case, CueHit, Hit, Hits, Sense},
        gazetteer::Language,
        model::Kind,
        scratch::trim,
        span::Span,
    },
    settings::Overlaps,
};
use document::Focus;
use evidence::Chain;
use evidence::Log;
pub use evidence::{Evidence, Reason};
pub(crate) use found::{Candidate, Found, Recent};
pub use given::Spotted;
pub use rejected::Rejection;
pub(crate) use rejected::Rejects;
use std::cmp::Ordering;
use weights::WEIGHTS;

/// A text, what the caller says about it, and what it is to be read with.
#[derive(Clone, Copy)]
pub(crate) struct Context<'d, 't> {
    pub layers: &'d Layers,
    /// The text up to the end of the part that is read now: what stands behind it belongs to names
    /// of the next part, so no rule sees it.
    pub text: &'t str,
    /// Where the part of the text begins and ends that is read now.
    pub part: Span,
    /// What each layer knows of its language.
    pub languages: &'d [Language],
    /// The number of the country it comes from; 0 if that is not known.
    pub country: u16,
    pub case: Case,
    pub overlaps: Overlaps,
    /// Spans that are said to be names, in order.
    pub given: &'d [Span],
}

impl Context<'_, '_> {
    /// Whether the caller says that this is a name.
    fn is_given(&self, span: Span) -> bool {
        !self.given.is_empty() && self.given.binary_search(&span).is_ok()
    }
}

/// One thing that a mention may mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    pub kind: Kind,
    /// The number of the entity, if a table has it.
    pub entity: Option<u32>,
    /// What the dictionary has the hit for; `None` if the reading rests on a pattern.
    sense: Option<Sense>,
    /// Sum of the evidence, in log-odds.
    pub weight: f32,
    /// Probability that it is meant.
    pub score: f32,
    /// Its evidence in [`Workspace::log`].
    pub evidence: Chain,
    /// The span if this is meant, with the cues that belong to the name.
    span: Span,
    /// Whether the name is one of the people of a place, or an adjective.
    pub is_demonym: bool,
}

/// A hit with its readings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resolution {
    pub span: Span,
    /// Its readings, best first: a range of [`Workspace::readings`] or of the candidates in
    /// [`Found`].
    pub readings: (u32, u32),
}

/// What the hits of a part of a text may mean, while that is decided. Its memory can be used again
/// for another.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    pub resolutions: Vec<Resolution>,
    pub readings: Vec<Reading>,
    pub log: Log,
    pub rejected: Rejects,
    focus: Focus,
    patterns: patterns::Scratch,
}

impl Workspace {
    fn clear(&mut self, context: Context<'_, '_>) {
        let Workspace { resolutions, readings, log, rejected, focus: _, patterns: _ } = self;
        resolutions.clear();
        readings.clear();
        log.clear(context.part.start);
        rejected.iter_mut().for_each(Vec::clear);
    }

    /// Gives back the memory of a part with many names.
    pub(crate) fn trim(&mut self) {
        let Workspace { resolutions, readings, log, rejected: _, focus, patterns } = self;
        trim(resolutions);
        trim(readings);
        log.trim();
        focus.trim();
        patterns.trim();
    }
}

impl Reading {
    fn new(kind: Kind, entity: Option<u32>, sense: Option<Sense>, span: Span) -> Reading {
        Reading {
            kind,
            entity,
            sense,
            weight: 0.0,
            score: 0.0,
            evidence: Chain::default(),
            span,
            is_demonym: false,
        }
    }

    /// The number of the name that stands there or is a form of what does.
    pub(crate) fn name(&self) -> Option<u32> {
        match self.sense? {
            Sense::Name(name) | Sense::LastWord(name) | Sense::Inflected(name) => Some(name),
            Sense::Cue(_) | Sense::Part(_) => None,
        }
    }

    /// The order in which the likelier come first.
    fn likelier(&self, other: &Reading) -> Ordering {
        other.weight.total_cmp(&self.weight).then(self.entity.cmp(&other.entity))
    }

    fn add(&mut self, log: &mut Log, reason: Reason, weight: f32) {
        self.note(log, reason, None, weight);
    }

    /// Adds evidence that speaks of words in the text.
    fn add_beside(&mut self, log: &mut Log, reason: Reason, words: Span, weight: f32) {
        self.note(log, reason, Some(words), weight);
    }

    fn note(&mut self, log: &mut Log, reason: Reason, words: Option<Span>, weight: f32) {
        if weight != 0.0 {
            log.add(&mut self.evidence, reason, words, weight);
            self.weight += weight;
        }
    }
}

impl Resolution {
    pub(crate) fn range(&self) -> std::ops::Range<usize> {
        self.readings.0 as usize..self.readings.1 as usize
    }
}

/// Decides what the hits in a text mean. `hits` loses those that overlap others, if the caller
/// wants none of these.
pub(crate) fn resolve(context: Context<'_, '_>, hits: &mut Hits, work: &mut Workspace) {
    let before = hits.watch();
    if context.overlaps == Overlaps::Longest {
        select::longest(&mut hits.names, Hit::span);
    }
    weigh(context, hits, work);
    for (hit, why) in hits.lost(before) {
        work.reject_hit(context, hit, why);
    }
    for &hit in hits.refused.iter().flatten() {
        work.reject_hit(context, hit, Rejection::Capitals);
    }
    let before = work.watch();
    decide(work);
    work.reject(before, |_| Rejection::Unlikely);
    let before = work.watch();
    settle(context, work);
    patterns::read(context, hits, work);
    work.reject_overlapped(before);
    suffix::read(context, &mut work.resolutions);
}

/// Gives every hit its readings, with all that the text says for and against each.
fn weigh(context: Context<'_, '_>, hits: &mut Hits, work: &mut Workspace) {
    hits.cues.retain(|cue| context.layers.counts(cue, context.languages));
    select::longest(&mut hits.cues, |cue: &CueHit| cue.span);
    work.clear(context);
    local::read(context, hits, work);
    document::read(context, work);
}

/// Puts mentions in the order of their spans, and drops those that overlap others if the caller
/// wants none of these.
fn settle(context: Context<'_, '_>, work: &mut Workspace) {
    // Spans may have grown over their neighbours, which then were parts of the name: "Kota" in
    // "Kota Bandung".
    work.resolutions.sort_unstable_by_key(|resolution| (resolution.span, resolution.readings));
    keep_wanted(context, work);
}

/// Drops mentions that overlap others if the caller wants none of these.
fn keep_wanted(context: Context<'_, '_>, work: &mut Workspace) {
    if context.overlaps == Overlaps::Longest {
        select::longest(&mut work.resolutions, |resolution| resolution.span);
    }
}

/// Turns evidence into probabilities and drops the hits that are more likely no names at all.
fn decide(work: &mut Workspace) {
    let readings = &mut work.readings;
    work.resolutions.retain_mut(|resolution| {
        let readings = &mut readings[resolution.range()];
        readings.sort_unstable_by(Reading::likelier);
        let sum = score(readings);
        let Some(best) = readings.first() else { return false };
        resolution.span = best.span;
        sum >= WEIGHTS.threshold
    });
}

/// Gives each reading the probability it has while the document is read; returns their sum.
fn share(readings: &mut [Reading]) -> f32 {
    share_out(readings, 1.0)
}

/// Gives each reading its score: pieces of evidence repeat one another, so that their sum says too
/// much.
fn score(readings: &mut [Reading]) -> f32 {
    share_out(readings, WEIGHTS.certainty)
}

/// Lets the readings and "no name at all" share the probability; returns the sum of those of the
/// readings.
fn share_out(readings: &mut [Reading], certainty: f32) -> f32 {
    readings.iter_mut().for_each(|reading| reading.score = (certainty * reading.weight).exp());
    let total: f32 = 1.0 + readings.iter().map(|reading| reading.score).sum::<f32>();
    readings.iter_mut().for_each(|reading| reading.score /= total);
    1.0 - 1.0 / total
}
