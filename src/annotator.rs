//! The way from a text to its mentions.

use crate::{
    annotations::{Annotations, Document},
    compiled,
    dictionary::{Case, Dictionary, Hits},
    entity::Kind,
    error::Error,
    file::{Check, Reader},
    gazetteer::Gazetteer,
    resolve::{self, Context, Priors},
    select::Overlaps,
    store::Bytes,
};
use std::{fmt, io::Write, path::Path};

/// Finds the entities of a gazetteer in texts.
///
/// It does not change once built, can be shared between threads, and never fails on a text.
///
/// ```
/// use gazetag::{Annotator, Gazetteer, Kind};
///
/// let cities = "id,name,country,lat,lon\ngeonames:538560,Kursk,RU,51.73733,36.18735\n";
/// let annotator = Annotator::new(Gazetteer::builder().table(Kind::City, cities.as_bytes())?.build()?)?;
/// let annotations = annotator.annotate("Serangan ke Kursk dimulai seminggu yang lalu.");
/// let kursk = annotations.iter().next().unwrap();
/// assert_eq!((kursk.as_str(), kursk.kind()), ("Kursk", Kind::City));
/// assert_eq!(kursk.entity().unwrap().point().unwrap().lat, 51.73733);
/// # Ok::<(), gazetag::Error>(())
/// ```
pub struct Annotator {
    dictionary: Dictionary,
    priors: Priors,
    kinds: Vec<Kind>,
    overlaps: Overlaps,
    case: Case,
}

impl Annotator {
    /// An annotator with the usual settings.
    ///
    /// # Errors
    /// As [`AnnotatorBuilder::build`].
    pub fn new(gazetteer: Gazetteer) -> Result<Annotator, Error> {
        Annotator::builder().build(gazetteer)
    }

    /// Starts an annotator with settings of one's own.
    pub fn builder() -> AnnotatorBuilder {
        AnnotatorBuilder::default()
    }

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
    /// assert_eq!(annotations.iter().next().unwrap().entity().unwrap().point().unwrap().lat, 51.73733);
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
        compiled::write(&self.dictionary, &self.priors, out)
    }

    /// Finds the entities in a text, or in a [`Document`] that also tells its language.
    ///
    /// # Complexity
    /// O(n log n) in the bytes of the text, but for names that nearly stand there.
    pub fn annotate<'d, 't>(&'d self, document: impl Into<Document<'t>>) -> Annotations<'d, 't> {
        self.annotate_with(&mut Scratch::default(), document)
    }

    /// Does the same with memory that is used again from text to text.
    pub fn annotate_with<'d, 't>(&'d self, scratch: &mut Scratch, document: impl Into<Document<'t>>) -> Annotations<'d, 't> {
        let document = document.into();
        let text = document.text();
        self.dictionary.find(text, self.case, &mut scratch.hits);
        let context = Context {
            dictionary: &self.dictionary,
            priors: &self.priors,
            text,
            language: self.gazetteer().language(document.lang()),
            case: self.case,
            overlaps: self.overlaps,
        };
        let mut resolved = resolve::resolve(context, &mut scratch.hits);
        resolved.resolutions.retain(|resolution| self.kinds.contains(&resolved.readings[resolution.readings.0 as usize].kind));
        Annotations::new(self.gazetteer(), document, resolved)
    }

    /// The dictionary it works with.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// The gazetteer it works with.
    pub fn gazetteer(&self) -> &Gazetteer {
        self.dictionary.gazetteer()
    }
}

impl fmt::Debug for Annotator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Annotator { dictionary, kinds, overlaps, case, .. } = self;
        f.debug_struct("Annotator")
            .field("dictionary", dictionary)
            .field("kinds", kinds)
            .field("overlaps", overlaps)
            .field("case", case)
            .finish_non_exhaustive()
    }
}

/// Settings of an [`Annotator`].
#[derive(Clone, Debug)]
pub struct AnnotatorBuilder {
    kinds: Vec<Kind>,
    overlaps: Overlaps,
    case: Case,
    check: Check,
}

impl Default for AnnotatorBuilder {
    fn default() -> AnnotatorBuilder {
        AnnotatorBuilder { kinds: Kind::ALL.into(), overlaps: Overlaps::default(), case: Case::default(), check: Check::Checksum }
    }
}

impl AnnotatorBuilder {
    /// The kinds of entities to report; all unless told. The others are still looked for, so that asking for cities does not make one of
    /// "Paris" in "Paris Hilton".
    pub fn kinds(mut self, kinds: impl IntoIterator<Item = Kind>) -> AnnotatorBuilder {
        self.kinds = kinds.into_iter().collect();
        self
    }

    /// Which mentions may share text; none unless told.
    pub fn overlaps(mut self, overlaps: Overlaps) -> AnnotatorBuilder {
        self.overlaps = overlaps;
        self
    }

    /// Whether capitals count; they do unless told.
    pub fn case(mut self, case: Case) -> AnnotatorBuilder {
        self.case = case;
        self
    }

    /// Opens compiled dictionaries without comparing their checksums, which takes about a millisecond for each 15 MB. Safe with any file,
    /// but one that was damaged on its way may go unnoticed and give wrong answers.
    pub fn trust_file(mut self) -> AnnotatorBuilder {
        self.check = Check::HeaderOnly;
        self
    }

    /// Compiles `gazetteer` into an annotator.
    ///
    /// # Errors
    /// As [`Dictionary::new`].
    pub fn build(self, gazetteer: Gazetteer) -> Result<Annotator, Error> {
        let priors = Priors::new(&gazetteer);
        Ok(self.finish(Dictionary::new(gazetteer)?, priors))
    }

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
        let reader = Reader::open(path.as_ref(), self.check)?;
        self.read(&reader)
    }

    /// Uses the bytes of a compiled dictionary where they lie.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_bytes(self, bytes: impl Into<Bytes>) -> Result<Annotator, Error> {
        let reader = Reader::new(compiled::UNNAMED, bytes.into(), self.check)?;
        self.read(&reader)
    }

    pub(crate) fn read(self, reader: &Reader) -> Result<Annotator, Error> {
        Ok(self.finish(Dictionary::read(reader)?, Priors::read(reader)?))
    }

    fn finish(self, dictionary: Dictionary, priors: Priors) -> Annotator {
        let AnnotatorBuilder { kinds, overlaps, case, .. } = self;
        Annotator { dictionary, priors, kinds, overlaps, case }
    }
}

/// Memory that [`Annotator::annotate_with`] uses again from text to text.
#[derive(Debug, Default)]
pub struct Scratch {
    hits: Hits,
}
