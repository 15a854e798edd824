//! A brute-force matcher, which says what is right, and the real one beside it.

use crate::{
    root,
    unicode::{self, FORMAT, MARK, NEWLINE, SPACE, SPACELESS, UPPER, WORD, fold},
};
use gazetag::{CaseRule, Dictionary, Engine, Gazetteer, Kind};
use std::{collections::BTreeSet, sync::LazyLock};
use unicode_script::Script;

/// All ways of matching.
pub const ENGINES: [Engine; 2] = [Engine::AhoCorasick, Engine::WordTrie];

/// A name of the random gazetteer and its case rule.
pub type Entry = (String, CaseRule);

/// A hit: its span, and the name that stands there.
pub type Found = BTreeSet<(usize, usize, String)>;

/// The classes of all characters, which are asked for over and over.
static CLASSES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    (0..=u32::from(char::MAX)).map(|c| char::from_u32(c).map_or(0, unicode::class)).collect()
});

fn class(c: char) -> u8 {
    CLASSES[c as usize]
}

fn is_spaced_word(c: char) -> bool {
    class(c) & (WORD | SPACELESS) == WORD
}

/// Rule 1 for scripts without spaces: a run of Katakana is a word, and a vowel of Thai or Lao is
/// not parted from its consonant.
fn are_one(left: char, right: char) -> bool {
    let katakana = |c| unicode::script(c) == Some(Script::Katakana);
    let vowel_before = matches!(left, 'เ'..='ไ' | 'ເ'..='ໄ');
    katakana(left) && katakana(right) || vowel_before || is_vowel_behind(right)
}

fn is_vowel_behind(c: char) -> bool {
    matches!(c, 'ะ' | 'า' | 'ำ' | 'ๅ' | 'ະ' | 'າ' | 'ຳ')
}

fn is_hangul(c: char) -> bool {
    unicode::script(c) == Some(Script::Hangul)
}

/// The particles of `data/language_facts.csv`.
static PARTICLES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let table = root().join("data/language_facts.csv");
    let rows = csv::Reader::from_path(table).expect("the table is there").into_records();
    let rows = rows.map(|row| row.expect("the table is sound"));
    rows.filter(|row| &row[1] == "particle").map(|row| row[2].to_owned()).collect()
});

/// Whether a Korean particle fills the rest of the word.
fn is_particle(rest: &str) -> bool {
    PARTICLES.contains(rest.split(|c| !is_hangul(c)).next().unwrap())
}

/// Rule 1: a span starts at a word edge, never between a letter and its mark.
fn is_start(text: &str, at: usize) -> bool {
    is_edge(text, at, false)
}

/// Rule 1: a span ends at a word edge, or before a Korean particle.
fn is_end(text: &str, at: usize) -> bool {
    is_edge(text, at, is_particle(&text[at..]))
}

fn is_edge(text: &str, at: usize, parts_hangul: bool) -> bool {
    if at == 0 || at == text.len() {
        return true;
    }
    let right = text[at..].chars().find(|&c| class(c) & FORMAT == 0);
    let left = || text[..at].chars().rev().find(|&c| class(c) & (FORMAT | MARK) == 0);
    match right {
        Some(c) if class(c) & MARK != 0 => false,
        Some(c) if class(c) & SPACELESS != 0 => !left().is_some_and(|left| {
            are_one(left, c) || is_hangul(left) && is_hangul(c) && !parts_hangul
        }),
        right => !(right.is_some_and(is_spaced_word) && left().is_some_and(is_spaced_word)),
    }
}

/// Rule 3: folded, with runs of white space as one space; `None` if there is an empty line inside.
pub fn fold_text(text: &str) -> Option<String> {
    let text = text.replace("\r\n", "\n");
    let mut folded = String::new();
    let (mut newlines, mut after_space) = (0, false);
    for c in text.chars() {
        let space = class(c) & SPACE != 0;
        newlines = if space { newlines + usize::from(class(c) & NEWLINE != 0) } else { 0 };
        if newlines > 1 {
            return None;
        }
        if !(space && after_space) {
            folded.push_str(&fold(c));
        }
        after_space = space;
    }
    Some(folded)
}

/// Rule 3: what capitals a name asks for.
fn allows(found: &str, (name, rule): &Entry) -> bool {
    let visible = |text: &str| text.chars().filter(|&c| class(c) & SPACE == 0).collect::<String>();
    let cased = name.chars().any(|c| class(c) & (UPPER | unicode::LOWER) != 0);
    match rule {
        CaseRule::Exact => visible(found) == visible(name),
        CaseRule::Capital if cased => {
            found.char_indices().any(|(at, c)| class(c) & UPPER != 0 && is_start(found, at))
        }
        _ => true,
    }
}

/// Every hit of every name, found by trying every span.
pub fn reference(text: &str, names: &[Entry]) -> Found {
    let places = || text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let folded_names: Vec<String> =
        names.iter().map(|(name, _)| fold_text(name).unwrap().trim().to_string()).collect();
    let mut found = Found::new();
    for start in places().filter(|&at| is_start(text, at)) {
        for end in places().filter(|&at| at > start && is_end(text, at)) {
            let piece = &text[start..end];
            let begins =
                piece.chars().next().is_some_and(|c| class(c) & SPACE == 0 && !fold(c).is_empty());
            let ends = piece.chars().next_back().is_some_and(|c| class(c) & (SPACE | FORMAT) == 0);
            let Some(folded) = fold_text(piece).filter(|_| begins) else { break };
            // What is longer begins like this.
            if !folded_names.iter().any(|name| name.starts_with(&folded)) {
                break;
            }
            for (entry, name) in names.iter().zip(&folded_names) {
                if ends && *name == folded && allows(piece, entry) {
                    found.insert((start, end, entry.0.trim().to_string()));
                }
            }
        }
    }
    found
}

/// Whether a table takes a name: what no spelling has and what is found in every text it refuses.
pub fn is_name(name: &str) -> bool {
    const INVISIBLE: &[char] = &['\u{200b}', '\u{feff}', '\u{fffd}', '\u{2028}', '\u{2029}'];
    let refused = |c: char| {
        let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
        let direction = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
        c.is_control()
            || INVISIBLE.contains(&c)
            || private
            || direction
            || matches!(c, '\u{fdd0}'..='\u{fdef}')
            || c as u32 & 0xfffe == 0xfffe
    };
    let visible: Vec<char> =
        name.chars().filter(|&c| class(c) & (SPACE | FORMAT | MARK) == 0).collect();
    let folded = fold_text(name).unwrap_or_default();
    let severed = folded.trim().starts_with(|c| class(c) & MARK != 0 || is_vowel_behind(c));
    let filler =
        |c: &char| "-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}.\u{2026}_·".contains(*c);
    !name.contains(refused)
        && name.chars().count() <= 1000
        && !visible.iter().all(filler)
        && !matches!(visible[..], [c] if c.is_ascii_punctuation())
        && !folded.trim().is_empty()
        && !severed
}

pub fn dictionary(names: &[Entry], engine: Engine) -> Dictionary {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["id", "name", "case"]).unwrap();
    let mut entities = String::from("id,name\n");
    for (number, (name, rule)) in names.iter().enumerate() {
        let rule = match rule {
            CaseRule::Exact => "exact",
            CaseRule::Any => "any",
            _ => "capital",
        };
        // Each name has an entity of its own, as one must not have a name twice. Its main name uses
        // a letter that no text has.
        entities.push_str(&format!("{number},Ω\n"));
        table.write_record([&number.to_string(), name, rule]).unwrap();
    }
    let gazetteer = Gazetteer::builder().table(Kind::Place, entities.as_bytes()).unwrap();
    let gazetteer = gazetteer.names(&*table.into_inner().unwrap()).unwrap().build().unwrap();
    Dictionary::with_engine(gazetteer, engine).unwrap()
}

pub fn hits(dictionary: &Dictionary, text: &str) -> Found {
    let hits = dictionary.hits(text);
    let found = hits.iter().flat_map(|hit| {
        let names = dictionary.names(text, hit);
        names
            .map(|(_, name)| (hit.span().start, hit.span().end, name.as_str().to_string()))
            .collect::<Vec<_>>()
    });
    found.collect()
}
