//! The forms that a gazetteer's names take in a sentence: of which names they are made, and in
//! which languages.

use super::WordLangs;
use crate::lexicon::{
    inflect::Inflector,
    model::{CaseRule, Form, Kind},
    new::NewEntity,
    text::facts::{self, Fact},
};
use std::collections::HashMap;

/// The names of smaller cities and regions stay as they are, but for capitals: they are many, and
/// seldom in the news.
const INHABITANTS: u64 = 100_000;
/// The size and the fame from which on an English name is used there.
const FOREIGN_CITY: u64 = 300_000;
const FOREIGN_FAME: u8 = 3;

/// Makes the forms of one entity's names after the other.
pub(super) struct Forms<'a> {
    inflectors: &'a [Inflector],
    /// The languages they have rules for.
    langs: &'a [Box<str>],
    /// The forms of an entity, each with its name and its languages.
    made: HashMap<String, (u32, WordLangs)>,
}

impl<'a> Forms<'a> {
    pub(super) fn new(inflectors: &'a [Inflector], langs: &'a [Box<str>]) -> Forms<'a> {
        Forms { inflectors, langs, made: HashMap::new() }
    }

    /// Makes the forms of name number `number` of `entity`, in its language and in those where it
    /// is spelt alike, with a space between.
    pub(super) fn add(
        &mut self,
        entity: &NewEntity,
        number: u32,
        name: &str,
        (lang, also): (&str, &str),
        form: Form,
        case: CaseRule,
    ) {
        if !is_known(entity)
            || matches!(form, Form::Abbreviation | Form::Demonym)
            || case == CaseRule::Exact
        {
            return;
        }
        let foreign = matches!(lang, "" | "en") && is_known_abroad(entity);
        let abroad = facts::all(Fact::InflectsForeign).map(|(lang, _)| lang).filter(|_| foreign);
        for lang in [lang].into_iter().chain(also.split(' ')).chain(abroad) {
            let primary = lang.split('-').next().unwrap_or(lang);
            let Some(at) = self.langs.iter().position(|known| **known == *primary) else {
                continue;
            };
            for inflector in self.inflectors {
                inflector.forms(name, lang, entity.kind, &mut |form| {
                    if !ends_at_an_edge(name, form) {
                        self.made
                            .entry(form.into())
                            .or_insert((number, WordLangs::default()))
                            .1
                            .0 |= 1 << at;
                    }
                });
            }
        }
    }

    /// The forms made since the last call, in the order of their names.
    pub(super) fn take(&mut self) -> Vec<(String, u32, WordLangs)> {
        let mut forms: Vec<_> =
            self.made.drain().map(|(form, (name, langs))| (form, name, langs)).collect();
        forms.sort_unstable_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
        forms
    }
}

fn is_known(entity: &NewEntity) -> bool {
    let sized = matches!(entity.kind, Kind::City | Kind::Region);
    !sized
        || entity.capital.is_some()
        || entity.population.is_none_or(|people| people >= INHABITANTS)
}

fn is_known_abroad(entity: &NewEntity) -> bool {
    match entity.kind {
        Kind::City => entity.capital.is_some() || entity.population.unwrap_or(0) >= FOREIGN_CITY,
        Kind::Person | Kind::Organization => entity.fame.unwrap_or(0) >= FOREIGN_FAME,
        Kind::Country | Kind::Region | Kind::Place => false,
    }
}

/// Whether the name itself ends at a word's edge within `form`, and so is found anyway: "Türkiye"
/// in "Türkiye'nin".
fn ends_at_an_edge(name: &str, form: &str) -> bool {
    form.strip_prefix(name).is_some_and(|ending| ending.starts_with(['\'', '\u{2019}', ':', '-']))
}
