//! From tables to a gazetteer: collected, checked, frozen.

mod checks;
mod collect;
mod freeze;
mod merge;

use super::{
    WordLangs,
    pending::{Base, Cue, Origin, PendingEntity, PendingName},
    references::BelowTables,
};
use crate::lexicon::{
    check::values::Langs,
    error::Error,
    inflect::Inflector,
    model::Kind,
    new::{NewEntity, NewName},
    store::{Slice, TextBuilder},
    table::{Content, Ids, PartWeights, Table},
};
use collect::Words;
use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    fs::File,
    io::Read,
    path::Path,
};

/// Builds a [`Gazetteer`](crate::Gazetteer) from tables, and from a program's entities and names.
///
/// The tables have the columns that `data/README.md` describes. Those of entities come with
/// [`table`](Self::table) or [`file`](Self::file), those of further names with
/// [`names`](Self::names) or [`file`](Self::file). [`entity`](Self::entity) and
/// [`name`](Self::name) add a single one without a table, with the same checks. The order of calls
/// does not matter.
#[derive(Default)]
pub struct GazetteerBuilder {
    entities: Vec<PendingEntity>,
    names: Vec<(Origin, PendingName)>,
    text: TextBuilder,
    /// The ids that tables of names give.
    ids: TextBuilder,
    langs: Vec<Box<str>>,
    lang_numbers: HashMap<Box<str>, u16>,
    checked_langs: Langs,
    tables: Vec<Box<str>>,
    cues: Vec<Cue>,
    words: BTreeMap<Box<str>, WordLangs>,
    /// Words, and letters in brackets, that show the language of a text.
    frequent: BTreeMap<Box<str>, WordLangs>,
    /// The weights of a word as a given and as a family name.
    parts: BTreeMap<Box<str>, (u8, u8)>,
    /// Given names of tables, with their languages.
    given: Vec<(Box<str>, PartWeights)>,
    word_langs: Vec<Box<str>>,
    inflectors: Vec<Inflector>,
    form_langs: Vec<Box<str>>,
    /// Forms that another gazetteer made of its names.
    forms: Vec<(Base, Slice, WordLangs)>,
    /// Endings that follow names behind a mark.
    suffixes: BTreeMap<Box<str>, WordLangs>,
    /// The entities of lower layers that rows refer to.
    below: BelowTables,
}

impl GazetteerBuilder {
    /// Adds an entity.
    ///
    /// ```
    /// use gazetag::{Gazetteer, GazetteerBuilder, Kind, NewEntity, NewName};
    ///
    /// let ships = [("my:neptune", "Neptune Glory"), ("my:aurora", "Aurora Star")];
    /// let ships = ships.map(|(id, name)| NewEntity::new(Kind::Place, id, name).class("ship"));
    /// let builder = ships.into_iter().try_fold(Gazetteer::builder(), GazetteerBuilder::entity)?;
    /// let gazetteer = builder.name(NewName::new("my:aurora", "MV Aurora"))?.build()?;
    /// assert_eq!(gazetteer.names().len(), 3);
    ///
    /// let wrong = NewEntity::new(Kind::Person, "my:ann", "Ann Harlow").fame(9);
    /// let error = Gazetteer::builder().entity(wrong).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "entity `my:ann`, column `fame`: fame 9 is not between 1 and 5"
    /// );
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    ///
    /// # Errors
    /// If one of its values is invalid. The message names the entity, the column that a table has
    /// for the value, and what was expected. [`build`](Self::build) checks that its id is new and
    /// that its country and region exist.
    pub fn entity(mut self, entity: NewEntity) -> Result<GazetteerBuilder, Error> {
        self.add_entity(Origin::PROGRAM, entity)?;
        Ok(self)
    }

    /// Adds a name of an entity, which may be added later.
    ///
    /// ```
    /// use gazetag::{Annotator, Gazetteer, Kind, NewEntity, NewName};
    ///
    /// let walhi =
    ///     NewEntity::new(Kind::Organization, "my:walhi", "Wahana Lingkungan Hidup").country("ID");
    /// let short = NewName::new("my:walhi", "Walhi").lang("id");
    /// let annotator = Annotator::new(Gazetteer::builder().entity(walhi)?.name(short)?.build()?)?;
    /// assert_eq!(annotator.annotate("Direktur Walhi menolak.").len(), 1);
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`entity`](Self::entity). [`build`](Self::build) checks that the entity exists.
    pub fn name(mut self, name: NewName) -> Result<GazetteerBuilder, Error> {
        self.add_name(Origin::PROGRAM, &name)?;
        Ok(self)
    }

    /// Adds a table of entities of one kind.
    ///
    /// # Errors
    /// If the table cannot be read, or has an invalid column, row or value. The message gives line
    /// and column.
    pub fn table(self, kind: Kind, reader: impl Read) -> Result<GazetteerBuilder, Error> {
        self.entity_table(&format!("table of kind {kind}"), kind, reader)
    }

    /// Adds a table of names of entities that are in some other table.
    ///
    /// # Errors
    /// As for [`table`](Self::table).
    pub fn names(self, reader: impl Read) -> Result<GazetteerBuilder, Error> {
        self.name_table("table of names", Ids::InEveryRow, reader)
    }

    /// Adds a table of cues: words that show the kind of the name beside them, with the columns
    /// `lang`, `phrase`, `kind`, `side` (`before` or `after` the name, `inside` it, joining its
    /// words, or `leading` to a place of any kind) and `span` (`in`, `capital` or `out`: whether
    /// the mention includes the cue).
    ///
    /// # Errors
    /// As for [`table`](Self::table).
    pub fn cues(self, reader: impl Read) -> Result<GazetteerBuilder, Error> {
        self.cue_table("table of cues", reader)
    }

    /// Adds a table of ordinary words, which count against names with the same spelling, with the
    /// columns `lang` and `word`. Words of the language `mul` are ordinary in all.
    ///
    /// # Errors
    /// As for [`table`](Self::table), and if all such tables together have more than 128 languages.
    pub fn common_words(self, reader: impl Read) -> Result<GazetteerBuilder, Error> {
        self.word_table("table of common words", reader)
    }

    /// Adds a table of words and letters that show the language of a text, with the columns `lang`
    /// and `word`. Only a dictionary with such a table detects the language of a text that does not
    /// state it.
    ///
    /// The built-in table has some 40 words of each language, mostly of grammar. A row of letters
    /// stands in brackets and may have ranges: `[äöüß]`, `[ก-๛]`. Small letters stand for capitals
    /// too. The words are [common words](Self::common_words) as well.
    ///
    /// ```
    /// use gazetag::{Annotator, Gazetteer, Kind};
    ///
    /// let cities = "id,name\nulm,Ulm\n";
    /// let words = "lang,word\nde,der\nde,und\nde,[äöüß]\nen,the\nen,and\n";
    /// let gazetteer = Gazetteer::builder().table(Kind::City, cities.as_bytes())?;
    /// let annotator = Annotator::new(gazetteer.frequent_words(words.as_bytes())?.build()?)?;
    /// assert_eq!(annotator.annotate("Ulm und der Fluß").lang(), Some("de"));
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`common_words`](Self::common_words).
    pub fn frequent_words(self, reader: impl Read) -> Result<GazetteerBuilder, Error> {
        self.frequent_table("table of frequent words", reader)
    }

    /// Adds rules of inflection: tables with the columns `lang`, `word`, `kind`, `gender`, `vowel`,
    /// `ending` and `forms`, which `data/README.md` describes. The names of all other tables,
    /// whatever the order, are then also found in the forms that they take in a sentence; the
    /// built-in tables have theirs already. Abbreviations have none, nor have names of cities and
    /// regions of fewer than 100,000 people.
    ///
    /// ```
    /// use gazetag::{Annotator, Gazetteer, Kind};
    ///
    /// let (cities, names) =
    ///     ("id,name,population\nminsk,Minsk,1742124\n", "id,lang,name\nminsk,ru,Минск\n");
    /// let rules = "lang,word,ending,forms\nru,noun,-нск|,а у - ом е\n";
    /// let gazetteer =
    ///     Gazetteer::builder().table(Kind::City, cities.as_bytes())?.names(names.as_bytes())?;
    /// let annotator = Annotator::new(gazetteer.inflections(rules.as_bytes())?.build()?)?;
    /// let annotations = annotator.annotate("переговоры в Минске");
    /// let minsk = annotations.iter().next().unwrap();
    /// assert_eq!(
    ///     (minsk.as_str(), minsk.name().unwrap().as_str(), minsk.entity().unwrap().name()),
    ///     ("Минске", "Минск", "Minsk")
    /// );
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`table`](Self::table), and if all such tables together have more than 128 languages.
    pub fn inflections(self, reader: impl Read) -> Result<GazetteerBuilder, Error> {
        self.inflection_table("table of inflections", reader)
    }

    /// Adds a table of given and family names, with the columns `part`, `given` and `family`. With
    /// it people who are in no table are found; without such a table only listed names are. The
    /// cells hold languages with weights from 1 to 9, `en:3 es:2`, or nothing; a higher weight is
    /// stronger evidence.
    ///
    /// # Errors
    /// As for [`table`](Self::table).
    pub fn name_parts(self, reader: impl Read) -> Result<GazetteerBuilder, Error> {
        self.part_table("table of name parts", reader)
    }

    /// Adds a table from a file. Its columns decide its content: `phrase` cues, `ending`
    /// inflections, `word` ordinary words, `part` parts of people's names, `lang`, `form` or `case`
    /// names, and otherwise entities, with their kinds in the column `kind`.
    ///
    /// # Errors
    /// As for [`table`](Self::table), and if the file cannot be opened. The message gives the path
    /// too.
    pub fn file(mut self, path: impl AsRef<Path>) -> Result<GazetteerBuilder, Error> {
        let shown = path.as_ref().display().to_string();
        let file = File::open(&path).map_err(|error| {
            Error::new(&shown, format!("cannot be opened: {error}")).source(error)
        })?;
        let table = Table::open(&shown, file)?;
        match table.content() {
            Content::Entities => self.read_entities(&shown, None, table)?,
            Content::Names => self.read_names(&shown, Ids::InEveryRow, table)?,
            Content::Cues => self.read_cues(&shown, table)?,
            Content::Words => self.read_words(&shown, Words::Common, table)?,
            Content::Inflections => self.read_inflections(&shown, table)?,
            Content::Parts => self.read_parts(&shown, table)?,
        }
        Ok(self)
    }
}

impl fmt::Debug for GazetteerBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GazetteerBuilder")
            .field("tables", &self.tables)
            .field("entities", &self.entities.len())
            .finish_non_exhaustive()
    }
}
