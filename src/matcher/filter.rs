//! Tells from the first words or characters at a place that no pattern begins there.

use super::Pattern;
use crate::text::{class::Class, fold::Char};

/// How all patterns begin. It says yes to every place where one begins, and to few others.
pub(super) struct Filter {
    /// The words of the patterns that have only one.
    words: HashSet,
    /// Those of them that may begin in lower case.
    lower_words: HashSet,
    /// The first two words of all other patterns in scripts with spaces.
    word_pairs: HashSet,
    /// The patterns of one character of a script without spaces.
    chars: HashSet,
    /// The first two characters of the other patterns that begin in such a script.
    char_pairs: HashSet,
    /// First bytes of the patterns that begin with a symbol.
    symbols: [bool; 256],
}

impl Filter {
    pub(super) fn new(patterns: &[Pattern<'_>]) -> Filter {
        let [mut words, mut lower_words, mut word_pairs, mut chars, mut char_pairs] = [const { Vec::new() }; 5];
        let mut symbols = [false; 256];
        for pattern in patterns {
            let folded = pattern.folded;
            let first = Char::at(folded, 0);
            if let Some(word) = Word::at(folded, 0) {
                match Word::next(folded, word.end) {
                    Some(second) => word_pairs.push(pair(word.hash, second.hash)),
                    None => {
                        words.push(word.hash);
                        if pattern.lower || word.end < folded.len() {
                            lower_words.push(word.hash);
                        }
                    }
                }
            } else if !first.class.is_spaceless() {
                symbols[folded.as_bytes()[0] as usize] = true;
            } else if first.end == folded.len() {
                chars.push(hash(folded.as_bytes()));
            } else {
                let second = Char::at(folded, first.end).end;
                char_pairs.push(pair(hash(&folded.as_bytes()[..first.end]), hash(&folded.as_bytes()[first.end..second])));
            }
        }
        let [words, lower_words, word_pairs, chars, char_pairs] = [words, lower_words, word_pairs, chars, char_pairs].map(HashSet::new);
        Filter { words, lower_words, word_pairs, chars, char_pairs, symbols }
    }

    /// Whether a pattern may begin with `word`, before the word `next`.
    #[inline]
    pub(super) fn may_begin_with(&self, word: &Word, next: Option<&Word>, any_case: bool) -> bool {
        let words = if word.lower && !any_case { &self.lower_words } else { &self.words };
        words.contains(word.hash) || next.is_some_and(|next| self.word_pairs.contains(pair(word.hash, next.hash)))
    }

    /// Whether a pattern may begin with `first`, a character of `text` in a script without spaces.
    #[inline]
    pub(super) fn may_begin_with_char(&self, first: &Char<'_>, text: &str) -> bool {
        let (one, rest) = first_char(first.folded);
        if self.chars.contains(hash(one)) {
            return true;
        }
        if !rest.is_empty() {
            return self.char_pairs.contains(pair(hash(one), hash(first_char(rest).0)));
        }
        if first.end == text.len() {
            return false;
        }
        let second = Char::at(text, first.end);
        match second.folded {
            // What an invisible character hides has to be walked to be seen.
            [] => true,
            folded => self.char_pairs.contains(pair(hash(one), hash(first_char(folded).0))),
        }
    }

    /// Whether a pattern may begin with a symbol that folds to something beginning with `first`.
    #[inline]
    pub(super) fn may_begin_with_symbol(&self, first: u8) -> bool {
        self.symbols[first as usize]
    }

    pub(super) fn memory(&self) -> usize {
        let sets = [&self.words, &self.lower_words, &self.word_pairs, &self.chars, &self.char_pairs];
        sets.iter().map(|set| set.bits.len() * 8).sum()
    }
}

/// A word of a script with spaces.
pub(super) struct Word {
    pub start: usize,
    pub end: usize,
    /// Of the folded word.
    hash: u64,
    /// Whether it begins with a lower-case letter.
    lower: bool,
}

impl Word {
    /// The first word that begins at `from` or later; `from` is not inside a word.
    #[inline]
    pub(super) fn next(text: &str, from: usize) -> Option<Word> {
        let bytes = text.as_bytes();
        let mut at = from;
        while at < bytes.len() {
            if bytes[at].is_ascii() {
                if ASCII_WORD[bytes[at] as usize] != 0 {
                    break;
                }
                at += 1;
            } else {
                let c = Char::at(text, at);
                if c.class.is_spaced_word() {
                    break;
                }
                at = c.end;
            }
        }
        if at < bytes.len() { Word::at(text, at) } else { None }
    }

    /// The word that begins at `start`, if one does; `start` is not inside a word.
    #[inline]
    fn at(text: &str, start: usize) -> Option<Word> {
        let first = text[start..].chars().next().map(Class::of).filter(|class| class.is_spaced_word())?;
        let bytes = text.as_bytes();
        let mut hash = 0;
        let mut at = start;
        // Behind the last letter, digit or mark; invisible characters count only if the word goes on after them.
        let mut end = start;
        while at < bytes.len() {
            if bytes[at].is_ascii() {
                let folded = ASCII_WORD[bytes[at] as usize];
                if folded == 0 {
                    break;
                }
                hash = mix(hash, folded);
                at += 1;
                end = at;
            } else {
                let c = Char::at(text, at);
                if !(c.class.is_spaced_word() || c.class.is_mark() || c.class.is_format()) {
                    break;
                }
                for &b in c.folded {
                    hash = mix(hash, b);
                }
                at = c.end;
                if !c.class.is_format() {
                    end = at;
                }
            }
        }
        Some(Word { start, end, hash, lower: first.is_lower() })
    }
}

/// The folded form of the ASCII letters and digits; 0 for the other bytes.
static ASCII_WORD: [u8; 128] = {
    let mut folded = [0; 128];
    let mut b = 0;
    while b < 128 {
        if (b as u8).is_ascii_alphanumeric() {
            folded[b] = (b as u8).to_ascii_lowercase();
        }
        b += 1;
    }
    folded
};

/// The first character of some text, and the rest.
#[inline]
fn first_char(folded: &[u8]) -> (&[u8], &[u8]) {
    let len = match folded[0] {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    };
    folded.split_at(len)
}

#[inline]
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |hash, &b| mix(hash, b))
}

#[inline]
fn mix(hash: u64, byte: u8) -> u64 {
    (hash.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The hash of two words or characters that follow each other, whatever stands between them.
#[inline]
fn pair(first: u64, second: u64) -> u64 {
    (first.rotate_left(32) ^ second).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// A set of hashes: says yes to all of its members and to about one in ten others.
struct HashSet {
    bits: Vec<u64>,
    shift: u32,
}

impl HashSet {
    fn new(hashes: Vec<u64>) -> HashSet {
        let len = (hashes.len() * 8).next_power_of_two().max(64);
        let mut set = HashSet { bits: vec![0; len / 64], shift: u64::BITS - len.trailing_zeros() };
        for hash in hashes {
            let bit = (hash >> set.shift) as usize;
            set.bits[bit / 64] |= 1 << (bit % 64);
        }
        set
    }

    #[inline]
    fn contains(&self, hash: u64) -> bool {
        let bit = (hash >> self.shift) as usize;
        self.bits[bit / 64] >> (bit % 64) & 1 != 0
    }
}
