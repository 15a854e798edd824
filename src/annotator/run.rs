//! From a text to its mentions, part by part.

use super::{Annotations, Annotator, Document};
use crate::{
    layers::Languages,
    lexicon::{
        dictionary::{Case, Hits},
        error::Error,
        gazetteer::Language,
        model::Kind,
        scratch::trim_text,
        span::Span,
        text::{
            class::{self, Class},
            cut,
        },
    },
    mended,
    resolve::{
        self, Context, Found, Recent, Rejection, Spotted, Workspace, parts, spotted, spotted::Given,
    },
    settings::{Demonyms, Overlaps},
};
use std::sync::Arc;

impl Annotator {
    /// Annotates with memory that no other text will use: what was found takes no more than it
    /// needs.
    pub(super) fn annotate_once<'d, 't>(
        &'d self,
        scratch: &mut Scratch,
        document: Document<'t>,
    ) -> Annotations<'d, 't> {
        let detected = self.find_mentions(scratch, document);
        let mut found = std::mem::take(&mut scratch.found);
        Arc::make_mut(&mut found).shrink();
        Annotations::new(self, document, detected, found)
    }

    /// What [`annotate`](Self::annotate) finds in a document, with the evidence for it.
    pub(super) fn find_evidence(&self, document: Document<'_>) -> Found {
        let mut scratch = Scratch::default();
        scratch.work.log.ask();
        self.find_mentions(&mut scratch, document);
        Arc::unwrap_or_clone(scratch.found)
    }

    /// Leaves what it finds in `scratch`; returns the language of the document, if it was detected.
    pub(super) fn find_mentions(
        &self,
        scratch: &mut Scratch,
        document: Document<'_>,
    ) -> Option<&str> {
        scratch.clear();
        let Scratch { hits, languages, work, found, recent, copy } = scratch;
        let found = Arc::make_mut(found);
        mended::read(document.text(), copy, &mut found.edits);
        let document =
            if found.edits.is_empty() { document } else { document.with_text(copy.as_str()) };
        let detected = self.detect_lang(document);
        let languages = self.layers.languages(document.lang().or(detected), languages);
        let how = (self.case_of(document.text()), self.overlaps);
        let is_guessed = how.0 != self.case;
        self.each_part(document, how, &[], hits, |part, hits| {
            if is_guessed {
                refuse_short(document.text(), hits);
            }
            resolve::resolve(self.context(document, part, how, languages), hits, work);
            self.drop_unwanted(work);
            found.add(work, recent);
        });
        detected
    }

    /// Finds the hits of one part of a document after the other, and does something with them.
    fn each_part(
        &self,
        document: Document<'_>,
        how: (Case, Overlaps),
        given: &[Span],
        hits: &mut Hits,
        mut each: impl FnMut(Span, &mut Hits),
    ) {
        let text = document.text();
        let mut from = 0;
        loop {
            let part = parts::find(&self.layers, text, from, how, given, hits);
            each(part, hits);
            from = part.end;
            if from >= text.len() {
                return;
            }
        }
    }

    /// Drops the mentions of kinds that the caller does not ask for.
    fn drop_unwanted(&self, work: &mut Workspace) {
        let Workspace { resolutions, readings, fates, .. } = work;
        let all = self.kinds.len() == Kind::ALL.len();
        resolutions.retain(|resolution| {
            let best = &readings[resolution.readings.0 as usize];
            let is_wanted = (all || self.kinds.contains(&best.kind))
                && (self.demonyms == Demonyms::Keep || !best.is_demonym);
            if !is_wanted {
                fates.record(*resolution, Rejection::NotWanted);
            }
            is_wanted
        });
    }

    /// How a text is read: one without any capital has none that names could ask for.
    fn case_of(&self, text: &str) -> Case {
        if class::has_no_capitals(text) { Case::Ignore } else { self.case }
    }

    /// The language of a document that does not say it, if its words show it.
    fn detect_lang(&self, document: Document<'_>) -> Option<&str> {
        match document.lang() {
            Some(_) => None,
            None => self.layers.detect_lang(document.text()),
        }
    }

    fn context<'c>(
        &'c self,
        document: Document<'c>,
        part: Span,
        (case, overlaps): (Case, Overlaps),
        languages: &'c [Language],
    ) -> Context<'c, 'c> {
        let country = document.country().map_or(0, |code| self.layers.country_number(code));
        Context {
            layers: &self.layers,
            text: cut::before(document.text(), part.end),
            part,
            languages,
            country,
            case,
            overlaps,
            given: &[],
        }
    }

    /// Resolves spans that the caller says are names.
    pub(super) fn resolve_given<'d, 't>(
        &'d self,
        document: Document<'t>,
        names: &[Spotted],
    ) -> Result<Annotations<'d, 't>, Error> {
        let detected = self.detect_lang(document);
        spotted::check(document.text(), names)?;
        let given = Given::new(names);
        let (mut found, mut recent) = (Found::default(), Recent::default());
        let Scratch { mut hits, mut languages, mut work, .. } = Scratch::default();
        work.log.ask();
        let languages = self.layers.languages(document.lang().or(detected), &mut languages);
        // A name that another covers may be given.
        let how = (self.case, Overlaps::All);
        self.each_part(document, how, given.spans(), &mut hits, |part, hits| {
            let how = (self.case, self.overlaps);
            given.resolve(self.context(document, part, how, languages), hits, &mut work);
            found.add(&work, &mut recent);
        });
        given.restore(&mut found.mentions);
        found.shrink();
        Ok(Annotations::new(self, document, detected, Arc::new(found)))
    }
}

/// Refuses the short names of a text without capitals, which are mostly words of it: "tó", "mari".
fn refuse_short(text: &str, hits: &mut Hits) {
    /// The length of the shortest names that stay, in letters.
    const SHORTEST: usize = 5;
    hits.refuse(|hit| {
        let letters = cut::span(text, hit.span()).chars().filter(|&c| !Class::of(c).is_mark());
        letters.count() >= SHORTEST
    });
}

/// Memory that [`Annotator::annotate_with`] uses again from text to text.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(super) hits: Hits,
    languages: Languages,
    pub(super) work: Workspace,
    pub(super) found: Arc<Found>,
    recent: Recent,
    /// What is read instead of a text that is broken or marked up.
    copy: String,
}

impl Scratch {
    /// Forgets the last document, and gives back what it needed beyond what most need.
    fn clear(&mut self) {
        let Scratch { hits, languages: _, work, found, recent, copy } = self;
        trim_text(copy);
        hits.trim();
        work.trim();
        if let Some(found) = Arc::get_mut(found) {
            found.clear();
            found.trim();
        } else {
            *found = Arc::default();
        }
        recent.clear();
    }
}
