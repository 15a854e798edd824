//! A text to annotate, however it was read.

use serde_json::value::RawValue;
use std::borrow::Cow;

/// A text to annotate.
#[derive(Debug, Default)]
pub struct Input<'a> {
    /// Comes out as it came in, digit for digit.
    pub id: Box<RawValue>,
    pub text: Cow<'a, str>,
    pub lang: Option<String>,
    pub country: Option<String>,
    /// What else goes with the document.
    pub fields: Vec<(String, Box<RawValue>)>,
}

impl Input<'_> {
    /// The id for a message: of a long one the start.
    pub fn shown_id(&self) -> String {
        const LONGEST: usize = 60;
        let shown: String = self.id.get().chars().take(LONGEST).collect();
        if shown.len() < self.id.get().len() { shown + "…" } else { shown }
    }

    pub fn into_owned<'a>(self) -> Input<'a> {
        Input { text: Cow::Owned(self.text.into_owned()), ..self }
    }
}
