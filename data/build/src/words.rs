//! Facts about languages, `common_words.csv` and `frequent_words.csv`.

use crate::{
    entities::{Entities, Entity, Kind},
    error::Error,
    names::{Found, INFLECTED_CITY, Merged},
    parts::Parts,
    table::{self, Table},
    text,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    path::Path,
};

/// A city of at least this many people is too well known to be called a common word.
const KNOWN_CITY: u64 = 100_000;

/// How many letters an inflected form keeps of a name at least.
const STEM: usize = 3;
/// How many letters of a name give way in an inflected form at most.
const CUT: usize = 1;
/// How many letters take their place at most.
const ENDING: usize = 3;

/// The tag of words that are ordinary in all languages.
const ALL_LANGUAGES: &str = "mul";

/// `data/source/languages.csv`.
#[derive(Debug, Default)]
pub struct Languages {
    /// Those in which the ends of names change much with the case.
    inflecting: BTreeSet<String>,
    /// Those in which lesser cities called as people are common words.
    people: BTreeSet<String>,
}

impl Languages {
    pub fn read(data: &Path) -> Result<Self, Error> {
        let columns = &["lang", "words", "list", "dictionary", "inflects", "people", "note"];
        let table = Table::read(data, "source/languages.csv", columns)?;
        table.check_order(&["lang"])?;
        let with = |column| {
            let rows = table.rows().filter(|row| row.get(column) == "yes");
            rows.map(|row| row.get("lang").to_owned()).collect()
        };
        Ok(Self { inflecting: with("inflects"), people: with("people") })
    }

    /// Whether the ends of names change much with the case.
    pub fn inflects(&self, lang: &str) -> bool {
        self.inflecting.contains(lang)
    }
}

/// Languages and their words.
pub type Rows = BTreeSet<(String, String)>;

/// Words without case and accents, by language.
type ByLanguage = BTreeMap<String, HashSet<String>>;

/// The words of everyday language.
#[derive(Debug, Default)]
pub struct Words {
    /// All of them.
    everyday: ByLanguage,
    stop: ByLanguage,
    /// Frequent words that a spelling dictionary has in small letters.
    small: ByLanguage,
    /// Words that describe emoji, in small letters too, but not frequent.
    emoji: ByLanguage,
}

impl Words {
    pub fn read(data: &Path) -> Result<Self, Error> {
        let table = Table::read(data, "fetched/words.csv", &["lang", "word", "kind"])?;
        let mut words = Self::default();
        for row in table.rows() {
            let (lang, word) = (row.get("lang"), text::spelling(row.get("word")));
            let Words { everyday, stop, small, emoji } = &mut words;
            let [everyday, stop, small, emoji] = [everyday, stop, small, emoji]
                .map(|words| words.entry(lang.to_owned()).or_default());
            match row.get("kind") {
                "stop" => _ = stop.insert(word.clone()),
                "small" => _ = small.insert(word.clone()),
                "emoji" => _ = emoji.insert(word.clone()),
                "" => {}
                other => return Err(row.error(format!("the kind {other:?} of a word is unknown"))),
            }
            everyday.insert(word);
        }
        Ok(words)
    }
}

/// All that decides which words of everyday language are also names.
#[derive(Debug)]
pub struct Common<'a> {
    pub entities: &'a Entities,
    pub languages: &'a Languages,
    pub words: &'a Words,
    pub parts: &'a Parts,
    /// The names of each table, before and after equal ones were merged.
    pub names: &'a [(&'static str, Vec<Found>, Vec<Merged>)],
}

impl Common<'_> {
    /// `common_words.csv`: a stop word that is a name is always common, a frequent word unless the
    /// name is too well known to be a word. So are parts of people's names that are surely written
    /// in small letters, and tell little of a person. `data/source/common_words.csv` has the last
    /// word.
    pub fn rows(&self, data: &Path, frequent: &Rows) -> Result<Rows, Error> {
        let proper = Proper(self.proper_names());
        let singles = self.one_word_names();
        let mut rows = Rows::new();
        let telling = self.parts.telling();
        for (lang, words) in &self.words.everyday {
            let stop = &self.words.stop[lang];
            let small = &self.words.small[lang];
            let emoji = &self.words.emoji[lang];
            let common = words.iter().filter(|&word| {
                let is_known =
                    || proper.has(lang, word) || emoji.contains(word) && proper.has_anywhere(word);
                if singles.contains(word) {
                    return stop.contains(word) || !is_known();
                }
                let is_part = telling.get(&**word).is_some_and(|part| !part.is_name(lang));
                let is_small = small.contains(word) || emoji.contains(word);
                is_part && (stop.contains(word) || is_small && !is_known())
            });
            rows.extend(common.map(|word| (lang.clone(), word.clone())));
        }
        self.add_people(&proper, &mut rows);
        self.add_inflected(&proper, &mut rows);
        let columns = &["lang", "word", "verdict", "note"];
        let table = Table::read(data, "source/common_words.csv", columns)?;
        table.check_order(&["lang", "word"])?;
        let detected: HashSet<&str> = frequent.iter().map(|(lang, _)| &**lang).collect();
        for row in table.rows() {
            let lang = row.get("lang");
            let is_known = self.words.everyday.contains_key(lang) || detected.contains(lang);
            if !is_known && lang != ALL_LANGUAGES {
                let message = "languages.csv or frequent_words.csv must have the language";
                return Err(row.error(message));
            }
            let key = (row.get("lang").to_owned(), text::spelling(row.get("word")));
            if row.is_kept()? {
                rows.insert(key);
            } else {
                rows.remove(&key);
            }
        }
        Ok(rows)
    }

    /// The names that are too well known to be words, by language, with those that are so
    /// in every language under "".
    fn proper_names(&self) -> ByLanguage {
        let known = |entity: &Entity| !entity.is_small_city(KNOWN_CITY);
        let mut proper = ByLanguage::new();
        let mut bar = |lang: &str, name: String| {
            let lang = if lang == "en" { "" } else { text::language(lang) };
            proper.entry(lang.to_owned()).or_default().insert(name);
        };
        for entity in self.entities.iter().filter(|entity| known(entity)) {
            bar("", text::spelling(entity.name()));
        }
        for (kind, found, _) in self.names {
            for name in found {
                let is_known = self.entities.get(&name.id).is_some_and(known);
                let is_proper = is_known && !name.lang.is_empty() && !name.is_acronym();
                if *kind == "demonyms" || is_proper {
                    bar(&name.lang, name.spelling.clone());
                }
            }
        }
        proper
    }

    /// The names of one word, of all entities, and what people are called by: "the Great".
    fn one_word_names(&self) -> HashSet<String> {
        let main = self.entities.iter().map(|entity| {
            let name = entity.name();
            let byname = name.rsplit_once(" the ").filter(|_| entity.kind == Kind::People);
            text::spelling(byname.map_or(name, |(_, byname)| byname))
        });
        let others =
            self.names.iter().flat_map(|(_, _, rows)| rows).map(|row| row.spelling.clone());
        main.chain(others).filter(|name| text::is_letters(name)).collect()
    }

    /// Names of lesser cities that are parts of people's names: "Clinton", "Marco".
    fn add_people(&self, proper: &Proper, rows: &mut Rows) {
        let parts = self.parts.spellings();
        for city in self.entities.iter().filter(|entity| entity.is_small_city(KNOWN_CITY)) {
            let name = text::spelling(city.name());
            if parts.contains(&*name) && !proper.has_anywhere(&name) {
                let langs = self.languages.people.iter();
                rows.extend(langs.map(|lang| (lang.clone(), name.clone())));
            }
        }
    }

    /// Stop words that may be a form of a name of their language: "może" of Moza.
    fn add_inflected(&self, proper: &Proper, rows: &mut Rows) {
        use Kind::{Cities, Organizations, People};
        let inflects = |entity: &Entity| !entity.is_small_city(INFLECTED_CITY);
        let main: HashSet<String> = self
            .entities
            .iter()
            .filter(|entity| matches!(entity.kind, Cities | Organizations | People))
            .filter(|entity| inflects(entity) && !entity.name().contains(' '))
            .map(|entity| text::spelling(entity.name()))
            .collect();
        let mut names: HashMap<&str, HashSet<String>> = HashMap::new();
        for row in self.names.iter().flat_map(|(_, _, rows)| rows) {
            if !row.name.contains(' ') && self.entities.get(row.id()).is_some_and(inflects) {
                for lang in row.langs.split(' ') {
                    names.entry(lang).or_default().insert(row.spelling.clone());
                }
            }
        }
        for (lang, stop) in &self.words.stop {
            if !self.languages.inflects(lang) {
                continue;
            }
            let own = names.get(&**lang).into_iter().flatten();
            let stems: HashSet<&str> =
                own.chain(&main).flat_map(|name| beginnings(name, CUT)).collect();
            let common = stop.iter().filter(|word| {
                !word.contains(' ')
                    && !proper.has(lang, word)
                    && beginnings(word, ENDING).any(|stem| stems.contains(stem))
            });
            rows.extend(common.map(|word| (lang.clone(), word.clone())));
        }
    }
}

/// [`Common::proper_names`].
struct Proper(ByLanguage);

impl Proper {
    fn has(&self, lang: &str, word: &str) -> bool {
        ["", lang].iter().any(|&lang| self.0.get(lang).is_some_and(|words| words.contains(word)))
    }

    fn has_anywhere(&self, word: &str) -> bool {
        self.0.values().any(|words| words.contains(word))
    }
}

/// `word` without its last letters, up to `cut` of them; no beginning is shorter than [`STEM`].
fn beginnings(word: &str, cut: usize) -> impl Iterator<Item = &str> {
    let ends = word.char_indices().map(|(at, _)| at).chain([word.len()]);
    ends.collect::<Vec<_>>()
        .into_iter()
        .skip(STEM)
        .rev()
        .take(cut + 1)
        .filter_map(|end| word.get(..end))
}

/// `frequent_words.csv`: the words by which the language of a text is detected.
pub fn frequent(data: &Path) -> Result<Rows, Error> {
    let source = Table::read(data, "source/frequent_words.csv", &["lang", "words", "note"])?;
    source.check_order(&["lang", "words"])?;
    let fetched = Table::read(data, "fetched/frequent_words.csv", &["lang", "word"])?;
    let mut rows = Rows::new();
    for (row, column) in
        source.rows().map(|row| (row, "words")).chain(fetched.rows().map(|row| (row, "word")))
    {
        for word in row.get(column).split_whitespace() {
            let is_letters = word.starts_with('[') && word.ends_with(']');
            if !is_letters && !text::is_small_word(word) {
                let message =
                    format!("{word:?} is neither a word in small letters nor letters in brackets");
                return Err(row.error(message));
            }
            rows.insert((row.get("lang").to_owned(), word.to_owned()));
        }
    }
    Ok(rows)
}

/// The table of words.
pub fn table(rows: &Rows) -> String {
    table::write(&["lang", "word"], rows.iter().map(|(lang, word)| [lang, word]))
}
