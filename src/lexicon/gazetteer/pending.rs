//! What a gazetteer is made of, as long as it is not frozen.

use super::WordLangs;
use crate::lexicon::{
    model::{CaseRule, CueSpan, Form, Kind, Side},
    new::NewEntity,
    store::Slice,
};

/// A name that something belongs to.
#[derive(Clone, Copy)]
pub(super) enum Base {
    /// The own name of the entity with this number.
    Own(usize),
    /// The name with this number of tables of names.
    Other(usize),
}

/// What a table of cues says.
pub(super) struct Cue {
    pub phrase: String,
    pub kind: Kind,
    pub side: Side,
    pub span: CueSpan,
    pub langs: WordLangs,
}

/// The table and line something was read from; line 0 if it has none, and then it was checked
/// before.
#[derive(Clone, Copy)]
pub(super) struct Origin {
    pub table: u32,
    pub line: u32,
}

impl Origin {
    /// No table: what a program adds by itself.
    pub const PROGRAM: Origin = Origin { table: u32::MAX, line: 1 };
}

pub(super) struct PendingEntity {
    pub origin: Origin,
    pub record: NewEntity,
    /// Whether the name that its table gives is one to be found by.
    pub named: bool,
}

pub(super) struct PendingName {
    pub id: Slice,
    pub text: Slice,
    pub lang: u16,
    pub form: Form,
    pub case: Option<CaseRule>,
    /// The other languages of the spelling, with a space between.
    pub also: Box<str>,
}
