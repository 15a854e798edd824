//! What the tables say of each character: its class and its fold.

use super::tables::{BLOCKS, ENTRIES, ENTRY_IDS, FOLDED, FORMAT, MARK, SPACE, SPACELESS, WORD};

/// Class, length of the fold, and where it begins in the folded text.
#[inline]
pub(super) const fn entry(c: char) -> (u8, u8, u16) {
    ENTRIES[entry_at(c)]
}

/// The number of the entry of a character.
#[inline]
pub(super) const fn entry_at(c: char) -> usize {
    let point = c as usize;
    ENTRY_IDS[BLOCKS[point >> 7] as usize * 128 + (point & 127)] as usize
}

/// The [`entry`] of a character below [`NEAR_END`], with its fold if that is no longer than four
/// bytes.
#[derive(Clone, Copy)]
// Eight bytes, so that no multiplication leads to one.
#[repr(align(8))]
pub(super) struct Near {
    pub folded: [u8; 4],
    /// The length of the fold; [`FAR`] if it is longer.
    pub len: u8,
    /// The same, but [`FAR`] too if a word of a script with spaces cannot go on with it, or does so
    /// only where a letter follows.
    pub len_in_word: u8,
    /// The same, but [`FAR`] too if it folds to more or less than a character, or is white space.
    pub len_of_one: u8,
    pub class: u8,
}

/// Whether so many bytes of UTF-8, of which this is the first, are one character.
#[inline(always)]
pub(super) const fn is_one(first: u8, len: usize) -> bool {
    len == match first {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0.. => 4,
    }
}

/// The length of a fold that must be looked up elsewhere.
pub(super) const FAR: u8 = u8::MAX;

/// The first character that is no near one: those before are the letters of nearly all scripts with
/// spaces, of those of Southeast Asia, Kana, and the usual punctuation.
pub(super) const NEAR_END: usize = 0x3100;

/// The near characters, so that one look into memory tells all about each.
pub(super) static NEAR: [Near; NEAR_END] = {
    let unknown = Near { folded: [0; 4], len: FAR, len_in_word: FAR, len_of_one: FAR, class: 0 };
    let mut table = [unknown; NEAR_END];
    let mut point = 0;
    while point < NEAR_END {
        let c = char::from_u32(point as u32).expect("no surrogate");
        let (class, len, start) = entry(c);
        let near = &mut table[point];
        near.class = class;
        if len == u8::MAX {
            // It folds to itself.
            c.encode_utf8(&mut near.folded);
            near.len = c.len_utf8() as u8;
        } else if len <= 4 {
            near.len = len;
            let mut i = 0;
            while i < len as usize {
                near.folded[i] = FOLDED.as_bytes()[start as usize + i];
                i += 1;
            }
        }
        if class & (WORD | SPACELESS) == WORD || class & (MARK | FORMAT) == MARK {
            near.len_in_word = near.len;
        }
        if class & SPACE == 0 && near.len != FAR && is_one(near.folded[0], near.len as usize) {
            near.len_of_one = near.len;
        }
        point += 1;
    }
    table
};
