//! One name a line.
//!
//! Every line is the main name of an entity. Its id is made of the name: `Wahana Lingkungan Hidup` is `wahana-lingkungan-hidup`, a second
//! entity that would have the same id gets `-2`. A name that stands twice is taken once. Empty lines are skipped.

use super::{Import, NewEntity, Slug, Source, text};
use crate::{entity::Kind, error::Error};

/// How to read a list of names.
#[derive(Clone, Debug)]
pub struct Options {
    kind: Kind,
    id_prefix: String,
}

impl Options {
    /// The names are of entities of this kind.
    pub fn new(kind: Kind) -> Options {
        Options { kind, id_prefix: String::new() }
    }

    /// What ids begin with, such as `ngo:`, so that they are not those of another table.
    pub fn id_prefix(mut self, prefix: impl Into<String>) -> Options {
        self.id_prefix = prefix.into();
        self
    }

    /// Reads the list.
    ///
    /// # Errors
    /// If it cannot be read; if the import is strict and a line is malformed.
    pub fn read(&self, source: Source, import: &mut Import) -> Result<(), Error> {
        import.each_line(source, |import, line| {
            let name = text::tidy(line)?;
            match import.slug(&self.id_prefix, &name, self.kind, |tables, record| tables.main_name(record) == name) {
                Slug::New(id) => _ = import.add(NewEntity::new(&id, &name, self.kind))?,
                Slug::Same(_) => import.skip("names that stand twice"),
            }
            Ok(())
        })
    }
}
