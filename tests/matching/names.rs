//! Names of all sorts, and what is found of them.

use super::input::{found, gazetteer};
use gazetag::Annotator;

#[test]
fn names() {
    let long = "Abc ".repeat(250);
    let long = long.trim();
    let long_kana = "ア".repeat(1000);
    for (case, table, text, mentions) in [
        ("all punctuation", "id,name\na,!!!\n".to_string(), "The band !!! plays", &["!!!"][..]),
        ("999 characters", format!("id,name\na,{long}\n"), &format!("x {long} y"), &[long]),
        (
            "1000 characters",
            format!("id,name\na, {long_kana} \n"),
            &format!("{long_kana}."),
            &[&long_kana],
        ),
        (
            "the same name twice",
            "id,name\na,Springfield\nb,Springfield\n".into(),
            "in Springfield",
            &["Springfield"],
        ),
        (
            "names that differ only in case",
            "id,name\na,Polish\nb,POLISH\nc,polish\n".into(),
            "the POLISH town",
            &["POLISH"],
        ),
        ("spaces around a name", "id,name\na,  Kursk \n".into(), "in Kursk", &["Kursk"]),
        (
            "spaces inside a name",
            "id,name\na,New \u{a0} York\n".into(),
            "in New York",
            &["New York"],
        ),
        (
            "a table with a byte order mark",
            "\u{feff}id,name\na,Kursk\n".into(),
            "in Kursk",
            &["Kursk"],
        ),
        (
            "a table with Windows line ends",
            "id,name\r\na,Kursk\r\nb,Minsk\r\n".into(),
            "Kursk, Minsk",
            &["Kursk", "Minsk"],
        ),
        ("no line end at the end", "id,name\na,Kursk".into(), "in Kursk", &["Kursk"]),
        (
            "a quoted name",
            "id,name\na,\"Washington, D.C.\"\n".into(),
            "in Washington, D.C., today",
            &["Washington, D.C."],
        ),
        ("an empty table", "id,name\n".into(), "in Kursk", &[]),
    ] {
        let annotator = Annotator::new(gazetteer(&table).unwrap()).unwrap();
        assert_eq!(found(&annotator, text), mentions, "{case}");
    }
}

#[test]
fn a_name_of_two_entities_has_two_candidates() {
    let annotator = Annotator::new(
        gazetteer("id,name\na,Springfield\nb,Springfield\nc,SPRINGFIELD\n").unwrap(),
    )
    .unwrap();
    let annotations = annotator.annotate("in Springfield");
    let candidates: Vec<&str> = annotations
        .iter()
        .next()
        .unwrap()
        .candidates()
        .map(|candidate| candidate.entity().unwrap().id())
        .collect();
    assert_eq!(candidates, ["a", "b", "c"]);
}
