//! Names in no table, by their form.

use super::{check, check_none};

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
fn words_before_heads() {
    let organization = |case, lang, text, name| (case, lang, text, name, "organization", "+head");
    check(&[
        organization(
            "a head in the middle",
            "en",
            "at the Zork Academy of Peace today",
            "Zork Academy of Peace",
        ),
        organization(
            "a head at either end, which belongs to the name in small letters too",
            "el",
            "στο Ζορκ Ινστιτούτο Μπλαβ σήμερα",
            "Ζορκ Ινστιτούτο Μπλαβ",
        ),
        organization(
            "words in a list",
            "en",
            "with the Zork and Blav University today",
            "Zork and Blav University",
        ),
        organization(
            "a person before it",
            "en",
            "with Anna and Blav University today",
            "Blav University",
        ),
        organization("an elided article", "it", "dove L'Zork University vinse", "Zork University"),
        organization(
            "a head at one of both ends, behind a hyphen",
            "de",
            "beim Blav-Ligist FC Zork",
            "FC Zork",
        ),
        organization("a head at one of both ends", "de", "beim Ligist FC Zork", "FC Zork"),
        organization("at the other", "de", "beim Zork FC heute", "Zork FC"),
        organization(
            "small letters glued to the name",
            "xh",
            "uye eZork University namhlanje",
            "eZork University",
        ),
        organization("an adjective", "ru", "Решил Верховный суд вчера", "Верховный суд"),
        organization(
            "an adjective, and a place behind",
            "ru",
            "Решил Верховный суд Курска вчера",
            "Верховный суд Курска",
        ),
        organization(
            "a joining word before the place",
            "ru",
            "Решил Верховный суд на Курск вчера",
            "Верховный суд на Курск",
        ),
        organization(
            "a place in a script without capitals",
            "hi",
            "कल कुर्स्क विश्वविद्यालय में",
            "कुर्स्क विश्वविद्यालय",
        ),
    ]);
    check_none(&[
        (
            "a longer name",
            "en",
            "the Zork Broadcasting System left",
            "Zork Broadcasting",
            "organization",
        ),
        ("no adjective", "ru", "Вчера Решение суд принял", "Решение суд", "organization"),
        (
            "a name in quotation marks behind",
            "ru",
            "Это Новостное агентство «зорк» сообщает",
            "Новостное агентство",
            "organization",
        ),
        (
            "another word behind a joining one",
            "ru",
            "Это Верховный суд на хлеб",
            "Верховный суд",
            "organization",
        ),
    ]);
}

#[test]
fn words_behind_heads() {
    let place = |case, text, name| (case, "id", text, name, "place", "+head");
    check(&[
        place("an ordinary word", "di Jalan Zork Raya sekarang", "Jalan Zork Raya"),
        place("a number", "di Jalan Zork 86, kemarin", "Jalan Zork 86"),
        place("a figure", "di Jalan Zork 86.500 orang", "Jalan Zork"),
        place("a quantity", "di Jalan Zork 86 orang", "Jalan Zork"),
        place("the same head again", "di Jalan Zork Jalan Blav", "Jalan Zork"),
        place("the name of a person", "di Jalan Jane Doe sekarang", "Jalan Jane Doe"),
        (
            "a person",
            "id",
            "dari Kementerian Zork Anna Brown kemarin",
            "Kementerian Zork",
            "organization",
            "+head",
        ),
        (
            "a head in small letters",
            "id",
            "dari kementerian Zork kemarin",
            "kementerian Zork",
            "organization",
            "+head",
        ),
    ]);
    check_none(&[(
        "a head in small letters that belongs to the name with a capital alone",
        "en",
        "the news agency Zork left",
        "Zork",
        "organization",
    )]);
}

#[test]
fn titles_in_names() {
    check(&[
        (
            "with a capital",
            "id",
            "Lalu di sana Pangeran Zork Blav datang kemarin sore.",
            "Pangeran Zork Blav",
            "person",
            "+capital +capital +cue -unknown",
        ),
        (
            "in small letters",
            "id",
            "Lalu di sana pangeran Zork Blav datang kemarin sore.",
            "Zork Blav",
            "person",
            "+capital +capital +cue -unknown",
        ),
    ]);
    check_none(&[(
        "alone, behind the name",
        "id",
        "Lalu Pangeran Zork Blav datang. Kata Pangeran itu, ia lelah.",
        "Pangeran",
        "person",
    )]);
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
