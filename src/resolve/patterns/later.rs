//! People found in full are called by their family name, or by their first, elsewhere in the document.

use super::{Draft, Gap, Page, SHORT, Shape};
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
    // One bit of 64 for each beginning: most words have none of them.
    let bit = |prefix: u64| 1u64 << ((prefix & BEGINNING).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58);
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
        let form =
            |other: &&Called| note.mention.is_none() && (other.prefix ^ prefix) & BEGINNING == 0 && is_form(page, other.word, word.span);
        let Some(person) = called.iter().find(same).or_else(|| called.iter().find(form)) else { continue };
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

/// What two forms of a name have in common of their prefixes.
const BEGINNING: u64 = 0xffff_ffff;

/// The letters that two forms of a name have in common at least.
const STEM: usize = 3;

/// Whether two words are forms of one name: after a stem each has an ending, or nothing.
fn is_form(page: &Page<'_, '_, '_>, one: Span, other: Span) -> bool {
    let (mut a, mut b) = ([0; SHORT], [0; SHORT]);
    let folded = |span, buffer| fold::fold_short(page.text(span), buffer).and_then(|folded| str::from_utf8(folded).ok());
    let (Some(one), Some(other)) = (folded(one, &mut a), folded(other, &mut b)) else { return false };
    let common = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8());
    let (letters, stem) = common.fold((0, 0), |(letters, bytes), len| (letters + 1, bytes + len));
    let ends = |ending: &str| ending.is_empty() || page.context.layers.is_suffix(ending.as_bytes(), page.context.languages);
    letters >= STEM && ends(&one[stem..]) && ends(&other[stem..])
}
