//! Which capitals a name asks for where it stands.

use crate::lexicon::text::class::Class;

/// Whether `text` holds neither capitals nor small letters.
pub(crate) fn is_caseless(text: &str) -> bool {
    !text.chars().map(Class::of).any(|class| class.is_upper() || class.is_lower())
}

/// Whether some word of `found` begins with a capital. An invisible character or a mark does not
/// begin a word.
pub(super) fn has_capital_word(found: &str) -> bool {
    if found.as_bytes().first().is_some_and(u8::is_ascii_uppercase) {
        return true;
    }
    if found.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return false;
    }
    let mut inside = false;
    found.chars().map(Class::of).any(|class| {
        let begins = class.is_word() && !inside;
        if !class.is_format() && !class.is_mark() {
            inside = class.is_spaced_word();
        }
        begins && class.is_upper()
    })
}

pub(super) fn same_but_for_space(found: &str, name: &str) -> bool {
    let visible = |text| str::chars(text).filter(|&c| !Class::of(c).is_space());
    visible(found).eq(visible(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capital_words() {
        for (found, capital) in [
            ("Kursk", true),
            ("wilayah Kursk", true),
            ("kursk", false),
            ("al-Assad", true),
            ("iPhone", false),
            ("3M", false),
            ("\u{200f}Kursk", true),
            ("élan", false),
            ("Élan", true),
            ("在Kyiv", true),
        ] {
            assert_eq!(has_capital_word(found), capital, "{found}");
        }
    }
}
