//! What a caller may choose.

/// Which mentions may share text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Overlaps {
    /// None may: from left to right the longest wins ("Kementerian Pertahanan Belarusia").
    #[default]
    Longest,
    /// All are kept, nested ones too ("Belarusia" in it).
    All,
}

/// What becomes of demonyms and other adjectives that say a place: "Indonesian", "Texans".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Demonyms {
    /// They are no mentions, as a nationality is not a place. They still tell what other names
    /// mean.
    #[default]
    Leave,
    /// They are mentions of their country or place, by a name of the form
    /// [`Form::Demonym`](crate::Form::Demonym).
    Keep,
}
