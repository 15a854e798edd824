//! The parts of an entity's JSON that are read
//! (<https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html>).

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use std::{borrow::Cow, fmt, marker::PhantomData};

#[derive(Deserialize)]
pub(super) struct Entity<'a> {
    #[serde(borrow, default)]
    pub id: Cow<'a, str>,
    #[serde(rename = "type", borrow, default)]
    class: Cow<'a, str>,
    #[serde(borrow, default)]
    pub labels: MapOrList<'a, Term<'a>>,
    #[serde(borrow, default)]
    pub aliases: MapOrList<'a, Vec<Term<'a>>>,
    #[serde(default)]
    pub claims: Claims,
    #[serde(borrow, default)]
    pub sitelinks: MapOrList<'a, IgnoredAny>,
    /// Entities that were deleted have these and no more.
    missing: Option<IgnoredAny>,
    deleted: Option<IgnoredAny>,
    redirect: Option<IgnoredAny>,
    redirects: Option<IgnoredAny>,
}

impl Entity<'_> {
    pub(super) fn is_missing(&self) -> bool {
        self.missing.is_some() || self.deleted.is_some()
    }

    pub(super) fn is_redirect(&self) -> bool {
        self.redirect.is_some() || self.redirects.is_some()
    }

    pub(super) fn is_item(&self) -> bool {
        matches!(&*self.class, "item" | "")
    }
}

/// A label or an alias.
#[derive(Deserialize)]
pub(super) struct Term<'a> {
    #[serde(borrow)]
    pub value: Cow<'a, str>,
}

/// The claims that are used. A list, which stands for no claims, is taken too.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Claims {
    #[serde(rename = "P31")]
    pub instance_of: Vec<Statement<Item>>,
    #[serde(rename = "P17")]
    pub country: Vec<Statement<Item>>,
    #[serde(rename = "P297")]
    pub country_code: Vec<Statement<String>>,
    #[serde(rename = "P625")]
    pub coordinates: Vec<Statement<Coordinates>>,
    #[serde(rename = "P1082")]
    pub population: Vec<Statement<Quantity>>,
    #[serde(rename = "P1566")]
    pub geonames: Vec<Statement<String>>,
}

#[derive(Deserialize)]
pub(super) struct Statement<T> {
    mainsnak: Snak<T>,
    #[serde(default)]
    rank: Rank,
}

#[derive(Deserialize)]
struct Snak<T> {
    /// Missing if the value is unknown or does not exist.
    datavalue: Option<Lenient<T>>,
}

/// A value of the type that the property should have, or another, which is ignored.
#[derive(Deserialize)]
#[serde(untagged)]
enum Lenient<T> {
    Good { value: T },
    Other(IgnoredAny),
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Rank {
    Preferred,
    Deprecated,
    #[default]
    #[serde(other)]
    Normal,
}

/// The values of the preferred statements, or without these of the normal ones.
pub(super) fn best<T>(statements: &[Statement<T>]) -> impl Iterator<Item = &T> {
    let preferred = statements.iter().any(|statement| statement.rank == Rank::Preferred);
    let rank = if preferred { Rank::Preferred } else { Rank::Normal };
    statements.iter().filter(move |statement| statement.rank == rank).filter_map(|statement| {
        match &statement.mainsnak.datavalue {
            Some(Lenient::Good { value }) => Some(value),
            Some(Lenient::Other(IgnoredAny)) | None => None,
        }
    })
}

#[derive(Deserialize)]
pub(super) struct Item {
    id: Option<String>,
    /// Old dumps have only this.
    #[serde(rename = "numeric-id")]
    numeric_id: Option<u32>,
}

impl Item {
    pub(super) fn number(&self) -> Option<u32> {
        self.id.as_deref().and_then(super::text::wikidata_item).or(self.numeric_id)
    }
}

#[derive(Deserialize)]
pub(super) struct Coordinates {
    pub latitude: f64,
    pub longitude: f64,
    globe: Option<String>,
}

impl Coordinates {
    pub(super) fn is_on_earth(&self) -> bool {
        self.globe.as_deref().is_none_or(|globe| globe.ends_with("/Q2"))
    }
}

#[derive(Deserialize)]
pub(super) struct Quantity {
    /// A decimal number with its sign: `+4200`.
    amount: String,
}

impl Quantity {
    pub(super) fn number(&self) -> Option<u64> {
        let whole = self.amount.split('.').next().unwrap_or_default();
        whole.strip_prefix('+').unwrap_or(whole).parse().ok()
    }
}

/// A map by language or site. PHP writes an empty one as a list.
pub(super) struct MapOrList<'a, T>(pub Vec<(Code<'a>, T)>);

impl<T> Default for MapOrList<'_, T> {
    fn default() -> Self {
        MapOrList(Vec::new())
    }
}

/// A key of a map.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Code<'a>(#[serde(borrow)] pub Cow<'a, str>);

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for MapOrList<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<'a, T>(PhantomData<(&'a (), T)>);
        impl<'de: 'a, 'a, T: Deserialize<'de>> Visitor<'de> for Entries<'a, T> {
            type Value = MapOrList<'a, T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map or an empty list")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(MapOrList(entries))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(MapOrList::default())
            }
        }
        deserializer.deserialize_any(Entries(PhantomData))
    }
}

/// `json` with U+FFFD for every escape of half a surrogate pair, if it has any.
pub(super) fn mend_surrogates(json: &str) -> Option<String> {
    let escape = |at: usize| {
        let digits = json.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut mended = String::with_capacity(json.len());
    let mut found = false;
    let mut kept = 0;
    let mut at = 0;
    while let Some(backslash) = json[at..].find('\\') {
        at += backslash;
        match escape(at) {
            Some(0xd800..=0xdbff) if matches!(escape(at + 6), Some(0xdc00..=0xdfff)) => at += 12,
            Some(0xd800..=0xdfff) => {
                mended.push_str(&json[kept..at]);
                mended.push_str("\\ufffd");
                found = true;
                at += 6;
                kept = at;
            }
            Some(_) => at += 6,
            // A backslash and the character after it, which may be a backslash.
            None => at += 1 + json[at + 1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    mended.push_str(&json[kept..]);
    found.then_some(mended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_surrogate_pairs_are_mended() {
        for (json, mended) in [
            (r#""plain""#, None),
            (r#""\ud83d\ude00""#, None),
            (r#""\\ud83d""#, None),
            (r#""\u00e9""#, None),
            (r#""a\ud83db""#, Some(r#""a\ufffdb""#)),
            (r#""\uDE00\ud83d""#, Some(r#""\ufffd\ufffd""#)),
            (r#""\ud83d\ud83d\ude00""#, Some(r#""\ufffd\ud83d\ude00""#)),
            (r#""\\\ud83dé\"""#, Some(r#""\\\ufffdé\"""#)),
            (r#""\ud8"#, None),
            (r#""\"#, None),
        ] {
            assert_eq!(mend_surrogates(json).as_deref(), mended, "{json}");
        }
    }
}
