//! Items found by a hash, so that a word asks those that are written alike and no others.

use crate::lexicon::scratch::trim;

/// Numbers of items by hash. Items are added, settled, and then found.
#[derive(Debug, Default)]
pub(super) struct Index {
    rows: Vec<(u64, u32)>,
}

impl Index {
    pub(super) fn clear(&mut self) {
        self.rows.clear();
    }

    /// Gives back the memory of a part with many names.
    pub(super) fn trim(&mut self) {
        trim(&mut self.rows);
    }

    pub(super) fn add(&mut self, hash: u64, item: usize) {
        self.rows.push((hash, item as u32));
    }

    /// Makes the items ready to be found, and keeps the first of those that are the `same`.
    /// Complexity: O(n log n).
    pub(super) fn settle(&mut self, same: impl Fn(usize, usize) -> bool) {
        self.rows.sort_unstable();
        self.rows.dedup_by(|later, first| {
            later.0 == first.0 && same(later.1 as usize, first.1 as usize)
        });
    }

    /// The items that are left.
    pub(super) fn items(&self) -> impl Iterator<Item = usize> {
        self.rows.iter().map(|&(_, item)| item as usize)
    }

    /// The items with this hash, in the order of their numbers. Complexity: O(log n) for the first.
    pub(super) fn with(&self, hash: u64) -> impl Iterator<Item = usize> {
        let first = self.rows.partition_point(|row| row.0 < hash);
        self.rows[first..]
            .iter()
            .take_while(move |row| row.0 == hash)
            .map(|&(_, item)| item as usize)
    }
}
