//! What `annotate` and `explain` write.

use super::*;
#[cfg(target_os = "linux")]
use std::{
    io::{BufRead, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout},
};

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
            &[
                (&kursk, &["RU-KRS"]),
                ("standard input", &["RU"]),
                (&empty, &[]),
                (&minsk, &["geonames:625144", "BY"]),
            ],
        ),
    ];
    for (case, files, expected) in cases {
        let args = [&["annotate"], *files].concat();
        let run = with_small_tables("texts", &args, "Rusia");
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{case}");
        let documents = run.documents();
        let ids: Vec<&str> = documents.iter().map(|document| text(&document["id"])).collect();
        assert_eq!(ids, expected.iter().map(|(id, _)| *id).collect::<Vec<_>>(), "{case}");
        assert_eq!(
            run.entities(),
            expected.iter().map(|(_, entities)| entities.to_vec()).collect::<Vec<_>>(),
            "{case}"
        );
    }
}

#[test]
fn a_mention_has_what_the_tables_know() {
    let run = with_small_tables("fields", &["annotate"], "Di Minsk, Alexander Lukashenko");
    let mut documents = run.documents();
    for mention in documents[0]["mentions"].as_array_mut().expect("mentions") {
        let score = mention
            .as_object_mut()
            .and_then(|fields| fields.remove("score"))
            .and_then(|score| score.as_f64());
        assert!(score.is_some_and(|score| (0.0..=1.0).contains(&score)), "score {score:?}");
    }
    let (minsk, belarus) = ("geonames:625144", "BY");
    let focus = json!({
        "countries": [{ "entity": belarus, "name": "Belarus", "share": 1.0, "mentions": 1 }],
        "cities": [{ "entity": minsk, "name": "Minsk", "share": 1.0, "mentions": 1 }],
    });
    let expected = json!({ "id": "standard input", "offsets": "bytes", "focus": focus,
      "mentions": [
        { "start": 3, "end": 8, "text": "Minsk", "kind": "city", "entity": minsk,
          "name": "Minsk",
          "country": "BY", "lat": 53.9, "lon": 27.56667, "geonames": 625144 },
        { "start": 10, "end": 30, "text": "Alexander Lukashenko", "kind": "person",
          "entity": "alexander-lukashenko",
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
    assert_eq!(
        run.entities(),
        [&[minsk][..], &[], &["RU"], &["RU", "BY"], &[], &[], &[], &[minsk]]
    );
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
        (&["--offsets", "chars"], &|start, end| {
            input.chars().skip(start).take(end - start).collect()
        }),
        (&["--offsets=utf16"], &|start, end| {
            String::from_utf16(&utf16[start..end]).expect("whole characters")
        }),
    ];
    for (args, slice) in slices {
        let run = with_small_tables("offsets", &[&["annotate"], args].concat(), input);
        let documents = run.documents();
        let found = mentions(&documents[0]).iter().map(|mention| {
            let position = |field: &str| {
                usize::try_from(mention[field].as_u64().expect("a position")).expect("a small one")
            };
            assert_eq!(
                slice(position("start"), position("end")),
                text(&mention["text"]),
                "{args:?}"
            );
            text(&mention["text"])
        });
        assert_eq!(
            found.collect::<Vec<_>>(),
            ["Minsk", "Александр Лукашенко", "Rusia"],
            "{args:?}"
        );
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
    for (args, expected) in
        [(&[][..], &["geonames:1625822"][..]), (&["--demonyms"], &["ID", "geonames:1625822"])]
    {
        let run = gazetag(
            &[&["annotate", "--lang", "en"], args].concat(),
            "An Indonesian ship left Surabaya.",
        );
        assert_eq!(run.entities(), [expected.to_vec()], "{args:?}");
    }
}

#[test]
fn every_decision_is_explained() {
    for (case, args, text, expected) in [
        ("a mention", &[][..], "di Minsk", "3..8 Minsk\n    0."),
        ("an ordinary word", &["--lang", "en"], "Nice weather", "0..4 Nice: unlikely\n"),
        ("evidence", &["--lang", "en"], "Nice weather", "-2.5 ordinary word\n"),
        (
            "part of a longer name",
            &[],
            "Bank of Georgia",
            "8..15 Georgia: overlapped by Bank of Georgia\n",
        ),
        ("an acronym in small letters", &[], "the Nato summit", "4..8 Nato"),
        ("a demonym", &["--lang", "en"], "an Indonesian ship", "3..13 Indonesian: not_wanted\n"),
        (
            "a name in no table",
            &["--lang", "en"],
            "Menteri Anna Qwertson",
            "8..21 Anna Qwertson\n    0.",
        ),
    ] {
        let run = gazetag(&[&["explain"], args].concat(), text);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{case}");
        assert!(run.out.contains(expected), "{case}: {}", run.out);
    }
    let run = gazetag(
        &["explain", "--jsonl"],
        "{\"id\":1.50,\"text\":\"Nice weather in Minsk\",\"lang\":\"en\"}\n",
    );
    let lines: Vec<Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    let hits = lines[0]["hits"].as_array().expect("a document has hits");
    let told: Vec<_> =
        hits.iter().map(|hit| (hit["start"].as_u64(), hit["rejected"].as_str())).collect();
    assert_eq!(told, [(Some(0), Some("unlikely")), (Some(16), None)]);
    assert_eq!(hits[0]["candidates"][0]["evidence"][0]["reason"], "common_word_unproven");
    let bad = gazetag(&["explain", "--jsonl"], "{\"text\":1}\n");
    assert_eq!(
        (bad.code, bad.err.contains("standard input, line 1")),
        (Some(1), true),
        "{}",
        bad.err
    );
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
fn any_number_of_threads_keeps_the_order() {
    let line = |at: usize| match at {
        700 => "no document\n".to_owned(),
        _ => format!("{{\"id\":{at},\"text\":\"{}\"}}\n", "Minsk, Kursk. ".repeat(at % 50)),
    };
    let input: String = (0..1000).map(line).collect();
    let expected = with_small_tables(
        "threads",
        &["annotate", "--jsonl", "--keep-going", "--threads", "1"],
        &input,
    );
    assert_eq!(
        expected.documents().iter().map(|document| document["id"].clone()).collect::<Vec<_>>(),
        { (0..1000).filter(|&at| at != 700).map(Value::from).collect::<Vec<_>>() }
    );
    for args in [&["--threads", "3"][..], &["--threads", "64"], &[]] {
        let run = with_small_tables(
            "threads",
            &[&["annotate", "--jsonl", "--keep-going"], args].concat(),
            &input,
        );
        assert!(
            (run.code, &run.out, &run.err) == (expected.code, &expected.out, &expected.err),
            "{args:?}: {}",
            run.err
        );
        let run = with_small_tables("threads", &[&["annotate", "--jsonl"], args].concat(), &input);
        assert_eq!((run.code, run.documents().len()), (Some(1), 700), "{args:?}: {}", run.err);
    }
}

#[test]
fn ids_come_out_digit_for_digit() {
    let run = with_small_tables(
        "long-ids",
        &["annotate", "--jsonl"],
        r#"{"id": 12345678901234567890123.10, "text": ""}"#,
    );
    assert_eq!(
        run.out,
        "{\"id\":12345678901234567890123.10,\"offsets\":\"bytes\",\"mentions\":[]}\n"
    );
}

/// The blocks of one format in a page of `docs/`.
fn blocks(page: &str, format: &str) -> Vec<String> {
    let page = fs::read_to_string(format!("docs/{page}")).unwrap();
    let fence = format!("```{format}\n");
    let blocks = page.split(&fence).skip(1);
    blocks.map(|block| block.split("```").next().unwrap().into()).collect()
}

#[test]
fn the_page_on_the_command_shows_what_is_printed() {
    let blocks = blocks("command-line.md", "json");
    assert_eq!(gazetag(&["annotate", "--jsonl"], &blocks[0]).out, blocks[1]);
}

#[test]
fn the_page_on_outputs_shows_what_is_written() {
    let input = &blocks("outputs.md", "json")[0];
    let args = ["annotate", "--jsonl", "--carry", "date", "--format"];
    for format in [
        "jsonl",
        "csv",
        "geojson",
        "spacy",
        "doccano",
        "label-studio",
        "conll",
        "web-annotation",
        "tei",
    ] {
        let run = gazetag(&[&args[..], &[format]].concat(), input);
        assert_eq!(blocks("outputs.md", format), [run.out], "{format}");
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli-page");
    let _ = fs::remove_dir_all(&folder);
    let run = gazetag(&[&args[..], &["brat", "-o", folder.to_str().unwrap()]].concat(), input);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(blocks("outputs.md", "brat"), [fs::read_to_string(folder.join("a.ann")).unwrap()]);
}

#[test]
fn the_walk_shows_what_is_printed() {
    let shown = blocks("walk.md", "text");
    for (text, explained) in [
        ("Serangan ke wilayah Kursk dimulai.", &shown[2]),
        ("Serangan ke kota Kursk dimulai.", &shown[3]),
    ] {
        assert_eq!(gazetag(&["explain"], text).out, *explained, "{text}");
    }
    let found = gazetag(&["annotate"], &shown[0]).out;
    assert!(found.contains(blocks("walk.md", "json")[0].trim_end()), "{found}");
}

/// A run that is fed and read step by step.
#[cfg(target_os = "linux")]
struct Conversation {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

#[cfg(target_os = "linux")]
impl Conversation {
    fn start(test: &str, args: &[&str]) -> Conversation {
        let entities = file(&format!("{test}-entities.csv"), ENTITIES);
        let mut command = Command::new(env!("CARGO_BIN_EXE_gazetag"));
        command.args(["annotate", "--jsonl", "--no-builtin", "--gazetteer", &entities]).args(args);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
        let (input, output) =
            (child.stdin.take().expect("it is piped"), child.stdout.take().expect("it is piped"));
        Conversation { child, input, output: BufReader::new(output).lines() }
    }

    /// Writes lines and waits for what becomes of each.
    fn say(&mut self, lines: &[String]) {
        let Conversation { input, output, .. } = self;
        thread::scope(|scope| {
            scope.spawn(|| {
                lines.iter().for_each(|line| writeln!(input, "{line}").expect("it reads"))
            });
            lines.iter().for_each(|_| {
                assert!(output.next().expect("it answers").expect("in UTF-8").contains("mentions"))
            });
        });
    }

    /// A number of its status, in kB if it is one of memory.
    fn status(&self, field: &str) -> usize {
        let status =
            fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("it runs");
        let line = status.lines().find(|line| line.starts_with(field)).expect("Linux knows it");
        line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number")
    }

    fn end(mut self) {
        drop(self.input);
        assert!(self.child.wait().expect("it ends").success());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn whoever_writes_one_document_gets_it_back() {
    let mut conversation = Conversation::start("conversation", &[]);
    for text in ["Minsk", "", "Rusia"] {
        conversation.say(&[json!({ "text": text }).to_string()]);
    }
    assert_eq!(conversation.status("Threads:"), 1, "one document at a time needs no more");
    conversation.end();
}

#[cfg(target_os = "linux")]
#[test]
fn no_more_threads_than_the_machine_runs() {
    let lines: Vec<String> =
        (0..2000).map(|_| json!({ "text": "Minsk, Kursk. ".repeat(100) }).to_string()).collect();
    let most = thread::available_parallelism().expect("Linux knows it").get();
    for (threads, most) in [("1", 1), ("2", most.min(2)), ("60000", most), ("99999999999", most)] {
        let mut conversation = Conversation::start("capped", &["--threads", threads]);
        conversation.say(&lines);
        // The first thread waits for the others.
        let expected = if most == 1 { 1..=1 } else { 1..=most + 1 };
        assert!(
            expected.contains(&conversation.status("Threads:")),
            "{threads}: {}",
            conversation.status("Threads:")
        );
        conversation.end();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_file() {
    // What comes out for a long one is a megabyte.
    let (short, long) = (
        json!({ "text": "Minsk" }).to_string(),
        json!({ "text": "Minsk, Kursk. ".repeat(4000) }).to_string(),
    );
    let part = |number: usize| -> Vec<String> {
        // At other places in each part.
        (0..100).map(|at| if at % 20 == number { long.clone() } else { short.clone() }).collect()
    };
    let mut conversation = Conversation::start("memory", &["--threads", "2"]);
    (0..3).for_each(|number| conversation.say(&part(number)));
    let early = conversation.status("VmHWM:");
    (3..12).for_each(|number| conversation.say(&part(number)));
    let late = conversation.status("VmHWM:");
    assert!(late < early + early / 2, "{early} kB became {late} kB");
    conversation.end();
}
