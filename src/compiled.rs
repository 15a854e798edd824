//! Compiled dictionaries: written once, opened at once.
//!
//! A file holds everything an annotation returns: names, entities, coordinates. It is used where it lies; opening it computes nothing.

use crate::{
    annotator::{Annotator, AnnotatorBuilder},
    dictionary::Dictionary,
    error::Error,
    file::{Check, Reader, Writer},
    resolve::Priors,
    store::Bytes,
};
use std::{io::Write, path::Path};

/// What errors call bytes without a name.
const UNNAMED: &str = "compiled dictionary";

impl Annotator {
    /// Opens a compiled dictionary, with the usual settings.
    ///
    /// # Errors
    /// As [`AnnotatorBuilder::open`].
    pub fn open(path: impl AsRef<Path>) -> Result<Annotator, Error> {
        Annotator::builder().open(path)
    }

    /// Uses the bytes of a compiled dictionary where they lie, with the usual settings.
    ///
    /// ```
    /// use gazetag::{Annotator, Gazetteer, Kind};
    ///
    /// let cities = "id,name,country,lat,lon\ngeonames:538560,Kursk,RU,51.73733,36.18735\n";
    /// let annotator = Annotator::new(Gazetteer::builder().table(Kind::City, cities.as_bytes())?.build()?)?;
    /// let mut bytes = Vec::new();
    /// annotator.write(&mut bytes)?;
    ///
    /// let opened = Annotator::from_bytes(bytes)?;
    /// let annotations = opened.annotate("Serangan ke Kursk dimulai.");
    /// assert_eq!(annotations.iter().next().unwrap().entity().point().unwrap().lat, 51.73733);
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`AnnotatorBuilder::open`].
    pub fn from_bytes(bytes: impl Into<Bytes>) -> Result<Annotator, Error> {
        Annotator::builder().open_bytes(bytes)
    }

    /// Writes the dictionary in compiled form. Settings are not written.
    ///
    /// # Errors
    /// If `out` takes no more.
    pub fn write(&self, out: impl Write) -> Result<(), Error> {
        write(self.dictionary(), self.priors(), out)
    }
}

impl AnnotatorBuilder {
    /// Opens a compiled dictionary: with the feature `mmap` it is mapped into memory, else read.
    ///
    /// A mapped file must not be written to while it is in use. To replace it, write another beside it and rename that.
    ///
    /// # Errors
    /// If the file cannot be opened, is no compiled dictionary, is of another version of the format, is cut off or damaged. A file made to
    /// do harm can at worst give wrong answers.
    ///
    /// # Complexity
    /// O(n) in the bytes of the file, which are read once to compare their checksum; O(1) if [trusted](Self::trust_file).
    pub fn open(self, path: impl AsRef<Path>) -> Result<Annotator, Error> {
        let reader = Reader::open(path.as_ref(), self.check())?;
        self.read(&reader)
    }

    /// Uses the bytes of a compiled dictionary where they lie.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_bytes(self, bytes: impl Into<Bytes>) -> Result<Annotator, Error> {
        let reader = Reader::new(UNNAMED, bytes.into(), self.check())?;
        self.read(&reader)
    }

    pub(crate) fn read(self, reader: &Reader) -> Result<Annotator, Error> {
        Ok(self.finish(Dictionary::read(reader)?, Priors::read(reader)?))
    }
}

impl Dictionary {
    /// Opens a compiled dictionary, as [`AnnotatorBuilder::open`] does.
    ///
    /// # Errors
    /// As [`AnnotatorBuilder::open`].
    pub fn open(path: impl AsRef<Path>) -> Result<Dictionary, Error> {
        Dictionary::read(&Reader::open(path.as_ref(), Check::Checksum)?)
    }

    /// Uses the bytes of a compiled dictionary where they lie.
    ///
    /// # Errors
    /// As [`AnnotatorBuilder::open`].
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

fn write(dictionary: &Dictionary, priors: &Priors, out: impl Write) -> Result<(), Error> {
    let mut writer = Writer::default();
    dictionary.write_lists(&mut writer);
    priors.write(&mut writer);
    writer.finish(out).map_err(|error| Error::new(UNNAMED, format!("cannot be written: {error}")).source(error))
}
