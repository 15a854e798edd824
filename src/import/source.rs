//! Where lines come from: a file or another reader, compressed or not.

use super::report::Fault;
use crate::lexicon::error::Error;
use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;
use std::{
    fmt,
    fs::File,
    io::{self, BufRead, BufReader, Cursor, Read},
    path::Path,
    str,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// A line longer than this is malformed. The largest items of Wikidata have about 5 MB.
const LONGEST_LINE: u64 = 64 << 20;
const BUFFER: usize = 256 << 10;

/// A file to import, or another reader. What is compressed with gzip or bzip2 is decompressed, in
/// one stream or in many.
pub struct Source {
    name: String,
    reader: Box<dyn BufRead>,
    /// Bytes read before decompression.
    read: Arc<AtomicU64>,
    total: Option<u64>,
}

impl Source {
    /// Opens a file.
    ///
    /// # Errors
    /// If it cannot be opened, or is packed in a way that cannot be read.
    pub fn open(path: impl AsRef<Path>) -> Result<Source, Error> {
        let name = path.as_ref().display().to_string();
        let unopened = |error: io::Error| {
            Error::new(&name, format!("cannot be opened: {error}")).source(error)
        };
        let file = File::open(&path).map_err(unopened)?;
        let data = file.metadata().map_err(unopened)?;
        let mut source = Source::new(&*name, file)?;
        source.total = Some(data.len()).filter(|_| data.is_file());
        Ok(source)
    }

    /// Takes a reader; `name` is what messages call it.
    ///
    /// # Errors
    /// If its first bytes cannot be read, or say that it is packed in a way that cannot be read.
    pub fn new(name: impl Into<String>, reader: impl Read + 'static) -> Result<Source, Error> {
        let name = name.into();
        let read = Arc::new(AtomicU64::new(0));
        let mut reader = Counted { reader, read: read.clone() };
        let mut head = Vec::with_capacity(4);
        let result = reader.by_ref().take(4).read_to_end(&mut head);
        result
            .map_err(|error| Error::new(&name, format!("cannot be read: {error}")).source(error))?;
        let packed = match head[..] {
            [0x1f, 0x8b, ..] => Packed::Gzip,
            [b'B', b'Z', b'h', b'1'..=b'9'] => Packed::Bzip2,
            [b'P', b'K', 3, 4] => return Err(Error::new(name, "a zip archive: unpack it first")),
            [0xfd, b'7', b'z', b'X'] => {
                return Err(Error::new(name, "compressed with xz: unpack it first"));
            }
            [0x28, 0xb5, 0x2f, 0xfd] => {
                return Err(Error::new(name, "compressed with zstd: unpack it first"));
            }
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
                return Err(Error::new(name, "text in UTF-16: convert it to UTF-8 first"));
            }
            _ => Packed::Not,
        };
        let whole = BufReader::with_capacity(BUFFER, Cursor::new(head).chain(reader));
        let reader: Box<dyn BufRead> = match packed {
            Packed::Not => Box::new(whole),
            Packed::Gzip => Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(whole))),
            Packed::Bzip2 => Box::new(BufReader::with_capacity(BUFFER, MultiBzDecoder::new(whole))),
        };
        Ok(Source { name, reader, read, total: None })
    }

    pub(super) fn lines(self) -> Lines {
        Lines { source: self, line: Vec::new(), started: false }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("name", &self.name)
            .field("total", &self.total)
            .finish_non_exhaustive()
    }
}

enum Packed {
    Not,
    Gzip,
    Bzip2,
}

/// Counts the bytes that are read through it.
struct Counted<R> {
    reader: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// How far an import has come.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Progress<'a> {
    /// The file being read.
    pub file: &'a str,
    /// Bytes of it that were read, before decompression.
    pub bytes: u64,
    /// Bytes it has, where known.
    pub total: Option<u64>,
    /// Lines of it that were read.
    pub lines: u64,
}

/// The lines of a source, without their ends and without a byte order mark.
pub(super) struct Lines {
    source: Source,
    line: Vec<u8>,
    started: bool,
}

impl Lines {
    pub(super) fn name(&self) -> &str {
        &self.source.name
    }

    pub(super) fn progress(&self, lines: u64) -> Progress<'_> {
        Progress {
            file: &self.source.name,
            bytes: self.source.read.load(Ordering::Relaxed),
            total: self.source.total,
            lines,
        }
    }

    /// The next line, or what is wrong with it.
    pub(super) fn next(&mut self) -> io::Result<Option<Result<&str, Fault>>> {
        self.line.clear();
        let reader = &mut self.source.reader;
        if reader.take(LONGEST_LINE).read_until(b'\n', &mut self.line)? == 0 {
            return Ok(None);
        }
        if self.line.len() as u64 == LONGEST_LINE && self.line.last() != Some(&b'\n') {
            while !self.line.is_empty() && self.line.last() != Some(&b'\n') {
                self.line.clear();
                reader.take(BUFFER as u64).read_until(b'\n', &mut self.line)?;
            }
            self.line = Vec::new();
            return Ok(Some(Err(Fault::new("a line of more than 64 MiB"))));
        }
        let mut line = &self.line[..];
        line = line.strip_suffix(b"\n").unwrap_or(line);
        line = line.strip_suffix(b"\r").unwrap_or(line);
        if !self.started {
            line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
            self.started = true;
        }
        Ok(Some(str::from_utf8(line).map_err(|error| {
            Fault::new("not valid UTF-8").found(format!("at byte {}", error.valid_up_to() + 1))
        })))
    }
}
