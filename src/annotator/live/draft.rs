//! Changes being made: what they add, and what they hide of what is there.

use super::{SHOWN, Segment};
use crate::{
    layers::Layers,
    lexicon::{
        check::references::Entities,
        error::Error,
        gazetteer::{Entity, Gazetteer, GazetteerBuilder},
        model::Kind,
        new::{NewEntity, NewName},
        text::fold::fold,
    },
};
use std::collections::{HashMap, HashSet};

/// The layers before the changes, and what these make of them so far.
pub(super) struct Draft<'l> {
    layers: &'l Layers,
    /// The number of the first segment's layer.
    base: usize,
    segments: &'l [Segment],
    pub rows: Rows,
    /// Hidden names.
    pub hidden: Numbers,
    /// Removed entities of segments.
    pub gone: Numbers,
    /// The first segment that has names of an entity that was added after them, perhaps of another
    /// kind: which words they are found by depends on that, so it is compiled again.
    pub stale: Option<usize>,
}

/// Numbers that leave a set or join it.
#[derive(Default)]
pub(super) struct Numbers {
    joined: HashSet<u32>,
    left: HashSet<u32>,
}

impl Numbers {
    /// Adds a number that is not in the set.
    fn join(&mut self, number: u32) {
        if !self.left.remove(&number) {
            self.joined.insert(number);
        }
    }

    /// Takes a number out of the set.
    fn leave(&mut self, number: u32) {
        if !self.joined.remove(&number) {
            self.left.insert(number);
        }
    }

    /// Whether a number is in the set, given by `was` for the one before.
    fn has(&self, number: u32, was: bool) -> bool {
        self.joined.contains(&number) || was && !self.left.contains(&number)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.joined.is_empty() && self.left.is_empty()
    }

    /// The set, which was `before`, in order.
    pub(super) fn applied_to(self, before: &[u32]) -> Vec<u32> {
        let mut joined = Vec::from_iter(self.joined);
        joined.sort_unstable();
        let mut all: Vec<u32> = before
            .iter()
            .copied()
            .filter(|number| !self.left.contains(number))
            .chain(joined)
            .collect();
        // Two sorted runs, which this sort makes one of in linear time.
        all.sort();
        all
    }
}

impl<'l> Draft<'l> {
    pub(super) fn new(layers: &'l Layers, base: usize, segments: &'l [Segment]) -> Draft<'l> {
        Draft {
            layers,
            base,
            segments,
            rows: Rows::default(),
            hidden: Numbers::default(),
            gone: Numbers::default(),
            stale: None,
        }
    }

    pub(super) fn add(&mut self, tables: GazetteerBuilder) -> Result<(), Error> {
        if tables.has_words() {
            let message = "cues, ordinary words, parts of people's names and rules of inflection \
                           cannot be added to names in use";
            return Err(Error::new(SHOWN, message));
        }
        let (entities, names) = tables.checked(self)?.into_rows();
        for record in entities {
            let is_there = self.rows.get(&record.id).is_some_and(|row| row.added);
            if is_there
                || self
                    .segment_entities(&record.id)
                    .any(|(at, own, _)| self.segments[at][own as usize])
            {
                return Err(Error::new(
                    SHOWN,
                    format!("`{}` stands already in {SHOWN}", record.id),
                )
                .column("id"));
            }
            let lowest = self.segment_entities(&record.id).map(|(at, ..)| at).min();
            self.stale = self.stale.into_iter().chain(lowest).min();
            self.rows.row(record, true, true);
        }
        names.into_iter().try_for_each(|name| self.add_name(name))
    }

    fn add_name(&mut self, name: NewName) -> Result<(), Error> {
        // A name from the beginning that was removed comes back as it was.
        let below = self.layers.entities_of(&name.id).filter(|&(at, _)| at < self.base);
        let hidden = below
            .flat_map(|(_, entity)| self.layers.names_of(entity))
            .filter(|&other| self.is_hidden(other));
        let folded = fold(&name.name);
        let same: Vec<u32> =
            hidden.filter(|&other| fold(self.layers.name(other).as_str()) == folded).collect();
        if !same.is_empty() {
            same.into_iter().for_each(|other| self.hidden.leave(other));
            return Ok(());
        }
        if self.rows.get(&name.id).is_none() {
            let Some(entity) = self.entity(&name.id) else {
                return Err(
                    Error::new(SHOWN, format!("no table has an entity `{}`", name.id)).column("id")
                );
            };
            self.rows.row(entity.record(), false, false);
        }
        self.rows.get_mut(&name.id).expect("it is there").names.push(name);
        Ok(())
    }

    pub(super) fn remove_name(&mut self, id: &str, name: &str) -> Result<(), Error> {
        let folded = fold(name);
        let is_it = |other: &str| fold(other) == folded;
        let mut found = false;
        if let Some(row) = self.rows.get_mut(id) {
            if row.named && is_it(&row.record.name) {
                (row.named, found) = (false, true);
            }
            let before = row.names.len();
            row.names.retain(|other| !is_it(&other.name));
            found |= row.names.len() < before;
        }
        let mut names = self.names_of(id);
        names.retain(|&other| is_it(self.layers.name(other).as_str()));
        found |= !names.is_empty();
        names.into_iter().for_each(|name| self.hidden.join(name));
        if found { Ok(()) } else { Err(Error::new(SHOWN, format!("`{id}` has no name `{name}`"))) }
    }

    pub(super) fn remove_entity(&mut self, id: &str) -> Result<(), Error> {
        let names = self.names_of(id);
        let entities: Vec<_> = self.segment_entities(id).collect();
        let added = entities.iter().any(|&(at, own, _)| self.segments[at][own as usize]);
        let new = self.rows.remove(id);
        if !new && !added && names.is_empty() {
            return Err(Error::new(SHOWN, format!("`{id}` has no names")));
        }
        names.into_iter().for_each(|name| self.hidden.join(name));
        entities.into_iter().for_each(|(.., entity)| self.gone.join(entity));
        Ok(())
    }

    /// The names that count of the entity with this id in all layers.
    fn names_of(&self, id: &str) -> Vec<u32> {
        let names =
            self.layers.entities_of(id).flat_map(|(_, entity)| self.layers.names_of(entity));
        names.filter(|&name| !self.is_hidden(name)).collect()
    }

    /// The entities that count with this id in segments: the number of the segment, their numbers
    /// in it and among all.
    fn segment_entities(&self, id: &str) -> impl Iterator<Item = (usize, u32, u32)> {
        let entities = self
            .layers
            .entities_of(id)
            .filter(|&(at, entity)| at >= self.base && !self.is_gone(entity));
        entities.map(|(at, entity)| (at - self.base, entity - self.layers.numbered(at).1, entity))
    }

    /// The entity with this id: the highest layer's.
    fn entity(&self, id: &str) -> Option<Entity<'l>> {
        let (_, entity) = self.layers.entities_of(id).find(|&(_, entity)| !self.is_gone(entity))?;
        Some(self.layers.entity(entity))
    }

    fn is_hidden(&self, name: u32) -> bool {
        self.hidden.has(name, self.layers.is_hidden(name))
    }

    fn is_gone(&self, entity: u32) -> bool {
        self.gone.has(entity, self.layers.is_gone(entity))
    }
}

/// The entities that rows of tables may refer to: existing ones and those the changes have added.
impl Entities for Draft<'_> {
    fn find(&self, id: &str) -> Option<(Kind, Option<&str>)> {
        let row = self.rows.get(id).map(|row| (row.record.kind, row.record.country.as_deref()));
        row.or_else(|| self.entity(id).map(|entity| (entity.kind(), entity.country())))
    }

    fn has_regions(&self, country: &str) -> bool {
        let mut own = self.rows.counting().map(|row| &row.record);
        let is_there = |record: &NewEntity| {
            record.kind == Kind::Region && record.country.as_deref() == Some(country)
        };
        self.layers.has_regions(country) || own.any(is_there)
    }
}

/// Entities with their names, to be compiled into a segment.
#[derive(Default)]
pub(super) struct Rows {
    /// `None` in place of one that was removed.
    rows: Vec<Option<Row>>,
    by_id: HashMap<Box<str>, usize>,
}

struct Row {
    record: NewEntity,
    /// Whether it was added, and not taken from a layer below for its names' sake.
    added: bool,
    /// Whether it is found by its own name.
    named: bool,
    names: Vec<NewName>,
}

impl Row {
    fn counts(&self) -> bool {
        self.added || !self.names.is_empty()
    }
}

impl Rows {
    /// How many rows of entities and names there are.
    pub(super) fn len(&self) -> usize {
        self.counting().map(|row| 1 + usize::from(row.named) + row.names.len()).sum()
    }

    /// The rows of entities that were added or have names.
    fn counting(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().flatten().filter(|row| row.counts())
    }

    fn get(&self, id: &str) -> Option<&Row> {
        self.rows[*self.by_id.get(id)?].as_ref()
    }

    fn get_mut(&mut self, id: &str) -> Option<&mut Row> {
        self.rows[*self.by_id.get(id)?].as_mut()
    }

    /// The row of an entity, which takes the place of one that was only taken from a layer below.
    fn row(&mut self, record: NewEntity, added: bool, named: bool) -> &mut Row {
        let at = *self.by_id.entry(record.id.clone()).or_insert(self.rows.len());
        if at == self.rows.len() {
            self.rows.push(None);
        }
        let row = &mut self.rows[at];
        match row {
            Some(row) if !row.added => row.record = record,
            Some(_) => {}
            None => *row = Some(Row { record, added, named: false, names: Vec::new() }),
        }
        let row = row.as_mut().expect("it was put there");
        row.added |= added;
        row.named |= named;
        row
    }

    /// Removes an entity. Returns whether it was added or had names.
    fn remove(&mut self, id: &str) -> bool {
        let row = self.by_id.remove(id).and_then(|at| self.rows[at].take());
        row.is_some_and(|row| row.counts())
    }

    /// Adds what counts of a segment, which is layer number `at`, from the lowest up.
    pub(super) fn take_segment(&mut self, layers: &Layers, at: usize, added: &[bool]) {
        let (gazetteer, first_entity, first_name) = layers.numbered(at);
        for (number, entity) in gazetteer.entities().enumerate() {
            let own = number as u32;
            if layers.is_gone(first_entity + own) {
                continue;
            }
            let names = gazetteer.names_of(own).filter(|name| !layers.is_hidden(first_name + name));
            let (mut named, mut rows) = (false, Vec::new());
            for name in names.map(|name| gazetteer.name(name)) {
                if name.row.text == entity.row.name {
                    named = true;
                } else {
                    rows.push(NewName {
                        id: entity.id().into(),
                        name: name.as_str().into(),
                        langs: name.lang().unwrap_or_default().into(),
                        form: name.form(),
                        case: Some(name.case()),
                    });
                }
            }
            if added[number] || !rows.is_empty() {
                self.row(entity.record(), added[number], named).names.append(&mut rows);
            }
        }
    }

    /// Adds newer rows.
    pub(super) fn take(&mut self, newer: Rows) {
        for Row { record, added, named, mut names } in
            newer.rows.into_iter().flatten().filter(Row::counts)
        {
            self.row(record, added, named).names.append(&mut names);
        }
    }

    /// The gazetteer of these rows, and which of its entities were added.
    pub(super) fn build(self) -> Result<(Gazetteer, Segment), Error> {
        let rows: Vec<&Row> = self.counting().collect();
        let entities = rows.iter().map(|row| (&row.record, row.named));
        let gazetteer = Gazetteer::builder()
            .rows(SHOWN, entities, rows.iter().flat_map(|row| &row.names))?
            .build()?;
        Ok((gazetteer, rows.iter().map(|row| row.added).collect()))
    }
}
