//! The values of one entity or one name, as far as they tell by themselves.

use super::{Wrong, codes, refusal, shown};
use crate::lexicon::{
    model::{Kind, Point},
    new::{NewEntity, NewName},
};

/// Whether the values of an entity may stand in a gazetteer.
pub(crate) fn entity(entity: &NewEntity) -> Result<(), Wrong> {
    let NewEntity { kind, id, name, country, iso3, capital, point, fame, wikidata, .. } = entity;
    if !super::id(id) {
        let expected = "expected a word without white space and invisible characters";
        return Err(Wrong::new("id", format!("`{}` is no id: {expected}", shown(id))));
    }
    super::name(name).map_err(|unfit| Wrong::new("name", refusal(name, "name", unfit)))?;
    if let Some(iso3) = iso3
        && !(iso3.len() == 3 && iso3.bytes().all(|b| b.is_ascii_uppercase()))
    {
        let expected = "expected three capitals, such as `BLR`";
        let message = format!("`{}` is no ISO 3166-1 alpha-3 code: {expected}", shown(iso3));
        return Err(Wrong::new("iso3", message));
    }
    if let Some(capital) = capital
        && *kind != Kind::Country
        && **capital != *"yes"
        && country.as_ref() != Some(capital)
    {
        let message =
            format!("`{}` of a {kind}: expected `yes`, its country, or nothing", shown(capital));
        return Err(Wrong::new("capital", message));
    }
    point.map_or(Ok(()), on_earth)?;
    if let Some(fame) = fame
        && !(1..=5).contains(fame)
    {
        return Err(Wrong::new("fame", format!("fame {fame} is not between 1 and 5")));
    }
    let is_item = |item: &str| {
        let digits = item.strip_prefix('Q').unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    };
    match wikidata {
        Some(item) if !is_item(item) => Err(Wrong::new(
            "wikidata",
            format!("`{}` is no Wikidata item: expected Q and digits", shown(item)),
        )),
        _ => Ok(()),
    }
}

fn on_earth(Point { lat, lon }: Point) -> Result<(), Wrong> {
    if !(-90.0..=90.0).contains(&lat) {
        return Err(Wrong::new("lat", format!("latitude {lat} is not between -90 and 90 degrees")));
    }
    if !(-180.0..=180.0).contains(&lon) {
        return Err(Wrong::new(
            "lon",
            format!("longitude {lon} is not between -180 and 180 degrees"),
        ));
    }
    Ok(())
}

/// Whether the values of a name may stand in a gazetteer.
pub(crate) fn name(name: &NewName, langs: &mut Langs) -> Result<(), Wrong> {
    if name.id.is_empty() {
        return Err(Wrong::new("id", "no id: whose name is this?".into()));
    }
    langs.check(&name.langs).map_err(|message| Wrong::new("lang", message))?;
    super::name(&name.name).map_err(|unfit| Wrong::new("name", refusal(&name.name, "name", unfit)))
}

/// Checks language tags. Most names have that of the one before.
#[derive(Default)]
pub(crate) struct Langs {
    last: String,
}

impl Langs {
    /// Checks tags with a space between, or none.
    pub(crate) fn check(&mut self, tags: &str) -> Result<(), String> {
        if tags.is_empty() || tags == self.last {
            return Ok(());
        }
        for tag in tags.split(' ') {
            let expected = match codes::language(tag) {
                Ok(()) => continue,
                Err(Some(better)) => format!("`{better}`"),
                Err(None) => "a tag of BCP 47, such as `en` or `zh-Hant`".into(),
            };
            return Err(format!("`{}` is no language tag: expected {expected}", shown(tag)));
        }
        self.last.clear();
        self.last.push_str(tags);
        Ok(())
    }

    /// Checks one tag or none.
    pub(crate) fn check_one(&mut self, tag: &str) -> Result<(), String> {
        if tag.contains(' ') {
            return Err(format!("`{}` is no language tag: expected one", shown(tag)));
        }
        self.check(tag)
    }
}
