//! Where annotations come from: which document, and what else is known about it.

use super::InvalidOption;
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::value::RawValue;
use std::{borrow::Cow, fmt};

/// A document as an output names it: its id, and fields of its own that go with it, such as a title
/// or a date.
#[derive(Clone, Debug)]
pub struct Origin<'a> {
    pub(super) id: Value<'a>,
    pub(super) fields: Vec<(Cow<'a, str>, Value<'a>)>,
}

impl<'a> Origin<'a> {
    /// A document with an id.
    pub fn new(id: impl Into<Value<'a>>) -> Origin<'a> {
        Origin { id: id.into(), fields: Vec::new() }
    }

    /// Adds a field. Outputs in columns have a place for it only if [`Style::columns`] names it.
    ///
    /// [`Style::columns`]: super::Style::columns
    #[must_use]
    pub fn field(mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Value<'a>>) -> Self {
        self.fields.push((name.into(), value.into()));
        self
    }

    pub(super) fn get(&self, name: &str) -> Option<&Value<'a>> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

/// An id or the value of a field: text, or any JSON.
#[derive(Clone)]
pub struct Value<'a>(Inner<'a>);

#[derive(Clone)]
enum Inner<'a> {
    Text(Cow<'a, str>),
    Json(Cow<'a, RawValue>),
}

impl<'a> Value<'a> {
    /// A value in JSON, which comes out in JSON formats as it stands here.
    ///
    /// # Errors
    /// If it is not JSON.
    pub fn json(json: &'a str) -> Result<Value<'a>, InvalidOption> {
        let malformed =
            |error: serde_json::Error| InvalidOption(format!("a value is no JSON: {error}"));
        // Between the parts of a value only: within a string a line end is no JSON.
        if json.contains(['\n', '\r']) {
            let line = json.replace(['\n', '\r'], " ");
            let raw = RawValue::from_string(line).map_err(malformed)?;
            return Ok(Value(Inner::Json(Cow::Owned(raw))));
        }
        let raw: &RawValue = serde_json::from_str(json).map_err(malformed)?;
        Ok(Value(Inner::Json(Cow::Borrowed(raw))))
    }

    /// The value as text: a string in JSON without its marks, nothing for `null`.
    pub(super) fn shown(&self) -> Cow<'_, str> {
        match &self.0 {
            Inner::Text(text) => Cow::Borrowed(text),
            Inner::Json(json) if json.get() == "null" => Cow::Borrowed(""),
            Inner::Json(json) => serde_json::from_str(json.get())
                .map_or_else(|_| Cow::Borrowed(json.get()), Cow::Owned),
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Value<'a> {
        Value(Inner::Text(text.into()))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value(Inner::Text(text.into()))
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Text(text) => write!(f, "{text:?}"),
            Inner::Json(json) => f.write_str(json.get()),
        }
    }
}

/// A value on its way into JSON; no other format takes it.
pub(super) struct InJson<'v, 'a>(pub &'v Value<'a>);

impl Serialize for InJson<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.0 {
            Inner::Text(text) => text.serialize(serializer),
            Inner::Json(json) => json.serialize(serializer),
        }
    }
}

/// Fields as an object.
pub(super) struct Fields<'o, 'a>(pub &'o [(Cow<'a, str>, Value<'a>)]);

impl Fields<'_, '_> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Fields<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in self.0 {
            map.serialize_entry(name, &InJson(value))?;
        }
        map.end()
    }
}

/// Adds fields to an object that has those `taken`, under names that are free.
pub(super) fn add_fields<M: SerializeMap>(
    map: &mut M,
    fields: &[(Cow<'_, str>, Value<'_>)],
    taken: &[&str],
) -> Result<(), M::Error> {
    let names: Vec<&str> = fields.iter().map(|(name, _)| &**name).collect();
    for (name, (_, value)) in free_names(&names, taken).iter().zip(fields) {
        map.serialize_entry(name, &InJson(value))?;
    }
    Ok(())
}

/// Names that differ from those `taken`: one of these gets `doc_` before it.
pub(super) fn free_names(names: &[impl AsRef<str>], taken: &[&str]) -> Vec<String> {
    let mut free: Vec<String> = Vec::new();
    for name in names {
        let mut name = name.as_ref().to_owned();
        while taken.contains(&&*name) || free.contains(&name) {
            name.insert_str(0, "doc_");
        }
        free.push(name);
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_as_text() {
        for (case, json, text) in [
            ("a string", r#""a\"b\u00e9""#, "a\"bé"),
            ("a number", "1.50", "1.50"),
            ("null", "null", ""),
            ("an object on two lines", "{\n\"a\":1}", "{ \"a\":1}"),
            ("half a character", r#""\ud800""#, r#""\ud800""#),
        ] {
            assert_eq!(Value::json(json).unwrap().shown(), text, "{case}");
        }
        assert!(Value::json("Minsk").is_err());
    }

    #[test]
    fn names_that_are_taken() {
        let names = ["title", "id", "doc_id", "title"];
        assert_eq!(free_names(&names, &["id"]), ["title", "doc_id", "doc_doc_id", "doc_title"]);
    }
}
