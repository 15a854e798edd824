//! Spans counted in other units, against counting from scratch.

use gazetag::{Offsets, Span, Unit};
use proptest::{prelude::*, sample::Index};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_span_of_any_text(
        text in "(?s).{0,40}",
        ends in prop::collection::vec((any::<Index>(), any::<Index>()), 1..6),
    ) {
        let edges = text.char_indices().map(|(at, _)| at);
        let boundaries: Vec<usize> = edges.chain([text.len()]).collect();
        let mut chars = Offsets::new(&text, Unit::Chars);
        let mut utf16 = Offsets::new(&text, Unit::Utf16);
        for (a, b) in ends {
            let (a, b) = (*a.get(&boundaries), *b.get(&boundaries));
            let span = Span::new(a.min(b), a.max(b));
            let code_points: Vec<char> = text.chars().collect();
            let units: Vec<u16> = text.encode_utf16().collect();
            let piece = &text[span.range()];
            prop_assert_eq!(code_points[span.chars(&text)].iter().collect::<String>(), piece);
            prop_assert_eq!(String::from_utf16(&units[span.utf16(&text)]).unwrap(), piece);
            prop_assert_eq!(chars.range(span), span.chars(&text));
            prop_assert_eq!(utf16.range(span), span.utf16(&text));
        }
    }
}

#[test]
fn relations() {
    let span = Span::new;
    assert!(span(0, 3).overlaps(span(2, 5)) && !span(0, 3).overlaps(span(3, 5)));
    assert!(span(0, 5).contains(span(2, 5)) && !span(0, 5).contains(span(2, 6)));
    assert!(span(2, 2).is_empty() && span(2, 5).len() == 3);
}
