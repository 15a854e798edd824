//! What may stand in a table: names and ids.

use super::report::Fault;
use crate::{
    gazetteer::MOST_CHARS,
    text::{class::Class, fold::fold},
};
use std::borrow::Cow;

/// `name` as a table holds it: white space and control characters become one space, at the ends nothing.
pub(super) fn tidy(name: &str) -> Result<Cow<'_, str>, Fault> {
    let blank = |c: char| c.is_control() || Class::of(c).is_space();
    let trimmed = name.trim_matches(blank);
    if fold(trimmed).trim_matches(blank).is_empty() {
        return Err(Fault::new("a name that holds nothing that can be read").value(name));
    }
    if trimmed.contains('\u{fffd}') {
        return Err(Fault::new("a name with a character that was lost (U+FFFD)").value(name));
    }
    if trimmed.chars().count() > MOST_CHARS {
        return Err(Fault::new("a name longer than gazetteers take").value(name));
    }
    let mut after_blank = false;
    let tidy = trimmed.chars().all(|c| {
        let good = !blank(c) || (c == ' ' && !after_blank);
        after_blank = blank(c);
        good
    });
    Ok(if tidy { trimmed.into() } else { trimmed.split(blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").into() })
}

/// Whether a table takes `id`.
pub(super) fn check_id(id: &str) -> Result<(), Fault> {
    if id.is_empty() || id.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(Fault::new("an id that is no word without white space").value(id));
    }
    Ok(())
}

/// The words of a name, folded and joined with hyphens: "São Tomé & Príncipe" is `sao-tome-principe`.
pub(super) fn slug(name: &str) -> String {
    let folded = fold(name);
    let inside = |c: char| Class::of(c).is_word() || Class::of(c).is_mark() || matches!(c, '\'' | '’');
    let words = folded.split(|c| !inside(c)).map(|word| word.replace(['\'', '’'], "")).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-");
    if slug.is_empty() { "name".into() } else { slug }
}

/// Whether `name` is in a script with capitals and has none.
pub(super) fn lacks_capital(name: &str) -> bool {
    let any = |is: fn(Class) -> bool| name.chars().any(|c| is(Class::of(c)));
    any(Class::is_lower) && !any(Class::is_upper)
}

/// A latitude and a longitude in degrees.
pub(super) fn point(lat: &str, lon: &str) -> Result<crate::Point, Fault> {
    let degrees = |text: &str, most: f64| text.trim().parse().ok().filter(|degrees| (-most..=most).contains(degrees));
    let lat = degrees(lat, 90.0).ok_or_else(|| Fault::new("a latitude that is no number from -90 to 90").value(lat))?;
    let lon = degrees(lon, 180.0).ok_or_else(|| Fault::new("a longitude that is no number from -180 to 180").value(lon))?;
    Ok(crate::Point { lat, lon })
}

/// The number of a Wikidata item: 184 of `Q184`.
pub(super) fn wikidata_item(text: &str) -> Option<u32> {
    text.strip_prefix('Q').and_then(|digits| digits.parse().ok()).filter(|&number| number > 0)
}

/// What is wrong with a line of JSON, without the line number, which is always 1.
pub(super) fn json_message(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    match message.strip_suffix(&position) {
        Some(message) => format!("{message} (column {})", error.column()),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_tidied() {
        for (name, tidied) in [
            ("Kursk", "Kursk"),
            ("  New \t York\u{a0}", "New York"),
            ("New\u{a0}York", "New York"),
            ("a\u{0}b\u{85}c", "a b c"),
            ("中国", "中国"),
            ("!!!", "!!!"),
        ] {
            assert_eq!(tidy(name).unwrap(), tidied, "{name:?}");
        }
        for name in ["", " \t", "\u{301}", "\u{200d}", "Kur\u{fffd}sk"] {
            assert!(tidy(name).is_err(), "{name:?}");
        }
        let long = "a".repeat(MOST_CHARS);
        assert!(tidy(&long).is_ok() && tidy(&(long + "a")).is_err());
    }

    #[test]
    fn slugs() {
        for (name, expected) in [
            ("São Tomé & Príncipe", "sao-tome-principe"),
            ("N'Djamena", "ndjamena"),
            ("Walhi", "walhi"),
            ("Курская область", "курская-область"),
            ("中国", "中国"),
            ("!!!", "name"),
        ] {
            assert_eq!(slug(name), expected);
        }
    }
}
