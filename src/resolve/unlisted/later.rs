//! People found in full are called by their family name, or by their first, elsewhere in the
//! document.

use super::{Draft, Gap, Mention, Page, SHORT_BYTES, Shape, index::Index};
use crate::{
    lexicon::{
        model::{Kind, Side},
        scratch::trim,
        span::Span,
        text::{cut, fold},
    },
    resolve::{Reading, Workspace, evidence::Reason, weights::WEIGHTS},
};
use xxhash_rust::xxh3::xxh3_64;

/// A word that a person is called by.
#[derive(Clone, Copy, Debug)]
struct Alias {
    word: Span,
    entity: Option<u32>,
    family: bool,
}

/// The words that the people of a page are called by.
#[derive(Debug, Default)]
pub(super) struct People {
    aliases: Vec<Alias>,
    /// The first of those that fold alike.
    words: Index,
    /// The same by their beginnings, in order: most words begin with something else.
    beginnings: Vec<(u32, u32)>,
    /// Those of which many begin alike, by all their stems.
    stems: Index,
}

impl People {
    fn clear(&mut self) {
        let People { aliases, words, beginnings, stems } = self;
        aliases.clear();
        words.clear();
        beginnings.clear();
        stems.clear();
    }

    /// Gives back the memory of a part with many people.
    pub(super) fn trim(&mut self) {
        let People { aliases, words, beginnings, stems } = self;
        trim(aliases);
        words.trim();
        trim(beginnings);
        stems.trim();
    }

    /// Lists the words of the people that `work` has in full.
    fn list(&mut self, page: &Page<'_, '_, '_>, work: &Workspace) {
        self.clear();
        for mention in &work.resolutions {
            let best = &work.readings[mention.readings.0 as usize];
            if best.kind != Kind::Person {
                continue;
            }
            let first = page.words.partition_point(|word| word.span.start < mention.span.start);
            let end = page.words.partition_point(|word| word.span.start < mention.span.end);
            let Some([given, .., family]) = page.words.get(first..end) else { continue };
            for (word, family) in [(family, true), (given, false)] {
                if (SHORTEST_BYTES..=SHORT_BYTES).contains(&word.span.len())
                    && word.shape != Shape::Initial
                {
                    self.aliases.push(Alias { word: word.span, entity: best.entity, family });
                }
            }
        }
    }

    /// Makes the words ready to be found.
    fn settle(&mut self, page: &Page<'_, '_, '_>) {
        let People { aliases, words, beginnings, stems } = self;
        for (at, person) in aliases.iter().enumerate() {
            words.add(fold::hash(page.text(person.word)), at);
        }
        words.settle(|one, other| {
            fold::same(page.text(aliases[one].word), page.text(aliases[other].word))
        });
        beginnings.extend(words.items().map(|at| (beginning(page, aliases[at].word), at as u32)));
        beginnings.sort_unstable();
        for alike in
            beginnings.chunk_by(|one, other| one.0 == other.0).filter(|some| are_many(some))
        {
            for &(_, at) in alike {
                let word = aliases[at as usize].word;
                each_stem(page, word, |stem| stems.add(xxh3_64(stem.as_bytes()), at as usize));
            }
        }
        stems.settle(|one, other| one == other);
    }

    /// The words with this beginning. Complexity: O(log n).
    fn beginning_with(&self, beginning: u32) -> &[(u32, u32)] {
        let first = self.beginnings.partition_point(|&(other, _)| other < beginning);
        let rest = &self.beginnings[first..];
        &rest[..rest.partition_point(|&(other, _)| other == beginning)]
    }

    /// Whoever is called by `word`, or by another form of it where that `may` be. Of several the
    /// first in the text.
    fn find(&self, page: &Page<'_, '_, '_>, word: Span, may_be_form: bool) -> Option<Alias> {
        if word.len() > SHORT_BYTES {
            return None;
        }
        let beginning = beginning(page, word);
        let alike = self.beginning_with(beginning);
        if alike.is_empty() {
            return None;
        }
        let mut same = self.words.with(fold::hash(page.text(word)));
        if let Some(at) =
            same.find(|&at| fold::same(page.text(self.aliases[at].word), page.text(word)))
        {
            return Some(self.aliases[at]);
        }
        if !may_be_form {
            return None;
        }
        let is_form = |&at: &usize| is_form(page, self.aliases[at].word, word);
        let mut first: Option<usize> = None;
        if are_many(alike) {
            each_stem(page, word, |stem| {
                let same = self
                    .stems
                    .with(xxh3_64(stem.as_bytes()))
                    .take_while(|&at| first.is_none_or(|first| at < first));
                // A stem may be shorter than the beginning.
                let same =
                    same.filter(|&at| self::beginning(page, self.aliases[at].word) == beginning);
                first = same.filter(is_form).min().or(first);
            });
        } else {
            first = alike.iter().map(|&(_, at)| at as usize).filter(is_form).min();
        }
        first.map(|at| self.aliases[at])
    }
}

/// Adds the places where people that `work` has in full are called by one word.
pub(super) fn read(
    page: &Page<'_, '_, '_>,
    people: &mut People,
    work: &mut Workspace,
    found: &mut Vec<Reading>,
) {
    people.list(page, work);
    if people.aliases.is_empty() {
        return;
    }
    people.settle(page);
    for (at, (word, note)) in page.words.iter().zip(&page.notes).enumerate() {
        let other = |mention: Mention| {
            mention.span != word.span || matches!(mention.kind, Kind::Person | Kind::Country)
        };
        // A title that is a part of a name is no name by itself: "Pangeran".
        if note.mention.is_some_and(other) || page.is_cue(at, Kind::Person, Side::Before) {
            continue;
        }
        let Some(person) = people.find(page, word.span, note.mention.is_none()) else { continue };
        let beside = |at: usize| {
            page.words.get(at).is_some_and(|word| matches!(word.gap, Gap::Space | Gap::Hyphen))
        };
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
        let mut draft = Draft::new(Kind::Person, word.span, &mut work.log);
        draft.reading.entity = person.entity;
        draft.add(Reason::NamedInFull, WEIGHTS.called);
        found.push(draft.reading);
    }
}

/// So many words that begin alike are asked one by one whether another is a form of them: more than
/// a usual article has.
const FEW_WORDS: usize = 32;

/// Whether it is faster to look for the stems of a word than to ask each of those that begin alike.
fn are_many(alike: &[(u32, u32)]) -> bool {
    alike.len() > FEW_WORDS
}

/// The shortest word that people are called by, in bytes.
const SHORTEST_BYTES: usize = 3;

/// The letters that two forms of a name have in common at least.
const STEM_CHARS: usize = 3;

/// The first four bytes of what a word folds to, which two forms of a name have in common.
fn beginning(page: &Page<'_, '_, '_>, word: Span) -> u32 {
    fold::prefix(page.context.text, word.range()) as u32
}

/// Calls `each` with every stem that a word may have: what is behind it is an ending, or nothing.
fn each_stem(page: &Page<'_, '_, '_>, word: Span, mut each: impl FnMut(&str)) {
    let mut buffer = [0; SHORT_BYTES];
    let Some(folded) = folded(page, word, &mut buffer) else { return };
    for (at, _) in folded.char_indices().skip(STEM_CHARS).chain([(folded.len(), ' ')]) {
        let (stem, ending) = folded.split_at(at);
        if is_ending(page, ending) && stem.chars().nth(STEM_CHARS - 1).is_some() {
            each(stem);
        }
    }
}

/// Whether two words are forms of one name: after a stem each has an ending, or nothing.
fn is_form(page: &Page<'_, '_, '_>, one: Span, other: Span) -> bool {
    let (mut a, mut b) = ([0; SHORT_BYTES], [0; SHORT_BYTES]);
    let (Some(one), Some(other)) = (folded(page, one, &mut a), folded(page, other, &mut b)) else {
        return false;
    };
    let common =
        one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8());
    let (letters, stem) = common.fold((0, 0), |(letters, bytes), len| (letters + 1, bytes + len));
    letters >= STEM_CHARS
        && is_ending(page, cut::after(one, stem))
        && is_ending(page, cut::after(other, stem))
}

fn is_ending(page: &Page<'_, '_, '_>, ending: &str) -> bool {
    ending.is_empty() || page.context.layers.is_suffix(ending.as_bytes(), page.context.languages)
}

fn folded<'b>(
    page: &Page<'_, '_, '_>,
    word: Span,
    buffer: &'b mut [u8; SHORT_BYTES],
) -> Option<&'b str> {
    fold::fold_short(page.text(word), buffer).and_then(|folded| str::from_utf8(folded).ok())
}
