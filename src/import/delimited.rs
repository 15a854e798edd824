//! CSV and TSV with columns of any names.
//!
//! The first line names the columns. [`Options::column`] says which of them a [`Field`] is in; one that is not told is looked for under its
//! own name (`id`, `name`, `kind` …), and left empty if there is none. Other columns are not read.
//!
//! - Fields may be quoted with `"` (RFC 4180); line breaks inside them are not taken, nor in gazetag's own tables.
//! - Without a column for ids they are made of names: `São Tomé` is `sao-tome`; a second entity of that name gets `-2`. A row that says the
//!   same of a name as one before it adds nothing but its aliases.
//! - Rows with one id are one entity: the first row says what it is, later ones add their names.
//! - Aliases are separated by `|` or `;` ([`Options::list_separator`]).
//! - A kind is one of gazetag's words or a usual label (`PER`, `ORG`, `LOC` …); [`Options::label`] adds others.

use super::{EntityId, Fault, Import, NewEntity, NewName, Slug, Source, Trouble, labels::Labels, text};
use crate::{entity::Kind, error::Error};
use csv::{ByteRecord, ReaderBuilder, StringRecord, Trim};
use std::{fmt, str::FromStr};

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Field {
    /// The id.
    Id,
    /// The main name.
    Name,
    /// The name in a language (BCP 47).
    NameIn(String),
    /// Other names, in no language.
    Aliases,
    /// Other names in a language (BCP 47).
    AliasesIn(String),
    /// The kind.
    Kind,
    /// ISO 3166-1 alpha-2 code of the country.
    Country,
    /// Id of the region.
    Region,
    /// Latitude in degrees.
    Lat,
    /// Longitude in degrees.
    Lon,
    /// Inhabitants.
    Population,
    /// GeoNames number.
    GeoNames,
    /// Wikidata item, `Q…`.
    Wikidata,
}

impl Field {
    /// Those that are looked for under their own names.
    const USUAL: [Field; 11] = [
        Field::Id,
        Field::Name,
        Field::Aliases,
        Field::Kind,
        Field::Country,
        Field::Region,
        Field::Lat,
        Field::Lon,
        Field::Population,
        Field::GeoNames,
        Field::Wikidata,
    ];
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Field::Id => f.write_str("id"),
            Field::Name => f.write_str("name"),
            Field::NameIn(lang) => write!(f, "name:{lang}"),
            Field::Aliases => f.write_str("aliases"),
            Field::AliasesIn(lang) => write!(f, "aliases:{lang}"),
            Field::Kind => f.write_str("kind"),
            Field::Country => f.write_str("country"),
            Field::Region => f.write_str("region"),
            Field::Lat => f.write_str("lat"),
            Field::Lon => f.write_str("lon"),
            Field::Population => f.write_str("population"),
            Field::GeoNames => f.write_str("geonames"),
            Field::Wikidata => f.write_str("wikidata"),
        }
    }
}

impl FromStr for Field {
    type Err = UnknownField;

    fn from_str(word: &str) -> Result<Field, UnknownField> {
        match word.split_once(':') {
            Some(("name", lang)) if !lang.is_empty() => Ok(Field::NameIn(lang.into())),
            Some(("aliases", lang)) if !lang.is_empty() => Ok(Field::AliasesIn(lang.into())),
            _ => Field::USUAL.into_iter().find(|field| field.to_string() == word).ok_or_else(|| UnknownField(word.into())),
        }
    }
}

/// A word that names no [`Field`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownField(String);

impl fmt::Display for UnknownField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let usual = Field::USUAL.map(|field| field.to_string()).join(", ");
        write!(f, "unknown field `{}`, expected one of: {usual}, name:LANG, aliases:LANG", self.0)
    }
}

impl std::error::Error for UnknownField {}

/// How to read a table.
#[derive(Clone, Debug, Default)]
pub struct Options {
    columns: Vec<(Field, String)>,
    kind: Option<Kind>,
    delimiter: Option<u8>,
    list_separator: Option<char>,
    labels: Labels,
    id_prefix: String,
}

impl Options {
    /// Columns under their own names.
    pub fn new() -> Options {
        Options::default()
    }

    /// The column that holds `field`.
    pub fn column(mut self, field: Field, column: impl Into<String>) -> Options {
        self.columns.push((field, column.into()));
        self
    }

    /// The kind of entities for which no column says it.
    pub fn kind(mut self, kind: Kind) -> Options {
        self.kind = Some(kind);
        self
    }

    /// What stands between fields. If it is not given the first line tells: a tab, a semicolon or a comma.
    pub fn delimiter(mut self, delimiter: u8) -> Options {
        self.delimiter = Some(delimiter);
        self
    }

    /// What stands between aliases: `|` and `;` if it is not given.
    pub fn list_separator(mut self, separator: char) -> Options {
        self.list_separator = Some(separator);
        self
    }

    /// Takes a word in the column of kinds as this kind, or with `None` skips its rows. Case does not count.
    pub fn label(mut self, label: &str, kind: Option<Kind>) -> Options {
        self.labels.set(label, kind);
        self
    }

    /// What ids begin with, such as `ngo:`, so that they are not those of another table.
    pub fn id_prefix(mut self, prefix: impl Into<String>) -> Options {
        self.id_prefix = prefix.into();
        self
    }

    /// Reads the table.
    ///
    /// # Errors
    /// If it cannot be read, or has no column that was told, or none for names or kinds; if the import is strict and a line is malformed.
    pub fn read(&self, source: Source, import: &mut Import) -> Result<(), Error> {
        let mut layout = None;
        import.each_line(source, |import, line| match &layout {
            None => {
                layout = Some(Layout::read(self, import, line)?);
                Ok(())
            }
            Some(layout) => self.row(import, layout, &layout.split(line)?),
        })?;
        match layout {
            Some(_) => Ok(()),
            None => Err(import.error("no line that names the columns".into())),
        }
    }

    fn row(&self, import: &mut Import, layout: &Layout, row: &StringRecord) -> Result<(), Trouble> {
        if row.len() != layout.width {
            return Err(Fault::new("not as many fields as columns").found(format!("{}, expected {}", row.len(), layout.width)).into());
        }
        let name = text::tidy(layout.get(row, &Field::Name))?;
        let kind = match (layout.get(row, &Field::Kind), self.kind) {
            ("", None) => return Err(Fault::new("no kind given").into()),
            ("", Some(kind)) => kind,
            (label, _) => match self.labels.kind(label) {
                Some(kind) => kind,
                None if self.labels.knows(label) => {
                    import.skip("rows with a label that is no kind");
                    return Ok(());
                }
                None => return Err(Fault::new("an unknown kind").value(label).into()),
            },
        };
        let point = match (layout.get(row, &Field::Lat), layout.get(row, &Field::Lon)) {
            ("", "") => None,
            (lat, lon) => Some(text::point(lat, lon)?),
        };
        let number = |field, fault| match layout.get(row, &field) {
            "" => Ok(None),
            text => text.replace([' ', '\u{a0}'], "").parse().map(Some).map_err(|_| Fault::new(fault).value(text)),
        };
        let population: Option<u64> = number(Field::Population, "a population that is no number")?;
        let geonames = number(Field::GeoNames, "a GeoNames number that is none")?.and_then(|number| u32::try_from(number).ok());
        let wikidata = match layout.get(row, &Field::Wikidata) {
            "" => None,
            item => Some(text::wikidata_item(item).ok_or_else(|| Fault::new("a Wikidata item that is none").value(item))?),
        };
        let (country, region) = (layout.get(row, &Field::Country), layout.get(row, &Field::Region));
        let new = NewEntity { country, region, point, population, geonames, wikidata, ..NewEntity::new("", &name, kind) };

        let found = match layout.get(row, &Field::Id) {
            "" if layout.has(&Field::Id) => return Err(Fault::new("no id given").into()),
            "" => {
                import.slug(&self.id_prefix, &name, kind, |tables, record| tables.main_name(record) == name && tables.agrees(record, &new))
            }
            id => {
                let id = format!("{}{id}", self.id_prefix);
                import.find(&id).map_or(Slug::New(id), Slug::Same)
            }
        };
        let entity = match found {
            Slug::New(id) => import.add(NewEntity { id: &id, ..new })?,
            Slug::Same(entity) => {
                import.add_name(entity, NewName::untagged(&name))?;
                entity
            }
        };
        self.other_names(import, layout, row, entity)?;
        Ok(())
    }

    fn other_names(&self, import: &mut Import, layout: &Layout, row: &StringRecord, entity: EntityId) -> Result<(), Error> {
        for (field, at) in &layout.columns {
            let text = row.get(*at).unwrap_or_default();
            let (lang, list) = match field {
                Field::NameIn(lang) => (&**lang, false),
                Field::Aliases => ("", true),
                Field::AliasesIn(lang) => (&**lang, true),
                _ => continue,
            };
            let separates = |c| list && self.list_separator.map_or(matches!(c, '|' | ';'), |separator| c == separator);
            for name in text.split(separates).filter(|name| !name.trim().is_empty()) {
                import.add_name_or_count(entity, NewName::new(name, lang))?;
            }
        }
        Ok(())
    }
}

/// Which column holds what.
struct Layout {
    delimiter: u8,
    columns: Vec<(Field, usize)>,
    width: usize,
}

impl Layout {
    /// Reads the first line.
    fn read(options: &Options, import: &Import, line: &str) -> Result<Layout, Error> {
        let delimiter = options.delimiter.unwrap_or_else(|| {
            let often = |delimiter: u8| line.bytes().filter(|&b| b == delimiter).count();
            *[b',', b';', b'\t'].iter().max_by_key(|&&delimiter| often(delimiter)).unwrap_or(&b',')
        });
        let mut layout = Layout { delimiter, columns: Vec::new(), width: 0 };
        let header = layout.split(line).map_err(|fault| import.error(fault.to_string()))?;
        layout.width = header.len();
        let find = |column: &str| header.iter().position(|header| header == column);
        for (field, column) in &options.columns {
            let Some(at) = find(column) else {
                let columns = header.iter().collect::<Vec<_>>().join(", ");
                return Err(import.error(format!("no column `{column}`, there are: {columns}")));
            };
            layout.columns.push((field.clone(), at));
        }
        for field in Field::USUAL {
            if let Some(at) = find(&field.to_string())
                && !layout.has(&field)
            {
                layout.columns.push((field, at));
            }
        }
        if !layout.has(&Field::Name) {
            return Err(import.error("no column `name`: say which one has the names".into()));
        }
        if !layout.has(&Field::Kind) && options.kind.is_none() {
            return Err(import.error("no column `kind`: say which one has the kinds, or which kind all entities are of".into()));
        }
        Ok(layout)
    }

    fn has(&self, field: &Field) -> bool {
        self.columns.iter().any(|(other, _)| other == field)
    }

    /// The value of a field, or nothing.
    fn get<'r>(&self, row: &'r StringRecord, field: &Field) -> &'r str {
        let at = self.columns.iter().find(|(other, _)| other == field).map(|&(_, at)| at);
        at.and_then(|at| row.get(at)).unwrap_or_default()
    }

    fn split(&self, line: &str) -> Result<StringRecord, Fault> {
        if !line.bytes().filter(|&b| b == b'"').count().is_multiple_of(2) {
            return Err(Fault::new("a quote that is not closed in its line").value(line));
        }
        let mut reader = ReaderBuilder::new();
        let reader = reader.has_headers(false).flexible(true).trim(Trim::All).delimiter(self.delimiter).buffer_capacity(line.len().max(1));
        let mut record = ByteRecord::new();
        let read = reader.from_reader(line.as_bytes()).read_byte_record(&mut record);
        read.map_err(|error| Fault::new("no row").found(error.to_string()))?;
        StringRecord::from_byte_record(record).map_err(|error| Fault::new("no row").found(error.to_string()))
    }
}
