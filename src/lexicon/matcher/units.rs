//! The units that a text is compared in: words, and single characters of other sorts.

use super::hash::{Hash, Hasher, ascii_full, ascii_key};
use crate::lexicon::text::{
    class::Class,
    fold::{Char, Letter},
};

/// The unit at a place in a text.
pub(super) enum Unit<'t> {
    /// A word of a script with spaces.
    Word { end: usize, hash: Hash },
    /// Any other character: what it folds to is no character, one, or several.
    Char(Char<'t>),
    /// White space, which counts as one space.
    Space { end: usize },
    /// The end of the text or an empty line, which no name runs across.
    End,
}

impl Unit<'_> {
    /// The unit at `at`, which is not inside a word.
    #[inline(always)]
    pub(super) fn at(text: &str, at: usize, seed: u64) -> Unit<'_> {
        if at >= text.len() {
            return Unit::End;
        }
        let c = Char::at(text, at);
        if c.class.is_spaced_word() {
            let (end, hash) = word(text, at, seed);
            Unit::Word { end, hash }
        } else if c.class.is_space() {
            skip_space(text, at).map_or(Unit::End, |end| Unit::Space { end })
        } else {
            Unit::Char(c)
        }
    }
}

/// The end of the word that begins at `start`, and the hashes of its folded form.
///
/// It ends behind the last letter, digit or mark; invisible characters belong to it only if it goes
/// on after them.
#[inline(always)]
pub(super) fn word(text: &str, start: usize, seed: u64) -> (usize, Hash) {
    let bytes = text.as_bytes();
    let ascii = bytes[start..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let end = start + ascii;
    if ascii > 0 && bytes.get(end).is_none_or(u8::is_ascii) {
        let (key, _) = ascii_key(bytes, start, end, seed);
        return (end, Hash { key, full: ascii_full(bytes, start, end, key) });
    }
    wide_word(text, start, seed)
}

/// The same for words that have other than ASCII characters, or may.
#[inline(always)]
pub(super) fn wide_word(text: &str, start: usize, seed: u64) -> (usize, Hash) {
    let mut hasher = Hasher::new(seed);
    let mut end = start;
    let mut at = start;
    while at < text.len()
        && let Some(letter) = Letter::in_word(text, at)
    {
        hasher.push_bits(letter.folded.into(), u32::from(letter.len) * 8);
        at = letter.end;
        end = at;
    }
    // Few words have characters of other sorts.
    while text.as_bytes().get(at).is_some_and(|b| !b.is_ascii() || b.is_ascii_alphanumeric()) {
        let c = Char::at(text, at);
        if !(c.class.is_spaced_word() || c.class.is_mark() || c.class.is_format()) {
            break;
        }
        hasher.push(c.folded);
        at = c.end;
        if !c.class.is_format() {
            end = at;
        }
    }
    (end, hasher.finish())
}

/// The end of the white space that begins at `at`; `None` if there is an empty line in it.
#[inline]
pub(super) fn skip_space(text: &str, at: usize) -> Option<usize> {
    match text.as_bytes()[at..] {
        [b' ', b'!'..=b'~', ..] => Some(at + 1),
        _ => skip_spaces(text, at),
    }
}

fn skip_spaces(text: &str, at: usize) -> Option<usize> {
    let mut newlines = 0;
    let mut previous = ' ';
    for (i, c) in text[at..].char_indices() {
        let class = Class::of(c);
        if !class.is_space() {
            return Some(at + i);
        }
        newlines += usize::from(class.is_newline() && !(previous == '\r' && c == '\n'));
        if newlines > 1 {
            return None;
        }
        previous = c;
    }
    Some(text.len())
}

/// The characters of some folded text.
pub(super) fn chars(folded: &[u8]) -> impl Iterator<Item = &[u8]> {
    folded.chunk_by(|_, next| next & 0xc0 == 0x80)
}
