//! Compiles a gazetteer.

use super::{
    Dictionary, Priors, Sense, StoredSense,
    common::CommonPatterns,
    senses::{RawSenses, best_known_first},
};
use crate::lexicon::{
    error::{Error, ErrorKind},
    gazetteer::{Gazetteer, WordLangs},
    language::Detector,
    matcher::{Engine, Matcher},
    text::fold::fold,
};
use aho_corasick::BuildError;
use std::collections::BTreeMap;

impl Dictionary {
    /// Compiles the names of `gazetteer` for an engine of one's choice.
    ///
    /// # Errors
    /// If there are more names than the engine can number: 2³¹ for the automaton, 2³² for the trie.
    pub fn with_engine(gazetteer: Gazetteer, engine: Engine) -> Result<Dictionary, Error> {
        let detector = detector(&gazetteer)?;
        let raw = RawSenses::new(&gazetteer);
        if u32::try_from(raw.iter().len()).is_err() {
            return Err(Error::new("dictionary", "too many names").of(ErrorKind::Dictionary));
        }
        let (mut matcher, numbers) = Matcher::new(&raw, engine).map_err(too_many_names)?;
        let (senses, starts) = grouped(&raw, &numbers, &gazetteer);
        matcher.renumber(&starts);
        let mut dictionary = Dictionary {
            priors: Priors::new(&gazetteer),
            gazetteer,
            matcher,
            senses: senses.into(),
            common: CommonPatterns::new(&BTreeMap::new()),
            detector,
        };
        let common = dictionary.common_patterns();
        let mut senses = dictionary.senses.into_vec();
        common.keys().for_each(|&pattern| senses[pattern as usize].mark_common());
        dictionary.senses = senses.into();
        dictionary.common = CommonPatterns::new(&common);
        Ok(dictionary)
    }

    /// Builds an automaton of all patterns, to be used instead of the trie.
    pub(crate) fn add_automaton(&mut self) -> Result<(), Error> {
        // Of what a gazetteer's text holds, a person's last word alone is a spelling twice.
        let spelt: u64 = self.senses.iter().map(|sense| u64::from(sense.spelling().len())).sum();
        if spelt > 2 * self.gazetteer.text().0.len() as u64 {
            return Err(Error::new("dictionary", "damaged: its names are longer than its text")
                .of(ErrorKind::Dictionary));
        }
        let spellings: Vec<_> =
            self.patterns().map(|(pattern, spelling)| (pattern, fold(spelling))).collect();
        self.matcher.add_automaton(spellings.into_iter()).map_err(too_many_names)
    }

    /// The patterns that stand in the gazetteer's list of ordinary words, and those that are forms
    /// of such names.
    fn common_patterns(&self) -> BTreeMap<u32, WordLangs> {
        let gazetteer = &self.gazetteer;
        let pattern = |word| self.matcher.get(word, self);
        let mut common: BTreeMap<_, _> =
            gazetteer.words().filter_map(|(word, langs)| Some((pattern(word)?, langs))).collect();
        let forms = (0..gazetteer.forms_len() as u32).map(|form| gazetteer.form(form));
        let of_words = forms.filter_map(|form| {
            let &langs = common.get(&pattern(gazetteer.name(form.name.get()).as_str())?)?;
            let pattern = pattern(gazetteer.text().str(form.text))?;
            self.senses(pattern)
                .any(|stored| matches!(stored.sense(), Sense::Inflected(_)))
                .then_some((pattern, langs))
        });
        for (pattern, langs) in of_words.collect::<Vec<_>>() {
            common.entry(pattern).or_default().0 |= langs.0;
        }
        common
    }
}

/// The senses of each pattern side by side, in the order they came, and where those of each pattern
/// begin: the number that the pattern gets. `numbers` are those that patterns have now.
fn grouped(
    raw: &RawSenses<'_>,
    numbers: &[u32],
    gazetteer: &Gazetteer,
) -> (Vec<StoredSense>, Vec<u32>) {
    let patterns = numbers.iter().max().map_or(0, |&last| last as usize + 1);
    // A form gives way to a name that is spelt alike.
    let mut named = vec![false; patterns];
    for (sense, &number) in raw.iter().zip(numbers) {
        named[number as usize] |= matches!(sense, Sense::Name(_));
    }
    let is_kept = |sense: Sense, number: u32| {
        !(matches!(sense, Sense::Inflected(_)) && named[number as usize])
    };
    let kept = || {
        raw.iter().zip(numbers.iter().copied()).filter(|&(sense, number)| is_kept(sense, number))
    };
    let mut starts = vec![0; patterns + 1];
    for (_, number) in kept() {
        starts[number as usize + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut next = starts.clone();
    let mut senses = vec![StoredSense::NOTHING; starts[patterns] as usize];
    for (sense, number) in kept() {
        let next = &mut next[number as usize];
        senses[*next as usize] = StoredSense::new(gazetteer, sense);
        *next += 1;
    }
    for of_pattern in starts.windows(2) {
        let senses = &mut senses[of_pattern[0] as usize..of_pattern[1] as usize];
        best_known_first(gazetteer, senses);
        if let Some(last) = senses.last_mut() {
            last.mark_last();
        }
    }
    (senses, starts)
}

/// What detects languages by the gazetteer's frequent words.
fn detector(gazetteer: &Gazetteer) -> Result<Detector, Error> {
    let words = gazetteer.frequent_words();
    let rows = words.flat_map(|(word, langs)| langs.numbers().map(move |lang| (lang, word)));
    Detector::new(rows)
        .map_err(|message| Error::new("dictionary", message).of(ErrorKind::Dictionary))
}

fn too_many_names(error: BuildError) -> Error {
    Error::new("dictionary", "too many names").of(ErrorKind::Dictionary).source(error)
}
