//! The columns of tables.

use crate::lexicon::{check::shown, error::Error};
use csv::StringRecord;

pub(super) struct Columns {
    required: &'static [&'static str],
    optional: &'static [&'static str],
}

pub(super) const ENTITY_COLUMNS: Columns = Columns {
    required: &["id", "name"],
    optional: &[
        "kind",
        "country",
        "region",
        "type",
        "role",
        "iso3",
        "capital",
        "lat",
        "lon",
        "population",
        "fame",
        "geonames",
        "wikidata",
    ],
};
pub(super) const NAME_COLUMNS: Columns =
    Columns { required: &["id", "name"], optional: &["lang", "form", "case"] };
pub(super) const CUE_COLUMNS: Columns =
    Columns { required: &["lang", "phrase", "kind", "side", "span"], optional: &[] };
pub(super) const INFLECTION_COLUMNS: Columns = Columns {
    required: &["lang", "word", "ending", "forms"],
    optional: &["kind", "gender", "vowel"],
};
pub(super) const PART_COLUMNS: Columns =
    Columns { required: &["part", "given", "family"], optional: &[] };
pub(super) const WEIGHT_COLUMNS: Columns =
    Columns { required: &["reason", "detail", "weight"], optional: &["by_hand", "meaning"] };
pub(super) const WORD_COLUMNS: Columns = Columns { required: &["lang", "word"], optional: &[] };

impl Columns {
    /// Whether a header row has columns of these alone, and all that are required. Errors call the
    /// table `name`.
    pub(super) fn check(&self, name: &str, headers: &StringRecord) -> Result<(), Error> {
        let known = || self.required.iter().chain(self.optional);
        let expected = || known().copied().collect::<Vec<_>>().join(", ");
        let fail = |message: String| Err(Error::new(name, message).line(1));
        for (i, header) in headers.iter().enumerate() {
            if !known().any(|column| *column == header) {
                let meant = nearest(header, known().copied())
                    .map_or(String::new(), |column| format!(" (`{column}`?)"));
                return fail(format!(
                    "unknown column `{}`{meant}, expected some of: {}",
                    shown(header),
                    expected()
                ));
            }
            if headers.iter().take(i).any(|other| other == header) {
                return fail(format!("column `{header}` stands twice"));
            }
        }
        match self.required.iter().find(|column| !headers.iter().any(|header| header == **column)) {
            Some(missing) => fail(format!("no column `{missing}`, expected: {}", expected())),
            None => Ok(()),
        }
    }
}

/// The column that somebody meant who wrote `header`: one that differs in capitals, in being cut,
/// or in at most two letters.
fn nearest(header: &str, columns: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let header = header.trim().to_lowercase();
    let likeness = |column: &'static str| {
        let begins = column.len() >= 3 && header.starts_with(column)
            || header.len() >= 3 && column.starts_with(&*header);
        let distance = if begins { 0 } else { edits(&header, column) };
        (distance, column)
    };
    let (distance, column) = columns.map(likeness).min_by_key(|(distance, _)| *distance)?;
    (distance <= 2 && distance * 2 < column.len()).then_some(column)
}

/// How many letters must be put in, left out or changed to make one word the other (Levenshtein).
fn edits(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, to) in b.chars().enumerate() {
            let changed = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[row.len() - 1]
}
