//! What the tables say of each character: its class and its fold.

use super::tables::{BLOCKS, ENTRIES, ENTRY_IDS, FOLDED};

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
pub(super) struct Near {
    pub folded: [u8; 4],
    /// The length of the fold; [`FAR`] if it is longer.
    pub len: u8,
    pub class: u8,
}

/// The length of a fold that must be looked up elsewhere.
pub(super) const FAR: u8 = u8::MAX;

/// The first character that is in no near table: those before are the letters of all scripts with
/// spaces but Hangul, of the scripts of Southeast Asia, Kana, and the usual punctuation.
pub(super) const NEAR_END: usize = 0x3100;

/// The near characters, so that one look into memory tells all about a character.
pub(super) static NEAR: [Near; NEAR_END] = {
    let mut table = [Near { folded: [0; 4], len: FAR, class: 0 }; NEAR_END];
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
        point += 1;
    }
    table
};
