//! `gazetag annotate`: texts in, JSON Lines out.

use crate::{
    Reading, Stop, Tables,
    jsonl::{self, Batch, Input, Lines},
    written,
};
use clap::{Args, ValueEnum};
use gazetag::{Annotator, Kind, Overlaps, Scratch, Unit, output};
use rayon::{ThreadPool, ThreadPoolBuilder, iter::ParallelIterator};
use serde::Serialize;
use serde_json::value::RawValue;
use std::{
    io::{Read, Write},
    path::PathBuf,
    process::ExitCode,
};

#[derive(Args)]
pub struct Options {
    /// Texts to annotate; `-` or none reads standard input
    files: Vec<PathBuf>,
    /// Each line is a document in JSON: {"id": …, "text": "…", "lang": "…", "country": "…"}; lang and country, which it comes from,
    /// may be left out
    #[arg(long)]
    jsonl: bool,
    /// With --jsonl: report lines that cannot be read and go on with the others
    #[arg(long, requires = "jsonl")]
    keep_going: bool,
    /// With --jsonl: how many threads to use; all that the machine has unless told
    #[arg(long, requires = "jsonl", value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Report only these kinds: country, region, city, place, person, organization
    #[arg(long, value_delimiter = ',', value_name = "KIND,…", value_parser = str::parse::<Kind>)]
    kinds: Vec<Kind>,
    #[command(flatten)]
    reading: Reading,
    /// Which mentions may share text
    #[arg(long, value_enum, default_value_t = OverlapsArg::Longest)]
    overlaps: OverlapsArg,
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

/// A line of output.
#[derive(Serialize)]
struct Output<'a> {
    id: &'a RawValue,
    mentions: Vec<output::MentionRecord<'a>>,
}

/// How many bytes of input are annotated at once and wait to be written.
const BATCH: usize = 4 << 20;

struct Job<'a> {
    options: &'a Options,
    annotator: Annotator,
    failed: u64,
}

pub fn run(options: &Options, out: &mut impl Write) -> Result<ExitCode, Stop> {
    let mut builder = options.reading.builder();
    if !options.kinds.is_empty() {
        builder = builder.kinds(options.kinds.iter().copied());
    }
    builder = builder.overlaps(match options.overlaps {
        OverlapsArg::Longest => Overlaps::Longest,
        OverlapsArg::All => Overlaps::All,
    });
    let annotator = options.tables.annotator(builder)?;
    let mut job = Job { options, annotator, failed: 0 };
    let threads =
        options.jsonl.then(|| ThreadPoolBuilder::new().num_threads(options.threads.map_or(0, usize::from)).build()).transpose()?;
    let standard_input = [PathBuf::from("-")];
    let files = if options.files.is_empty() { &standard_input } else { &options.files[..] };
    for file in files {
        let (shown, reader) = jsonl::open(file)?;
        match &threads {
            Some(threads) => job.lines(threads, Lines::new(shown, reader), out)?,
            None => job.text(&shown, reader, out)?,
        }
    }
    if job.failed > 0 {
        eprintln!("gazetag: lines that could not be read: {}", job.failed);
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

impl Job<'_> {
    /// Annotates a file as one document; its id is its path.
    fn text(&mut self, shown: &str, reader: impl Read, out: &mut impl Write) -> Result<(), Stop> {
        let mut line = Vec::new();
        self.annotate(&Input::whole(shown, reader)?, &mut Scratch::default(), &mut line)?;
        written(out.write_all(&line))
    }

    /// Annotates the documents of a file, each on one of `threads`, and writes them in their order.
    fn lines(&mut self, threads: &ThreadPool, mut lines: Lines, out: &mut impl Write) -> Result<(), Stop> {
        let mut batch = Batch::default();
        loop {
            lines.batch(BATCH, &mut batch)?;
            if batch.done().is_empty() {
                return Ok(());
            }
            threads.install(|| {
                batch.lines().for_each_init(Scratch::default, |scratch, (json, line)| {
                    line.out.clear();
                    let input = Input::parse(json);
                    let annotated =
                        input.and_then(|input| self.annotate(&input, scratch, &mut line.out).map_err(|error| error.to_string()));
                    line.error = annotated.err();
                });
            });
            for line in batch.done() {
                let Some(message) = &line.error else {
                    written(out.write_all(&line.out))?;
                    continue;
                };
                let message = format!("{}, line {}: {message}", lines.shown, line.number);
                if !self.options.keep_going {
                    // What was read before is good and goes out.
                    written(out.flush())?;
                    return Err(Stop::Failed(message));
                }
                eprintln!("gazetag: {message}");
                self.failed += 1;
            }
            // Whoever writes the documents one by one waits for these.
            written(out.flush())?;
        }
    }

    /// Adds a line of output to `line`.
    fn annotate(&self, input: &Input, scratch: &mut Scratch, line: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        let document = self.options.reading.document(&input.text, input.lang.as_ref(), input.country.as_ref());
        let unit = match self.options.offsets {
            UnitArg::Bytes => Unit::Bytes,
            UnitArg::Chars => Unit::Chars,
            UnitArg::Utf16 => Unit::Utf16,
        };
        let annotations = self.annotator.annotate_with(scratch, document);
        serde_json::to_writer(&mut *line, &Output { id: &input.id, mentions: output::records(&annotations, unit).collect() })?;
        line.push(b'\n');
        Ok(())
    }
}
