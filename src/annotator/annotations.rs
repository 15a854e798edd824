//! What was found in a text.

use super::{document::Document, record::MentionRecord};
use crate::{
    layers::Layers,
    lexicon::{
        gazetteer::{Entity, Name},
        model::{Form, Kind},
        span::{Offsets, Span, Unit},
        text::cut,
    },
    resolve::{self, Evidence, Found, Rejection, Resolution},
};
use serde::{Serialize, Serializer, ser::SerializeStruct};
use std::{fmt, iter::FusedIterator, ops::Range, sync::Arc};

/// The mentions found in a text, in text order.
///
/// They borrow the annotator for `'d` and the text for `'t`, and nothing else; a clone shares what
/// was found. Serialized they are a list of [`MentionRecord`]s.
///
/// ```
/// use gazetag::{Annotator, Gazetteer, Kind};
///
/// let cities = "id,name\nkursk,Kursk\nminsk,Minsk\n";
/// let annotator =
///     Annotator::new(Gazetteer::builder().table(Kind::City, cities.as_bytes())?.build()?)?;
/// let annotations = annotator.annotate("Serangan ke Kursk dan Minsk.");
/// for mention in &annotations {
///     println!("{} {}", mention.span(), mention.as_str());
/// }
/// assert_eq!(annotations.len(), 2);
/// assert_eq!(annotations.first().unwrap().as_str(), "Kursk");
/// assert_eq!(annotations.get(1).unwrap().entity().unwrap().id(), "minsk");
/// # Ok::<(), gazetag::Error>(())
/// ```
#[derive(Clone)]
pub struct Annotations<'d, 't> {
    layers: &'d Layers,
    text: &'t str,
    /// The language that the document gives, and the one that was detected if it gives none.
    lang: Option<&'t str>,
    detected: Option<&'d str>,
    found: Arc<Found>,
}

impl<'d, 't> Annotations<'d, 't> {
    pub(crate) fn new(
        layers: &'d Layers,
        document: Document<'t>,
        detected: Option<&'d str>,
        found: Arc<Found>,
    ) -> Annotations<'d, 't> {
        Annotations { layers, text: document.text(), lang: document.lang(), detected, found }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    pub(crate) fn layers(&self) -> &'d Layers {
        self.layers
    }

    /// The language of the text: the one its [`Document`] gives, or else the one that frequent
    /// words and letters show. `None` if these show none, as in a very short text, or no dictionary
    /// has a [table of them](crate::GazetteerBuilder::frequent_words); the built-in one has. Then
    /// the ordinary words of all languages hold names back.
    ///
    /// ```
    /// # #[cfg(feature = "builtin")] {
    /// let text = "Мэр города сказал, что мост ещё не открыт.";
    /// assert_eq!(gazetag::annotate(text).lang(), Some("ru"));
    /// # }
    /// ```
    #[must_use]
    pub fn lang(&self) -> Option<&str> {
        self.lang.or(self.detected)
    }

    /// How many mentions there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.found.mentions.len()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The mentions, in text order.
    #[must_use]
    pub fn iter(&self) -> Mentions<'d, 't> {
        Mentions { annotations: self.clone(), range: 0..self.len() }
    }

    /// Mention number `at`, counted from 0.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<Mention<'d, 't>> {
        self.found
            .mentions
            .get(at)
            .map(|&resolution| Mention { annotations: self.clone(), resolution })
    }

    /// The first mention.
    #[must_use]
    pub fn first(&self) -> Option<Mention<'d, 't>> {
        self.get(0)
    }

    /// The mentions as records that borrow nothing, with positions in bytes.
    ///
    /// ```
    /// # #[cfg(feature = "builtin")] {
    /// use gazetag::MentionRecord;
    ///
    /// fn places(text: String) -> Vec<MentionRecord<'static>> {
    ///     gazetag::annotate(&text).into_owned()
    /// }
    /// assert_eq!(places("Serangan ke wilayah Kursk".to_owned())[0].text, "wilayah Kursk");
    /// # }
    /// ```
    #[must_use]
    pub fn into_owned(self) -> Vec<MentionRecord<'static>> {
        self.iter().map(|mention| mention.to_record().into_owned()).collect()
    }

    /// The places where a name stands that became no mentions, in text order; none unless
    /// [`Annotator::explain`](crate::Annotator::explain) made these annotations.
    pub fn rejected(&self) -> impl ExactSizeIterator<Item = Rejected<'d, 't>> {
        let mut rejected = self.found.rejected.clone();
        rejected.sort_by_key(|(resolution, _)| (resolution.span, resolution.readings));
        let annotations = self.clone();
        rejected.into_iter().map(move |(resolution, why)| Rejected {
            annotations: annotations.clone(),
            resolution,
            why,
        })
    }

    fn candidates(
        &self,
        resolution: Resolution,
    ) -> impl ExactSizeIterator<Item = Candidate<'d, 't>> + use<'d, 't> {
        let annotations = self.clone();
        let start = resolution.span.start;
        resolution.range().map(move |at| annotations.candidate(at, start))
    }

    fn candidate(&self, at: usize, start: usize) -> Candidate<'d, 't> {
        Candidate { found: self.found.candidate(at), annotations: self.clone(), start }
    }
}

impl fmt::Debug for Annotations<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl Serialize for Annotations<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'d, 't> IntoIterator for &Annotations<'d, 't> {
    type Item = Mention<'d, 't>;
    type IntoIter = Mentions<'d, 't>;

    fn into_iter(self) -> Mentions<'d, 't> {
        self.iter()
    }
}

impl<'d, 't> IntoIterator for Annotations<'d, 't> {
    type Item = Mention<'d, 't>;
    type IntoIter = Mentions<'d, 't>;

    fn into_iter(self) -> Mentions<'d, 't> {
        Mentions { range: 0..self.len(), annotations: self }
    }
}

/// The mentions of a text, one after the other: made by [`Annotations::iter`].
#[derive(Clone, Debug)]
pub struct Mentions<'d, 't> {
    annotations: Annotations<'d, 't>,
    range: Range<usize>,
}

impl<'d, 't> Iterator for Mentions<'d, 't> {
    type Item = Mention<'d, 't>;

    fn next(&mut self) -> Option<Mention<'d, 't>> {
        self.annotations.get(self.range.next()?)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.range.size_hint()
    }
}

impl DoubleEndedIterator for Mentions<'_, '_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.annotations.get(self.range.next_back()?)
    }
}

impl ExactSizeIterator for Mentions<'_, '_> {}
impl FusedIterator for Mentions<'_, '_> {}

/// A place in a text that names an entity.
///
/// It outlives the [`Annotations`] it comes from, as it borrows the annotator and the text alone.
/// Serialized it is a [`MentionRecord`].
///
/// ```
/// use gazetag::{Annotator, Gazetteer, Kind, Mention};
///
/// fn best<'d, 't>(annotator: &'d Annotator, text: &'t str) -> Option<Mention<'d, 't>> {
///     annotator.annotate(text).iter().max_by(|a, b| a.score().total_cmp(&b.score()))
/// }
///
/// let cities = "id,name,population\nkursk,Kursk,440000\nrylsk,Rylsk,16000\n";
/// let annotator =
///     Annotator::new(Gazetteer::builder().table(Kind::City, cities.as_bytes())?.build()?)?;
/// let best = best(&annotator, "Rylsk and Kursk").unwrap();
/// assert_eq!(best.as_str(), "Kursk");
/// assert_eq!(best.to_record().entity.as_deref(), Some("kursk"));
/// # Ok::<(), gazetag::Error>(())
/// ```
#[derive(Clone)]
pub struct Mention<'d, 't> {
    annotations: Annotations<'d, 't>,
    resolution: Resolution,
}

impl<'d, 't> Mention<'d, 't> {
    /// Where it stands in the text.
    #[must_use]
    pub fn span(&self) -> Span {
        self.resolution.span
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &'t str {
        cut::span(self.annotations.text, self.span())
    }

    /// What sort of thing it most likely names.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.found().kind
    }

    /// The likeliest entity; `None` for a name that no table has and that was told by its form and
    /// its neighbours alone: a given name and a word with a capital behind it, say.
    #[must_use]
    pub fn entity(&self) -> Option<Entity<'d>> {
        let layers = self.annotations.layers;
        self.found().entity.map(|entity| layers.entity(entity))
    }

    /// The name of this entity that stands there; of an inflected form the name it is a form of.
    /// `None` if no table has it.
    #[must_use]
    pub fn name(&self) -> Option<Name<'d>> {
        let layers = self.annotations.layers;
        self.found().name.map(|name| layers.name(name))
    }

    /// Estimated probability, 0 to 1, that this entity is the one meant.
    #[must_use]
    pub fn score(&self) -> f32 {
        self.found().score
    }

    /// What speaks for and against this, strongest first.
    #[must_use]
    pub fn evidence(&self) -> Vec<Evidence<'t>> {
        self.best().evidence()
    }

    /// Everything it may mean, likeliest first.
    pub fn candidates(&self) -> impl ExactSizeIterator<Item = Candidate<'d, 't>> + use<'d, 't> {
        self.annotations.candidates(self.resolution)
    }

    /// The mention as a plain record, with positions in bytes.
    #[must_use]
    pub fn to_record(&self) -> MentionRecord<'t>
    where
        'd: 't,
    {
        self.record(&mut Offsets::new(self.annotations.text, Unit::Bytes))
    }

    /// The same with positions in another unit.
    pub(crate) fn record<'r>(&self, offsets: &mut Offsets<'_>) -> MentionRecord<'r>
    where
        'd: 'r,
        't: 'r,
    {
        let entity = self.entity();
        let demonym = self.name().is_some_and(|name| name.form() == Form::Demonym);
        MentionRecord::new(
            offsets.range(self.span()),
            self.as_str(),
            self.kind(),
            entity,
            demonym,
            self.score(),
        )
    }

    fn best(&self) -> Candidate<'d, 't> {
        self.annotations.candidate(self.resolution.range().start, self.span().start)
    }

    fn found(&self) -> resolve::Candidate {
        self.annotations.found.candidate(self.resolution.range().start)
    }
}

impl fmt::Debug for Mention<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Span { start, end } = self.span();
        write!(
            f,
            "{start}..{end} {:?} {} {} {:.2}",
            self.as_str(),
            self.kind(),
            id(self.entity()),
            self.score()
        )
    }
}

impl Serialize for Mention<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.record(&mut Offsets::new(self.annotations.text, Unit::Bytes)).serialize(serializer)
    }
}

/// A place in a text where a name stands that is no mention: made by
/// [`Annotator::explain`](crate::Annotator::explain).
#[derive(Clone)]
pub struct Rejected<'d, 't> {
    annotations: Annotations<'d, 't>,
    resolution: Resolution,
    why: Rejection,
}

impl<'d, 't> Rejected<'d, 't> {
    /// Where it stands in the text.
    #[must_use]
    pub fn span(&self) -> Span {
        self.resolution.span
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &'t str {
        cut::span(self.annotations.text, self.span())
    }

    /// Why it is no mention.
    #[must_use]
    pub fn why(&self) -> Rejection {
        self.why
    }

    /// What it might have meant, likeliest first. What was overlapped or in the wrong capitals was
    /// not weighed: its candidates have no evidence and the score 0.
    pub fn candidates(&self) -> impl ExactSizeIterator<Item = Candidate<'d, 't>> + use<'d, 't> {
        self.annotations.candidates(self.resolution)
    }
}

impl fmt::Debug for Rejected<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Span { start, end } = self.span();
        write!(f, "{start}..{end} {:?} {}", self.as_str(), self.why)
    }
}

/// What stands for the id of an entity, also where there is none.
fn id(entity: Option<Entity<'_>>) -> &str {
    entity.map_or("-", Entity::id)
}

/// One thing that a mention may mean: an entity, or one that no table has.
///
/// Serialized it is an object with `kind`, `entity`, `score` and `evidence`.
#[derive(Clone)]
pub struct Candidate<'d, 't> {
    annotations: Annotations<'d, 't>,
    /// Where its mention begins.
    start: usize,
    found: resolve::Candidate,
}

impl<'d, 't> Candidate<'d, 't> {
    /// What sort of thing it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.found.kind
    }

    /// The entity; `None` if no table has it.
    #[must_use]
    pub fn entity(&self) -> Option<Entity<'d>> {
        let layers = self.annotations.layers;
        self.found.entity.map(|entity| layers.entity(entity))
    }

    /// The name that stands there; of an inflected form the name it is a form of. `None` if no
    /// table has it.
    #[must_use]
    pub fn name(&self) -> Option<Name<'d>> {
        let layers = self.annotations.layers;
        self.found.name.map(|name| layers.name(name))
    }

    /// Estimated probability, 0 to 1, that it is the one meant.
    #[must_use]
    pub fn score(&self) -> f32 {
        self.found.score
    }

    /// What speaks for and against it, strongest first.
    #[must_use]
    pub fn evidence(&self) -> Vec<Evidence<'t>> {
        self.annotations.found.evidence(&self.found, self.start, self.annotations.text)
    }
}

impl fmt::Debug for Candidate<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {:.2}", self.kind(), id(self.entity()), self.score())
    }
}

impl Serialize for Candidate<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_struct("Candidate", 4)?;
        row.serialize_field("kind", &self.kind())?;
        row.serialize_field("entity", &self.entity().map(Entity::id))?;
        row.serialize_field("score", &self.score())?;
        row.serialize_field("evidence", &self.evidence())?;
        row.end()
    }
}
