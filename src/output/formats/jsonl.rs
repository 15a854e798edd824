//! JSON Lines: an object for each document.

use super::{
    Origin, Style,
    found::{mentions, unit, write_json},
    origin::{Fields, InJson},
    rendered::Rendered,
};
use crate::annotator::{Annotations, Focus, FocusPlace, record::thousandths};
use serde::Serialize;

/// What the document is about: of each sort the first few places.
#[derive(Serialize)]
struct Places<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    countries: Vec<Place<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    regions: Vec<Place<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cities: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    entity: &'a str,
    name: &'a str,
    share: f64,
    mentions: usize,
}

/// How many countries, regions and cities the focus shows, each.
const MOST_OF_FOCUS: usize = 3;

pub(super) fn render<'a>(
    style: &Style,
    origin: &Origin<'_>,
    annotations: &Annotations<'a, 'a>,
) -> Rendered {
    let mut line = Vec::new();
    let mut field = |name: &str, value: &dyn Fn(&mut Vec<u8>)| {
        line.extend_from_slice(if line.is_empty() { b"{" } else { b"," });
        write_json(&name, &mut line);
        line.push(b':');
        value(&mut line);
    };
    field("id", &|line| write_json(&InJson(&origin.id), line));
    if !origin.fields.is_empty() {
        field("fields", &|line| write_json(&Fields(&origin.fields), line));
    }
    if let Some(lang) = annotations.lang() {
        field("lang", &|line| write_json(&lang, line));
    }
    field("offsets", &|line| write_json(&unit(style.unit), line));
    let focus = annotations.focus();
    // A region and a city without a country are in the tables of users alone.
    if [focus.countries(), focus.regions(), focus.cities()].iter().any(|places| !places.is_empty())
    {
        field("focus", &|line| write_json(&Places::of(&focus), line));
    }
    // One mention at a time: those of a long text together would need more memory than the line.
    field("mentions", &|line| {
        line.push(b'[');
        for (number, (_, mention)) in mentions(style, annotations).enumerate() {
            if number > 0 {
                line.push(b',');
            }
            write_json(&mention, line);
        }
        line.push(b']');
    });
    line.extend_from_slice(b"}\n");
    Rendered::bytes(line)
}

impl<'a> Places<'a> {
    fn of(focus: &'a Focus<'_, '_>) -> Places<'a> {
        let shown = |places: &'a [FocusPlace<'_, '_>]| {
            places.iter().take(MOST_OF_FOCUS).map(Place::of).collect()
        };
        Places {
            countries: shown(focus.countries()),
            regions: shown(focus.regions()),
            cities: shown(focus.cities()),
        }
    }
}

impl<'a> Place<'a> {
    fn of(place: &'a FocusPlace<'_, '_>) -> Place<'a> {
        Place {
            entity: place.entity().id(),
            name: place.entity().name(),
            share: thousandths(place.share()),
            mentions: place.mentions().len(),
        }
    }
}
