//! Changes to be made at once.

use super::draft::Draft;
use crate::lexicon::{
    error::Error,
    gazetteer::{Gazetteer, GazetteerBuilder},
    model::Kind,
    new::{NewEntity, NewName},
};
use std::fmt;

/// Changes of names, to be made at once by [`LiveAnnotator::apply`](crate::LiveAnnotator::apply).
///
/// They are made in the order in which they were listed here. Nothing is checked before.
#[derive(Default)]
pub struct Changes(Vec<Change>);

enum Change {
    Tables(Box<GazetteerBuilder>),
    Rows { entities: Vec<NewEntity>, names: Vec<NewName> },
    RemoveName { id: Box<str>, name: Box<str> },
    RemoveEntity { id: Box<str> },
}

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
        self.entity(NewEntity::new(kind, id, name))
    }

    /// Adds a name of an entity, as [`LiveAnnotator::add_name`](crate::LiveAnnotator::add_name)
    /// does. The entity may be added after it, if nothing is removed between.
    pub fn add_name(&mut self, id: &str, name: &str) -> &mut Changes {
        self.name(NewName::new(id, name))
    }

    /// Adds an entity with all that is known of it. It fails where
    /// [`GazetteerBuilder::entity`] and [`LiveAnnotator::add`](crate::LiveAnnotator::add) do.
    ///
    /// ```
    /// use gazetag::{
    ///     Annotator, Changes, Gazetteer, Kind, LiveAnnotator, NewEntity, NewName, Point,
    /// };
    ///
    /// let live = LiveAnnotator::new(Annotator::new(Gazetteer::builder().build()?)?);
    /// let camp = NewEntity::new(Kind::Place, "my:camp", "Camp Seven")
    ///     .point(Point { lat: 51.2, lon: 35.3 });
    /// let mut changes = Changes::new();
    /// changes.entity(camp).name(NewName::new("my:camp", "Kamp Tujuh").lang("id"));
    /// live.apply(changes)?;
    /// let annotator = live.snapshot();
    /// let camp = annotator.annotate("di Kamp Tujuh").first().unwrap().entity().unwrap();
    /// assert_eq!(camp.point().unwrap().lat, 51.2);
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    pub fn entity(&mut self, entity: NewEntity) -> &mut Changes {
        self.rows().0.push(entity);
        self
    }

    /// Adds a name with its language, form or case rule; see [`entity`](Self::entity). The entity
    /// may be added after it, if nothing is removed between.
    pub fn name(&mut self, name: NewName) -> &mut Changes {
        self.rows().1.push(name);
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
    fn rows(&mut self) -> (&mut Vec<NewEntity>, &mut Vec<NewName>) {
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
                    let rows = entities
                        .into_iter()
                        .try_fold(Gazetteer::builder(), GazetteerBuilder::entity)?;
                    draft.add(names.into_iter().try_fold(rows, GazetteerBuilder::name)?)?;
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
