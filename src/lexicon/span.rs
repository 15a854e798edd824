//! Places in a text.

use crate::lexicon::error::{Error, ErrorKind};
use serde::{Deserialize, Serialize};
use std::{fmt, ops::Range};

/// A byte range of the text it was found in.
///
/// Bytes are what slices a `&str`. Other tools count code points (Python) or UTF-16 units
/// (JavaScript, Java): [`Span::chars`] and [`Span::utf16`] give those for one span, [`Offsets`]
/// gives them for many spans of one text, in one pass.
///
/// ```
/// use gazetag::Span;
///
/// let text = "Президент Лукашенко";
/// let span = Span::new(19, 37);
/// assert_eq!(&text[span.range()], "Лукашенко");
/// assert_eq!(span.chars(text), 10..19);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Range<usize>")]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last one.
    pub end: usize,
}

impl Span {
    /// The span from byte `start` to before byte `end`.
    ///
    /// # Panics
    /// If `end` lies before `start`.
    pub fn new(start: usize, end: usize) -> Span {
        assert!(start <= end, "span {start}..{end} ends before it starts");
        Span { start, end }
    }

    /// The span as a range, to slice a text with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span is empty.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether both spans share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether every byte of `other` lies in this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The same place counted in Unicode code points.
    ///
    /// # Panics
    /// If the span does not lie on character boundaries of `text`.
    ///
    /// # Complexity
    /// O(n) in the bytes before the end of the span.
    pub fn chars(self, text: &str) -> Range<usize> {
        Offsets::new(text, Unit::Chars).range(self)
    }

    /// The same place counted in UTF-16 code units.
    ///
    /// # Panics
    /// If the span does not lie on character boundaries of `text`.
    ///
    /// # Complexity
    /// O(n) in the bytes before the end of the span.
    pub fn utf16(self, text: &str) -> Range<usize> {
        Offsets::new(text, Unit::Utf16).range(self)
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Range<usize> {
        span.range()
    }
}

impl TryFrom<Range<usize>> for Span {
    type Error = Error;

    /// # Errors
    /// If the range ends before it starts.
    fn try_from(range: Range<usize>) -> Result<Span, Error> {
        if range.start > range.end {
            return Err(
                Error::new("span", format!("{range:?} ends before it starts")).of(ErrorKind::Span)
            );
        }
        Ok(Span { start: range.start, end: range.end })
    }
}

/// As a range: `9..18`.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// The unit of positions in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Unit {
    /// UTF-8 bytes, as in [`Span`].
    #[default]
    Bytes,
    /// Unicode code points.
    Chars,
    /// UTF-16 code units.
    Utf16,
}

impl Unit {
    fn count(self, text: &str) -> usize {
        match self {
            Unit::Bytes => text.len(),
            Unit::Chars => text.chars().count(),
            Unit::Utf16 => text.chars().map(char::len_utf16).sum(),
        }
    }
}

/// Turns spans of one text into ranges of another [`Unit`].
///
/// It remembers the last position, so spans asked for in text order cost one pass over the text in
/// all.
///
/// ```
/// use gazetag::{Offsets, Span, Unit};
///
/// let mut offsets = Offsets::new("Łódź, Polska", Unit::Chars);
/// assert_eq!(offsets.range(Span::new(0, 7)), 0..4);
/// assert_eq!(offsets.range(Span::new(9, 15)), 6..12);
/// ```
#[derive(Clone, Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    unit: Unit,
    /// The position counted last: byte, and the units before it.
    byte: usize,
    units: usize,
}

impl<'t> Offsets<'t> {
    /// Positions of `text` counted in `unit`.
    pub fn new(text: &'t str, unit: Unit) -> Offsets<'t> {
        Offsets { text, unit, byte: 0, units: 0 }
    }

    /// `span` in the unit of this counter.
    ///
    /// # Panics
    /// If the span does not lie on character boundaries of the text.
    ///
    /// # Complexity
    /// O(d), d the bytes between this span and the one asked for before; constant for
    /// [`Unit::Bytes`].
    pub fn range(&mut self, span: Span) -> Range<usize> {
        if self.unit == Unit::Bytes {
            return span.range();
        }
        let start = self.at(span.start);
        let end = start + self.unit.count(&self.text[span.range()]);
        start..end
    }

    fn at(&mut self, byte: usize) -> usize {
        if byte >= self.byte {
            self.units += self.unit.count(&self.text[self.byte..byte]);
        } else {
            self.units -= self.unit.count(&self.text[byte..self.byte]);
        }
        self.byte = byte;
        self.units
    }
}
