//! The form of a compiled dictionary in a file: named lists behind a header that shows whether the
//! file is complete.
//!
//! | bytes | what |
//! |---:|---|
//! | 8 | [`MAGIC`], which identifies the file and shows damage by a transfer as text |
//! | 4 | [`VERSION`] of the format |
//! | 4 | number of sections |
//! | 8 | length of the file |
//! | 8 | [`fingerprint`] of what the lists were computed with |
//! | 8 | XXH3 of all behind it, seeded with that of all before it |
//! | 48 each | the sections: name, where it begins, length in bytes, size of a row |
//! | … | the lists, each beginning at a multiple of [`ALIGN`] |
//!
//! Numbers are little-endian.

use super::{
    error::{Error, ErrorKind},
    store::{Bytes, List, Plain, Text},
    text::{class, facts},
    weights,
};
use std::{fs::File, io, io::Write, mem::size_of, ops::Range, path::Path, sync::LazyLock};
use xxhash_rust::xxh3::{Xxh3, xxh3_64, xxh3_64_with_seed};
use zerocopy::{
    FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned,
    little_endian::{U32, U64},
};

/// The name of unnamed bytes in errors.
pub(crate) const UNNAMED: &str = "compiled dictionary";

/// How a file begins.
const MAGIC: [u8; 8] = *b"\x89gaz\r\n\x1a\n";

/// The only version of the format that this version of the crate reads and writes. Raise it when a
/// list changes, or its computation, in a way that [`fingerprint`] does not cover:
/// `tests/matching/compiled.rs` notices.
const VERSION: u32 = 4;

/// The advice for a file of another version.
const RECOMPILE: &str =
    "compiled by another version of gazetag; compile its tables again with `gazetag compile`";

/// A multiple of the length of a cache line.
const ALIGN: u64 = 64;

#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct Header {
    magic: [u8; 8],
    version: U32,
    sections: U32,
    length: U64,
    fingerprint: U64,
    checksum: U64,
}

/// Identifies what a file was computed with, beside its tables: the weights that priors are made
/// of, the facts about languages, which decide where names inflect, and the folds of characters,
/// which decide where a name is found. The same on every machine.
fn fingerprint() -> u64 {
    static FINGERPRINT: LazyLock<u64> = LazyLock::new(|| {
        let weights = weights::figures_of_priors().flat_map(f32::to_le_bytes);
        let inputs: Vec<u8> = weights.chain(facts::TABLE.bytes()).collect();
        xxh3_64_with_seed(&inputs, class::FINGERPRINT)
    });
    *FINGERPRINT
}

impl Header {
    /// The hash of what stands before the checksum.
    fn seed(&self) -> u64 {
        xxh3_64(&self.as_bytes()[..size_of::<Header>() - size_of::<U64>()])
    }
}

#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct Section {
    /// Filled up with zeros.
    name: [u8; 24],
    start: U64,
    length: U64,
    /// The bytes of a row.
    size: U64,
}

impl Section {
    fn name(name: &str) -> [u8; 24] {
        let mut bytes = [0; 24];
        bytes[..name.len()].copy_from_slice(name.as_bytes());
        bytes
    }
}

/// Whether to look for damage before a file is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Check {
    /// Reads the whole file once.
    Checksum,
    /// Checks only the header. A damaged file may then give wrong answers, but cannot cause
    /// undefined behaviour or a panic.
    HeaderOnly,
}

/// The lists of a file to be written.
#[derive(Default)]
pub(crate) struct Writer<'a> {
    sections: Vec<(&'static str, usize, &'a [u8])>,
}

impl<'a> Writer<'a> {
    /// Adds a list under a name of at most 24 bytes that no other list has.
    pub(crate) fn list<T: Plain>(&mut self, name: &'static str, values: &'a [T]) {
        self.sections.push((name, size_of::<T>(), values.as_bytes()));
    }

    pub(crate) fn text(&mut self, name: &'static str, text: &'a Text) {
        self.list(name, &text.0);
    }

    /// Writes the file.
    pub(crate) fn finish(self, mut out: impl Write) -> io::Result<()> {
        let mut end = (size_of::<Header>() + self.sections.len() * size_of::<Section>()) as u64;
        let mut table = Vec::with_capacity(self.sections.len());
        for &(name, size, bytes) in &self.sections {
            let start = end.next_multiple_of(ALIGN);
            end = start + bytes.len() as u64;
            table.push(Section {
                name: Section::name(name),
                start: U64::new(start),
                length: U64::new(bytes.len() as u64),
                size: U64::new(size as u64),
            });
        }
        let sections = U32::new(table.len() as u32);
        let mut header = Header {
            magic: MAGIC,
            version: U32::new(VERSION),
            sections,
            length: U64::new(end),
            fingerprint: U64::new(fingerprint()),
            checksum: U64::ZERO,
        };
        let mut hash = Xxh3::with_seed(header.seed());
        self.write_behind_header(&table, |bytes| {
            hash.update(bytes);
            Ok(())
        })?;
        header.checksum = U64::new(hash.digest());
        out.write_all(header.as_bytes())?;
        self.write_behind_header(&table, |bytes| out.write_all(bytes))?;
        out.flush()
    }

    fn write_behind_header(
        &self,
        table: &[Section],
        mut write: impl FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        write(table.as_bytes())?;
        let mut at = (size_of::<Header>() + size_of_val(table)) as u64;
        for (section, (_, _, bytes)) in table.iter().zip(&self.sections) {
            write(&[0; ALIGN as usize][..(section.start.get() - at) as usize])?;
            write(bytes)?;
            at = section.start.get() + section.length.get();
        }
        Ok(())
    }
}

/// A file that is complete according to its header and its checksum.
pub(crate) struct Reader {
    /// Its name in errors.
    shown: String,
    bytes: Bytes,
    table: List<Section>,
}

impl Reader {
    /// Opens a file: mapped into memory if that is compiled in, else read.
    pub(crate) fn open(path: &Path, check: Check) -> Result<Reader, Error> {
        let shown = path.display().to_string();
        let fail = |error: io::Error| {
            Error::new(&shown, format!("cannot be opened: {error}")).source(error)
        };
        let file = File::open(path).map_err(fail)?;
        let bytes = content(file).map_err(fail)?;
        Reader::new(shown, bytes, check)
    }

    /// Looks at bytes that errors call `shown`.
    pub(crate) fn new(
        shown: impl Into<String>,
        bytes: Bytes,
        check: Check,
    ) -> Result<Reader, Error> {
        let shown = shown.into();
        let fail = |message: String| Err(Error::new(&shown, message).of(ErrorKind::Dictionary));
        if !bytes.starts_with(&MAGIC) {
            if MAGIC.starts_with(&bytes) {
                return fail(format!("cut off: {} bytes", bytes.len()));
            }
            let start = bytes[..bytes.len().min(MAGIC.len())].escape_ascii();
            return fail(format!(
                "no compiled dictionary: it begins with `{start}`, expected `{}`",
                MAGIC.escape_ascii()
            ));
        }
        // A version number is in its place whatever the version.
        let version = bytes
            .get(MAGIC.len()..MAGIC.len() + 4)
            .map(|bytes| u32::from_le_bytes(bytes.try_into().expect("four bytes")));
        if let Some(version) = version
            && version != VERSION
        {
            let hint = if version > VERSION { "compiled by a newer gazetag" } else { RECOMPILE };
            return fail(format!("format version {version}, expected {VERSION}: {hint}"));
        }
        let Ok((header, behind)) = Header::read_from_prefix(&bytes) else {
            return fail(format!("cut off: {} bytes", bytes.len()));
        };
        let (found, expected) = (bytes.len() as u64, header.length.get());
        if found != expected {
            let problem = if found < expected { "cut off" } else { "too long" };
            return fail(format!("{problem}: {found} bytes, expected {expected}"));
        }
        if check == Check::Checksum {
            let (found, expected) =
                (xxh3_64_with_seed(behind, header.seed()), header.checksum.get());
            if found != expected {
                return fail(format!(
                    "damaged: its checksum is {found:016x}, expected {expected:016x}"
                ));
            }
        }
        let (found, expected) = (header.fingerprint.get(), fingerprint());
        if found != expected {
            return fail(format!(
                "fingerprint {found:016x}, expected {expected:016x}: {RECOMPILE}"
            ));
        }
        let end = (header.sections.get() as usize)
            .checked_mul(size_of::<Section>())
            .and_then(|len| len.checked_add(size_of::<Header>()));
        let Some(table) = end.and_then(|end| List::shared(&bytes, size_of::<Header>()..end)) else {
            return fail(format!("damaged: {} sections in {} bytes", header.sections, bytes.len()));
        };
        Ok(Reader { shown, bytes, table })
    }

    /// The list with this name.
    pub(crate) fn list<T: Plain>(&self, name: &str) -> Result<List<T>, Error> {
        let fail = |message: String| {
            Error::new(&self.shown, format!("damaged: {message}")).of(ErrorKind::Dictionary)
        };
        let key = Section::name(name);
        let section = self
            .table
            .iter()
            .find(|section| section.name == key)
            .ok_or_else(|| fail(format!("no section `{name}`")))?;
        let (length, size) = (section.length.get(), size_of::<T>() as u64);
        if section.size.get() != size {
            return Err(fail(format!(
                "section `{name}` has rows of {} bytes, expected {size}",
                section.size
            )));
        }
        if !length.is_multiple_of(size) {
            return Err(fail(format!(
                "section `{name}` has {length} bytes, expected rows of {size}"
            )));
        }
        let range = range(section.start.get(), length);
        range
            .and_then(|range| List::shared(&self.bytes, range))
            .ok_or_else(|| fail(format!("section `{name}` reaches beyond the file")))
    }

    pub(crate) fn text(&self, name: &str) -> Result<Text, Error> {
        self.list(name).map(Text)
    }
}

fn range(start: u64, length: u64) -> Option<Range<usize>> {
    let end = start.checked_add(length)?;
    Some(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
}

#[cfg(feature = "mmap")]
fn content(file: File) -> io::Result<Bytes> {
    super::map::map(&file).map(Bytes::mapped)
}

#[cfg(not(feature = "mmap"))]
fn content(mut file: File) -> io::Result<Bytes> {
    let mut bytes = Vec::new();
    io::Read::read_to_end(&mut file, &mut bytes)?;
    Ok(bytes.into())
}
