//! Sets of names of any size.
//!
//! First come the names of the built-in tables, one of each fold, in an order that takes them from
//! all over the tables: small sets are the beginnings of larger ones. When they are used up, their
//! parts are put together anew: the name without its last word, and the last word of another name
//! in the same script (in scripts without spaces the first and the second half), as often as that
//! gives a new name.

use super::text::{class::Class, fold::fold};
use gazetag::{Gazetteer, Kind};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::{
    fmt::Write,
    hash::{Hash, Hasher},
};

/// How many names an entity has: the built-in tables have about as many.
const NAMES_OF_AN_ENTITY: usize = 5;

/// A set of names.
#[derive(Default)]
pub struct Names {
    /// As a table has them.
    pub written: Vec<String>,
    /// As they are matched.
    pub folded: Vec<String>,
    seen: FxHashSet<u64>,
}

impl Names {
    /// All names of the tables, and more up to `count` of them if they are fewer.
    pub fn new(tables: &Gazetteer, count: usize) -> Names {
        let mut names = Names::real(tables);
        names.recombine(count);
        names
    }

    /// All names of the tables.
    pub fn real(tables: &Gazetteer) -> Names {
        /// A prime larger than the number of names.
        const STRIDE: usize = 15_485_863;
        let mut all: Vec<&str> = tables.names().map(|(_, name)| name.as_str()).collect();
        all.sort_unstable();
        all.dedup();
        let mut names = Names::default();
        for at in 0..all.len() {
            names.add(all[at * STRIDE % all.len()].to_owned());
        }
        names
    }

    fn add(&mut self, name: String) {
        let folded = fold(&name);
        let mut hasher = FxHasher::default();
        folded.hash(&mut hasher);
        if self.seen.insert(hasher.finish()) {
            self.written.push(name);
            self.folded.push(folded);
        }
    }

    fn recombine(&mut self, count: usize) {
        let real = self.written.clone();
        let mut tails: FxHashMap<u32, Vec<&str>> = FxHashMap::default();
        let mut heads = Vec::new();
        for (head, tail) in real.iter().filter_map(|name| parts(name)) {
            if script(head) == script(tail) {
                let tails = tails.entry(script(head)).or_default();
                heads.push((head, tails.len()));
                tails.push(tail);
            }
        }
        for round in 1.. {
            for &(head, at) in &heads {
                let tails = &tails[&script(head)];
                let tail = tails[(at + round * 7919) % tails.len()];
                let space = if spaceless(head) { "" } else { " " };
                if self.len() >= count {
                    return;
                }
                self.add(format!("{head}{space}{tail}"));
            }
        }
    }

    /// The first `count` of these.
    pub fn first(&self, count: usize) -> Names {
        let some = |names: &[String]| names[..count.min(names.len())].to_vec();
        Names {
            written: some(&self.written),
            folded: some(&self.folded),
            seen: FxHashSet::default(),
        }
    }

    #[allow(clippy::len_without_is_empty, reason = "no set is empty")]
    pub fn len(&self) -> usize {
        self.written.len()
    }

    /// A table of places with these names and a table of the names, which all need a capital, if
    /// their script has any.
    pub fn tables(&self) -> (String, String) {
        let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
        let (mut entities, mut names) = (String::from("id,name\n"), String::from("id,name,case\n"));
        for (entity, of_entity) in self.written.chunks(NAMES_OF_AN_ENTITY).enumerate() {
            writeln!(entities, "e{entity},{}", quoted(&of_entity[0]))
                .expect("a string takes everything");
            for name in of_entity {
                writeln!(names, "e{entity},{},capital", quoted(name))
                    .expect("a string takes everything");
            }
        }
        (entities, names)
    }
}

/// The gazetteer of [`Names::tables`].
pub fn gazetteer((entities, names): &(String, String)) -> Gazetteer {
    let builder = Gazetteer::builder()
        .table(Kind::Place, entities.as_bytes())
        .and_then(|builder| builder.names(names.as_bytes()));
    builder.and_then(|builder| builder.build()).expect("the names are sound")
}

fn parts(name: &str) -> Option<(&str, &str)> {
    if !spaceless(name) {
        return name.rsplit_once(' ');
    }
    let middle = name.chars().count() / 2;
    let at = name.char_indices().nth(middle)?.0;
    (at > 0).then(|| name.split_at(at))
}

fn spaceless(name: &str) -> bool {
    name.chars().next().is_some_and(|c| Class::of(c).is_spaceless())
}

/// Tells scripts apart, roughly: the same for letters of the same Unicode block, and for all of
/// Latin and of Han and Kana.
fn script(name: &str) -> u32 {
    match u32::from(name.chars().find(|&c| Class::of(c).is_word()).unwrap_or_default()) {
        0..=0x24f | 0x1e00..=0x1eff => 0,
        0x3040..=0x9fff => 1,
        0xac00..=0xd7a3 => 2,
        other => other >> 7,
    }
}
