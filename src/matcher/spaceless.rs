//! Patterns that begin in a script without spaces: an automaton run over the stretches of text in such scripts.

use super::{Pattern, RawHit, may_end, units};
use crate::{span::Span, text::boundary::is_edge};
use aho_corasick::{
    Anchored, BuildError,
    automaton::{Automaton, StateID},
    nfa::contiguous::NFA,
};

pub(super) struct Spaceless {
    automaton: NFA,
    start: StateID,
    /// The pattern behind each pattern of the automaton.
    patterns: Vec<u32>,
}

impl Spaceless {
    pub(super) fn new(all: &[Pattern<'_>], patterns: Vec<u32>) -> Result<Spaceless, BuildError> {
        let automaton = NFA::builder().prefilter(false).build(patterns.iter().map(|&i| all[i as usize].folded))?;
        let start = automaton.start_state(Anchored::No).expect("a contiguous NFA can start unanchored");
        Ok(Spaceless { automaton, start, patterns })
    }

    /// Adds the hits that begin in the runs of spaceless text that begin at `runs`, in the order of their ends. Says whether it ran.
    pub(super) fn find(&self, text: &str, runs: &[usize], hits: &mut Vec<RawHit>) -> bool {
        if self.patterns.is_empty() || runs.is_empty() {
            return false;
        }
        let mut done = 0;
        for &run in runs {
            if run >= done {
                done = self.run(text, run, hits);
            }
        }
        true
    }

    /// Runs over spaceless text from `at`, and on into other text as long as that may belong to a name begun before. Says where it
    /// stopped.
    fn run(&self, text: &str, mut at: usize, hits: &mut Vec<RawHit>) -> usize {
        let mut state = self.start;
        while let Some(unit) = units::unit_at(text, at) {
            for &b in unit.folded.as_bytes() {
                state = self.automaton.next_state(Anchored::No, state, b);
            }
            at = unit.end;
            if self.automaton.is_match(state) && may_end(text, at, unit.class) {
                self.report(text, at, state, hits);
            }
            if state == self.start && !unit.class.is_spaceless() && !unit.class.is_mark() {
                break;
            }
        }
        at
    }

    fn report(&self, text: &str, end: usize, state: StateID, hits: &mut Vec<RawHit>) {
        for i in 0..self.automaton.match_len(state) {
            let pattern = self.automaton.match_pattern(state, i);
            if let Some(start) = units::start_of(text, end, self.automaton.pattern_len(pattern))
                && is_edge(text, start)
            {
                hits.push(RawHit { span: Span::new(start, end), pattern: self.patterns[pattern.as_usize()] });
            }
        }
    }

    pub(super) fn memory(&self) -> usize {
        self.automaton.memory_usage() + self.patterns.len() * 4
    }
}
