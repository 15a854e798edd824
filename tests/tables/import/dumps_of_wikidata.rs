//! Dumps of Wikidata, and sources that are compressed.

use super::{import, import_into, source};
use flate2::{Compression, write::GzEncoder};
use gazetag::{
    Kind,
    import::{Import, Source, wikidata},
};
use std::io::Write;

/// A line of the Wikidata dump.
fn item(number: u32, labels: &str, aliases: &str, claims: &str) -> String {
    format!(
        r#"{{"type":"item","id":"Q{number}","labels":{labels},"descriptions":[],"aliases":{aliases},"claims":{claims},"sitelinks":{{"enwiki":{{"site":"enwiki","title":"x","badges":[]}}}},"lastrevid":1}}"#
    )
}

fn labels(labels: &[(&str, &str)]) -> String {
    let labels = labels
        .iter()
        .map(|(lang, value)| format!(r#""{lang}":{{"language":"{lang}","value":"{value}"}}"#));
    format!("{{{}}}", labels.collect::<Vec<_>>().join(","))
}

fn statement(value: &str, class: &str, rank: &str) -> String {
    format!(
        r#"{{"mainsnak":{{"snaktype":"value","property":"P0","datavalue":{{"value":{value},"type":"{class}"}},"datatype":"x"}},"type":"statement","id":"x","rank":"{rank}"}}"#
    )
}

fn entity_value(number: u32) -> String {
    statement(
        &format!(r#"{{"entity-type":"item","numeric-id":{number},"id":"Q{number}"}}"#),
        "wikibase-entityid",
        "normal",
    )
}

fn claims(claims: &[(&str, &[String])]) -> String {
    let claims = claims
        .iter()
        .map(|(property, statements)| format!(r#""{property}":[{}]"#, statements.join(",")));
    format!("{{{}}}", claims.collect::<Vec<_>>().join(","))
}

fn coordinates(lat: f64, lon: f64, globe: &str) -> String {
    let value = format!(
        r#"{{"latitude":{lat},"longitude":{lon},"altitude":null,"precision":0.01,"globe":"http://www.wikidata.org/entity/{globe}"}}"#
    );
    statement(&value, "globecoordinate", "normal")
}

fn dump() -> String {
    let population = |amount: &str, rank| {
        statement(&format!(r#"{{"amount":"{amount}","unit":"1"}}"#), "quantity", rank)
    };
    let unknown = r#"{"mainsnak":{"snaktype":"somevalue","property":"P1566"},"type":"statement","rank":"normal"}"#.to_string();
    let items = [
        item(
            649,
            &labels(&[("en", "Moscow"), ("id", "Moskwa"), ("ru", "Москва"), ("de", "Moskau"),
                ("simple", "Moscow")]),
            r#"{"ru":[{"language":"ru","value":"Белокаменная"}],"id":[{"language":"id","value":"Moskow"}],"en":[{"language":"en","value":"Moscow"}]}"#,
            &claims(&[
                ("P31", &[entity_value(515), entity_value(10864048)]),
                ("P17", &[statement(r#"{"entity-type":"item","numeric-id":15180,"id":"Q15180"}"#, "x", "deprecated"), entity_value(159)]),
                ("P625", &[coordinates(55.75, 37.62, "Q2")]),
                ("P1082", &[population("+9000000", "normal"),
                    population("+12655050", "preferred"), population("-5", "deprecated")]),
                ("P1566", &[unknown, statement("\"524901\"", "string", "normal")]),
            ]),
        ),
        item(
            159,
            &labels(&[("en", "Russia"), ("mul", "Россия")]),
            "[]",
            &claims(&[("P31", &[entity_value(6256)]),
                ("P297", &[statement("\"RU\"", "string", "normal")])]),
        ),
        item(
            42,
            &labels(&[("mul", "Douglas Adams"), ("en", r"Half \ud83d pair"),
                ("fr", r"Douglas Noël \ud83d\ude00 Adams")]),
            r#"{"en":[{"language":"en","value":"DNA\tAdams"},{"language":"en","value":"\ude00"}]}"#,
            &claims(&[("P31", &[entity_value(5)]),
                ("P17", &[statement("\"ill-formed\"", "string", "normal")])]),
        ),
        // Labels and claims without anything in them are lists.
        item(100, "[]", "[]", &claims(&[("P31", &[entity_value(5)])])),
        item(101, &labels(&[("en", "No class")]), "[]", "[]"),
        item(102, &labels(&[("en", "Mons Olympus")]), "[]",
            &claims(&[("P31", &[entity_value(8502)]), ("P625", &[coordinates(18.6, 226.2, "Q111")])])),
        item(103, &labels(&[("en", "A film about Q5")]), "[]",
            &claims(&[("P31", &[entity_value(11424)]), ("P180", &[entity_value(5)])])),
r#"{"id":"Q104","missing":"","see":"Q5"}"#.into(),
        r#"{"id":"Q105","redirect":"Q5","type":"item"}"#.into(),
        r#"{"type":"property","id":"P31","datatype":"wikibase-item","labels":{},"claims":{"P1":[{"mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}]}}"#.into(),
        // Cut off, and not closed.
        r#"{"type":"item","id":"Q106","labels":{"en":{"language":"en","value":"Cut"#.into(),
        r#"{"type":"item","id":"Q107","claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}}"#.into(),
        item(649, &labels(&[("en", "Moscow again")]), "[]",
            &claims(&[("P31", &[entity_value(515)])])),
    ];
    format!("[\n{}\n]\n", items.join(",\r\n"))
}

#[test]
fn wikidata_items() {
    let imported = import(|import| wikidata::Options::new().read(source(dump()), import));
    assert_eq!(
        imported.entities(),
        "id,name,kind,country,region,lat,lon,population,geonames,wikidata\n\
         Q42,Douglas Adams,person,,,,,,,Q42\n\
         Q649,Moscow,city,RU,,55.75,37.62,12655050,524901,Q649\n\
         RU,Russia,country,,,,,,,Q159\n"
    );
    assert_eq!(
        imported.names(),
        "id,lang,name,form,case\n\
         Q42,en,DNA Adams,,\n\
         Q42,fr,Douglas Noël 😀 Adams,,\n\
         Q649,de,Moskau,,\n\
         Q649,id,Moskow,,\n\
         Q649,id,Moskwa,,\n\
         Q649,ru,Белокаменная,,\n\
         Q649,ru,Москва,,\n\
         RU,,Россия,,\n"
    );
    assert_eq!(
        imported.malformed(),
        [
            "4: a name with a character that was lost (U+FFFD): `Half \u{fffd} pair`",
            "4: a name with a character that was lost (U+FFFD): `\u{fffd}`",
            "12: no whole entity: `{\"type\":\"item\",\"id\":\"Q106\",\"labels\":{\"en\":{\"language\":\"en\",\"…`",
            "13: no entity in JSON: expected `,` or `]` (column 93)",
            "14: an item that stood before: `Q649`",
        ]
    );
    assert_eq!(imported.skipped("deleted entities"), 1);
    assert_eq!(imported.skipped("redirects"), 1);
    assert_eq!(imported.skipped("properties and lexemes"), 1);
    assert_eq!(imported.skipped("entities of other classes"), 2);
    assert_eq!(imported.skipped("places on other celestial bodies"), 1);
    assert_eq!(imported.skipped("entities without a label in the chosen languages"), 1);
    imported.finds(
        "Дуглас Адамс, Moskwa, Россия, dan Douglas Adams",
        &[("Moskwa", "Q649"), ("Россия", "RU"), ("Douglas Adams", "Q42")],
    );
}

#[test]
fn wikidata_choices() {
    let options = wikidata::Options::new().classes([(515, Kind::Place)]).languages(["ru", "id"]);
    let imported = import(|import| options.read(source(dump()), import));
    assert!(imported.entities().contains("\nQ649,Москва,place,"));
    let russia = if cfg!(feature = "builtin") { ",RU," } else { ",," };
    assert!(imported.entities().contains(&format!("place{russia}")), "{}", imported.entities());
    assert_eq!(
        imported.names(),
        "id,lang,name,form,case\nQ649,id,Moskow,,\nQ649,id,Moskwa,,\nQ649,ru,Белокаменная,,\n"
    );

    let imported =
        import(|import| wikidata::Options::new().min_sitelinks(2).read(source(dump()), import));
    assert_eq!(imported.report.entities, 0);
    assert_eq!(imported.skipped("entities with fewer pages"), 6);
}

#[test]
fn compressed_sources() {
    let dump = dump();
    let (first, second) = dump.as_bytes().split_at(500);
    // Many streams in one file, as parallel compressors write them.
    let gzip = |part: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(part).unwrap();
        encoder.finish().unwrap()
    };
    let bzip2 = |part: &[u8]| {
        let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        encoder.write_all(part).unwrap();
        encoder.finish().unwrap()
    };
    let plain = import(|import| wikidata::Options::new().read(source(&dump), import));
    for packed in [[gzip(first), gzip(second)].concat(), [bzip2(first), bzip2(second)].concat()] {
        let imported = import(|import| wikidata::Options::new().read(source(&packed), import));
        assert_eq!((imported.entities(), imported.names()), (plain.entities(), plain.names()));
        let cut = &packed[..packed.len() - 20];
        let error =
            import_into(Import::new(), |import| wikidata::Options::new().read(source(cut), import))
                .map(|_| ())
                .unwrap_err();
        assert!(error.to_string().contains("cannot be read: "), "{error}");
    }
    for (head, message) in [
        (&b"PK\x03\x04rest"[..], "input: a zip archive: unpack it first"),
        (b"\xfd7zXZ\0", "input: compressed with xz: unpack it first"),
        (b"\x28\xb5\x2f\xfd", "input: compressed with zstd: unpack it first"),
        (b"\xff\xfea\0", "input: text in UTF-16: convert it to UTF-8 first"),
    ] {
        assert_eq!(Source::new("input", head).unwrap_err().to_string(), message);
    }
    let error = Source::open("/no/such/file").unwrap_err().to_string();
    assert!(error.starts_with("/no/such/file: cannot be opened: "), "{error}");
}
