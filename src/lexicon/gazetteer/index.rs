//! Finds rows by a short folded word, in one look most times.

use crate::lexicon::store::List;
use zerocopy::little_endian::U32;

/// Open-addressing table of 1-based row numbers; 0 is an empty slot.
pub(super) struct Index(pub(super) List<U32>);

impl Index {
    /// The index of rows with these words. Of several rows with the same word, which stand
    /// together, it has the first.
    pub(super) fn new<'w>(words: impl ExactSizeIterator<Item = &'w [u8]>) -> Index {
        let mut places = vec![U32::ZERO; (2 * words.len()).next_power_of_two()];
        let mut last: Option<&[u8]> = None;
        for (row, word) in words.enumerate() {
            if last.replace(word) != Some(word) {
                let mut at = place(word, places.len());
                while places[at] != U32::ZERO {
                    at = (at + 1) % places.len();
                }
                places[at] = U32::new(row as u32 + 1);
            }
        }
        Index(places.into())
    }

    /// The first row with this word; `is` tells whether a row has it.
    #[inline]
    pub(super) fn find(&self, word: &[u8], is: impl Fn(usize) -> bool) -> Option<usize> {
        let places = &*self.0;
        let mut at = place(word, places.len());
        for _ in places {
            let row = (places.get(at)?.get() as usize).checked_sub(1)?;
            if is(row) {
                return Some(row);
            }
            at = (at + 1) % places.len();
        }
        None
    }
}

/// One of so many places, a power of two.
#[inline]
fn place(word: &[u8], places: usize) -> usize {
    let hash = word.iter().fold(word.len() as u64, |hash, &b| {
        (hash.rotate_left(5) ^ u64::from(b)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    (hash >> 32) as usize & places.wrapping_sub(1)
}
