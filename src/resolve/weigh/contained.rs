//! Places named with what they lie in: "Kursk, Rusia", "Springfield, Clark County, Ohio", "Ohio's
//! Springfield".

use super::super::{
    Context, Log, Reading, Resolution, Workspace, evidence::Reason, reading::best_of,
    weights::WEIGHTS,
};
use crate::{
    layers::Layers,
    lexicon::{
        dictionary::Spot,
        gazetteer::Entity,
        model::Kind,
        span::Span,
        text::{
            boundary::is_end,
            cut,
            facts::{self, Fact},
        },
    },
};

/// How many readings of a name are tried as the area that another lies in.
const MOST_AREAS: usize = 8;

/// A city lies in a county if its middle is no farther than this from that of the county, the only
/// place that is known of it.
const COUNTY_KM: f32 = 80.0;

/// Reads each name with the one behind it. The last come first, so that "Ohio" tells which county
/// is meant, and the county which town.
pub(super) fn read(context: Context<'_, '_>, work: &mut Workspace) {
    let layers = context.layers;
    let Workspace { resolutions, readings, log, focus, .. } = work;
    focus.unlisted.clear();
    for at in (0..resolutions.len().saturating_sub(1)).rev() {
        let (first, second) = (resolutions[at], resolutions[at + 1]);
        let Some(between) = context.text.get(first.span.end..second.span.start) else { continue };
        if is_of_list(between) {
            listed(layers, first, second, readings, log);
            listed(layers, second, first, readings, log);
        }
        let (inner, outer, weight) = match between {
            ", " | " (" | " " => (first, second, WEIGHTS.contained),
            between if is_genitive(between) => (second, first, WEIGHTS.contained_before),
            _ => continue,
        };
        if is_list(context, resolutions, readings, at, between) {
            continue;
        }
        if let Some(area) = most_likely(layers, readings, inner, outer) {
            if let Some(around) = Area::new(layers, &readings[area]) {
                for reading in readings[inner.range()]
                    .iter_mut()
                    .filter(|reading| around.holds(layers, reading))
                {
                    reading.add_beside(log, Reason::Contained, outer.span, weight);
                }
            }
            readings[area].add_beside(log, Reason::Holds, inner.span, WEIGHTS.holds);
        } else if between == ", "
            && !begins_list(context, resolutions, at + 1)
            && may_be_unlisted(layers, readings, first, second)
        {
            let name = readings[inner.range()][0].entity;
            focus.unlisted.extend(name.map(|entity| (entity, outer.span)));
        }
    }
    for resolution in &*resolutions {
        let readings = &mut readings[resolution.range()];
        focus.unlisted.extend(coded(context, *resolution, readings, log));
    }
    if !focus.unlisted.is_empty() {
        focus.unlisted.sort_unstable();
        add_unlisted(resolutions, readings, log, &focus.unlisted);
    }
}

/// What has the name of a country is a region if it stands in a list beside another region of the
/// same country: "Georgia and Alabama".
fn listed(
    layers: &Layers,
    name: Resolution,
    beside: Resolution,
    readings: &mut [Reading],
    log: &mut Log,
) {
    let sister = best_of(&readings[beside.range()]).filter(|best| best.kind == Kind::Region);
    let Some(sister) = sister.and_then(|best| best.entity) else { return };
    let country = layers.spot(sister).country;
    let readings = &mut readings[name.range()];
    if !readings.iter().any(|reading| reading.kind == Kind::Country) {
        return;
    }
    for reading in readings.iter_mut().filter(|reading| reading.kind == Kind::Region) {
        let is_sister = |&entity: &u32| entity != sister && layers.spot(entity).country == country;
        if reading.entity.as_ref().is_some_and(is_sister) {
            reading.add_beside(log, Reason::Listed, beside.span, WEIGHTS.listed);
        }
    }
}

/// The code of its region behind a place tells which is meant: "Long Beach, CA". Most codes are
/// words or codes of something else too, so that alone they are no names. Where no place of the
/// name lies there, returns the first reading and the code.
fn coded(
    context: Context<'_, '_>,
    place: Resolution,
    readings: &mut [Reading],
    log: &mut Log,
) -> Option<(u32, Span)> {
    let layers = context.layers;
    let code = code_behind(context.text, place.span)?;
    if readings.iter().any(|reading| reading.evidence.is_contained()) {
        return None;
    }
    let letters = cut::span(context.text, code);
    let of_region = |entity: Entity<'_>| {
        entity.region().and_then(|id| id.split_once('-')).is_some_and(|(_, own)| own == letters)
    };
    // "Berlin, DE"
    let of_country = |entity: Entity<'_>| entity.country() == Some(letters);
    for lies_there in [&of_region as &dyn Fn(Entity<'_>) -> bool, &of_country] {
        let mut is_known = false;
        for reading in readings.iter_mut().filter(|reading| reading.kind.is_local()) {
            if reading.entity.is_some_and(|entity| lies_there(layers.entity(entity))) {
                reading.add_beside(log, Reason::Contained, code, WEIGHTS.contained);
                is_known = true;
            }
        }
        if is_known {
            return None;
        }
    }
    let has_region = |country| layers.get(&format!("{country}-{letters}")).is_some();
    let is_unlisted = best_of(readings).is_some_and(|best| best.kind.is_place())
        && facts::all(Fact::RegionBehind).any(|(lang, country)| {
            has_region(country) && layers.may_be_in(lang, context.languages)
        });
    let first = readings.first().filter(|_| is_unlisted)?;
    Some((first.entity?, code))
}

/// The two or three capitals behind a comma behind `span`.
fn code_behind(text: &str, span: Span) -> Option<Span> {
    let capitals = cut::after(text, span.end).strip_prefix(", ")?;
    let len = capitals.bytes().take_while(u8::is_ascii_uppercase).count();
    let start = span.end + 2;
    let is_word = is_end(text, start + len);
    ((2..=3).contains(&len) && is_word).then(|| Span::new(start, start + len))
}

/// Where a document puts a name in a region in which no table has it, it means none of those that a
/// table has, there and elsewhere.
fn add_unlisted(
    resolutions: &mut [Resolution],
    readings: &mut Vec<Reading>,
    log: &mut Log,
    unlisted: &[(u32, Span)],
) {
    for resolution in resolutions {
        let range = resolution.range();
        let Some(entity) = readings[range.clone()].first().and_then(|reading| reading.entity)
        else {
            continue;
        };
        let at = unlisted.partition_point(|&(other, _)| other < entity);
        let Some(&(_, outer)) = unlisted.get(at).filter(|&&(other, _)| other == entity) else {
            continue;
        };
        if readings[range.clone()].iter().any(|reading| reading.evidence.is_contained()) {
            continue;
        }
        let first = readings.len() as u32;
        readings.extend_from_within(range);
        let is_beside = outer.start.saturating_sub(resolution.span.end) <= ", ".len();
        for reading in readings[first as usize..]
            .iter_mut()
            .filter(|reading| reading.kind.is_local() || is_beside && reading.kind.is_place())
        {
            reading.add_beside(log, Reason::Outside, outer, WEIGHTS.outside);
        }
        let mut reading = Reading::new(Kind::City, None, None, resolution.span);
        reading.add_beside(log, Reason::Outside, outer, WEIGHTS.unlisted);
        readings.push(reading);
        resolution.readings = (first, readings.len() as u32);
    }
}

/// Whether the name behind number `at` is the first of several regions: in "Paris, Texas, Ohio and
/// Kansas" nothing lies in Texas.
fn is_list(
    context: Context<'_, '_>,
    resolutions: &[Resolution],
    readings: &[Reading],
    at: usize,
    between: &str,
) -> bool {
    between == ", "
        && begins_list(context, resolutions, at + 1)
        && resolutions[at + 1..][..2].iter().all(|name| is(Kind::Region, &readings[name.range()]))
}

/// Whether another name follows number `at` as the next of a list.
fn begins_list(context: Context<'_, '_>, resolutions: &[Resolution], at: usize) -> bool {
    let [one, next] = [at, at + 1].map(|at| resolutions.get(at).map(|name| name.span));
    let (Some(one), Some(next)) = (one, next) else { return false };
    context.text.get(one.end..next.start).is_some_and(is_of_list)
}

/// Whether it stands between the name of an area and that of a place in it: "'s ".
fn is_genitive(between: &str) -> bool {
    between
        .strip_suffix(' ')
        .is_some_and(|ending| facts::all(Fact::Genitive).any(|(_, genitive)| ending == genitive))
}

/// Whether it stands between two names of a list: ", ", " and ", ", and ".
fn is_of_list(between: &str) -> bool {
    let rest = between.strip_prefix(',').unwrap_or(between);
    let word = rest.strip_prefix(' ').and_then(|rest| rest.strip_suffix(' '));
    between == ", " || word.is_some_and(|word| facts::all(Fact::And).any(|(_, and)| word == and))
}

/// Whether no table may have the place called `inner` in the region `outer` behind it. In countries
/// whose towns are written so, any name may be that of a small one: "Peru, Indiana". Elsewhere it
/// may if several cities have the name.
fn may_be_unlisted(
    layers: &Layers,
    readings: &[Reading],
    inner: Resolution,
    outer: Resolution,
) -> bool {
    let (inner, outer) = (&readings[inner.range()], &readings[outer.range()]);
    let cities = inner.iter().filter(|reading| reading.kind == Kind::City).count();
    if is(Kind::City, inner) && cities > 1 && is(Kind::Region, outer) {
        return true;
    }
    // The city of New York lies in the state of New York.
    let Some(best) = best_of(outer) else { return false };
    let area = best.entity.map_or(0, |entity| layers.spot(entity).region);
    let region = outer.iter().find(|reading| {
        let entity = reading.entity.filter(|_| reading.kind == Kind::Region);
        entity.is_some_and(|entity| area > 0 && layers.spot(entity).region == area)
    });
    let country = region.and_then(|region| layers.entity(region.entity?).country());
    best_of(inner).is_some_and(|best| matches!(best.kind, Kind::City | Kind::Country))
        && facts::all(Fact::RegionBehind).any(|(_, code)| country == Some(code))
}

/// Whether the likeliest of these readings is of this kind.
fn is(kind: Kind, readings: &[Reading]) -> bool {
    best_of(readings).is_some_and(|best| best.kind == kind)
}

/// The reading of `outer` that, together with some reading of `inner` that lies there, is the
/// likeliest.
fn most_likely(
    layers: &Layers,
    readings: &[Reading],
    inner: Resolution,
    outer: Resolution,
) -> Option<usize> {
    let best = |resolution: Resolution| {
        readings[resolution.range()].iter().map(|reading| reading.weight).fold(f32::MIN, f32::max)
    };
    let (best_outer, mut found) = (best(outer), None);
    let areas = outer.range().filter_map(|at| Some((at, Area::new(layers, &readings[at])?)));
    for (at, area) in areas.take(MOST_AREAS) {
        if readings[at].weight < best_outer - WEIGHTS.unlikely {
            continue;
        }
        for lies in inner.range() {
            let sum = readings[at].weight + readings[lies].weight;
            if found.is_none_or(|(_, most)| sum > most) && area.holds(layers, &readings[lies]) {
                found = Some((at, sum));
            }
        }
    }
    found.map(|(at, _)| at)
}

/// Something that other places lie in.
#[derive(Clone, Copy)]
struct Area {
    entity: u32,
    kind: Kind,
    spot: Spot,
}

impl Area {
    fn new(layers: &Layers, reading: &Reading) -> Option<Area> {
        let entity = reading
            .entity
            .filter(|_| matches!(reading.kind, Kind::Country | Kind::Region | Kind::Place))?;
        Some(Area { entity, kind: reading.kind, spot: layers.spot(entity) })
    }

    /// Whether the place that a reading means lies in it.
    fn holds(self, layers: &Layers, reading: &Reading) -> bool {
        let Some(entity) =
            reading.entity.filter(|&entity| reading.kind.is_local() && entity != self.entity)
        else {
            return false;
        };
        let spot = layers.spot(entity);
        match self.kind {
            Kind::Country => self.spot.country > 0 && spot.country == self.spot.country,
            _ if self.spot.region == 0 || spot.region != self.spot.region => false,
            Kind::Region => {
                reading.kind != Kind::Region || layers.entity(entity).region().is_some()
            }
            // A county, of which only the middle is known.
            _ => reading.kind == Kind::City && spot.squared_km(self.spot, COUNTY_KM).is_some(),
        }
    }
}
