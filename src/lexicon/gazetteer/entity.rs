//! Entities and their names, as those who use a gazetteer see them.

use super::{Gazetteer, StoredEntity, StoredName};
use crate::lexicon::{
    model::{CaseRule, Form, Kind, Point},
    new::NewEntity,
};
use std::fmt;

/// One entity of a [`Gazetteer`](crate::Gazetteer): a cheap view that can be copied.
#[derive(Clone, Copy)]
pub struct Entity<'g> {
    pub(crate) gazetteer: &'g Gazetteer,
    pub(crate) row: &'g StoredEntity,
}

impl<'g> Entity<'g> {
    /// The identifier: ISO 3166-1 alpha-2 (`BY`), ISO 3166-2 (`RU-KRS`), `geonames:538560`, `Q…` or
    /// a slug (`alexander-lukashenko`).
    pub fn id(self) -> &'g str {
        self.gazetteer.text().str(self.row.id)
    }

    /// What sort of thing it is.
    pub fn kind(self) -> Kind {
        self.row.kind()
    }

    /// The name to show: English in the built-in tables.
    pub fn name(self) -> &'g str {
        self.gazetteer.text().str(self.row.name)
    }

    /// ISO 3166-1 alpha-2 code of the country it belongs to; for a country its own id.
    pub fn country(self) -> Option<&'g str> {
        self.gazetteer.shared(self.row.country)
    }

    /// Id of the region a city lies in (ISO 3166-2).
    pub fn region(self) -> Option<&'g str> {
        self.gazetteer.shared(self.row.region)
    }

    /// The finer sort within its kind: the `type` of a region, place or organization (`oblast`,
    /// `sea`, `ministry`), the `role` of a person (`head-of-state`).
    pub fn class(self) -> Option<&'g str> {
        self.gazetteer.shared(self.row.class)
    }

    /// ISO 3166-1 alpha-3 code of a country.
    pub fn iso3(self) -> Option<&'g str> {
        self.gazetteer.shared(self.row.iso3)
    }

    /// Id of a country's capital.
    pub fn capital(self) -> Option<&'g str> {
        self.gazetteer.shared(self.row.capital).filter(|_| self.kind() == Kind::Country)
    }

    /// Whether it is the capital city of its country.
    pub fn is_capital(self) -> bool {
        self.kind() == Kind::City && self.gazetteer.shared(self.row.capital).is_some()
    }

    /// Where it lies.
    pub fn point(self) -> Option<Point> {
        self.row.point()
    }

    /// Inhabitants.
    pub fn population(self) -> Option<u64> {
        self.row.population()
    }

    /// How widely it is known, as its table judges: from 1, in its own field, to 5, in the news of
    /// every country every day.
    pub fn fame(self) -> Option<u8> {
        self.row.fame()
    }

    /// GeoNames number (<https://www.geonames.org>).
    pub fn geonames(self) -> Option<u32> {
        self.row.geonames()
    }

    /// Wikidata item, `Q…`.
    pub fn wikidata(self) -> Option<&'g str> {
        self.gazetteer.shared(self.row.wikidata)
    }

    /// All its names, those of its own gazetteer: first the one that its own table gives. Inflected
    /// forms are made of them and are none.
    pub fn names(self) -> impl ExactSizeIterator<Item = Name<'g>> {
        let names = self
            .gazetteer
            .index_of(self.id())
            .map_or(0..0, |entity| self.gazetteer.names_of(entity));
        names.map(move |name| self.gazetteer.name(name))
    }

    /// What a table would say of it.
    pub(crate) fn record(self) -> NewEntity {
        let owned = |text: &str| text.into();
        NewEntity {
            kind: self.kind(),
            id: owned(self.id()),
            name: owned(self.name()),
            country: self.country().map(owned),
            region: self.region().map(owned),
            class: self.class().map(owned),
            iso3: self.iso3().map(owned),
            capital: self.gazetteer.shared(self.row.capital).map(owned),
            point: self.point(),
            population: self.population(),
            fame: self.fame(),
            geonames: self.geonames(),
            wikidata: self.wikidata().map(owned),
        }
    }
}

/// Equal if all fields are equal.
impl PartialEq for Entity<'_> {
    fn eq(&self, other: &Entity<'_>) -> bool {
        fn words<'g>(e: Entity<'g>) -> [Option<&'g str>; 8] {
            let capital = e.gazetteer.shared(e.row.capital);
            [
                Some(e.id()),
                Some(e.name()),
                e.country(),
                e.region(),
                e.class(),
                e.iso3(),
                capital,
                e.wikidata(),
            ]
        }
        let numbers = |e: Entity<'_>| (e.kind(), e.point(), e.population(), e.fame(), e.geonames());
        numbers(*self) == numbers(*other) && words(*self) == words(*other)
    }
}

impl fmt::Debug for Entity<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entity({} {} {:?})", self.kind(), self.id(), self.name())
    }
}

/// One surface form of an entity: a cheap view that can be copied.
#[derive(Clone, Copy)]
pub struct Name<'g> {
    pub(crate) gazetteer: &'g Gazetteer,
    pub(crate) row: &'g StoredName,
}

impl<'g> Name<'g> {
    /// The name as its table writes it.
    pub fn as_str(self) -> &'g str {
        self.gazetteer.text().str(self.row.text)
    }

    /// Its language (BCP 47), the first of several; `None` where its table gives none.
    pub fn lang(self) -> Option<&'g str> {
        Some(self.gazetteer.lang(self.row.lang.get())).filter(|lang| !lang.is_empty())
    }

    /// What sort of name it is.
    pub fn form(self) -> Form {
        self.row.form()
    }

    /// In which capitalisation it counts.
    pub fn case(self) -> CaseRule {
        self.row.case()
    }
}

impl PartialEq for Name<'_> {
    fn eq(&self, other: &Name<'_>) -> bool {
        (self.as_str(), self.lang(), self.form(), self.case())
            == (other.as_str(), other.lang(), other.form(), other.case())
    }
}

impl Eq for Name<'_> {}

impl fmt::Debug for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Name")
            .field("text", &self.as_str())
            .field("lang", &self.lang())
            .field("form", &self.form())
            .field("case", &self.case())
            .finish()
    }
}
