//! Why a reading was believed or not.

use crate::{
    lexicon::{model::Form, scratch::trim, span::Span, text::cut},
    mended::Edits,
};
use serde::{Serialize, Serializer, ser::SerializeStruct};
use std::fmt;

/// Where words stand that evidence speaks of: in bytes from an anchor, which whoever keeps them
/// knows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Words {
    start: i32,
    len: u32,
}

impl Words {
    const NONE: Words = Words { start: 0, len: 0 };

    /// Words more than 2 GiB from their anchor are kept as none: evidence for a name never comes
    /// from so far.
    fn new(span: Span, anchor: usize) -> Words {
        let start = span.start as i128 - anchor as i128;
        match (i32::try_from(start), u32::try_from(span.len())) {
            (Ok(start), Ok(len)) => Words { start, len },
            _ => Words::NONE,
        }
    }

    fn span(self, anchor: usize) -> Span {
        let start = anchor.saturating_add_signed(self.start as isize);
        Span::new(start, start.saturating_add(self.len as usize))
    }
}

/// A piece of evidence as it is kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Note {
    reason: Reason,
    weight: f32,
    words: Words,
}

impl Note {
    /// The same with its words counted from another anchor.
    fn moved(self, from: usize, to: usize) -> Note {
        let words = if self.words == Words::NONE {
            Words::NONE
        } else {
            Words::new(self.words.span(from), to)
        };
        Note { words, ..self }
    }

    /// The same for those who ask, of a text, from which what was read differs by `edits`; its words
    /// are counted from `anchor` in what was read.
    pub(super) fn in_text<'t>(self, text: &'t str, anchor: usize, edits: &Edits) -> Evidence<'t> {
        let words = edits.source(self.words.span(anchor));
        let words = Some(cut::span(text, words)).filter(|words| !words.is_empty());
        Evidence { reason: self.reason, weight: self.weight, words }
    }
}

/// The evidence of all readings of a part of a document, if somebody will read it. Each reading's is
/// a chain through one list, so that any reading can gather more at any time.
#[derive(Debug, Default)]
pub(crate) struct Log {
    is_asked_for: bool,
    /// Each link with the number of the one before it in its chain.
    links: Vec<(Note, u32)>,
    /// The place that the words are counted from: the beginning of the part.
    anchor: usize,
}

/// The evidence of one reading: the last of its links, counted from 1, and what is among it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Chain {
    last: u32,
    signs: u8,
}

/// The signs that a [`Chain`] keeps, so that nobody need go through it.
const CUE: u8 = 1;
const CONTAINED: u8 = 2;
const ORDINARY: u8 = 4;
const FOREIGN: u8 = 8;

impl Chain {
    /// Whether the same sorts of evidence are among both.
    pub(super) fn is_like(self, other: Chain) -> bool {
        self.signs == other.signs
    }

    /// Whether a word or a place beside it shows that this is meant.
    pub(super) fn is_shown_beside(self) -> bool {
        self.signs & (CUE | CONTAINED) != 0
    }

    /// Whether the name is an ordinary word.
    pub(super) fn is_ordinary(self) -> bool {
        self.signs & ORDINARY != 0
    }

    /// Whether the name is in another language than the document.
    pub(super) fn is_foreign(self) -> bool {
        self.signs & FOREIGN != 0
    }

    /// Whether what it lies in stands beside it.
    pub(super) fn is_contained(self) -> bool {
        self.signs & CONTAINED != 0
    }
}

impl Log {
    /// Keeps evidence from now on.
    pub(crate) fn ask(&mut self) {
        self.is_asked_for = true;
    }

    pub(super) fn is_asked_for(&self) -> bool {
        self.is_asked_for
    }

    /// Begins anew, for the part of a document that begins at `anchor`.
    pub(super) fn clear(&mut self, anchor: usize) {
        self.links.clear();
        self.anchor = anchor;
    }

    /// Gives back the memory of a part with many names.
    pub(super) fn trim(&mut self) {
        trim(&mut self.links);
    }

    #[inline]
    pub(super) fn add(
        &mut self,
        chain: &mut Chain,
        reason: Reason,
        words: Option<Span>,
        weight: f32,
    ) {
        let sign = match reason {
            Reason::Cue => CUE,
            Reason::Contained => CONTAINED,
            Reason::CommonWord => ORDINARY,
            Reason::OtherLanguage => FOREIGN,
            _ => 0,
        };
        chain.signs |= sign;
        if self.is_asked_for {
            let words = words.map_or(Words::NONE, |span| Words::new(span, self.anchor));
            self.links.push((Note { reason, weight, words }, chain.last));
            chain.last = self.links.len() as u32;
        }
    }

    /// The evidence in a chain, last first, with its words counted from `anchor`.
    pub(super) fn read(&self, chain: Chain, anchor: usize) -> impl Iterator<Item = Note> {
        let mut last = chain.last;
        std::iter::from_fn(move || {
            let &(note, previous) = self.links.get((last as usize).checked_sub(1)?)?;
            last = previous;
            Some(note.moved(self.anchor, anchor))
        })
    }
}

/// One reason for or against a candidate of a mention.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence<'t> {
    reason: Reason,
    weight: f32,
    words: Option<&'t str>,
}

impl<'t> Evidence<'t> {
    /// The kind of evidence.
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// How much it counts: +1 makes the candidate about twice as likely, −1 half. More exactly it
    /// is in log-odds, of whose sum the score counts a part, as pieces of evidence repeat one
    /// another.
    pub fn weight(&self) -> f32 {
        self.weight
    }

    /// The words of the text it speaks of, such as the cue beside the name; `None` if it speaks of
    /// none.
    pub fn words(&self) -> Option<&'t str> {
        self.words
    }

    /// The reason for people to read, with its words: `beside “Wilayah”`.
    pub fn description(&self) -> String {
        let words = match self.reason {
            Reason::Form(form) => form.as_str(),
            _ => self.words.unwrap_or_default(),
        };
        self.reason.row().1.replace("{}", words)
    }
}

/// The weight and the description: `+1.2 beside “Wilayah”`.
impl fmt::Display for Evidence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:+.1} {}", self.weight, self.description())
    }
}

/// An object with `reason`, `description`, `weight` and, where there are any, `words`.
impl Serialize for Evidence<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_struct("Evidence", 4)?;
        row.serialize_field("reason", &self.reason)?;
        row.serialize_field("description", &self.description())?;
        match self.words {
            Some(words) => row.serialize_field("words", words)?,
            None => row.skip_field("words")?,
        }
        row.serialize_field("weight", &self.weight)?;
        row.end()
    }
}

/// A kind of evidence for or against a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// How many people live there, or how widely it is known.
    Prior,
    /// The name is of this form.
    Form(Form),
    /// The name is in a language that is neither the document's nor English.
    OtherLanguage,
    /// The name has another ending, or a word before it, as its language asks for: "Минске" for
    /// "Минск".
    Inflected,
    /// The name is also an ordinary word.
    CommonWord,
    /// The name is also an ordinary word, and its capital proves nothing: it begins a sentence or
    /// stands among capitals.
    CommonWordUnproven,
    /// A word with a capital, or in Japanese any noun, which no table knows, stands right beside
    /// the name: it may be part of a longer one.
    PartOfName,
    /// The name is short, and the run of letters without spaces goes on beside it.
    RunsOn,
    /// A word beside the name that shows its kind.
    Cue,
    /// A word beside the name that shows another kind.
    OtherCue,
    /// A word right before the name that leads to places of any kind: "in", "di".
    Leading,
    /// The country it belongs to is named in the document, or other places there are.
    Country,
    /// It lies in the country that the document comes from.
    Source,
    /// The region it belongs to is named in the document, or other places there are; for a region
    /// itself, others of its country are.
    Region,
    /// Another place that the document names lies near by.
    Near,
    /// The share of the document's evidence that all places of this name have: it cannot show which
    /// is meant, nor that it is a name at all, and is taken back.
    Shared,
    /// Its country or region stands right beside it.
    Contained,
    /// A place that lies in it stands right beside it.
    Holds,
    /// The document says that it lies in a region in which no table has a place of this name.
    Outside,
    /// Another region of its country stands beside it in a list.
    Listed,
    /// It stands before a report that was written there, and is the best known place of its name.
    Dateline,
    /// The name is in another language, and something else is called so in the document's.
    OtherLanguageRival,
    /// The document names it beyond doubt elsewhere: by a name that only it has, or beside a cue.
    NamedElsewhere,
    /// The name is the last word of the person's name.
    LastWord,
    /// The person is named in full elsewhere in the document.
    NamedInFull,
    /// No table has the name: that words with capitals are one has to be shown.
    Unknown,
    /// A name of one word, where two would be clearer.
    Alone,
    /// A word that people are called by: a given name.
    GivenName,
    /// A word that people are called by: a family name.
    FamilyName,
    /// A word with a capital that no table knows, and that begins no sentence.
    Capital,
    /// The name begins or ends with a word for its kind: "Universitas", "Inc.".
    Head,
    /// The document says in brackets what it stands for, or that something stands for it.
    Abbreviation,
    /// A word in capitals among words in small letters.
    Acronym,
    /// It fills a quotation, as titles of works do.
    Quoted,
    /// On its line stand few words beside many figures, as in tables of results.
    Table,
}

impl Reason {
    /// The word for it in JSON: `common_word`.
    pub fn as_str(self) -> &'static str {
        self.row().0
    }

    /// The word for it, and a description, in which its words stand for `{}`.
    fn row(self) -> (&'static str, &'static str) {
        match self {
            Reason::Prior => ("prior", "population or fame"),
            Reason::Form(_) => ("form", "{} name"),
            Reason::OtherLanguage => ("other_language", "name in another language"),
            Reason::Inflected => ("inflected", "inflected"),
            Reason::CommonWord => ("common_word", "ordinary word"),
            Reason::CommonWordUnproven => {
                ("common_word_unproven", "ordinary word where a capital proves nothing")
            }
            Reason::PartOfName => ("part_of_name", "perhaps part of a longer name"),
            Reason::RunsOn => ("runs_on", "short, and the letters run on"),
            Reason::Cue => ("cue", "beside “{}”"),
            Reason::OtherCue => ("other_cue", "beside “{}”, which speaks for another kind"),
            Reason::Leading => ("leading", "behind “{}”, which leads to places"),
            Reason::Country => ("country", "its country or places there are named in the document"),
            Reason::Source => ("source", "in the country that the document comes from"),
            Reason::Region => ("region", "its region or places there are named in the document"),
            Reason::Near => ("near", "near a place that the document names"),
            Reason::Shared => ("shared", "as much is said for all places of this name"),
            Reason::Contained => ("contained", "lies in “{}” beside it"),
            Reason::Holds => ("holds", "“{}” beside it lies there"),
            Reason::Outside => ("outside", "said to lie in “{}”, where no table has this name"),
            Reason::Listed => ("listed", "listed with “{}”, a region of its country"),
            Reason::Dateline => ("dateline", "before a report, and the best known of its name"),
            Reason::OtherLanguageRival => {
                ("other_language_rival", "something else has this name in the document’s language")
            }
            Reason::NamedElsewhere => ("named_elsewhere", "named beyond doubt elsewhere"),
            Reason::LastWord => ("last_word", "last word of a person's name"),
            Reason::NamedInFull => ("named_in_full", "named in full elsewhere"),
            Reason::Unknown => ("unknown", "in no table"),
            Reason::Alone => ("alone", "one word alone"),
            Reason::GivenName => ("given_name", "given name “{}”"),
            Reason::FamilyName => ("family_name", "family name “{}”"),
            Reason::Capital => ("capital", "“{}” with a capital"),
            Reason::Head => ("head", "a name with “{}” in it"),
            Reason::Abbreviation => ("abbreviation", "with “{}” beside it, in brackets"),
            Reason::Acronym => ("acronym", "in capitals"),
            Reason::Quoted => ("quoted", "alone between quotation marks"),
            Reason::Table => ("table", "in a table of results"),
        }
    }
}

/// The word for it.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The word for it.
impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
