//! Input that nobody should write and somebody will: a clear error or a right answer, never a
//! panic, never a lost row.

use gazetag::{
    Annotator, Case, Dictionary, Engine, Error, Gazetteer, Hit, Kind, Overlaps, Scratch, Span,
};
use std::{collections::BTreeSet, fmt::Write, sync::LazyLock};

const NAMES: &str = "id,name\nkyiv,Kyiv\nnew-york,New York\nzhongguo,中国\nexclaim,!!!\nka,क\n";

/// An annotator of a few names, in every setting.
static ANNOTATORS: LazyLock<Vec<Annotator>> = LazyLock::new(|| {
    let gazetteer = || gazetteer(NAMES).unwrap();
    let overlaps = [Overlaps::Longest, Overlaps::All];
    let cases = [Case::Respect, Case::Ignore];
    let settings =
        overlaps.iter().flat_map(|&overlaps| cases.iter().map(move |&case| (overlaps, case)));
    settings
        .map(|(overlaps, case)| {
            Annotator::builder().overlaps(overlaps).case(case).build(gazetteer()).unwrap()
        })
        .collect()
});

fn gazetteer(table: &str) -> Result<Gazetteer, Error> {
    Gazetteer::builder().table(Kind::Place, table.as_bytes())?.build()
}

fn found<'t>(annotator: &Annotator, text: &'t str) -> Vec<&'t str> {
    annotator.annotate(text).iter().map(|mention| mention.as_str()).collect()
}

fn every_scalar() -> String {
    (0..=char::MAX as u32).filter_map(char::from_u32).collect()
}

#[test]
fn texts() {
    for (case, text, mentions) in [
        ("empty", String::new(), &[][..]),
        ("white space", " \t\n\r\n\u{a0}".into(), &[]),
        ("marks alone", "\u{301}\u{301} \u{fe0f}\u{94d}".into(), &[]),
        (
            "a million marks on one letter",
            format!("a{} Kyiv", "\u{301}".repeat(1_000_000)),
            &["Kyiv"],
        ),
        ("a million joiners", format!("Kyiv{}Kyiv", "\u{200d}".repeat(1_000_000)), &[]),
        ("U+0000", "\0\0Kyiv\0New\0York\0".into(), &["Kyiv"]),
        ("only U+0000", "\0".repeat(100_000), &[]),
        ("byte order mark", "\u{feff}Kyiv".into(), &["Kyiv"]),
        (
            "mixed line ends",
            "Kyiv\r\nKyiv\rKyiv\nNew\r\nYork\u{2028}Kyiv\u{85}".into(),
            &["Kyiv", "Kyiv", "Kyiv", "New\r\nYork", "Kyiv"],
        ),
        ("a name at both ends", "Kyiv 中国".into(), &["Kyiv", "中国"]),
        ("not even a character of a name", "ab".repeat(50_000), &[]),
    ] {
        for annotator in &*ANNOTATORS {
            assert_eq!(found(annotator, &text), mentions, "{case}");
        }
    }
}

#[test]
fn every_unicode_scalar_value_in_one_text() {
    for annotator in &*ANNOTATORS {
        let text = every_scalar();
        for mention in annotator.annotate(&text).iter() {
            assert!(["中国", "!!!", "क"].contains(&mention.as_str()), "{mention:?}");
        }
        // And around a name.
        let text: String = text.chars().flat_map(|c| [c, ' ', 'K', 'y', 'i', 'v', ' ']).collect();
        let kyivs =
            annotator.annotate(&text).iter().filter(|mention| mention.as_str() == "Kyiv").count();
        assert_eq!(kyivs, text.matches(" Kyiv ").count());
    }
}

#[test]
fn a_hundred_megabytes_of_one_letter() {
    let mut text = "a".repeat(100_000_000);
    text.push_str(" Kyiv");
    assert_eq!(found(&ANNOTATORS[0], &text), ["Kyiv"]);
}

/// Long documents are read in parts. Whatever they are made of, no name is lost where one part ends
/// and another begins.
#[test]
fn long_documents() {
    const LEN: usize = 600_000;
    let names = "id,name\na,A B\nb,B C\nc,C A\nd,New York\ne,北京\nf,타워\ng,タワー\nh,!!!\ni,Yahoo!\nj,京東\n";
    for (case, unit) in [
        ("lines", "He is from New York and A B.\n"),
        ("names over line ends", "New\nYork\n"),
        ("empty lines inside names", "New\n\nYork "),
        ("one line", "he came from New York to Yahoo! "),
        ("names that cover all", "A B C "),
        ("names without spaces", "北京東"),
        ("names without spaces that touch", "北京"),
        ("symbols", "!!!"),
        ("a word without end", "タワー"),
        ("words with endings", "타워에서 "),
        ("one word", "a"),
        ("nothing but spaces", " "),
        ("spaces of other sorts", "New\u{a0}York\u{3000}"),
        ("marks", "B\u{301} C"),
    ] {
        let text = unit.repeat(LEN / unit.len());
        let dictionary = Dictionary::new(gazetteer(names).unwrap()).unwrap();
        let hits: BTreeSet<Span> = dictionary.hits(&text).iter().map(Hit::span).collect();
        let annotator =
            Annotator::builder().overlaps(Overlaps::All).build(gazetteer(names).unwrap()).unwrap();
        let annotations = annotator.explain(&text);
        let rejected = annotations.rejected().map(|rejected| rejected.span());
        let found: BTreeSet<Span> =
            annotations.iter().map(|mention| mention.span()).chain(rejected).collect();
        assert!(found == hits, "{case}: {} of {}", found.len(), hits.len());
    }
}

/// Texts that take long where anything is done anew for each character of a run. What they are made
/// of is repeated to 100,000 bytes.
#[test]
fn texts_of_one_thing() {
    let kana = |len| "ア".repeat(len);
    let table = format!(
        "id,name\na,{}\nb,{}\nc,{}\nd,{}\ne,A A B\nf,New York\ng,北京\nh,⚠ Alert\ni,A\nj,!!!\nk,क\n",
        "A ".repeat(10),
        kana(10),
        kana(5) + "イ",
        "!".repeat(10)
    );
    let cues = "lang,phrase,kind,side,span\n,x,place,before,in\n,y,place,after,out\n";
    let words = "lang,word\nen,a\n";
    let gazetteer = || {
        Gazetteer::builder()
            .table(Kind::Place, table.as_bytes())?
            .cues(cues.as_bytes())?
            .common_words(words.as_bytes())?
            .build()
    };
    let engines = [Engine::AhoCorasick, Engine::WordTrie];
    let settings = engines
        .iter()
        .flat_map(|&engine| [Overlaps::Longest, Overlaps::All].map(|overlaps| (engine, overlaps)));
    let annotators: Vec<Annotator> = settings
        .map(|(engine, overlaps)| {
            Annotator::builder()
                .engine(engine)
                .overlaps(overlaps)
                .build(gazetteer().unwrap())
                .unwrap()
        })
        .collect();
    for unit in [
        "ア",
        "A ",
        "a ",
        "!",
        " ",
        "\n",
        "\r",
        "\u{301}",
        "\u{200d}",
        "\u{ad}",
        "\u{20dd}",
        "\u{94d}",
        "क",
        "a",
        "é",
        "A\u{301}",
        "A\u{200d}",
        "北",
        "北\u{200d}",
        "⚠",
        "⚠\u{fe0f}",
        "New ",
        "New\n",
        "x ",
        "x A ",
        "A y ",
        "New\u{a0}",
        "A \u{301}",
        "A,",
        "A\u{200d}\u{301}",
        "x",
        "\0",
    ] {
        let run = unit.repeat(100_000 / unit.len());
        for text in [&run, &format!("A{run}A"), &format!("New {run}York 北{run}京")] {
            let lens: Vec<usize> =
                annotators.iter().map(|annotator| annotator.annotate(&**text).len()).collect();
            assert_eq!((lens[0], lens[1]), (lens[2], lens[3]), "the engines agree on {unit:?}");
        }
    }
}

#[test]
fn scratch_memory_keeps_nothing_from_text_to_text() {
    let mut scratch = Scratch::default();
    for annotator in &*ANNOTATORS {
        for text in ["Kyiv and New York", "", "中国!!!", "Kyiv"] {
            let fresh: Vec<String> =
                annotator.annotate(text).iter().map(|mention| format!("{mention:?}")).collect();
            let reused: Vec<String> = annotator
                .annotate_with(&mut scratch, text)
                .iter()
                .map(|mention| format!("{mention:?}"))
                .collect();
            assert_eq!(fresh, reused);
        }
    }
}

#[test]
fn scratch_memory_goes_from_one_annotator_to_another() {
    let mut scratch = Scratch::default();
    for countries in [9, 1, 0, 5] {
        let rows: String = (0..countries)
            .zip('A'..)
            .map(|(number, letter)| format!("{number},Kursk,X{letter}\n"))
            .collect();
        let annotator = Annotator::new(
            gazetteer(&format!("id,name,country\nk,Kursk,\nm,Minsk,\n{rows}")).unwrap(),
        )
        .unwrap();
        for _ in 0..2 {
            assert_eq!(
                annotator.annotate_with(&mut scratch, "Kursk, Minsk").len(),
                2,
                "{countries} countries"
            );
        }
    }
}

#[test]
fn names() {
    let long = "Abc ".repeat(250);
    let long = long.trim();
    let long_kana = "ア".repeat(1000);
    for (case, table, text, mentions) in [
        ("all punctuation", "id,name\na,!!!\n".to_string(), "The band !!! plays", &["!!!"][..]),
        ("999 characters", format!("id,name\na,{long}\n"), &format!("x {long} y"), &[long]),
        (
            "1000 characters",
            format!("id,name\na, {long_kana} \n"),
            &format!("{long_kana}."),
            &[&long_kana],
        ),
        (
            "the same name twice",
            "id,name\na,Springfield\nb,Springfield\n".into(),
            "in Springfield",
            &["Springfield"],
        ),
        (
            "names that differ only in case",
            "id,name\na,Polish\nb,POLISH\nc,polish\n".into(),
            "the POLISH town",
            &["POLISH"],
        ),
        ("spaces around a name", "id,name\na,  Kursk \n".into(), "in Kursk", &["Kursk"]),
        (
            "spaces inside a name",
            "id,name\na,New \u{a0} York\n".into(),
            "in New York",
            &["New York"],
        ),
        (
            "a table with a byte order mark",
            "\u{feff}id,name\na,Kursk\n".into(),
            "in Kursk",
            &["Kursk"],
        ),
        (
            "a table with Windows line ends",
            "id,name\r\na,Kursk\r\nb,Minsk\r\n".into(),
            "Kursk, Minsk",
            &["Kursk", "Minsk"],
        ),
        ("no line end at the end", "id,name\na,Kursk".into(), "in Kursk", &["Kursk"]),
        (
            "a quoted name",
            "id,name\na,\"Washington, D.C.\"\n".into(),
            "in Washington, D.C., today",
            &["Washington, D.C."],
        ),
        ("an empty table", "id,name\n".into(), "in Kursk", &[]),
    ] {
        let annotator = Annotator::new(gazetteer(&table).unwrap()).unwrap();
        assert_eq!(found(&annotator, text), mentions, "{case}");
    }
}

#[test]
fn a_name_of_two_entities_has_two_candidates() {
    let annotator = Annotator::new(
        gazetteer("id,name\na,Springfield\nb,Springfield\nc,SPRINGFIELD\n").unwrap(),
    )
    .unwrap();
    let annotations = annotator.annotate("in Springfield");
    let candidates: Vec<&str> = annotations
        .iter()
        .next()
        .unwrap()
        .candidates()
        .map(|candidate| candidate.entity().unwrap().id())
        .collect();
    assert_eq!(candidates, ["a", "b", "c"]);
}

#[test]
fn entity_tables_in_error() {
    for (case, table, message) in [
        (
            "no header",
            "",
            "table of kind place, line 1: no column `id`, expected: id, name, kind, country, region, type, role, iso3, capital, lat, lon, population, fame, geonames, wikidata",
        ),
        (
            "a missing column",
            "id,title\n",
            "table of kind place, line 1: unknown column `title`, expected some of: id, name, kind, country, region, type, role, iso3, capital, lat, lon, population, fame, geonames, wikidata",
        ),
        ("a column twice", "id,name,id\n", "table of kind place, line 1: column `id` stands twice"),
        (
            "an unknown kind",
            "id,name,kind\na,A,planet\n",
            "table of kind place, line 2, column `kind`: unknown kind `planet`, expected one of `country`, `region`, `city`, `place`, `person`, `organization`",
        ),
        (
            "a latitude out of range",
            "id,name,lat,lon\na,A,1,2\nb,B,91,0\n",
            "table of kind place, line 3, column `lat`: latitude 91 is not between -90 and 90 degrees",
        ),
        (
            "a longitude out of range",
            "id,name,lat,lon\na,A,0,-180.5\n",
            "table of kind place, line 2, column `lon`: longitude -180.5 is not between -180 and 180 degrees",
        ),
        (
            "a latitude that is no number",
            "id,name,lat,lon\na,A,NaN,0\n",
            "table of kind place, line 2, column `lat`: latitude NaN is not between -90 and 90 degrees",
        ),
        (
            "half a coordinate",
            "id,name,lat,lon\na,A,12,\n",
            "table of kind place, line 2, column `lon`: a latitude without a longitude",
        ),
        (
            "a word for a number",
            "id,name,population\na,A,many\n",
            "table of kind place, line 2, column `population`: `many` is no number: expected people in digits alone, such as 8900000",
        ),
        (
            "too much fame",
            "id,name,fame\na,A,6\n",
            "table of kind place, line 2, column `fame`: fame 6 is not between 1 and 5",
        ),
        (
            "no Wikidata item",
            "id,name,wikidata\na,A,184\n",
            "table of kind place, line 2, column `wikidata`: `184` is no Wikidata item: expected Q and digits",
        ),
        (
            "a name of 1001 characters",
            &format!("id,name\na,A\nb,{}\n", "é".repeat(1001)),
            "table of kind place, line 3, column `name`: `éééééééééééééééééééé…` is no name: 1001 characters, expected at most 1000",
        ),
        (
            "an empty id",
            "id,name\n,A\n",
            "table of kind place, line 2, column `id`: `` is no id: expected a word without white space and invisible characters",
        ),
        (
            "an empty name",
            "id,name\na,\n",
            "table of kind place, line 2, column `name`: `` is no name: it holds nothing that can be read",
        ),
        (
            "a name of marks alone",
            "id,name\na,\u{301}\u{200d}\n",
            "table of kind place, line 2, column `name`: `\\u{301}\\u{200d}` is no name: it holds nothing that can be read",
        ),
        (
            "a quote left open",
            "id,name\na,\"A\nb,B\nc,C\n",
            "table of kind place, line 2, column `name`: a line break inside a field: is a quote left open?",
        ),
        (
            "a field too many",
            "id,name\na,A\nb,B,C\n",
            "table of kind place, line 3: found 3 fields, expected 2",
        ),
        (
            "a field too few",
            "id,name,country\na,A\n",
            "table of kind place, line 2: found 2 fields, expected 3",
        ),
        (
            "a space without width as a name",
            "id,name\na,\u{200b}\n",
            "table of kind place, line 2, column `name`: `\\u{200b}` is no name: it holds the invisible character U+200B",
        ),
        (
            "a control character as a name",
            "id,name\na,\u{1}\n",
            "table of kind place, line 2, column `name`: `\\u{1}` is no name: it holds the control character U+0001",
        ),
        (
            "U+0000 inside a name",
            "id,name\na,Wal\u{0}hi\n",
            "table of kind place, line 2, column `name`: `Wal\\u{0}hi` is no name: it holds the control character U+0000",
        ),
        (
            "a tab inside a name",
            "id,name\na,New\tYork\n",
            "table of kind place, line 2, column `name`: `New\tYork` is no name: it holds the control character U+0009",
        ),
        (
            "a line break inside a name",
            "id,name\na,\"New\nYork\"\n",
            "table of kind place, line 2, column `name`: a line break inside a field: is a quote left open?",
        ),
        (
            "a line separator inside a name",
            "id,name\na,New\u{2028}York\n",
            "table of kind place, line 2, column `name`: `New\\u{2028}York` is no name: it holds the line break U+2028",
        ),
        (
            "an override of direction",
            "id,name\na,Wal\u{202e}hi\n",
            "table of kind place, line 2, column `name`: `Wal\\u{202e}hi` is no name: it holds U+202E, which changes the direction of writing",
        ),
        (
            "a private-use character",
            "id,name\na,Wal\u{e000}hi\n",
            "table of kind place, line 2, column `name`: `Wal\u{e000}hi` is no name: it holds the private-use character U+E000",
        ),
        (
            "a lost character",
            "id,name\na,K\u{fffd}rsk\n",
            "table of kind place, line 2, column `name`: `K\u{fffd}rsk` is no name: it holds U+FFFD, which stands for a character that was lost",
        ),
        (
            "a dash for nothing",
            "id,name\na,-\n",
            "table of kind place, line 2, column `name`: `-` is no name: it is punctuation alone",
        ),
        (
            "a quote left open in the last line, without a line end",
            "id,name\na,\"A",
            "table of kind place, line 2, column `name`: a line break inside a field: is a quote left open?",
        ),
        (
            "an invisible character in an id",
            "id,name\na\u{200d}b,A\n",
            "table of kind place, line 2, column `id`: `a\\u{200d}b` is no id: expected a word without white space and invisible characters",
        ),
        (
            "a code of no country",
            "id,name,country\na,A,ZQ\n",
            "table of kind place, line 2, column `country`: `ZQ` is no country: expected an ISO 3166-1 code such as `RU`, or the id of a country in the tables",
        ),
        (
            "the name of a country",
            "id,name,country\na,A,Russia\n",
            "table of kind place, line 2, column `country`: `Russia` is no country: expected the ISO 3166-1 code `RU`, or the id of a country in the tables",
        ),
        (
            "a name of two words",
            "id,name,country\na,A,United States\n",
            "table of kind place, line 2, column `country`: `United States` is no country: expected the ISO 3166-1 code `US`, or the id of a country in the tables",
        ),
        (
            "a code that only the Internet has",
            "id,name,country\na,A,UK\n",
            "table of kind place, line 2, column `country`: `UK` is no country: expected the ISO 3166-1 code `GB`, or the id of a country in the tables",
        ),
        (
            "a city for a country",
            "id,name,country\na,A,b\nb,B,\n",
            "table of kind place, line 2, column `country`: `b` is a place, expected a country",
        ),
        (
            "a country in a country",
            "id,name,kind,country\nGL,Greenland,country,DK\n",
            "table of kind place, line 2, column `country`: `DK`: a country lies in no other; expected nothing, or its own id `GL`",
        ),
        (
            "a region by name",
            "id,name,country,region\na,A,DE,Bavaria\n",
            "table of kind place, line 2, column `region`: `Bavaria` is no region: expected the id of a region in the tables, or an ISO 3166-2 code such as `RU-KRS`",
        ),
        (
            "a region of another country",
            "id,name,country,region\na,A,AT,DE-BY\n",
            "table of kind place, line 2, column `region`: `DE-BY` lies in `DE`, and not in the country `AT` of this row",
        ),
        (
            "a region that the table does not have",
            "id,name,kind,country,region\na,A,city,DE,DE-XX\nDE-BY,Bavaria,region,DE,\n",
            "table of kind place, line 2, column `region`: `DE-XX` is no region: the tables have others of `DE`, and not this one",
        ),
        (
            "a place for a region",
            "id,name,region\na,A,b\nb,B,\n",
            "table of kind place, line 2, column `region`: `b` is a place, expected a region",
        ),
        (
            "a region in itself",
            "id,name,kind,region\na,A,region,a\n",
            "table of kind place, line 2, column `region`: a region cannot lie in itself: `a` in `a`",
        ),
        (
            "regions in each other",
            "id,name,kind,region\na,A,region,b\nb,B,region,c\nc,C,region,a\n",
            "table of kind place, line 2, column `region`: a region cannot lie in itself: `a` in `b` in `c` in `a`",
        ),
        (
            "a population below zero",
            "id,name,population\na,A,-5\n",
            "table of kind place, line 2, column `population`: `-5` is no number: expected people in digits alone, such as 8900000",
        ),
        (
            "a population with separators",
            "id,name,population\na,A,\"8,900,000\"\n",
            "table of kind place, line 2, column `population`: `8,900,000` is no number: expected people in digits alone, such as 8900000",
        ),
        (
            "a latitude with a comma",
            "id,name,lat,lon\na,A,\"51,7\",36.2\n",
            "table of kind place, line 2, column `lat`: `51,7` is no number: expected degrees, such as 51.73",
        ),
        (
            "an endless longitude",
            "id,name,lat,lon\na,A,0,inf\n",
            "table of kind place, line 2, column `lon`: longitude inf is not between -180 and 180 degrees",
        ),
        (
            "a fame that is no number",
            "id,name,fame\na,A,high\n",
            "table of kind place, line 2, column `fame`: `high` is no number: expected 1 to 5",
        ),
        (
            "a GeoNames number with its prefix",
            "id,name,geonames\na,A,geonames:5\n",
            "table of kind place, line 2, column `geonames`: `geonames:5` is no number: expected the digits of a GeoNames number",
        ),
        (
            "no capital",
            "id,name,capital\na,A,no\n",
            "table of kind place, line 2, column `capital`: `no` of a place: expected `yes`, its country, or nothing",
        ),
        (
            "a code of two letters for one of three",
            "id,name,iso3\na,A,BY\n",
            "table of kind place, line 2, column `iso3`: `BY` is no ISO 3166-1 alpha-3 code: expected three capitals, such as `BLR`",
        ),
        (
            "columns with semicolons between",
            "id;name\na;A\n",
            "table of kind place, line 1: `id;name` has no comma: expected columns with commas between, not `;`",
        ),
        (
            "columns with tabs between",
            "id\tname\na\tA\n",
            "table of kind place, line 1: `id\tname` has no comma: expected columns with commas between, not `\\t`",
        ),
        (
            "a column in capitals",
            "ID,name\n",
            "table of kind place, line 1: unknown column `ID` (`id`?), expected some of: id, name, kind, country, region, type, role, iso3, capital, lat, lon, population, fame, geonames, wikidata",
        ),
        (
            "a misspelt column",
            "id,name,lattitude\n",
            "table of kind place, line 1: unknown column `lattitude` (`lat`?), expected some of: id, name, kind, country, region, type, role, iso3, capital, lat, lon, population, fame, geonames, wikidata",
        ),
        (
            "a field too many behind old line ends",
            "id,name\ra,A\rb,B,C\r",
            "table of kind place, line 3: found 3 fields, expected 2",
        ),
        (
            "an id twice",
            "id,name\na,A\nb,B\na,C\n",
            "table of kind place, line 4, column `id`: `a` stands already in table of kind place, line 2",
        ),
    ] {
        assert_eq!(gazetteer(table).unwrap_err().to_string(), message, "{case}");
    }
}

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
            "table of names, line 2, column `form`: unknown form `nick`, expected one of `official`, `short`, `alias`, `abbreviation`, `demonym`, `historic`, `surname`",
        ),
        (
            "an unknown case rule",
            "id,name,case\na,A,upper\n",
            "table of names, line 2, column `case`: unknown case `upper`, expected one of `capital`, `exact`, `any`",
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
            "table of names, line 2, column `lang`: `русский` is no language tag: expected a tag of BCP 47, such as `en` or `zh-Hant`",
        ),
        (
            "a second language that is none",
            "id,lang,name\na,de at_x,A\n",
            "table of names, line 2, column `lang`: `at_x` is no language tag: expected `at-x`",
        ),
        (
            "a name twice",
            "id,lang,name\na,en,A\na,en,B\na,en,A\n",
            "table of names, line 4, column `name`: `a` has the name `A` already in line 2: expected one row",
        ),
        (
            "a name twice, with another form",
            "id,lang,name,form\na,en,A,short\na,en,A,official\n",
            "table of names, line 3, column `name`: `a` has the name `A` already in line 2, with another form or case rule: expected one row",
        ),
        (
            "a name twice, with another case rule",
            "id,name,case\na,A,any\na,A,exact\n",
            "table of names, line 3, column `name`: `a` has the name `A` already in line 2, with another form or case rule: expected one row",
        ),
        (
            "a control character in a name",
            "id,name\na,A\u{1}\n",
            "table of names, line 2, column `name`: `A\\u{1}` is no name: it holds the control character U+0001",
        ),
        (
            "an unknown column",
            "id,name,longitude\n",
            "table of names, line 1: unknown column `longitude`, expected some of: id, name, lang, form, case",
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
        "table of cues, line 2, column `phrase`: `a a a a a a a a a a …` is no cue: 1002 characters, expected at most 1000"
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
        "table of common words, line 130, column `lang`: more than 128 languages: `qey` is one too many"
    );
}

#[test]
fn names_in_several_languages_and_tables() {
    let table = "id,lang,name\na,en,Moskva\na,ru,Moskva\na,,Moskva\na,cs sk,Moskva\nb,en,Moskva\na,en,MOSKVA\n";
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
            "id,name,kind,country\nsoviet-union,Soviet Union,country,\na,Moscow,city,soviet-union\n",
        ),
        (
            "a region with an id of its own",
            "id,name,kind,region\nmy:north,North,region,\na,Nordheim,city,my:north\n",
        ),
        (
            "a region in another",
            "id,name,kind,country,region\nFR-75,Paris,region,FR,FR-IDF\nFR-IDF,Île-de-France,region,FR,\n",
        ),
    ] {
        assert!(gazetteer(table).is_ok(), "{case}: {:?}", gazetteer(table).err());
    }
    // Those of the layers below count.
    let states = "id,name,kind\nsoviet-union,Soviet Union,country\nRU-KRS,Kursk Oblast,region\nmy:north,North,region\n";
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
            "{cities} `region`: `RU-XXX` is no region: the tables have others of `RU`, and not this one"
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
            "column `phrase`: `ci\\u{202d}ty` is no cue: it holds U+202D, which changes the direction of writing",
        ),
        ("a cue of no kind", "en,city,,before,in", "column `kind`: no kind given"),
        (
            "a cue on no side",
            "en,city,city,above,in",
            "column `side`: unknown side `above`, expected one of `before`, `after`, `inside`, `leading`",
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
            "column `lang`: `e` is no language tag: expected a tag of BCP 47, such as `en` or `zh-Hant`",
        ),
    ] {
        let found = message(&|| builder().common_words(format!("lang,word\n{table}\n").as_bytes()));
        assert_eq!(found, format!("table of common words, line 2, {expected}"), "{case}");
    }
    for (case, table, expected) in [
        (
            "two words",
            "ana maria,es:3,",
            "column `part`: `ana maria` is no part of a name: expected one word without white space",
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

/// Of very many things with one name the best known are asked about, so that a mention costs no
/// more than usual.
#[test]
fn a_name_of_a_hundred_thousand_cities() {
    let mut table = String::from("id,name,population\n");
    (0..100_000)
        .for_each(|at| writeln!(table, "city-{at},Foobar,{}", (at * 7919) % 100_003).unwrap());
    let gazetteer =
        Gazetteer::builder().table(Kind::City, table.as_bytes()).unwrap().build().unwrap();
    let annotator = Annotator::new(gazetteer).unwrap();
    assert_eq!(annotator.lookup("Foobar").count(), 100_000);
    let text = "He left Foobar for Foobar.".repeat(100);
    let annotations = annotator.annotate(&text);
    assert_eq!(annotations.len(), 200);
    let mention = annotations.iter().next().unwrap();
    let populations: Vec<_> =
        mention.candidates().map(|city| city.entity().unwrap().population().unwrap()).collect();
    assert_eq!(populations.len(), 256);
    let least_known = populations.iter().min().unwrap();
    assert!(
        *least_known > 99_000
            && populations[0] == 100_002
            && populations.is_sorted_by(|a, b| a >= b),
        "{populations:?}"
    );
}
