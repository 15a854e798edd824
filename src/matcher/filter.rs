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
    /// The first four characters of the patterns that begin in a script without spaces, or all up to a space if there are fewer.
    openings: HashSet,
    /// The first two characters of those that have more.
    char_pairs: HashSet,
    /// First bytes of the patterns that begin with a symbol.
    symbols: [bool; 256],
}

impl Filter {
    pub(super) fn new(patterns: &[Pattern<'_>]) -> Filter {
        let [mut words, mut lower_words, mut word_pairs, mut openings, mut char_pairs] = [const { Vec::new() }; 5];
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
            } else {
                let opening: Vec<char> = folded.chars().take_while(|&c| c != ' ').take(OPENING).collect();
                openings.push(hash(&opening));
                if opening.len() > 2 {
                    char_pairs.push(hash(&opening[..2]));
                }
            }
        }
        let [words, lower_words, word_pairs, openings, char_pairs] =
            [words, lower_words, word_pairs, openings, char_pairs].map(HashSet::new);
        Filter { words, lower_words, word_pairs, openings, char_pairs, symbols }
    }

    /// Whether a pattern may begin with `word`, before the word `next`.
    #[inline]
    pub(super) fn may_begin_with(&self, word: &Word, next: Option<&Word>, any_case: bool) -> bool {
        let words = if word.lower && !any_case { &self.lower_words } else { &self.words };
        words.contains(word.hash) || next.is_some_and(|next| self.word_pairs.contains(pair(word.hash, next.hash)))
    }

    /// Whether a pattern may begin with `c`, a character of `text` in a script without spaces, and what stands behind it.
    #[inline]
    pub(super) fn may_begin_with_char<'t>(&self, mut c: Char<'t>, text: &'t str) -> bool {
        let (mut hash, mut len) = (0, 0);
        loop {
            let mut folded = c.folded;
            if folded.is_empty() {
                // What an invisible character hides has to be walked to be seen.
                return true;
            }
            if c.class.is_space() {
                return false;
            }
            while !folded.is_empty() {
                let first;
                (first, folded) = first_char(folded);
                hash = mix_all(hash, first);
                len += 1;
                if self.openings.contains(hash) {
                    return true;
                }
                if len == OPENING || len == 2 && !self.char_pairs.contains(hash) {
                    return false;
                }
            }
            if c.end == text.len() {
                return false;
            }
            c = Char::at(text, c.end);
        }
    }

    /// Whether a pattern may begin with a symbol that folds to something beginning with `first`.
    #[inline]
    pub(super) fn may_begin_with_symbol(&self, first: u8) -> bool {
        self.symbols[first as usize]
    }

    pub(super) fn memory(&self) -> usize {
        let sets = [&self.words, &self.lower_words, &self.word_pairs, &self.openings, &self.char_pairs];
        sets.iter().map(|set| set.blocks.len() * 8).sum()
    }
}

/// How many characters [`Filter::openings`] looks at.
const OPENING: usize = 4;

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
    /// The first word that begins at `from` or later; `from` is not inside a word. A character of a script without spaces counts as an
    /// empty word.
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
                if c.class.is_spaceless() {
                    return Some(Word { start: at, end: at, hash: 0, lower: false });
                }
                at = c.end;
            }
        }
        if at < bytes.len() { Word::at(text, at) } else { None }
    }

    /// The word that begins at `start`, if one does; `start` is not inside a word.
    #[inline]
    pub(super) fn at(text: &str, start: usize) -> Option<Word> {
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

fn hash(chars: &[char]) -> u64 {
    chars.iter().fold(0, |hash, c| mix_all(hash, c.encode_utf8(&mut [0; 4]).as_bytes()))
}

#[inline]
fn mix_all(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, &b| mix(hash, b))
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

/// A set of hashes: says yes to all of its members and to about one in fifty others. A Bloom filter with two bits a member, both in one
/// block, so that a question costs one look into memory (Putze, Sanders and Singler 2007).
struct HashSet {
    blocks: Vec<u64>,
    shift: u32,
}

impl HashSet {
    fn new(hashes: Vec<u64>) -> HashSet {
        let len = (hashes.len() / 4).next_power_of_two().max(2);
        let mut set = HashSet { blocks: vec![0; len], shift: u64::BITS - len.trailing_zeros() };
        for hash in hashes {
            set.blocks[(hash >> set.shift) as usize] |= HashSet::bits(hash);
        }
        set
    }

    #[inline]
    fn contains(&self, hash: u64) -> bool {
        self.blocks[(hash >> self.shift) as usize] & HashSet::bits(hash) == HashSet::bits(hash)
    }

    #[inline]
    fn bits(hash: u64) -> u64 {
        1 << (hash >> 32 & 63) | 1 << (hash >> 26 & 63)
    }
}
