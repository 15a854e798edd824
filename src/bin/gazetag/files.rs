//! Files and standard streams, and which of them are the same.

use crate::Stop;
use std::{
    fs::{self, File, Metadata},
    io::{self, Read},
    path::Path,
};

/// How messages call a file.
pub fn shown(file: &Path) -> String {
    if is_dash(file) { "standard input".into() } else { file.display().to_string() }
}

/// Whether a path means standard input or output.
pub fn is_dash(file: &Path) -> bool {
    file == Path::new("-")
}

/// Opens a file, or standard input for `-`.
pub fn open(file: &Path) -> Result<Box<dyn Read>, String> {
    let unread = |error: io::Error| format!("cannot be read: {error}");
    let reader: Box<dyn Read> = if is_dash(file) {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(file).map_err(unread)?)
    };
    match (metadata(file), output()) {
        (Some(data), _) if data.is_dir() => {
            Err("cannot be read: found a directory, expected a file".into())
        }
        (Some(data), Some(out)) if data.is_file() && same(&data, &out) => {
            Err("cannot be read: it is also the output".into())
        }
        _ => Ok(reader),
    }
}

/// The metadata of an input file, or of standard input for `-`.
pub fn metadata(file: &Path) -> Option<Metadata> {
    if is_dash(file) { stream(io::stdin()) } else { fs::metadata(file).ok() }
}

/// The metadata of standard output.
pub fn output() -> Option<Metadata> {
    stream(io::stdout())
}

/// Refuses paths of inputs of which more than one is standard input.
pub fn check_dashes<'a>(inputs: impl IntoIterator<Item = &'a Path>) -> Result<(), Stop> {
    match inputs.into_iter().filter(|input| is_dash(input)).count() {
        0 | 1 => Ok(()),
        _ => Err(Stop::Failed("standard input (`-`) can be read only once".into())),
    }
}

/// Refuses an output that would take the place of an input.
pub fn check_output<'a>(
    output: &Path,
    inputs: impl IntoIterator<Item = &'a Path>,
) -> Result<(), Stop> {
    let Ok(data) = fs::metadata(output) else { return Ok(()) };
    for input in inputs {
        if !is_dash(input)
            && data.is_file()
            && fs::metadata(input).is_ok_and(|input| same(&input, &data))
        {
            return Err(Stop::Failed(format!(
                "{}: cannot be written: it is also an input",
                output.display()
            )));
        }
    }
    Ok(())
}

#[cfg(unix)]
fn stream(stream: impl std::os::fd::AsFd) -> Option<Metadata> {
    let stream = stream.as_fd().try_clone_to_owned().ok()?;
    File::from(stream).metadata().ok()
}

#[cfg(not(unix))]
fn stream<T>(_: T) -> Option<Metadata> {
    None
}

#[cfg(unix)]
fn same(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

/// Elsewhere the standard library cannot tell.
#[cfg(not(unix))]
fn same(_: &Metadata, _: &Metadata) -> bool {
    false
}
