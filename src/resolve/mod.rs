//! Which entity a hit means, if any.
//!
//! A text becomes mentions in five steps, which [`resolve`] takes one after the other:
//!
//! 1. [`select`]: of overlapping hits the longest stay, unless the caller wants all.
//! 2. [`weigh`]: every reading of a hit gathers evidence, in log-odds: what its name and its
//!    neighbours say ([`weigh::here`]), what the name beside it says ([`weigh::contained`]), and
//!    what the rest of the document says ([`weigh::document`]).
//! 3. [`decide`]: the readings and "no name at all" share the probability, and hits that are
//!    likelier no names are dropped.
//! 4. [`unlisted`]: names that no table has, found by their form and their neighbours.
//! 5. [`endings`]: a mention takes in the ending behind it.
//!
//! Where the caller asks why, each step records the [`fate`] of the hits that it drops.

#![deny(clippy::string_slice, reason = "only `text::cut` cuts text at computed places")]

mod cover;
mod decide;
mod endings;
mod evidence;
mod fate;
mod found;
pub(crate) mod parts;
mod reading;
mod select;
pub(crate) mod spotted;
mod unlisted;
mod weigh;
mod weights;

use crate::{
    layers::Layers,
    lexicon::{
        dictionary::{Case, Hits},
        gazetteer::Language,
        scratch::trim,
        span::Span,
    },
    settings::Overlaps,
};
use evidence::Log;
pub use evidence::{Evidence, Reason};
pub(crate) use fate::Fates;
pub use fate::Rejection;
pub(crate) use found::{Candidate, Found, Recent};
pub(crate) use reading::{Reading, Resolution};
pub use spotted::Spotted;
use weigh::document::Focus;

/// A text, what the caller says about it, and what it is to be read with.
#[derive(Clone, Copy)]
pub(crate) struct Context<'d, 't> {
    pub layers: &'d Layers,
    /// The text up to the end of the part that is read now: what stands behind it belongs to names
    /// of the next part, so no rule sees it.
    pub text: &'t str,
    /// Where the part of the text begins and ends that is read now.
    pub part: Span,
    /// The language of the document, as each layer numbers it.
    pub languages: &'d [Language],
    /// The number of the country it comes from; 0 if that is not known.
    pub country: u16,
    pub case: Case,
    pub overlaps: Overlaps,
    /// Spans that are said to be names, in order.
    pub given: &'d [Span],
}

impl Context<'_, '_> {
    /// Whether the caller says that this is a name.
    fn is_given(&self, span: Span) -> bool {
        !self.given.is_empty() && self.given.binary_search(&span).is_ok()
    }
}

/// The work memory in which the meaning of the hits of a part of a text is decided. It can be used
/// again for another.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    pub resolutions: Vec<Resolution>,
    pub readings: Vec<Reading>,
    pub log: Log,
    pub fates: Fates,
    focus: Focus,
    unlisted: unlisted::Scratch,
}

impl Workspace {
    fn clear(&mut self, context: Context<'_, '_>) {
        let Workspace { resolutions, readings, log, fates, focus: _, unlisted: _ } = self;
        resolutions.clear();
        readings.clear();
        log.clear(context.part.start);
        fates.clear();
    }

    /// Gives back the memory of a part with many names.
    pub(crate) fn trim(&mut self) {
        let Workspace { resolutions, readings, log, fates: _, focus, unlisted } = self;
        trim(resolutions);
        trim(readings);
        log.trim();
        focus.trim();
        unlisted.trim();
    }
}

/// Decides what the hits in a part of a text mean. `hits` loses those that overlap others, if the
/// caller wants none of these.
pub(crate) fn resolve(context: Context<'_, '_>, hits: &mut Hits, work: &mut Workspace) {
    work.clear(context);
    select::hits(context, hits, work);
    weigh::weigh(context, hits, work);
    decide::decide(work);
    select::mentions(context, work);
    unlisted::read(context, hits, work);
    endings::read(context, work);
}
