//! Annotations in forms that other programs read.

mod explained;
mod record;

pub use crate::annotator::MentionRecord;
pub use explained::{CandidateRecord, EvidenceRecord, ExplainedRecord, explained};
pub use record::records;
