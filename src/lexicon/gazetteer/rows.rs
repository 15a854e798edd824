//! How a gazetteer keeps its entities, names, their forms, cues and ordinary words: rows of one
//! size, whose strings stand elsewhere.

use super::WordLangs;
use crate::lexicon::{
    model::{CaseRule, CueSpan, Form, Kind, Point, Side},
    store::Slice,
};
use zerocopy::{
    FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned,
    little_endian::{F64, U16, U32, U64, U128},
};

/// The number of a string that many rows share, counted from 1; 0 if there is none.
pub(crate) type Shared = U32;

/// An entity. What it does not have is 0 or has no flag.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct StoredEntity {
    pub id: Slice,
    pub name: Slice,
    pub country: Shared,
    pub region: Shared,
    pub class: Shared,
    pub iso3: Shared,
    pub capital: Shared,
    pub wikidata: Shared,
    pub lat: F64,
    pub lon: F64,
    pub population: U64,
    pub geonames: U32,
    pub kind: u8,
    pub fame: u8,
    pub flags: u8,
    pub unused: u8,
}

/// Flags of a [`StoredEntity`].
pub(crate) const HAS_POINT: u8 = 1;
pub(crate) const HAS_POPULATION: u8 = 2;
pub(crate) const HAS_GEONAMES: u8 = 4;

impl StoredEntity {
    /// What is found in place of an entity that a damaged file does not have.
    pub(super) const NOTHING: StoredEntity = StoredEntity {
        id: Slice::EMPTY,
        name: Slice::EMPTY,
        country: Shared::ZERO,
        region: Shared::ZERO,
        class: Shared::ZERO,
        iso3: Shared::ZERO,
        capital: Shared::ZERO,
        wikidata: Shared::ZERO,
        lat: F64::ZERO,
        lon: F64::ZERO,
        population: U64::ZERO,
        geonames: U32::ZERO,
        kind: 0,
        fame: 0,
        flags: 0,
        unused: 0,
    };

    pub(crate) fn kind(&self) -> Kind {
        decode(&Kind::ALL, self.kind)
    }

    pub(crate) fn point(&self) -> Option<Point> {
        self.has(HAS_POINT).then(|| Point { lat: self.lat.get(), lon: self.lon.get() })
    }

    pub(crate) fn population(&self) -> Option<u64> {
        self.has(HAS_POPULATION).then(|| self.population.get())
    }

    pub(crate) fn fame(&self) -> Option<u8> {
        Some(self.fame).filter(|&fame| fame > 0)
    }

    pub(crate) fn geonames(&self) -> Option<u32> {
        self.has(HAS_GEONAMES).then(|| self.geonames.get())
    }

    fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

/// A name of an entity.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct StoredName {
    pub entity: U32,
    pub text: Slice,
    pub lang: U16,
    pub form: u8,
    pub case: u8,
}

impl StoredName {
    pub(super) const NOTHING: StoredName = StoredName {
        entity: U32::MAX_VALUE,
        text: Slice::EMPTY,
        lang: U16::ZERO,
        form: 0,
        case: 0,
    };

    pub(crate) fn form(&self) -> Form {
        decode(&Form::ALL, self.form)
    }

    pub(crate) fn case(&self) -> CaseRule {
        decode(&CaseRule::ALL, self.case)
    }
}

/// A form that a name takes in a sentence.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct StoredForm {
    /// The number of the name.
    pub name: U32,
    pub text: Slice,
    /// The number of the set of languages it is a form in.
    pub langs: U16,
}

impl StoredForm {
    pub(super) const NOTHING: StoredForm =
        StoredForm { name: U32::MAX_VALUE, text: Slice::EMPTY, langs: U16::MAX_VALUE };
}

/// A word or phrase that tells the kind of the name beside it.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct StoredCue {
    pub phrase: Slice,
    pub kind: u8,
    pub side: u8,
    pub span: u8,
    pub unused: u8,
    /// The languages it is used in.
    pub langs: U128,
}

impl StoredCue {
    pub(super) const NOTHING: StoredCue =
        StoredCue { phrase: Slice::EMPTY, kind: 0, side: 0, span: 0, unused: 0, langs: U128::ZERO };

    pub(crate) fn langs(&self) -> WordLangs {
        WordLangs(self.langs.get())
    }

    pub(crate) fn kind(&self) -> Kind {
        decode(&Kind::ALL, self.kind)
    }

    pub(crate) fn side(&self) -> Side {
        decode(&Side::ALL, self.side)
    }

    pub(crate) fn span(&self) -> CueSpan {
        decode(&CueSpan::ALL, self.span)
    }
}

/// An ordinary word and the languages it is one of, as a set of their numbers.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct StoredWord {
    pub word: Slice,
    pub langs: U128,
}

/// A word that people are called by, and how telling it is as a given and as a family name: 0 if it
/// is none.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct StoredPart {
    pub word: Slice,
    pub given: u8,
    pub family: u8,
    pub unused: U16,
}

impl StoredPart {
    pub(super) const NOTHING: StoredPart =
        StoredPart { word: Slice::EMPTY, given: 0, family: 0, unused: U16::ZERO };
}

/// The value that stands for `number`; the first if none does.
#[inline]
pub(crate) fn decode<T: Copy>(all: &[T], number: u8) -> T {
    *all.get(number as usize).unwrap_or(&all[0])
}

/// The number that stands for `value`.
pub(crate) fn encode<T: PartialEq>(all: &[T], value: T) -> u8 {
    all.iter().position(|other| *other == value).expect("all values are in the list of all") as u8
}
