//! The matcher as a dictionary uses it: spellings in, numbered patterns out.

use crate::{
    error::Error,
    file::{Reader, Writer},
    matcher::{Matcher, Pattern, RawHit},
    store::{List, Piece, Text, TextBuilder},
    text::fold::fold,
};
use std::{collections::HashMap, sync::OnceLock};
use zerocopy::little_endian::U32;

/// Patterns compiled for matching, each for all spellings that fold alike.
pub(crate) struct Patterns {
    folded: Text,
    pieces: List<Piece>,
    /// Whether each may be found where no word of it begins with a capital.
    lower: List<u8>,
    /// The patterns in the order of their folded forms.
    sorted: List<U32>,
    matcher: OnceLock<Matcher>,
}

impl Patterns {
    /// Compiles spellings, which come with whether they may stand in small letters. Says which pattern each of them belongs to; patterns
    /// are numbered in the order in which they are first met.
    pub(crate) fn new<'s, I: Iterator<Item = (&'s str, bool)>>(spellings: impl Fn() -> I) -> Result<(Patterns, Vec<u32>), Error> {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut folded = TextBuilder::default();
        let (mut pieces, mut lower, mut of_spellings) = (Vec::new(), Vec::new(), Vec::new());
        for (spelling, may_be_lower) in spellings() {
            let number = *numbers.entry(fold(spelling)).or_insert_with_key(|key| {
                pieces.push(folded.add(key));
                lower.push(0);
                pieces.len() as u32 - 1
            });
            lower[number as usize] |= u8::from(may_be_lower);
            of_spellings.push(number);
        }
        if folded.len() > u32::MAX as usize {
            return Err(Error::new("dictionary", "too many names"));
        }
        let mut sorted: Vec<u32> = (0..pieces.len() as u32).collect();
        sorted.sort_by_key(|&at| folded.str(pieces[at as usize]));
        let sorted = sorted.into_iter().map(U32::new).collect();
        let patterns = Patterns { folded: folded.build(), pieces: pieces.into(), lower: lower.into(), sorted, matcher: OnceLock::new() };
        Ok((patterns, of_spellings))
    }

    /// How many patterns there are.
    pub(crate) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Puts every hit in `text` into `hits`, in the order of their spans, nested and overlapping ones too.
    pub(crate) fn find<'s>(&self, text: &str, any_case: bool, _spelling: impl Fn(u32) -> &'s str, hits: &mut Vec<RawHit>) {
        self.matcher().find(text, any_case, hits);
    }

    /// The pattern that `name` is a spelling of.
    pub(crate) fn get<'s>(&self, name: &str, _spelling: impl Fn(u32) -> &'s str) -> Option<u32> {
        let folded = fold(name);
        let at = self.sorted.binary_search_by(|at| self.folded(at.get()).cmp(&folded)).ok()?;
        Some(self.sorted[at].get())
    }

    /// Memory kept, in bytes.
    pub(crate) fn memory(&self) -> usize {
        self.matcher().memory() + size_of_val(&*self.folded.0) + size_of_val(&*self.pieces) + size_of_val(&*self.sorted) + self.lower.len()
    }

    pub(crate) fn write<'a>(&'a self, writer: &mut Writer<'a>) {
        writer.text("folded names", &self.folded);
        writer.list("patterns", &self.pieces);
        writer.list("patterns in any case", &self.lower);
        writer.list("patterns by name", &self.sorted);
    }

    pub(crate) fn read(reader: &Reader) -> Result<Patterns, Error> {
        Ok(Patterns {
            folded: reader.text("folded names")?,
            pieces: reader.list("patterns")?,
            lower: reader.list("patterns in any case")?,
            sorted: reader.list("patterns by name")?,
            matcher: OnceLock::new(),
        })
    }

    fn folded(&self, at: u32) -> &str {
        self.pieces.get(at as usize).map_or("", |&piece| self.folded.str(piece))
    }

    fn matcher(&self) -> &Matcher {
        self.matcher.get_or_init(|| {
            let pattern = |at: usize| Pattern {
                // A pattern must not be empty, which those of a damaged file may be.
                folded: Some(self.folded(at as u32)).filter(|folded| !folded.is_empty()).unwrap_or("\0"),
                lower: self.lower.get(at).is_some_and(|&lower| lower != 0),
            };
            let patterns: Vec<Pattern<'_>> = (0..self.len()).map(pattern).collect();
            Matcher::new(&patterns).expect("fewer names than an automaton can number")
        })
    }
}
