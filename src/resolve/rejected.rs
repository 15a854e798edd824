//! Hits that became no mentions, kept where the caller asks why.

use super::{Context, Reading, Resolution, Workspace, cover::Cover};
use crate::lexicon::{
    dictionary::{Hit, Hits},
    span::Span,
};
use std::{collections::HashSet, fmt};

/// Why a hit became no mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rejection {
    /// Another hit or mention covers some of its text: this one.
    Overlapped(Span),
    /// More speaks against its readings than for them.
    Unlikely,
    /// Its capitals are not those that the name asks for.
    Capitals,
    /// The caller wants none of this kind, or no demonyms.
    NotWanted,
}

impl Rejection {
    /// The word for it in JSON: `overlapped`, `unlikely`, `capitals`, `not_wanted`.
    pub fn as_str(self) -> &'static str {
        match self {
            Rejection::Overlapped(_) => "overlapped",
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

/// The rejected hits of a text, if they are asked for.
pub(crate) type Rejects = Option<Vec<(Resolution, Rejection)>>;

impl Workspace {
    /// The mentions so far, to be compared with what becomes of them; none if nobody asks.
    pub(crate) fn watch(&self) -> Vec<Resolution> {
        if self.rejected.is_some() { self.resolutions.clone() } else { Vec::new() }
    }

    /// Records the mentions of `before` that were dropped since.
    pub(crate) fn reject(&mut self, before: Vec<Resolution>, why: impl Fn(Span) -> Rejection) {
        let Some(rejected) = &mut self.rejected else { return };
        let kept: HashSet<u32> =
            self.resolutions.iter().map(|resolution| resolution.readings.0).collect();
        let lost = before.into_iter().filter(|resolution| !kept.contains(&resolution.readings.0));
        rejected.extend(lost.map(|resolution| (resolution, why(resolution.span))));
    }

    /// Keeps those mentions of `before` that others have taken the place of.
    pub(super) fn reject_overlapped(&mut self, before: Vec<Resolution>) {
        if self.rejected.is_some() {
            let cover = self.cover();
            self.reject(before, |span| overlapped(span, &cover));
        }
    }

    /// The spans of the mentions.
    pub(super) fn cover(&self) -> Cover {
        Cover::new(self.resolutions.iter().map(|resolution| resolution.span))
    }

    /// Keeps a hit that nothing was weighed of, with all it may mean.
    pub(super) fn reject_hit(&mut self, context: Context<'_, '_>, hit: Hit, why: Rejection) {
        let Some(rejected) = &mut self.rejected else { return };
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
        rejected.push((Resolution { span: hit.span(), readings }, why));
    }
}

impl Hits {
    /// The names found so far, if rejected hits are asked for.
    pub(super) fn watch(&self) -> Vec<Hit> {
        if self.refused.is_some() { self.names.clone() } else { Vec::new() }
    }

    /// Those hits of `before` that lost to others, with the span of one that they overlap.
    pub(super) fn lost(&self, before: Vec<Hit>) -> Vec<(Hit, Rejection)> {
        if before.is_empty() {
            return Vec::new();
        }
        let kept: HashSet<Hit> = self.names.iter().copied().collect();
        let cover = Cover::new(self.names.iter().map(Hit::span));
        let lost = before.into_iter().filter(|hit| !kept.contains(hit));
        lost.map(|hit| (hit, overlapped(hit.span(), &cover))).collect()
    }
}

/// The reason of what lost to one of the spans that were `kept`.
pub(super) fn overlapped(lost: Span, kept: &Cover) -> Rejection {
    kept.over(lost).map_or(Rejection::Unlikely, Rejection::Overlapped)
}
