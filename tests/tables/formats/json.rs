//! The formats in JSON.

use super::{Doc, chars, written};
use gazetag::{Span, output::Style};
use geojson::{FeatureCollection, GeoJson, GeometryValue};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

fn number(value: &Value) -> usize {
    value.as_u64().expect("a position") as usize
}

fn lines(file: &str) -> Vec<Value> {
    assert!(file.is_empty() || file.ends_with('\n'));
    let lines = file.split_terminator('\n');
    lines.map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

/// Checks that code points give the text of each span again.
fn check_chars(doc: &Doc<'_>, spans: &[Span], found: &[(usize, usize)]) {
    assert_eq!(found.len(), spans.len(), "in {:?}", doc.text);
    for (span, &(start, end)) in spans.iter().zip(found) {
        assert_eq!(chars(doc.text, start, end), doc.text[span.range()], "in {:?}", doc.text);
    }
}

pub fn jsonl(style: &Style, docs: &[Doc<'_>]) {
    let lines = lines(&written(style, docs));
    assert_eq!(lines.len(), docs.len());
    for (line, doc) in lines.iter().zip(docs) {
        assert_eq!((&line["id"], &line["offsets"]), (&doc.id.into(), &"bytes".into()));
        assert_eq!(line["lang"].as_str(), doc.annotations.lang());
        let focus = doc.annotations.focus();
        for (sort, places) in [
            ("countries", focus.countries()),
            ("regions", focus.regions()),
            ("cities", focus.cities()),
        ] {
            let shown = line["focus"][sort].as_array().map_or(&[][..], Vec::as_slice);
            let ids: Vec<&str> =
                shown.iter().filter_map(|place| place["entity"].as_str()).collect();
            let expected: Vec<&str> =
                places.iter().take(3).map(|place| place.entity().id()).collect();
            assert_eq!(ids, expected);
        }
        let found = line["mentions"].as_array().unwrap();
        assert_eq!(found.len(), doc.annotations.len());
        for (mention, span) in found.iter().zip(doc.all()) {
            assert_eq!(number(&mention["start"])..number(&mention["end"]), span.range());
            assert_eq!(mention["text"], doc.text[span.range()]);
        }
        for (name, value) in &doc.fields {
            assert_eq!(line["fields"][name], *value);
        }
    }
}

pub fn spacy(style: &Style, docs: &[Doc<'_>]) {
    let lines = lines(&written(style, docs));
    assert_eq!(lines.len(), docs.len());
    for (line, doc) in lines.iter().zip(docs) {
        assert_eq!((&line["text"], &line["title"]), (&doc.text.into(), &doc.id.into()));
        let rtl = doc.text.contains("القاهرة الجديدة");
        assert!(!rtl || line["settings"]["direction"] == "rtl", "{line}");
        let ents = line["ents"].as_array().unwrap();
        let found: Vec<_> =
            ents.iter().map(|ent| (number(&ent["start"]), number(&ent["end"]))).collect();
        check_chars(doc, &doc.longest(), &found);
        assert!(found.windows(2).all(|pair| pair[0].1 <= pair[1].0), "sorted, and apart");
        for ent in ents {
            assert!(["GPE", "LOC", "PERSON", "ORG"].contains(&ent["label"].as_str().unwrap()));
            assert!(ent.get("kb_id").is_none_or(|id| id.as_str().is_some_and(|id| !id.is_empty())));
            assert!(ent.get("kb_url").is_none_or(|url| url.as_str().unwrap().starts_with("http")));
        }
    }
}

pub fn doccano(style: &Style, docs: &[Doc<'_>]) {
    let lines = lines(&written(style, docs));
    assert_eq!(lines.len(), docs.len());
    for (line, doc) in lines.iter().zip(docs) {
        assert_eq!((&line["text"], &line["id"]), (&doc.text.into(), &doc.id.into()));
        let labels = line["label"].as_array().unwrap();
        let found: Vec<_> =
            labels.iter().map(|label| (number(&label[0]), number(&label[1]))).collect();
        check_chars(doc, &doc.all(), &found);
    }
}

pub fn label_studio(style: &Style, docs: &[Doc<'_>]) {
    let tasks: Vec<Value> = serde_json::from_str(&written(style, docs)).unwrap();
    assert_eq!(tasks.len(), docs.len());
    for (task, doc) in tasks.iter().zip(docs) {
        assert_eq!(
            (&task["data"]["text"], &task["data"]["id"]),
            (&doc.text.into(), &doc.id.into())
        );
        let regions = task["predictions"][0]["result"].as_array().unwrap();
        let ids: HashSet<&str> =
            regions.iter().map(|region| region["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), regions.len(), "ids are unique");
        let mut found = Vec::new();
        for region in regions {
            let value = &region["value"];
            let (start, end) = (number(&value["start"]), number(&value["end"]));
            assert_eq!(value["text"], chars(doc.text, start, end));
            assert_eq!(value["labels"].as_array().unwrap().len(), 1);
            assert_eq!(
                (&region["from_name"], &region["to_name"], &region["type"]),
                (&"label".into(), &"text".into(), &"labels".into())
            );
            found.push((start, end));
        }
        check_chars(doc, &doc.all(), &found);
    }
}

pub fn web_annotation(style: &Style, docs: &[Doc<'_>]) {
    let annotations: Vec<Value> = serde_json::from_str(&written(style, docs)).unwrap();
    let mut left = annotations.iter();
    for doc in docs {
        let mut found = Vec::new();
        for annotation in left.by_ref().take(doc.annotations.len()) {
            assert_eq!(annotation["@context"], "http://www.w3.org/ns/anno.jsonld");
            assert_eq!(annotation["type"], "Annotation");
            let source = annotation["target"]["source"].as_str().unwrap();
            assert!(
                source
                    .bytes()
                    .all(|byte| byte.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&byte))
            );
            let [quote, position] = [0, 1].map(|at| &annotation["target"]["selector"][at]);
            let (start, end) = (number(&position["start"]), number(&position["end"]));
            assert_eq!(annotation["id"], format!("{source}#char={start},{end}"));
            let [prefix, exact, suffix] =
                ["prefix", "exact", "suffix"].map(|part| quote[part].as_str().unwrap());
            let reach = prefix.chars().count();
            let around: String = chars(doc.text, start - reach, end + suffix.chars().count());
            assert_eq!(around, format!("{prefix}{exact}{suffix}"));
            assert!(reach == 32 || reach == start, "a whole prefix: {prefix:?}");
            for body in annotation["body"].as_array().unwrap() {
                let purpose = body["purpose"].as_str().unwrap();
                let expected = match body["type"].as_str().unwrap() {
                    "SpecificResource" => {
                        assert!(body["source"].as_str().unwrap().starts_with("http"));
                        &["identifying"][..]
                    }
                    "Feature" => {
                        body["geometry"].to_string().parse::<GeoJson>().expect("a geometry");
                        &["georeferencing"]
                    }
                    _ => &["classifying", "tagging", "assessing"],
                };
                assert!(expected.contains(&purpose));
            }
            found.push((start, end));
        }
        check_chars(doc, &doc.all(), &found);
    }
    assert!(left.next().is_none());
}

/// Reads GeoJSON with another library, and checks what RFC 7946 says of points.
fn features(style: &Style, docs: &[Doc<'_>]) -> Vec<geojson::Feature> {
    let file = written(style, docs);
    let GeoJson::FeatureCollection(FeatureCollection { features, foreign_members, .. }) =
        file.parse().expect("it is GeoJSON")
    else {
        panic!("no collection: {file}")
    };
    assert!(foreign_members.is_none(), "no crs and the like");
    for feature in &features {
        let geometry = feature.geometry.as_ref().expect("a place lies somewhere");
        let GeometryValue::Point { coordinates } = &geometry.value else { panic!("no point") };
        let [lon, lat] = coordinates.as_slice() else { panic!("{coordinates:?}") };
        assert!((-180.0..=180.0).contains(lon) && (-90.0..=90.0).contains(lat), "{coordinates:?}");
        let properties = feature.properties.as_ref().expect("properties");
        let level = properties["level"].as_str().unwrap();
        assert!(["country", "region", "city", "place"].contains(&level));
        assert_eq!(level == "country", properties["kind"] == "country");
    }
    features
}

pub fn places(style: &Style, docs: &[Doc<'_>]) {
    #[derive(Default)]
    struct Counts {
        mentions: u64,
        documents: HashSet<usize>,
        quotes: HashSet<String>,
        point: Option<(f64, f64)>,
    }
    let mut expected: HashMap<&str, Counts> = HashMap::new();
    for (number, doc) in docs.iter().enumerate() {
        for mention in &doc.annotations {
            let Some(entity) = mention.entity() else { continue };
            let Some(point) = entity.point() else { continue };
            let counts = expected.entry(entity.id()).or_default();
            counts.mentions += 1;
            counts.documents.insert(number);
            counts.point = Some((point.lon, point.lat));
            let blank = |c: char| c.is_whitespace() || c.is_control();
            let words: Vec<&str> =
                mention.as_str().split(blank).filter(|word| !word.is_empty()).collect();
            counts.quotes.insert(words.join(" "));
        }
    }
    let features = features(style, docs);
    assert_eq!(features.len(), expected.len(), "a feature for each place");
    for feature in &features {
        let Some(geojson::feature::Id::String(id)) = &feature.id else { panic!("no id") };
        let counts = &expected[&**id];
        let properties = feature.properties.as_ref().unwrap();
        assert_eq!(properties["mentions"], counts.mentions, "{id}");
        assert_eq!(properties["documents"], counts.documents.len(), "{id}");
        let quotes = properties["quotes"].as_array().unwrap();
        let quotes: HashSet<String> =
            quotes.iter().map(|quote| quote.as_str().unwrap().into()).collect();
        assert_eq!(quotes, counts.quotes, "{id}");
        let GeometryValue::Point { coordinates } = &feature.geometry.as_ref().unwrap().value else {
            panic!("no point")
        };
        assert_eq!(Some((coordinates.as_slice()[0], coordinates.as_slice()[1])), counts.point);
    }
}

pub fn mentions(style: &Style, docs: &[Doc<'_>]) {
    let features = features(style, docs);
    let mut left = features.iter();
    for doc in docs {
        for mention in &doc.annotations {
            if mention.entity().and_then(gazetag::Entity::point).is_none() {
                continue;
            }
            let properties = left.next().expect("a feature").properties.as_ref().unwrap();
            assert_eq!(
                (&properties["doc"], &properties["offsets"]),
                (&doc.id.into(), &"bytes".into())
            );
            let range = number(&properties["start"])..number(&properties["end"]);
            assert_eq!(
                (range.clone(), &properties["text"]),
                (mention.span().range(), &doc.text[range].into())
            );
            let flat = properties.values().all(|value| !value.is_object() && !value.is_array());
            assert!(flat, "maps show flat properties");
        }
    }
    assert!(left.next().is_none());
}
