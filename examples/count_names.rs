//! Which entities the texts of a collection name, and how often. Memory is used again from text to
//! text.

use gazetag::{Annotator, Scratch};
use std::collections::BTreeMap;

const TEXTS: [&str; 3] = [
    "Presiden Belarusia mengirim pasukan ke wilayah Kursk.",
    "Lukashenko met Putin in Moscow; Belarus is an ally of Russia.",
    "Переговоры прошли в Минске, столице Беларуси.",
];

fn main() {
    let annotator = Annotator::builtin();
    let mut scratch = Scratch::default();
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for text in TEXTS {
        let annotations = annotator.annotate_with(&mut scratch, text);
        for entity in annotations.iter().filter_map(|mention| mention.entity()) {
            *counts.entry(entity.id()).or_default() += 1;
        }
    }
    for (id, count) in counts {
        println!("{count} {}", annotator.entity(id).map_or("", |entity| entity.name()));
    }
}
