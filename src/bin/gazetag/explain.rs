//! `gazetag explain`: why each name in a text is a mention, or none.

use crate::{
    Reading, Stop, Tables,
    jsonl::{self, Input, Lines},
    written,
};
use clap::Args;
use gazetag::{
    Annotator, Unit,
    output::{self, CandidateRecord, ExplainedRecord},
};
use serde::Serialize;
use serde_json::value::RawValue;
use std::{io::Write, path::PathBuf, process::ExitCode};

#[derive(Args)]
pub struct Options {
    /// Texts to explain; `-` or none reads standard input
    files: Vec<PathBuf>,
    /// Each line is a document in JSON, as for `gazetag annotate`, and becomes a line of JSON: {"id": …, "hits": [{"start": …, "end": …,
    /// "text": "…", "rejected": "…", "candidates": [{…, "evidence": […]}]}]}
    #[arg(long)]
    jsonl: bool,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    tables: Tables,
}

/// A line of output.
#[derive(Serialize)]
struct Output<'a> {
    id: &'a RawValue,
    hits: Vec<ExplainedRecord<'a>>,
}

pub fn run(options: &Options, out: &mut impl Write) -> Result<ExitCode, Stop> {
    let annotator = options.tables.annotator(options.reading.builder())?;
    let standard_input = [PathBuf::from("-")];
    let files = if options.files.is_empty() { &standard_input } else { &options.files[..] };
    for file in files {
        let (shown, reader) = jsonl::open(file)?;
        if !options.jsonl {
            explain(options, &annotator, &Input::whole(&shown, reader)?, out)?;
            continue;
        }
        let mut lines = Lines::new(shown.clone(), reader);
        while let Some((number, json)) = lines.next()? {
            let input = Input::parse(json).map_err(|message| format!("{shown}, line {number}: {message}"))?;
            explain(options, &annotator, &input, out)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn explain(options: &Options, annotator: &Annotator, input: &Input, out: &mut impl Write) -> Result<(), Stop> {
    let annotations = annotator.explain(options.reading.document(&input.text, input.lang.as_ref(), input.country.as_ref()));
    let hits = output::explained(&annotations, Unit::Bytes);
    if options.jsonl {
        serde_json::to_writer(&mut *out, &Output { id: &input.id, hits: hits.collect() })?;
        return written(out.write_all(b"\n"));
    }
    for hit in hits {
        written(show(&hit, out))?;
    }
    Ok(())
}

/// A hit for people to read: its text, what became of it, and what speaks for and against each thing it may mean.
fn show(hit: &ExplainedRecord<'_>, out: &mut impl Write) -> std::io::Result<()> {
    let text = hit.text.split_whitespace().collect::<Vec<_>>().join(" ");
    write!(out, "{}..{} {text}", hit.start, hit.end)?;
    match (hit.rejected, hit.overlapped_by) {
        (Some(why), Some(by)) => writeln!(out, ": {why} by {}", by.split_whitespace().collect::<Vec<_>>().join(" "))?,
        (Some(why), None) => writeln!(out, ": {why}")?,
        (None, _) => writeln!(out)?,
    }
    for CandidateRecord { kind, entity, name, score, evidence, .. } in &hit.candidates {
        let known = entity.zip(*name).map_or_else(|| "in no table".to_owned(), |(id, name)| format!("{id} {name}"));
        writeln!(out, "    {score:.3} {kind} {known}")?;
        for reason in evidence {
            writeln!(out, "        {:+.1} {}", reason.weight, reason.shown)?;
        }
    }
    Ok(())
}
