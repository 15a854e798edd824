//! `gazetag annotate`: texts in, JSON Lines out.

use crate::{
    Stop, Tables,
    jsonl::{self, Lines},
    written,
};
use clap::{Args, ValueEnum};
use gazetag::{Annotator, Case, Document, Kind, Overlaps, Scratch, Unit, output};
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use std::{
    io::{Read, Write},
    path::PathBuf,
    process::ExitCode,
};

#[derive(Args)]
pub struct Options {
    /// Texts to annotate; `-` or none reads standard input
    files: Vec<PathBuf>,
    /// Each line is a document in JSON: {"id": …, "text": "…", "lang": "…"}; lang may be left out
    #[arg(long)]
    jsonl: bool,
    /// With --jsonl: report lines that cannot be read and go on with the others
    #[arg(long, requires = "jsonl")]
    keep_going: bool,
    /// Report only these kinds: country, region, city, place, person, organization
    #[arg(long, value_delimiter = ',', value_name = "KIND,…", value_parser = str::parse::<Kind>)]
    kinds: Vec<Kind>,
    /// Language of the texts (BCP 47), where they do not say it themselves
    #[arg(long)]
    lang: Option<String>,
    /// Which mentions may share text
    #[arg(long, value_enum, default_value_t = OverlapsArg::Longest)]
    overlaps: OverlapsArg,
    /// Do not look at capitals: the texts have none, or nothing else
    #[arg(long)]
    ignore_case: bool,
    /// What start and end count
    #[arg(long, value_enum, default_value_t = UnitArg::Bytes)]
    offsets: UnitArg,
    #[command(flatten)]
    tables: Tables,
}

#[derive(Clone, Copy, ValueEnum)]
enum OverlapsArg {
    /// None may: the longest wins
    Longest,
    /// All may, nested ones too
    All,
}

#[derive(Clone, Copy, ValueEnum)]
enum UnitArg {
    /// Bytes of UTF-8
    Bytes,
    /// Code points
    Chars,
    /// UTF-16 code units
    Utf16,
}

/// A line of input.
#[derive(Deserialize)]
struct Input {
    /// Comes out as it came in, digit for digit.
    #[serde(default)]
    id: Box<RawValue>,
    text: String,
    lang: Option<String>,
}

/// A line of output.
#[derive(Serialize)]
struct Output<'a> {
    id: &'a RawValue,
    mentions: Vec<output::MentionRecord<'a>>,
}

struct Job<'a> {
    options: &'a Options,
    annotator: Annotator,
    scratch: Scratch,
    failed: u64,
}

pub fn run(options: &Options, out: &mut impl Write) -> Result<ExitCode, Stop> {
    let mut builder = Annotator::builder();
    if !options.kinds.is_empty() {
        builder = builder.kinds(options.kinds.iter().copied());
    }
    builder = builder.overlaps(match options.overlaps {
        OverlapsArg::Longest => Overlaps::Longest,
        OverlapsArg::All => Overlaps::All,
    });
    if options.ignore_case {
        builder = builder.case(Case::Ignore);
    }
    let annotator = options.tables.annotator(builder)?;
    let mut job = Job { options, annotator, scratch: Scratch::default(), failed: 0 };
    let standard_input = [PathBuf::from("-")];
    let files = if options.files.is_empty() { &standard_input } else { &options.files[..] };
    for file in files {
        let (shown, reader) = jsonl::open(file)?;
        if options.jsonl { job.lines(Lines::new(shown, reader), out)? } else { job.text(&shown, reader, out)? }
    }
    if job.failed > 0 {
        eprintln!("gazetag: lines that could not be read: {}", job.failed);
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

impl Job<'_> {
    /// Annotates a file as one document; its id is its path.
    fn text(&mut self, shown: &str, mut reader: impl Read, out: &mut impl Write) -> Result<(), Stop> {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).map_err(|error| format!("{shown}: {error}"))?;
        let text =
            String::from_utf8(bytes).map_err(|error| format!("{shown}: not valid UTF-8 at byte {}", error.utf8_error().valid_up_to()))?;
        self.write(&Input { id: to_raw_value(shown)?, text, lang: None }, out)
    }

    fn lines(&mut self, mut lines: Lines, out: &mut impl Write) -> Result<(), Stop> {
        while let Some((number, json)) = lines.next()? {
            match jsonl::parse(json, r#"{"id": …, "text": "…"}"#) {
                Ok(input) => self.write(&input, out)?,
                Err(message) => {
                    let message = format!("{}, line {number}: {message}", lines.shown);
                    if !self.options.keep_going {
                        // What was read before is good and goes out.
                        written(out.flush())?;
                        return Err(Stop::Failed(message));
                    }
                    eprintln!("gazetag: {message}");
                    self.failed += 1;
                }
            }
            if lines.is_drained() {
                // Whoever writes the documents one by one waits for this one.
                written(out.flush())?;
            }
        }
        Ok(())
    }

    fn write(&mut self, input: &Input, out: &mut impl Write) -> Result<(), Stop> {
        let mut document = Document::new(&input.text);
        if let Some(lang) = input.lang.as_ref().or(self.options.lang.as_ref()) {
            document = document.with_lang(lang);
        }
        let unit = match self.options.offsets {
            UnitArg::Bytes => Unit::Bytes,
            UnitArg::Chars => Unit::Chars,
            UnitArg::Utf16 => Unit::Utf16,
        };
        let annotations = self.annotator.annotate_with(&mut self.scratch, document);
        let output = Output { id: &input.id, mentions: output::records(&annotations, unit).collect() };
        let line = serde_json::to_string(&output)?;
        written(writeln!(out, "{line}"))
    }
}
