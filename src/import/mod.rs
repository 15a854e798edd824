//! Reads other people's gazetteers and writes them as gazetag's own tables.
//!
//! An [`Import`] collects entities and names; one reader for each format fills it;
//! [`Import::write`] sorts what was collected and writes a table of entities and one of names,
//! which [`GazetteerBuilder::file`](crate::GazetteerBuilder::file) reads.
//!
//! ```
//! use gazetag::{Annotator, Gazetteer, Kind, import::{Import, Source, lines}};
//! use std::fs::{self, File};
//!
//! # let folder = std::env::temp_dir().join(format!("gazetag-import-doc-{}", std::process::id()));
//! let mut import = Import::new();
//! let list = Source::new("ngos.txt", &b"Walhi\nKontras\n"[..])?;
//! lines::Options::new(Kind::Organization).read(list, &mut import)?;
//! # fs::create_dir_all(&folder)?;
//! let (entities, names) = (folder.join("entities.csv"), folder.join("names.csv"));
//! let report = import.write(File::create(&entities)?, File::create(&names)?)?;
//! assert_eq!((report.entities, report.names), (2, 0));
//!
//! let gazetteer = Gazetteer::builder().file(&entities)?.file(&names)?.build()?;
//! let annotator = Annotator::new(gazetteer)?;
//! let annotations = annotator.annotate("Direktur Walhi menolak.");
//! assert_eq!(annotations.first().unwrap().entity().unwrap().id(), "walhi");
//! # fs::remove_dir_all(&folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Formats
//!
//! | module | reads |
//! |---|---|
//! | [`geonames`] | GeoNames: a dump of places, `alternateNamesV2.txt`, `admin1CodesASCII.txt` |
//! | [`wikidata`] | the Wikidata JSON dump |
//! | [`jrc`] | the entity file of JRC-Names |
//! | [`spacy`] | patterns of spaCy's EntityRuler, in JSON Lines |
//! | [`delimited`] | CSV and TSV of any columns |
//! | [`lines`] | one name a line |
//!
//! Files may be compressed with gzip or bzip2; their first bytes show it.
//!
//! # Left out
//!
//! The [`Report`] counts it, by reason. *Skipped* rows were not asked for by the options.
//! *Malformed* ones were, but cannot be read or expressed in gazetag's tables; the first ten are
//! kept with their line numbers, and [`Import::strict`] makes the first an error.
//!
//! # Names
//!
//! - White space and control characters in a name become one space. Invisible characters that no
//!   spelling has, as U+200B and U+202E, are left out.
//! - One row a spelling and entity. A spelling that several languages share has no language. One
//!   equal to the main name is not repeated. One that stands twice in a language is skipped and
//!   counted.
//! - Codes of languages become tags of BCP 47: `eng` is `en`.
//!
//! # Countries and regions
//!
//! A country must be a code of ISO 3166-1, or a country of the import or of the tables it is
//! [joined](Import::joining) to. Others are counted as malformed when the tables are written, and
//! so are regions that are unknown, lie in another country or in themselves. The entity is written
//! without them.
//!
//! # Complexity
//! Inputs are read line by line, and a line has at most 64 MiB. Memory grows with what is written:
//! about 80 bytes an entity and 16 bytes a name besides their text. Writing sorts in O(n log n).

pub mod delimited;
pub mod geonames;
pub mod jrc;
mod known;
mod labels;
mod language;
pub mod lines;
mod report;
mod source;
pub mod spacy;
mod tables;
mod text;
pub mod wikidata;

pub use report::{Malformed, Report};
pub use source::{Progress, Source};

use crate::lexicon::{
    check::{
        Wrong,
        references::{self, Entities},
    },
    error::Error,
    gazetteer::Gazetteer,
    model::Kind,
};
use known::Known;
use report::{Fault, Trouble};
use std::{collections::HashSet, fmt, io::Write};
use tables::{EntityId, FoundEntity, FoundName, KeptEntity, Tables};

/// A callback for the progress of an import.
type ReportProgress = dyn FnMut(Progress<'_>);

/// Entities and names collected from one or more sources, and counts of those left out.
#[derive(Default)]
pub struct Import {
    tables: Tables,
    known: Option<Known>,
    report: Report,
    strict: bool,
    progress: Option<Box<ReportProgress>>,
    /// The file and line being read.
    file: String,
    line: u64,
}

impl Import {
    /// Starts with nothing.
    pub fn new() -> Import {
        Import::default()
    }

    /// Makes the first malformed line an error.
    pub fn strict(mut self) -> Import {
        self.strict = true;
        self
    }

    /// Joins what is imported to a gazetteer that it will be used with, so that no entity is in
    /// both.
    ///
    /// An entity whose GeoNames number, Wikidata item or id the gazetteer has is that entity: only
    /// its new names are written, under the gazetteer's id, and regions are called by the
    /// gazetteer's ids too. Without this the ids of, say, large cities from GeoNames stand in
    /// the built-in tables already, and a gazetteer of both cannot be built.
    pub fn joining(mut self, gazetteer: Gazetteer) -> Import {
        self.known = Some(Known::new(gazetteer));
        self
    }

    /// Calls `report` now and then while a source is read.
    pub fn on_progress(mut self, report: impl FnMut(Progress<'_>) + 'static) -> Import {
        self.progress = Some(Box::new(report));
        self
    }

    /// Writes the table of entities to `entities` and that of names to `names`.
    ///
    /// # Errors
    /// If one of them takes no more: [`Error::table`] is then `entities.csv` or `names.csv`. If the
    /// import is strict and a country or a region is invalid; then nothing is written.
    pub fn write(mut self, entities: impl Write, names: impl Write) -> Result<Report, Error> {
        self.check_references()?;
        let Import { tables, mut report, .. } = self;
        let written = tables.write(entities, names)?;
        (report.entities, report.names) = (written.entities, written.names);
        for (reason, count) in [
            (TWICE, written.repeated),
            (
                "names that stand twice in a language, with another form or case rule",
                written.contradicted,
            ),
        ] {
            if count > 0 {
                *report.skipped.entry(reason).or_default() += count;
            }
        }
        Ok(report)
    }

    /// Counts invalid countries and regions, and leaves them out: a gazetteer would refuse the
    /// tables.
    fn check_references(&mut self) -> Result<(), Error> {
        let (known, regions) = (
            Places { import: self, with_regions: self.tables.countries_of_regions() },
            self.tables.circles(),
        );
        let mut wrong = Vec::new();
        for (entity, place) in self.tables.places() {
            let country = match place.country {
                "" => None,
                country => match references::country(&known, (place.kind, place.id), country) {
                    Ok(()) => Some(country),
                    Err(error) => {
                        wrong.push((entity, error));
                        None
                    }
                },
            };
            if !place.region.is_empty()
                && let Err(error) = references::region(&known, country, place.region)
            {
                wrong.push((entity, error));
            }
        }
        wrong.extend(regions);
        wrong.sort_by_key(|(entity, _)| *entity);
        for (entity, Wrong { column, message }) in wrong {
            let (file, line) = self.tables.origin(entity);
            (self.file, self.line) = (file.to_owned(), line.into());
            let reason =
                if column == "country" { "an invalid country" } else { "an invalid region" };
            self.malformed(Fault::new(reason).found(message))?;
            self.tables.leave_out(entity, column);
        }
        Ok(())
    }

    /// Reads a source line by line. Lines that `take` finds a fault with are counted, or in strict
    /// mode the end.
    fn each_line(
        &mut self,
        source: Source,
        mut take: impl FnMut(&mut Import, &str) -> Result<(), Trouble>,
    ) -> Result<(), Error> {
        let mut lines = source.lines();
        self.file = lines.name().to_owned();
        self.line = 0;
        self.tables.begin(&self.file);
        loop {
            let line = lines.next();
            self.line += 1;
            self.tables.line = self.line as u32;
            let line = match line {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(error) => {
                    return Err(self.error(format!("cannot be read: {error}")).source(error));
                }
            };
            let taken = match line {
                Ok(line) if line.trim().is_empty() => {
                    self.skip("empty lines");
                    Ok(())
                }
                Ok(line) => take(self, line),
                Err(fault) => Err(fault.into()),
            };
            match taken {
                Ok(()) => {}
                Err(Trouble::Fault(fault)) => self.malformed(fault)?,
                Err(Trouble::Error(error)) => return Err(error),
            }
            if self.tables.is_full() {
                return Err(self.error(
                    "more than 3 GiB of names: choose fewer languages, classes or kinds".into(),
                ));
            }
            if self.line.is_multiple_of(1024) {
                self.tell(lines.progress(self.line));
            }
        }
        self.tell(lines.progress(self.line - 1));
        Ok(())
    }

    fn tell(&mut self, progress: Progress<'_>) {
        if let Some(report) = &mut self.progress {
            report(progress);
        }
    }

    /// An error at the line being read.
    fn error(&self, message: String) -> Error {
        Error::new(&*self.file, message).line(self.line)
    }

    /// Counts something that the options do not ask for.
    fn skip(&mut self, reason: &'static str) {
        self.report.add_skipped(reason);
    }

    /// Counts it, and what exactly it was.
    fn skip_value(&mut self, reason: &'static str, value: &str) {
        self.report.add_skipped_value(reason, value);
    }

    /// Counts a fault of the line being read.
    fn malformed(&mut self, fault: Fault) -> Result<(), Error> {
        if self.strict {
            return Err(self.error(fault.to_string()));
        }
        self.report.add_malformed(&self.file, self.line, fault);
        Ok(())
    }

    /// The entity that was added with this id.
    fn find(&self, id: &str) -> Option<EntityId> {
        self.tables.find(id)
    }

    /// Adds an entity, or finds the one it is joined to. Its id must not have been added before.
    fn add(&mut self, entity: FoundEntity<'_>) -> Result<EntityId, Fault> {
        let name = text::tidy(entity.name)?;
        text::check_id(entity.id)?;
        let entity = FoundEntity { name: &name, ..entity };
        let Some(id) = self.known.as_ref().and_then(|known| known.id_of(&entity)) else {
            return Ok(self.tables.add(&entity, false));
        };
        let own = entity.id;
        let added = match self.tables.find(&id) {
            Some(added) => added,
            None => self.tables.add(&FoundEntity { id: &id, ..entity }, true),
        };
        self.tables.also_called(own, added);
        self.skip("entities that the joined tables have");
        self.add_name(added, FoundName::untagged(&name))?;
        Ok(added)
    }

    /// Adds a name.
    fn add_name(&mut self, entity: EntityId, name: FoundName<'_>) -> Result<(), Fault> {
        let text = text::tidy(name.text)?;
        if self.tables.is_known(entity)
            && self
                .known
                .as_ref()
                .is_some_and(|known| known.has_name(self.tables.id(entity), &text))
        {
            self.skip("names that the joined tables have");
        } else {
            let lang = text::language(name.lang)?;
            self.tables.add_name(entity, FoundName { text: &text, lang: &lang, ..name });
        }
        Ok(())
    }

    /// A name that is found faulty is counted, and the rest of its line still read.
    fn add_name_or_count(&mut self, entity: EntityId, name: FoundName<'_>) -> Result<(), Error> {
        match self.add_name(entity, name) {
            Ok(()) => Ok(()),
            Err(fault) => self.malformed(fault),
        }
    }

    /// An id for a source that has none: the name, its words joined with hyphens, and a number
    /// where that is taken by an entity that, so says `same`, is another.
    fn slug(
        &self,
        prefix: &str,
        name: &str,
        kind: Kind,
        same: impl Fn(&Tables, &KeptEntity) -> bool,
    ) -> Slug {
        let slug = format!("{prefix}{}", text::slug(name));
        for number in 1_u32.. {
            let id = if number == 1 { slug.clone() } else { format!("{slug}-{number}") };
            match self.find(&id) {
                Some(entity) if same(&self.tables, self.tables.record(entity)) => {
                    return Slug::Same(entity);
                }
                Some(_) => {}
                None if self.known.as_ref().is_some_and(|known| known.is_taken(&id, kind)) => {}
                None => return Slug::New(id),
            }
        }
        unreachable!("there are not as many entities as numbers")
    }

    /// Gives countries their ISO 3166-1 codes as ids, as the column `country` calls them so. Of
    /// several with one code the first gets it.
    fn claim_codes(&mut self, countries: impl IntoIterator<Item = (String, EntityId)>) {
        for (code, entity) in countries {
            if !self.tables.is_known(entity) && self.find(&code).is_none() {
                self.tables.rename(entity, &code);
            }
        }
    }
}

/// Why rows and names are skipped that say nothing new.
const TWICE: &str = "names that stand twice";

/// The entities that rows may mean: of the import and of the gazetteer it is joined to.
struct Places<'i> {
    import: &'i Import,
    /// The countries of regions in the import.
    with_regions: HashSet<&'i str>,
}

impl Entities for Places<'_> {
    fn find(&self, id: &str) -> Option<(Kind, Option<&str>)> {
        let own = self.import.find(id).map(|entity| self.import.tables.place(entity));
        let own = own
            .map(|place| (place.kind, Some(place.country).filter(|country| !country.is_empty())));
        own.or_else(|| self.import.known.as_ref()?.kind_and_country(id))
    }

    fn has_regions(&self, country: &str) -> bool {
        self.with_regions.contains(country)
            || self.import.known.as_ref().is_some_and(|known| known.has_regions(country))
    }
}

/// An id made of a name: new, or that of an entity.
enum Slug {
    New(String),
    Same(EntityId),
}

impl fmt::Debug for Import {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Import")
            .field("report", &self.report)
            .field("strict", &self.strict)
            .finish_non_exhaustive()
    }
}
