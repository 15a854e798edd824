//! Ordinary words that are names.

use super::{Fault, Tables};
use crate::{
    entities::{Entity, Kind},
    text,
};
use std::collections::HashMap;

/// A city of at least this many people is a name to everybody.
const LARGE_CITY: u64 = 1_000_000;

/// A capital of at least this many.
const CAPITAL: u64 = 100_000;

/// Words of a language that in it name a country, a capital or a large city: a list of frequent
/// words in small letters holds these too.
pub fn check(tables: &Tables, faults: &mut Vec<Fault>) {
    let names = names(tables);
    for (lang, word) in tables.words.iter().copied().flatten() {
        if let Some(entity) = names.get(&(&**lang, text::spelling(word))) {
            let (word, name) = (text::composed(word), entity.name());
            let message = format!("{word} is an ordinary word of {lang}, and {name} is called so");
            faults.push(Fault::new("word", lang, &word, message));
        }
    }
}

/// The usual names of such places by their languages; English has the main names.
fn names<'a>(tables: &Tables<'a>) -> HashMap<(&'a str, String), &'a Entity> {
    let is_large = |entity: &&Entity| match entity.kind {
        Kind::Countries => true,
        Kind::Cities => {
            let least = if entity.get("capital").is_empty() { LARGE_CITY } else { CAPITAL };
            !entity.is_small_city(least)
        }
        _ => false,
    };
    let mut names = HashMap::new();
    for entity in tables.entities.iter().filter(is_large) {
        names.insert(("en", text::spelling(entity.name())), entity);
        for name in tables.names(entity.id()).iter().filter(|name| name.is_usual()) {
            for lang in name.langs.split(' ') {
                names.insert((lang, name.spelling.clone()), entity);
            }
        }
    }
    names
}
