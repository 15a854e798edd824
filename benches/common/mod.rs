//! What the benches share: name sets, texts, and the engines to compare with.
//!
//! gazetag folds every character while it matches; the others fold ASCII letters at most. To let all find the same, they get names that
//! are folded already, and [`simplified`] texts, in which nothing but ASCII case is left to fold. gazetag pays for its fold all the same.

#![allow(dead_code, reason = "every bench uses a part of this")]

/// gazetag's own word edges and fold, so that the comparison uses exactly these.
#[allow(unused_imports, reason = "its tests do not run here")]
#[path = "../../src/text/mod.rs"]
pub mod text;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use daachorse::DoubleArrayAhoCorasick;
use gazetag::{Dictionary, Gazetteer, Kind};
use std::fmt::Write;
use text::{boundary, class::Class, fold::fold};

pub const ARTICLE_ID: &str = include_str!("../../examples/article.txt");
pub const ARTICLE_EN: &str = include_str!("../../examples/article-en.txt");

/// The size of [`long_text`] in bytes: small where the benches only prove that they run.
const LONG: usize = if cfg!(debug_assertions) { 20_000 } else { 2_000_000 };

/// The languages of the long texts: scripts with spaces and case only, and all there are.
pub const LATIN: &[&str] = &["en", "id"];
pub const MIXED: &[&str] = &["en", "id", "ru", "ar", "zh", "hi", "ja", "th"];

/// Sentences with slots `{name}` and `{word}`, and words for the latter, by language.
const SENTENCES: &str = include_str!("sentences.txt");

/// The built-in tables.
pub fn builtin() -> Gazetteer {
    Gazetteer::builder().builtin().and_then(|tables| tables.build()).expect("the built-in tables are sound")
}

/// The folded names of the built-in tables: 10,000 and 100,000 of them, taken at even distances in byte order, and all.
pub fn name_sets() -> Vec<(&'static str, Vec<String>)> {
    let mut all: Vec<String> = builtin().names().map(|(_, name)| fold(name.as_str())).collect();
    all.sort_unstable();
    all.dedup();
    let some = |count: usize| (0..count).map(|i| all[i * all.len() / count].clone()).collect();
    let mut sets = vec![("10k", some(10_000))];
    if !cfg!(debug_assertions) {
        sets.extend([("100k", some(100_000)), ("builtin", all)]);
    }
    sets
}

/// A gazetteer of just these names, in any capitalisation.
pub fn gazetteer(names: &[String]) -> Gazetteer {
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let entity = format!("id,name\nx,{}\n", quoted(&names[0]));
    let mut table = String::from("id,name,case\n");
    for name in names {
        writeln!(table, "x,{},any", quoted(name)).expect("a string takes everything");
    }
    let builder = Gazetteer::builder().table(Kind::Place, entity.as_bytes()).and_then(|builder| builder.names(table.as_bytes()));
    builder.and_then(|builder| builder.build()).expect("the names are sound")
}

/// What a language has to put into a text.
struct Language<'a> {
    sentences: Vec<&'a str>,
    words: Vec<&'a str>,
    names: Vec<&'a str>,
}

impl<'a> Language<'a> {
    fn new(tag: &str, tables: &'a Gazetteer) -> Language<'a> {
        let lines = SENTENCES.lines().filter_map(|line| line.strip_prefix(tag));
        Language {
            sentences: lines.clone().filter_map(|line| line.strip_prefix('\t')).collect(),
            words: lines.filter_map(|line| line.strip_prefix("=\t")).flat_map(str::split_whitespace).collect(),
            names: tables.names().filter(|(_, name)| name.lang() == tag).map(|(_, name)| name.as_str()).collect(),
        }
    }
}

/// About [`LONG`] bytes of invented news in paragraphs of one language each, one name in about twelve words, by a fixed rule: the
/// languages take turns, and each takes its sentences, and for their slots its names of the built-in tables and its words, in strides.
pub fn long_text(langs: &[&str]) -> String {
    let tables = builtin();
    let languages: Vec<Language<'_>> = langs.iter().map(|lang| Language::new(lang, &tables)).collect();
    let mut text = String::with_capacity(LONG + 2000);
    let mut step: usize = 0;
    while text.len() < LONG {
        for Language { sentences, words, names } in &languages {
            for _ in 0..5 {
                for piece in sentences[step % sentences.len()].split_inclusive(['{', '}']) {
                    step += 7919;
                    match piece {
                        "name}" => text.push_str(names[step % names.len()]),
                        "word}" => text.push_str(words[step % words.len()]),
                        _ => text.push_str(piece.trim_end_matches('{')),
                    }
                }
                text.push(' ');
            }
            text.push_str("\n\n");
        }
    }
    text
}

/// `text` with every character folded but for ASCII case, and white space as one space.
pub fn simplified(text: &str) -> String {
    let mut simple = String::with_capacity(text.len());
    for c in text.chars() {
        if Class::of(c).is_space() {
            if !simple.ends_with(' ') {
                simple.push(' ');
            }
        } else if c.is_ascii() {
            simple.push(c);
        } else {
            simple.push_str(&fold(c.encode_utf8(&mut [0; 4])));
        }
    }
    simple
}

/// Start and end of a hit in bytes.
pub type Found = (usize, usize);

pub fn find_gazetag(dictionary: &Dictionary, text: &str) -> Vec<Found> {
    dictionary.hits(text).iter().map(|hit| (hit.span().start, hit.span().end)).collect()
}

/// A contiguous NFA over all names; ASCII case does not count.
pub fn aho_corasick(names: &[String]) -> AhoCorasick {
    let mut builder = AhoCorasick::builder();
    builder.kind(Some(AhoCorasickKind::ContiguousNFA)).ascii_case_insensitive(true).build(names).expect("not too many names")
}

/// Every occurrence, less those that do not begin and end at word edges.
pub fn find_aho_corasick(engine: &AhoCorasick, text: &str) -> Vec<Found> {
    let found = engine.find_overlapping_iter(text).map(|found| (found.start(), found.end()));
    found.filter(|&found| is_whole(text, found)).collect()
}

/// A double array over all names; case counts, so the text must be in lower case.
pub fn daachorse(names: &[String]) -> DoubleArrayAhoCorasick<u32> {
    DoubleArrayAhoCorasick::new(names).expect("not too many names")
}

/// As [`find_aho_corasick`].
pub fn find_daachorse(engine: &DoubleArrayAhoCorasick<u32>, text: &str) -> Vec<Found> {
    let found = engine.find_overlapping_iter(text).map(|found| (found.start(), found.end()));
    found.filter(|&found| is_whole(text, found)).collect()
}

fn is_whole(text: &str, (start, end): Found) -> bool {
    is_edge(text, start) && is_edge(text, end)
}

/// gazetag's rule, with a short way through ASCII.
fn is_edge(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    match (at.checked_sub(1).and_then(|before| bytes.get(before)), bytes.get(at)) {
        (Some(before), Some(after)) if before.is_ascii() && after.is_ascii() => {
            !(before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric())
        }
        _ => text.is_char_boundary(at) && boundary::is_edge(text, at),
    }
}
