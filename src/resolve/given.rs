//! Spans that somebody else found.

use super::{Context, Reading, Resolution, Resolved, share, weigh};
use crate::{
    dictionary::{Hit, Hits},
    entity::Kind,
    error::Error,
    select,
    span::Span,
    text::class::Class,
};
use std::cmp::Reverse;

/// A name that somebody else found in a text: where it stands, and what sort of thing it may name.
///
/// ```
/// use gazetag::{Kind, Span, Spotted, evaluate::Group};
///
/// let anything = Spotted::new(Span::new(12, 17));
/// let city = anything.with_kinds([Kind::City]);
/// // What another program calls it.
/// let place = anything.with_kinds(Group::of("LOC").unwrap().kinds().iter().copied());
/// assert!(anything.allows(Kind::Person) && place.allows(Kind::Region) && !city.allows(Kind::Region));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spotted {
    span: Span,
    /// Which of [`Kind::ALL`] are allowed; none if all are.
    kinds: [bool; Kind::ALL.len()],
}

impl Spotted {
    /// A name of any kind.
    pub fn new(span: Span) -> Spotted {
        Spotted { span, kinds: [true; Kind::ALL.len()] }
    }

    /// Says what kinds of things it may name; the first is taken where no table has the name. Without any, all kinds are allowed.
    pub fn with_kinds(self, kinds: impl IntoIterator<Item = Kind>) -> Spotted {
        let mut allowed = [false; Kind::ALL.len()];
        for kind in kinds {
            allowed[Kind::ALL.iter().position(|&known| known == kind).unwrap_or(0)] = true;
        }
        Spotted { kinds: if allowed.contains(&true) { allowed } else { [true; Kind::ALL.len()] }, ..self }
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whether it may name something of this kind.
    pub fn allows(&self, kind: Kind) -> bool {
        Kind::ALL.iter().zip(self.kinds).any(|(&known, allowed)| known == kind && allowed)
    }

    /// The kind it has where no table has the name.
    fn kind(&self) -> Kind {
        if self.kinds == [true; Kind::ALL.len()] {
            Kind::Place
        } else {
            Kind::ALL.into_iter().find(|&kind| self.allows(kind)).unwrap_or(Kind::Place)
        }
    }
}

impl From<Span> for Spotted {
    fn from(span: Span) -> Spotted {
        Spotted::new(span)
    }
}

/// An error if some span is none of `text`.
pub(crate) fn check(text: &str, spotted: &[Spotted]) -> Result<(), Error> {
    for (at, Spotted { span: Span { start, end }, .. }) in spotted.iter().enumerate() {
        if start >= end || text.get(*start..*end).is_none() {
            return Err(Error::new(
                format!("span number {}", at + 1),
                format!(
                    "{start}..{end} is no part of the text: expected start before end, both at edges of characters and at most {}",
                    text.len()
                ),
            ));
        }
    }
    Ok(())
}

/// Decides what these names mean. The mentions are theirs, in their order; what else is found in the text is only looked at.
pub(crate) fn resolve(context: Context<'_, '_>, spotted: &[Spotted], hits: &mut Hits, resolved: &mut Resolved) {
    let mut spans: Vec<Span> = spotted.iter().map(|name| name.span).collect();
    spans.sort_unstable();
    spans.dedup();
    let is_given = |hit: &Hit| spans.binary_search(&hit.span()).is_ok();
    let mut given: Vec<Hit> = hits.names.iter().filter(|hit| is_given(hit)).copied().collect();
    let mut furthest = 0;
    let reach: Vec<usize> = spans
        .iter()
        .map(|span| {
            furthest = furthest.max(span.end);
            furthest
        })
        .collect();
    hits.names.retain(|hit| {
        let before = spans.partition_point(|span| span.start < hit.span().end);
        before == 0 || reach[before - 1] <= hit.span().start
    });
    select::longest(&mut hits.names, Hit::span);
    // Those that are no whole words, or have something around them, are looked up.
    let unknown = spans.iter().filter(|span| given.binary_search_by_key(*span, Hit::span).is_err());
    let looked_up = unknown.flat_map(|&span| {
        let patterns = context.layers.patterns(name_in(&context.text[span.range()]));
        patterns.map(move |pattern| Hit::new(span, pattern))
    });
    hits.names.extend(looked_up);
    hits.names.append(&mut given);
    // Of several layers the highest first.
    hits.names.sort_by_key(|hit| (hit.span(), Reverse(hit.pattern())));
    let context = Context { given: &spans, ..context };
    weigh(context, hits, resolved);
    answer(spotted, resolved);
}

/// The name that a span holds: without what is no word around it, and without an English genitive.
fn name_in(found: &str) -> &str {
    let name = found.trim_matches(|c| !Class::of(c).is_word() && c != '.');
    ["'s", "\u{2019}s"].iter().find_map(|genitive| name.strip_suffix(genitive)).unwrap_or(name)
}

/// Makes of what was found the mentions that were asked for.
fn answer(spotted: &[Spotted], resolved: &mut Resolved) {
    let Resolved { resolutions, readings, .. } = resolved;
    let found = std::mem::take(resolutions);
    for name in spotted {
        let first = readings.len();
        if let Ok(at) = found.binary_search_by_key(&name.span, |resolution| resolution.span) {
            for at in found[at].range() {
                let reading = readings[at];
                if name.allows(reading.kind) {
                    readings.push(reading);
                }
            }
        }
        if readings.len() == first {
            readings.push(Reading::new(name.kind(), None, None, name.span));
        } else {
            share(&mut readings[first..]);
            readings[first..].sort_unstable_by(Reading::likelier);
        }
        resolutions.push(Resolution { span: name.span, readings: (first as u32, readings.len() as u32) });
    }
}
