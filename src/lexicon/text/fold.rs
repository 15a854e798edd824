//! Folding: the form in which a name and its mention in a text are the same.
//!
//! Case, accents, Arabic vowel points, full-width letters, kinds of apostrophe and hyphen and the
//! like do not count: `São Paulo` and `SAO PAULO` fold alike, as do `Кам'янець` and `Кам’янець`. A
//! word character never folds to anything but word characters, so folding cannot move the edge of a
//! word.

use super::{
    class::Class,
    entries::{self, FAR, NEAR, Near, entry},
    tables::{self, FOLDED},
};
use std::ops::Range;
use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

/// A character of a text: its class and what it folds to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Char<'t> {
    /// Where it ends in the text.
    pub end: usize,
    pub class: Class,
    /// Its fold: a few letters at most, often the character itself.
    pub folded: &'t [u8],
}

impl<'t> Char<'t> {
    /// The character that begins at `at`, which lies before the end of the text.
    #[inline(always)]
    pub(crate) fn at(text: &'t str, at: usize) -> Char<'t> {
        let bytes = &text.as_bytes()[at..];
        if let Some((near, len)) = near(bytes)
            && let Some(folded) = near.folded.get(..usize::from(near.len))
        {
            return Char { end: at + len, class: Class(near.class), folded };
        }
        if let Some(han) = han(bytes) {
            return Char { end: at + han.len(), class: HAN, folded: han };
        }
        let c = text[at..].chars().next().expect("`at` lies before the end of the text");
        let (class, len, start) = entry(c);
        let end = at + c.len_utf8();
        let folded = if len != u8::MAX {
            &FOLDED.as_bytes()[start as usize..][..len as usize]
        } else if matches!(c, '\u{ac00}'..='\u{d7a3}') {
            hangul(c)
        } else {
            &text.as_bytes()[at..end]
        };
        Char { end, class: Class(class), folded }
    }
}

/// A character whose fold fits into a register.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Letter {
    /// Where it ends in the text.
    pub end: usize,
    /// The bytes of its fold, the first of them lowest, and how many they are.
    pub folded: u32,
    pub len: u8,
}

impl Letter {
    /// The character that begins at `at`, which lies before the end of the text, if a word of a
    /// script with spaces may go on or end with it; `None` for few more than other characters.
    #[inline(always)]
    pub(crate) fn in_word(text: &str, at: usize) -> Option<Letter> {
        let (near, len) = near(&text.as_bytes()[at..])?;
        Letter::of(near, at + len, near.len_in_word)
    }

    #[inline(always)]
    fn of(near: &Near, end: usize, len: u8) -> Option<Letter> {
        let folded = u32::from_le_bytes(near.folded);
        (len != FAR).then_some(Letter { end, folded, len })
    }

    /// The same for those that fold to one character, and are no white space.
    #[inline(always)]
    pub(crate) fn one(text: &str, at: usize) -> Option<Letter> {
        let bytes = &text.as_bytes()[at..];
        if let Some((near, len)) = near(bytes) {
            return Letter::of(near, at + len, near.len_of_one);
        }
        let &[first, second, third] = han(bytes)?;
        let folded = u32::from_le_bytes([first, second, third, 0]);
        Some(Letter { end: at + 3, folded, len: 3 })
    }
}

/// Whether a fold is one character.
#[inline(always)]
pub(crate) fn is_one(folded: &[u8]) -> bool {
    folded.first().is_some_and(|&first| entries::is_one(first, folded.len()))
}

/// The class of the character that begins at `at`, which lies before the end of the text, and where
/// it ends.
#[inline(always)]
pub(crate) fn class_at(text: &str, at: usize) -> (Class, usize) {
    let (_, class, end) = read(text, at);
    (class, end)
}

/// The code point of the character that begins at `at`, which lies before the end of the text, its
/// class, and where it ends.
#[inline(always)]
pub(crate) fn read(text: &str, at: usize) -> (u32, Class, usize) {
    let bytes = &text.as_bytes()[at..];
    if let Some((near, len)) = near(bytes) {
        let point = match *bytes {
            [lead @ ..0x80, ..] => usize::from(lead),
            [lead @ ..0xe0, last, ..] => point_of_two(lead, last),
            [lead, middle, last, ..] => point_of_three(lead, middle, last),
            _ => 0,
        };
        return (point as u32, Class(near.class), at + len);
    }
    if let Some(&[lead, middle, last]) = han(bytes) {
        return (point_of_three(lead, middle, last) as u32, HAN, at + 3);
    }
    let c = text[at..].chars().next().expect("`at` lies before the end of the text");
    (c.into(), Class::of(c), at + c.len_utf8())
}

/// The near character at the beginning of a text, and its length.
#[inline(always)]
fn near(text: &[u8]) -> Option<(&'static Near, usize)> {
    match *text {
        [ascii @ ..0x80, ..] => Some((&NEAR[usize::from(ascii)], 1)),
        [lead @ ..0xe0, last, ..] => Some((&NEAR[point_of_two(lead, last)], 2)),
        [lead @ 0xe0..=0xe3, middle, last, ..] => {
            NEAR.get(point_of_three(lead, middle, last)).map(|near| (near, 3))
        }
        _ => None,
    }
}

#[inline(always)]
fn point_of_two(lead: u8, last: u8) -> usize {
    usize::from(lead & 0x1f) << 6 | usize::from(last & 0x3f)
}

#[inline(always)]
fn point_of_three(lead: u8, middle: u8, last: u8) -> usize {
    usize::from(lead & 0xf) << 12 | usize::from(middle & 0x3f) << 6 | usize::from(last & 0x3f)
}

/// The character of Han at the beginning of a text, if it is from U+4E00 to U+9FFF.
#[inline(always)]
pub(super) fn han(text: &[u8]) -> Option<&[u8; 3]> {
    let first = text.first_chunk()?;
    matches!(first, [0xe4, 0xb8..=0xbf, _] | [0xe5..=0xe9, ..]).then_some(first)
}

/// The class of the characters from U+4E00 to U+9FFF, which all are Han and fold to themselves.
const HAN: Class = Class(tables::WORD | tables::SPACELESS);

/// The letters that a Hangul syllable is made of.
fn hangul(c: char) -> &'static [u8] {
    let (letters, len) = &HANGUL[c as usize - 0xac00];
    &letters[..*len as usize]
}

/// The letters of all Hangul syllables (The Unicode Standard, section 3.12), in UTF-8, and their
/// length.
static HANGUL: [([u8; 9], u8); 19 * 21 * 28] = {
    let mut table = [([0; 9], 9); 19 * 21 * 28];
    let mut syllable = 0;
    while syllable < table.len() {
        let tail = syllable % 28;
        let letters = [0x1100 + syllable / (21 * 28), 0x1161 + syllable / 28 % 21, 0x11a7 + tail];
        let mut i = 0;
        while i < 3 {
            table[syllable].0[3 * i] = 0xe0 | (letters[i] >> 12) as u8;
            table[syllable].0[3 * i + 1] = 0x80 | (letters[i] >> 6 & 0x3f) as u8;
            table[syllable].0[3 * i + 2] = 0x80 | (letters[i] & 0x3f) as u8;
            i += 1;
        }
        if tail == 0 {
            table[syllable].1 = 6;
        }
        syllable += 1;
    }
    table
};

/// `name` folded as a whole. White space at its ends is dropped, and a run of it inside becomes one
/// space.
pub(crate) fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    fold_into(name, &mut folded);
    folded
}

/// The same into memory that is used again.
pub(crate) fn fold_into(name: &str, folded: &mut String) {
    folded.clear();
    if is_plain(name) {
        folded.push_str(name);
        folded.make_ascii_lowercase();
        return;
    }
    let mut bytes = std::mem::take(folded).into_bytes();
    for piece in pieces(name) {
        bytes.extend_from_slice(piece);
    }
    *folded = String::from_utf8(bytes).expect("characters fold to whole characters");
}

/// The same into a buffer; `None` if that is too short.
pub(crate) fn fold_short<'b>(name: &str, buffer: &'b mut [u8]) -> Option<&'b [u8]> {
    if is_plain(name) {
        let folded = buffer.get_mut(..name.len())?;
        folded.copy_from_slice(name.as_bytes());
        folded.make_ascii_lowercase();
        return Some(folded);
    }
    let mut len = 0;
    for piece in pieces(name) {
        buffer.get_mut(len..len + piece.len())?.copy_from_slice(piece);
        len += piece.len();
    }
    Some(&buffer[..len])
}

/// A hash of what a name folds to, the same for all that fold alike.
pub(crate) fn hash(name: &str) -> u64 {
    let mut buffer = [0; 64];
    if let Some(folded) = fold_short(name, &mut buffer) {
        return xxh3_64(folded);
    }
    let mut hasher = Xxh3Default::new();
    pieces(name).for_each(|piece| hasher.update(piece));
    hasher.digest()
}

/// The beginning of a word's fold. It is the same for words that fold alike, so it is a first test
/// of whether they do.
#[inline]
pub(crate) fn prefix(text: &str, word: Range<usize>) -> u64 {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    // The bit that small ASCII letters have and capitals lack.
    const SMALL: u64 = 0x2020_2020_2020_2020;
    if let Some(&eight) = text.as_bytes()[word.start..].first_chunk() {
        let letters = u64::from_le_bytes(eight) & (u64::MAX >> (64 - 8 * word.len().clamp(1, 8)));
        if letters & HIGH == 0 {
            return letters | SMALL;
        }
    }
    let mut first = [0; 8];
    for (to, &from) in first.iter_mut().zip(pieces(&text[word]).flatten()) {
        *to = from;
    }
    u64::from_le_bytes(first) | SMALL
}

/// Whether a name is ASCII with single spaces between its words: then there is nothing to fold but
/// case.
fn is_plain(name: &str) -> bool {
    let mut last = b' ';
    name.bytes().all(|b| {
        let before = std::mem::replace(&mut last, b);
        b.is_ascii_graphic() || b == b' ' && before != b' '
    }) && last != b' '
}

/// Whether two names fold alike.
pub(crate) fn same(a: &str, b: &str) -> bool {
    let (mut i, mut j) = (0, 0);
    // Character by character, as far as each folds to as many letters as the other.
    while i < a.len() && j < b.len() {
        let (byte, other) = (a.as_bytes()[i], b.as_bytes()[j]);
        if byte.eq_ignore_ascii_case(&other) && byte.is_ascii_alphanumeric() {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        let (c, d) = (Char::at(a, i), Char::at(b, j));
        if c.class.is_space() || d.class.is_space() || c.folded.len() != d.folded.len() {
            return pieces(a).flatten().eq(pieces(b).flatten());
        }
        if c.folded != d.folded {
            return false;
        }
        (i, j) = (c.end, d.end);
    }
    (i, j) == (a.len(), b.len()) || pieces(a).flatten().eq(pieces(b).flatten())
}

/// The folds of the characters of a name, one after the other.
fn pieces(name: &str) -> impl Iterator<Item = &[u8]> {
    // Spaces wait for the character behind them: at the end of the name there is none.
    let mut spaces = 0;
    let mut begun = false;
    let mut after_space = false;
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < name.len() {
            let c = Char::at(name, at);
            if c.class.is_space() {
                spaces += usize::from(begun && !after_space);
                (after_space, at) = (true, c.end);
            } else if c.folded.is_empty() {
                (after_space, at) = (false, c.end);
            } else if spaces > 0 {
                spaces -= 1;
                return Some(&b" "[..]);
            } else {
                (begun, after_space, at) = (true, false, c.end);
                return Some(c.folded);
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::{super::entries::NEAR_END, *};

    #[test]
    fn short_ways_lead_to_the_same() {
        for c in ('\0'..=char::MAX).filter(|c| {
            c.is_alphanumeric() || (*c as usize) < NEAR_END || ('\u{4e00}'..='\u{9fff}').contains(c)
        }) {
            let (class, len, start) = entry(c);
            let text = c.to_string();
            let short = Char::at(&text, 0);
            assert_eq!((short.class, short.end), (Class(class), c.len_utf8()), "{c:?}");
            assert_eq!(read(&text, 0), (c.into(), Class(class), c.len_utf8()), "{c:?}");
            if !('\u{ac00}'..='\u{d7a3}').contains(&c) {
                let folded = FOLDED.as_bytes().get(start as usize..start as usize + len as usize);
                assert_eq!(
                    short.folded,
                    if len == u8::MAX { text.as_bytes() } else { folded.unwrap() },
                    "{c:?}"
                );
            }
        }
    }

    #[test]
    fn names_fold_alike() {
        for (case, name, folded) in [
            ("case", "КУРСК", "курск"),
            ("accents", "São Paulo", "sao paulo"),
            ("decomposed accents", "Sa\u{303}o Paulo", "sao paulo"),
            ("Polish ł", "Łódź", "lodz"),
            ("Turkish dotted capital", "İstanbul", "istanbul"),
            ("Turkish dotless", "Diyarbakır", "diyarbakir"),
            ("sharp s", "Gießen", "giessen"),
            ("ligature", "ﬁnland", "finland"),
            ("final sigma", "ΠΆΤΡΑΣ", "πατρασ"),
            ("apostrophes", "Côte d’Ivoire", "cote d'ivoire"),
            ("letter apostrophe", "Камʼянець", "кам'янець"),
            ("full width", "ＮＡＴＯ", "nato"),
            ("half-width kana", "ｳｸﾗｲﾅ", "ウクライナ"),
            ("Arabic alef and vowels", "أُوكْرَانِيَا", "اوكرانيا"),
            ("Persian letters", "اوکراین", "اوكراين"),
            ("tatweel", "كيـــيف", "كييف"),
            ("nukta", "ज़ेलेंस्की", "जेलेंस्की"),
            ("virama stays", "क्षेत्र", "क्षेत्र"),
            ("joiners and soft hyphens", "Bela\u{ad}rus", "belarus"),
            ("Hangul", "각", "\u{1100}\u{1161}\u{11a8}"),
            ("Hangul without a tail", "힐하", "\u{1112}\u{1175}\u{11af}\u{1112}\u{1161}"),
            ("white space", "  New \u{a0}York\n", "new york"),
            ("fractions stay", "½", "½"),
            ("symbols stay", "™", "™"),
        ] {
            assert_eq!(fold(name), folded, "{case}");
            assert_eq!(fold(folded), folded, "{case}, twice");
        }
    }
}
