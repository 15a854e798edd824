//! The matcher against a brute-force reference, on random texts and gazetteers: the reference says what is right.

mod unicode;

use gazetag::{CaseRule, Dictionary, Gazetteer, Kind};
use proptest::prelude::*;
use std::collections::BTreeSet;
use unicode::{FORMAT, MARK, NEWLINE, SPACE, SPACELESS, UPPER, WORD, class, fold};

/// A name of the random gazetteer and its case rule.
type Entry = (String, CaseRule);

/// A hit: its span, and the name that stands there.
type Found = BTreeSet<(usize, usize, String)>;

fn is_spaced_word(c: char) -> bool {
    class(c) & (WORD | SPACELESS) == WORD
}

/// Rule 1: a span starts and ends at word edges, never between a letter and its mark.
fn is_edge(text: &str, at: usize) -> bool {
    if at == 0 || at == text.len() {
        return true;
    }
    let right = text[at..].chars().find(|&c| class(c) & FORMAT == 0);
    let left = text[..at].chars().rev().find(|&c| class(c) & (FORMAT | MARK) == 0);
    match right {
        Some(c) if class(c) & MARK != 0 => false,
        right => !(left.is_some_and(is_spaced_word) && right.is_some_and(is_spaced_word)),
    }
}

/// Rule 3: folded, with runs of white space as one space; `None` if there is an empty line inside.
fn fold_text(text: &str) -> Option<String> {
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
fn reference(text: &str, names: &[Entry]) -> Found {
    let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).filter(|&at| is_edge(text, at)).collect();
    let mut found = Found::new();
    for (i, &start) in edges.iter().enumerate() {
        for &end in &edges[i + 1..] {
            let piece = &text[start..end];
            let begins = piece.chars().next().is_some_and(|c| class(c) & SPACE == 0 && !fold(c).is_empty());
            let ends = piece.chars().next_back().is_some_and(|c| class(c) & (SPACE | FORMAT) == 0);
            let (true, true, Some(folded)) = (begins, ends, fold_text(piece)) else { continue };
            for entry in names.iter().filter(|entry| fold_text(&entry.0).unwrap().trim() == folded && allows(piece, entry)) {
                found.insert((start, end, entry.0.trim().to_string()));
            }
        }
    }
    found
}

fn dictionary(names: &[Entry]) -> Dictionary {
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
    Dictionary::new(gazetteer.names(&*table.into_inner().unwrap()).unwrap().build().unwrap()).unwrap()
}

fn hits(dictionary: &Dictionary, text: &str) -> Found {
    let hits = dictionary.hits(text);
    let found = hits.iter().flat_map(|hit| {
        let names = dictionary.names(text, hit);
        names.map(|(_, name)| (hit.span().start, hit.span().end, name.as_str().to_string())).collect::<Vec<_>>()
    });
    found.collect()
}

/// Pieces of text in which everything that can go wrong with edges and folding stands close together.
const PIECES: &[&str] = &[
    "a",
    "b",
    "A",
    "B",
    "ab",
    "Ab",
    "aB",
    "é",
    "e\u{301}",
    "E",
    "ß",
    "ss",
    "ﬁ",
    "fi",
    "İ",
    "ı",
    "i",
    "1",
    "½",
    "я",
    "Я",
    "й",
    "σ",
    "ς",
    "Σ",
    "각",
    "\u{1100}\u{1161}\u{11a8}",
    "ك",
    "ک",
    "أ",
    "\u{64e}",
    "ـ",
    "क",
    "्",
    "\u{93c}",
    " ",
    " ",
    " ",
    "\u{a0}",
    "\t",
    "-",
    "\u{2010}",
    "'",
    "’",
    "ʼ",
    ".",
    "!",
    "_",
    "™",
    "·",
    "・",
    "\u{200d}",
    "\u{200f}",
    "\u{ad}",
    "\u{200b}",
    "\u{fe0f}",
    "⚠",
    "北",
    "京",
    "北京",
    "ア",
    "ｱ",
    "が",
    "か\u{3099}",
    "ก",
    "ที่",
    "์",
    "🇧🇾",
    "𝐀",
    "ǆ",
    "ǅ",
    "㊀",
    "一",
    "ໜ",
];
const LINE_ENDS: &[&str] = &["\n", "\r\n", "\r", "\n\n", "\u{2028}"];

fn text_of(pieces: impl Strategy<Value = &'static str>, most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(pieces, 1..=most).prop_map(|pieces| pieces.concat())
}

fn names() -> impl Strategy<Value = Vec<Entry>> {
    let rule = prop_oneof![3 => Just(CaseRule::Any), 2 => Just(CaseRule::Capital), 1 => Just(CaseRule::Exact)];
    let name = text_of(prop::sample::select(PIECES), 4).prop_filter("has something to read", |name| {
        !fold_text(name).unwrap_or_default().trim().is_empty() && !name.contains(['\n', '\r'])
    });
    prop::collection::vec((name, rule), 1..12)
}

fn text() -> impl Strategy<Value = String> {
    text_of(prop_oneof![20 => prop::sample::select(PIECES), 1 => prop::sample::select(LINE_ENDS)], 14)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(4000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_texts_and_names(names in names(), text in text()) {
        prop_assert_eq!(hits(&dictionary(&names), &text), reference(&text, &names));
    }

    /// Names cut from the text itself, so that most of them are found.
    #[test]
    fn names_from_the_text(text in text(), cuts in prop::collection::vec((0usize..60, 1usize..12), 1..8), any in any::<bool>()) {
        let chars: Vec<char> = text.chars().collect();
        let rule = if any { CaseRule::Any } else { CaseRule::Capital };
        let names: Vec<Entry> = cuts
            .into_iter()
            .map(|(start, len)| chars.iter().skip(start % chars.len()).take(len).collect::<String>())
            .filter(|name| !name.contains(['\n', '\r']) && !fold_text(name).unwrap_or_default().trim().is_empty())
            .map(|name| (name, rule))
            .collect();
        prop_assert_eq!(hits(&dictionary(&names), &text), reference(&text, &names));
    }
}

#[test]
fn traps() {
    for (case, names, text, found) in [
        ("a longer name that only nearly stands", &["Ann Lee", "Ann Lee Park"][..], "Ann Lee Parker", &["Ann Lee"][..]),
        (
            "nested and overlapping",
            &["New York", "York City", "New York City"],
            "New York City",
            &["New York", "New York City", "York City"],
        ),
        ("hyphens are edges", &["Rusia", "Ukraina"], "Perang Rusia-Ukraina", &["Rusia", "Ukraina"]),
        ("apostrophes are edges", &["Russia"], "Russia's", &["Russia"]),
        ("inside a word", &["Oman"], "Romania Omani", &[]),
        ("İ grows when it folds", &["Istanbul"], "İİİ İstanbul İ", &["İstanbul"]),
        ("ß grows when it folds", &["Giessen"], "ß Gießen ß", &["Gießen"]),
        ("ﬁ grows when it folds", &["Finland"], "ﬁ ﬁnland ﬁ", &[]),
        ("a mark stays with its letter", &["Pele"], "Pele\u{301} scored", &["Pele\u{301}"]),
        ("a virama does not break a word", &["क"], "क्षेत्र", &[]),
        ("a line break inside a name", &["Kursk Oblast"], "in Kursk\nOblast", &["Kursk\nOblast"]),
        ("an empty line inside a name", &["Kursk Oblast"], "in Kursk\n\nOblast", &[]),
        ("symbols at the end", &["Yahoo!"], "Yahoo! Yahoo!! Yahooo", &["Yahoo!", "Yahoo!"]),
        ("symbols at the beginning", &[".NET"], ".NET ASP.NET NET", &[".NET", ".NET"]),
        ("only symbols", &["!!!"], "the band !!! plays", &["!!!"]),
        ("no spaces", &["北京", "俄罗斯"], "俄罗斯驻北京大使", &["俄罗斯", "北京"]),
        ("a name across two scripts", &["東京 Tower", "JR東日本"], "JR東日本と東京 Towerへ", &["JR東日本", "東京 Tower"]),
        ("a spaced name in unspaced text", &["Kyiv"], "在Kyiv市", &["Kyiv"]),
        ("fractions are no digits", &["12"], "½ 1½", &[]),
    ] {
        let names: Vec<Entry> = names.iter().map(|name| (name.to_string(), CaseRule::Capital)).collect();
        let hits = hits(&dictionary(&names), text);
        assert_eq!(hits, reference(text, &names), "{case}: the reference");
        assert_eq!(hits.iter().map(|hit| &text[hit.0..hit.1]).collect::<Vec<_>>(), found, "{case}");
    }
}
