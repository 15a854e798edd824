//! What was collected, close together in memory, and how it is written.

mod write;

use crate::lexicon::{
    check::{Wrong, codes, references},
    model::{CaseRule, Form, Kind, Point},
};
use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasher, RandomState},
};

/// The number of an entity that was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct EntityId(u32);

/// An entity that was read, to be added.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoundEntity<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub kind: Kind,
    pub country: &'a str,
    pub region: &'a str,
    pub point: Option<Point>,
    pub population: Option<u64>,
    pub geonames: Option<u32>,
    pub wikidata: Option<u32>,
}

impl<'a> FoundEntity<'a> {
    pub(super) fn new(id: &'a str, name: &'a str, kind: Kind) -> FoundEntity<'a> {
        FoundEntity {
            id,
            name,
            kind,
            country: "",
            region: "",
            point: None,
            population: None,
            geonames: None,
            wikidata: None,
        }
    }
}

/// A name that was read, to be added.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoundName<'a> {
    pub text: &'a str,
    pub lang: &'a str,
    pub form: Form,
    pub case: Option<CaseRule>,
}

impl<'a> FoundName<'a> {
    pub(super) fn new(text: &'a str, lang: &'a str) -> FoundName<'a> {
        FoundName { text, lang, form: Form::Alias, case: None }
    }

    pub(super) fn untagged(text: &'a str) -> FoundName<'a> {
        FoundName::new(text, "")
    }
}

/// A stretch of [`Tables::text`].
#[derive(Clone, Copy, Debug)]
struct Slice {
    start: u32,
    len: u32,
}

/// An entity as it is kept. Zero and NaN stand for nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeptEntity {
    id: Slice,
    name: Slice,
    pub kind: Kind,
    /// Whether it is in the tables that the import is joined to, and so is not written.
    known: bool,
    country: u16,
    region: u32,
    /// The line it was read from.
    line: u32,
    lat: f64,
    lon: f64,
    population: u64,
    geonames: u32,
    wikidata: u32,
}

/// A name as it is kept.
#[derive(Clone, Copy, Debug)]
struct KeptName {
    entity: u32,
    text: Slice,
    lang: u16,
    form: Form,
    case: Option<CaseRule>,
}

/// Words that many rows share: regions, countries, languages. The empty one has the number zero.
struct Words {
    list: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
}

/// Entities and names.
#[derive(Default)]
pub(super) struct Tables {
    entities: Vec<KeptEntity>,
    names: Vec<KeptName>,
    /// The text of ids and names.
    text: String,
    ids: Ids,
    regions: Words,
    countries: Words,
    langs: Words,
    /// The files read, with the number that the first entity of each would have.
    files: Vec<(u32, Box<str>)>,
    /// The line being read.
    pub line: u32,
}

/// What an entity says of where it is.
pub(super) struct Place<'a> {
    pub id: &'a str,
    pub kind: Kind,
    pub country: &'a str,
    pub region: &'a str,
}

/// Entities by their ids: a table from hashes, since the ids stand in [`Tables::text`].
#[derive(Default)]
struct Ids {
    hasher: RandomState,
    /// Where a hash is taken the next free number is used.
    entities: HashMap<u32, u32>,
    /// Ids that are not those of the records: what an entity was called before it was joined or
    /// renamed.
    others: HashMap<Box<str>, u32>,
}

impl Tables {
    /// Positions in the text have 32 bits. One line adds less than what is left then.
    const MOST_TEXT: usize = 3 << 30;

    pub(super) fn is_full(&self) -> bool {
        self.text.len() > Tables::MOST_TEXT
    }

    pub(super) fn find(&self, id: &str) -> Option<EntityId> {
        let mut hash = self.ids.hasher.hash_one(id) as u32;
        while let Some(&entity) = self.ids.entities.get(&hash) {
            if self.str(self.entities[entity as usize].id) == id {
                return Some(EntityId(entity));
            }
            hash = hash.wrapping_add(1);
        }
        self.ids.others.get(id).copied().map(EntityId)
    }

    /// Adds an entity, whose id must be new.
    pub(super) fn add(&mut self, entity: &FoundEntity<'_>, known: bool) -> EntityId {
        let number = self.entities.len() as u32;
        let record = KeptEntity {
            id: self.keep(entity.id),
            name: self.keep(entity.name),
            kind: entity.kind,
            known,
            country: self.countries.short_number(entity.country),
            region: self.regions.number(entity.region),
            line: self.line,
            lat: entity.point.map_or(f64::NAN, |point| point.lat),
            lon: entity.point.map_or(f64::NAN, |point| point.lon),
            population: entity.population.unwrap_or(0),
            geonames: entity.geonames.unwrap_or(0),
            wikidata: entity.wikidata.unwrap_or(0),
        };
        self.entities.push(record);
        self.index(entity.id, number);
        EntityId(number)
    }

    /// Makes an entity be found by another id too.
    pub(super) fn also_called(&mut self, id: &str, entity: EntityId) {
        if self.find(id).is_none() {
            self.ids.others.insert(id.into(), entity.0);
        }
    }

    /// Gives an entity an id that is new. It is still found by the old one.
    pub(super) fn rename(&mut self, entity: EntityId, id: &str) {
        let old = self.id(entity).to_owned();
        self.entities[entity.0 as usize].id = self.keep(id);
        self.index(id, entity.0);
        self.ids.others.insert(old.into(), entity.0);
    }

    fn index(&mut self, id: &str, entity: u32) {
        let mut hash = self.ids.hasher.hash_one(id) as u32;
        while self.ids.entities.contains_key(&hash) {
            hash = hash.wrapping_add(1);
        }
        self.ids.entities.insert(hash, entity);
    }

    pub(super) fn add_name(&mut self, entity: EntityId, name: FoundName<'_>) {
        let lang = self.langs.short_number(name.lang);
        let text = self.keep(name.text);
        self.names.push(KeptName {
            entity: entity.0,
            text,
            lang,
            form: name.form,
            case: name.case,
        });
    }

    pub(super) fn record(&self, entity: EntityId) -> &KeptEntity {
        &self.entities[entity.0 as usize]
    }

    pub(super) fn id(&self, entity: EntityId) -> &str {
        self.str(self.record(entity).id)
    }

    pub(super) fn is_known(&self, entity: EntityId) -> bool {
        self.record(entity).known
    }

    pub(super) fn main_name(&self, record: &KeptEntity) -> &str {
        self.str(record.name)
    }

    pub(super) fn set_main_name(&mut self, entity: EntityId, name: &str) {
        self.entities[entity.0 as usize].name = self.keep(name);
    }

    pub(super) fn set_country(&mut self, entity: EntityId, country: &str) {
        self.entities[entity.0 as usize].country = self.countries.short_number(country);
    }

    pub(super) fn set_wikidata(&mut self, entity: EntityId, item: u32) {
        self.entities[entity.0 as usize].wikidata = item;
    }

    /// Begins to read a file.
    pub(super) fn begin(&mut self, file: &str) {
        self.files.push((self.entities.len() as u32, file.into()));
    }

    /// The file and line that an entity was read from.
    pub(super) fn origin(&self, entity: EntityId) -> (&str, u32) {
        let file = self
            .files
            .partition_point(|(first, _)| *first <= entity.0)
            .checked_sub(1)
            .map_or("", |at| &self.files[at].1);
        (file, self.record(entity).line)
    }

    /// Where an entity says it is.
    pub(super) fn place(&self, entity: EntityId) -> Place<'_> {
        let record = self.record(entity);
        let (country, region) =
            (self.countries.word(record.country.into()), self.regions.word(record.region));
        Place { id: self.str(record.id), kind: record.kind, country, region }
    }

    /// The entities that will be written, with where they say they are.
    pub(super) fn places(&self) -> impl Iterator<Item = (EntityId, Place<'_>)> {
        let all =
            (0..self.entities.len() as u32).map(EntityId).filter(|&entity| !self.is_known(entity));
        all.map(|entity| (entity, self.place(entity)))
    }

    /// The countries that regions have codes of.
    pub(super) fn countries_of_regions(&self) -> HashSet<&str> {
        let regions = self.entities.iter().filter(|record| record.kind == Kind::Region);
        regions.filter_map(|record| codes::country_of_region(self.str(record.id))).collect()
    }

    /// Regions that lie in themselves.
    pub(super) fn circles(&self) -> Vec<(EntityId, Wrong)> {
        let regions = self
            .places()
            .map(|(_, place)| place)
            .filter(|place| place.kind == Kind::Region && !place.region.is_empty());
        let circles = references::circles(regions.map(|place| (place.id, place.region)));
        circles.into_iter().filter_map(|(id, wrong)| Some((self.find(id)?, wrong))).collect()
    }

    /// Forgets the country or the region of an entity.
    pub(super) fn leave_out(&mut self, entity: EntityId, column: &str) {
        let record = &mut self.entities[entity.0 as usize];
        if column == "country" {
            record.country = 0;
        } else {
            record.region = 0;
        }
    }

    /// Whether a row says something else of an entity than the record: another kind, country,
    /// region or place.
    pub(super) fn contradicts(&self, record: &KeptEntity, entity: &FoundEntity<'_>) -> bool {
        let differs = |old: &str, new: &str| !old.is_empty() && !new.is_empty() && old != new;
        let point = entity.point.is_some_and(|point| {
            !record.lat.is_nan() && (point.lat, point.lon) != (record.lat, record.lon)
        });
        record.kind != entity.kind
            || point
            || differs(self.countries.word(record.country.into()), entity.country)
            || differs(self.regions.word(record.region), entity.region)
    }

    /// Whether a record says the same of its entity: kind, country, region and place.
    pub(super) fn agrees(&self, record: &KeptEntity, entity: &FoundEntity<'_>) -> bool {
        let point = (!record.lat.is_nan()).then_some(Point { lat: record.lat, lon: record.lon });
        record.kind == entity.kind
            && point == entity.point
            && self.countries.word(record.country.into()) == entity.country
            && self.regions.word(record.region) == entity.region
    }

    fn lang(&self, name: &KeptName) -> &str {
        self.langs.word(name.lang.into())
    }

    fn keep(&mut self, text: &str) -> Slice {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        Slice { start, len: text.len() as u32 }
    }

    fn str(&self, slice: Slice) -> &str {
        &self.text[slice.start as usize..][..slice.len as usize]
    }
}

impl Default for Words {
    fn default() -> Words {
        Words { list: vec!["".into()], numbers: HashMap::from([("".into(), 0)]) }
    }
}

impl Words {
    fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.list.len() as u32;
        self.list.push(word.into());
        self.numbers.insert(word.into(), number);
        number
    }

    /// The number of a word of which there are few. The 65,536th and later ones become the empty
    /// one.
    fn short_number(&mut self, word: &str) -> u16 {
        let full = self.list.len() > u16::MAX as usize;
        if full {
            self.numbers.get(word).map_or(0, |&number| number as u16)
        } else {
            self.number(word) as u16
        }
    }

    fn word(&self, number: u32) -> &str {
        &self.list[number as usize]
    }
}
