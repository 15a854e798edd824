//! Dictionaries one above the other, read as one.
//!
//! Entities, names and patterns are numbered through all layers, from the lowest up. What the same thing has in several layers is brought
//! together once, when a layer is put on top: an entity with the id of a lower one takes its place, countries and regions are numbered alike
//! by their codes, and each layer's ordinary words hold back the names of all.

use crate::{
    dictionary::{Case, CueHit, Dictionary, Hit, Hits, Sense, StoredSense},
    entity::{Entity, Kind, Name},
    error::Error,
    gazetteer::{Gazetteer, Language, StoredForm, WordLangs},
    matcher::Level,
    resolve::{Priors, Spot},
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

/// A dictionary with what its entities bring along.
pub(crate) struct Part {
    pub dictionary: Dictionary,
    pub priors: Priors,
}

#[derive(Clone)]
struct Layer {
    part: Arc<Part>,
    /// The numbers of its first entity, name and pattern among those of all layers.
    entities: u32,
    names: u32,
    patterns: u32,
    /// The numbers of its areas among those of all layers, by its own; empty if they are the same.
    areas: Vec<u16>,
    /// Its own numbers of no language and of English.
    neutral_langs: [Option<u16>; 2],
}

impl Layer {
    fn gazetteer(&self) -> &Gazetteer {
        self.part.dictionary.gazetteer()
    }
}

/// One or more dictionaries. Of what they say differently the higher one's word counts.
#[derive(Clone)]
pub(crate) struct Layers {
    /// A number that no other dictionaries have.
    id: u64,
    /// Lowest first.
    layers: Vec<Layer>,
    /// Entities with the one of a higher layer that has their id, in the order of their numbers.
    replaced: Vec<(u32, u32)>,
    /// Names that do not count, in the order of their numbers.
    hidden: Vec<u32>,
    /// Patterns that are ordinary words of another layer, with that layer, in the order of their numbers.
    foreign_words: Vec<(u32, u32, WordLangs)>,
    /// The numbers of countries by code and of regions by id, where more than one layer has to agree on them.
    codes: Arc<HashMap<Box<str>, u16>>,
    /// The highest number of an area, and one more.
    areas_len: usize,
}

/// What a pattern may mean: a [`StoredSense`] with the number that its name, or the name it is a form of, has among those of all layers.
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
        self.layer.part.dictionary.allows(self.stored, found)
    }

    /// The name it has; `None` for a cue.
    pub(crate) fn name(&self) -> Option<Name<'l>> {
        let number = self.layer.part.dictionary.name_of(self.stored.sense())?;
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

impl Layers {
    /// A single layer.
    pub(crate) fn new(dictionary: Dictionary, priors: Priors) -> Layers {
        let areas_len = priors.areas_len();
        let layer = Layer {
            neutral_langs: neutral_langs(dictionary.gazetteer()),
            part: Arc::new(Part { dictionary, priors }),
            entities: 0,
            names: 0,
            patterns: 0,
            areas: Vec::new(),
        };
        Layers {
            id: new_id(),
            layers: vec![layer],
            replaced: Vec::new(),
            hidden: Vec::new(),
            foreign_words: Vec::new(),
            codes: Arc::default(),
            areas_len,
        }
    }

    /// Puts another layer on top.
    ///
    /// # Errors
    /// If all layers together have more than 2³² entities, names or patterns.
    ///
    /// # Complexity
    /// O(s log l) for each lower layer, s the entities and names of the smaller of both and l those of the larger; O(n) in the entities of
    /// the new layer, and of the lowest when it gets its first.
    pub(crate) fn push(&mut self, part: Arc<Part>) -> Result<(), Error> {
        let top = self.layers.last().expect("there is always one");
        let number = |first: u32, len: usize| {
            u32::try_from(first as usize + len).map_err(|_| Error::new("dictionary", "too many names in all layers together"))
        };
        let gazetteer = part.dictionary.gazetteer();
        let layer = Layer {
            entities: number(top.entities, top.gazetteer().len())?,
            names: number(top.names, top.gazetteer().names_len())?,
            patterns: number(top.patterns, top.part.dictionary.patterns_end() as usize)?,
            areas: Vec::new(),
            neutral_langs: neutral_langs(gazetteer),
            part: part.clone(),
        };
        number(layer.entities, gazetteer.len())?;
        number(layer.names, gazetteer.names_len())?;
        number(layer.patterns, part.dictionary.patterns_end() as usize)?;
        let areas = self.number_areas(&part);
        let layer = Layer { areas, ..layer };
        for (at, lower) in self.layers.iter().enumerate() {
            self.replaced.extend(same_ids(lower, &layer));
            let words = |words: &Layer, of: usize, patterns: &Layer| {
                let first = patterns.patterns;
                let found = ordinary_words(words.gazetteer(), &patterns.part.dictionary);
                found.into_iter().map(move |(pattern, langs)| (first + pattern, of as u32, langs))
            };
            self.foreign_words.extend(words(lower, at, &layer));
            self.foreign_words.extend(words(&layer, self.layers.len(), lower));
        }
        // Of several that take the place of an entity the highest, which was found last, does.
        self.replaced.sort_unstable_by_key(|&(entity, by)| (entity, Reverse(by)));
        self.replaced.dedup_by_key(|&mut (entity, _)| entity);
        self.foreign_words.sort_unstable_by_key(|&(pattern, layer, _)| (pattern, layer));
        self.layers.push(layer);
        self.id = new_id();
        Ok(())
    }

    /// Does what the first layer on top needs, so that each next one is put there without looking at all entities below.
    pub(crate) fn prepare(&mut self) {
        if self.codes.is_empty()
            && let [lowest] = &*self.layers
        {
            self.codes = Arc::new(lowest.part.priors.codes(lowest.gazetteer()).map(|(code, number)| (code.into(), number)).collect());
        }
    }

    /// Puts all layers of `upper` on top.
    pub(crate) fn push_all(&mut self, upper: &Layers) -> Result<(), Error> {
        let (first, names) = (self.layers.len(), upper.hidden.as_slice());
        upper.layers.iter().try_for_each(|layer| self.push(layer.part.clone()))?;
        let moved = self.layers[first].names;
        self.hidden.extend(names.iter().map(|name| moved + name));
        Ok(())
    }

    /// The numbers among those of all layers that the areas of a new layer get.
    fn number_areas(&mut self, part: &Part) -> Vec<u16> {
        self.prepare();
        let mut numbers = vec![0; part.priors.areas_len()];
        for (code, own) in part.priors.codes(part.dictionary.gazetteer()) {
            let number = self.codes.get(code).copied().unwrap_or_else(|| {
                // Nobody has more areas than that; those beyond count for nothing.
                let Ok(number) = u16::try_from(self.areas_len) else { return 0 };
                self.areas_len += 1;
                Arc::make_mut(&mut self.codes).insert(code.into(), number);
                number
            });
            if let Some(place) = numbers.get_mut(own as usize) {
                *place = number;
            }
        }
        numbers
    }

    /// How many layers there are.
    pub(crate) fn len(&self) -> usize {
        self.layers.len()
    }

    /// The dictionaries, the lowest first.
    pub(crate) fn dictionaries(&self) -> impl DoubleEndedIterator<Item = &Dictionary> {
        self.layers.iter().map(|layer| &layer.part.dictionary)
    }

    /// The lowest layer.
    pub(crate) fn lowest(&self) -> &Part {
        &self.layers[0].part
    }

    /// The instructions that text is looked at with.
    pub(crate) fn level(&self) -> Level {
        self.lowest().dictionary.level()
    }

    /// The entity with this id: the highest layer's.
    pub(crate) fn get(&self, id: &str) -> Option<Entity<'_>> {
        self.dictionaries().rev().find_map(|dictionary| dictionary.gazetteer().get(id))
    }

    /// The numbers of the names of the entity with this id, in all layers.
    pub(crate) fn names_of(&self, id: &str) -> impl Iterator<Item = u32> {
        self.layers.iter().flat_map(move |layer| {
            let names = layer.gazetteer().index_of(id).map_or(0..0, |entity| layer.gazetteer().names_of(entity));
            names.map(|name| layer.names + name)
        })
    }

    /// Name number `at`.
    pub(crate) fn name(&self, at: u32) -> Name<'_> {
        let (_, layer) = self.layer(at, |layer| layer.names);
        layer.gazetteer().name(at - layer.names)
    }

    /// Lets these names, and no others, count for nothing.
    pub(crate) fn hide(&mut self, mut names: Vec<u32>) {
        names.sort_unstable();
        self.hidden = names;
    }

    /// The names that count for nothing, in the order of their numbers.
    pub(crate) fn hidden(&self) -> &[u32] {
        &self.hidden
    }

    /// The entities that `name` may mean, with the name that says so.
    pub(crate) fn lookup(&self, name: &str) -> impl Iterator<Item = (Entity<'_>, Name<'_>)> {
        let patterns = self.layers.iter().rev().filter_map(|layer| Some(layer.patterns + layer.part.dictionary.pattern(name)?));
        let named = patterns.map(|pattern| {
            let names = self.all_senses(pattern).filter(|meaning| matches!(meaning.sense, Sense::Name(_) | Sense::Inflected(_)));
            names.filter_map(|meaning| Some((self.entity(self.entity_of(meaning)), meaning.name()?))).collect::<Vec<_>>()
        });
        named.filter(|names| !names.is_empty()).take(1).flatten()
    }

    /// Whether it matters to some layer in which language a document is.
    #[cfg(feature = "builtin")]
    pub(crate) fn know_languages(&self) -> bool {
        self.layers.iter().any(|layer| layer.gazetteer().word_langs().next().is_some())
    }

    /// What each layer knows of the language of a document.
    pub(crate) fn languages<'l>(&self, tag: Option<&str>, last: &'l mut Languages) -> &'l [Language] {
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
            languages.iter_mut().for_each(|language| language.names = language.names.or(Some(NO_LANG)));
        }
        let none = WordLangs::default();
        if languages.iter().any(|language| language.words != none) {
            // Of a layer without words in it the cues in English count.
            for (language, layer) in languages.iter_mut().zip(&self.layers).filter(|(language, _)| language.words == none) {
                language.cues = layer.gazetteer().english();
            }
        }
    }

    /// Finds the names and cues that begin in `part` of `text`, in the order of their spans. Where several layers have names at a span
    /// they stand together, the highest first. Returns how far it looked: nothing that begins before is missing.
    pub(crate) fn find(&self, text: &str, part: Range<usize>, case: Case, hits: &mut Hits) -> usize {
        hits.clear();
        let mut done = text.len();
        for layer in &self.layers {
            done = done.min(layer.part.dictionary.find(text, part.clone(), case, layer.patterns, hits));
        }
        if self.layers.len() > 1 {
            hits.names.sort_unstable_by_key(|hit| (hit.span(), Reverse(hit.pattern())));
            hits.cues.sort_unstable_by_key(|cue| (cue.span, Reverse(cue.pattern), cue.number));
            drop_repeated(&mut hits.cues);
            hits.parts.sort_unstable_by_key(|part| part.span);
        }
        if !self.hidden.is_empty() {
            hits.names.retain(|hit| {
                let found = &text[hit.span().range()];
                let allowed = |meaning: &Meaning<'_>| case == Case::Ignore || meaning.allows(found);
                self.senses(hit.pattern()).any(|meaning| !matches!(meaning.sense, Sense::Cue(_) | Sense::Part(_)) && allowed(&meaning))
            });
        }
        done
    }

    /// The patterns that `name` is written like, one for each layer that has some.
    pub(crate) fn patterns(&self, name: &str) -> impl Iterator<Item = u32> {
        self.layers.iter().filter_map(move |layer| Some(layer.patterns + layer.part.dictionary.pattern(name)?))
    }

    /// What the pattern of a hit may mean in a text, but for hidden names: the best known things, if there are very many.
    #[inline]
    pub(crate) fn senses(&self, pattern: u32) -> impl Iterator<Item = Meaning<'_>> {
        let (at, layer) = self.layer(pattern, |layer| layer.patterns);
        self.meanings(at, layer, layer.part.dictionary.senses(pattern - layer.patterns))
    }

    /// Everything that a pattern may mean, but for hidden names.
    fn all_senses(&self, pattern: u32) -> impl Iterator<Item = Meaning<'_>> {
        let (at, layer) = self.layer(pattern, |layer| layer.patterns);
        self.meanings(at, layer, layer.part.dictionary.all_senses(pattern - layer.patterns))
    }

    #[inline]
    fn meanings<'l>(
        &'l self,
        at: usize,
        layer: &'l Layer,
        senses: impl Iterator<Item = &'l StoredSense>,
    ) -> impl Iterator<Item = Meaning<'l>> {
        let meanings = senses.map(move |stored| {
            let sense = match stored.sense() {
                Sense::Name(name) => Sense::Name(layer.names.saturating_add(name)),
                Sense::LastWord(name) => Sense::LastWord(layer.names.saturating_add(name)),
                Sense::Inflected(form) => Sense::Inflected(layer.names.saturating_add(layer.gazetteer().form(form).name.get())),
                other => other,
            };
            Meaning { sense, stored, layer, at }
        });
        meanings.filter(|meaning| match meaning.sense {
            Sense::Name(name) | Sense::LastWord(name) | Sense::Inflected(name) => {
                self.hidden.is_empty() || self.hidden.binary_search(&name).is_err()
            }
            Sense::Cue(_) | Sense::Part(_) => true,
        })
    }

    /// The number of the entity whose name this is; if a higher layer has its id too, of that one's.
    #[inline]
    pub(crate) fn entity_of(&self, meaning: Meaning<'_>) -> u32 {
        let own = meaning.name().map_or(u32::MAX, |name| name.row.entity.get());
        let entity = meaning.layer.entities.saturating_add(own);
        if self.replaced.is_empty() {
            return entity;
        }
        self.replaced.binary_search_by_key(&entity, |&(entity, _)| entity).map_or(entity, |at| self.replaced[at].1)
    }

    /// Asks for the memory that [`prior`](Self::prior), [`spot`](Self::spot) and the like will look at.
    #[inline]
    pub(crate) fn prefetch(&self, hit: &Hit) {
        for meaning in self.senses(hit.pattern()) {
            if let Some(name) = meaning.name() {
                meaning.layer.part.priors.prefetch(name.row.entity.get());
            }
        }
    }

    /// Whether a name's language is neither the document's nor near it nor English, if both are known.
    #[inline]
    pub(crate) fn is_of_other_language(&self, meaning: Meaning<'_>, languages: &[Language]) -> bool {
        let (Some(language), Some(name)) = (languages.get(meaning.at), meaning.name()) else { return false };
        let lang = Some(name.row.lang.get());
        language.names.is_some() && ![language.names, language.sister].contains(&lang) && !meaning.layer.neutral_langs.contains(&lang)
    }

    /// The languages of the document, as the layer that means this numbers those with forms.
    #[inline]
    pub(crate) fn form_langs(&self, meaning: Meaning<'_>, languages: &[Language]) -> WordLangs {
        languages.get(meaning.at).map_or(WordLangs::default(), |language| language.forms)
    }

    /// Whether names in one of the languages take this ending, which begins with a mark, or family names do.
    pub(crate) fn is_suffix(&self, suffix: &[u8], languages: &[Language]) -> bool {
        self.layers.iter().zip(languages).any(|(layer, language)| layer.gazetteer().suffix(suffix).intersects(language.forms))
    }

    /// Whether a pattern is an ordinary word of one of the languages.
    #[inline]
    pub(crate) fn is_ordinary(&self, pattern: u32, languages: &[Language]) -> bool {
        let counts = |layer: usize, langs: WordLangs| languages.get(layer).is_some_and(|language| langs.intersects(language.words));
        let (at, layer) = self.layer(pattern, |layer| layer.patterns);
        if counts(at, layer.part.dictionary.common(pattern - layer.patterns)) {
            return true;
        }
        let first = self.foreign_words.partition_point(|&(other, ..)| other < pattern);
        let mut foreign = self.foreign_words[first..].iter().take_while(|&&(other, ..)| other == pattern);
        foreign.any(|&(_, layer, langs)| counts(layer as usize, langs))
    }

    /// Whether a cue counts in one of the languages.
    pub(crate) fn counts(&self, cue: &CueHit, languages: &[Language]) -> bool {
        let (at, layer) = self.layer(cue.pattern, |layer| layer.patterns);
        languages.get(at).is_some_and(|language| layer.gazetteer().cue(cue.number).langs().intersects(language.cues))
    }

    /// Whether a folded word is an ordinary one of the languages.
    pub(crate) fn is_ordinary_word(&self, folded: &[u8], languages: &[Language]) -> bool {
        self.layers.iter().zip(languages).any(|(layer, language)| layer.gazetteer().word(folded).intersects(language.words))
    }

    /// Whether there are parts of people's names.
    pub(crate) fn have_parts(&self) -> bool {
        self.layers.iter().any(|layer| layer.gazetteer().parts_len() > 0)
    }

    /// Whether a folded word stands between the words of names of this kind in a language of this cue.
    pub(crate) fn joins_in(&self, cue: &CueHit, folded: &[u8], kind: Kind) -> bool {
        let (_, layer) = self.layer(cue.pattern, |layer| layer.patterns);
        layer.gazetteer().joins(folded, kind, layer.gazetteer().cue(cue.number).langs())
    }

    /// Whether a folded word stands between the words of names of this kind, in one of the languages or, without them, in any.
    pub(crate) fn joins(&self, folded: &[u8], kind: Kind, languages: Option<&[Language]>) -> bool {
        let langs = |at: usize| languages.map_or(WordLangs::ALL, |languages| languages.get(at).map_or(WordLangs::ALL, |own| own.cues));
        self.layers.iter().enumerate().any(|(at, layer)| layer.gazetteer().joins(folded, kind, langs(at)))
    }

    /// Whether a folded word leads to a place in one of the languages.
    pub(crate) fn leads(&self, folded: &[u8], languages: &[Language]) -> bool {
        self.layers.iter().zip(languages).any(|(layer, language)| layer.gazetteer().leads(folded, language.words))
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
        layer.part.priors.kind(at - layer.entities)
    }

    /// How likely an entity is to be meant, whatever the text.
    #[inline]
    pub(crate) fn prior(&self, at: u32) -> f32 {
        let (_, layer) = self.layer(at, |layer| layer.entities);
        layer.part.priors.weight(at - layer.entities)
    }

    /// Where an entity lies.
    #[inline]
    pub(crate) fn spot(&self, at: u32) -> Spot {
        let (_, layer) = self.layer(at, |layer| layer.entities);
        let own = layer.part.priors.spot(at - layer.entities);
        if layer.areas.is_empty() {
            return own;
        }
        let number = |area: u16| layer.areas.get(area as usize).copied().unwrap_or(0);
        Spot { country: number(own.country), region: number(own.region), ..own }
    }

    /// A number above those of all areas.
    pub(crate) fn areas_len(&self) -> usize {
        self.areas_len
    }

    /// The number of the country with this code, in capitals or not; 0 if none is known.
    pub(crate) fn country_number(&self, code: &str) -> u16 {
        let capitals = <[u8; 2]>::try_from(code.as_bytes()).map(|letters| letters.map(|letter| letter.to_ascii_uppercase()));
        let code = capitals.as_ref().ok().and_then(|letters| std::str::from_utf8(letters).ok()).unwrap_or(code);
        let found = self.layers.iter().rev().find_map(|layer| Some(layer.entities + layer.gazetteer().index_of(code)?));
        found.filter(|&at| self.kind(at) == Kind::Country).map_or(0, |at| self.spot(at).country)
    }

    /// The layer that has number `at` of what its first has the number `first` of.
    #[inline]
    fn layer(&self, at: u32, first: impl Fn(&Layer) -> u32) -> (usize, &Layer) {
        let mut higher = self.layers.iter().enumerate().skip(1).rev();
        higher.find(|(_, layer)| first(layer) <= at).unwrap_or((0, &self.layers[0]))
    }
}

/// What the layers know of a language, that of the last document: the next one's is mostly the same.
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

fn neutral_langs(gazetteer: &Gazetteer) -> [Option<u16>; 2] {
    ["", "en"].map(|lang| gazetteer.lang_number(lang))
}

/// The entities of `lower` whose ids `upper` has too, with those.
fn same_ids(lower: &Layer, upper: &Layer) -> Vec<(u32, u32)> {
    let (small, large) = if upper.gazetteer().len() <= lower.gazetteer().len() { (upper, lower) } else { (lower, upper) };
    let entities = small.gazetteer().entities().enumerate();
    let same = entities.filter_map(|(at, entity)| {
        let pair = (small.entities + at as u32, large.entities + large.gazetteer().index_of(entity.id())?);
        Some((pair.0.min(pair.1), pair.0.max(pair.1)))
    });
    same.collect()
}

/// The patterns of `dictionary` that are ordinary words of `gazetteer`.
fn ordinary_words(gazetteer: &Gazetteer, dictionary: &Dictionary) -> Vec<(u32, WordLangs)> {
    if gazetteer.words_len() <= dictionary.patterns_end() as usize {
        gazetteer.words().filter_map(|(word, langs)| Some((dictionary.pattern(word)?, langs))).collect()
    } else {
        let words = dictionary.patterns().map(|(pattern, spelling)| (pattern, gazetteer.word(fold(spelling).as_bytes())));
        words.filter(|(_, langs)| *langs != WordLangs::default()).collect()
    }
}
