//! Word edges.
//!
//! A word is a run of letters and digits with the marks on them; joiners, soft hyphens and the like
//! inside it belong to it. In scripts written without spaces every letter with its marks stands
//! alone, but for those that never do: a run of Katakana is a word, and in Thai and Lao a vowel
//! stays with its consonant, on whichever side it is written. A run of Hangul is a word too, but a
//! name may also end before the particle at its end: "서울" in "서울에서". A mark belongs to the
//! character before it, even to a symbol, so in "⚠️Kyiv", where an invisible variation selector
//! stands before the K, the word is still "Kyiv".

use super::{
    class::Class,
    facts::{self, Fact},
    fold::han,
    script::Script,
};
use std::sync::LazyLock;

/// Whether a word may begin at `at` in `text`, or `at` lies outside any word.
///
/// # Panics
/// If `at` is not on a character boundary of `text`.
///
/// # Complexity
/// O(1), but for runs of marks and invisible characters around `at`.
#[inline]
pub(crate) fn is_start(text: &str, at: usize) -> bool {
    is_simple_edge(text, at).unwrap_or_else(|| {
        is_edge(text, at, |left, right| Script::Hangul.has(left) && Script::Hangul.has(right))
    })
}

/// Whether a word may end at `at` in `text`, or `at` lies outside any word. Panics and complexity
/// are those of [`is_start`].
#[inline]
pub(crate) fn is_end(text: &str, at: usize) -> bool {
    is_simple_edge(text, at).unwrap_or_else(|| {
        is_edge(text, at, |left, right| {
            Script::Hangul.has(left) && Script::Hangul.has(right) && !is_particle(&text[at..])
        })
    })
}

/// Whether `at` is an edge, where ASCII stands on both sides, or Han.
#[inline]
fn is_simple_edge(text: &str, at: usize) -> Option<bool> {
    let bytes = text.as_bytes();
    match bytes.get(at.wrapping_sub(1)..=at)? {
        &[before @ ..0x80, after @ ..0x80] => {
            Some(!(before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric()))
        }
        [0x80..=0xff, 0xe4..=0xe9] => {
            let is_han = |at: usize| bytes.get(at..).and_then(han).is_some();
            (is_han(at) && is_han(at.wrapping_sub(3))).then_some(true)
        }
        _ => None,
    }
}

/// Whether `at` is an edge, unless the letters of a script without spaces around it are `joined`.
fn is_edge(text: &str, at: usize, joined: impl Fn(char, char) -> bool) -> bool {
    let (before, after) = text.split_at(at);
    let Some(right) = after.chars().find(|&c| !Class::of(c).is_format()) else { return true };
    let right_class = Class::of(right);
    if right_class.is_mark() {
        return before.is_empty();
    }
    if !right_class.is_word() {
        return true;
    }
    let invisible = |c: &char| Class::of(*c).is_format() || Class::of(*c).is_mark();
    let Some(left) = before.chars().rev().find(|c| !invisible(c)) else { return true };
    if right_class.is_spaceless() {
        !are_one(left, right) && !joined(left, right)
    } else {
        !(right_class.is_spaced_word() && Class::of(left).is_spaced_word())
    }
}

/// Whether a character only ever stands behind another in its word: no name begins with it.
pub(crate) fn is_bound(c: char) -> bool {
    Class::of(c).is_mark() || is_vowel_behind(c)
}

/// Whether two letters of a script without spaces are never parted by the edge of a word.
fn are_one(left: char, right: char) -> bool {
    Script::Katakana.has(left) && Script::Katakana.has(right)
        || is_vowel_before(left)
        || is_vowel_behind(right)
}

/// A vowel of Thai or Lao that is written before its consonant.
fn is_vowel_before(c: char) -> bool {
    matches!(c, '\u{e40}'..='\u{e44}' | '\u{ec0}'..='\u{ec4}')
}

/// A vowel of Thai or Lao that is written behind its consonant, and no mark on it.
fn is_vowel_behind(c: char) -> bool {
    matches!(c, '\u{e30}' | '\u{e32}' | '\u{e33}' | '\u{e45}' | '\u{eb0}' | '\u{eb2}' | '\u{eb3}')
}

/// The particles of Korean that stand behind names, and forms of the verb "to be", which does too.
struct Particles {
    sorted: Vec<&'static str>,
    /// How many characters the longest has.
    longest_chars: usize,
}

static PARTICLES: LazyLock<Particles> = LazyLock::new(|| {
    let mut sorted: Vec<&str> = facts::all(Fact::Particle).map(|(_, particle)| particle).collect();
    sorted.sort_unstable();
    let lengths = sorted.iter().map(|particle| particle.chars().count());
    Particles { longest_chars: lengths.max().unwrap_or(0), sorted }
});

/// Whether the run of Hangul at the beginning of `text` is a particle.
fn is_particle(text: &str) -> bool {
    let Particles { sorted, longest_chars } = &*PARTICLES;
    // A run of Hangul may be as long as the text: one character more than the longest particle has
    // decides.
    let letters = text.chars().take(longest_chars + 1).take_while(|&c| Script::Hangul.has(c));
    let end: usize = letters.map(char::len_utf8).sum();
    sorted.binary_search(&&text[..end]).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cuts `text` at every edge where a character begins.
    fn cut(text: &str) -> Vec<&str> {
        let edges: Vec<usize> = text
            .char_indices()
            .map(|(i, _)| i)
            .chain([text.len()])
            .filter(|&i| is_start(text, i))
            .collect();
        edges.windows(2).map(|w| &text[w[0]..w[1]]).collect()
    }

    #[test]
    fn words() {
        for (case, text, words) in [
            ("spaces", "di Kursk", &["di", " ", "Kursk"][..]),
            ("hyphen", "Rusia-Ukraina", &["Rusia", "-", "Ukraina"]),
            ("apostrophe", "Russia's", &["Russia", "'", "s"]),
            ("letter apostrophe", "Камʼянець", &["Кам", "ʼ", "янець"]),
            ("mark on a letter", "Pele\u{301} 1", &["Pele\u{301}", " ", "1"]),
            ("virama", "क्षेत्र में", &["क्षेत्र", " ", "में"]),
            ("joiner inside", "می\u{200c}خواهد", &["می\u{200c}خواهد"]),
            ("soft hyphen inside", "Bela\u{ad}rus", &["Bela\u{ad}rus"]),
            ("direction mark before", "\u{200f}كييف", &["\u{200f}", "كييف"]),
            ("direction mark behind", "كييف\u{200f}.", &["كييف", "\u{200f}", "."]),
            ("selector on a symbol", "⚠\u{fe0f}Kyiv", &["⚠\u{fe0f}", "Kyiv"]),
            ("mark alone", "\u{301}a", &["\u{301}", "a"]),
            ("no spaces", "北京2024年", &["北", "京", "2024", "年"]),
            ("Thai marks", "ที่", &["ที่"]),
            ("Thai vowel before", "เมือง", &["เมื", "อ", "ง"]),
            ("Thai vowel behind", "มาก", &["มา", "ก"]),
            ("Lao vowels", "ໄທກາ", &["ໄທ", "ກາ"]),
            ("Katakana", "タイプと東京タワー", &["タイプ", "と", "東", "京", "タワー"]),
            ("Katakana parted", "ニューヨーク・タイムズ", &["ニューヨーク", "・", "タイムズ"]),
            ("half-width Katakana", "ﾀｲﾌﾟ", &["ﾀｲﾌﾟ"]),
            ("Hangul", "서울에서 KBS는", &["서울에서", " ", "KBS", "는"]),
            (
                "Hangul taken apart",
                "\u{1109}\u{1165}\u{110b}\u{116e}\u{11af}",
                &["\u{1109}\u{1165}\u{110b}\u{116e}\u{11af}"],
            ),
            ("two scripts", "在Kyiv市", &["在", "Kyiv", "市"]),
            ("zero-width space", "a\u{200b}b", &["a", "\u{200b}", "b"]),
        ] {
            assert_eq!(cut(text), words, "{case}");
        }
    }

    #[test]
    fn particles() {
        for (case, text, name, ends) in [
            ("in", "서울에서 열린", "서울", true),
            ("of", "한국의", "한국", true),
            ("at the end", "서울", "서울", true),
            ("part of a word", "서울대는", "서울", false),
            ("more than a particle", "이란은행", "이란", false),
        ] {
            assert!(text.starts_with(name));
            assert_eq!(is_end(text, name.len()), ends, "{case}");
            assert_eq!(is_start(text, name.len()), name == text, "{case}");
        }
    }
}
