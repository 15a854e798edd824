//! Any text with the built-in tables: the engines agree, and what they say of the text is true of
//! it.

#![no_main]

use gazetag::{Annotator, Case, Document, Engine, Offsets, Overlaps, Scratch, Unit};
use libfuzzer_sys::fuzz_target;
use std::{fmt::Write, sync::LazyLock};

static PAIRS: LazyLock<Vec<[Annotator; 2]>> = LazyLock::new(|| {
    [
        (Overlaps::All, Case::Respect),
        (Overlaps::Longest, Case::Respect),
        (Overlaps::All, Case::Ignore),
    ]
    .map(|(overlaps, case)| {
        [Engine::AhoCorasick, Engine::WordTrie].map(|engine| {
            Annotator::builder().engine(engine).overlaps(overlaps).case(case).builtin()
        })
    })
    .into()
});

// To build the automata takes longer than a text may.
fuzz_target!(init: { LazyLock::force(&PAIRS); }, |input: &[u8]| {
    // The first byte says whether the text stands across the end of a piece of the matcher's, and
    // whether its language is known.
    let (first, input) = input.split_first().unwrap_or((&0, input));
    let blank = if first & 1 == 0 { 0 } else { 4096_usize.saturating_sub(input.len() / 2) };
    let mut text = " ".repeat(blank);
    text.push_str(&String::from_utf8_lossy(input));
    let document = Document::new(&text);
    let document = if first & 2 == 0 { document } else { document.with_lang("en") };
    let mut scratch = Scratch::default();
    for pair in &*PAIRS {
        let [one, other] =
            pair.each_ref().map(|annotator| described(annotator, &mut scratch, document));
        assert_eq!(one, other, "the engines agree on {text:?}");
    }
    let annotations = gazetag::annotate(document);
    let spans: Vec<_> = annotations.iter().map(|mention| mention.span()).collect();
    let apart = spans.windows(2).all(|two| two[0].end <= two[1].start);
    assert!(apart, "none overlap: {spans:?} in {text:?}");
});

/// Everything that can be asked of what was found.
fn described(annotator: &Annotator, scratch: &mut Scratch, document: Document<'_>) -> String {
    let annotations = annotator.annotate_with(scratch, document);
    let mut chars = Offsets::new(document.text(), Unit::Chars);
    let mut all = format!("{:?}", annotations.lang());
    for mention in annotations.iter() {
        assert_eq!(chars.range(mention.span()).len(), mention.as_str().chars().count());
        for candidate in mention.candidates() {
            let score = candidate.score();
            assert!((0.0..=1.0).contains(&score), "{mention:?}: {score}");
            write!(all, " {mention:?} {candidate:?} {:?}", candidate.evidence()).unwrap();
        }
    }
    all
}
