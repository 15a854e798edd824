//! The `gazetag` command: annotates text, explains it, measures how well, looks names up, imports
//! gazetteers and compiles them.

mod annotate;
mod compile;
mod documents;
mod encoding;
mod evaluate;
mod explain;
mod files;
mod import;
mod input;
mod json;
mod lines;
mod lookup;
mod output;
mod packed;
mod panics;
mod progress;
mod rows;
mod run;
mod shape;

use clap::{Args, Parser, Subcommand};
use gazetag::{Annotator, AnnotatorBuilder, Case, Demonyms, Document, Error, Gazetteer};
use std::{
    fmt::Display,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

/// Finds countries, regions, cities, places, people and organizations in news text.
#[derive(Parser)]
#[command(version, after_help = STATUS)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const STATUS: &str = "\
Exit status: 0 on success, or if nobody reads the output any more; 1 if something failed, or \
lookup found nothing; 2 if the arguments \
are wrong. Messages are on standard error, one a line";

#[derive(Subcommand)]
enum Command {
    /// Finds the entities that texts name; writes one line of JSON for each text, or another format
    ///
    /// The output has the order of the texts. If a text ever makes gazetag panic, a message gives
    /// its file, line and id, and the other texts are still annotated.
    ///
    /// Memory does not grow with the number of texts: it is about 60 MB for the built-in tables,
    /// and for each thread 2 MB and about 15 times the length of the longest text, if that is news.
    #[command(after_help = STATUS)]
    Annotate(annotate::Options),
    /// Compares mentions, found now or by another tool, with texts that people have marked
    #[command(after_help = STATUS)]
    Evaluate(evaluate::Options),
    /// Shows why each name in a text is a mention or not, and what else it may mean
    ///
    /// With --jsonl, --csv or --tsv each text becomes a line of JSON: {"id": …, "hits": [{"start": …, "end": …,
    /// "text": "…", "rejected": "…", "candidates": [{…, "evidence": […]}]}]}
    #[command(after_help = STATUS)]
    Explain(explain::Options),
    /// Shows what the tables hold for a name
    #[command(after_help = STATUS)]
    Lookup(lookup::Options),
    /// Makes tables for --gazetteer from a gazetteer in another format
    #[command(after_help = STATUS)]
    Import(import::Options),
    /// Makes a dictionary for --dictionary, which opens at once, from tables
    #[command(after_help = STATUS)]
    Compile(compile::Options),
}

/// Which tables to use.
#[derive(Args)]
struct Tables {
    /// A table of your own: of entities (columns id, name, kind, …), names (id, lang, name, form,
    /// case), cues (lang, phrase, kind, side, span) or ordinary words (lang, word); can be given
    /// again. Its names and ids override those of the built-in tables and of --dictionary
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,
    /// Leave the built-in tables out
    #[arg(long, requires = "gazetteer")]
    no_builtin: bool,
    /// A dictionary made by `gazetag compile`, to use instead of the built-in tables; can be given
    /// again, and a later one overrides the names and ids of earlier ones
    #[arg(long, value_name = "FILE", conflicts_with = "no_builtin")]
    dictionary: Vec<PathBuf>,
}

impl Tables {
    fn annotator(&self, builder: AnnotatorBuilder) -> Result<Annotator, Error> {
        let mut tables = Gazetteer::builder();
        for file in &self.gazetteer {
            tables = tables.file(file)?;
        }
        let mut annotator = match self.dictionary.split_first() {
            Some((lowest, _)) => builder.open(lowest)?,
            None if self.no_builtin => return builder.build(tables.build()?),
            None => builder.builtin(),
        };
        for dictionary in self.dictionary.iter().skip(1) {
            annotator = annotator.with_layer(Annotator::open(dictionary)?)?;
        }
        if self.gazetteer.is_empty() { Ok(annotator) } else { annotator.with_tables(tables) }
    }
}

/// How to read texts.
#[derive(Args)]
struct Reading {
    /// Language of texts that do not give it themselves (BCP 47)
    #[arg(long)]
    lang: Option<String>,
    /// Country of texts that do not give it themselves (ISO 3166-1: US)
    #[arg(long)]
    country: Option<String>,
    /// Ignore capitals: the texts have none, or nothing else
    #[arg(long)]
    ignore_case: bool,
    /// Also report demonyms and other adjectives of places: "Indonesian" is Indonesia
    #[arg(long)]
    demonyms: bool,
}

impl Reading {
    fn builder(&self) -> AnnotatorBuilder {
        let builder = Annotator::builder().case(if self.ignore_case {
            Case::Ignore
        } else {
            Case::default()
        });
        builder.demonyms(if self.demonyms { Demonyms::Keep } else { Demonyms::default() })
    }

    /// A text, with the language and the country that it says itself, if it does.
    fn document<'t>(
        &'t self,
        text: &'t str,
        lang: Option<&'t String>,
        country: Option<&'t String>,
    ) -> Document<'t> {
        let mut document = Document::new(text);
        if let Some(lang) = lang.or(self.lang.as_ref()) {
            document = document.with_lang(lang);
        }
        if let Some(country) = country.or(self.country.as_ref()) {
            document = document.with_country(country);
        }
        document
    }
}

/// Why a command stops.
enum Stop {
    /// A message for the user.
    Failed(String),
    /// A message for the user, whose arguments do not go together.
    Usage(String),
    /// Nobody reads the output any more.
    OutputClosed,
}

impl<E: Display> From<E> for Stop {
    fn from(error: E) -> Stop {
        Stop::Failed(error.to_string())
    }
}

/// Turns a failed write into a reason to stop.
fn written(result: io::Result<()>) -> Result<(), Stop> {
    result.map_err(unwritten)
}

/// Why the command stops if standard output cannot be written to.
fn unwritten(error: io::Error) -> Stop {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Stop::OutputClosed,
        _ => Stop::Failed(format!("standard output: cannot be written: {error}")),
    }
}

/// Prints a message on standard error.
fn tell(message: impl Display) {
    // A message that cannot be written is no reason to stop.
    let _ = writeln!(io::stderr(), "gazetag: {message}");
}

/// The exit status if the arguments are wrong; clap has the same.
const WRONG_ARGUMENTS: u8 = 2;

fn main() -> ExitCode {
    let out = &mut io::BufWriter::new(io::stdout().lock());
    let result = match Cli::parse().command {
        Command::Annotate(options) => annotate::run(&options, out),
        Command::Evaluate(options) => evaluate::run(&options, out),
        Command::Explain(options) => explain::run(&options, out),
        Command::Lookup(options) => lookup::run(&options, out),
        Command::Import(options) => import::run(options),
        Command::Compile(options) => compile::run(&options, out),
    };
    match result.and_then(|code| written(out.flush()).map(|()| code)) {
        Ok(code) => code,
        Err(Stop::OutputClosed) => ExitCode::SUCCESS,
        Err(Stop::Failed(message)) => {
            tell(message);
            ExitCode::FAILURE
        }
        Err(Stop::Usage(message)) => {
            tell(message);
            ExitCode::from(WRONG_ARGUMENTS)
        }
    }
}
