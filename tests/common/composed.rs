//! Texts composed from the words of the tables, and how to annotate them: all from a string of
//! bytes, so that property tests and fuzzing make them alike.

use crate::lists::{Lists, SCRIPTS, capitalized};
use std::env;

/// How many texts a property is tried on: `GAZETAG_CASES`, or as many as usual.
pub fn cases(usual: u32) -> u32 {
    env::var("GAZETAG_CASES")
        .map_or(usual, |cases| cases.parse().expect("GAZETAG_CASES is a number"))
}

/// Bytes as a source of choices. When they are used up, every choice is the first.
pub struct Choices<'a>(&'a [u8]);

impl<'a> Choices<'a> {
    pub fn new(bytes: &'a [u8]) -> Choices<'a> {
        Choices(bytes)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn byte(&mut self) -> usize {
        let Some((&first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        first.into()
    }

    /// A number below `end`; two bytes choose it if one does not reach.
    pub fn below(&mut self, end: usize) -> usize {
        let number = if end > 256 { self.byte() << 8 | self.byte() } else { self.byte() };
        number % end.max(1)
    }

    /// One of several.
    pub fn one<'c, T>(&mut self, of: &'c [T]) -> &'c T {
        &of[self.below(of.len())]
    }
}

/// Marks, signs and what else stands between words.
const SIGNS: &[&str] = &[
    " ", " ", ", ", ". ", "\n", "\n\n", "\r\n", "\t", "-", "’", "'", "·", "・", "/", "\u{a0}", "",
    "", ": ", "; ", "? ", "! ", "…", " – ", "—", "_", "&", " & ", " (", ") ", "(", ")", "[", "] ",
    "«", "» ", "\"", "\" ", "“", "” ", "„", "‘", "’ ", "《", "》", "「", "」", "。", "、", "،",
    "؟", "।", "။", "\u{2028}", "\u{85}", "\0", "\u{feff}", "\u{fffd}", "™", "®", "#", "@", "%",
    "€", "+", "*", "|", "\\", "<b>",
];

/// What is part of words, or seems to be.
const LETTERS: &[&str] = &[
    "A",
    "B. ",
    "C.",
    "a",
    "é",
    "É",
    "I",
    "V",
    "X",
    "II ",
    "e\u{301}",
    "A\u{301}",
    "\u{301}",
    "\u{308}",
    "\u{200d}",
    "\u{200c}",
    "\u{ad}",
    "\u{200b}",
    "\u{200e}",
    "\u{200f}",
    "\u{2066}",
    "\u{fe0f}",
    "ß",
    "ẞ",
    "ﬁ",
    "İ",
    "ı",
    "ǆ",
    "ǅ",
    "Σ",
    "ς",
    "ʼ",
    "ſ",
    "K",
    "Å",
    "½",
    "²",
    "𝐀",
    "𝔘",
    "Ａ",
    "ｱ",
    "🇧🇾",
    "👩\u{200d}👧",
    "⚠\u{fe0f}",
    "Я",
    "я",
    "й",
    "Ё",
    "ا",
    "ال",
    "لا",
    "\u{64e}",
    "ـ",
    "و",
    "א",
    "״",
    "क",
    "्",
    "\u{93c}",
    "क्ष",
    "ก",
    "เ",
    "า",
    "์",
    "ที่",
    "ํ",
    "ア",
    "ー",
    "ッ",
    "が",
    "か\u{3099}",
    "の",
    "は",
    "一",
    "々",
    "市",
    "省",
    "京",
    "ი",
    "Ი",
    "가",
    "에서",
    "은",
    "\u{1100}\u{1161}",
    "\u{11a8}",
    "ក្រ",
    "မြ",
    "ລ",
    "ໜ",
    "𠮷",
    "𑀓",
    "1",
    "2",
    "10 ",
    "007",
    "١٢",
    "१",
    "2024",
    "3.5",
    "1,000",
];

/// Distances at which rules stop to look, in bytes or characters.
const REACHES: &[usize] =
    &[8, 16, 32, 40, 60, 64, 100, 120, 128, 160, 200, 256, 512, 1000, 1024, 2048, 4096];

/// What fills lines up to such a distance.
const FILLERS: &[&str] = &[
    "A ", "abcd ", "a", "Ab ", " ", "é", "я ", "中", "ก", "क ", "\u{301}", ".", "12 ", "\u{200d}",
];

/// What sentences are made like; lists in braces as in patterns.
const FRAMES: &[&[&str]] = &[
    &["cities", " 2 ", "cities", " 1\n"],
    &["cities", " 10 4 3 21\n"],
    &["given names", " ", "family names", " "],
    &["given names", " ", "particles", " ", "family names", ", "],
    &["titles", " ", "family names", " "],
    &["titles", " ", "given names", " ", "family names", " "],
    &["heads", " ", "family names", " "],
    &["family names", " ", "heads", " "],
    &["heads", " of ", "cities", " "],
    &["organizations", " (", "abbreviations", ") "],
    &["abbreviations", " (", "organizations", ") "],
    &["cities", ", ", "regions", ", ", "countries", ". "],
    &["leading words", " ", "cities", " "],
    &["cues", " ", "cities", " "],
    &["cities", " ", "cues", " "],
    &["demonyms", " ", "heads", " "],
    &["people", "’s ", "organizations", " "],
    &["people", " and ", "people", " "],
    &["common words", " ", "family names", "-", "given names", " "],
];

/// Longer documents are read in parts, in bytes.
const PART: usize = 256 << 10;

/// How many bytes a text has at most, but for the last piece and what fills a part.
const LONGEST: usize = 12_000;

/// A text in the making.
struct Composer<'l, 'c, 'b> {
    lists: &'l Lists,
    choices: &'c mut Choices<'b>,
    text: String,
    /// The words so far, to be named again.
    words: Vec<String>,
    longest: usize,
}

/// Composes a text until the choices are used up.
pub fn text(lists: &Lists, choices: &mut Choices<'_>) -> String {
    let mut composer =
        Composer { lists, choices, text: String::new(), words: Vec::new(), longest: LONGEST };
    while !composer.choices.is_empty() && composer.text.len() < composer.longest {
        composer.piece();
    }
    composer.text
}

impl Composer<'_, '_, '_> {
    fn piece(&mut self) {
        match self.choices.below(16) {
            0..4 => {
                self.listed();
                self.push(" ");
            }
            4 => self.listed(),
            5 => self.invented(),
            6..8 => self.sign(),
            8 => self.letters(),
            9..12 => self.frame(),
            12..14 => self.again(),
            14 => self.fill(),
            _ => self.repeat(),
        }
    }

    fn push(&mut self, piece: &str) {
        self.text.push_str(piece);
    }

    /// A word, in some case.
    fn word(&mut self, word: &str) {
        let word = match self.choices.below(8) {
            0 => word.to_uppercase(),
            1 => word.to_lowercase(),
            2 | 3 => word.to_owned(),
            _ => capitalized(word),
        };
        self.push(&word);
        self.words.push(word);
    }

    fn of_list(&mut self, list: &str) {
        let list = self.lists.get(list);
        let word = self.choices.one(list);
        self.word(word);
    }

    fn listed(&mut self) {
        let list = self.choices.below(self.lists.iter().len());
        let (name, _) = self.lists.iter().nth(list).expect("it is below their number");
        self.of_list(name);
    }

    fn invented(&mut self) {
        let script = self.choices.one(SCRIPTS);
        let word = script.word(self.choices.below(1 << 16));
        let syllables = 1 + self.choices.below(7);
        let word: String = word.chars().take(2 * syllables).collect();
        self.word(&word);
    }

    fn sign(&mut self) {
        let sign = self.choices.one(SIGNS);
        self.push(sign);
    }

    fn letters(&mut self) {
        for _ in 0..=self.choices.below(4) {
            let letter = self.choices.one(LETTERS);
            self.push(letter);
        }
    }

    fn frame(&mut self) {
        for (at, part) in self.choices.one(FRAMES).iter().enumerate() {
            match at % 2 {
                0 => self.of_list(part),
                _ => self.push(part),
            }
        }
    }

    /// A word named before, or the last part of it, with or without an ending.
    fn again(&mut self) {
        if self.words.is_empty() {
            return;
        }
        let word = self.words[self.choices.below(self.words.len())].clone();
        let parts: Vec<&str> = word.split(' ').collect();
        let part = match self.choices.below(3) {
            0 => &word,
            1 => parts[0],
            _ => parts[parts.len() - 1],
        };
        let ending = *self
            .choices
            .one(&["", "", "s", "’s", "ом", "а", "in", "'nin", "에서", "は", "ნი", "ът"]);
        self.word(&format!("{part}{ending}"));
        self.sign();
    }

    /// Fills the text so that something ends near where a rule stops to look: counted from the
    /// beginning of the line, or from here.
    fn fill(&mut self) {
        if self.choices.below(128) == 77 {
            self.fill_part();
            return;
        }
        let reach = *self.choices.one(REACHES);
        let filler = *self.choices.one(FILLERS);
        let (near, from_line) = (self.choices.below(9), self.choices.below(2) == 0);
        let from =
            if from_line { self.text.rfind('\n').map_or(0, |at| at + 1) } else { self.text.len() };
        let end = (from + reach + near).saturating_sub(4);
        while self.text.len() + filler.len() <= end {
            self.push(filler);
        }
        while self.text.len() < end {
            self.push("d");
        }
        self.letters();
    }

    /// Fills the text so that what comes next is where a part may end. It goes in front, so that
    /// what stands there already is near too.
    fn fill_part(&mut self) {
        // No names: so many mentions would take long to compare.
        let filler = *self.choices.one(&["abcd ", "é", "я ", "中", "ก", "\u{301}", ".", "12 "]);
        let bytes = PART.saturating_sub(self.text.len() + self.choices.below(512));
        self.text.insert_str(0, &filler.repeat(bytes / filler.len()));
        self.longest = self.text.len() + LONGEST;
    }

    /// Repeats the end of the text.
    fn repeat(&mut self) {
        let (chars, times) = (1 + self.choices.below(24), 1 + self.choices.below(32));
        let from = self.text.char_indices().rev().take(chars).last().map_or(0, |(at, _)| at);
        let end = self.text.split_off(from);
        self.push(&end.repeat(times + 1));
    }
}

/// Spans of a text that somebody might have found: its words, and any other pieces.
pub fn spans(text: &str, choices: &mut Choices<'_>) -> Vec<(usize, usize)> {
    let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut spans = Vec::new();
    for _ in 0..choices.below(12) {
        let (start, chars) = (choices.below(edges.len()), 1 + choices.below(40));
        let end = (start + chars).min(edges.len() - 1);
        if start < end {
            spans.push((edges[start], edges[end]));
        }
    }
    spans
}
