//! Codes of countries (ISO 3166), their parts, and languages (BCP 47, ISO 639).

use crate::lexicon::text::fold;
use std::sync::LazyLock;

/// The built-in table of countries, which has every code of ISO 3166-1 and XK: `id,name,iso3,…`.
const COUNTRIES: &str = include_str!("../../../data/countries.csv");

/// `name,code`: what else countries are called where a code is expected.
const COUNTRY_NAMES: &str = include_str!("country_names.csv");

/// Whether `code` is one of ISO 3166-1 alpha-2: assigned, or free for private use (AA, QM–QZ,
/// XA–XZ, ZZ).
pub(crate) fn is_country(code: &str) -> bool {
    static CODES: LazyLock<Vec<[u8; 2]>> = LazyLock::new(|| {
        let ids =
            COUNTRIES.lines().filter_map(|line| line.split(',').next()?.as_bytes().try_into().ok());
        let mut codes: Vec<[u8; 2]> =
            ids.filter(|id: &[u8; 2]| id.iter().all(u8::is_ascii_uppercase)).collect();
        codes.sort_unstable();
        codes
    });
    match <[u8; 2]>::try_from(code.as_bytes()) {
        Ok([b'X', b'A'..=b'Z'] | [b'Q', b'M'..=b'Z'] | [b'A', b'A'] | [b'Z', b'Z']) => true,
        Ok(code) => CODES.binary_search(&code).is_ok(),
        Err(_) => false,
    }
}

/// The code of the country that `name` means, by its English name or its code in other letters or
/// of three letters.
///
/// # Complexity
/// O(n) in the number of countries: meant for messages.
pub(crate) fn country_called(name: &str) -> Option<String> {
    let is_it = |other: &str| fold::same(other, name.trim());
    if let Some((_, code)) = rows(COUNTRY_NAMES).find(|(other, _)| is_it(other)) {
        return Some(code.to_owned());
    }
    let mut countries = csv::Reader::from_reader(COUNTRIES.as_bytes());
    let mut rows = countries.records().filter_map(Result::ok).filter(|row| is_country(&row[0]));
    rows.find(|row| row.iter().take(3).any(is_it)).map(|row| row[0].to_owned())
}

/// The rows of a table of two columns without quotation marks, but for its head.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().skip(1).filter_map(|line| line.split_once(','))
}

/// The country that a code of the form of ISO 3166-2 is of: `RU` of `RU-KRS`.
pub(crate) fn country_of_region(code: &str) -> Option<&str> {
    let (country, part) = code.split_once('-')?;
    let is_part = (1..=3).contains(&part.len())
        && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    (is_part && is_country(country)).then_some(country)
}

/// Whether `id` is one that another system gives, which may have no row here: `geonames:703447`,
/// `Q1899`.
pub(crate) fn is_outside(id: &str) -> bool {
    let number = id.strip_prefix("geonames:").or_else(|| id.strip_prefix('Q'));
    number.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// `long,short`: the codes of ISO 639-2 for languages that have one of two letters, which BCP 47
/// asks for.
const LANGUAGE_CODES: &str = include_str!("language_codes.csv");

/// The code of two letters of a language that `code` is one of three letters for.
fn shorter(code: &str) -> Option<&'static str> {
    if code.len() != 3 {
        return None;
    }
    rows(LANGUAGE_CODES).find(|(long, _)| long.eq_ignore_ascii_case(code)).map(|(_, short)| short)
}

/// Whether `tag` is well formed by BCP 47, with the shortest code of its language. If not, returns
/// the right tag, where that is known.
pub(crate) fn language(tag: &str) -> Result<(), Option<String>> {
    let (primary, rest) =
        tag.split_once(['-', '_']).map_or((tag, None), |(primary, rest)| (primary, Some(rest)));
    // Longer codes are reserved.
    let is_primary =
        (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
    let is_private = primary.eq_ignore_ascii_case("x") && rest.is_some();
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    if !(is_primary || is_private) || !rest.is_none_or(|rest| rest.split(['-', '_']).all(is_part)) {
        return Err(None);
    }
    match shorter(primary) {
        None if !tag.contains('_') => Ok(()),
        short => {
            let rest = rest.map_or(String::new(), |rest| format!("-{}", rest.replace('_', "-")));
            Err(Some(format!("{}{rest}", short.unwrap_or(primary))))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries() {
        for code in ["RU", "ID", "GB", "XK", "XX", "AA", "QM", "QZ", "ZZ", "BQ", "SS"] {
            assert!(is_country(code), "{code}");
        }
        for code in [
            "", "R", "ZQ", "UK", "EU", "QA1", "QL", "SU", "ru", "Ru", "RUS", "É", "X1", "Xа", "id",
            "Russia",
        ] {
            assert!(!is_country(code), "{code}");
        }
        assert_eq!(
            (b'A'..=b'Z')
                .flat_map(|a| (b'A'..=b'Z').map(move |b| [a, b]))
                .filter(|code| is_country(std::str::from_utf8(code).unwrap()))
                .count(),
            249 + 26 + 14 + 2
        );
    }

    #[test]
    fn countries_by_name() {
        for (name, code) in [
            ("Russia", Some("RU")),
            ("RUSSIA ", Some("RU")),
            ("United States", Some("US")),
            ("USA", Some("US")),
            ("us", Some("US")),
            ("UK", Some("GB")),
            ("Cote d'Ivoire", Some("CI")),
            ("Soviet Union", None),
            ("ZQ", None),
            ("", None),
        ] {
            assert_eq!(country_called(name).as_deref(), code, "{name}");
        }
    }

    #[test]
    fn regions() {
        for (code, country) in [
            ("RU-KRS", Some("RU")),
            ("AD-02", Some("AD")),
            ("XX-1", Some("XX")),
            ("ZQ-1", None),
            ("RU-", None),
            ("RU-KRSK", None),
            ("RU-krs", None),
            ("RU", None),
            ("ru-KRS", None),
            ("Bavaria", None),
        ] {
            assert_eq!(country_of_region(code), country, "{code}");
        }
        assert!(is_outside("geonames:703447") && is_outside("Q1899"));
        assert!(!is_outside("geonames:") && !is_outside("Qatar") && !is_outside("geonames:x"));
    }

    #[test]
    fn languages() {
        let ok = |tag: &'static str| (tag, Ok(()));
        let better = |tag, expected: &str| (tag, Err(Some(expected.to_owned())));
        for (tag, expected) in [
            ok("en"),
            ok("EN"),
            ok("zh-Hant"),
            ok("pt-BR"),
            ok("ceb"),
            ok("be-tarask"),
            ok("jv-x-bms"),
            ok("x-klingon"),
            better("eng", "en"),
            better("fre-CA", "fr-CA"),
            better("EN_us", "EN-us"),
            better("deu_AT", "de-AT"),
            ("", Err(None)),
            ("e", Err(None)),
            ("x", Err(None)),
            ("en-", Err(None)),
            ("en us", Err(None)),
            ("русский", Err(None)),
            ("english-language", Err(None)),
            ("e1", Err(None)),
        ] {
            assert_eq!(language(tag), expected, "{tag}");
        }
    }
}
