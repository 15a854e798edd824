//! The one error of this crate.

use std::fmt;

/// Why a gazetteer could not be read or built, one in another format not imported, or a compiled dictionary not opened.
///
/// Its message is for the person who can mend the table: which file, which line, which column, what was found there and what was expected.
/// Annotating text never fails, so no other part of the crate returns an error.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    table: String,
    line: Option<u64>,
    column: Option<String>,
    message: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    pub(crate) fn new(table: impl Into<String>, message: impl Into<String>) -> Error {
        Error(Box::new(Inner { table: table.into(), line: None, column: None, message: message.into(), source: None }))
    }

    pub(crate) fn line(mut self, line: u64) -> Error {
        self.0.line = Some(line);
        self
    }

    pub(crate) fn column(mut self, column: impl Into<String>) -> Error {
        self.0.column = Some(column.into());
        self
    }

    pub(crate) fn source(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
        self.0.source = Some(source.into());
        self
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
