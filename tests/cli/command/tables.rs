//! Tables, dictionaries and what they hold.

use super::*;

#[test]
fn tables_of_ones_own_join_the_built_in_ones() {
    let entities = file(
        "join-entities.csv",
        "id,name,kind,country\nexample-forum,Forum Warga Kurskina,organization,ID\n",
    );
    let names = file(
        "join-names.csv",
        "id,lang,name,form,case\nRU-KRS,id,Kurskina,alias,\nexample-forum,id,FWKX,abbreviation,\
         exact\n",
    );
    // The names come first: in which order does not matter.
    let run = gazetag(
        &["annotate", "--gazetteer", &names, "--gazetteer", &entities],
        "FWKX, bukan fwkx, di Kurskina, Indonesia",
    );
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(run.entities(), [["example-forum", "RU-KRS", "ID"]]);
}

#[test]
fn a_bad_table_is_refused() {
    for (case, table, message) in [
        (
            "range.csv",
            &b"id,name,kind,lat,lon\na,Aa,city,1,2\nb,Bb,city,91,2\n"[..],
            ", line 3, column `lat`: latitude 91 is not",
        ),
        ("kind.csv", b"id,name,kind\na,Aa,town\n", ", line 2, column `kind`: "),
        ("no-kind.csv", b"id,name\na,Aa\n", ", line 1: no column `kind`"),
        ("missing.csv", b"id,kind\na,city\n", ", line 1: no column `name`"),
        (
            "unknown.csv",
            b"id,name,kind,colour\na,Aa,city,red\n",
            ", line 1: unknown column `colour`",
        ),
        (
            "number.csv",
            b"id,name,kind,population\na,Aa,city,many\n",
            ", line 2, column `population`: ",
        ),
        ("fields.csv", b"id,name,kind\na,Aa,city\nb,Bb\n", ", line 3: found 2 fields, expected 3"),
        ("quote.csv", b"id,name,kind\na,\"Aa,city\nb,Bb,city\n", ", line 2"),
        ("utf8.csv", b"id,name,kind\na,A\xFF,city\n", ", line 2, column `name`: not valid UTF-8"),
        (
            "twice.csv",
            b"id,name,kind\na,Aa,city\na,Ab,city\n",
            ", line 3, column `id`: `a` stands already in ",
        ),
        ("no-name.csv", b"id,name,kind\na, ,city\n", ", line 2, column `name`: "),
        (
            "no-entity.csv",
            b"id,lang,name\na,id,Aa\n",
            ", line 2, column `id`: no table has an entity `a`",
        ),
    ] {
        let path = file(case, table);
        let run = gazetag(&["annotate", "--no-builtin", "--gazetteer", &path], "Aa");
        assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{case}: {run:?}");
        assert!(run.err.starts_with(&format!("gazetag: {path}{message}")), "{case}: {run:?}");
        assert_eq!(run.err.lines().count(), 1, "{case}: {run:?}");
    }
}

#[test]
fn lookup_shows_what_the_tables_hold() {
    let minsk = "geonames:625144\tcity\tMinsk\tMinsk (–, short)\tcountry: BY\tpoint: 53.9 \
     27.56667\tpopulation: 1742124\tgeonames: 625144\n";
    let lukashenko = "alexander-lukashenko\tperson\tAlexander Lukashenko\tАлександр Лукашенко \
     (ru, short)\tcountry: BY\n";
    let cases: &[(&[&str], i32, &str, &str)] = &[
        (&["lookup", "Minsk"], 0, minsk, ""),
        (&["lookup", "MÍNSK"], 0, minsk, ""),
        (&["lookup", "александр", "лукашенко"], 0, lukashenko, ""),
        (&["lookup", "Mins"], 1, "", "gazetag: no table has the name `Mins`\n"),
        (&["lookup", ""], 1, "", "gazetag: no table has the name ``\n"),
    ];
    for (args, code, out, err) in cases {
        let run = with_small_tables("lookup", args, "");
        assert_eq!(
            (run.code, run.out.as_str(), run.err.as_str()),
            (Some(*code), *out, *err),
            "{args:?}"
        );
    }
}

#[test]
fn a_compiled_dictionary_is_as_good_as_its_tables() {
    let entities = file("compile-entities.csv", ENTITIES);
    let names = file("compile-names.csv", NAMES);
    let cues =
        file("compile-cues.csv", "lang,phrase,kind,side,span\nid,provinsi,region,before,in\n");
    let words = file("compile-words.csv", "lang,word\nid,rusia\n");
    let dictionary = file("compile.gaz", "an older one");
    let run = gazetag(&["compile", &names, &entities, &cues, &words, "-o", &dictionary], "");
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{run:?}");
    assert_eq!(run.err, format!("gazetag: written to {dictionary}: entities: 7, names: 11\n"));

    let tables = [
        "--no-builtin",
        "--gazetteer",
        &entities,
        "--gazetteer",
        &names,
        "--gazetteer",
        &cues,
        "--gazetteer",
        &words,
    ];
    let input = "Provinsi Kursk Oblast, Minsk, Belarusia. Rusia";
    for args in [
        &["annotate"][..],
        &["annotate", "--overlaps", "all", "--kinds", "region,city"],
        &["lookup", "Минск"],
        &["lookup", "minsk"],
    ] {
        let expected = gazetag(&[args, &tables].concat(), input);
        let run = gazetag(&[args, &["--dictionary", &dictionary]].concat(), input);
        assert_eq!(
            (run.code, run.out, run.err),
            (expected.code, expected.out, expected.err),
            "{args:?}"
        );
    }
    assert_eq!(
        with_small_tables("provinsi", &["annotate"], input).entities()[0].len(),
        4,
        "without cues and words"
    );
    let run = gazetag(&["annotate", "--dictionary", &dictionary], input);
    assert_eq!(text(&mentions(&run.documents()[0])[0]["text"]), "Provinsi Kursk Oblast");
    assert_eq!(run.entities(), [["RU-KRS", "geonames:625144", "BY"]]);
}

#[test]
fn what_is_given_later_goes_before() {
    let city = file("layer-city.csv", "id,name,kind,country\ncity,Qursq,city,RU\n");
    let ship =
        file("layer-ship.csv", "id,name,kind,country\nship,Qursq,place,RU\nRU,Rusland,place,\n");
    let names = file("layer-names.csv", "id,lang,name\nBY,xx,Qelarus\n");
    let [city_gaz, ship_gaz] = ["layer-city.gaz", "layer-ship.gaz"].map(|name| file(name, ""));
    for (table, dictionary) in [(&city, &city_gaz), (&ship, &ship_gaz)] {
        let run = gazetag(&["compile", table, "-o", dictionary], "");
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    let text = "Qursq, Qelarus, Russia";
    for (case, args, expected) in [
        (
            "built-in tables and a table",
            &["--gazetteer", &city][..],
            &[("city", "city"), ("RU", "country")][..],
        ),
        (
            "two dictionaries",
            &["--dictionary", &city_gaz, "--dictionary", &ship_gaz],
            &[("ship", "place")],
        ),
        (
            "the other way round",
            &["--dictionary", &ship_gaz, "--dictionary", &city_gaz],
            &[("city", "city")],
        ),
        (
            "a dictionary and a table",
            &["--dictionary", &ship_gaz, "--gazetteer", &city],
            &[("city", "city")],
        ),
        (
            "names of built-in entities",
            &["--gazetteer", &names],
            &[("BY", "country"), ("RU", "country")],
        ),
        ("an id that is built in", &["--gazetteer", &ship], &[("ship", "place"), ("RU", "place")]),
    ] {
        let run = gazetag(&[&["annotate"], args].concat(), text);
        let documents = run.documents();
        let found: Vec<_> = mentions(&documents[0])
            .iter()
            .map(|mention| (text_of(mention, "entity"), text_of(mention, "kind")))
            .collect();
        assert_eq!((run.code, found), (Some(0), expected.to_vec()), "{case}: {}", run.err);
    }
}

fn text_of<'v>(value: &'v Value, key: &str) -> &'v str {
    text(&value[key])
}

#[test]
fn a_bad_dictionary_is_refused() {
    let table = file("no-dictionary.csv", ENTITIES);
    let cut = file("cut.gaz", b"\x89gaz\r\n\x1a\n\x04\0\0\0");
    for (case, path, message) in [
        ("a table", &*table, "no compiled dictionary: it begins with `id,name,`"),
        ("cut off", &cut, "cut off: 12 bytes"),
        ("missing", "no/such.gaz", "cannot be opened: "),
    ] {
        for command in ["annotate", "lookup"] {
            let run = gazetag(&[command, "--dictionary", path, "x"], "");
            assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{case}: {run:?}");
            assert!(run.err.starts_with(&format!("gazetag: {path}: {message}")), "{case}: {run:?}");
        }
    }
    let run = gazetag(&["compile", &table, "-o", "no/such/folder/a.gaz"], "");
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.starts_with("gazetag: no/such/folder/a.gaz: cannot be written: "), "{run:?}");
}

#[test]
fn a_name_of_several_entities_shows_them_all() {
    let run = gazetag(&["lookup", "Georgia"], "");
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    for id in ["GE\tcountry\t", "US-GA\tregion\t"] {
        assert!(run.out.lines().any(|line| line.starts_with(id)), "no `{id}` in {}", run.out);
    }
}
