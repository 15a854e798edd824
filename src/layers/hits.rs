//! Finds the names of all layers in a text, and what each may mean.

use super::{Layer, Layers, Meaning};
use crate::lexicon::dictionary::{Case, CueHit, Hit, Hits, Sense, StoredSense};
use std::{cmp::Reverse, ops::Range};

impl Layers {
    /// Finds the names and cues that begin in `part` of `text`, in the order of their spans. Where
    /// several layers have names at a span they stand together, the highest first. Returns how
    /// far it looked: nothing that begins before is missing.
    pub(crate) fn find(
        &self,
        text: &str,
        part: Range<usize>,
        case: Case,
        hits: &mut Hits,
    ) -> usize {
        hits.clear();
        let mut done = text.len();
        for layer in &self.layers {
            done = done.min(layer.dictionary.find(text, part.clone(), case, layer.patterns, hits));
        }
        if self.layers.len() > 1 {
            hits.names.sort_unstable_by_key(|hit| (hit.span(), Reverse(hit.pattern())));
            hits.cues.sort_unstable_by_key(|cue| (cue.span, Reverse(cue.pattern), cue.number));
            drop_repeated(&mut hits.cues);
            hits.parts.sort_unstable_by_key(|part| part.span);
        }
        if !self.hidden.is_empty() {
            self.drop_hidden(text, case, hits);
        }
        done
    }

    /// Drops the hits that only hidden names have, and keeps where they stood.
    fn drop_hidden(&self, text: &str, case: Case, hits: &mut Hits) {
        let Hits { names, removed, .. } = hits;
        names.retain(|hit| {
            let found = &text[hit.span().range()];
            let is_name =
                |meaning: &Meaning<'_>| !matches!(meaning.sense, Sense::Cue(_) | Sense::Part(_));
            let allowed = |meaning: &Meaning<'_>| {
                is_name(meaning) && (case == Case::Ignore || meaning.allows(found))
            };
            let counts = self.senses(hit.pattern()).any(|meaning| allowed(&meaning));
            // A removed person's last word may be that of somebody else.
            let in_full = |meaning: Meaning<'_>| {
                allowed(&meaning) && !matches!(meaning.sense, Sense::LastWord(_))
            };
            if !counts && self.all_senses(hit.pattern()).any(in_full) {
                removed.push(hit.span());
            }
            counts
        });
        // Several layers may have a name there, and one of them a name that counts.
        removed.dedup();
        removed.retain(|removed| names.binary_search_by_key(removed, Hit::span).is_err());
    }

    /// The patterns that `name` is written like, one for each layer that has some.
    pub(crate) fn patterns(&self, name: &str) -> impl Iterator<Item = u32> {
        self.layers
            .iter()
            .filter_map(move |layer| Some(layer.patterns + layer.dictionary.pattern(name)?))
    }

    /// What the pattern of a hit may mean in a text, but for hidden names: the best known things,
    /// if there are very many.
    #[inline]
    pub(crate) fn senses(&self, pattern: u32) -> impl Iterator<Item = Meaning<'_>> {
        self.all_senses(pattern).filter(|meaning| self.counts_for(meaning))
    }

    /// The same with hidden names.
    #[inline]
    fn all_senses(&self, pattern: u32) -> impl Iterator<Item = Meaning<'_>> {
        let (at, layer) = self.layer(pattern, |layer| layer.patterns);
        self.meanings(at, layer, layer.dictionary.senses(pattern - layer.patterns))
    }

    /// Everything that a pattern may mean, but for hidden names, however many things there are.
    pub(super) fn everything(&self, pattern: u32) -> impl Iterator<Item = Meaning<'_>> {
        let (at, layer) = self.layer(pattern, |layer| layer.patterns);
        let all = self.meanings(at, layer, layer.dictionary.all_senses(pattern - layer.patterns));
        all.filter(|meaning| self.counts_for(meaning))
    }

    /// Whether something that a pattern may mean is no hidden name.
    #[inline]
    fn counts_for(&self, meaning: &Meaning<'_>) -> bool {
        match meaning.sense {
            Sense::Name(name) | Sense::LastWord(name) | Sense::Inflected(name) => {
                !self.is_hidden(name)
            }
            Sense::Cue(_) | Sense::Part(_) => true,
        }
    }

    #[inline]
    fn meanings<'l>(
        &'l self,
        at: usize,
        layer: &'l Layer,
        senses: impl Iterator<Item = &'l StoredSense>,
    ) -> impl Iterator<Item = Meaning<'l>> {
        senses.map(move |stored| {
            let sense = match stored.sense() {
                Sense::Name(name) => Sense::Name(layer.names.saturating_add(name)),
                Sense::LastWord(name) => Sense::LastWord(layer.names.saturating_add(name)),
                Sense::Inflected(form) => Sense::Inflected(
                    layer.names.saturating_add(layer.gazetteer().form(form).name.get()),
                ),
                other => other,
            };
            Meaning { sense, stored, layer, at }
        })
    }

    /// The rank of the layer that a pattern is of: where two layers have a name, the one of the
    /// higher rank says what it means.
    #[inline]
    pub(crate) fn rank(&self, pattern: u32) -> u32 {
        self.layer(pattern, |layer| layer.patterns).1.rank
    }

    /// The number of the entity whose name this is; if a higher layer has its id too, of that
    /// one's.
    #[inline]
    pub(crate) fn entity_of(&self, meaning: Meaning<'_>) -> u32 {
        let own = meaning.name().map_or(u32::MAX, |name| name.row.entity.get());
        let entity = meaning.layer.entities.saturating_add(own);
        let replaced = |layer: &Layer| {
            let at = layer.replaced.binary_search_by_key(&entity, |&(lower, _)| lower).ok()?;
            Some(layer.replaced[at].1).filter(|&by| !self.is_gone(by))
        };
        self.layers[meaning.at + 1..].iter().rev().find_map(replaced).unwrap_or(entity)
    }

    /// Prefetches the rows that [`prior`](Self::prior), [`spot`](Self::spot) and the like read.
    #[inline]
    pub(crate) fn prefetch(&self, hit: &Hit) {
        for meaning in self.senses(hit.pattern()) {
            if let Some(name) = meaning.name() {
                meaning.layer.dictionary.priors().prefetch(name.row.entity.get());
            }
        }
    }
}

/// Keeps of cues of one span, kind and side the first.
fn drop_repeated(cues: &mut Vec<CueHit>) {
    let mut kept = 0;
    for at in 0..cues.len() {
        let cue = cues[at];
        let mut same_span = cues[..kept].iter().rev().take_while(|other| other.span == cue.span);
        if !same_span.any(|other| (other.kind, other.side) == (cue.kind, cue.side)) {
            cues[kept] = cue;
            kept += 1;
        }
    }
    cues.truncate(kept);
}
