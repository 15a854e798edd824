//! The entities that rows of a gazetteer may mean: its own and those of layers below.

use super::{Entity, pending::PendingEntity};
use crate::lexicon::{
    check::{
        codes::{country_of_region, is_country},
        references::Entities,
    },
    model::Kind,
    new::NewEntity,
};
use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
};

/// The entities of layers below the tables.
pub(crate) trait Below: Entities {
    /// The entity with this id.
    fn entity_called(&self, id: &str) -> Option<Entity<'_>>;
}

/// What layers below have of what rows refer to.
#[derive(Default)]
pub(super) struct BelowTables {
    entities: HashMap<Box<str>, (Kind, Option<Box<str>>)>,
    /// The countries whose regions are there, of those that rows need.
    with_regions: HashSet<Box<str>>,
}

impl BelowTables {
    /// Looks up what the records refer to and do not have themselves.
    pub(super) fn look_up<'r>(
        &mut self,
        records: impl Iterator<Item = &'r NewEntity> + Clone,
        below: &impl Entities,
    ) {
        let own: HashSet<&str> = records.clone().map(|record| &*record.id).collect();
        let countries = records
            .clone()
            .filter_map(|record| record.country.as_deref())
            .filter(|country| !is_country(country));
        let regions = || records.clone().filter_map(|record| record.region.as_deref());
        for id in countries.chain(regions()).filter(|id| !own.contains(id)) {
            if !self.entities.contains_key(id)
                && let Some((kind, country)) = below.find(id)
            {
                self.entities.insert(id.into(), (kind, country.map(Into::into)));
            }
        }
        for country in regions().filter_map(country_of_region) {
            if !self.with_regions.contains(country) && below.has_regions(country) {
                self.with_regions.insert(country.into());
            }
        }
    }
}

/// The entities of a gazetteer, with those of layers below.
pub(super) struct Known<'b> {
    entities: &'b [PendingEntity],
    ids: &'b HashMap<&'b str, u32>,
    below: &'b BelowTables,
    /// The countries that regions among the entities have codes of.
    with_regions: OnceCell<HashSet<&'b str>>,
}

impl<'b> Known<'b> {
    pub(super) fn new(
        entities: &'b [PendingEntity],
        ids: &'b HashMap<&'b str, u32>,
        below: &'b BelowTables,
    ) -> Known<'b> {
        Known { entities, ids, below, with_regions: OnceCell::new() }
    }
}

impl Entities for Known<'_> {
    fn find(&self, id: &str) -> Option<(Kind, Option<&str>)> {
        let below =
            || self.below.entities.get(id).map(|(kind, country)| (*kind, country.as_deref()));
        let own = self.ids.get(id).map(|&at| &self.entities[at as usize].record);
        own.map(|record| (record.kind, record.country.as_deref())).or_else(below)
    }

    fn has_regions(&self, country: &str) -> bool {
        let own = self.with_regions.get_or_init(|| {
            let regions = self
                .entities
                .iter()
                .map(|entity| &entity.record)
                .filter(|record| record.kind == Kind::Region);
            regions.filter_map(|record| country_of_region(&record.id)).collect()
        });
        own.contains(country) || self.below.with_regions.contains(country)
    }
}
