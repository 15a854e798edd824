//! Figures of `gazetag::evaluate` and of `gazetag evaluate`, worked out by hand.

use gazetag::{
    Point, Span,
    evaluate::{Accuracy, Evaluation, Group, Marked, Report},
};
use gazetag_tests::root;

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
    let labels = std::fs::read_to_string(root().join("src/evaluate/labels.csv")).unwrap();
    for (label, group) in labels.lines().skip(1).filter_map(|row| row.split_once(',')) {
        assert_eq!(Group::of(label).map(Group::as_str), Some(group), "{label}");
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
