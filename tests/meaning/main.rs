//! What names mean. The rules are tested on gazetteers of a few rows; everything else needs the
//! built-in tables.

#[cfg(feature = "builtin")]
mod answers;
#[cfg(feature = "builtin")]
mod cases;
mod rules;
#[cfg(feature = "builtin")]
mod spotted;
#[cfg(feature = "builtin")]
mod whole;
#[cfg(feature = "builtin")]
mod windows;
