//! Finds countries, regions, cities, places, people and organizations in news text of any language, and says which ones they are.
//!
//! gazetag is a dictionary-based entity tagger and geoparser. Tables of names, its own or yours, are compiled for matching; one
//! pass over a text finds every place where a name stands; evidence in the text then decides what each name means. The result is a list
//! of [`Mention`]s: a span of the text, a kind, an entity with its identifiers and coordinates, a score, and the reasons for all that.
//! No model, no server, no network.
//!
//! # Annotating text
//!
#![cfg_attr(feature = "builtin", doc = "```")]
#![cfg_attr(not(feature = "builtin"), doc = "```ignore")]
//! for mention in &gazetag::annotate("Presiden Belarusia Alexander Lukashenko pun mengerahkan pasukannya.") {
//!     println!("{} {} {}", mention.span(), mention.kind(), mention.as_str());
//! }
//! // 9..18 country Belarusia
//! // 19..39 person Alexander Lukashenko
//! ```
//!
//! A [`Mention`] is a plain value: it borrows the text and the annotator, and what it says of both lives as long as they do.
//! [`Mention::to_record`] and [`Annotations::into_owned`] give records to keep, and `serde` writes either. [`Mention::candidates`] has
//! everything a name may mean, [`Mention::evidence`] the reasons, and [`Annotations::focus`] what the text is about:
//!
#![cfg_attr(feature = "builtin", doc = "```")]
#![cfg_attr(not(feature = "builtin"), doc = "```ignore")]
//! let annotations = gazetag::annotate("Serangan ke Kursk dimulai seminggu yang lalu.");
//! let kursk = annotations.first().unwrap();
//! let point = kursk.entity().unwrap().point().unwrap();
//! println!("{} at {:.2}, {:.2}, {:.0} % sure", kursk.as_str(), point.lat, point.lon, 100.0 * kursk.score());
//! for reason in kursk.evidence() {
//!     println!("    {reason}"); // +0.9 population or fame
//! }
//! assert!(kursk.candidates().any(|candidate| candidate.entity().unwrap().id() == "RU-KRS"));
//! assert_eq!(annotations.focus().countries()[0].entity().id(), "RU");
//! ```
//!
//! [`annotate`] uses the built-in tables, which were compiled with the crate. Tell it the language of a text if you know it:
//! `annotate(Document::new(text).with_lang("id"))`; otherwise frequent words and letters tell, if the text has enough of them.
//!
//! # Your own names
//!
//! ```
//! use gazetag::{Annotator, Gazetteer, Kind, Overlaps};
//!
//! let ngos = "id,name,country\nwalhi,Wahana Lingkungan Hidup Indonesia,ID\n";
//! let names = "id,lang,name,form,case\nwalhi,id,Walhi,short,\n";
//! let gazetteer = Gazetteer::builder().table(Kind::Organization, ngos.as_bytes())?.names(names.as_bytes())?.build()?;
//! let annotator = Annotator::builder().overlaps(Overlaps::Longest).build(gazetteer)?;
//!
//! let annotations = annotator.annotate("Direktur Walhi menolak.");
//! assert_eq!(annotations.iter().next().unwrap().entity().unwrap().id(), "walhi");
//! # Ok::<(), gazetag::Error>(())
//! ```
//!
//! Names that are not in a table, but in a database or in the program, are added one by one:
//!
//! ```
//! use gazetag::{Annotator, Gazetteer, Kind, NewEntity, NewName, Point};
//!
//! let camp = NewEntity::new(Kind::Place, "my:camp", "Camp Seven")
//!     .country("RU")
//!     .point(Point { lat: 51.2, lon: 35.3 });
//! let name = NewName::new("my:camp", "Kamp Tujuh").lang("id");
//! let annotator = Annotator::new(Gazetteer::builder().entity(camp)?.name(name)?.build()?)?;
//!
//! let annotations = annotator.annotate("Serangan di Kamp Tujuh.");
//! assert_eq!(annotations.first().unwrap().entity().unwrap().point().unwrap().lat, 51.2);
//! # Ok::<(), gazetag::Error>(())
//! ```
//!
//! An [`Annotator`] does not change once it is built, and can be shared between threads.
//!
//! # Layers
//!
//! [`Annotator::with_tables`] puts such tables on top of others, as a layer, without compiling these again: `Annotator::builtin()` with
//! your tables is there in the time that yours take. [`Annotator::with_layer`] does so with another annotator, such as a compiled
//! dictionary. What a higher layer says of a name or an id counts; everything else is as if all were one. A [`LiveAnnotator`] has
//! names above its layers that come and go, one by one or many at once, while other threads annotate.
//!
//! # Many texts
//!
//! [`Annotator::annotate_with`] uses memory again from text to text and then allocates nothing; `Annotator::annotate_par`, with the feature
//! `rayon`, does so on all threads.
//!
//! # Compiled dictionaries
//!
//! [`Annotator::write`], or `gazetag compile`, keeps what was built in a file, and [`Annotator::open`] uses that where it lies: nothing is
//! read again, nothing computed. The file is the same on every machine. One that is cut off, damaged or no such file at all is an
//! [`Error`], and so is one that a version of this crate compiled which computes another; one made to do harm can do none.
//!
//! # How a text becomes mentions
//!
//! 1. [`Gazetteer`]: entities and names, collected and checked.
//! 2. [`Dictionary`]: the names compiled; its [`hits`](Dictionary::hits) are all places where a name stands as whole words, nested and
//!    overlapping ones too. Case, accents, kinds of apostrophe and the like do not count, word by word; [`CaseRule`] says which capitals
//!    a name asks for.
//! 3. [`Overlaps`] says which of overlapping hits survive.
//! 4. What is left is weighed: how well known an entity is, words beside the name ("Wilayah Kursk"), what else the document names, and
//!    whether the name is an ordinary word. [`Mention::evidence`] lists it.
//! 5. Names that no table has are told by their form and their neighbours, in scripts with capitals: a given name or a title with words
//!    with capitals behind it, words that organizations and places are called by, abbreviations explained in brackets, the family name of
//!    somebody named in full elsewhere. Such a [`Mention`] has a kind and evidence, but no entity, unless it stands for one.
//!
//! # How fast
//!
//! Vector instructions look for the beginnings of words, 64 bytes of a text at a time; where a name may begin it is walked in an
//! [`Engine`]. The instructions are chosen when a dictionary is made or opened: the best that the machine has, or those that the environment
//! variable `GAZETAG_SIMD` asks for: `avx2` or `sse2` on x86-64, `neon` on AArch64, `portable` anywhere. An unknown or
//! unsupported value is ignored. All levels find the same hits.
//!
//! # Long texts
//!
//! A text of up to 256 KiB is weighed as a whole. A longer one is read in parts of about 64 KiB, each weighed by itself: what one part
//! says about a name does not count in another. A part ends at the end of a line, or where there is none at a space or another edge of a
//! word, and never inside a name that a table has. So the time for a text grows with its length alone, and the memory with its mentions.
//!
//! A name that very many entities have, in your own tables, is weighed for 256 of them: those with the most inhabitants, or the best known.
//!
//! # What fails
//!
//! Reading tables and building may fail, with an [`Error`] that names table, line and column, or the
//! entity that a program added, and opening a compiled dictionary, with one that names the file.
//! Annotating never fails and never panics, on any `&str`.
//!
//! # Features
//!
//! - `builtin` (default): embeds the tables of `data/`, compiled. Without it bring your own.
//! - `mmap`: maps compiled dictionaries into memory instead of reading them.
//! - `rayon`: annotates many documents on several threads.
//! - `import`: reads GeoNames, Wikidata, JRC-Names, spaCy patterns, CSV and plain lists and writes gazetag's tables.
//! - `cli`: the `gazetag` command.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![warn(clippy::too_many_lines)]

mod annotator;
pub mod evaluate;
#[cfg(feature = "import")]
pub mod import;
mod layers;
mod lexicon;
pub mod output;
#[allow(clippy::too_many_lines, reason = "two of its functions are longer")]
mod resolve;
mod settings;

pub use annotator::{
    Annotations, Annotator, AnnotatorBuilder, Candidate, Changes, Document, Focus, FocusPlace,
    LiveAnnotator, Mention, MentionRecord, Mentions, Rejected, Scratch,
};
pub use lexicon::{
    dictionary::{Case, Dictionary, Hit},
    error::{Error, ErrorKind},
    gazetteer::{Entity, Gazetteer, GazetteerBuilder, Name},
    matcher::Engine,
    model::{CaseRule, Form, Kind, Point, UnknownKind},
    new::{NewEntity, NewName},
    span::{Offsets, Span, Unit},
    store::Bytes,
};
pub use resolve::{Evidence, Reason, Rejection, Spotted};
pub use settings::{Demonyms, Overlaps};

/// Finds the entities of the built-in tables in a text.
///
/// # Examples
///
/// ```
/// let annotations = gazetag::annotate("Kiev mengatakan bahwa serangannya ke wilayah Kursk berlanjut.");
/// let found: Vec<_> = annotations.iter().map(|mention| (mention.as_str(), mention.entity().unwrap().id())).collect();
/// assert_eq!(found, [("Kiev", "geonames:703448"), ("wilayah Kursk", "RU-KRS")]);
/// ```
#[cfg(feature = "builtin")]
pub fn annotate<'t>(document: impl Into<Document<'t>>) -> Annotations<'static, 't> {
    annotator::builtin::ANNOTATOR.annotate(document)
}

/// Folds a name to the form in which the library compares it with others: two names with the same
/// fold are the same name.
///
/// Case, accents, kinds of apostrophe, invisible characters and the like do not count. White space
/// at the ends is dropped, and a run of it inside becomes one space.
///
/// # Examples
///
/// ```
/// assert_eq!(gazetag::fold("São  Paulo"), "sao paulo");
/// assert_eq!(gazetag::fold("КУРСК"), gazetag::fold("Курск"));
/// ```
///
/// # Complexity
///
/// Linear in the length of the name.
#[must_use]
pub fn fold(name: &str) -> String {
    lexicon::text::fold::fold(name)
}

/// The README's snippets, compiled and run as the documentation's are.
#[cfg(all(doctest, feature = "builtin"))]
#[doc = include_str!("../README.md")]
struct Readme;
