//! brat: a `.txt` file with the text and an `.ann` file with its mentions.

use super::{
    Origin, Style,
    found::{entity, mentions, one_line},
    rendered::{Files, Rendered},
};
use crate::{
    annotator::{Annotations, MentionRecord},
    lexicon::{model::Kind, text::cut},
};
use std::{
    fmt::{self, Write},
    ops::Range,
};

/// What the folder says of its labels: `annotation.conf`.
pub(super) fn configuration(style: &Style) -> String {
    let mut labels: Vec<&str> = Vec::new();
    for label in Kind::ALL.map(|kind| style.labels.get(kind)) {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    format!("[entities]\n{}\n\n[relations]\n\n[events]\n\n[attributes]\n", labels.join("\n"))
}

pub(super) fn render<'a>(
    style: &Style,
    origin: &Origin<'_>,
    annotations: &Annotations<'a, 'a>,
) -> Rendered {
    let text = annotations.text();
    let mut ann = String::new();
    for (number, (span, mention)) in mentions(style, annotations).enumerate() {
        let label = style.labels.get(mention.kind);
        let pieces = pieces(cut::span(text, span), mention.start);
        write(&mut ann, number + 1, label, &pieces, &mention).expect("a string takes it");
    }
    Rendered::files(Files { id: origin.id.shown().into_owned(), text: text.to_owned(), ann })
}

/// Adds what there is to say of a mention.
fn write(
    ann: &mut String,
    number: usize,
    label: &str,
    pieces: &[(Range<usize>, &str)],
    mention: &MentionRecord<'_>,
) -> fmt::Result {
    let spans: Vec<String> =
        pieces.iter().map(|(range, _)| format!("{} {}", range.start, range.end)).collect();
    let texts: Vec<&str> = pieces.iter().map(|&(_, text)| text).collect();
    writeln!(ann, "T{number}\t{label} {}\t{}", spans.join(";"), texts.join(" "))?;
    if let (Some(entity), Some(name)) = (&mention.entity, &mention.name) {
        let (base, id) = reference(entity);
        writeln!(ann, "N{number}\tReference T{number} {base}:{id}\t{}", one_line(name))?;
    }
    write!(ann, "#{number}\tAnnotatorNotes T{number}\t{} {}", mention.kind, mention.score)?;
    match entity(mention) {
        Some(known) => writeln!(ann, "; {known}"),
        None => writeln!(ann),
    }
}

/// The parts of a mention that begins at this code point: a span may not cross the end of a line,
/// nor its text hold what ends a line or a column for some reader.
fn pieces(text: &str, start: usize) -> Vec<(Range<usize>, &str)> {
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let mut pieces = Vec::new();
    let mut at = start;
    for line in text.split_inclusive(is_break) {
        let piece = line.trim_end_matches(is_break).trim();
        let before = line.chars().take_while(|c| c.is_whitespace()).count();
        if !piece.is_empty() {
            let start = at + before;
            pieces.push((start..start + piece.chars().count(), piece));
        }
        at += line.chars().count();
    }
    pieces
}

/// The base of knowledge that an id is of, and the id there.
fn reference(entity: &str) -> (&str, &str) {
    match entity.split_once(':') {
        Some((base, id)) if !base.is_empty() && !id.is_empty() => (base, id),
        _ => ("gazetag", entity),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_spans() {
        for (case, text, expected) in [
            ("one line", "Kursk Oblast", &[(5, 17, "Kursk Oblast")][..]),
            ("two lines", "Kursk\nOblast", &[(5, 10, "Kursk"), (11, 17, "Oblast")]),
            ("blanks at the edges", "Kursk \r\n  Oblast", &[(5, 10, "Kursk"), (15, 21, "Oblast")]),
            ("a tab", "É\tb", &[(5, 6, "É"), (7, 8, "b")]),
            ("a separator of lines", "a\u{2028}b", &[(5, 6, "a"), (7, 8, "b")]),
        ] {
            let found = pieces(text, 5);
            let found: Vec<_> =
                found.iter().map(|(range, text)| (range.start, range.end, *text)).collect();
            assert_eq!(found, expected, "{case}");
        }
    }
}
