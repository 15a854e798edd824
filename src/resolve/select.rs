//! Which of overlapping spans survive.

use super::{Context, Rejection, Workspace};
use crate::{
    lexicon::{
        dictionary::{Hit, Hits},
        span::Span,
    },
    settings::Overlaps,
};

/// Drops hits that overlap others, if the caller wants none of these.
pub(super) fn hits(context: Context<'_, '_>, hits: &mut Hits, work: &mut Workspace) {
    if context.overlaps == Overlaps::Longest {
        longest(&mut hits.names, Hit::span, |hit, by| {
            work.record_hit(context, hit, Rejection::Overlapped(by));
        });
    }
    work.record_refused(context, hits);
}

/// Puts mentions in the order of their spans, and drops those that overlap others.
pub(super) fn mentions(context: Context<'_, '_>, work: &mut Workspace) {
    // Spans may have grown over their neighbours, which then were parts of the name: "Kota" in
    // "Kota Bandung".
    work.resolutions.sort_unstable_by_key(|resolution| (resolution.span, resolution.readings));
    mentions_in_order(context, work);
}

/// Drops mentions that overlap others, if the caller wants none of these.
pub(super) fn mentions_in_order(context: Context<'_, '_>, work: &mut Workspace) {
    if context.overlaps == Overlaps::Longest {
        let Workspace { resolutions, fates, .. } = work;
        longest(
            resolutions,
            |mention| mention.span,
            |mention, by| fates.record(mention, Rejection::Overlapped(by)),
        );
    }
}

/// Keeps, from left to right, the longest item of those that begin first, and drops what overlaps
/// it. Items with the same span stay together. Whoever was `lost` is reported with the span that it
/// lost to.
///
/// `items` must be in the order of their spans. Complexity: O(n).
pub(super) fn longest<T: Copy>(
    items: &mut Vec<T>,
    span: impl Fn(&T) -> Span,
    mut lost: impl FnMut(T, Span),
) {
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
                    lost(items[kept], new);
                }
            } else if new != last && new.start < last.end {
                lost(item, last);
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
        type Spans = &'static [(usize, usize)];
        let cases: [(&str, Spans, Spans); 7] = [
            ("nothing", &[], &[]),
            ("apart", &[(0, 2), (3, 5)], &[(0, 2), (3, 5)]),
            ("nested", &[(0, 2), (0, 5), (3, 5)], &[(0, 5)]),
            ("crossing", &[(0, 3), (2, 9)], &[(0, 3)]),
            ("nested in the dropped one", &[(0, 3), (2, 9), (4, 6)], &[(0, 3), (4, 6)]),
            ("same span twice", &[(0, 3), (0, 3), (0, 1)], &[(0, 3), (0, 3)]),
            ("longer after two equal", &[(0, 3), (0, 3), (0, 4)], &[(0, 4)]),
        ];
        for (case, spans, kept) in cases {
            let mut items: Vec<Span> =
                spans.iter().map(|&(start, end)| Span::new(start, end)).collect();
            items.sort();
            let before = items.clone();
            let mut lost = Vec::new();
            longest(&mut items, |&span| span, |span, by| lost.push((span, by)));
            assert!(lost.iter().all(|(span, by)| span.overlaps(*by)), "{case}: {lost:?}");
            assert_eq!(lost.len() + items.len(), before.len(), "{case}: {lost:?}");
            let kept: Vec<Span> = kept.iter().map(|&(start, end)| Span::new(start, end)).collect();
            assert_eq!(items, kept, "{case}");
        }
    }
}
