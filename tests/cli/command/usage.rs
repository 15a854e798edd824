//! Arguments, help and exit codes.

use super::*;

#[test]
fn wrong_usage_has_a_code_of_its_own() {
    let cases: &[(&[&str], &str)] = &[
        (&[], "Usage: gazetag"),
        (&["tag"], "unrecognized subcommand 'tag'"),
        (&["lookup"], "<NAME>"),
        (&["annotate", "--quick"], "unexpected argument '--quick'"),
        (
            &["annotate", "--kinds", "town"],
            "unknown kind `town`, expected one of: country, region, city, place, person, \
             organization",
        ),
        (&["annotate", "--kinds", "city,"], "unknown kind ``"),
        (&["annotate", "--offsets", "words"], "[possible values: bytes, chars, utf16]"),
        (&["annotate", "--overlaps", "some"], "[possible values: longest, all]"),
        (&["annotate", "--no-builtin"], "--gazetteer <FILE>"),
        (
            &["annotate", "--dictionary", "a.gaz", "--no-builtin", "--gazetteer", "a.csv"],
            "cannot be used with",
        ),
        (&["annotate", "--jsonl", "--threads", "0"], "expected a number from 1"),
        (&["annotate", "--threads=-1"], "expected a number from 1"),
        (&["annotate", "--encoding", "utf-7"], "expected a label of the WHATWG Encoding Standard"),
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
                "--encoding",
                "Positions in the output are those in the text decoded to UTF-8",
                "Memory does not grow with the number of texts",
                "Exit status: 0",
            ],
        ),
        (&["lookup", "--help"], &["<NAME>", "--gazetteer", "--dictionary"]),
        (&["compile", "--help"], &["TABLES", "--builtin", "--output"]),
        (&["--version"], &[concat!("gazetag ", env!("CARGO_PKG_VERSION"))]),
    ];
    for (args, expected) in cases {
        let run = gazetag(args, "");
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{args:?}");
        let out = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in *expected {
            assert!(out.contains(words), "{args:?}: `{words}` is not in {}", run.out);
        }
    }
}

#[test]
fn nobody_reads_the_output() {
    // More than a pipe holds, so the command does not end before it finds out.
    let input = file("many.jsonl", "{\"text\":\"Minsk, Rusia, Belarusia\"}\n".repeat(10_000));
    let entities = file("many-entities.csv", ENTITIES);
    let mut command = Command::new(env!("CARGO_BIN_EXE_gazetag"));
    command.args(["annotate", "--jsonl", "--no-builtin", "--gazetteer", &entities, &input]);
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(
        (output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()),
        (Some(0), "")
    );
}

#[cfg(target_os = "linux")]
#[test]
fn streams_that_take_no_more() {
    let full = || fs::File::options().write(true).open("/dev/full").expect("Linux has it");
    let (good, entities) = (file("full.txt", "Minsk"), file("full-entities.csv", ENTITIES));
    for (case, args) in [
        ("annotate", &["annotate", &good][..]),
        ("JSON Lines", &["annotate", "--jsonl", "--keep-going", &good]),
        ("explain", &["explain", &good]),
        ("lookup", &["lookup", "Minsk"]),
    ] {
        let args = [args, &["--no-builtin", "--gazetteer", &entities]].concat();
        let run = |out: Stdio, err: Stdio| {
            Command::new(env!("CARGO_BIN_EXE_gazetag"))
                .args(&args)
                .stdout(out)
                .stderr(err)
                .output()
                .expect("it starts")
        };
        if case != "JSON Lines" {
            let output = run(full().into(), Stdio::piped());
            let expected = "gazetag: standard output: cannot be written: No space left on device \
             (os error 28)\n";
            assert_eq!(
                (output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()),
                (Some(1), expected),
                "{case}"
            );
        }
        // The message that the line is bad goes nowhere, but the status tells.
        let output = run(Stdio::piped(), full().into());
        assert_eq!(output.status.code(), Some(i32::from(case == "JSON Lines")), "{case}");
    }
}
