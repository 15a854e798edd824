//! Puts dictionaries one above the other.

use super::{Layer, Layers};
use crate::lexicon::{
    dictionary::Dictionary,
    error::{Error, ErrorKind},
    gazetteer::{Gazetteer, WordLangs},
    text::fold::fold,
};
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

impl Layers {
    /// A single layer.
    pub(crate) fn new(dictionary: Dictionary) -> Layers {
        let areas_len = dictionary.priors().areas_len();
        let layer = Layer {
            neutral_langs: neutral_langs(dictionary.gazetteer()),
            first_langs: dictionary.gazetteer().first_langs().into(),
            dictionary: Arc::new(dictionary),
            entities: 0,
            names: 0,
            patterns: 0,
            rank: 0,
            areas: Arc::default(),
            codes: None,
            areas_len,
            replaced: Arc::default(),
            foreign_words: Arc::default(),
        };
        Layers { id: new_id(), layers: vec![layer], hidden: Arc::default(), gone: Arc::default() }
    }

    /// Puts another layer on top: above the others, or `beside` the highest, to be read with it as
    /// one dictionary.
    ///
    /// # Errors
    /// If all layers together have more than 2³² entities, names or patterns.
    ///
    /// # Complexity
    /// O(s log l) for each lower layer, s the entities and names of the smaller of both and l those
    /// of the larger; O(n) in the entities of the new layer, and of the lowest when it gets its
    /// first.
    pub(crate) fn push(&mut self, dictionary: Arc<Dictionary>, beside: bool) -> Result<(), Error> {
        let top = self.top();
        let number = |first: u32, len: usize| {
            u32::try_from(first as usize + len).map_err(|_| {
                Error::new("dictionary", "too many names in all layers together")
                    .of(ErrorKind::Dictionary)
            })
        };
        let gazetteer = dictionary.gazetteer();
        let mut layer = Layer {
            entities: number(top.entities, top.gazetteer().len())?,
            names: number(top.names, top.gazetteer().names_len())?,
            patterns: number(top.patterns, top.dictionary.patterns_end() as usize)?,
            rank: top.rank + u32::from(!beside),
            areas: Arc::default(),
            codes: None,
            areas_len: top.areas_len,
            neutral_langs: neutral_langs(gazetteer),
            first_langs: gazetteer.first_langs().into(),
            replaced: Arc::default(),
            foreign_words: Arc::default(),
            dictionary: dictionary.clone(),
        };
        number(layer.entities, gazetteer.len())?;
        number(layer.names, gazetteer.names_len())?;
        number(layer.patterns, dictionary.patterns_end() as usize)?;
        self.number_areas(&mut layer);
        layer.replaced =
            sorted(self.layers.iter().flat_map(|lower| same_ids(lower, &layer)), |&(entity, _)| {
                entity
            });
        layer.foreign_words =
            sorted(self.foreign_words(&layer), |&(pattern, layer, _)| (pattern, layer));
        self.layers.push(layer);
        self.id = new_id();
        Ok(())
    }

    /// The patterns of `layer`, to be put on top, that are ordinary words of the others, and those
    /// of the others that are words of it.
    fn foreign_words<'l>(
        &'l self,
        layer: &'l Layer,
    ) -> impl Iterator<Item = (u32, u32, WordLangs)> + 'l {
        let words = move |words: &Layer, of: usize, patterns: &Layer| {
            let first = patterns.patterns;
            let found = ordinary_words(words.gazetteer(), &patterns.dictionary);
            found.into_iter().map(move |(pattern, langs)| (first + pattern, of as u32, langs))
        };
        let lower = self.layers.iter().enumerate();
        lower.flat_map(move |(at, lower)| {
            words(lower, at, layer).chain(words(layer, self.layers.len(), lower))
        })
    }

    /// Does what the first layer on top needs, so that each next one is put there without looking
    /// at all entities below.
    pub(crate) fn prepare(&mut self) {
        let lowest = &mut self.layers[0];
        if lowest.codes.is_none() {
            let codes = lowest
                .dictionary
                .priors()
                .codes(lowest.gazetteer())
                .map(|(code, number)| (code.into(), number))
                .collect();
            lowest.codes = Some(Arc::new(codes));
        }
    }

    /// Puts all layers of `upper` on top.
    pub(crate) fn push_all(&mut self, upper: &Layers) -> Result<(), Error> {
        let first = self.layers.len();
        let mut rank = None;
        for layer in &upper.layers {
            self.push(layer.dictionary.clone(), rank.replace(layer.rank) == Some(layer.rank))?;
        }
        let Layer { names, entities, .. } = self.layers[first];
        self.hidden = self
            .hidden
            .iter()
            .copied()
            .chain(upper.hidden.iter().map(|name| names + name))
            .collect();
        self.gone = self
            .gone
            .iter()
            .copied()
            .chain(upper.gone.iter().map(|entity| entities + entity))
            .collect();
        Ok(())
    }

    /// Takes all but the lowest layers away.
    pub(crate) fn truncate(&mut self, len: usize) {
        let Some(&Layer { names, entities, .. }) = self.layers.get(len) else { return };
        for (numbers, end) in [(&mut self.hidden, names), (&mut self.gone, entities)] {
            let kept = numbers.partition_point(|&number| number < end);
            if kept < numbers.len() {
                *numbers = numbers[..kept].into();
            }
        }
        self.layers.truncate(len);
        self.id = new_id();
    }

    /// Gives the areas of a layer to be put on top their numbers among those of all layers.
    fn number_areas(&mut self, layer: &mut Layer) {
        self.prepare();
        let mut numbers = vec![0; layer.dictionary.priors().areas_len()];
        let mut codes = HashMap::new();
        for (code, own) in layer.dictionary.priors().codes(layer.dictionary.gazetteer()) {
            let known =
                self.layers.iter().find_map(|lower| lower.codes.as_ref()?.get(code).copied());
            let number = known.unwrap_or_else(|| {
                // At most 65,535 areas have a number; any beyond get 0, "no area".
                let Ok(number) = u16::try_from(layer.areas_len) else { return 0 };
                layer.areas_len += 1;
                codes.insert(code.into(), number);
                number
            });
            if let Some(place) = numbers.get_mut(own as usize) {
                *place = number;
            }
        }
        (layer.areas, layer.codes) = (numbers.into(), Some(Arc::new(codes)));
    }
}

/// A number above 0 that was not given yet.
fn new_id() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed) + 1
}

fn sorted<T, K: Ord>(items: impl Iterator<Item = T>, key: impl Fn(&T) -> K) -> Arc<[T]> {
    let mut items = Vec::from_iter(items);
    items.sort_unstable_by_key(key);
    items.into()
}

fn neutral_langs(gazetteer: &Gazetteer) -> [Option<u16>; 2] {
    ["", "en"].map(|lang| gazetteer.first_lang(lang))
}

/// The entities of `lower` whose ids `upper` has too, with those.
fn same_ids(lower: &Layer, upper: &Layer) -> Vec<(u32, u32)> {
    let (small, large) = if upper.gazetteer().len() <= lower.gazetteer().len() {
        (upper, lower)
    } else {
        (lower, upper)
    };
    let entities = small.gazetteer().entities().enumerate();
    let same = entities.filter_map(|(at, entity)| {
        let pair =
            (small.entities + at as u32, large.entities + large.gazetteer().index_of(entity.id())?);
        Some((pair.0.min(pair.1), pair.0.max(pair.1)))
    });
    same.collect()
}

/// The patterns of `dictionary` that are ordinary words of `gazetteer`.
fn ordinary_words(gazetteer: &Gazetteer, dictionary: &Dictionary) -> Vec<(u32, WordLangs)> {
    if gazetteer.words_len() <= dictionary.patterns_end() as usize {
        gazetteer
            .words()
            .filter_map(|(word, langs)| Some((dictionary.pattern(word)?, langs)))
            .collect()
    } else {
        let words = dictionary
            .patterns()
            .map(|(pattern, spelling)| (pattern, gazetteer.word(fold(spelling).as_bytes())));
        words.filter(|(_, langs)| *langs != WordLangs::default()).collect()
    }
}
