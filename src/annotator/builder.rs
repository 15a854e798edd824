//! Settings of an annotator, and where its dictionary comes from.

use super::{Annotator, distinct};
use crate::{
    layers::Layers,
    lexicon::{
        dictionary::{Case, Dictionary},
        error::Error,
        file::{Check, Reader, UNNAMED},
        gazetteer::Gazetteer,
        matcher::Engine,
        model::Kind,
        store::Bytes,
    },
    settings::{Demonyms, Overlaps},
};
use std::path::Path;

/// Settings of an [`Annotator`].
#[derive(Clone, Debug)]
pub struct AnnotatorBuilder {
    kinds: Vec<Kind>,
    overlaps: Overlaps,
    demonyms: Demonyms,
    case: Case,
    check: Check,
    engine: Engine,
}

impl Default for AnnotatorBuilder {
    fn default() -> AnnotatorBuilder {
        AnnotatorBuilder {
            kinds: Kind::ALL.into(),
            overlaps: Overlaps::default(),
            demonyms: Demonyms::default(),
            case: Case::default(),
            check: Check::Checksum,
            engine: Engine::default(),
        }
    }
}

impl AnnotatorBuilder {
    /// The kinds of entities to report; all unless told. The others are still looked for, so that
    /// asking for cities does not make one of "Paris" in "Paris Hilton".
    pub fn kinds(mut self, kinds: impl IntoIterator<Item = Kind>) -> AnnotatorBuilder {
        self.kinds = distinct(kinds);
        self
    }

    /// Which mentions may share text; none unless told.
    pub fn overlaps(mut self, overlaps: Overlaps) -> AnnotatorBuilder {
        self.overlaps = overlaps;
        self
    }

    /// Whether demonyms are reported; they are not unless told.
    ///
    /// ```
    /// # #[cfg(feature = "builtin")] {
    /// use gazetag::{Annotator, Demonyms, Form};
    ///
    /// let text = "An Indonesian ship left Surabaya.";
    /// assert_eq!(Annotator::builtin().annotate(text).len(), 1);
    /// let annotator = Annotator::builder().demonyms(Demonyms::Keep).builtin();
    /// let annotations = annotator.annotate(text);
    /// let country = annotations.iter().next().unwrap();
    /// assert_eq!((country.as_str(), country.entity().unwrap().id()), ("Indonesian", "ID"));
    /// assert_eq!(country.name().unwrap().form(), Form::Demonym);
    /// # }
    /// ```
    pub fn demonyms(mut self, demonyms: Demonyms) -> AnnotatorBuilder {
        self.demonyms = demonyms;
        self
    }

    /// Whether capitals count; they do unless told.
    pub fn case(mut self, case: Case) -> AnnotatorBuilder {
        self.case = case;
        self
    }

    /// What names are looked for with; what is found does not depend on it. A compiled dictionary
    /// has a word trie, which [`Engine::Auto`] takes as it is; for [`Engine::AhoCorasick`] an
    /// automaton of all names is built when it is opened.
    ///
    /// ```
    /// use gazetag::{Annotator, Engine, Gazetteer, Kind};
    ///
    /// let gazetteer =
    ///     Gazetteer::builder().table(Kind::City, "id,name\nkursk,Kursk\n".as_bytes())?.build()?;
    /// let annotator = Annotator::builder().engine(Engine::AhoCorasick).build(gazetteer)?;
    /// assert_eq!(annotator.annotate("Serangan ke Kursk dimulai.").len(), 1);
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    pub fn engine(mut self, engine: Engine) -> AnnotatorBuilder {
        self.engine = engine;
        self
    }

    /// Opens compiled dictionaries without comparing their checksums, which takes about a
    /// millisecond for each 15 MB. Safe with any file, but one that was damaged on its way may go
    /// unnoticed and give wrong answers.
    pub fn trust_file(mut self) -> AnnotatorBuilder {
        self.check = Check::HeaderOnly;
        self
    }

    /// Compiles `gazetteer` into an annotator.
    ///
    /// # Errors
    /// As [`Dictionary::with_engine`].
    pub fn build(self, gazetteer: Gazetteer) -> Result<Annotator, Error> {
        let dictionary = Dictionary::with_engine(gazetteer, self.engine)?;
        Ok(self.finish(dictionary))
    }

    /// Opens a compiled dictionary: with the feature `mmap` it is mapped into memory, else read.
    ///
    /// A mapped file must not be written to while it is in use. To replace it, write another beside
    /// it and rename that.
    ///
    /// # Errors
    /// If the file cannot be opened, is no compiled dictionary, is cut off or damaged, or was
    /// compiled by a version of this crate that computes something else for a file: another format,
    /// other weights or folds. A file made to do harm can at worst give wrong answers.
    ///
    /// # Complexity
    /// O(n) in the bytes of the file, which are read once to compare their checksum; O(1) if
    /// [trusted](Self::trust_file).
    pub fn open(self, path: impl AsRef<Path>) -> Result<Annotator, Error> {
        let reader = Reader::open(path.as_ref(), self.check)?;
        self.open_reader(&reader)
    }

    /// Uses the bytes of a compiled dictionary where they lie.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_bytes(self, bytes: impl Into<Bytes>) -> Result<Annotator, Error> {
        let reader = Reader::new(UNNAMED, bytes.into(), self.check)?;
        self.open_reader(&reader)
    }

    pub(super) fn open_reader(self, reader: &Reader) -> Result<Annotator, Error> {
        let mut dictionary = Dictionary::read(reader)?;
        if self.engine == Engine::AhoCorasick {
            dictionary.add_automaton()?;
        }
        Ok(self.finish(dictionary))
    }

    fn finish(self, dictionary: Dictionary) -> Annotator {
        let AnnotatorBuilder { kinds, overlaps, demonyms, case, .. } = self;
        Annotator { layers: Layers::new(dictionary), kinds, overlaps, demonyms, case }
    }
}
