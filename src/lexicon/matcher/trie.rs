//! A trie of the patterns, unit by unit, in one flat hash table.
//!
//! Every beginning of a pattern that ends with a word or another character but white space is a
//! node, found by the hash of its units (its path). Nodes lie sorted by their hash's top bits, as
//! linear probing would put them. A node keeps 32 bits of the hash that did not choose its slot:
//! the build makes sure that these tell all nodes apart, but what stands in a text may hash like
//! one of them, so the caller compares the text with the pattern in the end.

use super::{
    Spelling, Spellings,
    filter::{Filter, FilterBuilder},
    hash::{Hash, Hasher, distinct, follow},
    may_end,
    simd::prefetch,
    units::{Unit, chars},
};
use crate::lexicon::{
    error::Error,
    file::{Reader, Writer},
    span::Span,
    store::{List, slots::slot},
    text::{
        class::Class,
        fold::{fold_into, is_one, same},
    },
};
use std::ops::Deref;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned, little_endian::U32};

/// Patterns as a table of their beginnings: one that is kept, or a view of it.
#[derive(Clone, Copy)]
pub(super) struct Trie<N = List<Node>> {
    nodes: N,
    /// How many slots hashes choose from; probing may run into the nodes behind.
    slots: u32,
    seed: u64,
}

/// A beginning of some pattern, or an empty slot.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(super) struct Node {
    /// Part of the hash of its path; 0 in an empty slot.
    tag: U32,
    /// The pattern that ends here, or [`NONE`].
    pattern: U32,
    /// One bit for each unit it goes on with, by hash.
    kids: U32,
}

const NONE: u32 = u32::MAX;
const EMPTY: Node = Node { tag: U32::ZERO, pattern: U32::MAX_VALUE, kids: U32::ZERO };
/// Stands for the node before the first unit.
const ROOT: Node = Node { tag: U32::ZERO, pattern: U32::MAX_VALUE, kids: U32::MAX_VALUE };

/// Places for each ten nodes.
const SLOTS_FOR_TEN: u64 = 14;

impl Node {
    fn tag(path: u64) -> u32 {
        (path as u32).max(1)
    }

    #[inline(always)]
    fn goes_on_with(&self, unit: u64) -> bool {
        self.kids.get() >> bit(unit) & 1 != 0
    }
}

/// The bit of a unit in [`Node::kids`].
#[inline(always)]
fn bit(unit: u64) -> u8 {
    (unit >> 59) as u8
}

impl Trie {
    /// Builds the trie of all spellings, the filter of how they begin, and the number of each one's
    /// pattern. Patterns are numbered as they come up; spellings that fold alike have the same.
    ///
    /// # Complexity
    /// O(n) in the units of all spellings; beside the result it takes 19 bytes a unit.
    pub(super) fn new(spellings: &impl Spellings) -> (Trie, Filter, Vec<u32>) {
        let mut seed = 0x5eed;
        loop {
            let (paths, filter) = Paths::new(spellings, seed);
            if let Some(trie) = Trie::nodes(&paths.hashes, seed)
                && let Some((Trie { nodes, slots, seed }, patterns)) = trie.fill(spellings, &paths)
            {
                return (Trie { nodes: nodes.into(), slots, seed }, filter, patterns);
            }
            seed += 1;
        }
    }

    /// Gives each pattern another number.
    pub(super) fn renumber(&mut self, numbers: &[u32]) {
        let mut nodes = std::mem::replace(&mut self.nodes, Vec::new().into()).into_vec();
        for node in nodes.iter_mut().filter(|node| node.pattern != NONE) {
            node.pattern = U32::new(numbers[node.pattern.get() as usize]);
        }
        self.nodes = nodes.into();
    }

    /// A view to search with.
    pub(super) fn view(&self) -> Trie<&[Node]> {
        Trie { nodes: &self.nodes, slots: self.slots, seed: self.seed }
    }

    pub(super) fn write<'a>(&'a self, writer: &mut Writer<'a>) {
        writer.list("trie", &self.nodes);
    }

    /// How to read the nodes: slots and seed.
    pub(super) fn key(&self) -> [u64; 2] {
        [self.slots.into(), self.seed]
    }

    pub(super) fn read(reader: &Reader, [slots, seed]: [u64; 2]) -> Result<Trie, Error> {
        Ok(Trie { nodes: reader.list("trie")?, slots: slots as u32, seed })
    }

    /// Memory kept, in bytes.
    pub(super) fn memory(&self) -> usize {
        size_of_val(&*self.nodes)
    }
}

/// The ways of all spellings from the root, one behind the other.
#[derive(Default)]
struct Paths {
    /// The path to each node on the way.
    hashes: Vec<u64>,
    /// The bit of its last unit in [`Node::kids`] of the node before.
    bits: Vec<u8>,
    /// Where the nodes of each spelling end.
    ends: Vec<usize>,
}

impl Paths {
    fn new(spellings: &impl Spellings, seed: u64) -> (Paths, Filter) {
        let mut paths = Paths::default();
        let mut filter = FilterBuilder::default();
        let mut folded = String::new();
        for at in 0..spellings.len() {
            let Spelling { text, lower } = spellings.get(at);
            fold_into(text, &mut folded);
            Path::walk(&folded, seed, |path, unit| {
                paths.hashes.push(path);
                paths.bits.push(bit(unit));
            });
            paths.ends.push(paths.hashes.len());
            filter.add(&folded, lower, seed);
        }
        (paths, filter.build())
    }
}

impl Trie<Vec<Node>> {
    /// The table with the nodes of all paths, which lead nowhere yet; `None` if two of them
    /// collide.
    fn nodes(paths: &[u64], seed: u64) -> Option<Trie<Vec<Node>>> {
        let paths = distinct(paths);
        let slots = (paths.len() as u64 * SLOTS_FOR_TEN / 10 + 1) as u32;
        let mut nodes: Vec<Node> = Vec::with_capacity(slots as usize + 64);
        for path in paths {
            let first = slot(path, slots);
            let tag = Node::tag(path);
            if nodes.len() <= first {
                nodes.resize(first, EMPTY);
            } else if nodes[first..].iter().any(|node| node.tag == tag) {
                return None;
            }
            nodes.push(Node { tag: U32::new(tag), ..EMPTY });
        }
        nodes.push(EMPTY);
        nodes.shrink_to_fit();
        Some(Trie { nodes, slots, seed })
    }

    /// Links the nodes; `None` if two different patterns have the same hash.
    fn fill(
        mut self,
        spellings: &impl Spellings,
        paths: &Paths,
    ) -> Option<(Trie<Vec<Node>>, Vec<u32>)> {
        let mut patterns = Vec::with_capacity(paths.ends.len());
        // The first spelling of each pattern.
        let mut firsts = Vec::new();
        let mut next = 0;
        for (at, &end) in (0..).zip(&paths.ends) {
            let mut last: Option<usize> = None;
            while next < end {
                if let Some(before) = last {
                    self.nodes[before].kids |= U32::new(1 << paths.bits[next]);
                }
                last = self.find(paths.hashes[next]);
                next += 1;
            }
            let node = last.expect(
                "names hold something that can be read, and all their beginnings are nodes",
            );
            let node = &mut self.nodes[node];
            if node.pattern == NONE {
                node.pattern = U32::new(firsts.len() as u32);
                firsts.push(at);
            } else {
                let first = spellings.get(firsts[node.pattern.get() as usize]).text;
                let other = spellings.get(at).text;
                if first != other && !same(first, other) {
                    return None;
                }
            }
            patterns.push(node.pattern.get());
        }
        Some((self, patterns))
    }
}

impl<N: Deref<Target = [Node]>> Trie<N> {
    /// The pattern that `folded` is, or seems to be.
    pub(super) fn get(&self, folded: &str) -> Option<u32> {
        let mut last = None;
        Path::walk(folded, self.seed, |path, _| last = Some(path));
        let node = self.nodes[self.find(last?)?];
        (node.pattern != NONE).then_some(node.pattern.get())
    }

    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    #[inline(always)]
    fn find(&self, path: u64) -> Option<usize> {
        let first = slot(path, self.slots);
        let tag = Node::tag(path);
        let nodes = self.nodes.get(first..)?;
        for (i, node) in nodes.iter().enumerate() {
            if node.tag == tag {
                return Some(first + i);
            }
            if node.tag == 0 {
                return None;
            }
        }
        None
    }

    /// Starts a walk at `start`; `word` gives end and hash of the word that begins there, if one
    /// does.
    #[inline(always)]
    pub(super) fn begin(&self, start: usize, word: Option<(usize, u64)>) -> Walk {
        let mut walk = Walk { start, at: start, last: Class::default(), path: Path::default() };
        if let Some((end, hash)) = word {
            walk.at = end;
            walk.path.step(hash);
            self.prefetch(hash);
        }
        walk
    }

    /// Takes a walk one node further: `found` gets each pattern that seems to end there, with its
    /// span. `false` where no pattern goes on.
    #[inline(always)]
    pub(super) fn advance(
        &self,
        text: &str,
        walk: &mut Walk,
        mut found: impl FnMut(u32, Span),
    ) -> bool {
        let Walk { start, at, last, path } = walk;
        let mut node = if path.begun {
            let Some(node) = self.find(path.hash) else { return false };
            &self.nodes[node]
        } else {
            &ROOT
        };
        loop {
            if node.pattern != NONE && path.spaces == 0 && may_end(text, *at, *last) {
                found(node.pattern.get(), Span::new(*start, *at));
            }
            if node.kids == 0 && text.as_bytes().get(*at).is_none_or(u8::is_ascii) {
                return false;
            }
            match Unit::at(text, *at, self.seed) {
                Unit::End => return false,
                Unit::Space { end } => {
                    path.spaces += 1;
                    *at = end;
                }
                Unit::Word { end, hash: Hash { full: hash, .. } } => {
                    if !node.goes_on_with(hash) {
                        return false;
                    }
                    path.step(hash);
                    (*at, *last) = (end, Class::default());
                    break;
                }
                Unit::Char(c) => {
                    (*at, *last) = (c.end, c.class);
                    if is_one(c.folded) {
                        let hash = hash_of(c.folded, self.seed);
                        if !node.goes_on_with(hash) {
                            return false;
                        }
                        path.step(hash);
                        break;
                    }
                    let mut folded = chars(c.folded).peekable();
                    while let Some(one) = folded.next() {
                        let hash = hash_of(one, self.seed);
                        if !node.goes_on_with(hash) {
                            return false;
                        }
                        path.step(hash);
                        if folded.peek().is_some() {
                            let Some(next) = self.find(path.hash) else { return false };
                            node = &self.nodes[next];
                        }
                    }
                    if !c.folded.is_empty() {
                        break;
                    }
                }
            }
        }
        self.prefetch(path.hash);
        true
    }

    /// Asks for the memory of the node at the end of a path.
    #[inline(always)]
    fn prefetch(&self, path: u64) {
        prefetch(&self.nodes, slot(path, self.slots));
    }
}

/// A way through the trie along a text. It stands before a node that it has asked the memory of, so
/// that many walks that take turns do not wait for each other's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk {
    start: usize,
    at: usize,
    /// The class of the character before `at`, if it belongs to no word.
    last: Class,
    path: Path,
}

/// The way from the root to a node.
#[derive(Clone, Copy, Debug, Default)]
struct Path {
    hash: u64,
    /// Spaces since the last unit.
    spaces: u32,
    begun: bool,
}

impl Path {
    #[inline(always)]
    fn step(&mut self, unit: u64) {
        self.hash = if self.begun { follow(self.hash, self.spaces, unit) } else { unit };
        self.spaces = 0;
        self.begun = true;
    }

    /// Calls `visit` for each unit of a folded text with the path up to it and its own hash.
    fn walk(folded: &str, seed: u64, mut visit: impl FnMut(u64, u64)) {
        let mut path = Path::default();
        let mut step = |unit: u64, path: &mut Path| {
            path.step(unit);
            visit(path.hash, unit);
        };
        let mut at = 0;
        loop {
            match Unit::at(folded, at, seed) {
                Unit::End => return,
                // Spaces that stand together were parted by what folds to nothing.
                Unit::Space { .. } => {
                    path.spaces += 1;
                    at += 1;
                }
                Unit::Word { end, hash } => {
                    step(hash.full, &mut path);
                    at = end;
                }
                Unit::Char(c) => {
                    chars(c.folded).for_each(|folded| step(hash_of(folded, seed), &mut path));
                    at = c.end;
                }
            }
        }
    }
}

#[inline(always)]
fn hash_of(folded: &[u8], seed: u64) -> u64 {
    let mut hasher = Hasher::new(seed);
    hasher.push(folded);
    hasher.finish().full
}
