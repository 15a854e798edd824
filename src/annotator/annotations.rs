//! Annotations: the mentions found in a text.

use super::{Annotator, document::Document, record::MentionRecord};
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
/// They borrow the annotator for `'d` and the text for `'t`, and nothing else; a clone shares the
/// mentions. Serialized, they are a list of [`MentionRecord`]s.
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
    annotator: &'d Annotator,
    document: Document<'t>,
    /// The language that was detected if the document gives none.
    detected: Option<&'d str>,
    found: Arc<Found>,
}

impl<'d, 't> Annotations<'d, 't> {
    pub(crate) fn new(
        annotator: &'d Annotator,
        document: Document<'t>,
        detected: Option<&'d str>,
        found: Arc<Found>,
    ) -> Annotations<'d, 't> {
        Annotations { annotator, document, detected, found }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.document.text()
    }

    pub(crate) fn layers(&self) -> &'d Layers {
        self.annotator.layers()
    }

    /// The language of the text: the one its [`Document`] gives, or else the one detected by
    /// frequent words and letters. `None` if none was detected, as in a very short text, or if no
    /// dictionary has a [table of these](crate::GazetteerBuilder::frequent_words), as the built-in
    /// one does. Then the ordinary words of all languages count against names.
    ///
    /// ```
    /// # #[cfg(feature = "builtin")] {
    /// let text = "Мэр города сказал, что мост ещё не открыт.";
    /// assert_eq!(gazetag::annotate(text).lang(), Some("ru"));
    /// # }
    /// ```
    #[must_use]
    pub fn lang(&self) -> Option<&str> {
        self.document.lang().or(self.detected)
    }

    /// The number of mentions.
    #[must_use]
    pub fn len(&self) -> usize {
        self.found.mentions.len()
    }

    /// Whether there are no mentions.
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
        self.found.mentions.get(at).map(|&resolution| Mention {
            annotations: self.clone(),
            at,
            resolution,
        })
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

    /// The hits that became no mentions, in text order. There are none unless
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

    /// The candidates of a hit, which is this mention if it is one.
    fn candidates(
        &self,
        mention: Option<usize>,
        resolution: Resolution,
    ) -> impl ExactSizeIterator<Item = Candidate<'d, 't>> + use<'d, 't> {
        let annotations = self.clone();
        let start = resolution.span.start;
        resolution.range().enumerate().map(move |(place, at)| Candidate {
            annotations: annotations.clone(),
            mention,
            place,
            start,
            found: annotations.found.candidate(at),
        })
    }

    /// What was found, with evidence.
    fn explained(&self) -> &Found {
        self.found.explained(|| self.annotator.find_evidence(self.document))
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
/// It outlives its [`Annotations`], as it borrows only the annotator and the text. Serialized, it
/// is a [`MentionRecord`].
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
    /// Its number.
    at: usize,
    resolution: Resolution,
}

impl<'d, 't> Mention<'d, 't> {
    /// Where it stands in the text.
    #[must_use]
    pub fn span(&self) -> Span {
        self.annotations.found.edits.source(self.resolution.span)
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &'t str {
        cut::span(self.annotations.text(), self.span())
    }

    /// The kind of the likeliest entity.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.found().kind
    }

    /// The likeliest entity; `None` for a name that no table has, found by its form and its
    /// neighbours alone, such as a given name before a capitalised word.
    #[must_use]
    pub fn entity(&self) -> Option<Entity<'d>> {
        let layers = self.annotations.layers();
        self.found().entity.map(|entity| layers.entity(entity))
    }

    /// The name of this entity that stands there; for an inflected form, its base name. `None` if
    /// no table has it.
    #[must_use]
    pub fn name(&self) -> Option<Name<'d>> {
        let layers = self.annotations.layers();
        self.found().name.map(|name| layers.name(name))
    }

    /// Estimated probability, 0 to 1, that this entity is the one meant.
    #[must_use]
    pub fn score(&self) -> f32 {
        self.found().score
    }

    /// The evidence for and against this entity, strongest first.
    ///
    /// [`Annotator::explain`](crate::Annotator::explain) keeps it. Other annotations read their
    /// text once more when they are first asked for any.
    #[must_use]
    pub fn evidence(&self) -> Vec<Evidence<'t>> {
        self.candidates().next().map_or_else(Vec::new, |best| best.evidence())
    }

    /// All its candidates, likeliest first.
    pub fn candidates(&self) -> impl ExactSizeIterator<Item = Candidate<'d, 't>> + use<'d, 't> {
        self.annotations.candidates(Some(self.at), self.resolution)
    }

    /// The mention as a plain record, with positions in bytes.
    #[must_use]
    pub fn to_record(&self) -> MentionRecord<'t>
    where
        'd: 't,
    {
        self.record(&mut Offsets::new(self.annotations.text(), Unit::Bytes))
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
        self.record(&mut Offsets::new(self.annotations.text(), Unit::Bytes)).serialize(serializer)
    }
}

/// A hit that is no mention: made by [`Annotator::explain`](crate::Annotator::explain).
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
        self.annotations.found.edits.source(self.resolution.span)
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &'t str {
        cut::span(self.annotations.text(), self.span())
    }

    /// Why it is no mention.
    #[must_use]
    pub fn why(&self) -> Rejection {
        match self.why {
            Rejection::Overlapped(by) => {
                Rejection::Overlapped(self.annotations.found.edits.source(by))
            }
            why => why,
        }
    }

    /// Its candidates, likeliest first. Hits that were overlapped or had the wrong capitals were
    /// not weighed: their candidates have no evidence and the score 0.
    pub fn candidates(&self) -> impl ExactSizeIterator<Item = Candidate<'d, 't>> + use<'d, 't> {
        self.annotations.candidates(None, self.resolution)
    }
}

impl fmt::Debug for Rejected<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Span { start, end } = self.span();
        write!(f, "{start}..{end} {:?} {}", self.as_str(), self.why())
    }
}

/// The id of an entity, or `-`.
fn id(entity: Option<Entity<'_>>) -> &str {
    entity.map_or("-", Entity::id)
}

/// A candidate: an entity that a mention may mean, in a table or not.
///
/// Serialized, it is an object with `kind`, `entity`, `score` and `evidence`.
#[derive(Clone)]
pub struct Candidate<'d, 't> {
    annotations: Annotations<'d, 't>,
    /// The number of its mention, and its place among the candidates of that.
    mention: Option<usize>,
    place: usize,
    /// Where its mention begins in what was read.
    start: usize,
    found: resolve::Candidate,
}

impl<'d, 't> Candidate<'d, 't> {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.found.kind
    }

    /// The entity; `None` if no table has it.
    #[must_use]
    pub fn entity(&self) -> Option<Entity<'d>> {
        let layers = self.annotations.layers();
        self.found.entity.map(|entity| layers.entity(entity))
    }

    /// The name that stands there; for an inflected form, its base name. `None` if no table has it.
    #[must_use]
    pub fn name(&self) -> Option<Name<'d>> {
        let layers = self.annotations.layers();
        self.found.name.map(|name| layers.name(name))
    }

    /// Estimated probability, 0 to 1, that it is the one meant.
    #[must_use]
    pub fn score(&self) -> f32 {
        self.found.score
    }

    /// The evidence for and against it, strongest first; see [`Mention::evidence`].
    #[must_use]
    pub fn evidence(&self) -> Vec<Evidence<'t>> {
        let explained = self.annotations.explained();
        // Without evidence, more mentions share their candidates.
        let own = self.mention.and_then(|at| explained.mentions.get(at));
        let found =
            own.map_or(self.found, |own| explained.candidate(own.range().start + self.place));
        explained.evidence(&found, self.start, self.annotations.text())
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
