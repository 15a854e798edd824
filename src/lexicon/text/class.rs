//! The classes and scripts of characters.

use super::{
    entries::{NEAR, entry, entry_at},
    script::Script,
    tables,
};

/// The class of a character, a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Class(pub(super) u8);

impl Class {
    #[inline]
    pub(crate) fn of(c: char) -> Class {
        match NEAR.get(c as usize) {
            Some(near) => Class(near.class),
            None => Class(entry(c).0),
        }
    }

    /// A letter or digit.
    pub(crate) fn is_word(self) -> bool {
        self.0 & tables::WORD != 0
    }

    /// A letter or digit of a script written without spaces: any of them may begin or end a name.
    pub(crate) fn is_spaceless(self) -> bool {
        self.0 & tables::SPACELESS != 0
    }

    /// A letter or digit of a script with spaces between words.
    pub(crate) fn is_spaced_word(self) -> bool {
        self.0 & (tables::WORD | tables::SPACELESS) == tables::WORD
    }

    /// A combining mark: it belongs to the character before it, whatever that is.
    pub(crate) fn is_mark(self) -> bool {
        self.0 & tables::MARK != 0
    }

    /// An invisible character (joiner, soft hyphen, direction mark): inside a word between two
    /// letters, nothing elsewhere.
    pub(crate) fn is_format(self) -> bool {
        self.0 & tables::FORMAT != 0
    }

    /// An upper-case or title-case letter.
    pub(crate) fn is_upper(self) -> bool {
        self.0 & tables::UPPER != 0
    }

    /// A lower-case letter.
    pub(crate) fn is_lower(self) -> bool {
        self.0 & tables::LOWER != 0
    }

    pub(crate) fn is_space(self) -> bool {
        self.0 & tables::SPACE != 0
    }

    pub(crate) fn is_newline(self) -> bool {
        self.0 & tables::NEWLINE != 0
    }
}

impl Script {
    /// The script of a letter, digit or mark; `None` for other characters, those that scripts share
    /// and those of other scripts.
    ///
    /// It is Unicode's, but letters and marks that scripts share are of the only one here that has
    /// them, as 〆 is of Han. The long vowel ー of both kinds of Kana is of Katakana: "タワー" is one
    /// word.
    #[inline]
    pub(crate) fn of(c: char) -> Option<Script> {
        tables::SCRIPTS[entry_at(c)]
    }

    /// Whether a letter, digit or mark is of this script.
    #[inline]
    pub(crate) fn has(self, c: char) -> bool {
        Script::of(c) == Some(self)
    }
}

/// Classes of the ASCII characters, close together in memory.
static ASCII: [Class; 128] = {
    let mut classes = [Class(0); 128];
    let mut c = 0;
    while c < 128 {
        classes[c] = Class(entry(c as u8 as char).0);
        c += 1;
    }
    classes
};

/// Tells the classes and folds of all characters from those of other versions.
pub(crate) const FINGERPRINT: u64 = tables::FINGERPRINT;

/// The class of the ASCII byte `b`; `None` if it belongs to a longer character.
pub(crate) fn of_ascii(b: u8) -> Option<Class> {
    ASCII.get(b as usize).copied()
}

/// Whether a text is written without capitals, as some messages are: it has enough letters that
/// could be capitals, and none is.
///
/// Complexity: O(n), but most texts begin with a capital.
pub(crate) fn has_no_capitals(text: &str) -> bool {
    /// A shorter text may have none by chance.
    const LEAST_LETTERS: usize = 30;
    /// So many letters of a script without capitals say that the text is written in that.
    const MOST_OTHERS: usize = 60;
    let (mut small, mut others) = (0, 0);
    for class in text.chars().map(Class::of) {
        if class.is_upper() || others > MOST_OTHERS + small {
            return false;
        }
        small += usize::from(class.is_lower());
        others += usize::from(class.is_word() && !class.is_lower());
    }
    small >= LEAST_LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_of_characters() {
        for (case, chars, script) in [
            ("Latin", "aÉəßｗ", Some(Script::Latin)),
            ("Greek", "αΆ", Some(Script::Greek)),
            ("Cyrillic", "яЁґ", Some(Script::Cyrillic)),
            ("Hebrew", "את", Some(Script::Hebrew)),
            ("Arabic, a vowel point, a digit", "عی\u{64b}٣", Some(Script::Arabic)),
            ("Thai", "กา\u{e31}๙", Some(Script::Thai)),
            ("Lao", "ໄຯ", Some(Script::Lao)),
            ("Myanmar", "မြ", Some(Script::Myanmar)),
            ("Khmer", "ខ្", Some(Script::Khmer)),
            ("Han, marks of repetition, zero", "東々〆〇", Some(Script::Han)),
            ("Hiragana", "のゝ", Some(Script::Hiragana)),
            ("Katakana, long, small, half as wide", "ターㇰｱｰﾟ", Some(Script::Katakana)),
            ("Hangul, whole, apart, half as wide", "서\u{1109}ㄱﾡ", Some(Script::Hangul)),
            ("of many scripts", "1.-' \u{301}", None),
            ("punctuation and symbols of a script", "・。။។㌔㈱㈠㈎", None),
            ("another script", "ქक", None),
        ] {
            for c in chars.chars() {
                assert_eq!(Script::of(c), script, "{case}: {c:?}");
            }
        }
    }
}
