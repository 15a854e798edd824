//! Hash tables that lie in a file as they are in memory.

use super::{List, Plain};

/// A row of [`Slots`].
pub(crate) trait Slot: Plain {
    /// A slot without a row.
    const FREE: Self;

    fn is_free(&self) -> bool;
}

/// A hash table with open addressing and linear probing.
pub(crate) struct Slots<T: Slot>(List<T>);

impl<T: Slot> Slots<T> {
    /// A table of `len` slots, more than there are `rows`. Each row comes with its hash.
    pub(crate) fn new(len: usize, rows: impl IntoIterator<Item = (u64, T)>) -> Slots<T> {
        let mut slots = vec![T::FREE; len];
        for (hash, row) in rows {
            let mut at = slot(hash, len as u32);
            while !slots[at].is_free() {
                at = (at + 1) % len;
            }
            slots[at] = row;
        }
        Slots(slots.into())
    }

    /// The row with this hash that `is` holds for.
    #[inline]
    pub(crate) fn find(&self, hash: u64, is: impl Fn(&T) -> bool) -> Option<&T> {
        let slots = &*self.0;
        let mut at = slot(hash, slots.len() as u32);
        // A damaged table may have no free slot.
        for _ in slots {
            let row = slots.get(at)?;
            if row.is_free() {
                return None;
            }
            if is(row) {
                return Some(row);
            }
            at += 1;
            if at == slots.len() {
                at = 0;
            }
        }
        None
    }
}

impl<T: Slot> Slots<T> {
    pub(crate) fn list(&self) -> &List<T> {
        &self.0
    }
}

impl<T: Slot> From<List<T>> for Slots<T> {
    fn from(slots: List<T>) -> Slots<T> {
        Slots(slots)
    }
}

/// The one of so many slots that the upper half of a hash chooses (Lemire 2019).
#[inline(always)]
pub(crate) fn slot(hash: u64, slots: u32) -> usize {
    (((hash >> 32) * u64::from(slots)) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use zerocopy::little_endian::U32;

    impl Slot for U32 {
        const FREE: U32 = U32::ZERO;

        fn is_free(&self) -> bool {
            *self == U32::ZERO
        }
    }

    #[test]
    fn rows_are_found_wherever_they_stand() {
        for (case, hashes) in [
            ("apart", [0, 1 << 62, 3 << 62]),
            ("one hash", [7, 7, 7]),
            ("around the end", [u64::MAX, u64::MAX, u64::MAX - 1]),
        ] {
            let rows = hashes.into_iter().zip([1, 2, 3].map(U32::new));
            let slots = Slots::new(4, rows.clone());
            for (hash, row) in rows {
                assert_eq!(slots.find(hash, |other| *other == row), Some(&row), "{case}");
            }
            assert_eq!(slots.find(hashes[0], |_| false), None, "{case}");
        }
    }

    #[test]
    fn damaged_tables() {
        for (case, slots) in [("empty", vec![]), ("no free slot", vec![U32::new(1); 3])] {
            assert_eq!(Slots::from(List::from(slots)).find(u64::MAX, |_| false), None, "{case}");
        }
    }
}
