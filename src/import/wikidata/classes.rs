//! Which classes are taken if none are chosen.

use crate::lexicon::model::Kind;
use std::sync::LazyLock;

/// `item,kind,class`: the item of a class, the kind of its instances, and its name for readers.
const TABLE: &str = include_str!("classes.csv");

/// The classes that are taken if none are chosen, by the numbers of their items, and the kind of
/// their instances. Of several that an item has the first here counts, so a city that is a region
/// too is a city.
pub fn default_classes() -> &'static [(u32, Kind)] {
    static CLASSES: LazyLock<Vec<(u32, Kind)>> =
        LazyLock::new(|| TABLE.lines().skip(1).filter_map(class).collect());
    &CLASSES
}

/// The class of a row.
fn class(row: &str) -> Option<(u32, Kind)> {
    let mut cells = row.split(',');
    let number = cells.next()?.strip_prefix('Q')?.parse().ok()?;
    Some((number, cells.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_row_is_a_class() {
        for row in TABLE.lines().skip(1) {
            assert!(class(row).is_some() && row.split(',').count() == 3, "{row}");
        }
        let numbers: HashSet<u32> = default_classes().iter().map(|&(number, _)| number).collect();
        assert_eq!(numbers.len(), TABLE.lines().count() - 1, "a class stands twice");
        assert_eq!(default_classes()[0], (5, Kind::Person));
    }
}
