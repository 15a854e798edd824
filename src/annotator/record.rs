//! A mention as a plain row, for JSON or any other format that `serde` reads and writes.

use crate::lexicon::{gazetteer::Entity, model::Kind};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, ops::Range};

/// A mention as JSON Lines show it, without the fields that are unknown. It borrows the text and
/// the annotator; [`into_owned`](Self::into_owned) makes one that borrows nothing.
///
/// ```
/// # #[cfg(feature = "builtin")] {
/// use gazetag::MentionRecord;
///
/// let annotations = gazetag::annotate("Serangan ke wilayah Kursk");
/// let json = serde_json::to_string(&annotations.first()).unwrap();
/// let read: MentionRecord<'static> = serde_json::from_str(&json).unwrap();
/// assert_eq!(read.entity.as_deref(), Some("RU-KRS"));
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MentionRecord<'a> {
    /// Where it begins, in the unit asked for.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// Its text.
    pub text: Cow<'a, str>,
    /// The kind of the entity.
    pub kind: Kind,
    /// Id of the entity, if a table has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<Cow<'a, str>>,
    /// Name of the entity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Cow<'a, str>>,
    /// Whether the name is a demonym or another adjective of a place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demonym: bool,
    /// Probability from 0 to 1, rounded to three decimals.
    pub score: f64,
    /// ISO 3166-1 alpha-2 code of its country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Cow<'a, str>>,
    /// Id of the region it lies in (ISO 3166-2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Cow<'a, str>>,
    /// Latitude in degrees, WGS 84.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Longitude in degrees, WGS 84.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// GeoNames number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geonames: Option<u32>,
    /// Wikidata item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wikidata: Option<Cow<'a, str>>,
}

impl<'a> MentionRecord<'a> {
    pub(crate) fn new(
        range: Range<usize>,
        text: &'a str,
        kind: Kind,
        entity: Option<Entity<'a>>,
        demonym: bool,
        score: f32,
    ) -> MentionRecord<'a> {
        let point = entity.and_then(Entity::point);
        let word = |of: fn(Entity<'a>) -> Option<&'a str>| entity.and_then(of).map(Cow::Borrowed);
        MentionRecord {
            start: range.start,
            end: range.end,
            text: text.into(),
            kind,
            entity: word(|entity| Some(entity.id())),
            name: word(|entity| Some(entity.name())),
            demonym,
            score: thousandths(score),
            country: word(Entity::country),
            region: word(Entity::region),
            lat: point.map(|point| point.lat),
            lon: point.map(|point| point.lon),
            geonames: entity.and_then(Entity::geonames),
            wikidata: word(Entity::wikidata),
        }
    }

    /// The same record, owning its text, so that it outlives the document.
    #[must_use]
    pub fn into_owned(self) -> MentionRecord<'static> {
        let owned = |word: Cow<'a, str>| Cow::Owned(word.into_owned());
        MentionRecord {
            text: owned(self.text),
            entity: self.entity.map(owned),
            name: self.name.map(owned),
            country: self.country.map(owned),
            region: self.region.map(owned),
            wikidata: self.wikidata.map(owned),
            ..self
        }
    }
}

/// A probability or a weight with three decimals.
pub(crate) fn thousandths(value: f32) -> f64 {
    (f64::from(value) * 1000.0).round() / 1000.0
}
