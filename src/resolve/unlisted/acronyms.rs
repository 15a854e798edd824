//! Words in capitals that no table knows, among words in small letters: in the news mostly
//! organizations.

use super::{Draft, Page, Shape};
use crate::{
    lexicon::{model::Kind, text::cut},
    resolve::{Log, Reading, evidence::Reason, weigh::line, weights::WEIGHTS},
};

/// The length of an acronym, in bytes: longer words in capitals are shouted.
const LENGTH_BYTES: std::ops::RangeInclusive<usize> = 3..=12;

/// The most letters of an acronym.
const MOST_LETTERS: usize = 6;

/// Adds the acronyms of a page.
pub(super) fn read<'t>(page: &Page<'_, '_, 't>, log: &mut Log, found: &mut Vec<Reading>) {
    for (at, word) in page.words.iter().enumerate() {
        if word.shape != Shape::Capitals || !page.is_free(at) {
            continue;
        }
        let text = page.text(word.span);
        let letters = text.chars().count() <= MOST_LETTERS
            && LENGTH_BYTES.contains(&text.len())
            && text.chars().all(char::is_alphabetic);
        let numeral = text.bytes().all(|b| b"IVXLC".contains(&b));
        if !letters || numeral || page.is_ordinary(at) {
            continue;
        }
        let apart = cut::before(page.context.text, word.span.start)
            .ends_with([' ', '\u{a0}', '\n', '(', '"', '\u{201c}', '\u{ab}']);
        if !apart && word.span.start > 0 || line::is_shouted(page.context.text, word.span) {
            continue;
        }
        let mut draft = Draft::new(Kind::Organization, word.span, log);
        draft.add(Reason::Acronym, WEIGHTS.acronym);
        found.push(draft.reading);
    }
}
