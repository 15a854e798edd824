//! The `gazetag` command as its users meet it: output, messages, exit codes.
//!
//! Most tests bring small tables of their own.

#![cfg(feature = "cli")]

use serde_json::{Value, json};
use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
    thread,
};

const ENTITIES: &str = "\
id,name,kind,country,lat,lon,population,capital
BY,Belarus,country,,53.71,27.97,,
RU,Russia,country,,61.52,105.32,,
RU-KRS,Kursk Oblast,region,RU,51.8,36.2,,
geonames:538560,Kursk,city,RU,51.73733,36.18735,409431,
geonames:625144,Minsk,city,BY,53.9,27.56667,1742124,BY
alexander-lukashenko,Alexander Lukashenko,person,BY,,,,
mod-by,Ministry of Defence of Belarus,organization,BY,,,,
";

const NAMES: &str = "\
id,lang,name,form,case
BY,id,Belarusia,short,
RU,id,Rusia,short,
alexander-lukashenko,ru,Александр Лукашенко,short,
mod-by,id,Kementerian Pertahanan Belarusia,official,
";

/// What a run of the command left behind.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Run {
    /// The lines of output as JSON.
    fn documents(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in {line}"))).collect()
    }

    /// The entities of each document, in text order.
    fn entities(&self) -> Vec<Vec<String>> {
        let documents = self.documents();
        documents.iter().map(|document| mentions(document).iter().map(|mention| text(&mention["entity"]).into()).collect()).collect()
    }
}

fn mentions(document: &Value) -> &[Value] {
    document["mentions"].as_array().expect("a document has mentions")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a string")
}

fn gazetag(args: &[&str], input: impl AsRef<[u8]>) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gazetag"));
    let mut child = command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut stdin = child.stdin.take().expect("it was piped");
    let input = input.as_ref();
    let output = thread::scope(|scope| {
        // A command that stops early does not read all of its input: that write may fail.
        scope.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output().expect("it ends")
    });
    let utf8 = |bytes| String::from_utf8(bytes).expect("it writes UTF-8");
    Run { code: output.status.code(), out: utf8(output.stdout), err: utf8(output.stderr) }
}

/// Writes a file that no other test writes, and returns its path.
fn file(name: &str, content: impl AsRef<[u8]>) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli");
    fs::create_dir_all(&folder).expect("the folder can be made");
    let path = folder.join(name);
    fs::write(&path, content).expect("the file can be written");
    path.to_str().expect("cargo chose a readable path").into()
}

/// Runs a command with only the tables above; `test` keeps the files of tests apart.
fn with_small_tables(test: &str, args: &[&str], input: impl AsRef<[u8]>) -> Run {
    let entities = file(&format!("{test}-entities.csv"), ENTITIES);
    let names = file(&format!("{test}-names.csv"), NAMES);
    let (command, rest) = args.split_first().expect("a command");
    let mut all = vec![*command, "--no-builtin", "--gazetteer", &entities, "--gazetteer", &names];
    all.extend(rest);
    gazetag(&all, input)
}

#[test]
fn texts_from_files_and_standard_input() {
    let minsk = file("minsk.txt", "Pejabat Minsk, Belarusia.");
    let kursk = file("kursk.txt", "Wilayah\r\nKursk Oblast");
    let empty = file("empty.txt", "");
    type Found<'a> = (&'a str, &'a [&'a str]);
    let cases: &[(&str, &[&str], &[Found])] = &[
        ("standard input", &[], &[("standard input", &["RU"])]),
        ("a dash", &["-"], &[("standard input", &["RU"])]),
        ("a file", &[&minsk], &[(&minsk, &["geonames:625144", "BY"])]),
        (
            "several",
            &[&kursk, "-", &empty, &minsk],
            &[(&kursk, &["RU-KRS"]), ("standard input", &["RU"]), (&empty, &[]), (&minsk, &["geonames:625144", "BY"])],
        ),
    ];
    for (case, files, expected) in cases {
        let args = [&["annotate"], *files].concat();
        let run = with_small_tables("texts", &args, "Rusia");
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{case}");
        let documents = run.documents();
        let ids: Vec<&str> = documents.iter().map(|document| text(&document["id"])).collect();
        assert_eq!(ids, expected.iter().map(|(id, _)| *id).collect::<Vec<_>>(), "{case}");
        assert_eq!(run.entities(), expected.iter().map(|(_, entities)| entities.to_vec()).collect::<Vec<_>>(), "{case}");
    }
}

#[test]
fn a_mention_has_what_the_tables_know() {
    let run = with_small_tables("fields", &["annotate"], "Di Minsk, Alexander Lukashenko");
    let mut documents = run.documents();
    for mention in documents[0]["mentions"].as_array_mut().expect("mentions") {
        let score = mention.as_object_mut().and_then(|fields| fields.remove("score")).and_then(|score| score.as_f64());
        assert!(score.is_some_and(|score| (0.0..=1.0).contains(&score)), "score {score:?}");
    }
    let expected = json!({ "id": "standard input", "mentions": [
        { "start": 3, "end": 8, "text": "Minsk", "kind": "city", "entity": "geonames:625144", "name": "Minsk",
          "country": "BY", "lat": 53.9, "lon": 27.56667, "geonames": 625144 },
        { "start": 10, "end": 30, "text": "Alexander Lukashenko", "kind": "person", "entity": "alexander-lukashenko",
          "name": "Alexander Lukashenko", "country": "BY" },
    ] });
    assert_eq!(documents, [expected]);
}

#[test]
fn json_lines_keep_order_and_ids() {
    let input = "\u{FEFF}{\"id\":\"b\",\"text\":\"Minsk\"}\r\n\
        {\"id\":7,\"text\":\"\"}\n\
        \n \t \n\
        {\"text\":\"Rusia\",\"id\":{\"a\":[1,null]}}\n\
        {\"id\":[\"x\"],\"text\":\"Rusia dan Belarusia\",\"lang\":\"id\",\"more\":1}\n\
        {\"id\":null,\"text\":\"?\"}\n\
        {\"id\":true,\"text\":\"?\",\"lang\":null}\n\
        {\"id\":-1.5,\"text\":\"?\"}\n\
        {\"text\":\"\\u004dinsk\"}";
    let run = with_small_tables("order", &["annotate", "--jsonl"], input);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let documents = run.documents();
    let ids: Vec<Value> = documents.iter().map(|document| document["id"].clone()).collect();
    assert_eq!(json!(ids), json!(["b", 7, { "a": [1, null] }, ["x"], null, true, -1.5, null]));
    let minsk = "geonames:625144";
    assert_eq!(run.entities(), [&[minsk][..], &[], &["RU"], &["RU", "BY"], &[], &[], &[], &[minsk]]);
}

#[test]
fn malformed_lines() {
    for (case, line, message) in [
        ("cut off", r#"{"id":1,"text":"#, "EOF while parsing a value (column 15)"),
        ("not an object", r#"["a","Minsk"]"#, "expected an object"),
        ("not JSON", "Minsk", "expected an object"),
        ("no text", r#"{"id":1}"#, "missing field `text`"),
        ("text of another type", r#"{"text":5}"#, "invalid type: integer `5`, expected a string"),
        ("two documents", r#"{"text":""}{"text":""}"#, "trailing characters (column 12)"),
        ("half a character", r#"{"text":"\ud800"}"#, "unexpected end of hex escape"),
    ] {
        let input = format!("{{\"id\":1,\"text\":\"\"}}\n\n{line}\n{{\"id\":2,\"text\":\"\"}}\n");
        for keep_going in [false, true] {
            let mut args = vec!["annotate", "--jsonl"];
            args.extend(keep_going.then_some("--keep-going"));
            let run = with_small_tables("malformed", &args, &input);
            assert_eq!(run.code, Some(1), "{case}: {run:?}");
            assert!(run.err.starts_with("gazetag: standard input, line 3: "), "{case}: {run:?}");
            assert!(run.err.contains(message), "{case}: {run:?}");
            let last = if keep_going { 2 } else { 1 };
            let ids: Vec<_> = run.documents().iter().map(|document| document["id"].as_u64()).collect();
            assert_eq!(ids, (1..=last).map(Some).collect::<Vec<_>>(), "{case}");
            assert_eq!(run.err.lines().count(), if keep_going { 2 } else { 1 }, "{case}: {run:?}");
        }
    }
    let run = with_small_tables("malformed-bytes", &["annotate", "--jsonl"], b"{\"text\":\"Minsk \xFF\"}\n");
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(run.err.contains("line 1: invalid unicode code point"), "{run:?}");
}

#[test]
fn offsets_slice_the_text() {
    // Characters of one to four bytes, a base letter with its mark apart, and a pair of flags.
    let input = "🚀🇧🇾 e\u{301} ќ 中 Minsk, «Александр Лукашенко» 😀 Rusia";
    let utf16: Vec<u16> = input.encode_utf16().collect();
    type Slice<'a> = &'a dyn Fn(usize, usize) -> String;
    let slices: [(&[&str], Slice); 4] = [
        (&[], &|start, end| input[start..end].into()),
        (&["--offsets", "bytes"], &|start, end| input[start..end].into()),
        (&["--offsets", "chars"], &|start, end| input.chars().skip(start).take(end - start).collect()),
        (&["--offsets=utf16"], &|start, end| String::from_utf16(&utf16[start..end]).expect("whole characters")),
    ];
    for (args, slice) in slices {
        let run = with_small_tables("offsets", &[&["annotate"], args].concat(), input);
        let documents = run.documents();
        let found = mentions(&documents[0]).iter().map(|mention| {
            let position = |field: &str| usize::try_from(mention[field].as_u64().expect("a position")).expect("a small one");
            assert_eq!(slice(position("start"), position("end")), text(&mention["text"]), "{args:?}");
            text(&mention["text"])
        });
        assert_eq!(found.collect::<Vec<_>>(), ["Minsk", "Александр Лукашенко", "Rusia"], "{args:?}");
    }
}

#[test]
fn settings_choose_what_is_reported() {
    let input = "Kementerian Pertahanan Belarusia di Minsk; kursk oblast";
    let cases: &[(&[&str], &[&str])] = &[
        (&[], &["mod-by", "geonames:625144"]),
        (&["--kinds", "city"], &["geonames:625144"]),
        (&["--kinds", "city,organization"], &["mod-by", "geonames:625144"]),
        (&["--kinds", "city", "--kinds=region"], &["geonames:625144"]),
        (&["--kinds", "country"], &[]),
        (&["--overlaps", "longest"], &["mod-by", "geonames:625144"]),
        (&["--overlaps", "all"], &["mod-by", "BY", "geonames:625144"]),
        (&["--overlaps", "all", "--kinds", "country"], &["BY"]),
        (&["--ignore-case", "--kinds", "region"], &["RU-KRS"]),
        (&["--lang", "id"], &["mod-by", "geonames:625144"]),
    ];
    for (args, expected) in cases {
        let run = with_small_tables("settings", &[&["annotate"], *args].concat(), input);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{args:?}");
        assert_eq!(run.entities(), [expected.to_vec()], "{args:?}");
    }
}

#[test]
fn demonyms_are_reported_if_asked_for() {
    for (args, expected) in [(&[][..], &["geonames:1625822"][..]), (&["--demonyms"], &["ID", "geonames:1625822"])] {
        let run = gazetag(&[&["annotate", "--lang", "en"], args].concat(), "An Indonesian ship left Surabaya.");
        assert_eq!(run.entities(), [expected.to_vec()], "{args:?}");
    }
}

#[test]
fn every_decision_is_explained() {
    for (case, args, text, expected) in [
        ("a mention", &[][..], "di Minsk", "3..8 Minsk\n    0."),
        ("an ordinary word", &["--lang", "en"], "Nice weather", "0..4 Nice: unlikely\n"),
        ("evidence", &["--lang", "en"], "Nice weather", "-2.5 ordinary word\n"),
        ("part of a longer name", &[], "Bank of Georgia", "8..15 Georgia: overlapped by Bank of Georgia\n"),
        ("an acronym in small letters", &[], "the Nato summit", "4..8 Nato"),
        ("a demonym", &["--lang", "en"], "an Indonesian ship", "3..13 Indonesian: not wanted\n"),
        ("a name in no table", &["--lang", "en"], "Menteri Anna Qwertson", "8..21 Anna Qwertson\n    0."),
    ] {
        let run = gazetag(&[&["explain"], args].concat(), text);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{case}");
        assert!(run.out.contains(expected), "{case}: {}", run.out);
    }
    let run = gazetag(&["explain", "--jsonl"], "{\"id\":1.50,\"text\":\"Nice weather in Minsk\",\"lang\":\"en\"}\n");
    let lines: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    let hits = lines[0]["hits"].as_array().expect("a document has hits");
    let told: Vec<_> = hits.iter().map(|hit| (hit["start"].as_u64(), hit["rejected"].as_str())).collect();
    assert_eq!(told, [(Some(0), Some("unlikely")), (Some(16), None)]);
    assert_eq!(hits[0]["candidates"][0]["evidence"][0]["reason"], "common_word_unproven");
    let bad = gazetag(&["explain", "--jsonl"], "{\"text\":1}\n");
    assert_eq!((bad.code, bad.err.contains("standard input, line 1")), (Some(1), true), "{}", bad.err);
}

#[test]
fn the_language_of_each_document_counts() {
    // In Indonesian "lima" is five.
    let input = r#"{"id":"said","text":"Lima orang","lang":"id"}
        {"id":"said otherwise","text":"Lima orang","lang":"en"}
        {"id":"not said","text":"Lima orang"}"#;
    let run = gazetag(&["annotate", "--jsonl", "--lang", "id"], input);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(run.entities(), [&[][..], &["geonames:3936456"], &[]]);
}

#[test]
fn tables_of_ones_own_join_the_built_in_ones() {
    let entities = file("join-entities.csv", "id,name,kind,country\nexample-forum,Forum Warga Kurskina,organization,ID\n");
    let names = file("join-names.csv", "id,lang,name,form,case\nRU-KRS,id,Kurskina,alias,\nexample-forum,id,FWKX,abbreviation,exact\n");
    // The names come first: in which order does not matter.
    let run = gazetag(&["annotate", "--gazetteer", &names, "--gazetteer", &entities], "FWKX, bukan fwkx, di Kurskina, Indonesia");
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(run.entities(), [["example-forum", "RU-KRS", "ID"]]);
}

#[test]
fn a_bad_table_is_refused() {
    for (case, table, message) in [
        ("range.csv", &b"id,name,kind,lat,lon\na,Aa,city,1,2\nb,Bb,city,91,2\n"[..], ", line 3, column `lat`: latitude 91 is not"),
        ("kind.csv", b"id,name,kind\na,Aa,town\n", ", line 2, column `kind`: "),
        ("no-kind.csv", b"id,name\na,Aa\n", ", line 1: no column `kind`"),
        ("missing.csv", b"id,kind\na,city\n", ", line 1: no column `name`"),
        ("unknown.csv", b"id,name,kind,colour\na,Aa,city,red\n", ", line 1: unknown column `colour`"),
        ("number.csv", b"id,name,kind,population\na,Aa,city,many\n", ", line 2, column `population`: "),
        ("fields.csv", b"id,name,kind\na,Aa,city\nb,Bb\n", ", line 3: found 2 fields, expected 3"),
        ("quote.csv", b"id,name,kind\na,\"Aa,city\nb,Bb,city\n", ", line 2"),
        ("utf8.csv", b"id,name,kind\na,A\xFF,city\n", ", line 2, column `name`: not valid UTF-8"),
        ("twice.csv", b"id,name,kind\na,Aa,city\na,Ab,city\n", ", line 3, column `id`: `a` stands already in "),
        ("no-name.csv", b"id,name,kind\na, ,city\n", ", line 2, column `name`: "),
        ("no-entity.csv", b"id,lang,name\na,id,Aa\n", ", line 2, column `id`: no table has an entity `a`"),
    ] {
        let path = file(case, table);
        let run = gazetag(&["annotate", "--no-builtin", "--gazetteer", &path], "Aa");
        assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{case}: {run:?}");
        assert!(run.err.starts_with(&format!("gazetag: {path}{message}")), "{case}: {run:?}");
        assert_eq!(run.err.lines().count(), 1, "{case}: {run:?}");
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let latin1 = file("latin1.txt", b"caf\xE9");
    let folder = env!("CARGO_TARGET_TMPDIR");
    let good = file("good.txt", "Minsk");
    for (case, args, name, message) in [
        ("no such file", &["annotate", &good, "no/such/file.txt"][..], "no/such/file.txt", "No such file"),
        ("a folder", &["annotate", &good, folder], folder, "directory"),
        ("not UTF-8", &["annotate", &good, &latin1], &latin1, "not valid UTF-8 at byte 3"),
        ("no such table", &["annotate", "--gazetteer", "no/table.csv"], "no/table.csv", "No such file"),
    ] {
        let run = with_small_tables("unreadable", args, "");
        assert_eq!(run.code, Some(1), "{case}: {run:?}");
        assert!(run.err.starts_with(&format!("gazetag: {name}: ")) && run.err.contains(message), "{case}: {run:?}");
        // The files before it were good.
        assert_eq!(run.documents().len(), args.iter().filter(|arg| **arg == good).count(), "{case}: {run:?}");
    }
    let run = with_small_tables("unreadable-input", &["annotate"], b"\xFF");
    assert_eq!((run.code, run.err.as_str()), (Some(1), "gazetag: standard input: not valid UTF-8 at byte 0\n"));
}

#[test]
fn wrong_usage_has_a_code_of_its_own() {
    let cases: &[(&[&str], &str)] = &[
        (&[], "Usage: gazetag"),
        (&["tag"], "unrecognized subcommand 'tag'"),
        (&["lookup"], "<NAME>"),
        (&["annotate", "--quick"], "unexpected argument '--quick'"),
        (&["annotate", "--kinds", "town"], "unknown kind `town`, expected one of: country, region, city, place, person, organization"),
        (&["annotate", "--kinds", "city,"], "unknown kind ``"),
        (&["annotate", "--offsets", "words"], "[possible values: bytes, chars, utf16]"),
        (&["annotate", "--overlaps", "some"], "[possible values: longest, all]"),
        (&["annotate", "--keep-going"], "--jsonl"),
        (&["annotate", "--no-builtin"], "--gazetteer <FILE>"),
        (&["annotate", "--dictionary", "a.gaz", "--no-builtin", "--gazetteer", "a.csv"], "cannot be used with"),
        (&["annotate", "--threads", "2"], "--jsonl"),
        (&["annotate", "--jsonl", "--threads", "0"], "0 is not in 1..=65535"),
        (&["compile", "-o", "a.gaz"], "<TABLES>"),
        (&["compile", "a.csv"], "--output <FILE>"),
    ];
    for (args, message) in cases {
        let run = gazetag(args, "");
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(run.err.contains(message), "{args:?}: {}", run.err);
    }
}

#[test]
fn help_and_version() {
    let cases: &[(&[&str], &[&str])] = &[
        (&["--help"], &["Usage: gazetag <COMMAND>", "annotate", "lookup", "compile"]),
        (
            &["annotate", "--help"],
            &[
                "--jsonl",
                "--keep-going",
                "--kinds",
                "--lang",
                "--overlaps",
                "--offsets",
                "--gazetteer",
                "--no-builtin",
                "--ignore-case",
                "--threads",
            ],
        ),
        (&["lookup", "--help"], &["<NAME>", "--gazetteer", "--dictionary"]),
        (&["compile", "--help"], &["TABLES", "--builtin", "--output"]),
        (&["--version"], &[concat!("gazetag ", env!("CARGO_PKG_VERSION"))]),
    ];
    for (args, expected) in cases {
        let run = gazetag(args, "");
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{args:?}");
        for words in *expected {
            assert!(run.out.contains(words), "{args:?}: `{words}` is not in {}", run.out);
        }
    }
}

#[test]
fn lookup_shows_what_the_tables_hold() {
    let minsk =
        "geonames:625144\tcity\tMinsk\tMinsk (–, short)\tcountry: BY\tpoint: 53.9 27.56667\tpopulation: 1742124\tgeonames: 625144\n";
    let lukashenko = "alexander-lukashenko\tperson\tAlexander Lukashenko\tАлександр Лукашенко (ru, short)\tcountry: BY\n";
    let cases: &[(&[&str], i32, &str, &str)] = &[
        (&["lookup", "Minsk"], 0, minsk, ""),
        (&["lookup", "MÍNSK"], 0, minsk, ""),
        (&["lookup", "александр", "лукашенко"], 0, lukashenko, ""),
        (&["lookup", "Mins"], 1, "", "gazetag: no table has the name `Mins`\n"),
        (&["lookup", ""], 1, "", "gazetag: no table has the name ``\n"),
    ];
    for (args, code, out, err) in cases {
        let run = with_small_tables("lookup", args, "");
        assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (Some(*code), *out, *err), "{args:?}");
    }
}

#[test]
fn a_compiled_dictionary_is_as_good_as_its_tables() {
    let entities = file("compile-entities.csv", ENTITIES);
    let names = file("compile-names.csv", NAMES);
    let cues = file("compile-cues.csv", "lang,phrase,kind,side,span\nid,provinsi,region,before,in\n");
    let words = file("compile-words.csv", "lang,word\nid,rusia\n");
    let dictionary = file("compile.gaz", "an older one");
    let run = gazetag(&["compile", &names, &entities, &cues, &words, "-o", &dictionary], "");
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{run:?}");
    assert_eq!(run.err, format!("gazetag: written to {dictionary}: entities: 7, names: 11\n"));

    let tables = ["--no-builtin", "--gazetteer", &entities, "--gazetteer", &names, "--gazetteer", &cues, "--gazetteer", &words];
    let input = "Provinsi Kursk Oblast, Minsk, Belarusia. Rusia";
    for args in
        [&["annotate"][..], &["annotate", "--overlaps", "all", "--kinds", "region,city"], &["lookup", "Минск"], &["lookup", "minsk"]]
    {
        let expected = gazetag(&[args, &tables].concat(), input);
        let run = gazetag(&[args, &["--dictionary", &dictionary]].concat(), input);
        assert_eq!((run.code, run.out, run.err), (expected.code, expected.out, expected.err), "{args:?}");
    }
    assert_eq!(with_small_tables("provinsi", &["annotate"], input).entities()[0].len(), 4, "without cues and words");
    let run = gazetag(&["annotate", "--dictionary", &dictionary], input);
    assert_eq!(text(&mentions(&run.documents()[0])[0]["text"]), "Provinsi Kursk Oblast");
    assert_eq!(run.entities(), [["RU-KRS", "geonames:625144", "BY"]]);
}

#[test]
fn what_is_given_later_goes_before() {
    let city = file("layer-city.csv", "id,name,kind,country\ncity,Qursq,city,RU\n");
    let ship = file("layer-ship.csv", "id,name,kind,country\nship,Qursq,place,RU\nRU,Rusland,place,\n");
    let names = file("layer-names.csv", "id,lang,name\nBY,xx,Qelarus\n");
    let [city_gaz, ship_gaz] = ["layer-city.gaz", "layer-ship.gaz"].map(|name| file(name, ""));
    for (table, dictionary) in [(&city, &city_gaz), (&ship, &ship_gaz)] {
        let run = gazetag(&["compile", table, "-o", dictionary], "");
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    let text = "Qursq, Qelarus, Russia";
    for (case, args, expected) in [
        ("built-in tables and a table", &["--gazetteer", &city][..], &[("city", "city"), ("RU", "country")][..]),
        ("two dictionaries", &["--dictionary", &city_gaz, "--dictionary", &ship_gaz], &[("ship", "place")]),
        ("the other way round", &["--dictionary", &ship_gaz, "--dictionary", &city_gaz], &[("city", "city")]),
        ("a dictionary and a table", &["--dictionary", &ship_gaz, "--gazetteer", &city], &[("city", "city")]),
        ("names of built-in entities", &["--gazetteer", &names], &[("BY", "country"), ("RU", "country")]),
        ("an id that is built in", &["--gazetteer", &ship], &[("ship", "place"), ("RU", "place")]),
    ] {
        let run = gazetag(&[&["annotate"], args].concat(), text);
        let documents = run.documents();
        let found: Vec<_> = mentions(&documents[0]).iter().map(|mention| (text_of(mention, "entity"), text_of(mention, "kind"))).collect();
        assert_eq!((run.code, found), (Some(0), expected.to_vec()), "{case}: {}", run.err);
    }
}

fn text_of<'v>(value: &'v Value, key: &str) -> &'v str {
    text(&value[key])
}

#[test]
fn any_number_of_threads_keeps_the_order() {
    let line = |at: usize| match at {
        700 => "no document\n".to_owned(),
        _ => format!("{{\"id\":{at},\"text\":\"{}\"}}\n", "Minsk, Kursk. ".repeat(at % 50)),
    };
    let input: String = (0..1000).map(line).collect();
    let expected = with_small_tables("threads", &["annotate", "--jsonl", "--keep-going", "--threads", "1"], &input);
    assert_eq!(expected.documents().iter().map(|document| document["id"].clone()).collect::<Vec<_>>(), {
        (0..1000).filter(|&at| at != 700).map(Value::from).collect::<Vec<_>>()
    });
    for args in [&["--threads", "3"][..], &["--threads", "64"], &[]] {
        let run = with_small_tables("threads", &[&["annotate", "--jsonl", "--keep-going"], args].concat(), &input);
        assert!((run.code, &run.out, &run.err) == (expected.code, &expected.out, &expected.err), "{args:?}: {}", run.err);
        let run = with_small_tables("threads", &[&["annotate", "--jsonl"], args].concat(), &input);
        assert_eq!((run.code, run.documents().len()), (Some(1), 700), "{args:?}: {}", run.err);
    }
}

#[test]
fn a_bad_dictionary_is_refused() {
    let table = file("no-dictionary.csv", ENTITIES);
    let cut = file("cut.gaz", b"\x89gaz\r\n\x1a\n\x01\0\0\0");
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

#[test]
fn nobody_reads_the_output() {
    // More than a pipe holds, so the command does not end before it finds out.
    let input = file("many.jsonl", "{\"text\":\"Minsk, Rusia, Belarusia\"}\n".repeat(10_000));
    let entities = file("many-entities.csv", ENTITIES);
    let mut command = Command::new(env!("CARGO_BIN_EXE_gazetag"));
    command.args(["annotate", "--jsonl", "--no-builtin", "--gazetteer", &entities, &input]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn ids_come_out_digit_for_digit() {
    let run = with_small_tables("long-ids", &["annotate", "--jsonl"], r#"{"id": 12345678901234567890123.10, "text": ""}"#);
    assert_eq!(run.out, "{\"id\":12345678901234567890123.10,\"mentions\":[]}\n");
}

#[test]
fn readme_shows_what_is_printed() {
    let readme = fs::read_to_string("README.md").unwrap();
    let mut blocks = readme.split("```json\n").skip(1).map(|block| block.split("```").next().unwrap());
    let (input, output) = (blocks.next().unwrap(), blocks.next().unwrap());
    assert_eq!(gazetag(&["annotate", "--jsonl"], input).out, output);
}
