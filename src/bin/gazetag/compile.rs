//! `gazetag compile`: tables in, a dictionary that opens at once out.

use crate::Stop;
use clap::Args;
use gazetag::{Annotator, Gazetteer};
use std::{
    fs::{self, File},
    io::BufWriter,
    path::{Path, PathBuf},
    process::ExitCode,
};

#[derive(Args)]
pub struct Options {
    /// Tables: of entities (columns id, name, kind, …), names (id, lang, name, form, case), cues (lang, phrase, kind, side, span) or
    /// ordinary words (lang, word)
    #[arg(required_unless_present = "builtin")]
    tables: Vec<PathBuf>,
    /// Add the built-in tables
    #[arg(long)]
    builtin: bool,
    /// The dictionary to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

pub fn run(options: &Options) -> Result<ExitCode, Stop> {
    let mut gazetteer = Gazetteer::builder();
    if options.builtin {
        gazetteer = gazetteer.builtin()?;
    }
    for table in &options.tables {
        gazetteer = gazetteer.file(table)?;
    }
    let annotator = Annotator::new(gazetteer.build()?)?;
    // Whoever has the old file open keeps it.
    let unfinished = beside(&options.output);
    let shown = options.output.display();
    let written = File::create(&unfinished)
        .map_err(|error| Stop::Failed(format!("{shown}: cannot be written: {error}")))
        .and_then(|file| annotator.write(BufWriter::new(file)).map_err(|error| Stop::Failed(format!("{shown}: {error}"))))
        .and_then(|()| {
            fs::rename(&unfinished, &options.output).map_err(|error| Stop::Failed(format!("{shown}: cannot be written: {error}")))
        });
    if written.is_err() {
        // What is left of it is of no use; that it may not be there is no matter.
        let _ = fs::remove_file(&unfinished);
    }
    written?;
    let gazetteer = annotator.gazetteer();
    eprintln!("gazetag: written to {shown}: entities: {}, names: {}", gazetteer.len(), gazetteer.names_len());
    Ok(ExitCode::SUCCESS)
}

/// A path for the file until it is whole.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    name.into()
}
