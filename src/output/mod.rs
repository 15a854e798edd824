//! Annotations in forms that other programs read.
//!
//! [`records`] and [`explained`] give plain rows. With the feature `formats`, a [`Writer`] writes
//! any number of documents in one of the formats that [`Format`] lists.

mod explained;
#[cfg(feature = "formats")]
mod formats;
mod record;

pub use crate::annotator::MentionRecord;
pub use explained::{CandidateRecord, EvidenceRecord, ExplainedRecord, explained};
#[cfg(feature = "formats")]
pub use formats::{Format, InvalidOption, Origin, Per, Rendered, Style, Value, Writer};
pub use record::records;
