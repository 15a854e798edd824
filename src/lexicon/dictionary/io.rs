//! Compiled dictionaries: written once, opened at once.
//!
//! A file holds everything an annotation returns: names, entities, coordinates. It is used in
//! place; opening it computes nothing.

use super::{Dictionary, Priors};
use crate::lexicon::{
    error::Error,
    file::{Check, Reader, UNNAMED, Writer},
    gazetteer::Gazetteer,
    language::Detector,
    matcher::Matcher,
    store::Bytes,
};
use std::{io::Write, path::Path};

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
    /// If `out` cannot be written to.
    pub fn write(&self, out: impl Write) -> Result<(), Error> {
        let mut writer = Writer::default();
        self.gazetteer.write(&mut writer);
        self.matcher.write(&mut writer);
        writer.list("senses", &self.senses);
        writer.list("common patterns", self.common.list());
        self.priors.write(&mut writer);
        self.detector.write(&mut writer);
        writer.finish(out).map_err(|error| {
            Error::new(UNNAMED, format!("cannot be written: {error}")).source(error)
        })
    }

    pub(crate) fn read(reader: &Reader) -> Result<Dictionary, Error> {
        Ok(Dictionary {
            gazetteer: Gazetteer::read(reader)?,
            matcher: Matcher::read(reader)?,
            senses: reader.list("senses")?,
            common: reader.list("common patterns")?.into(),
            priors: Priors::read(reader)?,
            detector: Detector::read(reader)?,
        })
    }
}
