//! What formats call the kinds of entities.

use super::{Format, InvalidOption};
use crate::lexicon::model::Kind;
use std::borrow::Cow;

/// `kind,usual,conll,tei`: a row for each kind; the usual labels are those of OntoNotes and spaCy.
const LABELS: &str = include_str!("labels.csv");

/// A label for each kind.
#[derive(Clone, Debug)]
pub(super) struct Labels([Cow<'static, str>; Kind::ALL.len()]);

impl Labels {
    /// The usual ones in a format.
    pub(super) fn of(format: Format) -> Labels {
        let column = match format {
            Format::Conll => 2,
            Format::Tei => 3,
            _ => 1,
        };
        Labels(Kind::ALL.map(|kind| {
            let mut rows = LABELS.lines().map(|row| row.split(','));
            let row = rows.find(|row| row.clone().next() == Some(kind.as_str()));
            row.and_then(|mut cells| cells.nth(column)).unwrap_or(kind.as_str()).into()
        }))
    }

    pub(super) fn set(&mut self, kind: Kind, label: &str) -> Result<(), InvalidOption> {
        // What every format can write without escapes: white space parts the columns of some.
        let is_written = |c: char| c.is_alphanumeric() || "-_.".contains(c);
        if label.is_empty() || !label.chars().all(is_written) {
            return Err(InvalidOption(format!(
                "found the label {label:?} for {kind}, expected letters, digits, `-`, `_` and `.`"
            )));
        }
        if let Some(old) = Kind::ALL.iter().position(|&known| known == kind) {
            self.0[old] = label.to_owned().into();
        }
        Ok(())
    }

    pub(super) fn get(&self, kind: Kind) -> &str {
        let at = Kind::ALL.iter().position(|&known| known == kind);
        at.map_or(kind.as_str(), |at| &self.0[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_labels() {
        for format in Format::ALL {
            let labels = Labels::of(format);
            for kind in Kind::ALL {
                assert!(!labels.get(kind).is_empty(), "{format}, {kind}");
            }
        }
        assert_eq!(LABELS.lines().count(), Kind::ALL.len() + 1);
        assert_eq!(Labels::of(Format::Conll).get(Kind::Person), "PER");
        assert_eq!(Labels::of(Format::Brat).get(Kind::Region), "GPE");
    }

    #[test]
    fn a_label_is_a_word() {
        let mut labels = Labels::of(Format::Conll);
        labels.set(Kind::City, "Город-1").unwrap();
        assert_eq!((labels.get(Kind::City), labels.get(Kind::Region)), ("Город-1", "LOC"));
        for label in ["", "two words", "a\tb", "<b>", "a\u{a0}b"] {
            assert!(labels.set(Kind::City, label).is_err(), "{label:?}");
        }
    }
}
