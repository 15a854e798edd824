//! The countries and regions that rows say something lies in.

use super::{
    Wrong,
    codes::{country_called, country_of_region, is_country, is_outside},
    shown,
};
use crate::lexicon::model::Kind;
use std::collections::{HashMap, HashSet};

/// The entities that rows may refer to.
pub(crate) trait Entities {
    /// The kind and the country of the entity with this id.
    fn find(&self, id: &str) -> Option<(Kind, Option<&str>)>;

    /// Whether there are regions with codes of this country, `RU-…`: any other code with this
    /// country is wrong.
    fn has_regions(&self, country: &str) -> bool;
}

fn wrong(column: &'static str, message: String) -> Result<(), Wrong> {
    Err(Wrong::new(column, message))
}

/// Whether `country`, which a row of this kind and id gives, is a code or a country among the
/// entities.
pub(crate) fn country(
    entities: &impl Entities,
    (kind, id): (Kind, &str),
    country: &str,
) -> Result<(), Wrong> {
    if kind == Kind::Country && country != id {
        let message = format!(
            "`{}`: a country lies in no other; expected nothing, or its own id `{id}`",
            shown(country)
        );
        return wrong("country", message);
    }
    if is_country(country) {
        return Ok(());
    }
    match entities.find(country) {
        Some((Kind::Country, _)) => return Ok(()),
        Some((other, _)) => {
            return wrong(
                "country",
                format!("`{}` is a {other}, expected a country", shown(country)),
            );
        }
        None => {}
    }
    let expected = country_called(country)
        .map_or("an ISO 3166-1 code such as `RU`".into(), |code| {
            format!("the ISO 3166-1 code `{code}`")
        });
    wrong(
        "country",
        format!(
            "`{}` is no country: expected {expected}, or the id of a country in the tables",
            shown(country)
        ),
    )
}

/// Whether `region` is a region among the entities, or a code that may be one, and lies in the
/// country that the row gives.
pub(crate) fn region(
    entities: &impl Entities,
    country: Option<&str>,
    region: &str,
) -> Result<(), Wrong> {
    let its_country = match entities.find(region) {
        Some((Kind::Region, its_country)) => its_country,
        Some((other, _)) => {
            return wrong("region", format!("`{}` is a {other}, expected a region", shown(region)));
        }
        None if is_outside(region) => return Ok(()),
        None => match country_of_region(region) {
            Some(code) if entities.has_regions(code) => {
                return wrong(
                    "region",
                    format!(
                        "`{region}` is no region: the tables have others of `{code}`, and not \
                         this one"
                    ),
                );
            }
            Some(code) => Some(code),
            None => {
                let message = "is no region: expected the id of a region in the tables, or an ISO \
                               3166-2 code such as `RU-KRS`";
                return wrong("region", format!("`{}` {message}", shown(region)));
            }
        },
    };
    match (its_country, country) {
        // Hong Kong is `HK` and `CN-HK`.
        (Some(its), Some(country))
            if its != country
                && region.split_once('-').is_none_or(|(_, part)| !part.starts_with(country)) =>
        {
            wrong(
                "region",
                format!(
                    "`{region}` lies in `{its}`, and not in the country `{country}` of this row"
                ),
            )
        }
        _ => Ok(()),
    }
}

/// Regions, given with those that they lie in, that lie in themselves, at once or by way of others:
/// one of each circle.
pub(crate) fn circles<'r>(
    regions: impl Iterator<Item = (&'r str, &'r str)>,
) -> Vec<(&'r str, Wrong)> {
    let parents: HashMap<&str, &str> = regions.collect();
    let mut seen: HashSet<&str> = HashSet::new();
    let mut found = Vec::new();
    // In one order, whatever the map's is.
    let mut starts: Vec<&str> = parents.keys().copied().collect();
    starts.sort_unstable();
    for start in starts {
        let mut path = vec![start];
        let mut steps = HashMap::from([(start, 0)]);
        while let Some(&parent) =
            parents.get(path[path.len() - 1]).filter(|parent| !seen.contains(*parent))
        {
            if let Some(&at) = steps.get(parent) {
                let circle: Vec<String> = path[at..]
                    .iter()
                    .chain([&parent])
                    .map(|region| format!("`{region}`"))
                    .collect();
                let message = format!("a region cannot lie in itself: {}", circle.join(" in "));
                found.push((path[at], Wrong::new("region", message)));
                break;
            }
            steps.insert(parent, path.len());
            path.push(parent);
        }
        seen.extend(path);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tables that know the regions of Russia, and a region and a state without codes.
    struct Known;

    impl Entities for Known {
        fn find(&self, id: &str) -> Option<(Kind, Option<&str>)> {
            match id {
                "RU" | "soviet-union" => Some((Kind::Country, Some("RU"))),
                "RU-KRS" => Some((Kind::Region, Some("RU"))),
                "my:north" => Some((Kind::Region, None)),
                "kursk" => Some((Kind::City, Some("RU"))),
                _ => None,
            }
        }

        fn has_regions(&self, country: &str) -> bool {
            country == "RU"
        }
    }

    #[test]
    fn countries() {
        const NO_COUNTRY: &str = "is no country: expected";
        const OR: &str = "or the id of a country in the tables";
        for (code, expected) in [
            ("RU", None),
            ("ID", None),
            ("XK", None),
            ("soviet-union", None),
            ("ZQ", Some(format!("`ZQ` {NO_COUNTRY} an ISO 3166-1 code such as `RU`, {OR}"))),
            ("Russia", Some(format!("`Russia` {NO_COUNTRY} the ISO 3166-1 code `RU`, {OR}"))),
            (
                "United States",
                Some(format!("`United States` {NO_COUNTRY} the ISO 3166-1 code `US`, {OR}")),
            ),
            ("RUS", Some(format!("`RUS` {NO_COUNTRY} the ISO 3166-1 code `RU`, {OR}"))),
            (
                "R\u{200b}U",
                Some(format!("`R\\u{{200b}}U` {NO_COUNTRY} an ISO 3166-1 code such as `RU`, {OR}")),
            ),
            ("kursk", Some("`kursk` is a city, expected a country".into())),
        ] {
            let found = country(&Known, (Kind::City, "x"), code).err();
            assert_eq!(
                found,
                expected.map(|message| Wrong { column: "country", message }),
                "{code}"
            );
        }
        assert_eq!(country(&Known, (Kind::Country, "RU"), "RU"), Ok(()));
        assert_eq!(
            country(&Known, (Kind::Country, "GL"), "DK").unwrap_err().message,
            "`DK`: a country lies in no other; expected nothing, or its own id `GL`"
        );
    }

    #[test]
    fn regions() {
        for (of, code, expected) in [
            (Some("RU"), "RU-KRS", None),
            (None, "RU-KRS", None),
            (Some("RU"), "my:north", None),
            (Some("DE"), "DE-BY", None),
            (None, "DE-BY", None),
            (Some("HK"), "CN-HK", None),
            (Some("UA"), "geonames:703447", None),
            (Some("UA"), "Q1899", None),
            (
                Some("RU"),
                "RU-XXX",
                Some("`RU-XXX` is no region: the tables have others of `RU`, and not this one"),
            ),
            (
                Some("UA"),
                "RU-KRS",
                Some("`RU-KRS` lies in `RU`, and not in the country `UA` of this row"),
            ),
            (
                Some("AT"),
                "DE-BY",
                Some("`DE-BY` lies in `DE`, and not in the country `AT` of this row"),
            ),
            (Some("RU"), "kursk", Some("`kursk` is a city, expected a region")),
            (Some("RU"), "RU", Some("`RU` is a country, expected a region")),
            (
                Some("DE"),
                "Bavaria",
                Some(
                    "`Bavaria` is no region: expected the id of a region in the tables, or an ISO \
                     3166-2 code such as `RU-KRS`",
                ),
            ),
        ] {
            let found = region(&Known, of, code).err().map(|wrong| wrong.message);
            assert_eq!(found.as_deref(), expected, "{code} in {of:?}");
        }
    }

    #[test]
    fn regions_in_themselves() {
        for (case, regions, expected) in [
            ("none", &[("a", "b"), ("b", "c")][..], &[][..]),
            ("at once", &[("a", "a")], &[("a", "a region cannot lie in itself: `a` in `a`")]),
            (
                "in each other",
                &[("a", "b"), ("b", "a")],
                &[("a", "a region cannot lie in itself: `a` in `b` in `a`")],
            ),
            (
                "behind a tail",
                &[("a", "b"), ("b", "c"), ("c", "d"), ("d", "b")],
                &[("b", "a region cannot lie in itself: `b` in `c` in `d` in `b`")],
            ),
            ("several in one", &[("a", "c"), ("b", "c"), ("d", "a"), ("e", "a")], &[]),
            (
                "two circles",
                &[("x", "x"), ("a", "b"), ("b", "a"), ("c", "a")],
                &[
                    ("a", "a region cannot lie in itself: `a` in `b` in `a`"),
                    ("x", "a region cannot lie in itself: `x` in `x`"),
                ],
            ),
        ] {
            let found = circles(regions.iter().copied());
            let found: Vec<(&str, &str)> =
                found.iter().map(|(id, wrong)| (*id, &*wrong.message)).collect();
            assert_eq!(found, expected, "{case}");
        }
    }
}
