//! All mentions of a text as plain rows.

use crate::{
    annotator::{Annotations, MentionRecord},
    lexicon::span::{Offsets, Unit},
};

/// The mentions of `annotations` as rows, with positions counted in `unit`.
///
/// ```
/// # #[cfg(feature = "builtin")] {
/// use gazetag::{Unit, output};
///
/// let annotations = gazetag::annotate("Президент Беларуси Александр Лукашенко");
/// let rows: Vec<_> = output::records(&annotations, Unit::Chars).collect();
/// let person = rows.last().unwrap();
/// assert_eq!((person.start, person.end), (19, 38));
/// assert_eq!(person.entity.as_deref(), Some("alexander-lukashenko"));
/// # }
/// ```
pub fn records<'a>(
    annotations: &Annotations<'a, 'a>,
    unit: Unit,
) -> impl ExactSizeIterator<Item = MentionRecord<'a>> {
    let mut offsets = Offsets::new(annotations.text(), unit);
    annotations.iter().map(move |mention| mention.record(&mut offsets))
}
