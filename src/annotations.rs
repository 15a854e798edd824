//! A text with what was found in it.

use crate::{
    entity::{Entity, Kind, Name},
    gazetteer::Gazetteer,
    resolve::{Evidence, Reading, Resolution, Resolved},
    span::Span,
};
use std::fmt;

/// A text, with its language if that is known.
///
/// A `&str` is a document of unknown language.
#[derive(Clone, Copy, Debug)]
pub struct Document<'t> {
    text: &'t str,
    lang: Option<&'t str>,
}

impl<'t> Document<'t> {
    /// A text of unknown language.
    pub fn new(text: &'t str) -> Document<'t> {
        Document { text, lang: None }
    }

    /// Says in which language the text is (BCP 47: `id`, `pt-BR`). Its own ordinary words then hold names back, not those of others.
    pub fn with_lang(self, lang: &'t str) -> Document<'t> {
        Document { lang: Some(lang), ..self }
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Its language.
    pub fn lang(&self) -> Option<&'t str> {
        self.lang
    }
}

impl<'t> From<&'t str> for Document<'t> {
    fn from(text: &'t str) -> Document<'t> {
        Document::new(text)
    }
}

impl<'t> From<&'t String> for Document<'t> {
    fn from(text: &'t String) -> Document<'t> {
        Document::new(text)
    }
}

/// The mentions found in a text, in text order.
pub struct Annotations<'d, 't> {
    gazetteer: &'d Gazetteer,
    text: &'t str,
    lang: Option<&'t str>,
    resolved: Resolved<'t>,
}

impl<'d, 't> Annotations<'d, 't> {
    pub(crate) fn new(gazetteer: &'d Gazetteer, document: Document<'t>, resolved: Resolved<'t>) -> Annotations<'d, 't> {
        Annotations { gazetteer, text: document.text, lang: document.lang, resolved }
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The language of the text: the one its [`Document`] gives, or else what frequent words and letters tell; `None` if these tell
    /// nothing, as in a very short text.
    ///
    /// Only a language that the caller gives decides what names mean. The other needs the feature `builtin`, and is looked for when asked.
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
        return self.lang.or_else(|| crate::builtin::DETECTOR.detect(self.text));
        #[cfg(not(feature = "builtin"))]
        self.lang
    }

    /// How many mentions there are.
    pub fn len(&self) -> usize {
        self.resolved.resolutions.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The mentions, in text order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Mention<'_, 'd, 't>> {
        self.resolved.resolutions.iter().map(|resolution| Mention { annotations: self, resolution })
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

    /// The kind of its likeliest entity.
    pub fn kind(&self) -> Kind {
        self.entity().kind()
    }

    /// The likeliest entity.
    pub fn entity(&self) -> Entity<'d> {
        self.best().entity()
    }

    /// The name of this entity that stands there; of an inflected form the name it is a form of.
    pub fn name(&self) -> Name<'d> {
        self.best().name()
    }

    /// How likely it is that this entity is meant here, from 0 to 1, as far as the evidence goes.
    pub fn score(&self) -> f32 {
        self.best().score()
    }

    /// What speaks for and against this entity, strongest first.
    pub fn evidence(&self) -> Vec<Evidence<'t>> {
        self.best().evidence()
    }

    /// Every entity it may mean, likeliest first.
    pub fn candidates(&self) -> impl ExactSizeIterator<Item = Candidate<'a, 'd, 't>> {
        let annotations = self.annotations;
        let readings = &annotations.resolved.readings[self.resolution.range()];
        readings.iter().map(move |reading| Candidate { annotations, reading })
    }

    fn best(&self) -> Candidate<'a, 'd, 't> {
        self.candidates().next().expect("a hit without readings is no mention")
    }
}

impl fmt::Debug for Mention<'_, '_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Span { start, end } = self.span();
        write!(f, "{start}..{end} {:?} {} {} {:.2}", self.as_str(), self.kind(), self.entity().id(), self.score())
    }
}

/// One entity that a mention may mean.
#[derive(Clone, Copy)]
pub struct Candidate<'a, 'd, 't> {
    annotations: &'a Annotations<'d, 't>,
    reading: &'a Reading,
}

impl<'d, 't> Candidate<'_, 'd, 't> {
    /// The entity.
    pub fn entity(&self) -> Entity<'d> {
        self.annotations.gazetteer.entity(self.reading.entity)
    }

    /// The name that stands there; of an inflected form the name it is a form of.
    pub fn name(&self) -> Name<'d> {
        let gazetteer = self.annotations.gazetteer;
        gazetteer.name(self.reading.sense.name(gazetteer).expect("a reading rests on a name"))
    }

    /// How likely it is that this entity is meant, from 0 to 1, as far as the evidence goes.
    pub fn score(&self) -> f32 {
        self.reading.score
    }

    /// What speaks for and against it, strongest first.
    pub fn evidence(&self) -> Vec<Evidence<'t>> {
        let mut evidence: Vec<Evidence<'t>> = self.annotations.resolved.log.of(self.reading.evidence).collect();
        evidence.sort_by(|a, b| b.weight().abs().total_cmp(&a.weight().abs()));
        evidence
    }
}

impl fmt::Debug for Candidate<'_, '_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:.2}", self.entity().id(), self.score())
    }
}
