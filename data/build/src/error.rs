//! Errors: each says where, what is wrong and what to do.

use std::fmt;

/// A table that is not as it should be.
#[derive(Debug, PartialEq, Eq)]
pub struct Error(String);

impl Error {
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// An error in a line of `data/<file>`.
    pub fn at(file: &str, line: u64, message: impl Into<String>) -> Self {
        Self(format!("data/{file}:{line}: {}", message.into()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Error {}
