//! Short names within runs of letters without spaces.
//!
//! Where no space tells words apart, the letters of a short name may as well end one word and begin the next, or be part of a longer one:
//! Thai "วา" (Wa) in "ความ" (that which is so). The shorter the name, and the more sides on which the run goes on, the likelier that is.

use super::weights;
use crate::{span::Span, text::class::Class};

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
        match c {
            '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => Some(Writing::Sounds),
            '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => Some(Writing::Han),
            _ => None,
        }
    }
}

/// What it says against the name in `span` that the run of letters goes on beside it.
pub(super) fn weigh(text: &str, span: Span) -> f32 {
    let found = &text[span.range()];
    let Some(writing) = found.chars().next().and_then(Writing::of) else { return 0.0 };
    let letters = found.chars().filter(|&c| !Class::of(c).is_mark()).count();
    let each = match writing {
        Writing::Han => weights::run_of_han(letters),
        Writing::Sounds => weights::run_of_sounds(letters),
    };
    if each == 0.0 {
        return 0.0;
    }
    let before = text[..span.start].chars().rev().find(|&c| !Class::of(c).is_mark());
    let after = text[span.end..].chars().next();
    let sides = [before, after].into_iter().flatten().filter(|&c| Writing::of(c) == Some(writing)).count();
    each * sides as f32
}
