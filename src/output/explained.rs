//! Every decision about a text as plain rows.

use crate::{
    annotator::{Annotations, Candidate, record::thousandths},
    lexicon::{
        gazetteer::{Entity, Name},
        model::{Form, Kind},
        span::{Offsets, Span, Unit},
    },
    resolve::Rejection,
};
use serde::Serialize;

/// A place in a text where a name stands: a mention, or why it is none. What is not known is left
/// out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ExplainedRecord<'a> {
    /// Where it begins, in the unit asked for.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// Its text.
    pub text: &'a str,
    /// Why it is no mention: a word of [`Rejection`](crate::Rejection).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejected: Option<&'static str>,
    /// What covers some of its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overlapped_by: Option<&'a str>,
    /// What it may mean, likeliest first.
    pub candidates: Vec<CandidateRecord<'a>>,
}

/// One thing that a name may mean.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CandidateRecord<'a> {
    /// What sort of thing it is.
    pub kind: Kind,
    /// Id of the entity, if a table has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<&'a str>,
    /// Name of the entity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
    /// What sort of name stands there, if a table has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
    /// ISO 3166-1 alpha-2 code of its country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<&'a str>,
    /// Latitude in degrees, WGS 84.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Longitude in degrees, WGS 84.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// Probability from 0 to 1, rounded to three decimals.
    pub score: f64,
    /// What speaks for and against it, strongest first.
    pub evidence: Vec<EvidenceRecord<'a>>,
}

/// One reason for or against.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EvidenceRecord<'a> {
    /// The word for it: [`Reason::as_str`](crate::Reason::as_str).
    pub reason: &'static str,
    /// The same for people to read.
    pub shown: String,
    /// The words it speaks of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<&'a str>,
    /// How much it counts, in log-odds, rounded to three decimals.
    pub weight: f64,
}

impl<'a> CandidateRecord<'a> {
    fn new(candidate: Candidate<'a, 'a>) -> CandidateRecord<'a> {
        let evidence = candidate.evidence().into_iter().map(|evidence| EvidenceRecord {
            reason: evidence.reason().as_str(),
            shown: evidence.description(),
            words: evidence.words(),
            weight: thousandths(evidence.weight()),
        });
        let entity = candidate.entity();
        let point = entity.and_then(Entity::point);
        CandidateRecord {
            kind: candidate.kind(),
            entity: entity.map(Entity::id),
            name: entity.map(Entity::name),
            form: candidate.name().map(Name::form),
            country: entity.and_then(Entity::country),
            lat: point.map(|point| point.lat),
            lon: point.map(|point| point.lon),
            score: thousandths(candidate.score()),
            evidence: evidence.collect(),
        }
    }
}

/// All mentions of `annotations` that [`Annotator::explain`](crate::Annotator::explain) made, and
/// all that was rejected, in text order, with positions counted in `unit`.
pub fn explained<'a>(
    annotations: &Annotations<'a, 'a>,
    unit: Unit,
) -> impl Iterator<Item = ExplainedRecord<'a>> {
    let text = annotations.text();
    let mentions = annotations.iter().map(|mention| {
        (mention.span(), None, mention.candidates().map(CandidateRecord::new).collect())
    });
    let rejected = annotations.rejected().map(|rejected| {
        let candidates = rejected.candidates().map(CandidateRecord::new).collect();
        (rejected.span(), Some(rejected.why()), candidates)
    });
    let mut all: Vec<(Span, Option<Rejection>, Vec<CandidateRecord<'a>>)> =
        mentions.chain(rejected).collect();
    all.sort_by_key(|&(span, why, _)| (span, why.is_some()));
    let mut offsets = Offsets::new(text, unit);
    all.into_iter().map(move |(span, why, candidates)| {
        let range = offsets.range(span);
        let overlapped_by = match why {
            Some(Rejection::Overlapped(by)) => Some(&text[by.range()]),
            _ => None,
        };
        ExplainedRecord {
            start: range.start,
            end: range.end,
            text: &text[span.range()],
            rejected: why.map(Rejection::as_str),
            overlapped_by,
            candidates,
        }
    })
}
