//! Every engine against a brute-force reference, on random texts and gazetteers: the reference says
//! what is right.
//!
//! `GAZETAG_SIMD` chooses the vector instructions, `PROPTEST_CASES` how many random cases each test
//! tries.

use gazetag::CaseRule;
use gazetag_tests::brute::{ENGINES, Entry, dictionary, hits, is_name, reference};
use proptest::prelude::*;

/// Pieces of text in which everything that can go wrong with edges and folding stands close
/// together.
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
    "이란",
    "가",
    "에서",
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
    "ー",
    "が",
    "か\u{3099}",
    "ก",
    "ที่",
    "เ",
    "า",
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

fn text_of(
    pieces: impl Strategy<Value = &'static str>,
    most: usize,
) -> impl Strategy<Value = String> {
    prop::collection::vec(pieces, 1..=most).prop_map(|pieces| pieces.concat())
}

fn names() -> impl Strategy<Value = Vec<Entry>> {
    let rule = prop_oneof![
        3 => Just(CaseRule::Any),
        2 => Just(CaseRule::Capital),
        1 => Just(CaseRule::Exact),
    ];
    let name = text_of(prop::sample::select(PIECES), 4)
        .prop_filter("has something to read", |name| is_name(name));
    prop::collection::vec((name, rule), 1..12)
}

fn text() -> impl Strategy<Value = String> {
    text_of(
        prop_oneof![20 => prop::sample::select(PIECES), 1 => prop::sample::select(LINE_ENDS)],
        14,
    )
}

/// The lengths in bytes at which words and blocks of bytes are taken in another way.
const LENGTHS: [usize; 10] = [7, 8, 9, 15, 16, 17, 63, 64, 65, 200];

/// Long words, which differ from others of their length only near their ends, if at all.
fn word() -> impl Strategy<Value = String> {
    let letters = prop::sample::select(&["a", "é", "a\u{200d}", "я", "1", "e\u{301}"][..]);
    (
        prop::sample::select(&LENGTHS[..]),
        any::<bool>(),
        letters,
        prop::sample::select(&["b", "B", "c", "é", "\u{301}", "Я"][..]),
    )
        .prop_map(|(len, capital, letter, last)| {
            let mut word = String::from(if capital { "A" } else { "a" });
            while word.len() + letter.len() + last.len() <= len {
                word.push_str(letter);
            }
            word.push_str(&"x".repeat(len.saturating_sub(word.len() + last.len())));
            word + last
        })
}

/// What stands between names in long texts.
const FILLERS: &[&str] = &[
    " ",
    "a ",
    "Ab, ",
    "a",
    "A",
    "é",
    "b é",
    "中",
    "中文 ",
    "ア",
    "я",
    "я ",
    ".",
    "™",
    "⚠",
    "\u{301}",
    "\u{200d}",
    "\u{ad}",
    "a\u{200d}",
    "-",
    "\n\n",
];

/// Where the matcher looks at a text in other pieces.
const BLOCK: usize = 64;
const PIECE: usize = 4096;

/// A stretch of a long text: fillers up to some bytes before the end of a block or piece, and
/// something that stands across it.
#[derive(Clone, Debug)]
struct Stretch {
    filler: &'static str,
    boundary: usize,
    before: usize,
    name: usize,
}

/// Long texts with names at all places of blocks and pieces.
fn long_text() -> impl Strategy<Value = (Vec<Entry>, String)> {
    let part = prop_oneof![2 => word(), 3 => text_of(prop::sample::select(PIECES), 6)];
    let name = prop::collection::vec(part, 1..4).prop_map(|parts| parts.join(" "));
    let rule = prop_oneof![Just(CaseRule::Any), Just(CaseRule::Capital), Just(CaseRule::Exact)];
    let boundary = prop_oneof![4 => Just(PIECE), 3 => Just(BLOCK), 1 => Just(1)];
    let stretch = (prop::sample::select(FILLERS), boundary, 0..70usize, 0..6usize);
    let stretch = stretch.prop_map(|(filler, boundary, before, name)| Stretch {
        filler,
        boundary,
        before,
        name,
    });
    (prop::collection::vec((name, rule), 1..6), prop::collection::vec(stretch, 1..8)).prop_map(
        |(mut names, stretches)| {
            let mut text = String::new();
            for Stretch { filler, boundary, before, name } in stretches {
                let end = (text.len() + before).next_multiple_of(boundary).saturating_sub(before);
                if end <= 2 * PIECE + BLOCK {
                    text.push_str(&filler.repeat(end.saturating_sub(text.len()) / filler.len()));
                    text.push_str(&".".repeat(end.saturating_sub(text.len())));
                    text.push_str(&names[name % names.len()].0);
                }
            }
            names.retain(|(name, _)| is_name(name));
            (names, text)
        },
    )
}

fn config(least: u32) -> ProptestConfig {
    let asked = ProptestConfig::default();
    // Where none is asked for, proptest takes 256.
    let cases = if asked.cases == 256 { least } else { asked.cases };
    ProptestConfig { cases, failure_persistence: None, max_local_rejects: u32::MAX, ..asked }
}

/// Whether every engine finds what the reference finds.
fn agree(names: &[Entry], text: &str) -> Result<(), TestCaseError> {
    let expected = reference(text, names);
    for engine in ENGINES {
        prop_assert_eq!(&hits(&dictionary(names, engine), text), &expected, "{:?}", engine);
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(3000))]

    #[test]
    fn random_texts_and_names(names in names(), text in text()) {
        agree(&names, &text)?;
    }

    /// Names cut from the text itself, so that most of them are found.
    #[test]
    fn names_from_the_text(
        text in text(),
        cuts in prop::collection::vec((0usize..60, 1usize..12), 1..8),
        any in any::<bool>(),
    ) {
        let chars: Vec<char> = text.chars().collect();
        let rule = if any { CaseRule::Any } else { CaseRule::Capital };
        let names: Vec<Entry> = cuts
            .into_iter()
            .map(|(start, len)| chars.iter().skip(start % chars.len()).take(len).collect())
            .filter(|name: &String| is_name(name))
            .map(|name| (name, rule))
            .collect();
        agree(&names, &text)?;
    }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn long_texts((names, text) in long_text()) {
        agree(&names, &text)?;
    }
}

/// Every filler before and behind a name, with the name at every place around the end of a piece.
#[test]
fn at_the_ends_of_pieces() {
    let names = [
        ("Ab", CaseRule::Capital),
        ("Ab éa", CaseRule::Any),
        ("北京", CaseRule::Any),
        ("⚠ Ab", CaseRule::Any),
        ("!!", CaseRule::Any),
    ];
    let names = names.map(|(name, rule)| (name.to_string(), rule));
    let dictionaries = ENGINES.map(|engine| dictionary(&names, engine));
    for filler in FILLERS {
        for (at, (name, _)) in names.iter().enumerate() {
            for before in (0..=name.len()).chain([BLOCK]) {
                let start = PIECE - before;
                let mut text = filler.repeat(start / filler.len());
                text.push_str(&" ".repeat(start - text.len()));
                text = text + name + &filler.repeat(3) + "Ab";
                let expected = reference(&text, &names);
                for (engine, dictionary) in ENGINES.iter().zip(&dictionaries) {
                    assert_eq!(
                        hits(dictionary, &text),
                        expected,
                        "{engine:?}, {filler:?}, name {at}, {before} bytes before the end"
                    );
                }
            }
        }
    }
}

#[test]
fn longer_than_a_piece() {
    let names = ["Kyiv", "北京", "中中中", "Kyiv 北", "é", "New York", "!!"]
        .map(|name| (name.to_string(), CaseRule::Capital));
    let dictionaries = ENGINES.map(|engine| dictionary(&names, engine));
    for (case, text) in [
        ("one word", format!("Kyiv {} Kyiv", "a".repeat(10_000))),
        ("one word without ASCII", format!("Kyiv {} Kyiv", "é".repeat(5_000))),
        ("one word and then others", format!("{}é Kyiv 北京", "a".repeat(8_191))),
        ("Han", format!("Kyiv{}北京Kyiv{}北京", "中".repeat(2_000), "文".repeat(2_000))),
        (
            "Han without a break at 4096 bytes",
            format!("x{}北京{}", "文".repeat(1_364), "文".repeat(1_364)),
        ),
        ("Han with names across 8192 bytes", "北京".repeat(1_400)),
        ("no-break spaces", "Kyiv\u{a0}".repeat(1_000)),
        ("spaces", format!("Kyiv{}New{}York", " ".repeat(5_000), " ".repeat(5_000))),
        ("marks", format!("Kyiv{}Kyiv e{} Kyiv", "\u{301}".repeat(3_000), "\u{301}".repeat(3_000))),
        (
            "invisible",
            format!(
                "Kyiv{}北{}京 New{}York",
                "\u{200d}".repeat(2_000),
                "\u{200d}".repeat(2_000),
                "\u{200d}".repeat(2_000)
            ),
        ),
        ("symbols", "!".repeat(5_000)),
        ("a line", "Kyiv-".repeat(1_700)),
    ] {
        let expected = reference(&text, &names);
        for (engine, dictionary) in ENGINES.iter().zip(&dictionaries) {
            assert_eq!(hits(dictionary, &text), expected, "{engine:?}, {case}");
        }
    }
}

#[test]
fn traps() {
    for (case, names, text, found) in [
        (
            "a longer name that only nearly stands",
            &["Ann Lee", "Ann Lee Park"][..],
            "Ann Lee Parker",
            &["Ann Lee"][..],
        ),
        (
            "nested and overlapping",
            &["New York", "York City", "New York City"],
            "New York City",
            &["New York", "New York City", "York City"],
        ),
        ("hyphens are edges", &["Rusia", "Ukraina"], "Perang Rusia-Ukraina", &["Rusia", "Ukraina"]),
        ("apostrophes are edges", &["Russia"], "Russia's", &["Russia"]),
        ("inside a word", &["Oman"], "Romania Omani", &[]),
        ("control characters beside a name", &["Oman"], "\u{3}Oman\u{4}", &["Oman"]),
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
        (
            "a name across two scripts",
            &["東京 Tower", "JR東日本"],
            "JR東日本と東京 Towerへ",
            &["JR東日本", "東京 Tower"],
        ),
        ("a spaced name in unspaced text", &["Kyiv"], "在Kyiv市", &["Kyiv"]),
        ("fractions are no digits", &["12"], "½ 1½", &[]),
    ] {
        let names: Vec<Entry> =
            names.iter().map(|name| (name.to_string(), CaseRule::Capital)).collect();
        for engine in ENGINES {
            let hits = hits(&dictionary(&names, engine), text);
            assert_eq!(hits, reference(text, &names), "{case}: the reference, {engine:?}");
            assert_eq!(
                hits.iter().map(|hit| &text[hit.0..hit.1]).collect::<Vec<_>>(),
                found,
                "{case}, {engine:?}"
            );
        }
    }
}
