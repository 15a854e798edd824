//! Entities and their names: the values a gazetteer holds.

use crate::gazetteer::{Gazetteer, NewEntity, StoredEntity, StoredName};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// What sort of thing an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Kind {
    /// A country or dependent territory.
    Country,
    /// A first-level division of a country: oblast, state, province, Land.
    Region,
    /// A city, town or village.
    City,
    /// Any other named place: sea, mountain, macro-region, base, landmark.
    Place,
    /// A person.
    Person,
    /// An organization: alliance, ministry, army, party, company, newspaper, club.
    Organization,
}

impl Kind {
    /// Every kind, places from the largest to the smallest first.
    pub const ALL: [Kind; 6] =
        [Kind::Country, Kind::Region, Kind::City, Kind::Place, Kind::Person, Kind::Organization];

    /// The word tables and JSON use: `country`, `region`, `city`, `place`, `person`,
    /// `organization`.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Country => "country",
            Kind::Region => "region",
            Kind::City => "city",
            Kind::Place => "place",
            Kind::Person => "person",
            Kind::Organization => "organization",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(word: &str) -> Result<Kind, UnknownKind> {
        Kind::ALL
            .into_iter()
            .find(|kind| kind.as_str() == word)
            .ok_or_else(|| UnknownKind(word.into()))
    }
}

/// A word that names no [`Kind`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKind(String);

impl fmt::Display for UnknownKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "unknown kind `{}`, expected one of: {}",
            self.0,
            Kind::ALL.map(Kind::as_str).join(", ")
        )
    }
}

impl std::error::Error for UnknownKind {}

/// A place on the earth, in degrees of WGS 84.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Latitude, −90 to 90, north positive.
    pub lat: f64,
    /// Longitude, −180 to 180, east positive.
    pub lon: f64,
}

impl Point {
    /// How far it is to another place along the surface, in kilometres, on a sphere with the mean
    /// radius of the earth (haversine formula; off by at most 0.6 %).
    ///
    /// ```
    /// use gazetag::Point;
    ///
    /// let (minsk, kursk) = (Point { lat: 53.9, lon: 27.567 }, Point { lat: 51.737, lon: 36.187 });
    /// assert_eq!(minsk.distance_km(kursk).round(), 627.0);
    /// ```
    #[must_use]
    pub fn distance_km(self, other: Point) -> f64 {
        const EARTH_RADIUS_KM: f64 = 6371.0;
        let half = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
        let across = self.lat.to_radians().cos() * other.lat.to_radians().cos();
        let a = half(self.lat, other.lat) + across * half(self.lon, other.lon);
        2.0 * EARTH_RADIUS_KM * a.min(1.0).sqrt().asin()
    }
}

/// What sort of name a surface form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Form {
    /// The full, formal name: "Republic of Belarus".
    Official,
    /// The usual short name: "Belarus".
    Short,
    /// Another name in use.
    #[default]
    Alias,
    /// Initials or a clipped form: "NATO", "Korut".
    Abbreviation,
    /// An adjective or a word for the people of a place: "Belarusian".
    Demonym,
    /// A name of former times: "Leningrad".
    Historic,
    /// The part of a person's name that means this person also when it stands alone: "Putin".
    Surname,
}

impl Form {
    pub(crate) const ALL: [Form; 7] = [
        Form::Official,
        Form::Short,
        Form::Alias,
        Form::Abbreviation,
        Form::Demonym,
        Form::Historic,
        Form::Surname,
    ];

    /// The word tables use: `official`, `short`, `alias`, `abbreviation`, `demonym`, `historic`,
    /// `surname`.
    pub fn as_str(self) -> &'static str {
        match self {
            Form::Official => "official",
            Form::Short => "short",
            Form::Alias => "alias",
            Form::Abbreviation => "abbreviation",
            Form::Demonym => "demonym",
            Form::Historic => "historic",
            Form::Surname => "surname",
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// In which capitalisation a name counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum CaseRule {
    /// Some word of it begins with a capital. A name in a script without case always counts.
    #[default]
    Capital,
    /// Exactly as the table writes it: `WHO` is not "who".
    Exact,
    /// In any capitalisation.
    Any,
}

impl CaseRule {
    pub(crate) const ALL: [CaseRule; 3] = [CaseRule::Capital, CaseRule::Exact, CaseRule::Any];
}

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
