//! What the benches share: sets of names, texts, and the engines to compare with.
//!
//! gazetag folds every character while it matches; the others fold ASCII letters at most. To let
//! all find the same, the others get names and texts that are folded already, at no cost to them.

pub mod names;
pub mod peers;
pub mod texts;

/// gazetag's own word edges and fold, so that the comparison uses exactly these.
#[allow(dead_code, unused_imports, reason = "the benches use a part of it")]
#[path = "../../src/lexicon/text/mod.rs"]
mod text;

use gazetag::Gazetteer;

pub const ARTICLE_ID: &str = include_str!("../../examples/article.txt");
pub const ARTICLE_EN: &str = include_str!("../../examples/article-en.txt");

/// Benches run as tests, without optimisation, only prove that they run.
pub const SMALL: bool = cfg!(debug_assertions);

/// The built-in tables.
pub fn builtin() -> Gazetteer {
    Gazetteer::builder()
        .builtin()
        .and_then(|tables| tables.build())
        .expect("the built-in tables are sound")
}
