//! `annotate --format`: which options go together, and where the output goes. What each format
//! looks like is tested with the library.

use super::*;

/// An empty folder of this test's own, and a name in it where there is nothing.
fn folder(test: &str) -> (String, String) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli-formats").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder can be made");
    let shown = |path: &Path| path.to_str().expect("cargo chose a readable path").to_owned();
    (shown(&folder), shown(&folder.join("new")))
}

const LINES: &str = "{\"id\":\"a\",\"text\":\"Di Minsk\",\"title\":\"T, 1\"}\n\
    {\"id\":7,\"text\":\"\"}\n\
    {\"text\":\"Rusia, Minsk dan MINSK\"}\n";

#[test]
fn each_format_holds_all_documents() {
    let minsk = r#""coordinates":[27.56667,53.9]"#;
    for (format, expected) in [
        ("jsonl", &[r#"{"id":"a","fields":{"title":"T, 1"},"#, r#"{"id":null,"#][..]),
        (
            "csv",
            &[
                "doc,start,",
                ",demonym,title\n",
                "\na,3,8,Minsk,city,geonames:625144,Minsk,",
                ",,\"T, 1\"\n",
                "\nstandard input:3,",
            ],
        ),
        ("tsv", &["doc\tstart\t", "\na\t3\t8\tMinsk\t", "\tT, 1\n"]),
        (
            "geojson",
            &[
                minsk,
                r#""mentions":3,"documents":2,"#,
                r#""quotes":["MINSK","Minsk"]"#,
                r#""level":"country""#,
            ],
        ),
        (
            "spacy",
            &[
                r#"{"start":3,"end":8,"label":"GPE","kb_id":"geonames:625144","#,
                r#","kb_url":"https://sws.geonames.org/625144/"}"#,
            ],
        ),
        (
            "doccano",
            &[r#"{"id":"a","text":"Di Minsk","label":[[3,8,"GPE"]],"meta":{"title":"T, 1"}}"#],
        ),
        (
            "label-studio",
            &[r#"[
{"data":{"text":"Di Minsk","id":"a","title":"T, 1"},"predictions":[{"model_version":"gazetag"#],
        ),
        (
            "conll",
            &["-DOCSTART-\tO\n\nDi\tO\nMinsk\tB-LOC\n\n-DOCSTART-\tO\n\n\
                 -DOCSTART-\tO\n\nRusia\tB-LOC\n,\tO\n"],
        ),
        (
            "web-annotation",
            &[r#""target":{"source":"a","selector":"#, r#""source":"standard%20input%3A3""#, minsk],
        ),
        (
            "tei",
            &[
                "<teiCorpus ",
                r#"<note n="title">T, 1</note>"#,
                r#"<p>Di <placeName type="city" key="geonames:625144" "#,
            ],
        ),
    ] {
        let args = ["annotate", "--jsonl", "--carry", "title", "--format", format];
        let run = with_small_tables("each-format", &args, LINES);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{format}");
        for part in expected {
            assert!(run.out.contains(part), "{format}: no {part} in {}", run.out);
        }
        let (_, path) = folder("each");
        let to_file =
            with_small_tables("each-format", &[&args[..], &["-o", &path]].concat(), LINES);
        assert_eq!((to_file.code, to_file.out.as_str()), (Some(0), ""), "{format}: {to_file:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), run.out, "{format}");
    }
}

#[test]
fn brat_writes_files_into_a_folder() {
    let (_, path) = folder("brat");
    let args = ["annotate", "--jsonl", "--format", "brat", "-o", &path];
    let run = with_small_tables("brat", &args, LINES);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (Some(0), "", ""));
    let read = |name: &str| fs::read_to_string(Path::new(&path).join(name)).expect(name);
    assert_eq!(read("a.txt"), "Di Minsk");
    assert!(
        read("a.ann")
            .starts_with("T1\tGPE 3 8\tMinsk\nN1\tReference T1 geonames:625144\tMinsk\n#1\t")
    );
    assert_eq!((read("7.txt"), read("7.ann")), (String::new(), String::new()));
    assert_eq!(read("standard_input_3.txt"), "Rusia, Minsk dan MINSK");
    assert_eq!(fs::read_dir(&path).unwrap().count(), 7, "with annotation.conf");

    let again = with_small_tables("brat", &args, LINES);
    let expected = format!(
        "gazetag: {path}: cannot be written: found files in it, expected an empty folder or none\n"
    );
    assert_eq!((again.code, again.err), (Some(1), expected));
    let file = file("brat-file", "");
    let run = with_small_tables("brat", &["annotate", "--format", "brat", "-o", &file], "Minsk");
    assert_eq!(
        (run.code, run.err.starts_with(&format!("gazetag: {file}: cannot"))),
        (Some(1), true),
        "{run:?}"
    );
}

#[test]
fn options_that_do_not_go_together() {
    let (folder, _) = folder("together");
    for (args, code, message) in [
        (&["--format", "brat"][..], 2, "the format brat needs a folder: --output FOLDER"),
        (&["--format", "brat", "-o", "-"], 2, "the format brat needs a folder: --output FOLDER"),
        (&["--labels", "city=LOC"], 2, "the format jsonl has no use for --labels"),
        (
            &["--format", "spacy", "--offsets", "bytes"],
            2,
            "the format spacy has no use for --offsets",
        ),
        (&["--format", "spacy", "--offsets", "chars"], 0, ""),
        (&["--format", "tei", "--offsets", "chars"], 2, "the format tei has no use for --offsets"),
        (&["--format", "csv", "--per", "mention"], 2, "the format csv has no use for --per"),
        (&["--format", "geojson", "--per", "mention", "--offsets", "chars"], 0, ""),
        (
            &["--format", "spacy", "--label-key", "a"],
            2,
            "the format spacy has no use for --label-key",
        ),
        (
            &["--format", "brat", "--from-name", "a"],
            2,
            "the format brat has no use for --from-name",
        ),
        (&["--format", "kml"], 2, "[possible values: jsonl, csv, tsv, geojson, spacy,"),
        (
            &["--format", "conll", "--labels", "city=two words"],
            2,
            "found the label \"two words\" for city",
        ),
        (&["--format", "conll", "--labels", "town=LOC"], 2, "unknown kind `town`"),
        (
            &["--format", "conll", "--labels", "city"],
            2,
            "expected a kind and a label, like city=LOC",
        ),
        (&["--text-field", "body"], 2, "--jsonl"),
        (&["--jsonl", "--csv"], 2, "cannot be used with"),
        (&["-o", &folder], 1, "cannot be written: found a directory, expected a file"),
    ] {
        let run = with_small_tables("together", &[&["annotate"], args].concat(), "Minsk");
        assert_eq!(run.code, Some(code), "{args:?}: {run:?}");
        assert!(run.err.contains(message), "{args:?}: {run:?}");
    }
}

#[test]
fn a_run_that_stops_leaves_what_is_well_formed() {
    let input = "{\"text\":\"Minsk\"}\nMinsk\n{\"text\":\"Rusia\"}\n";
    for (format, keep_going, end) in [
        ("geojson", false, "\n]}\n"),
        ("geojson", true, "\n]}\n"),
        ("label-studio", false, "\n]\n"),
        ("web-annotation", false, "\n]\n"),
        ("tei", false, "</TEI>\n"),
        ("tei", true, "</teiCorpus>\n"),
    ] {
        let mut args = vec!["annotate", "--jsonl", "--format", format];
        args.extend(keep_going.then_some("--keep-going"));
        let run = with_small_tables("stops", &args, input);
        assert_eq!((run.code, run.out.ends_with(end)), (Some(1), true), "{format}: {run:?}");

        let path = file("stops.out", "an older one");
        let run = with_small_tables("stops", &[&args[..], &["-o", &path]].concat(), input);
        let left = fs::read_to_string(&path).unwrap();
        assert_eq!(run.code, Some(1), "{format}");
        if keep_going {
            assert!(left.ends_with(end), "{format}: {left}");
        } else {
            assert_eq!(left, "an older one", "{format}");
            let told = format!("gazetag: {path}: not written, as the run stopped before its end\n");
            assert!(run.err.ends_with(&told), "{run:?}");
        }
    }
}

#[test]
fn an_output_is_no_input() {
    let path = file("in-and-out.txt", "Minsk");
    let run = with_small_tables("in-and-out", &["annotate", &path, "-o", &path], "");
    let expected = format!("gazetag: {path}: cannot be written: it is also an input\n");
    assert_eq!((run.code, run.err), (Some(1), expected));
    assert_eq!(fs::read_to_string(&path).unwrap(), "Minsk");

    let (folder, _) = folder("in-and-out");
    let path = format!("{folder}/a.txt");
    fs::write(&path, "Minsk").unwrap();
    let run = with_small_tables("in-and-out", &["annotate", &folder, "-o", &path], "");
    let expected = format!("gazetag: {path}: cannot be written: it is also an input\n");
    assert_eq!((run.code, run.err), (Some(1), expected), "one in a folder");
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_takes_no_more() {
    let (path, _) = folder("full");
    let path = format!("{path}/full");
    std::os::unix::fs::symlink("/dev/full", &path).unwrap();
    for format in ["jsonl", "csv", "geojson", "tei"] {
        let run =
            with_small_tables("full", &["annotate", "--format", format, "-o", &path], "Minsk");
        let expected =
            format!("gazetag: {path}: cannot be written: No space left on device (os error 28)\n");
        assert_eq!((run.code, run.err), (Some(1), expected), "{format}");
    }
}
