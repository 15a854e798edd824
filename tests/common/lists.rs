//! The words of the tables in `data/`, and invented words of many scripts, to make texts from.

use std::{collections::BTreeMap, fs::File, path::Path};

/// The words of one table that have one job, each once, in the order of the table.
pub type List = Vec<String>;

/// All lists by name.
#[derive(Debug)]
pub struct Lists(BTreeMap<&'static str, List>);

/// A list, the table it comes from, the column of the word, and what other columns must have.
type Source =
    (&'static str, &'static str, &'static str, &'static [(&'static str, &'static [&'static str])]);

const SOURCES: &[Source] = &[
    ("given names", "name_parts.csv", "part", &[("given", ANY)]),
    ("family names", "name_parts.csv", "part", &[("family", ANY)]),
    ("titles", "cues.csv", "phrase", &[("kind", &["person"]), ("side", &["before"])]),
    ("heads", "cues.csv", "phrase", &[("kind", NAMED), ("span", &["in", "capital"])]),
    ("cues", "cues.csv", "phrase", &[("span", &["out"])]),
    ("particles", "cues.csv", "phrase", &[("side", &["inside"])]),
    ("leading words", "cues.csv", "phrase", &[("side", &["leading"])]),
    ("abbreviations", "names/organizations.csv", "name", &[("form", &["abbreviation"])]),
    ("demonyms", "names/demonyms.csv", "name", &[]),
    ("common words", "common_words.csv", "word", &[]),
    ("frequent words", "frequent_words.csv", "word", &[]),
    ("countries", "names/countries.csv", "name", &[]),
    ("regions", "names/regions.csv", "name", &[]),
    ("cities", "names/cities.csv", "name", &[]),
    ("places", "names/places.csv", "name", &[]),
    ("people", "names/people.csv", "name", &[]),
    ("organizations", "names/organizations.csv", "name", &[]),
];

/// Stands for any value but an empty one.
const ANY: &[&str] = &[];
const NAMED: &[&str] = &["organization", "place", "region", "city", "country"];

/// A list has so many words at most, taken evenly from all over its table.
const LONGEST: usize = 20_000;

impl Lists {
    /// Reads the tables of this crate's `data/`.
    pub fn read(data: &Path) -> Lists {
        Lists(SOURCES.iter().map(|source| (source.0, list(data, source))).collect())
    }

    /// The list of this name.
    pub fn get(&self, name: &str) -> &[String] {
        self.0.get(name).unwrap_or_else(|| panic!("no list is called {name:?}"))
    }

    /// The words of a list that are written in `script`.
    pub fn in_script(&self, name: &str, script: &Script) -> List {
        self.get(name).iter().filter(|word| script.has(word)).cloned().collect()
    }

    /// All lists with their names.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&'static str, &[String])> {
        self.0.iter().map(|(&name, list)| (name, &**list))
    }
}

fn list(data: &Path, &(_, table, column, wanted): &Source) -> List {
    let path = data.join(table);
    let file = File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut rows = csv::Reader::from_reader(file);
    let head = rows.headers().expect("the table has a header row").clone();
    let column_of = |name: &str| head.iter().position(|column| column == name);
    let wanted: Vec<_> =
        wanted.iter().map(|(name, values)| (column_of(name).expect(name), values)).collect();
    let column = column_of(column).expect(column);
    let mut words = List::new();
    for row in rows.records() {
        let row = row.expect("the table is sound");
        let fits = |&(at, values): &(usize, &&[&str])| match **values {
            [] => !row[at].is_empty(),
            ref values => values.contains(&&row[at]),
        };
        let word = &row[column];
        // In brackets stand letters that tell a language, no words.
        if wanted.iter().all(fits) && !word.starts_with('[') {
            words.push(word.to_owned());
        }
    }
    words.dedup();
    let step = words.len().div_ceil(LONGEST).max(1);
    words.into_iter().step_by(step).collect()
}

/// A script, with syllables from which words can be invented.
#[derive(Debug)]
pub struct Script {
    pub name: &'static str,
    /// The letters from the first to the last.
    pub first: char,
    pub last: char,
    pub syllables: [&'static str; 8],
}

pub const SCRIPTS: &[Script] = &[
    script("Latin", 'A', 'ɏ', ["ka", "lo", "mi", "te", "ru", "ba", "no", "vé"]),
    script("Greek", 'Ͱ', 'Ͽ', ["κα", "λο", "μι", "τε", "ρυ", "βα", "νο", "πή"]),
    script("Cyrillic", 'Ѐ', 'ӿ', ["ка", "ло", "ми", "те", "ру", "ба", "но", "вё"]),
    script("Hebrew", 'א', 'ת', ["קא", "לו", "מי", "טה", "רו", "בא", "נו", "ש"]),
    script("Arabic", 'ء', 'ۿ', ["كا", "لو", "مي", "تع", "رو", "با", "نو", "أ"]),
    script("Devanagari", 'ऀ', 'ॿ', ["का", "लो", "मि", "ते", "रु", "बा", "नो", "क्ष"]),
    script("Bengali", 'ঀ', '৿', ["কা", "লো", "মি", "তে", "রু", "বা", "নো", "ক্ষ"]),
    script("Thai", 'ก', '๛', ["กา", "โล", "มิ", "เต", "รุ", "บา", "โน", "ที่"]),
    script("Georgian", 'Ⴀ', 'ჿ', ["კა", "ლო", "მი", "ტე", "რუ", "ბა", "ნო", "ვე"]),
    script("Han", '一', '鿿', ["北", "京", "市", "山", "田", "中", "王", "国"]),
    script("Kana", 'ぁ', 'ヿ', ["カ", "ロ", "ミ", "テ", "ルー", "バ", "ノ", "ヴェ"]),
    script("Hangul", '가', '힣', ["가", "로", "미", "태", "루", "바", "노", "원"]),
];

const fn script(
    name: &'static str,
    first: char,
    last: char,
    syllables: [&'static str; 8],
) -> Script {
    Script { name, first, last, syllables }
}

impl Script {
    /// The script of this name.
    pub fn named(name: &str) -> &'static Script {
        let found = SCRIPTS.iter().find(|script| script.name == name);
        found.unwrap_or_else(|| panic!("no script is called {name:?}"))
    }

    /// Whether the first letter of a word belongs to it.
    pub fn has(&self, word: &str) -> bool {
        let letter = word.chars().find(|c| c.is_alphabetic());
        letter.is_some_and(|letter| (self.first..=self.last).contains(&letter))
    }

    /// The word with this number, in small letters: another for each, and neighbours differ in
    /// their first syllables.
    pub fn word(&self, number: usize) -> String {
        digits(number).into_iter().map(|digit| self.syllables[digit]).collect()
    }

    /// The word with this number: another for each, and most begin alike.
    pub fn word_alike(&self, number: usize) -> String {
        digits(number).into_iter().rev().map(|digit| self.syllables[digit]).collect()
    }
}

/// The digits of a number in base 8, the lowest first, seven of them or more.
fn digits(mut number: usize) -> Vec<usize> {
    let mut digits = Vec::new();
    while number > 0 || digits.len() < 7 {
        digits.push(number % 8);
        number /= 8;
    }
    digits
}

/// A word with a capital, if its script has any.
pub fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}
