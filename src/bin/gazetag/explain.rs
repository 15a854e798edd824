//! `gazetag explain`: why each name in a text is a mention or not.

use crate::{Reading, Stop, Tables, input::Input, run};
use clap::Args;
use gazetag::{
    Annotator, Unit,
    output::{self, CandidateRecord, ExplainedRecord},
};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::{io::Write, process::ExitCode};

#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    run: run::RunOptions,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    tables: Tables,
}

/// A line of output.
#[derive(Serialize)]
struct Output<'a> {
    id: &'a RawValue,
    #[serde(skip_serializing_if = "<[_]>::is_empty", serialize_with = "as_map")]
    fields: &'a [(String, Box<RawValue>)],
    hits: Vec<ExplainedRecord<'a>>,
}

fn as_map<S: Serializer>(
    fields: &[(String, Box<RawValue>)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(fields.iter().map(|(name, value)| (name, value)))
}

pub fn run(options: &Options, out: &mut impl Write) -> Result<ExitCode, Stop> {
    let annotator = options.tables.annotator(options.reading.builder())?;
    let run = run::Run::new(&options.run)?;
    let end = run.run(out, |_, input, _| {
        explain(options, &annotator, input).map_err(|error| error.to_string())
    })?;
    Ok(end.into())
}

fn explain(
    options: &Options,
    annotator: &Annotator,
    input: &Input<'_>,
) -> serde_json::Result<Vec<u8>> {
    let annotations = annotator.explain(options.reading.document(
        &input.text,
        input.lang.as_ref(),
        input.country.as_ref(),
    ));
    let mut hits = output::explained(&annotations, Unit::Bytes);
    let mut out = Vec::new();
    if options.run.has_many() {
        serde_json::to_writer(
            &mut out,
            &Output { id: &input.id, fields: &input.fields, hits: hits.collect() },
        )?;
        out.push(b'\n');
    } else {
        hits.try_for_each(|hit| show(&hit, &mut out)).map_err(serde_json::Error::io)?;
    }
    Ok(out)
}

/// A hit for people to read: its text, what became of it, and what speaks for and against each
/// thing it may mean.
fn show(hit: &ExplainedRecord<'_>, out: &mut impl Write) -> std::io::Result<()> {
    let text = hit.text.split_whitespace().collect::<Vec<_>>().join(" ");
    write!(out, "{}..{} {text}", hit.start, hit.end)?;
    match (hit.rejected, hit.overlapped_by) {
        (Some(why), Some(by)) => {
            writeln!(out, ": {why} by {}", by.split_whitespace().collect::<Vec<_>>().join(" "))?
        }
        (Some(why), None) => writeln!(out, ": {why}")?,
        (None, _) => writeln!(out)?,
    }
    for CandidateRecord { kind, entity, name, score, evidence, .. } in &hit.candidates {
        let known = entity
            .zip(*name)
            .map_or_else(|| "in no table".to_owned(), |(id, name)| format!("{id} {name}"));
        writeln!(out, "    {score:.3} {kind} {known}")?;
        for reason in evidence {
            writeln!(out, "        {:+.1} {}", reason.weight, reason.shown)?;
        }
    }
    Ok(())
}
