//! Reading and writing CSV tables.

use crate::{error::Error, text};
use csv::{QuoteStyle, ReaderBuilder, WriterBuilder};
use std::{fs, path::Path};

/// A table as read: its rows have one cell for each column.
#[derive(Debug)]
pub struct Table {
    /// The path under `data/`, for messages.
    pub file: String,
    columns: &'static [&'static str],
    rows: Vec<(u64, Vec<String>)>,
}

/// A row of a [`Table`].
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    table: &'t Table,
    line: u64,
    cells: &'t [String],
}

impl Table {
    /// Reads `data/<file>`, whose header must be `columns`.
    pub fn read(data: &Path, file: &str, columns: &'static [&'static str]) -> Result<Self, Error> {
        let path = data.join(file);
        let text = fs::read_to_string(&path)
            .map_err(|error| Error::new(format!("data/{file}: cannot be read: {error}")))?;
        Self::parse(file, columns, &text)
    }

    /// The same from a text.
    pub fn parse(file: &str, columns: &'static [&'static str], text: &str) -> Result<Self, Error> {
        let mut reader = ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| Error::new(format!("data/{file}: {error}")))?;
            let line = record.position().map_or(0, csv::Position::line);
            rows.push((line, record.iter().map(str::to_owned).collect::<Vec<_>>()));
        }
        if rows.first().is_none_or(|(_, header)| header != columns) {
            return Err(Error::at(file, 1, format!("the columns must be {}", columns.join(","))));
        }
        rows.remove(0);
        for (line, cells) in &rows {
            if let Some(cell) = cells.iter().find(|cell| cell.trim() != cell.as_str()) {
                return Err(Error::at(file, *line, format!("{cell:?} has spaces at its ends")));
            }
        }
        Ok(Self { file: file.to_owned(), columns, rows })
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }

    /// The rows, where an empty id stands for that of the row above.
    pub fn fill_ids(&mut self) {
        let mut above = String::new();
        for (_, cells) in &mut self.rows {
            if cells[0].is_empty() {
                cells[0].clone_from(&above);
            } else {
                above.clone_from(&cells[0]);
            }
        }
    }

    /// Fails if the rows are not sorted by the columns `key`, or if two have the same key.
    pub fn check_order(&self, key: &[&str]) -> Result<(), Error> {
        let key_of = |row: Row| key.iter().map(|column| row.get(column).to_owned()).collect();
        let mut above: Option<Vec<String>> = None;
        for row in self.rows() {
            let here: Vec<String> = key_of(row);
            match above.map(|above| above.cmp(&here)) {
                Some(std::cmp::Ordering::Equal) => {
                    return Err(row.error(format!("`{}` stands twice", here.join(","))));
                }
                Some(std::cmp::Ordering::Greater) => {
                    let key = key.join(", ");
                    let message = format!("the rows are sorted by {key}: move this one up");
                    return Err(row.error(message));
                }
                _ => above = Some(here),
            }
        }
        Ok(())
    }
}

impl<'t> Row<'t> {
    /// The cell of a column that the table has.
    pub fn get(self, column: &str) -> &'t str {
        let at = self.table.columns.iter().position(|&known| known == column);
        &self.cells[at.unwrap_or_else(|| panic!("{} has no column {column}", self.table.file))]
    }

    /// The cell of a column that takes some `words` only.
    pub fn one_of(self, column: &str, words: &str) -> Result<&'t str, Error> {
        let found = self.get(column);
        if words.split_whitespace().any(|word| word == found) {
            return Ok(found);
        }
        Err(self.error(format!("unknown {column} {found:?}, expected one of {words}")))
    }

    /// The name, which must be one and clean.
    pub fn name(self) -> Result<&'t str, Error> {
        let name = self.get("name");
        if name.is_empty() || name != text::clean(name) {
            return Err(self.error(format!("the name {name:?} is empty or not clean")));
        }
        Ok(name)
    }

    /// Whether the column `verdict` says to keep what the row names, and not to drop it.
    pub fn is_kept(self) -> Result<bool, Error> {
        match self.get("verdict") {
            "keep" => Ok(true),
            "drop" => Ok(false),
            other => Err(self.error(format!("the verdict {other:?} is neither keep nor drop"))),
        }
    }

    /// Whether the table is one of `data/fetched`.
    pub fn is_fetched(self) -> bool {
        self.table.file.starts_with("fetched/")
    }

    /// An error about this row.
    pub fn error(self, message: impl Into<String>) -> Error {
        Error::at(&self.table.file, self.line, message)
    }
}

/// The text of a table, with no more quotes than needed.
pub fn write<R>(columns: &[&str], rows: impl IntoIterator<Item = R>) -> String
where
    R: IntoIterator,
    R::Item: AsRef<[u8]>,
{
    let mut writer = WriterBuilder::new().quote_style(QuoteStyle::Necessary).from_writer(vec![]);
    writer.write_record(columns).expect("a Vec takes all that is written");
    for row in rows {
        writer.write_record(row).expect("all rows have as many cells as there are columns");
    }
    let bytes = writer.into_inner().expect("a Vec takes all that is written");
    String::from_utf8(bytes).expect("the cells are strings")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(text: &str) -> Result<(), Error> {
        Table::parse("source/t.csv", &["id", "lang"], text)?.check_order(&["id", "lang"])
    }

    #[test]
    fn faults_are_named_with_their_line() {
        for (case, text, message) in [
            ("sorted", "id,lang\na,de\na,en\nb,\n", None),
            ("another header", "id,name\n", Some(":1: the columns must be id,lang")),
            ("no header", "", Some(":1: the columns must be id,lang")),
            ("too few cells", "id,lang\na\n", Some("source/t.csv: CSV error: record 1 (line: 2")),
            ("spaces", "id,lang\na,de \n", Some(":2: \"de \" has spaces at its ends")),
            ("order", "id,lang\nb,de\na,de\n", Some(":3: the rows are sorted by id, lang")),
            ("twice", "id,lang\na,de\na,de\n", Some(":3: `a,de` stands twice")),
        ] {
            let found = order(text).err().map(|error| error.to_string());
            match (&found, message) {
                (None, None) => {}
                (Some(found), Some(message)) => assert!(found.contains(message), "{case}: {found}"),
                _ => panic!("{case}: {found:?}"),
            }
        }
    }

    #[test]
    fn ids_are_filled_in() {
        let mut table = Table::parse("t.csv", &["id", "lang"], "id,lang\na,de\n,en\nb,\n").unwrap();
        table.fill_ids();
        assert_eq!(table.rows().map(|row| row.get("id")).collect::<String>(), "aab");
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let rows = [["a", "plain"], ["b", "a, b"], ["c", "\"c\""], ["d", ""]];
        let text = "id,name\na,plain\nb,\"a, b\"\nc,\"\"\"c\"\"\"\nd,\n";
        assert_eq!(write(&["id", "name"], rows), text);
    }
}
