//! What the rest of the document says about a name.
//!
//! First neighbours are read together ([`contain`]): in "Paris, Texas" each tells what the other means. Then every name speaks for the
//! countries and regions it may lie in, as much as it is likely to be meant there, twice: what the names that are sure say in the first
//! round decides the others, which speak in the second. At last each reading is weighed by what all other names say of its area.

use super::{Context, Log, Reading, Resolution, Resolved, Spot, evidence::Reason, local, share, weights::WEIGHTS};
use crate::{dictionary::Sense, entity::Kind, layers::Layers, span::Span};

mod contain;

/// Adds what the document says to the evidence of every reading.
pub(super) fn read(context: Context<'_, '_>, resolved: &mut Resolved) {
    contain::read(context, resolved);
    let Resolved { resolutions, readings, log, focus, .. } = resolved;
    focus.clear(context);
    focus.look(context, resolutions, readings, log);
    for resolution in &*resolutions {
        let readings = &mut readings[resolution.range()];
        focus.guess(context.layers, readings, log);
    }
    focus.count(context, resolutions, readings, WEIGHTS.heard);
    for resolution in resolutions {
        let readings = &mut readings[resolution.range()];
        let alone = readings.len() == 1;
        // What stands beside a name counts more than what it means elsewhere.
        let told = readings.iter().any(|reading| log.is_contained(reading.evidence));
        let shared = focus.support(context.layers, readings, log);
        for (reading, support) in readings.iter_mut().zip(&focus.supports) {
            let Some(number) = reading.entity else { continue };
            let Support { named, source, country, region, near } = *support;
            reading.add(log, Reason::Source, source);
            reading.add(log, Reason::Country, named + country);
            reading.add(log, Reason::Region, region);
            reading.add(log, Reason::Near, near);
            if local::is_place(reading.kind) {
                reading.add(log, Reason::Shared, -shared);
            }
            if focus.named.binary_search(&number).is_ok() {
                match reading.sense {
                    Some(Sense::LastWord(_)) => reading.add(log, Reason::NamedInFull, WEIGHTS.named_in_full),
                    _ if alone || told || log.is_told(reading.evidence) => {}
                    _ => reading.add(log, Reason::NamedElsewhere, WEIGHTS.named_elsewhere),
                }
            }
        }
    }
}

/// How many places that are meant for sure others may lie near to.
const MOST_SURE: usize = 16;

/// What a document is about.
#[derive(Debug, Default)]
pub(super) struct Focus {
    /// How much is said for each area, by number. That without number has 0.
    votes: Vec<f32>,
    /// The areas that have votes.
    touched: Vec<u16>,
    /// Which entities may be meant and how likely each is at most, in the order of their numbers.
    voters: Vec<(u32, f32)>,
    /// Cities and places that are meant for sure, and where they lie.
    sure: Vec<(u32, Spot)>,
    /// The countries and regions that are named themselves, in the order of their numbers.
    areas: Vec<u16>,
    /// The countries of these regions, with the regions.
    regions: Vec<(u16, u16)>,
    /// Entities that some hit means beyond doubt, by a name that only they have, by a cue or by a place beside it, in the order of their
    /// numbers.
    named: Vec<u32>,
    /// The first reading of names that the document puts where no table has them, with what they lie in.
    unlisted: Vec<(u32, Span)>,
    /// What is said for the readings of one hit.
    supports: Vec<Support>,
    /// The country that the document comes from; 0 if that is not known.
    source: u16,
}

/// What the other names of a document say for a reading.
#[derive(Clone, Copy, Debug, Default)]
struct Support {
    /// That the country is named makes it likelier that this is a name at all.
    named: f32,
    /// What tells only which place it is.
    source: f32,
    country: f32,
    region: f32,
    near: f32,
}

impl Focus {
    fn clear(&mut self, context: Context<'_, '_>) {
        // What is left may be of another annotator, with other areas.
        self.touched.drain(..).for_each(|area| self.votes[area as usize] = 0.0);
        self.votes.resize(context.layers.areas_len(), 0.0);
        self.named.clear();
        self.areas.clear();
        self.regions.clear();
        self.source = context.country;
    }

    /// Looks at all hits with what their places alone say.
    fn look(&mut self, context: Context<'_, '_>, resolutions: &[Resolution], readings: &mut [Reading], log: &Log) {
        for resolution in resolutions {
            let readings = &mut readings[resolution.range()];
            share(readings);
            let Some(best) = best_of(readings).filter(|best| best.score >= WEIGHTS.sure) else { continue };
            let Some(entity) = best.entity else { continue };
            match best.kind {
                Kind::Country => self.areas.push(context.layers.spot(entity).country),
                Kind::Region => {
                    let spot = context.layers.spot(entity);
                    self.areas.push(spot.region);
                    self.regions.push((spot.country, spot.region));
                }
                _ => {}
            }
            if is_plain(readings, best, log) {
                self.named.push(entity);
            }
        }
        self.areas.sort_unstable();
        self.areas.dedup();
        self.regions.sort_unstable();
        self.regions.dedup();
        self.named.sort_unstable();
        self.named.dedup();
        self.count(context, resolutions, readings, WEIGHTS.sure);
    }

    /// Lets every reading that is at least this likely vote for its country and region. An entity that is named again and again has
    /// one vote.
    fn count(&mut self, context: Context<'_, '_>, resolutions: &[Resolution], readings: &[Reading], least: f32) {
        self.touched.drain(..).for_each(|area| self.votes[area as usize] = 0.0);
        self.voters.clear();
        self.sure.clear();
        for resolution in resolutions {
            let likely = readings[resolution.range()].iter().filter(|reading| local::is_place(reading.kind) && reading.score >= least);
            self.voters.extend(likely.filter_map(|reading| Some((reading.entity?, reading.score))));
        }
        self.voters.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        self.voters.dedup_by_key(|voter| voter.0);
        for &(entity, vote) in &self.voters {
            let spot = context.layers.spot(entity);
            for area in [spot.country, spot.region].into_iter().filter(|&area| area > 0) {
                if let Some(votes) = self.votes.get_mut(area as usize) {
                    if *votes == 0.0 {
                        self.touched.push(area);
                    }
                    *votes += vote;
                }
            }
            let is_point = matches!(context.layers.kind(entity), Kind::City | Kind::Place);
            if vote >= WEIGHTS.sure && is_point && self.sure.len() < MOST_SURE {
                self.sure.push((entity, spot));
            }
        }
    }

    /// Finds what the other names say for each of these readings, and how much of it they all have: that does not tell which is meant.
    fn support(&mut self, layers: &Layers, readings: &[Reading], log: &Log) -> f32 {
        let mut supports = std::mem::take(&mut self.supports);
        supports.clear();
        supports.extend(readings.iter().map(|reading| self.support_of(layers, reading)));
        let (mut before, mut after) = (0.0, 0.0);
        for (reading, support) in readings.iter().zip(&supports).filter(|(reading, _)| local::is_place(reading.kind)) {
            let weight = reading.weight + support.named;
            before += weight.exp();
            after += (weight + support.which()).exp();
        }
        self.supports = supports;
        if before == 0.0 {
            return 0.0;
        }
        let doubtful = readings.iter().any(|reading| log.is_ordinary(reading.evidence));
        (after / before).ln() * if doubtful { 1.0 } else { WEIGHTS.shared }
    }

    fn support_of(&self, layers: &Layers, reading: &Reading) -> Support {
        let Some(entity) = reading.entity else { return Support::default() };
        let spot = layers.spot(entity);
        let is_named = |area: u16| area > 0 && self.areas.binary_search(&area).is_ok();
        let named = if reading.kind != Kind::Country && is_named(spot.country) { WEIGHTS.country } else { 0.0 };
        if !local::is_place(reading.kind) {
            return Support { named, ..Support::default() };
        }
        let source = if self.source > 0 && spot.country == self.source { WEIGHTS.source } else { 0.0 };
        let own = self.voters.binary_search_by_key(&entity, |voter| voter.0).map_or(0.0, |at| self.voters[at].1);
        let votes = |area: u16| (1.0 + self.votes.get(area as usize).map_or(0.0, |votes| (votes - own).max(0.0))).ln();
        let country = (WEIGHTS.country_votes * votes(spot.country)).min(WEIGHTS.country_most);
        if reading.kind == Kind::Country {
            return Support { source, country, ..Support::default() };
        }
        let mut region = WEIGHTS.region_votes * votes(spot.region);
        if reading.kind == Kind::Region {
            let sisters = self.regions.iter().filter(|&&(country, other)| country == spot.country && other != spot.region);
            region += WEIGHTS.region_sisters * (1.0 + sisters.count() as f32).ln();
        } else if is_named(spot.region) {
            region += WEIGHTS.region;
        }
        let region = if spot.is_vast { 0.0 } else { region.min(WEIGHTS.region_most) };
        if reading.kind == Kind::Region {
            return Support { named, source, country, region, near: 0.0 };
        }
        let others = self.sure.iter().filter(|(other, _)| *other != entity);
        let nearest = others.filter_map(|(_, other)| spot.squared_km(*other, WEIGHTS.near_reach_km)).fold(f32::INFINITY, f32::min);
        Support { named, source, country, region, near: WEIGHTS.near(nearest.sqrt()) }
    }

    /// Gives readings the probabilities they have with what is known so far.
    fn guess(&mut self, layers: &Layers, readings: &mut [Reading], log: &Log) {
        if readings.len() < 2 {
            return;
        }
        let shared = self.support(layers, readings, log);
        let told = readings.iter().any(|reading| log.is_contained(reading.evidence));
        let mut total = 1.0;
        for (reading, support) in readings.iter_mut().zip(&self.supports) {
            let named = !told && reading.entity.is_some_and(|entity| self.named.binary_search(&entity).is_ok());
            let which = if local::is_place(reading.kind) { support.which() - shared } else { 0.0 };
            reading.score = (reading.weight + support.named + which + if named { WEIGHTS.named_elsewhere } else { 0.0 }).exp();
            total += reading.score;
        }
        readings.iter_mut().for_each(|reading| reading.score /= total);
    }
}

impl Support {
    fn which(self) -> f32 {
        self.source + self.country + self.region + self.near
    }
}

fn best_of(readings: &[Reading]) -> Option<&Reading> {
    readings.iter().max_by(|a, b| a.weight.total_cmp(&b.weight))
}

/// Whether `best` is meant beyond doubt.
fn is_plain(readings: &[Reading], best: &Reading, log: &Log) -> bool {
    matches!(best.sense, Some(Sense::Name(_) | Sense::Inflected(_))) && (readings.len() == 1 || log.is_told(best.evidence))
}
