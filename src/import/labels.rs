//! Words for kinds, as other people write them.

use crate::lexicon::model::Kind;
use std::collections::HashMap;

/// What the labels of a source mean: a kind, or nothing to be taken.
#[derive(Clone, Debug)]
pub(super) struct Labels(HashMap<String, Option<Kind>>);

impl Default for Labels {
    /// gazetag's own words, and the usual labels of named entities (spaCy, CoNLL, OntoNotes).
    fn default() -> Labels {
        let own = Kind::ALL.into_iter().map(|kind| (kind.as_str(), kind));
        let usual = [
            ("per", Kind::Person),
            ("org", Kind::Organization),
            ("organisation", Kind::Organization),
            ("gpe", Kind::Place),
            ("loc", Kind::Place),
            ("location", Kind::Place),
            ("fac", Kind::Place),
            ("facility", Kind::Place),
        ];
        Labels(own.chain(usual).map(|(label, kind)| (label.to_owned(), Some(kind))).collect())
    }
}

impl Labels {
    pub(super) fn set(&mut self, label: &str, kind: Option<Kind>) {
        self.0.insert(label.trim().to_lowercase(), kind);
    }

    /// Whether something is said about the label.
    pub(super) fn knows(&self, label: &str) -> bool {
        self.0.contains_key(&label.trim().to_lowercase())
    }

    pub(super) fn kind(&self, label: &str) -> Option<Kind> {
        self.0.get(&label.trim().to_lowercase()).copied().flatten()
    }
}
