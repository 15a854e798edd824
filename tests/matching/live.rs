//! Names that come and go while texts are annotated.

use gazetag::{Annotator, Changes, Gazetteer, GazetteerBuilder, Kind, LiveAnnotator};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

const CITIES: &str = "id,name,country\nkursk,Kursk,RU\nsudzha,Sudzha,RU\n";
const PEOPLE: &str = "id,name\nann,Ann Harlow\n";
const NAMES: &str = "id,lang,name\nkursk,ru,Курск\nann,en,Annie Harlow\n";

fn live() -> LiveAnnotator {
    let tables = Gazetteer::builder()
        .table(Kind::City, CITIES.as_bytes())
        .unwrap()
        .table(Kind::Person, PEOPLE.as_bytes())
        .unwrap();
    LiveAnnotator::new(
        Annotator::new(tables.names(NAMES.as_bytes()).unwrap().build().unwrap()).unwrap(),
    )
}

fn found(annotator: &Annotator, text: &str) -> Vec<(String, String)> {
    annotator
        .annotate(text)
        .iter()
        .map(|mention| (mention.as_str().to_owned(), mention.entity().unwrap().id().to_owned()))
        .collect()
}

type Edit = fn(&LiveAnnotator) -> Result<(), gazetag::Error>;

#[test]
fn names_come_and_go() {
    let text = "Kursk, Курск, Sudja, Jane Doe, Ann Harlow";
    let all = [("Kursk", "kursk"), ("Курск", "kursk"), ("Ann Harlow", "ann")];
    type Case<'a> = (&'a str, &'a [Edit], &'a [(&'a str, &'a str)]);
    let cases: &[Case<'_>] = &[
        ("nothing", &[], &all),
        (
            "a name",
            &[|live| live.add_name("sudzha", "Sudja")],
            &[all[0], all[1], ("Sudja", "sudzha"), all[2]],
        ),
        (
            "an entity",
            &[|live| live.add_entity(Kind::Person, "jane", "Jane Doe")],
            &[all[0], all[1], ("Jane Doe", "jane"), all[2]],
        ),
        (
            "a name of a new entity",
            &[
                |live| live.add_entity(Kind::City, "new", "Elsewhere"),
                |live| live.add_name("new", "Sudja"),
            ],
            &[all[0], all[1], ("Sudja", "new"), all[2]],
        ),
        (
            "a name that another has",
            &[|live| live.add_name("sudzha", "Kursk")],
            &[("Kursk", "sudzha"), all[1], all[2]],
        ),
        ("one name of several", &[|live| live.remove_name("kursk", "KURSK")], &all[1..]),
        ("a name and its last word", &[|live| live.remove_name("ann", "Ann Harlow")], &all[..2]),
        (
            "and back",
            &[|live| live.remove_name("kursk", "Kursk"), |live| live.add_name("kursk", "Kursk")],
            &all,
        ),
        (
            "added and removed",
            &[|live| live.add_name("sudzha", "Sudja"), |live| live.remove_name("sudzha", "sudja")],
            &all,
        ),
        (
            "an entity and its name",
            &[
                |live| live.add_entity(Kind::Person, "jane", "Jane Doe"),
                |live| live.remove_name("jane", "Jane Doe"),
            ],
            &all,
        ),
        ("an entity with all its names", &[|live| live.remove_entity("kursk")], &all[2..]),
        (
            "an added entity removed",
            &[|live| live.add_entity(Kind::City, "new", "Sudja"), |live| live.remove_entity("new")],
            &all,
        ),
        (
            "an entity in place of another",
            &[|live| live.add_entity(Kind::Place, "kursk", "Sudja")],
            &[all[0], all[1], ("Sudja", "kursk"), all[2]],
        ),
        (
            "two entities with one name, added one after the other",
            &[
                |live| live.add_entity(Kind::City, "new", "Sudja"),
                |live| live.add_name("sudzha", "Sudja"),
            ],
            &[all[0], all[1], ("Sudja", "sudzha"), all[2]],
        ),
        (
            "a name that another has, removed again",
            &[|live| live.add_name("sudzha", "Kursk"), |live| live.remove_name("sudzha", "Kursk")],
            &all,
        ),
        (
            "an entity removed and added again",
            &[
                |live| live.remove_entity("kursk"),
                |live| live.add_entity(Kind::City, "kursk", "Sudja"),
            ],
            &[("Sudja", "kursk"), all[2]],
        ),
    ];
    for (case, edits, expected) in cases {
        let live = live();
        for edit in *edits {
            edit(&live).unwrap_or_else(|error| panic!("{case}: {error}"));
        }
        let found = found(&live.snapshot(), text);
        let found: Vec<(&str, &str)> =
            found.iter().map(|(name, id)| (name.as_str(), id.as_str())).collect();
        assert_eq!(found, *expected, "{case}");
    }
    let live = live();
    live.add_entity(Kind::City, "new", "Sudja").unwrap();
    live.add_name("sudzha", "Sudja").unwrap();
    assert_eq!(
        live.snapshot()
            .annotate(text)
            .iter()
            .find(|mention| mention.as_str() == "Sudja")
            .unwrap()
            .candidates()
            .len(),
        2
    );
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
        (
            "a name of nothing",
            |live| live.add_name("nobody", "Nobody"),
            "no table has an entity `nobody`",
        ),
        ("no name", |live| live.add_name("kursk", " "), "column `name`"),
        ("no id", |live| live.add_entity(Kind::City, "", "Nowhere"), "column `id`"),
        (
            "a name it does not have",
            |live| live.remove_name("kursk", "Minsk"),
            "`kursk` has no name `Minsk`",
        ),
        (
            "a name of nothing to remove",
            |live| live.remove_name("minsk", "Minsk"),
            "`minsk` has no name `Minsk`",
        ),
        (
            "twice",
            |live| {
                live.remove_name("kursk", "Kursk").and_then(|()| live.remove_name("kursk", "Kursk"))
            },
            "has no name",
        ),
        (
            "an entity twice",
            |live| (0..2).try_for_each(|_| live.add_entity(Kind::City, "a", "Aa")),
            "`a` stands already in added names",
        ),
        ("no entity to remove", |live| live.remove_entity("minsk"), "`minsk` has no names"),
        (
            "many, the last impossible",
            |live| {
                let mut changes = Changes::new();
                changes
                    .remove_entity("kursk")
                    .add_entity(Kind::City, "new", "Sudja")
                    .add_name("new", "Koersk")
                    .remove_entity("minsk");
                live.apply(changes)
            },
            "added names: `minsk` has no names",
        ),
        (
            "a name of what is removed",
            |live| {
                let mut changes = Changes::new();
                changes
                    .add_entity(Kind::City, "new", "Sudja")
                    .remove_entity("new")
                    .add_name("new", "Koersk");
                live.apply(changes)
            },
            "no table has an entity `new`",
        ),
        (
            "parts of people's names",
            |live| {
                live.add(
                    Gazetteer::builder().name_parts("part,given,family\nAnn,en:3,\n".as_bytes())?,
                )
            },
            "parts of people's names",
        ),
        (
            "words",
            |live| live.add(Gazetteer::builder().common_words("lang,word\nen,kursk\n".as_bytes())?),
            "ordinary words",
        ),
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
            let tables = Gazetteer::builder()
                .table(Kind::Person, person.as_bytes())
                .unwrap()
                .names(name.as_bytes())
                .unwrap();
            live.add(tables).unwrap();
            live.remove_entity("jane").unwrap();
        }
        done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn many_changes_at_once_are_made_in_their_order() {
    let all = [("Kursk", "kursk"), ("Курск", "kursk"), ("Ann Harlow", "ann")];
    type List = fn(&mut Changes) -> &mut Changes;
    type Case<'a> = (&'a str, List, &'a [(&'a str, &'a str)]);
    let cases: &[Case<'_>] = &[
        ("none", |changes| changes, &all),
        (
            "an entity and its name",
            |changes| changes.add_entity(Kind::City, "new", "Elsewhere").add_name("new", "Sudja"),
            { &[all[0], all[1], ("Sudja", "new"), all[2]] },
        ),
        (
            "added and removed",
            |changes| changes.add_entity(Kind::City, "new", "Sudja").remove_entity("new"),
            &all,
        ),
        (
            "removed and added",
            |changes| changes.remove_name("kursk", "Kursk").add_name("kursk", "KURSK"),
            &all,
        ),
        (
            "removed and added as something else",
            |changes| changes.remove_entity("kursk").add_entity(Kind::Person, "kursk", "Sudja"),
            &[("Sudja", "kursk"), all[2]],
        ),
        (
            "added, removed and added",
            |changes| {
                changes
                    .add_name("ann", "Sudja")
                    .remove_name("ann", "SUDJA")
                    .add_name("sudzha", "Sudja")
            },
            &[all[0], all[1], ("Sudja", "sudzha"), all[2]],
        ),
    ];
    for (case, list, expected) in cases {
        let live = live();
        let mut changes = Changes::new();
        list(&mut changes);
        live.apply(changes).unwrap_or_else(|error| panic!("{case}: {error}"));
        let found = found(&live.snapshot(), "Kursk, Курск, Sudja, Ann Harlow");
        let found: Vec<(&str, &str)> =
            found.iter().map(|(name, id)| (name.as_str(), id.as_str())).collect();
        assert_eq!(found, *expected, "{case}");
    }
}

/// Each layer is looked for in a text by itself, so that there must not be many however the names
/// came, and none for those that went.
#[test]
fn names_that_come_one_by_one_are_in_few_layers() {
    const MANY: usize = 6000;
    let live = live();
    let mut most = 0;
    for at in 0..MANY {
        live.add_entity(Kind::City, &format!("id{at}"), &format!("Name{at}")).unwrap();
        most = most.max(live.snapshot().dictionaries().count());
    }
    assert!((3..=4).contains(&most), "{most} layers");
    let names = |of: &Annotator| {
        of.dictionaries()
            .skip(1)
            .map(|dictionary| dictionary.gazetteer().names_len())
            .sum::<usize>()
    };
    assert_eq!(names(&live.snapshot()), MANY);
    let text = (0..MANY).map(|at| format!("Name{at}.")).collect::<Vec<_>>().join(" ");
    assert_eq!(found(&live.snapshot(), &text).len(), MANY);
    for at in 0..MANY {
        live.remove_entity(&format!("id{at}")).unwrap();
        let left = MANY - at - 1;
        assert!(
            names(&live.snapshot()) <= 2 * left,
            "{left} names are left of {}",
            names(&live.snapshot())
        );
    }
    assert_eq!(live.snapshot().dictionaries().count(), 1);
    assert_eq!(found(&live.snapshot(), &text), []);
}

/// A dictionary with all that names in no table are told by.
fn with_patterns() -> GazetteerBuilder {
    let parts = "part,given,family\nAmerica,en:2,\nHarlow,en:9,en:9\nAnn,en:9,\nJim,en:9,\nSmith,,\
     en:9\nЛиды,ru:9,\n";
    let cues = "lang,phrase,kind,side,span\nen,Lake,place,before,in\nen,President,person,before,\
     out\nen,Bank,organization,before,in\n";
    let builder =
        Gazetteer::builder().name_parts(parts.as_bytes()).unwrap().cues(cues.as_bytes()).unwrap();
    builder.inflections("lang,word,ending,forms\nru,noun,-д|а,ы е у ой\n".as_bytes()).unwrap()
}

/// What is removed, one thing at a time; the last stays.
const TABLES: [(Kind, &str, &str); 7] = [
    (Kind::Country, "US", "America"),
    (Kind::Person, "ann", "Ann Harlow"),
    (Kind::Organization, "walhi", "WALHI"),
    (Kind::Organization, "bank", "Bank Harlow"),
    (Kind::Place, "lake", "Tahoe"),
    (Kind::Country, "lida", "Lida"),
    (Kind::Place, "mount", "Mount Harlow"),
];

#[test]
fn a_removed_name_does_not_come_back_as_one_that_no_table_has() {
    // What is found when the name never was in a table, and when it was removed.
    type Case<'a> = (&'a str, (&'a str, &'a str), &'a str, &'a [&'a str], &'a [&'a str]);
    let cases: &[Case<'_>] = &[
        ("a name", ("US", "America"), "He saw America today.", &["America"], &[]),
        ("in capitals", ("US", "America"), "We saw President AMERICA today.", &["AMERICA"], &[]),
        ("behind a title", ("US", "America"), "We saw President America today.", &["America"], &[]),
        (
            "as part of a longer name",
            ("US", "America"),
            "He saw America Zork today.",
            &["America Zork"],
            &["America Zork"],
        ),
        ("a person", ("ann", "Ann Harlow"), "He saw Ann Harlow today.", &["Ann Harlow"], &[]),
        (
            "a last word",
            ("ann", "Ann Harlow"),
            "He saw Ann Harlow; President Harlow left.",
            &["Ann Harlow", "Harlow"],
            &["Harlow"],
        ),
        ("an acronym", ("walhi", "WALHI"), "It was the WALHI who said so.", &["WALHI"], &[]),
        (
            "a name with its head",
            ("bank", "Bank Harlow"),
            "It was Bank Harlow that did so.",
            &["Bank Harlow"],
            &[],
        ),
        (
            "a cue beside the name",
            ("lake", "Tahoe"),
            "They swam in Lake Tahoe today.",
            &["Lake Tahoe"],
            &[],
        ),
        ("an inflected form", ("lida", "Лида"), "Мы были у Лиды вчера.", &["Лиды"], &[]),
    ];
    let table = |left_out: &str| {
        let rows = TABLES
            .iter()
            .filter(|(_, id, _)| *id != left_out)
            .map(|(kind, id, name)| format!("{kind},{id},{name}\n"));
        format!("kind,id,name\n{}", rows.collect::<String>())
    };
    let found = |annotator: &Annotator, text: &str| {
        let annotations = annotator.annotate(text);
        annotations
            .iter()
            .map(|mention| (mention.as_str().to_owned(), mention.entity().is_some()))
            .collect::<Vec<_>>()
    };
    let unknown =
        |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), false)).collect::<Vec<_>>();
    for (case, (id, name), text, never, removed) in cases {
        let build = |left_out: &str| {
            let tables = with_patterns().table(Kind::Place, table(left_out).as_bytes()).unwrap();
            let names = if left_out == "lida" {
                "id,lang,name\n"
            } else {
                "id,lang,name\nlida,ru,Лида\n"
            };
            Annotator::new(tables.names(names.as_bytes()).unwrap().build().unwrap()).unwrap()
        };
        assert_eq!(found(&build(id), text), unknown(never), "{case}, never there");
        let live = LiveAnnotator::new(build(""));
        let before = found(&live.snapshot(), text);
        assert_ne!(before, unknown(never), "{case}, there");
        live.remove_name(id, name).unwrap();
        assert_eq!(found(&live.snapshot(), text), unknown(removed), "{case}, removed");
        let layered = build("mount").with_layer(Annotator::clone(&live.snapshot())).unwrap();
        assert_eq!(
            found(&layered, text),
            before,
            "{case}, removed from the upper of two layers alone"
        );
        live.add_name(id, name).unwrap();
        assert_eq!(found(&live.snapshot(), text), before, "{case}, added again");
        live.remove_entity(id).unwrap();
        assert_eq!(
            found(&live.snapshot(), text),
            unknown(removed),
            "{case}, removed with the entity"
        );
    }
}
