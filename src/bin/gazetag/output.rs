//! Files that are replaced only once they are whole.

use crate::Stop;
use std::{
    fs::{self, File, Metadata, OpenOptions},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};
use tempfile::{Builder, NamedTempFile};

/// A file being written.
///
/// A regular file is written under an unused name beside the old one and then takes its place, so
/// nobody sees half of it, and a process that has the old one open keeps it. It keeps the
/// permissions of the old one. Symbolic links are followed, also to a file that is not there yet. A
/// pipe, a device or anything else that is no regular file is written directly. An error removes
/// what was written so far; a signal that ends the process leaves `.gazetag-….part`.
pub struct Output {
    shown: String,
    file: BufWriter<Place>,
}

/// Where the bytes go.
enum Place {
    Direct(File),
    /// Removed when dropped.
    Beside {
        unfinished: NamedTempFile,
        target: PathBuf,
    },
}

impl Output {
    pub fn create(path: &Path) -> Result<Output, Stop> {
        let shown = path.display().to_string();
        let place = Place::of(path).map_err(|error| unwritten(&shown, error))?;
        Ok(Output { shown, file: BufWriter::new(place) })
    }

    /// Puts the file in its place.
    pub fn finish(self) -> Result<(), Stop> {
        let Output { shown, file } = self;
        let place = file.into_inner().map_err(io::IntoInnerError::into_error);
        place.and_then(Place::finish).map_err(|error| unwritten(&shown, error))
    }

    /// The message if something cannot be written to it.
    pub fn unwritten(&self, error: impl std::fmt::Display) -> Stop {
        unwritten(&self.shown, error)
    }
}

fn unwritten(shown: &str, error: impl std::fmt::Display) -> Stop {
    Stop::Failed(format!("{shown}: cannot be written: {error}"))
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Place {
    fn of(path: &Path) -> io::Result<Place> {
        let old = match fs::metadata(path) {
            Ok(data) if data.is_dir() => {
                return Err(io::Error::other("found a directory, expected a file"));
            }
            Ok(data) if !data.is_file() => return Place::direct(path),
            Ok(data) => Some(data),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let Some(target) = followed(path)? else { return Place::direct(path) };
        if old.is_some() {
            // A user who may not write to the file may not replace it either.
            OpenOptions::new().write(true).open(&target)?;
        }
        let folder =
            target.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        let mut builder = Builder::new();
        builder.prefix(".gazetag-").suffix(".part");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let unfinished = builder.tempfile_in(folder)?;
        if let Some(old) = old {
            keep(&old, unfinished.as_file())?;
        }
        Ok(Place::Beside { unfinished, target })
    }

    fn direct(path: &Path) -> io::Result<Place> {
        OpenOptions::new().write(true).truncate(true).open(path).map(Place::Direct)
    }

    fn finish(self) -> io::Result<()> {
        if let Place::Beside { unfinished, target } = self {
            // Some file systems only now say that there was no room.
            unfinished.as_file().sync_all()?;
            unfinished.persist(target)?;
        }
        Ok(())
    }
}

impl Write for Place {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Place::Direct(file) => file.write(bytes),
            Place::Beside { unfinished, .. } => unfinished.as_file_mut().write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The target of a path after all symbolic links; `None` if it is a file that this process has
/// open.
fn followed(path: &Path) -> io::Result<Option<PathBuf>> {
    /// As Linux does.
    const MOST_LINKS: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(link) = fs::read_link(&path) else { return Ok(Some(path)) };
        if path.starts_with("/proc") {
            // The link is no path, though it looks like one: `/proc/self/fd/1`.
            return Ok(None);
        }
        path = path.parent().unwrap_or(Path::new("")).join(link);
    }
    Err(io::Error::other("too many symbolic links"))
}

/// Gives a file the permissions of an old one, and its owner where that is allowed.
fn keep(old: &Metadata, new: &File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let now = new.metadata()?;
        if (old.uid(), old.gid()) != (now.uid(), now.gid()) {
            // Only root may give a file to another user.
            let _ = fchown(new, Some(old.uid()), Some(old.gid()));
        }
    }
    new.set_permissions(old.permissions())
}
