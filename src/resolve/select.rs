//! Which of overlapping spans survive.

use crate::lexicon::span::Span;

/// Keeps, from left to right, the longest item of those that begin first, and drops what overlaps
/// it. Items with the same span stay together.
///
/// `items` must be in the order of their spans. Complexity: O(n).
pub(crate) fn longest<T: Copy>(items: &mut Vec<T>, span: impl Fn(&T) -> Span) {
    let mut kept = 0;
    for at in 0..items.len() {
        let item = items[at];
        let new = span(&item);
        if kept > 0 {
            let last = span(&items[kept - 1]);
            if new.start == last.start && new.end > last.end {
                // Longer than what began at the same place: that was nested in this.
                while kept > 0 && span(&items[kept - 1]).start == new.start {
                    kept -= 1;
                }
            } else if new != last && new.start < last.end {
                continue;
            }
        }
        items[kept] = item;
        kept += 1;
    }
    items.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_from_the_left() {
        for (case, spans, kept) in [
            ("nothing", &[][..], &[][..]),
            ("apart", &[(0, 2), (3, 5)], &[(0, 2), (3, 5)]),
            ("nested", &[(0, 2), (0, 5), (3, 5)], &[(0, 5)]),
            ("crossing", &[(0, 3), (2, 9)], &[(0, 3)]),
            ("nested in the dropped one", &[(0, 3), (2, 9), (4, 6)], &[(0, 3), (4, 6)]),
            ("same span twice", &[(0, 3), (0, 3), (0, 1)], &[(0, 3), (0, 3)]),
            ("longer after two equal", &[(0, 3), (0, 3), (0, 4)], &[(0, 4)]),
        ] {
            let mut items: Vec<Span> =
                spans.iter().map(|&(start, end)| Span::new(start, end)).collect();
            items.sort();
            longest(&mut items, |&span| span);
            let kept: Vec<Span> = kept.iter().map(|&(start, end)| Span::new(start, end)).collect();
            assert_eq!(items, kept, "{case}");
        }
    }
}
