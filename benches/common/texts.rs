//! Invented news: documents of about 3 KB in one language each, one name in about a hundred bytes.

use super::{
    SMALL,
    names::Names,
    text::{class::Class, fold::fold},
};
use gazetag::Gazetteer;
use rustc_hash::FxHashSet;
use std::{fs, mem, path::Path};

/// Sentences with slots `{name}` and `{word}`, and words for the latter, by language.
const SENTENCES: &str = include_str!("sentences.txt");

const SIZE: usize = if SMALL { 20_000 } else { 2_000_000 };
/// The size of a text in one language.
pub const SIZE_OF_A_LANGUAGE: usize = 60_000;
const SIZE_OF_A_DOCUMENT: usize = 3_000;
/// Eight languages of six scripts.
const LANGUAGES: [&str; 8] = ["en", "id", "ru", "ar", "zh", "hi", "ja", "th"];
const SENTENCES_OF_A_PARAGRAPH: usize = 4;

/// Documents to search, each in three forms with the same offsets.
pub struct Text {
    pub name: &'static str,
    pub documents: Vec<Document>,
}

/// A document. White space in it is single spaces, or single line ends between paragraphs.
pub struct Document {
    /// For gazetag.
    pub text: String,
    /// With nothing left to fold but ASCII letters.
    pub ascii_case: String,
    /// With nothing left to fold, line ends neither.
    pub folded: String,
}

impl Document {
    /// A character that folds to something of another length comes folded even in `text`, but for a
    /// capital in ASCII.
    pub fn new(paragraphs: &str) -> Document {
        let mut document =
            Document { text: String::new(), ascii_case: String::new(), folded: String::new() };
        for c in paragraphs.chars() {
            if Class::of(c).is_space() {
                document.push_space(c);
                continue;
            }
            let same = fold(c.encode_utf8(&mut [0; 4]));
            if same.len() == c.len_utf8() && same.chars().count() == 1 {
                document.text.push(c);
            } else if Class::of(c).is_upper() {
                document.text.push_str(&same.to_ascii_uppercase());
            } else {
                document.text.push_str(&same);
            }
            document.folded.push_str(&same);
            if c.is_ascii() {
                document.ascii_case.push(c);
            } else {
                document.ascii_case.push_str(&same);
            }
        }
        document
    }

    fn push_space(&mut self, c: char) {
        if self.folded.ends_with(' ') {
            return;
        }
        self.text.push(if c == '\n' { c } else { ' ' });
        self.ascii_case.push(' ');
        self.folded.push(' ');
    }
}

impl Text {
    /// The lines of a file, in documents of the usual size.
    pub fn read(path: &Path) -> Text {
        let file = fs::read_to_string(path).expect("the text is there, in UTF-8");
        let mut documents = Vec::new();
        let mut document = String::new();
        for line in file.lines() {
            document.push_str(line);
            document.push('\n');
            if document.len() >= SIZE_OF_A_DOCUMENT {
                documents.push(Document::new(&mem::take(&mut document)));
            }
        }
        documents.push(Document::new(&document));
        Text { name: "given", documents }
    }

    /// The documents as gazetag gets them.
    pub fn written(&self) -> impl Iterator<Item = &str> {
        self.documents.iter().map(|document| &*document.text)
    }

    pub fn bytes(&self) -> usize {
        self.documents.iter().map(|document| document.text.len()).sum()
    }
}

/// English, and eight languages of six scripts in turns.
///
/// The names come from `tables`, those at the front of `order` more often: of ten thousand the
/// first hundred make up a fifth.
pub fn texts(tables: &Gazetteer, order: &Names) -> [Text; 2] {
    [("English", &["en"][..]), ("mixed", &LANGUAGES)]
        .map(|(name, langs)| invent(name, langs, SIZE, tables, order))
}

/// The same languages in a text each.
pub fn languages<'a>(tables: &'a Gazetteer, order: &'a Names) -> impl Iterator<Item = Text> + 'a {
    LANGUAGES.iter().map(|lang| invent(lang, &[lang], SIZE_OF_A_LANGUAGE, tables, order))
}

fn invent(
    name: &'static str,
    langs: &[&str],
    size: usize,
    tables: &Gazetteer,
    order: &Names,
) -> Text {
    let languages: Vec<Language<'_>> =
        langs.iter().map(|lang| Language::new(lang, tables, order)).collect();
    let mut numbers = Numbers(1);
    let mut text = Text { name, documents: Vec::new() };
    let mut languages = languages.iter().cycle();
    while let Some(language) = languages.next().filter(|_| text.bytes() < size) {
        text.documents.push(Document::new(&language.document(&mut numbers)));
    }
    text
}

/// What a language has to put into a text.
struct Language<'a> {
    sentences: Vec<&'a str>,
    words: Vec<&'a str>,
    names: Vec<&'a str>,
    space: &'a str,
}

impl<'a> Language<'a> {
    fn new(tag: &str, tables: &'a Gazetteer, order: &'a Names) -> Language<'a> {
        let lines = SENTENCES.lines().filter_map(|line| line.strip_prefix(tag));
        let own: FxHashSet<&str> = tables
            .names()
            .filter(|(_, name)| name.lang() == Some(tag))
            .map(|(_, name)| name.as_str())
            .collect();
        Language {
            sentences: lines.clone().filter_map(|line| line.strip_prefix('\t')).collect(),
            words: lines
                .filter_map(|line| line.strip_prefix("=\t"))
                .flat_map(str::split_whitespace)
                .collect(),
            names: order
                .written
                .iter()
                .map(String::as_str)
                .filter(|name| own.contains(name))
                .collect(),
            space: if matches!(tag, "zh" | "ja") { "" } else { " " },
        }
    }

    fn document(&self, numbers: &mut Numbers) -> String {
        let mut text = String::new();
        for sentence in 1.. {
            for piece in
                self.sentences[numbers.below(self.sentences.len())].split_inclusive(['{', '}'])
            {
                match piece {
                    "name}" => text.push_str(self.names[numbers.small(self.names.len())]),
                    "word}" => text.push_str(self.words[numbers.below(self.words.len())]),
                    _ => text.push_str(piece.trim_end_matches('{')),
                }
            }
            if text.len() >= SIZE_OF_A_DOCUMENT {
                break;
            }
            text.push_str(if sentence % SENTENCES_OF_A_PARAGRAPH == 0 { "\n" } else { self.space });
        }
        text
    }
}

/// Numbers that look random, the same ones in every run.
struct Numbers(u64);

impl Numbers {
    /// At least 0 and less than 1.
    fn fraction(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / (1u64 << 31) as f64
    }

    fn below(&mut self, end: usize) -> usize {
        (self.fraction() * end as f64) as usize
    }

    /// Prefers small ones, as the names in the news are few again and again.
    fn small(&mut self, end: usize) -> usize {
        let fraction = self.fraction();
        (fraction * fraction * fraction * end as f64) as usize
    }
}
