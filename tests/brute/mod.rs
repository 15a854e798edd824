//! A brute-force matcher, which says what is right, and the real one beside it.

use crate::unicode::{self, FORMAT, MARK, NEWLINE, SPACE, SPACELESS, UPPER, WORD, fold};
use gazetag::{CaseRule, Dictionary, Engine, Gazetteer, Kind};
use std::{collections::BTreeSet, sync::LazyLock};

/// All ways of matching.
pub const ENGINES: [Engine; 2] = [Engine::AhoCorasick, Engine::WordTrie];

/// A name of the random gazetteer and its case rule.
pub type Entry = (String, CaseRule);

/// A hit: its span, and the name that stands there.
pub type Found = BTreeSet<(usize, usize, String)>;

/// The classes of all characters, which are asked for over and over.
static CLASSES: LazyLock<Vec<u8>> =
    LazyLock::new(|| (0..=u32::from(char::MAX)).map(|c| char::from_u32(c).map_or(0, unicode::class)).collect());

fn class(c: char) -> u8 {
    CLASSES[c as usize]
}

fn is_spaced_word(c: char) -> bool {
    class(c) & (WORD | SPACELESS) == WORD
}

/// Rule 1: a span starts and ends at word edges, never between a letter and its mark.
fn is_edge(text: &str, at: usize) -> bool {
    if at == 0 || at == text.len() {
        return true;
    }
    let right = text[at..].chars().find(|&c| class(c) & FORMAT == 0);
    let left = || text[..at].chars().rev().find(|&c| class(c) & (FORMAT | MARK) == 0);
    match right {
        Some(c) if class(c) & MARK != 0 => false,
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
        CaseRule::Capital if cased => found.char_indices().any(|(at, c)| class(c) & UPPER != 0 && is_edge(found, at)),
        _ => true,
    }
}

/// Every hit of every name, found by trying every span.
pub fn reference(text: &str, names: &[Entry]) -> Found {
    let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).filter(|&at| is_edge(text, at)).collect();
    let folded_names: Vec<String> = names.iter().map(|(name, _)| fold_text(name).unwrap().trim().to_string()).collect();
    let mut found = Found::new();
    for (i, &start) in edges.iter().enumerate() {
        for &end in &edges[i + 1..] {
            let piece = &text[start..end];
            let begins = piece.chars().next().is_some_and(|c| class(c) & SPACE == 0 && !fold(c).is_empty());
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

pub fn dictionary(names: &[Entry], engine: Engine) -> Dictionary {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["id", "name", "case"]).unwrap();
    for (name, rule) in names {
        let rule = match rule {
            CaseRule::Exact => "exact",
            CaseRule::Any => "any",
            _ => "capital",
        };
        table.write_record(["x", name, rule]).unwrap();
    }
    // The entity's own name uses a letter that no text has.
    let gazetteer = Gazetteer::builder().table(Kind::Place, "id,name\nx,Ω\n".as_bytes()).unwrap();
    let gazetteer = gazetteer.names(&*table.into_inner().unwrap()).unwrap().build().unwrap();
    Dictionary::with_engine(gazetteer, engine).unwrap()
}

pub fn hits(dictionary: &Dictionary, text: &str) -> Found {
    let hits = dictionary.hits(text);
    let found = hits.iter().flat_map(|hit| {
        let names = dictionary.names(text, hit);
        names.map(|(_, name)| (hit.span().start, hit.span().end, name.as_str().to_string())).collect::<Vec<_>>()
    });
    found.collect()
}
