//! GeoJSON (RFC 7946): a point for each place over all documents, or for each mention.

use super::{
    Origin, Style,
    found::{self, level, one_line, point, unit, uri, uri_of, write_json},
    origin::{InJson, add_fields},
    rendered::{Place, Places, Rendered},
};
use crate::{
    annotator::{Annotations, MentionRecord},
    lexicon::{
        model::{Kind, Point},
        span::Span,
        text::cut,
    },
};
use serde::{Serialize, Serializer, ser::SerializeMap};
use std::collections::BTreeSet;

#[derive(Serialize)]
struct Feature<'a, P> {
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    geometry: Geometry,
    properties: P,
}

#[derive(Serialize)]
pub(super) struct Geometry {
    r#type: &'static str,
    /// Longitude and latitude.
    coordinates: [f64; 2],
}

impl Geometry {
    pub(super) fn of([lat, lon]: [f64; 2]) -> Geometry {
        Geometry { r#type: "Point", coordinates: [lon, lat] }
    }
}

/// Flat, as what shows it in maps has no room for more.
#[derive(Serialize)]
struct PlaceProperties<'a> {
    name: &'a str,
    kind: Kind,
    level: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'a str>,
    mentions: u64,
    documents: u64,
    score: f64,
    quotes: &'a BTreeSet<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    geonames: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wikidata: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
}

/// The places of one document.
pub(super) fn places<'a>(annotations: &Annotations<'a, 'a>) -> Rendered {
    let mut places = Places::default();
    for mention in annotations {
        let Some(entity) = mention.entity() else { continue };
        let record = mention.to_record();
        let Some([lat, lon]) = point(&record) else { continue };
        places.add(Place {
            id: entity.id().into(),
            name: entity.name().into(),
            kind: entity.kind(),
            country: entity.country().map(Into::into),
            region: entity.region().map(Into::into),
            point: Point { lat, lon },
            geonames: entity.geonames(),
            wikidata: entity.wikidata().map(Into::into),
            score: record.score,
            mentions: 1,
            documents: 1,
            quotes: BTreeSet::from([one_line(mention.as_str())]),
        });
    }
    Rendered::places(places.of_one_document())
}

/// The feature of a place.
pub(super) fn feature(place: &Place) -> Vec<u8> {
    let properties = PlaceProperties {
        name: &place.name,
        kind: place.kind,
        level: level(place.kind),
        country: place.country.as_deref(),
        region: place.region.as_deref(),
        mentions: place.mentions,
        documents: place.documents,
        score: place.score,
        quotes: &place.quotes,
        geonames: place.geonames,
        wikidata: place.wikidata.as_deref(),
        uri: uri_of(place.geonames, place.wikidata.as_deref()),
    };
    let geometry = Geometry::of([place.point.lat, place.point.lon]);
    let feature = Feature { r#type: "Feature", id: Some(&place.id), geometry, properties };
    let mut bytes = Vec::new();
    write_json(&feature, &mut bytes);
    bytes
}

/// What is known of a mention, and the fields of its document.
struct MentionProperties<'a> {
    doc: &'a Origin<'a>,
    offsets: &'static str,
    mention: &'a MentionRecord<'a>,
    context: String,
}

/// The properties that are gazetag's own.
const PROPERTIES: [&str; 15] = [
    "doc", "start", "end", "offsets", "text", "context", "kind", "level", "entity", "name",
    "score", "country", "region", "demonym", "uri",
];

impl Serialize for MentionProperties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mention = self.mention;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("doc", &InJson(&self.doc.id))?;
        map.serialize_entry("start", &mention.start)?;
        map.serialize_entry("end", &mention.end)?;
        map.serialize_entry("offsets", self.offsets)?;
        map.serialize_entry("text", &mention.text)?;
        map.serialize_entry("context", &self.context)?;
        map.serialize_entry("kind", &mention.kind)?;
        map.serialize_entry("level", level(mention.kind))?;
        for (name, value) in [
            ("entity", &mention.entity),
            ("name", &mention.name),
            ("country", &mention.country),
            ("region", &mention.region),
        ] {
            if let Some(value) = value {
                map.serialize_entry(name, value)?;
            }
        }
        map.serialize_entry("score", &mention.score)?;
        if mention.demonym {
            map.serialize_entry("demonym", &true)?;
        }
        if let Some(uri) = uri(mention) {
            map.serialize_entry("uri", &uri)?;
        }
        add_fields(&mut map, &self.doc.fields, &PROPERTIES)?;
        map.end()
    }
}

/// The features of one document, parted by commas.
pub(super) fn mentions<'a>(
    style: &Style,
    origin: &Origin<'_>,
    annotations: &Annotations<'a, 'a>,
) -> Rendered {
    let mut bytes = Vec::new();
    for (span, mention) in found::mentions(style, annotations) {
        let Some(point) = point(&mention) else { continue };
        if !bytes.is_empty() {
            bytes.extend_from_slice(b",\n");
        }
        let properties = MentionProperties {
            doc: origin,
            offsets: unit(style.unit),
            mention: &mention,
            context: context(annotations.text(), span),
        };
        let geometry = Geometry::of(point);
        write_json(&Feature { r#type: "Feature", id: None, geometry, properties }, &mut bytes);
    }
    Rendered::bytes(bytes)
}

/// The words around a mention, for people to read.
fn context(text: &str, span: Span) -> String {
    const REACH: usize = 80;
    one_line(cut::span(text, cut::line_around(text, span, REACH)))
}
