//! Abbreviations that the document itself explains: "Komisi Pemberantasan Korupsi (KPK)" and "KPK
//! (Komisi Pemberantasan Korupsi)".

use super::{Draft, Gap, Page, SHORT_BYTES, Shape, index::Index};
use crate::{
    lexicon::{
        model::Kind,
        scratch::trim,
        span::Span,
        text::{cut, fold},
    },
    resolve::{Log, Reading, evidence::Reason, weights::WEIGHTS},
};
use xxhash_rust::xxh3::xxh3_64;

/// The meaning of an abbreviation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Defined {
    kind: Kind,
    entity: Option<u32>,
    /// The name in full, where it is explained.
    full: Span,
}

/// The abbreviations of a page that are explained.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    defined: Vec<(Span, Defined)>,
    /// The first of each spelling.
    spellings: Index,
}

impl Definitions {
    /// Gives back the memory of a part with many of them.
    pub(super) fn trim(&mut self) {
        trim(&mut self.defined);
        self.spellings.trim();
    }
}

/// Adds the abbreviations that are explained, wherever they stand, and names that an abbreviation
/// behind them shows to be names.
pub(super) fn read(
    page: &Page<'_, '_, '_>,
    definitions: &mut Definitions,
    log: &mut Log,
    found: &mut Vec<Reading>,
) {
    let Definitions { defined, spellings } = definitions;
    defined.clear();
    spellings.clear();
    for at in 1..page.words.len() {
        let Some((short, full)) = explained(page, at) else { continue };
        let mention = page.mention_in(full);
        let (kind, entity) =
            mention.map_or((Kind::Organization, None), |mention| (mention.kind, mention.entity));
        if kind == Kind::Person {
            continue;
        }
        if mention.is_none() {
            let mut draft = Draft::new(kind, full, log);
            draft.add_beside(Reason::Abbreviation, short, WEIGHTS.explained);
            found.push(draft.reading);
        }
        spellings.add(spelling(page, short), defined.len());
        defined.push((short, Defined { kind, entity, full }));
    }
    if defined.is_empty() {
        return;
    }
    spellings.settle(|one, other| page.text(defined[one].0) == page.text(defined[other].0));
    for (word, note) in page.words.iter().zip(&page.notes) {
        if note.mention.is_some() || word.shape == Shape::Initial {
            continue;
        }
        let mut alike = spellings.with(spelling(page, word.span)).map(|at| defined[at]);
        let same = alike.find(|&(short, _)| page.text(short) == page.text(word.span));
        let Some((_, Defined { kind, entity, full })) = same else { continue };
        let mut draft = Draft::new(kind, word.span, log);
        draft.reading.entity = entity;
        draft.add_beside(Reason::Abbreviation, full, WEIGHTS.explained);
        found.push(draft.reading);
    }
}

fn spelling(page: &Page<'_, '_, '_>, word: Span) -> u64 {
    xxh3_64(page.text(word).as_bytes())
}

/// How many words with capitals before the one right before a bracket may belong to the name that
/// the abbreviation in it stands for.
const MOST_WORDS_BEFORE: usize = 8;

/// How long the name in brackets behind an abbreviation may be, in characters, beside its first
/// word.
const LONGEST_CHARS: usize = 120;

/// The abbreviation and the name in full, if word number `at` is the first in brackets and one of
/// the two is right before it.
fn explained(page: &Page<'_, '_, '_>, at: usize) -> Option<(Span, Span)> {
    let text = page.context.text;
    let (before, word) = (page.words[at - 1], page.words[at]);
    if text.as_bytes()[before.span.end..word.span.start] != *b" (" {
        return None;
    }
    if cut::after(text, word.span.end).starts_with(')') {
        let mut first = at - 1;
        loop {
            let full = Span::new(page.words[first].span.start, before.span.end);
            if at - first > 1 && begins_like(page.text(full), page.text(word.span)) {
                return Some((word.span, full));
            }
            let joined = page.joins(first, Kind::Organization, None)
                || first > 0 && page.words[first].gap == Gap::Words;
            if first == 0 || !joined || at - first > MOST_WORDS_BEFORE {
                break;
            }
            first -= 1;
        }
        // The code or the short name of what is known already.
        let mention = page.notes[at - 1].mention?;
        let code = word.shape == Shape::Capitals
            && mention.kind == Kind::Organization
            && mention.span.end == before.span.end;
        return code.then_some((word.span, mention.span));
    }
    if before.shape != Shape::Capitals {
        return None;
    }
    let close = cut::after(text, word.span.end)
        .char_indices()
        .take(LONGEST_CHARS)
        .find(|&(_, c)| matches!(c, ')' | '\n'))?;
    let full = Span::new(word.span.start, word.span.end + close.0);
    begins_like(page.text(full), page.text(before.span)).then_some((before.span, full))
}

/// Whether the letters of `short` are those that the words of `full` begin with; words in small
/// letters may go without.
fn begins_like(full: &str, short: &str) -> bool {
    let (mut a, mut b) = ([0; SHORT_BYTES], [0; SHORT_BYTES]);
    let Some(mut letters) = fold::fold_short(short, &mut a)
        .and_then(|folded| str::from_utf8(folded).ok())
        .map(str::chars)
    else {
        return false;
    };
    let several = letters.clone().count() > 1;
    let mut next = letters.next();
    for word in full.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let folded = fold::fold_short(word, &mut b).and_then(|folded| str::from_utf8(folded).ok());
        if folded.is_some_and(|word| word.chars().next() == next) {
            next = letters.next();
        } else if word.chars().count() > 3 {
            return false;
        }
    }
    several && next.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations() {
        for (full, short, like) in [
            ("Komisi Pemberantasan Korupsi", "KPK", true),
            ("Bank of England", "BoE", true),
            ("Bank of England", "BE", true),
            ("Federal Bureau of Investigation", "FBI", true),
            ("Komisi Pemberantasan Korupsi", "DPR", false),
            ("Ministry of Health", "H", false),
        ] {
            assert_eq!(begins_like(full, short), like, "{full} {short}");
        }
    }
}
