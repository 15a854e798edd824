//! Makes a [`Detector`] of the rows of a table.

use super::{BLOCK, Detector, MOST_MEMBERS, Word, fingerprint, lower_case, mix};
use crate::lexicon::store::slots::Slots;
use std::collections::{BTreeMap, HashMap};
use zerocopy::little_endian::{U16, U32};

impl Detector {
    /// Makes a detector of the numbers of languages below [`MOST`](super::MOST), in groups, each
    /// with a word or with letters in brackets: `[äöü]`, `[ก-๛]`.
    ///
    /// # Errors
    /// If a word or letter stands too often, or there are more sets of languages than 16 bits can
    /// count.
    pub(crate) fn new<'r>(
        rows: impl IntoIterator<Item = (u8, &'r str)>,
    ) -> Result<Detector, String> {
        let mut sets = Sets::default();
        // In the order of their hashes, so that the same rows give the same bytes.
        let mut words: BTreeMap<u64, u16> = BTreeMap::new();
        let mut letters: Vec<u16> = Vec::new();
        for (lang, word) in rows {
            match letters_of(word) {
                Some(set) => {
                    for letter in expand(set).map(|letter| letter as usize) {
                        if letter >= letters.len() {
                            letters.resize((letter + 1).next_multiple_of(BLOCK), 0);
                        }
                        sets.add(&mut letters[letter], lang)?;
                    }
                }
                None => sets.add(words.entry(hash_of(word)).or_default(), lang)?,
            }
        }
        let len = (words.len() * 2).next_power_of_two().max(2);
        let words = words
            .into_iter()
            .map(|(hash, set)| (hash, Word { set: U16::new(set), fingerprint: fingerprint(hash) }));
        let words = Slots::new(len, words);
        let (block_of, blocks) = blocks(&letters);
        let Sets { starts, members, .. } = sets;
        Ok(Detector {
            words,
            block_of: block_of.into_iter().map(U16::new).collect(),
            blocks: blocks.into_iter().map(|block| block.map(U16::new)).collect(),
            sets: starts.into_iter().map(U32::new).collect(),
            members: members.into(),
        })
    }
}

/// The letters in brackets, if `word` stands for letters.
pub(crate) fn letters_of(word: &str) -> Option<&str> {
    word.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
}

/// The sets of letters in blocks: for each run of letters the number of its block, and the blocks.
fn blocks(letters: &[u16]) -> (Vec<u16>, Vec<[u16; BLOCK]>) {
    let mut blocks: Vec<[u16; BLOCK]> = Vec::new();
    let mut numbers: HashMap<[u16; BLOCK], u16> = HashMap::new();
    let block_of = letters.as_chunks().0.iter().map(|block: &[u16; BLOCK]| {
        *numbers.entry(*block).or_insert_with(|| {
            blocks.push(*block);
            blocks.len() as u16 - 1
        })
    });
    (block_of.collect(), blocks)
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
    fn add(&mut self, set: &mut u16, lang: u8) -> Result<(), String> {
        let key = (*set, lang);
        if self.last.0 != key {
            let next = match self.with.get(&key) {
                Some(&next) => next,
                None => self.grown(*set, lang)?,
            };
            self.with.insert(key, next);
            self.last = (key, next);
        }
        *set = self.last.1;
        Ok(())
    }

    /// A new set: another with one more language.
    fn grown(&mut self, set: u16, lang: u8) -> Result<u16, String> {
        let number = u16::try_from(self.starts.len() - 1)
            .map_err(|_| "more than 65,535 sets of languages that share words and letters")?;
        let [start, end] = [0, 1].map(|i| self.starts[set as usize + i] as usize);
        if end - start == MOST_MEMBERS {
            return Err(format!("a word or letter stands more than {MOST_MEMBERS} times"));
        }
        self.members.extend_from_within(start..end);
        self.members.push(lang);
        self.starts.push(self.members.len() as u32);
        Ok(number)
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

/// The hash of a word of the table, in small letters.
fn hash_of(word: &str) -> u64 {
    word.chars().map(lower_case).fold(0, |hash, c| mix(hash, c.into()))
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
