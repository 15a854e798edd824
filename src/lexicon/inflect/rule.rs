//! One rule of `inflections.csv`: which words it fits, and what becomes of them.

use crate::lexicon::{
    model::{Gender, InflectedKind, Kind},
    table::InflectionRow,
    text::script::Script,
};

/// Forms a word takes, case by case, each case with its variants.
pub(super) type Cases = Vec<Vec<String>>;

/// Where in a word the letters stand that a rule asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Beginning,
    Ending,
    Whole,
}

/// How the words of one shape change.
#[derive(Debug)]
pub(super) struct Rule {
    side: Side,
    /// The letters asked for, each one of several: those of an ending from the last to the first.
    letters: Vec<Box<[char]>>,
    /// How many of the word's letters give way to those of the forms.
    cut: usize,
    /// The vowels of which the word's last may be one. `-`: the word has no vowel of the rule's
    /// set.
    vowels: Box<str>,
    kind: Option<InflectedKind>,
    pub gender: Option<Gender>,
    /// The replacements of the cut letters, case by case.
    forms: Vec<Vec<Box<str>>>,
    /// The script of the forms, in which the words are too.
    script: Option<Script>,
}

impl Rule {
    /// Reads one ending of `row`: `-ия`, `-[гкх]|а`, `Ор|ёл`, `ال-`.
    pub(super) fn parse(ending: &str, row: &InflectionRow) -> Result<Rule, String> {
        let (side, body) = match (ending.strip_prefix('-'), ending.strip_suffix('-')) {
            (Some(body), _) => (Side::Ending, body),
            (None, Some(body)) => (Side::Beginning, body),
            (None, None) => (Side::Whole, ending),
        };
        let (kept, cut) = body.split_once('|').unwrap_or(if body.contains('[') {
            (body, "")
        } else {
            ("", body)
        });
        let mut letters = letters(kept)?;
        let cut_letters = self::letters(cut)?;
        let cut = cut_letters.len();
        letters.extend(cut_letters);
        if side != Side::Beginning {
            letters.reverse();
        }
        let variants = |case: &str| {
            case.split('/').map(|form| if form == "-" { "" } else { form }.into()).collect()
        };
        Ok(Rule {
            side,
            letters,
            cut,
            vowels: row.vowel.as_str().into(),
            kind: row.kind,
            gender: row.gender,
            forms: row.forms.split(' ').filter(|case| !case.is_empty()).map(variants).collect(),
            script: row.forms.chars().find_map(Script::of),
        })
    }

    /// How much of a word it looks at. The rule that looks at most wins.
    pub(super) fn weight(&self) -> usize {
        self.letters.len() + if self.side == Side::Whole { 100 } else { 0 }
    }

    /// The letters that a word it fits may end with. None: any.
    pub(super) fn last_letters(&self) -> Option<&[char]> {
        self.letters.first().filter(|_| self.side != Side::Beginning).map(|letters| &**letters)
    }

    /// Whether words it fits change at all.
    pub(super) fn changes(&self) -> bool {
        !self.forms.is_empty()
    }

    /// Whether it says something of this very word.
    pub(super) fn is_of_one_word(&self) -> bool {
        self.side == Side::Whole
    }

    /// Whether it puts something before a word.
    pub(super) fn is_prefix(&self) -> bool {
        self.side == Side::Beginning
    }

    pub(super) fn is_for(&self, kind: InflectedKind) -> bool {
        self.kind.is_none_or(|own| own == kind)
    }

    pub(super) fn agrees(&self, gender: Option<Gender>) -> bool {
        self.gender.is_none() || gender.is_none() || self.gender == gender
    }

    /// Whether `word` has the letters asked for; `counted` are the vowels that count in the
    /// language.
    pub(super) fn fits(&self, word: &str, counted: &str) -> bool {
        let mut rest = word.chars();
        for letters in &self.letters {
            let next = if self.side == Side::Beginning { rest.next() } else { rest.next_back() };
            if !next.is_some_and(|c| letters.contains(&lower(c))) {
                return false;
            }
        }
        let shape = match self.side {
            Side::Beginning | Side::Ending => !word.is_empty(),
            Side::Whole => rest.as_str().is_empty(),
        };
        shape && self.fits_script(word) && self.fits_vowels(word, counted)
    }

    fn fits_script(&self, word: &str) -> bool {
        let edge = if self.side == Side::Beginning {
            word.chars().next()
        } else {
            word.chars().next_back()
        };
        self.script.is_none() || self.script == edge.and_then(Script::of)
    }

    fn fits_vowels(&self, word: &str, counted: &str) -> bool {
        self.vowels.is_empty()
            || self.vowels.contains(
                word.chars().rev().map(lower).find(|&c| counted.contains(c)).unwrap_or('-'),
            )
    }

    /// All that it puts behind words.
    pub(super) fn endings(&self) -> impl Iterator<Item = &str> {
        self.forms.iter().flatten().filter(|_| self.side != Side::Beginning).map(|form| &**form)
    }

    /// The letters that give way to the endings, if these are the same for all words the rule fits.
    pub(super) fn replaced(&self) -> Option<String> {
        let cut = self.letters.iter().take(self.cut).filter(|_| self.side != Side::Beginning);
        cut.rev()
            .map(|letters| <[char; 1]>::try_from(&**letters).ok().map(|[letter]| letter))
            .collect()
    }

    /// The forms of `word`, which it fits.
    pub(super) fn apply(&self, word: &str) -> Cases {
        let cut = |mut chars: std::str::Chars<'_>| match self.side {
            Side::Beginning => chars.by_ref().take(self.cut).map(char::len_utf8).sum::<usize>(),
            _ => word.len() - chars.rev().take(self.cut).map(char::len_utf8).sum::<usize>(),
        };
        let (head, tail) = word.split_at(cut(word.chars()));
        let form = |new: &str| {
            if self.side == Side::Beginning { [new, tail].concat() } else { [head, new].concat() }
        };
        self.forms.iter().map(|variants| variants.iter().map(|new| form(new)).collect()).collect()
    }
}

/// The letters of an ending, one or, in brackets, one of several.
fn letters(text: &str) -> Result<Vec<Box<[char]>>, String> {
    let mut letters = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        letters.push(match c {
            '[' => {
                let set: Box<[char]> =
                    chars.by_ref().take_while(|&c| c != ']').map(lower).collect();
                if set.is_empty() || !text.contains(']') {
                    return Err(format!(
                        "`{text}` has a bracket that holds nothing or is left open"
                    ));
                }
                set
            }
            ']' | '|' => return Err(format!("`{text}` has a `{c}` too many")),
            c => [lower(c)].into(),
        });
    }
    Ok(letters)
}

/// The small letter, the first if there are several.
fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

impl From<Kind> for InflectedKind {
    fn from(kind: Kind) -> InflectedKind {
        match kind {
            Kind::Country | Kind::Region | Kind::City | Kind::Place => InflectedKind::Place,
            Kind::Person => InflectedKind::Person,
            Kind::Organization => InflectedKind::Organization,
        }
    }
}
