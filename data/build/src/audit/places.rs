//! Populations and points that cannot be right, and places that stand twice.

use super::{Fault, Tables};
use crate::{
    entities::{Entity, Kind},
    text,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Places that are nearer than this and have one name are one, in kilometres.
const TWINS_KM: f64 = 15.0;

/// Two cities of one country that are nearer than this have different populations.
const NEIGHBOURS_KM: f64 = 30.0;

/// Populations below this are often equal by chance, and likewise round ones.
const POPULATION: u64 = 15_000;

/// Populations from this on are not equal by chance, wherever the cities lie.
const LARGE: u64 = 200_000;

/// A region's point is no further than this from the nearest of its cities, or than these are from
/// one another, in kilometres.
const REGION_KM: f64 = 150.0;

/// The same for a country.
const COUNTRY_KM: f64 = 600.0;

pub fn check(tables: &Tables, faults: &mut Vec<Fault>) {
    populations(tables, faults);
    twins(tables, faults);
    points(tables, faults);
}

/// Cities of a country with the same population.
fn populations(tables: &Tables, faults: &mut Vec<Fault>) {
    let mut equal: BTreeMap<(&str, u64), BTreeSet<&str>> = BTreeMap::new();
    for city in tables.of_kind(Kind::Cities) {
        let people = city.population();
        if people >= POPULATION && people % 100 != 0 {
            equal.entry((city.country(), people)).or_default().insert(city.id());
        }
    }
    for ((_, people), ids) in equal {
        for (one, other) in tables.pairs(&ids) {
            let (a, b) = (one.id(), other.id());
            let same_name = text::spelling(one.name()) == text::spelling(other.name());
            let near = km(one, other).is_some_and(|km| km < NEIGHBOURS_KM);
            if same_name || near || people >= LARGE {
                let (one, other) = (one.name(), other.name());
                let message = format!("{a} ({one}) and {b} ({other}) both have {people} people");
                faults.push(Fault::new("population", a, b, message));
            }
        }
    }
}

/// Entities of one kind and country with one name, the main name of one of them, side by side.
fn twins(tables: &Tables, faults: &mut Vec<Fault>) {
    let mut found: BTreeMap<(&str, &str), String> = BTreeMap::new();
    for kind in [Kind::Cities, Kind::Places] {
        for ((_, spelling), ids) in tables.sharing(kind) {
            for (one, other) in tables.pairs(&ids) {
                let main = [one, other].iter().any(|e| text::spelling(e.name()) == spelling);
                if main && km(one, other).is_some_and(|km| km < TWINS_KM) {
                    found.insert((one.id(), other.id()), spelling.clone());
                }
            }
        }
    }
    for ((a, b), name) in found {
        let message = format!("{a} and {b} are both called {name} and lie side by side");
        faults.push(Fault::new("twins", a, b, message));
    }
}

/// Regions and countries whose point is far from all of their cities.
fn points<'a>(tables: &Tables<'a>, faults: &mut Vec<Fault>) {
    let mut cities: HashMap<&str, Vec<&'a Entity>> = HashMap::new();
    for city in tables.of_kind(Kind::Cities) {
        for area in [city.country(), city.get("region")] {
            cities.entry(area).or_default().push(city);
        }
    }
    for (kind, most) in [(Kind::Regions, REGION_KM), (Kind::Countries, COUNTRY_KM)] {
        for area in tables.of_kind(kind) {
            let cities = cities.get(area.id()).map_or(&[][..], Vec::as_slice);
            let nearest = cities.iter().filter_map(|city| km(area, city)).min_by(f64::total_cmp);
            let extent = |first: &'a Entity| cities.iter().filter_map(move |city| km(first, city));
            let extent = cities.first().copied().into_iter().flat_map(extent).fold(most, f64::max);
            if let Some(nearest) = nearest.filter(|&nearest| nearest > extent) {
                let (id, name) = (area.id(), area.name());
                let message = format!("{id}: {name} lies {nearest:.0} km from its nearest city");
                faults.push(Fault::new("point", id, "", message));
            }
        }
    }
}

/// How far two entities are from one another, in kilometres.
fn km(one: &Entity, other: &Entity) -> Option<f64> {
    Some(one.point()?.distance_km(other.point()?))
}
