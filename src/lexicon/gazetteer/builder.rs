//! From tables to a gazetteer.

use super::{
    Gazetteer, StoredCue, StoredEntity, StoredForm, StoredName, StoredPart, StoredWord, WordLangs,
    forms::Forms,
    index::Index,
    references::{Below, BelowTables, Known},
    rows::{HAS_GEONAMES, HAS_POINT, HAS_POPULATION, Shared, encode},
};
use crate::lexicon::{
    check::{self, Wrong, beginning, references::Entities, refusal, values::Langs},
    error::Error,
    inflect::Inflector,
    model::{CaseRule, CueSpan, Form, Kind, Side},
    new::{NewEntity, NewName},
    store::{Piece, TextBuilder},
    table::{Content, Ids, PartWeights, Table},
    text::{class::Class, fold::fold},
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fmt,
    fs::File,
    io::Read,
    path::Path,
};
use zerocopy::little_endian::{F64, U16, U32, U64, U128};

/// Builds a [`Gazetteer`] from tables, and from entities and names that a program has.
///
/// The tables have the columns that `data/README.md` describes. Those of entities come with
/// [`table`](Self::table) or [`file`](Self::file), those of further names with
/// [`names`](Self::names) or [`file`](Self::file). [`entity`](Self::entity) and
/// [`name`](Self::name) add a single one without a table, checked as a row is. The order of all
/// this does not matter.
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
    forms: Vec<(Base, Piece, WordLangs)>,
    /// Endings that follow names behind a mark.
    suffixes: BTreeMap<Box<str>, WordLangs>,
    /// What layers below have of what the entities refer to.
    below: BelowTables,
}

/// A name that something belongs to.
#[derive(Clone, Copy)]
enum Base {
    /// The own name of the entity with this number.
    Own(usize),
    /// The name with this number of tables of names.
    Other(usize),
}

/// What a table of words says of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    /// They are ordinary words.
    Common,
    /// They show the language of a text too.
    Frequent,
}

/// What a table of cues says.
struct Cue {
    phrase: String,
    kind: Kind,
    side: Side,
    span: CueSpan,
    langs: WordLangs,
}

/// The table and line something was read from; line 0 if it has none, and then it was checked
/// before.
#[derive(Clone, Copy)]
struct Origin {
    table: u32,
    line: u32,
}

impl Origin {
    /// No table: what a program adds by itself.
    const PROGRAM: Origin = Origin { table: u32::MAX, line: 1 };
}

pub(super) struct PendingEntity {
    origin: Origin,
    pub(super) record: NewEntity,
    /// Whether the name that its table gives is one to be found by.
    named: bool,
}

struct PendingName {
    id: Piece,
    text: Piece,
    lang: u16,
    form: Form,
    case: Option<CaseRule>,
    /// The other languages of the spelling, with a space between.
    also: Box<str>,
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
    /// assert_eq!(error.to_string(), "entity `my:ann`, column `fame`: fame 9 is not between 1 and 5");
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    ///
    /// # Errors
    /// If one of its values cannot be right. The message names the entity, the column that a table
    /// has for the value, and what was expected. That its id is new and that its country and region
    /// exist is checked when all is [built](Self::build).
    pub fn entity(mut self, entity: NewEntity) -> Result<GazetteerBuilder, Error> {
        self.add_entity(Origin::PROGRAM, entity)?;
        Ok(self)
    }

    /// Adds a name of an entity, which may be added later.
    ///
    /// ```
    /// use gazetag::{Annotator, Gazetteer, Kind, NewEntity, NewName};
    ///
    /// let walhi = NewEntity::new(Kind::Organization, "my:walhi", "Wahana Lingkungan Hidup").country("ID");
    /// let short = NewName::new("my:walhi", "Walhi").lang("id");
    /// let annotator = Annotator::new(Gazetteer::builder().entity(walhi)?.name(short)?.build()?)?;
    /// assert_eq!(annotator.annotate("Direktur Walhi menolak.").len(), 1);
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`entity`](Self::entity). That there is such an entity is checked when all is
    /// [built](Self::build).
    pub fn name(mut self, name: NewName) -> Result<GazetteerBuilder, Error> {
        self.add_name(Origin::PROGRAM, &name)?;
        Ok(self)
    }

    /// Adds a table of entities of one kind.
    ///
    /// # Errors
    /// If the table cannot be read, or has a column, a row or a value that does not belong. The
    /// message gives line and column.
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

    /// Adds a table of cues: words that tell the kind of the name beside them, with the columns
    /// `lang`, `phrase`, `kind`, `side` (`before` or `after` the name, `inside` it, joining its
    /// words, or `leading` to a place of any kind) and `span` (`in`, `capital` or `out`: whether
    /// the mention includes the cue).
    ///
    /// # Errors
    /// As for [`table`](Self::table).
    pub fn cues(self, reader: impl Read) -> Result<GazetteerBuilder, Error> {
        self.cue_table("table of cues", reader)
    }

    /// Adds a table of ordinary words, which hold names back that are spelt like them, with the
    /// columns `lang` and `word`.
    ///
    /// # Errors
    /// As for [`table`](Self::table), and if all such tables together have more than 128 languages.
    pub fn common_words(self, reader: impl Read) -> Result<GazetteerBuilder, Error> {
        self.word_table("table of common words", reader)
    }

    /// Adds a table of words and letters that show in which language a text is, with the columns
    /// `lang` and `word`. A dictionary with such a table detects the language of a text that does
    /// not say it; one without does not.
    ///
    /// The more frequent the words, the fewer do: the 40 most frequent of each language suffice. A
    /// row of letters stands in brackets and may have ranges: `[äöüß]`, `[ก-๛]`. The words are
    /// [common words](Self::common_words) too.
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
    /// let (cities, names) = ("id,name,population\nminsk,Minsk,1742124\n", "id,lang,name\nminsk,ru,Минск\n");
    /// let rules = "lang,word,ending,forms\nru,noun,-нск|,а у - ом е\n";
    /// let gazetteer = Gazetteer::builder().table(Kind::City, cities.as_bytes())?.names(names.as_bytes())?;
    /// let annotator = Annotator::new(gazetteer.inflections(rules.as_bytes())?.build()?)?;
    /// let annotations = annotator.annotate("переговоры в Минске");
    /// let minsk = annotations.iter().next().unwrap();
    /// assert_eq!((minsk.as_str(), minsk.name().unwrap().as_str(), minsk.entity().unwrap().name()), ("Минске", "Минск", "Minsk"));
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`table`](Self::table), and if all such tables together have more than 128 languages.
    pub fn inflections(self, reader: impl Read) -> Result<GazetteerBuilder, Error> {
        self.inflection_table("table of inflections", reader)
    }

    /// Adds a table of words that people are called by, with the columns `part`, `given` and
    /// `family`: with them people are found who are in no table, and without any such table no
    /// names are but those of the tables. The cells hold languages with weights from 1 to 9,
    /// `en:3 es:2`, or nothing; the higher, the more telling.
    ///
    /// # Errors
    /// As for [`table`](Self::table).
    pub fn name_parts(self, reader: impl Read) -> Result<GazetteerBuilder, Error> {
        self.part_table("table of name parts", reader)
    }

    /// Adds a table from a file. Its columns tell what it holds: `phrase` cues, `ending`
    /// inflections, `word` ordinary words, `part` parts of people's names, `lang`, `form` or `case`
    /// names, and otherwise entities, whose column `kind` says what they are.
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

    pub(crate) fn entity_table(
        mut self,
        table: &str,
        kind: Kind,
        reader: impl Read,
    ) -> Result<GazetteerBuilder, Error> {
        self.read_entities(table, Some(kind), Table::open(table, reader)?)?;
        Ok(self)
    }

    pub(crate) fn name_table(
        mut self,
        table: &str,
        ids: Ids,
        reader: impl Read,
    ) -> Result<GazetteerBuilder, Error> {
        self.read_names(table, ids, Table::open(table, reader)?)?;
        Ok(self)
    }

    pub(crate) fn cue_table(
        mut self,
        table: &str,
        reader: impl Read,
    ) -> Result<GazetteerBuilder, Error> {
        self.read_cues(table, Table::open(table, reader)?)?;
        Ok(self)
    }

    pub(crate) fn word_table(
        mut self,
        table: &str,
        reader: impl Read,
    ) -> Result<GazetteerBuilder, Error> {
        self.read_words(table, Words::Common, Table::open(table, reader)?)?;
        Ok(self)
    }

    pub(crate) fn frequent_table(
        mut self,
        table: &str,
        reader: impl Read,
    ) -> Result<GazetteerBuilder, Error> {
        self.read_words(table, Words::Frequent, Table::open(table, reader)?)?;
        Ok(self)
    }

    pub(crate) fn inflection_table(
        mut self,
        table: &str,
        reader: impl Read,
    ) -> Result<GazetteerBuilder, Error> {
        self.read_inflections(table, Table::open(table, reader)?)?;
        Ok(self)
    }

    fn read_inflections(&mut self, shown: &str, table: Table<impl Read>) -> Result<(), Error> {
        let inflector = Inflector::new(shown, table)?;
        for lang in inflector.langs() {
            set_of(&mut self.form_langs, lang)
                .map_err(|error| Error::new(shown, error).column("lang"))?;
        }
        for (suffix, lang) in inflector.suffixes() {
            let lang = set_of(&mut self.form_langs, lang)
                .map_err(|error| Error::new(shown, error).column("lang"))?;
            self.suffixes.entry(suffix.into()).or_default().0 |= lang.0;
        }
        for (ending, lang) in inflector.surname_endings() {
            let lang = set_of(&mut self.form_langs, lang)
                .map_err(|error| Error::new(shown, error).column("lang"))?;
            self.suffixes.entry(fold(&ending).into()).or_default().0 |= lang.0;
        }
        self.inflectors.push(inflector);
        Ok(())
    }

    pub(crate) fn part_table(
        mut self,
        table: &str,
        reader: impl Read,
    ) -> Result<GazetteerBuilder, Error> {
        self.read_parts(table, Table::open(table, reader)?)?;
        Ok(self)
    }

    fn read_parts(&mut self, table_name: &str, table: Table<impl Read>) -> Result<(), Error> {
        table.parts(|line, row| {
            let fail = |unfit| {
                Error::new(table_name, refusal(&row.part, "part of a name", unfit))
                    .line(line)
                    .column("part")
            };
            check::word(&row.part).map_err(fail)?;
            let folded = fold(&row.part);
            self.add_part(&folded, row.given.highest(), row.family.highest());
            if !row.given.0.is_empty() {
                // With its accents, by which it is inflected.
                self.given.push((row.part.into(), row.given));
            }
            Ok(())
        })
    }

    fn add_part(&mut self, folded: &str, given: u8, family: u8) {
        let own = self.parts.entry(folded.into()).or_default();
        *own = (own.0.max(given), own.1.max(family));
    }

    fn read_cues(&mut self, table_name: &str, table: Table<impl Read>) -> Result<(), Error> {
        table.cues(|line, row| {
            let fail = |unfit| {
                Error::new(table_name, refusal(&row.phrase, "cue", unfit))
                    .line(line)
                    .column("phrase")
            };
            check::phrase(&row.phrase).map_err(fail)?;
            let langs = set_of(&mut self.word_langs, &row.lang)
                .map_err(|error| Error::new(table_name, error).line(line).column("lang"))?;
            self.cues.push(Cue {
                phrase: row.phrase,
                kind: row.kind,
                side: row.side,
                span: row.span,
                langs,
            });
            Ok(())
        })
    }

    fn read_words(
        &mut self,
        table_name: &str,
        words: Words,
        table: Table<impl Read>,
    ) -> Result<(), Error> {
        table.words(|line, row| {
            let fail = |unfit| {
                Error::new(table_name, refusal(&row.word, "word", unfit)).line(line).column("word")
            };
            check::word(&row.word).map_err(fail)?;
            let lang = set_of(&mut self.word_langs, &row.lang)
                .map_err(|error| Error::new(table_name, error).line(line).column("lang"))?;
            if words == Words::Frequent {
                self.frequent.entry(row.word.as_str().into()).or_default().0 |= lang.0;
            }
            self.words.entry(fold(&row.word).into()).or_default().0 |= lang.0;
            Ok(())
        })
    }

    fn read_entities(
        &mut self,
        table_name: &str,
        kind: Option<Kind>,
        table: Table<impl Read>,
    ) -> Result<(), Error> {
        let number = self.number(table_name);
        table.entities(kind, |line, entity| {
            self.add_entity(Origin { table: number, line: line as u32 }, entity)
        })
    }

    fn read_names(
        &mut self,
        table_name: &str,
        ids: Ids,
        table: Table<impl Read>,
    ) -> Result<(), Error> {
        let number = self.number(table_name);
        table.names(ids, |line, name| {
            self.add_name(Origin { table: number, line: line as u32 }, &name)
        })
    }

    /// Adds an entity, be it a row of a table or a program's.
    fn add_entity(&mut self, origin: Origin, record: NewEntity) -> Result<(), Error> {
        check::values::entity(&record)
            .map_err(|wrong| self.entity_error(origin, &record, wrong))?;
        if !self.has_room() {
            return Err(self.entity_error(origin, &record, too_much()));
        }
        self.entities.push(PendingEntity { origin, record, named: true });
        Ok(())
    }

    /// Adds a name, be it a row of a table or a program's.
    fn add_name(&mut self, origin: Origin, name: &NewName) -> Result<(), Error> {
        let fail = |builder: &GazetteerBuilder, wrong| {
            Err(builder.name_error(origin, &name.id, &name.name, wrong))
        };
        if let Err(wrong) = check::values::name(name, &mut self.checked_langs) {
            return fail(self, wrong);
        }
        if !self.has_room() {
            return fail(self, too_much());
        }
        let (lang, also) = name.langs.split_once(' ').unwrap_or((&name.langs, ""));
        let Some(lang) = self.lang(lang) else {
            return fail(self, Wrong::new("lang", "more than 65,535 languages".into()));
        };
        self.push_name(origin, &name.id, &name.name, lang, name.form, name.case);
        if let Some((_, name)) = self.names.last_mut() {
            name.also = also.into();
        }
        Ok(())
    }

    /// Adds everything that is in `other`, which errors call `shown`.
    #[cfg_attr(
        not(feature = "builtin"),
        allow(dead_code, reason = "only the built-in tables are added so")
    )]
    pub(crate) fn gazetteer(
        mut self,
        shown: &str,
        other: &Gazetteer,
    ) -> Result<GazetteerBuilder, Error> {
        let fail = |message: &str| Error::new(shown, message);
        let origin = Origin { table: self.number(shown), line: 0 };
        let own = self.entities.len();
        self.entities.extend(other.entities().map(|entity| PendingEntity {
            origin,
            record: entity.record(),
            named: true,
        }));
        let mut bases = Vec::with_capacity(other.names_len());
        for at in 0..other.len() as u32 {
            bases.push(Base::Own(own + at as usize));
            // The first is the entity's own, which stands in its row.
            for name in other.names_of(at).skip(1).map(|name| other.name(name)) {
                let lang = self
                    .lang(name.lang().unwrap_or_default())
                    .ok_or_else(|| fail("more than 65,535 languages"))?;
                bases.push(Base::Other(self.names.len()));
                self.push_name(
                    origin,
                    other.entity(at).id(),
                    name.as_str(),
                    lang,
                    name.form(),
                    Some(name.case()),
                );
            }
        }
        for part in (0..other.parts_len() as u32).map(|part| other.part(part)) {
            self.add_part(other.text().str(part.word), part.given, part.family);
        }
        let langs =
            sets_of(&mut self.form_langs, other.form_langs()).map_err(|error| fail(&error))?;
        for form in (0..other.forms_len() as u32).map(|form| other.form(form)) {
            if let Some(&base) = bases.get(form.name.get() as usize) {
                self.forms.push((
                    base,
                    self.text.add(other.text().str(form.text)),
                    translated(other.langs_of(form), &langs),
                ));
            }
        }
        for (suffix, set) in other.suffixes() {
            self.suffixes.entry(suffix.into()).or_default().0 |= translated(set, &langs).0;
        }
        let langs =
            sets_of(&mut self.word_langs, other.word_langs()).map_err(|error| fail(&error))?;
        let own_langs = |set: WordLangs| translated(set, &langs);
        for cue in other.all_cues() {
            let phrase = other.text().str(cue.phrase).to_owned();
            self.cues.push(Cue {
                phrase,
                kind: cue.kind(),
                side: cue.side(),
                span: cue.span(),
                langs: own_langs(cue.langs()),
            });
        }
        for (word, set) in other.words() {
            let own = self.words.entry(word.into()).or_default();
            own.0 |= own_langs(set).0;
        }
        for (word, set) in other.frequent_words() {
            self.frequent.entry(word.into()).or_default().0 |= own_langs(set).0;
        }
        Ok(self)
    }

    /// Takes the entities that names are given for but no table has from below, without the names
    /// they have there, and what the tables need to know of the countries and regions there.
    pub(crate) fn complete(mut self, below: &impl Below) -> GazetteerBuilder {
        let mut seen: HashSet<&str> =
            self.entities.iter().map(|entity| &*entity.record.id).collect();
        let mut found = Vec::new();
        for (origin, name) in &self.names {
            let id = self.ids.str(name.id);
            if seen.insert(id)
                && let Some(entity) = below.entity_called(id)
            {
                found.push(PendingEntity {
                    origin: *origin,
                    record: entity.record(),
                    named: false,
                });
            }
        }
        self.entities.extend(found);
        self.below.look_up(self.entities.iter().map(|entity| &entity.record), below);
        self
    }

    /// Checks the countries and regions of the entities, which may be below: rows that are taken
    /// out of the tables are not checked again.
    pub(crate) fn checked(mut self, below: &impl Entities) -> Result<GazetteerBuilder, Error> {
        self.below.look_up(self.entities.iter().map(|entity| &entity.record), below);
        self.check_references(&self.entity_numbers()?)?;
        Ok(self)
    }

    /// Whether there are cues, ordinary words, parts of people's names or rules of inflection.
    pub(crate) fn has_words(&self) -> bool {
        !self.cues.is_empty()
            || !self.words.is_empty()
            || !self.parts.is_empty()
            || !self.inflectors.is_empty()
    }

    /// The rows of entities and names.
    pub(crate) fn into_rows(self) -> (Vec<NewEntity>, Vec<NewName>) {
        let GazetteerBuilder { entities, names, text, ids, langs, .. } = self;
        let name = |(_, name): (Origin, PendingName)| NewName {
            id: ids.str(name.id).into(),
            name: text.str(name.text).into(),
            langs: langs[name.lang as usize].clone(),
            form: name.form,
            case: name.case,
        };
        (
            entities.into_iter().map(|entity| entity.record).collect(),
            names.into_iter().map(name).collect(),
        )
    }

    /// Adds rows, which errors call `shown`; `named` tells which entities are found by their own
    /// names.
    pub(crate) fn rows<'r>(
        mut self,
        shown: &str,
        entities: impl Iterator<Item = (&'r NewEntity, bool)>,
        names: impl Iterator<Item = &'r NewName>,
    ) -> Result<GazetteerBuilder, Error> {
        let origin = Origin { table: self.number(shown), line: 0 };
        self.entities.extend(entities.map(|(record, named)| PendingEntity {
            origin,
            record: record.clone(),
            named,
        }));
        for name in names {
            let lang = self
                .lang(&name.langs)
                .ok_or_else(|| Error::new(shown, "more than 65,535 languages"))?;
            self.push_name(origin, &name.id, &name.name, lang, name.form, name.case);
        }
        Ok(self)
    }

    /// Freezes the gazetteer.
    ///
    /// # Errors
    /// If an id stands twice, or a name of an entity in one table; if a name belongs to no entity,
    /// or an entity to a country or a region that is none; if a region lies in itself; or if
    /// all strings together have more than 4 GiB.
    ///
    /// # Complexity
    /// O(n log n) in the number of names.
    pub fn build(mut self) -> Result<Gazetteer, Error> {
        self.inflect_given_names();
        let mut names = self.checked_names()?;
        let no_lang =
            self.lang("").ok_or_else(|| Error::new("gazetteer", "more than 65,535 languages"))?;

        let mut by_lang: Vec<u16> = (0..self.langs.len() as u16).collect();
        by_lang.sort_by_cached_key(|&lang| self.langs[lang as usize].to_ascii_lowercase());
        let mut lang_places = vec![U16::ZERO; by_lang.len()];
        for (place, &lang) in by_lang.iter().enumerate() {
            lang_places[lang as usize] = U16::new(place as u16);
        }

        let GazetteerBuilder {
            entities,
            names: pending,
            mut text,
            langs,
            cues,
            words,
            frequent,
            parts,
            word_langs,
            inflectors,
            form_langs,
            forms,
            suffixes,
            ..
        } = self;
        let origins: Vec<Origin> = entities.iter().map(|entity| entity.origin).collect();
        let (records, named): (Vec<NewEntity>, Vec<bool>) =
            entities.into_iter().map(|entity| (entity.record, entity.named)).unzip();
        let mut shared = SharedStrings::default();
        let mut rows = Vec::with_capacity(records.len());
        for record in &records {
            rows.push(stored_entity(record, &mut text, &mut shared));
        }
        let own = names.len();
        for (at, (record, row)) in
            records.iter().zip(&rows).enumerate().filter(|&(at, _)| named[at])
        {
            names.push(StoredName {
                entity: U32::new(at as u32),
                text: row.name,
                lang: U16::new(no_lang),
                form: encode(&Form::ALL, Form::Short),
                case: encode(&CaseRule::ALL, case_rule(None, Form::Short, &record.name)),
            });
        }
        // An entity's own name, which was added last, goes before the others.
        let mut order: Vec<u32> = (own as u32..names.len() as u32).chain(0..own as u32).collect();
        order.sort_by_key(|&at| names[at as usize].entity.get());
        let mut numbers = vec![0; order.len()];
        order.iter().enumerate().for_each(|(number, &at)| numbers[at as usize] = number as u32);
        let mut stored_forms: Vec<StoredForm> = Vec::new();
        let mut form_sets: Vec<U128> = Vec::new();
        let mut set_numbers = HashMap::new();
        let mut add_form = |number, text, langs: WordLangs| {
            let set = *set_numbers.entry(langs.0).or_insert_with(|| {
                form_sets.push(U128::new(langs.0));
                form_sets.len() - 1
            });
            stored_forms.push(StoredForm {
                name: U32::new(number),
                text,
                langs: U16::new(set as u16),
            });
        };
        for (base, text, langs) in forms {
            let at = match base {
                Base::Own(entity) => own + entity,
                Base::Other(name) => name,
            };
            add_form(numbers[at], text, langs);
        }
        let mut made = Forms::new(&inflectors, &form_langs);
        for of_entity in
            order.chunk_by(|&a, &b| names[a as usize].entity == names[b as usize].entity)
        {
            for &at in of_entity {
                let name = &names[at as usize];
                let entity = name.entity.get() as usize;
                let (origin, also) = pending
                    .get(at as usize)
                    .map_or((origins[entity], ""), |(origin, name)| (*origin, &*name.also));
                // Other gazetteers brought the forms of their names along.
                if origin.line > 0 {
                    let lang = &*langs[name.lang.get() as usize];
                    made.add(
                        &records[entity],
                        numbers[at as usize],
                        text.str(name.text),
                        (lang, also),
                        name.form(),
                        name.case(),
                    );
                }
            }
            for (form, number, langs) in made.take() {
                let piece = text.add(&form);
                add_form(number, piece, langs);
            }
        }
        stored_forms.sort_by_key(|form| form.name.get());
        let names: Vec<StoredName> = order
            .into_iter()
            .map(|at| {
                let name = names[at as usize];
                StoredName { lang: lang_places[name.lang.get() as usize], ..name }
            })
            .collect();

        let mut by_id: Vec<u32> = (0..records.len() as u32).collect();
        by_id.sort_by(|&a, &b| records[a as usize].id.cmp(&records[b as usize].id));
        let cues = merge_cues(cues);
        let mut small: Vec<&Cue> = cues.iter().filter(|cue| cue.side.is_small()).collect();
        small.sort_by_cached_key(|cue| fold(&cue.phrase));
        let mut stored_cue = |cue: &Cue| {
            let phrase = if cue.side.is_small() {
                text.add(&fold(&cue.phrase))
            } else {
                text.add(&cue.phrase)
            };
            StoredCue {
                phrase,
                kind: encode(&Kind::ALL, cue.kind),
                side: encode(&Side::ALL, cue.side),
                span: encode(&CueSpan::ALL, cue.span),
                unused: 0,
                langs: U128::new(cue.langs.0),
            }
        };
        let small_cues: Vec<StoredCue> = small.into_iter().map(&mut stored_cue).collect();
        let beside = cues.iter().filter(|cue| !cue.side.is_small());
        let cues: Vec<StoredCue> = beside.map(stored_cue).collect();
        let parts: Vec<StoredPart> = parts
            .iter()
            .map(|(word, &(given, family))| StoredPart {
                word: text.add(word),
                given,
                family,
                unused: U16::ZERO,
            })
            .collect();
        let mut stored_words = |words: BTreeMap<Box<str>, WordLangs>| -> Vec<StoredWord> {
            words
                .iter()
                .map(|(word, langs)| StoredWord { word: text.add(word), langs: U128::new(langs.0) })
                .collect()
        };
        let (words, frequent, suffixes) =
            (stored_words(words), stored_words(frequent), stored_words(suffixes));
        let langs: Vec<Piece> =
            by_lang.iter().map(|&lang| text.add(&langs[lang as usize])).collect();
        let form_langs: Vec<Piece> = form_langs.iter().map(|lang| text.add(lang)).collect();
        let word_langs: Vec<Piece> = word_langs.iter().map(|lang| text.add(lang)).collect();
        if text.len() > u32::MAX as usize {
            return Err(Error::new("gazetteer", "more than 4 GiB of strings"));
        }
        if form_sets.len() > u16::MAX as usize {
            return Err(Error::new("gazetteer", "forms of more than 65,535 sets of languages"));
        }
        Ok(Gazetteer {
            entities: rows.into(),
            by_id: by_id.into_iter().map(U32::new).collect(),
            names: names.into(),
            forms: stored_forms.into(),
            form_sets: form_sets.into(),
            cues: cues.into(),
            small_index: Index::new(small_cues.iter().map(|cue| text.str(cue.phrase).as_bytes())),
            small_cues: small_cues.into(),
            parts: parts.into(),
            word_index: Index::new(words.iter().map(|word| text.str(word.word).as_bytes())),
            words: words.into(),
            frequent: frequent.into(),
            suffixes: suffixes.into(),
            langs: langs.into(),
            word_langs: word_langs.into(),
            form_langs: form_langs.into(),
            shared: shared.pieces.into(),
            text: text.build(),
        })
    }

    /// Adds the forms of given names, which tell a little less than the names. In the Latin
    /// alphabet, which many languages share, only those that are longer by two letters:
    /// "Janem", but not "Jana".
    fn inflect_given_names(&mut self) {
        for (name, weights) in std::mem::take(&mut self.given) {
            let mut forms = Vec::new();
            for (lang, weight) in &weights.0 {
                for inflector in &self.inflectors {
                    inflector.given_forms(&name, lang, &mut |form| {
                        let form = fold(form);
                        if !form.is_ascii() || form.len() >= name.len() + 2 {
                            forms.push((form, weight.saturating_sub(1).max(1)));
                        }
                    });
                }
            }
            forms.iter().for_each(|(form, weight)| self.add_part(form, *weight, 0));
        }
    }

    /// The names of tables of names, once entities and names are seen to go together.
    fn checked_names(&self) -> Result<Vec<StoredName>, Error> {
        let ids = self.entity_numbers()?;
        self.check_references(&ids)?;
        let names = self.owned_names(&ids)?;
        self.check_repeated(&names)?;
        Ok(names)
    }

    /// The numbers of the entities by their ids.
    fn entity_numbers(&self) -> Result<HashMap<&str, u32>, Error> {
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
    fn check_references(&self, ids: &HashMap<&str, u32>) -> Result<(), Error> {
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
        let mut last: Option<(Piece, u32)> = None;
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

    fn push_name(
        &mut self,
        origin: Origin,
        id: &str,
        name: &str,
        lang: u16,
        form: Form,
        case: Option<CaseRule>,
    ) {
        // Most names follow another of the same entity.
        let last =
            self.names.last().map(|(_, name)| name.id).filter(|&last| self.ids.str(last) == id);
        let id = last.unwrap_or_else(|| self.ids.add(id));
        let text = self.text.add(name);
        self.names.push((origin, PendingName { id, text, lang, form, case, also: Box::default() }));
    }

    /// Positions in the text have 32 bits.
    fn has_room(&self) -> bool {
        const MOST: usize = 1 << 31;
        self.text.len().max(self.ids.len()) < MOST
    }

    /// Where an entity or a name came from, for a message about another.
    fn place(&self, origin: Origin) -> String {
        match self.tables.get(origin.table as usize) {
            Some(table) if origin.line > 0 => format!("in {table}, line {}", origin.line),
            Some(table) => format!("in {table}"),
            None => "among the entities that the program added".into(),
        }
    }

    fn entity_error(
        &self,
        origin: Origin,
        entity: &NewEntity,
        Wrong { column, message }: Wrong,
    ) -> Error {
        let error = self.error(origin, || format!("entity `{}`", beginning(&entity.id)), message);
        error.column(column)
    }

    fn name_error(
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

    fn number(&mut self, table: &str) -> u32 {
        self.tables.push(table.into());
        self.tables.len() as u32 - 1
    }

    /// The number of a language; `None` if there are too many.
    fn lang(&mut self, lang: &str) -> Option<u16> {
        if let Some(&number) = self.lang_numbers.get(lang) {
            return Some(number);
        }
        let number = u16::try_from(self.langs.len()).ok().filter(|&number| number < u16::MAX)?;
        self.langs.push(lang.into());
        self.lang_numbers.insert(lang.into(), number);
        Some(number)
    }
}

/// The set of this one language, which joins `langs` if it is not among them.
fn set_of(langs: &mut Vec<Box<str>>, lang: &str) -> Result<WordLangs, String> {
    let known = langs.iter().position(|known| **known == *lang);
    let at = known.unwrap_or(langs.len());
    if at == WordLangs::MOST {
        return Err(format!("more than {} languages: `{lang}` is one too many", WordLangs::MOST));
    }
    if known.is_none() {
        langs.push(lang.into());
    }
    Ok(WordLangs(1 << at))
}

/// The set of each of `others`, by the number that another gazetteer gives it.
fn sets_of<'o>(
    langs: &mut Vec<Box<str>>,
    others: impl Iterator<Item = &'o str>,
) -> Result<Vec<WordLangs>, String> {
    others.map(|lang| set_of(langs, lang)).collect()
}

/// The languages of `set`, which another gazetteer numbers as in `numbers`, as this one does.
fn translated(set: WordLangs, numbers: &[WordLangs]) -> WordLangs {
    WordLangs(
        numbers
            .iter()
            .enumerate()
            .filter(|(at, _)| set.0 >> at & 1 != 0)
            .fold(0, |own, (_, lang)| own | lang.0),
    )
}

impl fmt::Debug for GazetteerBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GazetteerBuilder")
            .field("tables", &self.tables)
            .field("entities", &self.entities.len())
            .finish_non_exhaustive()
    }
}

/// Strings that are kept once, however many rows have them.
#[derive(Default)]
struct SharedStrings<'r> {
    pieces: Vec<Piece>,
    numbers: HashMap<&'r str, u32>,
}

impl<'r> SharedStrings<'r> {
    fn add(&mut self, text: &mut TextBuilder, string: Option<&'r str>) -> Shared {
        let Some(string) = string else { return Shared::ZERO };
        let number = *self.numbers.entry(string).or_insert_with(|| {
            self.pieces.push(text.add(string));
            self.pieces.len() as u32
        });
        Shared::new(number)
    }
}

fn stored_entity<'r>(
    record: &'r NewEntity,
    text: &mut TextBuilder,
    shared: &mut SharedStrings<'r>,
) -> StoredEntity {
    let country =
        if record.kind == Kind::Country { Some(&*record.id) } else { record.country.as_deref() };
    let mut flags = 0;
    for (has, flag) in [
        (record.point.is_some(), HAS_POINT),
        (record.population.is_some(), HAS_POPULATION),
        (record.geonames.is_some(), HAS_GEONAMES),
    ] {
        flags |= if has { flag } else { 0 };
    }
    let mut share = |string: Option<&'r str>| shared.add(text, string);
    let country = share(country);
    let region = share(record.region.as_deref());
    let class = share(record.class.as_deref());
    let iso3 = share(record.iso3.as_deref());
    let capital = share(record.capital.as_deref());
    let wikidata = share(record.wikidata.as_deref());
    StoredEntity {
        id: text.add(&record.id),
        name: text.add(&record.name),
        country,
        region,
        class,
        iso3,
        capital,
        wikidata,
        lat: F64::new(record.point.map_or(0.0, |point| point.lat)),
        lon: F64::new(record.point.map_or(0.0, |point| point.lon)),
        population: U64::new(record.population.unwrap_or(0)),
        geonames: U32::new(record.geonames.unwrap_or(0)),
        kind: encode(&Kind::ALL, record.kind),
        fame: record.fame.unwrap_or(0),
        flags,
        unused: 0,
    }
}

fn too_much() -> Wrong {
    Wrong::new("name", "more than 2 GiB of names".into())
}

/// Makes one cue of those that differ in their languages alone.
fn merge_cues(cues: Vec<Cue>) -> Vec<Cue> {
    let mut places = HashMap::new();
    let mut merged: Vec<Cue> = Vec::with_capacity(cues.len());
    for cue in cues {
        let at = *places
            .entry((fold(&cue.phrase), cue.kind, cue.side, cue.span))
            .or_insert(merged.len());
        match merged.get_mut(at) {
            Some(same) => same.langs.0 |= cue.langs.0,
            None => merged.push(cue),
        }
    }
    merged
}

/// What rule a name goes by if its table gives none: without capitals and small letters it counts
/// in any case, and up to three capitals alone are an acronym, which counts exactly like every
/// abbreviation.
fn case_rule(rule: Option<CaseRule>, form: Form, name: &str) -> CaseRule {
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
