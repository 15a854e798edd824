//! Forms that rules of inflection make of names.

use gazetag::{Annotator, Document, Gazetteer, Kind};

const NAMES: &str =
    "id,lang,name,form\nminsk,be ru,Минск,\nkursk,ru,Курск,\nbank,ru,Банк,abbreviation\n";
const CITIES: &str =
    "id,name,population\nminsk,Minsk,1742124\nkursk,Kursk,99999\nbank,Bank of Moscow,1000000\n";
const RULES: &str = "lang,word,ending,forms\nru,noun,-ск|,а у - ом е\nru,noun,-нк|,а у - ом е\n";

/// A case, the language of a text, the text, and the mentions there with their entities.
type Case<'a> = (&'a str, &'a str, &'a str, &'a [(&'a str, &'a str)]);

fn check(annotator: &Annotator, cases: &[Case<'_>]) {
    for (case, lang, text, expected) in cases {
        let annotations = annotator.annotate(Document::new(text).with_lang(lang));
        let found = annotations
            .iter()
            .map(|mention| (mention.as_str(), mention.entity().map_or("", |entity| entity.id())));
        assert_eq!(found.collect::<Vec<_>>(), *expected, "{case}");
    }
}

#[test]
fn rules_apply_to_tables_in_any_order() {
    let gazetteer = Gazetteer::builder()
        .inflections(RULES.as_bytes())
        .unwrap()
        .names(NAMES.as_bytes())
        .unwrap();
    let gazetteer = gazetteer.table(Kind::City, CITIES.as_bytes()).unwrap().build().unwrap();
    check(
        &Annotator::new(gazetteer).unwrap(),
        &[
            (
                "in another language of the spelling",
                "ru",
                "переговоры в Минске",
                &[("Минске", "minsk")],
            ),
            ("a small city", "ru", "переговоры в Курске", &[]),
            ("an abbreviation", "ru", "переговоры в Банке", &[]),
            ("main names in other languages", "pl", "rozmowy w Minskiem", &[]),
        ],
    );
}

#[test]
fn forms_give_way_to_names() {
    let cities = "id,name,population\nminsk,Minsk,1742124\nother,Минске,20000\n";
    let gazetteer = Gazetteer::builder()
        .table(Kind::City, cities.as_bytes())
        .unwrap()
        .names("id,lang,name\nminsk,ru,Минск\n".as_bytes())
        .unwrap();
    let gazetteer = gazetteer.inflections(RULES.as_bytes()).unwrap().build().unwrap();
    check(
        &Annotator::new(gazetteer).unwrap(),
        &[("both", "ru", "от Минска к Минске", &[("Минска", "minsk"), ("Минске", "other")])],
    );
}

#[test]
fn bad_rules_of_inflection_are_errors() {
    let error = Gazetteer::builder()
        .inflections("lang,word,ending,forms\nru,noun,-[кг|а,и\n".as_bytes())
        .unwrap_err();
    assert_eq!((error.line_number(), error.column_name()), (Some(2), Some("ending")), "{error}");
}
