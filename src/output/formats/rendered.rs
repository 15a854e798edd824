//! What became of a document, before it is written.

use crate::lexicon::model::{Kind, Point};
use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
};

/// What became of one document: made by [`Style::render`](super::Style::render), for a
/// [`Writer`](super::Writer) of the same style.
#[derive(Debug)]
pub struct Rendered(pub(super) Made);

#[derive(Debug)]
pub(super) enum Made {
    Bytes(Vec<u8>),
    Places(Vec<Place>),
    Files(Files),
}

/// The files of a document.
#[derive(Debug)]
pub(super) struct Files {
    pub id: String,
    pub text: String,
    pub ann: String,
}

impl Rendered {
    pub(super) fn bytes(bytes: Vec<u8>) -> Rendered {
        Rendered(Made::Bytes(bytes))
    }

    pub(super) fn places(places: Vec<Place>) -> Rendered {
        Rendered(Made::Places(places))
    }

    pub(super) fn files(files: Files) -> Rendered {
        Rendered(Made::Files(files))
    }
}

/// A place and all that was said of it so far.
#[derive(Debug)]
pub(super) struct Place {
    pub id: String,
    pub name: String,
    pub kind: Kind,
    pub country: Option<String>,
    pub region: Option<String>,
    pub point: Point,
    pub geonames: Option<u32>,
    pub wikidata: Option<String>,
    pub score: f64,
    pub mentions: u64,
    pub documents: u64,
    pub quotes: BTreeSet<String>,
}

/// The places of some documents, in the order in which they are first named.
#[derive(Debug, Default)]
pub(super) struct Places {
    all: Vec<Place>,
    numbers: HashMap<String, usize>,
}

impl Places {
    pub(super) fn add(&mut self, place: Place) {
        let Some(&at) = self.numbers.get(&place.id) else {
            self.numbers.insert(place.id.clone(), self.all.len());
            self.all.push(place);
            return;
        };
        let known = &mut self.all[at];
        known.mentions += place.mentions;
        known.documents += place.documents;
        known.score = known.score.max(place.score);
        known.quotes.extend(place.quotes);
    }

    /// The places of a single document, whose mentions were added one by one.
    pub(super) fn of_one_document(mut self) -> Vec<Place> {
        self.all.iter_mut().for_each(|place| place.documents = 1);
        self.all
    }

    pub(super) fn most_named_first(mut self) -> Vec<Place> {
        self.all.sort_by_key(|place| Reverse(place.mentions));
        self.all
    }
}
