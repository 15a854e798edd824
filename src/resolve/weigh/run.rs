//! Short names within runs of letters without spaces.
//!
//! Where no space tells words apart, the letters of a short name may as well end one word and begin
//! the next, or be part of a longer one: Thai "วา" (Wa) in "ความ" (that which is so). The shorter
//! the name, and the more sides on which the run goes on, the likelier that is.
//!
//! Japanese has particles, written in Hiragana, behind its nouns. Where other letters follow at
//! once the name is but the first part of a longer one: "日本製紙", "ボルチモア・レイブンズ".

use super::super::weights::WEIGHTS;
use crate::lexicon::{
    dictionary::Hit,
    span::Span,
    text::{class::Class, cut, script::Script},
};

/// A sort of writing without spaces.
#[derive(Clone, Copy, PartialEq)]
enum Writing {
    /// A letter is a word or a part of one with a meaning.
    Han,
    /// A letter is a sound: Thai, Lao, Burmese, Khmer.
    Sounds,
}

impl Writing {
    fn of(c: char) -> Option<Writing> {
        match Script::of(c)? {
            Script::Thai | Script::Lao | Script::Myanmar | Script::Khmer => Some(Writing::Sounds),
            Script::Han => Some(Writing::Han),
            _ => None,
        }
    }
}

/// What it says against the name in `span` that the run of letters goes on beside it.
#[inline]
pub(super) fn weigh(text: &str, span: Span) -> f32 {
    let found = cut::span(text, span);
    let first = found.chars().next().filter(|c| !c.is_ascii());
    let Some(writing) = first.and_then(Writing::of) else { return 0.0 };
    let letters = found.chars().filter(|&c| !Class::of(c).is_mark()).count();
    let each = match writing {
        Writing::Han => WEIGHTS.run_of_han(letters),
        Writing::Sounds => WEIGHTS.run_of_sounds(letters),
    };
    if each == 0.0 {
        return 0.0;
    }
    let before = cut::before(text, span.start).chars().rev().find(|&c| !Class::of(c).is_mark());
    let after = cut::after(text, span.end).chars().next();
    let sides =
        [before, after].into_iter().flatten().filter(|&c| Writing::of(c) == Some(writing)).count();
    each * sides as f32
}

/// How far to look for Hiragana, in characters.
const REACH_CHARS: usize = 40;

/// Whether a word that is none of `names`, which are in text order, is joined to the name in
/// `span`.
#[inline]
pub(super) fn is_in_compound(text: &str, span: Span, names: &[Hit]) -> bool {
    let last = cut::span(text, span).chars().next_back();
    let Some(last) = last.filter(|&c| !c.is_ascii() && is_noun(c)) else { return false };
    let (before, after) = (cut::before(text, span.start), cut::after(text, span.end));
    let behind = after.chars().next().is_some_and(is_noun) && !begins(names, span.end);
    let is_katakana = |c| Script::Katakana.has(c);
    let dotted = is_katakana(last) && {
        let next = after.strip_prefix(DOT).filter(|rest| rest.starts_with(is_katakana));
        let previous = before.strip_suffix(DOT).filter(|rest| rest.ends_with(is_katakana));
        next.is_some_and(|rest| !begins(names, text.len() - rest.len()))
            || previous.is_some_and(|rest| !ends(names, rest.len()))
    };
    (behind || dotted) && (has_hiragana(after) || ends_with_hiragana(before))
}

/// Whether `text` has Hiragana within reach.
fn has_hiragana(text: &str) -> bool {
    let bytes = text.as_bytes();
    may_have_hiragana(&bytes[..bytes.len().min(REACH_BYTES)])
        && text.chars().take(REACH_CHARS).any(|c| Script::Hiragana.has(c))
}

/// The same before the end of `text`.
fn ends_with_hiragana(text: &str) -> bool {
    let bytes = text.as_bytes();
    may_have_hiragana(&bytes[bytes.len().saturating_sub(REACH_BYTES)..])
        && text.chars().rev().take(REACH_CHARS).any(|c| Script::Hiragana.has(c))
}

const REACH_BYTES: usize = REACH_CHARS * char::MAX_LEN_UTF8;

/// Whether Hiragana may be among these bytes: Chinese has none. It is from U+3040 to U+309F, but for
/// letters that take four bytes. Without branches, so that an instruction looks at many bytes.
fn may_have_hiragana(bytes: &[u8]) -> bool {
    bytes.iter().zip(bytes.iter().skip(1)).fold(false, |may, (&first, &second)| {
        may | (first == 0xe3) & ((second == 0x81) | (second == 0x82)) | (first == 0xf0)
    })
}

/// Whether one of `names` begins at byte `at`.
fn begins(names: &[Hit], at: usize) -> bool {
    let next = names.partition_point(|name| name.span().start < at);
    names.get(next).is_some_and(|name| name.span().start == at)
}

/// Whether one of `names`, which are in text order, ends at byte `at`.
fn ends(names: &[Hit], at: usize) -> bool {
    let next = names.partition_point(|name| name.span().start < at);
    names[..next].iter().rev().take(4).any(|name| name.span().end == at)
}

/// What parts the words of names in Katakana.
const DOT: char = '・';

/// Whether Japanese writes nouns with this letter, and no particles.
fn is_noun(c: char) -> bool {
    Script::Han.has(c) || Script::Katakana.has(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_hiragana_is_overlooked() {
        for c in ('\0'..=char::MAX).filter(|&c| Script::Hiragana.has(c)) {
            for text in [c.to_string(), format!("中{c}国")] {
                assert!(has_hiragana(&text) && ends_with_hiragana(&text), "{c:?}");
            }
        }
        let far = format!("の{}", "国".repeat(REACH_CHARS));
        assert!(has_hiragana(&far) && !ends_with_hiragana(&far));
        assert!(!has_hiragana("中国ニ、") && !ends_with_hiragana("中国ニ、"));
    }
}
