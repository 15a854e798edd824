//! Which of many spans covers a place, without asking each.

use crate::lexicon::span::Span;

/// Spans in order, which may overlap and be nested.
#[derive(Debug)]
pub(super) struct Cover {
    spans: Vec<Span>,
    /// How far each span and those before it reach at most.
    reach: Vec<usize>,
}

impl Cover {
    /// Complexity: O(n log n) in the spans, O(n) if they are in order.
    pub(super) fn new(spans: impl Iterator<Item = Span>) -> Cover {
        let mut spans: Vec<Span> = spans.collect();
        if !spans.is_sorted() {
            spans.sort_unstable();
        }
        let mut furthest = 0;
        let reach = spans.iter().map(|span| {
            furthest = furthest.max(span.end);
            furthest
        });
        Cover { reach: reach.collect(), spans }
    }

    /// The first of the spans that shares text with `span`. Complexity: O(log n).
    pub(super) fn over(&self, span: Span) -> Option<Span> {
        let first = self.reach.partition_point(|&reach| reach <= span.start);
        self.spans.get(first).copied().filter(|other| other.start < span.end)
    }

    /// Whether `at` lies inside one of the spans, not at an edge of it. Complexity: O(log n).
    pub(super) fn crosses(&self, at: usize) -> bool {
        let before = self.spans.partition_point(|span| span.start < at);
        before > 0 && self.reach[before - 1] > at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_spans() {
        let spans = [(0, 9), (2, 4), (9, 12), (20, 22)];
        let cover = Cover::new(spans.into_iter().map(|(start, end)| Span::new(start, end)));
        for (case, span, over) in [
            ("in the first", (5, 6), Some((0, 9))),
            ("in two", (3, 4), Some((0, 9))),
            ("in the one behind", (9, 10), Some((9, 12))),
            ("around a span", (18, 30), Some((20, 22))),
            ("between spans", (12, 20), None),
            ("behind all", (22, 23), None),
        ] {
            let over = over.map(|(start, end)| Span::new(start, end));
            assert_eq!(cover.over(Span::new(span.0, span.1)), over, "{case}");
        }
        for (case, at, inside) in [
            ("the beginning", 0, false),
            ("inside the first, behind the second", 5, true),
            ("where one ends and one begins", 9, false),
            ("between spans", 15, false),
            ("inside the last", 21, true),
        ] {
            assert_eq!(cover.crosses(at), inside, "{case}");
        }
    }
}
