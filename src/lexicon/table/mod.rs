//! The CSV tables: the only place that knows their columns.
//!
//! Every table has a header row; columns may stand in any order and those not needed may be left
//! out. A table with a column, a row or a value that does not belong is an [`Error`] with line and
//! column, so nothing is skipped in silence.

mod columns;
mod faults;
mod rows;

use super::{
    check::{shown, values::Langs},
    error::Error,
    model::Kind,
    new::{NewEntity, NewName},
};
use columns::{
    CUE_COLUMNS, Columns, ENTITY_COLUMNS, INFLECTION_COLUMNS, NAME_COLUMNS, PART_COLUMNS,
    WEIGHT_COLUMNS, WORD_COLUMNS,
};
use csv::StringRecord;
use faults::{describe, line_of};
use rows::{
    CueFields, EntityRow, InflectionFields, NameRow, WeightFields, needed, new_entity, one_of,
};
pub(crate) use rows::{CueRow, InflectionRow, PartRow, PartWeights, WeightRow, WordRow};
use serde::de::DeserializeOwned;
use std::io::{self, Chain, Cursor, Read};

/// In which rows of a table of names an id stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ids {
    /// In every one. A row without is an error.
    InEveryRow,
    /// In the first of each entity's: the built-in tables have many names an entity, and ids would
    /// be a third of their size.
    #[allow(
        dead_code,
        reason = "only the built-in tables are written so, and only the build script reads them"
    )]
    InFirstRow,
}

/// The content of a table, by its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Entities,
    Names,
    Cues,
    Words,
    Parts,
    Inflections,
}

/// A table being read: its name for messages, and the rows with their line numbers.
pub(crate) struct Table<R> {
    name: String,
    reader: csv::Reader<Whole<R>>,
    headers: StringRecord,
}

/// The first bytes, which were looked at, the rest, and a line end: behind a quote that is left
/// open in the last line it tells.
type Whole<R> = Chain<Chain<Cursor<Vec<u8>>, R>, &'static [u8]>;

impl<R: Read> Table<R> {
    /// Reads the header row of `reader`; `name` is what errors call the table.
    pub(crate) fn open(name: impl Into<String>, reader: R) -> Result<Table<R>, Error> {
        let name = name.into();
        let whole = whole(&name, reader)?;
        let mut reader = csv::ReaderBuilder::new().from_reader(whole);
        let headers = match reader.headers() {
            Ok(headers) => headers.clone(),
            Err(error) => {
                return Err(describe(&name, &StringRecord::new(), &StringRecord::new(), error));
            }
        };
        if headers.len() == 1
            && let Some(separator) = headers[0].chars().find(|c| matches!(c, ';' | '\t' | '|'))
        {
            let message = format!(
                "`{}` has no comma: expected columns with commas between, not `{}`",
                shown(&headers[0]),
                separator.escape_default()
            );
            return Err(Error::new(name, message).line(1));
        }
        Ok(Table { name, reader, headers })
    }

    /// The content of the table: only cues have a phrase, only inflections an ending, only ordinary
    /// words then a word, only name parts a part, only names a language, form or case besides.
    pub(crate) fn content(&self) -> Content {
        let has = |column: &str| self.headers.iter().any(|header| header == column);
        if has("phrase") {
            Content::Cues
        } else if has("ending") {
            Content::Inflections
        } else if has("word") {
            Content::Words
        } else if has("part") {
            Content::Parts
        } else if has("lang") || has("form") || has("case") {
            Content::Names
        } else {
            Content::Entities
        }
    }

    /// Reads entities, whose values are not checked yet. `kind` is theirs if the table has no such
    /// column.
    pub(crate) fn entities(
        self,
        kind: Option<Kind>,
        mut take: impl FnMut(u64, NewEntity) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let table = self.name.clone();
        if kind.is_none() && !self.headers.iter().any(|header| header == "kind") {
            return Err(Error::new(
                table,
                "no column `kind`, which a table of entities needs to say what they are",
            )
            .line(1));
        }
        self.rows(&ENTITY_COLUMNS, |line, row: EntityRow| {
            take(line, new_entity(&table, line, kind, row)?)
        })
    }

    /// Reads names, whose values are not checked yet.
    pub(crate) fn names(
        self,
        ids: Ids,
        mut take: impl FnMut(u64, NewName) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let table = self.name.clone();
        let mut owner = String::new();
        self.rows(&NAME_COLUMNS, |line, row: NameRow| {
            if ids == Ids::InEveryRow || !row.id.is_empty() {
                owner = row.id;
            }
            let form = one_of(&table, line, "form", row.form.as_deref())?.unwrap_or_default();
            let case = one_of(&table, line, "case", row.case.as_deref())?;
            take(
                line,
                NewName { langs: row.lang.into(), form, case, ..NewName::new(&*owner, row.name) },
            )
        })
    }

    pub(crate) fn cues(
        self,
        mut take: impl FnMut(u64, CueRow) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let table = self.name.clone();
        let mut langs = Langs::default();
        self.rows(&CUE_COLUMNS, |line, row: CueFields| {
            langs
                .check_one(&row.lang)
                .map_err(|message| Error::new(&table, message).line(line).column("lang"))?;
            let kind = needed(&table, line, "kind", &row.kind)?;
            let side = needed(&table, line, "side", &row.side)?;
            let span = needed(&table, line, "span", &row.span)?;
            let CueFields { lang, phrase, .. } = row;
            take(line, CueRow { lang, phrase, kind, side, span })
        })
    }

    pub(crate) fn words(
        self,
        mut take: impl FnMut(u64, WordRow) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let table = self.name.clone();
        let mut langs = Langs::default();
        self.rows(&WORD_COLUMNS, |line, row: WordRow| {
            langs
                .check_one(&row.lang)
                .map_err(|message| Error::new(&table, message).line(line).column("lang"))?;
            take(line, row)
        })
    }

    /// Reads rules of inflection.
    pub(crate) fn inflections(
        self,
        mut take: impl FnMut(u64, InflectionRow) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let table = self.name.clone();
        let mut langs = Langs::default();
        self.rows(&INFLECTION_COLUMNS, |line, row: InflectionFields| {
            let fail = |column: &str, message: &str| {
                Err(Error::new(&table, message).line(line).column(column))
            };
            if row.lang.is_empty() {
                return fail("lang", "no language: whose rule is this?");
            }
            if row.ending.is_empty() {
                return fail("ending", "no ending: `-|` fits every word");
            }
            langs
                .check(&row.lang)
                .map_err(|message| Error::new(&table, message).line(line).column("lang"))?;
            let word = needed(&table, line, "word", &row.word)?;
            let kind = one_of(&table, line, "kind", row.kind.as_deref())?;
            let gender = one_of(&table, line, "gender", row.gender.as_deref())?;
            let InflectionFields { lang, vowel, ending, forms, .. } = row;
            take(line, InflectionRow { lang, word, kind, gender, vowel, ending, forms })
        })
    }

    pub(crate) fn parts(
        self,
        mut take: impl FnMut(u64, PartRow) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let table = self.name.clone();
        let mut langs = Langs::default();
        self.rows(&PART_COLUMNS, |line, row: PartRow| {
            for (column, weights) in [("given", &row.given), ("family", &row.family)] {
                for (lang, _) in &weights.0 {
                    langs
                        .check(lang)
                        .map_err(|message| Error::new(&table, message).line(line).column(column))?;
                }
            }
            take(line, row)
        })
    }

    /// Reads weights of evidence.
    pub(crate) fn weights(
        self,
        mut take: impl FnMut(u64, WeightRow) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let table = self.name.clone();
        self.rows(&WEIGHT_COLUMNS, |line, WeightFields { reason, detail, weight }| {
            if !weight.is_finite() {
                let message = format!("`{weight}` is no weight: expected a finite number");
                return Err(Error::new(&table, message).line(line).column("weight"));
            }
            take(line, WeightRow { reason, detail, weight })
        })
    }

    fn rows<T: DeserializeOwned>(
        mut self,
        columns: &Columns,
        mut take: impl FnMut(u64, T) -> Result<(), Error>,
    ) -> Result<(), Error> {
        columns.check(&self.name, &self.headers)?;
        let mut row = StringRecord::new();
        loop {
            match self.reader.read_record(&mut row) {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(error) => return Err(describe(&self.name, &self.headers, &row, error)),
            }
            let line = row.position().map_or(0, line_of);
            // The csv crate takes a quote that is never closed for a field that runs to the end of
            // the file.
            if row.as_slice().contains('\n') || row.as_slice().contains('\r') {
                let at = row.iter().position(|field| field.contains(['\n', '\r'])).unwrap_or(0);
                let message = "a line break inside a field: is a quote left open?";
                return Err(Error::new(&self.name, message).line(line).column(&self.headers[at]));
            }
            let parsed = row
                .deserialize(Some(&self.headers))
                .map_err(|error| describe(&self.name, &self.headers, &row, error))?;
            take(line, parsed)?;
        }
    }
}

/// All that `reader` has, and a line end. Text that no table can be in is an error that says what
/// to do.
fn whole<R: Read>(name: &str, mut reader: R) -> Result<Whole<R>, Error> {
    let mut head = Vec::with_capacity(4);
    let read = reader.by_ref().take(4).read_to_end(&mut head);
    read.map_err(|error: io::Error| {
        Error::new(name, format!("cannot be read: {error}")).source(error)
    })?;
    let message = match head[..] {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [_, 0, ..] | [0, _, ..] => {
            "text in UTF-16: convert it to UTF-8 first"
        }
        [0x1f, 0x8b, ..] => "compressed with gzip: unpack it first",
        [b'P', b'K', 3, 4] => "a zip archive or a spreadsheet: expected a table in CSV",
        _ => return Ok(Cursor::new(head).chain(reader).chain(b"\n")),
    };
    Err(Error::new(name, message))
}
