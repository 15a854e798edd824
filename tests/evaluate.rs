//! Figures of `gazetag::evaluate` and of `gazetag evaluate`, worked out by hand.

use gazetag::{
    Point, Span,
    evaluate::{Accuracy, Evaluation, Group, Marked, Report},
};

/// Start and end of a name and what a marked text calls it.
type Row = (usize, usize, &'static str);

fn marked(rows: &[Row]) -> Vec<Marked<'static>> {
    rows.iter()
        .map(|&(start, end, word)| {
            Marked::new(Span::new(start, end), Group::of(word).expect("a group's word"))
        })
        .collect()
}

/// Evaluates pairs of marked and found names, one pair a text.
fn evaluate(texts: &[(&[Row], &[Row])]) -> Report {
    let mut evaluation = Evaluation::default();
    for (gold, found) in texts {
        evaluation.add(&marked(gold), &marked(found));
    }
    evaluation.report()
}

fn thousandths(Accuracy { precision, recall, f1, .. }: Accuracy) -> [u32; 3] {
    [precision, recall, f1].map(|share| (share * 1000.0).round() as u32)
}

#[test]
fn groups_of_words() {
    for (word, group) in [
        ("place", Some(Group::Place)),
        ("country", Some(Group::Place)),
        ("LOC", Some(Group::Place)),
        (" Gpe ", Some(Group::Place)),
        ("PER", Some(Group::Person)),
        ("organization", Some(Group::Organization)),
        ("organisation", Some(Group::Organization)),
        ("DATE", None),
        ("", None),
    ] {
        assert_eq!(Group::of(word), group, "{word:?}");
    }
}

#[test]
fn precision_recall_and_f1() {
    type Texts = &'static [(&'static [Row], &'static [Row])];
    let cases: [(&str, Texts, [u32; 3], [u32; 3]); 13] = [
        ("no texts", &[], [1000, 1000, 1000], [1000, 1000, 1000]),
        ("nothing to find, nothing found", &[(&[], &[])], [1000, 1000, 1000], [1000, 1000, 1000]),
        (
            "all found",
            &[(&[(0, 5, "place")], &[(0, 5, "city")])],
            [1000, 1000, 1000],
            [1000, 1000, 1000],
        ),
        ("nothing found", &[(&[(0, 5, "place")], &[])], [0, 0, 0], [0, 0, 0]),
        // 1 of 2 found is marked, 1 of 3 marked is found: 2 · ½ · ⅓ / (½ + ⅓) = 0.4.
        (
            "some of each",
            &[(
                &[(0, 5, "place"), (6, 9, "place"), (10, 12, "place")],
                &[(0, 5, "place"), (20, 25, "place")],
            )],
            [500, 333, 400],
            [500, 333, 400],
        ),
        (
            "another boundary",
            &[(&[(0, 12, "place")], &[(6, 12, "place")])],
            [0, 0, 0],
            [1000, 1000, 1000],
        ),
        (
            "touching is not overlapping",
            &[(&[(0, 6, "place")], &[(6, 12, "place")])],
            [0, 0, 0],
            [0, 0, 0],
        ),
        (
            "another group",
            &[(&[(0, 6, "place"), (9, 12, "per")], &[(0, 6, "per"), (9, 12, "per")])],
            [500, 500, 500],
            [500, 500, 500],
        ),
        // Both found overlap the one that is marked.
        (
            "two found in one marked",
            &[(&[(0, 12, "org")], &[(0, 4, "org"), (6, 12, "org")])],
            [0, 0, 0],
            [1000, 1000, 1000],
        ),
        // The first marked is far longer than those behind it.
        (
            "one found over a long and a short marked",
            &[(&[(0, 50, "org"), (10, 12, "org"), (20, 22, "org")], &[(30, 40, "org")])],
            [0, 0, 0],
            [1000, 333, 500],
        ),
        (
            "found twice counts once",
            &[(&[(0, 5, "place")], &[(0, 5, "city"), (0, 5, "country")])],
            [1000, 1000, 1000],
            [1000, 1000, 1000],
        ),
        (
            "groups that no text marks do not count",
            &[(&[(0, 5, "place")], &[(0, 5, "loc"), (7, 9, "per")])],
            [1000, 1000, 1000],
            [1000, 1000, 1000],
        ),
        // Spans of one text are not those of another: 1 of 2 and 1 of 2.
        (
            "two texts",
            &[(&[(0, 5, "place")], &[(0, 5, "place")]), (&[(0, 5, "place")], &[(3, 4, "place")])],
            [500, 500, 500],
            [1000, 1000, 1000],
        ),
    ];
    for (case, texts, exact, overlap) in cases {
        let report = evaluate(texts);
        assert_eq!(
            (thousandths(report.all.exact), thousandths(report.all.overlap)),
            (exact, overlap),
            "{case}"
        );
        assert_eq!(report.documents, texts.len(), "{case}");
    }
}

#[test]
fn figures_by_group() {
    let report = evaluate(&[(
        &[(0, 5, "place"), (6, 9, "org"), (10, 12, "org")],
        &[(0, 5, "place"), (6, 9, "org"), (20, 22, "per")],
    )]);
    let groups: Vec<_> = report
        .groups
        .iter()
        .map(|group| {
            (
                group.group,
                group.figures.gold,
                group.figures.found,
                group.figures.right,
                thousandths(group.figures.exact),
            )
        })
        .collect();
    assert_eq!(
        groups,
        [
            (Group::Place, 1, 1, 1, [1000, 1000, 1000]),
            (Group::Person, 0, 1, 0, [0, 1000, 0]),
            (Group::Organization, 2, 1, 1, [1000, 500, 667])
        ]
    );
}

/// A place at 0° east, whose latitude is given, in a country.
fn place(start: usize, lat: Option<f64>, country: Option<&'static str>) -> Marked<'static> {
    let point = lat.map(|lat| Point { lat, lon: 0.0 });
    Marked::new(Span::new(start, start + 1), Group::Place).with_point(point).with_country(country)
}

/// A degree of latitude is 6371 km · π / 180 = 111.195 km.
#[test]
fn coordinates() {
    /// A case's name; marked and found latitudes; resolved share, shares within 161 km of those
    /// resolved and of all, median.
    type Case = (&'static str, &'static [(Option<f64>, Option<Option<f64>>)], [Option<f64>; 4]);
    let cases: [Case; 7] = [
        ("nothing marked with coordinates", &[(None, Some(Some(1.0)))], [None; 4]),
        ("not found", &[(Some(1.0), None)], [Some(0.0), None, Some(0.0), None]),
        (
            "found without coordinates",
            &[(Some(1.0), Some(None))],
            [Some(0.0), None, Some(0.0), None],
        ),
        (
            "at the place",
            &[(Some(1.0), Some(Some(1.0)))],
            [Some(1.0), Some(1.0), Some(1.0), Some(0.0)],
        ),
        (
            "a degree off",
            &[(Some(1.0), Some(Some(2.0)))],
            [Some(1.0), Some(1.0), Some(1.0), Some(111.195)],
        ),
        (
            "two degrees off",
            &[(Some(1.0), Some(Some(3.0)))],
            [Some(1.0), Some(0.0), Some(0.0), Some(222.39)],
        ),
        // One and three degrees off, one not found: the median lies between the first two.
        (
            "three",
            &[(Some(0.0), Some(Some(1.0))), (Some(0.0), None), (Some(0.0), Some(Some(-3.0)))],
            [Some(0.667), Some(0.5), Some(0.333), Some(222.39)],
        ),
    ];
    for (case, places, expected) in cases {
        let gold: Vec<_> =
            places.iter().enumerate().map(|(at, (lat, _))| place(at * 2, *lat, None)).collect();
        let found: Vec<_> = places
            .iter()
            .enumerate()
            .filter_map(|(at, (_, lat))| Some(place(at * 2, (*lat)?, None)))
            .collect();
        let mut evaluation = Evaluation::default();
        evaluation.add(&gold, &found);
        let figures = evaluation.report().places;
        let rounded = [
            figures.resolved_share,
            figures.within_161_km,
            figures.within_161_km_of_gold,
            figures.median_km,
        ]
        .map(|value| value.map(|value| (value * 1000.0).round() / 1000.0));
        assert_eq!(rounded, expected, "{case}");
    }
}

#[test]
fn coordinates_below_country_level() {
    let gold = [place(0, Some(0.0), None).a_country(), place(2, Some(0.0), None)];
    let mut evaluation = Evaluation::default();
    evaluation.add(&gold, &[place(0, Some(9.0), None), place(2, Some(1.0), None)]);
    let report = evaluation.report();
    assert_eq!((report.places.gold, report.places.within_161_km), (2, Some(0.5)));
    assert_eq!((report.below_country.gold, report.below_country.within_161_km), (1, Some(1.0)));
}

#[test]
fn countries() {
    for (case, gold, found, (marked, answered, accuracy, of_gold)) in [
        ("none marked", None, Some(Some("RU")), (0, 0, None, None)),
        ("not found", Some("RU"), None, (1, 0, None, Some(0.0))),
        ("without a country", Some("RU"), Some(None), (1, 0, None, Some(0.0))),
        ("right", Some("RU"), Some(Some("ru ")), (1, 1, Some(1.0), Some(1.0))),
        ("wrong", Some("RU"), Some(Some("UA")), (1, 1, Some(0.0), Some(0.0))),
        ("other codes", Some("UK"), Some(Some("GB")), (1, 1, Some(1.0), Some(1.0))),
    ] {
        let mut evaluation = Evaluation::default();
        let found: Vec<_> = found.map(|country| place(0, None, country)).into_iter().collect();
        evaluation.add(&[place(0, None, gold)], &found);
        let figures = evaluation.report().countries;
        assert_eq!(
            (figures.gold, figures.answered, figures.accuracy, figures.accuracy_of_gold),
            (marked, answered, accuracy, of_gold),
            "{case}"
        );
    }
}

#[test]
fn reliability_of_scores() {
    /// A case's name; whether names are marked, are found and with which score; bins as least
    /// score, found, mean and right; error.
    type Case = (
        &'static str,
        &'static [(bool, Option<f32>)],
        &'static [(u32, usize, u32, u32)],
        Option<u32>,
    );
    let cases: [Case; 6] = [
        ("nothing found", &[(true, None)], &[], None),
        ("right for sure", &[(true, Some(1.0))], &[(900, 1, 1000, 1000)], Some(0)),
        (
            "as often right as said",
            &[(true, Some(0.5)), (false, Some(0.5))],
            &[(500, 2, 500, 500)],
            Some(0),
        ),
        ("too sure", &[(true, Some(0.95)), (false, Some(0.95))], &[(900, 2, 950, 500)], Some(450)),
        ("never sure", &[(true, Some(0.0))], &[(0, 1, 0, 1000)], Some(1000)),
        // One right of two said to be 1.5, and one of one said to be 0.25: 0.5 and 0.75 off, over
        // three.
        (
            "two bins",
            &[(true, Some(0.75)), (false, Some(0.75)), (true, Some(0.25))],
            &[(200, 1, 250, 1000), (700, 2, 750, 500)],
            Some(417),
        ),
    ];
    let thousandths = |share: f64| (share * 1000.0).round() as u32;
    for (case, names, bins, error) in cases {
        let name = |at: usize| Marked::new(Span::new(at, at + 1), Group::Place);
        let gold: Vec<_> =
            names.iter().enumerate().filter(|(_, name)| name.0).map(|(at, _)| name(at)).collect();
        let found: Vec<_> = names
            .iter()
            .enumerate()
            .filter_map(|(at, row)| Some(name(at).with_score(Some(row.1?))))
            .collect();
        let mut evaluation = Evaluation::default();
        evaluation.add(&gold, &found);
        let figures = evaluation.report().scores;
        let rounded: Vec<_> = figures
            .bins
            .iter()
            .map(|bin| {
                (thousandths(bin.least), bin.found, thousandths(bin.mean), thousandths(bin.right))
            })
            .collect();
        assert_eq!((&*rounded, figures.error.map(thousandths)), (bins, error), "{case}");
    }
}

#[test]
fn what_a_score_is_the_probability_of() {
    let near = |lat| place(0, lat, None);
    for (case, gold, found, right) in [
        ("the same span", near(None), near(None), Some(1.0)),
        ("another span", near(None), place(3, None, None), Some(0.0)),
        ("another group", near(None), Marked::new(Span::new(0, 1), Group::Person), None),
        ("near by", near(Some(0.0)), near(Some(1.0)), Some(1.0)),
        ("far off", near(Some(0.0)), near(Some(2.0)), Some(0.0)),
        ("a country", near(Some(0.0)).a_country(), near(Some(9.0)), Some(1.0)),
        ("found without coordinates", near(Some(0.0)), near(None), Some(1.0)),
    ] {
        let mut evaluation = Evaluation::default();
        evaluation.add(&[gold], &[found.with_score(Some(0.5))]);
        // Of groups that no text marks nothing is known.
        assert_eq!(evaluation.report().scores.bins.first().map(|bin| bin.right), right, "{case}");
    }
    let mut evaluation = Evaluation::default();
    evaluation.add(&[near(None)], &[near(None)]);
    assert_eq!(evaluation.report().scores.found, 0, "without a score");
}

#[cfg(feature = "cli")]
mod command {
    use serde_json::{Value, json};
    use std::{fs, path::Path, process::Command};

    const GOLD: &str = r#"{"id": 1, "text": "Kursk, Rusia: Walhi", "lang": "id", "entities": [{"start": 0, "end": 5, "type": "place", "lat": 51.7, "lon": 36.2, "country": "RU"}, {"start": 7, "end": 12, "type": "place", "country": "RU", "level": "country"}, {"start": 14, "end": 19, "type": "org"}]}

{"id": "b", "text": "Ада, 4 мая", "entities": [{"start": 0, "end": 6, "type": "PER"}, {"start": 8, "end": 16, "type": "DATE"}]}
"#;

    const TABLE: &str = "\
id,name,kind,country,lat,lon
RU,Rusia,country,,61.5,105.3
geonames:538560,Kursk,city,RU,51.7,36.2
geonames:1,Walhi,city,ID,0,100
";

    fn file(name: &str, content: &str) -> String {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("evaluate");
        fs::create_dir_all(&folder).expect("the folder can be made");
        let path = folder.join(name);
        fs::write(&path, content).expect("the file can be written");
        path.to_str().expect("cargo chose a readable path").into()
    }

    /// Exit code, output and messages.
    fn evaluate(args: &[&str]) -> (Option<i32>, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_gazetag"))
            .arg("evaluate")
            .args(args)
            .output()
            .expect("it starts");
        let utf8 = |bytes| String::from_utf8(bytes).expect("it writes UTF-8");
        (output.status.code(), utf8(output.stdout), utf8(output.stderr))
    }

    #[test]
    fn texts_annotated_now() {
        let gold = file("now-gold.jsonl", GOLD);
        let table = file("now-table.csv", TABLE);
        let (code, out, err) = evaluate(&[&gold, "--no-builtin", "--gazetteer", &table, "--json"]);
        assert_eq!(code, Some(0), "{err}");
        assert!(err.contains("left out") && err.contains("DATE (1)"), "{err}");
        let report: Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!(report["documents"], 2);
        // Two of three places found are marked; the organization and the person are not found.
        assert_eq!(
            (&report["all"]["gold"], &report["all"]["found"], &report["all"]["right"]),
            (&json!(4), &json!(3), &json!(2))
        );
        assert_eq!(
            report["places"],
            json!({"gold": 1, "found": 1, "resolved": 1, "resolved_share": 1.0, "within_161_km": 1.0, "within_161_km_of_gold": 1.0, "median_km": 0.0})
        );
        assert_eq!(
            report["countries"],
            json!({"gold": 2, "answered": 2, "accuracy": 1.0, "accuracy_of_gold": 1.0})
        );
    }

    #[test]
    fn predictions() {
        let gold = file("pred-gold.jsonl", GOLD);
        let predictions = r#"{"id": "b", "mentions": [{"start": 0, "end": 6, "kind": "person", "text": "Ада", "score": 0.75}]}
{"id": 7, "entities": []}
{"id": 1, "entities": [{"start": 0, "end": 12, "type": "GPE"}, {"start": 14, "end": 19, "type": "ORG"}]}"#;
        let predictions = file("pred.jsonl", predictions);
        let (code, out, err) = evaluate(&[&gold, "--predictions", &predictions]);
        assert_eq!(code, Some(0), "{err}");
        assert!(err.contains("predictions for no marked text: 1"), "{err}");
        let row = |name: &str| -> Vec<&str> {
            out.lines()
                .find(|line| line.starts_with(name))
                .unwrap_or_else(|| panic!("no {name} in {out}"))
                .split_whitespace()
                .collect()
        };
        // One span over both places: none right, but all overlap.
        assert_eq!(
            row("place"),
            ["place", "2", "1", "0", "0.000", "0.000", "0.000", "1.000", "1.000", "1.000"]
        );
        assert_eq!(
            row("person"),
            ["person", "1", "1", "1", "1.000", "1.000", "1.000", "1.000", "1.000", "1.000"]
        );
        assert_eq!(row("0.7 to 0.8"), ["0.7", "to", "0.8", "1", "0.750", "1.000"]);
        assert_eq!(row("calibration"), ["calibration", "error", "0.250"]);
        // 2 of 3 found are right, 2 of 4 marked: 2 · ⅔ · ½ / (⅔ + ½) = 0.571.
        assert_eq!(
            row("all"),
            ["all", "4", "3", "2", "0.667", "0.500", "0.571", "1.000", "1.000", "1.000"]
        );
    }

    #[test]
    fn bad_lines() {
        let good = r#"{"id": 1, "text": "Kursk", "entities": []}"#;
        for (case, gold, predictions, expected) in [
            ("no object", "[1]", None, &["gold.jsonl, line 1: expected an object"][..]),
            ("broken JSON", "\n{\"id\": 1,", None, &["gold.jsonl, line 2: EOF", "column 9"]),
            (
                "no text",
                r#"{"id": 1, "entities": []}"#,
                None,
                &["gold.jsonl, line 1: missing field `text`"],
            ),
            (
                "no id",
                r#"{"text": "a", "entities": []}"#,
                None,
                &["gold.jsonl, line 1: missing field `id`"],
            ),
            (
                "no entities",
                r#"{"id": 1, "text": "a"}"#,
                None,
                &["gold.jsonl, line 1: missing field `entities`"],
            ),
            (
                "a word for a number",
                r#"{"id": 1, "text": "a", "entities": [{"start": "0", "end": 1, "type": "loc"}]}"#,
                None,
                &["expected usize"],
            ),
            (
                "a span behind the text",
                r#"{"id": 1, "text": "Kursk", "entities": [{"start": 0, "end": 6, "type": "loc"}]}"#,
                None,
                &["gold.jsonl, line 1: 0 to 6 is no span of the text", "at most 5 bytes"],
            ),
            (
                "an empty span",
                r#"{"id": 1, "text": "Kursk", "entities": [{"start": 2, "end": 2, "type": "loc"}]}"#,
                None,
                &["2 to 2 is no span"],
            ),
            (
                "a span within a letter",
                r#"{"id": 1, "text": "Ада", "entities": [{"start": 0, "end": 3, "type": "per"}]}"#,
                None,
                &["0 to 3 is no span"],
            ),
            (
                "an id twice",
                "{\"id\": 1, \"text\": \"\", \"entities\": []}\n{\"id\": 1, \"text\": \"\", \"entities\": []}",
                None,
                &["line 2: the id 1 stands already in line 1"],
            ),
            (
                "predictions without a list",
                good,
                Some(r#"{"id": 1}"#),
                &["pred.jsonl, line 1: missing field `entities`"],
            ),
            (
                "a prediction behind the text",
                good,
                Some(
                    "\n{\"id\": 1, \"mentions\": [{\"start\": 1, \"end\": 9, \"kind\": \"city\"}]}",
                ),
                &["pred.jsonl, line 2: 1 to 9 is no span of the text"],
            ),
        ] {
            let gold = file("bad-gold.jsonl", gold);
            let predictions = file("bad-pred.jsonl", predictions.unwrap_or(good));
            let predictions = predictions.as_str();
            let (code, out, err) = evaluate(&[&gold, "--predictions", predictions]);
            assert_eq!((code, out.as_str()), (Some(1), ""), "{case}");
            for part in expected {
                assert!(err.contains(part), "{case}: expected {part:?} in {err}");
            }
        }
    }

    #[test]
    fn files_that_are_not_there() {
        let gold = file("there.jsonl", GOLD);
        for (case, args) in [
            ("gold", &["nowhere.jsonl", "--predictions", &*gold][..]),
            ("predictions", &[&*gold, "--predictions", "nowhere.jsonl"]),
        ] {
            let (code, _, err) = evaluate(args);
            assert_eq!(code, Some(1), "{case}");
            assert!(err.contains("nowhere.jsonl"), "{case}: {err}");
        }
    }
}
