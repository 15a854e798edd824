//! Names that cannot be right.

use super::{Fault, Tables};
use crate::{entities::Kind, text};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A word that more regions of a country than this have in their main names tells nothing.
const TELLING: usize = 3;

pub fn check(tables: &Tables, faults: &mut Vec<Fault>) {
    sisters(tables, faults);
    doubled_words(tables, faults);
    organizations(tables, faults);
    untagged_countries(tables, faults);
    codes(tables, faults);
}

/// Regions with the name of a sister: of two regions of a country neither of which lies in the
/// other, and whose main names have no telling word in common, only one can have a name.
fn sisters(tables: &Tables, faults: &mut Vec<Fault>) {
    let mut used: HashMap<(&str, String), usize> = HashMap::new();
    for region in tables.of_kind(Kind::Regions) {
        for word in words(region.name()) {
            *used.entry((region.country(), word)).or_default() += 1;
        }
    }
    let mut shared: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for ((country, spelling), ids) in tables.sharing(Kind::Regions) {
        for (one, other) in tables.pairs(&ids) {
            let (a, b) = (one.id(), other.id());
            let inside = one.get("region") == b || other.get("region") == a;
            let others = words(other.name());
            let akin = words(one.name())
                .into_iter()
                .any(|word| others.contains(&word) && used[&(country, word)] <= TELLING);
            let same = text::spelling(one.name()) == text::spelling(other.name());
            if same || !inside && !akin {
                shared.entry((a, b)).or_default().push(spelling.clone());
            }
        }
    }
    for ((a, b), names) in shared {
        let names = names[..names.len().min(3)].join(", ");
        faults.push(Fault::new("sisters", a, b, format!("both {a} and {b} are called {names}")));
    }
}

/// The words of a name, without case and accents.
fn words(name: &str) -> BTreeSet<String> {
    let spelling = text::spelling(name);
    let words = spelling.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Main names in which a word stands twice in a row.
fn doubled_words(tables: &Tables, faults: &mut Vec<Fault>) {
    for entity in tables.entities.iter() {
        let spelling = text::spelling(entity.name());
        let words: Vec<&str> = spelling.split(' ').collect();
        if let Some(pair) = words.windows(2).find(|pair| pair[0] == pair[1] && pair[0].len() > 2) {
            let id = entity.id();
            let message = format!("`{}` stands twice in a row in {}", pair[0], entity.name());
            faults.push(Fault::new("doubled-word", id, "", format!("{id}: {message}")));
        }
    }
}

/// Organizations with the main name of another.
fn organizations(tables: &Tables, faults: &mut Vec<Fault>) {
    let mut main: HashMap<String, &str> = HashMap::new();
    for entity in tables.of_kind(Kind::Organizations) {
        if let Some(other) = main.insert(text::spelling(entity.name()), entity.id()) {
            let (name, id) = (entity.name(), entity.id());
            let message = format!("{id} and {other} both have the main name {name}");
            faults.push(Fault::new("organization", id, other, message));
        }
    }
    for entity in tables.of_kind(Kind::Organizations) {
        let id = entity.id();
        for name in tables.names(id) {
            if let Some(&other) = main.get(&name.spelling).filter(|&&other| other != id) {
                let message = format!("{id} has the main name of {other}, {}", name.name);
                faults.push(Fault::new("organization", id, other, message));
            }
        }
    }
}

/// Names of countries without a language: that of a package may be a region, a resident, an
/// adjective or a town, and a hand-written one must not be.
fn untagged_countries(tables: &Tables, faults: &mut Vec<Fault>) {
    let mut others: HashSet<String> = HashSet::new();
    for kind in [Kind::Regions, Kind::Cities, Kind::Places] {
        for entity in tables.of_kind(kind) {
            others.insert(text::spelling(entity.name()));
        }
    }
    for (kind, found, rows) in tables.found {
        if *kind == "demonyms" {
            others.extend(rows.iter().map(|row| row.spelling.clone()));
        }
        for name in found.iter().filter(|name| *kind == "countries" && name.lang.is_empty()) {
            if name.is_fetched() || others.contains(&name.spelling) {
                let message = format!("{}: the name {} has no language", name.id, name.name);
                faults.push(Fault::new("untagged-country", &name.id, &name.name, message));
            }
        }
    }
}

/// Short names that without accents are a code and that any capitals fit: "Čad" is not CAD.
fn codes(tables: &Tables, faults: &mut Vec<Fault>) {
    let mut codes = tables.currencies.clone();
    for entity in tables.of_kind(Kind::Countries) {
        codes.extend([entity.id().to_owned(), entity.get("iso3").to_owned()]);
    }
    for entity in tables.of_kind(Kind::Regions) {
        codes.extend(entity.id().split_once('-').map(|(_, code)| code.to_owned()));
    }
    for entity in tables.of_kind(Kind::Countries) {
        for name in tables.names(entity.id()).iter().filter(|name| !name.is_exact()) {
            let code = name.spelling.to_uppercase();
            if text::accents(&name.name) > 0 && (code.len() == 2 || codes.contains(&code)) {
                let (id, name) = (entity.id(), &name.name);
                let message = format!("{id}: the name {name} is {code} but for its accents");
                let message = format!("{message}, and its case is not exact");
                faults.push(Fault::new("code", id, name, message));
            }
        }
    }
}
