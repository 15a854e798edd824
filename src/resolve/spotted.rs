//! Names that another tool found.

use super::{Context, Reading, Resolution, Workspace, cover::Cover, reading::score, select, weigh};
use crate::lexicon::{
    dictionary::{Hit, Hits},
    error::{Error, ErrorKind},
    model::Kind,
    span::Span,
    text::{
        class::Class,
        cut,
        facts::{self, Fact},
    },
};
use std::cmp::Reverse;

/// A name that another tool found in a text: where it stands, and what sort of thing it may name.
///
/// ```
/// use gazetag::{Kind, Span, Spotted, evaluate::Group};
///
/// let anything = Spotted::new(Span::new(12, 17));
/// let city = anything.with_kinds([Kind::City]);
/// // The label of another program.
/// let place = anything.with_kinds(Group::of("LOC").unwrap().kinds().iter().copied());
/// assert!(anything.allows(Kind::Person));
/// assert!(place.allows(Kind::Region) && !city.allows(Kind::Region));
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

    /// Says what kinds of things it may name; the first is taken where no table has the name.
    /// Without any, all kinds are allowed.
    pub fn with_kinds(self, kinds: impl IntoIterator<Item = Kind>) -> Spotted {
        let mut allowed = [false; Kind::ALL.len()];
        for kind in kinds {
            allowed[Kind::ALL.iter().position(|&known| known == kind).unwrap_or(0)] = true;
        }
        Spotted {
            kinds: if allowed.contains(&true) { allowed } else { [true; Kind::ALL.len()] },
            ..self
        }
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

/// An error if a span does not lie in `text` or ends inside a character.
pub(crate) fn check(text: &str, spotted: &[Spotted]) -> Result<(), Error> {
    for (at, Spotted { span: Span { start, end }, .. }) in spotted.iter().enumerate() {
        if start >= end || text.get(*start..*end).is_none() {
            return Err(Error::new(
                format!("span number {}", at + 1),
                format!(
                    "{start}..{end} is no part of the text: expected start before end, both at \
                     edges of characters and at most {}",
                    text.len()
                ),
            )
            .of(ErrorKind::Span));
        }
    }
    Ok(())
}

/// The names of a document that another tool found, and their order in the text.
pub(crate) struct Given<'s> {
    names: &'s [Spotted],
    /// The places of the names in their list, in text order.
    order: Vec<usize>,
    /// Their spans in text order, each once.
    spans: Vec<Span>,
}

impl<'s> Given<'s> {
    pub(crate) fn new(names: &'s [Spotted]) -> Given<'s> {
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.sort_by_key(|&at| names[at].span);
        let mut spans: Vec<Span> = order.iter().map(|&at| names[at].span).collect();
        spans.dedup();
        Given { names, order, spans }
    }

    pub(crate) fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Decides what the names of a part mean. The mentions are theirs, in text order; what else is
    /// found in the text is only looked at.
    pub(crate) fn resolve(&self, context: Context<'_, '_>, hits: &mut Hits, work: &mut Workspace) {
        let first = |at: usize| self.spans.partition_point(|span| span.start < at);
        let spans = &self.spans[first(context.part.start)..first(context.part.end)];
        let is_given = |hit: &Hit| spans.binary_search(&hit.span()).is_ok();
        let mut given: Vec<Hit> = hits.names.iter().filter(|hit| is_given(hit)).copied().collect();
        let cover = Cover::new(spans.iter().copied());
        hits.names.retain(|hit| cover.over(hit.span()).is_none());
        select::longest(&mut hits.names, Hit::span, |_, _| {});
        // Those that are no whole words, or have something around them, are looked up.
        let unknown =
            spans.iter().filter(|span| given.binary_search_by_key(*span, Hit::span).is_err());
        let looked_up = unknown.flat_map(|&span| {
            let name = Some(name_in(cut::span(context.text, span)))
                .filter(|name| name.len() <= LONGEST_BYTES);
            name.into_iter()
                .flat_map(|name| context.layers.patterns(name))
                .map(move |pattern| Hit::new(span, pattern))
        });
        hits.names.extend(looked_up);
        hits.names.append(&mut given);
        // Of several layers the highest first.
        hits.names.sort_by_key(|hit| (hit.span(), Reverse(hit.pattern())));
        work.clear(context);
        weigh::weigh(Context { given: &self.spans, ..context }, hits, work);
        let first =
            |at: usize| self.order.partition_point(|&name| self.names[name].span.start < at);
        let order = &self.order[first(context.part.start)..first(context.part.end)];
        answer(order.iter().map(|&at| &self.names[at]), work);
    }

    /// Puts the mentions of all parts in the order in which the names were given.
    pub(crate) fn restore(&self, mentions: &mut [Resolution]) {
        let in_text = mentions.to_vec();
        self.order.iter().zip(in_text).for_each(|(&at, mention)| mentions[at] = mention);
    }
}

/// The longest name that is looked up, in bytes. Those of tables have at most a thousand
/// characters, but spaces count as one.
const LONGEST_BYTES: usize = 8 << 10;

/// The name that a span holds: without what is no word around it, and without a genitive.
fn name_in(found: &str) -> &str {
    let name = found.trim_matches(|c| !Class::of(c).is_word() && c != '.');
    facts::all(Fact::Genitive).find_map(|(_, genitive)| name.strip_suffix(genitive)).unwrap_or(name)
}

/// Makes of what was found the mentions that were asked for.
fn answer<'s>(spotted: impl Iterator<Item = &'s Spotted>, work: &mut Workspace) {
    let Workspace { resolutions, readings, .. } = work;
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
            score(&mut readings[first..]);
            readings[first..].sort_unstable_by(Reading::likelier);
        }
        resolutions
            .push(Resolution { span: name.span, readings: (first as u32, readings.len() as u32) });
    }
}
