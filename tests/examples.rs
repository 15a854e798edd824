//! The example on both articles, run as a program.
//!
//! `cargo test` builds examples first; `cargo test --test examples` alone does not, and needs
//! `cargo build --example annotate` before.

#![cfg(feature = "builtin")]

use serde_json::Value;
use std::{
    env, fs,
    io::Write,
    path::PathBuf,
    process::{Command, Output, Stdio},
    sync::LazyLock,
    thread,
};
use textwrap::core::display_width;

const ARTICLES: [&str; 2] = ["examples/article.txt", "examples/article-en.txt"];

/// What `--json` says of each: several tests look at it, and a run takes a second.
static DOCUMENTS: LazyLock<[Value; 2]> = LazyLock::new(|| {
    ARTICLES.map(|article| {
        serde_json::from_str(printed(&run(&mut command(&["--json", article]), "")))
            .expect("it prints JSON")
    })
});

/// The example in its folder beside that of this test.
fn program() -> PathBuf {
    let test = env::current_exe().expect("this test is a program");
    let profile = test
        .parent()
        .and_then(|deps| deps.parent())
        .expect("cargo keeps it in target/<profile>/deps");
    let program = profile.join("examples").join(format!("annotate{}", env::consts::EXE_SUFFIX));
    assert!(program.exists(), "{} is not built: cargo build --example annotate", program.display());
    program
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(program());
    command
        .args(args)
        .env_remove("COLUMNS")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn run(command: &mut Command, input: impl AsRef<[u8]>) -> Output {
    let mut child = command.stdin(Stdio::piped()).spawn().expect("it starts");
    let mut stdin = child.stdin.take().expect("it was piped");
    let input = input.as_ref();
    thread::scope(|scope| {
        // An example that stops early does not read all of its input: that write may fail.
        scope.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output().expect("it ends")
    })
}

fn printed(output: &Output) -> &str {
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    str::from_utf8(&output.stdout).expect("it prints UTF-8")
}

fn mentions(document: &Value) -> impl Iterator<Item = (usize, usize, &Value)> {
    let position =
        |value: &Value| usize::try_from(value.as_u64().expect("a position")).expect("a small one");
    let mentions = document["mentions"].as_array().expect("a document has mentions");
    mentions
        .iter()
        .map(move |mention| (position(&mention["start"]), position(&mention["end"]), mention))
}

fn string<'a>(mention: &'a Value, field: &str) -> &'a str {
    mention[field].as_str().unwrap_or_else(|| panic!("{mention} has no text in {field}"))
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn json_slices_the_article() {
    for (article, document) in ARTICLES.into_iter().zip(&*DOCUMENTS) {
        let text = fs::read_to_string(article).expect("the article can be read");
        assert_eq!(document["id"], article);
        let mut last = 0;
        for (start, end, mention) in mentions(document) {
            assert!(last <= start && start < end, "{article}: {mention} comes after byte {last}");
            assert_eq!(&text[start..end], string(mention, "text"), "{article}");
            last = end;
        }
    }
}

#[test]
fn articles_name_what_they_are_about() {
    let expected: [&[(&str, &str, &str)]; 2] = [
        &[
            ("MINSK", "city", "geonames:625144"),
            ("Belarusia", "country", "BY"),
            ("Rusia", "country", "RU"),
            ("Ukraina", "country", "UA"),
            ("Oblast Kursk", "region", "RU-KRS"),
            ("Kementerian Pertahanan Belarusia", "organization", "ministry-of-defence-belarus"),
            ("Provinsi Astrakhan", "region", "RU-AST"),
            ("Kiev", "city", "geonames:703448"),
            ("Alexander Lukashenko", "person", "alexander-lukashenko"),
            ("Lukashenko", "person", "alexander-lukashenko"),
            ("Moskow", "city", "geonames:524901"),
            ("Vladimir Putin", "person", "vladimir-putin"),
            ("Volodymyr Zelensky", "person", "volodymyr-zelensky"),
            ("IAEA", "organization", "iaea"),
            ("Uni Eropa", "organization", "european-union"),
            ("NATO", "organization", "nato"),
            ("Amerika Serikat", "country", "US"),
            ("Jakarta", "city", "geonames:1642911"),
        ],
        &[
            ("JAKARTA", "city", "geonames:1642911"),
            ("Myanmar", "country", "MM"),
            ("ASEAN", "organization", "asean"),
            ("Joko Widodo", "person", "joko-widodo"),
            ("U.S.", "country", "US"),
            ("Sergei Lavrov", "person", "sergei-lavrov"),
            ("South Korea", "country", "KR"),
            ("United Nations", "organization", "united-nations"),
            ("Rakhine State", "region", "MM-16"),
            ("West Java", "region", "ID-JB"),
            ("Asian Development Bank", "organization", "asian-development-bank"),
            ("Antonio Guterres", "person", "antonio-guterres"),
            ("Beijing", "city", "geonames:1816670"),
            ("Timor-Leste", "country", "TL"),
            ("Vientiane", "city", "geonames:1651944"),
        ],
    ];
    for ((article, document), expected) in ARTICLES.into_iter().zip(&*DOCUMENTS).zip(expected) {
        for &(text, kind, entity) in expected {
            let found = mentions(document)
                .find(|(_, _, mention)| mention["text"] == text && mention["entity"] == entity);
            let Some((_, _, mention)) = found else { panic!("{article}: no {text} is {entity}") };
            assert_eq!(string(mention, "kind"), kind, "{article}");
            assert_eq!(
                mention["lat"].is_f64() && mention["lon"].is_f64(),
                !matches!(kind, "person" | "organization"),
                "{mention}"
            );
        }
    }
}

#[test]
fn plain_output_is_the_text_marked_and_a_table() {
    for ((article, document), columns) in ARTICLES.into_iter().zip(&*DOCUMENTS).zip([100, 40]) {
        let text = fs::read_to_string(article).expect("the article can be read");
        let mut expected = String::new();
        let mut last = 0;
        for (start, end, mention) in mentions(document) {
            expected += &format!(
                "{}[{}|{}]",
                &text[last..start],
                &text[start..end],
                string(mention, "kind")
            );
            last = end;
        }
        expected += &text[last..];

        let mut command = command(&[article]);
        if columns != 100 {
            command.env("COLUMNS", columns.to_string());
        }
        let output = run(&mut command, "");
        let (marked, table) =
            printed(&output).split_once("\nspan ").expect("a table follows the text");
        assert_eq!(without_spaces(marked), without_spaces(&expected), "{article}");
        for line in marked.lines() {
            assert!(
                display_width(line) <= columns,
                "{article}: wider than {columns} columns: {line}"
            );
        }
        let rows: Vec<&str> = table.lines().skip(1).collect();
        assert_eq!(rows.len(), mentions(document).count(), "{article}");
        for (row, (start, end, mention)) in rows.iter().zip(mentions(document)) {
            assert!(row.starts_with(&format!("{start}..{end} ")), "{article}: {row}");
            for field in ["text", "kind"] {
                assert!(row.contains(string(mention, field)), "{article}: no {field} in {row}");
            }
            for value in ["entity", "name"].iter().filter_map(|field| mention[field].as_str()) {
                assert!(row.contains(value), "{article}: no {value} in {row}");
            }
        }
    }
}

#[test]
fn any_text_from_standard_input() {
    for (case, args, input, expected) in [
        ("no text", &[][..], "", "\nNo mentions.\n"),
        ("no mention", &["-"], "satu dua\r\n\r\ntiga", "satu dua\n\ntiga\n\nNo mentions.\n"),
        ("a language", &["--lang", "id"], "di Minsk", "di [Minsk|city]\n\nspan "),
        ("an escape sequence", &[], "\u{1b}[31mdi\tMinsk", " [31mdi [Minsk|city]\n\nspan "),
        (
            "wide characters",
            &[],
            "你好你好你好你好你好你好你好你好",
            "你好你好你好你好你好\n你好你好你好\n\nNo mentions.\n",
        ),
    ] {
        let output = run(command(args).env("COLUMNS", "20"), input);
        assert!(printed(&output).starts_with(expected), "{case}: {output:?}");
    }
}

#[test]
fn what_goes_wrong_is_said() {
    for (case, args, code, message) in [
        ("no such file", &["no/such/file.txt"][..], 1, "annotate: no/such/file.txt: "),
        ("not UTF-8", &[], 1, "annotate: standard input: stream did not contain valid UTF-8"),
        ("two files", &["a.txt", "b.txt"], 2, "annotate: more than one file"),
        ("unknown option", &["--fast"], 2, "annotate: unknown option --fast"),
        ("no language", &["--lang"], 2, "annotate: --lang needs a language"),
    ] {
        let output = run(&mut command(args), b"\xFF");
        assert_eq!(output.status.code(), Some(code), "{case}: {output:?}");
        assert!(
            output.stdout.is_empty()
                && String::from_utf8_lossy(&output.stderr).starts_with(message),
            "{case}: {output:?}"
        );
    }
    assert!(printed(&run(&mut command(&["--help"]), "")).contains("--json"));
}

#[test]
fn nobody_reads_the_output() {
    let mut child = command(&[ARTICLES[0]]).spawn().expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(
        (output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()),
        (Some(0), "")
    );
}

/// Every line that the README shows of the output, in the same order; "…" stands for what it leaves
/// out.
#[test]
fn readme_shows_what_is_printed() {
    let readme = fs::read_to_string("README.md").expect("there is a README");
    let (_, block) = readme.split_once("```text\n").expect("it shows the output");
    let (shown, _) = block.split_once("```").expect("the block ends");
    let output = run(&mut command(&[ARTICLES[0]]), "");
    let mut lines = printed(&output).lines().map(str::trim_end);
    for line in shown.lines().filter(|line| *line != "…") {
        assert!(lines.any(|printed| printed == line), "not printed, or not in this order: {line}");
    }
}
