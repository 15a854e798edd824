//! Words beside a name that make it a part of a longer one, which no table has: "Paris" in "Paris
//! Hilton".

use super::line::{REACH_CHARS, begins_sentence, is_headline};
use crate::lexicon::{
    dictionary::Hits,
    matcher::Level,
    span::Span,
    text::{class::Class, cut},
};

/// How many names and cues that begin before a place are asked whether they end there.
const MOST_NESTED: usize = 4;

/// Finds, for one span after the other in text order, whether it is a word of some longer name that
/// no table has: "Paris" in "Paris Hilton".
pub(super) struct Neighbours<'a> {
    level: Level,
    text: &'a str,
    hits: &'a Hits,
    /// The first cue and the first name that begin where the last span asked for ends, or later.
    next_cue: usize,
    next_name: usize,
}

impl<'a> Neighbours<'a> {
    pub(super) fn new(level: Level, text: &'a str, hits: &'a Hits) -> Neighbours<'a> {
        Neighbours { level, text, hits, next_cue: 0, next_name: 0 }
    }

    /// Whether a word with a capital, which is no cue and part of no other name, stands right
    /// before or behind the one word in `span`.
    #[inline]
    pub(super) fn are_joined_to(&mut self, span: Span) -> bool {
        let word = cut::span(self.text, span);
        if !word.starts_with(|c| Class::of(c).is_upper()) || word.contains(' ') {
            return false;
        }
        // The look at the whole line comes last: most names have no such neighbour.
        (self.is_name_behind(span) || self.is_name_before(span))
            && !is_headline(self.level, self.text, span)
    }

    fn is_name_behind(&mut self, span: Span) -> bool {
        while self.hits.cues.get(self.next_cue).is_some_and(|cue| cue.span.start < span.end) {
            self.next_cue += 1;
        }
        while self.hits.names.get(self.next_name).is_some_and(|name| name.span().start < span.end) {
            self.next_name += 1;
        }
        let Some(rest) = cut::after(self.text, span.end).strip_prefix(' ') else { return false };
        let start = span.end + 1;
        let known = self.hits.cues.get(self.next_cue).is_some_and(|cue| cue.span.start == start)
            || self.hits.names.get(self.next_name).is_some_and(|name| name.span().start == start);
        !known && is_capitalized(rest)
    }

    fn is_name_before(&self, span: Span) -> bool {
        let Some(before) = cut::before(self.text, span.start).strip_suffix(' ') else {
            return false;
        };
        let letters = before
            .char_indices()
            .rev()
            .take(REACH_CHARS)
            .take_while(|(_, c)| Class::of(*c).is_word() || Class::of(*c).is_mark());
        let Some((start, _)) = letters.last() else { return false };
        let word = cut::after(before, start);
        let known = self.hits.cues[..self.next_cue]
            .iter()
            .rev()
            .take(MOST_NESTED)
            .any(|cue| cue.span.end == before.len())
            || self.hits.names[..self.next_name]
                .iter()
                .rev()
                .take(MOST_NESTED)
                .any(|name| name.span().end == before.len());
        !known && is_capitalized(word) && !begins_sentence(self.text, start)
    }
}

/// Whether `text` begins with a word of a capital and small letters.
fn is_capitalized(text: &str) -> bool {
    let mut classes = text.chars().map(Class::of);
    classes.next().is_some_and(Class::is_upper) && classes.next().is_some_and(Class::is_lower)
}
