//! The whole way from a text to its mentions, on texts composed from the tables' own words with all
//! that can be between them.
//!
//! `GAZETAG_CASES` says how many texts, a few hundred unless told.

use gazetag_tests::{
    composed::{self, Choices},
    lists::Lists,
    oracles::Way,
    root,
};
use proptest::prelude::*;
use std::sync::LazyLock;

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::read(&root().join("data")));

proptest! {
    #![proptest_config(ProptestConfig {
        cases: composed::cases(400),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn annotations_are_sound(bytes in prop::collection::vec(any::<u8>(), 3..400)) {
        let mut choices = Choices::new(&bytes);
        let way = Way::new(&mut choices);
        let text = composed::text(&LISTS, &mut choices);
        let found = way.check(&text, &mut Choices::new(&bytes));
        prop_assert!(
            found.is_ok(),
            "{} in {text:?} with {}, {:?}, {:?}",
            found.unwrap_err(),
            way.subject.name,
            way.lang,
            way.country,
        );
    }
}
