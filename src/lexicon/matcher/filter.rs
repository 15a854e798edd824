//! Tells from the first words or characters at a place that no pattern begins there.

use super::{
    hash::{Hash, distinct, mix, pair},
    simd::prefetch,
    units::{Unit, chars, word},
};
use crate::lexicon::{
    error::Error,
    file::{Reader, Writer},
    store::{List, slots::slot},
    text::fold::{Char, Letter},
};
use zerocopy::little_endian::U64;

/// How all patterns begin. It says yes to every place where one begins, and to few others. One that
/// is kept, or a view of it.
#[derive(Clone, Copy)]
pub(super) struct Filter<B = List<U64>, S = List<u8>> {
    /// The words that patterns begin with, for each [`Role`] they have.
    words: HashSet<B>,
    /// The first two words of patterns in scripts with spaces.
    word_pairs: HashSet<B>,
    /// The first four characters of the patterns that begin in a script without spaces, or all up
    /// to a space if there are fewer.
    openings: HashSet<B>,
    /// The first two characters of those that have more.
    char_pairs: HashSet<B>,
    /// Whether a pattern begins with a symbol whose first byte is this; empty if none begins with
    /// any.
    symbols: S,
}

/// A filter to look into.
pub(super) type View<'f> = Filter<&'f [U64], &'f [u8]>;

/// The role of a word at the beginning of a pattern. Its value selects its bits in
/// [`Filter::words`].
#[derive(Clone, Copy)]
enum Role {
    /// The only word.
    Only = 0,
    /// The only word of one that may be found in lower case.
    OnlyLower = 1,
    /// The first of several.
    First = 2,
}

/// Stands for a character between words that belongs to none, and for the end of the text.
pub(super) const NO_WORD: u64 = 0;

/// How many characters [`Filter::openings`] looks at.
const OPENING: usize = 4;

/// Collects how patterns begin.
#[derive(Default)]
pub(super) struct FilterBuilder {
    words: [Vec<u64>; 3],
    word_pairs: Vec<u64>,
    openings: Vec<u64>,
    char_pairs: Vec<u64>,
    symbols: Vec<u8>,
}

impl FilterBuilder {
    /// Adds the pattern that folds to `folded`; `lower` says that it may be found without a
    /// capital.
    pub(super) fn add(&mut self, folded: &str, lower: bool, seed: u64) {
        match Unit::at(folded, 0, seed) {
            Unit::Word { end, hash: Hash { key, .. } } => match next_word(folded, end, seed) {
                Some(second) => {
                    self.words[Role::First as usize].push(key);
                    self.word_pairs.push(pair(key, second));
                }
                None => {
                    self.words[Role::Only as usize].push(key);
                    if lower || end < folded.len() {
                        self.words[Role::OnlyLower as usize].push(key);
                    }
                }
            },
            Unit::Char(c) if c.class.is_spaceless() => {
                let opening = chars(folded.as_bytes()).take_while(|c| *c != b" ").take(OPENING);
                let (mut hash, mut len) = (0, 0);
                for c in opening {
                    hash = mix(hash, bits(c));
                    len += 1;
                    if len == 3 {
                        // There are more than two.
                        self.char_pairs.push(hash_of_two(folded));
                    }
                }
                self.openings.push(hash);
            }
            _ => self.symbols.push(folded.as_bytes()[0]),
        }
    }

    pub(super) fn build(self) -> Filter {
        let words = HashSet::new(self.words);
        let [word_pairs, openings, char_pairs] =
            [self.word_pairs, self.openings, self.char_pairs].map(|hashes| HashSet::new([hashes]));
        let mut symbols = vec![0; if self.symbols.is_empty() { 0 } else { 256 }];
        self.symbols.iter().for_each(|&b| symbols[b as usize] = 1);
        Filter { words, word_pairs, openings, char_pairs, symbols: symbols.into() }
    }
}

/// The first hash of the first word in `folded[at..]`; [`NO_WORD`] if a character of a script
/// without spaces comes first.
fn next_word(folded: &str, mut at: usize, seed: u64) -> Option<u64> {
    while at < folded.len() {
        let c = Char::at(folded, at);
        if c.class.is_spaced_word() {
            return Some(word(folded, at, seed).1.key);
        }
        if c.class.is_spaceless() {
            return Some(NO_WORD);
        }
        at = c.end;
    }
    None
}

impl Filter {
    /// A view to look into.
    pub(super) fn view(&self) -> View<'_> {
        let Filter { words, word_pairs, openings, char_pairs, symbols } = self;
        Filter {
            words: words.view(),
            word_pairs: word_pairs.view(),
            openings: openings.view(),
            char_pairs: char_pairs.view(),
            symbols,
        }
    }

    pub(super) fn write<'a>(&'a self, writer: &mut Writer<'a>) {
        writer.list("filter: words", &self.words.blocks);
        writer.list("filter: word pairs", &self.word_pairs.blocks);
        writer.list("filter: openings", &self.openings.blocks);
        writer.list("filter: character pairs", &self.char_pairs.blocks);
        writer.list("filter: symbols", &self.symbols);
    }

    pub(super) fn read(reader: &Reader) -> Result<Filter, Error> {
        let set = |name| reader.list(name).map(|blocks| HashSet { blocks });
        Ok(Filter {
            words: set("filter: words")?,
            word_pairs: set("filter: word pairs")?,
            openings: set("filter: openings")?,
            char_pairs: set("filter: character pairs")?,
            symbols: reader.list("filter: symbols")?,
        })
    }

    /// Memory kept, in bytes.
    pub(super) fn memory(&self) -> usize {
        let sets = [&self.words, &self.word_pairs, &self.openings, &self.char_pairs];
        sets.iter().map(|set| size_of_val(&*set.blocks)).sum::<usize>() + self.symbols.len()
    }
}

impl View<'_> {
    /// Whether what it knows of words fits into the innermost cache.
    #[inline(always)]
    pub(super) fn is_small(&self) -> bool {
        self.words.blocks.len() < FEW
    }

    /// Prefetches the block that [`roles`](Self::roles) reads.
    #[inline(always)]
    pub(super) fn prefetch_word(&self, key: u64) {
        self.words.prefetch(key);
    }

    /// Whether a word with this key may be a pattern, and whether it may be the first word of one.
    /// With `lower` patterns of one word count only if they may stand in lower case.
    #[inline(always)]
    pub(super) fn roles(&self, key: u64, lower: bool) -> (bool, bool) {
        let block = self.words.block(key);
        // Role::Only or Role::OnlyLower
        let only = Role::Only as u32 + u32::from(lower);
        (holds(block, key, only), holds(block, key, Role::First as u32))
    }

    /// Asks for the memory that [`has_pair`](Self::has_pair) will look at.
    #[inline(always)]
    pub(super) fn prefetch_pair(&self, pair: u64) {
        self.word_pairs.prefetch(pair);
    }

    /// Whether a pattern may begin with two words of this hash.
    #[inline(always)]
    pub(super) fn has_pair(&self, pair: u64) -> bool {
        self.word_pairs.contains(pair)
    }

    /// Whether a pattern may begin with the character at `at`, one of a script without spaces, and
    /// what stands behind it.
    #[inline]
    pub(super) fn may_begin_with_char(&self, text: &str, mut at: usize) -> bool {
        let (mut hash, mut len) = (0, 0);
        // What is known with one character more.
        let mut step = |folded: u32| {
            hash = mix(hash, folded);
            len += 1;
            if self.openings.contains(hash) {
                return Some(true);
            }
            let goes_on = len != OPENING && (len != 2 || self.char_pairs.contains(hash));
            (!goes_on).then_some(false)
        };
        while at < text.len() {
            if let Some(letter) = Letter::one(text, at) {
                if let Some(known) = step(letter.folded) {
                    return known;
                }
                at = letter.end;
                continue;
            }
            let c = Char::at(text, at);
            if c.folded.is_empty() {
                // Only a walk sees through an invisible character.
                return len > 0;
            }
            if c.class.is_space() {
                return false;
            }
            if let Some(known) = chars(c.folded).find_map(|folded| step(bits(folded))) {
                return known;
            }
            at = c.end;
        }
        false
    }

    /// Whether a pattern may begin with a symbol that folds to something beginning with `first`.
    #[inline]
    pub(super) fn may_begin_with_symbol(&self, first: u8) -> bool {
        self.symbols.get(first as usize).is_some_and(|&begins| begins != 0)
    }

    /// Whether any pattern begins with a symbol.
    pub(super) fn has_symbols(&self) -> bool {
        !self.symbols.is_empty()
    }
}

fn hash_of_two(folded: &str) -> u64 {
    chars(folded.as_bytes()).take(2).fold(0, |hash, c| mix(hash, bits(c)))
}

/// The bytes of a character, the first of them lowest.
#[inline]
fn bits(c: &[u8]) -> u32 {
    c.iter().rev().fold(0, |bits, &b| bits << 8 | u32::from(b))
}

/// A set of hashes: says yes to all of its members and to about one in fifty others. A Bloom filter
/// with two bits a member, both in one block, so that a question costs one look into memory (Putze,
/// Sanders and Singler 2007). A member may be in it in several roles, which all look at the same
/// block.
#[derive(Clone, Copy)]
struct HashSet<B = List<U64>> {
    blocks: B,
}

/// Members for each block of 64 bits; fewer where there is room in the cache.
const MEMBERS: usize = 6;
const MEMBERS_OF_SMALL: usize = 2;

/// Sets with fewer blocks fit into the innermost cache.
const FEW: usize = 4096;

impl HashSet {
    /// The set of these hashes in role 0, 1 and so on.
    fn new<const ROLES: usize>(hashes: [Vec<u64>; ROLES]) -> HashSet {
        let hashes = hashes.map(|hashes| distinct(&hashes));
        let members: usize = hashes.iter().map(Vec::len).sum();
        let members_of_block =
            if members < MEMBERS_OF_SMALL * FEW { MEMBERS_OF_SMALL } else { MEMBERS };
        let mut blocks = vec![U64::ZERO; members.div_ceil(members_of_block).max(1)];
        for (role, hashes) in hashes.into_iter().enumerate() {
            for hash in hashes {
                let at = slot(hash, blocks.len() as u32);
                blocks[at] |= U64::new(two(hash, role as u32));
            }
        }
        HashSet { blocks: blocks.into() }
    }

    fn view(&self) -> HashSet<&[U64]> {
        HashSet { blocks: &self.blocks }
    }
}

impl HashSet<&[U64]> {
    #[inline(always)]
    fn contains(&self, hash: u64) -> bool {
        holds(self.block(hash), hash, 0)
    }

    #[inline(always)]
    fn block(&self, hash: u64) -> u64 {
        self.blocks.get(self.slot(hash)).map_or(0, |block| block.get())
    }

    #[inline(always)]
    fn prefetch(&self, hash: u64) {
        prefetch(self.blocks, self.slot(hash));
    }

    #[inline(always)]
    fn slot(&self, hash: u64) -> usize {
        slot(hash, self.blocks.len() as u32)
    }
}

#[inline(always)]
fn holds(block: u64, hash: u64, role: u32) -> bool {
    let two = two(hash, role);
    block & two == two
}

/// Two of the 64 bits of a block, from bits of the hash that do not choose the block, turned for
/// each role.
#[inline(always)]
fn two(hash: u64, role: u32) -> u64 {
    (1u64 << (hash & 63) | 1 << (hash >> 6 & 63)).rotate_left(21 * role)
}
