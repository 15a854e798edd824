//! Endings that stand behind a mark and belong to the name before them: "Türkiye'nin", "NATO-ban".

use super::{Context, Workspace, select};
use crate::lexicon::{
    inflect::JOINTS,
    text::{boundary::is_end, class::Class, cut},
};

/// The longest ending with its mark, in bytes.
const LONGEST_BYTES: usize = 16;

/// Lets mentions reach over the endings behind them. One may then end behind a longer name that
/// begins where it does: "Nazran'da" beside "Nazran'".
pub(super) fn read(context: Context<'_, '_>, work: &mut Workspace) {
    let mut grown = false;
    for mention in &mut work.resolutions {
        let ending = len(context, cut::after(context.text, mention.span.end));
        mention.span.end += ending;
        grown |= ending > 0;
    }
    if grown {
        select::mentions(context, work);
    }
}

/// How many bytes at the beginning of `rest` are an ending.
pub(super) fn len(context: Context<'_, '_>, rest: &str) -> usize {
    let mut chars = rest.chars();
    let Some(mark) = chars.next().map(plain).filter(|mark| JOINTS.contains(mark)) else { return 0 };
    let behind = chars.as_str();
    // Looks no further than an ending reaches: the word behind the mark may be as long as the text.
    let within = cut::before(behind, LONGEST_BYTES);
    let letters = within.find(|c| !Class::of(c).is_lower()).unwrap_or(within.len());
    let next = cut::after(behind, letters).chars().next();
    let ends = is_end(behind, letters) && !next.is_some_and(|c| JOINTS.contains(&plain(c)));
    if letters == 0 || letters >= LONGEST_BYTES || !ends {
        return 0;
    }
    let mut ending = [0; LONGEST_BYTES];
    ending[0] = mark as u8;
    ending[1..=letters].copy_from_slice(&behind.as_bytes()[..letters]);
    if context.layers.is_suffix(&ending[..=letters], context.languages) {
        rest.len() - behind.len() + letters
    } else {
        0
    }
}

/// The apostrophe of typewriters for that of printers.
fn plain(c: char) -> char {
    if c == '\u{2019}' { '\'' } else { c }
}
