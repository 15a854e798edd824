//! The mentions of a document, as formats need them.

use super::{Style, rendered::Rendered};
use crate::{
    annotator::{Annotations, MentionRecord},
    lexicon::{
        model::Kind,
        span::{Offsets, Span, Unit},
    },
};
use serde::Serialize;
use std::{cmp::Reverse, collections::BTreeMap};

/// The mentions as records, in the unit and with the overlaps of a style.
pub(super) fn mentions<'a>(
    style: &Style,
    annotations: &Annotations<'a, 'a>,
) -> impl Iterator<Item = (Span, MentionRecord<'a>)> + use<'a> {
    let mut offsets = Offsets::new(annotations.text(), style.unit);
    let dropped = if style.format.forbids_overlaps() {
        overlapped(annotations.iter().map(|mention| mention.span()))
    } else {
        Vec::new()
    };
    annotations
        .iter()
        .enumerate()
        .filter(move |(at, _)| dropped.binary_search(at).is_err())
        .map(move |(_, mention)| (mention.span(), mention.record(&mut offsets)))
}

/// The numbers of spans that share text with a longer one, or with an earlier one as long.
fn overlapped(spans: impl Iterator<Item = Span> + Clone) -> Vec<usize> {
    if spans.clone().zip(spans.clone().skip(1)).all(|(a, b)| a.end <= b.start) {
        return Vec::new();
    }
    let mut order: Vec<(usize, Span)> = spans.enumerate().collect();
    order.sort_by_key(|&(at, span)| (Reverse(span.len()), span.start, at));
    let mut kept: BTreeMap<usize, usize> = BTreeMap::new();
    let mut dropped = Vec::new();
    for (at, span) in order {
        let before = kept.range(..span.end).next_back();
        if before.is_some_and(|(_, &end)| end > span.start) {
            dropped.push(at);
        } else {
            kept.insert(span.start, span.end);
        }
    }
    dropped.sort_unstable();
    dropped
}

/// A page about the entity, in GeoNames or Wikidata, which is its identifier too.
pub(super) fn uri(mention: &MentionRecord<'_>) -> Option<String> {
    uri_of(mention.geonames, mention.wikidata.as_deref())
}

pub(super) fn uri_of(geonames: Option<u32>, wikidata: Option<&str>) -> Option<String> {
    geonames
        .map(|number| format!("https://sws.geonames.org/{number}/"))
        .or_else(|| wikidata.map(|item| format!("http://www.wikidata.org/entity/{item}")))
}

/// Latitude and longitude, if they are known.
pub(super) fn point(mention: &MentionRecord<'_>) -> Option<[f64; 2]> {
    let point = [mention.lat?, mention.lon?];
    point.iter().all(|degrees| degrees.is_finite()).then_some(point)
}

/// How much of the earth a point stands for: that of a country is somewhere in its middle.
pub(super) fn level(kind: Kind) -> &'static str {
    match kind {
        Kind::Country | Kind::Region | Kind::City => kind.as_str(),
        Kind::Place | Kind::Person | Kind::Organization => Kind::Place.as_str(),
    }
}

/// What is known of the entity, on one line.
pub(super) fn entity(mention: &MentionRecord<'_>) -> Option<String> {
    let id = mention.entity.as_deref()?;
    let name = one_line(mention.name.as_deref().unwrap_or_default());
    let point = mention.lat.zip(mention.lon).map(|(lat, lon)| format!("{lat}, {lon}"));
    let known = [Some(format!("{id} {name}")), point, uri(mention)];
    Some(known.into_iter().flatten().collect::<Vec<_>>().join("; "))
}

/// The word for a unit, as in `--offsets`.
pub(super) fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Bytes => "bytes",
        Unit::Chars => "chars",
        Unit::Utf16 => "utf16",
    }
}

/// Text on one line, with a space for each run of white space.
pub(super) fn one_line(text: &str) -> String {
    let blank = |c: char| c.is_whitespace() || c.is_control();
    text.split(blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// One value in JSON, with what follows it.
pub(super) fn json(value: &impl Serialize, end: &str) -> Rendered {
    let mut bytes = Vec::new();
    write_json(value, &mut bytes);
    bytes.extend_from_slice(end.as_bytes());
    Rendered::bytes(bytes)
}

pub(super) fn write_json(value: &impl Serialize, bytes: &mut Vec<u8>) {
    // Neither a vector nor the values of this module refuse anything.
    serde_json::to_writer(bytes, value)
        .expect("what is written has string keys and no failing parts");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_of_overlapping_spans_stays() {
        for (case, spans, expected) in [
            ("apart", &[(0, 2), (2, 4)][..], &[][..]),
            ("nested", &[(0, 9), (2, 4), (5, 9)], &[1, 2]),
            ("one longer", &[(0, 4), (3, 9), (8, 10)], &[0, 2]),
            ("as long", &[(0, 4), (2, 6)], &[1]),
            ("the same", &[(0, 4), (0, 4)], &[1]),
            ("behind one that goes", &[(0, 4), (3, 8), (7, 20)], &[1]),
        ] {
            let spans = spans.iter().map(|&(start, end)| Span::new(start, end));
            assert_eq!(overlapped(spans), expected, "{case}");
        }
    }
}
