//! The scripts of characters.

use super::{class::entry_at, tables::SCRIPTS};

/// A script that some rule asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Thai,
    Lao,
    Myanmar,
    Khmer,
    Han,
    Hiragana,
    Katakana,
    Hangul,
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
        SCRIPTS[entry_at(c)]
    }
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
