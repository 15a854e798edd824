//! The front end: finds the places of a text where a pattern may begin.
//!
//! The text is taken in pieces that fit into the cache. In each, [`simd`](super::simd) tells 64 bytes at a time which belong to words.
//! Words of ASCII letters and digits, the most of most texts, are cut out and hashed from there; a run of bytes with other characters in
//! it is gone through character by character.

use super::{
    filter::{NO_WORD, Start, View},
    hash::ascii_key,
    simd::{BLOCK, Level, Masks},
    units::wide_word,
};
use crate::text::{boundary::is_edge, fold::Char};

/// The bytes of a piece.
const PIECE: usize = 64 * BLOCK;

/// Goes through a text once, a piece at a time.
pub(super) struct Scan<'t, 'f> {
    text: &'t str,
    filter: View<'f>,
    seed: u64,
    level: Level,
    /// Everything before is done; not inside a word.
    at: usize,
}

/// Finds of a [`Scan`], and scratch memory.
#[derive(Debug, Default)]
pub(super) struct Finds {
    /// Words, and characters of scripts without spaces, in text order.
    pub starts: Vec<Start>,
    /// Symbols that some pattern begins with.
    pub symbols: Vec<usize>,
}

impl<'t, 'f> Scan<'t, 'f> {
    pub(super) fn new(text: &'t str, filter: View<'f>, seed: u64, level: Level) -> Scan<'t, 'f> {
        Scan { text, filter, seed, level, at: 0 }
    }

    /// Adds what stands in the next piece to `finds`; `false` at the end of the text.
    pub(super) fn next(&mut self, finds: &mut Finds) -> bool {
        let (text, from) = (self.text, self.at);
        let bytes = text.as_bytes();
        if from == bytes.len() {
            return false;
        }
        let piece = &bytes[from..bytes.len().min(from + PIECE)];
        let mut masks = [Masks::default(); PIECE / BLOCK + 1];
        self.level.masks(piece, &mut masks);
        let is_last = from + piece.len() == bytes.len();
        let mut carry = 0;
        for block in 0..piece.len().div_ceil(BLOCK) {
            let Masks { words, wide } = masks[block];
            let mut begins = words & !(words << 1 | carry);
            carry = words >> (BLOCK - 1);
            if self.filter.has_symbols() {
                self.ascii_symbols(from + block * BLOCK, words, piece.len() - block * BLOCK, finds);
            }
            while begins != 0 {
                let bit = begins.trailing_zeros() as usize;
                begins &= begins - 1;
                let start = from + block * BLOCK + bit;
                let (len, is_wide) = run(&masks, block, bit, wide);
                let end = start + len;
                if end == from + piece.len() && !is_last {
                    // The run may go on in the next piece, which begins here unless this whole piece is one run.
                    if start > from {
                        self.at = start;
                        return true;
                    }
                    self.at = self.wide_run(start, finds);
                    return true;
                }
                if is_wide {
                    self.wide_run(start, finds);
                } else {
                    let key = ascii_key(bytes, start, end, self.seed);
                    self.found(Start { start, end, key, lower: bytes[start].is_ascii_lowercase(), wide: false, sure: false }, finds);
                }
            }
        }
        self.at = from + piece.len();
        true
    }

    #[inline(always)]
    fn found(&self, start: Start, finds: &mut Finds) {
        if let Some(last) = finds.starts.last() {
            self.filter.prefetch(last, start.key);
        }
        finds.starts.push(start);
    }

    /// Adds the symbols of a block of ASCII characters that some pattern begins with.
    fn ascii_symbols(&self, from: usize, words: u64, len: usize, finds: &mut Finds) {
        let mut others = !words & u64::MAX >> (BLOCK - len.min(BLOCK));
        while others != 0 {
            let at = from + others.trailing_zeros() as usize;
            others &= others - 1;
            if self.filter.may_begin_with_symbol(self.text.as_bytes()[at]) {
                finds.symbols.push(at);
            }
        }
    }

    /// Goes from `at` through a run of ASCII letters and digits and of characters beyond ASCII; returns its end.
    fn wide_run(&self, mut at: usize, finds: &mut Finds) -> usize {
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
                let lower = Char::at(text, at).class.is_lower();
                self.found(Start { start: at, end, key: hash.key, lower, wide: true, sure: false }, finds);
                at = end;
                continue;
            };
            if c.class.is_spaceless() {
                let sure = !c.folded.is_empty() && self.filter.may_begin_with_char(c, text) && is_edge(text, at);
                finds.starts.push(Start { start: at, end: at, key: NO_WORD, lower: false, wide: true, sure });
            } else if c.folded.first().is_some_and(|&first| self.filter.may_begin_with_symbol(first)) && is_edge(text, at) {
                finds.symbols.push(at);
            }
            at = c.end;
        }
        at
    }
}

/// The length of the run of word bytes that begins at `bit` of `block`, and whether it has characters beyond ASCII.
#[inline(always)]
fn run(masks: &[Masks], block: usize, bit: usize, wide: u64) -> (usize, bool) {
    let len = (!(masks[block].words >> bit)).trailing_zeros() as usize;
    if bit + len < BLOCK {
        return (len, wide >> bit & ((1 << len) - 1) != 0);
    }
    let mut len = BLOCK - bit;
    let mut is_wide = wide >> bit != 0;
    for next in &masks[block + 1..] {
        let more = (!next.words).trailing_zeros() as usize;
        if more == BLOCK {
            is_wide |= next.wide != 0;
            len += BLOCK;
        } else {
            is_wide |= next.wide & ((1 << more) - 1) != 0;
            return (len + more, is_wide);
        }
    }
    (len, is_wide)
}
