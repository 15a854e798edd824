//! The Wikidata JSON dump (<https://dumps.wikimedia.org/wikidatawiki/entities/>, CC0):
//! `latest-all.json.gz` or `.bz2`, one array with one entity a line. Unpacking bzip2 takes much
//! longer than the rest: `lbzip2 -dc latest-all.json.bz2
//! | gazetag import wikidata - …` does it on all cores.
//!
//! # Which items are taken
//!
//! An item is taken if one of its classes (`P31`, instance of) is among those chosen. The first in
//! the order of the choice gives the kind. Subclasses are not followed, as that needs the whole
//! dump: an item that is only an instance of "port city" is not one of "city". Name the subclasses
//! you want with [`Options::classes`]; [`default_classes`] holds some of the most frequent ones.
//!
//! | gazetag | Wikidata |
//! |---|---|
//! | id, `wikidata` | the item; a country's id is its ISO 3166-1 code (`P297`) where it has one |
//! | main name | the label in the first chosen language that has one, or as said below |
//! | names | labels and aliases in the chosen languages and `mul` |
//! | `lat`, `lon` | `P625`; items on other celestial bodies are skipped |
//! | `population` | `P1082` |
//! | `geonames` | `P1566` |
//! | `country` | `P17`, if that item is a known country; else empty |
//!
//! Where no languages are chosen, the main name is the label in English, in every language (`mul`),
//! or in any, in this order. A country is known if it is one of the import, of the gazetteer it is
//! joined to, or of the built-in tables.
//!
//! Of several statements the preferred ones count, of these the first, of population figures the
//! last; deprecated ones never.
//!
//! # Odd entities
//!
//! Properties, redirects and deleted entities are skipped. Half a surrogate pair (`\ud83d` alone),
//! which some labels hold, is no character: the name is counted as malformed and the rest of the
//! item taken. So is a truncated line, without the rest.

mod classes;
mod entity;

pub use classes::default_classes;

use super::{
    EntityId, Fault, FoundEntity, FoundName, Import, Source, Trouble, language,
    language::Languages, text,
};
use crate::lexicon::{
    error::Error,
    model::{Kind, Point},
};
use aho_corasick::AhoCorasick;
use entity::{Entity, best};
use std::collections::HashMap;

/// How to read the dump.
#[derive(Clone, Debug)]
pub struct Options {
    classes: Vec<(u32, Kind)>,
    languages: Languages,
    min_sitelinks: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            classes: default_classes().to_vec(),
            languages: Languages::default(),
            min_sitelinks: 0,
        }
    }
}

impl Options {
    /// The default classes, all languages.
    pub fn new() -> Options {
        Options::default()
    }

    /// Takes the instances of these classes instead of the usual ones. A class is the number of its
    /// item: 5 for `Q5`, human.
    pub fn classes(mut self, classes: impl IntoIterator<Item = (u32, Kind)>) -> Options {
        self.classes = classes.into_iter().collect();
        self
    }

    /// Takes only names in these languages (BCP 47), and the items that have a label in one. The
    /// first is that of the main name.
    pub fn languages(mut self, tags: impl IntoIterator<Item = impl Into<String>>) -> Options {
        self.languages = Languages::new(tags);
        self
    }

    /// Leaves out items with fewer pages in Wikipedia and its sisters than this: how widely known
    /// an item is.
    pub fn min_sitelinks(mut self, pages: usize) -> Options {
        self.min_sitelinks = pages;
        self
    }

    /// Reads the dump.
    ///
    /// # Errors
    /// If it cannot be read; if the import is strict and a line is malformed.
    ///
    /// # Complexity
    /// Lines without any chosen class, most of them, are searched and not parsed.
    pub fn read(&self, source: Source, import: &mut Import) -> Result<(), Error> {
        let mut reader = Reader::new(self);
        import.each_line(source, |import, line| reader.line(import, line))?;
        reader.finish(import);
        Ok(())
    }
}

struct Reader<'o> {
    options: &'o Options,
    classes: HashMap<u32, (usize, Kind)>,
    /// Finds a chosen class in a line of JSON, and sometimes more.
    mention: AhoCorasick,
    /// Items of countries with their codes.
    countries: Vec<(u32, String, EntityId)>,
    /// Entities with the items of their countries.
    belongs: Vec<(EntityId, u32)>,
}

impl<'o> Reader<'o> {
    fn new(options: &'o Options) -> Reader<'o> {
        let mut classes = HashMap::new();
        for (rank, &(class, kind)) in options.classes.iter().enumerate() {
            classes.entry(class).or_insert((rank, kind));
        }
        let mentions = options
            .classes
            .iter()
            .flat_map(|(class, _)| [format!("\"Q{class}\""), format!("\"numeric-id\":{class}")]);
        let mention =
            AhoCorasick::new(mentions).expect("a few thousand short patterns are not too many");
        Reader { options, classes, mention, countries: Vec::new(), belongs: Vec::new() }
    }

    fn line(&mut self, import: &mut Import, line: &str) -> Result<(), Trouble> {
        let mut json = line.trim();
        json = json.strip_prefix('[').unwrap_or(json).trim_start();
        json = json.strip_suffix(',').unwrap_or(json).trim_end();
        if json.ends_with("}]") {
            json = json[..json.len() - 1].trim_end();
        }
        if json.is_empty() || json == "]" {
            return Ok(());
        }
        if !json.starts_with('{') || !json.ends_with('}') {
            return Err(Fault::new("no whole entity").value(json).into());
        }
        if !self.mention.is_match(json) {
            import.skip("entities of other classes");
            return Ok(());
        }
        let mended;
        let entity = match serde_json::from_str::<Entity<'_>>(json) {
            Ok(entity) => entity,
            Err(error) => {
                let unread =
                    |error| Fault::new("no entity in JSON").found(text::json_message(&error));
                mended = entity::mend_surrogates(json).ok_or_else(|| unread(error))?;
                serde_json::from_str(&mended).map_err(unread)?
            }
        };
        self.entity(import, &entity)
    }

    fn entity(&mut self, import: &mut Import, entity: &Entity<'_>) -> Result<(), Trouble> {
        if entity.is_missing() {
            import.skip("deleted entities");
            return Ok(());
        }
        if entity.is_redirect() {
            import.skip("redirects");
            return Ok(());
        }
        if !entity.is_item() {
            import.skip("properties and lexemes");
            return Ok(());
        }
        let number = text::wikidata_item(&entity.id)
            .ok_or_else(|| Fault::new("not an item number").value(&entity.id))?;
        let claims = &entity.claims;
        let chosen = best(&claims.instance_of)
            .filter_map(|class| self.classes.get(&class.number()?))
            .min_by_key(|(rank, _)| *rank);
        let Some(&(_, kind)) = chosen else {
            import.skip("entities of other classes");
            return Ok(());
        };
        if entity.sitelinks.0.len() < self.options.min_sitelinks {
            import.skip("entities with fewer pages");
            return Ok(());
        }
        if best(&claims.coordinates).next().is_some_and(|place| !place.is_on_earth()) {
            import.skip("places on other celestial bodies");
            return Ok(());
        }
        let Some(name) = self.main_name(entity) else {
            import.skip("entities without a label in the chosen languages");
            return Ok(());
        };
        if import.find(&entity.id).is_some() {
            return Err(Fault::new("an item that stood before").value(&entity.id).into());
        }
        let point = best(&claims.coordinates)
            .next()
            .map(|place| Point { lat: place.latitude, lon: place.longitude });
        let added = import.add(FoundEntity {
            point: point.filter(|point| {
                (-90.0..=90.0).contains(&point.lat) && (-180.0..=180.0).contains(&point.lon)
            }),
            population: best(&claims.population).last().and_then(|quantity| quantity.number()),
            geonames: best(&claims.geonames).find_map(|number| number.parse().ok()),
            wikidata: Some(number),
            ..FoundEntity::new(&entity.id, name, kind)
        })?;
        if kind != Kind::Country {
            if let Some(country) = best(&claims.country).find_map(|country| country.number()) {
                self.belongs.push((added, country));
            }
        } else if let Some(code) = best(&claims.country_code).find(|code| is_country_code(code)) {
            self.countries.push((number, code.clone(), added));
        }
        self.names(import, entity, added)?;
        Ok(())
    }

    /// The label that is the main name.
    fn main_name<'e>(&self, entity: &'e Entity<'_>) -> Option<&'e str> {
        let rank = |code: &str| match (code, self.options.languages.is_all()) {
            ("en", true) => Some((0, 0)),
            ("mul", true) => Some((1, 0)),
            (_, true) => Some((2, 0)),
            ("mul", false) => Some((usize::MAX, 0)),
            // The language itself before its variants.
            (code, false) => {
                Some((self.options.languages.rank(language::from_wikimedia(code))?, code.len()))
            }
        };
        let labels = entity.labels.0.iter().filter(|(_, label)| text::tidy(&label.value).is_ok());
        labels
            .filter_map(|(code, label)| Some((rank(&code.0)?, label)))
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, label)| &*label.value)
    }

    /// Adds labels and aliases, each spelling once.
    fn names(
        &self,
        import: &mut Import,
        entity: &Entity<'_>,
        added: EntityId,
    ) -> Result<(), Error> {
        let labels = entity.labels.0.iter().map(|(code, label)| (&*label.value, &*code.0));
        let aliases = entity
            .aliases
            .0
            .iter()
            .flat_map(|(code, aliases)| aliases.iter().map(|alias| (&*alias.value, &*code.0)));
        let tagged =
            labels.chain(aliases).map(|(name, code)| (name, language::from_wikimedia(code)));
        let mut names: Vec<(&str, &str)> = tagged
            .filter(|(_, lang)| lang.is_empty() || self.options.languages.takes(lang))
            .collect();
        names.sort_unstable();
        names.dedup_by(|(name, lang), (first, first_lang)| {
            let same = name == first;
            if same && lang != first_lang {
                *first_lang = "";
            }
            same
        });
        for (name, lang) in names {
            import.add_name_or_count(added, FoundName::new(name, lang))?;
        }
        Ok(())
    }

    /// Says to which countries the entities belong.
    fn finish(mut self, import: &mut Import) {
        self.countries.sort();
        import.claim_codes(self.countries.iter().map(|(_, code, entity)| (code.clone(), *entity)));
        let mut codes: HashMap<u32, String> = HashMap::new();
        if let Some(known) = &import.known {
            codes.extend(known.country_codes().map(|(number, code)| (number, code.to_owned())));
        }
        #[cfg(feature = "builtin")]
        for (item, code) in crate::annotator::builtin::country_codes() {
            if let Some(number) = text::wikidata_item(&item) {
                codes.entry(number).or_insert(code);
            }
        }
        for (number, code, _) in self.countries {
            codes.entry(number).or_insert(code);
        }
        for (entity, country) in self.belongs {
            if let Some(code) = codes.get(&country) {
                import.tables.set_country(entity, code);
            }
        }
    }
}

fn is_country_code(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())
}
