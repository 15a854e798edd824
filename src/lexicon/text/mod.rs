//! Facts about text and its languages: what a word is, which characters are the same to a reader.

pub(crate) mod boundary;
pub(crate) mod class;
pub(crate) mod cut;
mod entries;
pub(crate) mod facts;
pub(crate) mod fold;
pub(crate) mod script;
mod tables;
