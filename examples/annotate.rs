//! Annotates a text: shows its mentions in place, then as a table with what is known of each.
//!
//! ```text
//! cargo run --release --example annotate -- examples/article.txt
//! ```

use gazetag::{Annotations, Document, Entity, Kind, Mention, Unit, output, output::MentionRecord};
use serde::Serialize;
use std::{
    env,
    ffi::{OsStr, OsString},
    fs,
    io::{self, ErrorKind, IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};
use textwrap::{WrapAlgorithm, core::display_width};

const HELP: &str = "\
Finds the countries, regions, cities, places, people and organizations that a text names.

Usage: annotate [OPTIONS] [FILE]

Without a FILE, or when it is -, the text comes from standard input.

Options:
      --json       Print one JSON document, positions in bytes
      --lang LANG  Language of the text (BCP 47: id, en, pt-BR)
  -h, --help       Print this help
";

struct Options {
    file: PathBuf,
    lang: Option<String>,
    json: bool,
    help: bool,
}

#[derive(Serialize)]
struct JsonDocument<'a> {
    id: &'a str,
    mentions: Vec<MentionRecord<'a>>,
}

fn main() -> ExitCode {
    let options = match parse(env::args_os().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("annotate: {message}; --help shows what can be given");
            return ExitCode::from(2);
        }
    };
    match report(&options).and_then(|report| print(&report)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("annotate: {message}");
            ExitCode::FAILURE
        }
    }
}

fn parse(mut args: impl Iterator<Item = OsString>) -> Result<Options, String> {
    let mut options = Options { file: "-".into(), lang: None, json: false, help: false };
    let mut files = 0;
    while let Some(arg) = args.next() {
        match arg.to_str() {
            Some("-h" | "--help") => options.help = true,
            Some("--json") => options.json = true,
            Some("--lang") => {
                let lang = args.next().as_deref().and_then(OsStr::to_str).map(String::from);
                options.lang = Some(lang.ok_or("--lang needs a language")?);
            }
            Some(flag) if flag.starts_with('-') && flag != "-" => {
                return Err(format!("unknown option {flag}"));
            }
            _ if files == 1 => return Err("more than one file".into()),
            _ => {
                options.file = arg.into();
                files += 1;
            }
        }
    }
    Ok(options)
}

/// What to print.
fn report(options: &Options) -> Result<String, String> {
    if options.help {
        return Ok(HELP.into());
    }
    let standard_input = options.file == Path::new("-");
    let name =
        if standard_input { "standard input".into() } else { options.file.display().to_string() };
    let text = if standard_input {
        io::read_to_string(io::stdin())
    } else {
        fs::read_to_string(&options.file)
    };
    let text = text.map_err(|error| format!("{name}: {error}"))?;

    let mut document = Document::new(&text);
    if let Some(lang) = &options.lang {
        document = document.with_lang(lang);
    }
    let annotations = gazetag::annotate(document);

    if options.json {
        let document = JsonDocument {
            id: &name,
            mentions: output::records(&annotations, Unit::Bytes).collect(),
        };
        return serde_json::to_string(&document)
            .map(|json| json + "\n")
            .map_err(|error| error.to_string());
    }
    let color =
        io::stdout().is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    Ok(format!("{}\n{}", marked_text(&annotations, color), table(&annotations, color)))
}

/// The text with each mention in color or, like `[Kursk|region]`, in brackets.
fn marked_text(annotations: &Annotations, color: bool) -> String {
    // Keeps lines from breaking between name and kind; takes no room and is taken out again.
    const WORD_JOINER: char = '\u{2060}';

    let text = annotations.text();
    let mut marked = String::new();
    let mut end = 0;
    for mention in annotations.iter() {
        let (span, kind, name) = (mention.span(), mention.kind(), printable(mention.as_str()));
        marked += &printable(&text[end..span.start]);
        marked += &if color { paint(&name, kind) } else { format!("[{name}|{WORD_JOINER}{kind}]") };
        end = span.end;
    }
    marked += &printable(&text[end..]);

    let wrapping = textwrap::Options::new(columns()).wrap_algorithm(WrapAlgorithm::FirstFit);
    let lines = marked.lines().flat_map(|line| textwrap::wrap(line, &wrapping));
    lines.map(|line| line.replace(WORD_JOINER, "") + "\n").collect()
}

/// One row for each mention.
fn table(annotations: &Annotations, color: bool) -> String {
    if annotations.is_empty() {
        return "No mentions.\n".into();
    }
    let mut rows =
        vec![["span", "text", "kind", "entity", "name", "coordinates", "score"].map(String::from)];
    rows.extend(annotations.iter().map(|mention| cells(&mention, color)));
    let widths: [usize; 7] = std::array::from_fn(|column| {
        rows.iter().map(|row| display_width(&row[column])).max().unwrap_or(0)
    });
    let mut table = String::new();
    for row in &rows {
        let padded = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - display_width(cell))));
        table += padded.collect::<Vec<_>>().join("  ").trim_end();
        table += "\n";
    }
    table
}

fn cells(mention: &Mention, color: bool) -> [String; 7] {
    let (span, kind, entity) = (mention.span(), mention.kind(), mention.entity());
    [
        format!("{}..{}", span.start, span.end),
        printable(mention.as_str()).replace('\n', " "),
        if color { paint(kind.as_str(), kind) } else { kind.to_string() },
        entity.map_or("", Entity::id).into(),
        entity.map_or("", Entity::name).into(),
        entity
            .and_then(Entity::point)
            .map(|point| format!("{:8.4} {:9.4}", point.lat, point.lon))
            .unwrap_or_default(),
        format!("{:.2}", mention.score()),
    ]
}

fn paint(text: &str, kind: Kind) -> String {
    let color = match kind {
        Kind::Country => 34,
        Kind::Region => 36,
        Kind::City => 32,
        Kind::Person => 35,
        Kind::Organization => 33,
        _ => 31,
    };
    format!("\x1b[1;{color}m{text}\x1b[0m")
}

/// The text without what a terminal would obey instead of show, such as escape sequences of its
/// own.
fn printable(text: &str) -> String {
    text.replace(|c: char| c.is_control() && c != '\n', " ")
}

/// How many columns wide the text may be.
fn columns() -> usize {
    let given = env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok())
        .filter(|&columns| columns > 0);
    given.unwrap_or_else(|| if io::stdout().is_terminal() { textwrap::termwidth() } else { 100 })
}

fn print(report: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    match out.write_all(report.as_bytes()).and_then(|()| out.flush()) {
        // Whoever reads has seen enough: `annotate … | head -1`.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result.map_err(|error| format!("cannot write: {error}")),
    }
}
