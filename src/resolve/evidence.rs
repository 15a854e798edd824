//! Why a reading was believed or not.

use crate::{entity::Form, scratch::trim, span::Span, text::cut};
use std::fmt;

/// Where words stand that evidence speaks of: in bytes from an anchor, which whoever keeps them knows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Words {
    start: i32,
    len: u32,
}

impl Words {
    /// Words more than 2 GiB from their anchor are kept as none: evidence for a name never comes from so far.
    fn new(span: Span, anchor: usize) -> Words {
        let start = span.start as i128 - anchor as i128;
        match (i32::try_from(start), u32::try_from(span.len())) {
            (Ok(start), Ok(len)) => Words { start, len },
            _ => Words { start: 0, len: 0 },
        }
    }

    pub(super) fn span(self, anchor: usize) -> Span {
        let start = anchor.saturating_add_signed(self.start as isize);
        Span::new(start, start.saturating_add(self.len as usize))
    }
}

/// The evidence of all readings of a part of a document. Each reading's is a chain through one list, so that any reading can gather more
/// at any time.
#[derive(Debug, Default)]
pub(crate) struct Log {
    /// Each link with the number of the one before it in its chain.
    links: Vec<(Evidence<Words>, u32)>,
    /// The place that the words are counted from: the beginning of the part.
    anchor: usize,
}

/// The evidence of one reading: the last of its links, counted from 1, and what is among it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Chain {
    last: u32,
    signs: u8,
}

/// What a [`Chain`] tells without going through it.
const CUE: u8 = 1;
const CONTAINED: u8 = 2;
const ORDINARY: u8 = 4;
const FOREIGN: u8 = 8;

impl Chain {
    /// Whether what stands beside it tells that this is meant.
    pub(super) fn is_told(self) -> bool {
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
    /// Begins anew, for the part of a document that begins at `anchor`.
    pub(super) fn clear(&mut self, anchor: usize) {
        self.links.clear();
        self.anchor = anchor;
    }

    /// Gives back the memory of a part with many names.
    pub(super) fn trim(&mut self) {
        trim(&mut self.links);
    }

    pub(super) fn add(&mut self, chain: &mut Chain, evidence: Evidence<Span>) {
        let sign = match evidence.reason {
            Reason::Cue(_) => CUE,
            Reason::Contained(_) => CONTAINED,
            Reason::CommonWord => ORDINARY,
            Reason::OtherLanguage => FOREIGN,
            _ => 0,
        };
        let reason = evidence.reason.map(|span| Words::new(span, self.anchor));
        self.links.push((Evidence { reason, weight: evidence.weight }, chain.last));
        *chain = Chain { last: self.links.len() as u32, signs: chain.signs | sign };
    }

    /// The evidence in a chain, last first, with its words counted from `anchor`.
    pub(super) fn read(&self, chain: Chain, anchor: usize) -> impl Iterator<Item = Evidence<Words>> {
        let mut last = chain.last;
        std::iter::from_fn(move || {
            let &(Evidence { reason, weight }, previous) = self.links.get((last as usize).checked_sub(1)?)?;
            last = previous;
            Some(Evidence { reason: reason.map(|words| Words::new(words.span(self.anchor), anchor)), weight })
        })
    }
}

impl Evidence<Words> {
    /// The same with the words themselves, which are counted from `anchor`.
    pub(super) fn in_text(self, text: &str, anchor: usize) -> Evidence<&str> {
        let reason = self.reason.map(|words| cut::span(text, words.span(anchor)));
        Evidence { reason, weight: self.weight }
    }
}

/// One reason for or against a reading of a mention, with the words of the text it speaks of, as [`Reason`] says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence<W> {
    pub(crate) reason: Reason<W>,
    pub(crate) weight: f32,
}

impl<W: Copy> Evidence<W> {
    /// What was seen.
    pub fn reason(&self) -> Reason<W> {
        self.reason
    }

    /// How much it counts: +1 makes the reading about twice as likely, −1 half. More exactly it is in log-odds, of whose sum the score counts
    /// a part, as pieces of evidence repeat one another.
    pub fn weight(&self) -> f32 {
        self.weight
    }
}

impl fmt::Display for Evidence<&str> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:+.1} {}", self.weight, self.reason)
    }
}

/// What was seen that speaks for or against a reading. `W` is how the words it speaks of are given: as `&str`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Reason<W> {
    /// How many people live there, or how widely it is known.
    Prior,
    /// The name is of this form.
    Form(Form),
    /// The name is in a language that is neither the document's nor English.
    OtherLanguage,
    /// The name has another ending, or a word before it, as its language asks for: "Минске" for "Минск".
    Inflected,
    /// The name is also an ordinary word.
    CommonWord,
    /// The name is also an ordinary word, and its capital proves nothing: it begins a sentence or stands among capitals.
    CommonWordUnproven,
    /// A word with a capital, or in Japanese any noun, which no table knows, stands right beside the name: it may be part of a longer one.
    PartOfName,
    /// The name is short, and the run of letters without spaces goes on beside it.
    RunsOn,
    /// A word beside the name that tells its kind.
    Cue(W),
    /// A word beside the name that tells another kind.
    OtherCue(W),
    /// A word right before the name that leads to places of any kind: "in", "di".
    Leading(W),
    /// The country it belongs to is named in the document, or other places there are.
    Country,
    /// It lies in the country that the document comes from.
    Source,
    /// The region it belongs to is named in the document, or other places there are; for a region itself, others of its country are.
    Region,
    /// Another place that the document names lies near by.
    Near,
    /// What other names say for all places of this name does not tell which it is, nor that it is a name at all: so much is taken back.
    Shared,
    /// Its country or region stands right beside it.
    Contained(W),
    /// A place that lies in it stands right beside it.
    Holds(W),
    /// The document says that it lies in a region in which no table has a place of this name.
    Outside(W),
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
    GivenName(W),
    /// A word that people are called by: a family name.
    FamilyName(W),
    /// A word with a capital that no table knows, and that begins no sentence.
    Capital(W),
    /// The name begins or ends with a word that tells its kind: "Universitas", "Inc.".
    Head(W),
    /// The document says in brackets what it stands for, or that something stands for it.
    Abbreviation(W),
    /// A word in capitals among words in small letters.
    Acronym,
    /// It fills a quotation, as titles of works do.
    Quoted,
    /// On its line stand few words beside many figures, as in tables of results.
    Table,
}

impl<W: Copy> Reason<W> {
    /// The word for it in JSON: `common_word`.
    pub fn name(&self) -> &'static str {
        match self {
            Reason::Prior => "prior",
            Reason::Form(_) => "form",
            Reason::OtherLanguage => "other_language",
            Reason::Inflected => "inflected",
            Reason::CommonWord => "common_word",
            Reason::CommonWordUnproven => "common_word_unproven",
            Reason::PartOfName => "part_of_name",
            Reason::Cue(_) => "cue",
            Reason::OtherCue(_) => "other_cue",
            Reason::Leading(_) => "leading",
            Reason::Country => "country",
            Reason::Source => "source",
            Reason::Region => "region",
            Reason::Near => "near",
            Reason::Shared => "shared",
            Reason::Contained(_) => "contained",
            Reason::Holds(_) => "holds",
            Reason::Outside(_) => "outside",
            Reason::OtherLanguageRival => "other_language_rival",
            Reason::NamedElsewhere => "named_elsewhere",
            Reason::LastWord => "last_word",
            Reason::NamedInFull => "named_in_full",
            Reason::Unknown => "unknown",
            Reason::Alone => "alone",
            Reason::GivenName(_) => "given_name",
            Reason::FamilyName(_) => "family_name",
            Reason::Capital(_) => "capital",
            Reason::Head(_) => "head",
            Reason::Abbreviation(_) => "abbreviation",
            Reason::Acronym => "acronym",
            Reason::Quoted => "quoted",
            Reason::Table => "table",
            Reason::RunsOn => "runs_on",
        }
    }

    /// The words it speaks of, if it speaks of any.
    pub fn words(&self) -> Option<W> {
        match *self {
            Reason::Cue(words)
            | Reason::OtherCue(words)
            | Reason::Leading(words)
            | Reason::Contained(words)
            | Reason::Holds(words)
            | Reason::Outside(words)
            | Reason::GivenName(words)
            | Reason::FamilyName(words)
            | Reason::Capital(words)
            | Reason::Head(words)
            | Reason::Abbreviation(words) => Some(words),
            _ => None,
        }
    }
}

impl<W> Reason<W> {
    /// The same with other words.
    fn map<V>(self, words: impl FnOnce(W) -> V) -> Reason<V> {
        match self {
            Reason::Prior => Reason::Prior,
            Reason::Form(form) => Reason::Form(form),
            Reason::Inflected => Reason::Inflected,
            Reason::OtherLanguage => Reason::OtherLanguage,
            Reason::CommonWord => Reason::CommonWord,
            Reason::CommonWordUnproven => Reason::CommonWordUnproven,
            Reason::PartOfName => Reason::PartOfName,
            Reason::RunsOn => Reason::RunsOn,
            Reason::Cue(cue) => Reason::Cue(words(cue)),
            Reason::OtherCue(cue) => Reason::OtherCue(words(cue)),
            Reason::Leading(word) => Reason::Leading(words(word)),
            Reason::Country => Reason::Country,
            Reason::Source => Reason::Source,
            Reason::Region => Reason::Region,
            Reason::Near => Reason::Near,
            Reason::Shared => Reason::Shared,
            Reason::Contained(place) => Reason::Contained(words(place)),
            Reason::Holds(place) => Reason::Holds(words(place)),
            Reason::Outside(place) => Reason::Outside(words(place)),
            Reason::OtherLanguageRival => Reason::OtherLanguageRival,
            Reason::NamedElsewhere => Reason::NamedElsewhere,
            Reason::LastWord => Reason::LastWord,
            Reason::NamedInFull => Reason::NamedInFull,
            Reason::GivenName(word) => Reason::GivenName(words(word)),
            Reason::FamilyName(word) => Reason::FamilyName(words(word)),
            Reason::Capital(word) => Reason::Capital(words(word)),
            Reason::Head(word) => Reason::Head(words(word)),
            Reason::Abbreviation(word) => Reason::Abbreviation(words(word)),
            Reason::Unknown => Reason::Unknown,
            Reason::Alone => Reason::Alone,
            Reason::Acronym => Reason::Acronym,
            Reason::Quoted => Reason::Quoted,
            Reason::Table => Reason::Table,
        }
    }
}

impl fmt::Display for Reason<&str> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Prior => f.write_str("population or fame"),
            Reason::Form(form) => write!(f, "{form} name"),
            Reason::OtherLanguage => f.write_str("name in another language"),
            Reason::Inflected => f.write_str("inflected"),
            Reason::CommonWord => f.write_str("ordinary word"),
            Reason::CommonWordUnproven => f.write_str("ordinary word where a capital proves nothing"),
            Reason::PartOfName => f.write_str("perhaps part of a longer name"),
            Reason::RunsOn => f.write_str("short, and the letters run on"),
            Reason::Cue(cue) => write!(f, "beside \u{201c}{cue}\u{201d}"),
            Reason::OtherCue(cue) => write!(f, "beside \u{201c}{cue}\u{201d}, which speaks for another kind"),
            Reason::Leading(word) => write!(f, "behind \u{201c}{word}\u{201d}, which leads to places"),
            Reason::Country => f.write_str("its country or places there are named in the document"),
            Reason::Source => f.write_str("in the country that the document comes from"),
            Reason::Region => f.write_str("its region or places there are named in the document"),
            Reason::Outside(place) => write!(f, "said to lie in \u{201c}{place}\u{201d}, where no table has this name"),
            Reason::OtherLanguageRival => f.write_str("something else has this name in the document\u{2019}s language"),
            Reason::Near => f.write_str("near a place that the document names"),
            Reason::Shared => f.write_str("as much is said for all places of this name"),
            Reason::Contained(place) => write!(f, "lies in \u{201c}{place}\u{201d} beside it"),
            Reason::Holds(place) => write!(f, "\u{201c}{place}\u{201d} beside it lies there"),
            Reason::NamedElsewhere => f.write_str("named beyond doubt elsewhere"),
            Reason::LastWord => f.write_str("last word of a person's name"),
            Reason::NamedInFull => f.write_str("named in full elsewhere"),
            Reason::Unknown => f.write_str("in no table"),
            Reason::Alone => f.write_str("one word alone"),
            Reason::GivenName(name) => write!(f, "given name \u{201c}{name}\u{201d}"),
            Reason::FamilyName(name) => write!(f, "family name \u{201c}{name}\u{201d}"),
            Reason::Capital(word) => write!(f, "\u{201c}{word}\u{201d} with a capital"),
            Reason::Head(head) => write!(f, "a name with \u{201c}{head}\u{201d} in it"),
            Reason::Abbreviation(other) => write!(f, "with \u{201c}{other}\u{201d} beside it, in brackets"),
            Reason::Acronym => f.write_str("in capitals"),
            Reason::Quoted => f.write_str("alone between quotation marks"),
            Reason::Table => f.write_str("in a table of results"),
        }
    }
}
