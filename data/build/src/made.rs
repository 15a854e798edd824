//! Names that are made of others: "George W Bush" of "George W. Bush", "St. Paul" of "Saint Paul",
//! "C.I.A." of "CIA".

use crate::{
    entities::{Entity, Kind},
    error::Error,
    table::Table,
};
use std::{collections::BTreeSet, path::Path};

/// The words of places that are often shortened, each with one of its short forms.
#[derive(Debug)]
pub struct ShortWords(Vec<(String, String)>);

impl ShortWords {
    /// Reads `data/source/rules/short_words.csv`.
    pub fn read(data: &Path) -> Result<Self, Error> {
        let table = Table::read(data, "source/rules/short_words.csv", &["word", "short", "note"])?;
        table.check_order(&["word", "short"])?;
        let pair = |row: crate::table::Row| (row.get("word").into(), row.get("short").into());
        Ok(Self(table.rows().map(pair).collect()))
    }

    /// The other ways to write an entity's main name, without that itself.
    pub fn names_of(&self, entity: &Entity) -> BTreeSet<String> {
        let name = entity.name();
        let mut made = match entity.kind {
            Kind::People => initials(name),
            Kind::Regions | Kind::Cities | Kind::Places => self.shortened(name),
            Kind::Countries | Kind::Organizations => BTreeSet::new(),
        };
        made.remove(name);
        made
    }

    /// A name with its first long word shortened, or its first short one written out.
    fn shortened(&self, name: &str) -> BTreeSet<String> {
        let words: Vec<&str> = name.split(' ').collect();
        let mut made = BTreeSet::new();
        for at in 0..words.len().saturating_sub(1) {
            let full =
                self.0.iter().find(|(word, short)| [word, short].contains(&&words[at].into()));
            let Some((full, _)) = full else { continue };
            let shorts = self.0.iter().filter(|(word, _)| word == full).map(|(_, short)| short);
            for other in std::iter::once(full).chain(shorts) {
                let mut words = words.clone();
                words[at] = other;
                made.insert(words.join(" "));
            }
            break;
        }
        made
    }
}

/// An acronym with dots, as some newspapers write it: "C.I.A." of "CIA". Those of organizations have
/// three letters at least, as "B.P." is more often the beginning of a person's name.
pub fn dotted(acronym: &str, kind: Kind) -> Option<String> {
    let letters = match kind {
        Kind::Countries | Kind::Regions => 2..=4,
        Kind::Organizations => 3..=4,
        Kind::Cities | Kind::Places | Kind::People => return None,
    };
    let is_acronym = letters.contains(&acronym.len())
        && acronym.bytes().all(|letter| letter.is_ascii_uppercase());
    is_acronym.then(|| acronym.chars().flat_map(|letter| [letter, '.']).collect())
}

/// A person's name with its initials as newspapers write them: "J. K. ", "J.K. ", "J K ", "JK ".
fn initials(name: &str) -> BTreeSet<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let Some(first) = words.iter().position(|word| is_initial(word)) else {
        return BTreeSet::new();
    };
    let run = words[first..].iter().take_while(|word| is_initial(word)).count();
    let (before, rest) = words.split_at(first);
    let (run, after) = rest.split_at(run);
    let bare: Vec<&str> = run.iter().map(|word| word.trim_end_matches('.')).collect();
    [run.join(" "), run.concat(), bare.join(" "), bare.concat()]
        .iter()
        .map(|run| [before, &[run], after].concat().join(" "))
        .collect()
}

/// Whether a word is a capital with a dot.
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.as_str() == "."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_written_in_four_ways() {
        for (name, expected) in [
            ("J. K. Rowling", "J K Rowling, J. K. Rowling, J.K. Rowling, JK Rowling"),
            ("George W. Bush", "George W Bush, George W. Bush"),
            ("Robert F. Kennedy Jr.", "Robert F Kennedy Jr., Robert F. Kennedy Jr."),
            ("Ann Lee", ""),
        ] {
            let made: Vec<String> = initials(name).into_iter().collect();
            assert_eq!(made.join(", "), expected);
        }
    }

    #[test]
    fn acronyms_get_dots() {
        for (acronym, kind, expected) in [
            ("CIA", Kind::Organizations, Some("C.I.A.")),
            ("UNHCR", Kind::Organizations, None),
            ("BP", Kind::Organizations, None),
            ("UK", Kind::Countries, Some("U.K.")),
            ("NSW", Kind::Regions, Some("N.S.W.")),
            ("BiH", Kind::Countries, None),
            ("M23", Kind::Organizations, None),
            ("FDR", Kind::People, None),
        ] {
            assert_eq!(dotted(acronym, kind).as_deref(), expected, "{acronym}");
        }
    }

    #[test]
    fn words_are_shortened_and_written_out() {
        let pairs = [("Saint", "St"), ("Saint", "St."), ("Mount", "Mt.")];
        let words = ShortWords(pairs.map(|(word, short)| (word.into(), short.into())).to_vec());
        for (name, expected) in [
            ("Saint Paul", "Saint Paul, St Paul, St. Paul"),
            ("St. Louis County", "Saint Louis County, St Louis County, St. Louis County"),
            ("Port Saint Lucie", "Port Saint Lucie, Port St Lucie, Port St. Lucie"),
            ("Mount Isa", "Mount Isa, Mt. Isa"),
            ("Blue Mount", ""),
            ("Saint-Denis", ""),
        ] {
            let made: Vec<String> = words.shortened(name).into_iter().collect();
            assert_eq!(made.join(", "), expected);
        }
    }
}
