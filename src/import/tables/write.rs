//! Writes what was collected as tables.

use super::{Ids, KeptEntity, KeptName, Tables};
use crate::lexicon::{
    error::Error,
    model::{CaseRule, Form, Kind},
};
use serde::Serialize;
use std::io::Write;

/// What was written and what was not.
pub(in crate::import) struct Written {
    pub entities: u64,
    pub names: u64,
    /// Names that stood there already.
    pub repeated: u64,
    /// Names that stood there already with another form or case rule.
    pub contradicted: u64,
}

/// A row of `entities.csv`.
#[derive(Serialize)]
struct WrittenEntity<'a> {
    id: &'a str,
    name: &'a str,
    kind: Kind,
    country: &'a str,
    region: &'a str,
    lat: Option<f64>,
    lon: Option<f64>,
    population: Option<u64>,
    geonames: Option<u32>,
    wikidata: Option<String>,
}

/// A row of `names.csv`.
#[derive(Serialize)]
struct WrittenName<'a> {
    id: &'a str,
    lang: &'a str,
    name: &'a str,
    /// Empty for the usual form.
    form: Option<Form>,
    case: Option<CaseRule>,
}

impl Tables {
    /// Writes the tables.
    pub(in crate::import) fn write(
        mut self,
        entities: impl Write,
        names: impl Write,
    ) -> Result<Written, Error> {
        self.ids = Ids::default();
        let (repeated, contradicted) = self.merge_names();
        let mut order: Vec<u32> = (0..self.entities.len() as u32).collect();
        order.sort_unstable_by_key(|&entity| self.str(self.entities[entity as usize].id));
        // Names are in the order of the entities' numbers: those of entity n end where `ends[n]`
        // says.
        let mut ends = vec![0; order.len()];
        for name in &self.names {
            ends[name.entity as usize] += 1;
        }
        let mut end = 0;
        for count in &mut ends {
            end += *count;
            *count = end;
        }
        let names_of = |entity: u32| {
            let start = entity.checked_sub(1).map_or(0, |before| ends[before as usize]);
            &self.names[start..ends[entity as usize]]
        };

        let records = order
            .iter()
            .map(|&entity| &self.entities[entity as usize])
            .filter(|record| !record.known);
        let rows = records.map(|record| self.entity_row(record));
        let entities = write_table(entities, ENTITY_COLUMNS, rows)
            .map_err(|error| unwritten("entities.csv", error))?;
        let rows =
            order.iter().flat_map(|&entity| names_of(entity)).map(|name| self.name_row(name));
        let names = write_table(names, NAME_COLUMNS, rows)
            .map_err(|error| unwritten("names.csv", error))?;
        Ok(Written { entities, names, repeated, contradicted })
    }

    /// Makes one of the names of an entity that are spelled alike, drops those that are its main
    /// name, and sorts the rest by entity, language and spelling. Returns how many stood there
    /// already in the same language: alike, and with another form or case rule.
    fn merge_names(&mut self) -> (u64, u64) {
        let (mut repeated, mut contradicted) = (0, 0);
        let mut names = std::mem::take(&mut self.names);
        names.sort_unstable_by_key(|name| name.entity);
        for names in names.chunk_by_mut(|a, b| a.entity == b.entity) {
            names.sort_unstable_by_key(|name| self.str(name.text));
        }
        names.dedup_by(|name, first| {
            let same = name.entity == first.entity && self.str(name.text) == self.str(first.text);
            if same {
                if name.lang == first.lang {
                    let alike = name.form == first.form && name.case == first.case;
                    *if alike { &mut repeated } else { &mut contradicted } += 1;
                }
                first.lang = if first.lang == name.lang { first.lang } else { 0 };
                first.form = if form_rank(name.form) < form_rank(first.form) {
                    name.form
                } else {
                    first.form
                };
                first.case = if case_rank(name.case) < case_rank(first.case) {
                    name.case
                } else {
                    first.case
                };
            }
            same
        });
        names.retain(|name| {
            let record = &self.entities[name.entity as usize];
            record.known || name.case.is_some() || self.str(name.text) != self.str(record.name)
        });
        for names in names.chunk_by_mut(|a, b| a.entity == b.entity) {
            names.sort_unstable_by_key(|name| (self.lang(name), self.str(name.text)));
        }
        self.names = names;
        (repeated, contradicted)
    }

    fn entity_row(&self, record: &KeptEntity) -> WrittenEntity<'_> {
        let degrees = |degrees: f64| (!degrees.is_nan()).then_some(degrees);
        WrittenEntity {
            id: self.str(record.id),
            name: self.str(record.name),
            kind: record.kind,
            country: self.countries.word(record.country.into()),
            region: self.regions.word(record.region),
            lat: degrees(record.lat),
            lon: degrees(record.lon),
            population: Some(record.population).filter(|&population| population > 0),
            geonames: Some(record.geonames).filter(|&number| number > 0),
            wikidata: (record.wikidata > 0).then(|| format!("Q{}", record.wikidata)),
        }
    }

    fn name_row(&self, name: &KeptName) -> WrittenName<'_> {
        WrittenName {
            id: self.str(self.entities[name.entity as usize].id),
            lang: self.lang(name),
            name: self.str(name.text),
            form: Some(name.form).filter(|&form| form != Form::Alias),
            case: name.case,
        }
    }
}

const ENTITY_COLUMNS: &[&str] = &[
    "id",
    "name",
    "kind",
    "country",
    "region",
    "lat",
    "lon",
    "population",
    "geonames",
    "wikidata",
];

const NAME_COLUMNS: &[&str] = &["id", "lang", "name", "form", "case"];

fn write_table(
    out: impl Write,
    columns: &[&str],
    rows: impl Iterator<Item = impl Serialize>,
) -> csv::Result<u64> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    writer.write_record(columns)?;
    let mut count = 0;
    for row in rows {
        writer.serialize(row)?;
        count += 1;
    }
    writer.flush()?;
    Ok(count)
}

fn unwritten(table: &str, error: csv::Error) -> Error {
    Error::new(table, format!("cannot be written: {error}")).source(error)
}

/// Of two forms of one spelling the one that says less against it stays.
fn form_rank(form: Form) -> u8 {
    match form {
        Form::Alias => 0,
        Form::Official => 1,
        Form::Short => 2,
        Form::Abbreviation => 3,
        Form::Demonym => 4,
        Form::Surname => 5,
        Form::Historic => 6,
    }
}

/// Of two case rules of one spelling the wider one stays.
fn case_rank(case: Option<CaseRule>) -> u8 {
    match case {
        Some(CaseRule::Any) => 0,
        Some(CaseRule::Capital) => 1,
        None => 2,
        Some(CaseRule::Exact) => 3,
    }
}
