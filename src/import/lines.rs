//! One name a line, as in the lists of GATE (`.lst`).
//!
//! Every line is the main name of an entity. Its id is made of the name: `Wahana Lingkungan Hidup`
//! is `wahana-lingkungan-hidup`, a second entity that would have the same id gets `-2`. A name that
//! stands twice is taken once. Empty lines are skipped.
//!
//! Lists of GATE may have features behind a name: `Moscow:country=Russia`. [`Options::separator`]
//! says what stands before each; the features are skipped, and counted by name. Without it such a
//! line is malformed: a name does not look so.

use super::{Fault, FoundEntity, Import, Slug, Source, TWICE, text};
use crate::lexicon::{error::Error, model::Kind};

/// How to read a list of names.
#[derive(Clone, Debug)]
pub struct Options {
    kind: Kind,
    separator: Option<char>,
    id_prefix: String,
}

impl Options {
    /// The names are of entities of this kind.
    pub fn new(kind: Kind) -> Options {
        Options { kind, separator: None, id_prefix: String::new() }
    }

    /// What stands between a name and its features and between these: the
    /// `gazetteerFeatureSeparator` of GATE.
    pub fn separator(mut self, separator: char) -> Options {
        self.separator = Some(separator);
        self
    }

    /// What ids begin with, such as `ngo:`, so that they are not those of another table.
    pub fn id_prefix(mut self, prefix: impl Into<String>) -> Options {
        self.id_prefix = prefix.into();
        self
    }

    /// Reads the list.
    ///
    /// # Errors
    /// If it cannot be read; if the import is strict and a line is malformed.
    pub fn read(&self, source: Source, import: &mut Import) -> Result<(), Error> {
        import.each_line(source, |import, line| {
            let name = match self.separator {
                Some(separator) => {
                    let mut parts = line.split(separator);
                    let name = parts.next().unwrap_or_default();
                    for feature in parts.map(str::trim).filter(|feature| !feature.is_empty()) {
                        let feature = feature
                            .split_once('=')
                            .map_or(feature, |(feature, _)| feature.trim_end());
                        import.skip_value("features behind names", feature);
                    }
                    name
                }
                None if has_feature(line) => {
                    return Err(Fault::new(
                        "a name with features behind it, without their separator given",
                    )
                    .value(line)
                    .into());
                }
                None => line,
            };
            let name = text::tidy(name)?;
            match import.slug(&self.id_prefix, &name, self.kind, |tables, record| {
                tables.main_name(record) == name
            }) {
                Slug::New(id) => _ = import.add(FoundEntity::new(&id, &name, self.kind))?,
                Slug::Same(_) => import.skip(TWICE),
            }
            Ok(())
        })
    }
}

/// Whether a line ends with a feature, such as `:country=Russia`: something that separates, a word,
/// and `=`.
fn has_feature(line: &str) -> bool {
    const SEPARATORS: &[char] = &[':', ';', ',', '&', '|', '#', '\t', '@', '$'];
    line.split(SEPARATORS).skip(1).any(|part| {
        let word = part.split_once('=').map(|(word, _)| word);
        word.is_some_and(|word| {
            !word.is_empty()
                && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_features() {
        for line in [
            "Moscow:country=Russia",
            "Moscow&country=Russia&pop=1",
            "Moscow\tiso-2=RU",
            "New York, NY:state=New York",
        ] {
            assert!(has_feature(line), "{line}");
        }
        for line in [
            "Moscow",
            "Washington, D.C.",
            "E=mc2",
            "R&D",
            "AT&T = Bell",
            "Star Trek: The Motion Picture",
            "a:=b",
            "C#: x + y = z",
        ] {
            assert!(!has_feature(line), "{line}");
        }
    }
}
