//! A gazetteer's names compiled for matching.

mod io;
mod priors;

use crate::lexicon::{
    error::{Error, ErrorKind},
    gazetteer::{Entity, Gazetteer, Name, StoredPart, WordLangs, decode},
    language::Detector,
    matcher::{self, Engine, Level, Matcher, Patterns, RawHit, Spelling, Spellings},
    model::{CaseRule, CueSpan, Form, Kind, Side},
    scratch::trim,
    span::Span,
    store::{
        List, Piece,
        slots::{Slot, Slots},
    },
    text::{class::Class, fold::fold},
};
use aho_corasick::BuildError;
pub(crate) use priors::{Priors, Spot};
use std::{cmp::Reverse, collections::BTreeMap, fmt, ops::Range};
use zerocopy::{
    FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned,
    little_endian::{U16, U32, U128},
};

/// A gazetteer compiled for matching: finds every place where one of its names stands.
///
/// This is the lower half of an [`Annotator`](crate::Annotator), for those who want to choose among
/// hits themselves.
///
/// ```
/// use gazetag::{Dictionary, Gazetteer, Kind};
///
/// let table = "id,name\nbank,Bank of England\nengland,England\n";
/// let dictionary = Dictionary::new(Gazetteer::builder().table(Kind::Place, table.as_bytes())?.build()?)?;
/// let text = "The Bank of England said";
/// let hits: Vec<_> = dictionary.hits(text).iter().map(|hit| &text[hit.span().range()]).collect();
/// assert_eq!(hits, ["Bank of England", "England"]);
/// # Ok::<(), gazetag::Error>(())
/// ```
pub struct Dictionary {
    gazetteer: Gazetteer,
    matcher: Matcher,
    /// Senses grouped by pattern. A pattern's number is the index of its first sense.
    senses: List<StoredSense>,
    /// The patterns that are ordinary words, by their numbers.
    common: Slots<CommonPattern>,
    priors: Priors,
    detector: Detector,
}

/// A pattern that is an ordinary word of some languages.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct CommonPattern {
    pattern: U32,
    langs: U128,
}

impl Slot for CommonPattern {
    const FREE: CommonPattern = CommonPattern { pattern: U32::MAX_VALUE, langs: U128::ZERO };

    fn is_free(&self) -> bool {
        self.pattern == U32::MAX_VALUE
    }
}

/// A table of the patterns that are ordinary words.
fn common_table(patterns: &BTreeMap<u32, WordLangs>) -> Slots<CommonPattern> {
    let rows = patterns.iter().map(|(&pattern, langs)| {
        let row = CommonPattern { pattern: U32::new(pattern), langs: U128::new(langs.0) };
        (hash(pattern), row)
    });
    Slots::new(patterns.len() * 3 / 2 + 1, rows)
}

fn hash(pattern: u32) -> u32 {
    pattern.wrapping_mul(0x9e37_79b9)
}

/// One thing a pattern may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    /// The name with this number.
    Name(u32),
    /// The last word of this name of a person, which stands for the person where the name stood in
    /// full.
    LastWord(u32),
    /// The cue with this number.
    Cue(u32),
    /// The given or family name with this number.
    Part(u32),
    /// The inflected form with this number.
    Inflected(u32),
}

/// A [`Sense`] with what a first look at a hit asks for: its spelling and, of a name, its case rule
/// and form.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct StoredSense {
    number: U32,
    /// Where the gazetteer's text has it as its table writes it.
    start: U32,
    len: U16,
    sort: u8,
    flags: u8,
}

/// The last sense of its pattern.
const LAST: u8 = 1;
/// The first sense of a pattern that is an ordinary word.
const COMMON: u8 = 2;
/// Where the numbers of the case rule, two bits, and the form, three, stand among the flags.
const CASE: u8 = 2;
const FORM: u8 = 4;
/// The name, or the one it is a form of, is what the entity's own table calls it.
const OWN: u8 = 128;

impl StoredSense {
    const NOTHING: StoredSense = StoredSense {
        number: U32::MAX_VALUE,
        start: U32::ZERO,
        len: U16::ZERO,
        sort: 0,
        flags: LAST,
    };

    fn new(gazetteer: &Gazetteer, sense: Sense) -> StoredSense {
        let (sort, number) = match sense {
            Sense::Name(number) => (0, number),
            Sense::LastWord(number) => (1, number),
            Sense::Cue(number) => (2, number),
            Sense::Part(number) => (3, number),
            Sense::Inflected(number) => (4, number),
        };
        let spelling = spelling(gazetteer, sense);
        let len = u16::try_from(spelling.len()).expect("names have at most a thousand characters");
        let own = |name: u32| {
            if gazetteer.entity_of(name).row.name == gazetteer.name(name).row.text {
                OWN
            } else {
                0
            }
        };
        let flags = match sense {
            Sense::Name(name) | Sense::LastWord(name) => {
                let row = gazetteer.name(name).row;
                row.case << CASE | row.form << FORM | own(name)
            }
            Sense::Inflected(form) => {
                let name = gazetteer.form(form).name.get();
                gazetteer.name(name).row.form << FORM | own(name)
            }
            Sense::Cue(_) | Sense::Part(_) => 0,
        };
        StoredSense {
            number: U32::new(number),
            start: U32::new(spelling.start()),
            len: U16::new(len),
            sort,
            flags,
        }
    }

    pub(crate) fn case(&self) -> CaseRule {
        decode(&CaseRule::ALL, self.flags >> CASE & 0b11)
    }

    pub(crate) fn form(&self) -> Form {
        decode(&Form::ALL, self.flags >> FORM & 0b111)
    }

    /// Whether the name, or the one it is a form of, is what the entity's own table calls it.
    pub(crate) fn is_own_name(&self) -> bool {
        self.flags & OWN != 0
    }

    #[inline]
    pub(crate) fn sense(&self) -> Sense {
        let number = self.number.get();
        match self.sort {
            0 => Sense::Name(number),
            1 => Sense::LastWord(number),
            2 => Sense::Cue(number),
            3 => Sense::Part(number),
            _ => Sense::Inflected(number),
        }
    }

    fn spelling(&self) -> Piece {
        Piece::new(self.start.get(), self.len.get().into())
    }
}

/// Whether capitals count in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Case {
    /// They do: each name has its [`CaseRule`].
    #[default]
    Respect,
    /// They do not: the text has none, like a transcript, or only capitals.
    Ignore,
}

/// A place in a text where a name of the dictionary stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hit(pub(crate) RawHit);

impl Hit {
    pub(crate) fn new(span: Span, pattern: u32) -> Hit {
        Hit(RawHit { span, pattern })
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        self.0.span
    }

    /// The number of the pattern that stands there.
    pub(crate) fn pattern(&self) -> u32 {
        self.0.pattern
    }
}

impl Hits {
    /// Whether only removed names stand in a span, or in all of it but a cue at its beginning or
    /// end.
    pub(crate) fn is_removed(&self, span: Span) -> bool {
        let first = self.removed.partition_point(|removed| removed.start < span.start);
        let inside = self.removed[first..].iter().take_while(|removed| removed.start < span.end);
        inside.filter(|removed| removed.end <= span.end).any(|&Span { start, end }| {
            (start == span.start || self.is_cue(span.start, start))
                && (end == span.end || self.is_cue(end, span.end))
        })
    }

    /// Whether a cue fills the text between two places, but for what may stand between a cue and a
    /// name.
    fn is_cue(&self, start: usize, end: usize) -> bool {
        const BETWEEN: usize = 2;
        let first = self.cues.partition_point(|cue| cue.span.start < start);
        let cue = self.cues.get(first).filter(|cue| cue.span.start <= start + BETWEEN);
        cue.is_some_and(|cue| cue.span.end <= end && cue.span.end + BETWEEN >= end)
    }

    pub(crate) fn clear(&mut self) {
        self.names.clear();
        self.removed.clear();
        self.cues.clear();
        self.parts.clear();
        self.refused.iter_mut().for_each(Vec::clear);
    }

    /// Drops what begins at `end` or behind it.
    pub(crate) fn truncate(&mut self, end: usize) {
        let Hits { names, cues, parts, refused, removed, .. } = self;
        names.retain(|hit| hit.span().start < end);
        cues.retain(|cue| cue.span.start < end);
        parts.retain(|part| part.span.start < end);
        removed.retain(|span| span.start < end);
        refused.iter_mut().for_each(|refused| refused.retain(|hit| hit.span().start < end));
    }

    /// The spans of all that was found.
    pub(crate) fn spans(&self) -> impl Iterator<Item = Span> {
        let names = self.names.iter().chain(self.refused.iter().flatten()).map(Hit::span);
        names
            .chain(self.cues.iter().map(|cue| cue.span))
            .chain(self.parts.iter().map(|part| part.span))
    }

    /// Gives back the memory of a text with many names.
    pub(crate) fn trim(&mut self) {
        let Hits { scratch, raw, names, cues, parts, refused: _, removed } = self;
        scratch.trim();
        trim(raw);
        trim(names);
        trim(cues);
        trim(parts);
        trim(removed);
    }
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

    /// Compiles the names of `gazetteer` for an engine of one's choice.
    ///
    /// # Errors
    /// If there are more names than the engine can number: 2³¹ for the automaton, 2³² for the trie.
    pub fn with_engine(gazetteer: Gazetteer, engine: Engine) -> Result<Dictionary, Error> {
        let frequent = gazetteer.frequent_words();
        let frequent: Vec<_> = frequent
            .flat_map(|(word, langs)| langs.numbers().map(move |lang| (lang, word)))
            .collect();
        let detector = Detector::new(frequent)
            .map_err(|message| Error::new("dictionary", message).of(ErrorKind::Dictionary))?;
        let raw = RawSenses { senses: raw_senses(&gazetteer).collect(), gazetteer: &gazetteer };
        if u32::try_from(raw.senses.len()).is_err() {
            return Err(Error::new("dictionary", "too many names").of(ErrorKind::Dictionary));
        }
        let (mut matcher, numbers) = Matcher::new(&raw, engine).map_err(too_many_names)?;

        let patterns = numbers.iter().max().map_or(0, |&last| last as usize + 1);
        // A form gives way to a name that is spelt alike.
        let mut named = vec![false; patterns];
        raw.senses
            .iter()
            .zip(&numbers)
            .for_each(|(sense, &number)| named[number as usize] |= matches!(sense, Sense::Name(_)));
        let is_kept = |sense: Sense, number: u32| {
            !(matches!(sense, Sense::Inflected(_)) && named[number as usize])
        };
        let kept = || {
            raw.senses
                .iter()
                .zip(&numbers)
                .map(|(&sense, &number)| (sense, number))
                .filter(|&(sense, number)| is_kept(sense, number))
        };

        // Puts the senses of each pattern side by side, in the order they came.
        let mut ends = vec![0; patterns + 1];
        for (_, number) in kept() {
            ends[number as usize + 1] += 1;
        }
        for at in 1..ends.len() {
            ends[at] += ends[at - 1];
        }
        matcher.renumber(&ends);
        let mut senses = vec![StoredSense::NOTHING; ends[patterns] as usize];
        for (sense, number) in kept() {
            let next = &mut ends[number as usize];
            senses[*next as usize] = StoredSense::new(&gazetteer, sense);
            *next += 1;
        }
        let mut first = 0;
        for end in ends[..patterns].iter().map(|&end| end as usize) {
            best_known_first(&gazetteer, &mut senses[first..end]);
            senses[end - 1].flags |= LAST;
            first = end;
        }

        let mut dictionary = Dictionary {
            priors: Priors::new(&gazetteer),
            gazetteer,
            matcher,
            senses: senses.into(),
            common: common_table(&BTreeMap::new()),
            detector,
        };
        let common = dictionary.common_patterns();
        let mut senses = dictionary.senses.into_vec();
        common.keys().for_each(|&pattern| senses[pattern as usize].flags |= COMMON);
        dictionary.senses = senses.into();
        dictionary.common = common_table(&common);
        Ok(dictionary)
    }

    /// Builds an automaton of all patterns, to be used instead of the trie.
    pub(crate) fn add_automaton(&mut self) -> Result<(), Error> {
        // Of what a gazetteer's text holds, a person's last word alone is a spelling twice.
        let spelt: u64 = self.senses.iter().map(|sense| u64::from(sense.len.get())).sum();
        if spelt > 2 * self.gazetteer.text().0.len() as u64 {
            return Err(Error::new("dictionary", "damaged: its names are longer than its text")
                .of(ErrorKind::Dictionary));
        }
        let firsts =
            (0..self.senses.len()).filter(|&at| at == 0 || self.senses[at - 1].flags & LAST != 0);
        let patterns = firsts
            .map(|at| (at as u32, fold(self.gazetteer.text().str(self.senses[at].spelling()))));
        self.matcher.add_automaton(patterns).map_err(too_many_names)
    }

    /// The patterns that stand in the gazetteer's list of ordinary words, and those that are forms
    /// of such names.
    fn common_patterns(&self) -> BTreeMap<u32, WordLangs> {
        let gazetteer = &self.gazetteer;
        let pattern = |word| self.matcher.get(word, self);
        let mut common: BTreeMap<_, _> =
            gazetteer.words().filter_map(|(word, langs)| Some((pattern(word)?, langs))).collect();
        let forms = (0..gazetteer.forms_len() as u32).map(|form| gazetteer.form(form));
        let of_words = forms.filter_map(|form| {
            let &langs = common.get(&pattern(gazetteer.name(form.name.get()).as_str())?)?;
            let pattern = pattern(gazetteer.text().str(form.text))?;
            self.senses(pattern)
                .any(|stored| matches!(stored.sense(), Sense::Inflected(_)))
                .then_some((pattern, langs))
        });
        for (pattern, langs) in of_words.collect::<Vec<_>>() {
            common.entry(pattern).or_default().0 |= langs.0;
        }
        common
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

    /// The entities that `name` may mean, with the name that says so. Case and accents do not
    /// count.
    ///
    /// ```
    /// use gazetag::{Dictionary, Gazetteer, Kind};
    ///
    /// let table = "id,name\nfr,Paris\nus,PARIS\n";
    /// let dictionary = Dictionary::new(Gazetteer::builder().table(Kind::City, table.as_bytes())?.build()?)?;
    /// assert_eq!(dictionary.lookup("París").map(|(entity, _)| entity.id()).collect::<Vec<_>>(), ["fr", "us"]);
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
        self.gazetteer.frequent_words().next().is_some()
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

    /// What its entities bring along.
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
        let is_first = |at: usize| {
            at.checked_sub(1).is_none_or(|before| self.senses[before].flags & LAST != 0)
        };
        let firsts = self.senses.iter().enumerate().filter(move |&(at, _)| is_first(at));
        firsts.map(|(at, stored)| (at as u32, self.gazetteer.text().str(stored.spelling())))
    }

    /// A number above those of all patterns.
    pub(crate) fn patterns_end(&self) -> u32 {
        self.senses.len() as u32
    }

    /// What a pattern may mean in a text: the best known things, if there are very many.
    #[inline]
    pub(crate) fn senses(&self, pattern: u32) -> impl Iterator<Item = &StoredSense> {
        self.all_senses(pattern).take(MOST_SENSES)
    }

    /// Everything that a pattern may mean.
    #[inline]
    pub(crate) fn all_senses(&self, pattern: u32) -> impl Iterator<Item = &StoredSense> {
        let mut senses = self.senses.get(pattern as usize..).unwrap_or_default().iter();
        let mut more = true;
        std::iter::from_fn(move || {
            let sense = senses.next().filter(|_| more)?;
            more = sense.flags & LAST == 0;
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
        if self.stored(pattern).flags & COMMON == 0 {
            return WordLangs::default();
        }
        let row = self.common.find(hash(pattern), |row| row.pattern.get() == pattern);
        row.map_or(WordLangs::default(), |row| WordLangs(row.langs.get()))
    }
}

/// How many things of one name a text is asked about: a hundred thousand would make each mention
/// cost as much. No name of the built-in tables has as many.
const MOST_SENSES: usize = 256;

/// Puts the best known things of one name first, if there are too many; otherwise they stay in the
/// order they came.
fn best_known_first(gazetteer: &Gazetteer, senses: &mut [StoredSense]) {
    if senses.len() <= MOST_SENSES {
        return;
    }
    senses.sort_by_cached_key(|stored| {
        let name = match stored.sense() {
            Sense::Name(name) | Sense::LastWord(name) => name,
            Sense::Inflected(form) => gazetteer.form(form).name.get(),
            Sense::Cue(_) | Sense::Part(_) => return (Reverse(u64::MAX), Reverse(u8::MAX)),
        };
        let entity = gazetteer.entity_of(name);
        (
            Reverse(entity.population().unwrap_or_default()),
            Reverse(entity.fame().unwrap_or_default()),
        )
    });
    senses[..MOST_SENSES].sort_unstable_by_key(|stored| (stored.sort, stored.number.get()));
}

fn too_many_names(error: BuildError) -> Error {
    Error::new("dictionary", "too many names").of(ErrorKind::Dictionary).source(error)
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

/// A place where a cue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CueHit {
    pub span: Span,
    /// What it tells the name beside it to be.
    pub kind: Kind,
    /// On which side of the name it stands.
    pub side: Side,
    /// Whether it belongs to the name.
    pub belongs: CueSpan,
    /// The numbers of its pattern, among those of all layers, and of the cue in its layer.
    pub pattern: u32,
    pub number: u32,
}

/// A place where a given or family name stands, and how telling it is as either.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PartHit {
    pub span: Span,
    pub given: u8,
    pub family: u8,
}

/// What was found in a text, and scratch memory to find it.
#[derive(Debug, Default)]
pub(crate) struct Hits {
    scratch: matcher::Scratch,
    raw: Vec<RawHit>,
    pub names: Vec<Hit>,
    pub cues: Vec<CueHit>,
    pub parts: Vec<PartHit>,
    /// Where names stand that were removed and no others, in order.
    pub removed: Vec<Span>,
    /// Names in the wrong capitals, if they are asked for.
    pub refused: Option<Vec<Hit>>,
}

/// All that the names and cues of a gazetteer may be met as.
fn raw_senses(gazetteer: &Gazetteer) -> impl Iterator<Item = Sense> {
    let names = (0..gazetteer.names_len() as u32).map(Sense::Name);
    let last_words = gazetteer.names().enumerate().filter(|(_, (entity, name))| {
        let full = !matches!(name.form(), Form::Surname | Form::Abbreviation);
        entity.kind() == Kind::Person && full && last_word(name.as_str()).is_some()
    });
    let cues = (0..gazetteer.cues_len() as u32).map(Sense::Cue);
    let parts = (0..gazetteer.parts_len() as u32).map(Sense::Part);
    let forms = (0..gazetteer.forms_len() as u32).map(Sense::Inflected);
    names
        .chain(last_words.map(|(at, _)| Sense::LastWord(at as u32)))
        .chain(cues)
        .chain(parts)
        .chain(forms)
}

/// Where the text has what a sense is written like.
fn spelling(gazetteer: &Gazetteer, sense: Sense) -> Piece {
    match sense {
        Sense::Name(name) => gazetteer.name(name).row.text,
        Sense::LastWord(name) => {
            let name = gazetteer.name(name);
            let len = last_word(name.as_str()).map_or(0, str::len);
            name.row.text.last(len)
        }
        Sense::Cue(cue) => gazetteer.cue(cue).phrase,
        Sense::Part(part) => gazetteer.part(part).word,
        Sense::Inflected(form) => gazetteer.form(form).text,
    }
}

/// The senses of a dictionary in the making.
struct RawSenses<'g> {
    gazetteer: &'g Gazetteer,
    senses: Vec<Sense>,
}

impl Spellings for RawSenses<'_> {
    fn len(&self) -> u32 {
        self.senses.len() as u32
    }

    fn get(&self, at: u32) -> Spelling<'_> {
        let sense = self.senses[at as usize];
        Spelling {
            text: self.gazetteer.text().str(spelling(self.gazetteer, sense)),
            lower: may_be_lower(self.gazetteer, sense),
        }
    }
}

/// The last word of a person's name, unless it is too short to be known by: "Un", "MD", "Jr.".
fn last_word(name: &str) -> Option<&str> {
    let (_, word) = name.rsplit_once([' ', '·', '・'])?;
    let letters = word.chars().filter(|&c| Class::of(c).is_word()).count();
    let shortest = if word.chars().any(|c| Class::of(c).is_spaceless()) { 2 } else { 3 };
    let capital = word.chars().next().is_some_and(|c| !Class::of(c).is_lower());
    let small_letters = word.chars().any(|c| Class::of(c).is_lower())
        || !word.chars().any(|c| Class::of(c).is_upper());
    (letters >= shortest && capital && small_letters && !word.ends_with('.')).then_some(word)
}

/// Whether a sense of one word may begin with a small letter where it is found.
fn may_be_lower(gazetteer: &Gazetteer, sense: Sense) -> bool {
    match sense {
        Sense::Name(name) => match gazetteer.name(name).case() {
            CaseRule::Any => true,
            CaseRule::Capital => false,
            CaseRule::Exact => gazetteer
                .name(name)
                .as_str()
                .chars()
                .next()
                .is_some_and(|c| !Class::of(c).is_upper()),
        },
        Sense::LastWord(_) | Sense::Part(_) => false,
        Sense::Cue(_) => true,
        Sense::Inflected(form) => is_caseless(gazetteer.text().str(gazetteer.form(form).text)),
    }
}

/// Whether `text` holds neither capitals nor small letters.
pub(crate) fn is_caseless(text: &str) -> bool {
    !text.chars().map(Class::of).any(|class| class.is_upper() || class.is_lower())
}

/// Whether some word of `found` begins with a capital. An invisible character or a mark does not
/// begin a word.
fn has_capital_word(found: &str) -> bool {
    if found.as_bytes().first().is_some_and(u8::is_ascii_uppercase) {
        return true;
    }
    if found.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return false;
    }
    let mut inside = false;
    found.chars().map(Class::of).any(|class| {
        let begins = class.is_word() && !inside;
        if !class.is_format() && !class.is_mark() {
            inside = class.is_spaced_word();
        }
        begins && class.is_upper()
    })
}

fn same_but_for_space(found: &str, name: &str) -> bool {
    let visible = |text| str::chars(text).filter(|&c| !Class::of(c).is_space());
    visible(found).eq(visible(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capital_words() {
        for (found, capital) in [
            ("Kursk", true),
            ("wilayah Kursk", true),
            ("kursk", false),
            ("al-Assad", true),
            ("iPhone", false),
            ("3M", false),
            ("\u{200f}Kursk", true),
            ("élan", false),
            ("Élan", true),
            ("在Kyiv", true),
        ] {
            assert_eq!(has_capital_word(found), capital, "{found}");
        }
    }

    #[test]
    fn last_words() {
        for (name, word) in [
            ("Vladimir Putin", Some("Putin")),
            ("Kim Jong Un", None),
            ("Mahfud MD", None),
            ("Robert Kennedy Jr.", None),
            ("Pelé", None),
            ("弗拉基米尔·普京", Some("普京")),
            ("Ursula von der Leyen", Some("Leyen")),
            ("فلاديمير بوتين", Some("بوتين")),
        ] {
            assert_eq!(last_word(name), word, "{name}");
        }
    }
}
