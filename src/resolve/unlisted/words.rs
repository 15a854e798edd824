//! The words of a text that begin with a capital, and how each is joined to the one before it.

use crate::lexicon::{
    dictionary::PartHit,
    matcher::{BLOCK, Level, Masks},
    span::Span,
    text::{class::Class, cut, fold},
};

/// A word that begins with a capital.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub span: Span,
    pub shape: Shape,
    /// The gap between it and the word with a capital before it.
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

impl Shape {
    #[inline]
    fn new(letters: usize, capitals: u32, small: u32) -> Shape {
        match (letters, small) {
            (1, _) => Shape::Initial,
            (_, 0) if capitals > 1 => Shape::Capitals,
            _ => Shape::Name,
        }
    }
}

/// The gap between two words with capitals.
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
    /// A number of up to three digits.
    Number,
    /// More than belongs into a name.
    Apart,
}

/// How long what stands between two words of a name can be, in bytes.
const LONGEST_GAP_BYTES: usize = 24;

/// The blocks that are looked at together.
const BLOCKS: usize = 16;

/// Lists the words in `part` of `text` that begin with a capital; `parts` are the given and family
/// names in it.
///
/// Only the ASCII capitals at the beginning of words are stopped at, and the runs of letters with
/// other characters that may be capitals.
///
/// Complexity: O(n) in the bytes of the text.
pub(super) fn read(text: &str, part: Span, level: Level, parts: &[PartHit], words: &mut Vec<Word>) {
    words.clear();
    let mut reader = Reader { text, parts, words, done: part.start };
    let mut masks = [Masks::default(); BLOCKS];
    let (mut word_before, mut wide_before) = (0, 0);
    for (at, piece) in text.as_bytes()[part.range()].chunks(BLOCKS * BLOCK).enumerate() {
        let masks = &mut masks[..piece.len().div_ceil(BLOCK)];
        level.masks(piece, masks);
        for (bytes, (block, masks)) in piece.chunks(BLOCK).zip(masks.iter().enumerate()) {
            let &Masks { words, wide, capitals, .. } = masks;
            let begins = capitals & !(words << 1 | word_before);
            let behind_wide = capitals & (wide << 1 | wide_before);
            let widens =
                if wide != 0 && may_have_wide_capital(bytes) { wide & !(wide << 1) } else { 0 };
            (word_before, wide_before) = (words >> (BLOCK - 1), wide >> (BLOCK - 1));
            let mut stops = begins | behind_wide | widens;
            while stops != 0 {
                let bit = stops.trailing_zeros();
                reader.stop(part.start + (at * BLOCKS + block) * BLOCK + bit as usize, masks, bit);
                stops &= stops - 1;
            }
        }
    }
}

/// Goes from one place where a word with a capital may stand to the next.
struct Reader<'a, 't> {
    text: &'t str,
    /// The given and family names that are still to come.
    parts: &'a [PartHit],
    words: &'a mut Vec<Word>,
    /// The end of what has been read.
    done: usize,
}

impl Reader<'_, '_> {
    /// Reads the run of letters, digits and characters beyond ASCII around `at`, which has this bit
    /// in the masks of its block.
    #[inline(always)]
    fn stop(&mut self, at: usize, masks: &Masks, bit: u32) {
        if at < self.done {
            return;
        }
        let bytes = self.text.as_bytes();
        if !bytes[at].is_ascii() || at > self.done && !bytes[at - 1].is_ascii() {
            // Letters before it are of the same word.
            let is_letter = |b: &&u8| !b.is_ascii() || b.is_ascii_alphanumeric();
            let before = bytes[self.done..at].iter().rev().take_while(is_letter).count();
            self.wide_run(at - before);
        } else if let Some((len, shape)) = measure_in_block(masks, bit)
            && (len > MOST_LETTERS_BEFORE_APOSTROPHE || bytes.get(at + len) != Some(&b'\''))
        {
            self.done = at + len;
            self.list(Span::new(at, at + len), shape);
        } else {
            self.word(at);
            if bytes.get(self.done).is_some_and(|b| !b.is_ascii()) {
                self.wide_run(self.done);
            }
        }
    }

    /// Reads a run with characters beyond ASCII from `at` on.
    #[inline(never)]
    fn wide_run(&mut self, mut at: usize) {
        let bytes = self.text.as_bytes();
        let end = end_of_small(self.text, at);
        if bytes.get(end).is_none_or(|&b| b.is_ascii() && !b.is_ascii_uppercase()) {
            self.done = end;
            return;
        }
        while let Some(byte) = bytes.get(at) {
            if !byte.is_ascii() {
                let (class, end) = fold::class_at(self.text, at);
                if !class.is_word() {
                    at = end;
                    continue;
                }
            } else if !byte.is_ascii_alphanumeric() {
                break;
            } else if !byte.is_ascii_uppercase() {
                let end = at + bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
                if bytes.get(end).is_none_or(u8::is_ascii) {
                    at = end;
                    continue;
                }
            }
            self.word(at);
            at = self.done;
        }
        self.done = at;
    }

    /// Reads the word that begins at `start`, and lists it if it does with a capital.
    #[inline(always)]
    fn word(&mut self, start: usize) {
        let (end, shape) = measure(self.text, start);
        self.done = end;
        if let Some(shape) = shape {
            self.list(Span::new(start, end), shape);
        }
    }

    #[inline(always)]
    fn list(&mut self, span: Span, shape: Shape) {
        while let [part, rest @ ..] = self.parts
            && part.span.start < span.start
        {
            self.parts = rest;
        }
        let part = self.parts.first().filter(|part| part.span == span);
        let (given, family) = part.map_or((0, 0), |part| (part.given, part.family));
        let gap = self.words.last().map_or(Gap::Apart, |last| gap(self.text, last, span.start));
        self.words.push(Word { span, shape, gap, given, family });
    }
}

/// Whether a character beyond ASCII that begins in `block` may be a capital, by its first byte.
/// Without branches, so that an instruction looks at many bytes.
#[inline(always)]
fn may_have_wide_capital(block: &[u8]) -> bool {
    // U+0590 to U+0FFF and most from U+3000 to U+D7FF are of scripts without capitals.
    let may_be =
        |b: u8| (0xc3..=0xd5).contains(&b) | (b == 0xe1) | (b == 0xe2) | (b == 0xea) | (b > 0xed);
    block.iter().fold(false, |any, &b| any | may_be(b))
}

/// Where a run from `at` on of letters, digits and characters beyond ASCII ends, or has a capital.
#[inline(always)]
fn end_of_small(text: &str, mut at: usize) -> usize {
    while at < text.len() {
        let (class, end) = fold::class_at(text, at);
        if class.is_upper() || end == at + 1 && !class.is_word() {
            break;
        }
        at = end;
    }
    at
}

/// Length and shape of the word that begins with a capital at `bit` of a block, if the masks of
/// that tell.
#[inline(always)]
fn measure_in_block(masks: &Masks, bit: u32) -> Option<(usize, Shape)> {
    let len = (!(masks.words >> bit)).trailing_zeros();
    let word = ((1u64 << (len & 63)) - 1) << bit;
    if bit + len >= BLOCK as u32 || masks.wide & word != 0 {
        return None;
    }
    match (masks.capitals & word).count_ones() {
        1 if len == 1 => Some((1, Shape::Initial)),
        1 => Some((len as usize, Shape::Name)),
        capitals if capitals == len => Some((len as usize, Shape::Capitals)),
        // Digits or small letters among them.
        _ => None,
    }
}

/// The end of the word that begins at `start`, and its shape if it begins with a capital.
#[inline(always)]
fn measure(text: &str, start: usize) -> (usize, Option<Shape>) {
    let rest = &text.as_bytes()[start..];
    let (mut len, mut capitals, mut small) = (0, 0u32, 0u32);
    while let Some(byte) = rest.get(len).filter(|b| b.is_ascii_alphanumeric()) {
        capitals += u32::from(byte.is_ascii_uppercase());
        small += u32::from(byte.is_ascii_lowercase());
        len += 1;
    }
    if len == 0
        || rest
            .get(len)
            .is_some_and(|&b| !b.is_ascii() || b == b'\'' && len <= MOST_LETTERS_BEFORE_APOSTROPHE)
    {
        return measure_wide(text, start);
    }
    (start + len, rest[0].is_ascii_uppercase().then(|| Shape::new(len, capitals, small)))
}

/// The same for words that have other characters than ASCII letters and digits, or may.
fn measure_wide(text: &str, start: usize) -> (usize, Option<Shape>) {
    let (mut at, mut letters, mut capitals, mut small, mut first_is_capital) =
        (start, 0, 0, 0, false);
    while at < text.len() {
        let (class, end) = fold::class_at(text, at);
        if class.is_word() {
            first_is_capital |= letters == 0 && class.is_upper();
            letters += 1;
            capitals += u32::from(class.is_upper());
            small += u32::from(class.is_lower());
        } else if !class.is_mark() && !class.is_format() && !is_letter_apostrophe(text, at, letters)
        {
            break;
        }
        at = end;
    }
    (at, first_is_capital.then(|| Shape::new(letters, capitals, small)))
}

/// How many letters stand before an apostrophe inside a word at most.
const MOST_LETTERS_BEFORE_APOSTROPHE: usize = 2;

/// Whether at `at`, behind so many letters, stands an apostrophe as in "Ma'ruf", and not as in
/// "Trump's" or "Can'ın".
fn is_letter_apostrophe(text: &str, at: usize, letters: usize) -> bool {
    let mut behind = cut::after(text, at).chars();
    letters <= MOST_LETTERS_BEFORE_APOSTROPHE
        && matches!(behind.next(), Some('\'' | '\u{2019}'))
        && behind.take(3).filter(|c| Class::of(*c).is_lower()).count() == 3
}

/// The gap between `last` and the word at `start`.
#[inline(always)]
fn gap(text: &str, last: &Word, start: usize) -> Gap {
    // The bytes decide most.
    match &text.as_bytes()[last.span.end..start] {
        b" " => Gap::Space,
        b"  " => Gap::Space,
        b"\n" | b"\r\n" if is_wrapped(text, last, start) => Gap::Space,
        between if between.len() > LONGEST_GAP_BYTES || matches!(between, [b',' | b'\n', ..]) => {
            Gap::Apart
        }
        _ => short_gap(cut::between(text, last.span.end, start), last),
    }
}

/// Whether the line end between `last` and the word at `start` is none of the writer's: another
/// word stands before the first on its line, and the line behind goes on with a small letter, as
/// in "said Kyle/Chandler is".
fn is_wrapped(text: &str, last: &Word, start: usize) -> bool {
    /// How far to look, in bytes: farther than the longest names.
    const REACH_BYTES: usize = 64;
    let before = cut::between(text, last.span.start.saturating_sub(2), last.span.start);
    let goes_on = before.ends_with(' ') && !before.starts_with(['.', '!', '?', ':', '\n']);
    let behind = cut::between(text, start, start + REACH_BYTES);
    let line = behind.lines().next().unwrap_or_default();
    let next = line.split(' ').nth(1).and_then(|word| word.chars().next());
    goes_on && last.shape == Shape::Name && next.is_some_and(|c| Class::of(c).is_lower())
}

/// The same for what is short.
fn short_gap(between: &str, last: &Word) -> Gap {
    match between {
        "\u{a0}" => Gap::Space,
        "." | ". " if last.shape == Shape::Initial => Gap::Space,
        " & " => Gap::And,
        // "St. Mark", but not "in the US. Mark".
        ". " if last.shape == Shape::Name && last.span.end - last.span.start <= 2 => Gap::Space,
        "-" | "\u{2013}" | "'" | "\u{2019}" => Gap::Hyphen,
        between if is_number(between) => Gap::Number,
        between => {
            let is_ascii = |b: u8| b.is_ascii_lowercase() || matches!(b, b' ' | b'\'' | b'-');
            let is_wide =
                |c: char| Class::of(c).is_lower() || matches!(c, ' ' | '\'' | '\u{2019}' | '-');
            let small = || {
                between.bytes().all(is_ascii) || !between.is_ascii() && between.chars().all(is_wide)
            };
            if between.starts_with([' ', '\u{a0}', '-']) && small() {
                Gap::Words
            } else {
                Gap::Apart
            }
        }
    }
}

/// Whether a number of up to three digits stands between two words: "SMA Negeri 7 Wonosobo".
pub(super) fn is_number(between: &str) -> bool {
    let digits =
        between.strip_prefix(' ').and_then(|rest| rest.strip_suffix(' ')).unwrap_or_default();
    (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_capitals() {
        for (text, expected) in [
            ("Menteri Viktor Khrenin said", "Apart:Menteri Space:Viktor Space:Khrenin"),
            ("George W. Bush's", "Apart:George Space:W Space:Bush"),
            ("said Kyle\nChandler is", "Apart:Kyle Space:Chandler"),
            ("Kyle\nChandler\nRoss", "Apart:Kyle Apart:Chandler Apart:Ross"),
            ("met Kyle.\nChandler is", "Apart:Kyle Apart:Chandler"),
            ("Kyle  Chandler", "Apart:Kyle Space:Chandler"),
            ("Jean-Pierre de la Fontaine", "Apart:Jean Hyphen:Pierre Words:Fontaine"),
            ("Ma'ruf Amin, Jokowi", "Apart:Ma'ruf Space:Amin Apart:Jokowi"),
            ("the KPK. In O'Brien", "Apart:KPK Apart:In Space:O Hyphen:Brien"),
            ("Владимир Путин", "Apart:Владимир Space:Путин"),
            ("في Kyiv،Minsk و \u{200f}Kursk وPskov", "Apart:Kyiv Apart:Minsk Apart:Kursk"),
            ("中国ＮＡＴＯ、ＮＡＴＯ ไทยKPK ไทย KPK", "Apart:ＮＡＴＯ Apart:KPK"),
        ] {
            let mut words = Vec::new();
            read(text, Span::new(0, text.len()), Level::Portable, &[], &mut words);
            let found: Vec<_> = words
                .iter()
                .map(|word| format!("{:?}:{}", word.gap, cut::span(text, word.span)))
                .collect();
            assert_eq!(found.join(" "), expected);
        }
    }
}
