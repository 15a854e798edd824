//! The one error of this crate.

use std::fmt;

/// What sort of thing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file or stream could not be opened, read or written.
    Io,
    /// A table has a row, a column or a value that does not belong.
    Table,
    /// A compiled dictionary is damaged, of another version or something else, or holds more than a
    /// dictionary can.
    Dictionary,
    /// A span is no part of its text.
    Span,
}

/// Why a gazetteer could not be read or built, one in another format not imported, a compiled
/// dictionary not opened, or a span not resolved.
///
/// Its message is for the person who can mend it: which file, which line, which column, what was
/// found there and what was expected. Annotating text never fails.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    table: String,
    line: Option<u64>,
    column: Option<String>,
    message: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    pub(crate) fn new(table: impl Into<String>, message: impl Into<String>) -> Error {
        Error(Box::new(Inner {
            kind: ErrorKind::Table,
            table: table.into(),
            line: None,
            column: None,
            message: message.into(),
            source: None,
        }))
    }

    /// Of another kind than an error in a table.
    pub(crate) fn of(mut self, kind: ErrorKind) -> Error {
        self.0.kind = kind;
        self
    }

    pub(crate) fn line(mut self, line: u64) -> Error {
        self.0.line = Some(line);
        self
    }

    pub(crate) fn column(mut self, column: impl Into<String>) -> Error {
        self.0.column = Some(column.into());
        self
    }

    pub(crate) fn source(
        mut self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Error {
        self.0.source = Some(source.into());
        self
    }

    /// What sort of thing went wrong.
    ///
    /// ```
    /// use gazetag::{Annotator, ErrorKind};
    ///
    /// assert_eq!(Annotator::open("no such file").unwrap_err().kind(), ErrorKind::Io);
    /// assert_eq!(
    ///     Annotator::from_bytes(b"no dictionary".to_vec()).unwrap_err().kind(),
    ///     ErrorKind::Dictionary
    /// );
    /// ```
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match &self.0.source {
            Some(source) if source.is::<std::io::Error>() => ErrorKind::Io,
            _ => self.0.kind,
        }
    }

    /// The table the error was found in: its file name, if one was given.
    pub fn table(&self) -> &str {
        &self.0.table
    }

    /// The line of the table, counted from 1.
    pub fn line_number(&self) -> Option<u64> {
        self.0.line
    }

    /// The column of the table.
    pub fn column_name(&self) -> Option<&str> {
        self.0.column.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { table, line, column, message, .. } = &*self.0;
        f.write_str(table)?;
        if let Some(line) = line {
            write!(f, ", line {line}")?;
        }
        if let Some(column) = column {
            write!(f, ", column `{column}`")?;
        }
        write!(f, ": {message}")
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|e| e as _)
    }
}
