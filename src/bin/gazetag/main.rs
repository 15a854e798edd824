//! The `gazetag` command: annotates text, measures how well, looks names up, imports gazetteers and compiles them.

mod annotate;
mod compile;
mod evaluate;
mod import;
mod jsonl;
mod lookup;

use clap::{Args, Parser, Subcommand};
use gazetag::{Annotator, AnnotatorBuilder, Error, Gazetteer};
use std::{
    fmt::Display,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

/// Finds countries, regions, cities, places, people and organizations in news text.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Finds the entities that texts name; writes one line of JSON for each text
    Annotate(annotate::Options),
    /// Compares what is found, or was found by something else, with texts that people have marked
    Evaluate(evaluate::Options),
    /// Shows what the tables hold for a name
    Lookup(lookup::Options),
    /// Makes tables for --gazetteer from a gazetteer in another format
    Import(import::Options),
    /// Makes a dictionary for --dictionary, which opens at once, from tables
    Compile(compile::Options),
}

/// Which tables to use.
#[derive(Args)]
struct Tables {
    /// A table of your own: of entities (columns id, name, kind, …), names (id, lang, name, form, case), cues (lang, phrase, kind, side, span)
    /// or ordinary words (lang, word); can be given again
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,
    /// Leave the built-in tables out
    #[arg(long, requires = "gazetteer")]
    no_builtin: bool,
    /// A dictionary made by `gazetag compile`, to use instead of any tables
    #[arg(long, value_name = "FILE", conflicts_with_all = ["gazetteer", "no_builtin"])]
    dictionary: Option<PathBuf>,
}

impl Tables {
    fn annotator(&self, builder: AnnotatorBuilder) -> Result<Annotator, Error> {
        match &self.dictionary {
            Some(file) => builder.open(file),
            None if self.gazetteer.is_empty() => Ok(builder.builtin()),
            None => builder.build(gazetteer(!self.no_builtin, &self.gazetteer)?),
        }
    }
}

/// Reads tables, and the built-in ones if they are wanted.
fn gazetteer(builtin: bool, files: &[PathBuf]) -> Result<Gazetteer, Error> {
    let mut gazetteer = Gazetteer::builder();
    if builtin {
        gazetteer = gazetteer.builtin()?;
    }
    for file in files {
        gazetteer = gazetteer.file(file)?;
    }
    gazetteer.build()
}

/// Why a command stops.
enum Stop {
    /// Something to tell the user.
    Failed(String),
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
    result.map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Stop::OutputClosed,
        _ => Stop::Failed(format!("cannot write: {error}")),
    })
}

fn main() -> ExitCode {
    let out = &mut io::BufWriter::new(io::stdout().lock());
    let result = match Cli::parse().command {
        Command::Annotate(options) => annotate::run(&options, out),
        Command::Evaluate(options) => evaluate::run(&options, out),
        Command::Lookup(options) => lookup::run(&options, out),
        Command::Import(options) => import::run(options),
        Command::Compile(options) => compile::run(&options),
    };
    match result.and_then(|code| written(out.flush()).map(|()| code)) {
        Ok(code) => code,
        Err(Stop::OutputClosed) => ExitCode::SUCCESS,
        Err(Stop::Failed(message)) => {
            eprintln!("gazetag: {message}");
            ExitCode::FAILURE
        }
    }
}
