//! The embedded tables and what is made of them once: the only place that has them.

use crate::{
    annotator::Annotator,
    entity::Kind,
    error::Error,
    gazetteer::GazetteerBuilder,
    table::{Ids, Table},
    text::language::Detector,
};
use once_cell::sync::Lazy;

/// File name and content of a table in `data/`.
macro_rules! table {
    ($name:literal) => {
        (concat!("data/", $name), include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/", $name)))
    };
}

const ENTITIES: [(Kind, (&str, &str)); 6] = [
    (Kind::Country, table!("countries.csv")),
    (Kind::Region, table!("regions.csv")),
    (Kind::City, table!("cities.csv")),
    (Kind::Place, table!("places.csv")),
    (Kind::Person, table!("people.csv")),
    (Kind::Organization, table!("organizations.csv")),
];

const NAMES: [(&str, &str); 7] = [
    table!("names/countries.csv"),
    table!("names/demonyms.csv"),
    table!("names/regions.csv"),
    table!("names/cities.csv"),
    table!("names/places.csv"),
    table!("names/people.csv"),
    table!("names/organizations.csv"),
];

const CUES: (&str, &str) = table!("cues.csv");
const COMMON_WORDS: (&str, &str) = table!("common_words.csv");
const FREQUENT_WORDS: (&str, &str) = table!("frequent_words.csv");

/// Adds the embedded tables to `gazetteer`.
pub(crate) fn add_tables(mut gazetteer: GazetteerBuilder) -> Result<GazetteerBuilder, Error> {
    for (kind, (name, table)) in ENTITIES {
        gazetteer = gazetteer.entity_table(name, Some(kind), table.as_bytes())?;
    }
    for (name, table) in NAMES {
        gazetteer = gazetteer.name_table(name, Ids::InFirstRow, table.as_bytes())?;
    }
    gazetteer.cue_table(CUES.0, CUES.1.as_bytes())?.word_table(COMMON_WORDS.0, COMMON_WORDS.1.as_bytes())
}

/// Wikidata items of the embedded table's countries, and their codes.
#[cfg(feature = "import")]
pub(crate) fn country_codes() -> Vec<(String, String)> {
    let (kind, (name, table)) = ENTITIES[0];
    let mut codes = Vec::new();
    let read = crate::table::Table::open(name, table.as_bytes()).and_then(|table| {
        table.entities(Some(kind), |_, country| {
            codes.extend(country.wikidata.map(|item| (item.into(), country.id.into())));
            Ok(())
        })
    });
    read.expect("the built-in tables are sound: the tests read them");
    codes
}

/// The annotator behind [`annotate`](crate::annotate).
pub(crate) static ANNOTATOR: Lazy<Annotator> = Lazy::new(|| {
    let gazetteer = GazetteerBuilder::default().builtin().and_then(GazetteerBuilder::build);
    gazetteer.and_then(Annotator::new).expect("the built-in tables are sound: the tests read them")
});

/// What tells the language of a text that does not say it.
pub(crate) static DETECTOR: Lazy<Detector> = Lazy::new(|| {
    let mut rows = Vec::new();
    let read = Table::open(FREQUENT_WORDS.0, FREQUENT_WORDS.1.as_bytes()).and_then(|table| {
        table.words(|_, row| {
            rows.push((row.lang, row.word));
            Ok(())
        })
    });
    read.expect("the built-in tables are sound: the tests read them");
    Detector::new(rows.iter().map(|(lang, word)| (&**lang, &**word)))
});
