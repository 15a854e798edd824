//! Entities and their names, read from tables, validated, frozen.

use crate::{
    entity::{CaseRule, Entity, Form, Kind, Name, Record},
    error::Error,
    table::{Content, CueSpan, Ids, Side, Table},
    text::{class::Class, fold::fold},
};
use std::{
    collections::{HashMap, HashSet},
    fmt,
    fs::File,
    io::Read,
    path::Path,
};

/// Entities and their names: what can be found in a text.
///
/// ```
/// use gazetag::{Gazetteer, Kind};
///
/// let table = "id,name,country\nwalhi,Wahana Lingkungan Hidup Indonesia,ID\n";
/// let names = "id,lang,name,form,case\nwalhi,id,WALHI,abbreviation,exact\n";
/// let gazetteer = Gazetteer::builder().table(Kind::Organization, table.as_bytes())?.names(names.as_bytes())?.build()?;
/// assert_eq!(gazetteer.lookup("walhi").next().unwrap().0.id(), "walhi");
/// # Ok::<(), gazetag::Error>(())
/// ```
pub struct Gazetteer {
    entities: Vec<Record>,
    /// Entities in the order of their ids.
    by_id: Vec<u32>,
    /// All names, those that fold alike side by side.
    names: Vec<StoredName>,
    /// The forms names fold to, in byte order.
    surfaces: Vec<Surface>,
    /// The text of names and of folded forms.
    text: String,
    langs: Vec<Box<str>>,
    cues: Vec<Cue>,
    common: HashMap<Box<str>, WordLangs>,
    word_langs: Vec<Box<str>>,
}

/// A stretch of [`Gazetteer::text`].
#[derive(Clone, Copy)]
struct Piece {
    start: u32,
    len: u32,
}

#[derive(Clone, Copy)]
struct StoredName {
    entity: u32,
    text: Piece,
    lang: u16,
    form: Form,
    case: CaseRule,
}

/// A folded form and the names that fold to it.
#[derive(Clone, Copy)]
struct Surface {
    folded: Piece,
    /// The first of its names; they end where those of the next surface begin.
    names: u32,
}

/// A word or phrase that tells the kind of the name beside it.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    pub folded: String,
    pub kind: Kind,
    pub side: Side,
    pub span: CueSpan,
}

/// A set of the languages that the common-word table has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordLangs(u64);

impl WordLangs {
    /// How many languages a common-word table can have.
    const MOST: usize = u64::BITS as usize;

    pub(crate) fn intersects(self, other: WordLangs) -> bool {
        self.0 & other.0 != 0
    }
}

/// The language of a document, as a gazetteer knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Language {
    /// The number that names in this language have.
    pub names: Option<u16>,
    /// The languages whose ordinary words count.
    pub words: WordLangs,
}

impl Gazetteer {
    /// Starts an empty gazetteer to add tables to.
    pub fn builder() -> GazetteerBuilder {
        GazetteerBuilder::default()
    }

    /// How many entities there are.
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether there is no entity.
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// How many names there are, the entities' own included.
    pub fn names_len(&self) -> usize {
        self.names.len()
    }

    /// All entities, in the order their tables gave them.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = Entity<'_>> {
        self.entities.iter().map(Entity)
    }

    /// All names with their entities, in the order of their folded forms.
    pub fn names(&self) -> impl ExactSizeIterator<Item = (Entity<'_>, Name<'_>)> {
        self.names.iter().map(|name| (Entity(&self.entities[name.entity as usize]), self.view(name)))
    }

    /// The entity with this id.
    ///
    /// # Complexity
    /// O(log n) in the number of entities.
    pub fn get(&self, id: &str) -> Option<Entity<'_>> {
        self.index_of(id).map(|at| self.entity(at))
    }

    /// The entities that `name` may mean, with the name that says so. Case and accents do not count.
    ///
    /// # Complexity
    /// O(log n) in the number of names.
    pub fn lookup(&self, name: &str) -> impl Iterator<Item = (Entity<'_>, Name<'_>)> {
        let folded = fold(name);
        let found = self.surfaces.binary_search_by(|surface| self.str(surface.folded).cmp(&folded));
        let range = found.map_or(0..0, |at| self.surface_names(at as u32));
        range.map(|name| (self.entity_of(name), self.name(name)))
    }

    pub(crate) fn surfaces_len(&self) -> usize {
        self.surfaces.len()
    }

    /// The folded form of surface number `at`.
    pub(crate) fn surface(&self, at: u32) -> &str {
        self.str(self.surfaces[at as usize].folded)
    }

    /// The numbers of the names that fold to surface number `at`.
    pub(crate) fn surface_names(&self, at: u32) -> std::ops::Range<u32> {
        let end = self.surfaces.get(at as usize + 1).map_or(self.names.len() as u32, |next| next.names);
        self.surfaces[at as usize].names..end
    }

    pub(crate) fn name(&self, at: u32) -> Name<'_> {
        self.view(&self.names[at as usize])
    }

    pub(crate) fn case(&self, name: u32) -> CaseRule {
        self.names[name as usize].case
    }

    /// The number of the entity that name number `name` belongs to.
    pub(crate) fn entity_index(&self, name: u32) -> u32 {
        self.names[name as usize].entity
    }

    pub(crate) fn entity_of(&self, name: u32) -> Entity<'_> {
        self.entity(self.entity_index(name))
    }

    /// Entity number `at`.
    pub(crate) fn entity(&self, at: u32) -> Entity<'_> {
        Entity(&self.entities[at as usize])
    }

    /// The number of the entity with this id.
    pub(crate) fn index_of(&self, id: &str) -> Option<u32> {
        let at = self.by_id.binary_search_by(|&entity| (*self.entities[entity as usize].id).cmp(id)).ok()?;
        Some(self.by_id[at])
    }

    pub(crate) fn cues(&self) -> &[Cue] {
        &self.cues
    }

    /// The languages in which `folded` is an ordinary word.
    pub(crate) fn common_in(&self, folded: &str) -> WordLangs {
        self.common.get(folded).copied().unwrap_or_default()
    }

    /// The language of a BCP 47 tag. Where none is given the ordinary words of all languages count.
    pub(crate) fn language(&self, tag: Option<&str>) -> Language {
        let Some(tag) = tag else {
            return Language { names: None, words: WordLangs(u64::MAX) };
        };
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        let position = |langs: &[Box<str>]| langs.iter().position(|known| known.eq_ignore_ascii_case(primary));
        let words = position(&self.word_langs).map_or(0, |at| 1 << at);
        Language { names: position(&self.langs).map(|at| at as u16), words: WordLangs(words) }
    }

    /// The number of the language of name number `name`.
    pub(crate) fn lang_index(&self, name: u32) -> u16 {
        self.names[name as usize].lang
    }

    fn str(&self, piece: Piece) -> &str {
        &self.text[piece.start as usize..][..piece.len as usize]
    }

    fn view(&self, name: &StoredName) -> Name<'_> {
        Name { text: self.str(name.text), lang: &self.langs[name.lang as usize], form: name.form, case: name.case }
    }
}

impl fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gazetteer").field("entities", &self.len()).field("names", &self.names_len()).finish_non_exhaustive()
    }
}

/// Reads tables into a [`Gazetteer`].
///
/// The tables have the columns that `data/README.md` describes. Those of entities come with [`table`](Self::table) or
/// [`file`](Self::file), those of further names with [`names`](Self::names) or [`file`](Self::file); in which order does not matter.
#[derive(Default)]
pub struct GazetteerBuilder {
    entities: Vec<(Origin, Record)>,
    names: Vec<(Origin, PendingName)>,
    text: String,
    langs: Vec<Box<str>>,
    lang_numbers: HashMap<Box<str>, u16>,
    tables: Vec<Box<str>>,
    cues: Vec<Cue>,
    common: HashMap<Box<str>, WordLangs>,
    word_langs: Vec<Box<str>>,
}

/// The table and line something was read from.
#[derive(Clone, Copy)]
struct Origin {
    table: u32,
    line: u32,
}

struct PendingName {
    id: Piece,
    text: Piece,
    lang: u16,
    form: Form,
    case: Option<CaseRule>,
}

impl GazetteerBuilder {
    /// Adds the built-in tables: countries, regions, cities, places, people and organizations in the world's news.
    ///
    /// # Errors
    /// None with the tables of a released version; their own tests read them.
    #[cfg(feature = "builtin")]
    pub fn builtin(self) -> Result<GazetteerBuilder, Error> {
        crate::builtin::add_tables(self)
    }

    /// Adds a table of entities of one kind.
    ///
    /// # Errors
    /// If the table cannot be read, or has a column, a row or a value that does not belong. The message gives line and column.
    pub fn table(self, kind: Kind, reader: impl Read) -> Result<GazetteerBuilder, Error> {
        self.entity_table(&format!("table of kind {kind}"), Some(kind), reader)
    }

    /// Adds a table of names of entities that are in some other table.
    ///
    /// # Errors
    /// As for [`table`](Self::table).
    pub fn names(self, reader: impl Read) -> Result<GazetteerBuilder, Error> {
        self.name_table("table of names", Ids::InEveryRow, reader)
    }

    /// Adds a table of cues: words that tell the kind of the name beside them, with the columns `lang`, `phrase`, `kind`, `side` (`before`
    /// or `after` the name) and `span` (`in`, `capital` or `out`: whether the mention includes the cue).
    ///
    /// # Errors
    /// As for [`table`](Self::table).
    pub fn cues(self, reader: impl Read) -> Result<GazetteerBuilder, Error> {
        self.cue_table("table of cues", reader)
    }

    /// Adds a table of ordinary words, which hold names back that are spelt like them, with the columns `lang` and `word`.
    ///
    /// # Errors
    /// As for [`table`](Self::table), and if all such tables together have more than 64 languages.
    pub fn common_words(self, reader: impl Read) -> Result<GazetteerBuilder, Error> {
        self.word_table("table of common words", reader)
    }

    /// Adds a table from a file: one of entities, whose column `kind` says what they are, or one of names, told by a column `lang`,
    /// `form` or `case`.
    ///
    /// # Errors
    /// As for [`table`](Self::table), and if the file cannot be opened. The message gives the path too.
    pub fn file(mut self, path: impl AsRef<Path>) -> Result<GazetteerBuilder, Error> {
        let shown = path.as_ref().display().to_string();
        let file = File::open(&path).map_err(|error| Error::new(&shown, format!("cannot be opened: {error}")).source(error))?;
        let table = Table::open(&shown, file)?;
        match table.content() {
            Content::Entities => self.read_entities(&shown, None, table)?,
            Content::Names => self.read_names(&shown, Ids::InEveryRow, table)?,
        }
        Ok(self)
    }

    pub(crate) fn entity_table(mut self, table: &str, kind: Option<Kind>, reader: impl Read) -> Result<GazetteerBuilder, Error> {
        self.read_entities(table, kind, Table::open(table, reader)?)?;
        Ok(self)
    }

    pub(crate) fn name_table(mut self, table: &str, ids: Ids, reader: impl Read) -> Result<GazetteerBuilder, Error> {
        self.read_names(table, ids, Table::open(table, reader)?)?;
        Ok(self)
    }

    pub(crate) fn cue_table(mut self, table: &str, reader: impl Read) -> Result<GazetteerBuilder, Error> {
        Table::open(table, reader)?.cues(|_, row| {
            self.cues.push(Cue { folded: fold(&row.phrase), kind: row.kind, side: row.side, span: row.span });
            Ok(())
        })?;
        Ok(self)
    }

    pub(crate) fn word_table(mut self, table: &str, reader: impl Read) -> Result<GazetteerBuilder, Error> {
        Table::open(table, reader)?.words(|line, row| {
            let known = self.word_langs.iter().position(|known| **known == *row.lang);
            let lang = known.unwrap_or(self.word_langs.len());
            if lang == WordLangs::MOST {
                let message = format!("more than {} languages: `{}` is one too many", WordLangs::MOST, row.lang);
                return Err(Error::new(table, message).line(line).column("lang"));
            }
            if known.is_none() {
                self.word_langs.push(row.lang.into());
            }
            self.common.entry(fold(&row.word).into()).or_default().0 |= 1 << lang;
            Ok(())
        })?;
        Ok(self)
    }

    fn read_entities(&mut self, shown: &str, kind: Option<Kind>, table: Table<impl Read>) -> Result<(), Error> {
        let number = self.number(shown);
        table.entities(kind, |line, record| {
            check_name(shown, line, &record.name)?;
            self.check_size(shown, line)?;
            self.entities.push((Origin { table: number, line: line as u32 }, record));
            Ok(())
        })
    }

    fn read_names(&mut self, shown: &str, ids: Ids, table: Table<impl Read>) -> Result<(), Error> {
        let number = self.number(shown);
        table.names(ids, |line, row| {
            check_name(shown, line, &row.name)?;
            self.check_size(shown, line)?;
            let name = PendingName {
                id: self.keep(&row.id),
                text: self.keep(row.name.trim()),
                lang: self.lang(&row.lang),
                form: row.form,
                case: row.case,
            };
            self.names.push((Origin { table: number, line: line as u32 }, name));
            Ok(())
        })
    }

    /// Freezes the gazetteer.
    ///
    /// # Errors
    /// If an id stands twice, or a name belongs to no entity.
    ///
    /// # Complexity
    /// O(n log n) in the number of names.
    pub fn build(mut self) -> Result<Gazetteer, Error> {
        let mut ids: HashMap<&str, u32> = HashMap::with_capacity(self.entities.len());
        for (at, (origin, record)) in self.entities.iter().enumerate() {
            if let Some(other) = ids.insert(&record.id, at as u32) {
                let other = self.entities[other as usize].0;
                let message = format!("`{}` stands already in {}, line {}", record.id, self.tables[other.table as usize], other.line);
                return Err(self.error(*origin, message).column("id"));
            }
        }
        let mut names = Vec::with_capacity(self.names.len() + self.entities.len());
        for (origin, name) in &self.names {
            let id = piece(&self.text, name.id);
            let Some(&entity) = ids.get(id) else {
                return Err(self.error(*origin, format!("no table has an entity `{id}`")).column("id"));
            };
            let case = case_rule(name.case, name.form, piece(&self.text, name.text));
            names.push(StoredName { entity, text: name.text, lang: name.lang, form: name.form, case });
        }
        let no_lang = self.lang("");
        for at in 0..self.entities.len() {
            let name = self.entities[at].1.name.clone();
            let text = self.keep(&name);
            names.push(StoredName { entity: at as u32, text, lang: no_lang, form: Form::Short, case: case_rule(None, Form::Short, &name) });
        }

        let mut folded = String::new();
        let mut keyed: Vec<(Piece, StoredName)> = Vec::with_capacity(names.len());
        for name in names {
            keyed.push((append(&mut folded, &fold(piece(&self.text, name.text))), name));
        }
        keyed.sort_by(|(a, x), (b, y)| (piece(&folded, *a), x.entity).cmp(&(piece(&folded, *b), y.entity)));

        let mut surfaces: Vec<Surface> = Vec::new();
        let mut names: Vec<StoredName> = Vec::with_capacity(keyed.len());
        for (key, name) in keyed {
            let key = piece(&folded, key);
            if surfaces.last().is_none_or(|last| piece(&self.text, last.folded) != key) {
                let first = names.len() as u32;
                surfaces.push(Surface { folded: append(&mut self.text, key), names: first });
            }
            names.push(name);
        }
        let entities: Vec<Record> = self.entities.into_iter().map(|(_, record)| record).collect();
        let mut by_id: Vec<u32> = (0..entities.len() as u32).collect();
        by_id.sort_by(|&a, &b| entities[a as usize].id.cmp(&entities[b as usize].id));
        let mut seen = HashSet::new();
        let mut cues = self.cues;
        cues.retain(|cue| seen.insert((cue.folded.clone(), cue.kind, cue.side == Side::Before)));
        let GazetteerBuilder { text, langs, common, word_langs, .. } = self;
        Ok(Gazetteer { entities, by_id, names, surfaces, text, langs, cues, common, word_langs })
    }

    /// Positions in the text of names have 32 bits, and folding can make a name up to three times longer.
    fn check_size(&self, table: &str, line: u64) -> Result<(), Error> {
        const MOST: usize = 1 << 30;
        if self.text.len() < MOST { Ok(()) } else { Err(Error::new(table, "more than 1 GiB of names").line(line)) }
    }

    fn error(&self, origin: Origin, message: String) -> Error {
        Error::new(&*self.tables[origin.table as usize], message).line(origin.line.into())
    }

    fn number(&mut self, table: &str) -> u32 {
        self.tables.push(table.into());
        self.tables.len() as u32 - 1
    }

    fn lang(&mut self, lang: &str) -> u16 {
        if let Some(&number) = self.lang_numbers.get(lang) {
            return number;
        }
        let number = self.langs.len() as u16;
        self.langs.push(lang.into());
        self.lang_numbers.insert(lang.into(), number);
        number
    }

    fn keep(&mut self, text: &str) -> Piece {
        append(&mut self.text, text)
    }
}

impl fmt::Debug for GazetteerBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GazetteerBuilder").field("tables", &self.tables).field("entities", &self.entities.len()).finish_non_exhaustive()
    }
}

fn append(text: &mut String, piece: &str) -> Piece {
    let start = text.len() as u32;
    text.push_str(piece);
    Piece { start, len: piece.len() as u32 }
}

fn piece(text: &str, piece: Piece) -> &str {
    &text[piece.start as usize..][..piece.len as usize]
}

fn check_name(table: &str, line: u64, name: &str) -> Result<(), Error> {
    if fold(name).is_empty() {
        return Err(Error::new(table, format!("`{name}` is no name: it holds nothing that can be read")).line(line).column("name"));
    }
    Ok(())
}

/// What rule a name goes by if its table gives none: without capitals and small letters it counts in any case, and up to three capitals
/// alone are an acronym, which counts exactly like every abbreviation.
fn case_rule(rule: Option<CaseRule>, form: Form, name: &str) -> CaseRule {
    if let Some(rule @ (CaseRule::Exact | CaseRule::Any)) = rule {
        return rule;
    }
    let classes = || name.chars().map(Class::of);
    if !classes().any(|class| class.is_upper() || class.is_lower()) {
        CaseRule::Any
    } else if rule.is_none() && (form == Form::Abbreviation || classes().all(Class::is_upper) && name.chars().count() <= 3) {
        CaseRule::Exact
    } else {
        CaseRule::Capital
    }
}
