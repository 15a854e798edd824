//! What may stand in a table: names and ids.

use super::report::Fault;
use crate::lexicon::{
    check::{self, Unfit, codes},
    text::{class::Class, fold::fold},
};
use std::borrow::Cow;

/// `name` as a table holds it: white space and control characters become one space, at the ends
/// nothing. Characters without width that no spelling has, and those that change the direction of
/// writing, are left out.
pub(super) fn tidy(name: &str) -> Result<Cow<'_, str>, Fault> {
    let blank = |c: char| c.is_control() || Class::of(c).is_space();
    let hidden = |c: char| check::is_invisible(c) || check::is_direction(c);
    let trimmed = name.trim_matches(|c| blank(c) || hidden(c));
    let mut after_blank = false;
    let tidy = trimmed.chars().all(|c| {
        let good = !hidden(c) && (!blank(c) || (c == ' ' && !after_blank));
        after_blank = blank(c);
        good
    });
    let tidied: Cow<'_, str> = if tidy {
        trimmed.into()
    } else {
        let words = trimmed
            .split(blank)
            .map(|word| word.replace(hidden, ""))
            .filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ").into()
    };
    match check::name(&tidied) {
        Ok(()) => Ok(tidied),
        Err(unfit) => Err(Fault::new(reason(unfit)).value(name)),
    }
}

/// Why a name is left out.
fn reason(unfit: Unfit) -> &'static str {
    match unfit {
        Unfit::Long(_) => "a name longer than gazetteers take",
        Unfit::Punctuation => "a name of punctuation alone",
        Unfit::Lost => "a name with a character that was lost (U+FFFD)",
        Unfit::Private(_) => "a name with a private-use character",
        Unfit::NoCharacter(_) => "a name with a code point that is no character",
        _ => "a name that holds nothing that can be read",
    }
}

/// Whether a table takes `id`.
pub(super) fn check_id(id: &str) -> Result<(), Fault> {
    if check::id(id) {
        Ok(())
    } else {
        Err(Fault::new("an id that is no word without white space").value(id))
    }
}

/// The tag of a language as tables have it: with the shortest code and hyphens.
pub(super) fn language(tag: &str) -> Result<Cow<'_, str>, Fault> {
    match codes::language(tag) {
        Ok(()) => Ok(tag.into()),
        Err(Some(better)) => Ok(better.into()),
        Err(None) if tag.is_empty() => Ok(tag.into()),
        Err(None) => Err(Fault::new("a language tag that is none").value(tag)),
    }
}

/// The words of a name, folded and joined with hyphens: "São Tomé & Príncipe" is
/// `sao-tome-principe`.
pub(super) fn slug(name: &str) -> String {
    let folded = fold(name);
    let inside =
        |c: char| Class::of(c).is_word() || Class::of(c).is_mark() || matches!(c, '\'' | '’');
    let words = folded
        .split(|c| !inside(c))
        .map(|word| word.replace(['\'', '’'], ""))
        .filter(|word| !word.is_empty());
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
    let degrees = |text: &str, most: f64| {
        text.trim().parse().ok().filter(|degrees| (-most..=most).contains(degrees))
    };
    let lat = degrees(lat, 90.0)
        .ok_or_else(|| Fault::new("a latitude that is no number from -90 to 90").value(lat))?;
    let lon = degrees(lon, 180.0)
        .ok_or_else(|| Fault::new("a longitude that is no number from -180 to 180").value(lon))?;
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
    use crate::lexicon::check::MOST_CHARS;

    #[test]
    fn names_are_tidied() {
        for (name, tidied) in [
            ("Kursk", "Kursk"),
            ("  New \t York\u{a0}", "New York"),
            ("New\u{a0}York", "New York"),
            ("a\u{0}b\u{85}c", "a b c"),
            ("中国", "中国"),
            ("!!!", "!!!"),
            ("\u{feff}Wal\u{200b}hi\u{200b}", "Walhi"),
            ("\u{202b}وَلهي\u{202c}", "وَلهي"),
            ("New \u{200b} York", "New York"),
            ("علی\u{200c}اکبر", "علی\u{200c}اکبر"),
        ] {
            assert_eq!(tidy(name).unwrap(), tidied, "{name:?}");
        }
        for (name, message) in [
            ("", "a name that holds nothing that can be read: ``"),
            (" \t", "a name that holds nothing that can be read: ` \t`"),
            ("\u{301}", "a name that holds nothing that can be read: `\\u{301}`"),
            ("\u{200d}", "a name that holds nothing that can be read: `\\u{200d}`"),
            ("\u{200b}", "a name that holds nothing that can be read: `\\u{200b}`"),
            ("\u{202e}\0", "a name that holds nothing that can be read: `\\u{202e}\\u{0}`"),
            ("Kur\u{fffd}sk", "a name with a character that was lost (U+FFFD): `Kur\u{fffd}sk`"),
            ("Kur\u{e000}sk", "a name with a private-use character: `Kur\u{e000}sk`"),
            ("Kur\u{ffff}sk", "a name with a code point that is no character: `Kur\u{ffff}sk`"),
            ("-", "a name of punctuation alone: `-`"),
        ] {
            assert_eq!(tidy(name).unwrap_err().to_string(), message);
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
