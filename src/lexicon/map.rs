//! Files mapped into memory.
#![allow(unsafe_code)]

use memmap2::Mmap;
use std::{fs::File, io};

/// Maps a file into memory.
pub(crate) fn map(file: &File) -> io::Result<Mmap> {
    // SAFETY: a mapped file must not change while it is used. No program can keep another from
    // changing it, so this is asked of the callers of `open` in its documentation. The bytes
    // are read as plain values and checked at every use, whatever they are.
    unsafe { Mmap::map(file) }
}
