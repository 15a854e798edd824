//! What the rest of the document says about a name.

use super::{Context, Log, Reading, Resolved, evidence::Reason, share, weights};
use crate::{
    dictionary::Sense,
    entity::{Entity, Kind},
};
use std::collections::HashSet;

/// Adds what the document says to the evidence of every reading.
pub(super) fn read<'t>(context: Context<'_, 't>, resolved: &mut Resolved<'t>) {
    let focus = Focus::of(context, resolved);
    let Resolved { resolutions, readings, log } = resolved;
    for (at, resolution) in resolutions.iter().enumerate() {
        let behind = resolutions.get(at + 1).and_then(|next| {
            let between = &context.text[resolution.span.end.min(next.span.start)..next.span.start];
            let best = best_of(&readings[next.range()])?;
            let near = matches!(between, ", " | " (" | " ") && best.score >= weights::SURE;
            near.then(|| (context.entity(best), &context.text[next.span.range()]))
        });
        let readings = &mut readings[resolution.range()];
        let alone = readings.len() == 1;
        for reading in readings {
            let entity = context.entity(reading);
            let country = context.priors.country(reading.entity);
            if entity.kind() != Kind::Country && focus.countries.get(country) == Some(&true) {
                reading.add(log, Reason::Country, weights::COUNTRY);
            }
            if let Some((place, shown)) = behind
                && lies_in(entity, place)
            {
                reading.add(log, Reason::Contained(shown), weights::CONTAINED);
            }
            if focus.named.contains(&reading.entity) {
                match reading.sense {
                    Sense::LastWord(_) => reading.add(log, Reason::NamedInFull, weights::NAMED_IN_FULL),
                    _ if alone || log.has_cue(reading.evidence) => {}
                    _ => reading.add(log, Reason::NamedElsewhere, weights::NAMED_ELSEWHERE),
                }
            }
        }
    }
}

/// What a document is about.
struct Focus {
    /// Which countries are named, by number; none has the number 0.
    countries: Vec<bool>,
    /// Entities that some hit means beyond doubt: by a name that only they have, or by a cue.
    named: HashSet<u32>,
}

impl Focus {
    /// Looks at all hits with what their places alone say.
    fn of(context: Context<'_, '_>, resolved: &mut Resolved<'_>) -> Focus {
        let mut focus = Focus { countries: vec![false; context.priors.countries_len()], named: HashSet::new() };
        for resolution in &resolved.resolutions {
            let readings = &mut resolved.readings[resolution.range()];
            share(readings);
            let Some(best) = best_of(readings).filter(|best| best.score >= weights::SURE) else { continue };
            if context.entity(best).kind() == Kind::Country
                && let Some(named) = focus.countries.get_mut(context.priors.country(best.entity))
            {
                *named = true;
            }
            if is_plain(readings, best, &resolved.log) {
                focus.named.insert(best.entity);
            }
        }
        focus
    }
}

fn best_of(readings: &[Reading]) -> Option<&Reading> {
    readings.iter().max_by(|a, b| a.weight.total_cmp(&b.weight))
}

/// Whether `best` is meant beyond doubt.
fn is_plain(readings: &[Reading], best: &Reading, log: &Log<'_>) -> bool {
    matches!(best.sense, Sense::Name(_) | Sense::Inflected(_)) && (readings.len() == 1 || log.has_cue(best.evidence))
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
