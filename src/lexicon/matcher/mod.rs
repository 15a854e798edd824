//! Finds every place in a text where a pattern stands as whole words, in one pass.
//!
//! Patterns are folded names. [`scan`] finds the places where one may begin: the starts of words,
//! every character of the scripts written without spaces, and the symbols that some pattern begins
//! with. Most words and characters begin no name, though, so the start of each pattern (its first
//! two words, or characters) is also kept in the bitmaps of [`filter`], which fit into the cache.
//! Only where these say yes the patterns are walked: in the word [`trie`], or in an Aho-Corasick
//! [`automaton`].

mod automaton;
mod filter;
mod hash;
mod scan;
mod simd;
mod trie;
mod units;

use crate::lexicon::{
    error::Error,
    file::{Reader, Writer},
    scratch::trim,
    span::Span,
    store::List,
    text::{boundary::is_end, class::Class, fold},
};
use aho_corasick::BuildError;
use automaton::Automaton;
use filter::Filter;
use scan::{Scan, Start};
pub(crate) use simd::{BLOCK, Level, Masks, prefetch};
use std::ops::Range;
use trie::{Node, Trie, Walk};
use zerocopy::little_endian::U64;

/// The structure that holds the names of a dictionary and is walked wherever one may begin. All
/// engines find the same hits; they differ in speed and memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Engine {
    /// The one that is fastest for the number of names. On all that was measured, from one name to
    /// 10,000 and more, that is the word trie.
    #[default]
    Auto,
    /// An Aho-Corasick automaton, from the crate of that name: byte by byte.
    AhoCorasick,
    /// A trie in a hash table: word by word. It is built many times faster, and is what a compiled
    /// dictionary has.
    WordTrie,
}

/// The names to look for, by number.
pub(crate) trait Spellings {
    fn len(&self) -> u32;
    fn get(&self, at: u32) -> Spelling<'_>;
}

/// A name to look for as a table writes it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spelling<'s> {
    pub text: &'s str,
    /// Whether it may be found where no word of it begins with a capital.
    pub lower: bool,
}

/// Data of patterns that the matcher does not keep itself.
pub(crate) trait Patterns {
    /// Any of the spellings of a pattern, in UTF-8 unless it comes from a damaged file.
    fn spelling(&self, pattern: u32) -> &[u8];

    /// Asks for the memory that [`spelling`](Self::spelling) will look at.
    fn prefetch(&self, pattern: u32);
}

/// A place where a pattern stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RawHit {
    pub span: Span,
    /// The number of the pattern.
    pub pattern: u32,
}

/// Patterns compiled for matching.
pub(crate) struct Matcher {
    trie: Trie,
    filter: Filter,
    automaton: Option<Automaton>,
    /// How to read the trie.
    key: List<U64>,
    level: Level,
}

/// Memory that is used again from text to text.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    scan: scan::Scratch,
    starts: Vec<Start>,
    walks: Vec<Walk>,
}

impl Scratch {
    /// Gives back the memory of a text with many names.
    pub(crate) fn trim(&mut self) {
        let Scratch { scan: _, starts, walks } = self;
        trim(starts);
        trim(walks);
    }
}

impl Matcher {
    /// Compiles the patterns that `spellings` fold to; also gives the pattern of each spelling.
    /// Patterns are numbered as they come up.
    ///
    /// # Errors
    /// If there are more patterns than the automaton can number.
    pub(crate) fn new(
        spellings: &impl Spellings,
        engine: Engine,
    ) -> Result<(Matcher, Vec<u32>), BuildError> {
        let (trie, filter, patterns) = Trie::new(spellings);
        let automaton = match engine {
            Engine::AhoCorasick => Some(Automaton::new(distinct(spellings, &patterns))?),
            Engine::Auto | Engine::WordTrie => None,
        };
        let key = trie.key().map(U64::new).to_vec().into();
        Ok((Matcher { trie, filter, automaton, key, level: Level::best() }, patterns))
    }

    /// Puts every hit that begins in `part` of `text` into `hits`, in the order of their spans,
    /// nested and overlapping ones too. Returns how far it looked: no hit that begins before is
    /// missing, and `part` ends there or before. A part must not begin inside a word.
    ///
    /// A hit begins and ends at word edges. That some word of it begins with a capital is left to
    /// the caller to check: here it only keeps one-word patterns from being looked for at words
    /// in lower case, unless `any_case` is set.
    ///
    /// # Complexity
    /// O(n · m), n the bytes of the text and m those of the longest pattern; O(n) but for patterns
    /// that nearly stand in the text.
    pub(crate) fn find(
        &self,
        text: &str,
        part: Range<usize>,
        any_case: bool,
        patterns: &impl Patterns,
        scratch: &mut Scratch,
        hits: &mut Vec<RawHit>,
    ) -> usize {
        let Scratch { scan, starts, walks } = scratch;
        hits.clear();
        starts.clear();
        walks.clear();
        let (trie, filter) = (self.trie.view(), self.filter.view());
        let mut scan = Scan::new(text, part.start, filter, any_case, trie.seed(), self.level, scan);
        let mut more = part.start < text.len();
        while more {
            more = self.level.run(
                #[inline(always)]
                || scan.next(starts),
            ) && scan.done() < part.end;
            let first = hits.len();
            match &self.automaton {
                Some(automaton) => {
                    starts.iter().for_each(|start| automaton.walk(text, start.at, hits))
                }
                // The piece before: what its walks have asked the memory of has come by now.
                None => {
                    walk(trie, text, walks, patterns, hits);
                    walks.extend(starts.iter().map(|start| trie.begin(start.at, start.word)));
                }
            }
            starts.clear();
            sort_runs(&mut hits[first..]);
        }
        let first = hits.len();
        walk(trie, text, walks, patterns, hits);
        sort_runs(&mut hits[first..]);
        // A symbol may stand behind a word that has waited for the next piece.
        if !hits.is_sorted() {
            hits.sort_unstable();
        }
        scan.done()
    }

    /// The pattern that `name` folds to.
    pub(crate) fn get(&self, name: &str, patterns: &impl Patterns) -> Option<u32> {
        self.trie
            .view()
            .get(&fold::fold(name))
            .filter(|&pattern| is_spelling(name, patterns.spelling(pattern)))
    }

    /// Gives each pattern another number.
    pub(crate) fn renumber(&mut self, numbers: &[u32]) {
        self.trie.renumber(numbers);
        if let Some(automaton) = &mut self.automaton {
            automaton.renumber(numbers);
        }
    }

    /// Builds an automaton of the patterns, which come folded and with their numbers.
    ///
    /// # Errors
    /// If there are more patterns than the automaton can number.
    pub(crate) fn add_automaton(
        &mut self,
        patterns: impl Iterator<Item = (u32, String)>,
    ) -> Result<(), BuildError> {
        let (numbers, folded): (Vec<_>, Vec<_>) =
            patterns.filter(|(_, folded)| !folded.is_empty()).unzip();
        let automaton = self.automaton.insert(Automaton::new(folded)?);
        automaton.renumber(&numbers);
        Ok(())
    }

    pub(crate) fn write<'a>(&'a self, writer: &mut Writer<'a>) {
        writer.list("matcher", &self.key);
        self.trie.write(writer);
        self.filter.write(writer);
    }

    pub(crate) fn read(reader: &Reader) -> Result<Matcher, Error> {
        let key: List<U64> = reader.list("matcher")?;
        let numbers = std::array::from_fn(|i| key.get(i).map_or(0, |number| number.get()));
        Ok(Matcher {
            trie: Trie::read(reader, numbers)?,
            filter: Filter::read(reader)?,
            automaton: None,
            key,
            level: Level::best(),
        })
    }

    /// The instructions that it looks at text with.
    pub(crate) fn level(&self) -> Level {
        self.level
    }

    /// Memory kept, in bytes.
    pub(crate) fn memory(&self) -> usize {
        self.trie.memory()
            + self.filter.memory()
            + self.automaton.as_ref().map_or(0, Automaton::memory)
    }
}

/// The folded form of each pattern.
fn distinct(spellings: &impl Spellings, patterns: &[u32]) -> Vec<String> {
    let mut distinct = Vec::new();
    for (at, &pattern) in patterns.iter().enumerate() {
        if pattern as usize == distinct.len() {
            distinct.push(fold::fold(spellings.get(at as u32).text));
        }
    }
    distinct
}

/// Walks the trie, all walks a step at a time, and adds the hits.
fn walk(
    trie: Trie<&[Node]>,
    text: &str,
    walks: &mut Vec<Walk>,
    patterns: &impl Patterns,
    hits: &mut Vec<RawHit>,
) {
    let first = hits.len();
    while !walks.is_empty() {
        walks.retain_mut(|walk| {
            trie.advance(text, walk, |pattern, span| {
                patterns.prefetch(pattern);
                hits.push(RawHit { span, pattern });
            })
        });
    }
    hits[first..].iter().for_each(|hit| prefetch(patterns.spelling(hit.pattern), 0));
    let mut kept = first;
    for at in first..hits.len() {
        let hit = hits[at];
        if is_spelling(&text[hit.span.range()], patterns.spelling(hit.pattern)) {
            hits[kept] = hit;
            kept += 1;
        }
    }
    hits.truncate(kept);
}

/// Sorts the hits of a piece: a few sorted runs, most of them in the first.
fn sort_runs(hits: &mut [RawHit]) {
    if hits.len() > MANY {
        return hits.sort_unstable();
    }
    for at in 1..hits.len() {
        let hit = hits[at];
        if hit < hits[at - 1] {
            let place = hits[..at].partition_point(|other| *other < hit);
            hits[place..=at].rotate_right(1);
        }
    }
}

/// More hits than those of a usual piece.
const MANY: usize = 256;

/// Whether `found` folds as `spelling` does.
#[inline(always)]
fn is_spelling(found: &str, spelling: &[u8]) -> bool {
    // Most are written alike, and then there is nothing to fold.
    let found_bytes = found.as_bytes();
    found_bytes == spelling
        || found_bytes.eq_ignore_ascii_case(spelling)
        || std::str::from_utf8(spelling).is_ok_and(|spelling| fold::same(found, spelling))
}

/// Whether a hit may end at `at`, after a character of class `last`. An invisible character behind
/// a word does not belong to it.
#[inline(always)]
fn may_end(text: &str, at: usize, last: Class) -> bool {
    !last.is_format() && is_end(text, at)
}
