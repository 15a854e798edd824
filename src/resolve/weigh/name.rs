//! Evidence from the name alone: how well known its entity is, its form, its language, and whether
//! it is also an ordinary word.

use super::{
    super::{Context, Log, Reading, evidence::Reason, weights::WEIGHTS},
    line::{begins_sentence, is_shouted},
};
use crate::{
    layers::Meaning,
    lexicon::{
        dictionary::{Case, Hit, Sense, is_caseless},
        gazetteer::WordLangs,
        model::{CaseRule, Form, Kind},
        text::cut,
    },
};

/// A name that stands in a text.
#[derive(Clone, Copy)]
pub(super) struct Name<'a> {
    pub meaning: Meaning<'a>,
    /// Whether it is of another language than the document.
    pub is_foreign: bool,
    pub ordinary: Ordinary,
}

/// The rules for a name, wherever it stands.
#[inline]
pub(super) fn weigh(
    context: Context<'_, '_>,
    name: Name<'_>,
    reading: &mut Reading,
    log: &mut Log,
) {
    reading.is_demonym = name.meaning.stored.form() == Form::Demonym;
    prior(context, reading, log);
    form(name, reading, log);
    language(context, name, reading, log);
    common_word(context, name, reading, log);
}

/// Large cities and well-known people are meant more often than their namesakes.
#[inline]
fn prior(context: Context<'_, '_>, reading: &mut Reading, log: &mut Log) {
    let weight = reading.entity.map_or(0.0, |entity| context.layers.prior(entity));
    reading.add(log, Reason::Prior, weight);
}

/// News seldom uses the short name of a region, a historic name, or a family name alone before the
/// full name.
#[inline]
fn form(name: Name<'_>, reading: &mut Reading, log: &mut Log) {
    let form = name.meaning.stored.form();
    match name.meaning.sense {
        Sense::LastWord(_) => reading.add(log, Reason::LastWord, WEIGHTS.last_word),
        // Nothing is to be said of the name that a region usually has.
        _ if reading.kind == Kind::Region && name.meaning.stored.is_own_name() => {}
        _ => reading.add(log, Reason::Form(form), WEIGHTS.form(reading.kind, form)),
    }
}

/// A name, or its ending, that is not in the document's language is less likely meant: Indonesian
/// "Kini" (now) is no form of a place called "Kin".
#[inline]
fn language(context: Context<'_, '_>, name: Name<'_>, reading: &mut Reading, log: &mut Log) {
    let Some(form) = name.meaning.inflected() else {
        if name.is_foreign {
            reading.add(log, Reason::OtherLanguage, WEIGHTS.other_language);
        }
        return;
    };
    reading.add(log, Reason::Inflected, WEIGHTS.inflected);
    let langs = context.layers.form_langs(name.meaning, context.languages);
    if langs == WordLangs::default()
        || langs == WordLangs::ALL && form.text.len() <= SHORT_FORM_BYTES
    {
        reading.add(log, Reason::OtherLanguage, WEIGHTS.not_inflected);
    } else if !name.meaning.langs_of(form).intersects(langs) {
        reading.add(log, Reason::OtherLanguage, WEIGHTS.inflected_elsewhere);
    }
}

/// A name that is also an ordinary word is less likely meant, above all where any word would have a
/// capital: "Nice" at the beginning of a sentence.
#[inline]
fn common_word(context: Context<'_, '_>, name: Name<'_>, reading: &mut Reading, log: &mut Log) {
    let (case, form) = (name.meaning.stored.case(), name.meaning.stored.form());
    // An acronym in its own capitals is no ordinary word, unless all around it is in capitals.
    let is_acronym = || {
        context.case == Case::Respect
            && case == CaseRule::Exact
            && form == Form::Abbreviation
            && !is_shouted(context.text, reading.span)
    };
    match name.ordinary {
        Ordinary::No => {}
        _ if is_acronym() => {}
        Ordinary::CapitalShows => reading.add(log, Reason::CommonWord, WEIGHTS.common_word),
        Ordinary::CapitalSilent => {
            reading.add(log, Reason::CommonWord, WEIGHTS.common_word);
            reading.add(log, Reason::CommonWordUnproven, WEIGHTS.common_word_unproven);
        }
    }
}

/// A form of at most so many bytes is as likely a word of another language, if the document's is
/// not known: "Kini". Cyrillic letters have two bytes, and fewer languages.
const SHORT_FORM_BYTES: u32 = 5;

/// Whether a hit is also an ordinary word, and whether its capital says that it is a name all the
/// same.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Ordinary {
    No,
    /// It is one, but stands with a capital where ordinary words have none.
    CapitalShows,
    /// It is one, and any word would have a capital there.
    CapitalSilent,
}

#[inline]
pub(super) fn ordinary_word(context: Context<'_, '_>, hit: &Hit) -> Ordinary {
    if !context.layers.is_ordinary(hit.pattern(), context.languages) {
        return Ordinary::No;
    }
    // A look at the line around it takes longest.
    if is_caseless(cut::span(context.text, hit.span()))
        || context.case == Case::Ignore
        || begins_sentence(context.text, hit.span().start)
        || is_shouted(context.text, hit.span())
    {
        Ordinary::CapitalSilent
    } else {
        Ordinary::CapitalShows
    }
}
