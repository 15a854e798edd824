//! Facts about text that the tables depend on.

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Characters that a name never needs.
const INVISIBLE: [char; 11] = [
    '\u{ad}', '\u{200b}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}',
    '\u{202e}', '\u{2060}', '\u{feff}',
];

/// Composed, without invisible marks, with single spaces between the words.
pub fn clean(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !INVISIBLE.contains(c)).nfc().collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The spelling of a name without case and accents: names with the same are one row.
///
/// It is the library's fold, but for letters of scripts without case, which stay. The library holds
/// the "ی" of Persian and the "ي" of Arabic to be the same; each is a row, as a row is inflected in
/// its own language.
pub fn spelling(name: &str) -> String {
    if name.chars().all(|c| c < CASELESS) {
        return gazetag::fold(name);
    }
    let mut spelling = String::with_capacity(name.len());
    let mut rest = String::new();
    for c in name.nfkd() {
        if is_caseless(c) {
            push_folded(&mut spelling, &mut rest);
            spelling.extend(Some(c).filter(|&c| canonical_combining_class(c) != ABOVE));
        } else {
            rest.push(c);
        }
    }
    push_folded(&mut spelling, &mut rest);
    spelling
}

/// The combining class of marks above a letter.
const ABOVE: u8 = 230;

/// The first character of the scripts without case.
const CASELESS: char = '\u{590}';

/// Whether it is a letter or a mark of a script without case.
fn is_caseless(c: char) -> bool {
    let is_letter = c.general_category() == GeneralCategory::OtherLetter;
    c >= CASELESS && (is_letter || c.general_category_group() == GeneralCategoryGroup::Mark)
}

/// Appends what `rest` folds to, with a space where it has one at an end, and clears it.
fn push_folded(spelling: &mut String, rest: &mut String) {
    if !rest.is_empty() {
        let space = |end: bool| if end { " " } else { "" };
        let folded = gazetag::fold(rest);
        spelling.push_str(space(rest.starts_with(' ')));
        spelling.push_str(&folded);
        spelling.push_str(space(rest.ends_with(' ') && !folded.is_empty()));
        rest.clear();
    }
}

/// Whether `text` is one word of letters alone, without marks.
pub fn is_letters(text: &str) -> bool {
    let mut groups = text.chars().map(|c| c.general_category_group());
    !text.is_empty() && groups.all(|group| group == GeneralCategoryGroup::Letter)
}

/// Whether `text` is one word of letters and marks, in small letters and composed.
pub fn is_small_word(text: &str) -> bool {
    use GeneralCategoryGroup::{Letter, Mark};
    let mut groups = text.chars().map(|c| c.general_category_group());
    groups.all(|group| matches!(group, Letter | Mark)) && text.to_lowercase().nfc().eq(text.chars())
}

/// A spelling as people write it.
pub fn composed(spelling: &str) -> String {
    spelling.nfc().collect()
}

/// How many accents a name has.
pub fn accents(name: &str) -> usize {
    name.nfd().filter(|&c| canonical_combining_class(c) > 0).count()
}

/// Whether a name has a capital, but none at the beginning of a word: "eBay".
pub fn begins_small(name: &str) -> bool {
    let mut words = name.split(|c: char| !c.is_lowercase() && !c.is_uppercase());
    name.chars().any(char::is_uppercase) && !words.any(|word| word.starts_with(char::is_uppercase))
}

/// The primary language of a BCP 47 tag: `sr` of `sr-Latn`.
pub fn language(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// Whether `tag` has the shape of a BCP 47 tag; an empty one stands for no language.
pub fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    let fits = |part: &str, sizes: std::ops::RangeInclusive<usize>| {
        sizes.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    tag.is_empty()
        || first.bytes().all(|byte| byte.is_ascii_lowercase())
            && fits(first, 2..=3)
            && parts.all(|part| fits(part, 2..=8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cleaned() {
        for (case, given, cleaned) in [
            ("decomposed", "Sa\u{303}o", "São"),
            ("invisible", "Bela\u{ad}rus\u{200f}", "Belarus"),
            ("spaces", "  New \u{a0} York", "New York"),
        ] {
            assert_eq!(clean(given), cleaned, "{case}");
        }
    }

    #[test]
    fn spellings_keep_letters_apart() {
        for (case, name, other, same) in [
            ("case and accents", "São Paulo", "SAO PAULO", true),
            ("apostrophes", "Côte d’Ivoire", "Cote d'Ivoire", true),
            ("Cyrillic", "Артём", "артем", true),
            ("Arabic hamza", "أوكرانيا", "اوكرانيا", true),
            ("Arabic and Persian letters", "أوكرانيا", "أوکرانیا", false),
            ("a nukta", "ज़ेलेंस्की", "जेलेंस्की", false),
            ("words", "İstanbul Üniversitesi 東京", "istanbul universitesi 東京", true),
            ("one word and two", "東京 都", "東京都", false),
        ] {
            assert_eq!(spelling(name) == spelling(other), same, "{case}");
        }
    }

    #[test]
    fn words_are_known() {
        for (word, letters, small) in [
            ("kursk", true, true),
            ("Kursk", true, false),
            ("new york", false, false),
            ("hindī", true, true),
            ("हिन्दी", false, true),
            ("d'or", false, false),
        ] {
            assert_eq!((is_letters(word), is_small_word(word)), (letters, small), "{word}");
        }
    }

    #[test]
    fn names_begin_small() {
        for (name, small) in [
            ("eBay", true),
            ("eBay Inc", false),
            ("n-tv", false),
            ("al-Quds", false),
            ("ʻEua", false),
        ] {
            assert_eq!(begins_small(name), small, "{name}");
        }
    }

    #[test]
    fn tags_have_a_shape() {
        for (tag, fits) in [
            ("", true),
            ("en", true),
            ("sr-Latn", true),
            ("eng", true),
            ("en_US", false),
            ("English", false),
            ("e", false),
        ] {
            assert_eq!(is_tag(tag), fits, "{tag}");
        }
    }
}
