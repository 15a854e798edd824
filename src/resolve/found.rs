//! The answer: the mentions of a document and nothing else, as it may be kept for long.

use super::{
    Reading, Rejection, Resolution, Workspace,
    evidence::{Chain, Evidence, Log, Note},
};
use crate::{
    lexicon::{model::Kind, scratch::trim},
    mended::Edits,
};
use std::sync::OnceLock;

/// The mentions of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    pub mentions: Vec<Resolution>,
    /// Hits that became no mentions, if the caller asks for them.
    pub rejected: Vec<(Resolution, Rejection)>,
    candidates: Vec<Candidate>,
    evidence: Notes,
    /// Where the text differs from what was read. All places are those of what was read.
    pub edits: Edits,
}

/// The evidence of all candidates.
#[derive(Clone, Debug)]
enum Notes {
    /// With words counted from the beginning of their mention.
    Kept(Vec<Note>),
    /// The same mentions with evidence, once somebody has asked for it.
    Later(OnceLock<Box<Found>>),
}

impl Default for Notes {
    fn default() -> Notes {
        Notes::Later(OnceLock::new())
    }
}

/// One thing that a mention may mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub kind: Kind,
    /// The number of the entity, if a table has it.
    pub entity: Option<u32>,
    /// The number of the name that stands there or is a form of what does.
    pub name: Option<u32>,
    /// Probability that it is meant.
    pub score: f32,
    /// Where its evidence begins among that of all candidates, and how much there is.
    first: u32,
    len: u16,
}

impl Found {
    pub(crate) fn clear(&mut self) {
        let Found { mentions, rejected, candidates, evidence, edits } = self;
        mentions.clear();
        rejected.clear();
        candidates.clear();
        *evidence = Notes::default();
        edits.clear();
    }

    /// Gives back the memory of a document with many names.
    pub(crate) fn trim(&mut self) {
        let Found { mentions, rejected, candidates, evidence: _, edits } = self;
        trim(mentions);
        trim(rejected);
        trim(candidates);
        edits.trim();
    }

    /// Lets go of the memory that more mentions would take.
    pub(crate) fn shrink(&mut self) {
        let Found { mentions, rejected, candidates, evidence, edits } = self;
        mentions.shrink_to_fit();
        rejected.shrink_to_fit();
        candidates.shrink_to_fit();
        if let Notes::Kept(evidence) = evidence {
            evidence.shrink_to_fit();
        }
        edits.shrink();
    }

    /// Adds what was found in a part of the document, which stands behind those before.
    pub(crate) fn add(&mut self, part: &Workspace, recent: &mut Recent) {
        if part.log.is_asked_for() && matches!(self.evidence, Notes::Later(_)) {
            self.evidence = Notes::Kept(Vec::new());
        }
        for &mention in &part.resolutions {
            let mention = self.keep(part, mention, recent);
            self.mentions.push(mention);
        }
        for (rejected, why) in part.fates.iter() {
            let rejected = self.keep(part, rejected, recent);
            self.rejected.push((rejected, why));
        }
    }

    /// Keeps what a mention may mean, or finds that a recent one has it.
    fn keep(&mut self, part: &Workspace, mention: Resolution, recent: &mut Recent) -> Resolution {
        let readings = &part.readings[mention.range()];
        let anchor = mention.span.start;
        let slot = recent.slot(readings);
        if !self.has(*slot, part, readings, anchor) {
            let first = self.candidates.len() as u32;
            for reading in readings {
                let (first, len) = self.keep_evidence(&part.log, reading.evidence, anchor);
                let &Reading { kind, entity, score, .. } = reading;
                self.candidates.push(Candidate {
                    kind,
                    entity,
                    name: reading.name(),
                    score,
                    first,
                    len,
                });
            }
            *slot = (first, self.candidates.len() as u32);
        }
        Resolution { span: mention.span, readings: *slot }
    }

    fn keep_evidence(&mut self, log: &Log, chain: Chain, anchor: usize) -> (u32, u16) {
        let Notes::Kept(evidence) = &mut self.evidence else { return (0, 0) };
        let first = evidence.len();
        evidence.extend(log.read(chain, anchor).take(u16::MAX.into()));
        (first as u32, (evidence.len() - first) as u16)
    }

    /// Whether the candidates in a range are these readings, for the same reasons.
    fn has(
        &self,
        (first, end): (u32, u32),
        part: &Workspace,
        readings: &[Reading],
        anchor: usize,
    ) -> bool {
        let candidates = &self.candidates[first as usize..end as usize];
        candidates.len() == readings.len()
            && candidates.iter().zip(readings).all(|(kept, reading)| {
                let kept_key = (kept.kind, kept.entity, kept.name, kept.score);
                kept_key == (reading.kind, reading.entity, reading.name(), reading.score)
                    && part
                        .log
                        .read(reading.evidence, anchor)
                        .eq(self.evidence_of(kept).iter().copied())
            })
    }

    fn evidence_of(&self, candidate: &Candidate) -> &[Note] {
        let Notes::Kept(evidence) = &self.evidence else { return &[] };
        let first = candidate.first as usize;
        &evidence[first..first + usize::from(candidate.len)]
    }

    /// Number `at` of the candidates of all mentions; a mention has the range of those it may mean,
    /// likeliest first.
    pub(crate) fn candidate(&self, at: usize) -> Candidate {
        self.candidates[at]
    }

    /// The same with evidence, which `find` finds if none was kept.
    pub(crate) fn explained(&self, find: impl FnOnce() -> Found) -> &Found {
        match &self.evidence {
            Notes::Kept(_) => self,
            Notes::Later(explained) => explained.get_or_init(|| Box::new(find())),
        }
    }

    /// The evidence for and against a candidate of a mention that begins at `start`, strongest
    /// first.
    pub(crate) fn evidence<'t>(
        &self,
        candidate: &Candidate,
        start: usize,
        text: &'t str,
    ) -> Vec<Evidence<'t>> {
        let mut evidence: Vec<_> = self
            .evidence_of(candidate)
            .iter()
            .map(|note| note.in_text(text, start, &self.edits))
            .collect();
        evidence.sort_by(|a, b| b.weight().abs().total_cmp(&a.weight().abs()));
        evidence
    }
}

/// Where the candidates of recent mentions of a document are kept. A name that stands again and
/// again mostly may mean the same for the same reasons, which then need be kept but once.
#[derive(Debug)]
pub(crate) struct Recent {
    slots: [(u32, u32); Recent::LEN],
    /// The slots that are in use.
    used: Vec<u16>,
}

impl Recent {
    const LEN: usize = 512;

    /// Forgets the last document.
    pub(crate) fn clear(&mut self) {
        self.used.drain(..).for_each(|at| self.slots[usize::from(at)] = (0, 0));
    }

    /// Where the last mention is kept that the same readings may belong to.
    fn slot(&mut self, readings: &[Reading]) -> &mut (u32, u32) {
        let key = |best: &Reading| {
            u64::from(best.name().unwrap_or(u32::MAX)) << 32 | u64::from(best.score.to_bits())
        };
        let hash = (readings.first().map_or(0, key) ^ readings.len() as u64)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let at = (hash >> 55) as usize;
        if self.slots[at] == (0, 0) {
            self.used.push(at as u16);
        }
        &mut self.slots[at]
    }
}

impl Default for Recent {
    fn default() -> Recent {
        Recent { slots: [(0, 0); Recent::LEN], used: Vec::new() }
    }
}
