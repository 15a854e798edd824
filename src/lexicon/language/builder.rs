//! Makes a [`Detector`] of the rows of a table.

use super::{BLOCK, Detector, MOST, fingerprint, mix, place};
use std::collections::{BTreeMap, HashMap};

impl Detector {
    /// Makes a detector of rows of a language and a word, or letters in brackets: `[äöü]`, `[ก-๛]`.
    ///
    /// # Panics
    /// If there are too many languages, or what should be a word is none.
    pub(crate) fn new<'r>(rows: impl IntoIterator<Item = (&'r str, &'r str)>) -> Detector {
        let mut langs: Vec<Box<str>> = Vec::new();
        let mut sets = Sets::default();
        // In the order of their hashes, so that the same rows give the same bytes.
        let mut words: BTreeMap<u64, u16> = BTreeMap::new();
        let mut letters = vec![0; 0x1_0000];
        for (lang, word) in rows {
            let number = langs.iter().rposition(|known| **known == *lang).unwrap_or_else(|| {
                langs.push(lang.into());
                langs.len() - 1
            });
            assert!(number < MOST, "more than {MOST} languages");
            match word.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                Some(set) => expand(set)
                    .for_each(|letter| sets.add(&mut letters[letter as usize], number as u8)),
                None => sets.add(words.entry(hash_of(word)).or_default(), number as u8),
            }
        }
        let len = (words.len() * 2).next_power_of_two().max(2);
        let mut slots = vec![0; len];
        for (hash, set) in words {
            let mut at = place(hash, len);
            while slots[at] != 0 {
                at = (at + 1) % len;
            }
            slots[at] = fingerprint(hash) | u32::from(set);
        }
        let mut blocks: Vec<[u16; BLOCK]> = Vec::new();
        let mut numbers: HashMap<[u16; BLOCK], u16> = HashMap::new();
        let block_of = letters.as_chunks().0.iter().map(|block: &[u16; BLOCK]| {
            *numbers.entry(*block).or_insert_with(|| {
                blocks.push(*block);
                blocks.len() as u16 - 1
            })
        });
        let block_of = block_of.collect();
        let Sets { starts, members, .. } = sets;
        Detector { langs, slots, block_of, blocks, sets: starts, members }
    }
}

/// Sets of languages, by number. They are told apart by the order in which languages were added;
/// set 0 is empty.
struct Sets {
    /// The set that each becomes with one more language.
    with: HashMap<(u16, u8), u16>,
    /// The last of these that was asked for: letters come in runs that have the same sets.
    last: ((u16, u8), u16),
    starts: Vec<u32>,
    members: Vec<u8>,
}

impl Default for Sets {
    fn default() -> Sets {
        Sets {
            with: HashMap::new(),
            last: ((u16::MAX, 0), 0),
            starts: vec![0, 0],
            members: Vec::new(),
        }
    }
}

impl Sets {
    /// Adds a language to a set.
    fn add(&mut self, set: &mut u16, lang: u8) {
        let key = (*set, lang);
        if self.last.0 != key {
            let next = *self.with.entry(key).or_insert_with(|| {
                let [start, end] = [0, 1].map(|i| self.starts[*set as usize + i] as usize);
                self.members.extend_from_within(start..end);
                self.members.push(lang);
                self.starts.push(self.members.len() as u32);
                u16::try_from(self.starts.len() - 2)
                    .expect("fewer sets of languages than 16 bits can count")
            });
            self.last = (key, next);
        }
        *set = self.last.1;
    }
}

/// The letters of a set as in a regular expression: single ones, and ranges with a hyphen.
fn expand(set: &str) -> impl Iterator<Item = u32> {
    let mut chars = set.chars().map(u32::from).peekable();
    std::iter::from_fn(move || {
        let first = chars.next()?;
        let last = chars.next_if_eq(&u32::from('-')).and_then(|_| chars.next()).unwrap_or(first);
        Some(first..=last)
    })
    .flatten()
}

/// The hash of a word of the table; it is written in small letters.
fn hash_of(word: &str) -> u64 {
    word.chars().fold(0, |hash, c| mix(hash, c.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_letters() {
        for (set, letters) in [
            ("äöü", "äöü"),
            ("a-e", "abcde"),
            ("xa-cz", "xabcz"),
            ("-", "-"),
            ("a-", "a"),
            ("", ""),
        ] {
            let expanded: String = expand(set).filter_map(char::from_u32).collect();
            assert_eq!(expanded, letters, "{set}");
        }
    }
}
