//! The examples, run as programs.
//!
//! `cargo test` builds examples first; `cargo test --test cli` alone does not, and needs
//! `cargo build --examples` before.

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

/// An example in its folder beside that of this test.
fn program(name: &str) -> PathBuf {
    let test = env::current_exe().expect("this test is a program");
    let profile = test
        .parent()
        .and_then(|deps| deps.parent())
        .expect("cargo keeps it in target/<profile>/deps");
    let program = profile.join("examples").join(format!("{name}{}", env::consts::EXE_SUFFIX));
    assert!(program.exists(), "{} is not built: cargo build --examples", program.display());
    program
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(program("annotate"));
    command.args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
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
    let mentions = document.as_array().expect("an array of mentions");
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
    for (article, document) in ARTICLES.into_iter().zip(&*DOCUMENTS) {
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

        let output = run(&mut command(&[article]), "");
        let (marked, table) =
            printed(&output).split_once("\nspan ").expect("a table follows the text");
        assert_eq!(without_spaces(marked), without_spaces(&expected), "{article}");
        for line in marked.lines() {
            assert!(display_width(line) <= 100, "{article}: wider than 100 columns: {line}");
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
fn a_text_from_standard_input() {
    let output = run(&mut command(&["--lang", "id"]), "di Minsk\n");
    assert!(printed(&output).starts_with("di [Minsk|city]\n\nspan "), "{output:?}");
}

#[test]
fn what_goes_wrong_is_said() {
    for (case, args, message) in [
        ("no such file", &["no/such/file.txt"][..], "no/such/file.txt: "),
        ("not UTF-8", &[], "stream did not contain valid UTF-8"),
        ("no language", &["--lang"], "--lang needs a language"),
    ] {
        let output = run(&mut command(args), b"\xFF");
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && output.stdout.is_empty(), "{case}: {output:?}");
        assert!(error.contains(message), "{case}: {error}");
    }
}

#[test]
fn small_programs() {
    for (example, expected) in [
        (
            "own_names",
            "Merpati Putih Society is the organization my:pmpp, Paguyuban Merpati Putih\n\
             Kurskiania is the region RU-KRS, Kursk Oblast\n\
             Bandung is the city geonames:1650357, Bandung\n",
        ),
        (
            "count_names",
            "3 Belarus\n1 Russia\n1 Kursk Oblast\n1 Alexander Lukashenko\n1 Moscow\n1 Minsk\n\
             1 Vladimir Putin\n",
        ),
        (
            "keep",
            "about Russia, Ukraine\n\
             {\"start\":37,\"end\":42,\"text\":\"Rusia\",\"kind\":\"country\",\"entity\":\"RU\",\
             \"name\":\"Russia\",\"score\":0.9,\"country\":\"RU\",\"lat\":60.0,\"lon\":100.0,\
             \"geonames\":2017370,\"wikidata\":\"Q159\"}\n",
        ),
    ] {
        let output =
            run(Command::new(program(example)).stdout(Stdio::piped()).stderr(Stdio::piped()), "");
        assert_eq!(printed(&output), expected, "{example}");
    }
}

/// The README's picture is up to date: `cargo run --release --example picture > docs/picture.svg`.
#[test]
fn the_picture_is_what_the_program_draws() {
    let mut picture = Command::new(program("picture"));
    let output = run(picture.stdout(Stdio::piped()).stderr(Stdio::piped()), "");
    let shown = fs::read_to_string("docs/picture.svg").expect("there is a picture");
    assert!(printed(&output) == shown, "docs/picture.svg shows other tables or rules");
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
