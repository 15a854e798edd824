//! What must be true of the annotations of any text, however they were made.

use crate::{
    composed::{Choices, spans},
    unicode::{self, FORMAT, MARK, SPACELESS, WORD},
};
use gazetag::{
    Annotations, Annotator, Candidate, Case, Demonyms, Document, FocusPlace, Gazetteer, Kind,
    Overlaps, Rejected, Scratch, Span, Spotted, Unit, output,
};
use std::{cell::RefCell, sync::LazyLock};

/// What is wrong with a text: which oracle says so, and what it saw.
pub type Fault = String;

/// Names on top of the built-in tables, with ids and names of these among them.
const LAYER: &str = "id,name,country
my:afc,AFC,JP
my:lyon,Lyon 2,FR
my:a,A,
my:mark,A\u{301}b,
my:han,北京市,CN
my:dots,A.B.C.,US
geonames:2988507,Parigi,FR
my:smith,John Smith,GB
";

/// An annotator, and how it was set.
pub struct Subject {
    pub name: &'static str,
    pub annotator: Annotator,
    overlaps: Overlaps,
    kinds: &'static [Kind],
}

/// Every setting that makes a difference.
pub static SUBJECTS: LazyLock<Vec<Subject>> = LazyLock::new(|| {
    use {Case::*, Demonyms::*};
    const FEW: &[Kind] = &[Kind::City, Kind::Person];
    [
        ("usual", Overlaps::Longest, Respect, Leave, Kind::ALL.as_slice(), false),
        ("overlaps", Overlaps::All, Respect, Leave, Kind::ALL.as_slice(), false),
        ("any case", Overlaps::Longest, Ignore, Leave, Kind::ALL.as_slice(), false),
        ("everything", Overlaps::All, Ignore, Keep, Kind::ALL.as_slice(), true),
        ("demonyms", Overlaps::Longest, Respect, Keep, Kind::ALL.as_slice(), false),
        ("cities and people", Overlaps::Longest, Respect, Leave, FEW, false),
        ("layers", Overlaps::Longest, Respect, Leave, Kind::ALL.as_slice(), true),
        ("layers and overlaps", Overlaps::All, Respect, Keep, Kind::ALL.as_slice(), true),
    ]
    .map(|(name, overlaps, case, demonyms, kinds, layer)| {
        let settings = Annotator::builder().overlaps(overlaps).case(case).demonyms(demonyms);
        let annotator = settings.kinds(kinds.iter().copied()).builtin();
        let annotator = if layer { with_layer(annotator) } else { annotator };
        Subject { name, annotator, overlaps, kinds }
    })
    .into()
});

fn with_layer(annotator: Annotator) -> Annotator {
    let tables = Gazetteer::builder().table(Kind::Organization, LAYER.as_bytes());
    tables.and_then(|tables| annotator.with_tables(tables)).expect("the layer is sound")
}

const LANGS: &[Option<&str>] = &[
    None,
    None,
    None,
    Some("en"),
    Some("id"),
    Some("ru"),
    Some("ar"),
    Some("ja"),
    Some("zh"),
    Some("de"),
    Some("pl"),
    Some("tr"),
    Some("pt_BR"),
    Some("xx"),
    Some(""),
];
const COUNTRIES: &[Option<&str>] =
    &[None, None, None, Some("US"), Some("ID"), Some("RU"), Some("ZZ"), Some("")];

/// A longer text is read in parts, in bytes.
const WEIGHED_AS_A_WHOLE: usize = 256 << 10;

thread_local! {
    /// Used by one text after the other.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// A way to annotate: a setting, a language and a country.
#[derive(Clone, Copy)]
pub struct Way {
    pub subject: &'static Subject,
    pub lang: Option<&'static str>,
    pub country: Option<&'static str>,
}

impl Way {
    pub fn new(choices: &mut Choices<'_>) -> Way {
        Way {
            subject: choices.one(&SUBJECTS),
            lang: *choices.one(LANGS),
            country: *choices.one(COUNTRIES),
        }
    }

    fn document<'t>(&self, text: &'t str) -> Document<'t> {
        let document = Document::new(text);
        let document = self.lang.map_or(document, |lang| document.with_lang(lang));
        self.country.map_or(document, |country| document.with_country(country))
    }

    /// Annotates a text in every way there is.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self, text: &str, choices: &mut Choices<'_>) -> Result<(), Fault> {
        let annotator = &self.subject.annotator;
        let document = self.document(text);
        let fresh = annotator.annotate(document);
        self.is_sound(&fresh)?;
        let found = described(&fresh);

        SCRATCH.with_borrow_mut(|scratch| {
            let reused = annotator.annotate_with(scratch, document);
            same("scratch used again", &found, &described(&reused))?;
            annotator.annotate_with(scratch, &text[text.floor_char_boundary(text.len() / 2)..]);
            same("kept from a scratch", &found, &described(&reused))
        })?;
        has_focus(&fresh)?;
        let explained = annotator.explain(document);
        same("explain", &found, &described(&explained))?;
        explained.rejected().try_for_each(|rejected| is_rejected(text, rejected))?;
        read_back(&fresh, &explained)?;
        self.in_a_batch(text, &found)?;
        self.among_paragraphs(text, found)?;
        self.resolved(text, choices)
    }

    fn is_sound(&self, annotations: &Annotations<'_, '_>) -> Result<(), Fault> {
        let text = annotations.text();
        let mut last = Span::new(0, 0);
        for mention in annotations.iter() {
            let span = mention.span();
            is_span(text, span)?;
            claim(has_edges(text, span), "edges", || format!("{mention:?}"))?;
            claim(last <= span, "order", || format!("{last:?} before {mention:?}"))?;
            let apart =
                last.is_empty() || last.end <= span.start || self.subject.overlaps == Overlaps::All;
            claim(apart, "overlap", || format!("{last:?} and {mention:?}"))?;
            claim(self.subject.kinds.contains(&mention.kind()), "kinds", || {
                format!("{mention:?}")
            })?;
            are_candidates(mention.candidates())?;
            last = span;
        }
        claim(annotations.len() == annotations.iter().count(), "len", || {
            annotations.len().to_string()
        })
    }

    /// A document alone is annotated as it is among others.
    #[cfg(feature = "rayon")]
    fn in_a_batch(&self, text: &str, found: &[Described<'_>]) -> Result<(), Fault> {
        let half = text.floor_char_boundary(text.len() / 2);
        let texts = [&text[..half], text, &text[half..], "", text];
        let documents = texts.map(|text| self.document(text));
        let all = self
            .subject
            .annotator
            .annotate_par(&documents, |annotations| format!("{:?}", described(&annotations)));
        let found = format!("{found:?}");
        claim(all[1] == found && all[4] == found, "batch", || {
            format!("{} or {}, alone {found}", all[1], all[4])
        })
    }

    #[cfg(not(feature = "rayon"))]
    fn in_a_batch(&self, _: &str, _: &[Described<'_>]) -> Result<(), Fault> {
        Ok(())
    }

    /// Paragraphs that name nothing change nothing in the others, if the language is given, as they
    /// may speak for one, the text has a capital, without which it may be read as one that has none,
    /// and it is not so long that it is read in parts. What they name may well change it, as all
    /// names of a document do.
    fn among_paragraphs(&self, text: &str, found: Vec<Described<'_>>) -> Result<(), Fault> {
        const UNRELATED: &str = "xqzv kwjx, xqzv kwjx.";
        let whole = format!("{UNRELATED}\n\n{text}\n\n{UNRELATED}");
        let has_capital = text.contains(char::is_uppercase);
        if self.lang.is_none() || !has_capital || whole.len() > WEIGHED_AS_A_WHOLE {
            return Ok(());
        }
        let annotations = self.subject.annotator.annotate(self.document(&whole));
        let start = UNRELATED.len() + 2;
        let moved: Vec<_> = found
            .into_iter()
            .map(|Described { span, candidates }| {
                let span = Span::new(span.start + start, span.end + start);
                Described { span, candidates }
            })
            .collect();
        same("among paragraphs", &moved, &described(&annotations))
    }

    /// Names that somebody else found come back as they were given.
    fn resolved(&self, text: &str, choices: &mut Choices<'_>) -> Result<(), Fault> {
        let names: Vec<Span> =
            spans(text, choices).into_iter().map(|(start, end)| Span::new(start, end)).collect();
        let spotted: Vec<Spotted> = names.iter().copied().map(Spotted::from).collect();
        let resolved = self
            .subject
            .annotator
            .resolve(self.document(text), &spotted)
            .map_err(|error| format!("resolve: {error}"))?;
        let back: Vec<Span> = resolved.iter().map(|mention| mention.span()).collect();
        claim(back == names, "resolve", || format!("{names:?} came back as {back:?}"))?;
        resolved.iter().try_for_each(|mention| are_candidates(mention.candidates()))
    }
}

/// A mention and all it may mean, with scores in full.
#[derive(Debug, PartialEq)]
struct Described<'a> {
    span: Span,
    candidates: Vec<(Kind, Option<&'a str>, f32, usize)>,
}

fn described<'a>(annotations: &Annotations<'a, 'a>) -> Vec<Described<'a>> {
    let candidate = |candidate: Candidate<'a, 'a>| {
        let entity = candidate.entity().map(|entity| entity.id());
        (candidate.kind(), entity, candidate.score(), candidate.evidence().len())
    };
    let described = annotations.iter().map(|mention| Described {
        span: mention.span(),
        candidates: mention.candidates().map(candidate).collect(),
    });
    described.collect()
}

fn claim(holds: bool, oracle: &str, seen: impl FnOnce() -> String) -> Result<(), Fault> {
    if holds { Ok(()) } else { Err(format!("{oracle}: {}", seen())) }
}

fn same(oracle: &str, one: &[Described<'_>], other: &[Described<'_>]) -> Result<(), Fault> {
    claim(one == other, oracle, || {
        let differs = one.iter().zip(other).find(|(one, other)| one != other);
        format!("{} and {} mentions, the first that differ: {differs:?}", one.len(), other.len())
    })
}

fn is_span(text: &str, span: Span) -> Result<(), Fault> {
    let is = span.start < span.end && text.get(span.range()).is_some();
    claim(is, "span", || format!("{span:?}"))
}

/// Scores are probabilities, the likeliest first.
fn are_candidates<'a>(candidates: impl Iterator<Item = Candidate<'a, 'a>>) -> Result<(), Fault> {
    const ROUNDING: f32 = 1e-4;
    let (mut sum, mut last) = (0.0, 1.0 + ROUNDING);
    for candidate in candidates {
        let score = candidate.score();
        claim((0.0..=1.0).contains(&score), "score", || format!("{candidate:?}: {score}"))?;
        claim(score <= last, "likeliest first", || format!("{candidate:?} behind {last}"))?;
        let finite = candidate.evidence().iter().all(|evidence| evidence.weight().is_finite());
        claim(finite, "weight", || format!("{:?}", candidate.evidence()))?;
        sum += score;
        last = score;
    }
    claim(sum <= 1.0 + ROUNDING, "sum of scores", || format!("{sum}"))?;
    claim(last <= 1.0, "no candidates", String::new)
}

fn is_rejected(text: &str, rejected: Rejected<'_, '_>) -> Result<(), Fault> {
    is_span(text, rejected.span())?;
    if let gazetag::Rejection::Overlapped(by) = rejected.why() {
        is_span(text, by)?;
        claim(by.overlaps(rejected.span()), "overlapped by", || format!("{rejected:?}, {by:?}"))?;
    }
    are_candidates(rejected.candidates())
}

/// The shares of places add up to all mentions of places at most.
fn has_focus(annotations: &Annotations<'_, '_>) -> Result<(), Fault> {
    const ROUNDING: f32 = 1e-3;
    let focus = annotations.focus();
    for places in [focus.countries(), focus.regions(), focus.cities()] {
        let shares: Vec<f32> = places.iter().map(FocusPlace::share).collect();
        let sound = shares.iter().all(|share| (0.0..=1.0).contains(share))
            && shares.is_sorted_by(|one, next| one >= next);
        claim(sound && shares.iter().sum::<f32>() <= 1.0 + ROUNDING, "focus", || {
            format!("{shares:?}")
        })?;
        claim(places.iter().all(|place| !place.mentions().is_empty()), "focus", || {
            format!("{places:?}")
        })?;
    }
    Ok(())
}

/// What is written as JSON reads back, and its offsets give the same slices of the text.
fn read_back(
    annotations: &Annotations<'_, '_>,
    explained: &Annotations<'_, '_>,
) -> Result<(), Fault> {
    let text = annotations.text();
    let utf16: Vec<u16> = text.encode_utf16().collect();
    let chars: Vec<char> = text.chars().collect();
    for unit in [Unit::Bytes, Unit::Chars, Unit::Utf16] {
        let slice = |start, end| match unit {
            Unit::Chars => Some(chars.get(start..end)?.iter().collect()),
            Unit::Utf16 => String::from_utf16(utf16.get(start..end)?).ok(),
            _ => text.get(start..end).map(str::to_owned),
        };
        let json = serde_json::to_string(&output::records(annotations, unit).collect::<Vec<_>>());
        let serialized = serde_json::to_string(annotations).ok();
        claim(
            unit != Unit::Bytes || serialized.as_ref() == json.as_ref().ok(),
            "serialized",
            || format!("{serialized:?}"),
        )?;
        rows_fit(json, annotations.len(), slice)?;
        let json = serde_json::to_string(&output::explained(explained, unit).collect::<Vec<_>>());
        rows_fit(json, explained.len() + explained.rejected().count(), slice)?;
    }
    Ok(())
}

fn rows_fit(
    json: serde_json::Result<String>,
    count: usize,
    slice: impl Fn(usize, usize) -> Option<String>,
) -> Result<(), Fault> {
    let json = json.map_err(|error| format!("JSON: {error}"))?;
    let rows: Vec<serde_json::Value> =
        serde_json::from_str(&json).map_err(|error| format!("JSON: {error} in {json}"))?;
    claim(rows.len() == count, "rows of JSON", || format!("{} of {count}", rows.len()))?;
    for row in rows {
        let number = |key: &str| row[key].as_u64().and_then(|number| usize::try_from(number).ok());
        let found = number("start").zip(number("end")).and_then(|(start, end)| slice(start, end));
        claim(found.is_some() && found.as_deref() == row["text"].as_str(), "JSON slice", || {
            row.to_string()
        })?;
    }
    Ok(())
}

/// The classes of all characters.
static CLASSES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    (0..=u32::from(char::MAX)).map(|c| char::from_u32(c).map_or(0, unicode::class)).collect()
});

/// Whether a span begins and ends between words, or beside a letter of a script without spaces, and
/// never before a mark.
fn has_edges(text: &str, span: Span) -> bool {
    is_edge(text, span.start) && is_edge(text, span.end)
}

fn is_edge(text: &str, at: usize) -> bool {
    let class = |c: char| CLASSES[c as usize];
    let is_word = |c: char| class(c) & (WORD | SPACELESS) == WORD;
    if at == 0 || at == text.len() {
        return true;
    }
    let (before, behind) = text.split_at(at);
    let right = behind.chars().find(|&c| class(c) & FORMAT == 0);
    let left = before.chars().rev().find(|&c| class(c) & (FORMAT | MARK) == 0);
    let inside = left.is_some_and(is_word) && right.is_some_and(is_word);
    !inside && right.is_none_or(|c| class(c) & MARK == 0)
}
