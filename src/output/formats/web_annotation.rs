//! The Web Annotation Data Model of the W3C, in JSON-LD.

use super::{
    Origin, Style,
    found::{mentions, point, uri, write_json},
    geojson::Geometry,
    rendered::Rendered,
};
use crate::{
    annotator::{Annotations, MentionRecord},
    lexicon::{span::Span, text::cut},
};
use serde::Serialize;
use std::borrow::Cow;

#[derive(Serialize)]
struct Annotation<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    r#type: &'static str,
    generator: Generator,
    body: Vec<Body<'a>>,
    target: Target<'a>,
}

#[derive(Serialize)]
struct Generator {
    r#type: &'static str,
    name: &'static str,
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Body<'a> {
    #[serde(rename = "SpecificResource")]
    Resource {
        purpose: &'static str,
        source: String,
    },
    #[serde(rename = "TextualBody")]
    Text {
        purpose: &'static str,
        value: Cow<'a, str>,
    },
    Feature {
        purpose: &'static str,
        geometry: Geometry,
    },
}

#[derive(Serialize)]
struct Target<'a> {
    source: &'a str,
    selector: [Selector<'a>; 2],
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector<'a> {
    #[serde(rename = "TextQuoteSelector")]
    Quote { exact: &'a str, prefix: &'a str, suffix: &'a str },
    #[serde(rename = "TextPositionSelector")]
    Position { start: usize, end: usize },
}

/// The annotations of one document, parted by commas.
pub(super) fn render<'a>(
    style: &Style,
    origin: &Origin<'_>,
    annotations: &Annotations<'a, 'a>,
) -> Rendered {
    let mut bytes = Vec::new();
    let source = iri(&origin.id.shown());
    for (span, mention) in mentions(style, annotations) {
        if !bytes.is_empty() {
            bytes.extend_from_slice(b",\n");
        }
        let [prefix, suffix] = around(annotations.text(), span);
        let (start, end) = (mention.start, mention.end);
        let annotation = Annotation {
            context: "http://www.w3.org/ns/anno.jsonld",
            // A fragment of plain text, as in RFC 5147.
            id: format!("{source}#char={start},{end}"),
            r#type: "Annotation",
            generator: Generator {
                r#type: "Software",
                name: concat!("gazetag ", env!("CARGO_PKG_VERSION")),
            },
            body: body(style, &mention),
            target: Target {
                source: &source,
                selector: [
                    Selector::Quote { exact: &mention.text, prefix, suffix },
                    Selector::Position { start, end },
                ],
            },
        };
        write_json(&annotation, &mut bytes);
    }
    Rendered::bytes(bytes)
}

fn body<'a>(style: &'a Style, mention: &MentionRecord<'a>) -> Vec<Body<'a>> {
    let label = style.labels.get(mention.kind).into();
    let mut body = vec![Body::Text { purpose: "classifying", value: label }];
    if let Some(source) = uri(mention) {
        body.push(Body::Resource { purpose: "identifying", source });
    }
    for value in [&mention.entity, &mention.name].into_iter().flatten() {
        body.push(Body::Text { purpose: "tagging", value: value.clone() });
    }
    if let Some(point) = point(mention) {
        body.push(Body::Feature { purpose: "georeferencing", geometry: Geometry::of(point) });
    }
    let score = mention.score.to_string().into();
    body.push(Body::Text { purpose: "assessing", value: score });
    body
}

/// The text before and behind a span, by which it is found again in another edition.
fn around(text: &str, span: Span) -> [&str; 2] {
    const CHARS: usize = 32;
    let (before, after) = (cut::before(text, span.start), cut::after(text, span.end));
    let start = before.char_indices().rev().take(CHARS).last().map_or(before.len(), |(at, _)| at);
    let end = after.char_indices().nth(CHARS).map_or(after.len(), |(at, _)| at);
    [cut::after(before, start), cut::before(after, end)]
}

/// An id as a reference to a resource: an address as it is, anything else as a path of its own.
fn iri(id: &str) -> String {
    let is_address = ["http://", "https://", "urn:"].iter().any(|scheme| id.starts_with(scheme));
    let mut iri = String::new();
    for byte in id.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        // What has a meaning in an address keeps it.
        if plain || is_address && b":?=&%+,;@!$'()*[]".contains(&byte) {
            iri.push(byte.into());
        } else {
            iri.push_str(&format!("%{byte:02X}"));
        }
    }
    iri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        for (id, expected) in [
            ("texts/a.txt", "texts/a.txt"),
            ("standard input", "standard%20input"),
            ("https://example.org/a?b=1", "https://example.org/a?b=1"),
            ("https://example.org/a#b c", "https://example.org/a%23b%20c"),
            ("a:b", "a%3Ab"),
            ("é", "%C3%A9"),
            ("", ""),
        ] {
            assert_eq!(iri(id), expected);
        }
    }
}
