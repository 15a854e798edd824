//! The patterns that are ordinary words.

use crate::lexicon::{
    gazetteer::WordLangs,
    store::{
        List,
        slots::{Slot, Slots},
    },
};
use std::collections::BTreeMap;
use zerocopy::{
    FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned,
    little_endian::{U32, U128},
};

/// The patterns that are ordinary words, by their numbers.
pub(super) struct CommonPatterns(Slots<CommonPattern>);

/// A pattern that is an ordinary word of some languages.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(super) struct CommonPattern {
    pattern: U32,
    langs: U128,
}

impl Slot for CommonPattern {
    const FREE: CommonPattern = CommonPattern { pattern: U32::MAX_VALUE, langs: U128::ZERO };

    fn is_free(&self) -> bool {
        self.pattern == U32::MAX_VALUE
    }
}

impl CommonPatterns {
    pub(super) fn new(patterns: &BTreeMap<u32, WordLangs>) -> CommonPatterns {
        let rows = patterns.iter().map(|(&pattern, langs)| {
            let row = CommonPattern { pattern: U32::new(pattern), langs: U128::new(langs.0) };
            (hash(pattern), row)
        });
        CommonPatterns(Slots::new(patterns.len() * 3 / 2 + 1, rows))
    }

    /// The languages in which a pattern is an ordinary word.
    pub(super) fn get(&self, pattern: u32) -> WordLangs {
        let row = self.0.find(hash(pattern), |row| row.pattern.get() == pattern);
        row.map_or(WordLangs::default(), |row| WordLangs(row.langs.get()))
    }

    pub(super) fn list(&self) -> &List<CommonPattern> {
        self.0.list()
    }
}

impl From<List<CommonPattern>> for CommonPatterns {
    fn from(patterns: List<CommonPattern>) -> CommonPatterns {
        CommonPatterns(patterns.into())
    }
}

fn hash(pattern: u32) -> u64 {
    u64::from(pattern.wrapping_mul(0x9e37_79b9)) << 32
}
