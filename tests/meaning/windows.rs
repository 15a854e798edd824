//! Texts at which a window or a look at the next word ends in an odd place.

use gazetag::{Annotator, Document, Span};

/// Windows around a name are counted in bytes or characters. Wherever they end, also inside a
/// character, nothing breaks.
#[test]
fn windows_that_end_inside_characters() {
    let annotator = Annotator::builtin();
    for len in 0..300 {
        let filling = &"abcd ".repeat(60)[..len];
        for (case, text) in [
            ("behind a name", format!("Lyon 2 Nantes 1\n\nLyon {filling}’ und so weiter")),
            ("before a name", format!("Lyon 2 Nantes 1\n\n’{filling} Lyon 3")),
            ("in brackets", format!("Lyon (LY) {filling}’) in Lyon")),
            ("in quotation marks", format!("компания «Маяк{filling}’» in Lyon")),
        ] {
            let annotations = annotator.annotate(&text);
            assert!(annotations.iter().any(|mention| mention.as_str() == "Lyon"), "{case}, {len}");
        }
    }
}

/// Texts in which a rule asked for a word behind the last.
#[test]
fn words_that_begin_inside_words() {
    let annotator = Annotator::builtin();
    for text in ["AーFC", "NHKーFC", "アーFC 東京", "Éー大学", "AーFC Barcelona"] {
        for case in [Document::new(text), Document::new(text).with_lang("ja")] {
            annotator
                .explain(case)
                .iter()
                .for_each(|mention| assert!(!mention.as_str().is_empty()));
        }
    }
}

/// No rule looks behind the end of the part it reads: what it would find there belongs to the next.
#[test]
fn names_behind_the_end_of_a_part() {
    const LEN: usize = 300_000;
    let annotator = Annotator::builtin();
    for (case, filling, unit) in [
        ("words in a run of other letters", "中", "«EWG (TSV 1860 München) x EWG "),
        ("quoted names", "x", "компания «Лондон Маяк» "),
        ("explained names", "x", "ABC (Algemene Bank Comoren) "),
        ("names with heads", "x", "Universitas Gadjah Mada Yogyakarta "),
        ("people", "x", "Gen. Anne-Marie O'Neill Smith "),
        ("endings", "x", "Minsk'inkiler Yozgat'ta"),
    ] {
        for shift in 0..unit.len() {
            let lead = filling.repeat((LEN - unit.len() * 4 + shift) / filling.len());
            let text = lead + &unit.repeat(8);
            let spans: Vec<Span> =
                annotator.annotate(&text).iter().map(|mention| mention.span()).collect();
            let apart = spans.windows(2).all(|two| two[0].end <= two[1].start);
            assert!(apart, "{case}, {shift}: {spans:?}");
        }
    }
}
