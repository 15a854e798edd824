//! Word edges.
//!
//! A word is a run of letters and digits with the marks on them; joiners, soft hyphens and the like inside it belong to it. In scripts
//! written without spaces every letter with its marks stands alone. A mark belongs to the character before it, even to a symbol, so in
//! "⚠️Kyiv", where an invisible variation selector stands before the K, the word is still "Kyiv".

use super::class::Class;

/// Whether `at` is the edge of a word in `text`, or lies outside any word.
///
/// # Panics
/// If `at` is not on a character boundary of `text`.
///
/// # Complexity
/// O(1), but for runs of marks and invisible characters around `at`.
#[inline]
pub(crate) fn is_edge(text: &str, at: usize) -> bool {
    if let Some([before @ ..0x80, after @ ..0x80]) = text.as_bytes().get(at.wrapping_sub(1)..=at) {
        return !(before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric());
    }
    is_edge_of_any(text, at)
}

/// The same, whatever stands there.
fn is_edge_of_any(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let mut right = after.chars().map(Class::of).skip_while(|c| c.is_format());
    let mut left = before.chars().rev().map(Class::of).skip_while(|c| c.is_format() || c.is_mark());
    match right.next() {
        None => true,
        Some(right) if right.is_mark() => before.is_empty(),
        Some(right) => !(right.is_spaced_word() && left.next().is_some_and(Class::is_spaced_word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cuts `text` at every edge where a character begins.
    fn cut(text: &str) -> Vec<&str> {
        let edges: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).filter(|&i| is_edge(text, i)).collect();
        edges.windows(2).map(|w| &text[w[0]..w[1]]).collect()
    }

    #[test]
    fn words() {
        for (case, text, words) in [
            ("spaces", "di Kursk", &["di", " ", "Kursk"][..]),
            ("hyphen", "Rusia-Ukraina", &["Rusia", "-", "Ukraina"]),
            ("apostrophe", "Russia's", &["Russia", "'", "s"]),
            ("letter apostrophe", "Камʼянець", &["Кам", "ʼ", "янець"]),
            ("mark on a letter", "Pele\u{301} 1", &["Pele\u{301}", " ", "1"]),
            ("virama", "क्षेत्र में", &["क्षेत्र", " ", "में"]),
            ("joiner inside", "می\u{200c}خواهد", &["می\u{200c}خواهد"]),
            ("soft hyphen inside", "Bela\u{ad}rus", &["Bela\u{ad}rus"]),
            ("direction mark before", "\u{200f}كييف", &["\u{200f}", "كييف"]),
            ("direction mark behind", "كييف\u{200f}.", &["كييف", "\u{200f}", "."]),
            ("selector on a symbol", "⚠\u{fe0f}Kyiv", &["⚠\u{fe0f}", "Kyiv"]),
            ("mark alone", "\u{301}a", &["\u{301}", "a"]),
            ("no spaces", "北京2024年", &["北", "京", "2024", "年"]),
            ("Thai marks", "ที่", &["ที่"]),
            ("two scripts", "在Kyiv市", &["在", "Kyiv", "市"]),
            ("zero-width space", "a\u{200b}b", &["a", "\u{200b}", "b"]),
        ] {
            assert_eq!(cut(text), words, "{case}");
        }
    }
}
