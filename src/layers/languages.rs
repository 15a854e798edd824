//! Languages and their words, across layers.

use super::{Layer, Layers, Meaning};
use crate::lexicon::{
    dictionary::{CueHit, Sense},
    gazetteer::{Language, WordLangs},
    model::Kind,
};

/// A number that no language of names has.
const NO_LANG: u16 = u16::MAX;

/// The languages of the last documents, looked up in each layer. The next document mostly has one
/// of them.
#[derive(Debug, Default)]
pub(crate) struct Languages {
    /// The number of the layers; 0 if nothing was asked yet.
    layers: u64,
    /// The tags of documents, or that they had none, with what was found.
    known: Vec<(Option<Box<str>>, Vec<Language>)>,
}

/// So many languages are remembered.
const MOST_KNOWN: usize = 16;

impl Layers {
    /// The language of a text. The highest layer with a table of frequent words decides.
    pub(crate) fn detect_lang(&self, text: &str) -> Option<&str> {
        self.dictionaries().rfind(|dictionary| dictionary.has_detector())?.detect_lang(text)
    }

    /// The language of a document, looked up in each layer.
    pub(crate) fn languages<'l>(
        &self,
        tag: Option<&str>,
        last: &'l mut Languages,
    ) -> &'l [Language] {
        let Languages { layers, known } = last;
        if *layers != self.id {
            *layers = self.id;
            known.clear();
        }
        let at = known.iter().position(|(other, _)| other.as_deref() == tag).unwrap_or_else(|| {
            if known.len() == MOST_KNOWN {
                known.clear();
            }
            known.push((tag.map(Box::from), self.look_up(tag)));
            known.len() - 1
        });
        &known[at].1
    }

    fn look_up(&self, tag: Option<&str>) -> Vec<Language> {
        let mut languages: Vec<Language> =
            self.layers.iter().map(|layer| layer.gazetteer().language(tag)).collect();
        if languages.iter().any(|language| language.names.is_some()) {
            // A layer without names in it has names in other languages only.
            let names = languages.iter_mut().map(|language| &mut language.names);
            names.for_each(|names| *names = names.or(Some(NO_LANG)));
        }
        let none = WordLangs::default();
        if languages.iter().any(|language| language.words != none) {
            // Of a layer without words in it the cues in English count.
            for (language, layer) in languages
                .iter_mut()
                .zip(&self.layers)
                .filter(|(language, _)| language.words == none)
            {
                language.cues = layer.gazetteer().english();
            }
        }
        languages
    }

    /// Whether a name's language is neither the document's nor near it nor English, if both are
    /// known.
    #[inline]
    pub(crate) fn is_of_other_language(
        &self,
        meaning: Meaning<'_>,
        languages: &[Language],
    ) -> bool {
        let (Some(language), Some(name)) = (languages.get(meaning.at), meaning.name()) else {
            return false;
        };
        let tag = name.row.lang.get();
        let lang = Some(meaning.layer.first_langs.get(usize::from(tag)).copied().unwrap_or(tag));
        language.names.is_some()
            && ![language.names, language.sister].contains(&lang)
            && !meaning.layer.neutral_langs.contains(&lang)
    }

    /// Whether a document may be in this language: it is, or its language is not known.
    pub(crate) fn may_be_in(&self, lang: &str, languages: &[Language]) -> bool {
        self.layers.iter().zip(languages).any(|(layer, language)| {
            language.names.is_none_or(|own| layer.gazetteer().first_lang(lang) == Some(own))
        })
    }

    /// The languages of the document, as the layer that means this numbers those with forms.
    #[inline]
    pub(crate) fn form_langs(&self, meaning: Meaning<'_>, languages: &[Language]) -> WordLangs {
        languages.get(meaning.at).map_or(WordLangs::default(), |language| language.forms)
    }

    /// Whether names in one of the languages take this ending, which begins with a mark, or family
    /// names do.
    pub(crate) fn is_suffix(&self, suffix: &[u8], languages: &[Language]) -> bool {
        self.layers
            .iter()
            .zip(languages)
            .any(|(layer, language)| layer.gazetteer().suffix(suffix).intersects(language.forms))
    }

    /// Whether a pattern is an ordinary word of one of the languages.
    #[inline]
    pub(crate) fn is_ordinary(&self, pattern: u32, languages: &[Language]) -> bool {
        let counts = |layer: usize, langs: WordLangs| {
            languages.get(layer).is_some_and(|language| langs.intersects(language.words))
        };
        let (at, layer) = self.layer(pattern, |layer| layer.patterns);
        if counts(at, layer.dictionary.common(pattern - layer.patterns)) {
            return true;
        }
        self.layers[at..].iter().any(|layer| {
            let first = layer.foreign_words.partition_point(|&(other, ..)| other < pattern);
            let mut foreign =
                layer.foreign_words[first..].iter().take_while(|&&(other, ..)| other == pattern);
            foreign.any(|&(_, layer, langs)| counts(layer as usize, langs))
        })
    }

    /// Whether a cue counts in one of the languages.
    pub(crate) fn counts(&self, cue: &CueHit, languages: &[Language]) -> bool {
        let (at, layer) = self.layer(cue.pattern, |layer| layer.patterns);
        languages.get(at).is_some_and(|language| {
            layer.gazetteer().cue(cue.number).langs().intersects(language.cues)
        })
    }

    /// Whether a folded word is an ordinary one of the languages.
    pub(crate) fn is_ordinary_word(&self, folded: &[u8], languages: &[Language]) -> bool {
        self.layers
            .iter()
            .zip(languages)
            .any(|(layer, language)| layer.gazetteer().word(folded).intersects(language.words))
    }

    /// How telling a word is as a given and as a family name, if it is known as one.
    pub(crate) fn name_part(&self, word: &str) -> Option<(u8, u8)> {
        let part = |sense: Sense, layer: &Layer| match sense {
            Sense::Part(part) => {
                let part = layer.gazetteer().part(part);
                Some((part.given, part.family))
            }
            _ => None,
        };
        self.layers.iter().rev().find_map(|layer| {
            let pattern = layer.dictionary.pattern(word)?;
            layer.dictionary.senses(pattern).find_map(|stored| part(stored.sense(), layer))
        })
    }

    /// Whether there are parts of people's names.
    pub(crate) fn have_parts(&self) -> bool {
        self.layers.iter().any(|layer| layer.gazetteer().parts_len() > 0)
    }

    /// Whether a folded word stands between the words of names of this kind in a language of this
    /// cue.
    pub(crate) fn joins_in(&self, cue: &CueHit, folded: &[u8], kind: Kind) -> bool {
        let (_, layer) = self.layer(cue.pattern, |layer| layer.patterns);
        layer.gazetteer().joins(folded, kind, layer.gazetteer().cue(cue.number).langs())
    }

    /// Whether a folded word stands between the words of names of this kind, in one of the
    /// languages or, without them, in any.
    pub(crate) fn joins(&self, folded: &[u8], kind: Kind, languages: Option<&[Language]>) -> bool {
        let langs = |at: usize| {
            languages.map_or(WordLangs::ALL, |languages| {
                languages.get(at).map_or(WordLangs::ALL, |own| own.cues)
            })
        };
        self.layers
            .iter()
            .enumerate()
            .any(|(at, layer)| layer.gazetteer().joins(folded, kind, langs(at)))
    }

    /// Whether a folded word leads to a place in one of the languages.
    pub(crate) fn leads(&self, folded: &[u8], languages: &[Language]) -> bool {
        self.layers
            .iter()
            .zip(languages)
            .any(|(layer, language)| layer.gazetteer().leads(folded, language.words))
    }
}
