//! Whether `data/` is what the tool would write.

use crate::{build::build, error::Error};
use std::{collections::HashSet, fs, path::Path};

const REBUILD: &str = "run `cargo run -p gazetag-data`";

/// Fails if a table of `data/` differs from what the tool would write. The error names the first
/// row of each such table.
pub fn check(data: &Path) -> Result<(), Error> {
    let mut wrong = Vec::new();
    let tables = build(data)?;
    for (file, expected) in &tables {
        let found = fs::read_to_string(data.join(file)).unwrap_or_default();
        wrong.extend(difference(file, expected, &found));
    }
    for folder in ["", "names/"] {
        let entries =
            fs::read_dir(data.join(folder)).map_err(|error| Error::new(error.to_string()))?;
        for entry in entries.flatten() {
            let file = format!("{folder}{}", entry.file_name().to_string_lossy());
            if file.ends_with(".csv") && tables.iter().all(|(known, _)| *known != file) {
                wrong.push(format!("data/{file}: no table of data/source leads to it: remove it"));
            }
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Error::new(wrong.join("\n"))) }
}

/// The first row in which `found`, the text of a table, differs from what it should be.
fn difference(file: &str, expected: &str, found: &str) -> Option<String> {
    if expected == found {
        return None;
    }
    let (expected, found) = (rows(expected), rows(found));
    let known: HashSet<&String> = expected.iter().collect();
    let present: HashSet<&String> = found.iter().collect();
    let strange = found.iter().position(|row| !known.contains(row));
    let missing = expected.iter().find(|row| !present.contains(row));
    Some(match (strange, missing) {
        (Some(at), _) => format!(
            "data/{file}:{}: the row `{}` does not come from data/source: was it edited here? \
             Edit data/source, then {REBUILD}",
            at + 1,
            found[at],
        ),
        (None, Some(row)) => format!("data/{file}: the row `{row}` is missing: {REBUILD}"),
        (None, None) => format!("data/{file}: the rows stand in another order: {REBUILD}"),
    })
}

/// The lines of a table, each with its id: an empty one stands for that of the line above.
fn rows(table: &str) -> Vec<String> {
    let mut above = "";
    table
        .lines()
        .map(|line| match line.split_once(',') {
            Some(("", rest)) => format!("{above},{rest}"),
            Some((id, _)) => {
                above = id;
                line.to_owned()
            }
            None => line.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_named() {
        let table = "id,name\na,One\nb,Two\n,Zwei\n";
        for (case, found, expected) in [
            ("the same", table, None),
            ("a row was edited", "id,name\na,Uno\nb,Two\n,Zwei\n", Some(":2: the row `a,Uno`")),
            (
                "a row was added",
                "id,name\na,One\nb,Two\n,Deux\n,Zwei\n",
                Some(":4: the row `b,Deux`"),
            ),
            ("a row is missing", "id,name\na,One\nb,Two\n", Some(": the row `b,Zwei` is missing")),
            (
                "the order",
                "id,name\nb,Two\n,Zwei\na,One\n",
                Some(": the rows stand in another order"),
            ),
            ("no file", "", Some(": the row `id,name` is missing")),
        ] {
            let difference = difference("t.csv", table, found);
            assert_eq!(difference.is_some(), expected.is_some(), "{case}");
            let message = difference.unwrap_or_default();
            assert!(message.contains(expected.unwrap_or_default()), "{case}: {message}");
        }
    }
}
