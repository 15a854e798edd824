//! All tables of `data/`.

use crate::{
    audit,
    entities::{Entities, KINDS},
    error::Error,
    names::{self, Rules, TABLES},
    parts::Parts,
    table::{self, Table},
    words::{self, Common, Languages, Words},
};
use std::path::Path;

/// A table that is written by hand in whole.
struct Copied {
    file: &'static str,
    /// Its columns, without the note.
    columns: &'static [&'static str],
    /// Its columns in `data/source`.
    source: &'static [&'static str],
    /// By which columns its rows are sorted.
    key: &'static [&'static str],
}

const COPIED: [Copied; 4] = [
    Copied {
        file: "cues.csv",
        columns: &["lang", "phrase", "kind", "side", "span"],
        source: &["lang", "phrase", "kind", "side", "span", "note"],
        key: &["lang", "phrase", "kind", "side"],
    },
    Copied {
        file: "inflections.csv",
        columns: &["lang", "word", "kind", "gender", "vowel", "ending", "forms"],
        source: &["lang", "word", "kind", "gender", "vowel", "ending", "forms", "note"],
        key: &[],
    },
    Copied {
        file: "language_facts.csv",
        columns: &["lang", "fact", "value"],
        source: &["lang", "fact", "value", "note"],
        key: &["lang", "fact", "value"],
    },
    Copied {
        file: "weights.csv",
        columns: &["reason", "detail", "weight", "by_hand", "meaning"],
        source: &["reason", "detail", "weight", "by_hand", "meaning"],
        key: &[],
    },
];

/// The tables, as (path under `data/`, text).
pub fn build(data: &Path) -> Result<Vec<(String, String)>, Error> {
    let entities = Entities::read(data)?;
    let languages = Languages::read(data)?;
    let rules = Rules::read(data, &entities, &languages)?;
    let mut names = Vec::new();
    for kind in TABLES {
        let found = rules.find(data, kind)?;
        let rows = rules.merge(kind, &found);
        names.push((kind, found, rows));
    }
    let parts = Parts::read(data)?;
    let common = Common {
        entities: &entities,
        languages: &languages,
        words: &Words::read(data)?,
        parts: &parts,
        names: &names,
    };
    let frequent = words::frequent(data)?;
    let common = common.rows(data, &frequent)?;
    audit::audit(data, &entities, &names, &[&common, &frequent])?;
    let mut tables = vec![
        ("common_words.csv".to_owned(), words::table(&common)),
        ("frequent_words.csv".to_owned(), words::table(&frequent)),
        ("name_parts.csv".to_owned(), parts.table()),
    ];
    for kind in KINDS {
        tables.push((format!("{}.csv", kind.table()), entities.table(kind)));
    }
    for (kind, _, rows) in &names {
        tables.push((format!("names/{kind}.csv"), names::table(rows)));
    }
    for copied in COPIED {
        tables.push((copied.file.to_owned(), copy(data, &copied)?));
    }
    Ok(tables)
}

/// A table as it is written by hand, without the note.
fn copy(data: &Path, copied: &Copied) -> Result<String, Error> {
    let table = Table::read(data, &format!("source/{}", copied.file), copied.source)?;
    if !copied.key.is_empty() {
        table.check_order(copied.key)?;
    }
    let rows = table.rows().map(|row| copied.columns.iter().map(move |column| row.get(column)));
    Ok(table::write(copied.columns, rows))
}
