//! Names that come and go while texts are annotated.

use crate::{
    annotator::Annotator,
    dictionary::Dictionary,
    entity::{Kind, Record},
    error::Error,
    gazetteer::{Gazetteer, GazetteerBuilder, NameRow},
    layers::Part,
    resolve::Priors,
    text::fold::fold,
};
use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

/// An annotator whose names can be added and removed at any time, by any thread.
///
/// [`snapshot`](Self::snapshot) gives the annotator as it is now. It stays as it is: texts annotated with one snapshot are annotated with
/// the same names, whatever other threads do, and what was found in them can be read as long as the snapshot is kept.
///
/// What is added is a small layer above the others (see [`Annotator::with_tables`]), which each change makes anew. Meant for some
/// hundreds of names: beyond that use a layer.
///
/// ```
/// use gazetag::{Annotator, Gazetteer, Kind, LiveAnnotator};
///
/// let cities = "id,name,country\nkursk,Kursk,RU\nsudzha,Sudzha,RU\n";
/// let live = LiveAnnotator::new(Annotator::new(Gazetteer::builder().table(Kind::City, cities.as_bytes())?.build()?)?);
/// let before = live.snapshot();
/// live.add_entity(Kind::Person, "jane-doe", "Jane Doe")?;
/// live.add_name("sudzha", "Sudja")?;
/// live.remove_name("kursk", "Kursk")?;
///
/// let text = "Jane Doe, Kursk, Sudja";
/// let found = |annotator: &Annotator| annotator.annotate(text).iter().map(|mention| mention.entity().unwrap().id().to_owned()).collect::<Vec<_>>();
/// assert_eq!(found(&live.snapshot()), ["jane-doe", "sudzha"]);
/// assert_eq!(found(&before), ["kursk"]);
/// # Ok::<(), gazetag::Error>(())
/// ```
pub struct LiveAnnotator {
    base: Annotator,
    edits: Mutex<Edits>,
    current: RwLock<Arc<Annotator>>,
}

/// What was added and removed.
#[derive(Clone, Debug, Default)]
struct Edits {
    /// Entities, and whether they still have their own names.
    entities: Vec<(Record, bool)>,
    names: Vec<NameRow>,
    /// The numbers of removed names of the layers below.
    hidden: Vec<u32>,
}

/// What errors call names that were added.
const SHOWN: &str = "added names";

impl LiveAnnotator {
    /// Begins with what `annotator` has.
    pub fn new(mut annotator: Annotator) -> LiveAnnotator {
        annotator.prepare();
        let edits = Edits { hidden: annotator.layers().hidden().to_vec(), ..Edits::default() };
        LiveAnnotator { current: RwLock::new(Arc::new(annotator.clone())), base: annotator, edits: Mutex::new(edits) }
    }

    /// The annotator as it is now.
    ///
    /// # Complexity
    /// O(1); it waits for no change to be made.
    pub fn snapshot(&self) -> Arc<Annotator> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Adds tables of entities and names. The names may be of entities that are there.
    ///
    /// ```
    /// # use gazetag::{Annotator, Gazetteer, Kind, LiveAnnotator};
    /// let live = LiveAnnotator::new(Annotator::new(Gazetteer::builder().build()?)?);
    /// let places = "id,name,lat,lon\nmy:camp,Camp Seven,51.2,35.3\n";
    /// let names = "id,lang,name\nmy:camp,id,Kamp Tujuh\n";
    /// live.add(Gazetteer::builder().table(Kind::Place, places.as_bytes())?.names(names.as_bytes())?)?;
    /// assert_eq!(live.snapshot().annotate("di Kamp Tujuh").iter().next().unwrap().entity().unwrap().point().unwrap().lat, 51.2);
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    ///
    /// # Errors
    /// If an entity was added before or lies in a country or region that is none, no entity has the id of a name, or there are cues, ordinary words or rules of inflection in the
    /// tables, which a layer can have and this not. Then nothing is added.
    ///
    /// # Complexity
    /// O(n log n) in all that was added so far and now, however much is below: about 30 microseconds, and 2 for each name.
    pub fn add(&self, tables: GazetteerBuilder) -> Result<(), Error> {
        if tables.has_words() {
            return Err(Error::new(SHOWN, "cues, ordinary words and rules of inflection cannot be added to names in use"));
        }
        let (entities, names) = tables.checked(self.snapshot().layers())?.into_rows();
        self.change(|edits| {
            edits.entities.extend(entities.into_iter().map(|record| (record, true)));
            for name in names {
                // A name that was removed comes back as it was.
                let hidden = edits.hidden.len();
                let same = self.names_below(&name.id, &name.name);
                edits.hidden.retain(|hidden| !same.contains(hidden));
                if edits.hidden.len() == hidden {
                    edits.names.push(name);
                }
            }
            Ok(())
        })
    }

    /// Adds an entity with its name. To say more of it [add a table](Self::add).
    ///
    /// # Errors
    /// If it was added before, or the id or the name cannot be one.
    ///
    /// # Complexity
    /// As [`add`](Self::add).
    pub fn add_entity(&self, kind: Kind, id: &str, name: &str) -> Result<(), Error> {
        self.add(Gazetteer::builder().table(kind, &*table([["id", "name"], [id, name]]))?)
    }

    /// Adds a name of an entity that is there. One that was [removed](Self::remove_name) comes back as it was.
    ///
    /// # Errors
    /// If there is no such entity, or the name cannot be one.
    ///
    /// # Complexity
    /// As [`add`](Self::add).
    pub fn add_name(&self, id: &str, name: &str) -> Result<(), Error> {
        self.add(Gazetteer::builder().names(&*table([["id", "lang", "name"], [id, "", name]]))?)
    }

    /// Removes a name of an entity: one that was added, and one that was there from the beginning. Case and accents do not count.
    ///
    /// # Errors
    /// If there is no such entity, or it has no such name.
    ///
    /// # Complexity
    /// As [`add`](Self::add).
    pub fn remove_name(&self, id: &str, name: &str) -> Result<(), Error> {
        let folded = fold(name);
        let is_it = |other: &str| fold(other) == folded;
        self.change(|edits| {
            let mut found = false;
            for (record, named) in &mut edits.entities {
                if *named && *record.id == *id && is_it(&record.name) {
                    (*named, found) = (false, true);
                }
            }
            let before = edits.names.len();
            edits.names.retain(|other| *other.id != *id || !is_it(&other.name));
            found |= edits.names.len() < before;
            let below: Vec<u32> = self.names_below(id, name).into_iter().filter(|name| !edits.hidden.contains(name)).collect();
            found |= !below.is_empty();
            edits.hidden.extend(below);
            if found { Ok(()) } else { Err(Error::new(SHOWN, format!("`{id}` has no name `{name}`"))) }
        })
    }

    /// Removes an entity with all its names, whether it was added or was there from the beginning.
    ///
    /// # Errors
    /// If there is no such entity, or it has no names left.
    ///
    /// # Complexity
    /// As [`add`](Self::add).
    pub fn remove_entity(&self, id: &str) -> Result<(), Error> {
        self.change(|edits| {
            let before = edits.entities.len() + edits.names.len();
            edits.entities.retain(|(record, _)| *record.id != *id);
            edits.names.retain(|name| *name.id != *id);
            let below: Vec<u32> = self.base.layers().names_of(id).filter(|name| !edits.hidden.contains(name)).collect();
            if below.is_empty() && edits.entities.len() + edits.names.len() == before {
                return Err(Error::new(SHOWN, format!("`{id}` has no names")));
            }
            edits.hidden.extend(below);
            Ok(())
        })
    }

    /// The numbers of the names below that fold as `name` does, of the entity with this id.
    fn names_below(&self, id: &str, name: &str) -> Vec<u32> {
        let (layers, folded) = (self.base.layers(), fold(name));
        layers.names_of(id).filter(|&other| fold(layers.name(other).as_str()) == folded).collect()
    }

    /// Makes a change for all to see, or none if it fails.
    fn change(&self, edit: impl FnOnce(&mut Edits) -> Result<(), Error>) -> Result<(), Error> {
        let mut current = self.edits();
        let mut edits = current.clone();
        edit(&mut edits)?;
        let entities = edits.entities.iter().map(|(record, named)| (record, *named));
        let builder = Gazetteer::builder().rows(SHOWN, entities, edits.names.iter())?;
        let gazetteer = builder.complete(self.base.layers()).build()?;
        let priors = Priors::new(&gazetteer);
        let annotator = self.base.with_overlay(Part { dictionary: Dictionary::new(gazetteer)?, priors }, edits.hidden.clone())?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(annotator);
        *current = edits;
        Ok(())
    }

    /// The edits, which a thread that panicked left as they were.
    fn edits(&self) -> MutexGuard<'_, Edits> {
        self.edits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for LiveAnnotator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LiveAnnotator").field("base", &self.base).field("edits", &self.edits()).finish_non_exhaustive()
    }
}

/// A table in CSV.
fn table<const COLUMNS: usize>(rows: [[&str; COLUMNS]; 2]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).expect("memory takes all"));
    writer.into_inner().expect("memory takes all")
}
