//! doccano: JSON Lines as its import for sequence labelling takes them.

use super::{
    Origin, Style,
    found::{json, mentions},
    origin::{Fields, InJson},
    rendered::Rendered,
};
use crate::annotator::Annotations;
use serde::{Serialize, Serializer, ser::SerializeMap};

struct Doc<'a> {
    style: &'a Style,
    origin: &'a Origin<'a>,
    text: &'a str,
    labels: Vec<(usize, usize, &'a str)>,
}

impl Serialize for Doc<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &InJson(&self.origin.id))?;
        map.serialize_entry("text", self.text)?;
        map.serialize_entry(&self.style.label_key, &self.labels)?;
        if !self.origin.fields.is_empty() {
            map.serialize_entry("meta", &Fields(&self.origin.fields))?;
        }
        map.end()
    }
}

pub(super) fn render<'a>(
    style: &Style,
    origin: &Origin<'_>,
    annotations: &Annotations<'a, 'a>,
) -> Rendered {
    let labels = mentions(style, annotations)
        .map(|(_, mention)| (mention.start, mention.end, style.labels.get(mention.kind)));
    json(&Doc { style, origin, text: annotations.text(), labels: labels.collect() }, "\n")
}
