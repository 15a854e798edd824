//! Plain values in memory of their own or in the bytes of a compiled dictionary.
//!
//! All are made of bytes in one order, little-endian, and need no alignment, so that a file is the
//! same on every machine and is used where it lies. File contents are not trusted: an out-of-range
//! number yields an empty value.

mod list;
pub(crate) mod slots;

pub(crate) use list::{List, Plain};
use std::{fmt, ops::Deref, sync::Arc};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned, little_endian::U32};

/// The bytes of a compiled dictionary, which are used where they lie: made from a `&'static [u8]`,
/// a `Vec<u8>`, an `Arc<Vec<u8>>` or an `Arc<[u8]>` without copying them.
#[derive(Clone)]
pub struct Bytes(Source);

#[derive(Clone)]
enum Source {
    Static(&'static [u8]),
    Slice(Arc<[u8]>),
    Vec(Arc<Vec<u8>>),
    #[cfg(feature = "mmap")]
    Map(Arc<memmap2::Mmap>),
}

impl Deref for Bytes {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match &self.0 {
            Source::Static(bytes) => bytes,
            Source::Slice(bytes) => bytes,
            Source::Vec(bytes) => bytes,
            #[cfg(feature = "mmap")]
            Source::Map(bytes) => bytes,
        }
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bytes({})", self.len())
    }
}

impl From<&'static [u8]> for Bytes {
    fn from(bytes: &'static [u8]) -> Bytes {
        Bytes(Source::Static(bytes))
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Bytes {
        Arc::new(bytes).into()
    }
}

impl From<Arc<Vec<u8>>> for Bytes {
    fn from(bytes: Arc<Vec<u8>>) -> Bytes {
        Bytes(Source::Vec(bytes))
    }
}

impl From<Arc<[u8]>> for Bytes {
    fn from(bytes: Arc<[u8]>) -> Bytes {
        Bytes(Source::Slice(bytes))
    }
}

#[cfg(feature = "mmap")]
impl Bytes {
    /// A file that is mapped into memory.
    pub(super) fn mapped(file: memmap2::Mmap) -> Bytes {
        Bytes(Source::Map(Arc::new(file)))
    }
}

/// A stretch of a [`Text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
// Apart, as one line would be too long.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct Slice {
    start: U32,
    len: U32,
}

impl Slice {
    pub(crate) const EMPTY: Slice = Slice { start: U32::ZERO, len: U32::ZERO };

    pub(crate) fn new(start: u32, len: u32) -> Slice {
        Slice { start: U32::new(start), len: U32::new(len) }
    }

    pub(crate) fn start(self) -> u32 {
        self.start.get()
    }

    pub(crate) fn len(self) -> u32 {
        self.len.get()
    }

    /// The last `len` bytes of it.
    pub(crate) fn last(self, len: usize) -> Slice {
        let len = (len as u32).min(self.len());
        Slice::new(self.start() + (self.len() - len), len)
    }
}

/// Strings, one behind the other.
pub(crate) struct Text(pub(crate) List<u8>);

impl Text {
    /// A slice of the text; empty if out of range or not UTF-8.
    pub(crate) fn str(&self, slice: Slice) -> &str {
        std::str::from_utf8(self.bytes(slice)).unwrap_or_default()
    }

    #[inline]
    pub(crate) fn bytes(&self, slice: Slice) -> &[u8] {
        let start = slice.start.get() as usize;
        let end = start.saturating_add(slice.len.get() as usize);
        self.0.get(start..end).unwrap_or_default()
    }
}

/// A [`Text`] in the making.
#[derive(Debug, Default)]
pub(crate) struct TextBuilder(String);

impl TextBuilder {
    /// Adds a string. Offsets beyond 4 GiB are truncated: callers check [`len`](Self::len) first.
    pub(crate) fn add(&mut self, text: &str) -> Slice {
        let slice =
            Slice { start: U32::new(self.0.len() as u32), len: U32::new(text.len() as u32) };
        self.0.push_str(text);
        slice
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn str(&self, slice: Slice) -> &str {
        let start = slice.start.get() as usize;
        &self.0[start..start + slice.len.get() as usize]
    }

    pub(crate) fn build(self) -> Text {
        Text(self.0.into_bytes().into())
    }
}
