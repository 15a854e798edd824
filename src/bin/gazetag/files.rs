//! Files and standard streams, and which of them are the same.

use crate::{Stop, packed, tell};
use std::{
    cell::Cell,
    fs::{self, File, Metadata},
    io::{self, Read},
    path::{Path, PathBuf},
    rc::Rc,
};

/// Counts bytes that are read.
#[derive(Clone, Default)]
pub struct Counter(Rc<Cell<u64>>);

impl Counter {
    pub fn get(&self) -> u64 {
        self.0.get()
    }
}

struct Counted<R> {
    reader: R,
    counter: Counter,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.reader.read(buffer)?;
        self.counter.0.update(|read| read + len as u64);
        Ok(len)
    }
}

/// How messages call a file.
pub fn shown(file: &Path) -> String {
    if is_dash(file) { "standard input".into() } else { file.display().to_string() }
}

/// Whether a path means standard input or output.
pub fn is_dash(file: &Path) -> bool {
    file == Path::new("-")
}

/// Opens a file, packed or not, or standard input for `-`.
pub fn open(file: &Path) -> Result<Box<dyn Read>, String> {
    open_counted(file, &Counter::default())
}

/// The same, and counts the bytes that are read of the file.
pub fn open_counted(file: &Path, counter: &Counter) -> Result<Box<dyn Read>, String> {
    let unread = |error: io::Error| format!("cannot be read: {error}");
    let counter = counter.clone();
    let reader: Box<dyn Read> = if is_dash(file) {
        Box::new(Counted { reader: io::stdin(), counter })
    } else {
        Box::new(Counted { reader: File::open(file).map_err(unread)?, counter })
    };
    match (metadata(file), output()) {
        (Some(data), _) if data.is_dir() => {
            Err("cannot be read: found a directory, expected a file".into())
        }
        (Some(data), Some(out)) if data.is_file() && same(&data, &out) => {
            Err("cannot be read: it is also the output".into())
        }
        _ => packed::unpacked(reader).map_err(unread),
    }
}

/// The files among `inputs`, and those in folders among them and below that have one of these
/// endings, packed or not, in the order of their names. A folder without such files is kept:
/// no file can be read from it.
pub fn expanded(inputs: &[PathBuf], endings: &[&str]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for input in inputs {
        let before = files.len();
        if !is_dash(input) && input.is_dir() {
            let mut others = 0;
            add_files(input, endings, &mut files, &mut others);
            if others > 0 && files.len() > before {
                let shown = shown(input);
                tell(format_args!(
                    "{shown}: files left out, as they do not end in .{}: {others}",
                    endings.join(" or .")
                ));
            }
        }
        if files.len() == before {
            files.push(input.clone());
        }
    }
    files
}

/// Adds the files of a folder. What cannot be listed is added itself, so that reading it tells why.
fn add_files(folder: &Path, endings: &[&str], files: &mut Vec<PathBuf>, others: &mut u64) {
    let listed = fs::read_dir(folder).and_then(|entries| entries.collect::<io::Result<Vec<_>>>());
    let Ok(mut entries) = listed else {
        files.push(folder.into());
        return;
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (name, path) = (entry.file_name(), entry.path());
        let name = name.to_string_lossy();
        // A link to a folder may lead back to where it is.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if name.starts_with('.') {
            continue;
        }
        if is_folder {
            add_files(&path, endings, files, others);
        } else if path.is_file() && has_ending(&name, endings) {
            files.push(path);
        } else {
            *others += 1;
        }
    }
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    const PACKED: [&str; 3] = [".gz", ".zst", ".bz2"];
    let name = name.to_lowercase();
    let name = PACKED.iter().find_map(|packed| name.strip_suffix(packed)).unwrap_or(&name);
    endings.iter().any(|ending| name.strip_suffix(ending).is_some_and(|stem| stem.ends_with('.')))
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
