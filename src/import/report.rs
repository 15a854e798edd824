//! What an import took and what it left out.

use crate::lexicon::{check::shown, error::Error};
use std::{collections::BTreeMap, fmt};

/// What an import wrote and what it left out.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Report {
    /// Entities written.
    pub entities: u64,
    /// Names written, besides the main names that stand with the entities.
    pub names: u64,
    /// What the options did not ask for, counted by reason.
    pub skipped: BTreeMap<&'static str, u64>,
    /// What was skipped for some of these reasons, counted: labels that are no kind, features
    /// behind names. Of many different ones those beyond a hundred are counted together, as
    /// `…`.
    pub skipped_values: BTreeMap<&'static str, BTreeMap<String, u64>>,
    /// What could not be read or expressed, counted by reason.
    pub malformed: BTreeMap<&'static str, u64>,
    /// The first ten of them.
    pub first_malformed: Vec<Malformed>,
}

/// A line that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Malformed {
    /// The file's name.
    pub file: String,
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong there.
    pub message: String,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: {}", self.file, self.line, self.message)
    }
}

impl Report {
    /// How many malformed lines and names are kept with their places.
    const KEPT: usize = 10;

    /// How many different values of a reason are counted each for itself.
    const VALUES: usize = 100;

    pub(super) fn add_skipped(&mut self, reason: &'static str) {
        *self.skipped.entry(reason).or_default() += 1;
    }

    pub(super) fn add_skipped_value(&mut self, reason: &'static str, value: &str) {
        self.add_skipped(reason);
        let values = self.skipped_values.entry(reason).or_default();
        let value = cut(value);
        let value = if values.len() < Report::VALUES || values.contains_key(&value) {
            value
        } else {
            "…".into()
        };
        *values.entry(value).or_default() += 1;
    }

    pub(super) fn add_malformed(&mut self, file: &str, line: u64, fault: Fault) {
        *self.malformed.entry(fault.reason).or_default() += 1;
        if self.first_malformed.len() < Report::KEPT {
            self.first_malformed.push(Malformed {
                file: file.into(),
                line,
                message: fault.to_string(),
            });
        }
    }
}

/// What is wrong with a line: by which reason it is counted, and what was found.
#[derive(Debug)]
pub(super) struct Fault {
    reason: &'static str,
    found: Option<String>,
}

impl Fault {
    pub(super) fn new(reason: &'static str) -> Fault {
        Fault { reason, found: None }
    }

    pub(super) fn found(mut self, found: impl Into<String>) -> Fault {
        self.found = Some(found.into());
        self
    }

    /// With the value that was found.
    pub(super) fn value(self, value: &str) -> Fault {
        self.found(format!("`{}`", cut(value)))
    }
}

/// The beginning of a value, for a message.
fn cut(value: &str) -> String {
    const LONGEST: usize = 60;
    let start: String = value.chars().take(LONGEST).collect();
    let more = if start.len() < value.len() { "…" } else { "" };
    shown(&start) + more
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason)?;
        match &self.found {
            Some(found) => write!(f, ": {found}"),
            None => Ok(()),
        }
    }
}

/// Why a line is not taken, and whether that ends the import.
#[derive(Debug)]
pub(super) enum Trouble {
    Fault(Fault),
    Error(Error),
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Trouble {
        Trouble::Fault(fault)
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Trouble {
        Trouble::Error(error)
    }
}
