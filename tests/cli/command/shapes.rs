//! Documents in fields of any name, in tables, in folders and in packed files.

use super::*;
use flate2::{Compression, write::GzEncoder};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

fn ids(run: &Run) -> Vec<Value> {
    run.documents().iter().map(|document| document["id"].clone()).collect()
}

const MINSK: &str = "geonames:625144";

#[test]
fn fields_of_any_name() {
    let input = r#"{"uuid":"a","body":"Minsk","text":5,"n":1.50,"tags":["x"]}
        {"body":"Rusia","uuid":null,"l":"id"}"#;
    let args = [
        "annotate",
        "--jsonl",
        "--text-field",
        "body",
        "--id-field",
        "uuid",
        "--lang-field",
        "l",
        "--carry",
        "n,tags",
    ];
    let run = with_small_tables("any-name", &args, input);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(ids(&run), [json!("a"), json!(null)]);
    assert_eq!(run.entities(), [&[MINSK][..], &["RU"]]);
    assert!(run.out.starts_with(r#"{"id":"a","fields":{"n":1.50,"tags":["x"]},"#), "{}", run.out);
    assert!(run.out.contains(r#"{"id":null,"lang":"id","#), "{}", run.out);
}

#[test]
fn fields_that_are_not_there() {
    for (case, args, line, message) in [
        (
            "another name",
            &["--text-field", "body"][..],
            r#"{"id":1,"title":"","content":""}"#,
            "missing field `body`, found `title`, `content`: \
             --text-field says which has the text (column 32)",
        ),
        ("nothing", &["--text-field", "body"], "{}", "missing field `body` (column 2)"),
        (
            "no text",
            &["--text-field", "n"],
            r#"{"n":5}"#,
            "field `n`: invalid type: integer `5`, expected a string (column 7)",
        ),
        (
            "a list",
            &[],
            r#"{"text":["Minsk"]}"#,
            "field `text`: invalid type: sequence, expected a string",
        ),
        ("null", &[], r#"{"text":null}"#, "field `text`: invalid type: null, expected a string"),
        ("twice", &[], r#"{"text":"","text":""}"#, "duplicate field `text`"),
        (
            "a language of another type",
            &[],
            r#"{"text":"","lang":1}"#,
            "field `lang`: found 1, expected a string or null",
        ),
    ] {
        let run = with_small_tables("no-field", &[&["annotate", "--jsonl"], args].concat(), line);
        assert_eq!(run.code, Some(1), "{case}: {run:?}");
        let start = "gazetag: standard input, line 1: ";
        assert!(run.err.starts_with(start) && run.err.contains(message), "{case}: {run:?}");
    }
}

/// A table with what tables have: quotes, line ends and delimiters in cells, an empty row.
fn table(delimiter: char) -> String {
    "id;title;text;lang\n\
     1;\"A; \"\"B\"\"\";\"Di Minsk;\nRusia\";id\n\
     \n\
     x;=2;Kursk Oblast;\r\n\
     ;;\"\";\n"
        .replace(';', &delimiter.to_string())
}

#[test]
fn tables_of_documents() {
    for (delimiter, option) in [(',', "--csv"), (';', "--csv"), ('\t', "--csv"), ('\t', "--tsv")] {
        for encoding in ["utf-8", "utf-16le"] {
            let case = format!("{delimiter:?}, {option}, {encoding}");
            let text = format!("\u{feff}{}", table(delimiter));
            let bytes = match encoding {
                "utf-8" => text.into_bytes(),
                _ => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            };
            let run = with_small_tables("tables", &["annotate", option], &bytes);
            assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{case}");
            assert_eq!(ids(&run), [json!("1"), json!("x"), json!("")], "{case}");
            assert_eq!(run.entities(), [&[MINSK, "RU"][..], &["RU-KRS"], &[]], "{case}");
            let documents = run.documents();
            let title = format!("A{delimiter} \"B\"");
            assert_eq!(documents[0]["fields"], json!({ "title": title, "lang": "id" }), "{case}");
            assert_eq!(
                (&documents[0]["lang"], &documents[1]["lang"]),
                (&json!("id"), &json!(null))
            );

            let run = with_small_tables("tables", &["annotate", option, "--format", "csv"], &bytes);
            let rows: Vec<csv::StringRecord> = csv::Reader::from_reader(run.out.as_bytes())
                .records()
                .map(Result::unwrap)
                .collect();
            let ends: Vec<_> =
                rows.iter().map(|row| (row[0].to_owned(), row[15].to_owned())).collect();
            let own = |id: &str, title: &str| (id.to_owned(), title.to_owned());
            assert_eq!(ends, [own("1", &title), own("1", &title), own("x", "'=2")], "{case}");
        }
    }
    let cp1251 = encoding_rs::WINDOWS_1251.encode("текст\nАлександр Лукашенко\n").0.into_owned();
    let args = ["annotate", "--csv", "--text-field", "текст", "--encoding", "windows-1251"];
    let run = with_small_tables("tables", &args, cp1251);
    assert_eq!(run.entities(), [["alexander-lukashenko"]], "{run:?}");
}

#[test]
fn what_is_wrong_with_a_table() {
    let long = "id,text\n1,Minsk\n2\n3,Rusia\n";
    for (case, args, input, found, message) in [
        (
            "another column",
            &["--csv"][..],
            "id,body\n1,Minsk\n",
            0,
            "line 1: no column `text`, found `id`, `body`: --text-field says which has the text",
        ),
        (
            "no column to carry",
            &["--csv", "--carry", "date"],
            "id,text\n1,Minsk\n",
            0,
            "line 1: no column `date`, found `id`, `text`: --carry says which go with the document",
        ),
        (
            "a column twice",
            &["--csv"],
            "text,text\na,b\n",
            0,
            "line 1: two columns `text`, of which --text-field needs one",
        ),
        (
            "nothing",
            &["--csv"],
            "",
            0,
            "line 1: found an empty file, expected a row with the names of columns",
        ),
        (
            "a short row",
            &["--csv"],
            long,
            1,
            "line 3: found 1 columns, expected 2 as in the first row",
        ),
        (
            "a short row, passed over",
            &["--csv", "--keep-going"],
            long,
            2,
            "line 3: found 1 columns, expected 2",
        ),
        (
            "an open quote",
            &["--csv"],
            "id,text\n1,Minsk\n2,\"Rusia\n3,Kursk\n",
            1,
            "a quote in the row of line 3 is never closed, expected `\"`",
        ),
        (
            "an encoding with shifts",
            &["--csv", "--encoding", "iso-2022-jp"],
            "text\nMinsk\n",
            0,
            "line 1: a table in this encoding is not cut into cells: convert it to UTF-8",
        ),
        (
            "a column without text",
            &["--csv", "--text-field", "id"],
            "id,text\n1,Minsk\n2,Rusia\n",
            2,
            "the column `id` has no text in any row: --text-field says which has",
        ),
        ("bytes", &["--csv"], "text\nMinsk \u{fffd}\n", 0, "line 2: not valid UTF-8 at byte 6"),
    ] {
        let mut input = input.as_bytes().to_vec();
        if case == "bytes" {
            input.truncate(input.len() - 3);
        }
        let run = with_small_tables("wrong-table", &[&["annotate"], args].concat(), input);
        assert_eq!((run.code, run.out.lines().count()), (Some(1), found), "{case}: {run:?}");
        assert!(run.err.contains(message), "{case}: {run:?}");
    }
}

#[test]
fn tables_that_go_into_one() {
    let a = file("one-a.csv", "text,title\nMinsk,A\n");
    let b = file("one-b.csv", "title,text\nB,Rusia\n");
    let c = file("one-c.csv", "text,date\nKursk,1\n");
    let run = with_small_tables("one", &["annotate", "--csv", "--format", "csv", &a, &b], "");
    let titles: Vec<&str> = run.out.lines().map(|row| row.rsplit(',').next().unwrap()).collect();
    assert_eq!((run.code, titles), (Some(0), vec!["title", "A", "B"]));
    let run = with_small_tables("one", &["annotate", "--csv", "--format", "csv", &a, &c], "");
    let told = format!(
        "{c}, line 1: found the columns `date`, expected `title` \
         as in the first table: --carry says"
    );
    assert!(run.code == Some(1) && run.err.contains(&told), "{run:?}");
    let run = with_small_tables("one", &["annotate", "--csv", &a, &c], "");
    assert_eq!((run.code, run.documents().len()), (Some(0), 2), "a line has any fields");
    let args = ["annotate", "--csv", "--format", "csv", "--keep-going", "no.csv", &a];
    let run = with_small_tables("one", &args, "");
    assert!(run.err.starts_with("gazetag: no.csv: cannot be read: "), "{run:?}");
    assert_eq!((run.code, run.out.lines().count()), (Some(1), 2), "{run:?}");
}

fn gzip(text: &str) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap()
}

#[test]
fn folders_and_packed_files() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli-folders");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("b/c")).unwrap();
    let zstd = |text: &str| compress_to_vec(text.as_bytes(), CompressionLevel::Fastest);
    for (name, content) in [
        ("z.txt", b"Minsk".to_vec()),
        ("a.TXT.gz", gzip("Rusia")),
        ("b/c/d.txt.zst", zstd("Belarusia")),
        ("b/e.txt", b"Kursk".to_vec()),
        ("b/.hidden.txt", b"Kursk".to_vec()),
        ("b/picture.png", b"\x89PNG".to_vec()),
        ("b/lines.jsonl.gz", gzip("{\"text\":\"Minsk\"}\n{\"text\":\"Rusia\"}\n")),
        ("b/table.csv.zst", zstd("text\nKursk\n")),
    ] {
        fs::write(folder.join(name), content).unwrap();
    }
    let shown = folder.to_str().unwrap();
    let left_out = |ending: &str, count: usize| {
        format!("gazetag: {shown}: files left out, as they do not end in .{ending}: {count}\n")
    };
    for (args, expected, told) in [
        (
            &["annotate", shown][..],
            &[&["RU"][..], &["BY"], &["geonames:538560"], &[MINSK]][..],
            left_out("txt", 3),
        ),
        (&["annotate", "--jsonl", shown], &[&[MINSK], &["RU"]], left_out("jsonl or .ndjson", 6)),
        (&["annotate", "--csv", shown], &[&["geonames:538560"]], left_out("csv or .tsv", 6)),
    ] {
        let run = with_small_tables("folders", args, "");
        assert_eq!((run.code, &run.err), (Some(0), &told), "{args:?}");
        assert_eq!(run.entities(), expected, "{args:?}");
    }
    for (case, input) in
        [("gzip", gzip("Minsk")), ("zstd", zstd("Minsk")), ("plain", b"Minsk".to_vec())]
    {
        assert_eq!(
            with_small_tables("packed", &["annotate"], input).entities(),
            [[MINSK]],
            "{case}"
        );
    }
    let gold = gzip(r#"{"id":1,"text":"Minsk","entities":[{"start":0,"end":5,"type":"city"}]}"#);
    let gold = file("packed-gold.jsonl.gz", gold);
    let run = with_small_tables("packed-gold", &["evaluate", "--json", &gold], "");
    assert!(run.out.contains(r#""right":1"#), "{run:?}");
}

#[test]
fn rows_are_explained() {
    let args = ["explain", "--csv", "--carry", "date"];
    let run = with_small_tables("explained-rows", &args, "id,text,date,more\n1,Minsk,2024,x\n");
    assert!(
        run.out.starts_with(r#"{"id":"1","fields":{"date":"2024"},"hits":[{"start":0,"#),
        "{run:?}"
    );
}

/// Rows that a thread reads while others are annotated keep their order.
#[test]
fn many_rows_keep_their_order() {
    let mut table = "id,text\n".to_owned();
    for at in 0..3000 {
        table += &format!("{at},\"Minsk, \"\"Kursk\"\"\n{}\"\n", "Rusia. ".repeat(at % 7));
    }
    let run = with_small_tables("rows", &["annotate", "--csv"], &table);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(ids(&run), (0..3000).map(|at| json!(at.to_string())).collect::<Vec<_>>());
    let counts = run.entities().iter().enumerate().all(|(at, found)| found.len() == 2 + at % 7);
    assert!(counts);
}
