//! `name_parts.csv`: given names and family names.

use crate::{
    error::Error,
    table::{self, Table},
    text,
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    path::Path,
};

const COLUMNS: [&str; 3] = ["part", "given", "family"];

/// Names that only one list has are left out where a language has more names of the kind than this.
const ENOUGH: usize = 250;

/// A part whose weights are so much together is a name everywhere.
const KNOWN: u32 = 3;

/// Which part it is: language, `given` or `family`, spelling without case and accents.
type Key = (String, &'static str, String);

#[derive(Debug, Default)]
struct Part {
    /// In small letters, with its accents.
    spelling: String,
    weight: u8,
    is_source: bool,
}

/// How telling a part is, in all languages together.
#[derive(Debug, Default)]
pub struct Telling<'a> {
    /// The sum of its weights.
    weight: u32,
    /// The languages in which it is a given name, or written by hand.
    own: HashSet<&'a str>,
}

impl Telling<'_> {
    /// Whether texts in `lang` mean a person by it, although it is written like an ordinary word.
    pub fn is_name(&self, lang: &str) -> bool {
        self.weight >= KNOWN || self.own.contains(lang)
    }
}

/// The parts of people's names.
#[derive(Debug, Default)]
pub struct Parts(HashMap<Key, Part>);

impl Parts {
    pub fn read(data: &Path) -> Result<Self, Error> {
        let columns = &["lang", "kind", "weight", "parts", "note"];
        let source = Table::read(data, "source/name_parts.csv", columns)?;
        source.check_order(&columns[..4])?;
        Self::new(&Table::read(data, "fetched/name_parts.csv", &COLUMNS)?, &source)
    }

    fn new(fetched: &Table, source: &Table) -> Result<Self, Error> {
        let mut parts = Self::default();
        for row in fetched.rows() {
            for kind in ["given", "family"] {
                for cell in row.get(kind).split_whitespace() {
                    let (lang, weight) = cell.split_once(':').unwrap_or((cell, ""));
                    let weight =
                        weight.parse().map_err(|_| row.error(format!("{cell:?} has no weight")))?;
                    parts.add(lang, kind, row.get("part"), weight);
                }
            }
        }
        for row in source.rows() {
            let kind = match row.get("kind") {
                "given" => "given",
                "family" => "family",
                other => {
                    let message = format!("the kind {other:?} is neither given nor family");
                    return Err(row.error(message));
                }
            };
            let weight = row.get("weight").parse().ok().filter(|weight| (1..=3).contains(weight));
            let weight = weight.ok_or_else(|| row.error("the weight must be 1 to 3"))?;
            for name in row.get("parts").split_whitespace() {
                for lang in row.get("lang").split_whitespace() {
                    let part = parts.add(lang, kind, &name.to_lowercase(), weight);
                    if std::mem::replace(&mut part.is_source, true) {
                        return Err(row.error(format!("{name:?} stands twice for {lang}")));
                    }
                }
            }
        }
        Ok(parts)
    }

    /// Takes a part. Of several spellings the one with most accents stays, and the highest weight.
    fn add(&mut self, lang: &str, kind: &'static str, spelling: &str, weight: u8) -> &mut Part {
        let key = (lang.to_owned(), kind, text::spelling(spelling));
        let part = self.0.entry(key).or_default();
        let accents = |spelling: &str| (text::accents(spelling), spelling.to_owned());
        if accents(spelling) > accents(&part.spelling) {
            spelling.clone_into(&mut part.spelling);
        }
        part.weight = part.weight.max(weight);
        part
    }

    /// The parts without case and accents.
    pub fn spellings(&self) -> HashSet<&str> {
        self.0.keys().map(|(_, _, spelling)| &**spelling).collect()
    }

    /// How telling each part of the table is.
    pub fn telling(&self) -> HashMap<&str, Telling<'_>> {
        let mut found: HashMap<&str, Telling<'_>> = HashMap::new();
        for ((lang, kind, spelling), part) in self.kept() {
            let telling = found.entry(spelling).or_default();
            telling.weight += u32::from(part.weight);
            let is_own = part.is_source || *kind == "given";
            telling.own.extend(is_own.then_some(&**lang));
        }
        found
    }

    /// The parts without the rare names of large lists.
    fn kept(&self) -> impl Iterator<Item = (&Key, &Part)> {
        let mut sizes: HashMap<(&str, &str), usize> = HashMap::new();
        for (lang, kind, _) in self.0.keys() {
            *sizes.entry((lang, kind)).or_default() += 1;
        }
        self.0.iter().filter(move |((lang, kind, _), part)| {
            part.is_source || part.weight > 1 || sizes[&(&**lang, *kind)] <= ENOUGH
        })
    }

    /// The table: one row a spelling, with its languages and weights of either kind.
    pub fn table(&self) -> String {
        let mut rows: BTreeMap<&str, BTreeMap<&str, Vec<String>>> = BTreeMap::new();
        for ((lang, kind, _), part) in self.kept() {
            let cells = rows.entry(&part.spelling).or_default().entry(kind).or_default();
            cells.push(format!("{lang}:{}", part.weight));
        }
        table::write(
            &COLUMNS,
            rows.into_iter().map(|(spelling, mut kinds)| {
                let mut cell = |kind| {
                    let mut langs = kinds.remove(kind).unwrap_or_default();
                    langs.sort_by(|a, b| a.split(':').next().cmp(&b.split(':').next()));
                    langs.join(" ")
                };
                [spelling.to_owned(), cell("given"), cell("family")]
            }),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(fetched: &str, source: &str) -> Result<String, Error> {
        let fetched = Table::parse("fetched/name_parts.csv", &COLUMNS, fetched)?;
        let columns = &["lang", "kind", "weight", "parts", "note"];
        let source = Table::parse("source/name_parts.csv", columns, source)?;
        Parts::new(&fetched, &source).map(|parts| parts.table())
    }

    #[test]
    fn lists_are_joined() {
        for (case, source, expected) in [
            ("nothing by hand", "", "anna,en:1 es:2,\njose,es:2,es:1\n"),
            ("a new name", "es,given,1,Ana,\n", "ana,es:1,\nanna,en:1 es:2,\njose,es:2,es:1\n"),
            (
                "the higher weight stays",
                "en es,given,2,Anna,\n",
                "anna,en:2 es:2,\njose,es:2,es:1\n",
            ),
            ("accents stay", "es,given,1,José,\n", "anna,en:1 es:2,\njose,,es:1\njosé,es:2,\n"),
        ] {
            let fetched = "part,given,family\nanna,en:1 es:2,\njose,es:2,es:1\n";
            let source = format!("lang,kind,weight,parts,note\n{source}");
            let expected = format!("part,given,family\n{expected}");
            assert_eq!(table(fetched, &source).unwrap(), expected, "{case}");
        }
    }

    #[test]
    fn rare_names_of_large_lists_are_left_out() {
        let mut fetched = "part,given,family\n".to_owned();
        for letter in 'a'..='z' {
            for other in 'a'..='j' {
                fetched.push_str(&format!("{letter}{other},en:1,\n"));
            }
        }
        fetched.push_str("zzz,en:2,\n");
        let source = "lang,kind,weight,parts,note\nen,given,1,Ab,\n";
        assert_eq!(table(&fetched, source).unwrap(), "part,given,family\nab,en:1,\nzzz,en:2,\n");
    }

    #[test]
    fn faults_are_named() {
        for (row, message) in [
            ("en,first,1,Ann,", "source/name_parts.csv:2: the kind \"first\""),
            ("en,given,9,Ann,", "source/name_parts.csv:2: the weight must be 1 to 3"),
            ("en,given,1,Ann Ann,", "source/name_parts.csv:2: \"Ann\" stands twice for en"),
        ] {
            let source = format!("lang,kind,weight,parts,note\n{row}\n");
            let error = table("part,given,family\n", &source).unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
    }
}
