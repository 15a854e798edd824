//! Language tags, as other people write them, and the choice of languages.

/// The chosen languages, in order of preference; none means all.
#[derive(Clone, Debug, Default)]
pub(super) struct Languages(Vec<String>);

impl Languages {
    pub(super) fn new(tags: impl IntoIterator<Item = impl Into<String>>) -> Languages {
        Languages(
            tags.into_iter()
                .map(|tag| tag.into().trim().to_ascii_lowercase().replace('_', "-"))
                .filter(|tag| !tag.is_empty())
                .collect(),
        )
    }

    pub(super) fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    /// The place of a tag in the order of preference, if it is chosen: `zh` chooses `zh-hant` too.
    pub(super) fn rank(&self, tag: &str) -> Option<usize> {
        if self.is_all() {
            return Some(0);
        }
        let primary = tag.split('-').next().unwrap_or(tag);
        self.0.iter().position(|chosen| {
            chosen.eq_ignore_ascii_case(tag) || chosen.eq_ignore_ascii_case(primary)
        })
    }

    pub(super) fn takes(&self, tag: &str) -> bool {
        self.rank(tag).is_some()
    }
}

/// Whether a tag begins as a language does: with two or three letters. GeoNames' `post`, `iata`,
/// `fr_1793` and the like do not.
pub(super) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

/// The BCP 47 tag for a language code of Wikimedia
/// (<https://meta.wikimedia.org/wiki/Special_language_codes>); empty for `mul`, which stands for
/// every language.
pub(super) fn from_wikimedia(code: &str) -> &str {
    match code {
        "mul" => "",
        "simple" => "en",
        "als" => "gsw",
        "bat-smg" => "sgs",
        "be-x-old" => "be-tarask",
        "bh" => "bho",
        "cbk-zam" => "cbk",
        "fiu-vro" => "vro",
        "map-bms" => "jv-x-bms",
        "mo" => "ro-MD",
        "no" => "nb",
        "roa-rup" => "rup",
        "roa-tara" => "nap-x-tara",
        "zh-classical" => "lzh",
        "zh-min-nan" => "nan",
        "zh-yue" => "yue",
        _ => code,
    }
}
