//! Evidence from a name and its neighbours in the text.

use super::{
    super::{Context, Log, Reading, Resolution, Workspace, evidence::Reason, weights::WEIGHTS},
    cues::{self, Cues, Pair},
    leading, line, name,
    name::{Name, Ordinary},
    neighbours::Neighbours,
    run,
};
use crate::{
    layers::Meaning,
    lexicon::{
        dictionary::{Case, CueHit, Hit, Hits, Sense},
        model::{CueSpan, Kind},
        span::Span,
        text::{class::Class, cut},
    },
};

/// How many hits ahead to ask for memory.
const HITS_AHEAD: usize = 4;

/// Gives every hit its readings, each with the evidence at the place.
pub(super) fn read(context: Context<'_, '_>, hits: &Hits, work: &mut Workspace) {
    let layers = context.layers;
    let mut cues = Cues::new(context, &hits.cues);
    let mut neighbours = Neighbours::new(layers.level(), context.text, hits);
    hits.names.iter().take(HITS_AHEAD).for_each(|hit| layers.prefetch(hit));
    let mut ahead = hits.names.iter().skip(HITS_AHEAD);
    // Names that several layers have at one place are read together.
    for names in hits.names.chunk_by(|a, b| a.span() == b.span()) {
        let here = Here::new(context, names[0].span(), hits, &mut cues, &mut neighbours);
        let first = work.readings.len();
        let has_rivals = here.add_readings(names, &mut ahead, work);
        here.weigh_together(has_rivals, &mut work.readings[first..], &mut work.log);
        let joined = cues::joined_head(
            context.text,
            here.span,
            here.cues(),
            &work.readings[first..],
            &mut work.log,
        );
        work.readings.extend(joined.filter(|joined| !hits.is_removed(joined.span)));
        let readings = (first as u32, work.readings.len() as u32);
        work.resolutions.push(Resolution { span: here.span, readings });
    }
}

/// A hit where it stands, and what its neighbours are.
struct Here<'d, 't, 'a> {
    context: Context<'d, 't>,
    span: Span,
    /// The text there.
    found: &'t str,
    /// Whether the caller says that it is a name.
    is_given: bool,
    /// The cues right before and right behind it.
    before: Pair<'a>,
    after: Pair<'a>,
    /// Whether it is a word of a longer name that no table has.
    is_joined: bool,
    /// The weight against the name because the run of letters goes on beside it.
    runs_on: f32,
    /// Whether it is a part of a compound, in Japanese.
    is_in_compound: bool,
}

impl<'d, 't, 'a> Here<'d, 't, 'a> {
    #[inline]
    fn new(
        context: Context<'d, 't>,
        span: Span,
        hits: &Hits,
        cues: &mut Cues<'a, 'd, 't>,
        neighbours: &mut Neighbours<'_>,
    ) -> Here<'d, 't, 'a> {
        let text = context.text;
        let (before, after) = cues.beside(span);
        let is_given = context.is_given(span);
        let is_plain = !is_given && !before.iter().chain(&after).any(Option::is_some);
        Here {
            context,
            span,
            found: cut::span(text, span),
            is_given,
            before,
            after,
            is_joined: !is_given && neighbours.are_joined_to(span),
            runs_on: if is_plain { run::weigh(text, span) } else { 0.0 },
            is_in_compound: is_plain && run::is_in_compound(text, span, &hits.names),
        }
    }

    /// The cues beside it, those before it first.
    fn cues(&self) -> impl Iterator<Item = &'a CueHit> {
        self.before.into_iter().chain(self.after).flatten()
    }

    /// Whether a word for a kind of place follows at once, in a script without spaces, where no
    /// ordinary word stands: "村山市".
    fn has_joined_head(&self) -> bool {
        let is_head = |cue: &&CueHit| {
            matches!(cue.kind, Kind::City | Kind::Region)
                && cue.belongs == CueSpan::In
                && cue.span.start == self.span.end
                && self.found.ends_with(|c| Class::of(c).is_spaceless())
        };
        self.after.iter().flatten().any(is_head)
    }

    /// Adds what the hits here may mean, each reading with the evidence that does not depend on the
    /// others. Returns whether some places have the name in the document's language, and others in
    /// another.
    #[inline]
    fn add_readings<'h>(
        &self,
        names: &'h [Hit],
        ahead: &mut impl Iterator<Item = &'h Hit>,
        work: &mut Workspace,
    ) -> bool {
        let layers = self.context.layers;
        let (mut own, mut foreign) = (false, false);
        let first = work.readings.len();
        // The greatest number of an entity so far: one with a greater is new. Most come in order.
        let mut greatest = None;
        // Whether a layer of a higher rank has the name, so that it means what that layer says.
        let (mut is_taken, mut is_named, mut rank) = (false, false, None);
        let is_surely_name = self.is_given || self.has_joined_head();
        for hit in names {
            let next = layers.rank(hit.pattern());
            is_taken |= rank.replace(next).is_some_and(|last| last != next) && is_named;
            ahead.next().inspect(|hit| layers.prefetch(hit));
            let ordinary =
                if is_surely_name { Ordinary::No } else { name::ordinary_word(self.context, hit) };
            for meaning in layers.senses(hit.pattern()).filter(|meaning| self.allows(meaning)) {
                if is_taken && !matches!(meaning.sense, Sense::LastWord(_)) {
                    continue;
                }
                is_named |= matches!(meaning.sense, Sense::Name(_));
                let entity = layers.entity_of(meaning);
                let is_foreign = layers.is_of_other_language(meaning, self.context.languages);
                let name = Name { meaning, is_foreign, ordinary };
                let reading = self.weigh_alone(name, entity, &mut work.log);
                *(if is_foreign { &mut foreign } else { &mut own }) |= reading.kind.is_place();
                if greatest < Some(entity) {
                    greatest = Some(entity);
                    work.readings.push(reading);
                } else {
                    keep_best(&mut work.readings, first, reading);
                }
            }
        }
        own && foreign
    }

    /// Whether a hit may mean this: it is a name, with capitals as the name asks for.
    #[inline]
    fn allows(&self, meaning: &Meaning<'_>) -> bool {
        !matches!(meaning.sense, Sense::Cue(_) | Sense::Part(_))
            && (self.is_given || self.context.case == Case::Ignore || meaning.allows(self.found))
    }

    /// The rules for one reading, whatever the others are.
    #[inline]
    fn weigh_alone(&self, name: Name<'_>, entity: u32, log: &mut Log) -> Reading {
        let layers = self.context.layers;
        let mut reading =
            Reading::new(layers.kind(entity), Some(entity), Some(name.meaning.sense), self.span);
        name::weigh(self.context, name, &mut reading, log);
        self.part_of_name(&mut reading, log);
        self.runs_on(&mut reading, log);
        self.in_compound(&mut reading, log);
        reading
    }

    /// A place may share its name with people and companies: a word with a capital beside it, as in
    /// "Paris Hilton", speaks against it.
    #[inline]
    fn part_of_name(&self, reading: &mut Reading, log: &mut Log) {
        if self.is_joined && reading.kind.is_local() {
            reading.add(log, Reason::PartOfName, WEIGHTS.part_of_name);
        }
    }

    /// A short name within a run of letters may be a part of two words: Thai "วา" in "ความ".
    #[inline]
    fn runs_on(&self, reading: &mut Reading, log: &mut Log) {
        if reading.kind.is_local() {
            reading.add(log, Reason::RunsOn, self.runs_on);
        }
    }

    /// A place may be the first part of a company's name: "日本製紙".
    #[inline]
    fn in_compound(&self, reading: &mut Reading, log: &mut Log) {
        if self.is_in_compound && reading.kind.is_place() {
            let is_local = reading.kind.is_local();
            let weight = if is_local { WEIGHTS.in_compound } else { WEIGHTS.country_in_compound };
            reading.add(log, Reason::PartOfName, weight);
        }
    }

    /// The rules that look at all readings of a hit together.
    #[inline]
    fn weigh_together(&self, has_rivals: bool, readings: &mut [Reading], log: &mut Log) {
        self.leading(readings, log);
        self.dateline(readings, log);
        if has_rivals {
            other_language_rival(readings, log);
        }
        for cue in self.cues() {
            cues::weigh(self.context, cue, readings, log);
        }
    }

    /// "in" before an ambiguous name favours its place readings. It cannot tell one place from
    /// another.
    fn leading(&self, readings: &mut [Reading], log: &mut Log) {
        let is_doubtful =
            |reading: &Reading| !reading.kind.is_place() || reading.evidence.is_ordinary();
        if !readings.iter().any(is_doubtful) {
            return;
        }
        let Some(word) = leading::find(self.context, self.span) else { return };
        for reading in readings {
            let is_last_word = matches!(reading.sense, Some(Sense::LastWord(_)));
            if reading.kind.is_place() {
                reading.add_beside(log, Reason::Leading, word, WEIGHTS.leading);
            } else if is_last_word && reading.evidence.is_ordinary() {
                // "in May" is the month, however often a Theresa May is named.
                reading.add_beside(log, Reason::Leading, word, WEIGHTS.leading_to_last_word);
            }
        }
    }

    /// Of several places of one name, a report was written in the best known unless it says
    /// otherwise: "ATHENS (Reuters) - The United States beat Canada".
    fn dateline(&self, readings: &mut [Reading], log: &mut Log) {
        if !line::is_dateline(self.context.text, self.span) {
            return;
        }
        let places = readings.iter_mut().filter(|reading| reading.kind.is_place());
        if let Some(best) = places.max_by(|a, b| a.weight.total_cmp(&b.weight)) {
            best.add(log, Reason::Dateline, WEIGHTS.dateline);
        }
    }
}

/// Places that are called so in another language only come after those that are in the document's.
fn other_language_rival(readings: &mut [Reading], log: &mut Log) {
    for reading in readings.iter_mut().filter(|reading| reading.kind.is_place()) {
        if reading.evidence.is_foreign() {
            reading.add(log, Reason::OtherLanguageRival, WEIGHTS.other_language_rival);
        }
    }
}

/// An entity may have several names that fold alike; the likeliest counts.
fn keep_best(readings: &mut Vec<Reading>, first: usize, reading: Reading) {
    match readings[first..].iter_mut().rfind(|other| other.entity == reading.entity) {
        Some(other) if other.weight >= reading.weight => {}
        Some(other) => *other = reading,
        None => readings.push(reading),
    }
}
