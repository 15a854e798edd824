//! Class and fold of characters from the Unicode character database: what `src/lexicon/text/tables.rs` is
//! made from, and what the reference matcher goes by.

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};
use unicode_properties::{
    GeneralCategory as Gc, GeneralCategoryGroup as Group, UnicodeGeneralCategory,
};

pub const WORD: u8 = 1;
pub const MARK: u8 = 2;
pub const FORMAT: u8 = 4;
pub const SPACELESS: u8 = 8;
pub const UPPER: u8 = 16;
pub const LOWER: u8 = 32;
pub const SPACE: u8 = 64;
pub const NEWLINE: u8 = 128;

/// Letters that serve as apostrophes, and stand where others write a punctuation mark.
const APOSTROPHES: &[char] = &[
    '\u{2bb}', '\u{2bc}', '\u{2bd}', '\u{2018}', '\u{2019}', '\u{201b}', '\u{b4}', '\u{5f3}',
    '\u{2032}',
];

pub fn class(c: char) -> u8 {
    if APOSTROPHES.contains(&c) {
        return 0;
    }
    if c.is_whitespace() {
        let newline =
            matches!(c, '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
        return SPACE | if newline { NEWLINE } else { 0 };
    }
    // The tatweel stretches the Arabic letter before it.
    if c == '\u{640}' {
        return MARK;
    }
    match (c.general_category(), c.general_category_group()) {
        // A zero-width space parts words.
        (Gc::Format, _) if c != '\u{200b}' => FORMAT,
        (_, Group::Mark) => MARK,
        (category, Group::Letter | Group::Number) => {
            let case = match category {
                Gc::UppercaseLetter | Gc::TitlecaseLetter => UPPER,
                Gc::LowercaseLetter => LOWER,
                _ => 0,
            };
            WORD | case | if spaceless(c) { SPACELESS } else { 0 }
        }
        _ => 0,
    }
}

/// Scripts written without spaces, Thai, Lao, Burmese, Khmer, Kana, Han, and Hangul, which has
/// spaces but joins particles to words.
fn spaceless(c: char) -> bool {
    matches!(c as u32,
        0xe00..=0xeff | 0x1000..=0x109f | 0x1100..=0x11ff | 0x1780..=0x17ff | 0x19e0..=0x19ff | 0xa9e0..=0xa9ff | 0xaa60..=0xaa7f
        | 0x3005..=0x3007 | 0x3021..=0x303b | 0x3040..=0x30ff | 0x3131..=0x318e | 0x31f0..=0x31ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff
        | 0xa960..=0xa97f | 0xac00..=0xd7ff | 0xf900..=0xfaff | 0xff66..=0xffdc | 0x1aff0..=0x1b16f | 0x20000..=0x3ffff)
}

/// Marks that readers leave out: accents, cedillas, vowel points, nuktas, variation selectors.
/// Vowel signs, viramas and tone marks of scripts that cannot be read without them stay.
fn is_diacritic(c: char) -> bool {
    class(c) & MARK != 0
        && (matches!(c, '\u{300}'..='\u{36f}' | '\u{640}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
            || matches!(canonical_combining_class(c), 7 | 10..=36 | 202..=240))
}

pub fn fold(c: char) -> String {
    let class_of = class(c);
    if class_of & SPACE != 0 {
        return " ".into();
    }
    if class_of & FORMAT != 0 || is_diacritic(c) {
        return String::new();
    }
    let mut folded = String::new();
    if class_of & (WORD | MARK) != 0 {
        for decomposed in std::iter::once(c).nfkd().filter(|&c| !is_diacritic(c)) {
            for lower in decomposed.to_lowercase().nfkd().filter(|&c| !is_diacritic(c)) {
                match respell(lower) {
                    Some(letters) => folded.push_str(letters),
                    None => folded.push(lower),
                }
            }
        }
        // A fold must not make a word of what is none, nor the other way round: ½ is not "1⁄2". Nor
        // must it part a word: ㊀ is not "一".
        let sort = |class: u8| class & (WORD | SPACELESS);
        let keeps =
            folded.chars().all(|c| class(c) & MARK != 0 || sort(class(c)) == sort(class_of))
                && folded.starts_with(|c| sort(class(c)) == sort(class_of));
        if keeps { folded } else { c.into() }
    } else {
        folded.extend(std::iter::once(c).nfkd());
        let mut chars = folded.chars();
        let plain = match (chars.next(), chars.next()) {
            (Some(plain), None) if class(plain) == 0 => plain,
            _ => c,
        };
        match plain {
            _ if APOSTROPHES.contains(&plain) => '\'',
            '\u{5f4}' | '\u{201c}'..='\u{201f}' => '"',
            '\u{2010}'..='\u{2013}' | '\u{2212}' => '-',
            '\u{2022}' | '\u{2027}' | '\u{30fb}' => '·',
            _ => plain,
        }
        .into()
    }
}

/// Letters that Unicode does not decompose but readers take for others.
fn respell(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ð' | 'đ' => "d",
        'ø' => "o",
        'ł' => "l",
        'ı' => "i",
        'ħ' => "h",
        'ŧ' => "t",
        'ς' => "σ",
        'ى' | 'ی' => "ي",
        'ک' => "ك",
        'ة' | 'ہ' | 'ۃ' => "ه",
        _ => return None,
    })
}
