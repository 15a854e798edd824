//! The rules for values in tables, for your tables and for imported ones: the only place that has
//! them.
//!
//! Any other value is an error in your table; an import mends or counts it.

pub(crate) mod codes;
pub(crate) mod references;
pub(crate) mod values;

use crate::lexicon::text::{boundary::is_bound, class::Class, fold::fold};
use std::fmt::{self, Write};

/// The longest names, in characters: where a name nearly stands in a text, it costs time as often
/// as it has words or characters.
pub(crate) const MOST_CHARS: usize = 1000;

/// A fault of an entity or a name: the column of the value, what was found and what was expected.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub column: &'static str,
    pub message: String,
}

impl Wrong {
    pub(crate) fn new(column: &'static str, message: String) -> Wrong {
        Wrong { column, message }
    }
}

/// The fault of a name, a phrase or a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// Nothing in it can be seen.
    Blank,
    /// No letter or digit, where one is needed.
    NoLetter,
    /// A punctuation mark, or a row of dashes or dots: what stands for "nothing" in a table and
    /// anywhere in a text.
    Punctuation,
    /// Its first letter or mark only ever stands behind another: the beginning is missing.
    Severed(char),
    /// White space inside, where one word is needed.
    Words,
    /// So many characters.
    Long(usize),
    Control(char),
    LineBreak(char),
    /// An override, embedding or isolate of the direction of writing: shown, the name reads as
    /// another.
    Direction(char),
    /// A character without width that no spelling has: a text would need to have it too.
    Invisible(char),
    /// A character that only some font gives a meaning.
    Private(char),
    /// No character at all by the Unicode Standard.
    NoCharacter(char),
    /// U+FFFD, which stands for a character that was lost.
    Lost,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Unfit::Blank => f.write_str("it holds nothing that can be read"),
            Unfit::NoLetter => f.write_str("it has no letter or digit"),
            Unfit::Punctuation => f.write_str("it is punctuation alone"),
            Unfit::Severed(c) => {
                write!(f, "it begins with {}, which stands behind a letter", Code(c))
            }
            Unfit::Words => f.write_str("expected one word without white space"),
            Unfit::Long(chars) => write!(f, "{chars} characters, expected at most {MOST_CHARS}"),
            Unfit::Control(c) => write!(f, "it holds the control character {}", Code(c)),
            Unfit::LineBreak(c) => write!(f, "it holds the line break {}", Code(c)),
            Unfit::Direction(c) => {
                write!(f, "it holds {}, which changes the direction of writing", Code(c))
            }
            Unfit::Invisible(c) => write!(f, "it holds the invisible character {}", Code(c)),
            Unfit::Private(c) => write!(f, "it holds the private-use character {}", Code(c)),
            Unfit::NoCharacter(c) => write!(f, "it holds {}, which is no character", Code(c)),
            Unfit::Lost => {
                f.write_str("it holds U+FFFD, which stands for a character that was lost")
            }
        }
    }
}

/// A code point as the Unicode Standard writes it.
struct Code(char);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "U+{:04X}", u32::from(self.0))
    }
}

/// Whether a name may be found in texts by.
pub(crate) fn name(name: &str) -> Result<(), Unfit> {
    let name = name.trim();
    // Most names: ASCII with a letter or digit.
    let is_plain = |b: u8| b == b' ' || b.is_ascii_graphic();
    if name.len() <= MOST_CHARS
        && name.bytes().all(is_plain)
        && name.bytes().any(|b| b.is_ascii_alphanumeric())
    {
        return Ok(());
    }
    characters(name)?;
    let first = fold(name).chars().next();
    let Some(first) = first.filter(|_| name.chars().any(is_visible)) else {
        return Err(Unfit::Blank);
    };
    if is_bound(first) {
        return Err(Unfit::Severed(first));
    }
    if is_mere_punctuation(name) { Err(Unfit::Punctuation) } else { length(name) }
}

/// Whether a phrase may be looked for beside names.
pub(crate) fn phrase(phrase: &str) -> Result<(), Unfit> {
    word_characters(phrase)?;
    if phrase.chars().any(|c| Class::of(c).is_word()) {
        length(phrase)
    } else {
        Err(Unfit::NoLetter)
    }
}

/// Whether a word may be met in texts.
pub(crate) fn word(word: &str) -> Result<(), Unfit> {
    word_characters(word)?;
    if word.trim().chars().any(|c| Class::of(c).is_space()) {
        Err(Unfit::Words)
    } else {
        length(word)
    }
}

fn word_characters(text: &str) -> Result<(), Unfit> {
    characters(text)?;
    if fold(text).is_empty() { Err(Unfit::Blank) } else { Ok(()) }
}

fn length(text: &str) -> Result<(), Unfit> {
    let chars = text.chars().count();
    if chars <= MOST_CHARS { Ok(()) } else { Err(Unfit::Long(chars)) }
}

/// Whether every character is one that a spelling may have. Joiners, soft hyphens and single
/// direction marks are: they fold to nothing. So are characters that Unicode has not assigned, as
/// far as these tables know.
fn characters(text: &str) -> Result<(), Unfit> {
    let unfit = text.chars().find_map(|c| match c {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(Unfit::LineBreak(c)),
        _ if c.is_control() => Some(Unfit::Control(c)),
        _ if is_direction(c) => Some(Unfit::Direction(c)),
        // In Khmer, Lao, Thai and the like it marks where a line may break.
        '\u{200b}' if text.chars().any(|c| Class::of(c).is_spaceless()) => None,
        _ if is_invisible(c) => Some(Unfit::Invisible(c)),
        '\u{fffd}' => Some(Unfit::Lost),
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}' => {
            Some(Unfit::Private(c))
        }
        '\u{fdd0}'..='\u{fdef}' => Some(Unfit::NoCharacter(c)),
        _ if u32::from(c) & 0xfffe == 0xfffe => Some(Unfit::NoCharacter(c)),
        _ => None,
    });
    unfit.map_or(Ok(()), Err)
}

/// Embeddings, overrides and isolates, and the deprecated characters behind them.
pub(crate) fn is_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}')
}

/// Characters without width that do not fold to nothing.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{feff}')
}

/// Whether a reader sees the character, and by itself.
fn is_visible(c: char) -> bool {
    let class = Class::of(c);
    !(class.is_mark() || class.is_format() || class.is_space() || is_invisible(c))
}

/// One punctuation mark of ASCII, or dashes and dots alone. Other names of marks are names: the
/// band "!!!".
fn is_mere_punctuation(name: &str) -> bool {
    const FILLERS: &[char] = &['-', '‐', '‑', '‒', '–', '—', '―', '.', '…', '_', '·'];
    let mut visible = name.chars().filter(|&c| is_visible(c));
    let one =
        matches!((visible.next(), visible.next()), (Some(c), None) if c.is_ascii_punctuation());
    one || name.chars().filter(|&c| is_visible(c)).all(|c| FILLERS.contains(&c))
}

/// Whether an id can be written in every table and be read without confusion.
pub(crate) fn id(id: &str) -> bool {
    let is_seen = |c: char| !(c.is_whitespace() || Class::of(c).is_format() || is_invisible(c));
    !id.is_empty()
        && (id.bytes().all(|b| b.is_ascii_graphic())
            || id.chars().all(is_seen) && characters(id).is_ok())
}

/// `text` for a message: invisible characters are escaped, as in `\u{200b}`.
pub(crate) fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let has_base = text.chars().any(is_visible);
    for c in text.chars() {
        let class = Class::of(c);
        let hidden = c.is_control() && c != '\t'
            || class.is_format()
            || is_invisible(c)
            || is_direction(c)
            || class.is_newline();
        if hidden || class.is_mark() && !has_base {
            write!(shown, "\\u{{{:x}}}", u32::from(c)).expect("strings take all");
        } else {
            shown.push(c);
        }
    }
    shown
}

/// `text` for a message, of a long one its beginning.
pub(crate) fn beginning(text: &str) -> String {
    const LONG: usize = 80;
    match text.char_indices().nth(LONG) {
        Some(_) => shown(&cut(text)),
        None => shown(text),
    }
}

fn cut(text: &str) -> String {
    const BEGINNING: usize = 20;
    text.trim_start().chars().take(BEGINNING).chain(['\u{2026}']).collect()
}

/// Says that `text` is no `what`, and why; of a long one its beginning.
pub(crate) fn refusal(text: &str, what: &str, unfit: Unfit) -> String {
    let text = if let Unfit::Long(_) = unfit { shown(&cut(text)) } else { shown(text) };
    format!("`{text}` is no {what}: {unfit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (case, text, expected) in [
            ("letters", "Kursk", Ok(())),
            ("a digit", "7", Ok(())),
            ("marks", "Côte d’Ivoire", Ok(())),
            ("a joiner in Persian", "علی\u{200c}اکبر", Ok(())),
            ("a joiner at the end in Malayalam", "അരൂര്\u{200d}", Ok(())),
            ("a soft hyphen", "Bela\u{ad}rus", Ok(())),
            ("a direction mark at the end", "ירושלים\u{200f}", Ok(())),
            ("a place to break a line in Khmer", "រាជធានី\u{200b}ភ្នំពេញ", Ok(())),
            ("a no-break space", "New\u{a0}York", Ok(())),
            ("a flag", "🇺🇦", Ok(())),
            (
                "the flag of England, written with tags",
                "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
                Ok(()),
            ),
            ("a band", "!!!", Ok(())),
            ("one symbol", "♥", Ok(())),
            ("unassigned", "\u{10d40}\u{378}", Ok(())),
            ("1000 characters", &"é".repeat(1000), Ok(())),
            ("1001 characters", &"é".repeat(1001), Err(Unfit::Long(1001))),
            ("1001 letters of ASCII", &"e".repeat(1001), Err(Unfit::Long(1001))),
            ("a mark in front that folds away", "\u{301}Antigua", Ok(())),
            ("cut off before a mark", "\u{e34}มิสเลีย", Err(Unfit::Severed('\u{e34}'))),
            ("cut off before a vowel", "ายุเปส", Err(Unfit::Severed('\u{e32}'))),
            ("empty", "", Err(Unfit::Blank)),
            ("spaces", " \u{a0}\u{3000}", Err(Unfit::Blank)),
            ("a mark alone", "\u{301}", Err(Unfit::Blank)),
            ("a vowel sign alone", "\u{93f}", Err(Unfit::Blank)),
            ("joiners alone", "\u{200d}\u{200c}", Err(Unfit::Blank)),
            ("a soft hyphen alone", "\u{ad}", Err(Unfit::Blank)),
            ("a space without width alone", "\u{200b}", Err(Unfit::Invisible('\u{200b}'))),
            ("a space without width inside", "Wal\u{200b}hi", Err(Unfit::Invisible('\u{200b}'))),
            ("a byte order mark", "\u{feff}Walhi", Err(Unfit::Invisible('\u{feff}'))),
            ("U+0001 alone", "\u{1}", Err(Unfit::Control('\u{1}'))),
            ("U+0000 inside", "Wal\0hi", Err(Unfit::Control('\0'))),
            ("delete", "Wal\u{7f}hi", Err(Unfit::Control('\u{7f}'))),
            ("a tab", "New\tYork", Err(Unfit::Control('\t'))),
            ("a line feed", "New\nYork", Err(Unfit::LineBreak('\n'))),
            ("a line separator", "New\u{2028}York", Err(Unfit::LineBreak('\u{2028}'))),
            ("an override", "Wal\u{202e}hi", Err(Unfit::Direction('\u{202e}'))),
            ("an isolate", "\u{2067}Walhi\u{2069}", Err(Unfit::Direction('\u{2067}'))),
            ("private use", "Wal\u{e001}hi", Err(Unfit::Private('\u{e001}'))),
            ("private use beyond the first plane", "\u{10fffd}", Err(Unfit::Private('\u{10fffd}'))),
            ("no character", "Walhi\u{ffff}", Err(Unfit::NoCharacter('\u{ffff}'))),
            ("no character among Arabic ones", "\u{fdd0}", Err(Unfit::NoCharacter('\u{fdd0}'))),
            ("a lost character", "K\u{fffd}rsk", Err(Unfit::Lost)),
            ("a hyphen", "-", Err(Unfit::Punctuation)),
            ("a question mark", " ? ", Err(Unfit::Punctuation)),
            ("dashes", "— –", Err(Unfit::Punctuation)),
            ("dots", "...", Err(Unfit::Punctuation)),
        ] {
            assert_eq!(name(text), expected, "{case}");
        }
    }

    #[test]
    fn phrases_and_words() {
        for (case, text, as_phrase, as_word) in [
            ("a word", "kota", Ok(()), Ok(())),
            ("two words", "kota kecil", Ok(()), Err(Unfit::Words)),
            ("a range of letters", "[ก-๛]", Ok(()), Ok(())),
            ("a hyphen", "-", Err(Unfit::NoLetter), Ok(())),
            ("nothing", "", Err(Unfit::Blank), Err(Unfit::Blank)),
            (
                "a control character",
                "ko\u{2}ta",
                Err(Unfit::Control('\u{2}')),
                Err(Unfit::Control('\u{2}')),
            ),
        ] {
            assert_eq!((phrase(text), word(text)), (as_phrase, as_word), "{case}");
        }
    }

    #[test]
    fn ids() {
        for good in ["BY", "RU-KRS", "geonames:538560", "курская-область", "中国", "a/b#c"]
        {
            assert!(id(good), "{good}");
        }
        for bad in [
            "",
            "a b",
            "a\u{a0}b",
            "a\tb",
            "a\0",
            "a\u{200b}",
            "a\u{200d}b",
            "a\u{202e}b",
            "a\u{e000}",
            "\u{fffd}",
        ] {
            assert!(!id(bad), "{bad:?}");
        }
    }

    #[test]
    fn messages_show_what_cannot_be_seen() {
        for (text, expected) in [
            ("São Tomé", "São Tomé"),
            ("e\u{301}", "e\u{301}"),
            ("\u{301}\u{200d}", "\\u{301}\\u{200d}"),
            ("Wal\u{202e}hi\0", "Wal\\u{202e}hi\\u{0}"),
            ("a\u{200b}\u{2028}b", "a\\u{200b}\\u{2028}b"),
            ("a\tb", "a\tb"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }
}
