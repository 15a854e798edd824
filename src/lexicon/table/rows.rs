//! The rows of tables, as they stand there.

use crate::lexicon::{
    error::Error,
    model::{CueSpan, Gender, InflectedKind, Kind, NamePart, Point, Side},
    new::NewEntity,
};
use serde::{
    Deserialize, Deserializer,
    de::{Error as _, IntoDeserializer, value},
};

/// A row of `countries.csv`, `cities.csv` and the others: one entity.
#[derive(Debug, Deserialize)]
pub(super) struct EntityRow {
    pub id: String,
    pub name: String,
    pub kind: Option<String>,
    pub country: Option<String>,
    pub region: Option<String>,
    #[serde(rename = "type")]
    pub class: Option<String>,
    pub role: Option<String>,
    pub iso3: Option<String>,
    pub capital: Option<String>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub population: Option<u64>,
    pub fame: Option<u8>,
    pub geonames: Option<u32>,
    pub wikidata: Option<String>,
}

/// A row of `names/*.csv`: one surface form.
#[derive(Debug, Deserialize)]
pub(super) struct NameRow {
    pub id: String,
    #[serde(default)]
    pub lang: String,
    pub name: String,
    pub form: Option<String>,
    pub case: Option<String>,
}

/// A row of `cues.csv`: a word that shows the kind of the name beside it.
#[derive(Debug)]
pub(crate) struct CueRow {
    pub lang: String,
    pub phrase: String,
    pub kind: Kind,
    pub side: Side,
    pub span: CueSpan,
}

/// A row of `cues.csv` as it stands there.
#[derive(Debug, Deserialize)]
pub(super) struct CueFields {
    pub lang: String,
    pub phrase: String,
    pub kind: String,
    pub side: String,
    pub span: String,
}

/// A row of `common_words.csv`: an ordinary word of a language.
#[derive(Debug, Deserialize)]
pub(crate) struct WordRow {
    pub lang: String,
    pub word: String,
}

/// A row of `inflections.csv`: what becomes of words with certain endings.
#[derive(Debug)]
pub(crate) struct InflectionRow {
    pub lang: String,
    pub word: NamePart,
    pub kind: Option<InflectedKind>,
    pub gender: Option<Gender>,
    pub vowel: String,
    pub ending: String,
    pub forms: String,
}

/// A row of `inflections.csv` as it stands there.
#[derive(Debug, Deserialize)]
pub(super) struct InflectionFields {
    pub lang: String,
    pub word: String,
    pub kind: Option<String>,
    pub gender: Option<String>,
    #[serde(default)]
    pub vowel: String,
    pub ending: String,
    #[serde(default)]
    pub forms: String,
}

/// A row of `name_parts.csv`: a word that people are called by.
#[derive(Debug, Deserialize)]
pub(crate) struct PartRow {
    pub part: String,
    pub given: PartWeights,
    pub family: PartWeights,
}

/// How telling a part of a name is in each language, `en:3 es:2`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PartWeights(pub Vec<(Box<str>, u8)>);

impl PartWeights {
    pub(crate) fn highest(&self) -> u8 {
        self.0.iter().map(|&(_, weight)| weight).max().unwrap_or(0)
    }
}

impl<'de> Deserialize<'de> for PartWeights {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<PartWeights, D::Error> {
        let cell = String::deserialize(deserializer)?;
        let mut weights = PartWeights::default();
        for weight in cell.split_whitespace() {
            let parsed = weight
                .split_once(':')
                .and_then(|(lang, weight)| Some((lang.into(), weight.parse().ok()?)));
            let Some(parsed) = parsed.filter(|(_, weight)| (1..=9).contains(weight)) else {
                return Err(D::Error::custom(format!(
                    "`{weight}` is no weight: expected a language and a figure from 1 to 9, as \
                     `en:3`"
                )));
            };
            weights.0.push(parsed);
        }
        Ok(weights)
    }
}

/// A row of `weights.csv`: how much a reason counts.
#[derive(Debug)]
pub(crate) struct WeightRow {
    pub reason: String,
    pub detail: String,
    pub weight: f32,
}

/// A row of `weights.csv` as it stands there; what it means is for people to read.
#[derive(Debug, Deserialize)]
pub(super) struct WeightFields {
    pub reason: String,
    #[serde(default)]
    pub detail: String,
    pub weight: f32,
}

/// The entity of a row, whose values are not checked yet.
pub(super) fn new_entity(
    table: &str,
    line: u64,
    kind: Option<Kind>,
    row: EntityRow,
) -> Result<NewEntity, Error> {
    let fail =
        |column: &str, message: &str| Err(Error::new(table, message).line(line).column(column));
    let Some(kind) = one_of(table, line, "kind", row.kind.as_deref())?.or(kind) else {
        return fail("kind", "no kind given");
    };
    let point = match (row.lat, row.lon) {
        (Some(lat), Some(lon)) => Some(Point { lat, lon }),
        (None, None) => None,
        (Some(_), None) => return fail("lon", "a latitude without a longitude"),
        (None, Some(_)) => return fail("lat", "a longitude without a latitude"),
    };
    let entity = NewEntity::new(kind, row.id, row.name);
    Ok(NewEntity {
        country: row.country.map(Into::into),
        region: row.region.map(Into::into),
        class: row.class.or(row.role).map(Into::into),
        iso3: row.iso3.map(Into::into),
        capital: row.capital.map(Into::into),
        point,
        population: row.population,
        fame: row.fame,
        geonames: row.geonames.or(entity.geonames),
        wikidata: row.wikidata.map(Into::into),
        ..entity
    })
}

/// A field that holds one of a few words, or nothing. The csv crate would not say which column was
/// wrong.
pub(super) fn one_of<T: for<'de> Deserialize<'de>>(
    table: &str,
    line: u64,
    column: &str,
    word: Option<&str>,
) -> Result<Option<T>, Error> {
    let parsed = word
        .filter(|word| !word.is_empty())
        .map(|word| T::deserialize(IntoDeserializer::<value::Error>::into_deserializer(word)));
    parsed.transpose().map_err(|error| {
        let message =
            error.to_string().replacen("unknown variant", &format!("unknown {column}"), 1);
        Error::new(table, message).line(line).column(column).source(error)
    })
}

/// A field that must hold one of a few words.
pub(super) fn needed<T: for<'de> Deserialize<'de>>(
    table: &str,
    line: u64,
    column: &str,
    word: &str,
) -> Result<T, Error> {
    one_of(table, line, column, Some(word))?
        .ok_or_else(|| Error::new(table, format!("no {column} given")).line(line).column(column))
}
