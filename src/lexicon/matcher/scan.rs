//! The front end: finds the places of a text where a pattern may begin.
//!
//! The text is taken in pieces. In each, [`simd`](super::simd) finds 64 bytes at a time which
//! belong to words. Words of ASCII letters and digits, the most of most texts, are cut out and
//! hashed from there; a run of bytes with other characters in it is gone through character by
//! character.
//!
//! A large filter is asked about all words of a piece in rounds, each of which asks for the memory
//! that the next will look at: no word waits for that of the one before it.

use super::{
    filter::{NO_WORD, View},
    hash::{Hash, ascii_full, ascii_key, pair},
    simd::{BLOCK, Level, Masks},
    units::wide_word,
};
use crate::lexicon::text::{
    boundary::is_start,
    fold::{Char, class_at},
};

/// The blocks of a piece.
const BLOCKS: usize = 32;
const PIECE: usize = BLOCKS * BLOCK;

/// Goes through a text once, a piece at a time.
pub(super) struct Scan<'t, 'f> {
    text: &'t str,
    filter: View<'f>,
    any_case: bool,
    seed: u64,
    level: Level,
    /// Everything before is done; not inside a word.
    at: usize,
    words: &'t mut Vec<Word>,
    /// The last word, where words are not gone through in rounds.
    last: Word,
    candidates: &'t mut Vec<Candidate>,
}

/// A word of the text. One with the key [`NO_WORD`] stands for a character between words that
/// belongs to none, and for the end of the text.
#[derive(Clone, Copy, Debug)]
struct Word {
    start: usize,
    end: usize,
    key: u64,
    /// The hash of all of it, if it has other characters than ASCII letters and digits.
    full: Option<u64>,
    /// Whether it begins with a small letter.
    lower: bool,
}

impl Word {
    const NONE: Word = Word { start: 0, end: 0, key: NO_WORD, full: None, lower: false };
}

/// A word that a pattern may begin with, judging by the word alone.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Candidate {
    /// The hash of the word and the next; 0 if no pattern of several words begins with this one.
    pair: u64,
    /// Its place among the words.
    word: u32,
    /// Whether it may be a pattern.
    only: bool,
}

/// Memory that is used again from text to text.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// The words of the piece, behind the last of the one before, of which it was not known yet
    /// what stands behind it.
    words: Vec<Word>,
    candidates: Vec<Candidate>,
}

/// A place where a pattern may begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    pub at: usize,
    /// End and hash of the word that begins here, if one does.
    pub word: Option<(usize, u64)>,
}

impl<'t, 'f> Scan<'t, 'f> {
    /// Goes through `text` from `at` on, which is not inside a word.
    pub(super) fn new(
        text: &'t str,
        at: usize,
        filter: View<'f>,
        any_case: bool,
        seed: u64,
        level: Level,
        scratch: &'t mut Scratch,
    ) -> Scan<'t, 'f> {
        let Scratch { words, candidates } = scratch;
        words.clear();
        Scan { text, filter, any_case, seed, level, at, words, last: Word::NONE, candidates }
    }

    /// The place before which no start of a pattern is missing. The last word still waits for the
    /// one behind it.
    pub(super) fn done(&self) -> usize {
        let last = if self.filter.is_small() { Some(&self.last) } else { self.words.last() };
        last.filter(|last| last.key != NO_WORD).map_or(self.at, |last| last.start)
    }

    /// Adds the places in the next piece to `starts`; `false` at the end of the text.
    #[inline(always)]
    pub(super) fn next(&mut self, starts: &mut Vec<Start>) -> bool {
        let bytes = self.text.as_bytes();
        let from = self.at;
        let piece = &bytes[from..bytes.len().min(from + PIECE)];
        let mut masks = [Masks::default(); BLOCKS];
        self.level.masks(piece, &mut masks);
        // Where the word begins that has no end yet, and whether it has wide characters so far.
        let mut open = None;
        let mut open_is_wide = false;
        let mut carry = 0;
        for (block, &Masks { words, wide, symbols, .. }) in
            masks[..piece.len().div_ceil(BLOCK)].iter().enumerate()
        {
            let base = from + block * BLOCK;
            if symbols != 0 && self.filter.has_symbols() {
                self.symbols(base, symbols, starts);
            }
            let shifted = words << 1 | carry;
            carry = words >> (BLOCK - 1);
            let (mut begins, mut ends) = (words & !shifted, shifted & !words);
            if ends != 0
                && let Some(start) = open.take()
            {
                let bit = pop(&mut ends);
                self.run(start, base + bit, open_is_wide || wide & !(u64::MAX << bit) != 0, starts);
            }
            while ends != 0 {
                let (begin, end) = (pop(&mut begins), pop(&mut ends));
                let is_wide = wide != 0 && wide & (u64::MAX << begin) & !(u64::MAX << end) != 0;
                self.run(base + begin, base + end, is_wide, starts);
            }
            if begins != 0 {
                let begin = pop(&mut begins);
                open = Some(base + begin);
                open_is_wide = wide >> begin != 0;
            } else {
                open_is_wide |= wide != 0;
            }
        }
        let end = from + piece.len();
        self.at = match open {
            None => end,
            // It may go on in the next piece, which begins with it, unless it fills this one or
            // ends with the text.
            Some(start) if start > from && end < bytes.len() => start,
            Some(start) => self.wide_run(start, starts),
        };
        let more = self.at < bytes.len();
        if !more {
            self.word(Word::NONE, starts);
        }
        self.settle(starts);
        more
    }

    /// Takes a run of letters and digits.
    #[inline(always)]
    fn run(&mut self, start: usize, end: usize, is_wide: bool, starts: &mut Vec<Start>) {
        if is_wide {
            self.wide_run(start, starts);
        } else {
            let bytes = self.text.as_bytes();
            let (key, first) = ascii_key(bytes, start, end, self.seed);
            let lower = first.is_ascii_lowercase();
            self.word(Word { start, end, key, full: None, lower }, starts);
        }
    }

    /// Takes the next word, or what parts words.
    #[inline(always)]
    fn word(&mut self, word: Word, starts: &mut Vec<Start>) {
        if self.filter.is_small() {
            let last = std::mem::replace(&mut self.last, word);
            self.settle_one(last, word.key, starts);
        } else {
            self.filter.prefetch_word(word.key);
            self.words.push(word);
        }
    }

    /// Takes a character between words that belongs to none.
    #[inline(always)]
    fn part(&mut self, starts: &mut Vec<Start>) {
        let last = if self.filter.is_small() { Some(&self.last) } else { self.words.last() };
        if last.is_some_and(|last| last.key != NO_WORD) {
            self.word(Word::NONE, starts);
        }
    }

    /// Adds a word that a pattern may begin with, now that the one behind it is known: where no
    /// look has to wait, and few words pass, this is faster than to go through them in rounds.
    #[inline(always)]
    fn settle_one(&self, word: Word, next: u64, starts: &mut Vec<Start>) {
        let (only, first) = self.filter.roles(word.key, word.lower && !self.any_case);
        if word.key != NO_WORD && (only || first && self.filter.has_pair(pair(word.key, next))) {
            starts.push(self.start(word));
        }
    }

    #[inline(always)]
    fn start(&self, Word { start, end, key, full, .. }: Word) -> Start {
        let full = full.unwrap_or_else(|| ascii_full(self.text.as_bytes(), start, end, key));
        Start { at: start, word: Some((end, full)) }
    }

    /// Adds the words that a pattern may begin with; the last waits for what stands behind it.
    ///
    /// Written without branches: the outcome is unpredictable, so branches would mispredict.
    #[inline(always)]
    fn settle(&mut self, starts: &mut Vec<Start>) {
        let (words, filter, any_case) = (&*self.words, self.filter, self.any_case);
        let &[_, .., last] = &**words else { return };
        self.candidates.resize(words.len(), Candidate::default());
        let candidates = &mut self.candidates[..];
        let mut count = 0;
        for (at, (word, next)) in words.iter().zip(&words[1..]).enumerate() {
            let (only, first) = filter.roles(word.key, word.lower & !any_case);
            let pair = pair(word.key, next.key) & u64::from(first).wrapping_neg();
            filter.prefetch_pair(pair);
            candidates[count] = Candidate { pair, word: at as u32, only };
            count += usize::from((only | first) & (word.key != NO_WORD));
        }
        let mut kept = 0;
        for at in 0..count {
            let candidate = candidates[at];
            candidates[kept] = candidate;
            kept += usize::from(candidate.only | filter.has_pair(candidate.pair));
        }
        for candidate in &self.candidates[..kept] {
            starts.push(self.start(self.words[candidate.word as usize]));
        }
        self.words.clear();
        self.words.push(last);
    }

    /// Adds the ASCII symbols of a block that some pattern begins with.
    #[inline(always)]
    fn symbols(&self, base: usize, mut symbols: u64, starts: &mut Vec<Start>) {
        while symbols != 0 {
            let at = base + pop(&mut symbols);
            if self.filter.may_begin_with_symbol(self.text.as_bytes()[at]) {
                starts.push(Start { at, word: None });
            }
        }
    }

    /// Goes from `at` through a run of ASCII letters and digits and of characters beyond ASCII;
    /// returns its end, or the end of a word in it where the piece is full: a text in Chinese may
    /// be one run.
    #[inline(never)]
    fn wide_run(&mut self, mut at: usize, starts: &mut Vec<Start>) -> usize {
        let (text, bytes) = (self.text, self.text.as_bytes());
        let full = self.at.saturating_add(PIECE).min(bytes.len());
        while at < full {
            let (class, next) = class_at(text, at);
            if class.is_spaced_word() {
                let (end, Hash { key, full }) = wide_word(text, at, self.seed);
                let lower = class.is_lower();
                self.word(Word { start: at, end, key, full: Some(full), lower }, starts);
                at = end;
                continue;
            }
            if bytes[at].is_ascii() {
                break;
            }
            let may_begin = if class.is_spaceless() {
                self.part(starts);
                self.filter.may_begin_with_char(text, at)
            } else {
                self.filter.has_symbols()
                    && Char::at(text, at)
                        .folded
                        .first()
                        .is_some_and(|&first| self.filter.may_begin_with_symbol(first))
            };
            if may_begin && is_start(text, at) {
                starts.push(Start { at, word: None });
            }
            at = next;
        }
        at
    }
}

/// Takes the lowest bit out of a set; returns its number.
#[inline(always)]
fn pop(set: &mut u64) -> usize {
    let bit = set.trailing_zeros();
    *set &= *set - 1;
    bit as usize
}
