//! Every engine against the brute-force reference. The input is UTF-8: names, one a line, and
//! behind U+0000 the text. A name that begins with `=` asks for its own capitals, one that begins
//! with `*` for none.

#![no_main]

use gazetag::CaseRule;
use gazetag_tests::brute::{ENGINES, Entry, dictionary, hits, is_name, reference};
use libfuzzer_sys::fuzz_target;

/// Places around which the matcher looks at a text in other pieces.
const BOUNDARIES: [usize; 3] = [0, 64, 4096];

fuzz_target!(|input: &[u8]| {
    let input = String::from_utf8_lossy(input);
    let (names, text) = input.split_once('\0').unwrap_or((&input, &input));
    let names: Vec<Entry> = names.lines().take(20).filter_map(entry).collect();
    if names.is_empty() {
        return;
    }
    let dictionaries = ENGINES.map(|engine| dictionary(&names, engine));
    for boundary in BOUNDARIES {
        // Half of the text before the boundary, half behind it.
        let text = ".".repeat(boundary.saturating_sub(text.len() / 2)) + text;
        let expected = reference(&text, &names);
        for (engine, dictionary) in ENGINES.iter().zip(&dictionaries) {
            assert_eq!(hits(dictionary, &text), expected, "{engine:?}: {names:?} in {text:?}");
        }
    }
});

fn entry(line: &str) -> Option<Entry> {
    let (name, rule) = match line.split_at_checked(1) {
        Some(("=", name)) => (name, CaseRule::Exact),
        Some(("*", name)) => (name, CaseRule::Any),
        _ => (line, CaseRule::Capital),
    };
    is_name(name).then(|| (name.to_string(), rule))
}
