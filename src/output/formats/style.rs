//! How a format is written.

use super::{
    Format, InvalidOption, Origin, Rendered, brat, conll, doccano, geojson, jsonl, label_studio,
    labels::Labels, spacy, table, tei, web_annotation,
};
use crate::{
    annotator::Annotations,
    lexicon::{model::Kind, span::Unit},
};

/// A format with its options.
///
/// [`render`](Style::render) works on one document and can be called by many threads at once; a
/// [`Writer`](super::Writer) puts what it makes in order.
#[derive(Clone, Debug)]
pub struct Style {
    pub(super) format: Format,
    pub(super) unit: Unit,
    pub(super) labels: Labels,
    pub(super) label_key: String,
    pub(super) controls: [String; 2],
    pub(super) per: Per,
    pub(super) columns: Vec<String>,
}

/// What a feature of GeoJSON stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Per {
    /// A place, with all its mentions in all documents.
    #[default]
    Place,
    /// A mention.
    Mention,
}

impl Style {
    /// A format as it is usually written.
    #[must_use]
    pub fn new(format: Format) -> Style {
        Style {
            format,
            unit: format.unit().unwrap_or_default(),
            labels: Labels::of(format),
            label_key: "label".into(),
            controls: ["label".into(), "text".into()],
            per: Per::default(),
            columns: Vec::new(),
        }
    }

    /// The format.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// Sets the unit of positions. A format that has one of its own ([`Format::unit`]) keeps it.
    #[must_use]
    pub fn unit(self, unit: Unit) -> Style {
        Style { unit: self.format.unit().unwrap_or(unit), ..self }
    }

    /// Sets the label of a kind, such as `LOC` for cities.
    ///
    /// # Errors
    /// If the label is not made of letters, digits, hyphens, dots and underscores.
    pub fn label(mut self, kind: Kind, label: &str) -> Result<Style, InvalidOption> {
        self.labels.set(kind, label)?;
        Ok(self)
    }

    /// Sets the field of doccano that has the labels: `label` unless told, as its import wants it.
    #[must_use]
    pub fn label_key(self, key: impl Into<String>) -> Style {
        Style { label_key: key.into(), ..self }
    }

    /// Sets the names of the controls in the configuration of Label Studio: of its labels (`label`
    /// unless told) and of its text (`text`).
    #[must_use]
    pub fn controls(self, labels: impl Into<String>, text: impl Into<String>) -> Style {
        Style { controls: [labels.into(), text.into()], ..self }
    }

    /// Sets what a feature of GeoJSON stands for.
    #[must_use]
    pub fn per(self, per: Per) -> Style {
        Style { per, ..self }
    }

    /// Names the fields of documents that outputs in columns have columns for.
    #[must_use]
    pub fn columns(self, names: impl IntoIterator<Item = impl Into<String>>) -> Style {
        Style { columns: names.into_iter().map(Into::into).collect(), ..self }
    }

    /// What becomes of one document, for a [`Writer`](super::Writer).
    #[must_use]
    pub fn render<'a>(&self, origin: &Origin<'_>, annotations: &Annotations<'a, 'a>) -> Rendered {
        match (self.format, self.per) {
            (Format::Jsonl, _) => jsonl::render(self, origin, annotations),
            (Format::Csv | Format::Tsv, _) => table::render(self, origin, annotations),
            (Format::GeoJson, Per::Place) => geojson::places(annotations),
            (Format::GeoJson, Per::Mention) => geojson::mentions(self, origin, annotations),
            (Format::Spacy, _) => spacy::render(self, origin, annotations),
            (Format::Doccano, _) => doccano::render(self, origin, annotations),
            (Format::LabelStudio, _) => label_studio::render(self, origin, annotations),
            (Format::Brat, _) => brat::render(self, origin, annotations),
            (Format::Conll, _) => conll::render(self, annotations),
            (Format::WebAnnotation, _) => web_annotation::render(self, origin, annotations),
            (Format::Tei, _) => tei::render(self, origin, annotations),
        }
    }
}
