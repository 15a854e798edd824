//! What no single row shows: two rows that cannot both be right, or a value that the other tables
//! speak against. What is a fact for all that stands in `data/source/oddities.csv`, with the reason.

mod names;
mod places;
mod words;

use crate::{
    entities::{Entities, Entity, Kind},
    error::Error,
    names::{Found, Merged},
    table::Table,
    words::Rows,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    path::Path,
};

const FILE: &str = "source/oddities.csv";

/// Something that is probably an error.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fault {
    check: &'static str,
    id: String,
    /// The other entity, or the name.
    other: String,
    message: String,
}

impl Fault {
    fn new(check: &'static str, id: &str, other: &str, message: String) -> Self {
        Self { check, id: id.to_owned(), other: other.to_owned(), message }
    }
}

/// The tables as they are put together.
struct Tables<'a> {
    entities: &'a Entities,
    /// The names of an entity besides its main name, without its demonyms.
    names: HashMap<&'a str, Vec<&'a Merged>>,
    /// The tables of names, with all names found.
    found: &'a [(&'static str, Vec<Found>, Vec<Merged>)],
    /// The codes of currencies.
    currencies: HashSet<String>,
    /// The tables of ordinary words.
    words: &'a [&'a Rows],
}

impl<'a> Tables<'a> {
    fn read(
        data: &Path,
        entities: &'a Entities,
        found: &'a [(&'static str, Vec<Found>, Vec<Merged>)],
        words: &'a [&'a Rows],
    ) -> Result<Self, Error> {
        let mut names: HashMap<&str, Vec<&Merged>> = HashMap::new();
        for (kind, _, rows) in found {
            for row in rows.iter().filter(|_| *kind != "demonyms") {
                names.entry(row.id()).or_default().push(row);
            }
        }
        let table = Table::read(data, "source/currencies.csv", &["code"])?;
        table.check_order(&["code"])?;
        let currencies = table.rows().map(|row| row.get("code").to_owned()).collect();
        Ok(Self { entities, names, found, currencies, words })
    }

    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &'a Entity> {
        self.entities.iter().filter(move |entity| entity.kind == kind)
    }

    /// The names of an entity besides its main name.
    fn names(&self, id: &str) -> &[&'a Merged] {
        self.names.get(id).map_or(&[], Vec::as_slice)
    }

    /// The spellings of an entity's names, the main one first.
    fn spellings(&self, entity: &Entity) -> Vec<String> {
        let others = self.names(entity.id()).iter().map(|name| name.spelling.clone());
        std::iter::once(crate::text::spelling(entity.name())).chain(others).collect()
    }

    /// Each two of some entities, in the order of their ids.
    fn pairs(&self, ids: &BTreeSet<&str>) -> Vec<(&'a Entity, &'a Entity)> {
        let some: Vec<&Entity> = ids.iter().filter_map(|id| self.entities.get(id)).collect();
        let rest = |at: usize| some[at + 1..].iter();
        some.iter().enumerate().flat_map(|(at, &a)| rest(at).map(move |&b| (a, b))).collect()
    }

    /// The entities of a kind that share a spelling, by country and spelling.
    fn sharing(&self, kind: Kind) -> BTreeMap<(&'a str, String), BTreeSet<&'a str>> {
        let mut sharing: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
        for entity in self.of_kind(kind) {
            for spelling in self.spellings(entity) {
                sharing.entry((entity.country(), spelling)).or_default().insert(entity.id());
            }
        }
        sharing.retain(|_, ids| ids.len() > 1);
        sharing
    }
}

/// Fails if the tables hold what is probably an error and not among the oddities.
pub fn audit(
    data: &Path,
    entities: &Entities,
    names: &[(&'static str, Vec<Found>, Vec<Merged>)],
    words: &[&Rows],
) -> Result<(), Error> {
    let tables = Tables::read(data, entities, names, words)?;
    let mut faults = Vec::new();
    names::check(&tables, &mut faults);
    words::check(&tables, &mut faults);
    places::check(&tables, &mut faults);
    faults.sort();
    let oddities = Table::read(data, FILE, &["check", "id", "other", "why"])?;
    oddities.check_order(&["check", "id", "other"])?;
    let mut wrong = Vec::new();
    let mut known = BTreeSet::new();
    for row in oddities.rows() {
        let key = (row.get("check"), row.get("id"), row.get("other"));
        if row.get("why").is_empty() {
            wrong.push(row.error("the column `why` must give the reason").to_string());
        } else if !faults.iter().any(|fault| key == (fault.check, &fault.id, &fault.other)) {
            wrong.push(row.error("no check finds this any more: remove the row").to_string());
        }
        known.insert(key);
    }
    for fault in &faults {
        let Fault { check, id, other, message } = fault;
        if !known.contains(&(*check, &**id, &**other)) {
            wrong.push(format!("{message}: mend it, or add `{check},{id},{other},WHY` to {FILE}"));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Error::new(wrong.join("\n"))) }
}
