//! What the rest of the document says about a name.

use super::{Context, Log, Reading, Resolution, Resolved, evidence::Reason, share, weights};
use crate::{
    dictionary::Sense,
    entity::{Entity, Kind},
};

/// Adds what the document says to the evidence of every reading.
pub(super) fn read(context: Context<'_, '_>, resolved: &mut Resolved) {
    let Resolved { resolutions, readings, log, focus, .. } = resolved;
    focus.look(context, resolutions, readings, log);
    for (at, resolution) in resolutions.iter().enumerate() {
        let behind = resolutions.get(at + 1).and_then(|next| {
            let between = &context.text[resolution.span.end.min(next.span.start)..next.span.start];
            let best = best_of(&readings[next.range()])?;
            let near = matches!(between, ", " | " (" | " ") && best.score >= weights::SURE;
            near.then_some((context.entity(best)?, next.span))
        });
        let readings = &mut readings[resolution.range()];
        let alone = readings.len() == 1;
        for reading in readings {
            let (Some(entity), Some(number)) = (context.entity(reading), reading.entity) else { continue };
            let country = context.layers.country(number);
            if focus.countries.get(country) == Some(&true) && reading.kind != Kind::Country {
                reading.add(log, Reason::Country, weights::COUNTRY);
            }
            if let Some((place, shown)) = behind
                && lies_in(entity, place)
            {
                reading.add(log, Reason::Contained(shown), weights::CONTAINED);
            }
            if focus.named.binary_search(&number).is_ok() {
                match reading.sense {
                    Some(Sense::LastWord(_)) => reading.add(log, Reason::NamedInFull, weights::NAMED_IN_FULL),
                    _ if alone || log.has_cue(reading.evidence) => {}
                    _ => reading.add(log, Reason::NamedElsewhere, weights::NAMED_ELSEWHERE),
                }
            }
        }
    }
}

/// What a document is about.
#[derive(Debug, Default)]
pub(super) struct Focus {
    /// Which countries are named, by number; none has the number 0.
    countries: Vec<bool>,
    /// Entities that some hit means beyond doubt, by a name that only they have or by a cue, in the order of their numbers.
    named: Vec<u32>,
}

impl Focus {
    /// Looks at all hits with what their places alone say.
    fn look(&mut self, context: Context<'_, '_>, resolutions: &[Resolution], readings: &mut [Reading], log: &Log) {
        self.countries.clear();
        self.countries.resize(context.layers.countries_len(), false);
        self.named.clear();
        for resolution in resolutions {
            let readings = &mut readings[resolution.range()];
            share(readings);
            let Some(best) = best_of(readings).filter(|best| best.score >= weights::SURE) else { continue };
            let Some(entity) = best.entity else { continue };
            if best.kind == Kind::Country
                && let Some(named) = self.countries.get_mut(context.layers.country(entity))
            {
                *named = true;
            }
            if is_plain(readings, best, log) {
                self.named.push(entity);
            }
        }
        self.named.sort_unstable();
        self.named.dedup();
    }
}

fn best_of(readings: &[Reading]) -> Option<&Reading> {
    readings.iter().max_by(|a, b| a.weight.total_cmp(&b.weight))
}

/// Whether `best` is meant beyond doubt.
fn is_plain(readings: &[Reading], best: &Reading, log: &Log) -> bool {
    matches!(best.sense, Some(Sense::Name(_) | Sense::Inflected(_))) && (readings.len() == 1 || log.has_cue(best.evidence))
}

/// Whether the city, region or place `inner` lies in the country or region `outer`.
fn lies_in(inner: Entity<'_>, outer: Entity<'_>) -> bool {
    let located = matches!(inner.kind(), Kind::City | Kind::Region | Kind::Place);
    match outer.kind() {
        Kind::Country => located && inner.country() == Some(outer.id()),
        Kind::Region => located && inner.region() == Some(outer.id()),
        _ => false,
    }
}
