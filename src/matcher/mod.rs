//! Finds every place in a text where a pattern stands as whole words, in one pass.
//!
//! Patterns are folded names. An automaton of them is walked, anchored, from the places where one may begin: the starts of words, every
//! character of the scripts written without spaces, and the symbols that some pattern begins with. Most words and characters begin no
//! name, though, so the start of each pattern (its first two words, or characters) is also kept in a bitmap of hashes, which fits into
//! the cache, and the automaton is walked only from where that says yes. In scripts without spaces this is faster than running the
//! automaton unanchored, and one automaton serves all.

mod filter;
mod units;

use crate::{
    span::Span,
    text::{
        boundary::is_edge,
        class::{Class, of_ascii},
        fold::Char,
    },
};
use aho_corasick::{
    Anchored, BuildError,
    automaton::{Automaton, StateID},
    nfa::contiguous::NFA,
};
use filter::{Filter, Word};
use units::unit_at;

/// What to look for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pattern<'p> {
    /// The folded form.
    pub folded: &'p str,
    /// Whether it may be found where no word of it begins with a capital.
    pub lower: bool,
}

/// A place where a pattern stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RawHit {
    pub span: Span,
    /// The number of the pattern.
    pub pattern: u32,
}

/// Patterns compiled for matching.
pub(crate) struct Matcher {
    automaton: NFA,
    start: StateID,
    filter: Filter,
}

impl Matcher {
    /// Compiles `patterns`, which differ from each other and are not empty.
    pub(crate) fn new(patterns: &[Pattern<'_>]) -> Result<Matcher, BuildError> {
        let automaton = NFA::builder().prefilter(false).build(patterns.iter().map(|pattern| pattern.folded))?;
        let start = automaton.start_state(Anchored::Yes).expect("a contiguous NFA can start anchored");
        Ok(Matcher { automaton, start, filter: Filter::new(patterns) })
    }

    /// Puts every hit in `text` into `hits`, in the order of their spans, nested and overlapping ones too.
    ///
    /// A hit begins and ends at word edges. That some word of it begins with a capital is left to the caller to check: here it only
    /// keeps one-word patterns from being looked for at words in lower case, unless `any_case` is set.
    ///
    /// # Complexity
    /// O(n · m), n the bytes of the text and m those of the longest pattern; O(n) but for patterns that nearly stand in the text.
    pub(crate) fn find(&self, text: &str, any_case: bool, hits: &mut Vec<RawHit>) {
        hits.clear();
        let bytes = text.as_bytes();
        let mut next: Option<Word> = None;
        let mut at = 0;
        while at < bytes.len() {
            if let Some(word) = next.take_if(|next| next.start == at && next.end > at).or_else(|| Word::at(text, at)) {
                next = Word::next(text, word.end);
                if self.filter.may_begin_with(&word, next.as_ref(), any_case) {
                    self.walk(text, at, hits);
                }
                at = word.end;
            } else if bytes[at].is_ascii() {
                if self.filter.may_begin_with_symbol(bytes[at]) {
                    self.walk(text, at, hits);
                }
                at += 1;
            } else {
                let c = Char::at(text, at);
                let maybe = match c.folded.first() {
                    Some(_) if c.class.is_spaceless() => self.filter.may_begin_with_char(c, text),
                    Some(&first) => self.filter.may_begin_with_symbol(first),
                    None => false,
                };
                if maybe && is_edge(text, at) {
                    self.walk(text, at, hits);
                }
                at = c.end;
            }
        }
    }

    /// Adds the hits that begin at `start`, shorter ones first.
    fn walk(&self, text: &str, start: usize, hits: &mut Vec<RawHit>) {
        let bytes = text.as_bytes();
        let mut state = self.start;
        let mut depth = 0;
        let mut at = start;
        while at < bytes.len() {
            let last;
            match of_ascii(bytes[at]) {
                Some(class) if !class.is_space() => {
                    state = self.automaton.next_state(Anchored::Yes, state, bytes[at].to_ascii_lowercase());
                    depth += 1;
                    at += 1;
                    last = class;
                }
                _ => {
                    let Some(unit) = unit_at(text, at) else { return };
                    for &b in unit.folded {
                        state = self.automaton.next_state(Anchored::Yes, state, b);
                    }
                    depth += unit.folded.len();
                    at = unit.end;
                    last = unit.class;
                }
            }
            if !self.automaton.is_special(state) {
                continue;
            }
            if self.automaton.is_dead(state) {
                return;
            }
            if self.automaton.is_match(state) && may_end(text, at, last) {
                // A state lists its own pattern first, then those that are suffixes of it; they begin later.
                let pattern = self.automaton.match_pattern(state, 0);
                if self.automaton.pattern_len(pattern) == depth {
                    hits.push(RawHit { span: Span::new(start, at), pattern: pattern.as_u32() });
                }
            }
        }
    }

    /// Memory kept, in bytes.
    pub(crate) fn memory(&self) -> usize {
        self.automaton.memory_usage() + self.filter.memory()
    }
}

/// Whether a hit may end at `at`, after a character of class `last`. An invisible character behind a word does not belong to it.
fn may_end(text: &str, at: usize, last: Class) -> bool {
    !last.is_format() && is_edge(text, at)
}
