//! What each entity brings along, whatever the text: how likely it is to be meant, and where it
//! lies.

use crate::lexicon::{
    error::Error,
    file::{Reader, Writer},
    gazetteer::{Entity, Gazetteer, decode, encode},
    matcher::prefetch,
    model::{Kind, Point},
    store::List,
    weights::PRIORS,
};
use std::collections::{HashMap, HashSet};
use zerocopy::{
    FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned,
    little_endian::{F32, I16, U16},
};

/// A region of more people is taken for no more than its country.
const VAST: u64 = 40_000_000;

/// What each entity of a gazetteer brings along, whatever the text.
pub(crate) struct Priors {
    rows: List<Prior>,
    /// The largest number of an area, alone in a list.
    last_area: List<U16>,
}

#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct Prior {
    weight: F32,
    /// The numbers of the entity's country and of its region of the first level; 0 if it has none.
    country: U16,
    region: U16,
    /// Where it lies, in hundredths of degrees.
    lat: I16,
    lon: I16,
    kind: u8,
    has_point: u8,
    /// Whether the region is as populous as a country.
    is_vast: u8,
    unused: u8,
}

/// Where an entity lies. Countries and regions are given by numbers, 0 if it has none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Spot {
    pub country: u16,
    pub region: u16,
    /// Whether its region is as populous as a country, so that to lie there says no more than to
    /// lie in the country.
    pub is_vast: bool,
    pub point: Option<(i16, i16)>,
}

impl Spot {
    /// About how far two places are from one another, in kilometres, squared; `None` if that is not
    /// known or more than `most` kilometres.
    pub(crate) fn squared_km(self, other: Spot, most: f32) -> Option<f32> {
        const KM_PER_HUNDREDTH: f32 = 1.11;
        let ((lat, lon), (other_lat, other_lon)) = (self.point?, other.point?);
        let north = (f32::from(lat) - f32::from(other_lat)) * KM_PER_HUNDREDTH;
        if north.abs() > most {
            return None;
        }
        let middle = (f32::from(lat) + f32::from(other_lat)) / 200.0;
        let east = (f32::from(lon) - f32::from(other_lon)).abs();
        let east = east.min(36_000.0 - east) * middle.to_radians().cos() * KM_PER_HUNDREDTH;
        Some(east * east + north * north).filter(|&km| km <= most * most)
    }
}

impl Prior {
    /// What is found in place of an entity that a damaged file does not have.
    const NOTHING: Prior = Prior {
        weight: F32::ZERO,
        country: U16::ZERO,
        region: U16::ZERO,
        lat: I16::ZERO,
        lon: I16::ZERO,
        kind: 0,
        has_point: 0,
        is_vast: 0,
        unused: 0,
    };
}

/// The region of the first level that an entity is or lies in.
fn first_level(entity: Entity<'_>) -> Option<&str> {
    entity.region().or_else(|| Some(entity.id()).filter(|_| entity.kind() == Kind::Region))
}

impl Priors {
    pub(crate) fn new(gazetteer: &Gazetteer) -> Priors {
        let mut numbers = HashMap::new();
        let mut number = |area| {
            // At most 65,535 areas; any beyond get number 0, "no area".
            let next = u16::try_from(numbers.len() + 1).unwrap_or(0);
            U16::new(*numbers.entry(area).or_insert(next))
        };
        let regions = gazetteer.entities().filter(|entity| entity.kind() == Kind::Region);
        let vast: HashSet<&str> =
            regions.filter(|region| region.population() > Some(VAST)).map(Entity::id).collect();
        let rows = gazetteer
            .entities()
            .map(|entity| {
                let point = entity.point();
                let hundredths = |degrees: fn(Point) -> f64| {
                    I16::new(point.map_or(0, |point| (degrees(point) * 100.0).round() as i16))
                };
                Prior {
                    weight: F32::new(weight(entity)),
                    country: entity.country().map_or(U16::ZERO, &mut number),
                    region: first_level(entity).map_or(U16::ZERO, &mut number),
                    lat: hundredths(|point| point.lat),
                    lon: hundredths(|point| point.lon),
                    kind: encode(&Kind::ALL, entity.kind()),
                    has_point: u8::from(point.is_some()),
                    is_vast: u8::from(
                        first_level(entity).is_some_and(|region| vast.contains(region)),
                    ),
                    unused: 0,
                }
            })
            .collect();
        let last_area = vec![U16::new(u16::try_from(numbers.len()).unwrap_or(u16::MAX))].into();
        Priors { rows, last_area }
    }

    pub(crate) fn write<'a>(&'a self, writer: &mut Writer<'a>) {
        writer.list("priors", &self.rows);
        writer.list("last area", &self.last_area);
    }

    pub(crate) fn read(reader: &Reader) -> Result<Priors, Error> {
        Ok(Priors { rows: reader.list("priors")?, last_area: reader.list("last area")? })
    }

    /// The codes of countries and the ids of regions, with their numbers.
    pub(crate) fn codes<'g>(
        &self,
        gazetteer: &'g Gazetteer,
    ) -> impl Iterator<Item = (&'g str, u16)> {
        let mut seen = vec![false; self.areas_len()];
        let areas = gazetteer.entities().zip(&*self.rows).flat_map(|(entity, row)| {
            [(entity.country(), row.country.get()), (first_level(entity), row.region.get())]
        });
        areas.filter_map(move |(area, number)| {
            let seen = seen.get_mut(number as usize).filter(|seen| !**seen && number > 0)?;
            *seen = true;
            Some((area?, number))
        })
    }

    /// Asks for the memory that what is said of an entity stands in.
    #[inline]
    pub(crate) fn prefetch(&self, entity: u32) {
        prefetch(&self.rows, entity as usize);
    }

    #[inline]
    fn row(&self, entity: u32) -> &Prior {
        self.rows.get(entity as usize).unwrap_or(&Prior::NOTHING)
    }

    #[inline]
    pub(crate) fn spot(&self, entity: u32) -> Spot {
        let row = self.row(entity);
        let point = (row.has_point != 0).then(|| (row.lat.get(), row.lon.get()));
        Spot {
            country: row.country.get(),
            region: row.region.get(),
            is_vast: row.is_vast != 0,
            point,
        }
    }

    /// A number above those of all areas.
    pub(crate) fn areas_len(&self) -> usize {
        self.last_area.first().map_or(1, |area| area.get() as usize + 1)
    }

    #[inline]
    pub(crate) fn kind(&self, entity: u32) -> Kind {
        decode(&Kind::ALL, self.row(entity).kind)
    }

    #[inline]
    pub(crate) fn weight(&self, entity: u32) -> f32 {
        self.row(entity).weight.get()
    }
}

/// How likely an entity is to be meant, before the text is looked at.
fn weight(entity: Entity<'_>) -> f32 {
    let fame = entity.fame().map_or(1.0, f32::from);
    let decades =
        |least: f32| (entity.population().unwrap_or(0) as f32).max(least).log10() - least.log10();
    match entity.kind() {
        Kind::Country => PRIORS.country,
        Kind::Region => PRIORS.region + PRIORS.region_decade * decades(100_000.0),
        Kind::City => {
            let capital = if entity.is_capital() { PRIORS.capital } else { 0.0 };
            PRIORS.city + PRIORS.city_decade * decades(10_000.0) + capital
        }
        Kind::Place => PRIORS.place + PRIORS.place_fame * fame,
        Kind::Person => PRIORS.person + PRIORS.person_fame * fame,
        Kind::Organization => PRIORS.organization + PRIORS.organization_fame * fame,
    }
}
