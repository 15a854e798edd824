//! The way from a text to its mentions.

use crate::{
    annotations::{Annotations, Document},
    dictionary::{Case, Dictionary, Hits},
    entity::Kind,
    error::Error,
    gazetteer::Gazetteer,
    resolve::{self, Context, Priors},
    select::Overlaps,
};
use std::fmt;

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
/// assert_eq!(kursk.entity().point().unwrap().lat, 51.73733);
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
        let gazetteer = self.gazetteer();
        resolved.resolutions.retain(|resolution| {
            let best = resolved.readings[resolution.readings.0 as usize].entity;
            self.kinds.contains(&gazetteer.entity(best).kind())
        });
        Annotations::new(gazetteer, document, resolved)
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
}

impl Default for AnnotatorBuilder {
    fn default() -> AnnotatorBuilder {
        AnnotatorBuilder { kinds: Kind::ALL.into(), overlaps: Overlaps::default(), case: Case::default() }
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

    /// Compiles `gazetteer` into an annotator.
    ///
    /// # Errors
    /// As [`Dictionary::new`].
    pub fn build(self, gazetteer: Gazetteer) -> Result<Annotator, Error> {
        let dictionary = Dictionary::new(gazetteer)?;
        let priors = Priors::new(&dictionary);
        let AnnotatorBuilder { kinds, overlaps, case } = self;
        Ok(Annotator { dictionary, priors, kinds, overlaps, case })
    }
}

/// Memory that [`Annotator::annotate_with`] uses again from text to text.
#[derive(Debug, Default)]
pub struct Scratch {
    hits: Hits,
}
