//! The front end: finds the places of a text where a pattern may begin.
//!
//! The text is taken in pieces. In each, [`simd`](super::simd) tells 64 bytes at a time which belong to words. Words of ASCII letters and
//! digits, the most of most texts, are cut out and hashed from there; a run of bytes with other characters in it is gone through character
//! by character.

use super::{
    filter::{NO_WORD, View},
    hash::{ascii_full, ascii_key},
    simd::{BLOCK, Level, Masks},
    units::wide_word,
};
use crate::text::{boundary::is_start, fold::Char};

/// The blocks of a piece.
const BLOCKS: usize = 16;
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
    /// The last word, of which it is not known yet what stands behind it.
    last: Word,
    /// What the filter has to say about it, asked for early because it takes time to come.
    block: u64,
}

/// A word of the text; none if its key is [`NO_WORD`].
#[derive(Clone, Copy)]
struct Word {
    start: usize,
    end: usize,
    key: u64,
    /// Whether it begins with a small letter.
    lower: bool,
    /// Whether it has other characters than ASCII letters and digits.
    wide: bool,
}

/// A place where a pattern may begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    pub at: usize,
    /// End and hash of the word that begins here, if one does.
    pub word: Option<(usize, u64)>,
}

impl<'t, 'f> Scan<'t, 'f> {
    pub(super) fn new(text: &'t str, filter: View<'f>, any_case: bool, seed: u64, level: Level) -> Scan<'t, 'f> {
        let last = Word { start: 0, end: 0, key: NO_WORD, lower: false, wide: false };
        Scan { text, filter, any_case, seed, level, at: 0, last, block: 0 }
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
        for (block, &Masks { words, wide, symbols, .. }) in masks[..piece.len().div_ceil(BLOCK)].iter().enumerate() {
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
                let is_wide = wide & (u64::MAX << begin) & !(u64::MAX << end) != 0;
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
            // It may go on in the next piece, which begins with it, unless it fills this one or ends with the text.
            Some(start) if start > from && end < bytes.len() => start,
            Some(start) => self.wide_run(start, starts),
        };
        if self.at < bytes.len() {
            return true;
        }
        self.settle(NO_WORD, starts);
        false
    }

    /// Takes a run of letters and digits.
    #[inline(always)]
    fn run(&mut self, start: usize, end: usize, is_wide: bool, starts: &mut Vec<Start>) {
        if is_wide {
            self.wide_run(start, starts);
        } else {
            let bytes = self.text.as_bytes();
            let key = ascii_key(bytes, start, end, self.seed);
            let lower = bytes[start].is_ascii_lowercase();
            self.word(Word { start, end, key, lower, wide: false }, starts);
        }
    }

    /// Takes the next word, which tells about the last.
    #[inline(always)]
    fn word(&mut self, word: Word, starts: &mut Vec<Start>) {
        self.settle(word.key, starts);
        self.block = self.filter.block(word.key);
        self.last = word;
    }

    /// Asks the filter about the last word, now that the one behind it is known.
    #[inline(always)]
    fn settle(&mut self, next: u64, starts: &mut Vec<Start>) {
        let Word { start, end, key, lower, wide } = self.last;
        if key != NO_WORD && self.filter.may_begin(self.block, key, next, lower && !self.any_case) {
            let full = if wide { wide_word(self.text, start, self.seed).1.full } else { ascii_full(self.text.as_bytes(), start, end, key) };
            starts.push(Start { at: start, word: Some((end, full)) });
        }
        self.last.key = NO_WORD;
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

    /// Goes from `at` through a run of ASCII letters and digits and of characters beyond ASCII; returns its end.
    #[inline(never)]
    fn wide_run(&mut self, mut at: usize, starts: &mut Vec<Start>) -> usize {
        let (text, bytes) = (self.text, self.text.as_bytes());
        while at < bytes.len() {
            let c = if bytes[at].is_ascii() {
                if !bytes[at].is_ascii_alphanumeric() {
                    break;
                }
                None
            } else {
                Some(Char::at(text, at)).filter(|c| !c.class.is_spaced_word())
            };
            let Some(c) = c else {
                let (end, hash) = wide_word(text, at, self.seed);
                let lower = if bytes[at].is_ascii() { bytes[at].is_ascii_lowercase() } else { Char::at(text, at).class.is_lower() };
                self.word(Word { start: at, end, key: hash.key, lower, wide: true }, starts);
                at = end;
                continue;
            };
            if c.class.is_spaceless() {
                self.settle(NO_WORD, starts);
                if !c.folded.is_empty() && self.filter.may_begin_with_char(c, text) && is_start(text, at) {
                    starts.push(Start { at, word: None });
                }
            } else if c.folded.first().is_some_and(|&first| self.filter.may_begin_with_symbol(first)) && is_start(text, at) {
                starts.push(Start { at, word: None });
            }
            at = c.end;
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
