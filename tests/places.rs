//! Which of several places of one name is meant, with the built-in tables. `[Paris|US-TX]` marks a
//! place, and its country or, with a hyphen, its region; `-` is a place that no table has.

#![cfg(feature = "builtin")]

use gazetag::{Annotator, Document, Entity, Kind, Span, Spotted, evaluate::Group};
use std::sync::LazyLock;

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(Annotator::builtin);

/// A text with marks, without them, and what is marked in it.
fn parse(marked: &str) -> (String, Vec<(Span, &str)>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    for (i, piece) in marked.split(['[', ']']).enumerate() {
        if i % 2 == 0 {
            text.push_str(piece);
            continue;
        }
        let (name, place) = piece.split_once('|').unwrap();
        marks.push((Span::new(text.len(), text.len() + name.len()), place));
        text.push_str(name);
    }
    (text, marks)
}

/// The country or region that `marked` names, of an entity.
fn shown<'e>(entity: Option<Entity<'e>>, marked: &str) -> &'e str {
    let Some(entity) = entity else { return "-" };
    let region = || if entity.kind() == Kind::Region { Some(entity.id()) } else { entity.region() };
    if marked.len() > 2 { region() } else { entity.country().filter(|_| marked != "-") }
        .unwrap_or(entity.id())
}

#[track_caller]
fn check(cases: &[(&str, &str, &str)]) {
    for (case, lang, marked) in cases {
        let (text, marks) = parse(marked);
        let annotations = ANNOTATOR.annotate(Document::new(&text).with_lang(lang));
        for (span, place) in marks {
            let mention = annotations.iter().find(|mention| mention.span() == span);
            let mention = mention.unwrap_or_else(|| {
                panic!("{case}: {:?} is not found: {annotations:?}", &text[span.range()])
            });
            assert_eq!(
                shown(mention.entity(), place),
                place,
                "{case}: {mention:?} {:#?}",
                mention.evidence()
            );
        }
    }
}

#[test]
fn neighbours() {
    check(&[
        ("a state behind", "en", "He moved to [Paris|US-TX], [Texas|US-TX], in May."),
        ("nothing behind", "en", "He moved to [Paris|FR] in May."),
        ("an abbreviated state", "en", "The town of [Alexandria|US-VA], [Va.|US-VA], voted."),
        ("a country", "id", "Serangan ke [Kursk|RU], [Rusia|RU], dimulai."),
        (
            "a county and a state",
            "en",
            "Fire in [Springfield|US-OH], [Clark County|US-OH], [Ohio|US-OH], overnight.",
        ),
        ("a state before", "en", "The fair in [Ohio|US-OH]'s [Springfield|US-OH] opens."),
        (
            "a country of the same name as a town",
            "en",
            "The mayor of [Lebanon|US-OH], [Ohio|US-OH], resigned.",
        ),
        ("the country itself", "en", "Fighting in [Lebanon|LB] and [Syria|SY] went on."),
        (
            "a country that is a state elsewhere",
            "en",
            "Protests in [Tbilisi|GE], [Georgia|GE], grew.",
        ),
        (
            "a state that is a country elsewhere",
            "en",
            "A storm hit [Savannah|US-GA], [Georgia|US-GA], on Monday.",
        ),
        (
            "a list is no address",
            "en",
            "Offices in [Vienna|AT], [Texas|US-TX], [Ohio|US-OH] and [Kansas|US-KS].",
        ),
    ]);
}

#[test]
fn one_place_in_a_document() {
    check(&[
        (
            "later without the state",
            "en",
            "Police in [Birmingham|US-AL], [Alabama|US-AL], said so. [Birmingham|US-AL] has four stations.",
        ),
        (
            "without any state",
            "en",
            "Police in [Birmingham|GB] said so. [Birmingham|GB] has many stations.",
        ),
        (
            "two of one name",
            "en",
            "From [Paris|FR], [France|FR], he flew home to [Paris|US-TX], [Texas|US-TX].",
        ),
        (
            "a region in which no table has it",
            "en",
            "A fire in [Vienna|-], [Wyoming|US-WY], hurt two. Residents of [Vienna|-] were told to leave.",
        ),
    ]);
}

#[test]
fn what_a_document_is_about() {
    check(&[
        (
            "a town among those of its province",
            "en",
            "Police in [London|CA-ON] worked with those of [Toronto|CA-ON], [Ottawa|CA-ON] and [Kitchener|CA-ON] in [Ontario|CA-ON], [Canada|CA].",
        ),
        (
            "the capital among others",
            "en",
            "Police in [London|GB] worked with those of [Berlin|DE], [Madrid|ES] and [Toronto|CA].",
        ),
        (
            "a state among states",
            "en",
            "Voters in [Alabama|US-AL], [Tennessee|US-TN], [Florida|US-FL] and [Georgia|US-GA] go to the polls.",
        ),
        (
            "a country among its neighbours",
            "en",
            "Trade of [Armenia|AM] and [Azerbaijan|AZ] with [Georgia|GE] and [Turkey|TR] grew.",
        ),
        (
            "a town near another",
            "en",
            "Buses run between [Phenix City|US-AL] and [Columbus|US-GA] every hour.",
        ),
        (
            "a state is no town abroad",
            "en",
            "She was born in [Virginia|US-VA] and lives in [Florida|US-FL].",
        ),
        (
            "a large province does not make the capital its town",
            "en",
            "[Washington|US-DC] and [London|GB] agree, as do [Leeds|GB] and [Bristol|GB].",
        ),
    ]);
}

#[test]
fn where_a_document_comes_from() {
    let text = "A man from Richmond was charged with theft.";
    for (case, country, found) in [
        ("not known", None, "US"),
        ("given", Some("AU"), "AU"),
        ("in small letters", Some("ca"), "CA"),
        ("one that nobody has", Some("Ruritania"), "US"),
    ] {
        let document = Document::new(text).with_lang("en");
        let document = country.map_or(document, |country| document.with_country(country));
        let annotations = ANNOTATOR.annotate(document);
        assert_eq!(
            annotations.iter().next().unwrap().entity().unwrap().country(),
            Some(found),
            "{case}"
        );
    }
    let text = Document::new("A man from Paris, France, was charged.").with_country("US");
    assert_eq!(
        ANNOTATOR.annotate(text).iter().next().unwrap().entity().unwrap().country(),
        Some("FR"),
        "the text says otherwise"
    );
}

#[test]
fn spans_of_others() {
    let spotted = |text: &str, name: &str| {
        let start = text.find(name).unwrap();
        Spotted::new(Span::new(start, start + name.len()))
    };
    let places = Group::Place.kinds().iter().copied();
    for (case, text, name, kinds, found) in [
        (
            "a place with what it lies in",
            "He moved to Paris, Texas.",
            "Paris",
            None,
            Some("geonames:4717560"),
        ),
        (
            "a place of that kind only",
            "Fighting around Kursk",
            "Kursk",
            Some(vec![Kind::Region]),
            Some("RU-KRS"),
        ),
        ("small letters", "he moved to kursk", "kursk", None, Some("geonames:538560")),
        ("a genitive", "Kursk's people", "Kursk's", None, Some("geonames:538560")),
        (
            "a part of a longer name",
            "Ministry of Foreign Affairs of Ukraine",
            "Ukraine",
            None,
            Some("UA"),
        ),
        ("a part of a word", "prokurskian", "kursk", None, Some("geonames:538560")),
        (
            "quotation marks within",
            "the \u{201c}Kursk\u{201d}",
            "\u{201c}Kursk\u{201d}",
            None,
            Some("geonames:538560"),
        ),
        ("no name that is known", "Zzyzzxburg fell", "Zzyzzxburg", Some(places.collect()), None),
        ("no name of that kind", "Kursk fell", "Kursk", Some(vec![Kind::Person]), None),
        ("no letters", "in , there", ",", None, None),
    ] {
        let name = spotted(text, name);
        let name = kinds.map_or(name, |kinds: Vec<Kind>| name.with_kinds(kinds));
        let annotations = ANNOTATOR.resolve(Document::new(text).with_lang("en"), &[name]).unwrap();
        let mention = annotations.iter().next().unwrap();
        assert_eq!(mention.span(), name.span(), "{case}");
        assert_eq!(
            mention.entity().map(Entity::id),
            found,
            "{case}: {:?}",
            mention.candidates().collect::<Vec<_>>()
        );
        assert!(name.allows(mention.kind()), "{case}");
        assert_eq!(annotations.len(), 1, "{case}");
    }
}

#[test]
fn spans_of_others_keep_their_order() {
    let text = "Kementerian Pertahanan Belarusia di Minsk";
    let spans = [Span::new(36, 41), Span::new(0, 32), Span::new(23, 32), Span::new(36, 41)];
    let annotations = ANNOTATOR.resolve(text, &spans.map(Spotted::new)).unwrap();
    let found: Vec<_> = annotations
        .iter()
        .map(|mention| (mention.span(), mention.entity().unwrap().id()))
        .collect();
    let ids = ["geonames:625144", "ministry-of-defence-belarus", "BY", "geonames:625144"];
    assert_eq!(found, spans.into_iter().zip(ids).collect::<Vec<_>>());
    assert_eq!(ANNOTATOR.resolve(text, &[]).unwrap().len(), 0);
}

#[test]
fn spans_that_are_none() {
    let text = "в Минске";
    for (case, start, end) in [
        ("empty", 3, 3),
        ("behind the end", 3, 99),
        ("inside a character", 4, 15),
        ("ends inside one", 3, 6),
    ] {
        let span = Span { start, end };
        let error = ANNOTATOR
            .resolve(text, &[Spotted::new(Span::new(0, 2)), span.into()])
            .unwrap_err()
            .to_string();
        assert_eq!(
            error,
            format!(
                "span number 2: {start}..{end} is no part of the text: expected start before end, both at edges of characters and at most 15"
            ),
            "{case}"
        );
    }
    assert!(
        ANNOTATOR.resolve(text, &[Span { start: 5, end: 3 }.into()]).is_err(),
        "ends before it starts"
    );
}

/// Every mention of a place with an entity has what the tables have of it.
#[test]
fn what_a_resolved_place_has() {
    let text = "Paris and Kursk Oblast, Ukraine and Lake Baikal, Clark County, Ohio";
    let annotations = ANNOTATOR.annotate(Document::new(text).with_lang("en"));
    let records: Vec<_> = gazetag::output::records(&annotations, gazetag::Unit::Bytes).collect();
    assert!(records.len() >= 5, "{records:?}");
    for (record, mention) in records.iter().zip(annotations.iter()) {
        let entity = mention.entity().unwrap();
        assert_eq!(
            (record.country.as_deref(), record.region.as_deref()),
            (entity.country(), entity.region()),
            "{record:?}"
        );
        assert_eq!(
            record.lat.zip(record.lon),
            entity.point().map(|point| (point.lat, point.lon)),
            "{record:?}"
        );
        assert!(
            record.lat.is_some() && (record.country.is_some() || mention.kind() == Kind::Place),
            "{record:?}"
        );
    }
}
