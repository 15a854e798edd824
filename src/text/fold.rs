//! Folding: the form in which a name and its mention in a text are the same.
//!
//! Case, accents, Arabic vowel points, full-width letters, kinds of apostrophe and hyphen and the like do not count: `São Paulo` and
//! `SAO PAULO` fold alike, as do `Кам'янець` and `Кам’янець`. A word character never folds to anything but word characters, so folding
//! cannot move the edge of a word.

use super::{
    class::{Class, entry},
    tables::FOLDED,
};

/// A character of a text: its class and what it folds to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Char<'t> {
    /// Where it ends in the text.
    pub end: usize,
    pub class: Class,
    pub folded: Folded<'t>,
}

/// What one character folds to, at most a few letters.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Folded<'t> {
    /// Bytes of the text itself or of a table.
    Bytes(&'t [u8]),
    /// The letters of a syllable, and how many bytes they have.
    Hangul([u8; 9], u8),
}

impl<'t> Char<'t> {
    /// The character that begins at `at`, which lies before the end of the text.
    #[inline]
    pub(crate) fn at(text: &'t str, at: usize) -> Char<'t> {
        let c = text[at..].chars().next().expect("`at` lies before the end of the text");
        let (class, len, start) = entry(c);
        let end = at + c.len_utf8();
        let folded = if len != u8::MAX {
            Folded::Bytes(&FOLDED.as_bytes()[start as usize..][..len as usize])
        } else if is_hangul(c) {
            Folded::hangul(c)
        } else {
            Folded::Bytes(&text.as_bytes()[at..end])
        };
        Char { end, class: Class(class), folded }
    }
}

impl Folded<'_> {
    /// The letters of a Hangul syllable (The Unicode Standard, section 3.12).
    fn hangul(c: char) -> Self {
        let syllable = c as u32 - 0xac00;
        let tail = syllable % 28;
        let letters = [0x1100 + syllable / (21 * 28), 0x1161 + syllable / 28 % 21, 0x11a7 + tail];
        let mut bytes = [0; 9];
        let mut len = 0;
        for letter in &letters[..if tail == 0 { 2 } else { 3 }] {
            let letter = char::from_u32(*letter).expect("no Hangul letter is a surrogate");
            len += letter.encode_utf8(&mut bytes[len..]).len();
        }
        Folded::Hangul(bytes, len as u8)
    }

    #[inline]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        match self {
            Folded::Bytes(bytes) => bytes,
            Folded::Hangul(bytes, len) => &bytes[..*len as usize],
        }
    }
}

#[inline]
fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// `name` folded as a whole: what a dictionary stores. White space at its ends is dropped, and a run of it inside becomes one space.
pub(crate) fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut after_space = false;
    let mut at = 0;
    while at < name.len() {
        let c = Char::at(name, at);
        let space = c.class.is_space();
        if !(space && after_space) {
            folded.push_str(std::str::from_utf8(c.folded.as_bytes()).expect("characters fold to whole characters"));
        }
        after_space = space;
        at = c.end;
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
