//! What a name and its neighbours in the text say.

use super::check;

#[test]
fn the_name_itself() {
    check(&[
        ("a country", "en", "He left France.", "France", "FR", "+prior"),
        (
            "the bare name of a region",
            "en",
            "He left Kursk.",
            "Kursk",
            "RU-KRS",
            "+country -form +prior +region -shared",
        ),
        ("the own name of a region", "en", "He left Texas.", "Texas", "US-TX", "+prior"),
        ("a former name", "en", "He left Kurskburg.", "Kurskburg", "kursk", "-form +prior"),
        ("a demonym", "en", "He met Nizzans.", "Nizzans", "nice", "-form +prior"),
        (
            "another language",
            "en",
            "He left Mashariki.",
            "Mashariki",
            "bandung",
            "-other_language +prior",
        ),
        (
            "something else in the language",
            "en",
            "He left Dallas.",
            "Dallas",
            "lyon",
            "-other_language -other_language_rival +prior",
        ),
        ("its own language", "de", "Er verließ Dallas.", "Dallas", "lyon", "+prior"),
        ("an acronym", "en", "He left NATO.", "NATO", "nato", "+prior"),
        ("a form", "ru", "Он жил в Курске.", "Курске", "kursk", "-inflected +prior"),
        ("the last word of a person", "en", "He met Doe.", "Doe", "jane-doe", "-last_word +prior"),
    ]);
}

#[test]
fn ordinary_words() {
    check(&[
        ("in a sentence", "en", "He left Nice.", "Nice", "nice", "-common_word +prior"),
        (
            "at its beginning",
            "en",
            "Nice was wet.",
            "Nice",
            "nice",
            "-common_word -common_word_unproven +prior",
        ),
        (
            "among capitals",
            "en",
            "HE LEFT NICE TODAY",
            "NICE",
            "nice",
            "-common_word -common_word_unproven +prior",
        ),
        ("of another language", "de", "Er verließ Nice.", "Nice", "nice", "+prior"),
        (
            "a last word",
            "en",
            "He left May.",
            "May",
            "theresa-may",
            "-common_word -last_word +prior",
        ),
    ]);
}

#[test]
fn leading_words() {
    check(&[
        (
            "to a word that is a place",
            "en",
            "He lives in Nice.",
            "Nice",
            "nice",
            "-common_word +leading +prior",
        ),
        (
            "to a month",
            "en",
            "He left in May.",
            "May",
            "theresa-may",
            "-common_word -last_word -leading +prior",
        ),
        ("to a place beyond doubt", "en", "He lives in Lyon.", "Lyon", "lyon", "+prior"),
        ("of another language", "de", "Er wohnt in Nice.", "Nice", "nice", "+prior"),
    ]);
}

#[test]
fn cues() {
    check(&[
        ("before", "en", "the mayor of Kursk", "Kursk", "kursk", "+cue +prior -shared"),
        (
            "before, for another kind",
            "en",
            "the mayor of Kursk",
            "Kursk",
            "RU-KRS",
            "+country -form -other_cue +prior +region -shared",
        ),
        (
            "behind, and in the name",
            "en",
            "the Texas Oblast",
            "Texas Oblast",
            "US-TX",
            "+cue +prior",
        ),
        ("for no kind that it has", "en", "the minister France sent", "France", "FR", "+prior"),
        (
            "an English one in Russian",
            "ru",
            "mayor of Kursk",
            "Kursk",
            "kursk",
            "+cue +prior -shared",
        ),
        (
            "of another language",
            "en",
            "the walikota Kursk",
            "Kursk",
            "kursk",
            "+country +prior +region -shared",
        ),
        (
            "at the end of a sentence",
            "en",
            "He met a company. Dovel left.",
            "Dovel",
            "dovel",
            "+prior",
        ),
        ("a shortened one", "en", "He met Co. Dovel.", "Dovel", "dovel", "+cue +prior"),
        (
            "not right beside it",
            "en",
            "the mayor of, Kursk",
            "Kursk",
            "kursk",
            "+country +prior +region -shared",
        ),
    ]);
}

#[test]
fn longer_names() {
    check(&[
        (
            "a capital behind",
            "en",
            "He met Paris Zork today.",
            "Paris",
            "paris",
            "-part_of_name +prior",
        ),
        (
            "a capital before",
            "en",
            "He met Zork Paris today.",
            "Paris",
            "paris",
            "-part_of_name +prior",
        ),
        ("a small letter", "en", "He met Paris today.", "Paris", "paris", "+prior"),
        ("a headline", "en", "Zork Visits Paris Zork Today", "Paris", "paris", "+prior"),
    ]);
}

#[test]
fn scripts_without_spaces() {
    check(&[
        ("Han runs on", "zh", "他在北京人中", "北京", "beijing", "+prior -runs_on"),
        ("Thai runs on", "th", "ความ", "วา", "wa", "+prior -runs_on"),
        ("Thai alone", "th", "วา", "วา", "wa", "+prior"),
        (
            "a compound",
            "ja",
            "彼は大阪製紙で働く。",
            "大阪",
            "osaka",
            "-part_of_name +prior -runs_on",
        ),
        ("a particle", "ja", "彼は大阪で働く。", "大阪", "osaka", "+prior"),
        (
            "a country in a compound",
            "ja",
            "彼は日本製紙で働く。",
            "日本",
            "JP",
            "-part_of_name +prior",
        ),
        ("a head", "zh", "他在北京大学", "北京大学", "organization", "+head"),
    ]);
}

#[test]
fn endings_behind_a_mark() {
    check(&[
        ("of the language", "tr", "Paris'da kaldı", "Paris'da", "paris", "+prior"),
        ("of another", "en", "Paris'da kaldı", "Paris", "paris", "+prior"),
    ]);
}
