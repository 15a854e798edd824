//! The formats of other tools: what becomes of one document in each, and how documents make a file.

mod brat;
mod conll;
mod doccano;
mod found;
mod geojson;
mod jsonl;
mod label_studio;
mod labels;
mod origin;
mod rendered;
mod spacy;
mod style;
mod table;
mod tei;
mod web_annotation;
mod writer;

use crate::lexicon::span::Unit;
pub use origin::{Origin, Value};
pub use rendered::Rendered;
use std::{fmt, str::FromStr};
pub use style::{Per, Style};
pub use writer::Writer;

/// A format in which annotations are written.
///
/// ```
/// use gazetag::output::Format;
///
/// assert_eq!("geojson".parse::<Format>(), Ok(Format::GeoJson));
/// assert_eq!(Format::LabelStudio.to_string(), "label-studio");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// `jsonl`: an object for each document, with its language, its focus and its mentions.
    Jsonl,
    /// `csv`: a row for each mention. Text that a spreadsheet would take for a formula begins with
    /// an apostrophe.
    Csv,
    /// `tsv`: the same, parted by tabs.
    Tsv,
    /// `geojson`: a point for each place that is named, or for each mention ([`Per`]), by RFC 7946.
    GeoJson,
    /// `spacy`: an object for each document, as displaCy shows entities by hand.
    Spacy,
    /// `doccano`: an object for each document, as doccano imports it.
    Doccano,
    /// `label-studio`: tasks of Label Studio with predictions.
    LabelStudio,
    /// `brat`: a text and an annotation file for each document, in a folder.
    Brat,
    /// `conll`: a token and its tag on each line, IOB2.
    Conll,
    /// `web-annotation`: annotations of the W3C's data model, in JSON-LD.
    WebAnnotation,
    /// `tei`: the text with names marked, in the XML of the Text Encoding Initiative.
    Tei,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 11] = [
        Format::Jsonl,
        Format::Csv,
        Format::Tsv,
        Format::GeoJson,
        Format::Spacy,
        Format::Doccano,
        Format::LabelStudio,
        Format::Brat,
        Format::Conll,
        Format::WebAnnotation,
        Format::Tei,
    ];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::GeoJson => "geojson",
            Format::Spacy => "spacy",
            Format::Doccano => "doccano",
            Format::LabelStudio => "label-studio",
            Format::Brat => "brat",
            Format::Conll => "conll",
            Format::WebAnnotation => "web-annotation",
            Format::Tei => "tei",
        }
    }

    /// Whether it is written as files in a folder, by a [`Writer::in_folder`].
    #[must_use]
    pub fn needs_folder(self) -> bool {
        self == Format::Brat
    }

    /// The unit of positions that its readers expect; `None` if [`Style::unit`] chooses, or it has
    /// no positions.
    #[must_use]
    pub fn unit(self) -> Option<Unit> {
        match self {
            Format::Spacy
            | Format::Doccano
            | Format::LabelStudio
            | Format::Brat
            | Format::WebAnnotation => Some(Unit::Chars),
            _ => None,
        }
    }

    /// Whether mentions may not share text: of those that do, the longest is written.
    #[must_use]
    pub fn forbids_overlaps(self) -> bool {
        matches!(self, Format::Spacy | Format::Conll | Format::Tei)
    }

    /// Whether it has labels for kinds, which [`Style::label`] changes.
    #[must_use]
    pub fn has_labels(self) -> bool {
        !matches!(self, Format::Jsonl | Format::Csv | Format::Tsv | Format::GeoJson)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Format {
    type Err = InvalidOption;

    fn from_str(word: &str) -> Result<Format, InvalidOption> {
        Format::ALL.into_iter().find(|format| format.as_str() == word).ok_or_else(|| {
            let known = Format::ALL.map(Format::as_str).join(", ");
            InvalidOption(format!("unknown format `{word}`, expected one of: {known}"))
        })
    }
}

/// A format, a label or a value that cannot be used, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidOption(String);

impl fmt::Display for InvalidOption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidOption {}
