//! What the rest of the document says about a name.

use super::{ANNOTATOR, check, readings};
use gazetag::Document;

#[test]
fn places_beside_each_other() {
    check(&[
        (
            "its region behind it",
            "en",
            "He left Paris, Texas.",
            "Paris",
            "paris-tx",
            "+contained +country +prior +region -shared",
        ),
        ("another of that name", "en", "He left Paris, Texas.", "Paris", "paris", "+prior -shared"),
        (
            "what lies there",
            "en",
            "He left Paris, Texas.",
            "Texas",
            "US-TX",
            "+country +holds +prior +region -shared",
        ),
        (
            "its region before it",
            "en",
            "He left Texas's Paris.",
            "Paris",
            "paris-tx",
            "+contained +country +prior +region -shared",
        ),
        (
            "in brackets",
            "en",
            "He left Paris (Texas).",
            "Paris",
            "paris-tx",
            "+contained +country +prior +region -shared",
        ),
        (
            "the code of its region",
            "en",
            "He left Paris, TX.",
            "Paris",
            "paris-tx",
            "+contained +prior",
        ),
        ("the code of another", "en", "He left Paris, OH.", "Paris", "paris-tx", "-outside +prior"),
        ("a code where no table has it", "en", "He left Paris, OH.", "Paris", "city", "+outside"),
        (
            "the code of its country",
            "en",
            "He left Nice, FR.",
            "Nice",
            "nice",
            "-common_word +contained +prior",
        ),
        ("a code in another language", "de", "Er verließ Paris, OH.", "Paris", "paris", "+prior"),
        (
            "a country before a state",
            "en",
            "He left France, Ohio.",
            "France",
            "FR",
            "-outside +prior",
        ),
        ("a town before a state", "en", "He left France, Ohio.", "France", "city", "+outside"),
        (
            "in a list of states",
            "en",
            "He left Georgia and Texas.",
            "Georgia",
            "US-GA",
            "+country +listed +prior +region -shared",
        ),
        (
            "where it was written",
            "en",
            "PARIS (AP) - It rained.",
            "PARIS",
            "paris",
            "+dateline +prior",
        ),
        (
            "written with a day",
            "en",
            "Paris, 3 May - It rained.",
            "Paris",
            "paris",
            "+dateline +prior",
        ),
        ("in a sentence", "en", "Paris (a town) is wet.", "Paris", "paris", "+prior"),
        ("the beginning of a word", "en", "He left Paris, TXen.", "Paris", "paris-tx", "+prior"),
        (
            "a list",
            "en",
            "Paris, Texas, Ohio and Wyoming",
            "Paris",
            "paris-tx",
            "+country +prior +region -shared",
        ),
        ("where no table has it", "en", "He left Vienna, Wyoming.", "Vienna", "city", "+outside"),
        (
            "one that is elsewhere",
            "en",
            "He left Vienna, Wyoming.",
            "Vienna",
            "vienna",
            "-outside +prior -shared",
        ),
    ]);
}

#[test]
fn places_of_the_document() {
    check(&[
        (
            "its country",
            "en",
            "Kursk fell. It is in Russia.",
            "Kursk",
            "kursk",
            "+country +prior +region -shared",
        ),
        (
            "its region",
            "en",
            "Paris fell. It is in Texas.",
            "Paris",
            "paris-tx",
            "+country +prior +region -shared",
        ),
        (
            "a place near by",
            "en",
            "Paris fell. So did Denison.",
            "Paris",
            "paris-tx",
            "+country +near +prior +region -shared",
        ),
        (
            "sisters of a region",
            "en",
            "Ohio voted. So did Wyoming.",
            "Ohio",
            "US-OH",
            "+country +prior +region -shared",
        ),
        (
            "by a cue elsewhere",
            "en",
            "Kursk fell. The mayor of Kursk left.",
            "Kursk",
            "kursk",
            "+country +named_elsewhere +prior +region -shared",
        ),
        (
            "a person in full",
            "en",
            "Theresa May left. Later May spoke.",
            "May",
            "theresa-may",
            "-common_word -last_word +named_in_full +prior",
        ),
        ("nothing", "en", "Paris fell.", "Paris", "paris-tx", "+prior"),
    ]);
}

#[test]
fn where_the_document_comes_from() {
    let document = Document::new("Paris fell.").with_lang("en").with_country("US");
    let found = readings(&ANNOTATOR, document, "Paris");
    assert!(found.contains(&("paris-tx".into(), "+prior -shared +source".into())), "{found:?}");
}
