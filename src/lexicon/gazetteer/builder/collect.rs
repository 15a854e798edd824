//! Rows of tables, and a program's own entities and names, on their way into a gazetteer.

use super::GazetteerBuilder;
use crate::lexicon::{
    check::{self, Wrong, refusal},
    error::Error,
    gazetteer::{
        WordLangs,
        pending::{Cue, Origin, PendingEntity, PendingName},
    },
    inflect::Inflector,
    model::{CaseRule, Form, Kind},
    new::{NewEntity, NewName},
    table::{Ids, Table},
    text::fold::fold,
};
use std::io::Read;

/// What a table of words says of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    /// They are ordinary words.
    Common,
    /// They show the language of a text too.
    Frequent,
}

impl GazetteerBuilder {
    pub(crate) fn entity_table(
        mut self,
        table: &str,
        kind: Kind,
        reader: impl Read,
    ) -> Result<GazetteerBuilder, Error> {
        self.read_entities(table, Some(kind), Table::open(table, reader)?)?;
        Ok(self)
    }

    pub(crate) fn name_table(
        mut self,
        table: &str,
        ids: Ids,
        reader: impl Read,
    ) -> Result<GazetteerBuilder, Error> {
        self.read_names(table, ids, Table::open(table, reader)?)?;
        Ok(self)
    }

    pub(crate) fn cue_table(
        mut self,
        table: &str,
        reader: impl Read,
    ) -> Result<GazetteerBuilder, Error> {
        self.read_cues(table, Table::open(table, reader)?)?;
        Ok(self)
    }

    pub(crate) fn word_table(
        mut self,
        table: &str,
        reader: impl Read,
    ) -> Result<GazetteerBuilder, Error> {
        self.read_words(table, Words::Common, Table::open(table, reader)?)?;
        Ok(self)
    }

    pub(crate) fn frequent_table(
        mut self,
        table: &str,
        reader: impl Read,
    ) -> Result<GazetteerBuilder, Error> {
        self.read_words(table, Words::Frequent, Table::open(table, reader)?)?;
        Ok(self)
    }

    pub(crate) fn inflection_table(
        mut self,
        table: &str,
        reader: impl Read,
    ) -> Result<GazetteerBuilder, Error> {
        self.read_inflections(table, Table::open(table, reader)?)?;
        Ok(self)
    }

    pub(crate) fn part_table(
        mut self,
        table: &str,
        reader: impl Read,
    ) -> Result<GazetteerBuilder, Error> {
        self.read_parts(table, Table::open(table, reader)?)?;
        Ok(self)
    }

    pub(super) fn read_entities(
        &mut self,
        table_name: &str,
        kind: Option<Kind>,
        table: Table<impl Read>,
    ) -> Result<(), Error> {
        let number = self.number(table_name);
        table.entities(kind, |line, entity| {
            self.add_entity(Origin { table: number, line: line as u32 }, entity)
        })
    }

    pub(super) fn read_names(
        &mut self,
        table_name: &str,
        ids: Ids,
        table: Table<impl Read>,
    ) -> Result<(), Error> {
        let number = self.number(table_name);
        table.names(ids, |line, name| {
            self.add_name(Origin { table: number, line: line as u32 }, &name)
        })
    }

    pub(super) fn read_cues(
        &mut self,
        table_name: &str,
        table: Table<impl Read>,
    ) -> Result<(), Error> {
        table.cues(|line, row| {
            let fail = |unfit| {
                Error::new(table_name, refusal(&row.phrase, "cue", unfit))
                    .line(line)
                    .column("phrase")
            };
            check::phrase(&row.phrase).map_err(fail)?;
            let langs = set_of(&mut self.word_langs, &row.lang)
                .map_err(|error| Error::new(table_name, error).line(line).column("lang"))?;
            self.cues.push(Cue {
                phrase: row.phrase,
                kind: row.kind,
                side: row.side,
                span: row.span,
                langs,
            });
            Ok(())
        })
    }

    pub(super) fn read_words(
        &mut self,
        table_name: &str,
        words: Words,
        table: Table<impl Read>,
    ) -> Result<(), Error> {
        table.words(|line, row| {
            let fail = |unfit| {
                Error::new(table_name, refusal(&row.word, "word", unfit)).line(line).column("word")
            };
            check::word(&row.word).map_err(fail)?;
            let lang = set_of(&mut self.word_langs, &row.lang)
                .map_err(|error| Error::new(table_name, error).line(line).column("lang"))?;
            if words == Words::Frequent {
                self.frequent.entry(row.word.as_str().into()).or_default().0 |= lang.0;
            }
            self.words.entry(fold(&row.word).into()).or_default().0 |= lang.0;
            Ok(())
        })
    }

    pub(super) fn read_inflections(
        &mut self,
        shown: &str,
        table: Table<impl Read>,
    ) -> Result<(), Error> {
        let inflector = Inflector::new(shown, table)?;
        for lang in inflector.langs() {
            set_of(&mut self.form_langs, lang)
                .map_err(|error| Error::new(shown, error).column("lang"))?;
        }
        for (suffix, lang) in inflector.suffixes() {
            let lang = set_of(&mut self.form_langs, lang)
                .map_err(|error| Error::new(shown, error).column("lang"))?;
            self.suffixes.entry(suffix.into()).or_default().0 |= lang.0;
        }
        for (ending, lang) in inflector.surname_endings() {
            let lang = set_of(&mut self.form_langs, lang)
                .map_err(|error| Error::new(shown, error).column("lang"))?;
            self.suffixes.entry(fold(&ending).into()).or_default().0 |= lang.0;
        }
        self.inflectors.push(inflector);
        Ok(())
    }

    pub(super) fn read_parts(
        &mut self,
        table_name: &str,
        table: Table<impl Read>,
    ) -> Result<(), Error> {
        table.parts(|line, row| {
            let fail = |unfit| {
                Error::new(table_name, refusal(&row.part, "part of a name", unfit))
                    .line(line)
                    .column("part")
            };
            check::word(&row.part).map_err(fail)?;
            let folded = fold(&row.part);
            self.add_part(&folded, row.given.highest(), row.family.highest());
            if !row.given.0.is_empty() {
                // With its accents, by which it is inflected.
                self.given.push((row.part.into(), row.given));
            }
            Ok(())
        })
    }

    /// Adds an entity, be it a row of a table or a program's.
    pub(super) fn add_entity(&mut self, origin: Origin, record: NewEntity) -> Result<(), Error> {
        check::values::entity(&record)
            .map_err(|wrong| self.entity_error(origin, &record, wrong))?;
        if !self.has_room() {
            return Err(self.entity_error(origin, &record, too_much()));
        }
        self.entities.push(PendingEntity { origin, record, named: true });
        Ok(())
    }

    /// Adds a name, be it a row of a table or a program's.
    pub(super) fn add_name(&mut self, origin: Origin, name: &NewName) -> Result<(), Error> {
        let fail = |builder: &GazetteerBuilder, wrong| {
            Err(builder.name_error(origin, &name.id, &name.name, wrong))
        };
        if let Err(wrong) = check::values::name(name, &mut self.checked_langs) {
            return fail(self, wrong);
        }
        if !self.has_room() {
            return fail(self, too_much());
        }
        let (lang, also) = name.langs.split_once(' ').unwrap_or((&name.langs, ""));
        let Some(lang) = self.lang(lang) else {
            return fail(self, Wrong::new("lang", "more than 65,535 languages".into()));
        };
        self.push_name(origin, &name.id, &name.name, lang, name.form, name.case);
        if let Some((_, name)) = self.names.last_mut() {
            name.also = also.into();
        }
        Ok(())
    }

    pub(super) fn push_name(
        &mut self,
        origin: Origin,
        id: &str,
        name: &str,
        lang: u16,
        form: Form,
        case: Option<CaseRule>,
    ) {
        // Most names follow another of the same entity.
        let last =
            self.names.last().map(|(_, name)| name.id).filter(|&last| self.ids.str(last) == id);
        let id = last.unwrap_or_else(|| self.ids.add(id));
        let text = self.text.add(name);
        self.names.push((origin, PendingName { id, text, lang, form, case, also: Box::default() }));
    }

    pub(super) fn add_part(&mut self, folded: &str, given: u8, family: u8) {
        let own = self.parts.entry(folded.into()).or_default();
        *own = (own.0.max(given), own.1.max(family));
    }

    /// Positions in the text have 32 bits.
    fn has_room(&self) -> bool {
        const MOST: usize = 1 << 31;
        self.text.len().max(self.ids.len()) < MOST
    }

    pub(super) fn number(&mut self, table: &str) -> u32 {
        self.tables.push(table.into());
        self.tables.len() as u32 - 1
    }

    /// The number of a language; `None` if there are too many.
    pub(super) fn lang(&mut self, lang: &str) -> Option<u16> {
        if let Some(&number) = self.lang_numbers.get(lang) {
            return Some(number);
        }
        let number = u16::try_from(self.langs.len()).ok().filter(|&number| number < u16::MAX)?;
        self.langs.push(lang.into());
        self.lang_numbers.insert(lang.into(), number);
        Some(number)
    }
}

/// The set of this one language, which joins `langs` if it is not among them.
pub(super) fn set_of(langs: &mut Vec<Box<str>>, lang: &str) -> Result<WordLangs, String> {
    let known = langs.iter().position(|known| **known == *lang);
    let at = known.unwrap_or(langs.len());
    if at == WordLangs::MOST {
        return Err(format!("more than {} languages: `{lang}` is one too many", WordLangs::MOST));
    }
    if known.is_none() {
        langs.push(lang.into());
    }
    Ok(WordLangs(1 << at))
}

fn too_much() -> Wrong {
    Wrong::new("name", "more than 2 GiB of names".into())
}
