//! A text as the patterns see it: folded character by character.

use crate::text::{class::Class, fold::Folded};

/// One step through a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// Where it ends in the text.
    pub end: usize,
    pub class: Class,
    pub folded: Folded,
}

/// The unit that begins at `at`: a character, or a run of white space, which counts as one space. `None` at the end of the text and at
/// an empty line, which no name runs across.
pub(super) fn unit_at(text: &str, at: usize) -> Option<Unit> {
    let mut chars = text[at..].chars();
    let first = chars.next()?;
    let class = Class::of(first);
    let end = if class.is_space() { skip_space(text, at)? } else { at + first.len_utf8() };
    Some(Unit { end, class, folded: Folded::of(first) })
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

/// Where the units begin that end at `end` and fold to `len` bytes; `None` if no unit begins just there.
pub(super) fn start_of(text: &str, end: usize, mut len: usize) -> Option<usize> {
    let mut after_space = false;
    for (at, c) in text[..end].char_indices().rev() {
        let space = Class::of(c).is_space();
        if !(space && after_space) {
            len = len.checked_sub(Folded::of(c).len())?;
        }
        after_space = space;
        if len == 0 && !space {
            return Some(at);
        }
    }
    None
}
