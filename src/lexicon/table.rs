//! The CSV tables: the only place that knows their columns.
//!
//! Every table has a header row; columns may stand in any order and those not needed may be left
//! out. A table with a column, a row or a value that does not belong is an [`Error`] with line and
//! column, so nothing is skipped in silence.

use crate::lexicon::{
    check::{shown, values::Langs},
    error::Error,
    model::{CueSpan, Gender, InflectedKind, Kind, NamePart, Point, Side},
    new::{NewEntity, NewName},
};
use csv::{ErrorKind, StringRecord};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error as _, IntoDeserializer, value},
};
use std::io::{self, Chain, Cursor, Read};

/// A row of `countries.csv`, `cities.csv` and the others: one entity.
#[derive(Debug, Deserialize)]
struct EntityRow {
    id: String,
    name: String,
    kind: Option<String>,
    country: Option<String>,
    region: Option<String>,
    #[serde(rename = "type")]
    class: Option<String>,
    role: Option<String>,
    iso3: Option<String>,
    capital: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
    population: Option<u64>,
    fame: Option<u8>,
    geonames: Option<u32>,
    wikidata: Option<String>,
}

/// A row of `names/*.csv`: one surface form.
#[derive(Debug, Deserialize)]
struct NameRow {
    id: String,
    #[serde(default)]
    lang: String,
    name: String,
    form: Option<String>,
    case: Option<String>,
}

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

/// A row of `cues.csv`: a word that tells the kind of the name beside it.
#[derive(Debug)]
pub(crate) struct CueRow {
    pub lang: String,
    pub phrase: String,
    pub kind: Kind,
    pub side: Side,
    pub span: CueSpan,
}

/// A row of `cues.csv` as it stands there.
#[derive(Debug, Deserialize)]
struct CueFields {
    lang: String,
    phrase: String,
    kind: String,
    side: String,
    span: String,
}

/// A row of `common_words.csv`: an ordinary word of a language.
#[derive(Debug, Deserialize)]
pub(crate) struct WordRow {
    pub lang: String,
    pub word: String,
}

/// A row of `inflections.csv`: what becomes of words with certain endings.
#[derive(Debug)]
pub(crate) struct InflectionRow {
    pub lang: String,
    pub word: NamePart,
    pub kind: Option<InflectedKind>,
    pub gender: Option<Gender>,
    pub vowel: String,
    pub ending: String,
    pub forms: String,
}

/// A row of `inflections.csv` as it stands there.
#[derive(Debug, Deserialize)]
struct InflectionFields {
    lang: String,
    word: String,
    kind: Option<String>,
    gender: Option<String>,
    #[serde(default)]
    vowel: String,
    ending: String,
    #[serde(default)]
    forms: String,
}

/// A row of `name_parts.csv`: a word that people are called by.
#[derive(Debug, Deserialize)]
pub(crate) struct PartRow {
    pub part: String,
    pub given: PartWeights,
    pub family: PartWeights,
}

/// How telling a part of a name is in each language, `en:3 es:2`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PartWeights(pub Vec<(Box<str>, u8)>);

impl PartWeights {
    pub(crate) fn highest(&self) -> u8 {
        self.0.iter().map(|&(_, weight)| weight).max().unwrap_or(0)
    }
}

impl<'de> Deserialize<'de> for PartWeights {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<PartWeights, D::Error> {
        let cell = String::deserialize(deserializer)?;
        let mut weights = PartWeights::default();
        for weight in cell.split_whitespace() {
            let parsed = weight
                .split_once(':')
                .and_then(|(lang, weight)| Some((lang.into(), weight.parse().ok()?)));
            let Some(parsed) = parsed.filter(|(_, weight)| (1..=9).contains(weight)) else {
                return Err(D::Error::custom(format!(
                    "`{weight}` is no weight: expected a language and a figure from 1 to 9, as `en:3`"
                )));
            };
            weights.0.push(parsed);
        }
        Ok(weights)
    }
}

/// A row of `weights.csv`: how much a reason counts.
#[derive(Debug)]
pub(crate) struct WeightRow {
    pub reason: String,
    pub detail: String,
    pub weight: f32,
}

/// A row of `weights.csv` as it stands there; what it means is for people to read.
#[derive(Debug, Deserialize)]
struct WeightFields {
    reason: String,
    #[serde(default)]
    detail: String,
    weight: f32,
}

/// What a table holds, told from its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Entities,
    Names,
    Cues,
    Words,
    Parts,
    Inflections,
}

struct Columns {
    required: &'static [&'static str],
    optional: &'static [&'static str],
}

const ENTITY_COLUMNS: Columns = Columns {
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
const NAME_COLUMNS: Columns =
    Columns { required: &["id", "name"], optional: &["lang", "form", "case"] };
const CUE_COLUMNS: Columns =
    Columns { required: &["lang", "phrase", "kind", "side", "span"], optional: &[] };
const INFLECTION_COLUMNS: Columns = Columns {
    required: &["lang", "word", "ending", "forms"],
    optional: &["kind", "gender", "vowel"],
};
const PART_COLUMNS: Columns = Columns { required: &["part", "given", "family"], optional: &[] };
const WEIGHT_COLUMNS: Columns =
    Columns { required: &["reason", "detail", "weight"], optional: &["by_hand", "meaning"] };
const WORD_COLUMNS: Columns = Columns { required: &["lang", "word"], optional: &[] };

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

    /// What the table holds: only cues have a phrase, only inflections an ending, only ordinary
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
        self.check_headers(columns)?;
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
            if let Some(at) = row.iter().position(|field| field.contains(['\n', '\r'])) {
                let message = "a line break inside a field: is a quote left open?";
                return Err(Error::new(&self.name, message).line(line).column(&self.headers[at]));
            }
            let parsed = row
                .deserialize(Some(&self.headers))
                .map_err(|error| describe(&self.name, &self.headers, &row, error))?;
            take(line, parsed)?;
        }
    }

    fn check_headers(&self, columns: &Columns) -> Result<(), Error> {
        let known = || columns.required.iter().chain(columns.optional);
        let expected = || known().copied().collect::<Vec<_>>().join(", ");
        let fail = |message: String| Err(Error::new(&self.name, message).line(1));
        for (i, header) in self.headers.iter().enumerate() {
            if !known().any(|column| *column == header) {
                let meant = nearest(header, known().copied())
                    .map_or(String::new(), |column| format!(" (`{column}`?)"));
                return fail(format!(
                    "unknown column `{}`{meant}, expected some of: {}",
                    shown(header),
                    expected()
                ));
            }
            if self.headers.iter().take(i).any(|other| other == header) {
                return fail(format!("column `{header}` stands twice"));
            }
        }
        match columns
            .required
            .iter()
            .find(|column| !self.headers.iter().any(|header| header == **column))
        {
            Some(missing) => fail(format!("no column `{missing}`, expected: {}", expected())),
            None => Ok(()),
        }
    }
}

/// A field that holds one of a few words, or nothing. The csv crate would not say which column was
/// wrong.
fn one_of<T: for<'de> Deserialize<'de>>(
    table: &str,
    line: u64,
    column: &str,
    word: Option<&str>,
) -> Result<Option<T>, Error> {
    let parsed = word
        .filter(|word| !word.is_empty())
        .map(|word| T::deserialize(IntoDeserializer::<value::Error>::into_deserializer(word)));
    parsed.transpose().map_err(|error| {
        let message =
            error.to_string().replacen("unknown variant", &format!("unknown {column}"), 1);
        Error::new(table, message).line(line).column(column).source(error)
    })
}

/// A field that must hold one of a few words.
fn needed<T: for<'de> Deserialize<'de>>(
    table: &str,
    line: u64,
    column: &str,
    word: &str,
) -> Result<T, Error> {
    one_of(table, line, column, Some(word))?
        .ok_or_else(|| Error::new(table, format!("no {column} given")).line(line).column(column))
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

/// The entity of a row, whose values are not checked yet.
fn new_entity(
    table: &str,
    line: u64,
    kind: Option<Kind>,
    row: EntityRow,
) -> Result<NewEntity, Error> {
    let fail =
        |column: &str, message: &str| Err(Error::new(table, message).line(line).column(column));
    let Some(kind) = one_of(table, line, "kind", row.kind.as_deref())?.or(kind) else {
        return fail("kind", "no kind given");
    };
    let point = match (row.lat, row.lon) {
        (Some(lat), Some(lon)) => Some(Point { lat, lon }),
        (None, None) => None,
        (Some(_), None) => return fail("lon", "a latitude without a longitude"),
        (None, Some(_)) => return fail("lat", "a longitude without a latitude"),
    };
    let entity = NewEntity::new(kind, row.id, row.name);
    Ok(NewEntity {
        country: row.country.map(Into::into),
        region: row.region.map(Into::into),
        class: row.class.or(row.role).map(Into::into),
        iso3: row.iso3.map(Into::into),
        capital: row.capital.map(Into::into),
        point,
        population: row.population,
        fame: row.fame,
        geonames: row.geonames.or(entity.geonames),
        wikidata: row.wikidata.map(Into::into),
        ..entity
    })
}

/// The line of a row. The csv crate counts line feeds; where lines end as on an old Macintosh there
/// are none, and rows are counted.
fn line_of(position: &csv::Position) -> u64 {
    if position.line() == 1 { position.record() + 1 } else { position.line() }
}

/// Says what the csv crate found wrong in `row`, where.
fn describe(table: &str, headers: &StringRecord, row: &StringRecord, error: csv::Error) -> Error {
    let line = error.position().map(line_of);
    let (column, message) = match error.kind() {
        ErrorKind::Deserialize { err, .. }
            if err.field().is_some_and(|field| is_number(headers.get(field as usize))) =>
        {
            let field = err.field().map_or(0, |field| field as usize);
            let (column, value) = (headers.get(field), row.get(field).unwrap_or_default());
            (
                column,
                format!(
                    "`{}` is no number: expected {}",
                    shown(value),
                    number(column.unwrap_or_default())
                ),
            )
        }
        ErrorKind::Utf8 { err, .. } => (headers.get(err.field()), "not valid UTF-8".into()),
        ErrorKind::UnequalLengths { expected_len, len, .. } => {
            (None, format!("found {len} fields, expected {expected_len}"))
        }
        ErrorKind::Deserialize { err, .. } => {
            (err.field().and_then(|field| headers.get(field as usize)), err.kind().to_string())
        }
        ErrorKind::Io(_) => (None, "cannot be read".into()),
        _ => (None, error.to_string()),
    };
    let mut described = Error::new(table, message);
    if let Some(column) = column {
        described = described.column(column);
    }
    if let Some(line) = line {
        described = described.line(line);
    }
    described.source(error)
}

/// Whether a column holds numbers.
fn is_number(column: Option<&str>) -> bool {
    column.is_some_and(|column| !number(column).is_empty())
}

/// What stands in a column of numbers; empty for others.
fn number(column: &str) -> &'static str {
    match column {
        "lat" | "lon" => "degrees, such as 51.73",
        "population" => "people in digits alone, such as 8900000",
        "fame" => "1 to 5",
        "geonames" => "the digits of a GeoNames number",
        "weight" => "a figure such as -0.5",
        _ => "",
    }
}
