//! The whole way from a text to its mentions: texts composed from the tables' words, in every setting, asked for everything.

#![no_main]

#[path = "../../tests/composed/mod.rs"]
mod composed;
#[path = "../../tests/lists/mod.rs"]
mod lists;
#[path = "../../tests/oracles/mod.rs"]
mod oracles;
#[path = "../../tests/unicode/mod.rs"]
mod unicode;

use composed::Choices;
use libfuzzer_sys::fuzz_target;
use lists::Lists;
use oracles::{SUBJECTS, Way};
use std::{path::Path, sync::LazyLock};

static LISTS: LazyLock<Lists> =
    LazyLock::new(|| Lists::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../data")));

// To read the tables takes longer than a text may.
fuzz_target!(init: { LazyLock::force(&LISTS); LazyLock::force(&SUBJECTS); }, |bytes: &[u8]| {
    let mut choices = Choices::new(bytes);
    let way = Way::new(&mut choices);
    let text = composed::text(&LISTS, &mut choices);
    if let Err(fault) = way.check(&text, &mut Choices::new(bytes)) {
        panic!("{fault} in {text:?} with {}, {:?}, {:?}", way.subject.name, way.lang, way.country);
    }
});
