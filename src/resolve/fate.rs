//! The fate of hits that became no mentions, recorded where the caller asks why.
//!
//! Each step that drops a hit records its fate at once; unless the caller asks, that does nothing.

use super::{Context, Reading, Resolution, Workspace};
use crate::lexicon::{
    dictionary::{Hit, Hits},
    span::Span,
};
use std::fmt;

/// Why a hit became no mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rejection {
    /// Another hit or mention covers some of its text: this one.
    Overlapped(Span),
    /// The same words are likelier a name of no table, or the short form of one.
    Outweighed,
    /// More speaks against its readings than for them.
    Unlikely,
    /// Its capitals are not those that the name asks for.
    Capitals,
    /// The caller wants none of this kind, or no demonyms.
    NotWanted,
}

impl Rejection {
    /// The word for it in JSON: `overlapped`, `outweighed`, `unlikely`, `capitals`, `not_wanted`.
    pub fn as_str(self) -> &'static str {
        match self {
            Rejection::Overlapped(_) => "overlapped",
            Rejection::Outweighed => "outweighed",
            Rejection::Unlikely => "unlikely",
            Rejection::Capitals => "capitals",
            Rejection::NotWanted => "not_wanted",
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The hits that became no mentions, each with the reason, if the caller asks for them.
#[derive(Debug, Default)]
pub(crate) struct Fates(Option<Vec<(Resolution, Rejection)>>);

impl Fates {
    /// Records fates from now on.
    pub(crate) fn ask(&mut self) {
        self.0 = Some(Vec::new());
    }

    pub(super) fn are_asked_for(&self) -> bool {
        self.0.is_some()
    }

    pub(super) fn clear(&mut self) {
        self.0.iter_mut().for_each(Vec::clear);
    }

    #[inline]
    pub(crate) fn record(&mut self, hit: Resolution, why: Rejection) {
        if let Some(fates) = &mut self.0 {
            fates.push((hit, why));
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (Resolution, Rejection)> {
        self.0.iter().flatten().copied()
    }
}

impl Workspace {
    /// Records the fate of a hit whose evidence was not looked at, with all it may mean.
    pub(super) fn record_hit(&mut self, context: Context<'_, '_>, hit: Hit, why: Rejection) {
        if !self.fates.are_asked_for() {
            return;
        }
        let first = self.readings.len();
        for meaning in
            context.layers.senses(hit.pattern()).filter(|meaning| meaning.name().is_some())
        {
            let entity = context.layers.entity_of(meaning);
            if self.readings[first..].iter().any(|reading| reading.entity == Some(entity)) {
                continue;
            }
            self.readings.push(Reading::new(
                context.layers.kind(entity),
                Some(entity),
                Some(meaning.sense),
                hit.span(),
            ));
        }
        let readings = (first as u32, self.readings.len() as u32);
        self.fates.record(Resolution { span: hit.span(), readings }, why);
    }

    /// Records the hits whose capitals are not what their names ask for.
    pub(super) fn record_refused(&mut self, context: Context<'_, '_>, hits: &Hits) {
        for &hit in hits.refused.iter().flatten() {
            self.record_hit(context, hit, Rejection::Capitals);
        }
    }
}
