//! Mentions as plain rows, for JSON or any other format that `serde` writes.

use crate::{
    annotations::Annotations,
    entity::{Entity, Form, Kind},
    span::{Offsets, Unit},
};
use serde::Serialize;

/// A mention as JSON Lines show it. What is not known is left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MentionRecord<'a> {
    /// Where it begins, in the unit asked for.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// Its text.
    pub text: &'a str,
    /// What sort of entity it names.
    pub kind: Kind,
    /// Id of the entity, if a table has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<&'a str>,
    /// Name of the entity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
    /// Whether the name is a demonym or another adjective that says a place.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub demonym: bool,
    /// Probability, 0 to 1, in thousandths.
    pub score: f64,
    /// ISO 3166-1 alpha-2 code of its country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<&'a str>,
    /// Id of the region it lies in (ISO 3166-2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<&'a str>,
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
    pub wikidata: Option<&'a str>,
}

pub(super) fn thousandths(value: f32) -> f64 {
    (f64::from(value) * 1000.0).round() / 1000.0
}

/// The mentions of `annotations` as rows, with positions counted in `unit`.
///
/// ```
/// # #[cfg(feature = "builtin")] {
/// use gazetag::{Unit, output};
///
/// let annotations = gazetag::annotate("Президент Беларуси Александр Лукашенко");
/// let rows: Vec<_> = output::records(&annotations, Unit::Chars).collect();
/// let person = rows.last().unwrap();
/// assert_eq!((person.start, person.end, person.entity), (19, 38, Some("alexander-lukashenko")));
/// # }
/// ```
pub fn records<'a>(annotations: &'a Annotations<'a, 'a>, unit: Unit) -> impl Iterator<Item = MentionRecord<'a>> {
    let mut offsets = Offsets::new(annotations.text(), unit);
    annotations.iter().map(move |mention| {
        let range = offsets.range(mention.span());
        let entity = mention.entity();
        let point = entity.and_then(Entity::point);
        MentionRecord {
            start: range.start,
            end: range.end,
            text: mention.as_str(),
            kind: mention.kind(),
            entity: entity.map(Entity::id),
            name: entity.map(Entity::name),
            demonym: mention.name().is_some_and(|name| name.form() == Form::Demonym),
            score: thousandths(mention.score()),
            country: entity.and_then(Entity::country),
            region: entity.and_then(Entity::region),
            lat: point.map(|point| point.lat),
            lon: point.map(|point| point.lon),
            geonames: entity.and_then(Entity::geonames),
            wikidata: entity.and_then(Entity::wikidata),
        }
    })
}
