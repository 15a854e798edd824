//! Entities and their names, collected, checked, frozen.

mod builder;
mod entity;
mod forms;
mod index;
mod pending;
mod references;
mod rows;

use crate::lexicon::{
    error::Error,
    file::{Reader, Writer},
    matcher::prefetch,
    model::{Kind, Side},
    store::{List, Slice, Text},
    text::facts::{self, Fact},
};
pub use builder::GazetteerBuilder;
pub use entity::{Entity, Name};
use index::Index;
pub(crate) use references::Below;
pub(crate) use rows::{
    StoredCue, StoredEntity, StoredForm, StoredName, StoredPart, StoredWord, decode, encode,
};
use std::{collections::BTreeMap, fmt, ops::Range};
use zerocopy::little_endian::{U32, U128};

/// Entities and their names, which can be found in texts.
///
/// ```
/// use gazetag::{Gazetteer, Kind};
///
/// let table = "id,name,country\nwalhi,Wahana Lingkungan Hidup Indonesia,ID\n";
/// let names = "id,lang,name,form,case\nwalhi,id,WALHI,abbreviation,exact\n";
/// let gazetteer = Gazetteer::builder()
///     .table(Kind::Organization, table.as_bytes())?
///     .names(names.as_bytes())?
///     .build()?;
/// assert_eq!(gazetteer.get("walhi").unwrap().country(), Some("ID"));
/// assert_eq!(
///     gazetteer.names().map(|(_, name)| name.as_str()).collect::<Vec<_>>(),
///     ["Wahana Lingkungan Hidup Indonesia", "WALHI"]
/// );
/// # Ok::<(), gazetag::Error>(())
/// ```
pub struct Gazetteer {
    entities: List<StoredEntity>,
    /// Entities in the order of their ids.
    by_id: List<U32>,
    /// All names, in the order of their entities.
    names: List<StoredName>,
    /// Forms that names take in a sentence, in the order of the names.
    forms: List<StoredForm>,
    /// The sets of languages that forms are of.
    form_sets: List<U128>,
    cues: List<StoredCue>,
    /// The cues that stand inside names, folded, in byte order.
    small_cues: List<StoredCue>,
    small_index: Index,
    /// Ordinary words, folded, in byte order.
    words: List<StoredWord>,
    word_index: Index,
    /// Words and letters that show the language of a text.
    frequent: List<StoredWord>,
    /// Endings that follow names behind a mark, in byte order.
    suffixes: List<StoredWord>,
    /// Given and family names.
    parts: List<StoredPart>,
    /// The languages of names, in the order of their small letters.
    langs: List<Slice>,
    /// The languages of ordinary words.
    word_langs: List<Slice>,
    /// The languages of forms.
    form_langs: List<Slice>,
    /// Strings that many entities share: countries, regions and the like.
    shared: List<Slice>,
    text: Text,
}

/// A set of the languages that the common-word table has, or of those of forms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordLangs(pub u128);

impl WordLangs {
    /// How many languages a set can have.
    pub(crate) const MOST: usize = u128::BITS as usize;
    /// All languages.
    pub(crate) const ALL: WordLangs = WordLangs(u128::MAX);

    /// The numbers of its languages.
    pub(crate) fn numbers(self) -> impl Iterator<Item = u8> {
        (0..WordLangs::MOST as u8).filter(move |number| self.0 >> number & 1 != 0)
    }

    pub(crate) fn intersects(self, other: WordLangs) -> bool {
        self.0 & other.0 != 0
    }
}

/// The language of a document, as a gazetteer knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Language {
    /// The number that names in this language have.
    pub names: Option<u16>,
    /// The number of a sister language, whose names count as this language's own.
    pub sister: Option<u16>,
    /// The languages whose ordinary words count.
    pub words: WordLangs,
    /// The languages whose cues count: its own and English, as English names occur everywhere.
    pub cues: WordLangs,
    /// The languages in which names take forms.
    pub forms: WordLangs,
}

/// The tag of words that are ordinary in all languages: "GDP", "USB".
const ALL_LANGUAGES: &str = "mul";

impl Gazetteer {
    /// Starts an empty gazetteer to add tables to.
    pub fn builder() -> GazetteerBuilder {
        GazetteerBuilder::default()
    }

    /// The number of entities.
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether there is no entity.
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// The number of names, with the entities' own and without inflected forms.
    pub fn names_len(&self) -> usize {
        self.names.len()
    }

    /// All entities, in the order their tables gave them.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = Entity<'_>> {
        self.entities.iter().map(|row| Entity { gazetteer: self, row })
    }

    /// All names with their entities, in the order of these: first the name an entity's own table
    /// gives, then the others as their tables gave them.
    pub fn names(&self) -> impl ExactSizeIterator<Item = (Entity<'_>, Name<'_>)> {
        self.names.iter().map(|row| (self.entity(row.entity.get()), Name { gazetteer: self, row }))
    }

    /// The entity with this id.
    ///
    /// # Complexity
    /// O(log n) in the number of entities.
    pub fn get(&self, id: &str) -> Option<Entity<'_>> {
        self.index_of(id).map(|at| self.entity(at))
    }

    /// Name number `at`.
    pub(crate) fn name(&self, at: u32) -> Name<'_> {
        Name { gazetteer: self, row: self.names.get(at as usize).unwrap_or(&StoredName::NOTHING) }
    }

    /// The numbers of an entity's names.
    pub(crate) fn names_of(&self, entity: u32) -> Range<u32> {
        let first = self.names.partition_point(|name| name.entity.get() < entity);
        let end = self.names.partition_point(|name| name.entity.get() <= entity);
        first as u32..end as u32
    }

    /// Prefetches the row that [`name`](Self::name) reads.
    #[inline]
    pub(crate) fn prefetch_name(&self, name: u32) {
        prefetch(&self.names, name as usize);
    }

    /// The number of the entity that name number `name` belongs to.
    pub(crate) fn entity_index(&self, name: u32) -> u32 {
        self.name(name).row.entity.get()
    }

    pub(crate) fn entity_of(&self, name: u32) -> Entity<'_> {
        self.entity(self.entity_index(name))
    }

    /// Entity number `at`.
    pub(crate) fn entity(&self, at: u32) -> Entity<'_> {
        Entity {
            gazetteer: self,
            row: self.entities.get(at as usize).unwrap_or(&StoredEntity::NOTHING),
        }
    }

    /// Whether there are regions with codes of this country, `RU-…`.
    pub(crate) fn has_regions(&self, country: &str) -> bool {
        let prefix = format!("{country}-");
        let id_of = |entity: &U32| self.text.bytes(self.entity(entity.get()).row.id);
        let first = self.by_id.partition_point(|entity| id_of(entity) < prefix.as_bytes());
        let of_country = self.by_id[first..]
            .iter()
            .take_while(|entity| id_of(entity).starts_with(prefix.as_bytes()));
        of_country.into_iter().any(|entity| self.entity(entity.get()).kind() == Kind::Region)
    }

    /// The number of the entity with this id.
    pub(crate) fn index_of(&self, id: &str) -> Option<u32> {
        let id_of = |entity: &U32| self.text.bytes(self.entity(entity.get()).row.id);
        let at = self.by_id.binary_search_by(|entity| id_of(entity).cmp(id.as_bytes())).ok()?;
        Some(self.by_id[at].get())
    }

    pub(crate) fn forms_len(&self) -> usize {
        self.forms.len()
    }

    pub(crate) fn form(&self, at: u32) -> &StoredForm {
        self.forms.get(at as usize).unwrap_or(&StoredForm::NOTHING)
    }

    /// The languages that a form is one in.
    pub(crate) fn langs_of(&self, form: &StoredForm) -> WordLangs {
        self.form_sets
            .get(form.langs.get() as usize)
            .map_or(WordLangs::default(), |langs| WordLangs(langs.get()))
    }

    pub(crate) fn cues_len(&self) -> usize {
        self.cues.len()
    }

    pub(crate) fn cue(&self, at: u32) -> &StoredCue {
        self.cues.get(at as usize).unwrap_or(&StoredCue::NOTHING)
    }

    pub(crate) fn words_len(&self) -> usize {
        self.words.len()
    }

    /// Every cue, those that stand inside names too.
    pub(crate) fn all_cues(&self) -> impl Iterator<Item = &StoredCue> {
        self.cues.iter().chain(self.small_cues.iter())
    }

    pub(crate) fn parts_len(&self) -> usize {
        self.parts.len()
    }

    pub(crate) fn part(&self, at: u32) -> &StoredPart {
        self.parts.get(at as usize).unwrap_or(&StoredPart::NOTHING)
    }

    /// The languages in which a folded word is an ordinary one.
    pub(crate) fn word(&self, folded: &[u8]) -> WordLangs {
        let at = self.word_index.find(folded, |at| {
            self.words.get(at).is_some_and(|row| self.text.bytes(row.word) == folded)
        });
        at.map_or(WordLangs::default(), |at| WordLangs(self.words[at].langs.get()))
    }

    /// Whether a folded word stands between the words of names of this kind in one of these
    /// languages.
    pub(crate) fn joins(&self, folded: &[u8], kind: Kind, langs: WordLangs) -> bool {
        self.is_small(folded, Side::Inside, kind, langs)
    }

    /// Whether a folded word leads to a place in one of these languages.
    pub(crate) fn leads(&self, folded: &[u8], langs: WordLangs) -> bool {
        self.is_small(folded, Side::Leading, Kind::Place, langs)
    }

    fn is_small(&self, folded: &[u8], side: Side, kind: Kind, langs: WordLangs) -> bool {
        let is = |cue: &StoredCue| self.text.bytes(cue.phrase) == folded;
        let Some(first) =
            self.small_index.find(folded, |at| self.small_cues.get(at).is_some_and(is))
        else {
            return false;
        };
        let mut same = self.small_cues[first..].iter().take_while(|cue| is(cue));
        same.any(|cue| cue.side() == side && cue.kind() == kind && cue.langs().intersects(langs))
    }

    /// The ordinary words, and the languages each is one of.
    pub(crate) fn words(&self) -> impl Iterator<Item = (&str, WordLangs)> {
        self.words.iter().map(|row| (self.text.str(row.word), WordLangs(row.langs.get())))
    }

    /// The words and letters that show the language of a text, each with the languages it is
    /// frequent in.
    pub(crate) fn frequent_words(&self) -> impl Iterator<Item = (&str, WordLangs)> {
        self.frequent.iter().map(|row| (self.text.str(row.word), WordLangs(row.langs.get())))
    }

    pub(crate) fn has_frequent_words(&self) -> bool {
        !self.frequent.is_empty()
    }

    /// Endings that follow names behind a mark, and folded ones of family names, and the languages
    /// each is used in.
    pub(crate) fn suffixes(&self) -> impl Iterator<Item = (&str, WordLangs)> {
        self.suffixes.iter().map(|row| (self.text.str(row.word), WordLangs(row.langs.get())))
    }

    /// The languages in which names take this ending, which begins with a mark, or family names do.
    pub(crate) fn suffix(&self, suffix: &[u8]) -> WordLangs {
        let at = self.suffixes.binary_search_by(|row| self.text.bytes(row.word).cmp(suffix));
        at.map_or(WordLangs::default(), |at| WordLangs(self.suffixes[at].langs.get()))
    }

    pub(crate) fn word_langs(&self) -> impl Iterator<Item = &str> {
        self.word_langs.iter().map(|&lang| self.text.str(lang))
    }

    /// The language that has this number in a [`WordLangs`].
    pub(crate) fn word_lang_name(&self, number: u8) -> Option<&str> {
        self.word_langs.get(usize::from(number)).map(|&lang| self.text.str(lang))
    }

    pub(crate) fn form_langs(&self) -> impl Iterator<Item = &str> {
        self.form_langs.iter().map(|&lang| self.text.str(lang))
    }

    /// The language of a BCP 47 tag. Where none is given the ordinary words and the forms of all
    /// languages count.
    pub(crate) fn language(&self, tag: Option<&str>) -> Language {
        let Some(tag) = tag else {
            return Language {
                names: None,
                sister: None,
                words: WordLangs::ALL,
                cues: WordLangs::ALL,
                forms: WordLangs::ALL,
            };
        };
        let primary = facts::language(tag);
        let own = self.word_lang(primary);
        let cues = if own.0 == 0 { u128::MAX } else { own.0 | self.english().0 };
        let words = WordLangs(own.0 | self.word_lang(ALL_LANGUAGES).0);
        let is_primary = |lang: &str| lang.eq_ignore_ascii_case(primary);
        let sister =
            facts::all(Fact::Sister).find_map(|(lang, sister)| is_primary(lang).then_some(sister));
        Language {
            names: self.first_lang(primary),
            sister: sister.and_then(|sister| self.first_lang(sister)),
            words,
            cues: WordLangs(cues),
            forms: self.set_of(&self.form_langs, primary),
        }
    }

    /// The set of English alone; empty if there is no word and no cue of it.
    pub(crate) fn english(&self) -> WordLangs {
        self.word_lang("en")
    }

    /// The set of this one language; empty if there is no word and no cue of it.
    fn word_lang(&self, lang: &str) -> WordLangs {
        self.set_of(&self.word_langs, lang)
    }

    /// The set of this one language, by its place among `langs`.
    fn set_of(&self, langs: &[Slice], lang: &str) -> WordLangs {
        let is_lang = |known: &Slice| self.text.bytes(*known).eq_ignore_ascii_case(lang.as_bytes());
        WordLangs(langs.iter().take(WordLangs::MOST).position(is_lang).map_or(0, |at| 1 << at))
    }

    /// The number of the first tag of names that is of this language.
    pub(crate) fn first_lang(&self, lang: &str) -> Option<u16> {
        let mut tags = self.langs.iter();
        let is_of = |tag: &Slice| facts::language(self.text.str(*tag)).eq_ignore_ascii_case(lang);
        tags.position(is_of).map(|at| at as u16)
    }

    /// For each tag of names, by its number, that of the first tag of the same language.
    pub(crate) fn first_langs(&self) -> Vec<u16> {
        let mut first = BTreeMap::new();
        let langs = self.langs.iter().zip(0u16..);
        let number = |(&tag, at): (&Slice, u16)| {
            let lang = facts::language(self.text.str(tag)).to_ascii_lowercase();
            *first.entry(lang).or_insert(at)
        };
        langs.map(number).collect()
    }

    /// The language with this number.
    pub(crate) fn lang(&self, at: u16) -> &str {
        self.langs.get(at as usize).map_or("", |&lang| self.text.str(lang))
    }

    /// The shared string with this number.
    pub(crate) fn shared(&self, at: rows::Shared) -> Option<&str> {
        self.shared.get((at.get() as usize).checked_sub(1)?).map(|&slice| self.text.str(slice))
    }

    pub(crate) fn text(&self) -> &Text {
        &self.text
    }

    pub(crate) fn write<'a>(&'a self, writer: &mut Writer<'a>) {
        writer.list("entities", &self.entities);
        writer.list("entities by id", &self.by_id);
        writer.list("names", &self.names);
        writer.list("forms", &self.forms);
        writer.list("sets of languages", &self.form_sets);
        writer.list("cues", &self.cues);
        writer.list("small cues", &self.small_cues);
        writer.list("small cues: index", self.small_index.list());
        writer.list("words", &self.words);
        writer.list("words: index", self.word_index.list());
        writer.list("frequent words", &self.frequent);
        writer.list("suffixes", &self.suffixes);
        writer.list("name parts", &self.parts);
        writer.list("languages", &self.langs);
        writer.list("languages of words", &self.word_langs);
        writer.list("languages of forms", &self.form_langs);
        writer.list("shared strings", &self.shared);
        writer.text("text", &self.text);
    }

    pub(crate) fn read(reader: &Reader) -> Result<Gazetteer, Error> {
        Ok(Gazetteer {
            entities: reader.list("entities")?,
            by_id: reader.list("entities by id")?,
            names: reader.list("names")?,
            forms: reader.list("forms")?,
            form_sets: reader.list("sets of languages")?,
            cues: reader.list("cues")?,
            small_cues: reader.list("small cues")?,
            small_index: reader.list("small cues: index")?.into(),
            words: reader.list("words")?,
            word_index: reader.list("words: index")?.into(),
            frequent: reader.list("frequent words")?,
            suffixes: reader.list("suffixes")?,
            parts: reader.list("name parts")?,
            langs: reader.list("languages")?,
            word_langs: reader.list("languages of words")?,
            form_langs: reader.list("languages of forms")?,
            shared: reader.list("shared strings")?,
            text: reader.text("text")?,
        })
    }
}

impl fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gazetteer")
            .field("entities", &self.len())
            .field("names", &self.names_len())
            .finish_non_exhaustive()
    }
}
