//! Folding: the form in which a name and its mention in a text are the same.
//!
//! Case, accents, Arabic vowel points, full-width letters, kinds of apostrophe and hyphen and the like do not count: `São Paulo` and
//! `SAO PAULO` fold alike, as do `Кам'янець` and `Кам’янець`. A word character never folds to anything but word characters, so folding
//! cannot move the edge of a word.

use super::{
    class::{Class, entry},
    tables::FOLDED,
};

/// What one character folds to, at most a few letters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Folded {
    bytes: [u8; 12],
    len: u8,
}

impl Folded {
    pub(crate) fn of(c: char) -> Folded {
        let mut bytes = [0; 12];
        if c.is_ascii() {
            bytes[0] = if Class::of(c).is_space() { b' ' } else { (c as u8).to_ascii_lowercase() };
            return Folded { bytes, len: 1 };
        }
        if let Some(jamo) = decompose_hangul(c) {
            let mut len = 0;
            for jamo in jamo.into_iter().flatten() {
                len += jamo.encode_utf8(&mut bytes[len..]).len();
            }
            return Folded { bytes, len: len as u8 };
        }
        Folded::from_table(c)
    }

    fn from_table(c: char) -> Folded {
        let mut bytes = [0; 12];
        let (_, len, start) = entry(c);
        if len == u8::MAX {
            let len = c.encode_utf8(&mut bytes).len() as u8;
            return Folded { bytes, len };
        }
        bytes[..len as usize].copy_from_slice(&FOLDED.as_bytes()[start as usize..][..len as usize]);
        Folded { bytes, len }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len as usize]
    }

    pub(crate) fn len(self) -> usize {
        self.len as usize
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).expect("characters fold to whole characters")
    }
}

/// The letters of a Hangul syllable (The Unicode Standard, section 3.12).
fn decompose_hangul(c: char) -> Option<[Option<char>; 3]> {
    let syllable = (c as u32).checked_sub(0xac00).filter(|&s| s < 19 * 21 * 28)?;
    let tail = syllable % 28;
    Some([
        char::from_u32(0x1100 + syllable / (21 * 28)),
        char::from_u32(0x1161 + syllable / 28 % 21),
        char::from_u32(0x11a7 + tail).filter(|_| tail != 0),
    ])
}

/// `name` folded as a whole: what a dictionary stores. White space at its ends is dropped, and a run of it inside becomes one space.
pub(crate) fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut after_space = false;
    for c in name.chars() {
        let space = Class::of(c).is_space();
        if !(space && after_space) {
            folded.push_str(Folded::of(c).as_str());
        }
        after_space = space;
    }
    let trimmed = folded.trim();
    if trimmed.len() < folded.len() { trimmed.to_owned() } else { folded }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("white space", "  New \u{a0}York\n", "new york"),
            ("fractions stay", "½", "½"),
            ("symbols stay", "™", "™"),
        ] {
            assert_eq!(fold(name), folded, "{case}");
            assert_eq!(fold(folded), folded, "{case}, twice");
        }
    }
}
