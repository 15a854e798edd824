//! Class and fold of characters from the Unicode character database: what
//! `src/lexicon/text/tables.rs` is made from, and what the reference matcher goes by.

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};
use unicode_properties::{
    GeneralCategory as Gc, GeneralCategoryGroup as Group, UnicodeGeneralCategory,
};
use unicode_script::{Script, UnicodeScript};

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
            WORD | case | if letter_script(c).is_some_and(is_spaceless) { SPACELESS } else { 0 }
        }
        _ => 0,
    }
}

/// The scripts that the library asks for.
const SCRIPTS: [Script; 13] = [
    Script::Latin,
    Script::Greek,
    Script::Cyrillic,
    Script::Hebrew,
    Script::Arabic,
    Script::Thai,
    Script::Lao,
    Script::Myanmar,
    Script::Khmer,
    Script::Han,
    Script::Hiragana,
    Script::Katakana,
    Script::Hangul,
];

/// The script of a letter, digit or mark, if it is one of [`SCRIPTS`].
///
/// One that scripts share, like a vowel point of Arabic, is of the only one of these that has it.
/// Both kinds of Kana have the sign ー for a long vowel: it is of Katakana, which needs it.
pub fn script(c: char) -> Option<Script> {
    if class(c) & (WORD | MARK) == 0 { None } else { letter_script(c) }
}

/// The same, which the class of a letter depends on.
fn letter_script(c: char) -> Option<Script> {
    let own = c.script();
    if !matches!(own, Script::Common | Script::Inherited) {
        return Some(own).filter(|own| SCRIPTS.contains(own));
    }
    // ㈠ is a symbol to a reader.
    if c.general_category() == Gc::OtherNumber {
        return None;
    }
    let sharing = c.script_extension();
    let sharing: Vec<Script> =
        SCRIPTS.into_iter().filter(|&script| sharing.contains_script(script)).collect();
    match sharing[..] {
        [only] | [Script::Hiragana, only @ Script::Katakana] => Some(only),
        _ => None,
    }
}

/// Whether the letters of a script are written without spaces between words. Hangul has spaces, but
/// joins particles to words.
fn is_spaceless(script: Script) -> bool {
    use Script::{Han, Hangul, Hiragana, Katakana, Khmer, Lao, Myanmar, Thai};
    matches!(script, Thai | Lao | Myanmar | Khmer | Han | Hiragana | Katakana | Hangul)
}

/// Marks that readers leave out: accents, cedillas, vowel points, nuktas, variation selectors.
/// Vowel signs, viramas and tone marks of scripts that cannot be read without them stay.
fn is_diacritic(c: char) -> bool {
    let is_accent = matches!(c, '\u{300}'..='\u{36f}' | '\u{640}');
    let is_selector = matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
    let is_point = matches!(canonical_combining_class(c), 7 | 10..=36 | 202..=240);
    class(c) & MARK != 0 && (is_accent || is_selector || is_point)
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
