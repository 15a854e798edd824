//! The language of a text, detected by its frequent words and its letters.
//!
//! Every frequent word of a language that stands in the text is worth [`WORD`] points for it, every
//! letter that it has beyond the plain ones a point. Words and letters that languages share cancel
//! each other out, so close languages differ by what only one of them has.

mod builder;

use super::{
    error::Error,
    file::{Reader, Writer},
    store::{
        List,
        slots::{Slot, Slots},
    },
    text::{class::Class, fold::read},
};
use zerocopy::{
    FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned,
    little_endian::{U16, U32},
};

/// Points of a word.
const WORD: u16 = 3;

/// How much of a text is looked at, in bytes.
const REACH: usize = 2048;

/// After how many words, and letters beyond the plain ones, to see whether the language is clear
/// already.
const STEP: u32 = 32;

/// How many points the first language must be ahead of the second, and what share of its own points
/// that must be, for a decision: at the end of the text, and before.
const CLEAR: Lead = Lead { points: 3, share: 16 };
const CLEAR_EARLY: Lead = Lead { points: 24, share: 12 };

/// The most languages there can be.
const MOST: usize = 128;

/// The most members of a set.
const MOST_MEMBERS: usize = 1024;

/// How many code points share a block.
const BLOCK: usize = 64;

/// A least lead of the first language over the second.
#[derive(Clone, Copy)]
struct Lead {
    points: u32,
    /// One in so many of the points of the first.
    share: u32,
}

/// Detects languages, which are numbers here.
///
/// Flat tables: `words` is a hash table of words, `blocks` holds letters by code point; both lead
/// to sets of languages.
pub(crate) struct Detector {
    words: Slots<Word>,
    /// For each run of [`BLOCK`] code points the number of its block. Equal blocks are kept once.
    block_of: List<U16>,
    /// For each code point of a block the number of its set.
    blocks: List<[U16; BLOCK]>,
    /// Where the sets begin in `members`, each ending where the next begins; set 0 is empty.
    sets: List<U32>,
    /// Numbers of languages, those of one set side by side; a language may stand in a set more
    /// than once.
    members: List<u8>,
}

/// A frequent word.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct Word {
    /// The number of its set.
    set: U16,
    fingerprint: U16,
}

impl Slot for Word {
    const FREE: Word = Word { set: U16::ZERO, fingerprint: U16::ZERO };

    fn is_free(&self) -> bool {
        self.set == U16::ZERO
    }
}

impl Detector {
    /// The number of the language of `text`; `None` if it is too short, in several languages or in
    /// an unknown one.
    ///
    /// # Complexity
    /// O(n) in the bytes of the text, of which the first [`REACH`] count at most.
    pub(crate) fn detect(&self, text: &str) -> Option<u8> {
        self.view().detect(&text[..text.floor_char_boundary(REACH)])
    }

    /// The lists of a mapped file are checked at each access: once a text is enough.
    fn view(&self) -> View<'_> {
        let Detector { words, block_of, blocks, sets, members } = self;
        View { words, block_of, blocks, sets, members }
    }

    pub(crate) fn write<'a>(&'a self, writer: &mut Writer<'a>) {
        writer.list("detector: words", self.words.list());
        writer.list("detector: blocks", &self.block_of);
        writer.list("detector: letters", &self.blocks);
        writer.list("detector: sets", &self.sets);
        writer.list("detector: members", &self.members);
    }

    pub(crate) fn read(reader: &Reader) -> Result<Detector, Error> {
        Ok(Detector {
            words: reader.list("detector: words")?.into(),
            block_of: reader.list("detector: blocks")?,
            blocks: reader.list("detector: letters")?,
            sets: reader.list("detector: sets")?,
            members: reader.list("detector: members")?,
        })
    }
}

/// A [`Detector`] while it reads a text.
struct View<'d> {
    words: &'d Slots<Word>,
    block_of: &'d [U16],
    blocks: &'d [[U16; BLOCK]],
    sets: &'d [U32],
    members: &'d [u8],
}

impl View<'_> {
    fn detect(&self, text: &str) -> Option<u8> {
        let bytes = text.as_bytes();
        let mut points = [0; MOST];
        let mut seen = 0;
        let mut check = STEP;
        // The word that is being read.
        let mut hash = 0;
        // The set of the last letters, which mostly come in runs, and how many they are.
        let (mut letters, mut run) = (0, 0);
        let mut at = 0;
        while at < bytes.len() {
            let b = bytes[at];
            let lower = ASCII_LOWER[b as usize];
            if lower != 0 {
                hash = mix(hash, lower.into());
                at += 1;
                continue;
            }
            if b.is_ascii() {
                at += 1;
            } else {
                let (mut c, mut class, end) = read(text, at);
                at = end;
                if class.is_upper()
                    && let Some(capital) = char::from_u32(c)
                {
                    let small = lower_case(capital);
                    (c, class) = (small.into(), Class::of(small));
                }
                let set = self.set_of_letter(c);
                if set != letters {
                    self.add(&mut points, letters, run);
                    (letters, run) = (set, 0);
                }
                run += 1;
                seen += u32::from(set != 0);
                if class.is_spaced_word() || class.is_mark() {
                    hash = mix(hash, c);
                    continue;
                }
                if class.is_format() {
                    continue;
                }
            }
            if hash != 0 {
                self.add(&mut points, self.set_of_word(hash), WORD);
                seen += 1;
                hash = 0;
            }
            if seen >= check {
                self.add(&mut points, letters, std::mem::take(&mut run));
                if let Some(lang) = first(&points, CLEAR_EARLY) {
                    return Some(lang);
                }
                check = seen + STEP;
            }
        }
        if hash != 0 {
            self.add(&mut points, self.set_of_word(hash), WORD);
        }
        self.add(&mut points, letters, run);
        first(&points, CLEAR)
    }

    /// Gives points to the languages of a set.
    #[inline]
    fn add(&self, points: &mut [u16; MOST], set: u16, worth: u16) {
        for &lang in self.members_of(set) {
            if let Some(points) = points.get_mut(usize::from(lang)) {
                *points = points.saturating_add(worth);
            }
        }
    }

    #[inline]
    fn members_of(&self, set: u16) -> &[u8] {
        let limit = |at: usize| self.sets.get(at).map_or(0, |limit| limit.get() as usize);
        let (start, end) = (limit(set.into()), limit(usize::from(set) + 1));
        let members = self.members.get(start..end).unwrap_or_default();
        &members[..members.len().min(MOST_MEMBERS)]
    }

    #[inline]
    fn set_of_word(&self, hash: u64) -> u16 {
        let word = self.words.find(hash, |word| word.fingerprint == fingerprint(hash));
        word.map_or(0, |word| word.set.get())
    }

    #[inline]
    fn set_of_letter(&self, c: u32) -> u16 {
        let point = c as usize;
        let block = self.block_of.get(point / BLOCK);
        block
            .and_then(|block| self.blocks.get(usize::from(block.get())))
            .map_or(0, |block| block[point % BLOCK].get())
    }
}

/// The language with the most points, if it leads the second by enough.
fn first(points: &[u16; MOST], lead: Lead) -> Option<u8> {
    // Every eighth language together, so that an instruction compares eight.
    let (mut firsts, mut seconds) = ([0; 8], [0; 8]);
    for points in points.as_chunks::<8>().0 {
        for (at, &points) in points.iter().enumerate() {
            seconds[at] = points.min(firsts[at]).max(seconds[at]);
            firsts[at] = points.max(firsts[at]);
        }
    }
    let (mut most, mut second) = (0, 0);
    for points in firsts.into_iter().chain(seconds) {
        second = points.min(most).max(second);
        most = points.max(most);
    }
    let (ahead, all) = (u32::from(most - second), u32::from(most));
    let is_clear = ahead >= lead.points && ahead * lead.share >= all;
    let first = is_clear.then(|| points.iter().position(|&points| points == most));
    first.flatten().map(|lang| lang as u8)
}

#[inline]
fn mix(hash: u64, c: u32) -> u64 {
    (hash.rotate_left(5) ^ u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Bits of a word's hash that do not choose its slot, to know it from others in the table.
#[inline]
fn fingerprint(hash: u64) -> U16 {
    U16::new((hash >> 8) as u16)
}

fn lower_case(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// The small form of the ASCII letters; 0 for the other bytes.
static ASCII_LOWER: [u8; 256] = {
    let mut lower = [0; 256];
    let mut b = 0;
    while b < 128 {
        if (b as u8).is_ascii_alphabetic() {
            lower[b] = (b as u8).to_ascii_lowercase();
        }
        b += 1;
    }
    lower
};

#[cfg(test)]
mod tests;
