//! Proves that `src/lexicon/text/tables.rs` is what the Unicode character database says, and writes
//! it: `GAZETAG_BLESS=1 cargo test --test matching unicode`.

use gazetag_tests::{
    root,
    unicode::{FORMAT, LOWER, MARK, NEWLINE, SPACE, SPACELESS, UPPER, WORD, class, fold, script},
};
use std::{collections::HashMap, fmt::Write};
use unicode_script::Script;
use xxhash_rust::xxh3::xxh3_64;

const TABLES: &str = "src/lexicon/text/tables.rs";

/// The versions of Unicode that the tables are made from, as they say it themselves.
fn versions() -> String {
    let (a, b, c) = unicode_normalization::UNICODE_VERSION;
    let (d, e, f) = unicode_properties::UNICODE_VERSION;
    let (g, h, i) = char::UNICODE_VERSION;
    let (j, k, l) = unicode_script::UNICODE_VERSION;
    format!(
        "//! Unicode {a}.{b}.{c} (normalization), {d}.{e}.{f} (properties), {j}.{k}.{l} \
         (scripts), {g}.{h}.{i}\n//! (small letters)."
    )
}

fn generate() -> String {
    const HANGUL: std::ops::RangeInclusive<u32> = 0xac00..=0xd7a3;
    let mut entries: Vec<(u8, u8, u16)> = Vec::new();
    let mut scripts: Vec<Option<Script>> = Vec::new();
    let mut index: HashMap<(u8, Option<Script>, String), u16> = HashMap::new();
    let mut folded = String::new();
    let ids: Vec<u16> = (0..=char::MAX as u32)
        .map(|point| {
            let Some(c) = char::from_u32(point) else { return 0 };
            // Hangul syllables are taken apart by arithmetic.
            let fold = if HANGUL.contains(&point) { c.into() } else { fold(c) };
            let identity = fold == c.to_string();
            let spelling = if identity { "=".into() } else { format!("<{fold}") };
            let key = (class(c), script(c), spelling);
            *index.entry(key).or_insert_with(|| {
                let (len, offset) = if identity {
                    (u8::MAX, 0)
                } else {
                    let offset = folded.find(&fold).unwrap_or_else(|| {
                        folded.push_str(&fold);
                        folded.len() - fold.len()
                    });
                    (fold.len() as u8, u16::try_from(offset).unwrap())
                };
                entries.push((class(c), len, offset));
                scripts.push(script(c));
                u16::try_from(entries.len() - 1).unwrap()
            })
        })
        .collect();
    let (mut blocks, mut starts, mut block_ids) =
        (Vec::<&[u16]>::new(), Vec::new(), HashMap::new());
    for block in ids.chunks(128) {
        starts.push(*block_ids.entry(block).or_insert_with(|| {
            blocks.push(block);
            u8::try_from(blocks.len() - 1).unwrap()
        }));
    }
    let numbers = |out: &mut String, name: &str, kind: &str, values: &[u16]| {
        write!(out, "\n#[rustfmt::skip]\npub(super) static {name}: [{kind}; {}] = [", values.len())
            .unwrap();
        for (i, value) in values.iter().enumerate() {
            out.push_str(if i % 32 == 0 { "\n    " } else { " " });
            write!(out, "{value},").unwrap();
        }
        out.push_str("\n];\n");
    };
    let mut out = String::from(
        "//! Class, fold and script of every character. Written by `tests/matching/unicode.rs`, \
         which also\n//! says how; do not edit.\n",
    );
    writeln!(out, "//!\n{}\n\nuse super::script::Script::{{self, *}};", versions()).unwrap();
    for (name, value) in [
        ("WORD", WORD),
        ("MARK", MARK),
        ("FORMAT", FORMAT),
        ("SPACELESS", SPACELESS),
        ("UPPER", UPPER),
        ("LOWER", LOWER),
        ("SPACE", SPACE),
        ("NEWLINE", NEWLINE),
    ] {
        write!(out, "\npub(super) const {name}: u8 = {value};").unwrap();
    }
    out.push('\n');
    numbers(&mut out, "BLOCKS", "u8", &starts.iter().map(|&b| b.into()).collect::<Vec<_>>());
    numbers(&mut out, "ENTRY_IDS", "u16", &blocks.concat());
    write!(
        out,
        "\n/// Class; length of the fold in `FOLDED`, 255 if the character folds to \
     itself; where it begins there."
    )
    .unwrap();
    write!(
        out,
        "\n#[rustfmt::skip]\npub(super) static ENTRIES: [(u8, u8, u16); {}] = [",
        entries.len()
    )
    .unwrap();
    for (i, (class, len, offset)) in entries.iter().enumerate() {
        out.push_str(if i % 8 == 0 { "\n    " } else { " " });
        write!(out, "({class}, {len}, {offset}),").unwrap();
    }
    out.push_str("\n];\n");
    out.push_str("\n/// The scripts of the entries.\n#[rustfmt::skip]\n");
    write!(out, "pub(super) static SCRIPTS: [Option<Script>; {}] = [", scripts.len()).unwrap();
    for (i, script) in scripts.iter().enumerate() {
        out.push_str(if i % 8 == 0 { "\n    " } else { " " });
        write!(out, "{script:?},").unwrap();
    }
    out.push_str("\n];\n\npub(super) static FOLDED: &str = \"");
    out.extend(folded.chars().flat_map(char::escape_unicode));
    out.push_str("\";\n");
    let fingerprint = xxh3_64(out.as_bytes());
    out.push_str("\n/// Other tables have another: the hash (XXH3) of all above.\n");
    writeln!(out, "pub(super) const FINGERPRINT: u64 = {fingerprint:#018x};").unwrap();
    out
}

/// Another toolchain or another crate may know another Unicode: then the tables are not stale, they
/// are of another version.
#[test]
fn tables_equal_the_unicode_database() {
    let path = root().join(TABLES);
    if std::env::var_os("GAZETAG_BLESS").is_some() {
        std::fs::write(&path, generate()).unwrap();
    }
    let tables = std::fs::read_to_string(path).unwrap();
    if !tables.contains(&versions()) {
        eprintln!("{TABLES} is of another version and not compared with {}", versions());
        return;
    }
    assert!(tables == generate(), "{TABLES} is stale: run with GAZETAG_BLESS=1");
}

#[test]
fn folding_twice_changes_nothing() {
    for c in (0..=char::MAX as u32).filter_map(char::from_u32) {
        let once = fold(c);
        let twice: String = once.chars().map(fold).collect();
        assert_eq!(once, twice, "{c:?}");
    }
}

/// The matcher compares word by word, so a text and its folded form must have the same words.
#[test]
fn folding_keeps_words_apart_and_together() {
    let spaced = |c: char| class(c) & (WORD | SPACELESS) == WORD;
    for c in (0..=char::MAX as u32).filter_map(char::from_u32) {
        let folded = fold(c);
        assert!(!folded.is_empty() || class(c) & (MARK | FORMAT) != 0, "{c:?} folds to nothing");
        assert!(
            folded.chars().all(|f| class(f) & MARK != 0 || spaced(f) == spaced(c)),
            "{c:?} folds to {folded:?}"
        );
        assert!(!spaced(c) || folded.starts_with(spaced), "{c:?} folds to {folded:?}");
    }
}
