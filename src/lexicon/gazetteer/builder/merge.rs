//! Other gazetteers, and rows that were in one before, on their way into a gazetteer.

use super::{GazetteerBuilder, collect::set_of};
use crate::lexicon::{
    check::references::Entities,
    error::Error,
    gazetteer::{
        Gazetteer, WordLangs,
        pending::{Base, Cue, Origin, PendingEntity, PendingName},
        references::Below,
    },
    new::{NewEntity, NewName},
};
use std::collections::HashSet;

impl GazetteerBuilder {
    /// Adds everything that is in `other`, which errors call `shown`.
    #[cfg_attr(
        not(feature = "builtin"),
        allow(dead_code, reason = "only the built-in tables are added so")
    )]
    pub(crate) fn gazetteer(
        mut self,
        shown: &str,
        other: &Gazetteer,
    ) -> Result<GazetteerBuilder, Error> {
        let fail = |message: String| Error::new(shown, message);
        let bases = self.merge_entities(shown, other)?;
        for part in (0..other.parts_len() as u32).map(|part| other.part(part)) {
            self.add_part(other.text().str(part.word), part.given, part.family);
        }
        self.merge_forms(other, &bases).map_err(fail)?;
        self.merge_words(other).map_err(fail)?;
        Ok(self)
    }

    /// Adds the entities and names of `other`; returns where each of its names is now.
    fn merge_entities(&mut self, shown: &str, other: &Gazetteer) -> Result<Vec<Base>, Error> {
        let origin = Origin { table: self.number(shown), line: 0 };
        let own = self.entities.len();
        self.entities.extend(other.entities().map(|entity| PendingEntity {
            origin,
            record: entity.record(),
            named: true,
        }));
        let mut bases = Vec::with_capacity(other.names_len());
        for at in 0..other.len() as u32 {
            bases.push(Base::Own(own + at as usize));
            // The first is the entity's own, which stands in its row.
            for name in other.names_of(at).skip(1).map(|name| other.name(name)) {
                let lang = self
                    .lang(name.lang().unwrap_or_default())
                    .ok_or_else(|| Error::new(shown, "more than 65,535 languages"))?;
                bases.push(Base::Other(self.names.len()));
                let id = other.entity(at).id();
                let case = Some(name.case());
                self.push_name(origin, id, name.as_str(), lang, name.form(), case);
            }
        }
        Ok(bases)
    }

    /// Adds the forms of the names of `other`, and the endings of names.
    fn merge_forms(&mut self, other: &Gazetteer, bases: &[Base]) -> Result<(), String> {
        let langs = sets_of(&mut self.form_langs, other.form_langs())?;
        for form in (0..other.forms_len() as u32).map(|form| other.form(form)) {
            if let Some(&base) = bases.get(form.name.get() as usize) {
                let text = self.text.add(other.text().str(form.text));
                self.forms.push((base, text, translated(other.langs_of(form), &langs)));
            }
        }
        for (suffix, set) in other.suffixes() {
            self.suffixes.entry(suffix.into()).or_default().0 |= translated(set, &langs).0;
        }
        Ok(())
    }

    /// Adds the cues and words of `other`.
    fn merge_words(&mut self, other: &Gazetteer) -> Result<(), String> {
        let langs = sets_of(&mut self.word_langs, other.word_langs())?;
        for cue in other.all_cues() {
            self.cues.push(Cue {
                phrase: other.text().str(cue.phrase).to_owned(),
                kind: cue.kind(),
                side: cue.side(),
                span: cue.span(),
                langs: translated(cue.langs(), &langs),
            });
        }
        for (word, set) in other.words() {
            self.words.entry(word.into()).or_default().0 |= translated(set, &langs).0;
        }
        for (word, set) in other.frequent_words() {
            self.frequent.entry(word.into()).or_default().0 |= translated(set, &langs).0;
        }
        Ok(())
    }

    /// Takes the entities that names are given for but no table has from below, without the names
    /// they have there, and what the tables need to know of the countries and regions there.
    pub(crate) fn complete(mut self, below: &impl Below) -> GazetteerBuilder {
        let mut seen: HashSet<&str> =
            self.entities.iter().map(|entity| &*entity.record.id).collect();
        let mut found = Vec::new();
        for (origin, name) in &self.names {
            let id = self.ids.str(name.id);
            if seen.insert(id)
                && let Some(entity) = below.entity_called(id)
            {
                found.push(PendingEntity {
                    origin: *origin,
                    record: entity.record(),
                    named: false,
                });
            }
        }
        self.entities.extend(found);
        self.below.look_up(self.entities.iter().map(|entity| &entity.record), below);
        self
    }

    /// Checks the countries and regions of the entities, which may be below: rows that are taken
    /// out of the tables are not checked again.
    pub(crate) fn checked(mut self, below: &impl Entities) -> Result<GazetteerBuilder, Error> {
        self.below.look_up(self.entities.iter().map(|entity| &entity.record), below);
        self.check_references(&self.entity_numbers()?)?;
        Ok(self)
    }

    /// Whether there are cues, ordinary words, parts of people's names or rules of inflection.
    pub(crate) fn has_words(&self) -> bool {
        !self.cues.is_empty()
            || !self.words.is_empty()
            || !self.parts.is_empty()
            || !self.inflectors.is_empty()
    }

    /// The rows of entities and names.
    pub(crate) fn into_rows(self) -> (Vec<NewEntity>, Vec<NewName>) {
        let GazetteerBuilder { entities, names, text, ids, langs, .. } = self;
        let name = |(_, name): (Origin, PendingName)| NewName {
            id: ids.str(name.id).into(),
            name: text.str(name.text).into(),
            langs: langs[name.lang as usize].clone(),
            form: name.form,
            case: name.case,
        };
        (
            entities.into_iter().map(|entity| entity.record).collect(),
            names.into_iter().map(name).collect(),
        )
    }

    /// Adds rows, which errors call `shown`; `named` tells which entities are found by their own
    /// names.
    pub(crate) fn rows<'r>(
        mut self,
        shown: &str,
        entities: impl Iterator<Item = (&'r NewEntity, bool)>,
        names: impl Iterator<Item = &'r NewName>,
    ) -> Result<GazetteerBuilder, Error> {
        let origin = Origin { table: self.number(shown), line: 0 };
        self.entities.extend(entities.map(|(record, named)| PendingEntity {
            origin,
            record: record.clone(),
            named,
        }));
        for name in names {
            let lang = self
                .lang(&name.langs)
                .ok_or_else(|| Error::new(shown, "more than 65,535 languages"))?;
            self.push_name(origin, &name.id, &name.name, lang, name.form, name.case);
        }
        Ok(self)
    }
}

/// The set of each of `others`, by the number that another gazetteer gives it.
fn sets_of<'o>(
    langs: &mut Vec<Box<str>>,
    others: impl Iterator<Item = &'o str>,
) -> Result<Vec<WordLangs>, String> {
    others.map(|lang| set_of(langs, lang)).collect()
}

/// The languages of `set`, which another gazetteer numbers as in `numbers`, as this one does.
fn translated(set: WordLangs, numbers: &[WordLangs]) -> WordLangs {
    WordLangs(
        numbers
            .iter()
            .enumerate()
            .filter(|(at, _)| set.0 >> at & 1 != 0)
            .fold(0, |own, (_, lang)| own | lang.0),
    )
}
