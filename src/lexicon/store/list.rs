//! Values in a row, wherever they lie.
//!
//! A dictionary looks into its lists many times for each name of a text. Where the values lie is
//! found out once, which takes unsafe code: a list holds their address beside what keeps them
//! there.

#![allow(unsafe_code)]

use super::Bytes;
use std::{
    ops::{Deref, Range},
    ptr::NonNull,
    slice,
    sync::Arc,
};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// Plain old data: every bit pattern is valid.
pub(crate) trait Plain:
    FromBytes + IntoBytes + Immutable + KnownLayout + Unaligned + Copy + Send + Sync + 'static
{
}

impl<T> Plain for T where
    T: FromBytes + IntoBytes + Immutable + KnownLayout + Unaligned + Copy + Send + Sync + 'static
{
}

/// Values in a row.
pub(crate) struct List<T: Plain> {
    /// The address of the first value and how many there are, in the memory of `owner`, which
    /// neither moves nor changes while it is there.
    first: NonNull<T>,
    len: usize,
    owner: Owner<T>,
}

enum Owner<T> {
    Own(Arc<Vec<T>>),
    Shared(#[expect(dead_code, reason = "it keeps the memory")] Bytes),
}

// SAFETY: a list is a shared reference to values that may be shared and sent, and what keeps them,
// which may be too.
unsafe impl<T: Plain> Send for List<T> {}
// SAFETY: the same.
unsafe impl<T: Plain> Sync for List<T> {}

impl<T: Plain> List<T> {
    /// The values that fill `range` of `bytes`; `None` if the range is not in it or holds no whole
    /// number of values.
    pub(crate) fn shared(bytes: &Bytes, range: Range<usize>) -> Option<List<T>> {
        let owner = bytes.clone();
        let values = <[T]>::ref_from_bytes(owner.get(range)?).ok()?;
        Some(List {
            first: NonNull::from(values).cast(),
            len: values.len(),
            owner: Owner::Shared(owner),
        })
    }

    /// The values in memory of their own.
    pub(crate) fn into_vec(self) -> Vec<T> {
        match self.owner {
            Owner::Own(values) => Arc::unwrap_or_clone(values),
            Owner::Shared(_) => self.to_vec(),
        }
    }
}

impl<T: Plain> Deref for List<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        // SAFETY: `first` and `len` are of a slice in the memory of `owner`. That is a `Vec` or a
        // slice in an `Arc`, a mapped file in one, or static, so it stays where it is, and nobody
        // can change it while the `Arc` is shared with this list, which gives no other access to it.
        unsafe { slice::from_raw_parts(self.first.as_ptr(), self.len) }
    }
}

impl<T: Plain> From<Vec<T>> for List<T> {
    fn from(values: Vec<T>) -> List<T> {
        let values = Arc::new(values);
        let (first, len) = (NonNull::from(&**values).cast(), values.len());
        List { first, len, owner: Owner::Own(values) }
    }
}

impl<T: Plain> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> List<T> {
        Vec::from_iter(values).into()
    }
}
