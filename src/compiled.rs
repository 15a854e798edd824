//! Compiled dictionaries: written once, opened at once.
//!
//! A file holds everything an annotation returns: names, entities, coordinates. It is used where it
//! lies; opening it computes nothing.

use crate::{
    dictionary::Dictionary,
    error::Error,
    file::{Check, Reader, Writer},
    resolve::Priors,
    store::Bytes,
};
use std::{io::Write, path::Path};

/// What errors call bytes without a name.
pub(crate) const UNNAMED: &str = "compiled dictionary";

impl Dictionary {
    /// Opens a compiled dictionary, as [`AnnotatorBuilder::open`](crate::AnnotatorBuilder::open)
    /// does.
    ///
    /// # Errors
    /// As [`AnnotatorBuilder::open`](crate::AnnotatorBuilder::open).
    pub fn open(path: impl AsRef<Path>) -> Result<Dictionary, Error> {
        Dictionary::read(&Reader::open(path.as_ref(), Check::Checksum)?)
    }

    /// Uses the bytes of a compiled dictionary where they lie.
    ///
    /// # Errors
    /// As [`AnnotatorBuilder::open`](crate::AnnotatorBuilder::open).
    pub fn from_bytes(bytes: impl Into<Bytes>) -> Result<Dictionary, Error> {
        Dictionary::read(&Reader::new(UNNAMED, bytes.into(), Check::Checksum)?)
    }

    /// Writes the dictionary in compiled form.
    ///
    /// # Errors
    /// If `out` takes no more.
    pub fn write(&self, out: impl Write) -> Result<(), Error> {
        write(self, &Priors::new(self.gazetteer()), out)
    }
}

pub(crate) fn write(
    dictionary: &Dictionary,
    priors: &Priors,
    out: impl Write,
) -> Result<(), Error> {
    let mut writer = Writer::default();
    dictionary.write_lists(&mut writer);
    priors.write(&mut writer);
    writer
        .finish(out)
        .map_err(|error| Error::new(UNNAMED, format!("cannot be written: {error}")).source(error))
}
