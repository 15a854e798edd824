//! Finds every place in a text where a pattern stands as whole words, in one pass.
//!
//! Patterns are folded names. Those that begin in a script with spaces are looked for at word starts only ([`words`]); those that begin
//! in a script without spaces may stand anywhere in it ([`spaceless`]). [`Matcher`] hides which is which.

mod spaceless;
mod units;
mod words;

use crate::{
    span::Span,
    text::{boundary::is_edge, class::Class},
};
use spaceless::Spaceless;
use words::Words;

/// What to look for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pattern<'p> {
    /// The folded form.
    pub folded: &'p str,
    /// Whether it may be found where no word of it begins with a capital.
    pub lower: bool,
}

/// A place where a pattern stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RawHit {
    pub span: Span,
    /// The number of the pattern.
    pub pattern: u32,
}

/// Patterns compiled for matching.
pub(crate) struct Matcher {
    words: Words,
    spaceless: Spaceless,
}

impl Matcher {
    /// Compiles `patterns`, which differ from each other and are not empty.
    pub(crate) fn new(patterns: &[Pattern<'_>]) -> Result<Matcher, aho_corasick::BuildError> {
        let starts_spaceless = |pattern: &Pattern<'_>| pattern.folded.chars().next().is_some_and(|c| Class::of(c).is_spaceless());
        let (spaceless, words): (Vec<u32>, Vec<u32>) = (0..patterns.len() as u32).partition(|&i| starts_spaceless(&patterns[i as usize]));
        Ok(Matcher { words: Words::new(patterns, words)?, spaceless: Spaceless::new(patterns, spaceless)? })
    }

    /// Puts every hit in `text` into `hits`, in the order of their spans, nested and overlapping ones too. `runs` is scratch memory.
    ///
    /// A hit begins and ends at word edges. That some word of it begins with a capital is left to the caller to check: here it only
    /// keeps one-word patterns from being looked for at words in lower case.
    ///
    /// # Complexity
    /// O(n · m), n the bytes of the text and m those of the longest pattern; O(n) but for patterns that nearly stand in the text.
    pub(crate) fn find(&self, text: &str, any_case: bool, runs: &mut Vec<usize>, hits: &mut Vec<RawHit>) {
        hits.clear();
        runs.clear();
        self.words.find(text, any_case, runs, hits);
        if self.spaceless.find(text, runs, hits) {
            hits.sort_unstable();
        }
    }

    /// Memory kept, in bytes.
    pub(crate) fn memory(&self) -> usize {
        self.words.memory() + self.spaceless.memory()
    }
}

/// Whether a hit may end at `at`, after a character of class `last`. An invisible character behind a word does not belong to it.
fn may_end(text: &str, at: usize, last: Class) -> bool {
    !last.is_format() && is_edge(text, at)
}
