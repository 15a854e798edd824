//! Words that lead to a place, whatever it is: "in Nice", "di Malang", "в Орле".

use super::super::Context;
use crate::lexicon::{
    span::Span,
    text::{class::Class, cut, fold},
};

/// The longest of them, in bytes.
const LONGEST_BYTES: usize = 16;

/// The word right before `span` that leads to a place in one of the document's languages.
pub(super) fn find(context: Context<'_, '_>, span: Span) -> Option<Span> {
    let before = cut::before(context.text, span.start).strip_suffix([' ', '\u{a0}'])?;
    let is_inside = |c: char| !Class::of(c).is_space() && !c.is_ascii_punctuation();
    let start = before
        .char_indices()
        .rev()
        .take_while(|&(at, c)| is_inside(c) && before.len() - at <= LONGEST_BYTES)
        .last()?
        .0;
    let mut buffer = [0; 2 * LONGEST_BYTES];
    let folded = fold::fold_short(cut::after(before, start), &mut buffer)?;
    context.layers.leads(folded, context.languages).then_some(Span::new(start, before.len()))
}
