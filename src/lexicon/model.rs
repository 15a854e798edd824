//! The words of the domain: kinds of entities, forms of names, cues, and the categories of
//! inflection rules.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The kind of an entity.
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

    /// Whether this is a kind of places.
    #[inline]
    pub(crate) fn is_place(self) -> bool {
        self == Kind::Country || self.is_local()
    }

    /// Whether an entity of this kind is likely to share its name with people and companies.
    #[inline]
    pub(crate) fn is_local(self) -> bool {
        matches!(self, Kind::Region | Kind::City | Kind::Place)
    }

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
    /// The distance to another place along the surface, in kilometres, on a sphere with the mean
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

/// The form of a name.
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
    /// The part of a person's name that also names this person alone: "Putin".
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

/// The capitalisation in which a name is found.
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

/// On which side of a name a cue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Side {
    Before,
    After,
    /// Between the words of a name, which it joins: "de la", "of".
    Inside,
    /// Right before any place: "in", "di". It is weaker evidence than a cue of a kind.
    Leading,
    /// Behind an adjective with a capital, with which it is a name: "Верховный суд".
    Adjective,
}

impl Side {
    pub(crate) const ALL: [Side; 5] =
        [Side::Before, Side::After, Side::Inside, Side::Leading, Side::Adjective];

    /// Whether it is found by a look at single words, and not by a search.
    pub(crate) fn is_small(self) -> bool {
        matches!(self, Side::Inside | Side::Leading)
    }
}

/// Whether a mention includes the cue beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CueSpan {
    /// It does: "wilayah Kursk".
    In,
    /// It does if written with a capital: "Kursk Oblast", but "Idlib" in "Idlib province".
    Capital,
    /// It does not: "Presiden Joko Widodo".
    Out,
}

impl CueSpan {
    pub(crate) const ALL: [CueSpan; 3] = [CueSpan::In, CueSpan::Capital, CueSpan::Out];
}

/// The words of a name that a rule of inflection applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum NamePart {
    /// The noun that the other words lean on.
    Noun,
    /// A word that agrees with the noun.
    Adjective,
    /// A person's words but the last.
    Given,
    /// A person's last word.
    Surname,
    /// The last word of any name.
    Last,
    /// The only word of a name.
    Alone,
    /// The first word.
    First,
    /// The last word, if it is all capitals.
    Acronym,
    /// A noun that words in the genitive follow: "Министерство обороны".
    Head,
    /// A word that joins two nouns: "и" in "Босния и Герцеговина".
    And,
    /// A word from which on nothing changes: "на" in "Ростов-на-Дону".
    Stop,
    /// A name that changes although it is short.
    Short,
}

impl NamePart {
    pub(crate) const COUNT: usize = NamePart::Short as usize + 1;
}

/// The gender, or plural, in which words of a name agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(crate) enum Gender {
    #[serde(rename = "m")]
    Masculine,
    #[serde(rename = "f")]
    Feminine,
    #[serde(rename = "n")]
    Neuter,
    #[serde(rename = "p")]
    Plural,
}

impl Gender {
    pub(crate) const ALL: [Gender; 4] =
        [Gender::Masculine, Gender::Feminine, Gender::Neuter, Gender::Plural];
}

/// The kinds of names that rules of inflection distinguish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum InflectedKind {
    Place,
    Person,
    Organization,
}
