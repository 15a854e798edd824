//! Names that another tool found, linked with the built-in tables.

use gazetag::{Annotator, Document, Entity, Kind, Span, Spotted, evaluate::Group};
use std::sync::LazyLock;

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(Annotator::builtin);

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
                "span number 2: {start}..{end} is no part of the text: expected start before end, \
                 both at edges of characters and at most 15"
            ),
            "{case}"
        );
    }
    assert!(
        ANNOTATOR.resolve(text, &[Span { start: 5, end: 3 }.into()]).is_err(),
        "ends before it starts"
    );
}
