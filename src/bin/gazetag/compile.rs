//! `gazetag compile`: tables in, a dictionary that opens at once out.

use crate::{Stop, files, output::Output, tell, written};
use clap::Args;
use gazetag::{Annotator, Dictionary, Gazetteer};
use std::{
    error::Error,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

#[derive(Args)]
pub struct Options {
    /// Tables: of entities (columns id, name, kind, …), names (id, lang, name, form, case), cues
    /// (lang, phrase, kind, side, span) or ordinary words (lang, word)
    #[arg(required_unless_present = "builtin")]
    tables: Vec<PathBuf>,
    /// Add the built-in tables
    #[arg(long)]
    builtin: bool,
    /// The dictionary to write; `-` writes standard output. A regular file takes the place of an
    /// old one once it is whole
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

pub fn run(options: &Options, out: &mut impl Write) -> Result<ExitCode, Stop> {
    files::check_output(&options.output, options.tables.iter().map(PathBuf::as_path))?;
    let mut gazetteer = Gazetteer::builder();
    if options.builtin {
        gazetteer = gazetteer.builtin()?;
    }
    for table in &options.tables {
        gazetteer = gazetteer.file(table)?;
    }
    let annotator = Annotator::new(gazetteer.build()?)?;
    let shown = if files::is_dash(&options.output) {
        annotator.write(out).or_else(|error| written(Err(cause(&error))))?;
        "standard output".into()
    } else {
        let mut file = Output::create(&options.output)?;
        annotator.write(&mut file).map_err(|error| file.unwritten(cause(&error)))?;
        file.finish()?;
        options.output.display().to_string()
    };
    let gazetteers = || annotator.dictionaries().map(Dictionary::gazetteer);
    tell(format_args!(
        "written to {shown}: entities: {}, names: {}",
        gazetteers().map(Gazetteer::len).sum::<usize>(),
        gazetteers().map(Gazetteer::names_len).sum::<usize>()
    ));
    Ok(ExitCode::SUCCESS)
}

/// Why a dictionary could not be written.
fn cause(error: &gazetag::Error) -> io::Error {
    let cause = error.source().and_then(|cause| cause.downcast_ref::<io::Error>());
    match cause.and_then(io::Error::raw_os_error) {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::other(error.to_string()),
    }
}
