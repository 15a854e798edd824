//! Annotations in forms that other programs read.

mod explained;
mod record;

pub use explained::{CandidateRecord, EvidenceRecord, ExplainedRecord, explained};
pub use record::{MentionRecord, records};
