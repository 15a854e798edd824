//! A gazetteer's names compiled for matching.

use crate::{
    entity::{CaseRule, Entity, Form, Kind, Name},
    error::Error,
    gazetteer::{Cue, Gazetteer, WordLangs},
    matcher::{self, Engine, Matcher, RawHit, Spelling, Spellings},
    span::Span,
    text::{class::Class, fold::fold},
};
use std::{collections::BTreeMap, fmt};

/// A gazetteer compiled for matching: finds every place where one of its names stands.
///
/// This is the lower half of an [`Annotator`](crate::Annotator), for those who want to choose among hits themselves.
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
    /// What each pattern of the matcher means: `senses[starts[p]..starts[p + 1]]`.
    senses: Vec<Sense>,
    starts: Vec<u32>,
    spellings: Vec<String>,
    /// The languages each pattern is an ordinary word of.
    common: Vec<WordLangs>,
}

/// One thing a pattern may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    /// The name with this number.
    Name(u32),
    /// The last word of this name of a person, which stands for the person where the name stood in full.
    LastWord(u32),
    /// The cue with this number.
    Cue(u32),
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit(pub(crate) RawHit);

impl Hit {
    /// Where it stands.
    pub fn span(&self) -> Span {
        self.0.span
    }
}

impl Dictionary {
    /// Compiles the names of `gazetteer`.
    ///
    /// # Errors
    /// If there are more names than the automaton can number (2³¹).
    ///
    /// # Complexity
    /// O(n) in the bytes of all names.
    pub fn new(gazetteer: Gazetteer) -> Result<Dictionary, Error> {
        let extras = extra_senses(&gazetteer);
        let surfaces = gazetteer.surfaces_len() as u32;
        let mut patterns: Vec<Spelling<'_>> = Vec::with_capacity(surfaces as usize + extras.len());
        let mut senses = Vec::new();
        let mut common = Vec::new();
        let mut starts = vec![0];
        let mut add = |folded, own: &mut dyn Iterator<Item = Sense>, extra: &[Sense]| {
            let first = senses.len();
            senses.extend(own);
            senses.extend_from_slice(extra);
            starts.push(senses.len() as u32);
            let lower = senses[first..].iter().any(|sense| match *sense {
                Sense::Name(name) => may_be_lower(gazetteer.name(name)),
                Sense::LastWord(_) => false,
                Sense::Cue(_) => true,
            });
            let text = match senses[first] {
                Sense::Name(name) => gazetteer.name(name).as_str(),
                _ => folded,
            };
            patterns.push(Spelling { text, lower });
            common.push(gazetteer.common_in(folded));
        };
        // Both are in byte order, so what stands in both is met at the same time.
        let mut extras = extras.iter().peekable();
        for at in 0..surfaces {
            let folded = gazetteer.surface(at);
            while let Some((extra, senses)) = extras.next_if(|(extra, _)| extra.as_str() < folded) {
                add(extra, &mut std::iter::empty(), senses);
            }
            let same = extras.next_if(|(extra, _)| *extra == folded);
            add(folded, &mut gazetteer.surface_names(at).map(Sense::Name), same.map_or(&[], |(_, senses)| senses));
        }
        for (extra, senses) in extras {
            add(extra, &mut std::iter::empty(), senses);
        }
        let (matcher, _) = Matcher::new(&patterns, Engine::default()).map_err(|error| Error::new("dictionary", "too many names").source(error))?;
        let spellings = patterns.iter().map(|p| p.text.to_owned()).collect();
        Ok(Dictionary { gazetteer, spellings, matcher, senses, starts, common })
    }

    /// The gazetteer the dictionary was made from.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Every place in `text` where a name stands as whole words in a capitalisation it allows, in text order; nested and overlapping
    /// places too.
    ///
    /// # Complexity
    /// O(n) in the bytes of the text, but for names that nearly stand there.
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        let mut raw = Vec::new();
        self.matcher.find(text, false, self, &mut matcher::Scratch::default(), &mut raw);
        let is_named = |hit: &Hit| self.senses(hit).iter().any(|&sense| matches!(sense, Sense::Name(_)) && self.allows(sense, text, hit));
        raw.into_iter().map(Hit).filter(is_named).collect()
    }

    /// The names that stand at `hit` in the text it was found in, with their entities.
    pub fn names<'a>(&'a self, text: &'a str, hit: &'a Hit) -> impl Iterator<Item = (Entity<'a>, Name<'a>)> {
        self.senses(hit).iter().filter_map(move |sense| match *sense {
            Sense::Name(name) if self.allows(*sense, text, hit) => Some((self.gazetteer.entity_of(name), self.gazetteer.name(name))),
            _ => None,
        })
    }

    /// Memory kept by the compiled form, beside the gazetteer's, in bytes.
    pub fn memory(&self) -> usize {
        self.matcher.memory() + size_of_val(&*self.senses) + size_of_val(&*self.starts) + size_of_val(&*self.common)
    }

    /// Finds names and cues.
    pub(crate) fn find(&self, text: &str, case: Case, hits: &mut Hits) {
        let Hits { scratch, raw, names, cues } = hits;
        names.clear();
        cues.clear();
        self.matcher.find(text, case == Case::Ignore, self, scratch, raw);
        for hit in raw.iter().copied().map(Hit) {
            let mut named = false;
            for sense in self.senses(&hit) {
                match *sense {
                    Sense::Cue(cue) => cues.push(CueHit { span: hit.span(), cue }),
                    _ => named = named || case == Case::Ignore || self.allows(*sense, text, &hit),
                }
            }
            if named {
                names.push(hit);
            }
        }
    }

    pub(crate) fn senses(&self, hit: &Hit) -> &[Sense] {
        let pattern = hit.0.pattern as usize;
        &self.senses[self.starts[pattern] as usize..self.starts[pattern + 1] as usize]
    }

    /// Whether the capitals at `hit` are what this sense asks for.
    pub(crate) fn allows(&self, sense: Sense, text: &str, hit: &Hit) -> bool {
        let found = &text[hit.span().range()];
        match sense {
            Sense::Name(name) => match self.gazetteer.case(name) {
                CaseRule::Any => true,
                CaseRule::Capital => has_capital_word(found),
                CaseRule::Exact => same_but_for_space(found, self.gazetteer.name(name).as_str()),
            },
            Sense::LastWord(_) => has_capital_word(found),
            Sense::Cue(_) => true,
        }
    }

    /// The languages in which what stands at `hit` is an ordinary word.
    pub(crate) fn common(&self, hit: &Hit) -> WordLangs {
        self.common[hit.0.pattern as usize]
    }

    pub(crate) fn cue(&self, cue: &CueHit) -> &Cue {
        &self.gazetteer.cues()[cue.cue as usize]
    }
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dictionary").field("gazetteer", &self.gazetteer).field("patterns", &self.common.len()).finish_non_exhaustive()
    }
}

/// A place where a cue stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CueHit {
    pub span: Span,
    cue: u32,
}

/// What was found in a text, and scratch memory to find it.
#[derive(Debug, Default)]
pub(crate) struct Hits {
    scratch: matcher::Scratch,
    raw: Vec<RawHit>,
    pub names: Vec<Hit>,
    pub cues: Vec<CueHit>,
}

/// Cues and the last words of people's names, by their folded forms.
fn extra_senses(gazetteer: &Gazetteer) -> BTreeMap<String, Vec<Sense>> {
    let mut extras: BTreeMap<String, Vec<Sense>> = BTreeMap::new();
    for (at, cue) in gazetteer.cues().iter().enumerate() {
        extras.entry(cue.folded.clone()).or_default().push(Sense::Cue(at as u32));
    }
    for (at, (entity, name)) in gazetteer.names().enumerate() {
        if entity.kind() == Kind::Person
            && !matches!(name.form(), Form::Surname | Form::Abbreviation)
            && let Some(word) = last_word(name.as_str())
        {
            extras.entry(fold(word)).or_default().push(Sense::LastWord(at as u32));
        }
    }
    extras
}

/// The last word of a person's name, unless it is too short to be known by: "Un", "MD", "Jr.".
fn last_word(name: &str) -> Option<&str> {
    let (_, word) = name.trim_end().rsplit_once([' ', '·', '・'])?;
    let letters = word.chars().filter(|&c| Class::of(c).is_word()).count();
    let shortest = if word.chars().any(|c| Class::of(c).is_spaceless()) { 2 } else { 3 };
    let capital = word.chars().next().is_some_and(|c| !Class::of(c).is_lower());
    let small_letters = word.chars().any(|c| Class::of(c).is_lower()) || !word.chars().any(|c| Class::of(c).is_upper());
    (letters >= shortest && capital && small_letters && !word.ends_with('.')).then_some(word)
}

/// Whether a name of one word may begin with a small letter where it is found.
fn may_be_lower(name: Name<'_>) -> bool {
    match name.case() {
        CaseRule::Any => true,
        CaseRule::Capital => false,
        CaseRule::Exact => name.as_str().chars().next().is_some_and(|c| !Class::of(c).is_upper()),
    }
}

/// Whether some word of `found` begins with a capital. An invisible character or a mark does not begin a word.
fn has_capital_word(found: &str) -> bool {
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
    found == name || visible(found).eq(visible(name))
}

impl matcher::Patterns for Dictionary {
    fn spelling(&self, pattern: u32) -> &str {
        &self.spellings[pattern as usize]
    }

    fn prefetch(&self, pattern: u32) {
        matcher::prefetch(&self.spellings, pattern as usize);
    }
}

impl Spellings for Vec<Spelling<'_>> {
    fn len(&self) -> u32 {
        self.len() as u32
    }

    fn get(&self, at: u32) -> Spelling<'_> {
        self[at as usize]
    }
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
