//! Whether entities and names go together.

use super::GazetteerBuilder;
use crate::lexicon::{
    check::{self, Wrong, beginning},
    error::Error,
    gazetteer::{
        StoredName,
        pending::{Origin, PendingEntity},
        references::Known,
        rows::encode,
    },
    model::{CaseRule, Form, Kind},
    new::NewEntity,
    store::Slice,
    text::class::Class,
};
use std::collections::HashMap;
use zerocopy::little_endian::{U16, U32};

impl GazetteerBuilder {
    /// The names of tables of names, once entities and names are seen to go together.
    pub(super) fn checked_names(&self) -> Result<Vec<StoredName>, Error> {
        let ids = self.entity_numbers()?;
        self.check_references(&ids)?;
        let names = self.owned_names(&ids)?;
        self.check_repeated(&names)?;
        Ok(names)
    }

    /// The numbers of the entities by their ids.
    pub(super) fn entity_numbers(&self) -> Result<HashMap<&str, u32>, Error> {
        let mut ids: HashMap<&str, u32> = HashMap::with_capacity(self.entities.len());
        for (at, PendingEntity { origin, record, .. }) in self.entities.iter().enumerate() {
            if let Some(other) = ids.insert(&record.id, at as u32) {
                let place = self.place(self.entities[other as usize].origin);
                let wrong = Wrong::new("id", format!("`{}` stands already {place}", record.id));
                return Err(self.entity_error(*origin, record, wrong));
            }
        }
        Ok(ids)
    }

    /// Whether the countries and regions that entities lie in are some.
    pub(super) fn check_references(&self, ids: &HashMap<&str, u32>) -> Result<(), Error> {
        let known = Known::new(&self.entities, ids, &self.below);
        // Rows without a line were checked before: in another gazetteer, or when they were added to
        // names in use.
        for PendingEntity { origin, record, .. } in
            self.entities.iter().filter(|entity| entity.origin.line > 0)
        {
            if let Some(country) = &record.country {
                let checked =
                    check::references::country(&known, (record.kind, &record.id), country);
                checked.map_err(|wrong| self.entity_error(*origin, record, wrong))?;
            }
            if let Some(region) = &record.region {
                let checked = check::references::region(&known, record.country.as_deref(), region);
                checked.map_err(|wrong| self.entity_error(*origin, record, wrong))?;
            }
        }
        let regions = self
            .entities
            .iter()
            .map(|entity| &entity.record)
            .filter(|record| record.kind == Kind::Region);
        let inside = regions.filter_map(|record| Some((&*record.id, record.region.as_deref()?)));
        match check::references::circles(inside).into_iter().next() {
            Some((id, wrong)) => {
                let PendingEntity { origin, record, .. } = &self.entities[ids[id] as usize];
                Err(self.entity_error(*origin, record, wrong))
            }
            None => Ok(()),
        }
    }

    /// Whether a table has a name of an entity in a language in one row. `names` are those of all
    /// tables.
    fn check_repeated(&self, names: &[StoredName]) -> Result<(), Error> {
        let table = |at: u32| self.names[at as usize].0.table;
        let entity = |at: u32| names[at as usize].entity.get();
        let spelling = |at: u32| {
            let name = &self.names[at as usize].1;
            (name.lang, self.text.str(name.text))
        };
        // Other gazetteers have no lines.
        let mut order: Vec<u32> =
            (0..names.len() as u32).filter(|&at| self.names[at as usize].0.line > 0).collect();
        order.sort_by_key(|&at| (table(at), entity(at)));
        for of_entity in order.chunk_by_mut(|&a, &b| (table(a), entity(a)) == (table(b), entity(b)))
        {
            of_entity.sort_by_key(|&at| spelling(at));
            if let Some(same) =
                of_entity.windows(2).find(|same| spelling(same[0]) == spelling(same[1]))
            {
                let [(first, name), (second, again)] =
                    [same[0], same[1]].map(|at| &self.names[at as usize]);
                let (id, text) = (self.ids.str(name.id), self.text.str(name.text));
                let alike = name.form == again.form && name.case == again.case;
                let other = if alike { "" } else { ", with another form or case rule" };
                let message = match first.table {
                    table if table == Origin::PROGRAM.table => {
                        format!("`{id}` has this name already{other}: expected it once")
                    }
                    _ => format!(
                        "`{id}` has the name `{text}` already in line {}{other}: expected one row",
                        first.line
                    ),
                };
                return Err(self.name_error(*second, id, text, Wrong::new("name", message)));
            }
        }
        Ok(())
    }

    /// The names of tables of names, with the numbers of their entities.
    fn owned_names(&self, ids: &HashMap<&str, u32>) -> Result<Vec<StoredName>, Error> {
        let mut names = Vec::with_capacity(self.names.len() + self.entities.len());
        let mut last: Option<(Slice, u32)> = None;
        for (origin, name) in &self.names {
            let entity = match last.filter(|(id, _)| *id == name.id) {
                Some((_, entity)) => entity,
                None => {
                    let id = self.ids.str(name.id);
                    let Some(&entity) = ids.get(id) else {
                        let wrong = Wrong::new("id", format!("no table has an entity `{id}`"));
                        return Err(self.name_error(*origin, id, self.text.str(name.text), wrong));
                    };
                    last = Some((name.id, entity));
                    entity
                }
            };
            let case = case_rule(name.case, name.form, self.text.str(name.text));
            names.push(StoredName {
                entity: U32::new(entity),
                text: name.text,
                lang: U16::new(name.lang),
                form: encode(&Form::ALL, name.form),
                case: encode(&CaseRule::ALL, case),
            });
        }
        Ok(names)
    }

    /// Where an entity or a name came from, for a message about another.
    fn place(&self, origin: Origin) -> String {
        match self.tables.get(origin.table as usize) {
            Some(table) if origin.line > 0 => format!("in {table}, line {}", origin.line),
            Some(table) => format!("in {table}"),
            None => "among the entities that the program added".into(),
        }
    }

    pub(super) fn entity_error(
        &self,
        origin: Origin,
        entity: &NewEntity,
        Wrong { column, message }: Wrong,
    ) -> Error {
        let error = self.error(origin, || format!("entity `{}`", beginning(&entity.id)), message);
        error.column(column)
    }

    pub(super) fn name_error(
        &self,
        origin: Origin,
        id: &str,
        name: &str,
        Wrong { column, message }: Wrong,
    ) -> Error {
        let added = || format!("name `{}` of `{}`", beginning(name), beginning(id));
        self.error(origin, added, message).column(column)
    }

    /// An error in a row of a table, or in what a program `added`.
    fn error(&self, origin: Origin, added: impl Fn() -> String, message: String) -> Error {
        match self.tables.get(origin.table as usize) {
            Some(table) if origin.line > 0 => {
                Error::new(&**table, message).line(origin.line.into())
            }
            Some(table) => Error::new(&**table, message),
            None => Error::new(added(), message),
        }
    }
}

/// What rule a name goes by if its table gives none: without capitals and small letters it counts
/// in any case, and up to three capitals alone are an acronym, which counts exactly like every
/// abbreviation.
pub(super) fn case_rule(rule: Option<CaseRule>, form: Form, name: &str) -> CaseRule {
    if let Some(rule @ (CaseRule::Exact | CaseRule::Any)) = rule {
        return rule;
    }
    let classes = || name.chars().map(Class::of);
    if !classes().any(|class| class.is_upper() || class.is_lower()) {
        CaseRule::Any
    } else if rule.is_none()
        && (form == Form::Abbreviation
            || classes().all(Class::is_upper) && name.chars().count() <= 3)
    {
        CaseRule::Exact
    } else {
        CaseRule::Capital
    }
}
