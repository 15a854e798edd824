//! Settings of an annotator.

/// Which mentions may share text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Overlaps {
    /// No overlaps: from left to right, the longest mention wins ("Kementerian Pertahanan
    /// Belarusia").
    #[default]
    Longest,
    /// All are kept, nested ones too ("Belarusia" in it).
    All,
}

/// Whether demonyms and other adjectives of places are mentions: "Indonesian", "Texans".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Demonyms {
    /// They are no mentions, as a nationality is not a place. They are still evidence for other
    /// names.
    #[default]
    Leave,
    /// They are mentions of their country or place, by a name of the form
    /// [`Form::Demonym`](crate::Form::Demonym).
    Keep,
}
