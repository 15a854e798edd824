//! A text with what was found in it.

use crate::{
    entity::{Entity, Kind, Name},
    layers::Layers,
    resolve::{self, Evidence, Found, Rejection, Resolution},
    span::Span,
};
use std::fmt;

/// A text, with its language and the country it comes from if these are known.
///
/// A `&str` is a document of unknown language and country.
#[derive(Clone, Copy, Debug)]
pub struct Document<'t> {
    text: &'t str,
    lang: Option<&'t str>,
    country: Option<&'t str>,
}

impl<'t> Document<'t> {
    /// A text of unknown language and country.
    pub fn new(text: &'t str) -> Document<'t> {
        Document { text, lang: None, country: None }
    }

    /// Says in which language the text is (BCP 47: `id`, `pt-BR`): names in it, in English and in the language of what they name come
    /// first, and its own ordinary words hold names back. Otherwise frequent words and letters tell the language, if there are enough.
    pub fn with_lang(self, lang: &'t str) -> Document<'t> {
        Document { lang: Some(lang), ..self }
    }

    /// Says in which country the text was written (ISO 3166-1 alpha-2: `US`), as of a newspaper. Of several places of one name those there
    /// then come first, if nothing in the text speaks against it. A country that the tables do not have counts for nothing.
    ///
    /// ```
    /// # #[cfg(feature = "builtin")] {
    /// use gazetag::Document;
    ///
    /// let place = |document: Document| gazetag::annotate(document).iter().next().unwrap().entity().unwrap().country().unwrap().to_owned();
    /// let text = Document::new("Firemen in Birmingham were called to a school.").with_lang("en");
    /// assert_eq!((place(text), place(text.with_country("US"))), ("GB".to_owned(), "US".to_owned()));
    /// # }
    /// ```
    pub fn with_country(self, country: &'t str) -> Document<'t> {
        Document { country: Some(country), ..self }
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    #[cfg(feature = "builtin")]
    pub(crate) fn with_found_lang(self) -> Document<'t> {
        Document { lang: crate::builtin::lang_of(self.text), ..self }
    }

    /// Its language.
    pub fn lang(&self) -> Option<&'t str> {
        self.lang
    }

    /// The country it comes from.
    pub fn country(&self) -> Option<&'t str> {
        self.country
    }
}

impl<'t> From<&'t str> for Document<'t> {
    fn from(text: &'t str) -> Document<'t> {
        Document::new(text)
    }
}

impl<'t> From<&&'t str> for Document<'t> {
    fn from(text: &&'t str) -> Document<'t> {
        Document::new(text)
    }
}

impl<'t> From<&Document<'t>> for Document<'t> {
    fn from(document: &Document<'t>) -> Document<'t> {
        *document
    }
}

impl<'t> From<&'t String> for Document<'t> {
    fn from(text: &'t String) -> Document<'t> {
        Document::new(text)
    }
}

/// The mentions found in a text, in text order.
///
/// They borrow the annotator for `'d`, and for `'t` the text and the [`Scratch`](crate::Scratch) that the caller may have lent.
pub struct Annotations<'d, 't> {
    layers: &'d Layers,
    text: &'t str,
    lang: Option<&'t str>,
    found: Kept<'t>,
}

/// What was found, in memory of its own or that of a scratch.
enum Kept<'t> {
    Own(Box<Found>),
    Lent(&'t Found),
}

impl<'d, 't> Annotations<'d, 't> {
    pub(crate) fn owned(layers: &'d Layers, document: Document<'t>, mut found: Found) -> Annotations<'d, 't> {
        found.shrink();
        Annotations { layers, text: document.text, lang: document.lang, found: Kept::Own(Box::new(found)) }
    }

    pub(crate) fn lent(layers: &'d Layers, document: Document<'t>, found: &'t Found) -> Annotations<'d, 't> {
        Annotations { layers, text: document.text, lang: document.lang, found: Kept::Lent(found) }
    }

    fn found(&self) -> &Found {
        match &self.found {
            Kept::Own(found) => found,
            Kept::Lent(found) => found,
        }
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The language of the text: the one its [`Document`] gives, or else what frequent words and letters tell; `None` if these tell
    /// nothing, as in a very short text. Then the ordinary words of all languages hold names back. Needs the feature `builtin`.
    ///
    /// ```
    /// # #[cfg(feature = "builtin")] {
    /// assert_eq!(gazetag::annotate("Мэр города сказал, что мост ещё не открыт.").lang(), Some("ru"));
    /// # }
    /// ```
    ///
    /// # Complexity
    /// O(n) in the bytes of the text, of which 2048 count at most.
    pub fn lang(&self) -> Option<&'t str> {
        #[cfg(feature = "builtin")]
        return self.lang.or_else(|| crate::builtin::lang_of(self.text));
        #[cfg(not(feature = "builtin"))]
        self.lang
    }

    /// How many mentions there are.
    pub fn len(&self) -> usize {
        self.found().mentions.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The mentions, in text order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Mention<'_, 'd, 't>> {
        self.found().mentions.iter().map(|resolution| Mention { annotations: self, resolution })
    }

    /// The places where a name stands that became no mentions, in text order; none unless
    /// [`Annotator::explain`](crate::Annotator::explain) made these annotations.
    pub fn rejected(&self) -> impl Iterator<Item = Rejected<'_, 'd, 't>> {
        let mut rejected: Vec<_> = self.found().rejected.iter().collect();
        rejected.sort_by_key(|(resolution, _)| (resolution.span, resolution.readings));
        rejected.into_iter().map(|(resolution, why)| Rejected { annotations: self, resolution, why: *why })
    }

    fn candidates<'a>(&'a self, resolution: &Resolution) -> impl ExactSizeIterator<Item = Candidate<'a, 'd, 't>> + use<'a, 'd, 't> {
        let start = resolution.span.start;
        let candidates = self.found().candidates(resolution);
        candidates.iter().map(move |found| Candidate { annotations: self, start, found })
    }
}

impl fmt::Debug for Annotations<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// A place in a text that names an entity.
#[derive(Clone, Copy)]
pub struct Mention<'a, 'd, 't> {
    annotations: &'a Annotations<'d, 't>,
    resolution: &'a Resolution,
}

impl<'a, 'd, 't> Mention<'a, 'd, 't> {
    /// Where it stands in the text.
    pub fn span(&self) -> Span {
        self.resolution.span
    }

    /// Its text.
    pub fn as_str(&self) -> &'t str {
        &self.annotations.text[self.span().range()]
    }

    /// What sort of thing it most likely names.
    pub fn kind(&self) -> Kind {
        self.best().kind()
    }

    /// The likeliest entity; `None` for a name that no table has and that was told by its form and its neighbours alone: a given name and
    /// a word with a capital behind it, say.
    pub fn entity(&self) -> Option<Entity<'d>> {
        self.best().entity()
    }

    /// The name of this entity that stands there; of an inflected form the name it is a form of. `None` if no table has it.
    pub fn name(&self) -> Option<Name<'d>> {
        self.best().name()
    }

    /// How likely it is that this is meant here, from 0 to 1, as far as the evidence goes.
    pub fn score(&self) -> f32 {
        self.best().score()
    }

    /// What speaks for and against this, strongest first.
    pub fn evidence(&self) -> Vec<Evidence<&'t str>> {
        self.best().evidence()
    }

    /// Everything it may mean, likeliest first.
    pub fn candidates(&self) -> impl ExactSizeIterator<Item = Candidate<'a, 'd, 't>> {
        self.annotations.candidates(self.resolution)
    }

    fn best(&self) -> Candidate<'a, 'd, 't> {
        self.candidates().next().expect("a hit without readings is no mention")
    }
}

impl fmt::Debug for Mention<'_, '_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Span { start, end } = self.span();
        write!(f, "{start}..{end} {:?} {} {} {:.2}", self.as_str(), self.kind(), id(self.entity()), self.score())
    }
}

/// A place in a text where a name stands that is no mention, as [`Annotator::explain`](crate::Annotator::explain) tells.
#[derive(Clone, Copy)]
pub struct Rejected<'a, 'd, 't> {
    annotations: &'a Annotations<'d, 't>,
    resolution: &'a Resolution,
    why: Rejection,
}

impl<'a, 'd, 't> Rejected<'a, 'd, 't> {
    /// Where it stands in the text.
    pub fn span(&self) -> Span {
        self.resolution.span
    }

    /// Its text.
    pub fn as_str(&self) -> &'t str {
        &self.annotations.text[self.span().range()]
    }

    /// Why it is no mention.
    pub fn why(&self) -> Rejection {
        self.why
    }

    /// What it might have meant, likeliest first. What was overlapped or in the wrong capitals was not weighed: its candidates have no
    /// evidence and the score 0.
    pub fn candidates(&self) -> impl ExactSizeIterator<Item = Candidate<'a, 'd, 't>> {
        self.annotations.candidates(self.resolution)
    }
}

impl fmt::Debug for Rejected<'_, '_, '_> {
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
#[derive(Clone, Copy)]
pub struct Candidate<'a, 'd, 't> {
    annotations: &'a Annotations<'d, 't>,
    /// Where its mention begins.
    start: usize,
    found: &'a resolve::Candidate,
}

impl<'d, 't> Candidate<'_, 'd, 't> {
    /// What sort of thing it is.
    pub fn kind(&self) -> Kind {
        self.found.kind
    }

    /// The entity; `None` if no table has it.
    pub fn entity(&self) -> Option<Entity<'d>> {
        self.found.entity.map(|entity| self.annotations.layers.entity(entity))
    }

    /// The name that stands there; of an inflected form the name it is a form of. `None` if no table has it.
    pub fn name(&self) -> Option<Name<'d>> {
        self.found.name.map(|name| self.annotations.layers.name(name))
    }

    /// How likely it is that it is meant, from 0 to 1, as far as the evidence goes.
    pub fn score(&self) -> f32 {
        self.found.score
    }

    /// What speaks for and against it, strongest first.
    pub fn evidence(&self) -> Vec<Evidence<&'t str>> {
        self.annotations.found().evidence(self.found, self.start, self.annotations.text)
    }
}

impl fmt::Debug for Candidate<'_, '_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {:.2}", self.kind(), id(self.entity()), self.score())
    }
}
