//! Input that cannot be read, or not as UTF-8.

use super::*;

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
            let ids: Vec<_> =
                run.documents().iter().map(|document| document["id"].as_u64()).collect();
            assert_eq!(ids, (1..=last).map(Some).collect::<Vec<_>>(), "{case}");
            assert_eq!(run.err.lines().count(), 2, "{case}: {run:?}");
        }
    }
    let run = with_small_tables(
        "malformed-bytes",
        &["annotate", "--jsonl"],
        b"{\"text\":\"Minsk \xFF\"}\n",
    );
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(run.err.contains("line 1: not valid UTF-8 at byte 15: it looks like"), "{run:?}");
}

fn empty_folder(test: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli-empty").join(test);
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder.to_str().expect("cargo chose a readable path").into()
}

#[test]
fn what_cannot_be_read_is_named() {
    let latin1 = file("latin1.txt", b"caf\xE9");
    let folder = &empty_folder("unreadable");
    let good = file("good.txt", "Minsk");
    for (case, args, name, message) in [
        (
            "no such file",
            &["annotate", &good, "no/such/file.txt"][..],
            "no/such/file.txt",
            "No such file",
        ),
        (
            "a folder",
            &["annotate", &good, folder],
            folder,
            "cannot be read: a folder without files that end in .txt",
        ),
        ("not UTF-8", &["annotate", &good, &latin1], &latin1, "not valid UTF-8 at byte 3"),
        (
            "no such table",
            &["annotate", "--gazetteer", "no/table.csv"],
            "no/table.csv",
            "No such file",
        ),
    ] {
        let run = with_small_tables("unreadable", args, "");
        assert_eq!(run.code, Some(1), "{case}: {run:?}");
        assert!(
            run.err.starts_with(&format!("gazetag: {name}: ")) && run.err.contains(message),
            "{case}: {run:?}"
        );
        // The files before it were good.
        assert_eq!(
            run.documents().len(),
            args.iter().filter(|arg| **arg == good).count(),
            "{case}: {run:?}"
        );
    }
    let run = with_small_tables("unreadable-input", &["annotate"], b"\xFF");
    assert_eq!(
        (run.code, run.err.as_str()),
        (
            Some(1),
            "gazetag: standard input: not valid UTF-8 at byte 0: it looks like windows-1252, \
             which --encoding windows-1252 reads\n"
        )
    );
}

/// Text in an encoding that a label names.
fn encode(text: &str, label: &str) -> Vec<u8> {
    match label {
        "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        label => encoding_rs::Encoding::for_label(label.as_bytes())
            .expect("a label")
            .encode(text)
            .0
            .into_owned(),
    }
}

#[test]
fn texts_in_other_encodings() {
    let russian = "Сегодня Александр Лукашенко приехал в Minsk";
    for (label, marked, option, text) in [
        ("utf-8", true, None, russian),
        ("utf-8", false, Some("utf8"), russian),
        ("utf-8", true, Some("koi8-r"), russian),
        ("utf-16le", true, None, russian),
        ("utf-16be", true, None, russian),
        ("utf-16le", true, Some("windows-1252"), russian),
        ("utf-16le", false, Some("UTF-16"), russian),
        ("utf-16be", false, Some("utf-16be"), russian),
        ("windows-1251", false, Some("cp1251"), russian),
        ("koi8-r", false, Some("KOI8-R"), russian),
        ("windows-1252", false, Some("latin1"), "Un café très chaud à Minsk"),
        ("gbk", false, Some("gb2312"), "会议在 Minsk 举行"),
        ("gb18030", false, Some("gb18030"), "😀会议在 Minsk 举行"),
        ("shift_jis", false, Some("sjis"), "会議は Minsk で"),
        ("euc-kr", false, Some("euc-kr"), "회의는 Minsk 에서"),
        ("big5", false, Some("big5"), "會議在 Minsk 舉行"),
        ("iso-2022-jp", false, Some("iso-2022-jp"), "会議は Minsk で"),
    ] {
        let case = format!("{label}, {option:?}");
        let option: Vec<&str> = option.map_or(vec![], |label| vec!["--encoding", label]);
        let bytes =
            |text: &str| encode(&[if marked { "\u{FEFF}" } else { "" }, text].concat(), label);
        let json = format!(
            "{}\r\n\r\n{}\n{}",
            json!({ "text": text }),
            json!({ "text": "" }),
            json!({ "text": text })
        );
        for (args, file, texts) in [
            (&["annotate"][..], bytes(text), &[text][..]),
            (&["annotate", "--jsonl"], bytes(&json), &[text, "", text]),
        ] {
            let run = with_small_tables("encodings", &[args, &option].concat(), file);
            assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{case}, {args:?}");
            let documents = run.documents();
            assert_eq!(documents.len(), texts.len(), "{case}, {args:?}");
            for (document, text) in documents.iter().zip(texts) {
                let found = mentions(document);
                assert_eq!(
                    found.iter().filter(|mention| mention["text"] == "Minsk").count(),
                    text.matches("Minsk").count(),
                    "{case}"
                );
                for mention in found {
                    let range = ["start", "end"]
                        .map(|field| mention[field].as_u64().expect("a position") as usize);
                    assert_eq!(text[range[0]..range[1]], mention["text"], "{case}, {args:?}");
                }
            }
        }
    }
}

#[test]
fn the_encoding_of_evaluated_texts() {
    let gold = json!({ "id": 1, "text": "Ü Minsk", "entities": [{ "start": 3, "end": 8, "type": "city" }] }).to_string();
    for (label, args, code) in [
        ("utf-16le", &["--encoding", "utf-16le"][..], 0),
        ("windows-1252", &["--encoding", "windows-1252"], 0),
        ("windows-1252", &[], 1),
    ] {
        let path = file(&format!("gold-{label}.jsonl"), encode(&gold, label));
        let run =
            with_small_tables("evaluated", &[&["evaluate", "--json", &path], args].concat(), "");
        assert_eq!(run.code, Some(code), "{label}: {run:?}");
        assert_eq!(run.out.contains(r#""right":1"#), code == 0, "{label}: {run:?}");
    }
}

#[test]
fn what_is_not_utf8_is_told_with_its_place() {
    let russian = "Сегодня Александр Лукашенко приехал в Минск. Он встретился с министрами.";
    let looks = |name: &str, at: usize| {
        format!("not valid UTF-8 at byte {at}: it looks like {name}, which --encoding {name} reads")
    };
    let utf16 = |end: &str| {
        format!(
            "it looks like UTF-16{end} without a byte order mark, which --encoding utf-16{} reads",
            end.to_lowercase()
        )
    };
    let cut = &russian.as_bytes()[..32];
    for (case, args, bytes, message) in [
        ("French", &[][..], encode("Un café très chaud", "windows-1252"), looks("windows-1252", 6)),
        ("Russian", &[], encode(russian, "windows-1251"), looks("windows-1251", 0)),
        (
            "Russian after ASCII",
            &[],
            encode(&format!("abc {russian}"), "windows-1251"),
            looks("windows-1251", 4),
        ),
        ("Chinese", &[], encode("会议在北京举行，中国的总统", "gbk"), looks("GBK", 0)),
        ("Japanese", &[], encode("会議は東京で行われました。", "shift_jis"), looks("Shift_JIS", 0)),
        ("UTF-16LE", &[], encode(russian, "utf-16le"), utf16("LE")),
        ("UTF-16BE", &[], encode("Minsk and Kursk", "utf-16be"), utf16("BE")),
        (
            "cut off",
            &[],
            cut.to_vec(),
            "not valid UTF-8 at byte 31: it ends in the middle of a \
         character, as if cut off"
                .into(),
        ),
        (
            "one bad byte",
            &[],
            [russian.as_bytes(), b"\xFF."].concat(),
            format!(
                "not valid UTF-8 at byte {}: found the byte 0xFF, expected a character",
                russian.len()
            ),
        ),
        (
            "PDF",
            &[],
            b"%PDF-1.7\n".to_vec(),
            "expected text, found a PDF: extract its text first".into(),
        ),
        (
            "xz",
            &[],
            b"\xFD7zXZ\0".to_vec(),
            "expected text, found a file compressed with xz: unpack it first".into(),
        ),
        (
            "gzip, cut off",
            &[],
            b"\x1F\x8B\x08\0\0\0\0\0".to_vec(),
            "cannot be read: packed with gzip: unexpected end of file".into(),
        ),
        (
            "a program",
            &[],
            b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\x01\x02".to_vec(),
            "expected text, found mostly control characters, as in a binary file; --encoding \
             utf-8 reads them nevertheless"
                .into(),
        ),
        (
            "another encoding than was said",
            &["--encoding", "gbk"],
            b"Minsk \xFF Minsk".to_vec(),
            "not valid GBK at byte 6, although --encoding says GBK".into(),
        ),
        (
            "half a UTF-16 unit",
            &["--encoding", "utf-16le"],
            b"M\0i\0n".to_vec(),
            "not valid UTF-16LE at byte 4, although --encoding says UTF-16LE".into(),
        ),
        (
            "another encoding than the mark says",
            &[],
            b"\xEF\xBB\xBFMinsk \xFF".to_vec(),
            "not valid UTF-8 at byte 9, although it begins with a byte order mark of UTF-8".into(),
        ),
    ] {
        let run = with_small_tables("not-utf8", &[&["annotate"], args].concat(), bytes);
        assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{case}");
        assert_eq!(run.err, format!("gazetag: standard input: {message}\n"), "{case}");
    }
    let run = with_small_tables(
        "controls",
        &["annotate", "--encoding", "utf-8"],
        "\0\u{1}\u{2}\u{3} Minsk",
    );
    assert_eq!(
        (run.code, run.entities()),
        (Some(0), vec![vec!["geonames:625144".into()]]),
        "{run:?}"
    );
}

#[test]
fn one_bad_file_among_good_ones() {
    let (minsk, kursk) = (file("among-minsk.txt", "Minsk"), file("among-kursk.txt", "Kursk"));
    let latin1 = file("among-latin1.txt", b"Minsk caf\xE9");
    let bad_lines = file("among-bad.jsonl", "{\"text\":\"Minsk\"}\nMinsk\n{\"text\":\"Kursk\"}\n");
    let good_lines = file("among-good.jsonl", "{\"text\":\"Rusia\"}\n");
    let folder = &*empty_folder("among");
    let stopped = "stopped; files not annotated: ";
    let lines_stopped = "stopped; --keep-going goes on with what is behind it";
    for command in ["annotate", "explain"] {
        for (case, args, found, told) in [
            (
                "the first",
                &[&*latin1, &minsk, &kursk][..],
                0,
                &["byte 9", &format!("{stopped}2 (--keep-going goes on with them)")][..],
            ),
            (
                "in the middle",
                &[&minsk, "no.txt", &kursk],
                1,
                &[
                    "no.txt: cannot be read: ",
                    &format!("{stopped}1 (--keep-going goes on with them)"),
                ],
            ),
            ("the last", &[&minsk, folder], 1, &["a folder without files that end in .txt"]),
            (
                "all told",
                &["--keep-going", &latin1, &minsk, "no.txt", folder, &kursk],
                2,
                &["byte 9", "no.txt", folder, "be read: 3"],
            ),
            (
                "lines",
                &["--jsonl", &bad_lines, &good_lines],
                1,
                &["among-bad.jsonl, line 2: ", lines_stopped],
            ),
            (
                "all lines",
                &["--jsonl", "--keep-going", &bad_lines, "no.jsonl", &good_lines],
                3,
                &["line 2", "no.jsonl", "be read: 2"],
            ),
        ] {
            let run = with_small_tables("among", &[&[command], args].concat(), "");
            assert_eq!(run.code, Some(1), "{command}, {case}: {run:?}");
            let names = ["Minsk", "Kursk", "Rusia"]
                .map(|name| run.out.matches(&format!("\"text\":\"{name}\"")).count());
            assert!(
                command == "explain" || names.iter().sum::<usize>() == found,
                "{case}: {run:?}"
            );
            let lines: Vec<&str> = run.err.lines().collect();
            assert_eq!(lines.len(), told.len(), "{command}, {case}: {run:?}");
            for (line, told) in lines.iter().zip(told) {
                assert!(
                    line.starts_with("gazetag: ") && line.contains(told),
                    "{command}, {case}: `{told}` is not in {line}"
                );
            }
        }
    }
}

#[test]
fn inputs_that_exclude_one_another() {
    let lines = file("appended.jsonl", "{\"text\":\"Minsk\"}\n");
    let once = "gazetag: standard input (`-`) can be read only once\n";
    for (case, args, message) in [
        ("texts", &["annotate", "-", &lines, "-"][..], once),
        ("evaluation", &["evaluate", "-", "--predictions", "-"], once),
        ("import", &["import", "geonames", "-", "--admin1", "-", "-o", "no"], once),
    ] {
        let run = gazetag(args, "");
        assert_eq!((run.code, run.err.as_str()), (Some(1), message), "{case}");
    }
    let out = fs::OpenOptions::new().append(true).open(&lines).expect("it is there");
    let run = Command::new(env!("CARGO_BIN_EXE_gazetag"))
        .args(["annotate", "--jsonl", &lines])
        .stdout(out)
        .output()
        .expect("it starts");
    assert_eq!(run.status.code(), Some(1));
    assert_eq!(
        String::from_utf8_lossy(&run.stderr),
        format!("gazetag: {lines}: cannot be read: it is also the output\n")
    );
}
