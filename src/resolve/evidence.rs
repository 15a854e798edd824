//! Why a reading was believed or not.

use crate::entity::Form;
use std::fmt;

/// The evidence of all readings of a document. Each reading's is a chain through one list, so that any reading can gather more at any
/// time.
#[derive(Debug, Default)]
pub(crate) struct Log<'t> {
    links: Vec<(Evidence<'t>, Chain)>,
}

/// The evidence of one reading: the last of its links, counted from 1.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Chain(u32);

impl<'t> Log<'t> {
    pub(super) fn add(&mut self, chain: &mut Chain, evidence: Evidence<'t>) {
        self.links.push((evidence, *chain));
        *chain = Chain(self.links.len() as u32);
    }

    pub(super) fn has_cue(&self, chain: Chain) -> bool {
        self.of(chain).any(|evidence| matches!(evidence.reason, Reason::Cue(_)))
    }

    /// The evidence in a chain, last first.
    pub(crate) fn of(&self, mut chain: Chain) -> impl Iterator<Item = Evidence<'t>> {
        std::iter::from_fn(move || {
            let &(evidence, previous) = self.links.get((chain.0 as usize).checked_sub(1)?)?;
            chain = previous;
            Some(evidence)
        })
    }
}

/// One reason for or against a reading of a mention.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence<'t> {
    pub(crate) reason: Reason<'t>,
    pub(crate) weight: f32,
}

impl<'t> Evidence<'t> {
    /// What was seen.
    pub fn reason(&self) -> Reason<'t> {
        self.reason
    }

    /// How much it counts, in log-odds: +1 makes the reading about 2.7 times as likely, −1 as many times less.
    pub fn weight(&self) -> f32 {
        self.weight
    }
}

impl fmt::Display for Evidence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:+.1} {}", self.weight, self.reason)
    }
}

/// What was seen that speaks for or against a reading.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Reason<'t> {
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
    /// A word with a capital, which no table knows, stands right beside the name: it may be part of a longer one.
    PartOfName,
    /// A word beside the name that tells its kind.
    Cue(&'t str),
    /// A word beside the name that tells another kind.
    OtherCue(&'t str),
    /// The country it belongs to is named in the document.
    Country,
    /// Its country or region stands right behind it.
    Contained(&'t str),
    /// The document names it beyond doubt elsewhere: by a name that only it has, or beside a cue.
    NamedElsewhere,
    /// The name is the last word of the person's name.
    LastWord,
    /// The person is named in full elsewhere in the document.
    NamedInFull,
}

impl fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Prior => f.write_str("population or fame"),
            Reason::Form(form) => write!(f, "{form} name"),
            Reason::OtherLanguage => f.write_str("name in another language"),
            Reason::Inflected => f.write_str("inflected"),
            Reason::CommonWord => f.write_str("ordinary word"),
            Reason::CommonWordUnproven => f.write_str("ordinary word where a capital proves nothing"),
            Reason::PartOfName => f.write_str("beside a word with a capital"),
            Reason::Cue(cue) => write!(f, "beside \u{201c}{cue}\u{201d}"),
            Reason::OtherCue(cue) => write!(f, "beside \u{201c}{cue}\u{201d}, which speaks for another kind"),
            Reason::Country => f.write_str("its country is named in the document"),
            Reason::Contained(place) => write!(f, "followed by \u{201c}{place}\u{201d}"),
            Reason::NamedElsewhere => f.write_str("named beyond doubt elsewhere"),
            Reason::LastWord => f.write_str("last word of a person's name"),
            Reason::NamedInFull => f.write_str("named in full elsewhere"),
        }
    }
}
