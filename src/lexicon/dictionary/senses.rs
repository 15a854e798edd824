//! What patterns stand for: names, the last words of names, cues, parts of names and forms.

use super::capitals::is_caseless;
use crate::lexicon::{
    gazetteer::{Gazetteer, decode},
    matcher::{Spelling, Spellings},
    model::{CaseRule, Form, Kind},
    store::Slice,
    text::class::Class,
};
use std::cmp::Reverse;
use zerocopy::{
    FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned,
    little_endian::{U16, U32},
};

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
    pub(super) const NOTHING: StoredSense = StoredSense {
        number: U32::MAX_VALUE,
        start: U32::ZERO,
        len: U16::ZERO,
        sort: 0,
        flags: LAST,
    };

    pub(super) fn new(gazetteer: &Gazetteer, sense: Sense) -> StoredSense {
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

    pub(super) fn spelling(&self) -> Slice {
        Slice::new(self.start.get(), self.len.get().into())
    }

    /// Whether it is the last sense of its pattern.
    #[inline]
    pub(super) fn is_last(&self) -> bool {
        self.flags & LAST != 0
    }

    pub(super) fn mark_last(&mut self) {
        self.flags |= LAST;
    }

    /// Whether it is the first sense of a pattern that is an ordinary word.
    #[inline]
    pub(super) fn is_common(&self) -> bool {
        self.flags & COMMON != 0
    }

    pub(super) fn mark_common(&mut self) {
        self.flags |= COMMON;
    }
}

/// The senses of a dictionary in the making.
pub(super) struct RawSenses<'g> {
    gazetteer: &'g Gazetteer,
    senses: Vec<Sense>,
}

impl<'g> RawSenses<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer) -> RawSenses<'g> {
        RawSenses { senses: raw_senses(gazetteer).collect(), gazetteer }
    }

    /// The senses, in the order of their numbers.
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = Sense> {
        self.senses.iter().copied()
    }
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
fn spelling(gazetteer: &Gazetteer, sense: Sense) -> Slice {
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

/// How many things of one name a text is asked about: a hundred thousand would make each mention
/// cost as much. No name of the built-in tables has as many.
pub(super) const MOST_SENSES: usize = 256;

/// Puts the best known things of one name first, if there are too many; otherwise they stay in the
/// order they came.
pub(super) fn best_known_first(gazetteer: &Gazetteer, senses: &mut [StoredSense]) {
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

#[cfg(test)]
mod tests {
    use super::*;

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
