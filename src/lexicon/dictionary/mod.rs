//! A gazetteer's names compiled for matching.

mod build;
mod capitals;
mod common;
mod hits;
mod io;
mod priors;
mod senses;

use crate::lexicon::{
    error::Error,
    gazetteer::{Entity, Gazetteer, Name, StoredPart, WordLangs},
    language::Detector,
    matcher::{self, Engine, Level, Matcher, Patterns, RawHit},
    model::CaseRule,
    store::List,
};
pub(crate) use capitals::is_caseless;
use capitals::{has_capital_word, same_but_for_space};
use common::CommonPatterns;
pub use hits::Hit;
pub(crate) use hits::{CueHit, Hits, PartHit};
pub(crate) use priors::{Priors, Spot};
use senses::MOST_SENSES;
pub(crate) use senses::{Sense, StoredSense};
use std::{fmt, ops::Range};

/// A gazetteer compiled for matching: finds every place where one of its names stands.
///
/// This is the lower half of an [`Annotator`](crate::Annotator), for callers who want to choose
/// among hits themselves.
///
/// ```
/// use gazetag::{Dictionary, Gazetteer, Kind};
///
/// let table = "id,name\nbank,Bank of England\nengland,England\n";
/// let dictionary =
///     Dictionary::new(Gazetteer::builder().table(Kind::Place, table.as_bytes())?.build()?)?;
/// let text = "The Bank of England said";
/// let hits: Vec<_> =
///     dictionary.hits(text).iter().map(|hit| &text[hit.span().range()]).collect();
/// assert_eq!(hits, ["Bank of England", "England"]);
/// # Ok::<(), gazetag::Error>(())
/// ```
pub struct Dictionary {
    gazetteer: Gazetteer,
    matcher: Matcher,
    /// Senses grouped by pattern. A pattern's number is the index of its first sense.
    senses: List<StoredSense>,
    /// The patterns that are ordinary words, by their numbers.
    common: CommonPatterns,
    priors: Priors,
    detector: Detector,
}

/// Whether capitals count in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Case {
    /// Capitals count: each name has its [`CaseRule`].
    #[default]
    Respect,
    /// Capitals are ignored: the text has none, like a transcript, or only capitals.
    Ignore,
}

impl Dictionary {
    /// Compiles the names of `gazetteer`.
    ///
    /// # Errors
    /// As [`with_engine`](Self::with_engine).
    ///
    /// # Complexity
    /// O(n log n) in the words of all names.
    pub fn new(gazetteer: Gazetteer) -> Result<Dictionary, Error> {
        Dictionary::with_engine(gazetteer, Engine::default())
    }

    /// The gazetteer the dictionary was made from.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Every place in `text` where a name stands as whole words in a capitalisation it allows, in
    /// text order; nested and overlapping places too.
    ///
    /// # Complexity
    /// O(n) in the bytes of the text, but for names that nearly stand there.
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        let mut raw = Vec::new();
        self.matcher.find(
            text,
            0..text.len(),
            false,
            self,
            &mut matcher::Scratch::default(),
            &mut raw,
        );
        let is_name = |sense| matches!(sense, Sense::Name(_) | Sense::Inflected(_));
        let is_named = |hit: &Hit| {
            let found = &text[hit.span().range()];
            self.senses(hit.0.pattern)
                .any(|stored| is_name(stored.sense()) && self.allows(stored, found))
        };
        raw.into_iter().map(Hit).filter(is_named).collect()
    }

    /// The names that stand at `hit` in the text it was found in, with their entities.
    pub fn names<'a>(
        &'a self,
        text: &'a str,
        hit: &'a Hit,
    ) -> impl Iterator<Item = (Entity<'a>, Name<'a>)> {
        let found = &text[hit.span().range()];
        let allowed = self.senses(hit.0.pattern).filter(|stored| self.allows(stored, found));
        allowed.filter_map(|stored| self.named(stored.sense()))
    }

    /// The entities with this name, and the name of each that matches. Case and accents are
    /// ignored.
    ///
    /// ```
    /// use gazetag::{Dictionary, Gazetteer, Kind};
    ///
    /// let table = "id,name\nfr,Paris\nus,PARIS\n";
    /// let dictionary =
    ///     Dictionary::new(Gazetteer::builder().table(Kind::City, table.as_bytes())?.build()?)?;
    /// assert_eq!(
    ///     dictionary.lookup("París").map(|(entity, _)| entity.id()).collect::<Vec<_>>(),
    ///     ["fr", "us"]
    /// );
    /// # Ok::<(), gazetag::Error>(())
    /// ```
    pub fn lookup(&self, name: &str) -> impl Iterator<Item = (Entity<'_>, Name<'_>)> {
        let pattern = self.pattern(name);
        pattern
            .into_iter()
            .flat_map(|pattern| self.all_senses(pattern))
            .filter_map(|stored| self.named(stored.sense()))
    }

    /// The language of a text, as its frequent words and letters show it: a tag of the table that
    /// [`GazetteerBuilder::frequent_words`](crate::GazetteerBuilder::frequent_words) got. `None` if
    /// there was none, or the text is too short, in several languages or in an unknown one.
    ///
    /// # Complexity
    /// O(n) in the bytes of the text, of which the first 2048 count at most.
    pub fn detect_lang(&self, text: &str) -> Option<&str> {
        self.gazetteer.word_lang_name(self.detector.detect(text)?)
    }

    /// Whether it can detect languages.
    pub(crate) fn has_detector(&self) -> bool {
        self.gazetteer.has_frequent_words()
    }

    /// Memory kept by the compiled form, beside the gazetteer's, in bytes.
    pub fn memory(&self) -> usize {
        self.matcher.memory() + size_of_val(&*self.senses) + size_of_val(&**self.common.list())
    }

    /// Adds the names and cues that begin in `part` of `text`; the numbers of patterns grow by
    /// `first`. Returns how far it looked, as [`Matcher::find`] does.
    pub(crate) fn find(
        &self,
        text: &str,
        part: Range<usize>,
        case: Case,
        first: u32,
        hits: &mut Hits,
    ) -> usize {
        let Hits { scratch, raw, names, cues, parts, refused, removed: _ } = hits;
        let done = self.matcher.find(text, part, case == Case::Ignore, self, scratch, raw);
        for &RawHit { span, pattern } in &*raw {
            let found = &text[span.range()];
            let all = first.saturating_add(pattern);
            let mut named = false;
            for stored in self.senses(pattern) {
                match stored.sense() {
                    Sense::Cue(number) => {
                        let row = self.gazetteer.cue(number);
                        cues.push(CueHit {
                            span,
                            kind: row.kind(),
                            side: row.side(),
                            belongs: row.span(),
                            pattern: all,
                            number,
                        });
                    }
                    Sense::Name(name) | Sense::LastWord(name) => {
                        self.gazetteer.prefetch_name(name);
                        named = named || case == Case::Ignore || self.allows(stored, found);
                    }
                    Sense::Inflected(_) => {
                        named = named || case == Case::Ignore || self.allows(stored, found)
                    }
                    Sense::Part(part) => {
                        let StoredPart { given, family, .. } = *self.gazetteer.part(part);
                        parts.push(PartHit { span, given, family });
                    }
                }
            }
            if named {
                names.push(Hit(RawHit { span, pattern: all }));
            } else if let Some(refused) = refused
                && self.senses(pattern).any(|stored| self.name_of(stored.sense()).is_some())
            {
                refused.push(Hit(RawHit { span, pattern: all }));
            }
        }
        done
    }

    /// The priors of its entities.
    #[inline]
    pub(crate) fn priors(&self) -> &Priors {
        &self.priors
    }

    /// The instructions that its matcher looks at text with.
    pub(crate) fn level(&self) -> Level {
        self.matcher.level()
    }

    /// The pattern that `name` folds to.
    pub(crate) fn pattern(&self, name: &str) -> Option<u32> {
        self.matcher.get(name, self)
    }

    /// The numbers of all patterns, each with a spelling of it.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = (u32, &str)> {
        let is_first =
            |at: usize| at.checked_sub(1).is_none_or(|before| self.senses[before].is_last());
        let firsts = self.senses.iter().enumerate().filter(move |&(at, _)| is_first(at));
        firsts.map(|(at, stored)| (at as u32, self.gazetteer.text().str(stored.spelling())))
    }

    /// A number above those of all patterns.
    pub(crate) fn patterns_end(&self) -> u32 {
        self.senses.len() as u32
    }

    /// The senses of a pattern that count in a text: the best known, if there are very many.
    #[inline]
    pub(crate) fn senses(&self, pattern: u32) -> impl Iterator<Item = &StoredSense> {
        self.all_senses(pattern).take(MOST_SENSES)
    }

    /// All senses of a pattern.
    #[inline]
    pub(crate) fn all_senses(&self, pattern: u32) -> impl Iterator<Item = &StoredSense> {
        let mut senses = self.senses.get(pattern as usize..).unwrap_or_default().iter();
        let mut more = true;
        std::iter::from_fn(move || {
            let sense = senses.next().filter(|_| more)?;
            more = !sense.is_last();
            Some(sense)
        })
    }

    /// The number of the name that a sense rests on: of a form the name that it is a form of.
    #[inline]
    pub(crate) fn name_of(&self, sense: Sense) -> Option<u32> {
        match sense {
            Sense::Name(name) | Sense::LastWord(name) => Some(name),
            Sense::Inflected(form) => Some(self.gazetteer.form(form).name.get()),
            Sense::Cue(_) | Sense::Part(_) => None,
        }
    }

    fn named(&self, sense: Sense) -> Option<(Entity<'_>, Name<'_>)> {
        let name = self.name_of(sense).filter(|_| !matches!(sense, Sense::LastWord(_)))?;
        Some((self.gazetteer.entity_of(name), self.gazetteer.name(name)))
    }

    /// Whether the capitals of `found` are what this sense asks for.
    #[inline]
    pub(crate) fn allows(&self, stored: &StoredSense, found: &str) -> bool {
        match stored.sense() {
            Sense::Name(_) => match stored.case() {
                CaseRule::Any => true,
                CaseRule::Capital => has_capital_word(found),
                CaseRule::Exact => {
                    let text = self.gazetteer.text();
                    text.bytes(stored.spelling()) == found.as_bytes()
                        || same_but_for_space(found, text.str(stored.spelling()))
                }
            },
            Sense::LastWord(_) => has_capital_word(found),
            Sense::Inflected(_) => has_capital_word(found) || is_caseless(found),
            Sense::Cue(_) | Sense::Part(_) => true,
        }
    }

    #[inline(always)]
    fn stored(&self, pattern: u32) -> &StoredSense {
        self.senses.get(pattern as usize).unwrap_or(&StoredSense::NOTHING)
    }

    /// The languages in which a pattern is an ordinary word.
    pub(crate) fn common(&self, pattern: u32) -> WordLangs {
        if !self.stored(pattern).is_common() {
            return WordLangs::default();
        }
        self.common.get(pattern)
    }
}

impl Patterns for Dictionary {
    #[inline(always)]
    fn spelling(&self, pattern: u32) -> &[u8] {
        self.gazetteer.text().bytes(self.stored(pattern).spelling())
    }

    #[inline(always)]
    fn prefetch(&self, pattern: u32) {
        matcher::prefetch(&self.senses, pattern as usize);
    }
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dictionary")
            .field("gazetteer", &self.gazetteer)
            .field("senses", &self.senses.len())
            .finish_non_exhaustive()
    }
}
