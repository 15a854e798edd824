//! The line around a name: whether the capitals on it show that it is a name.

use crate::lexicon::{
    matcher::{BLOCK, Level, Masks},
    span::Span,
    text::{class::Class, cut},
};

/// How far to look around a hit, in characters.
pub(super) const REACH_CHARS: usize = 60;

/// Whether most of the longer words around `span` on its line begin with a capital.
pub(in super::super) fn is_headline(level: Level, text: &str, span: Span) -> bool {
    if let Some(is) = is_ascii_headline(level, text, span) {
        return is;
    }
    let before = cut::before(text, span.start)
        .char_indices()
        .rev()
        .take(REACH_CHARS)
        .take_while(|(_, c)| *c != '\n')
        .last();
    let after = cut::after(text, span.end)
        .char_indices()
        .take(REACH_CHARS)
        .take_while(|(_, c)| *c != '\n')
        .last();
    let start = before.map_or(span.start, |(at, _)| at);
    let end = after.map_or(span.end, |(at, c)| span.end + at + c.len_utf8());
    let long = cut::between(text, start, end)
        .split(|c| !Class::of(c).is_word())
        .filter(|word| word.chars().nth(3).is_some());
    let (mut capitals, mut small) = (0, 0);
    for word in long {
        *if word.starts_with(|c| Class::of(c).is_upper()) { &mut capitals } else { &mut small } +=
            1;
    }
    capitals > 2 * small
}

/// The same, if all around is in ASCII and the name is not too long.
fn is_ascii_headline(level: Level, text: &str, span: Span) -> Option<bool> {
    let before = text.get(span.start.saturating_sub(REACH_CHARS)..span.start)?;
    let after = text.get(span.end..text.len().min(span.end + REACH_CHARS))?;
    let from_newline = before.rfind('\n').map_or(before.len(), |at| before.len() - at - 1);
    let to_newline = after.find('\n').unwrap_or(after.len());
    let line = &text.as_bytes()[span.start - from_newline..span.end + to_newline];
    let mut masks = [Masks::default(); 4];
    level.masks(line, masks.get_mut(..line.len().div_ceil(BLOCK))?);
    let (mut capitals, mut small, mut word_before) = (0, 0, 0);
    for (at, block) in masks.iter().enumerate() {
        if block.wide != 0 {
            return None;
        }
        let next = masks.get(at + 1).map_or(0, |block| block.words);
        let behind = |n: u32| block.words >> n | next << (BLOCK as u32 - n);
        let long =
            block.words & !(block.words << 1 | word_before) & behind(1) & behind(2) & behind(3);
        word_before = block.words >> (BLOCK - 1);
        capitals += (long & block.capitals).count_ones();
        small += (long & !block.capitals).count_ones();
    }
    Some(capitals > 2 * small)
}

/// Whether the words around `span` on its line are all in capitals.
pub(in super::super) fn is_shouted(text: &str, span: Span) -> bool {
    /// More capitals than an acronym alone has.
    const MOST_OF_ACRONYM: u8 = 3;
    /// How many bytes behind the name are looked at first.
    const NEXT_BYTES: usize = 8;
    let (before, after) = (cut::before(text, span.start), cut::after(text, span.end));
    let mut next = after.bytes().take(NEXT_BYTES).take_while(|&b| b != b'\n');
    if next.any(|b| b.is_ascii_lowercase()) {
        return false;
    }
    let line = cut::line_around(text, span, REACH_CHARS);
    let around = [line.start..span.start, span.end..line.end].map(|side| &text.as_bytes()[side]);
    if around.iter().all(|side| side.is_ascii()) {
        let [before, after] = around;
        let small = count(before, u8::is_ascii_lowercase) + count(after, u8::is_ascii_lowercase);
        let capitals = count(before, u8::is_ascii_uppercase) + count(after, u8::is_ascii_uppercase);
        return small == 0 && capitals > MOST_OF_ACRONYM;
    }
    let before = before.chars().rev().take(REACH_CHARS).take_while(|c| *c != '\n');
    let after = after.chars().take(REACH_CHARS).take_while(|c| *c != '\n');
    let mut capitals = 0;
    for class in before.chain(after).map(Class::of) {
        if class.is_lower() {
            return false;
        }
        capitals += u8::from(class.is_upper());
    }
    capitals > MOST_OF_ACRONYM
}

/// How many of at most [`REACH_CHARS`] bytes are of a sort. Bytes are added to bytes, so that one
/// instruction counts many.
fn count(bytes: &[u8], is: impl Fn(&u8) -> bool) -> u8 {
    bytes.iter().fold(0, |sum, byte| sum + u8::from(is(byte)))
}

/// Whether the name in `span` says at the beginning of a line where a report was written: "ATHENS
/// (Reuters) - ", "Jakarta, 3 May - ".
pub(super) fn is_dateline(text: &str, span: Span) -> bool {
    /// How far behind the name the dash stands at most, in bytes.
    const REACH_BYTES: usize = 48;
    const DASHES: [&str; 5] = [" - ", " -- ", " \u{2013} ", " \u{2014} ", "\u{2014}"];
    let before = cut::before(text, span.start).trim_end_matches([' ', '\u{a0}', '\t']);
    if !before.is_empty() && !before.ends_with('\n') {
        return false;
    }
    let behind = cut::between(text, span.end, span.end + REACH_BYTES);
    let line = behind.lines().next().unwrap_or_default();
    let Some(dash) = DASHES.iter().filter_map(|dash| line.find(dash)).min() else { return false };
    let between = cut::before(line, dash);
    between.is_empty()
        || between.starts_with(", ")
        || between.starts_with(" (") && between.ends_with(')')
}

/// Whether a sentence, a line or a quotation begins at `start`.
pub(in super::super) fn begins_sentence(text: &str, start: usize) -> bool {
    let before = cut::before(text, start).trim_end_matches([' ', '\u{a0}']);
    before.is_empty()
        || before.ends_with([
            '.', '!', '?', ':', '\n', '\u{85}', '\u{2028}', '"', '\u{201c}', '\u{ab}', '\u{2022}',
            '\u{2026}', '\u{2014}', '-',
        ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span_of(text: &str, word: &str) -> Span {
        let start = text.find(word).unwrap();
        Span::new(start, start + word.len())
    }

    #[test]
    fn capitals_that_prove_nothing() {
        for (case, text, shouted, begins) in [
            ("in a sentence", "He lives in Nice today.", false, false),
            ("at its beginning", "It rained. Nice was wet.", false, true),
            ("in a headline", "TRAFFIC STOPS IN Nice TODAY", true, false),
            ("alone", "Nice", false, true),
            ("on a new line", "Weather\nNice was wet", false, true),
            ("in a quotation", "said: \"Nice is wet\"", false, true),
        ] {
            let span = span_of(text, "Nice");
            assert_eq!(is_shouted(text, span), shouted, "{case}");
            assert_eq!(begins_sentence(text, span.start), begins, "{case}");
        }
    }
}
