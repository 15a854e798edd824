//! Hits: places in a text where names, cues and name parts stand.

use crate::lexicon::{
    matcher::{self, RawHit},
    model::{CueSpan, Kind, Side},
    scratch::trim,
    span::Span,
    text::cut,
};

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

/// A place where a cue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CueHit {
    pub span: Span,
    /// The kind of the name beside it.
    pub kind: Kind,
    /// On which side of the name it stands.
    pub side: Side,
    /// Whether it belongs to the name.
    pub belongs: CueSpan,
    /// The numbers of its pattern, among those of all layers, and of the cue in its layer.
    pub pattern: u32,
    pub number: u32,
}

impl CueHit {
    /// The longest word that a full stop shortens, as in "Capt. Smith". Behind a longer one it ends
    /// a sentence.
    const SHORTENED_CHARS: usize = 4;

    /// Whether no more than `between` may stand between this cue of `text` and its name: a space,
    /// or the full stop of an abbreviation.
    #[inline]
    pub fn adjoins(&self, text: &str, between: &str) -> bool {
        match between {
            "" | " " | "\u{a0}" => true,
            "." | ". " => cut::span(text, self.span).chars().nth(Self::SHORTENED_CHARS).is_none(),
            _ => false,
        }
    }
}

/// A place where a given or family name stands, and how strongly it suggests either.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PartHit {
    pub span: Span,
    pub given: u8,
    pub family: u8,
}

/// The hits of a text, and scratch memory for finding them.
#[derive(Debug, Default)]
pub(crate) struct Hits {
    pub(super) scratch: matcher::Scratch,
    pub(super) raw: Vec<RawHit>,
    pub names: Vec<Hit>,
    pub cues: Vec<CueHit>,
    pub parts: Vec<PartHit>,
    /// Where only removed names stand, in order.
    pub removed: Vec<Span>,
    /// Names in the wrong capitals, if they are asked for.
    pub refused: Option<Vec<Hit>>,
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

    /// Drops hits that begin at `end` or behind it.
    pub(crate) fn truncate(&mut self, end: usize) {
        let Hits { names, cues, parts, refused, removed, .. } = self;
        names.retain(|hit| hit.span().start < end);
        cues.retain(|cue| cue.span.start < end);
        parts.retain(|part| part.span.start < end);
        removed.retain(|span| span.start < end);
        refused.iter_mut().for_each(|refused| refused.retain(|hit| hit.span().start < end));
    }

    /// Refuses the names that `keep` does not want, as those in the wrong capitals.
    pub(crate) fn refuse(&mut self, keep: impl Fn(&Hit) -> bool) {
        let Hits { names, refused, .. } = self;
        names.retain(|hit| {
            let keeps = keep(hit);
            if !keeps {
                refused.iter_mut().for_each(|refused| refused.push(*hit));
            }
            keeps
        });
    }

    /// The spans of all hits but names.
    pub(crate) fn others(&self) -> impl Iterator<Item = Span> {
        let refused = self.refused.iter().flatten().map(Hit::span);
        refused
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
