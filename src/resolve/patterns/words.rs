//! The words of a text that begin with a capital, and how each is joined to the one before it.

use crate::{
    dictionary::PartHit,
    span::Span,
    text::class::{self, Class},
};

/// A word that begins with a capital.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub span: Span,
    pub shape: Shape,
    /// What stands between it and the word with a capital before it.
    pub gap: Gap,
    /// How telling it is as a given name.
    pub given: u8,
    /// How telling it is as a family name.
    pub family: u8,
}

/// How a word with a capital is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// With small letters: "Minsk".
    Name,
    /// In capitals: "KPK".
    Capitals,
    /// One letter: "J.".
    Initial,
}

/// What stands between two words with capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// A space, or the full stop of an initial.
    Space,
    /// A hyphen or an apostrophe.
    Hyphen,
    /// The sign "&".
    And,
    /// One or two short words in small letters.
    Words,
    /// More than belongs into a name.
    Apart,
}

/// How long what stands between two words of a name can be, in bytes.
const LONGEST_GAP: usize = 24;

/// Lists the words of `text` that begin with a capital; `parts` are the given and family names in it.
///
/// Complexity: O(n) in the bytes of the text.
pub(super) fn read(text: &str, parts: &[PartHit], words: &mut Vec<Word>) {
    words.clear();
    let mut parts = parts.iter().peekable();
    let mut at = 0;
    while let Some(start) = next_word(text, at) {
        // Most words are passed by at once.
        if !text.as_bytes()[start].is_ascii_uppercase() && text.is_char_boundary(start + 1) {
            at = end_of_ascii(text, start);
            if text.as_bytes().get(at).is_none_or(u8::is_ascii) {
                continue;
            }
        }
        let (end, shape) = measure(text, start);
        at = end;
        let Some(shape) = shape else { continue };
        let span = Span::new(start, end);
        while parts.peek().is_some_and(|part| part.span.start < start) {
            parts.next();
        }
        let part = parts.peek().filter(|part| part.span == span);
        let (given, family) = part.map_or((0, 0), |part| (part.given, part.family));
        let gap = words.last().map_or(Gap::Apart, |last: &Word| gap(text, last, start));
        words.push(Word { span, shape, gap, given, family });
    }
}

/// Where the next word begins, at `at` or behind.
fn next_word(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = at;
    while let Some(&byte) = bytes.get(at) {
        match class::of_ascii(byte) {
            Some(class) if class.is_word() => return Some(at),
            Some(_) => at += 1,
            None => {
                let c = text[at..].chars().next()?;
                if Class::of(c).is_word() {
                    return Some(at);
                }
                at += c.len_utf8();
            }
        }
    }
    None
}

/// The end of the ASCII letters and digits from `start` on.
fn end_of_ascii(text: &str, start: usize) -> usize {
    text.as_bytes()[start..].iter().position(|b| !b.is_ascii_alphanumeric()).map_or(text.len(), |len| start + len)
}

/// The end of the word that begins at `start`, and its shape if it begins with a capital.
fn measure(text: &str, start: usize) -> (usize, Option<Shape>) {
    let bytes = text.as_bytes();
    let end = end_of_ascii(text, start);
    let ascii = &bytes[start..end];
    if ascii.len() > 2 && bytes.get(end).is_none_or(|&b| b.is_ascii() && b != b'\'') {
        let small = ascii.iter().any(u8::is_ascii_lowercase);
        let capitals = ascii.iter().filter(|b| b.is_ascii_uppercase()).count();
        let shape = if !small && capitals > 1 { Shape::Capitals } else { Shape::Name };
        return (end, ascii[0].is_ascii_uppercase().then_some(shape));
    }
    let (mut at, mut letters, mut capitals, mut small, mut first_is_capital) = (start, 0u32, 0u32, 0u32, false);
    while let Some(&byte) = bytes.get(at) {
        let (class, len) = match class::of_ascii(byte) {
            Some(class) => (class, 1),
            None => text[at..].chars().next().map_or((Class::default(), 1), |c| (Class::of(c), c.len_utf8())),
        };
        if class.is_word() {
            first_is_capital |= letters == 0 && class.is_upper();
            letters += 1;
            capitals += u32::from(class.is_upper());
            small += u32::from(class.is_lower());
        } else if !class.is_mark() && !class.is_format() && !is_letter_apostrophe(text, at, letters) {
            break;
        }
        at += len;
    }
    let shape = match (letters, small) {
        (1, _) => Shape::Initial,
        (_, 0) if capitals > 1 => Shape::Capitals,
        _ => Shape::Name,
    };
    (at, first_is_capital.then_some(shape))
}

/// Whether at `at` stands an apostrophe as in "Ma'ruf", and not as in "Trump's" or "Can'ın".
fn is_letter_apostrophe(text: &str, at: usize, letters: u32) -> bool {
    let mut behind = text[at..].chars();
    letters <= 2 && matches!(behind.next(), Some('\'' | '\u{2019}')) && behind.take(3).filter(|c| Class::of(*c).is_lower()).count() == 3
}

/// What stands between `last` and the word at `start`.
fn gap(text: &str, last: &Word, start: usize) -> Gap {
    if start - last.span.end > LONGEST_GAP {
        return Gap::Apart;
    }
    match &text[last.span.end..start] {
        " " | "\u{a0}" => Gap::Space,
        "." | ". " if last.shape == Shape::Initial => Gap::Space,
        " & " => Gap::And,
        // "St. Mark", but not "in the US. Mark".
        ". " if last.shape == Shape::Name && last.span.end - last.span.start <= 2 => Gap::Space,
        "-" | "\u{2013}" | "'" | "\u{2019}" => Gap::Hyphen,
        between => {
            let small = |c: char| Class::of(c).is_lower() || matches!(c, ' ' | '\'' | '\u{2019}' | '-');
            if between.starts_with([' ', '\u{a0}', '-']) && between.chars().all(small) { Gap::Words } else { Gap::Apart }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_capitals() {
        for (text, expected) in [
            ("Menteri Viktor Khrenin said", "Apart:Menteri Space:Viktor Space:Khrenin"),
            ("George W. Bush's", "Apart:George Space:W Space:Bush"),
            ("Jean-Pierre de la Fontaine", "Apart:Jean Hyphen:Pierre Words:Fontaine"),
            ("Ma'ruf Amin, Jokowi", "Apart:Ma'ruf Space:Amin Apart:Jokowi"),
            ("the KPK. In O'Brien", "Apart:KPK Apart:In Space:O Hyphen:Brien"),
            ("Владимир Путин", "Apart:Владимир Space:Путин"),
        ] {
            let mut words = Vec::new();
            read(text, &[], &mut words);
            let found: Vec<_> = words.iter().map(|word| format!("{:?}:{}", word.gap, &text[word.span.range()])).collect();
            assert_eq!(found.join(" "), expected);
        }
    }
}
