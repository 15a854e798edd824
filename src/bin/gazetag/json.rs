//! A document in JSON, with fields of any names.

use crate::{input::Input, shape::Fields};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor},
};
use serde_json::value::RawValue;
use std::{borrow::Cow, fmt};

#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Reads an object that has these fields.
impl<'de> DeserializeSeed<'de> for &Fields {
    type Value = Input<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Input<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &Fields {
    type Value = Input<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Input<'de>, M::Error> {
        let mut text = None;
        let mut input = Input::default();
        let mut others = Vec::new();
        while let Some(Text(name)) = map.next_key()? {
            if name == *self.text {
                let Text(found) = map.next_value().map_err(|error| self.no_text(&error))?;
                if text.replace(found).is_some() {
                    return Err(M::Error::custom(format_args!("duplicate field `{name}`")));
                }
            } else if self.has(&name) {
                let value: Box<RawValue> = map.next_value()?;
                self.set(name, value, &mut input).map_err(M::Error::custom)?;
            } else {
                map.next_value::<IgnoredAny>()?;
                others.push(name);
            }
        }
        input.text = text.ok_or_else(|| self.missing(&others))?;
        Ok(input)
    }
}

impl Fields {
    /// Whether a field that is not the text is used.
    fn has(&self, name: &str) -> bool {
        [&self.id, &self.lang, &self.country]
            .into_iter()
            .chain(&self.carry)
            .any(|used| used == name)
    }

    fn set(
        &self,
        name: Cow<'_, str>,
        value: Box<RawValue>,
        input: &mut Input<'_>,
    ) -> Result<(), String> {
        let word = |value: &RawValue| -> Result<Option<String>, String> {
            let read = serde_json::from_str(value.get());
            read.map_err(|_| format!("field `{name}`: found {value}, expected a string or null"))
        };
        if name == *self.lang {
            input.lang = word(&value)?;
        }
        if name == *self.country {
            input.country = word(&value)?;
        }
        if self.carry.iter().any(|carried| *carried == name) {
            input.fields.push((name.clone().into_owned(), value.clone()));
        }
        if name == *self.id {
            input.id = value;
        }
        Ok(())
    }

    fn missing<E: Error>(&self, others: &[Cow<'_, str>]) -> E {
        let text = &self.text;
        if others.is_empty() {
            return E::custom(format_args!("missing field `{text}`"));
        }
        let others = others.join("`, `");
        E::custom(format_args!(
            "missing field `{text}`, found `{others}`: --text-field says which has the text"
        ))
    }

    /// What to say if the field of the text has something else.
    fn no_text<E: Error>(&self, error: &E) -> E {
        let message = error.to_string();
        // The position is added again.
        let what = message.rsplit_once(" at line ").map_or(&*message, |(what, _)| what);
        E::custom(format_args!("field `{}`: {what}", self.text))
    }
}
