//! Names that come and go while texts are annotated.
//!
//! What was added stands in *segments*: small layers above the others that are read as one. A
//! change compiles a new segment of what it adds and of the newest segments that are not much
//! larger, so that each name is compiled a few times in all and there are never more than a few
//! segments. What was removed is hidden by its number, and is gone for good when its segment is
//! compiled again.

mod changes;
mod draft;

use super::Annotator;
use crate::{
    layers::Layers,
    lexicon::{dictionary::Dictionary, error::Error, gazetteer::GazetteerBuilder, model::Kind},
};
pub use changes::Changes;
use draft::{Draft, Rows};
use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError, RwLock},
};

/// An annotator whose names can be added and removed at any time, by any thread.
///
/// [`snapshot`](Self::snapshot) gives the annotator as it is now. It stays as it is: texts
/// annotated with one snapshot are annotated with the same names, whatever other threads do, and
/// what was found in them can be read as long as the snapshot is kept. Readers never wait for a
/// change to be made; changes wait for one another.
///
/// What is added counts like a layer above the others (see [`Annotator::with_tables`]): where a
/// name was added, it means what was added under that name, and nothing that the layers below say.
/// Names that were added are equals, whenever each came.
///
/// Each of the methods makes one change, all of it or, on an error, nothing. [`apply`](Self::apply)
/// makes many at once, which is much faster.
///
/// ```
/// use gazetag::{Annotator, Gazetteer, Kind, LiveAnnotator};
///
/// let cities = "id,name,country\nkursk,Kursk,RU\nsudzha,Sudzha,RU\n";
/// let live = LiveAnnotator::new(Annotator::new(
///     Gazetteer::builder().table(Kind::City, cities.as_bytes())?.build()?,
/// )?);
/// let before = live.snapshot();
/// live.add_entity(Kind::Person, "jane-doe", "Jane Doe")?;
/// live.add_name("sudzha", "Sudja")?;
/// live.remove_name("kursk", "Kursk")?;
///
/// let text = "Jane Doe, Kursk, Sudja";
/// let found = |annotator: &Annotator| {
///     annotator
///         .annotate(text)
///         .iter()
///         .map(|mention| mention.entity().unwrap().id().to_owned())
///         .collect::<Vec<_>>()
/// };
/// assert_eq!(found(&live.snapshot()), ["jane-doe", "sudzha"]);
/// assert_eq!(found(&before), ["kursk"]);
/// # Ok::<(), gazetag::Error>(())
/// ```
pub struct LiveAnnotator {
    /// How many layers are below the segments.
    base: usize,
    /// Held while a change is made.
    segments: Mutex<Vec<Segment>>,
    current: RwLock<Arc<Annotator>>,
}

/// What is known of a segment beside its layer: of each entity whether it was added, or taken from
/// a layer below for a name that was.
pub(crate) type Segment = Arc<[bool]>;

/// What errors call names that were added.
const SHOWN: &str = "added names";

/// A segment is compiled again with those above it once it is at most so many times as large as
/// these together. More would leave fewer segments, which texts are searched for one after the
/// other, and make changes slower.
const RATIO: usize = 64;

impl LiveAnnotator {
    /// Begins with what `annotator` has.
    ///
    /// # Complexity
    /// O(n) in the entities of the lowest layer, unless it has layers above it already.
    pub fn new(mut annotator: Annotator) -> LiveAnnotator {
        annotator.prepare();
        LiveAnnotator {
            base: annotator.layers().len(),
            current: RwLock::new(Arc::new(annotator)),
            segments: Mutex::default(),
        }
    }

    /// The annotator as it is now.
    ///
    /// # Complexity
    /// O(1); it waits for no change to be made.
    pub fn snapshot(&self) -> Arc<Annotator> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Makes many changes at once, in their order: those who take a snapshot see all of them or
    /// none.
    ///
    /// ```
    /// use gazetag::{Annotator, Changes, Gazetteer, Kind, LiveAnnotator};
    ///
    /// let cities = "id,name\nkursk,Kursk\n";
    /// let live = LiveAnnotator::new(Annotator::new(
    ///     Gazetteer::builder().table(Kind::City, cities.as_bytes())?.build()?,
    /// )?);
    /// let mut changes = Changes::new();
    /// for (id, name) in [("ann", "Ann Harlow"), ("bob", "Bob Harlow")] {
    ///     changes.add_entity(Kind::Person, id, name);
    /// }
    /// changes.add_name("ann", "Annie Harlow").remove_entity("kursk");
    /// live.apply(changes)?;
    ///
    /// let found = |text: &str| live.snapshot().annotate(text).len();
    /// assert_eq!(found("Annie Harlow, Bob Harlow, Kursk"), 2);
    ///
    /// let mut changes = Changes::new();
    /// changes.remove_entity("ann").remove_entity("nobody");
    /// assert_eq!(
    ///     live.apply(changes).unwrap_err().to_string(),
    ///     "added names: `nobody` has no names"
    /// );
    /// assert_eq!(found("Ann Harlow"), 1);
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    ///
    /// # Errors
    /// If one of the changes cannot be made; the methods that make one say when. Then none is made.
    ///
    /// # Complexity
    /// O(n log n) in the changes, however much is below: half a second for 100,000 names. What a
    /// change adds is compiled again with later changes; over many of them one costs O(log n) in
    /// the names added so far, on average 0.25 milliseconds for the first thousand one by one and
    /// 0.5 for the first 100,000. A single change can take as long as compiling all names that were
    /// added: some 4 microseconds each. One that removes a name also copies 4 bytes for each name
    /// that is removed already.
    pub fn apply(&self, changes: Changes) -> Result<(), Error> {
        let mut segments = self.segments.lock().unwrap_or_else(PoisonError::into_inner);
        let current = self.snapshot();
        let mut draft = Draft::new(current.layers(), self.base, &segments);
        changes.make(&mut draft)?;
        let Draft { rows, hidden, gone, stale, .. } = draft;
        let mut layers = current.layers().clone();
        if !hidden.is_empty() {
            layers.hide(hidden.applied_to(layers.hidden()));
        }
        if !gone.is_empty() {
            layers.dismiss(gone.applied_to(layers.gone()));
        }
        let mut segments_after = segments.clone();
        let stale = stale.map_or(layers.len(), |segment| self.base + segment);
        let first = self.first_to_compile(rows.len(), &layers).min(stale);
        self.compile(first, rows, &mut layers, &mut segments_after)?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) =
            Arc::new(current.with_layers(layers));
        *segments = segments_after;
        Ok(())
    }

    /// Puts a new segment of these rows on top of `layers`, in place of those from number `first`
    /// on, which it takes in.
    fn compile(
        &self,
        first: usize,
        rows: Rows,
        layers: &mut Layers,
        segments: &mut Vec<Segment>,
    ) -> Result<(), Error> {
        if first == layers.len() && rows.len() == 0 {
            return Ok(());
        }
        let mut all = Rows::default();
        for at in first..layers.len() {
            all.take_segment(layers, at, &segments[at - self.base]);
        }
        all.take(rows);
        layers.truncate(first);
        segments.truncate(first - self.base);
        if all.len() > 0 {
            let (gazetteer, segment) = all.build()?;
            layers.push(Arc::new(Dictionary::new(gazetteer)?), first > self.base)?;
            segments.push(segment);
        }
        Ok(())
    }

    /// The layer from which on segments are compiled again with so many new rows.
    fn first_to_compile(&self, new: usize, layers: &Layers) -> usize {
        let len = |at: usize| layers.numbered(at).0.names_len() + layers.numbered(at).0.len();
        let mut first = layers.len();
        let mut rows = new;
        while first > self.base && len(first - 1) <= RATIO * rows {
            first -= 1;
            rows += len(first);
        }
        // Hidden names are compiled away once they are the most.
        let names = layers.first_name(self.base)..layers.first_name(layers.len());
        let hidden =
            layers.hidden().len() - layers.hidden().partition_point(|&name| name < names.start);
        if hidden * 2 > names.len() { self.base } else { first }
    }

    /// Adds entities and names, of tables and of a program's own. The names may be of entities that
    /// are there.
    ///
    /// ```
    /// # use gazetag::{Annotator, Gazetteer, Kind, LiveAnnotator};
    /// let live = LiveAnnotator::new(Annotator::new(Gazetteer::builder().build()?)?);
    /// let places = "id,name,lat,lon\nmy:camp,Camp Seven,51.2,35.3\n";
    /// let names = "id,lang,name\nmy:camp,id,Kamp Tujuh\n";
    /// live.add(
    ///     Gazetteer::builder().table(Kind::Place, places.as_bytes())?.names(names.as_bytes())?,
    /// )?;
    /// let annotator = live.snapshot();
    /// let camp = annotator.annotate("di Kamp Tujuh").first().unwrap().entity().unwrap();
    /// assert_eq!(camp.point().unwrap().lat, 51.2);
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    ///
    /// # Errors
    /// If an entity was added before or lies in a country or region that is none, no entity has the
    /// id of a name, or there are cues, ordinary words, parts of people's names or rules of
    /// inflection in the tables, which a layer can have and this not. Then nothing is added.
    ///
    /// # Complexity
    /// As [`apply`](Self::apply).
    pub fn add(&self, tables: GazetteerBuilder) -> Result<(), Error> {
        let mut changes = Changes::new();
        changes.add(tables);
        self.apply(changes)
    }

    /// Adds an entity with its name. To say more of it use [`Changes::entity`]. One with the id of
    /// an entity below takes its place, and has its names too.
    ///
    /// # Errors
    /// If it was added before, or the id or the name cannot be one.
    ///
    /// # Complexity
    /// As [`apply`](Self::apply).
    pub fn add_entity(&self, kind: Kind, id: &str, name: &str) -> Result<(), Error> {
        let mut changes = Changes::new();
        changes.add_entity(kind, id, name);
        self.apply(changes)
    }

    /// Adds a name of an entity that is there. One that was there from the beginning and was
    /// [removed](Self::remove_name) comes back as it was.
    ///
    /// # Errors
    /// If there is no such entity, or the name cannot be one.
    ///
    /// # Complexity
    /// As [`apply`](Self::apply).
    pub fn add_name(&self, id: &str, name: &str) -> Result<(), Error> {
        let mut changes = Changes::new();
        changes.add_name(id, name);
        self.apply(changes)
    }

    /// Removes a name of an entity: one that was added, and one that was there from the beginning.
    /// Case and accents do not count.
    ///
    /// Where nothing else has the name, it is no mention any more, in none of its inflected forms
    /// and not with a cue beside it either: it does not come back as the name of somebody whom no
    /// table has. Longer names that hold it may be that of somebody, like "America Smith", and so
    /// may the last word of a person's name, like "Harlow" of "Ann Harlow".
    ///
    /// # Errors
    /// If there is no such entity, or it has no such name.
    ///
    /// # Complexity
    /// As [`apply`](Self::apply).
    pub fn remove_name(&self, id: &str, name: &str) -> Result<(), Error> {
        let mut changes = Changes::new();
        changes.remove_name(id, name);
        self.apply(changes)
    }

    /// Removes an entity with all its names, whether it was added or was there from the beginning.
    /// Its names are then as if each had been [removed](Self::remove_name).
    ///
    /// # Errors
    /// If there is no such entity, or it has no names left.
    ///
    /// # Complexity
    /// As [`apply`](Self::apply), and O(m) in the names of the entity.
    pub fn remove_entity(&self, id: &str) -> Result<(), Error> {
        let mut changes = Changes::new();
        changes.remove_entity(id);
        self.apply(changes)
    }
}

impl fmt::Debug for LiveAnnotator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LiveAnnotator").field("current", &self.snapshot()).finish_non_exhaustive()
    }
}
