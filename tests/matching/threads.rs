//! Public types can be sent to another thread and shared with it, and are sound after a panic.

use gazetag::*;
use std::{
    collections::BTreeSet,
    panic::{RefUnwindSafe, UnwindSafe},
};

fn sent_and_shared<T: Send + Sync>() {}
/// Has readers or functions of the caller's, which may belong to one thread: a locked standard
/// input does.
#[cfg(any(feature = "import", feature = "formats"))]
fn stays<T>() {}

fn sound_after_a_panic<T: UnwindSafe + RefUnwindSafe>() {}

/// Types, their names up to the lifetimes, and a call for each that compiles only if it holds.
macro_rules! hold {
    ($check:ident: $($kind:ty),* $(,)?) => {{
        $($check::<$kind>();)*
        [$(stringify!($kind)),*].map(|name| {
            let path = name.split('<').next().unwrap();
            path.rsplit("::").next().unwrap().trim().to_owned()
        })
    }};
}

/// What the crate has with all features, but for the readers of other formats.
macro_rules! for_all {
    ($check:ident) => {
        hold!($check:
            Annotations<'static, 'static>, Annotator, AnnotatorBuilder, Bytes,
            Candidate<'static, 'static>, Case, CaseRule, Demonyms, Dictionary, Document<'static>,
            Engine, Entity<'static>, ErrorKind, Evidence<'static>, Focus<'static, 'static>,
            FocusPlace<'static, 'static>, Form, Gazetteer, Hit, Kind, LiveAnnotator,
            Mention<'static, 'static>, Mentions<'static, 'static>, Name<'static>, NewEntity,
            NewName, Offsets<'static>, Overlaps, Point, Reason, Rejected<'static, 'static>,
            Rejection, Scratch, Span, Spotted, Unit, UnknownKind,
            evaluate::Accuracy, evaluate::CountryFigures, evaluate::Evaluation, evaluate::Figures,
            evaluate::Group, evaluate::GroupFigures, evaluate::Marked<'static>,
            evaluate::PlaceFigures, evaluate::Report, evaluate::ScoreBin, evaluate::ScoreFigures,
            output::CandidateRecord<'static>, output::EvidenceRecord<'static>,
            output::ExplainedRecord<'static>, output::MentionRecord<'static>,
        )
    };
}

#[test]
fn every_type_can_be_sent_and_shared() {
    let mut held: BTreeSet<String> = for_all!(sent_and_shared).into();
    held.extend(hold!(sent_and_shared: Changes, Error, GazetteerBuilder));
    #[cfg(feature = "import")]
    {
        use import::*;
        held.extend(hold!(sent_and_shared:
            Malformed, Progress<'static>, Report, delimited::Field, delimited::Options,
            delimited::UnknownField, jrc::Options, lines::Options, spacy::Options,
            wikidata::Options,
        ));
        held.extend(hold!(stays: Import, Source, geonames::Options));
    }
    #[cfg(feature = "formats")]
    {
        use output::*;
        held.extend(hold!(sent_and_shared:
            Format, InvalidOption, Origin<'static>, Per, Rendered, Style, Value<'static>,
        ));
        held.extend(hold!(stays: Writer));
    }
    #[cfg(all(feature = "import", feature = "formats"))]
    assert_eq!(held, public_types(), "every `pub` type of src/ is in this test");
}

/// An [`Error`] may hold any other error, and a [`GazetteerBuilder`] an error of the sort.
#[test]
fn a_panic_leaves_no_type_broken() {
    let _ = for_all!(sound_after_a_panic);
}

/// The names of all types that `src/` declares with `pub`: others are `pub(crate)` or private.
#[cfg(all(feature = "import", feature = "formats"))]
fn public_types() -> BTreeSet<String> {
    let mut types = BTreeSet::new();
    let mut folders = vec![gazetag_tests::root().join("src")];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() && !path.ends_with("bin") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                types.extend(std::fs::read_to_string(path).unwrap().lines().filter_map(declared));
            }
        }
    }
    types
}

/// The name of the type that a line declares.
#[cfg(all(feature = "import", feature = "formats"))]
fn declared(line: &str) -> Option<String> {
    let rest = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "))?;
    Some(rest.split(|c: char| !c.is_alphanumeric()).next()?.to_owned())
}
