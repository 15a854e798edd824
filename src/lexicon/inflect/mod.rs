//! The forms that names take in a sentence: "Курская область" becomes "Курской области", "Helsinki"
//! "Helsingissä".
//!
//! The rules of each language are in `inflections.csv`. Here is only how the words of a name depend
//! on one another: which of them change, and that they do so in the same case.

mod rule;

use crate::lexicon::{
    error::Error,
    model::{Gender, InflectedKind, Kind, NamePart},
    table::Table,
};
use rule::{Cases, Rule};
use std::{collections::HashMap, io::Read};

/// Names of fewer letters stay as they are, unless the table has them: too many of their forms are
/// other words.
const SHORT_LETTERS: usize = 4;

/// The marks that an ending may stand behind.
pub(crate) const JOINTS: [char; 3] = ['\'', ':', '-'];

/// The rules of a table, by language.
#[derive(Debug, Default)]
pub(crate) struct Inflector {
    langs: HashMap<Box<str>, Grammar>,
}

/// The rules of one language.
#[derive(Debug, Default)]
struct Grammar {
    parts: [Rules; NamePart::COUNT],
    /// Vowels that rules ask for.
    vowels: String,
}

/// Rules for one part of a name, those that look at more of a word first.
#[derive(Debug, Default)]
struct Rules {
    by_last_letter: HashMap<char, Vec<usize>>,
    /// Those that fit words with any last letter.
    others: Vec<usize>,
    rules: Vec<Rule>,
}

/// A word of a name, or several: as it stands or in its cases.
enum Piece<'n> {
    Fixed(&'n str),
    Cases(Cases),
}

impl Inflector {
    /// Reads a table of rules that errors call `name`.
    ///
    /// # Errors
    /// If the table cannot be read, or has a column, a row or a value that does not belong.
    pub(crate) fn new(name: &str, table: Table<impl Read>) -> Result<Inflector, Error> {
        let mut langs: HashMap<Box<str>, Grammar> = HashMap::new();
        table.inflections(|line, row| {
            for lang in row.lang.split(' ') {
                let grammar = langs.entry(lang.into()).or_default();
                grammar.vowels.push_str(row.vowel.trim_end_matches('-'));
                for ending in row.ending.split(' ') {
                    let rule = Rule::parse(ending, &row)
                        .map_err(|message| Error::new(name, message).line(line).column("ending"))?;
                    grammar.parts[row.word as usize].rules.push(rule);
                }
            }
            Ok(())
        })?;
        langs.values_mut().flat_map(|grammar| &mut grammar.parts).for_each(Rules::sort);
        Ok(Inflector { langs })
    }

    /// The languages that have rules, in the order of the alphabet.
    pub(crate) fn langs(&self) -> Vec<&str> {
        let mut langs: Vec<&str> = self.langs.keys().map(|lang| &**lang).collect();
        langs.sort_unstable();
        langs
    }

    /// Gives `out` the forms of `name`, a name of this kind in the language `lang`, other than
    /// itself.
    ///
    /// # Complexity
    /// Linear in the length of the forms.
    pub(crate) fn forms(&self, name: &str, lang: &str, kind: Kind, out: &mut impl FnMut(&str)) {
        let grammar = self.langs.get(lang).or_else(|| self.langs.get(lang.split('-').next()?));
        let Some(grammar) =
            grammar.filter(|_| !name.contains(['"', '«', '»', '“', '”', '„', '(', ')']))
        else {
            return;
        };
        let fewest = SHORT_LETTERS.min(name.chars().count());
        let mut seen: Vec<String> = Vec::new();
        for form in grammar.name(name, kind.into()).into_iter().flatten().flatten() {
            if form != name && has_letters(&form, fewest) && !seen.contains(&form) {
                out(&form);
                seen.push(form);
            }
        }
    }

    /// Gives `out` the forms of a given name in the language `lang`, other than itself.
    pub(crate) fn given_forms(&self, name: &str, lang: &str, out: &mut impl FnMut(&str)) {
        let Some(grammar) = self.langs.get(lang).filter(|_| has_letters(name, SHORT_LETTERS))
        else {
            return;
        };
        let cases = grammar.find(NamePart::Given, name, None, None).map(|rule| rule.apply(name));
        cases.iter().flatten().flatten().filter(|form| *form != name).for_each(|form| out(form));
    }

    /// The endings that follow a name behind a mark, `'nin` or `-ban`, with their languages, each
    /// as often as there are rules for it.
    pub(crate) fn suffixes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.langs.iter().flat_map(|(lang, grammar)| {
            let rules = grammar.parts.iter().flat_map(|rules| &rules.rules);
            rules
                .flat_map(Rule::endings)
                .filter(|ending| ending.starts_with(JOINTS))
                .map(move |ending| (ending, &**lang))
        })
    }

    /// The endings of family names in all their forms, with the languages.
    pub(crate) fn surname_endings(&self) -> impl Iterator<Item = (String, &str)> {
        self.langs.iter().flat_map(|(lang, grammar)| {
            let rules = grammar.rules(NamePart::Surname).rules.iter().filter(|rule| rule.changes());
            let endings =
                rules.flat_map(|rule| rule.endings().map(String::from).chain(rule.replaced()));
            endings
                .filter(|ending| !ending.is_empty() && !ending.starts_with(JOINTS))
                .map(move |ending| (ending, &**lang))
        })
    }
}

impl Grammar {
    fn rules(&self, part: NamePart) -> &Rules {
        &self.parts[part as usize]
    }

    fn find(
        &self,
        part: NamePart,
        word: &str,
        gender: Option<Gender>,
        kind: Option<InflectedKind>,
    ) -> Option<&Rule> {
        let fits = |rule: &&Rule| {
            rule.agrees(gender)
                && kind.is_none_or(|kind| rule.is_for(kind))
                && rule.fits(word, &self.vowels)
        };
        self.rules(part).of(word).find(fits)
    }

    fn is(&self, part: NamePart, word: &str) -> bool {
        self.find(part, word, None, None).is_some()
    }

    fn is_too_short(&self, word: &str) -> bool {
        !has_letters(word, SHORT_LETTERS) && !self.is(NamePart::Short, word)
    }

    /// The cases of a whole name.
    fn name(&self, name: &str, kind: InflectedKind) -> Option<Cases> {
        let (head, tail) = name.split_at(if kind == InflectedKind::Person {
            name.len()
        } else {
            self.end_of_head(name)
        });
        let words: Vec<&str> = head.split(' ').collect();
        let last = *words.last()?;
        let cases = if is_acronym(last) {
            let rule = self.find(NamePart::Acronym, last, None, Some(kind))?;
            Some(join(&[
                Piece::Fixed(head[..head.len() - last.len()].trim_end()),
                Piece::Cases(rule.apply(last)),
            ]))
        } else if kind == InflectedKind::Person && !self.rules(NamePart::Surname).rules.is_empty() {
            self.person(&words)
        } else {
            self.nominal(&words, kind)
                .or_else(|| self.first_word(&words, kind))
                .or_else(|| self.last_word(&words, kind))
        }?;
        Some(if tail.is_empty() { cases } else { map(cases, |form| form + tail) })
    }

    /// Where the part of a name begins that stays as it is: "на" in "Ростов-на-Дону", "nad" in
    /// "Ústí nad Labem".
    fn end_of_head(&self, name: &str) -> usize {
        let mut at = name.find(' ').unwrap_or(name.len());
        for word in name.split(' ').skip(1) {
            if word.starts_with(char::is_lowercase) && self.is(NamePart::Stop, word) {
                return at;
            }
            at += 1 + word.len();
        }
        let last = name.rfind(' ').map_or(0, |space| space + 1);
        let mut at = last;
        for (i, part) in name[last..].split('-').enumerate() {
            if i > 0 && part.starts_with(char::is_lowercase) && self.is(NamePart::Stop, part) {
                return at - 1;
            }
            at += part.len() + 1;
        }
        name.len()
    }

    /// A person's name: every word changes by the gender of the first word that shows it.
    fn person(&self, words: &[&str]) -> Option<Cases> {
        let (&surname, given) = words.split_last()?;
        let mut gender = None;
        let mut pieces = Vec::with_capacity(words.len());
        for &word in given {
            let name = Some(word)
                .filter(|word| !word.starts_with(char::is_lowercase) && !word.contains('.'));
            let rule = name.and_then(|word| self.find(NamePart::Given, word, gender, None));
            let rule = rule.filter(|rule| rule.is_of_one_word() || !self.is_too_short(word));
            gender = gender.or(rule.and_then(|rule| rule.gender));
            pieces.push(Piece::of(word, rule));
        }
        let changes = if given.is_empty() {
            !self.is_too_short(surname)
        } else {
            surname.chars().nth(1).is_some()
        };
        pieces.push(Piece::of(
            surname,
            self.find(NamePart::Surname, surname, gender, None).filter(|_| changes),
        ));
        pieces.iter().any(Piece::changes).then(|| join(&pieces))
    }

    /// A name around a noun, or two joined by "and".
    fn nominal(&self, words: &[&str], kind: InflectedKind) -> Option<Cases> {
        if kind == InflectedKind::Person || self.rules(NamePart::Noun).rules.is_empty() {
            return None;
        }
        if kind == InflectedKind::Place {
            let mut joints =
                (1..words.len().saturating_sub(1)).filter(|&at| self.is(NamePart::And, words[at]));
            if let (Some(at), None) = (joints.next(), joints.next()) {
                let sides = [&words[..at], &words[at + 1..]];
                let cases = sides.map(|side| self.noun_group(side, kind));
                if cases.iter().all(Option::is_none) {
                    return None;
                }
                let names = sides.map(|side| side.join(" "));
                let [before, after] =
                    [0, 1].map(|i| cases[i].clone().map_or(Piece::Fixed(&names[i]), Piece::Cases));
                return Some(join(&[before, Piece::Fixed(words[at]), after]));
            }
        }
        self.noun_group(words, kind)
    }

    /// A noun with the adjectives beside it; what follows stays.
    fn noun_group(&self, words: &[&str], kind: InflectedKind) -> Option<Cases> {
        let (&first, rest) = words.split_first()?;
        if rest.is_empty() {
            return self.one_noun(first, kind);
        }
        let is_head = self.is(NamePart::Head, first);
        let with_adjectives = |gender| self.adjectives_and_noun(words, gender, kind);
        if !is_head && let Some(cases) = Gender::ALL.into_iter().find_map(with_adjectives) {
            return Some(cases);
        }
        if let Some(rule) = self.noun(first, None, kind) {
            let after = rule.gender.and_then(|gender| self.adjectives(rest, gender));
            if is_head || after.is_some() {
                let mut pieces = vec![Piece::Cases(rule.apply(first))];
                pieces.extend(after.unwrap_or_else(|| fixed(rest)));
                return Some(join(&pieces));
            }
        }
        // A foreign name: "New Yorku".
        let (&last, before) = words.split_last().filter(|_| kind == InflectedKind::Place)?;
        let rule = self.noun(last, None, kind).filter(|_| last.starts_with(char::is_uppercase))?;
        let mut pieces = fixed(before);
        pieces.push(Piece::Cases(rule.apply(last)));
        Some(join(&pieces))
    }

    fn one_noun(&self, word: &str, kind: InflectedKind) -> Option<Cases> {
        if self.is_too_short(word) {
            return None;
        }
        let adjective = self.find(NamePart::Adjective, word, None, None);
        let noun = self.find(NamePart::Noun, word, None, Some(kind));
        let rule = match (adjective, noun) {
            (Some(adjective), Some(noun)) => {
                Some(if adjective.weight() > noun.weight() { adjective } else { noun })
            }
            (adjective, noun) => adjective.or(noun),
        };
        rule.filter(|rule| rule.changes()).map(|rule| rule.apply(word))
    }

    fn noun(&self, word: &str, gender: Option<Gender>, kind: InflectedKind) -> Option<&Rule> {
        word.chars().nth(2)?;
        self.find(NamePart::Noun, word, gender, Some(kind)).filter(|rule| rule.changes())
    }

    fn adjectives_and_noun(
        &self,
        words: &[&str],
        gender: Gender,
        kind: InflectedKind,
    ) -> Option<Cases> {
        let mut pieces = Vec::with_capacity(words.len());
        for (i, &word) in words[..words.len() - 1].iter().enumerate() {
            match self.find(NamePart::Adjective, word, Some(gender), None) {
                Some(rule) if i == 0 || !self.is(NamePart::Head, word) => {
                    pieces.push(Piece::Cases(rule.apply(word)))
                }
                _ => break,
            }
        }
        let noun = words[pieces.len()];
        let rule = self.noun(noun, Some(gender), kind).filter(|_| !pieces.is_empty())?;
        let rest = &words[pieces.len() + 1..];
        pieces.push(Piece::Cases(rule.apply(noun)));
        pieces.extend(self.adjectives(rest, gender).unwrap_or_else(|| fixed(rest)));
        Some(join(&pieces))
    }

    /// Words that are all adjectives of this gender.
    fn adjectives<'n>(&self, words: &[&'n str], gender: Gender) -> Option<Vec<Piece<'n>>> {
        let piece = |word: &&str| {
            Some(Piece::Cases(
                self.find(NamePart::Adjective, word, Some(gender), None)?.apply(word),
            ))
        };
        words.iter().map(piece).collect()
    }

    /// A name whose first word changes. Unless that is by a prefix, another word has to follow.
    fn first_word(&self, words: &[&str], kind: InflectedKind) -> Option<Cases> {
        let (&first, rest) = words.split_first()?;
        let rule = self
            .find(NamePart::First, first, None, Some(kind))
            .filter(|_| !rest.is_empty() || !self.is_too_short(first))?;
        if (rest.is_empty() || kind == InflectedKind::Person) && !rule.is_prefix() {
            return None;
        }
        let mut pieces = vec![Piece::Cases(rule.apply(first))];
        pieces.extend(fixed(rest));
        Some(join(&pieces))
    }

    /// A name whose last word changes, with adjectives before it.
    fn last_word(&self, words: &[&str], kind: InflectedKind) -> Option<Cases> {
        let (&last, before) = words.split_last()?;
        if before.is_empty() && self.is_too_short(last) {
            return None;
        }
        let alone = Some(NamePart::Alone)
            .filter(|_| before.is_empty())
            .and_then(|part| self.find(part, last, None, Some(kind)));
        let rule = alone
            .or_else(|| self.find(NamePart::Last, last, None, Some(kind)))
            .filter(|rule| rule.changes())?;
        let agreeing = |word: &str| {
            rule.gender.and_then(|gender| self.find(NamePart::Adjective, word, Some(gender), None))
        };
        let adjectives = before.iter().rev().map_while(|word| agreeing(word)).count();
        let (fixed_words, adjectives) = before.split_at(before.len() - adjectives);
        let mut pieces = fixed(fixed_words);
        pieces.extend(adjectives.iter().map(|word| Piece::of(word, agreeing(word))));
        pieces.push(Piece::Cases(rule.apply(last)));
        Some(join(&pieces))
    }
}

impl Rules {
    fn sort(&mut self) {
        self.rules.sort_by_key(|rule| std::cmp::Reverse(rule.weight()));
        for (i, rule) in self.rules.iter().enumerate() {
            match rule.last_letters() {
                Some(letters) => {
                    letters.iter().for_each(|&c| self.by_last_letter.entry(c).or_default().push(i))
                }
                None => self.others.push(i),
            }
        }
    }

    /// Those that may fit `word`.
    fn of(&self, word: &str) -> impl Iterator<Item = &Rule> {
        let last = word.chars().next_back().and_then(|c| c.to_lowercase().next());
        let own = last.and_then(|c| self.by_last_letter.get(&c)).map_or(&[][..], Vec::as_slice);
        own.iter().chain(&self.others).map(|&i| &self.rules[i])
    }
}

impl<'n> Piece<'n> {
    fn of(word: &'n str, rule: Option<&Rule>) -> Piece<'n> {
        rule.filter(|rule| rule.changes())
            .map_or(Piece::Fixed(word), |rule| Piece::Cases(rule.apply(word)))
    }

    fn changes(&self) -> bool {
        matches!(self, Piece::Cases(_))
    }

    /// The variant `at` of a case, the last if there are fewer.
    fn form(&self, case: usize, at: usize) -> &str {
        match self {
            Piece::Fixed(word) => word,
            Piece::Cases(cases) => &cases[case][at.min(cases[case].len() - 1)],
        }
    }
}

fn fixed<'n>(words: &[&'n str]) -> Vec<Piece<'n>> {
    words.iter().copied().map(Piece::Fixed).collect()
}

/// Puts the words of a name together, all in the same case.
fn join(pieces: &[Piece<'_>]) -> Cases {
    let cases = pieces.iter().filter_map(|piece| match piece {
        Piece::Fixed(_) => None,
        Piece::Cases(cases) => Some(cases),
    });
    let (count, mut variants) = (cases.clone().map(Vec::len).min().unwrap_or(0), Vec::new());
    variants.extend(
        (0..count).map(|case| cases.clone().map(|cases| cases[case].len()).max().unwrap_or(0)),
    );
    let name = |case: usize, at: usize| {
        let mut name = String::new();
        for word in pieces.iter().map(|piece| piece.form(case, at)).filter(|word| !word.is_empty())
        {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(word);
        }
        name
    };
    variants
        .into_iter()
        .enumerate()
        .map(|(case, count)| (0..count).map(|at| name(case, at)).collect())
        .collect()
}

fn map(cases: Cases, form: impl Fn(String) -> String) -> Cases {
    cases.into_iter().map(|variants| variants.into_iter().map(&form).collect()).collect()
}

/// Whether a text has so many letters, or more.
fn has_letters(text: &str, fewest: usize) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).take(fewest).count() == fewest
}

/// Whether a word is written in capitals only.
fn is_acronym(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    letters.clone().nth(1).is_some() && letters.all(char::is_uppercase)
}

#[cfg(test)]
mod tests;
