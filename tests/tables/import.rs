//! Gazetteers in other people's formats, with the odd cases of the real ones: each is imported, its
//! tables are read back, and a sentence is annotated with them.

use flate2::{Compression, write::GzEncoder};
use gazetag::{
    Annotator, Dictionary, Error, Gazetteer, Kind,
    import::{Import, Report, Source, delimited, geonames, jrc, lines, spacy, wikidata},
};
use std::{
    fs::{self, File},
    io::Write,
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

/// A folder of imported tables.
struct Imported {
    folder: PathBuf,
    report: Report,
}

impl Drop for Imported {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn folder() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    std::env::temp_dir().join(format!(
        "gazetag-import-{}-{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    ))
}

fn import_into(
    mut import: Import,
    read: impl FnOnce(&mut Import) -> Result<(), Error>,
) -> Result<Imported, Error> {
    read(&mut import)?;
    let folder = folder();
    fs::create_dir_all(&folder).unwrap();
    let [entities, names] =
        ["entities.csv", "names.csv"].map(|table| File::create(folder.join(table)).unwrap());
    let report = import.write(entities, names)?;
    Ok(Imported { folder, report })
}

fn import(read: impl FnOnce(&mut Import) -> Result<(), Error>) -> Imported {
    import_into(Import::new(), read).unwrap()
}

fn source(text: impl AsRef<[u8]>) -> Source {
    Source::new("input", std::io::Cursor::new(text.as_ref().to_vec())).unwrap()
}

impl Imported {
    fn entities(&self) -> String {
        fs::read_to_string(self.folder.join("entities.csv")).unwrap()
    }

    fn names(&self) -> String {
        fs::read_to_string(self.folder.join("names.csv")).unwrap()
    }

    /// What the tables find in a text.
    fn annotate(&self, text: &str) -> Vec<(String, String)> {
        let builder = Gazetteer::builder()
            .file(self.folder.join("entities.csv"))
            .unwrap()
            .file(self.folder.join("names.csv"))
            .unwrap();
        let annotator = Annotator::new(builder.build().unwrap()).unwrap();
        let annotations = annotator.annotate(text);
        annotations
            .iter()
            .map(|mention| (mention.as_str().into(), mention.entity().unwrap().id().into()))
            .collect()
    }

    fn finds(&self, text: &str, expected: &[(&str, &str)]) {
        let found = self.annotate(text);
        let found: Vec<(&str, &str)> = found.iter().map(|(text, id)| (&**text, &**id)).collect();
        assert_eq!(found, expected, "{text}");
    }

    fn skipped(&self, reason: &str) -> u64 {
        self.report.skipped.get(reason).copied().unwrap_or_default()
    }

    /// What was skipped for a reason, with its count.
    fn skipped_values(&self, reason: &str) -> Vec<(&str, u64)> {
        let values = self.report.skipped_values.get(reason).into_iter().flatten();
        values.map(|(value, count)| (&**value, *count)).collect()
    }

    /// The messages of the malformed lines, without the file.
    fn malformed(&self) -> Vec<String> {
        let shown = self.report.first_malformed.iter();
        shown.map(|line| format!("{}: {}", line.line, line.message)).collect()
    }
}

/// A row of a GeoNames dump.
fn place(
    number: u32,
    name: &str,
    alternates: &str,
    lat_lon: (&str, &str),
    feature: &str,
    codes: &str,
    population: &str,
) -> String {
    let (class, code) = feature.split_once('.').unwrap();
    let (country, admin1) = codes.split_once('.').unwrap();
    let (lat, lon) = lat_lon;
    format!(
        "{number}\t{name}\t{name}\t{alternates}\t{lat}\t{lon}\t{class}\t{code}\t{country}\t\t{admin1}\t\t\t\t{population}\t\t120\tEurope/Kiev\t2024-01-01"
    )
}

fn ukraine() -> String {
    let rows = [
        place(690791, "Ukraine", "", ("49", "32"), "A.PCLI", "UA.00", "44622516"),
        place(703447, "Kyiv City", "", ("50.43", "30.52"), "A.ADM1", "UA.12", "2797553"),
        place(
            703448,
            "Kyiv",
            "IEV,KBP,Kiev,Kiew,Kijów,kyyib,Киев,Київ,基輔,Kyiv 1",
            ("50.45466", "30.5238"),
            "P.PPLC",
            "UA.12",
            "2952301",
        ),
        place(706483, "Kharkiv", "Харків", ("49.98081", "36.25272"), "P.PPLA", "UA.07", "1433886"),
        place(700051, "Podil", "", ("50.47", "30.51"), "P.PPLX", "UA.12", ""),
        place(690001, "Dnieper", "", ("46.5", "32.3"), "H.STM", "UA.00", "0"),
        place(690002, "Hamlet", "", ("49", "31"), "P.PPL", "UA.99", "12"),
    ];
    // A byte order mark, a Windows line end, an empty line, and no line end at the end.
    format!("\u{feff}{}\r\n\n{}", rows[0], rows[1..].join("\n"))
}

const ADMIN1: &str =
    "UA.12\tKyiv City\tKyiv City\t703447\nUA.07\tKharkiv\tKharkiv\t706482\r\nUA.13\tKyiv\n";

const ALTERNATE_NAMES: &str = "\
1\t703448\tuk\tКиїв\t1\t1\t\t\t\t
2\t703448\ten\tKyiv\t1\t\t\t\t\t
3\t703448\ten\tKiev\t\t\t\t1\t\t2019
4\t703448\tde\tKiew\t\t\t\t\t\t
5\t703448\tlink\thttps://en.wikipedia.org/wiki/Kyiv\t\t\t\t\t\t
6\t703448\tiata\tIEV\t\t\t\t\t\t
7\t703448\twkdt\tQ1899\t\t\t\t\t\t
8\t703448\tfr_1793\tKief-Libre\t\t\t\t\t\t
9\t703448\tabbr\tKYV\t\t\t\t\t\t
10\t703448\tabbr\tKV\t\t\t\t\t\t
11\t703448\t\tКієў\t\t\t\t\t\t
12\t703448\t\tkyyib\t\t\t\t\t\t
13\t703448\tzh-Hant\t基輔\t\t\t\t\t\t
14\t703448\tid\tKiev\t\t\t\t\t\t
15\t999999\ten\tSomewhere\t\t\t\t\t\t
16\t703448\tpl\tKijów\r
17\tseven\ten\tKyiv
18\t690791\twkdt\tU212
19\t706483\ten\tKhar\tkiv\t1\t\t\t\t\t
20\t706483\tru\tХарьков
";

#[test]
fn geonames_with_its_own_names() {
    let imported = import(|import| {
        geonames::Options::new().admin1(source(ADMIN1)).read(source(ukraine()), import)
    });
    assert_eq!(
        imported.entities(),
        "id,name,kind,country,region,lat,lon,population,geonames,wikidata\n\
         UA,Ukraine,country,,,49.0,32.0,44622516,690791,\n\
         geonames:690002,Hamlet,city,UA,,49.0,31.0,12,690002,\n\
         geonames:700051,Podil,place,UA,geonames:703447,50.47,30.51,,700051,\n\
         geonames:703447,Kyiv City,region,UA,,50.43,30.52,2797553,703447,\n\
         geonames:703448,Kyiv,city,UA,geonames:703447,50.45466,30.5238,2952301,703448,\n\
         geonames:706483,Kharkiv,city,UA,geonames:706482,49.98081,36.25272,1433886,706483,\n"
    );
    // Codes, a romanisation without a capital and a name with a digit are left out.
    assert_eq!(
        imported.names(),
        "id,lang,name,form,case\n\
         geonames:703448,,Kiev,,\n\
         geonames:703448,,Kiew,,\n\
         geonames:703448,,Kijów,,\n\
         geonames:703448,,Киев,,\n\
         geonames:703448,,Київ,,\n\
         geonames:703448,,基輔,,\n\
         geonames:706483,,Харків,,\n"
    );
    assert_eq!((imported.report.entities, imported.report.names), (6, 7));
    assert_eq!(
        imported.skipped("names without a language that look like codes or romanisations"),
        4
    );
    assert_eq!(imported.skipped("features of other classes"), 1);
    assert_eq!(imported.malformed(), ["3: not 4 columns: 2"]);
    imported.finds(
        "Kiew and Харків, Ukraine",
        &[("Kiew", "geonames:703448"), ("Харків", "geonames:706483"), ("Ukraine", "UA")],
    );
}

#[test]
fn geonames_with_alternate_names() {
    let options = || geonames::Options::new().alternate_names(source(ALTERNATE_NAMES));
    let imported =
        import(|import| options().min_population(1_000_000).read(source(ukraine()), import));
    assert_eq!(
        imported.names(),
        "id,lang,name,form,case\n\
         geonames:703448,,KYV,abbreviation,exact\n\
         geonames:703448,,Kiev,,\n\
         geonames:703448,,Кієў,,\n\
         geonames:703448,de,Kiew,,\n\
         geonames:703448,pl,Kijów,,\n\
         geonames:703448,uk,Київ,short,\n\
         geonames:703448,zh-Hant,基輔,,\n\
         geonames:706483,ru,Харьков,,\n"
    );
    assert!(
        imported
            .entities()
            .contains("geonames:703448,Kyiv,city,UA,,50.45466,30.5238,2952301,703448,Q1899\n")
    );
    assert_eq!(imported.skipped("populated places with fewer people"), 2);
    assert_eq!(imported.skipped("codes, links and the like"), 3);
    assert_eq!(imported.skipped("abbreviations of one or two letters"), 1);
    assert_eq!(imported.skipped("names of features that are not taken"), 1);
    assert_eq!(
        imported.malformed(),
        [
            "17: not a GeoNames number: `seven`",
            "18: not a Wikidata item: `U212`",
            "19: not 4 to 10 columns: 11"
        ]
    );
    imported.finds("Z Kijowa do Kijów", &[("Kijów", "geonames:703448")]);

    let imported =
        import(|import| options().languages(["id", "zh"]).read(source(ukraine()), import));
    assert_eq!(
        imported.names(),
        "id,lang,name,form,case\n\
         geonames:703448,,KYV,abbreviation,exact\n\
         geonames:703448,id,Kiev,,\n\
         geonames:703448,zh-Hant,基輔,,\n"
    );
}

#[test]
fn geonames_features() {
    let features =
        [("P.PPLC", None), ("H.STM", None), ("A.*", Some(Kind::Region)), ("A.PCLI", None)];
    let imported = import(|import| {
        geonames::Options::new().features(features).read(source(ukraine()), import)
    });
    let kinds: Vec<String> = imported
        .entities()
        .lines()
        .skip(1)
        .map(|row| row.split(',').take(3).collect::<Vec<_>>().join(","))
        .collect();
    assert_eq!(
        kinds,
        [
            "UA,Ukraine,country",
            "geonames:690001,Dnieper,place",
            "geonames:703447,Kyiv City,region",
            "geonames:703448,Kyiv,city"
        ]
    );
}

#[test]
fn geonames_countries_with_one_code() {
    let rows = [
        place(1, "Old Ruritania", "", ("1", "1"), "A.PCLH", "RU.00", "90"),
        place(2, "Ruritanian Isles", "", ("1", "1"), "A.PCLD", "RU.00", "900"),
        place(3, "Ruritania", "", ("1", "1"), "A.PCLI", "RU.00", "9"),
        place(4, "No Land", "", ("1", "1"), "A.PCL", ".00", "9"),
    ];
    let imported = import(|import| geonames::Options::new().read(source(rows.join("\n")), import));
    let ids: Vec<String> = imported
        .entities()
        .lines()
        .skip(1)
        .map(|row| row.split(',').take(2).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        ids,
        [
            "RU Ruritania",
            "geonames:1 Old Ruritania",
            "geonames:2 Ruritanian Isles",
            "geonames:4 No Land"
        ]
    );
}

#[test]
fn geonames_malformed_rows() {
    let good = place(1, "Kursk", "", ("51.7", "36.2"), "P.PPLA", "RU.41", "409431");
    let rows = [
        good.clone(),
        good.clone(),
        good.replace("Kursk\tKursk", "Kur\tsk\tKursk"),
        "1\tKursk\tKursk".into(),
        place(2, "North", "", ("97.2", "36.2"), "P.PPL", "RU.41", "1"),
        place(3, "East", "", ("51.7", "east"), "P.PPL", "RU.41", "1"),
        place(4, "", "", ("51.7", "36.2"), "P.PPL", "RU.41", "1"),
        place(5, "Many", "", ("51.7", "36.2"), "P.PPL", "RU.41", "many"),
        place(0, "Zero", "", ("51.7", "36.2"), "P.PPL", "RU.41", "1"),
        place(6, "Lo\u{fffd}st", "", ("51.7", "36.2"), "P.PPL", "RU.41", "1"),
        place(7, "Белгород", "Belgorod,\u{301}", ("50.6", "36.6"), "P.PPLA", "RU.09", "391554"),
        "8\t\u{0}".into(),
    ];
    let mut text = rows.join("\n").into_bytes();
    text.extend(b"\n9\tK\xfcrsk\n");
    let imported = import(|import| geonames::Options::new().read(source(&text), import));
    assert_eq!(
        imported.malformed(),
        [
            "2: a GeoNames number that stood before: `geonames:1`",
            "3: not 19 columns: 20",
            "4: not 19 columns: 3",
            "5: a latitude that is no number from -90 to 90: `97.2`",
            "6: a longitude that is no number from -180 to 180: `east`",
            "7: a name that holds nothing that can be read: ``",
            "8: a population that is no number: `many`",
            "9: not a GeoNames number: `0`",
            "10: a name with a character that was lost (U+FFFD): `Lo\u{fffd}st`",
            "11: a name that holds nothing that can be read: `\\u{301}`",
        ]
    );
    // Only ten are kept, all are counted.
    assert_eq!(imported.report.malformed.values().sum::<u64>(), 12);
    assert_eq!(
        (imported.report.malformed["not 19 columns"], imported.report.malformed["not valid UTF-8"]),
        (3, 1)
    );
    imported.finds("Kursk, Belgorod", &[("Kursk", "geonames:1"), ("Belgorod", "geonames:7")]);

    let strict = import_into(Import::new().strict(), |import| {
        geonames::Options::new().read(source(&text), import)
    });
    let error = strict.map(|_| ()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "input, line 2: a GeoNames number that stood before: `geonames:1`"
    );
    assert_eq!((error.table(), error.line_number()), ("input", Some(2)));
}

#[test]
fn joined_to_another_gazetteer() {
    let entities = "id,name,kind,geonames,wikidata\nUA,Ukraine,country,690791,\nUA-30,Kyiv,region,703447,\nkyiv,Kyiv,city,703448,Q1899\n";
    let names = "id,lang,name,form,case\nkyiv,de,Kiew,,\n";
    let known = || {
        let builder = Gazetteer::builder()
            .table(Kind::Place, entities.as_bytes())
            .unwrap()
            .names(names.as_bytes())
            .unwrap();
        builder.build().unwrap()
    };
    let imported = import_into(Import::new().joining(known()), |import| {
        geonames::Options::new()
            .alternate_names(source(ALTERNATE_NAMES))
            .admin1(source(ADMIN1))
            .read(source(ukraine()), import)
    });
    let imported = imported.unwrap();
    assert_eq!(
        imported.entities(),
        "id,name,kind,country,region,lat,lon,population,geonames,wikidata\n\
         geonames:690002,Hamlet,city,UA,,49.0,31.0,12,690002,\n\
         geonames:700051,Podil,place,UA,UA-30,50.47,30.51,,700051,\n\
         geonames:706483,Kharkiv,city,UA,geonames:706482,49.98081,36.25272,1433886,706483,\n"
    );
    // Kyiv and Kiew are known.
    assert_eq!(
        imported.names(),
        "id,lang,name,form,case\n\
         UA-30,,Kyiv City,,\n\
         geonames:706483,ru,Харьков,,\n\
         kyiv,,KYV,abbreviation,exact\n\
         kyiv,,Kiev,,\n\
         kyiv,,Кієў,,\n\
         kyiv,pl,Kijów,,\n\
         kyiv,uk,Київ,short,\n\
         kyiv,zh-Hant,基輔,,\n"
    );
    let both = Gazetteer::builder()
        .table(Kind::Place, entities.as_bytes())
        .unwrap()
        .names(names.as_bytes())
        .unwrap();
    let both = both
        .file(imported.folder.join("entities.csv"))
        .unwrap()
        .file(imported.folder.join("names.csv"))
        .unwrap();
    assert!(Dictionary::new(both.build().unwrap()).unwrap().lookup("Kijów").next().is_some());

    // An id that is made of a name is shared by entities of one kind only.
    let list = |kind| {
        import_into(Import::new().joining(known()), |import| {
            lines::Options::new(kind).read(source("Kyiv"), import)
        })
        .unwrap()
    };
    assert_eq!(list(Kind::City).report.entities, 0);
    assert!(list(Kind::Organization).entities().contains("\nkyiv-2,Kyiv,organization,"));
}

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
            &labels(&[("en", "Moscow"), ("id", "Moskwa"), ("ru", "Москва"), ("de", "Moskau"), ("simple", "Moscow")]),
            r#"{"ru":[{"language":"ru","value":"Белокаменная"}],"id":[{"language":"id","value":"Moskow"}],"en":[{"language":"en","value":"Moscow"}]}"#,
            &claims(&[
                ("P31", &[entity_value(515), entity_value(10864048)]),
                ("P17", &[statement(r#"{"entity-type":"item","numeric-id":15180,"id":"Q15180"}"#, "x", "deprecated"), entity_value(159)]),
                ("P625", &[coordinates(55.75, 37.62, "Q2")]),
                ("P1082", &[population("+9000000", "normal"), population("+12655050", "preferred"), population("-5", "deprecated")]),
                ("P1566", &[unknown, statement("\"524901\"", "string", "normal")]),
            ]),
        ),
        item(
            159,
            &labels(&[("en", "Russia"), ("mul", "Россия")]),
            "[]",
            &claims(&[("P31", &[entity_value(6256)]), ("P297", &[statement("\"RU\"", "string", "normal")])]),
        ),
        item(
            42,
            &labels(&[("mul", "Douglas Adams"), ("en", r"Half \ud83d pair"), ("fr", r"Douglas Noël \ud83d\ude00 Adams")]),
            r#"{"en":[{"language":"en","value":"DNA\tAdams"},{"language":"en","value":"\ude00"}]}"#,
            &claims(&[("P31", &[entity_value(5)]), ("P17", &[statement("\"ill-formed\"", "string", "normal")])]),
        ),
        // Labels and claims without anything in them are lists.
        item(100, "[]", "[]", &claims(&[("P31", &[entity_value(5)])])),
        item(101, &labels(&[("en", "No class")]), "[]", "[]"),
        item(102, &labels(&[("en", "Mons Olympus")]), "[]", &claims(&[("P31", &[entity_value(8502)]), ("P625", &[coordinates(18.6, 226.2, "Q111")])])),
        item(103, &labels(&[("en", "A film about Q5")]), "[]", &claims(&[("P31", &[entity_value(11424)]), ("P180", &[entity_value(5)])])),
r#"{"id":"Q104","missing":"","see":"Q5"}"#.into(),
        r#"{"id":"Q105","redirect":"Q5","type":"item"}"#.into(),
        r#"{"type":"property","id":"P31","datatype":"wikibase-item","labels":{},"claims":{"P1":[{"mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}]}}"#.into(),
        // Cut off, and not closed.
        r#"{"type":"item","id":"Q106","labels":{"en":{"language":"en","value":"Cut"#.into(),
        r#"{"type":"item","id":"Q107","claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}}"#.into(),
        item(649, &labels(&[("en", "Moscow again")]), "[]", &claims(&[("P31", &[entity_value(515)])])),
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

#[test]
fn jrc_names() {
    let text = "\u{feff}# a comment\r\n\
        1\tP\tu\tAlexander+Lukashenko\r\n\
        1\tP\tpl\tAleksandr+Łukaszenka\r\n\
        1\tP\tu\tАлександр+Лукашенко\r\n\
        1\tP\tu\tAlexander+Lukashenko\r\n\
        2\tO\ten\tMarks+&amp;+Spencer\n\
        2\tO\tu\tM&amp;S\n\
        3\tE\tu\tOlympics\n\
        0\tp\tu\tJohn+Doe\n\
        0\tP\tu\tJohn+Doe\n\
        0\tP\txx\tJohn  Doe\n\
        4\tT\tu\tJava\n\
        \n\
        five\tP\tu\tNobody\n\
        6\tP\tu\n\
        7\tP\tu\t+\n\
        8\tP\t?\tSomebody\n";
    let imported = import(|import| jrc::Options::new().read(source(text), import));
    assert_eq!(
        imported.entities(),
        "id,name,kind,country,region,lat,lon,population,geonames,wikidata\n\
         jrc:1,Alexander Lukashenko,person,,,,,,,\n\
         jrc:2,M&S,organization,,,,,,,\n\
         jrc:4,Java,place,,,,,,,\n\
         jrc:john-doe,John Doe,person,,,,,,,\n"
    );
    assert_eq!(
        imported.names(),
        "id,lang,name,form,case\n\
         jrc:1,,Александр Лукашенко,,\n\
         jrc:1,pl,Aleksandr Łukaszenka,,\n\
         jrc:2,en,Marks & Spencer,,\n"
    );
    assert_eq!(
        imported.malformed(),
        [
            "14: not an entity number: `five`",
            "15: not the four columns number, type, language, name: `6\tP\tu`",
            "16: a name that holds nothing that can be read: ` `",
            "17: not a language code: `?`",
        ]
    );
    imported.finds(
        "Aleksandr Łukaszenka and Marks & Spencer",
        &[("Aleksandr Łukaszenka", "jrc:1"), ("Marks & Spencer", "jrc:2")],
    );

    let imported =
        import(|import| jrc::Options::new().languages(["de"]).read(source(text), import));
    assert_eq!(imported.skipped("names in other languages"), 2);
}

#[test]
fn spacy_patterns() {
    let text = r#"{"label":"ORG","pattern":"Apple","id":"apple"}
{"label":"ORG","pattern":[{"LOWER":"apple"},{"LOWER":"inc"},{"LOWER":"."}],"id":"apple"}
{"label":"GPE","pattern":[{"LOWER":"san"},{"LOWER":"francisco"}]}
{"label":"GPE","pattern":[{"TEXT":"Aix"},{"ORTH":"-"},{"text":"en"},{"TEXT":"-"},{"TEXT":"Provence"}],"id":"aix en provence"}
{"label":"GPE","pattern":"Aix","id":"aix en provence"}
{"label":"PERSON","pattern":"Apple","id":"apple"}
{"label":"PERSON","pattern":"bell hooks","id":17}
{"label":"NORP","pattern":"Ukrainian"}
{"label":"TEAM","pattern":"Persija"}
{"label":"ORG","pattern":[{"LOWER":"bank"},{"IS_PUNCT":true,"OP":"?"}]}
{"label":"ORG","pattern":[{"LOWER":{"IN":["a","b"]}}]}
{"label":"ORG","pattern":[{"TEXT":{"REGEX":"^x"}}]}
{"label":"ORG","pattern":[{}]}
{"label":"ORG","pattern":[]}
{"label":"ORG","pattern":"half \ud83d"}
{"label":"ORG"}
not json
"#;
    let options = spacy::Options::new().label("team", Some(Kind::Organization));
    let imported = import(|import| options.read(source(text.replace('\n', "\r\n")), import));
    assert_eq!(
        imported.entities(),
        "id,name,kind,country,region,lat,lon,population,geonames,wikidata\n\
         17,bell hooks,person,,,,,,,\n\
         aix-en-provence,Aix-en-Provence,place,,,,,,,\n\
         apple,Apple,organization,,,,,,,\n\
         apple-2,Apple,person,,,,,,,\n\
         persija,Persija,organization,,,,,,,\n\
         san-francisco,san francisco,place,,,,,,,\n"
    );
    assert_eq!(
        imported.names(),
        "id,lang,name,form,case\n\
         17,,bell hooks,,exact\n\
         aix-en-provence,,Aix,,\n\
         apple,,apple inc.,,any\n\
         san-francisco,,san francisco,,any\n"
    );
    assert_eq!(imported.skipped("patterns with a label that is no kind"), 1);
    assert_eq!(imported.skipped_values("patterns with a label that is no kind"), [("NORP", 1)]);
    assert_eq!(imported.report.malformed["a token pattern that no name can say"], 4);
    let malformed = imported.malformed();
    assert_eq!(
        malformed[0],
        "10: a token pattern that no name can say: `{\"IS_PUNCT\":true,\"OP\":\"?\"}`"
    );
    assert!(
        malformed[6].starts_with("16: no pattern in JSON: missing field `pattern`"),
        "{malformed:?}"
    );
    imported.finds(
        "bell hooks left SAN FRANCISCO and san francisco for Aix-en-Provence",
        &[
            ("bell hooks", "17"),
            ("SAN FRANCISCO", "san-francisco"),
            ("san francisco", "san-francisco"),
            ("Aix-en-Provence", "aix-en-provence"),
        ],
    );
}

#[test]
fn tables_with_columns_of_any_names() {
    let text = "\u{feff}code;title;title_id;also;x;y;sort;people;note\r\n\
        lon;London;;\"Londra|Londinium\";-0.12;51.5;Stadt;8 900 000;\r\n\
        id-jkt;Jakarta;DKI Jakarta;\"Batavia; Djakarta\";106.8;-6.2;Stadt;;\"a; quoted \"\"note\"\"\"\r\n\
        walhi;Walhi;;;;;org;;\r\n\
        walhi;Wahana Lingkungan Hidup;;;;;org;;\r\n\
        x1;Nowhere;;;1;;Stadt;;\r\n\
        x2;Nowhere;;;;;planet;;\r\n\
        x3;No\"where;;;;;Stadt;;\r\n\
        x4;Nowhere;;\r\n\
        ;Nowhere;;;;;Stadt;;\r\n\
        x 5;Nowhere;;;;;Stadt;;\r\n\
        x6;Nowhere;;;;;Fluss;;\r\n\
        x7;Nowhere;;;;;;;\r\n";
    let options = delimited::Options::new()
        .column(delimited::Field::Id, "code")
        .column("name".parse().unwrap(), "title")
        .column("name:id".parse().unwrap(), "title_id")
        .column(delimited::Field::Aliases, "also")
        .column(delimited::Field::Lon, "x")
        .column(delimited::Field::Lat, "y")
        .column(delimited::Field::Kind, "sort")
        .column(delimited::Field::Population, "people")
        .label("Stadt", Some(Kind::City))
        .label("Fluss", None);
    let imported = import(|import| options.read(source(text), import));
    assert_eq!(
        imported.entities(),
        "id,name,kind,country,region,lat,lon,population,geonames,wikidata\n\
         id-jkt,Jakarta,city,,,-6.2,106.8,,,\n\
         lon,London,city,,,51.5,-0.12,8900000,,\n\
         walhi,Walhi,organization,,,,,,,\n\
         x3,\"No\"\"where\",city,,,,,,,\n"
    );
    assert_eq!(
        imported.names(),
        "id,lang,name,form,case\n\
         id-jkt,,Batavia,,\n\
         id-jkt,,Djakarta,,\n\
         id-jkt,id,DKI Jakarta,,\n\
         lon,,Londinium,,\n\
         lon,,Londra,,\n\
         walhi,,Wahana Lingkungan Hidup,,\n"
    );
    assert_eq!(
        imported.malformed(),
        [
            "6: a latitude that is no number from -90 to 90: ``",
            "7: an unknown kind: `planet`",
            "9: not as many fields as columns: 4, expected 9",
            "10: no id given",
            "11: an id that is no word without white space: `x 5`",
            "13: no kind given",
        ]
    );
    assert_eq!(imported.skipped("rows with a label that is no kind"), 1);
    assert_eq!(imported.skipped_values("rows with a label that is no kind"), [("Fluss", 1)]);
    imported.finds("Di Batavia, Walhi", &[("Batavia", "id-jkt"), ("Walhi", "walhi")]);

    let error = |text: &str, options: delimited::Options| {
        import_into(Import::new(), |import| options.read(source(text), import))
            .map(|_| ())
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        error("a,b\n", delimited::Options::new().column(delimited::Field::Name, "c")),
        "input, line 1: no column `c`, there are: a, b"
    );
    assert_eq!(
        error("a,b\n", delimited::Options::new()),
        "input, line 1: no column `name`: say which one has the names"
    );
    assert_eq!(
        error("name,b\n", delimited::Options::new()),
        "input, line 1: no column `kind`: say which one has the kinds, or which kind all entities are of"
    );
    assert_eq!(
        error("", delimited::Options::new()),
        "input, line 1: no line that names the columns"
    );
    assert_eq!(
        error("name,kind,name\n", delimited::Options::new()),
        "input, line 1: column `name` stands twice, the second time as column 3"
    );
    let russian = delimited::Options::new()
        .kind(Kind::City)
        .column(delimited::Field::NameIn("русский".into()), "b");
    assert_eq!(error("name,b\n", russian), "input, line 1: not a language tag: `русский`");
    assert_eq!(
        "title".parse::<delimited::Field>().unwrap_err().to_string().split(',').next().unwrap(),
        "unknown field `title`"
    );
}

#[test]
fn tables_without_ids() {
    let text = "name\tcountry\tlat\tlon\nSpringfield\tUS\t39.8\t-89.6\nSpringfield\tUS\t42.1\t-72.6\nSpringfield\tUS\t39.8\t-89.6\nSão Tomé\tST\t\t\n";
    let options = delimited::Options::new().kind(Kind::City).id_prefix("my:");
    let imported = import(|import| options.read(source(text), import));
    assert_eq!(
        imported.entities(),
        "id,name,kind,country,region,lat,lon,population,geonames,wikidata\n\
         my:sao-tome,São Tomé,city,ST,,,,,,\n\
         my:springfield,Springfield,city,US,,39.8,-89.6,,,\n\
         my:springfield-2,Springfield,city,US,,42.1,-72.6,,,\n"
    );
}

#[test]
fn lists() {
    let text = "\u{feff}Walhi\r\n\r\nWahana Lingkungan\tHidup\r\n  Walhi \r\nWALHI\r\n!!!\r\n???\r\n\u{301}\r\n中国\r\nNew\u{a0}York";
    let imported =
        import(|import| lines::Options::new(Kind::Organization).read(source(text), import));
    assert_eq!(
        imported.entities(),
        "id,name,kind,country,region,lat,lon,population,geonames,wikidata\n\
         name,!!!,organization,,,,,,,\n\
         name-2,???,organization,,,,,,,\n\
         new-york,New York,organization,,,,,,,\n\
         wahana-lingkungan-hidup,Wahana Lingkungan Hidup,organization,,,,,,,\n\
         walhi,Walhi,organization,,,,,,,\n\
         walhi-2,WALHI,organization,,,,,,,\n\
         中国,中国,organization,,,,,,,\n"
    );
    assert_eq!(imported.names(), "id,lang,name,form,case\n");
    assert_eq!(imported.skipped("names that stand twice"), 1);
    assert_eq!(imported.malformed(), ["8: a name that holds nothing that can be read: `\\u{301}`"]);
    imported.finds(
        "Direktur Wahana Lingkungan Hidup",
        &[("Wahana Lingkungan Hidup", "wahana-lingkungan-hidup")],
    );
}

#[test]
fn lists_of_gate() {
    let text = "Moscow:country=Russia:pop=13\nMinsk\nKyiv:country=Ukraine:\nKyiv:country=Poland\n";
    let options = lines::Options::new(Kind::City);
    let imported = import(|import| options.clone().separator(':').read(source(text), import));
    let rows: Vec<String> = imported
        .entities()
        .lines()
        .skip(1)
        .map(|row| row.split(',').take(2).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(rows, ["kyiv Kyiv", "minsk Minsk", "moscow Moscow"]);
    assert_eq!(imported.skipped("features behind names"), 4);
    assert_eq!(imported.skipped_values("features behind names"), [("country", 3), ("pop", 1)]);
    assert_eq!(imported.skipped("names that stand twice"), 1);

    let imported = import(|import| options.read(source(text), import));
    assert_eq!(imported.report.entities, 1);
    assert_eq!(
        imported.malformed(),
        [
            "1: a name with features behind it, without their separator given: `Moscow:country=Russia:pop=13`",
            "3: a name with features behind it, without their separator given: `Kyiv:country=Ukraine:`",
            "4: a name with features behind it, without their separator given: `Kyiv:country=Poland`",
        ]
    );
}

#[test]
fn quotes_inside_fields() {
    // As in GeoNames, whose lists of alternate names hold quotes, in a table with a header and in
    // commas.
    let (houston, pittsburgh) = ("\"Bayou City\"|\"H-Town\", Texas", "The \"Burgh\"|6\" Town");
    let tabs =
        format!("name\taliases\tcountry\nHouston\t{houston}\tUS\nPittsburgh\t{pittsburgh}\tUS\n");
    let names = "id,lang,name,form,case\n\
         houston,,\"\"\"Bayou City\"\"\",,\n\
         houston,,\"\"\"H-Town\"\", Texas\",,\n\
         pittsburgh,,\"6\"\" Town\",,\n\
         pittsburgh,,\"The \"\"Burgh\"\"\",,\n";
    for (case, text) in [("tabs", tabs.clone()), ("semicolons", tabs.replace('\t', ";"))] {
        let imported =
            import(|import| delimited::Options::new().kind(Kind::City).read(source(&text), import));
        assert_eq!((imported.malformed(), imported.report.entities), (Vec::new(), 2), "{case}");
        assert_eq!(imported.names(), names, "{case}");
    }
    let row = place(
        4699066,
        "Houston",
        "\"Bayou City\",\"H-Town",
        ("29.76", "-95.36"),
        "P.PPLA2",
        "US.TX",
        "2304580",
    );
    let imported = import(|import| geonames::Options::new().read(source(row), import));
    assert_eq!((imported.malformed(), imported.report.entities), (Vec::new(), 1));
    imported.finds("Bayou City", &[]);
}

#[test]
fn countries_and_regions_that_are_none() {
    let text = "id,name,kind,country,region\n\
        a,Kursk,city,Russia,RU-KRS\n\
        b,Minsk,city,BY,\n\
        c,Ulm,city,ZQ,DE-BW\n\
        d,Graz,city,AT,DE-BY\n\
        e,Bonn,city,DE,Rhineland\n\
        f,Omsk,city,old-russia,my:north\n\
        old-russia,Old Russia,country,RU,\n\
        my:north,North,region,,my:east\n\
        my:east,East,region,,my:north\n\
        g,Perm,city,b,b\n\
        h,Lviv,city,UA,geonames:702549\n";
    let imported = import(|import| delimited::Options::new().read(source(text), import));
    assert_eq!(
        imported.entities(),
        "id,name,kind,country,region,lat,lon,population,geonames,wikidata\n\
         a,Kursk,city,,RU-KRS,,,,,\n\
         b,Minsk,city,BY,,,,,,\n\
         c,Ulm,city,,DE-BW,,,,,\n\
         d,Graz,city,AT,,,,,,\n\
         e,Bonn,city,DE,,,,,,\n\
         f,Omsk,city,old-russia,my:north,,,,,\n\
         g,Perm,city,,,,,,,\n\
         h,Lviv,city,UA,geonames:702549,,,,,\n\
         my:east,East,region,,,,,,,\n\
         my:north,North,region,,my:east,,,,,\n\
         old-russia,Old Russia,country,,,,,,,\n"
    );
    let or = "or the id of a country in the tables";
    assert_eq!(
        imported.malformed(),
        [
            format!("2: an invalid country: `Russia` is no country: expected the ISO 3166-1 code `RU`, {or}"),
            format!("4: an invalid country: `ZQ` is no country: expected an ISO 3166-1 code such as `RU`, {or}"),
            "5: an invalid region: `DE-BY` lies in `DE`, and not in the country `AT` of this row".into(),
            "6: an invalid region: `Rhineland` is no region: expected the id of a region in the tables, or an ISO 3166-2 code such as \
             `RU-KRS`"
                .into(),
            "8: an invalid country: `RU`: a country lies in no other; expected nothing, or its own id `old-russia`".into(),
            "10: an invalid region: a region cannot lie in itself: `my:east` in `my:north` in `my:east`".into(),
            "11: an invalid country: `b` is a city, expected a country".into(),
            "11: an invalid region: `b` is a city, expected a region".into(),
        ]
    );
    imported.finds("Kursk, Omsk", &[("Kursk", "a"), ("Omsk", "f")]);

    let strict = import_into(Import::new().strict(), |import| {
        delimited::Options::new().read(source(text), import)
    });
    let error = strict.map(|_| ()).unwrap_err().to_string();
    assert_eq!(
        error,
        format!(
            "input, line 2: an invalid country: `Russia` is no country: expected the ISO 3166-1 code `RU`, {or}"
        )
    );
}

#[test]
fn names_and_rows_that_stand_twice() {
    let names = "1\t703448\tde\tKiew\t\t\t\t\t\t\n2\t703448\tger\tKiew\t\t\t\t\t\t\n3\t703448\tde\tKiew\t1\t\t\t\t\t\n\
        4\t703448\tid\tKiev\t\t\t\t\t\t\n5\t703448\ten\tKiev\t\t\t\t\t\t\n";
    let row = place(703448, "Kyiv", "", ("50.45466", "30.5238"), "P.PPLC", "UA.12", "2952301");
    let imported = import(|import| {
        geonames::Options::new().alternate_names(source(names)).read(source(row), import)
    });
    // The code of three letters is the same language.
    assert_eq!(
        imported.names(),
        "id,lang,name,form,case\ngeonames:703448,,Kiev,,\ngeonames:703448,de,Kiew,,\n"
    );
    assert_eq!(imported.skipped("names that stand twice"), 1);
    assert_eq!(
        imported.skipped("names that stand twice in a language, with another form or case rule"),
        1
    );

    let text = "id,name,kind,country,lat,lon\na,Kursk,city,RU,51.7,36.2\na,Kursk,city,,,\na,Koersk,city,UA,,\na,Kursk,place,RU,,\n";
    let imported = import(|import| delimited::Options::new().read(source(text), import));
    assert_eq!(imported.names(), "id,lang,name,form,case\na,,Koersk,,\n");
    assert_eq!(imported.skipped("names that stand twice"), 2);
    let message = "a row that contradicts an earlier one with its id, which counts: `a`";
    assert_eq!(imported.malformed(), [format!("4: {message}"), format!("5: {message}")]);
}

#[test]
fn many_labels_are_counted_together() {
    let text: String = (0..150)
        .map(|number| format!("{{\"label\":\"L{number:03}\",\"pattern\":\"x\"}}\n"))
        .collect();
    let imported =
        import(|import| spacy::Options::new().read(source(&(text.clone() + &text)), import));
    let labels = imported.skipped_values("patterns with a label that is no kind");
    assert_eq!((labels.len(), labels[0], labels[100]), (101, ("L000", 2), ("…", 100)));
}

#[test]
fn a_line_without_end_is_not_kept() {
    struct Endless(u64);
    impl std::io::Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let len = buffer.len().min(self.0 as usize);
            buffer[..len].fill(b'a');
            if len as u64 == self.0 && len > 0 {
                buffer[len - 1] = b'\n';
            }
            self.0 -= len as u64;
            Ok(len)
        }
    }
    let text = std::io::Read::chain(Endless(70 << 20), &b"Walhi\n"[..]);
    let imported = import(|import| {
        lines::Options::new(Kind::Organization).read(Source::new("input", text)?, import)
    });
    assert_eq!(imported.malformed(), ["1: a line of more than 64 MiB"]);
    assert_eq!(imported.report.entities, 1);
}

#[test]
fn progress_is_told() {
    use std::{cell::Cell, rc::Rc};
    let last = Rc::new(Cell::new((0, 0)));
    let seen = last.clone();
    let import =
        Import::new().on_progress(move |progress| seen.set((progress.bytes, progress.lines)));
    let text = "Walhi\n".repeat(3000);
    let imported = import_into(import, |import| {
        lines::Options::new(Kind::Organization).read(source(&text), import)
    })
    .unwrap();
    assert_eq!(imported.report.entities, 1);
    assert_eq!(last.get(), (18_000, 3000));
}
