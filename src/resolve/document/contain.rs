//! Places named with what they lie in: "Kursk, Rusia", "Springfield, Clark County, Ohio", "Ohio's Springfield".

use super::{
    super::{Context, Reading, Resolution, Resolved, Spot, evidence::Reason, local, weights},
    Kind, Layers,
};

/// How many readings of a name are looked at as what another lies in.
const MOST: usize = 8;

/// Reads each name with the one behind it. The last come first, so that "Ohio" tells which county is meant, and the county which town.
pub(super) fn read(context: Context<'_, '_>, resolved: &mut Resolved) {
    let Resolved { resolutions, readings, log, .. } = resolved;
    for at in (0..resolutions.len().saturating_sub(1)).rev() {
        let (first, second) = (resolutions[at], resolutions[at + 1]);
        let Some(between) = context.text.get(first.span.end..second.span.start) else { continue };
        let (inner, outer, weight) = match between {
            ", " | " (" | " " => (first, second, weights::CONTAINED),
            _ if leads_inward(between) => (second, first, weights::CONTAINED_BEFORE),
            _ => continue,
        };
        let Some(area) = most_likely(context.layers, readings, inner, outer) else { continue };
        let spot = Area::new(context.layers, &readings[area]);
        for at in inner.range() {
            if spot.is_some_and(|area| area.holds(context.layers, &readings[at])) {
                readings[at].add(log, Reason::Contained(outer.span), weight);
            }
        }
        readings[area].add(log, Reason::Holds(inner.span), weights::HOLDS);
    }
}

/// Whether the words between two names say that the second lies in the first.
fn leads_inward(between: &str) -> bool {
    between.len() <= 24 && matches!(between, "'s " | "\u{2019}s ")
}

/// The reading of `outer` that, together with some reading of `inner` that lies there, is the likeliest.
fn most_likely(layers: &Layers, readings: &[Reading], inner: Resolution, outer: Resolution) -> Option<usize> {
    let best = |resolution: Resolution| readings[resolution.range()].iter().map(|reading| reading.weight).fold(f32::MIN, f32::max);
    let (best_outer, mut found) = (best(outer), None);
    let areas = outer.range().filter_map(|at| Some((at, Area::new(layers, &readings[at])?)));
    for (at, area) in areas.take(MOST) {
        if readings[at].weight < best_outer - weights::UNLIKELY {
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
        let entity = reading.entity.filter(|_| matches!(reading.kind, Kind::Country | Kind::Region | Kind::Place))?;
        Some(Area { entity, kind: reading.kind, spot: layers.spot(entity) })
    }

    /// Whether the place that a reading means lies in it.
    fn holds(self, layers: &Layers, reading: &Reading) -> bool {
        let Some(entity) = reading.entity.filter(|&entity| local::is_local(reading.kind) && entity != self.entity) else { return false };
        let spot = layers.spot(entity);
        match self.kind {
            Kind::Country => self.spot.country > 0 && spot.country == self.spot.country,
            _ if self.spot.region == 0 || spot.region != self.spot.region => false,
            Kind::Region => reading.kind != Kind::Region || layers.entity(entity).region().is_some(),
            // A county, of which only the middle is known.
            _ => reading.kind == Kind::City && spot.squared_km(self.spot).is_some_and(|km| km < 80.0 * 80.0),
        }
    }
}
