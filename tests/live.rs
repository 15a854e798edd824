//! Names that come and go while texts are annotated.

use gazetag::{Annotator, Gazetteer, Kind, LiveAnnotator};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

const CITIES: &str = "id,name,country\nkursk,Kursk,RU\nsudzha,Sudzha,RU\n";
const PEOPLE: &str = "id,name\nann,Ann Harlow\n";
const NAMES: &str = "id,lang,name\nkursk,ru,Курск\nann,en,Annie Harlow\n";

fn live() -> LiveAnnotator {
    let tables = Gazetteer::builder().table(Kind::City, CITIES.as_bytes()).unwrap().table(Kind::Person, PEOPLE.as_bytes()).unwrap();
    LiveAnnotator::new(Annotator::new(tables.names(NAMES.as_bytes()).unwrap().build().unwrap()).unwrap())
}

fn found(annotator: &Annotator, text: &str) -> Vec<(String, String)> {
    annotator.annotate(text).iter().map(|mention| (mention.as_str().to_owned(), mention.entity().unwrap().id().to_owned())).collect()
}

type Edit = fn(&LiveAnnotator) -> Result<(), gazetag::Error>;

#[test]
fn names_come_and_go() {
    let text = "Kursk, Курск, Sudja, Jane Doe, Ann Harlow";
    let all = [("Kursk", "kursk"), ("Курск", "kursk"), ("Ann Harlow", "ann")];
    type Case<'a> = (&'a str, &'a [Edit], &'a [(&'a str, &'a str)]);
    let cases: &[Case<'_>] = &[
        ("nothing", &[], &all),
        ("a name", &[|live| live.add_name("sudzha", "Sudja")], &[all[0], all[1], ("Sudja", "sudzha"), all[2]]),
        ("an entity", &[|live| live.add_entity(Kind::Person, "jane", "Jane Doe")], &[all[0], all[1], ("Jane Doe", "jane"), all[2]]),
        (
            "a name of a new entity",
            &[|live| live.add_entity(Kind::City, "new", "Elsewhere"), |live| live.add_name("new", "Sudja")],
            &[all[0], all[1], ("Sudja", "new"), all[2]],
        ),
        ("a name that another has", &[|live| live.add_name("sudzha", "Kursk")], &[("Kursk", "sudzha"), all[1], all[2]]),
        ("one name of several", &[|live| live.remove_name("kursk", "KURSK")], &all[1..]),
        ("a name and its last word", &[|live| live.remove_name("ann", "Ann Harlow")], &all[..2]),
        ("and back", &[|live| live.remove_name("kursk", "Kursk"), |live| live.add_name("kursk", "Kursk")], &all),
        ("added and removed", &[|live| live.add_name("sudzha", "Sudja"), |live| live.remove_name("sudzha", "sudja")], &all),
        (
            "an entity and its name",
            &[|live| live.add_entity(Kind::Person, "jane", "Jane Doe"), |live| live.remove_name("jane", "Jane Doe")],
            &all,
        ),
        ("an entity with all its names", &[|live| live.remove_entity("kursk")], &all[2..]),
        ("an added entity removed", &[|live| live.add_entity(Kind::City, "new", "Sudja"), |live| live.remove_entity("new")], &all),
        (
            "an entity in place of another",
            &[|live| live.add_entity(Kind::Place, "kursk", "Sudja")],
            &[all[0], all[1], ("Sudja", "kursk"), all[2]],
        ),
    ];
    for (case, edits, expected) in cases {
        let live = live();
        for edit in *edits {
            edit(&live).unwrap_or_else(|error| panic!("{case}: {error}"));
        }
        let found = found(&live.snapshot(), text);
        let found: Vec<(&str, &str)> = found.iter().map(|(name, id)| (name.as_str(), id.as_str())).collect();
        assert_eq!(found, *expected, "{case}");
    }
    let live = live();
    live.add_entity(Kind::Place, "kursk", "Sudja").unwrap();
    assert!(
        live.snapshot()
            .annotate(text)
            .iter()
            .filter(|mention| mention.entity().is_some_and(|entity| entity.id() == "kursk"))
            .all(|mention| mention.kind() == Kind::Place)
    );
}

#[test]
fn what_cannot_be_done_changes_nothing() {
    let cases: &[(&str, Edit, &str)] = &[
        ("a name of nothing", |live| live.add_name("nobody", "Nobody"), "no table has an entity `nobody`"),
        ("no name", |live| live.add_name("kursk", " "), "column `name`"),
        ("no id", |live| live.add_entity(Kind::City, "", "Nowhere"), "column `id`"),
        ("a name it does not have", |live| live.remove_name("kursk", "Minsk"), "`kursk` has no name `Minsk`"),
        ("a name of nothing to remove", |live| live.remove_name("minsk", "Minsk"), "`minsk` has no name `Minsk`"),
        ("twice", |live| live.remove_name("kursk", "Kursk").and_then(|()| live.remove_name("kursk", "Kursk")), "has no name"),
        ("an entity twice", |live| (0..2).try_for_each(|_| live.add_entity(Kind::City, "a", "Aa")), "`a` stands already in added names"),
        ("no entity to remove", |live| live.remove_entity("minsk"), "`minsk` has no names"),
        ("words", |live| live.add(Gazetteer::builder().common_words("lang,word\nen,kursk\n".as_bytes())?), "ordinary words"),
    ];
    for (case, edit, message) in cases {
        let live = live();
        let error = edit(&live).expect_err(case).to_string();
        assert!(error.contains(message), "{case}: {error}");
        assert!(!found(&live.snapshot(), "Курск").is_empty(), "{case}");
    }
}

#[test]
fn a_snapshot_stays_while_others_change_names() {
    let live = live();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    let snapshot = live.snapshot();
                    // Both names come and go together.
                    let first = found(&snapshot, "Jane Doe, Janet Doe");
                    assert!(matches!(first.len(), 0 | 2), "{first:?}");
                    assert_eq!(found(&snapshot, "Jane Doe, Janet Doe"), first);
                }
            });
        }
        let person = "id,name\njane,Jane Doe\n";
        let name = "id,lang,name\njane,en,Janet Doe\n";
        for _ in 0..50 {
            let tables = Gazetteer::builder().table(Kind::Person, person.as_bytes()).unwrap().names(name.as_bytes()).unwrap();
            live.add(tables).unwrap();
            live.remove_entity("jane").unwrap();
        }
        done.store(true, Ordering::Relaxed);
    });
}
