//! Engines that find every whole-word hit, nested and overlapping ones too, under the same rule of
//! capitals: gazetag, and others with what it takes for them to find exactly the same.

use super::{
    names::Names,
    text::{boundary, class::Class},
    texts::{Document, Text},
};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use daachorse::DoubleArrayAhoCorasick;
use gazetag::Annotator;
use rustc_hash::FxHashMap;

/// Start and end of a hit in bytes.
pub type Found = (usize, usize);

/// Something that finds hits.
pub trait Engine {
    /// Adds the hits in a document to `found`.
    fn find(&self, document: &Document, found: &mut Vec<Found>);
}

/// The engines that gazetag is compared with.
pub const PEERS: [&str; 3] = ["aho-corasick", "daachorse", "token hash"];

/// Makes one of [`PEERS`].
pub fn peer(name: &str, names: &Names) -> Box<dyn Engine> {
    match name {
        "aho-corasick" => Box::new(aho_corasick(names)),
        "daachorse" => Box::new(daachorse(names)),
        _ => Box::new(TokenHash::new(names)),
    }
}

impl Engine for Annotator {
    fn find(&self, document: &Document, found: &mut Vec<Found>) {
        found.extend(
            self.dictionaries()
                .next()
                .expect("there is always one")
                .hits(&document.text)
                .iter()
                .map(|hit| (hit.span().start, hit.span().end)),
        );
    }
}

/// A contiguous NFA over all names; ASCII case does not count.
fn aho_corasick(names: &Names) -> AhoCorasick {
    let mut builder = AhoCorasick::builder();
    let builder = builder.kind(Some(AhoCorasickKind::ContiguousNFA)).ascii_case_insensitive(true);
    builder.build(&names.folded).expect("not too many names")
}

impl Engine for AhoCorasick {
    fn find(&self, document: &Document, found: &mut Vec<Found>) {
        let all = self
            .find_overlapping_iter(&document.ascii_case)
            .map(|found| (found.start(), found.end()));
        found.extend(all.filter(|&found| is_hit(document, found)));
    }
}

/// A double array over all names; case counts, so it gets lower case.
fn daachorse(names: &Names) -> DoubleArrayAhoCorasick<u32> {
    DoubleArrayAhoCorasick::new(&names.folded).expect("not too many names")
}

impl Engine for DoubleArrayAhoCorasick<u32> {
    fn find(&self, document: &Document, found: &mut Vec<Found>) {
        let all =
            self.find_overlapping_iter(&document.folded).map(|found| (found.start(), found.end()));
        found.extend(all.filter(|&found| is_hit(document, found)));
    }
}

/// A trie over words as FlashText has it, in hash tables: the text is cut at all word edges, each
/// piece is looked up, and from each the trie is walked piece by piece.
struct TokenHash {
    /// Pieces of more than one byte; one byte is its own number.
    numbers: FxHashMap<Box<str>, u32>,
    /// From a node and a piece to the next node; node 0 is the root.
    children: FxHashMap<(u32, u32), u32>,
    /// Whether a name ends at a node.
    ends: Vec<bool>,
}

impl TokenHash {
    fn new(names: &Names) -> TokenHash {
        let mut hash = TokenHash {
            numbers: FxHashMap::default(),
            children: FxHashMap::default(),
            ends: vec![false],
        };
        for name in &names.folded {
            let mut node = 0;
            for (start, end) in pieces(name) {
                let piece = &name[start..end];
                let number = hash.number(piece).unwrap_or_else(|| {
                    let number = 128 + hash.numbers.len() as u32;
                    hash.numbers.insert(piece.into(), number);
                    number
                });
                node = *hash.children.entry((node, number)).or_insert_with(|| {
                    hash.ends.push(false);
                    hash.ends.len() as u32 - 1
                });
            }
            hash.ends[node as usize] = true;
        }
        hash
    }

    fn number(&self, piece: &str) -> Option<u32> {
        if let [byte] = piece.as_bytes() {
            Some((*byte).into())
        } else {
            self.numbers.get(piece).copied()
        }
    }
}

impl Engine for TokenHash {
    fn find(&self, document: &Document, found: &mut Vec<Found>) {
        let text = &document.folded;
        let pieces: Vec<(usize, usize, Option<u32>)> =
            pieces(text).map(|(start, end)| (start, end, self.number(&text[start..end]))).collect();
        for (at, &(start, ..)) in pieces.iter().enumerate() {
            let mut node = 0;
            for &(_, end, number) in &pieces[at..] {
                let Some(&next) = number.and_then(|number| self.children.get(&(node, number)))
                else {
                    break;
                };
                node = next;
                if self.ends[node as usize] && has_capital(document, (start, end)) {
                    found.push((start, end));
                }
            }
        }
    }
}

/// What lies between two word edges: words, and single characters outside them.
fn pieces(text: &str) -> impl Iterator<Item = Found> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        let first = *bytes.get(start)?;
        let mut end = start + 1;
        if first.is_ascii_alphanumeric() {
            while bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
                end += 1;
            }
        }
        while end < bytes.len() && !is_edge(text, end, boundary::is_end) {
            end += 1;
        }
        Some((std::mem::replace(&mut start, end), end))
    })
}

fn is_hit(document: &Document, (start, end): Found) -> bool {
    is_edge(&document.folded, start, boundary::is_start)
        && is_edge(&document.folded, end, boundary::is_end)
        && has_capital(document, (start, end))
}

/// gazetag's rule of word edges, with a short way through ASCII.
fn is_edge(text: &str, at: usize, rule: fn(&str, usize) -> bool) -> bool {
    let bytes = text.as_bytes();
    match (at.checked_sub(1).and_then(|before| bytes.get(before)), bytes.get(at)) {
        (Some(before), Some(after)) if before.is_ascii() && after.is_ascii() => {
            !(before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric())
        }
        _ => text.is_char_boundary(at) && rule(text, at),
    }
}

/// gazetag's rule of capitals: some word of the hit begins with one, unless its script has none.
fn has_capital(document: &Document, (start, end): Found) -> bool {
    let text = &document.text[start..end];
    if text.as_bytes()[0].is_ascii_uppercase() {
        return true;
    }
    let (mut inside, mut cased) = (false, false);
    for class in text.chars().map(Class::of) {
        if class.is_upper() && !inside {
            return true;
        }
        cased |= class.is_upper() || class.is_lower();
        if !class.is_format() && !class.is_mark() {
            inside = class.is_spaced_word();
        }
    }
    !cased
}

/// All hits in a text: document by document, in order.
pub fn find_all(engine: &dyn Engine, text: &Text) -> Vec<Vec<Found>> {
    let found = text.documents.iter().map(|document| {
        let mut found = Vec::new();
        engine.find(document, &mut found);
        found.sort_unstable();
        found
    });
    found.collect()
}

/// Panics at the first hit that only one of two engines found.
pub fn check(text: &Text, gazetag: &[Vec<Found>], other: &[Vec<Found>]) {
    for (document, (found, other)) in text.documents.iter().zip(gazetag.iter().zip(other)) {
        let different = (0..found.len().max(other.len())).find(|&i| found.get(i) != other.get(i));
        if let Some(at) = different {
            let show = |found: Option<&Found>| {
                found.map(|&(start, end)| (start, end, &document.text[start..end]))
            };
            panic!(
                "hit {at} is {:?} for gazetag, {:?} for the other",
                show(found.get(at)),
                show(other.get(at))
            );
        }
    }
}
