//! Names in no table, by their form.

use super::check;

#[test]
fn people() {
    check(&[
        (
            "a given name",
            "en",
            "He met Anna Zork today.",
            "Anna Zork",
            "person",
            "+capital +given_name -unknown",
        ),
        (
            "a family name",
            "en",
            "He met Zork Brown today.",
            "Zork Brown",
            "person",
            "+capital +family_name -unknown",
        ),
        (
            "a country that is a usual given name",
            "en",
            "He met Georgia Zork today.",
            "Georgia Zork",
            "person",
            "+capital +given_name -unknown",
        ),
        (
            "both",
            "en",
            "He met Anna Brown today.",
            "Anna Brown",
            "person",
            "+family_name +given_name -unknown",
        ),
        (
            "a place as a family name",
            "en",
            "He met Martha Lyon today.",
            "Martha Lyon",
            "person",
            "+capital +given_name -unknown",
        ),
        (
            "a country as a given name",
            "en",
            "He met France Brown today.",
            "France Brown",
            "person",
            "+family_name +given_name -unknown",
        ),
        (
            "a country before an unknown word",
            "en",
            "He met France Zork today.",
            "France",
            "FR",
            "+prior",
        ),
        (
            "a company of a founder's name",
            "en",
            "He met Martha Dovel today.",
            "Martha Dovel",
            "person",
            "+family_name +given_name -unknown",
        ),
        (
            "an organization of another",
            "en",
            "He met Martha Walhi today.",
            "Walhi",
            "walhi",
            "+prior",
        ),
        (
            "a title",
            "en",
            "He met minister Zork today.",
            "Zork",
            "person",
            "+capital +cue -unknown",
        ),
        (
            "one word",
            "en",
            "He met Emily today.",
            "Emily",
            "person",
            "-alone +family_name +given_name -unknown",
        ),
        (
            "quoted",
            "en",
            "The film \"Anna Brown\" won.",
            "Anna Brown",
            "person",
            "+family_name +given_name -quoted -unknown",
        ),
        (
            "an initial",
            "en",
            "He met J. Brown today.",
            "J. Brown",
            "person",
            "+family_name +given_name -unknown",
        ),
        (
            "a particle",
            "en",
            "He met Anna van Zork today.",
            "Anna van Zork",
            "person",
            "+capital +given_name -unknown",
        ),
    ]);
}

#[test]
fn heads() {
    check(&[
        (
            "of another kind, in a name of the tables",
            "en",
            "He left Gray Oblast today.",
            "Gray Oblast",
            "gray-oblast",
            "+prior",
        ),
        (
            "at the end",
            "en",
            "at Zork University today",
            "Zork University",
            "organization",
            "+head",
        ),
        ("at the beginning", "en", "near Lake Zork today", "Lake Zork", "place", "+head"),
        ("in small letters", "en", "near the lake Zork today", "Zork", "place", "+head"),
        ("that belongs to it", "en", "near the river Zork today", "river Zork", "place", "+head"),
        (
            "in quotation marks",
            "en",
            "the company “Zork dawn” left",
            "Zork dawn",
            "organization",
            "+cue",
        ),
    ]);
}

#[test]
fn abbreviations() {
    let text = "the Zork Institute of Peace (ZIP) and ZIP";
    check(&[
        ("the full name", "en", text, "Zork Institute of Peace", "organization", "+abbreviation"),
        ("in brackets", "en", text, "ZIP", "organization", "+abbreviation"),
        (
            "before the full name",
            "en",
            "the ZIP (Zork Institute of Peace)",
            "ZIP",
            "organization",
            "+abbreviation",
        ),
        (
            "not explained",
            "en",
            "They met officials of WXYZ today.",
            "WXYZ",
            "organization",
            "+acronym",
        ),
    ]);
}

#[test]
fn teams() {
    check(&[
        (
            "in a table",
            "en",
            "Lyon 42 19 10 13\nDallas 41 12 11 18",
            "Lyon",
            "organization",
            "+table",
        ),
        ("elsewhere", "en", "Lyon 42 19 10 13\nThen Lyon left.", "Lyon", "organization", "+table"),
    ]);
}

#[test]
fn later_words_of_people() {
    check(&[
        (
            "a family name",
            "en",
            "Anna Zork spoke. Then Zork left.",
            "Zork",
            "person",
            "+named_in_full",
        ),
        (
            "a given name",
            "en",
            "Anna Zork spoke. Then Anna left.",
            "Anna",
            "person",
            "+named_in_full",
        ),
        (
            "in another case",
            "ru",
            "Вчера Анна Зорков пришла. Потом видели Зоркова.",
            "Зоркова",
            "person",
            "+named_in_full",
        ),
    ]);
}

#[test]
fn people_without_capitals() {
    let (pair, title) = ("+family_name +given_name -unknown", "+cue +family_name -unknown");
    check(&[
        ("two parts of names", "ar", "قال محمد حسن أمس", "محمد حسن", "person", pair),
        (
            "a title and a given name",
            "ar",
            "قال الدكتور محمد زورك أمس",
            "محمد زورك",
            "person",
            "+cue +given_name -unknown",
        ),
        ("over a joiner", "ar", "قال محمد بن حسن أمس", "محمد بن حسن", "person", pair),
        ("a family and a given name", "ja", "鈴木一郎が来た。", "鈴木一郎", "person", pair),
        ("behind a title, before speech", "zh", "记者李大明表示好。", "李大明", "person", title),
        ("before a word of speech", "zh", "他走了。李明表示好。", "李明", "person", title),
        ("before a title", "ko", "어제 박철수 의원은 갔다.", "박철수", "person", title),
        ("with its title", "th", "พบ นายสมชาย ใจดี ที่นี่", "นายสมชาย ใจดี", "person", title),
    ]);
}
