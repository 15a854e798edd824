//! `data/source/corrections.csv`: other values for what the packages say, each with its reason.

use crate::{entities::Entities, error::Error, table::Table};
use std::path::Path;

/// The corrections, in the order of their table.
#[derive(Debug)]
pub struct Corrections(Table);

impl Corrections {
    pub fn read(data: &Path) -> Result<Self, Error> {
        Self::new(Table::read(data, "source/corrections.csv", &["id", "column", "value", "why"])?)
    }

    fn new(table: Table) -> Result<Self, Error> {
        table.check_order(&["id", "column"])?;
        Ok(Self(table))
    }

    /// Puts the conventional points of `data/source/points.csv` into the entities.
    pub fn place(data: &Path, entities: &mut Entities) -> Result<(), Error> {
        let points = Table::read(data, "source/points.csv", &["id", "lat", "lon", "note"])?;
        points.check_order(&["id"])?;
        for row in points.rows() {
            let id = row.get("id");
            let Some(entity) = entities.get_mut(id) else {
                return Err(row.error(format!("no fetched table has the id `{id}`")));
            };
            entity.set("lat", row.get("lat"));
            entity.set("lon", row.get("lon"));
            if entity.point().is_none() {
                return Err(row.error("`lat` and `lon` must be degrees"));
            }
        }
        Ok(())
    }

    /// Puts the values into the fetched entities.
    pub fn apply(&self, entities: &mut Entities) -> Result<(), Error> {
        for row in self.0.rows() {
            let id = row.get("id");
            let Some(entity) = entities.get_mut(id) else {
                return Err(row.error(format!("no fetched table has the id `{id}`")));
            };
            let columns = entity.kind.fetched().unwrap_or_default();
            let column =
                columns.iter().find(|&&column| column == row.get("column") && column != "id");
            let Some(column) = column else {
                let columns = columns[1..].join(", ");
                return Err(row.error(format!("the column must be one of {columns}")));
            };
            if row.get("why").is_empty() {
                return Err(row.error("the column `why` must give the reason"));
            }
            entity.set(column, row.get("value"));
        }
        Ok(())
    }
}
