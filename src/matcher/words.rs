//! Patterns in scripts with spaces: an automaton walked from word starts only.
//!
//! Most words of a text begin no name. Each is hashed once, and bitmaps of the hashes of the one-word patterns and of the first two words
//! of the others say whether the automaton needs to be walked from there.

use super::{Pattern, RawHit, may_end, units::unit_at};
use crate::{
    span::Span,
    text::{
        boundary::is_edge,
        class::{Class, of_ascii},
        fold::Folded,
    },
};
use aho_corasick::{
    Anchored, BuildError,
    automaton::{Automaton, StateID},
    nfa::contiguous::NFA,
};
use std::ops::Range;

pub(super) struct Words {
    automaton: NFA,
    start: StateID,
    /// The pattern behind each pattern of the automaton.
    patterns: Vec<u32>,
    /// The words of the patterns that have only one.
    single: WordSet,
    /// Those of them that may begin in lower case.
    single_lower: WordSet,
    /// The first two words of all other patterns.
    pairs: WordSet,
    /// First bytes of the patterns that begin with a symbol.
    symbols: [bool; 256],
}

impl Words {
    pub(super) fn new(all: &[Pattern<'_>], patterns: Vec<u32>) -> Result<Words, BuildError> {
        let chosen = || patterns.iter().map(|&i| &all[i as usize]);
        let automaton = NFA::builder().prefilter(false).build(chosen().map(|pattern| pattern.folded))?;
        let start = automaton.start_state(Anchored::Yes).expect("a contiguous NFA can start anchored");
        let (mut single, mut single_lower, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
        let mut symbols = [false; 256];
        for pattern in chosen() {
            let folded = pattern.folded;
            let Some(first) = Word::at(folded, 0) else {
                symbols[folded.as_bytes()[0] as usize] = true;
                continue;
            };
            match Word::next(folded, first.end) {
                Some(second) => pairs.push(pair(&first, &second)),
                None => {
                    single.push(first.hash);
                    if pattern.lower || first.end < folded.len() {
                        single_lower.push(first.hash);
                    }
                }
            }
        }
        let [single, single_lower, pairs] = [single, single_lower, pairs].map(|hashes| WordSet::new(&hashes));
        Ok(Words { automaton, start, patterns, single, single_lower, pairs, symbols })
    }

    /// Adds the hits in `text`, in the order of their spans, and to `runs` where runs of text without spaces begin.
    pub(super) fn find(&self, text: &str, any_case: bool, runs: &mut Vec<usize>, hits: &mut Vec<RawHit>) {
        let single_lower = if any_case { &self.single } else { &self.single_lower };
        let mut next = Word::next(text, 0);
        let mut at = 0;
        while let Some(word) = next {
            self.between_words(text, at..word.start, runs, hits);
            next = Word::next(text, word.end);
            let single = if word.lower { single_lower } else { &self.single };
            if single.contains(word.hash) || next.as_ref().is_some_and(|next| self.pairs.contains(pair(&word, next))) {
                self.walk(text, word.start, hits);
            }
            at = word.end;
        }
        self.between_words(text, at..text.len(), runs, hits);
    }

    /// Does the same for a stretch of text that holds no word of a script with spaces.
    fn between_words(&self, text: &str, stretch: Range<usize>, runs: &mut Vec<usize>, hits: &mut Vec<RawHit>) {
        let bytes = text.as_bytes();
        let mut in_run = false;
        let mut at = stretch.start;
        while at < stretch.end {
            if bytes[at].is_ascii() {
                in_run = false;
                if self.symbols[bytes[at] as usize] {
                    self.walk(text, at, hits);
                }
                at += 1;
                continue;
            }
            let c = char_at(text, at);
            let class = Class::of(c);
            if class.is_spaceless() {
                if !in_run {
                    runs.push(at);
                }
                in_run = true;
            } else {
                in_run &= class.is_mark();
                if Folded::of(c).as_bytes().first().is_some_and(|&b| self.symbols[b as usize]) && is_edge(text, at) {
                    self.walk(text, at, hits);
                }
            }
            at += c.len_utf8();
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
                    for &b in unit.folded.as_bytes() {
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
                // A state also lists the patterns that are suffixes of its own; those begin later.
                let patterns = (0..self.automaton.match_len(state)).map(|i| self.automaton.match_pattern(state, i));
                for pattern in patterns.filter(|&pattern| self.automaton.pattern_len(pattern) == depth) {
                    hits.push(RawHit { span: Span::new(start, at), pattern: self.patterns[pattern.as_usize()] });
                }
            }
        }
    }

    pub(super) fn memory(&self) -> usize {
        self.automaton.memory_usage() + self.patterns.len() * 4 + self.single.memory() + self.single_lower.memory() + self.pairs.memory()
    }
}

fn char_at(text: &str, at: usize) -> char {
    text[at..].chars().next().expect("`at` lies before the end of the text")
}

/// A word of a script with spaces.
struct Word {
    start: usize,
    end: usize,
    /// Of the folded word.
    hash: u64,
    /// Whether it begins with a lower-case letter.
    lower: bool,
}

impl Word {
    /// The first word that begins at `from` or later; `from` is not inside a word.
    #[inline]
    fn next(text: &str, from: usize) -> Option<Word> {
        let bytes = text.as_bytes();
        let mut at = from;
        while at < bytes.len() {
            if bytes[at].is_ascii() {
                if ASCII_WORD[bytes[at] as usize] != 0 {
                    break;
                }
                at += 1;
            } else {
                let c = char_at(text, at);
                if Class::of(c).is_spaced_word() {
                    break;
                }
                at += c.len_utf8();
            }
        }
        if at < bytes.len() { Word::at(text, at) } else { None }
    }

    /// The word that begins at `start`, if one does; `start` is not inside a word.
    #[inline]
    fn at(text: &str, start: usize) -> Option<Word> {
        let first = Class::of(char_at(text, start));
        if !first.is_spaced_word() {
            return None;
        }
        let bytes = text.as_bytes();
        let mut hash = 0;
        let mut at = start;
        // Behind the last letter, digit or mark; invisible characters count only if the word goes on after them.
        let mut end = start;
        while at < bytes.len() {
            if bytes[at].is_ascii() {
                let folded = ASCII_WORD[bytes[at] as usize];
                if folded == 0 {
                    break;
                }
                hash = mix(hash, folded);
                at += 1;
                end = at;
            } else {
                let c = char_at(text, at);
                let class = Class::of(c);
                if !(class.is_spaced_word() || class.is_mark() || class.is_format()) {
                    break;
                }
                for &b in Folded::of(c).as_bytes() {
                    hash = mix(hash, b);
                }
                at += c.len_utf8();
                if !class.is_format() {
                    end = at;
                }
            }
        }
        Some(Word { start, end, hash, lower: first.is_lower() })
    }
}

/// The folded form of the ASCII letters and digits; 0 for the other bytes.
static ASCII_WORD: [u8; 128] = {
    let mut folded = [0; 128];
    let mut b = 0;
    while b < 128 {
        if (b as u8).is_ascii_alphanumeric() {
            folded[b] = (b as u8).to_ascii_lowercase();
        }
        b += 1;
    }
    folded
};

/// A hash of two words that follow each other, whatever stands between them.
fn pair(first: &Word, second: &Word) -> u64 {
    (first.hash.rotate_left(32) ^ second.hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[inline]
fn mix(hash: u64, byte: u8) -> u64 {
    (hash.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// A set of words by their hashes: says yes to all of its words and to few others.
struct WordSet {
    bits: Vec<u64>,
    shift: u32,
}

impl WordSet {
    fn new(hashes: &[u64]) -> WordSet {
        let len = (hashes.len() * 8).next_power_of_two().max(64);
        let mut set = WordSet { bits: vec![0; len / 64], shift: u64::BITS - len.trailing_zeros() };
        for &hash in hashes {
            let bit = (hash >> set.shift) as usize;
            set.bits[bit / 64] |= 1 << (bit % 64);
        }
        set
    }

    #[inline]
    fn contains(&self, hash: u64) -> bool {
        let bit = (hash >> self.shift) as usize;
        self.bits[bit / 64] >> (bit % 64) & 1 != 0
    }

    fn memory(&self) -> usize {
        self.bits.len() * 8
    }
}
