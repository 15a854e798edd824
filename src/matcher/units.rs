//! A text as the patterns see it: folded character by character.

use crate::text::{class::Class, fold::Char};

/// The unit that begins at `at`: a character, or a run of white space, which counts as one space. `None` at the end of the text and at
/// an empty line, which no name runs across.
#[inline(always)]
pub(super) fn unit_at(text: &str, at: usize) -> Option<Char<'_>> {
    if at == text.len() {
        return None;
    }
    let mut unit = Char::at(text, at);
    if unit.class.is_space() {
        unit.end = skip_space(text, at)?;
    }
    Some(unit)
}

/// The end of the white space that begins at `at`; `None` if there is an empty line in it.
fn skip_space(text: &str, at: usize) -> Option<usize> {
    let mut newlines = 0;
    let mut previous = ' ';
    for (i, c) in text[at..].char_indices() {
        let class = Class::of(c);
        if !class.is_space() {
            return Some(at + i);
        }
        newlines += usize::from(class.is_newline() && !(previous == '\r' && c == '\n'));
        if newlines > 1 {
            return None;
        }
        previous = c;
    }
    Some(text.len())
}
