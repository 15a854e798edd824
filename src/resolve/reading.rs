//! The readings of a hit, and how likely each is.

use super::{
    evidence::{Chain, Log, Reason},
    weights::WEIGHTS,
};
use crate::lexicon::{dictionary::Sense, model::Kind, span::Span};
use std::cmp::Ordering;

/// One thing that a mention may mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    pub kind: Kind,
    /// The number of the entity, if a table has it.
    pub entity: Option<u32>,
    /// The sense of the dictionary behind it; `None` if the reading rests on a pattern.
    pub sense: Option<Sense>,
    /// Sum of the evidence, in log-odds.
    pub weight: f32,
    /// Probability that it is meant.
    pub score: f32,
    /// Its evidence in [`Workspace::log`].
    pub evidence: Chain,
    /// The span if this is meant, with the cues that belong to the name.
    pub span: Span,
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

impl Reading {
    #[inline]
    pub(super) fn new(
        kind: Kind,
        entity: Option<u32>,
        sense: Option<Sense>,
        span: Span,
    ) -> Reading {
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
    #[inline]
    pub(super) fn likelier(&self, other: &Reading) -> Ordering {
        other.weight.total_cmp(&self.weight).then(self.entity.cmp(&other.entity))
    }

    #[inline]
    pub(super) fn add(&mut self, log: &mut Log, reason: Reason, weight: f32) {
        self.note(log, reason, None, weight);
    }

    /// Adds evidence that speaks of words in the text.
    #[inline]
    pub(super) fn add_beside(&mut self, log: &mut Log, reason: Reason, words: Span, weight: f32) {
        self.note(log, reason, Some(words), weight);
    }

    #[inline]
    pub(super) fn note(&mut self, log: &mut Log, reason: Reason, words: Option<Span>, weight: f32) {
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

/// Gives each reading the probability it has while the document is read; returns their sum.
pub(super) fn share(readings: &mut [Reading]) -> f32 {
    share_out(readings, 1.0)
}

/// Gives each reading its score: pieces of evidence repeat one another, so that their sum says too
/// much.
pub(super) fn score(readings: &mut [Reading]) -> f32 {
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

/// The reading with the most evidence so far.
pub(super) fn best_of(readings: &[Reading]) -> Option<&Reading> {
    readings.iter().max_by(|a, b| a.weight.total_cmp(&b.weight))
}
