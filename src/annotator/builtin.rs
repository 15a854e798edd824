//! The built-in dictionary, made of the tables of `data/` when the crate is built: the only place
//! that has it.

use super::{Annotator, AnnotatorBuilder};
use crate::lexicon::{
    error::Error,
    file::{Check, Reader},
    gazetteer::{Gazetteer, GazetteerBuilder},
    store::Bytes,
};
use once_cell::sync::Lazy;

/// What errors call it.
const SHOWN: &str = "the built-in tables";

/// Bytes that begin where a line of the cache does.
#[repr(C, align(64))]
struct Aligned<B: ?Sized>(B);

static FILE: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/builtin.gaz")));

/// The file, which needs no check: it was made with the crate.
fn reader() -> Result<Reader, Error> {
    Reader::new(SHOWN, Bytes::from(&FILE.0), Check::HeaderOnly)
}

impl Annotator {
    /// The annotator of the built-in tables, with the usual settings. Opening takes microseconds.
    /// It never panics: the crate's own tests open the embedded file.
    pub fn builtin() -> Annotator {
        Annotator::builder().builtin()
    }
}

impl AnnotatorBuilder {
    /// Uses the built-in tables, which were compiled with the crate: opening them takes
    /// microseconds. It never panics: the crate's own tests open the embedded file.
    pub fn builtin(self) -> Annotator {
        reader()
            .and_then(|reader| self.open_reader(&reader))
            .expect("the built-in dictionary is sound: the tests open it")
    }
}

impl GazetteerBuilder {
    /// Adds the built-in tables: countries, regions, cities, places, people and organizations in
    /// the world's news.
    ///
    /// [`Annotator::builtin`], with one's own tables [on top](Annotator::with_tables), is faster:
    /// it has nothing to compile.
    ///
    /// # Errors
    /// If these and other tables have too many languages.
    pub fn builtin(self) -> Result<GazetteerBuilder, Error> {
        self.gazetteer(SHOWN, &Gazetteer::read(&reader()?)?)
    }
}

/// Wikidata items of the built-in tables' countries, and their codes.
#[cfg(feature = "import")]
pub(crate) fn country_codes() -> Vec<(String, String)> {
    use crate::lexicon::model::Kind;

    let countries = ANNOTATOR.entities().filter(|entity| entity.kind() == Kind::Country);
    countries
        .filter_map(|country| Some((country.wikidata()?.to_owned(), country.id().to_owned())))
        .collect()
}

/// The annotator behind [`annotate`](crate::annotate).
pub(crate) static ANNOTATOR: Lazy<Annotator> = Lazy::new(Annotator::builtin);
