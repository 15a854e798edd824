//! Endings that stand behind a mark and belong to the name before them: "Türkiye'nin", "NATO-ban".

use super::{Context, Resolution};
use crate::{inflect::JOINTS, text::class::Class};

/// The longest ending with its mark, in bytes.
const LONGEST: usize = 16;

/// Lets mentions reach over the endings behind them.
pub(super) fn read(context: Context<'_, '_>, mentions: &mut [Resolution]) {
    for mention in mentions {
        mention.span.end += len(context, &context.text[mention.span.end..]);
    }
}

/// How many bytes at the beginning of `rest` are an ending.
pub(super) fn len(context: Context<'_, '_>, rest: &str) -> usize {
    let Some(mark) = rest.chars().next().map(plain).filter(|mark| JOINTS.contains(mark)) else { return 0 };
    let behind = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
    let letters = behind.find(|c| !Class::of(c).is_lower()).unwrap_or(behind.len());
    let ends = behind[letters..].chars().next().is_none_or(|c| !Class::of(c).is_word() && !JOINTS.contains(&plain(c)));
    if letters == 0 || letters >= LONGEST || !ends {
        return 0;
    }
    let mut ending = [0; LONGEST];
    ending[0] = mark as u8;
    ending[1..=letters].copy_from_slice(&behind.as_bytes()[..letters]);
    if context.layers.is_suffix(&ending[..=letters], context.languages) { rest.len() - behind.len() + letters } else { 0 }
}

/// The apostrophe of typewriters for that of printers.
fn plain(c: char) -> char {
    if c == '\u{2019}' { '\'' } else { c }
}
