//! gazetag
mod annotations;
mod annotator;
#[cfg(feature = "builtin")]
mod builtin;
mod dictionary;
mod entity;
mod error;
mod gazetteer;
mod matcher;
pub mod output;
mod resolve;
mod select;
mod span;
mod table;
mod text;

pub use annotations::{Annotations, Candidate, Document, Mention};
pub use annotator::{Annotator, AnnotatorBuilder, Scratch};
pub use dictionary::{Case, Dictionary, Hit};
pub use entity::{CaseRule, Entity, Form, Kind, Name, Point, UnknownKind};
pub use error::Error;
pub use gazetteer::{Gazetteer, GazetteerBuilder};
pub use resolve::{Evidence, Reason};
pub use select::Overlaps;
pub use span::{Offsets, Span, Unit};

/// Finds the entities of the built-in tables in a text.
#[cfg(feature = "builtin")]
pub fn annotate<'t>(document: impl Into<Document<'t>>) -> Annotations<'static, 't> {
    builtin::ANNOTATOR.annotate(document)
}
