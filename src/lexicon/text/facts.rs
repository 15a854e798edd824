//! Facts about languages that hold for every dictionary: `data/language_facts.csv`.

use std::sync::LazyLock;

/// `lang,fact,value`, without quotation marks.
pub(crate) const TABLE: &str = include_str!("../../../data/language_facts.csv");

/// What a row says about its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    /// An ending of the words with a capital that stand before a noun in small letters in the name
    /// of an organization: "Верховный суд", "Turun yliopisto".
    Adjective,
    /// Another tag of the language, older or narrower, under which no table has names or words.
    Alias,
    /// The word before the last name of a list: "and".
    And,
    /// What makes a genitive of a name it is put behind: "'s".
    Genitive,
    /// That foreign names change like its own.
    InflectsForeign,
    /// What is written behind a name without a space, and belongs to no word.
    Particle,
    /// A country whose towns are written with the region behind a comma: "Long Beach, CA".
    RegionBehind,
    /// Another language, whose names are used for the same places and people.
    Sister,
}

impl Fact {
    const ALL: [Fact; 8] = [
        Fact::Adjective,
        Fact::Alias,
        Fact::And,
        Fact::Genitive,
        Fact::InflectsForeign,
        Fact::Particle,
        Fact::RegionBehind,
        Fact::Sister,
    ];

    /// The word for it in the table.
    fn as_str(self) -> &'static str {
        match self {
            Fact::Adjective => "adjective",
            Fact::Alias => "alias",
            Fact::And => "and",
            Fact::Genitive => "genitive",
            Fact::InflectsForeign => "inflects_foreign",
            Fact::Particle => "particle",
            Fact::RegionBehind => "region_behind",
            Fact::Sister => "sister",
        }
    }
}

/// The language of a BCP 47 tag, whatever script or region it names: "no" of "nb-NO".
pub(crate) fn language(tag: &str) -> &str {
    // Asked of every tag of the names when a dictionary is opened.
    static ALIASES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
        let mut aliases: Vec<_> = all(Fact::Alias).map(|(lang, alias)| (alias, lang)).collect();
        aliases.sort_unstable();
        aliases
    });
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    let small = || primary.bytes().map(|b| b.to_ascii_lowercase());
    let at = ALIASES.binary_search_by(|(alias, _)| alias.bytes().cmp(small()));
    at.map_or(primary, |at| ALIASES[at].1)
}

/// The rows of each fact, in the order of [`Fact::ALL`].
static ROWS: LazyLock<[Vec<(&str, &str)>; Fact::ALL.len()]> = LazyLock::new(|| {
    let mut all = Fact::ALL.map(|_| Vec::new());
    for [lang, fact, value] in rows() {
        let known = Fact::ALL.into_iter().find(|known| known.as_str() == fact);
        if let Some(fact) = known {
            all[fact as usize].push((lang, value));
        }
    }
    all
});

/// All rows with this fact: the language and the value.
pub(crate) fn all(fact: Fact) -> impl Iterator<Item = (&'static str, &'static str)> {
    ROWS[fact as usize].iter().copied()
}

fn rows() -> impl Iterator<Item = [&'static str; 3]> {
    TABLE.lines().skip(1).filter_map(|line| {
        let mut cells = line.splitn(3, ',');
        Some([cells.next()?, cells.next()?, cells.next()?])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        assert_eq!(TABLE.lines().next(), Some("lang,fact,value"));
        assert_eq!(rows().count(), TABLE.lines().count() - 1);
        assert!(!TABLE.contains('"'), "a value that needs quotation marks is not read as one");
        for [lang, fact, value] in rows() {
            assert!(Fact::ALL.iter().any(|known| known.as_str() == fact), "{lang}: {fact}");
            assert!(value.is_empty() == (fact == Fact::InflectsForeign.as_str()), "{lang}: {fact}");
        }
        for fact in Fact::ALL {
            assert!(all(fact).next().is_some(), "{fact:?}");
        }
    }

    #[test]
    fn languages_of_tags() {
        for (tag, lang) in [
            ("id", "id"),
            ("zh-Hant-HK", "zh"),
            ("sr_Latn", "sr"),
            ("nb-NO", "no"),
            ("IW", "he"),
            ("", ""),
        ] {
            assert_eq!(language(tag), lang, "{tag}");
        }
        for (lang, alias) in all(Fact::Alias) {
            assert!(all(Fact::Alias).all(|(_, other)| other != lang), "{lang}, {alias}");
        }
    }

    #[test]
    fn sisters_are_mutual() {
        for (lang, sister) in all(Fact::Sister) {
            assert!(all(Fact::Sister).any(|row| row == (sister, lang)), "{lang}, {sister}");
            assert_eq!(all(Fact::Sister).filter(|row| row.0 == lang).count(), 1, "{lang}");
        }
    }
}
