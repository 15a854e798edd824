//! Annotations in forms that other programs read.

mod record;

pub use record::{MentionRecord, records};
