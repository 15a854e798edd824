//! What a mention and its annotations say, with the built-in tables.

use gazetag::{Annotations, Annotator, Case, Document, Kind, Mention, Overlaps, Reason, Scratch};
use std::sync::LazyLock;

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(Annotator::builtin);

#[test]
fn a_language_that_is_not_said() {
    for (case, lang, text) in [
        (
            "names of its own",
            Some("de"),
            "Die Polizei in Genf und Mailand hat gesagt, dass sie nichts von der Sache weiß.",
        ),
        (
            "ordinary words of another",
            Some("en"),
            "The minister said that the talks in Split had not ended when he left for Bar.",
        ),
        (
            "in another script",
            Some("ru"),
            "Министр сказал, что переговоры в Минске ещё не закончены и что он вернётся в Москву.",
        ),
        ("too few words", None, "Minsk, 3-4"),
    ] {
        let found = ANNOTATOR.annotate(text);
        assert_eq!(found.lang(), lang, "{case}");
        let Some(lang) = lang else { continue };
        let said = ANNOTATOR.annotate(Document::new(text).with_lang(lang));
        let mentions = |annotations: &gazetag::Annotations| {
            annotations.iter().map(|m| (m.span(), m.score().to_bits())).collect::<Vec<_>>()
        };
        assert!(!mentions(&found).is_empty() && mentions(&found) == mentions(&said), "{case}");
    }
}

#[test]
fn an_inflected_mention_gives_its_base_name() {
    let annotations =
        ANNOTATOR.annotate(Document::new("Переговоры прошли в Минске.").with_lang("ru"));
    let mention = annotations.iter().next().unwrap();
    assert_eq!(
        (mention.as_str(), mention.name().unwrap().as_str(), mention.entity().unwrap().name()),
        ("Минске", "Минск", "Minsk")
    );
    assert!(
        mention.evidence().iter().any(|evidence| evidence.reason() == Reason::Inflected),
        "{:?}",
        mention.evidence()
    );
    let dictionary = ANNOTATOR.dictionaries().next().unwrap();
    assert!(
        dictionary
            .lookup("Минске")
            .any(|(entity, name)| entity.name() == "Minsk" && name.as_str() == "Минск")
    );
    assert!(dictionary.gazetteer().names().all(|(_, name)| name.as_str() != "Минске"));
}

#[test]
fn settings() {
    let text = "Kementerian Pertahanan Belarusia di Minsk";
    let build = Annotator::builder;
    let whole = ("Kementerian Pertahanan Belarusia", Kind::Organization);
    let inner = ("Kementerian Pertahanan", Kind::Organization);
    let (country, city) = (("Belarusia", Kind::Country), ("Minsk", Kind::City));
    for (case, builder, expected) in [
        ("the longest", build(), &[whole, city][..]),
        ("only some kinds", build().kinds([Kind::City, Kind::Organization]), &[whole, city]),
        ("a kind without mentions", build().kinds([Kind::City, Kind::Country]), &[city]),
        ("overlaps", build().overlaps(Overlaps::All), &[inner, whole, country, city]),
    ] {
        let annotator = builder.builtin();
        let annotations = annotator.annotate(text);
        let found = annotations.iter().map(|mention| (mention.as_str(), mention.kind()));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{case}");
    }

    let transcript = build().case(Case::Ignore).builtin();
    let text = "ukraine and nato talk to vladimir putin";
    let annotations = transcript.annotate(Document::new(text).with_lang("en"));
    let found = annotations.iter().map(|mention| mention.entity().map(|entity| entity.id()));
    let found: Vec<_> = found.collect();
    assert_eq!(found, [Some("UA"), Some("nato"), Some("vladimir-putin")], "no capitals");
}

#[test]
fn mentions_are_in_the_order_of_their_spans() {
    let annotator = Annotator::builder().overlaps(Overlaps::All).builtin();
    for (case, text, expected) in [
        ("a longer name", "Nazran' eyaletinde", &["Nazran", "Nazran'"][..]),
        ("an ending longer than the longer name", "Nazran'da kar", &["Nazran'", "Nazran'da"]),
    ] {
        let annotations = annotator.annotate(Document::new(text).with_lang("tr"));
        let found: Vec<_> = annotations.iter().map(|mention| mention.as_str()).collect();
        assert_eq!(found, expected, "{case}");
    }
}

#[test]
fn a_mention_explains_itself() {
    let annotations = ANNOTATOR.annotate("Ukraine attacks the region of Kursk, Russia.");
    let mention = annotations.iter().find(|mention| mention.as_str() == "Kursk").unwrap();
    let evidence: Vec<String> = mention.evidence().iter().map(ToString::to_string).collect();
    for part in [
        "beside “region of”",
        "its country or places there are named in the document",
        "lies in “Russia” beside it",
    ] {
        assert!(evidence.iter().any(|evidence| evidence.ends_with(part)), "{part}: {evidence:?}");
    }
    assert!((0.0..=1.0).contains(&mention.score()));
    let candidates: Vec<_> = mention.candidates().collect();
    assert!(candidates.is_sorted_by(|a, b| a.score() >= b.score()));
    assert!(candidates.iter().map(|candidate| candidate.score()).sum::<f32>() <= 1.0);
    assert_eq!(candidates[1].entity().unwrap().id(), "geonames:538560");
}

/// Only `explain` keeps evidence; the others find it when they are asked.
#[test]
fn evidence_is_the_same_whenever_it_is_found() {
    let english = include_str!("../../examples/article-en.txt");
    let indonesian = include_str!("../../examples/article.txt");
    let repeated = "In Paris, Texas, it rained. In Paris it did not. Mayor of Paris: Paris is dry.";
    let settings = [
        ANNOTATOR.clone(),
        ANNOTATOR.clone().with_overlaps(Overlaps::All),
        ANNOTATOR.clone().with_kinds([Kind::City]),
        ANNOTATOR.clone().with_case(Case::Ignore),
    ];
    let mut scratch = Scratch::default();
    for annotator in &settings {
        for text in [english, indonesian, repeated] {
            let kept = described(&annotator.explain(text));
            assert!(text != repeated || kept.iter().any(|mention| mention.contains("Prior")));
            assert_eq!(described(&annotator.annotate(text)), kept, "{text}");
            assert_eq!(described(&annotator.annotate_with(&mut scratch, text)), kept, "{text}");
        }
    }
}

/// Each mention with its candidates and all that speaks for and against them.
fn described(annotations: &Annotations<'_, '_>) -> Vec<String> {
    let mention = |mention: Mention<'_, '_>| {
        let candidates = mention.candidates().map(|candidate| {
            let (score, evidence) = (candidate.score(), candidate.evidence());
            format!("{candidate:?} {score} {evidence:?}")
        });
        format!("{mention:?} {:?} {:?}", mention.evidence(), candidates.collect::<Vec<_>>())
    };
    annotations.iter().map(mention).collect()
}

#[test]
fn a_name_in_no_table_explains_itself() {
    let annotations = ANNOTATOR
        .annotate(Document::new("Menteri Pertahanan Wiktor Chrenowski tiba.").with_lang("id"));
    let mention = annotations.iter().next().unwrap();
    assert_eq!(
        (mention.as_str(), mention.kind(), mention.entity()),
        ("Wiktor Chrenowski", Kind::Person, None)
    );
    let evidence: Vec<String> = mention.evidence().iter().map(ToString::to_string).collect();
    for part in ["beside “Menteri Pertahanan”", "given name “Wiktor”"] {
        assert!(evidence.iter().any(|evidence| evidence.ends_with(part)), "{part}: {evidence:?}");
    }
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
