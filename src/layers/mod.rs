//! Dictionaries one above the other, read as one.
//!
//! Entities, names and patterns are numbered through all layers, from the lowest up. Rows of the
//! same entity in several layers are joined once, when a layer is put on top: an entity with the id
//! of a lower one takes its place, countries and regions are numbered alike by their codes, and
//! each layer's ordinary words hold back the names of all.

mod hits;
mod languages;
mod stack;

use crate::lexicon::{
    check::references::Entities,
    dictionary::{Dictionary, Sense, Spot, StoredSense},
    gazetteer::{Below, Entity, Gazetteer, Name, StoredForm, WordLangs},
    matcher::Level,
    model::Kind,
};
pub(crate) use languages::Languages;
use std::{collections::HashMap, sync::Arc};

#[derive(Clone)]
struct Layer {
    dictionary: Arc<Dictionary>,
    /// The numbers of its first entity, name and pattern among those of all layers.
    entities: u32,
    names: u32,
    patterns: u32,
    /// Layers of the same rank are read as one dictionary; otherwise the higher one wins.
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
    /// For each tag of names that of the first tag of the same language: "zh" for "zh-Hant".
    first_langs: Arc<[u16]>,
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
    /// Removed entities, which have only hidden names, in the order of their numbers.
    gone: Arc<[u32]>,
}

/// A sense of a pattern: a [`StoredSense`], with the number of its name (or of the name it is a
/// form of) among those of all layers.
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

    /// Replaces the set of hidden names. They come in the order of their numbers.
    pub(crate) fn hide(&mut self, names: Vec<u32>) {
        self.hidden = names.into();
    }

    /// The hidden names, in the order of their numbers.
    pub(crate) fn hidden(&self) -> &[u32] {
        &self.hidden
    }

    /// Whether a name is hidden.
    #[inline]
    pub(crate) fn is_hidden(&self, name: u32) -> bool {
        !self.hidden.is_empty() && self.hidden.binary_search(&name).is_ok()
    }

    /// Replaces the set of removed entities, in the order of their numbers. A lower entity with the
    /// same id takes its place again.
    pub(crate) fn dismiss(&mut self, entities: Vec<u32>) {
        self.gone = entities.into();
    }

    /// The removed entities, in the order of their numbers.
    pub(crate) fn gone(&self) -> &[u32] {
        &self.gone
    }

    /// Whether an entity is removed.
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
        if let [only] = &*self.layers {
            return (0, only);
        }
        let mut higher = self.layers.iter().enumerate().skip(1).rev();
        higher.find(|(_, layer)| first(layer) <= at).unwrap_or((0, &self.layers[0]))
    }
}
