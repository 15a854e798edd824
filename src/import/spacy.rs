//! Patterns of spaCy's EntityRuler and SpanRuler in JSON Lines, as `to_disk` writes them
//! (<https://spacy.io/api/entityruler>):
//!
//! ```text
//! {"label": "ORG", "pattern": "Apple", "id": "apple"}
//! {"label": "GPE", "pattern": [{"LOWER": "san"}, {"LOWER": "francisco"}], "id": "sf"}
//! ```
//!
//! - A string is a name: exact if it has no capital, as spaCy finds just that spelling; else
//!   gazetag's usual rule holds, which finds it in a headline too.
//! - A list of tokens is a name if each token says no more than one of `LOWER`, `TEXT` and `ORTH`,
//!   with a string. If any says `LOWER` the name counts in any case. Tokens are joined with spaces,
//!   but marks such as `-`, `'s` and `.` without.
//! - Other patterns (operators, regular expressions, parts of speech, lists of alternatives) are
//!   counted as malformed: no name can express them.
//! - Patterns with one `id` are names of one entity, the first the main one. Without an id it is
//!   made of the name.
//! - Labels: `PERSON`, `PER` person; `ORG` organization; `GPE`, `LOC`, `FAC` place; gazetag's own
//!   words; [`Options::label`] adds others. Patterns with another label (`NORP`, `DATE` …) are
//!   skipped, and counted by label.

use super::{Fault, FoundEntity, FoundName, Import, Slug, Source, labels::Labels, text};
use crate::lexicon::{
    error::Error,
    model::{CaseRule, Form, Kind},
};
use serde::Deserialize;
use serde_json::{Map, Value};

/// How to read EntityRuler patterns.
#[derive(Clone, Debug, Default)]
pub struct Options {
    labels: Labels,
    lang: String,
    id_prefix: String,
}

impl Options {
    /// The usual labels.
    pub fn new() -> Options {
        Options::default()
    }

    /// Takes a label as this kind, or with `None` not at all. Case does not count.
    pub fn label(mut self, label: &str, kind: Option<Kind>) -> Options {
        self.labels.set(label, kind);
        self
    }

    /// The language of the patterns (BCP 47).
    pub fn lang(mut self, tag: impl Into<String>) -> Options {
        self.lang = tag.into();
        self
    }

    /// The prefix of ids, such as `ngo:`, which keeps them apart from those of other tables.
    pub fn id_prefix(mut self, prefix: impl Into<String>) -> Options {
        self.id_prefix = prefix.into();
        self
    }

    /// Reads the patterns.
    ///
    /// # Errors
    /// If they cannot be read; if the import is strict and a line is malformed.
    pub fn read(&self, source: Source, import: &mut Import) -> Result<(), Error> {
        let lang = text::language(&self.lang)
            .map_err(|fault| Error::new("language of the patterns", fault.to_string()))?;
        import.each_line(source, |import, line| {
            let row: Row = serde_json::from_str(line).map_err(|error| {
                Fault::new("no pattern in JSON").found(text::json_message(&error))
            })?;
            let Some(kind) = self.labels.kind(&row.label) else {
                import.skip_value("patterns with a label that is no kind", row.label.trim());
                return Ok(());
            };
            let (name, case) = row.pattern.name()?;
            let name = text::tidy(&name)?;
            let given = match &row.id {
                None | Some(Value::Null) => None,
                Some(Value::String(id)) if id.trim().is_empty() => None,
                Some(Value::String(id)) => Some(id.clone()),
                Some(Value::Number(id)) => Some(id.to_string()),
                Some(_) => return Err(Fault::new("an id that is no word").into()),
            };
            // An id with spaces becomes one without; one that stands for two kinds becomes two.
            let found = match given {
                Some(id)
                    if !id.contains(char::is_whitespace)
                        && import.find(&format!("{}{id}", self.id_prefix)).is_none() =>
                {
                    Slug::New(format!("{}{id}", self.id_prefix))
                }
                Some(id) => {
                    let entity = import.find(&format!("{}{id}", self.id_prefix));
                    match entity.filter(|&entity| import.tables.record(entity).kind == kind) {
                        Some(entity) => Slug::Same(entity),
                        None => {
                            import.slug(&self.id_prefix, &id, kind, |_, record| record.kind == kind)
                        }
                    }
                }
                None => import.slug(&self.id_prefix, &name, kind, |_, record| record.kind == kind),
            };
            let entity = match found {
                Slug::New(id) => {
                    let entity = import.add(FoundEntity::new(&id, &name, kind))?;
                    if lang.is_empty() && case.is_none() {
                        return Ok(());
                    }
                    entity
                }
                Slug::Same(entity) => entity,
            };
            import.add_name(
                entity,
                FoundName { text: &name, lang: &lang, form: Form::Alias, case },
            )?;
            Ok(())
        })
    }
}

#[derive(Deserialize)]
struct Row {
    label: String,
    pattern: Pattern,
    id: Option<Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Pattern {
    Text(String),
    Tokens(Vec<Map<String, Value>>),
}

impl Pattern {
    /// The name that the pattern finds, and in which case.
    fn name(self) -> Result<(String, Option<CaseRule>), Fault> {
        let tokens = match self {
            Pattern::Text(text) => {
                let case = text::lacks_capital(&text).then_some(CaseRule::Exact);
                return Ok((text, case));
            }
            Pattern::Tokens(tokens) => tokens,
        };
        let mut name = String::new();
        let mut any_case = false;
        for token in &tokens {
            let mut attributes = token.iter();
            let (Some((attribute, Value::String(text))), None) =
                (attributes.next(), attributes.next())
            else {
                return Err(not_a_name(token));
            };
            match attribute.to_ascii_uppercase().as_str() {
                "LOWER" => any_case = true,
                "TEXT" | "ORTH" => {}
                _ => return Err(not_a_name(token)),
            }
            if !name.is_empty() && !is_joined(&name, text) {
                name.push(' ');
            }
            name.push_str(text);
        }
        let case = if any_case {
            Some(CaseRule::Any)
        } else {
            text::lacks_capital(&name).then_some(CaseRule::Exact)
        };
        Ok((name, case))
    }
}

/// Whether a token stands in text without a space after what is before it.
fn is_joined(before: &str, token: &str) -> bool {
    const CLOSING: &[char] = &['\'', '’', '-', '‐', '/', '.', ',', ')', ':'];
    const OPENING: &[char] = &['-', '‐', '/', '('];
    token.starts_with(CLOSING) || before.ends_with(OPENING)
}

fn not_a_name(token: &Map<String, Value>) -> Fault {
    Fault::new("a token pattern that no name can say")
        .value(&Value::Object(token.clone()).to_string())
}
