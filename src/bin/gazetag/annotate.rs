//! `gazetag annotate`: texts in, JSON Lines out.

use crate::{Reading, Stop, Tables, documents::Input, run};
use clap::{Args, ValueEnum};
use gazetag::{Annotator, Kind, Overlaps, Scratch, Unit, output};
use std::{io::Write, process::ExitCode};

#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    run: run::RunOptions,
    /// Report only these kinds: country, region, city, place, person, organization
    #[arg(long, value_delimiter = ',', value_name = "KIND,…", value_parser = str::parse::<Kind>)]
    kinds: Vec<Kind>,
    #[command(flatten)]
    reading: Reading,
    /// Which mentions may share text
    #[arg(long, value_enum, default_value_t = OverlapsArg::Longest)]
    overlaps: OverlapsArg,
    /// Unit of start and end
    #[arg(long, value_enum, default_value_t = UnitArg::Bytes)]
    offsets: UnitArg,
    #[command(flatten)]
    tables: Tables,
}

#[derive(Clone, Copy, ValueEnum)]
enum OverlapsArg {
    /// No overlaps: the longest mention wins
    Longest,
    /// All mentions, nested ones too
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
    run::run(&options.run, out, |scratch, input, line| {
        annotate(options, &annotator, scratch, input, line)
    })
}

/// Adds a line of output.
fn annotate(
    options: &Options,
    annotator: &Annotator,
    scratch: &mut Scratch,
    input: &Input<'_>,
    line: &mut Vec<u8>,
) -> serde_json::Result<()> {
    let document =
        options.reading.document(&input.text, input.lang.as_ref(), input.country.as_ref());
    let unit = match options.offsets {
        UnitArg::Bytes => Unit::Bytes,
        UnitArg::Chars => Unit::Chars,
        UnitArg::Utf16 => Unit::Utf16,
    };
    let annotations = annotator.annotate_with(scratch, document);
    // One mention at a time: those of a long text together would need more memory than the line.
    line.extend_from_slice(b"{\"id\":");
    line.extend_from_slice(input.id.get().as_bytes());
    line.extend_from_slice(b",\"mentions\":[");
    for (number, mention) in output::records(&annotations, unit).enumerate() {
        if number > 0 {
            line.push(b',');
        }
        serde_json::to_writer(&mut *line, &mention)?;
    }
    line.extend_from_slice(b"]}\n");
    Ok(())
}
