//! What the columns of a table hold.

use crate::import::{report::Fault, text};
use std::{fmt, str::FromStr};

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Field {
    /// The id.
    Id,
    /// The main name.
    Name,
    /// The name in a language (BCP 47).
    NameIn(String),
    /// Other names, in no language.
    Aliases,
    /// Other names in a language (BCP 47).
    AliasesIn(String),
    /// The kind.
    Kind,
    /// ISO 3166-1 alpha-2 code of the country.
    Country,
    /// Id of the region.
    Region,
    /// Latitude in degrees.
    Lat,
    /// Longitude in degrees.
    Lon,
    /// Inhabitants.
    Population,
    /// GeoNames number.
    GeoNames,
    /// Wikidata item, `Q…`.
    Wikidata,
}

impl Field {
    /// The same field, its language as tables have it.
    pub(super) fn tidy(&self) -> Result<Field, Fault> {
        Ok(match self {
            Field::NameIn(lang) => Field::NameIn(text::language(lang)?.into()),
            Field::AliasesIn(lang) => Field::AliasesIn(text::language(lang)?.into()),
            field => field.clone(),
        })
    }

    /// Those that are looked for under their own names.
    pub(super) const USUAL: [Field; 11] = [
        Field::Id,
        Field::Name,
        Field::Aliases,
        Field::Kind,
        Field::Country,
        Field::Region,
        Field::Lat,
        Field::Lon,
        Field::Population,
        Field::GeoNames,
        Field::Wikidata,
    ];
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Field::Id => f.write_str("id"),
            Field::Name => f.write_str("name"),
            Field::NameIn(lang) => write!(f, "name:{lang}"),
            Field::Aliases => f.write_str("aliases"),
            Field::AliasesIn(lang) => write!(f, "aliases:{lang}"),
            Field::Kind => f.write_str("kind"),
            Field::Country => f.write_str("country"),
            Field::Region => f.write_str("region"),
            Field::Lat => f.write_str("lat"),
            Field::Lon => f.write_str("lon"),
            Field::Population => f.write_str("population"),
            Field::GeoNames => f.write_str("geonames"),
            Field::Wikidata => f.write_str("wikidata"),
        }
    }
}

impl FromStr for Field {
    type Err = UnknownField;

    fn from_str(word: &str) -> Result<Field, UnknownField> {
        match word.split_once(':') {
            Some(("name", lang)) if !lang.is_empty() => Ok(Field::NameIn(lang.into())),
            Some(("aliases", lang)) if !lang.is_empty() => Ok(Field::AliasesIn(lang.into())),
            _ => Field::USUAL
                .into_iter()
                .find(|field| field.to_string() == word)
                .ok_or_else(|| UnknownField(word.into())),
        }
    }
}

/// A word that names no [`Field`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownField(String);

impl fmt::Display for UnknownField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let usual = Field::USUAL.map(|field| field.to_string()).join(", ");
        write!(f, "unknown field `{}`, expected one of: {usual}, name:LANG, aliases:LANG", self.0)
    }
}

impl std::error::Error for UnknownField {}
