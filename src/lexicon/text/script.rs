//! The scripts of characters.

/// A script that some rule asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Thai,
    Lao,
    Myanmar,
    Khmer,
    Han,
    Hiragana,
    Katakana,
    Hangul,
}
