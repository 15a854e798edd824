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

pub fn gazetteer(table: &str) -> Result<Gazetteer, Error> {
    Gazetteer::builder().table(Kind::Place, table.as_bytes())?.build()
}

pub fn found<'t>(annotator: &Annotator, text: &'t str) -> Vec<&'t str> {
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
    let names = "id,name\na,A B\nb,B C\nc,C A\nd,New York\ne,北京\nf,타워\ng,タワー\nh,!!!\ni,Yahoo!\nj,\
     京東\n";
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
