//! Hashes of folded text, eight bytes at a time: each step multiplies to 128 bits and folds the
//! halves together (Wang Yi's wyhash).

use crate::lexicon::store::slots::slot;

const CHUNK: u64 = 0x9e37_79b9_7f4a_7c15;
const LAST: u64 = 0xd6e8_feb8_6659_fd93;
const PATH: u64 = 0xa076_1d64_78bd_642f;

/// This bit is what small ASCII letters have and capitals lack; digits have it.
const SMALL: u64 = 0x2020_2020_2020_2020;

#[inline(always)]
fn multiply(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

/// Hashes of a word or character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hash {
    /// Of the length and the first eight bytes: what a first look is taken with.
    pub key: u64,
    /// Of all bytes.
    pub full: u64,
}

/// Hashes a word or character from pieces of its folded form.
#[derive(Clone, Copy)]
pub(super) struct Hasher {
    seed: u64,
    /// The first eight bytes, once there are as many.
    first: u64,
    rest: u64,
    /// How many times eight bytes are done.
    chunks: u32,
    /// The bytes behind them, and how many bits they have.
    tail: u64,
    used: u32,
}

impl Hasher {
    #[inline(always)]
    pub(super) fn new(seed: u64) -> Hasher {
        Hasher { seed, first: 0, rest: 0, chunks: 0, tail: 0, used: 0 }
    }

    #[inline(always)]
    pub(super) fn push(&mut self, folded: &[u8]) {
        match *folded {
            [a] => self.push_bits(a.into(), 8),
            [a, b] => self.push_bits(u16::from_le_bytes([a, b]).into(), 16),
            [a, b, c] => self.push_bits(u32::from_le_bytes([a, b, c, 0]).into(), 24),
            _ => folded.iter().for_each(|&b| self.push_bits(b.into(), 8)),
        }
    }

    /// Adds a few bytes, the first of them lowest in `bytes`.
    #[inline(always)]
    pub(super) fn push_bits(&mut self, bytes: u64, bits: u32) {
        self.tail |= bytes << self.used;
        self.used += bits;
        if self.used >= 64 {
            self.end_chunk();
            self.used -= 64;
            self.tail = bytes >> (bits - self.used);
        }
    }

    #[inline(always)]
    fn end_chunk(&mut self) {
        if self.chunks == 0 {
            self.first = self.tail;
        } else {
            self.rest = multiply(self.rest, CHUNK) ^ self.tail;
        }
        self.chunks += 1;
    }

    #[inline(always)]
    pub(super) fn finish(mut self) -> Hash {
        let len = (self.chunks * 8 + self.used / 8) as usize;
        if self.used > 0 {
            self.end_chunk();
        }
        let key = key_of(self.first, len, self.seed);
        Hash { key, full: if len > 8 { multiply(key ^ self.rest, CHUNK) } else { key } }
    }
}

#[inline(always)]
fn key_of(first: u64, len: usize, seed: u64) -> u64 {
    multiply(seed ^ first, LAST ^ len as u64)
}

/// The first hash of the folded form of `text[start..end]`, ASCII letters and digits, and its first
/// character.
#[inline(always)]
pub(super) fn ascii_key(text: &[u8], start: usize, end: usize, seed: u64) -> (u64, u8) {
    let bytes = load(text, start);
    (key_of(fold(bytes, end - start), end - start, seed), bytes as u8)
}

/// The hash of all of `text[start..end]`, whose first hash is `key`.
#[inline(always)]
pub(super) fn ascii_full(text: &[u8], start: usize, end: usize, key: u64) -> u64 {
    if end - start <= 8 {
        return key;
    }
    let mut rest = 0;
    let mut at = start + 8;
    while at < end {
        rest = multiply(rest, CHUNK) ^ fold(load(text, at), end - at);
        at += 8;
    }
    multiply(key ^ rest, CHUNK)
}

/// The eight bytes from `at` on, with zeros behind the end of the text.
#[inline(always)]
fn load(text: &[u8], at: usize) -> u64 {
    let text = &text[at..];
    match text.first_chunk() {
        Some(&bytes) => u64::from_le_bytes(bytes),
        None => text.iter().rev().fold(0, |value, &b| value << 8 | u64::from(b)),
    }
}

/// The first `len` of eight ASCII letters and digits folded, with zeros behind them.
#[inline(always)]
fn fold(bytes: u64, len: usize) -> u64 {
    const FIRST: [u64; 9] = {
        let mut first = [u64::MAX; 9];
        let mut len = 0;
        while len < 8 {
            first[len] = (1 << (8 * len)) - 1;
            len += 1;
        }
        first
    };
    (bytes | SMALL) & FIRST[len.min(8)]
}

/// The hash of a path that goes on, after so many spaces, with a word or character.
#[inline(always)]
pub(super) fn follow(path: u64, spaces: u32, next: u64) -> u64 {
    multiply(path ^ next.rotate_left(23), PATH ^ u64::from(spaces))
}

/// The hash of characters that go on with another, of at most four bytes.
#[inline(always)]
pub(super) fn mix(before: u64, next: u32) -> u64 {
    multiply(before.rotate_left(23) ^ u64::from(next), CHUNK)
}

/// The hash of two words that follow each other, whatever stands between them.
#[inline(always)]
pub(super) fn pair(first: u64, second: u64) -> u64 {
    multiply(first ^ second.rotate_left(23), LAST)
}

/// Sorts hashes and leaves out those that stand there twice. They are spread evenly, so each is put
/// near its place at once.
pub(super) fn distinct(hashes: &[u64]) -> Vec<u64> {
    let buckets = hashes.len() as u32 / 4 + 1;
    let mut ends = vec![0; buckets as usize + 1];
    for &hash in hashes {
        ends[slot(hash, buckets) + 1] += 1;
    }
    for bucket in 1..ends.len() {
        ends[bucket] += ends[bucket - 1];
    }
    let mut sorted = vec![0; hashes.len()];
    for &hash in hashes {
        let end = &mut ends[slot(hash, buckets)];
        sorted[*end] = hash;
        *end += 1;
    }
    let (mut kept, mut at) = (0, 0);
    for &end in &ends {
        let first = kept;
        while at < end {
            let hash = sorted[at];
            at += 1;
            let mut place = kept;
            while place > first && sorted[place - 1] > hash {
                place -= 1;
            }
            if place == first || sorted[place - 1] != hash {
                sorted.copy_within(place..kept, place + 1);
                sorted[place] = hash;
                kept += 1;
            }
        }
    }
    sorted.truncate(kept);
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinct_hashes_are_sorted() {
        let spread = |count: u64| (0..count).map(|i| multiply(i % 700, CHUNK)).collect();
        for (case, hashes) in [
            ("none", vec![]),
            ("one", vec![0]),
            ("the ends", vec![u64::MAX, 0, u64::MAX, 1, 0]),
            ("close together", (0..100).rev().chain(50..150).collect()),
            ("spread evenly", spread(500)),
            ("many of them twice", spread(5000)),
        ] {
            let expected: Vec<u64> =
                std::collections::BTreeSet::from_iter(hashes.clone()).into_iter().collect();
            assert_eq!(distinct(&hashes), expected, "{case}");
        }
    }

    #[test]
    fn ascii_words_hash_like_any_other() {
        let text = "x Abcdefgh12345678Z y";
        for end in 3..20 {
            let folded = text[2..end].to_lowercase();
            let mut hasher = Hasher::new(7);
            folded.as_bytes().chunks(end % 4 + 1).for_each(|piece| hasher.push(piece));
            for text in [text, &text[..end]] {
                let (key, first) = ascii_key(text.as_bytes(), 2, end, 7);
                assert_eq!(first, b'A');
                assert_eq!(
                    Hash { key, full: ascii_full(text.as_bytes(), 2, end, key) },
                    hasher.finish(),
                    "{folded}"
                );
            }
        }
    }
}
