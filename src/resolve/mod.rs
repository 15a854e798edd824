//! Which entity a hit means, if any.
//!
//! Every reading of a hit gathers evidence in log-odds: first what its name and its neighbours say ([`local`]), then what the rest of
//! the document says ([`document`]). The readings and "no name at all" then share the probability.
//! Last come the names that no table has ([`patterns`]).

mod document;
mod evidence;
mod local;
mod patterns;
mod weights;

use crate::{
    dictionary::{Case, CueHit, Dictionary, Hit, Hits, Sense},
    entity::{Entity, Kind},
    error::Error,
    file::{Reader, Writer},
    gazetteer::{Gazetteer, Language},
    select::{self, Overlaps},
    span::Span,
    store::List,
};
use evidence::Chain;
pub(crate) use evidence::Log;
pub use evidence::{Evidence, Reason};
use std::collections::HashMap;
use zerocopy::little_endian::{F32, U16};

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
    fn entity(&self, reading: &Reading) -> Option<Entity<'d>> {
        reading.entity.map(|entity| self.dictionary.gazetteer().entity(entity))
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
    fn new(kind: Kind, entity: Option<u32>, sense: Option<Sense>, span: Span) -> Reading {
        Reading { kind, entity, sense, weight: 0.0, score: 0.0, evidence: Chain::default(), span }
    }

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

/// What each entity of a gazetteer brings along, whatever the text.
pub(crate) struct Priors {
    /// The number of each entity's country; 0 if it has none.
    countries: List<U16>,
    /// The largest of these numbers, alone in a list.
    last_country: List<U16>,
    weights: List<F32>,
}

impl Priors {
    pub(crate) fn new(gazetteer: &Gazetteer) -> Priors {
        let mut numbers = HashMap::new();
        let countries = gazetteer
            .entities()
            .map(|entity| match entity.country() {
                Some(country) => {
                    // Nobody has more countries than that; those beyond count for nothing.
                    let next = u16::try_from(numbers.len() + 1).unwrap_or(0);
                    U16::new(*numbers.entry(country).or_insert(next))
                }
                None => U16::ZERO,
            })
            .collect();
        let last_country = vec![U16::new(u16::try_from(numbers.len()).unwrap_or(u16::MAX))].into();
        let weights = gazetteer.entities().map(|entity| F32::new(weights::prior(entity))).collect();
        Priors { countries, last_country, weights }
    }

    pub(crate) fn write<'a>(&'a self, writer: &mut Writer<'a>) {
        writer.list("countries", &self.countries);
        writer.list("last country", &self.last_country);
        writer.list("prior weights", &self.weights);
    }

    pub(crate) fn read(reader: &Reader) -> Result<Priors, Error> {
        let [countries, last_country] = [reader.list("countries")?, reader.list("last country")?];
        Ok(Priors { countries, last_country, weights: reader.list("prior weights")? })
    }

    fn country(&self, entity: u32) -> usize {
        self.countries.get(entity as usize).map_or(0, |country| country.get() as usize)
    }

    fn countries_len(&self) -> usize {
        self.last_country.first().map_or(1, |country| country.get() as usize + 1)
    }

    fn weight(&self, entity: u32) -> f32 {
        self.weights.get(entity as usize).map_or(0.0, |weight| weight.get())
    }
}

/// Decides what the hits in a text mean. `hits` loses those that overlap others, if the caller wants none of these.
pub(crate) fn resolve<'t>(context: Context<'_, 't>, hits: &mut Hits) -> Resolved<'t> {
    if context.overlaps == Overlaps::Longest {
        select::longest(&mut hits.names, Hit::span);
    }
    hits.cues.retain(|cue| context.dictionary.cue(cue).langs().intersects(context.language.cues));
    select::longest(&mut hits.cues, |cue: &CueHit| cue.span);

    let mut resolved = Resolved::default();
    local::read(context, hits, &mut resolved);
    document::read(context, &mut resolved);
    decide(&mut resolved);
    settle(context, &mut resolved);
    patterns::read(context, hits, &mut resolved);
    resolved
}

/// Puts mentions in the order of their spans, and drops those that overlap others if the caller wants none of these.
fn settle(context: Context<'_, '_>, resolved: &mut Resolved<'_>) {
    // Spans may have grown over their neighbours, which then were parts of the name: "Kota" in "Kota Bandung".
    resolved.resolutions.sort_by_key(|resolution| resolution.span);
    if context.overlaps == Overlaps::Longest {
        select::longest(&mut resolved.resolutions, |resolution| resolution.span);
    }
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
