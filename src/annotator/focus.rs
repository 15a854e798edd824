//! The focus of a document: the places it is about.

use super::annotations::{Annotations, Mention};
use crate::{
    layers::Layers,
    lexicon::{gazetteer::Entity, model::Kind},
};
use std::collections::HashMap;

/// The countries, regions and cities that a document is about: made by [`Annotations::focus`].
#[derive(Clone, Debug)]
pub struct Focus<'d, 't> {
    countries: Vec<FocusPlace<'d, 't>>,
    regions: Vec<FocusPlace<'d, 't>>,
    cities: Vec<FocusPlace<'d, 't>>,
}

impl<'d, 't> Focus<'d, 't> {
    /// The countries, most mentioned first.
    #[must_use]
    pub fn countries(&self) -> &[FocusPlace<'d, 't>] {
        &self.countries
    }

    /// The regions of the first level, most mentioned first.
    #[must_use]
    pub fn regions(&self) -> &[FocusPlace<'d, 't>] {
        &self.regions
    }

    /// The cities, most mentioned first.
    #[must_use]
    pub fn cities(&self) -> &[FocusPlace<'d, 't>] {
        &self.cities
    }
}

/// A country, region or city that a document is about.
#[derive(Clone, Debug)]
pub struct FocusPlace<'d, 't> {
    entity: Entity<'d>,
    share: f32,
    mentions: Vec<Mention<'d, 't>>,
}

impl<'d, 't> FocusPlace<'d, 't> {
    /// The country, region or city.
    #[must_use]
    pub fn entity(&self) -> Entity<'d> {
        self.entity
    }

    /// Its share, 0 to 1, of the mentions that lie in places of its kind, each weighted by its
    /// score.
    #[must_use]
    pub fn share(&self) -> f32 {
        self.share
    }

    /// The mentions it rests on: of the place itself, and of places in it.
    #[must_use]
    pub fn mentions(&self) -> &[Mention<'d, 't>] {
        &self.mentions
    }
}

impl<'d, 't> Annotations<'d, 't> {
    /// The focus of the document: the countries, regions and cities that its mentions name or lie
    /// in, ranked, with these mentions.
    ///
    /// A mention of a place counts, by its score, for the place and for what it lies in, as in
    /// CLIFF-CLAVIN (D'Ignazio, Bhargava, Zuckerman and Beck, 2014). People and organizations
    /// do not count, and demonyms do if they are mentions.
    ///
    /// ```
    /// # #[cfg(feature = "builtin")] {
    /// let text = "Dari Kiev dan Kharkiv, Ukraina menyerang wilayah Kursk di Rusia.";
    /// let focus = gazetag::annotate(text).focus();
    /// let countries: Vec<_> =
    ///     focus.countries().iter().map(|country| country.entity().id()).collect();
    /// assert_eq!(countries, ["UA", "RU"]);
    /// let says: Vec<_> =
    ///     focus.countries()[1].mentions().iter().map(|mention| mention.as_str()).collect();
    /// assert_eq!(says, ["wilayah Kursk", "Rusia"]);
    /// # }
    /// ```
    ///
    /// # Complexity
    /// O(n log n) in the mentions.
    #[must_use]
    pub fn focus(&self) -> Focus<'d, 't> {
        let mut tallies = [Kind::Country, Kind::Region, Kind::City].map(Tally::of);
        for mention in self {
            let Some(entity) = mention.entity() else { continue };
            for tally in &mut tallies {
                if let Some(id) = around(entity, tally.kind) {
                    tally.add(self.layers(), id, &mention);
                }
            }
        }
        let [countries, regions, cities] = tallies.map(Tally::ranked);
        Focus { countries, regions, cities }
    }
}

/// The id of the place of this kind that an entity is or lies in.
fn around(entity: Entity<'_>, kind: Kind) -> Option<&str> {
    match (entity.kind(), kind) {
        (Kind::Person | Kind::Organization, _) => None,
        (own, kind) if own == kind => Some(entity.id()),
        (_, Kind::Country) => entity.country(),
        (_, Kind::Region) => entity.region(),
        _ => None,
    }
}

/// The places of one kind that mentions count for.
struct Tally<'d, 't> {
    kind: Kind,
    places: Vec<FocusPlace<'d, 't>>,
    /// The numbers of the places by their ids; no number for an id without an entity.
    numbers: HashMap<&'d str, Option<usize>>,
    total: f32,
}

impl<'d, 't> Tally<'d, 't> {
    fn of(kind: Kind) -> Tally<'d, 't> {
        Tally { kind, places: Vec::new(), numbers: HashMap::new(), total: 0.0 }
    }

    fn add(&mut self, layers: &'d Layers, id: &'d str, mention: &Mention<'d, 't>) {
        let Tally { kind: _, places, numbers, total } = self;
        let at = *numbers.entry(id).or_insert_with(|| {
            let entity = layers.get(id)?;
            places.push(FocusPlace { entity, share: 0.0, mentions: Vec::new() });
            Some(places.len() - 1)
        });
        let Some(at) = at else { return };
        *total += mention.score();
        places[at].share += mention.score();
        places[at].mentions.push(mention.clone());
    }

    fn ranked(mut self) -> Vec<FocusPlace<'d, 't>> {
        self.places.iter_mut().for_each(|place| place.share /= self.total);
        self.places.sort_by(|a, b| b.share.total_cmp(&a.share));
        self.places
    }
}
