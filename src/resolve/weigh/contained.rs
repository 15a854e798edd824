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
            && is_frequent(&readings[inner.range()])
            && is(Kind::Region, &readings[outer.range()])
        {
            focus
                .unlisted
                .extend(readings[inner.range()][0].entity.map(|entity| (entity, outer.span)));
        }
    }
    for resolution in &*resolutions {
        coded(context, *resolution, &mut readings[resolution.range()], log);
    }
    if !focus.unlisted.is_empty() {
        focus.unlisted.sort_unstable();
        add_unlisted(resolutions, readings, log, &focus.unlisted);
    }
}

/// The code of its region behind a place tells which is meant: "Long Beach, CA". Most codes are
/// words or codes of something else too, so that alone they are no names.
fn coded(context: Context<'_, '_>, place: Resolution, readings: &mut [Reading], log: &mut Log) {
    let Some(code) = code_behind(context.text, place.span) else { return };
    if readings.iter().any(|reading| reading.evidence.is_contained()) {
        return;
    }
    let letters = cut::span(context.text, code);
    for reading in readings.iter_mut().filter(|reading| reading.kind.is_local()) {
        let region = reading.entity.and_then(|entity| context.layers.entity(entity).region());
        let is_here =
            region.and_then(|id| id.split_once('-')).is_some_and(|(_, own)| own == letters);
        if is_here {
            reading.add_beside(log, Reason::Contained, code, WEIGHTS.contained);
        }
    }
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
        for reading in
            readings[first as usize..].iter_mut().filter(|reading| reading.kind.is_local())
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
    let (second, Some(third)) = (resolutions[at + 1], resolutions.get(at + 2)) else {
        return false;
    };
    let next = context.text.get(second.span.end..third.span.start);
    between == ", "
        && next.is_some_and(is_of_list)
        && [second, *third].iter().all(|name| is(Kind::Region, &readings[name.range()]))
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

/// Whether several cities have the name, so that one more may.
fn is_frequent(readings: &[Reading]) -> bool {
    is(Kind::City, readings)
        && readings.iter().filter(|reading| reading.kind == Kind::City).count() > 1
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
