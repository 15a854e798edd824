//! CSV and TSV with columns of any names.
//!
//! The first line names the columns. [`Options::column`] says which of them a [`Field`] is in; one
//! that is not told is looked for under its own name (`id`, `name`, `kind` …), and left empty if
//! there is none. Other columns are not read.
//!
//! - Fields may be quoted with `"` (RFC 4180); line breaks inside them are not taken, nor in
//!   gazetag's own tables. A quote inside a field that is not quoted is part of it.
//! - Without a column for ids they are made of names: `São Tomé` is `sao-tome`; a second entity of
//!   that name gets `-2`. A row that says the same of a name as one before it adds nothing but its
//!   aliases.
//! - Rows with one id are one entity: the first row says what it is, later ones add their names.
//!   Those that say another kind, country, region or place are counted as malformed.
//! - Aliases are separated by `|` or `;` ([`Options::list_separator`]).
//! - A kind is one of gazetag's words or a usual label (`PER`, `ORG`, `LOC` …); [`Options::label`]
//!   adds others.

mod field;

use super::{
    EntityId, Fault, FoundEntity, FoundName, Import, Slug, Source, TWICE, Trouble, labels::Labels,
    text,
};
use crate::lexicon::{error::Error, model::Kind};
use csv::StringRecord;
pub use field::{Field, UnknownField};

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

    /// What stands between fields. If it is not given the first line tells: a tab, a semicolon or a
    /// comma.
    pub fn delimiter(mut self, delimiter: u8) -> Options {
        self.delimiter = Some(delimiter);
        self
    }

    /// What stands between aliases: `|` and `;` if it is not given.
    pub fn list_separator(mut self, separator: char) -> Options {
        self.list_separator = Some(separator);
        self
    }

    /// Takes a word in the column of kinds as this kind, or with `None` skips its rows. Case does
    /// not count.
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
    /// If it cannot be read, or has no column that was told, or none for names or kinds; if the
    /// import is strict and a line is malformed.
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
            return Err(Fault::new("not as many fields as columns")
                .found(format!("{}, expected {}", row.len(), layout.width))
                .into());
        }
        let name = text::tidy(layout.get(row, &Field::Name))?;
        let Some(kind) = self.kind_of(import, layout.get(row, &Field::Kind))? else {
            return Ok(());
        };
        let point = match (layout.get(row, &Field::Lat), layout.get(row, &Field::Lon)) {
            ("", "") => None,
            (lat, lon) => Some(text::point(lat, lon)?),
        };
        let population = layout.get(row, &Field::Population);
        let population = number(population, "a population that is no number")?;
        let geonames = layout.get(row, &Field::GeoNames);
        let geonames = number(geonames, "a GeoNames number that is none")?
            .and_then(|number| u32::try_from(number).ok());
        let wikidata = match layout.get(row, &Field::Wikidata) {
            "" => None,
            item => Some(
                text::wikidata_item(item)
                    .ok_or_else(|| Fault::new("a Wikidata item that is none").value(item))?,
            ),
        };
        let (country, region) = (layout.get(row, &Field::Country), layout.get(row, &Field::Region));
        let new = FoundEntity {
            country,
            region,
            point,
            population,
            geonames,
            wikidata,
            ..FoundEntity::new("", &name, kind)
        };

        let found = match layout.get(row, &Field::Id) {
            "" if layout.has(&Field::Id) => return Err(Fault::new("no id given").into()),
            "" => import.slug(&self.id_prefix, &name, kind, |tables, record| {
                tables.main_name(record) == name && tables.agrees(record, &new)
            }),
            id => {
                let id = format!("{}{id}", self.id_prefix);
                import.find(&id).map_or(Slug::New(id), Slug::Same)
            }
        };
        let entity = match found {
            Slug::New(id) => import.add(FoundEntity { id: &id, ..new })?,
            Slug::Same(entity) => {
                again(import, entity, &new)?;
                entity
            }
        };
        self.other_names(import, layout, row, entity)?;
        Ok(())
    }

    /// The kind that the cell of a row says; `None` if the row is skipped.
    fn kind_of(&self, import: &mut Import, label: &str) -> Result<Option<Kind>, Fault> {
        if label.is_empty() {
            return self.kind.map(Some).ok_or_else(|| Fault::new("no kind given"));
        }
        let kind = self.labels.kind(label);
        if kind.is_none() {
            if !self.labels.knows(label) {
                return Err(Fault::new("an unknown kind").value(label));
            }
            import.skip_value("rows with a label that is no kind", label.trim());
        }
        Ok(kind)
    }

    fn other_names(
        &self,
        import: &mut Import,
        layout: &Layout,
        row: &StringRecord,
        entity: EntityId,
    ) -> Result<(), Error> {
        for (field, at) in &layout.columns {
            let text = row.get(*at).unwrap_or_default();
            let (lang, list) = match field {
                Field::NameIn(lang) => (&**lang, false),
                Field::Aliases => ("", true),
                Field::AliasesIn(lang) => (&**lang, true),
                _ => continue,
            };
            let separates = |c| {
                list && self
                    .list_separator
                    .map_or(matches!(c, '|' | ';'), |separator| c == separator)
            };
            for name in text.split(separates).filter(|name| !name.trim().is_empty()) {
                import.add_name_or_count(entity, FoundName::new(name, lang))?;
            }
        }
        Ok(())
    }
}

/// The number in a cell, with or without spaces between its digits; `fault` is what is wrong if
/// there is another text.
fn number(text: &str, fault: &'static str) -> Result<Option<u64>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    let digits = text.replace([' ', '\u{a0}'], "");
    digits.parse().map(Some).map_err(|_| Fault::new(fault).value(text))
}

/// Takes from a further row of an entity its name, and says what goes against the first.
fn again(import: &mut Import, entity: EntityId, row: &FoundEntity<'_>) -> Result<(), Trouble> {
    if import.tables.contradicts(import.tables.record(entity), row) {
        let fault = Fault::new("a row that contradicts an earlier one with its id, which counts");
        import.malformed(fault.value(import.tables.id(entity)))?;
    }
    if import.tables.main_name(import.tables.record(entity)) == row.name {
        import.skip(TWICE);
    } else {
        import.add_name(entity, FoundName::untagged(row.name))?;
    }
    Ok(())
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
        if let Some((at, twice)) = header
            .iter()
            .enumerate()
            .find(|(at, column)| header.iter().take(*at).any(|other| other == *column))
            && !twice.is_empty()
        {
            return Err(import.error(format!(
                "column `{twice}` stands twice, the second time as column {}",
                at + 1
            )));
        }
        let find = |column: &str| header.iter().position(|header| header == column);
        for (field, column) in &options.columns {
            let Some(at) = find(column) else {
                let columns = header.iter().collect::<Vec<_>>().join(", ");
                return Err(import.error(format!("no column `{column}`, there are: {columns}")));
            };
            layout
                .columns
                .push((field.tidy().map_err(|fault| import.error(fault.to_string()))?, at));
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
            return Err(import.error(
                "no column `kind`: say which one has the kinds, or which kind all entities are of"
                    .into(),
            ));
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
        split(line, self.delimiter.into())
    }
}

/// The fields of a line. A field is quoted if it begins with a quote and ends with another; quotes
/// elsewhere are part of it: `6" Pipe`, `"Big" Houston`. A quote that is not closed is a fault, but
/// with tabs between fields, where most writers never quote.
fn split(line: &str, delimiter: char) -> Result<StringRecord, Fault> {
    let blank = |c: char| c.is_whitespace() && c != delimiter;
    let mut fields = StringRecord::new();
    let mut rest = line;
    loop {
        let field = rest.trim_start_matches(blank);
        let quoted = field.strip_prefix('"').map(|quoted| unquote(quoted, delimiter));
        let (field, after) = match quoted {
            Some(Quoted::Whole(field, after)) => {
                fields.push_field(field.trim());
                (None, after)
            }
            Some(Quoted::Open) if delimiter != '\t' => {
                return Err(Fault::new("a quote that is not closed in its line").value(line));
            }
            _ => match field.split_once(delimiter) {
                Some((field, after)) => (Some(field), Some(after)),
                None => (Some(field), None),
            },
        };
        if let Some(field) = field {
            fields.push_field(field.trim());
        }
        match after {
            Some(after) => rest = after,
            None => return Ok(fields),
        }
    }
}

/// What stands behind a quote at the beginning of a field.
enum Quoted<'l> {
    /// A quoted field, and the line behind its delimiter, if it is not the last.
    Whole(String, Option<&'l str>),
    /// Text with a quote somewhere, which is not a quoted field.
    Text,
    /// Text without another quote.
    Open,
}

fn unquote(text: &str, delimiter: char) -> Quoted<'_> {
    let mut field = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('"') {
        field.push_str(before);
        if let Some(after) = after.strip_prefix('"') {
            field.push('"');
            rest = after;
            continue;
        }
        let after = after.trim_start_matches(|c: char| c.is_whitespace() && c != delimiter);
        return match after.strip_prefix(delimiter) {
            Some(after) => Quoted::Whole(field, Some(after)),
            None if after.is_empty() => Quoted::Whole(field, None),
            None => Quoted::Text,
        };
    }
    Quoted::Open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields() {
        for (case, line, delimiter, expected) in [
            ("plain", "a, b ,c", ',', Ok(&["a", "b", "c"][..])),
            ("empty ones", ",a,,", ',', Ok(&["", "a", "", ""])),
            ("quoted", r#""a, b", "c" ,"""#, ',', Ok(&["a, b", "c", ""])),
            ("quotes inside", r#""The ""Burgh""",x"#, ',', Ok(&[r#"The "Burgh""#, "x"])),
            (
                "a quote inside a field",
                r#"6" Pipe,No"where,x""#,
                ',',
                Ok(&[r#"6" Pipe"#, r#"No"where"#, r#"x""#]),
            ),
            (
                "a field that only begins quoted",
                r#""Big" Houston,US"#,
                ',',
                Ok(&[r#""Big" Houston"#, "US"]),
            ),
            (
                "a quote that is not closed",
                r#"a,"b,c"#,
                ',',
                Err(r#"a quote that is not closed in its line: `a,"b,c`"#),
            ),
            (
                "the same at the end",
                r#"a,"b"#,
                ',',
                Err(r#"a quote that is not closed in its line: `a,"b`"#),
            ),
            ("the same with tabs", "a\t\"b\tc", '\t', Ok(&["a", "\"b", "c"])),
            (
                "nicknames with tabs",
                "Houston\t\"H-Town\", Space City\tUS",
                '\t',
                Ok(&["Houston", "\"H-Town\", Space City", "US"]),
            ),
            ("quoted with tabs", "\"Houston, TX\"\tUS", '\t', Ok(&["Houston, TX", "US"])),
            ("empty with tabs", "a\t\t\"\"\t", '\t', Ok(&["a", "", "", ""])),
        ] {
            let fields = split(line, delimiter).map_err(|fault| fault.to_string());
            let fields = fields.as_ref().map(|fields| fields.iter().collect::<Vec<_>>());
            assert_eq!(fields.map_err(String::as_str), expected.map(<[&str]>::to_vec), "{case}");
        }
    }
}
