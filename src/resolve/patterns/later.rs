//! People found in full are called by their family name, or by their first, elsewhere in the document.

use super::{Draft, Gap, Page, Shape};
use crate::{
    entity::Kind,
    resolve::{Reading, Resolved, evidence::Reason, weights::WEIGHTS},
    span::Span,
    text::fold,
};

/// A word that a person is called by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Called {
    word: Span,
    /// What it begins with, for a first look.
    prefix: u64,
    entity: Option<u32>,
    family: bool,
}

/// Adds the places where people that `resolved` has in full are called by one word.
pub(super) fn read(page: &Page<'_, '_, '_>, called: &mut Vec<Called>, resolved: &mut Resolved, found: &mut Vec<Reading>) {
    called.clear();
    for mention in &resolved.resolutions {
        let best = &resolved.readings[mention.readings.0 as usize];
        if best.kind != Kind::Person {
            continue;
        }
        let first = page.words.partition_point(|word| word.span.start < mention.span.start);
        let end = page.words.partition_point(|word| word.span.start < mention.span.end);
        let Some([given, .., family]) = page.words.get(first..end) else { continue };
        for (word, family) in [(family, true), (given, false)] {
            if word.span.end - word.span.start > 2 && word.shape != Shape::Initial {
                let prefix = fold::prefix(page.context.text, word.span.range());
                called.push(Called { word: word.span, prefix, entity: best.entity, family });
            }
        }
    }
    if called.is_empty() {
        return;
    }
    // One bit of 64 for each prefix: most words have none of them.
    let bit = |prefix: u64| 1u64 << (prefix.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58);
    let bits = called.iter().fold(0, |bits, other| bits | bit(other.prefix));
    for (at, (word, note)) in page.words.iter().zip(&page.notes).enumerate() {
        let prefix = fold::prefix(page.context.text, word.span.range());
        if bits & bit(prefix) == 0
            || note
                .mention
                .is_some_and(|mention| mention.span != word.span || mention.kind == Kind::Person || mention.kind == Kind::Country)
        {
            continue;
        }
        let same = |other: &&Called| other.prefix == prefix && fold::same(page.text(other.word), page.text(word.span));
        let Some(person) = called.iter().find(same) else { continue };
        let beside = |at: usize| page.words.get(at).is_some_and(|word| matches!(word.gap, Gap::Space | Gap::Hyphen));
        let free = |at: usize| page.notes[at].mention.is_none() && page.notes[at].cue.is_none();
        let hyphen = |at: usize| page.words.get(at).is_some_and(|word| word.gap == Gap::Hyphen);
        if hyphen(at)
            || hyphen(at + 1)
            || beside(at) && free(at - 1) && !page.begins_sentence(&page.words[at - 1])
            || beside(at + 1) && free(at + 1)
        {
            continue;
        }
        if note.mention.is_some() && !person.family || page.is_ordinary(at) {
            continue;
        }
        let mut draft = Draft::new(Kind::Person, word.span, &mut resolved.log);
        draft.reading.entity = person.entity;
        draft.add(Reason::NamedInFull, WEIGHTS.called);
        found.push(draft.reading);
    }
}
