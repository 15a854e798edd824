//! Dumps of GeoNames.

use super::{import, import_into, source};
use gazetag::{
    Dictionary, Gazetteer, Kind,
    import::{Import, geonames, lines},
};

/// A row of a GeoNames dump.
pub fn place(
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
    let entities = "id,name,kind,geonames,wikidata\nUA,Ukraine,country,690791,\nUA-30,Kyiv,region,\
     703447,\nkyiv,Kyiv,city,703448,Q1899\n";
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
