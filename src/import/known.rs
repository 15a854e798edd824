//! The gazetteer that an import is joined to.

use super::{tables::FoundEntity, text::wikidata_item};
use crate::lexicon::{gazetteer::Gazetteer, model::Kind, text::fold::fold};
use std::collections::HashMap;

/// A gazetteer, by its numbers in other systems.
pub(super) struct Known {
    gazetteer: Gazetteer,
    by_geonames: HashMap<u32, u32>,
    by_wikidata: HashMap<u32, u32>,
}

impl Known {
    pub(super) fn new(gazetteer: Gazetteer) -> Known {
        let mut by_geonames = HashMap::new();
        let mut by_wikidata = HashMap::new();
        for (at, entity) in gazetteer.entities().enumerate() {
            if let Some(number) = entity.geonames() {
                by_geonames.entry(number).or_insert(at as u32);
            }
            if let Some(number) = entity.wikidata().and_then(wikidata_item) {
                by_wikidata.entry(number).or_insert(at as u32);
            }
        }
        Known { gazetteer, by_geonames, by_wikidata }
    }

    /// The id of the entity that `entity` is.
    pub(super) fn id_of(&self, entity: &FoundEntity<'_>) -> Option<String> {
        let geonames = || entity.geonames.and_then(|number| self.by_geonames.get(&number)).copied();
        let wikidata = || entity.wikidata.and_then(|number| self.by_wikidata.get(&number)).copied();
        let at = self.gazetteer.index_of(entity.id).or_else(geonames).or_else(wikidata)?;
        Some(self.gazetteer.entity(at).id().to_owned())
    }

    /// The id of the entity with this GeoNames number.
    pub(super) fn by_geonames(&self, number: u32) -> Option<&str> {
        self.by_geonames.get(&number).map(|&at| self.gazetteer.entity(at).id())
    }

    /// The kind and the country of the entity with this id.
    pub(super) fn kind_and_country(&self, id: &str) -> Option<(Kind, Option<&str>)> {
        self.gazetteer.get(id).map(|entity| (entity.kind(), entity.country()))
    }

    /// Whether there are regions with codes of this country.
    pub(super) fn has_regions(&self, country: &str) -> bool {
        self.gazetteer.has_regions(country)
    }

    /// Whether the entity has a name that folds alike.
    pub(super) fn has_name(&self, id: &str, name: &str) -> bool {
        let names = self
            .gazetteer
            .index_of(id)
            .into_iter()
            .flat_map(|entity| self.gazetteer.names_of(entity));
        let folded = fold(name);
        names.into_iter().any(|known| fold(self.gazetteer.name(known).as_str()) == folded)
    }

    /// Whether something else than the entities of `kind` has this id: a slug made of a name may
    /// mean one of these, not of others.
    pub(super) fn is_taken(&self, id: &str, kind: Kind) -> bool {
        self.gazetteer.get(id).is_some_and(|entity| entity.kind() != kind)
    }

    /// ISO 3166-1 codes of countries by their Wikidata items.
    pub(super) fn country_codes(&self) -> impl Iterator<Item = (u32, &str)> {
        let countries = self.gazetteer.entities().filter(|entity| entity.kind() == Kind::Country);
        countries.filter_map(|country| Some((wikidata_item(country.wikidata()?)?, country.id())))
    }
}
