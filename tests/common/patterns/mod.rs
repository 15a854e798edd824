//! Texts of any length that repeat a pattern: what is cheap once may be dear a hundred thousand
//! times.

mod named;

use crate::lists::{Lists, SCRIPTS, Script, capitalized};

/// A text without end.
#[derive(Debug)]
pub struct Pattern {
    pub name: String,
    /// What is repeated. Slots in braces are filled anew each time: see [`slot`].
    unit: String,
    /// What is repeated instead in the second half of a text, its slots filled as in the first.
    then: Option<String>,
}

impl Pattern {
    /// A pattern without a second half.
    fn new(name: impl Into<String>, unit: impl Into<String>) -> Pattern {
        Pattern { name: name.into(), unit: unit.into(), then: None }
    }

    /// The pattern as a text of so many bytes, or up to three fewer.
    pub fn text(&self, lists: &Lists, bytes: usize) -> String {
        let mut text = String::with_capacity(bytes + 100);
        let half = if self.then.is_some() { bytes / 2 } else { bytes };
        for (unit, end) in [(Some(&self.unit), half), (self.then.as_ref(), bytes)] {
            let Some(unit) = unit else { continue };
            let pieces = Piece::parse(unit, lists);
            let mut number = 0;
            while text.len() < end {
                pieces.iter().for_each(|piece| piece.write(number, &mut text));
                number += 1;
            }
        }
        text.truncate(text.floor_char_boundary(bytes));
        text
    }
}

/// A part of what is repeated.
enum Piece<'a> {
    Text(&'a str),
    List(Vec<&'a str>, bool),
    Made(fn(&'static Script, usize) -> String, &'static Script),
}

impl<'a> Piece<'a> {
    fn parse(unit: &'a str, lists: &'a Lists) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        for (at, part) in unit.split(['{', '}']).enumerate() {
            pieces.push(if at % 2 == 0 { Piece::Text(part) } else { slot(part, lists) });
        }
        pieces
    }

    fn write(&self, number: usize, text: &mut String) {
        match self {
            Piece::Text(piece) => text.push_str(piece),
            Piece::List(list, capital) => {
                let word = list[number % list.len()];
                text.push_str(&if *capital { capitalized(word) } else { word.to_owned() });
            }
            Piece::Made(make, script) => text.push_str(&make(script, number)),
        }
    }
}

/// Far enough from the words at the same place for those of two slots to differ.
const APART: usize = 1_000_003;

/// What fills a slot: `name`, or `name:script`.
///
/// `word` is another invented word with a capital each time, `other` one more, `lower` and
/// `capitals` the same written so, `alike` one that begins like the others; `initial` a letter,
/// `number` a number, `letters` an abbreviation of four letters, `full` words that begin
/// with these. Everything else is a list of the tables; if its name has a capital, its words are
/// given one.
fn slot<'a>(slot: &str, lists: &'a Lists) -> Piece<'a> {
    let (name, script) = slot
        .split_once(':')
        .map_or((slot, None), |(name, script)| (name, Some(Script::named(script))));
    let make: fn(&'static Script, usize) -> String = match name {
        "word" => |script, number| capitalized(&script.word(number)),
        "other" => |script, number| capitalized(&script.word(number + APART)),
        "lower" => |script, number| script.word(number),
        "capitals" => |script, number| script.word(number).to_uppercase(),
        "alike" => |script, number| capitalized(&script.word_alike(number)),
        "initial" => |_, number| char::from(b'A' + (number % 26) as u8).into(),
        "number" => |_, number| (number % 1000).to_string(),
        "letters" => |_, number| letters(number).into_iter().collect(),
        "full" => |script, number| {
            let word =
                |(at, letter): (usize, char)| format!("{letter}{}", script.word(number + at));
            letters(number).into_iter().enumerate().map(word).collect::<Vec<_>>().join(" ")
        },
        _ => {
            let capital = name.starts_with(|c: char| c.is_uppercase());
            let list = lists.get(&name.to_lowercase()).iter().map(String::as_str);
            let list: Vec<&str> =
                list.filter(|word| script.is_none_or(|script| script.has(word))).collect();
            assert!(!list.is_empty(), "{slot} has no words");
            return Piece::List(list, capital);
        }
    };
    Piece::Made(make, script.unwrap_or(&SCRIPTS[0]))
}

fn letters(number: usize) -> [char; 4] {
    [1, 26, 676, 17_576].map(|power| char::from(b'A' + (number / power % 26) as u8))
}

const SEPARATORS: &[(&str, &str)] = &[
    ("space", " "),
    ("line end", "\n"),
    ("comma", ", "),
    ("full stop", ". "),
    ("hyphen", "-"),
    ("apostrophe", "’"),
    ("middle dot", "·"),
    ("nothing", ""),
    ("slash", "/"),
    ("no-break space", "\u{a0}"),
];

const BRACKETS: &[(&str, &str, &str)] = &[
    ("angle quotes", "«", "» "),
    ("brackets", "(", ") "),
    ("square brackets", "[", "] "),
    ("straight quotes", "\"", "\" "),
    ("low and high quotes", "„", "“ "),
    ("open quotes", "“", " "),
    ("open brackets", "(", " "),
    ("closed brackets", "", ") "),
];

pub use named::all as named;

/// The patterns made from every list and every script, with everything between and around their
/// words.
pub fn made(lists: &Lists) -> Vec<Pattern> {
    let mut patterns = of_lists(lists);
    patterns.extend(of_scripts());
    patterns
}

/// Words of every list, the same one or others.
fn of_lists(lists: &Lists) -> Vec<Pattern> {
    let mut patterns = Vec::new();
    for (list, words) in lists.iter() {
        let slot = capitalized(list);
        let same = capitalized(&words[words.len() / 2]);
        for (shown, separator) in SEPARATORS {
            patterns
                .push(Pattern::new(format!("{list}, {shown}"), format!("{{{slot}}}{separator}")));
            patterns.push(Pattern::new(
                format!("one of {list}, {shown}"),
                format!("{same}{separator}"),
            ));
        }
        for (shown, open, close) in BRACKETS {
            patterns.push(Pattern::new(
                format!("{list} in {shown}"),
                format!("{open}{{{slot}}}{close}"),
            ));
        }
        for script in SCRIPTS.iter().filter(|script| words.iter().any(|word| script.has(word))) {
            let unit = format!("{{{slot}:{}}} ", script.name);
            patterns.push(Pattern::new(format!("{} {list}", script.name), unit));
        }
    }
    patterns
}

/// Invented words of every script.
fn of_scripts() -> Vec<Pattern> {
    let mut patterns = Vec::new();
    for script in SCRIPTS {
        let (name, same) = (script.name, capitalized(&script.word(1)));
        for (shown, separator) in SEPARATORS {
            patterns.push(Pattern::new(
                format!("{name} words, {shown}"),
                format!("{{word:{name}}}{separator}"),
            ));
            patterns.push(Pattern::new(
                format!("one {name} word, {shown}"),
                format!("{same}{separator}"),
            ));
        }
        for (shown, open, close) in BRACKETS {
            patterns.push(Pattern::new(
                format!("{name} words in {shown}"),
                format!("{open}{{word:{name}}}{close}"),
            ));
        }
    }
    patterns
}
