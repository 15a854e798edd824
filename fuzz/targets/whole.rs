//! The whole way from a text to its mentions: texts composed from the tables' words, in every
//! setting, asked for everything.

#![no_main]

use gazetag_tests::{
    composed::{self, Choices},
    lists::Lists,
    oracles::{SUBJECTS, Way},
    root,
};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::read(&root().join("data")));

// To read the tables takes longer than a text may.
fuzz_target!(init: { LazyLock::force(&LISTS); LazyLock::force(&SUBJECTS); }, |bytes: &[u8]| {
    let mut choices = Choices::new(bytes);
    let way = Way::new(&mut choices);
    let text = composed::text(&LISTS, &mut choices);
    if let Err(fault) = way.check(&text, &mut Choices::new(bytes)) {
        panic!("{fault} in {text:?} with {}, {:?}, {:?}", way.subject.name, way.lang, way.country);
    }
});
