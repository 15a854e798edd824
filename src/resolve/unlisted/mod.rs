//! Names that no table has, found by their form and their neighbours.
//!
//! All rules look at the words with capitals alone, and at how these are joined ([`words`]):
//! [`people`] begin with a given name or stand behind a title, [`heads`] begin or end with a word
//! for their kind, [`later`] a person found in full is called by one word. The words are in
//! tables.

mod acronyms;
mod brackets;
mod caseless;
mod heads;
mod index;
mod later;
mod people;
mod teams;
mod words;

use super::{
    Context, Log, Reading, Rejection, Resolution, Workspace, endings, evidence::Reason, select,
    weigh::line, weights::WEIGHTS,
};
use crate::lexicon::{
    dictionary::{Case, CueHit, Hits},
    model::{Kind, Side},
    scratch::trim,
    span::Span,
    text::{class::Class, cut, fold, script::Script},
};
use std::sync::{
    LazyLock,
    atomic::{AtomicU8, Ordering},
};
use words::{Gap, Shape, Word};

/// How many cues near a place are looked at: none but nested ones begin so near to another.
const FEW_CUES: usize = 4;

/// The longest folded words that are looked up, in bytes.
const SHORT_BYTES: usize = 64;

/// Memory that is used again from text to text.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    words: Vec<Word>,
    notes: Vec<Note>,
    found: Vec<Reading>,
    defined: brackets::Definitions,
    people: later::People,
    teams: teams::Teams,
}

impl Scratch {
    /// Gives back the memory of a part with many names.
    pub(super) fn trim(&mut self) {
        let Scratch { words, notes, found, defined, people, teams } = self;
        trim(words);
        trim(notes);
        trim(found);
        defined.trim();
        people.trim();
        teams.trim();
    }
}

/// Adds what patterns find to the mentions of `work`, which are in the order of their spans. A
/// gazetteer without parts of people's names is one of its user's own names, who gets these alone.
pub(super) fn read(context: Context<'_, '_>, hits: &Hits, work: &mut Workspace) {
    if context.case == Case::Ignore || !context.layers.have_parts() {
        return;
    }
    let Scratch { mut words, notes, mut found, mut defined, mut people, mut teams } =
        std::mem::take(&mut work.unlisted);
    words::read(context.text, context.part, context.layers.level(), &hits.parts, &mut words);
    let mut page = Page::new(context, words, notes, hits, work);
    found.clear();
    people::read(&page, &mut work.log, &mut found);
    caseless::read(&page, &hits.parts, &mut work.log, &mut found);
    heads::read(&page, &mut work.log, &mut found);
    // A name removed from the tables does not come back as one of no table.
    found.retain(|reading| !hits.is_removed(reading.span));
    add(context, work, &mut found, |reading, best| {
        // A county of the tables stays that, although "County" is a word for regions.
        let places = reading.kind.is_place() && best.kind.is_place();
        reading.kind != best.kind && !places && reading.weight > best.weight
    });

    page.look_at_mentions(work);
    found.clear();
    brackets::read(&page, &mut defined, &mut work.log, &mut found);
    later::read(&page, &mut people, work, &mut found);
    teams::read(&page, &mut teams, &mut work.log, &mut found);
    acronyms::read(&page, &mut work.log, &mut found);
    found.retain(|reading| !hits.is_removed(reading.span));
    add(context, work, &mut found, |_, _| true);
    work.unlisted = Scratch { words: page.words, notes: page.notes, found, defined, people, teams };
}

/// Adds readings as mentions. One with the span of a mention takes its place if it `wins` over the
/// best reading of that.
fn add(
    context: Context<'_, '_>,
    work: &mut Workspace,
    found: &mut Vec<Reading>,
    wins: impl Fn(&Reading, &Reading) -> bool,
) {
    if work.fates.are_asked_for() {
        for &reading in found.iter().filter(|reading| !is_likely(reading)) {
            let unlikely = work.keep(reading);
            work.fates.record(unlikely, Rejection::Unlikely);
        }
    }
    found.retain(is_likely);
    if !found.is_empty() {
        add_likely(context, work, found, wins);
    }
}

/// Whether a reading that stands alone is likely enough to be a mention.
fn is_likely(reading: &Reading) -> bool {
    static LEAST: LazyLock<f32> =
        LazyLock::new(|| (WEIGHTS.threshold / (1.0 - WEIGHTS.threshold)).ln() / WEIGHTS.certainty);
    reading.weight >= *LEAST
}

/// The score of a reading that has but "no name at all" beside it.
fn probability(weight: f32) -> f32 {
    1.0 / (1.0 + (-WEIGHTS.certainty * weight).exp())
}

fn add_likely(
    context: Context<'_, '_>,
    work: &mut Workspace,
    found: &mut Vec<Reading>,
    wins: impl Fn(&Reading, &Reading) -> bool,
) {
    // Each rule adds its readings nearly in order: a stable sort merges such runs.
    found.sort_by(|a, b| a.span.cmp(&b.span).then(b.weight.total_cmp(&a.weight)));
    found.dedup_by_key(|reading| reading.span);
    let at = |found: &[Reading], span: Span| {
        found.binary_search_by(|reading| reading.span.cmp(&span)).ok()
    };
    let Workspace { resolutions, readings, fates, .. } = &mut *work;
    resolutions.retain(|mention| {
        if begins_with_article(context, found, mention.span) {
            fates.record(*mention, Rejection::Outweighed);
            return false;
        }
        let Some(rival) = at(found, mention.span) else { return true };
        let wins = wins(&found[rival], &readings[mention.readings.0 as usize]);
        if wins {
            fates.record(*mention, Rejection::Outweighed);
        } else {
            found[rival].weight = f32::NEG_INFINITY;
        }
        !wins
    });
    found.retain(is_likely);
    merge(work, found);
    select::mentions_in_order(context, work);
}

/// Whether a mention begins with an article in small letters, behind which one of `found` begins
/// that goes on behind it: "la Junta" in "la Junta de Extremadura".
fn begins_with_article(context: Context<'_, '_>, found: &[Reading], mention: Span) -> bool {
    // Most begin with a capital of ASCII.
    if context.text.as_bytes()[mention.start].is_ascii_uppercase() {
        return false;
    }
    let text = cut::span(context.text, mention);
    if !text.starts_with(|c| Class::of(c).is_lower()) {
        return false;
    }
    let Some((article, _)) = text.split_once(' ') else { return false };
    let start = mention.start + article.len() + 1;
    let first = found.partition_point(|reading| reading.span.start < start);
    let mut behind = found[first..].iter().take_while(|reading| reading.span.start == start);
    behind.any(|reading| reading.span.end > mention.end)
}

/// Puts readings among the mentions, both in the order of their spans.
fn merge(work: &mut Workspace, found: &mut Vec<Reading>) {
    let mut old = work.resolutions.len();
    let mut free = old + found.len();
    work.resolutions.resize(free, Resolution { span: Span::new(0, 0), readings: (0, 0) });
    while let Some(reading) = found.pop() {
        while old > 0 && work.resolutions[old - 1].span > reading.span {
            (old, free) = (old - 1, free - 1);
            work.resolutions[free] = work.resolutions[old];
        }
        free -= 1;
        work.resolutions[free] = work.keep(reading);
    }
}

impl Workspace {
    /// Keeps a reading that stands alone.
    fn keep(&mut self, reading: Reading) -> Resolution {
        let first = self.readings.len() as u32;
        self.readings.push(Reading { score: probability(reading.weight), ..reading });
        Resolution { span: reading.span, readings: (first, first + 1) }
    }
}

/// The words with capitals of a text, and what is known of each.
struct Page<'a, 'd, 't> {
    context: Context<'d, 't>,
    words: Vec<Word>,
    notes: Vec<Note>,
    cues: &'a [CueHit],
}

/// A word and what stands around it.
#[derive(Debug, Default)]
struct Note {
    /// The answers about it so far.
    answers: Answers,
    /// The mention it is a word of.
    mention: Option<Mention>,
    /// The cue it is a word of.
    cue: Option<u32>,
    /// The cue that stands right before it.
    title: Option<u32>,
}

/// The answers to questions about a word, each of which is found once: a bit that says whether it
/// was, and a bit for yes. Atomic, so that memory with them can be shared by threads.
#[derive(Debug, Default)]
struct Answers(AtomicU8);

#[derive(Clone, Copy, Debug)]
enum Question {
    /// Whether it is an ordinary word of the document's language.
    Ordinary,
    /// Whether it can be one of the words of an organization with a head.
    OfOrganization,
    /// The same for a place.
    OfPlace,
}

impl Answers {
    #[inline]
    fn get_or(&self, question: Question, find: impl FnOnce() -> bool) -> bool {
        let (known, yes) = (1 << (2 * question as u8), 2 << (2 * question as u8));
        let answers = self.0.load(Ordering::Relaxed);
        if answers & known != 0 {
            return answers & yes != 0;
        }
        let answer = find();
        let answers = self.0.load(Ordering::Relaxed);
        self.0.store(answers | if answer { known | yes } else { known }, Ordering::Relaxed);
        answer
    }

    /// Forgets what depends on the mentions.
    fn forget_mentions(&mut self) {
        *self.0.get_mut() &= 3 << (2 * Question::Ordinary as u8);
    }
}

#[derive(Clone, Copy, Debug)]
struct Mention {
    kind: Kind,
    span: Span,
    entity: Option<u32>,
    is_demonym: bool,
}

impl<'a, 'd, 't> Page<'a, 'd, 't> {
    fn new(
        context: Context<'d, 't>,
        words: Vec<Word>,
        mut notes: Vec<Note>,
        hits: &'a Hits,
        work: &Workspace,
    ) -> Page<'a, 'd, 't> {
        notes.clear();
        notes.resize_with(words.len(), Note::default);
        let mut page = Page { context, words, notes, cues: &hits.cues };
        page.look_at_mentions(work);
        page.look_at_cues();
        page
    }

    fn look_at_mentions(&mut self, work: &Workspace) {
        let mut at = 0;
        for (word, note) in self.words.iter().zip(&mut self.notes) {
            while work
                .resolutions
                .get(at)
                .is_some_and(|mention| mention.span.end <= word.span.start)
            {
                at += 1;
            }
            let mention =
                work.resolutions.get(at).filter(|mention| mention.span.start < word.span.end);
            note.mention = mention.map(|mention| {
                let best = &work.readings[mention.readings.0 as usize];
                let &Reading { kind, entity, is_demonym, .. } = best;
                Mention { kind, span: mention.span, entity, is_demonym }
            });
            note.answers.forget_mentions();
        }
    }

    fn look_at_cues(&mut self) {
        let text = self.context.text;
        let mut first = 0;
        for (word, note) in self.words.iter().zip(&mut self.notes) {
            while self.cues.get(first).is_some_and(|cue| cue.span.end + 2 < word.span.start) {
                first += 1;
            }
            for (at, cue) in self.cues.iter().enumerate().skip(first) {
                if cue.span.start >= word.span.end {
                    break;
                }
                if cue.span.end <= word.span.start {
                    let adjoins = matches!(
                        cut::between(text, cue.span.end, word.span.start),
                        " " | ". " | "." | "\u{a0}"
                    );
                    if adjoins
                        && cue.side == Side::Before
                        && note.title.is_none_or(|_| cue.kind == Kind::Person)
                    {
                        note.title = Some(at as u32);
                    }
                } else {
                    note.cue = note.cue.or(Some(at as u32));
                }
            }
        }
    }

    /// The cues that begin at byte `at` or behind it.
    fn cues_from(&self, at: usize) -> impl Iterator<Item = &'a CueHit> {
        self.cues[self.cues.partition_point(|cue| cue.span.start < at)..].iter().take(FEW_CUES)
    }

    /// The last cues that begin before byte `at`, last first.
    fn cues_before(&self, at: usize) -> impl Iterator<Item = &'a CueHit> {
        self.cues[..self.cues.partition_point(|cue| cue.span.start < at)]
            .iter()
            .rev()
            .take(FEW_CUES)
    }

    /// A cue that has letters in common with a word.
    fn cue_at(&self, word: Span) -> Option<&'a CueHit> {
        self.cues_before(word.end).find(|cue| cue.span.overlaps(word))
    }

    fn text(&self, span: Span) -> &'t str {
        cut::span(self.context.text, span)
    }

    /// Whether a word is in Latin letters: no name mixes them with others.
    fn is_latin(&self, at: usize) -> bool {
        let first = self.text(self.words[at].span).chars().next();
        first.is_some_and(|c| Script::Latin.has(c))
    }

    fn is_cue(&self, at: usize, kind: Kind, side: Side) -> bool {
        self.notes
            .get(at)
            .and_then(|note| note.cue)
            .is_some_and(|cue| self.is_cue_number(cue, kind, side))
    }

    /// Whether one of the cues with the span of number `cue` is of this kind and side.
    fn is_cue_number(&self, cue: u32, kind: Kind, side: Side) -> bool {
        let cues = &self.cues[cue as usize..];
        cues.iter()
            .take_while(|other| other.span == cues[0].span)
            .any(|cue| cue.kind == kind && cue.side == side)
    }

    /// The mention that has exactly this span.
    fn mention_in(&self, span: Span) -> Option<Mention> {
        let at = self.words.partition_point(|word| word.span.start < span.start);
        self.notes.get(at)?.mention.filter(|mention| mention.span == span)
    }

    /// Whether a word alone names a person of the tables.
    fn is_known_person(&self, at: usize) -> bool {
        self.notes[at]
            .mention
            .is_some_and(|mention| mention.kind == Kind::Person && mention.entity.is_some())
    }

    /// Whether a word is a place with an ending behind a mark, which is no family name:
    /// "İstanbul'da".
    fn is_place_with_suffix(&self, at: usize) -> bool {
        let is_place = self
            .notes
            .get(at)
            .and_then(|note| note.mention)
            .is_some_and(|mention| mention.kind.is_place());
        is_place
            && endings::len(self.context, cut::after(self.context.text, self.words[at].span.end))
                > 0
    }

    /// Whether a word joins others in the names of people, when it has no capital: "Di" in "Paolo
    /// Di Canio".
    fn is_particle(&self, word: &Word) -> bool {
        word.span.end - word.span.start <= 4
            && self.joined_by(self.text(word.span), Kind::Person, None)
    }

    /// Whether a word stands between the words of names of this kind. The particles of people come
    /// with them from other languages, unless they are ordinary words in this one: "di" in
    /// Indonesian.
    fn joined_by(&self, word: &str, kind: Kind, like: Option<&CueHit>) -> bool {
        let (layers, languages) = (self.context.layers, self.context.languages);
        self.ask(word, |folded| {
            let own = match like {
                Some(cue) => layers.joins_in(cue, folded, kind),
                None => layers.joins(folded, kind, Some(languages)),
            };
            let foreign =
                || layers.joins(folded, kind, None) && !layers.is_ordinary_word(folded, languages);
            own || kind == Kind::Person && foreign()
        })
        .unwrap_or(false)
    }

    /// The answer about the folded form of a word; `None` if that is too long to be looked up.
    fn ask(&self, word: &str, about: impl FnOnce(&[u8]) -> bool) -> Option<bool> {
        let mut buffer = [0; SHORT_BYTES];
        fold::fold_short(word, &mut buffer).map(about)
    }

    /// Whether a word is an ordinary one of the document's language; `None` if it is too long to be
    /// looked up.
    fn is_ordinary_word(&self, word: Span) -> Option<bool> {
        let (layers, languages) = (self.context.layers, self.context.languages);
        self.ask(self.text(word), |folded| layers.is_ordinary_word(folded, languages))
    }

    /// Whether a word is an ordinary one of the document's language.
    fn is_ordinary(&self, at: usize) -> bool {
        let is_ordinary = || self.is_ordinary_word(self.words[at].span).unwrap_or(false);
        self.notes[at].answers.get_or(Question::Ordinary, is_ordinary)
    }

    /// Whether a word is part of no mention and no cue, and no other word with a capital is joined
    /// to it.
    fn is_free(&self, at: usize) -> bool {
        let joined = |at: usize| {
            self.words
                .get(at)
                .is_some_and(|word| matches!(word.gap, Gap::Space | Gap::Hyphen | Gap::And))
        };
        self.notes[at].mention.is_none()
            && self.notes[at].cue.is_none()
            && !joined(at)
            && !joined(at + 1)
    }

    fn begins_sentence(&self, word: &Word) -> bool {
        line::begins_sentence(self.context.text, word.span.start)
    }

    /// Whether a word with a capital belongs to a name of this kind together with the one before
    /// it. Words between them count that are of the languages of the cue `like`, or without one
    /// of the document's.
    fn joins(&self, at: usize, kind: Kind, like: Option<&CueHit>) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        match self.words[at].gap {
            Gap::Space | Gap::Hyphen => true,
            Gap::And => kind == Kind::Organization,
            Gap::Apart | Gap::Number => false,
            Gap::Words => {
                let between = Span::new(self.words[before].span.end, self.words[at].span.start);
                let mut small = self
                    .text(between)
                    .split([' ', '\u{a0}', '\'', '\u{2019}', '-'])
                    .filter(|word| !word.is_empty())
                    .peekable();
                small.peek().is_some() && small.all(|word| self.joined_by(word, kind, like))
            }
        }
    }
}

/// A reading in the making.
struct Draft<'l> {
    reading: Reading,
    log: &'l mut Log,
}

impl<'l> Draft<'l> {
    fn new(kind: Kind, span: Span, log: &'l mut Log) -> Draft<'l> {
        Draft { reading: Reading::new(kind, None, None, span), log }
    }

    fn add(&mut self, reason: Reason, weight: f32) {
        self.reading.add(self.log, reason, weight);
    }

    /// Adds evidence that speaks of words in the text.
    fn add_beside(&mut self, reason: Reason, words: Span, weight: f32) {
        self.reading.add_beside(self.log, reason, words, weight);
    }
}
