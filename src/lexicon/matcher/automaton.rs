//! The patterns in an Aho-Corasick automaton, walked anchored from each place where one may begin.

use super::{RawHit, may_end, units::skip_space};
use crate::lexicon::{
    span::Span,
    text::{class::of_ascii, fold::Char},
};
use aho_corasick::{
    Anchored, BuildError,
    automaton::{Automaton as _, StateID},
    nfa::contiguous::NFA,
};

pub(super) struct Automaton {
    nfa: NFA,
    start: StateID,
    /// What its patterns are called elsewhere.
    numbers: Vec<u32>,
}

impl Automaton {
    /// Compiles folded patterns, which differ from each other and are not empty.
    pub(super) fn new(
        patterns: impl IntoIterator<Item = impl AsRef<[u8]>>,
    ) -> Result<Automaton, BuildError> {
        let nfa = NFA::builder().prefilter(false).build(patterns)?;
        let start = nfa.start_state(Anchored::Yes).expect("a contiguous NFA can start anchored");
        let numbers = (0..nfa.patterns_len() as u32).collect();
        Ok(Automaton { nfa, start, numbers })
    }

    /// Gives pattern `n` the number `numbers[n]`.
    pub(super) fn renumber(&mut self, numbers: &[u32]) {
        self.numbers.iter_mut().for_each(|number| *number = numbers[*number as usize]);
    }

    /// Adds the hits that begin at `start`, shorter ones first.
    pub(super) fn walk(&self, text: &str, start: usize, hits: &mut Vec<RawHit>) {
        let bytes = text.as_bytes();
        let mut state = self.start;
        let mut depth = 0;
        let mut at = start;
        while at < bytes.len() {
            let last;
            match of_ascii(bytes[at]) {
                Some(class) if !class.is_space() => {
                    state =
                        self.nfa.next_state(Anchored::Yes, state, bytes[at].to_ascii_lowercase());
                    depth += 1;
                    at += 1;
                    last = class;
                }
                _ => {
                    let c = Char::at(text, at);
                    at = if c.class.is_space() {
                        let Some(end) = skip_space(text, at) else { return };
                        end
                    } else {
                        c.end
                    };
                    for &b in c.folded {
                        state = self.nfa.next_state(Anchored::Yes, state, b);
                    }
                    depth += c.folded.len();
                    last = c.class;
                }
            }
            if !self.nfa.is_special(state) {
                continue;
            }
            if self.nfa.is_dead(state) {
                return;
            }
            if self.nfa.is_match(state) && may_end(text, at, last) {
                // A state lists its own pattern first, then those that are suffixes of it; they
                // begin later.
                let pattern = self.nfa.match_pattern(state, 0);
                if self.nfa.pattern_len(pattern) == depth {
                    hits.push(RawHit {
                        span: Span::new(start, at),
                        pattern: self.numbers[pattern],
                    });
                }
            }
        }
    }

    /// Memory kept, in bytes.
    pub(super) fn memory(&self) -> usize {
        self.nfa.memory_usage() + size_of_val(&*self.numbers)
    }
}
