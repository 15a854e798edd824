//! Finds rows by a short folded word, in one look most times.

use crate::lexicon::store::{
    List,
    slots::{Slot, Slots},
};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned, little_endian::U32};

/// The number of a row, counted from 1; 0 in a free slot.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(transparent)]
pub(super) struct Row(U32);

impl Slot for Row {
    const FREE: Row = Row(U32::ZERO);

    fn is_free(&self) -> bool {
        self.0 == U32::ZERO
    }
}

/// Row numbers by the words of the rows.
pub(super) struct Index(Slots<Row>);

impl Index {
    /// The index of rows with these words. Of several rows with the same word, which stand
    /// together, it has the first.
    pub(super) fn new<'w>(words: impl ExactSizeIterator<Item = &'w [u8]>) -> Index {
        let len = (2 * words.len()).next_power_of_two();
        let mut last: Option<&[u8]> = None;
        let rows = words.enumerate().filter(|&(_, word)| last.replace(word) != Some(word));
        let rows = rows.map(|(row, word)| (hash(word), Row(U32::new(row as u32 + 1))));
        Index(Slots::new(len, rows))
    }

    /// The first row with this word; `is` tells whether a row has it.
    #[inline]
    pub(super) fn find(&self, word: &[u8], is: impl Fn(usize) -> bool) -> Option<usize> {
        let number = |row: &Row| row.0.get() as usize - 1;
        self.0.find(hash(word), |row| is(number(row))).map(number)
    }

    pub(super) fn list(&self) -> &List<Row> {
        self.0.list()
    }
}

impl From<List<Row>> for Index {
    fn from(rows: List<Row>) -> Index {
        Index(rows.into())
    }
}

#[inline]
fn hash(word: &[u8]) -> u64 {
    word.iter().fold(word.len() as u64, |hash, &b| {
        (hash.rotate_left(5) ^ u64::from(b)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}
