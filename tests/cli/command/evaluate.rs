//! `gazetag evaluate`: figures, messages and exit codes.

use super::*;

const GOLD: &str = r#"{"id": 1, "text": "Kursk, Rusia: Walhi", "lang": "id", "entities": [{"start": 0, "end": 5, "type": "place", "lat": 51.7, "lon": 36.2, "country": "RU"}, {"start": 7, "end": 12, "type": "place", "country": "RU", "level": "country"}, {"start": 14, "end": 19, "type": "org"}]}

{"id": "b", "text": "Ада, 4 мая", "entities": [{"start": 0, "end": 6, "type": "PER"}, {"start": 8, "end": 16, "type": "DATE"}]}
"#;

const TABLE: &str = "\
id,name,kind,country,lat,lon
RU,Rusia,country,,61.5,105.3
geonames:538560,Kursk,city,RU,51.7,36.2
geonames:1,Walhi,city,ID,0,100
";

/// Exit code, output and messages.
fn evaluate(args: &[&str]) -> (Option<i32>, String, String) {
    let run = gazetag(&[&["evaluate"], args].concat(), "");
    (run.code, run.out, run.err)
}

#[test]
fn texts_annotated_now() {
    let gold = file("evaluate-now-gold.jsonl", GOLD);
    let table = file("evaluate-now-table.csv", TABLE);
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
        json!({"gold": 1, "found": 1, "resolved": 1, "resolved_share": 1.0,
            "within_161_km": 1.0, "within_161_km_of_gold": 1.0,
            "median_km": 0.0})
    );
    assert_eq!(
        report["countries"],
        json!({"gold": 2, "answered": 2, "accuracy": 1.0, "accuracy_of_gold": 1.0})
    );
}

#[test]
fn predictions() {
    let gold = file("evaluate-pred-gold.jsonl", GOLD);
    let predictions = r#"{"id": "b", "mentions": [{"start": 0, "end": 6, "kind": "person", "text": "Ада", "score": 0.75}]}
{"id": 7, "entities": []}
{"id": 1, "entities": [{"start": 0, "end": 12, "type": "GPE"}, {"start": 14, "end": 19, "type": "ORG"}]}"#;
    let predictions = file("evaluate-pred.jsonl", predictions);
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
            "{\"id\": 1, \"text\": \"\", \"entities\": []}\n{\"id\": 1, \"text\": \"\", \
             \"entities\": []}",
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
            Some("\n{\"id\": 1, \"mentions\": [{\"start\": 1, \"end\": 9, \"kind\": \"city\"}]}"),
            &["pred.jsonl, line 2: 1 to 9 is no span of the text"],
        ),
    ] {
        let gold = file("evaluate-bad-gold.jsonl", gold);
        let predictions = file("evaluate-bad-pred.jsonl", predictions.unwrap_or(good));
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
    let gold = file("evaluate-there.jsonl", GOLD);
    for (case, args) in [
        ("gold", &["nowhere.jsonl", "--predictions", &*gold][..]),
        ("predictions", &[&*gold, "--predictions", "nowhere.jsonl"]),
    ] {
        let (code, _, err) = evaluate(args);
        assert_eq!(code, Some(1), "{case}");
        assert!(err.contains("nowhere.jsonl"), "{case}: {err}");
    }
}
