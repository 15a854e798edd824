//! The entity file of JRC-Names (European Commission, Joint Research Centre), `entities.gzip`:
//! spellings of persons and organizations found in news
//! (<https://data.jrc.ec.europa.eu/dataset/jrc-emm-jrc-names>; Steinberger and others, RANLP 2011).
//!
//! A row is a number, a type, a language and a name, with tabs between: `1000595⇥P⇥u⇥Dani+Ábalo`.
//! Rows with one number are spellings of one entity.
//!
//! - Types: `P` person, `O` organization, `T` place; others (`E` event, `U` unknown, `-` thing) are
//!   skipped.
//! - Language `u` or `xx`: every language; the name has no language then.
//! - `+` stands for a space, `&amp;`, `&quot;`, `&#39;`, `&lt;` and `&gt;` for what they do in
//!   HTML.
//! - Ids are `jrc:` and the number. Number 0 is given to names that are not linked: each is an
//!   entity of its own, with an id made of the name.
//! - The first name without a language is the main name, else the first.
//! - Rows that begin with `#` are comments.

use super::{
    Fault, FoundEntity, FoundName, Import, Slug, Source, TWICE,
    language::{Languages, is_language},
    text,
};
use crate::lexicon::{error::Error, model::Kind};
use std::collections::HashSet;

/// How to read JRC-Names.
#[derive(Clone, Debug, Default)]
pub struct Options {
    languages: Languages,
}

impl Options {
    /// All names.
    pub fn new() -> Options {
        Options::default()
    }

    /// Takes only names in these languages (BCP 47), and those without a language.
    pub fn languages(mut self, tags: impl IntoIterator<Item = impl Into<String>>) -> Options {
        self.languages = Languages::new(tags);
        self
    }

    /// Reads the entity file.
    ///
    /// # Errors
    /// If it cannot be read; if the import is strict and a line is malformed.
    pub fn read(&self, source: Source, import: &mut Import) -> Result<(), Error> {
        // Entities whose main name is in one language, until one comes that is not.
        let mut provisional = HashSet::new();
        import.each_line(source, |import, line| {
            if line.starts_with('#') {
                import.skip("comments");
                return Ok(());
            }
            let row = Row::parse(line)?;
            let Some(kind) = row.kind else {
                import.skip_value("names of a type that is no kind", row.class);
                return Ok(());
            };
            if !row.lang.is_empty() && !self.languages.takes(row.lang) {
                import.skip("names in other languages");
                return Ok(());
            }
            let name = text::tidy(&row.name)?;
            let id = match row.number {
                0 => match import.slug("jrc:", &name, kind, |tables, record| {
                    tables.main_name(record) == name && record.kind == kind
                }) {
                    Slug::New(id) => id,
                    Slug::Same(_) => {
                        import.skip(TWICE);
                        return Ok(());
                    }
                },
                number => format!("jrc:{number}"),
            };
            let entity = match import.find(&id) {
                Some(entity) => {
                    if row.lang.is_empty() && provisional.remove(&entity) {
                        import.tables.set_main_name(entity, &name);
                    }
                    entity
                }
                None => {
                    let entity = import.add(FoundEntity::new(&id, &name, kind))?;
                    if !row.lang.is_empty() {
                        provisional.insert(entity);
                    }
                    entity
                }
            };
            import.add_name(entity, FoundName::new(&name, row.lang))?;
            Ok(())
        })
    }
}

struct Row<'a> {
    number: u32,
    /// None if the type is no kind.
    kind: Option<Kind>,
    class: &'a str,
    lang: &'a str,
    name: String,
}

impl<'a> Row<'a> {
    fn parse(line: &'a str) -> Result<Row<'a>, Fault> {
        let mut rest = line.trim_start();
        let mut field = || {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (field, after) = rest.split_at(end);
            rest = after.trim_start();
            field
        };
        let (number, class, lang) = (field(), field(), field());
        if rest.is_empty() {
            return Err(Fault::new("not the four columns number, type, language, name").value(line));
        }
        let number =
            number.parse().map_err(|_| Fault::new("not an entity number").value(number))?;
        let kind = match class {
            "P" | "p" => Some(Kind::Person),
            "O" | "o" => Some(Kind::Organization),
            "T" | "t" => Some(Kind::Place),
            _ => None,
        };
        let lang = match lang {
            "u" | "U" | "xx" => "",
            lang if is_language(lang) => lang,
            lang => return Err(Fault::new("not a language code").value(lang)),
        };
        Ok(Row { number, kind, class, lang, name: unescape(rest) })
    }
}

/// The name that a field stands for.
fn unescape(field: &str) -> String {
    let name = field.replace('+', " ");
    if !name.contains('&') {
        return name;
    }
    // The ampersand last, so that `&amp;lt;` is `&lt;`.
    [
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ]
    .into_iter()
    .fold(name, |name, (escape, character)| name.replace(escape, character))
}
