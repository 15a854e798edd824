//! Dictionaries one above the other.

use gazetag::{Annotations, Annotator, Error, Gazetteer, GazetteerBuilder, Kind};

/// A table and what it holds.
#[derive(Clone, Copy, Debug)]
enum Table {
    Of(Kind, &'static str),
    Names(&'static str),
    Cues(&'static str),
    Words(&'static str),
}
use Table::{Cues, Names, Of, Words};

fn builder(tables: &[Table]) -> Result<GazetteerBuilder, Error> {
    tables.iter().try_fold(Gazetteer::builder(), |builder, table| match table {
        Of(kind, table) => builder.table(*kind, table.as_bytes()),
        Names(table) => builder.names(table.as_bytes()),
        Cues(table) => builder.cues(table.as_bytes()),
        Words(table) => builder.common_words(table.as_bytes()),
    })
}

fn annotator(tables: &[Table]) -> Annotator {
    Annotator::new(builder(tables).unwrap().build().unwrap()).unwrap()
}

fn found<'a>(annotations: &'a Annotations<'_, '_>) -> Vec<(&'a str, &'a str, Kind)> {
    annotations
        .iter()
        .map(|mention| (mention.as_str(), mention.entity().unwrap().id(), mention.kind()))
        .collect()
}

#[test]
fn what_the_higher_layer_says_counts() {
    use Kind::*;
    const KURSK: Table = Of(City, "id,name,country\nkursk,Kursk,RU\n");
    const COUNTRY: Table = Of(Country, "id,name\nRU,Russia\n");
    type Found<'a> = &'a [(&'a str, &'a str, Kind)];
    type Case<'a> = (&'a str, &'a [Table], &'a [Table], &'a str, Found<'a>);
    let cases: &[Case<'_>] = &[
        (
            "a name",
            &[KURSK],
            &[Of(Place, "id,name\nship,Kursk\n")],
            "Kursk",
            &[("Kursk", "ship", Place)],
        ),
        (
            "a name spelt otherwise",
            &[KURSK],
            &[Of(Place, "id,name\nship,KÜRSK\n")],
            "Kursk",
            &[("Kursk", "ship", Place)],
        ),
        (
            "an acronym, and the word",
            &[Of(City, "id,name\nwho,Whoville\n"), Names("id,lang,name\nwho,,Who\n")],
            &[Of(Organization, "id,name\nun:who,WHO\n")],
            "WHO, Who",
            &[("WHO", "un:who", Organization), ("Who", "who", City)],
        ),
        (
            "a longer name",
            &[KURSK],
            &[Of(Place, "id,name\nbulge,Kursk Bulge\n")],
            "Kursk, Kursk Bulge",
            &[("Kursk", "kursk", City), ("Kursk Bulge", "bulge", Place)],
        ),
        (
            "a longer name below",
            &[Of(Place, "id,name\nbulge,Kursk Bulge\n")],
            &[KURSK],
            "Kursk, Kursk Bulge",
            &[("Kursk", "kursk", City), ("Kursk Bulge", "bulge", Place)],
        ),
        (
            "an id, with the names it has below",
            &[KURSK, Names("id,lang,name\nkursk,ru,Курск\n")],
            &[Of(Place, "id,name\nkursk,Koersk\n")],
            "Kursk, Курск, Koersk",
            &[("Kursk", "kursk", Place), ("Курск", "kursk", Place), ("Koersk", "kursk", Place)],
        ),
        (
            "a name of an entity below",
            &[KURSK],
            &[Names("id,lang,name\nkursk,nl,Koersk\n")],
            "Kursk, Koersk",
            &[("Kursk", "kursk", City), ("Koersk", "kursk", City)],
        ),
        (
            "a last word hides nothing",
            &[Of(City, "id,name,population\nlee,Leeton,9000000\n")],
            &[Of(Person, "id,name\nann,Ann Leeton\n")],
            "Leeton",
            &[("Leeton", "lee", City)],
        ),
        (
            "ordinary words below",
            &[KURSK, Words("lang,word\nen,nice\n")],
            &[Of(City, "id,name\nnice,Nice\n")],
            "Nice",
            &[],
        ),
        (
            "ordinary words above",
            &[Of(City, "id,name\nnice,Nice\n")],
            &[KURSK, Words("lang,word\nen,nice\n")],
            "Nice",
            &[],
        ),
        (
            "cues above",
            &[Of(Region, "id,name\nRU-KRS,Kursk\n"), KURSK],
            &[Cues("lang,phrase,kind,side,span\nid,wilayah,region,before,in\n")],
            "di wilayah Kursk",
            &[("wilayah Kursk", "RU-KRS", Region)],
        ),
        (
            "cues below",
            &[Cues("lang,phrase,kind,side,span\nid,wilayah,region,before,in\n")],
            &[Of(Region, "id,name\nRU-KRS,Kursk\n"), KURSK],
            "di wilayah Kursk",
            &[("wilayah Kursk", "RU-KRS", Region)],
        ),
        ("nothing below", &[], &[KURSK], "Kursk", &[("Kursk", "kursk", City)]),
        (
            "nothing above",
            &[KURSK, COUNTRY],
            &[],
            "Kursk, Russia",
            &[("Kursk", "kursk", City), ("Russia", "RU", Country)],
        ),
    ];
    for (case, lower, upper, text, expected) in cases {
        let layers = annotator(lower).with_tables(builder(upper).unwrap()).unwrap();
        let annotations = layers.annotate(*text);
        assert_eq!(found(&annotations), *expected, "{case}");
    }
}

#[test]
fn evidence_reaches_across_layers() {
    const CITIES: Table =
        Of(Kind::City, "id,name,country,region\na,Springfield,US,US-IL\nb,Springfield,CA,\n");
    const OTHERS: Table = Of(Kind::City, "id,name,country\nx,Xville,XX\ny,Yville,XY\n");
    const COUNTRIES: Table = Of(Kind::Country, "id,name\nXY,Yland\nCA,Canada\nUS,America\n");
    const REGION: Table =
        Of(Kind::Region, "id,name,country,population\nUS-IL,Illinois,US,12800000\n");
    for (case, lower, upper) in [
        ("countries above", &[OTHERS, CITIES][..], &[COUNTRIES, REGION][..]),
        ("countries below", &[COUNTRIES, REGION], &[OTHERS, CITIES]),
        ("no layers", &[COUNTRIES, REGION, OTHERS, CITIES], &[]),
    ] {
        let layers = annotator(lower).with_tables(builder(upper).unwrap()).unwrap();
        for (text, id, reason) in [
            ("Canada: Springfield", "b", "its country or places there are named in the document"),
            ("America: Springfield", "a", "its country or places there are named in the document"),
            ("Springfield, Illinois", "a", "lies in \u{201c}Illinois\u{201d} beside it"),
            ("Springfield (Canada", "b", "lies in \u{201c}Canada\u{201d} beside it"),
        ] {
            let annotations = layers.annotate(text);
            let city =
                annotations.iter().find(|mention| mention.as_str() == "Springfield").unwrap();
            assert_eq!(city.entity().unwrap().id(), id, "{case}: {text}");
            assert!(
                city.evidence().iter().any(|evidence| evidence.description() == reason),
                "{case}: {text}: {:?}",
                city.evidence()
            );
        }
    }
}

#[test]
fn three_layers() {
    let layer = |id: &str, name: &str| {
        Annotator::new(
            builder(&[])
                .unwrap()
                .table(Kind::City, format!("id,name\n{id},{name}\nsame,Same\n").as_bytes())
                .unwrap()
                .build()
                .unwrap(),
        )
    };
    let upper = layer("b", "Bb").unwrap().with_layer(layer("c", "Cc").unwrap()).unwrap();
    let layers = layer("a", "Aa").unwrap().with_layer(upper).unwrap();
    let annotations = layers.annotate("Aa Bb Cc Same");
    assert_eq!(
        annotations.iter().map(|mention| mention.entity().unwrap().id()).collect::<Vec<_>>(),
        ["a", "b", "c", "same"]
    );
    assert!(annotations.iter().all(|mention| mention.candidates().len() == 1));
    assert_eq!(layers.dictionaries().count(), 3);
    assert_eq!(layers.lookup("same").map(|(entity, _)| entity.id()).collect::<Vec<_>>(), ["same"]);
    assert_eq!(layers.entity("a").map(|entity| entity.name()), Some("Aa"));
    assert!(layers.write(Vec::new()).unwrap_err().to_string().contains("3 layers"));
}

#[test]
fn names_of_nothing_are_refused() {
    let error = annotator(&[])
        .with_tables(builder(&[Names("id,lang,name\nnone,en,None\n")]).unwrap())
        .unwrap_err();
    assert!(
        error.to_string().contains("line 2, column `id`: no table has an entity `none`"),
        "{error}"
    );
}
