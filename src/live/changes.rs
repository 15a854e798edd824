//! Changes to be made at once.

use super::{SHOWN, draft::Draft};
use crate::{
    entity::Kind,
    error::Error,
    gazetteer::{Gazetteer, GazetteerBuilder},
    table::Ids,
};
use std::fmt;

/// Changes of names, to be made at once by [`LiveAnnotator::apply`](crate::LiveAnnotator::apply).
///
/// They are made in the order in which they were listed here. Nothing is checked before.
#[derive(Default)]
pub struct Changes(Vec<Change>);

enum Change {
    Tables(Box<GazetteerBuilder>),
    /// Entities with kind, id and name, and names with the ids of their entities.
    Rows {
        entities: Vec<Row<3>>,
        names: Vec<Row<2>>,
    },
    RemoveName {
        id: Box<str>,
        name: Box<str>,
    },
    RemoveEntity {
        id: Box<str>,
    },
}

type Row<const COLUMNS: usize> = [Box<str>; COLUMNS];

impl Changes {
    /// No changes yet.
    pub fn new() -> Changes {
        Changes::default()
    }

    /// Adds tables, as [`LiveAnnotator::add`](crate::LiveAnnotator::add) does.
    pub fn add(&mut self, tables: GazetteerBuilder) -> &mut Changes {
        self.0.push(Change::Tables(Box::new(tables)));
        self
    }

    /// Adds an entity with its name, as
    /// [`LiveAnnotator::add_entity`](crate::LiveAnnotator::add_entity) does.
    pub fn add_entity(&mut self, kind: Kind, id: &str, name: &str) -> &mut Changes {
        self.rows().0.push([kind.as_str(), id, name].map(Into::into));
        self
    }

    /// Adds a name of an entity, as [`LiveAnnotator::add_name`](crate::LiveAnnotator::add_name)
    /// does. The entity may be added after it, if nothing is removed between.
    pub fn add_name(&mut self, id: &str, name: &str) -> &mut Changes {
        self.rows().1.push([id, name].map(Into::into));
        self
    }

    /// Removes a name of an entity, as
    /// [`LiveAnnotator::remove_name`](crate::LiveAnnotator::remove_name) does.
    pub fn remove_name(&mut self, id: &str, name: &str) -> &mut Changes {
        self.0.push(Change::RemoveName { id: id.into(), name: name.into() });
        self
    }

    /// Removes an entity with all its names, as
    /// [`LiveAnnotator::remove_entity`](crate::LiveAnnotator::remove_entity) does.
    pub fn remove_entity(&mut self, id: &str) -> &mut Changes {
        self.0.push(Change::RemoveEntity { id: id.into() });
        self
    }

    /// The rows at the end, to which another is added.
    fn rows(&mut self) -> (&mut Vec<Row<3>>, &mut Vec<Row<2>>) {
        if !matches!(self.0.last(), Some(Change::Rows { .. })) {
            self.0.push(Change::Rows { entities: Vec::new(), names: Vec::new() });
        }
        match self.0.last_mut() {
            Some(Change::Rows { entities, names }) => (entities, names),
            _ => unreachable!("it was put there"),
        }
    }

    /// Makes the changes, as far as none fails.
    pub(super) fn make(self, draft: &mut Draft<'_>) -> Result<(), Error> {
        for change in self.0 {
            match change {
                Change::Tables(tables) => draft.add(*tables)?,
                Change::Rows { entities, names } => {
                    let (entities, names) = (table(["kind", "id", "name"], &entities), table(["id", "name"], &names));
                    let tables = Gazetteer::builder().entity_table(SHOWN, None, &*entities)?;
                    draft.add(tables.name_table(SHOWN, Ids::InEveryRow, &*names)?)?;
                }
                Change::RemoveName { id, name } => draft.remove_name(&id, &name)?,
                Change::RemoveEntity { id } => draft.remove_entity(&id)?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Changes").finish_non_exhaustive()
    }
}

/// A table in CSV.
fn table<const COLUMNS: usize>(columns: [&str; COLUMNS], rows: &[Row<COLUMNS>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns).expect("memory takes all");
    rows.iter().for_each(|row| writer.write_record(row.each_ref().map(|cell| cell.as_bytes())).expect("memory takes all"));
    writer.into_inner().expect("memory takes all")
}
