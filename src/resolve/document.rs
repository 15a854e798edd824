//! What the rest of the document says about a name.

use super::{Log, Priors, Reading, Resolved, evidence::Reason, share, weights};
use crate::{
    dictionary::{Dictionary, Hit, Sense},
    entity::{Entity, Kind},
};
use std::collections::HashSet;

/// What a document is about.
pub(super) struct Focus {
    /// Which countries are named, by number; none has the number 0.
    countries: Vec<bool>,
    /// Entities that some hit means beyond doubt: by a name that only they have, or by a cue.
    named: HashSet<u32>,
}

impl Focus {
    /// Looks at all hits with what their places alone say.
    pub(super) fn of(dictionary: &Dictionary, priors: &Priors, resolved: &mut Resolved<'_>) -> Focus {
        let mut focus = Focus { countries: vec![false; priors.countries_len], named: HashSet::new() };
        for resolution in &resolved.resolutions {
            let readings = &mut resolved.readings[resolution.range()];
            share(readings);
            let Some(best) = readings.iter().max_by(|a, b| a.weight.total_cmp(&b.weight)) else { continue };
            if best.score < weights::SURE {
                continue;
            }
            if dictionary.gazetteer().entity(best.entity).kind() == Kind::Country {
                focus.countries[priors.countries[best.entity as usize] as usize] = true;
            }
            if is_plain(readings, best, &resolved.log) {
                focus.named.insert(best.entity);
            }
        }
        focus
    }

    /// Adds what the document says to the evidence of every reading.
    pub(super) fn apply<'t>(&self, dictionary: &Dictionary, priors: &Priors, text: &'t str, hits: &[Hit], resolved: &mut Resolved<'t>) {
        let Resolved { resolutions, readings, log } = resolved;
        for (at, hit) in hits.iter().enumerate() {
            let behind = resolutions.get(at + 1).and_then(|next| {
                let between = &text[hit.span().end.min(next.span.start)..next.span.start];
                let best = readings[next.range()].iter().max_by(|a, b| a.weight.total_cmp(&b.weight))?;
                let place = dictionary.gazetteer().entity(best.entity);
                (matches!(between, ", " | " (" | " ") && best.score >= weights::SURE).then_some((place, &text[next.span.range()]))
            });
            let readings = &mut readings[resolutions[at].range()];
            let alone = readings.len() == 1;
            for reading in readings {
                let entity = dictionary.gazetteer().entity(reading.entity);
                let country = priors.countries[reading.entity as usize];
                if entity.kind() != Kind::Country && self.countries[country as usize] {
                    reading.add(log, Reason::Country, weights::COUNTRY);
                }
                if let Some((place, shown)) = behind
                    && lies_in(entity, place)
                {
                    reading.add(log, Reason::Contained(shown), weights::CONTAINED);
                }
                if self.named.contains(&reading.entity) {
                    match reading.sense {
                        Sense::LastWord(_) => reading.add(log, Reason::NamedInFull, weights::NAMED_IN_FULL),
                        _ if alone || log.has_cue(reading.evidence) => {}
                        _ => reading.add(log, Reason::NamedElsewhere, weights::NAMED_ELSEWHERE),
                    }
                }
            }
        }
    }
}

/// Whether `best` is meant beyond doubt.
fn is_plain(readings: &[Reading], best: &Reading, log: &Log<'_>) -> bool {
    matches!(best.sense, Sense::Name(_)) && (readings.len() == 1 || log.has_cue(best.evidence))
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
