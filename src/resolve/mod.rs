//! Which entity a hit means, if any.
//!
//! Every reading of a hit gathers evidence in log-odds: first what its name and its neighbours say ([`local`]), then what the rest of
//! the document says ([`document`]). The readings and "no name at all" then share the probability.

mod document;
mod evidence;
mod local;
mod weights;

use crate::{
    dictionary::{Case, CueHit, Dictionary, Hit, Hits, Sense},
    entity::Entity,
    gazetteer::Language,
    select::{self, Overlaps},
    span::Span,
};
use evidence::Chain;
pub(crate) use evidence::Log;
pub use evidence::{Evidence, Reason};
use std::collections::HashMap;

/// A text, what the caller says about it, and what it is to be read with.
#[derive(Clone, Copy)]
pub(crate) struct Context<'d, 't> {
    pub dictionary: &'d Dictionary,
    pub priors: &'d Priors,
    pub text: &'t str,
    pub language: Language,
    pub case: Case,
    pub overlaps: Overlaps,
}

impl<'d> Context<'d, '_> {
    fn entity(&self, reading: &Reading) -> Entity<'d> {
        self.dictionary.gazetteer().entity(reading.entity)
    }
}

/// One entity that a mention may mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    pub entity: u32,
    pub sense: Sense,
    /// Sum of the evidence, in log-odds.
    pub weight: f32,
    /// Probability that it is meant.
    pub score: f32,
    /// Its evidence in [`Resolved::log`].
    pub evidence: Chain,
    /// The span if this is meant, with the cues that belong to the name.
    span: Span,
}

/// A hit with its readings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resolution {
    pub span: Span,
    /// Its readings, best first: a range of [`Resolved::readings`].
    pub readings: (u32, u32),
}

/// What the hits of a text mean.
#[derive(Debug, Default)]
pub(crate) struct Resolved<'t> {
    pub resolutions: Vec<Resolution>,
    pub readings: Vec<Reading>,
    pub log: Log<'t>,
}

impl Reading {
    fn add<'t>(&mut self, log: &mut Log<'t>, reason: Reason<'t>, weight: f32) {
        if weight != 0.0 {
            log.add(&mut self.evidence, Evidence { reason, weight });
            self.weight += weight;
        }
    }
}

impl Resolution {
    pub(crate) fn range(&self) -> std::ops::Range<usize> {
        self.readings.0 as usize..self.readings.1 as usize
    }
}

/// What each entity of a dictionary brings along, whatever the text.
pub(crate) struct Priors {
    /// The number of each entity's country; 0 if it has none.
    countries: Vec<u16>,
    countries_len: usize,
    weights: Vec<f32>,
}

impl Priors {
    pub(crate) fn new(dictionary: &Dictionary) -> Priors {
        let gazetteer = dictionary.gazetteer();
        let mut numbers = HashMap::new();
        let countries = gazetteer
            .entities()
            .map(|entity| match entity.country() {
                Some(country) => {
                    let next = numbers.len() as u16 + 1;
                    *numbers.entry(country).or_insert(next)
                }
                None => 0,
            })
            .collect();
        Priors { countries, countries_len: numbers.len() + 1, weights: gazetteer.entities().map(weights::prior).collect() }
    }
}

/// Decides what the hits in a text mean. `hits` loses those that overlap others, if the caller wants none of these.
pub(crate) fn resolve<'t>(context: Context<'_, 't>, hits: &mut Hits) -> Resolved<'t> {
    if context.overlaps == Overlaps::Longest {
        select::longest(&mut hits.names, Hit::span);
    }
    select::longest(&mut hits.cues, |cue: &CueHit| cue.span);

    let mut resolved = Resolved::default();
    local::read(context, hits, &mut resolved);
    document::read(context, &mut resolved);
    decide(&mut resolved);
    // Spans may have grown over their neighbours, which then were parts of the name: "Kota" in "Kota Bandung".
    resolved.resolutions.sort_by_key(|resolution| resolution.span);
    if context.overlaps == Overlaps::Longest {
        select::longest(&mut resolved.resolutions, |resolution| resolution.span);
    }
    resolved
}

/// Turns evidence into probabilities and drops the hits that are more likely no names at all.
fn decide(resolved: &mut Resolved<'_>) {
    let readings = &mut resolved.readings;
    resolved.resolutions.retain_mut(|resolution| {
        let readings = &mut readings[resolution.range()];
        readings.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.entity.cmp(&b.entity)));
        let sum = share(readings);
        let Some(best) = readings.first() else { return false };
        resolution.span = best.span;
        sum >= weights::THRESHOLD
    });
}

/// Gives each reading its probability beside the others and "no name at all"; returns their sum.
fn share(readings: &mut [Reading]) -> f32 {
    let total: f32 = 1.0 + readings.iter().map(|reading| reading.weight.exp()).sum::<f32>();
    for reading in readings.iter_mut() {
        reading.score = reading.weight.exp() / total;
    }
    1.0 - 1.0 / total
}
