//! The one module that cuts a text at computed places.
//!
//! A place that was counted in bytes, such as the end of a window, may lie inside a character,
//! where slicing panics. These functions move it to the edge before that character, or to the end
//! of the text. At places that are edges they do what slicing does.

use std::ops::Range;

/// What stands in a span.
#[inline]
pub(crate) fn span(text: &str, span: impl Into<Range<usize>>) -> &str {
    let Range { start, end } = span.into();
    between(text, start, end)
}

/// What stands from byte `start` to before byte `end`; nothing if that lies before `start`.
#[inline]
pub(crate) fn between(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_else(|| {
        let start = text.floor_char_boundary(start);
        text.get(start..text.floor_char_boundary(end)).unwrap_or_default()
    })
}

/// What stands before byte `at`.
#[inline]
pub(crate) fn before(text: &str, at: usize) -> &str {
    between(text, 0, at)
}

/// What stands from byte `at` on.
#[inline]
pub(crate) fn after(text: &str, at: usize) -> &str {
    between(text, at, text.len())
}

/// The line around `inner`, but no more than `reach` bytes of it on either side.
pub(crate) fn line_around(
    text: &str,
    inner: impl Into<Range<usize>>,
    reach: usize,
) -> Range<usize> {
    let inner = inner.into();
    let before = between(text, inner.start.saturating_sub(reach), inner.start);
    let after = between(text, inner.end, inner.end.saturating_add(reach));
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let end = after.find('\n').unwrap_or(after.len());
    inner.start - (before.len() - start)..inner.end + end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn computed_places() {
        let text = "née";
        for (case, start, end, cut) in [
            ("at edges", 0, 3, "né"),
            ("an end inside a character", 0, 2, "n"),
            ("a start inside a character", 2, 4, "ée"),
            ("both inside one", 2, 2, ""),
            ("an end behind the text", 1, 9, "ée"),
            ("both behind the text", 8, 9, ""),
            ("an end before the start", 3, 1, ""),
        ] {
            assert_eq!(between(text, start, end), cut, "{case}");
        }
    }

    #[test]
    fn lines() {
        for (case, text, reach, line) in [
            ("a whole line", "a\nb Lyon c\nd", 9, "b Lyon c"),
            ("the whole text", "é Lyon é", 9, "é Lyon é"),
            ("windows that end inside characters", "éé Lyon éé", 4, "éé Lyon é"),
            ("nothing around", "Lyon", 9, "Lyon"),
        ] {
            let start = text.find("Lyon").unwrap();
            assert_eq!(span(text, line_around(text, start..start + 4, reach)), line, "{case}");
        }
    }
}
