//! Evidence from the rest of the document.
//!
//! Every name votes for the countries and regions it may lie in, as much as it is likely to be
//! meant there, twice: the votes of the names that are sure decide the others, which vote in the
//! second round. Then each reading is weighed by the votes of all other names for its area.

use super::super::{
    Context, Log, Reading, Resolution, Workspace, evidence::Reason, reading, weights::WEIGHTS,
};
use crate::{
    layers::Layers,
    lexicon::{
        dictionary::{Sense, Spot},
        model::Kind,
        scratch::trim,
        span::Span,
    },
};

/// Adds what the document says to the evidence of every reading.
pub(super) fn read(context: Context<'_, '_>, work: &mut Workspace) {
    let Workspace { resolutions, readings, log, focus, .. } = work;
    focus.clear(context);
    focus.find_alike(resolutions, readings);
    focus.look(context, resolutions, readings);
    focus.guess(context.layers, resolutions, readings);
    focus.count(context, resolutions, readings, WEIGHTS.heard);
    focus.ask(context.layers, resolutions, readings);
    for (at, resolution) in resolutions.iter().enumerate() {
        let readings = &mut readings[resolution.range()];
        focus.weigh_votes(at, readings, log);
        focus.weigh_named(readings, log);
    }
}

/// How many of the likeliest places others may lie near to.
const MOST_LIKELY_PLACES: usize = 32;

/// How likely these are at least.
const LEAST_NEAR: f32 = 0.05;

/// The places that a document is about.
#[derive(Debug, Default)]
pub(in super::super) struct Focus {
    /// The votes for each country and region, by its number. Number 0, no area, gets none.
    areas: Vec<Area>,
    /// The areas of which something is said, some of them more than once.
    touched: Vec<u16>,
    /// Which entities may be meant and how likely each is at most, in the order of their numbers.
    voters: Vec<(u32, f32)>,
    /// The likeliest cities and places, how likely they are meant, and where they lie.
    likely: Vec<(u32, f32, Spot)>,
    /// The countries of these regions, with the regions.
    regions: Vec<(u16, u16)>,
    /// Entities that some hit means beyond doubt, by a name that only they have, by a cue or by a
    /// place beside it, in the order of their numbers.
    named: Vec<u32>,
    /// The first reading of names that the document puts where no table has them, with what they
    /// lie in.
    pub(super) unlisted: Vec<(u32, Span)>,
    /// The first hit that each hit is like: a name that stands again and again is weighed once.
    alike: Vec<Alike>,
    /// The support of each reading of the hits that are like no other before them.
    supports: Vec<Support>,
    /// The country that the document comes from; 0 if that is not known.
    source: u16,
}

/// A hit whose readings are those of another before it, or its own.
#[derive(Clone, Copy, Debug, Default)]
struct Alike {
    /// The number of the hit.
    hit: u32,
    /// Where the support of its readings begins.
    supports: u32,
    /// How much of it all of them have.
    shared: f32,
}

impl Alike {
    /// Whether hit number `at`, which this is of, is like another before it.
    fn is_of_another(self, at: usize) -> bool {
        self.hit as usize != at
    }
}

/// The votes of a document for a country or region.
#[derive(Clone, Copy, Debug, Default)]
struct Area {
    /// How much is said for it.
    votes: f32,
    /// Whether it is named itself.
    named: bool,
}

/// The support of a reading by the other names of the document.
#[derive(Clone, Copy, Debug, Default)]
struct Support {
    /// That the country is named makes it likelier that this is a name at all.
    named: f32,
    /// The rest only decides which place is meant.
    source: f32,
    country: f32,
    region: f32,
    near: f32,
}

impl Focus {
    /// Gives back the memory of a part with many names.
    pub(in super::super) fn trim(&mut self) {
        let Focus {
            areas: _,
            touched: _,
            voters,
            likely: _,
            regions: _,
            named,
            unlisted,
            alike,
            supports,
            source: _,
        } = self;
        trim(voters);
        trim(named);
        trim(unlisted);
        trim(alike);
        trim(supports);
    }

    fn clear(&mut self, context: Context<'_, '_>) {
        // The last document may have been another annotator's, with other areas.
        self.touched.drain(..).for_each(|area| self.areas[area as usize] = Area::default());
        self.areas.resize(context.layers.areas_len(), Area::default());
        self.named.clear();
        self.regions.clear();
        self.source = context.country;
    }

    /// Looks at all hits with what their places alone say.
    fn look(
        &mut self,
        context: Context<'_, '_>,
        resolutions: &[Resolution],
        readings: &mut [Reading],
    ) {
        for (at, resolution) in resolutions.iter().enumerate() {
            if self.alike[at].is_of_another(at) {
                self.copy_scores(at, resolutions, readings);
                continue;
            }
            let readings = &mut readings[resolution.range()];
            reading::share(readings);
            let Some(best) = reading::best_of(readings).filter(|best| best.score >= WEIGHTS.sure)
            else {
                continue;
            };
            let Some(entity) = best.entity else { continue };
            match best.kind {
                Kind::Country => self.name(context.layers.spot(entity).country),
                Kind::Region => {
                    let spot = context.layers.spot(entity);
                    self.name(spot.region);
                    self.regions.push((spot.country, spot.region));
                }
                _ => {}
            }
            if is_plain(readings, best) {
                self.named.push(entity);
            }
        }
        self.regions.sort_unstable();
        self.regions.dedup();
        self.named.sort_unstable();
        self.named.dedup();
        self.count(context, resolutions, readings, WEIGHTS.sure);
    }

    /// Keeps that a country or region is named itself.
    fn name(&mut self, area: u16) {
        if let Some(Area { named, .. }) = self.areas.get_mut(area as usize).filter(|_| area > 0)
            && !std::mem::replace(named, true)
        {
            self.touched.push(area);
        }
    }

    /// Lets every reading that is at least this likely vote for its country and region. An entity
    /// that is named again and again has one vote.
    fn count(
        &mut self,
        context: Context<'_, '_>,
        resolutions: &[Resolution],
        readings: &[Reading],
        least: f32,
    ) {
        self.touched.iter().for_each(|&area| self.areas[area as usize].votes = 0.0);
        self.voters.clear();
        self.likely.clear();
        for (at, resolution) in resolutions.iter().enumerate() {
            if self.alike[at].is_of_another(at) {
                continue;
            }
            let likely = readings[resolution.range()]
                .iter()
                .filter(|reading| reading.kind.is_place() && reading.score >= least);
            self.voters.extend(likely.filter_map(|reading| Some((reading.entity?, reading.score))));
        }
        self.voters.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        self.voters.dedup_by_key(|voter| voter.0);
        for &(entity, vote) in &self.voters {
            let spot = context.layers.spot(entity);
            for area in [spot.country, spot.region].into_iter().filter(|&area| area > 0) {
                if let Some(Area { votes, named }) = self.areas.get_mut(area as usize) {
                    if *votes == 0.0 && !*named {
                        self.touched.push(area);
                    }
                    *votes += vote;
                }
            }
            let is_point = matches!(context.layers.kind(entity), Kind::City | Kind::Place);
            if vote >= LEAST_NEAR && is_point {
                self.likely.push((entity, vote, spot));
            }
        }
        self.likely.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        self.likely.truncate(MOST_LIKELY_PLACES);
    }

    /// Finds for each hit the one before it that has the same readings, which the rest of the
    /// document says the same of.
    fn find_alike(&mut self, resolutions: &[Resolution], readings: &[Reading]) {
        const SLOTS: usize = 64;
        let mut last = [u32::MAX; SLOTS];
        self.alike.clear();
        for (at, resolution) in resolutions.iter().enumerate() {
            let own = &readings[resolution.range()];
            let slot = own.first().and_then(|reading| reading.entity).unwrap_or(0) as usize % SLOTS;
            let before = self.alike.get(last[slot] as usize).filter(|before| {
                let other = &readings[resolutions[before.hit as usize].range()];
                own.len() == other.len() && own.iter().zip(other).all(|(a, b)| is_alike(a, b))
            });
            let alike = before.copied().unwrap_or(Alike { hit: at as u32, ..Alike::default() });
            last[slot] = at as u32;
            self.alike.push(alike);
        }
    }

    /// Finds what the other names say for the readings of each hit.
    fn ask(&mut self, layers: &Layers, resolutions: &[Resolution], readings: &[Reading]) {
        self.supports.clear();
        for (at, resolution) in resolutions.iter().enumerate() {
            self.alike[at] = if self.alike[at].is_of_another(at) {
                self.alike[self.alike[at].hit as usize]
            } else {
                let supports = self.supports.len() as u32;
                let shared = self.support(layers, &readings[resolution.range()]);
                Alike { hit: at as u32, supports, shared }
            };
        }
    }

    /// A place is likelier where the document names its country, its region or places near it, and
    /// in the country that the document comes from. A share that all places of a name have does not
    /// distinguish them, and is taken back.
    fn weigh_votes(&self, at: usize, readings: &mut [Reading], log: &mut Log) {
        let Alike { supports, shared, .. } = self.alike[at];
        for (reading, support) in readings.iter_mut().zip(&self.supports[supports as usize..]) {
            if reading.entity.is_none() {
                continue;
            }
            let Support { named, source, country, region, near } = *support;
            reading.add(log, Reason::Source, source);
            reading.add(log, Reason::Country, named + country);
            reading.add(log, Reason::Region, region);
            reading.add(log, Reason::Near, near);
            if reading.kind.is_place() {
                reading.add(log, Reason::Shared, -shared);
            }
        }
    }

    /// An entity that the document names beyond doubt elsewhere is meant here too: "Lukashenko"
    /// after "Alexander Lukashenko". A name that can mean nothing else, or has its own proof beside
    /// it, needs none.
    fn weigh_named(&self, readings: &mut [Reading], log: &mut Log) {
        let alone = readings.len() == 1;
        // A place beside the name counts more than its meaning elsewhere.
        let is_contained = readings.iter().any(|reading| reading.evidence.is_contained());
        let is_named = |entity: u32| self.named.binary_search(&entity).is_ok();
        for reading in readings {
            if !reading.entity.is_some_and(is_named) {
                continue;
            }
            if matches!(reading.sense, Some(Sense::LastWord(_))) {
                reading.add(log, Reason::NamedInFull, WEIGHTS.named_in_full);
            } else if !(alone || is_contained || reading.evidence.is_shown_beside()) {
                reading.add(log, Reason::NamedElsewhere, WEIGHTS.named_elsewhere);
            }
        }
    }

    /// Adds what the other names say for each of these readings to the supports, and returns how
    /// much of it they all have: that does not tell which is meant.
    fn support(&mut self, layers: &Layers, readings: &[Reading]) -> f32 {
        let first = self.supports.len();
        // Which of the likely places the name itself may mean: it does not vouch for itself.
        let mut own = 0;
        for (at, (place, ..)) in self.likely.iter().enumerate() {
            let is_own = readings.iter().any(|reading| reading.entity == Some(*place));
            own |= u32::from(is_own) << at;
        }
        for reading in readings {
            let support = self.support_of(layers, reading, own);
            self.supports.push(support);
        }
        let supports = &self.supports[first..];
        if supports.iter().all(|support| support.which() == 0.0) {
            return 0.0;
        }
        let (mut before, mut after) = (0.0, 0.0);
        for (reading, support) in
            readings.iter().zip(supports).filter(|(reading, _)| reading.kind.is_place())
        {
            let weight = reading.weight + support.named;
            let odds = weight.exp();
            before += odds;
            after += if support.which() == 0.0 { odds } else { (weight + support.which()).exp() };
        }
        if before == 0.0 {
            return 0.0;
        }
        let doubtful = readings.iter().any(|reading| reading.evidence.is_ordinary());
        (after / before).ln() * if doubtful { 1.0 } else { WEIGHTS.shared }
    }

    fn support_of(&self, layers: &Layers, reading: &Reading, own: u32) -> Support {
        let Some(entity) = reading.entity else { return Support::default() };
        let (spot, weights) = (layers.spot(entity), &*WEIGHTS);
        let area = |number: u16| self.areas.get(number as usize).copied().unwrap_or_default();
        let (in_country, in_region) = (area(spot.country), area(spot.region));
        let named =
            if reading.kind != Kind::Country && in_country.named { weights.country } else { 0.0 };
        if !reading.kind.is_place() {
            return Support { named, ..Support::default() };
        }
        let source =
            if self.source > 0 && spot.country == self.source { weights.source } else { 0.0 };
        // Most places lie where no other does that the document names: no need to look further.
        let alone = in_country.votes == 0.0 && in_region.votes == 0.0;
        let vote = if alone { 0.0 } else { self.vote_of(entity) };
        let votes =
            |area: Area| if area.votes > vote { (1.0 + (area.votes - vote)).ln() } else { 0.0 };
        let country = (weights.country_votes * votes(in_country)).min(weights.country_most);
        if reading.kind == Kind::Country {
            return Support { source, country, ..Support::default() };
        }
        let mut region = weights.region_votes * votes(in_region);
        if reading.kind == Kind::Region {
            region += weights.region_sisters * (1.0 + self.sisters(spot) as f32).ln();
        } else if in_region.named {
            region += weights.region;
        }
        let region = if spot.is_vast { 0.0 } else { region.min(weights.region_most) };
        if reading.kind == Kind::Region {
            return Support { named, source, country, region, near: 0.0 };
        }
        let near = self.likely.iter().enumerate().filter(|(at, _)| own >> at & 1 == 0);
        let near = near.filter_map(|(_, &(_, likely, other))| {
            let km = spot.squared_km(other, weights.near_reach_km)?.sqrt();
            Some(weights.near(km) * (likely / weights.sure).min(1.0))
        });
        Support { named, source, country, region, near: near.fold(0.0, f32::max) }
    }

    /// How many other regions of its country are named.
    fn sisters(&self, spot: Spot) -> usize {
        let first = self.regions.partition_point(|&(country, _)| country < spot.country);
        let end = self.regions.partition_point(|&(country, _)| country <= spot.country);
        end - first - usize::from(self.regions.binary_search(&(spot.country, spot.region)).is_ok())
    }

    /// How likely it is at most that an entity is meant somewhere in the document.
    fn vote_of(&self, entity: u32) -> f32 {
        self.voters
            .binary_search_by_key(&entity, |voter| voter.0)
            .map_or(0.0, |at| self.voters[at].1)
    }

    /// Gives the readings of each hit the probabilities they have with what is known so far.
    fn guess(&mut self, layers: &Layers, resolutions: &[Resolution], readings: &mut [Reading]) {
        for (at, resolution) in resolutions.iter().enumerate() {
            if self.alike[at].is_of_another(at) {
                self.copy_scores(at, resolutions, readings);
            } else {
                self.guess_one(layers, &mut readings[resolution.range()]);
            }
        }
    }

    /// Gives the readings of a hit the scores of the one that it is like.
    fn copy_scores(&self, at: usize, resolutions: &[Resolution], readings: &mut [Reading]) {
        let from = resolutions[self.alike[at].hit as usize].range();
        for (from, to) in from.zip(resolutions[at].range()) {
            readings[to].score = readings[from].score;
        }
    }

    fn guess_one(&mut self, layers: &Layers, readings: &mut [Reading]) {
        if readings.len() < 2 {
            return;
        }
        self.supports.clear();
        let shared = self.support(layers, readings);
        let is_contained = readings.iter().any(|reading| reading.evidence.is_contained());
        let mut total = 1.0;
        for (reading, support) in readings.iter_mut().zip(&self.supports) {
            let named = !is_contained
                && reading.entity.is_some_and(|entity| self.named.binary_search(&entity).is_ok());
            let which = if reading.kind.is_place() { support.which() - shared } else { 0.0 };
            reading.score = (reading.weight
                + support.named
                + which
                + if named { WEIGHTS.named_elsewhere } else { 0.0 })
            .exp();
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

/// Whether the rest of a document says the same of two readings.
fn is_alike(one: &Reading, other: &Reading) -> bool {
    one.entity == other.entity
        && one.kind == other.kind
        && one.sense == other.sense
        && one.weight == other.weight
        && one.evidence.is_like(other.evidence)
}

/// Whether `best` is meant beyond doubt: nothing else has the name, what it lies in stands beside
/// it, or a word for its kind does and nothing else of that kind has the name. "Paris City Council"
/// is one of a city, but not of which.
fn is_plain(readings: &[Reading], best: &Reading) -> bool {
    let is_only = || readings.iter().filter(|reading| reading.kind == best.kind).count() == 1;
    matches!(best.sense, Some(Sense::Name(_) | Sense::Inflected(_)))
        && (readings.len() == 1
            || best.evidence.is_contained()
            || best.evidence.is_shown_beside() && is_only())
}
