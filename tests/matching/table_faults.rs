//! Other tables in error, and files that are none.

use super::input::{found, gazetteer};
use gazetag::{Annotator, Dictionary, Error, Gazetteer, Kind};

#[test]
fn name_tables_in_error() {
    for (case, table, message) in [
        (
            "an unknown entity",
            "id,name\na,A\nz,Z\n",
            "table of names, line 3, column `id`: no table has an entity `z`",
        ),
        (
            "an unknown form",
            "id,name,form\na,A,nick\n",
            "table of names, line 2, column `form`: unknown form `nick`, expected one of \
             `official`, `short`, `alias`, `abbreviation`, `demonym`, `historic`, `surname`",
        ),
        (
            "an unknown case rule",
            "id,name,case\na,A,upper\n",
            "table of names, line 2, column `case`: unknown case `upper`, expected one of \
             `capital`, `exact`, `any`",
        ),
        (
            "a language of three letters",
            "id,lang,name\na,eng,A\n",
            "table of names, line 2, column `lang`: `eng` is no language tag: expected `en`",
        ),
        (
            "a locale for a language",
            "id,lang,name\na,EN_us,A\n",
            "table of names, line 2, column `lang`: `EN_us` is no language tag: expected `EN-us`",
        ),
        (
            "a language by name",
            "id,lang,name\na,русский,A\n",
            "table of names, line 2, column `lang`: `русский` is no language tag: expected a tag \
             of BCP 47, such as `en` or `zh-Hant`",
        ),
        (
            "a second language that is none",
            "id,lang,name\na,de at_x,A\n",
            "table of names, line 2, column `lang`: `at_x` is no language tag: expected `at-x`",
        ),
        (
            "a name twice",
            "id,lang,name\na,en,A\na,en,B\na,en,A\n",
            "table of names, line 4, column `name`: `a` has the name `A` already in line 2: \
             expected one row",
        ),
        (
            "a name twice, with another form",
            "id,lang,name,form\na,en,A,short\na,en,A,official\n",
            "table of names, line 3, column `name`: `a` has the name `A` already in line 2, with \
             another form or case rule: expected one row",
        ),
        (
            "a name twice, with another case rule",
            "id,name,case\na,A,any\na,A,exact\n",
            "table of names, line 3, column `name`: `a` has the name `A` already in line 2, with \
             another form or case rule: expected one row",
        ),
        (
            "a control character in a name",
            "id,name\na,A\u{1}\n",
            "table of names, line 2, column `name`: `A\\u{1}` is no name: it holds the control \
             character U+0001",
        ),
        (
            "an unknown column",
            "id,name,longitude\n",
            "table of names, line 1: unknown column `longitude`, expected some of: id, name, \
             lang, form, case",
        ),
    ] {
        let names = Gazetteer::builder()
            .table(Kind::Place, "id,name\na,Aa\n".as_bytes())
            .unwrap()
            .names(table.as_bytes());
        assert_eq!(
            names.and_then(|builder| builder.build()).unwrap_err().to_string(),
            message,
            "{case}"
        );
    }
}

#[test]
fn tables_of_cues_and_words() {
    let gazetteer =
        || Gazetteer::builder().table(Kind::Region, "id,name\na,Batu\n".as_bytes()).unwrap();
    let found = |builder: gazetag::GazetteerBuilder| {
        found(&Annotator::new(builder.build().unwrap()).unwrap(), "Di Wilayah Batu. Batu itu")
            .iter()
            .map(|s| s.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(found(gazetteer()), ["Batu", "Batu"]);
    let cues = "lang,phrase,kind,side,span\nid,wilayah,region,before,in\n";
    assert_eq!(found(gazetteer().cues(cues.as_bytes()).unwrap()), ["Wilayah Batu", "Batu"]);
    let long = format!("lang,phrase,kind,side,span\nid,{},region,before,in\n", "a ".repeat(501));
    assert_eq!(
        gazetteer().cues(long.as_bytes()).unwrap_err().to_string(),
        "table of cues, line 2, column `phrase`: `a a a a a a a a a a …` is no cue: 1002 \
         characters, expected at most 1000"
    );
    let words = "lang,word\nid,batu\n";
    assert_eq!(found(gazetteer().common_words(words.as_bytes()).unwrap()), [""; 0]);
    assert_eq!(
        found(gazetteer().common_words(words.as_bytes()).unwrap().cues(cues.as_bytes()).unwrap()),
        ["Wilayah Batu"]
    );

    let error = gazetteer().common_words(
        &*('a'..)
            .flat_map(|a| ('a'..='z').map(move |b| format!("q{a}{b},a\n")))
            .take(129)
            .fold("lang,word\n".to_string(), |table, row| table + &row)
            .into_bytes(),
    );
    assert_eq!(
        error.unwrap_err().to_string(),
        "table of common words, line 130, column `lang`: more than 128 languages: `qey` is one \
         too many"
    );
}

#[test]
fn names_in_several_languages_and_tables() {
    let table = "id,lang,name\na,en,Moskva\na,ru,Moskva\na,,Moskva\na,cs sk,Moskva\nb,en,Moskva\n\
     a,en,MOSKVA\n";
    let builder =
        Gazetteer::builder().table(Kind::City, "id,name\na,Moscow\nb,Moscow\n".as_bytes()).unwrap();
    // What another table says of a name is no mistake of this one.
    let builder = builder
        .names(table.as_bytes())
        .unwrap()
        .names("id,lang,name,case\na,en,Moskva,any\n".as_bytes())
        .unwrap();
    assert_eq!(builder.build().unwrap().names_len(), 2 + 6 + 1);
}

#[test]
fn countries_and_regions() {
    for (case, table) in [
        (
            "codes without tables of them",
            "id,name,country,region\na,Kursk,RU,RU-KRS\nb,Hong Kong,HK,CN-HK\nc,Nowhere,XX,\n",
        ),
        (
            "numbers of others",
            "id,name,country,region\na,Kyiv,UA,geonames:703447\nb,Kyiv,UA,Q1899\n",
        ),
        (
            "a country with an id of its own",
            "id,name,kind,country\nsoviet-union,Soviet Union,country,\na,Moscow,city,\
             soviet-union\n",
        ),
        (
            "a region with an id of its own",
            "id,name,kind,region\nmy:north,North,region,\na,Nordheim,city,my:north\n",
        ),
        (
            "a region in another",
            "id,name,kind,country,region\nFR-75,Paris,region,FR,FR-IDF\nFR-IDF,Île-de-France,\
             region,FR,\n",
        ),
    ] {
        assert!(gazetteer(table).is_ok(), "{case}: {:?}", gazetteer(table).err());
    }
    // Those of the layers below count.
    let states = "id,name,kind\nsoviet-union,Soviet Union,country\nRU-KRS,Kursk Oblast,region\n\
     my:north,North,region\n";
    let above = |table: &str| {
        let tables = Gazetteer::builder().table(Kind::City, table.as_bytes()).unwrap();
        Annotator::new(gazetteer(states).unwrap())
            .unwrap()
            .with_tables(tables)
            .map(|_| ())
            .map_err(|error| error.to_string())
    };
    assert_eq!(
        above(
            "id,name,country,region\na,Kursk,soviet-union,\nb,Kursk,,RU-KRS\nc,Kursk,,my:north\n"
        ),
        Ok(())
    );
    let cities = "table of kind city, line 2, column";
    assert_eq!(
        above("id,name,region\na,Kursk,RU-XXX\n"),
        Err(format!(
            "{cities} `region`: `RU-XXX` is no region: the tables have others of `RU`, and not \
             this one"
        ))
    );
    assert_eq!(
        above("id,name,country\na,Kursk,my:north\n"),
        Err(format!("{cities} `country`: `my:north` is a region, expected a country"))
    );
    // So do those of names in use.
    let live = gazetag::LiveAnnotator::new(Annotator::new(gazetteer(states).unwrap()).unwrap());
    let add = |kind, table: &str| {
        let tables = Gazetteer::builder().table(kind, table.as_bytes()).unwrap();
        live.add(tables).map_err(|error| error.to_string())
    };
    assert_eq!(add(Kind::Country, "id,name\nmy:land,Land\n"), Ok(()));
    assert_eq!(add(Kind::City, "id,name,country\na,Kursk,my:land\n"), Ok(()));
    let expected = "expected the ISO 3166-1 code `RU`, or the id of a country in the tables";
    let error = add(Kind::City, "id,name,country\nb,Kursk,Russia\n");
    assert_eq!(error, Err(format!("{cities} `country`: `Russia` is no country: {expected}")));
}

#[test]
fn other_tables_in_error() {
    let message = |read: &dyn Fn() -> Result<gazetag::GazetteerBuilder, Error>| {
        read().map(|_| ()).unwrap_err().to_string()
    };
    let builder = Gazetteer::builder;
    for (case, table, expected) in [
        (
            "a cue of punctuation",
            "en,&,place,before,in",
            "column `phrase`: `&` is no cue: it has no letter or digit",
        ),
        (
            "an empty cue",
            "en,,place,before,in",
            "column `phrase`: `` is no cue: it holds nothing that can be read",
        ),
        (
            "an override in a cue",
            "en,ci\u{202d}ty,place,before,in",
            "column `phrase`: `ci\\u{202d}ty` is no cue: it holds U+202D, which changes the \
             direction of writing",
        ),
        ("a cue of no kind", "en,city,,before,in", "column `kind`: no kind given"),
        (
            "a cue on no side",
            "en,city,city,above,in",
            "column `side`: unknown side `above`, expected one of `before`, `after`, `inside`, \
             `leading`, `adjective`",
        ),
        (
            "a cue in several languages",
            "en de,city,city,before,in",
            "column `lang`: `en de` is no language tag: expected one",
        ),
        (
            "a cue in no language",
            "eng,city,city,before,in",
            "column `lang`: `eng` is no language tag: expected `en`",
        ),
    ] {
        let found = message(&|| {
            builder().cues(format!("lang,phrase,kind,side,span\n{table}\n").as_bytes())
        });
        assert_eq!(found, format!("table of cues, line 2, {expected}"), "{case}");
    }
    for (case, table, expected) in [
        (
            "two words",
            "en,new york",
            "column `word`: `new york` is no word: expected one word without white space",
        ),
        ("no word", "en,", "column `word`: `` is no word: it holds nothing that can be read"),
        (
            "U+0000",
            "en,a\0b",
            "column `word`: `a\\u{0}b` is no word: it holds the control character U+0000",
        ),
        (
            "no language",
            "e,a",
            "column `lang`: `e` is no language tag: expected a tag of BCP 47, such as `en` or \
             `zh-Hant`",
        ),
    ] {
        let found = message(&|| builder().common_words(format!("lang,word\n{table}\n").as_bytes()));
        assert_eq!(found, format!("table of common words, line 2, {expected}"), "{case}");
    }
    for (case, table, expected) in [
        (
            "two words",
            "ana maria,es:3,",
            "column `part`: `ana maria` is no part of a name: expected one word without white \
             space",
        ),
        ("no language", "ana,spa:3,", "column `given`: `spa` is no language tag: expected `es`"),
    ] {
        let found =
            message(&|| builder().name_parts(format!("part,given,family\n{table}\n").as_bytes()));
        assert_eq!(found, format!("table of name parts, line 2, {expected}"), "{case}");
    }
}

#[test]
fn text_in_other_encodings() {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    for (case, table, message) in [
        (
            "UTF-16",
            utf16("id,name\n"),
            "table of kind city: text in UTF-16: convert it to UTF-8 first",
        ),
        (
            "UTF-16 with a mark",
            utf16("\u{feff}id,name\n"),
            "table of kind city: text in UTF-16: convert it to UTF-8 first",
        ),
        (
            "gzip",
            b"\x1f\x8b\x08\0".to_vec(),
            "table of kind city: compressed with gzip: unpack it first",
        ),
        (
            "a spreadsheet",
            b"PK\x03\x04".to_vec(),
            "table of kind city: a zip archive or a spreadsheet: expected a table in CSV",
        ),
    ] {
        assert_eq!(
            Gazetteer::builder().table(Kind::City, &*table).unwrap_err().to_string(),
            message,
            "{case}"
        );
    }
}

#[test]
fn invalid_utf8() {
    let error =
        Gazetteer::builder().table(Kind::City, &b"id,name\na,A\nb,K\xfcrsk\n"[..]).unwrap_err();
    assert_eq!(error.to_string(), "table of kind city, line 3, column `name`: not valid UTF-8");
    assert_eq!((error.line_number(), error.column_name()), (Some(3), Some("name")));
    let error = Gazetteer::builder().table(Kind::City, &b"id,n\xffme\n"[..]).unwrap_err();
    assert_eq!(error.to_string(), "table of kind city, line 1: not valid UTF-8");
}

#[test]
fn files() {
    let folder = std::env::temp_dir().join(format!("gazetag-input-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let write = |name: &str, table: &str| {
        let path = folder.join(name);
        std::fs::write(&path, table).unwrap();
        path
    };
    let entities =
        write("ngos.csv", "id,name,kind\nwalhi,Wahana Lingkungan Hidup Indonesia,organization\n");
    let names = write("names.csv", "id,lang,name,form,case\nwalhi,id,WALHI,abbreviation,exact\n");
    let gazetteer =
        Gazetteer::builder().file(&names).unwrap().file(&entities).unwrap().build().unwrap();
    let dictionary = Dictionary::new(gazetteer).unwrap();
    assert_eq!(
        dictionary.lookup("walhi").map(|(entity, _)| entity.id()).collect::<Vec<_>>(),
        ["walhi"]
    );

    let kindless = write("kindless.csv", "id,name\na,A\n");
    let error = Gazetteer::builder().file(&kindless).unwrap_err().to_string();
    assert_eq!(
        error,
        format!(
            "{}, line 1: no column `kind`, which a table of entities needs to say what they are",
            kindless.display()
        )
    );
    let missing = folder.join("missing.csv");
    let error = Gazetteer::builder().file(&missing).unwrap_err().to_string();
    assert!(error.starts_with(&format!("{}: cannot be opened: ", missing.display())), "{error}");
    std::fs::remove_dir_all(&folder).unwrap();
}
