//! Dictionaries one above the other, read as one.
//!
//! Entities, names and patterns are numbered through all layers, from the lowest up. What the same
//! thing has in several layers is brought together once, when a layer is put on top: an entity with
//! the id of a lower one takes its place, countries and regions are numbered alike by their codes,
//! and each layer's ordinary words hold back the names of all.

use crate::lexicon::{
    check::references::Entities,
    dictionary::{Case, CueHit, Dictionary, Hit, Hits, Sense, Spot, StoredSense},
    error::{Error, ErrorKind},
    gazetteer::{Below, Entity, Gazetteer, Language, Name, StoredForm, WordLangs},
    matcher::Level,
    model::Kind,
    text::fold::fold,
};
use std::{
    cmp::Reverse,
    collections::HashMap,
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// A number that no language of names has.
const NO_LANG: u16 = u16::MAX;

#[derive(Clone)]
struct Layer {
    dictionary: Arc<Dictionary>,
    /// The numbers of its first entity, name and pattern among those of all layers.
    entities: u32,
    names: u32,
    patterns: u32,
    /// Layers of the same rank are read as one dictionary; of others the higher one's word counts.
    rank: u32,
    /// The numbers of its areas among those of all layers, by its own; empty if they are the same.
    areas: Arc<[u16]>,
    /// The numbers of countries by code and of regions by id that no lower layer has. The lowest
    /// layer has none until they are asked for.
    codes: Option<Arc<HashMap<Box<str>, u16>>>,
    /// The highest number of an area in this and all lower layers, and one more.
    areas_len: usize,
    /// Its own numbers of no language and of English.
    neutral_langs: [Option<u16>; 2],
    /// Entities of lower layers with the one that has their id here, in the order of their
    /// numbers.
    replaced: Arc<[(u32, u32)]>,
    /// Its patterns that are ordinary words of a lower layer, and those of lower layers that are
    /// words of this one: each with the layer that has the word, in the order of their
    /// numbers.
    foreign_words: Arc<[(u32, u32, WordLangs)]>,
}

impl Layer {
    fn gazetteer(&self) -> &Gazetteer {
        self.dictionary.gazetteer()
    }
}

/// One or more dictionaries. Where layers disagree, the higher one wins.
#[derive(Clone)]
pub(crate) struct Layers {
    /// A number that no other dictionaries have.
    id: u64,
    /// Lowest first.
    layers: Vec<Layer>,
    /// Names that do not count, in the order of their numbers.
    hidden: Arc<[u32]>,
    /// Entities that do not count and have hidden names alone, in the order of their numbers.
    gone: Arc<[u32]>,
}

/// What a pattern may mean: a [`StoredSense`] with the number that its name, or the name it is a
/// form of, has among those of all layers.
#[derive(Clone, Copy)]
pub(crate) struct Meaning<'l> {
    pub sense: Sense,
    pub stored: &'l StoredSense,
    layer: &'l Layer,
    /// The number of the layer.
    at: usize,
}

impl<'l> Meaning<'l> {
    /// Whether the capitals of `found` are what it asks for.
    pub(crate) fn allows(&self, found: &str) -> bool {
        self.layer.dictionary.allows(self.stored, found)
    }

    /// The name it has; `None` for a cue.
    pub(crate) fn name(&self) -> Option<Name<'l>> {
        let number = self.layer.dictionary.name_of(self.stored.sense())?;
        Some(self.layer.gazetteer().name(number))
    }

    /// The form it is, if it is an inflected one.
    pub(crate) fn inflected(&self) -> Option<&'l StoredForm> {
        match self.stored.sense() {
            Sense::Inflected(form) => Some(self.layer.gazetteer().form(form)),
            _ => None,
        }
    }

    /// The languages that a form of it is one in.
    pub(crate) fn langs_of(&self, form: &StoredForm) -> WordLangs {
        self.layer.gazetteer().langs_of(form)
    }
}

impl Below for Layers {
    fn entity_called(&self, id: &str) -> Option<Entity<'_>> {
        self.get(id)
    }
}

impl Entities for Layers {
    fn find(&self, id: &str) -> Option<(Kind, Option<&str>)> {
        self.get(id).map(|entity| (entity.kind(), entity.country()))
    }

    fn has_regions(&self, country: &str) -> bool {
        self.layers.iter().any(|layer| layer.gazetteer().has_regions(country))
    }
}

impl Layers {
    /// A single layer.
    pub(crate) fn new(dictionary: Dictionary) -> Layers {
        let areas_len = dictionary.priors().areas_len();
        let layer = Layer {
            neutral_langs: neutral_langs(dictionary.gazetteer()),
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
                // Nobody has more areas than that; those beyond count for nothing.
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

    fn top(&self) -> &Layer {
        self.layers.last().expect("there is always one")
    }

    /// How many layers there are.
    pub(crate) fn len(&self) -> usize {
        self.layers.len()
    }

    /// The dictionaries, the lowest first.
    pub(crate) fn dictionaries(&self) -> impl DoubleEndedIterator<Item = &Dictionary> {
        self.layers.iter().map(|layer| &*layer.dictionary)
    }

    /// The lowest layer.
    pub(crate) fn lowest(&self) -> &Dictionary {
        &self.layers[0].dictionary
    }

    /// The instructions that text is looked at with.
    pub(crate) fn level(&self) -> Level {
        self.lowest().level()
    }

    /// The entity with this id: the highest layer's.
    pub(crate) fn get(&self, id: &str) -> Option<Entity<'_>> {
        self.number_of(id).map(|at| self.entity(at))
    }

    /// The entities that count, of the lowest layer first.
    pub(crate) fn entities(&self) -> impl Iterator<Item = Entity<'_>> {
        let all = self
            .layers
            .iter()
            .flat_map(|layer| (layer.entities..).zip(layer.gazetteer().entities()));
        all.filter(|&(number, entity)| self.number_of(entity.id()) == Some(number))
            .map(|(_, entity)| entity)
    }

    /// The number of the entity with this id: the highest layer's.
    fn number_of(&self, id: &str) -> Option<u32> {
        self.entities_of(id).map(|(_, entity)| entity).find(|&entity| !self.is_gone(entity))
    }

    /// The numbers of the entities with this id, the highest layer's first, each with its layer.
    pub(crate) fn entities_of(&self, id: &str) -> impl Iterator<Item = (usize, u32)> {
        let layers = self.layers.iter().enumerate().rev();
        layers.filter_map(move |(at, layer)| {
            Some((at, layer.entities + layer.gazetteer().index_of(id)?))
        })
    }

    /// The numbers of the names of entity number `at`, those of other layers' entities with its id
    /// not among them.
    pub(crate) fn names_of(&self, at: u32) -> impl Iterator<Item = u32> {
        let (_, layer) = self.layer(at, |layer| layer.entities);
        layer.gazetteer().names_of(at - layer.entities).map(|name| layer.names + name)
    }

    /// The gazetteer of a layer, and the numbers of its first entity and name among those of all
    /// layers.
    pub(crate) fn numbered(&self, layer: usize) -> (&Gazetteer, u32, u32) {
        let layer = &self.layers[layer];
        (layer.gazetteer(), layer.entities, layer.names)
    }

    /// The number of the first name that layer number `at` has or would have.
    pub(crate) fn first_name(&self, at: usize) -> u32 {
        let end = || self.top().names + self.top().gazetteer().names_len() as u32;
        self.layers.get(at).map_or_else(end, |layer| layer.names)
    }

    /// Name number `at`.
    pub(crate) fn name(&self, at: u32) -> Name<'_> {
        let (_, layer) = self.layer(at, |layer| layer.names);
        layer.gazetteer().name(at - layer.names)
    }

    /// Lets these names, and no others, count for nothing. They come in the order of their numbers.
    pub(crate) fn hide(&mut self, names: Vec<u32>) {
        self.hidden = names.into();
    }

    /// The names that count for nothing, in the order of their numbers.
    pub(crate) fn hidden(&self) -> &[u32] {
        &self.hidden
    }

    /// Whether a name counts for nothing.
    #[inline]
    pub(crate) fn is_hidden(&self, name: u32) -> bool {
        !self.hidden.is_empty() && self.hidden.binary_search(&name).is_ok()
    }

    /// Lets these entities, and no others, count for nothing: one of a lower layer with the same id
    /// has its place again. They come in the order of their numbers.
    pub(crate) fn dismiss(&mut self, entities: Vec<u32>) {
        self.gone = entities.into();
    }

    /// The entities that count for nothing, in the order of their numbers.
    pub(crate) fn gone(&self) -> &[u32] {
        &self.gone
    }

    /// Whether an entity counts for nothing.
    #[inline]
    pub(crate) fn is_gone(&self, entity: u32) -> bool {
        !self.gone.is_empty() && self.gone.binary_search(&entity).is_ok()
    }

    /// The entities that `name` may mean, with the name that says so.
    pub(crate) fn lookup(&self, name: &str) -> impl Iterator<Item = (Entity<'_>, Name<'_>)> {
        let patterns = self
            .layers
            .iter()
            .rev()
            .filter_map(|layer| Some((layer, layer.dictionary.pattern(name)?)));
        let named = patterns.map(|(layer, pattern)| {
            let senses = self.everything(layer.patterns + pattern);
            let names = senses
                .filter(|meaning| matches!(meaning.sense, Sense::Name(_) | Sense::Inflected(_)));
            let names = names.filter_map(|meaning| {
                Some((self.entity(self.entity_of(meaning)), meaning.name()?))
            });
            (layer.rank, names.collect::<Vec<_>>())
        });
        let mut highest = None;
        let named = named.filter(|(_, names)| !names.is_empty());
        named
            .take_while(move |&(rank, _)| *highest.get_or_insert(rank) == rank)
            .flat_map(|(_, names)| names)
    }

    /// The language of a text: the highest layer decides that has a table for it.
    pub(crate) fn detect_lang(&self, text: &str) -> Option<&str> {
        self.dictionaries().rfind(|dictionary| dictionary.has_detector())?.detect_lang(text)
    }

    /// What each layer knows of the language of a document.
    pub(crate) fn languages<'l>(
        &self,
        tag: Option<&str>,
        last: &'l mut Languages,
    ) -> &'l [Language] {
        let Languages { layers, tagged, tag: last_tag, languages } = last;
        if *layers != self.id || *tagged != tag.is_some() || last_tag != tag.unwrap_or_default() {
            (*layers, *tagged) = (self.id, tag.is_some());
            last_tag.clear();
            last_tag.push_str(tag.unwrap_or_default());
            self.look_up(tag, languages);
        }
        languages
    }

    fn look_up(&self, tag: Option<&str>, languages: &mut Vec<Language>) {
        languages.clear();
        languages.extend(self.layers.iter().map(|layer| layer.gazetteer().language(tag)));
        if languages.iter().any(|language| language.names.is_some()) {
            // A layer without names in it has names in other languages only.
            languages
                .iter_mut()
                .for_each(|language| language.names = language.names.or(Some(NO_LANG)));
        }
        let none = WordLangs::default();
        if languages.iter().any(|language| language.words != none) {
            // Of a layer without words in it the cues in English count.
            for (language, layer) in languages
                .iter_mut()
                .zip(&self.layers)
                .filter(|(language, _)| language.words == none)
            {
                language.cues = layer.gazetteer().english();
            }
        }
    }

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

    /// The same with hidden names.
    #[inline]
    fn all_senses(&self, pattern: u32) -> impl Iterator<Item = Meaning<'_>> {
        let (at, layer) = self.layer(pattern, |layer| layer.patterns);
        self.meanings(at, layer, layer.dictionary.senses(pattern - layer.patterns))
    }

    /// Everything that a pattern may mean, but for hidden names, however many things there are.
    fn everything(&self, pattern: u32) -> impl Iterator<Item = Meaning<'_>> {
        let (at, layer) = self.layer(pattern, |layer| layer.patterns);
        let all = self.meanings(at, layer, layer.dictionary.all_senses(pattern - layer.patterns));
        all.filter(|meaning| self.counts_for(meaning))
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

    /// Whether a name's language is neither the document's nor near it nor English, if both are
    /// known.
    #[inline]
    pub(crate) fn is_of_other_language(
        &self,
        meaning: Meaning<'_>,
        languages: &[Language],
    ) -> bool {
        let (Some(language), Some(name)) = (languages.get(meaning.at), meaning.name()) else {
            return false;
        };
        let lang = Some(name.row.lang.get());
        language.names.is_some()
            && ![language.names, language.sister].contains(&lang)
            && !meaning.layer.neutral_langs.contains(&lang)
    }

    /// The languages of the document, as the layer that means this numbers those with forms.
    #[inline]
    pub(crate) fn form_langs(&self, meaning: Meaning<'_>, languages: &[Language]) -> WordLangs {
        languages.get(meaning.at).map_or(WordLangs::default(), |language| language.forms)
    }

    /// Whether names in one of the languages take this ending, which begins with a mark, or family
    /// names do.
    pub(crate) fn is_suffix(&self, suffix: &[u8], languages: &[Language]) -> bool {
        self.layers
            .iter()
            .zip(languages)
            .any(|(layer, language)| layer.gazetteer().suffix(suffix).intersects(language.forms))
    }

    /// Whether a pattern is an ordinary word of one of the languages.
    #[inline]
    pub(crate) fn is_ordinary(&self, pattern: u32, languages: &[Language]) -> bool {
        let counts = |layer: usize, langs: WordLangs| {
            languages.get(layer).is_some_and(|language| langs.intersects(language.words))
        };
        let (at, layer) = self.layer(pattern, |layer| layer.patterns);
        if counts(at, layer.dictionary.common(pattern - layer.patterns)) {
            return true;
        }
        self.layers[at..].iter().any(|layer| {
            let first = layer.foreign_words.partition_point(|&(other, ..)| other < pattern);
            let mut foreign =
                layer.foreign_words[first..].iter().take_while(|&&(other, ..)| other == pattern);
            foreign.any(|&(_, layer, langs)| counts(layer as usize, langs))
        })
    }

    /// Whether a cue counts in one of the languages.
    pub(crate) fn counts(&self, cue: &CueHit, languages: &[Language]) -> bool {
        let (at, layer) = self.layer(cue.pattern, |layer| layer.patterns);
        languages.get(at).is_some_and(|language| {
            layer.gazetteer().cue(cue.number).langs().intersects(language.cues)
        })
    }

    /// Whether a folded word is an ordinary one of the languages.
    pub(crate) fn is_ordinary_word(&self, folded: &[u8], languages: &[Language]) -> bool {
        self.layers
            .iter()
            .zip(languages)
            .any(|(layer, language)| layer.gazetteer().word(folded).intersects(language.words))
    }

    /// Whether there are parts of people's names.
    pub(crate) fn have_parts(&self) -> bool {
        self.layers.iter().any(|layer| layer.gazetteer().parts_len() > 0)
    }

    /// Whether a folded word stands between the words of names of this kind in a language of this
    /// cue.
    pub(crate) fn joins_in(&self, cue: &CueHit, folded: &[u8], kind: Kind) -> bool {
        let (_, layer) = self.layer(cue.pattern, |layer| layer.patterns);
        layer.gazetteer().joins(folded, kind, layer.gazetteer().cue(cue.number).langs())
    }

    /// Whether a folded word stands between the words of names of this kind, in one of the
    /// languages or, without them, in any.
    pub(crate) fn joins(&self, folded: &[u8], kind: Kind, languages: Option<&[Language]>) -> bool {
        let langs = |at: usize| {
            languages.map_or(WordLangs::ALL, |languages| {
                languages.get(at).map_or(WordLangs::ALL, |own| own.cues)
            })
        };
        self.layers
            .iter()
            .enumerate()
            .any(|(at, layer)| layer.gazetteer().joins(folded, kind, langs(at)))
    }

    /// Whether a folded word leads to a place in one of the languages.
    pub(crate) fn leads(&self, folded: &[u8], languages: &[Language]) -> bool {
        self.layers
            .iter()
            .zip(languages)
            .any(|(layer, language)| layer.gazetteer().leads(folded, language.words))
    }

    /// Entity number `at`.
    #[inline]
    pub(crate) fn entity(&self, at: u32) -> Entity<'_> {
        let (_, layer) = self.layer(at, |layer| layer.entities);
        layer.gazetteer().entity(at - layer.entities)
    }

    /// The kind of entity number `at`.
    #[inline]
    pub(crate) fn kind(&self, at: u32) -> Kind {
        let (_, layer) = self.layer(at, |layer| layer.entities);
        layer.dictionary.priors().kind(at - layer.entities)
    }

    /// How likely an entity is to be meant, whatever the text.
    #[inline]
    pub(crate) fn prior(&self, at: u32) -> f32 {
        let (_, layer) = self.layer(at, |layer| layer.entities);
        layer.dictionary.priors().weight(at - layer.entities)
    }

    /// Where an entity lies.
    #[inline]
    pub(crate) fn spot(&self, at: u32) -> Spot {
        let (_, layer) = self.layer(at, |layer| layer.entities);
        let own = layer.dictionary.priors().spot(at - layer.entities);
        if layer.areas.is_empty() {
            return own;
        }
        let number = |area: u16| layer.areas.get(area as usize).copied().unwrap_or(0);
        Spot { country: number(own.country), region: number(own.region), ..own }
    }

    /// A number above those of all areas.
    pub(crate) fn areas_len(&self) -> usize {
        self.top().areas_len
    }

    /// The number of the country with this code, in capitals or not; 0 if none is known.
    pub(crate) fn country_number(&self, code: &str) -> u16 {
        let capitals = <[u8; 2]>::try_from(code.as_bytes())
            .map(|letters| letters.map(|letter| letter.to_ascii_uppercase()));
        let code = capitals
            .as_ref()
            .ok()
            .and_then(|letters| std::str::from_utf8(letters).ok())
            .unwrap_or(code);
        self.number_of(code)
            .filter(|&at| self.kind(at) == Kind::Country)
            .map_or(0, |at| self.spot(at).country)
    }

    /// The layer that global number `at` falls into; `first` gives a layer's first number.
    #[inline]
    fn layer(&self, at: u32, first: impl Fn(&Layer) -> u32) -> (usize, &Layer) {
        let mut higher = self.layers.iter().enumerate().skip(1).rev();
        higher.find(|(_, layer)| first(layer) <= at).unwrap_or((0, &self.layers[0]))
    }
}

/// What the layers know of a language, that of the last document: the next one's is mostly the
/// same.
#[derive(Debug, Default)]
pub(crate) struct Languages {
    /// The number of the layers; 0 if nothing was asked yet.
    layers: u64,
    /// Whether the document had a tag, and which.
    tagged: bool,
    tag: String,
    languages: Vec<Language>,
}

/// A number above 0 that was not given yet.
fn new_id() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed) + 1
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

fn sorted<T, K: Ord>(items: impl Iterator<Item = T>, key: impl Fn(&T) -> K) -> Arc<[T]> {
    let mut items = Vec::from_iter(items);
    items.sort_unstable_by_key(key);
    items.into()
}

fn neutral_langs(gazetteer: &Gazetteer) -> [Option<u16>; 2] {
    ["", "en"].map(|lang| gazetteer.lang_number(lang))
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
