//! Long documents are read in parts, so that the memory for one does not grow with its length.
//!
//! Each part is weighed by itself: names in one say nothing about names in another. That changes no
//! span of a name in a table, since a part ends where no such name goes on. Documents of up to
//! [`WHOLE_BYTES`] bytes are one part.

use super::{cover::Cover, select};
use crate::{
    layers::Layers,
    lexicon::{
        dictionary::{Case, Hit, Hits},
        span::Span,
        text::{boundary::is_start, class::Class, cut},
    },
    settings::Overlaps,
};

/// The longest document that is always read as a whole, in bytes: fifty pages, longer than any
/// article.
const WHOLE_BYTES: usize = 256 << 10;

/// The most bytes of a part of a longer document. The memory that weighs it stays in the cache.
const PART_BYTES: usize = 64 << 10;

/// How far before its end a part may be cut, in bytes.
const LAST_BYTES: usize = PART_BYTES / 4;

/// Finds the hits of the part of `text` that begins at `from`; returns the part. No span of `given`
/// goes on behind it, but a part ends no earlier for those that begin behind it.
///
/// # Complexity
/// O(n log n) in the bytes of the part.
pub(crate) fn find(
    layers: &Layers,
    text: &str,
    from: usize,
    (case, overlaps): (Case, Overlaps),
    given: &[Span],
    hits: &mut Hits,
) -> Span {
    let mut len = if text.len() <= WHOLE_BYTES { WHOLE_BYTES } else { PART_BYTES };
    loop {
        let done = layers.find(text, from..from.saturating_add(len), case, hits);
        if done >= text.len() {
            return Span::new(from, text.len());
        }
        let among = |names: &[Hit]| end(text, from, done, given, hits, names);
        let end = among(&hits.names).or_else(|| {
            if overlaps != Overlaps::Longest {
                return None;
            }
            // Where names overlap one another all along, as in "FC Barcelona FC Barcelona", those
            // that will be dropped are in nobody's way.
            let mut names = hits.names.clone();
            select::longest(&mut names, Hit::span, |_, _| {});
            among(&names)
        });
        if let Some(end) = end {
            hits.truncate(end);
            return Span::new(from, end);
        }
        // Where names cover all that was found, only more of the text has a place to end at.
        len *= 2;
    }
}

/// The best place to end a part that begins at `from` and was looked at up to `done`, inside none
/// of these `names`.
fn end(
    text: &str,
    from: usize,
    done: usize,
    given: &[Span],
    hits: &Hits,
    names: &[Hit],
) -> Option<usize> {
    let first = done.saturating_sub(LAST_BYTES).max(from);
    // No span goes on from the part before, so only those that begin in this one matter.
    let place = |at: usize| given.partition_point(|span| span.start < at);
    let given = given[place(from)..place(done)].iter().copied();
    let spans = names.iter().map(Hit::span).chain(hits.others()).chain(given);
    let cover = Cover::new(spans.filter(|span| span.end > first));
    let window = cut::between(text, first, done);
    let offset = done - window.len();
    let places = |after: fn(char) -> bool| {
        let edges = window.char_indices().rev().filter(move |&(_, c)| after(c));
        edges
            .map(move |(at, c)| offset + at + c.len_utf8())
            .find(|&at| at > from && !cover.crosses(at) && begins(text, at))
    };
    places(|c| c == '\n').or_else(|| places(char::is_whitespace)).or_else(|| places(|_| true))
}

/// Whether a part may begin at `at`: what stands there belongs to no word before it.
fn begins(text: &str, at: usize) -> bool {
    let next = cut::after(text, at).chars().next();
    next.is_some_and(|c| !Class::of(c).is_mark() && !Class::of(c).is_format()) && is_start(text, at)
}
