//! Label Studio: tasks with predictions.

use super::{
    Origin, Style,
    found::{entity, json, mentions},
    origin::{InJson, add_fields},
    rendered::Rendered,
};
use crate::annotator::Annotations;
use serde::{Serialize, Serializer, ser::SerializeMap};
use std::borrow::Cow;

#[derive(Serialize)]
struct Task<'a> {
    data: Data<'a>,
    predictions: [Prediction<'a>; 1],
}

struct Data<'a> {
    text: &'a str,
    origin: &'a Origin<'a>,
}

/// The fields of `data` that are gazetag's own.
const DATA: [&str; 2] = ["text", "id"];

impl Serialize for Data<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("text", self.text)?;
        map.serialize_entry("id", &InJson(&self.origin.id))?;
        add_fields(&mut map, &self.origin.fields, &DATA)?;
        map.end()
    }
}

#[derive(Serialize)]
struct Prediction<'a> {
    model_version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    result: Vec<Region<'a>>,
}

#[derive(Serialize)]
struct Region<'a> {
    id: String,
    from_name: &'a str,
    to_name: &'a str,
    r#type: &'static str,
    value: Labelled<'a>,
    score: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<Meta>,
}

#[derive(Serialize)]
struct Labelled<'a> {
    start: usize,
    end: usize,
    text: Cow<'a, str>,
    labels: [&'a str; 1],
}

/// What Label Studio shows beside a region.
#[derive(Serialize)]
struct Meta {
    text: [String; 1],
}

pub(super) fn render<'a>(
    style: &Style,
    origin: &Origin<'_>,
    annotations: &Annotations<'a, 'a>,
) -> Rendered {
    let [from_name, to_name] = &style.controls;
    let regions = mentions(style, annotations).enumerate().map(|(number, (_, mention))| Region {
        id: format!("m{}", number + 1),
        from_name,
        to_name,
        r#type: "labels",
        score: mention.score,
        meta: entity(&mention).map(|entity| Meta { text: [entity] }),
        value: Labelled {
            start: mention.start,
            end: mention.end,
            labels: [style.labels.get(mention.kind)],
            text: mention.text,
        },
    });
    let result: Vec<Region<'_>> = regions.collect();
    // Those it is least sure of are the first to look at.
    let score = result.iter().map(|region| region.score).reduce(f64::min);
    const MODEL: &str = concat!("gazetag ", env!("CARGO_PKG_VERSION"));
    let predictions = [Prediction { model_version: MODEL, score, result }];
    json(&Task { data: Data { text: annotations.text(), origin }, predictions }, "")
}
