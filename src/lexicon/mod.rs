//! From tables to a compiled dictionary, and from a text to hits.
//!
//! Tables are read ([`table`]) and checked ([`check`]), frozen as a [`gazetteer`], and compiled as
//! a [`dictionary`], in memory or in a [`file`]; its [`matcher`] finds every place in a text where
//! a name stands. The meaning of a hit is decided elsewhere.
//!
//! The build script compiles this folder by itself, to make the built-in dictionary. So nothing in
//! it names a module outside of it.

pub(crate) mod check;
pub(crate) mod dictionary;
pub(crate) mod error;
pub(crate) mod file;
pub(crate) mod gazetteer;
pub(crate) mod inflect;
pub(crate) mod language;
#[cfg(feature = "mmap")]
mod map;
pub(crate) mod matcher;
pub(crate) mod model;
pub(crate) mod new;
pub(crate) mod scratch;
pub(crate) mod span;
pub(crate) mod store;
pub(crate) mod table;
pub(crate) mod text;
pub(crate) mod weights;
