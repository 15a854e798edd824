//! Finds the countries, regions, cities, places, people and organizations that a text names, and
//! links each to an entity with identifiers, coordinates, a score and the reasons for it.
//!
//! gazetag is a dictionary-based entity tagger and geoparser. It compiles tables of names, its own
//! or yours, finds every place where one of them stands in a text, and lets evidence in the text
//! decide which entity is meant. There is no model, no server and no network.
//!
//! # Words
//!
//! | word | meaning |
//! |---|---|
//! | entity | a thing of the world with an id and a [`Kind`], such as a city or a person |
//! | name | a spelling of an entity, with language, [`Form`] and [`CaseRule`] |
//! | table | a CSV file of entities, names, cues or the like |
//! | cue | a word that shows the kind of the name beside it: "wilayah", "Oblast", "President" |
//! | [`Gazetteer`] | entities and names, read from tables and checked |
//! | [`Dictionary`] | a gazetteer compiled for matching |
//! | layer | one of the dictionaries of an [`Annotator`]; higher layers win |
//! | hit | a place in a text where a name stands as whole words; hits may nest and overlap |
//! | candidate | an entity that a hit may mean, with evidence and a score |
//! | evidence | a [`Reason`] for or against a candidate, with a weight in log-odds |
//! | mention | a hit that survived, with its kind, its candidates, a score and the evidence |
//! | span | a byte range of the text: [`Span`] |
//!
//! # Annotating text
//!
#![cfg_attr(feature = "builtin", doc = "```")]
#![cfg_attr(not(feature = "builtin"), doc = "```ignore")]
//! let text = "Presiden Belarusia Alexander Lukashenko mengerahkan pasukan.";
//! for mention in &gazetag::annotate(text) {
//!     println!("{} {} {}", mention.span(), mention.kind(), mention.as_str());
//! }
//! // 9..18 country Belarusia
//! // 19..39 person Alexander Lukashenko
//! ```
//!
//! [`annotate`] uses the built-in tables, which are compiled when the crate is. If you know the
//! language of a text, say so: `annotate(Document::new(text).with_lang("id"))`. Otherwise frequent
//! words and letters decide, if the text has enough of them; [`Annotations::lang`] gives the
//! result. [`Document::with_country`] says where a text was written, so that "Richmond" is the one
//! there.
//!
//! # Entities, candidates, evidence, coordinates
//!
//! A [`Mention`] gives the likeliest entity, every other candidate, and the reasons for each:
//!
#![cfg_attr(feature = "builtin", doc = "```")]
#![cfg_attr(not(feature = "builtin"), doc = "```ignore")]
//! let annotations = gazetag::annotate("Serangan ke Kursk dimulai seminggu yang lalu.");
//! let kursk = annotations.first().unwrap();
//!
//! // Coordinates are degrees of WGS 84. Most people and organizations have none; a country has
//! // GeoNames' point, about the middle of the map.
//! let point = kursk.entity().unwrap().point().unwrap();
//! println!("{} at {:.2}, {:.2}", kursk.as_str(), point.lat, point.lon);
//!
//! for candidate in kursk.candidates() {
//!     let entity = candidate.entity().unwrap();
//!     println!("{:.2} {} {}", candidate.score(), entity.kind(), entity.id());
//!     for evidence in candidate.evidence() {
//!         println!("    {evidence}"); // +0.9 population or fame
//!     }
//! }
//! assert!(kursk.candidates().any(|candidate| candidate.entity().unwrap().id() == "RU-KRS"));
//!
//! // Evidence has a reason, the words of the text it rests on, and a weight.
//! assert!(kursk.evidence().iter().any(|evidence| evidence.weight() > 0.0));
//! assert_eq!(annotations.focus().countries()[0].entity().id(), "RU");
//! ```
//!
//! A score is the probability, from 0 to 1, that the candidate is meant; the scores of a hit add up
//! to at most 1, as it may be no name at all. [`Annotations::focus`] ranks the countries, regions
//! and cities that a text is about. [`Annotator::explain`] also gives the hits that were rejected,
//! with the reason. A name that is in no table may be a mention too, with a kind but without an
//! entity.
//!
//! A mention borrows only the text and the annotator, and so outlives the [`Annotations`].
//! [`Mention::to_record`] and [`Annotations::into_owned`] give records to keep, and `serde` writes
//! both. Spans count bytes; [`Span::chars`], [`Span::utf16`] and [`Offsets`] convert them.
//!
//! # Your own names
//!
//! Names come from tables, or one by one from a database or the program:
//!
//! ```
//! use gazetag::{Annotator, Gazetteer, Kind, NewEntity, NewName, Overlaps, Point};
//!
//! let ngos = "id,name,country\nwalhi,Wahana Lingkungan Hidup Indonesia,ID\n";
//! let names = "id,lang,name,form,case\nwalhi,id,Walhi,short,\n";
//! let camp = NewEntity::new(Kind::Place, "my:camp", "Camp Seven")
//!     .country("RU")
//!     .point(Point { lat: 51.2, lon: 35.3 });
//! let gazetteer = Gazetteer::builder()
//!     .table(Kind::Organization, ngos.as_bytes())?
//!     .names(names.as_bytes())?
//!     .entity(camp)?
//!     .name(NewName::new("my:camp", "Kamp Tujuh").lang("id"))?
//!     .build()?;
//! let annotator = Annotator::builder().overlaps(Overlaps::Longest).build(gazetteer)?;
//!
//! let annotations = annotator.annotate("Direktur Walhi menolak Kamp Tujuh.");
//! let ids: Vec<_> = annotations.iter().map(|mention| mention.entity().unwrap().id()).collect();
//! assert_eq!(ids, ["walhi", "my:camp"]);
//! # Ok::<(), gazetag::Error>(())
//! ```
//!
//! An [`Annotator`] does not change once it is built, and threads can share it.
//!
//! # Layers
//!
//! [`Annotator::with_tables`] adds your tables as a layer on top of others without compiling these
//! again: `Annotator::builtin()` with your tables takes only the time that yours need.
//! [`Annotator::with_layer`] adds another annotator, such as a compiled dictionary. Where layers
//! disagree about a name or an id, the higher one wins; otherwise they work as one. A
//! [`LiveAnnotator`] adds and removes names while other threads annotate.
//!
//! # Many texts
//!
//! [`Annotator::annotate_with`] reuses memory from text to text, and allocates nothing once that
//! has grown. `Annotator::annotate_par` (feature `rayon`) uses all threads.
//!
//! # Compiled dictionaries
//!
//! [`Annotator::write`], or `gazetag compile`, saves a dictionary to a file. [`Annotator::open`]
//! uses the file in place: nothing is parsed or computed again. The file is the same on every
//! machine. A file that is cut off, damaged or of another kind is an [`Error`], and so is one from
//! a version of this crate that computes something else. A file made to do harm can give wrong
//! answers, but cannot cause undefined behaviour or a panic.
//!
//! # How a text becomes mentions
//!
//! 1. **Find.** The [`hits`](Dictionary::hits) are all whole words where a name stands, nested and
//!    overlapping ones too. Words are compared folded, so case, accents and kinds of apostrophe do
//!    not count; a name's [`CaseRule`] says which capitals it needs.
//! 2. **Select.** [`Overlaps`] says which of overlapping hits survive.
//! 3. **Weigh.** Each candidate gathers evidence: how well known it is, cues beside the name ("kota
//!    Mozyr"), neighbours ("Paris, Texas"), which countries, regions and entities the document
//!    names, and whether the name is an ordinary word.
//! 4. **Decide.** Evidence becomes probabilities. Hits that are more likely no names are dropped.
//! 5. **Find names in no table**, in scripts with capitals, by their form and neighbours: people by
//!    a given name or a title, organizations and places by the word they begin or end with,
//!    abbreviations by the brackets that explain them, family names of people named in full
//!    elsewhere.
//! 6. **Extend** mentions over endings behind a mark, as in "Türkiye'nin".
//!
//! The weights are in `data/weights.csv` and were learned from marked texts. `docs/walk.md` follows
//! one name through the files of this crate.
//!
//! # How fast
//!
//! Vector instructions look for the beginnings of words, 64 bytes of text at a time; where a name
//! may begin, an [`Engine`] walks it. When a dictionary is made or opened, it chooses the best
//! instructions of the machine, or those that the environment variable `GAZETAG_SIMD` asks for:
//! `avx2` or `sse2` on x86-64, `neon` on AArch64, `portable` anywhere. An unknown or unsupported
//! value is ignored. All levels find the same hits.
//!
//! # Long texts
//!
//! A text of up to 256 KiB is weighed as a whole. A longer one is read in parts of about 64 KiB,
//! each weighed by itself: evidence in one part does not count in another. A part ends at the end
//! of a line or, if there is none, at a space or another edge of a word, and never inside a name
//! that a table has. So time grows linearly with the length of a text, and memory with its
//! mentions.
//!
//! If a name in your tables has very many entities, the 256 with the most inhabitants, or the best
//! known, are candidates.
//!
//! # What fails
//!
//! Reading tables, adding entities and building may fail, with an [`Error`] that gives the table,
//! line and column, or the entity. Opening a compiled dictionary may fail, with an error that names
//! the file. Annotating never fails and never panics, on any `&str`.
//!
//! # Features
//!
//! - `builtin` (default): embeds the compiled tables of `data/`, which adds 65 MB to a binary.
//!   Without it, bring your own tables.
//! - `formats`: writes what is found as GeoJSON, CSV and TSV, and in the formats of spaCy, doccano,
//!   Label Studio, brat, CoNLL, Web Annotation and TEI: see [`output`].
//! - `mmap`: maps compiled dictionaries into memory instead of reading them.
//! - `rayon`: annotates many documents on several threads.
//! - `import`: turns GeoNames, Wikidata, JRC-Names, spaCy patterns, CSV and plain lists into
//!   tables.
//! - `cli`: the `gazetag` command.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![warn(clippy::too_many_lines)]

mod annotator;
pub mod evaluate;
#[cfg(feature = "import")]
pub mod import;
mod layers;
mod lexicon;
mod mended;
pub mod output;
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
/// let text = "Kiev mengatakan bahwa serangannya ke wilayah Kursk berlanjut.";
/// let annotations = gazetag::annotate(text);
/// let id = |mention: gazetag::Mention| mention.entity().unwrap().id().to_string();
/// let ids: Vec<_> = annotations.iter().map(id).collect();
/// assert_eq!(ids, ["geonames:703448", "RU-KRS"]);
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

/// The snippets of the README and of `docs/`, compiled and run as those of the documentation are.
#[cfg(all(doctest, feature = "builtin"))]
mod pages {
    #[doc = include_str!("../README.md")]
    struct Readme;
    #[doc = include_str!("../docs/names.md")]
    struct Names;
    #[doc = include_str!("../docs/walk.md")]
    struct Walk;
}
