//! CoNLL: a token and its tag on each line, in IOB2.

use super::{Style, found::mentions, rendered::Rendered};
use crate::{
    annotator::Annotations,
    lexicon::{
        span::Span,
        text::{boundary, class::Class, cut},
    },
};

/// What begins a document, with an empty line behind.
const START: &str = "-DOCSTART-\tO\n\n";

pub(super) fn render<'a>(style: &Style, annotations: &Annotations<'a, 'a>) -> Rendered {
    let text = annotations.text();
    let mut out = START.as_bytes().to_vec();
    let found: Vec<_> =
        mentions(style, annotations).map(|(span, mention)| (span, mention.kind)).collect();
    let edges = found.iter().flat_map(|(span, _)| [span.start, span.end]);
    let mut found = found.iter().peekable();
    let (mut before, mut begun) = (None, None);
    for token in tokens(text, edges) {
        while found.next_if(|(span, _)| span.end <= token.start).is_some() {}
        let inside = found.peek().filter(|(span, _)| span.start <= token.start);
        let goes_on = inside.is_some_and(|(span, _)| begun == Some(*span));
        if !goes_on && before.is_some_and(|before| ends_sentence(text, before, token)) {
            out.push(b'\n');
        }
        out.extend_from_slice(cut::span(text, token).as_bytes());
        match inside {
            None => out.extend_from_slice(b"\tO\n"),
            Some((_, kind)) => {
                out.extend_from_slice(if goes_on { b"\tI-" } else { b"\tB-" });
                out.extend_from_slice(style.labels.get(*kind).as_bytes());
                out.push(b'\n');
            }
        }
        begun = inside.map(|(span, _)| *span);
        before = Some(token);
    }
    if before.is_some() {
        out.push(b'\n');
    }
    Rendered::bytes(out)
}

/// The words, numbers and signs of a text, also cut at `edges`, which rise. White space and control
/// characters are in none.
fn tokens(text: &str, edges: impl Iterator<Item = usize>) -> Vec<Span> {
    let mut edges = edges.peekable();
    let mut tokens = Vec::new();
    let mut start: Option<usize> = None;
    // In a run of invisible characters every place is an edge, or none: it is looked for once.
    let mut of_run = None;
    for (at, c) in text.char_indices() {
        while edges.next_if(|&edge| edge < at).is_some() {}
        let is_edge = *of_run.get_or_insert_with(|| boundary::is_start(text, at));
        if !Class::of(c).is_format() {
            of_run = None;
        }
        let is_blank = c.is_whitespace() || c.is_control();
        if is_blank || is_edge || edges.peek() == Some(&at) {
            tokens.extend(start.take().map(|start| Span::new(start, at)));
        }
        if !is_blank {
            start.get_or_insert(at);
        }
    }
    tokens.extend(start.map(|start| Span::new(start, text.len())));
    tokens
}

/// Whether a sentence ends between two tokens: at the end of a line, or behind a mark that ends one
/// and no initial.
fn ends_sentence(text: &str, before: Span, token: Span) -> bool {
    let gap = cut::between(text, before.end, token.start);
    if gap.chars().any(|c| Class::of(c).is_newline()) {
        return true;
    }
    let is_initial = || {
        let mut name = cut::before(text, before.start).chars().rev();
        name.next().is_some_and(|c| Class::of(c).is_upper())
            && name.next().is_none_or(|c| !Class::of(c).is_word())
    };
    match cut::span(text, before) {
        "。" | "！" | "？" | "।" | "॥" | "۔" | "؟" | "။" | "።" | "។" => true,
        "." => !gap.is_empty() && !is_initial() && !begins_small(text, token),
        "!" | "?" | "…" => !gap.is_empty() && !begins_small(text, token),
        _ => false,
    }
}

fn begins_small(text: &str, token: Span) -> bool {
    cut::span(text, token).chars().next().is_some_and(|c| Class::of(c).is_lower())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_of_tokens() {
        for (case, text, edges, expected) in [
            ("words and signs", "Di Kursk, 3%.", &[][..], &["Di Kursk , 3 % ."][..]),
            ("sentences", "It rained. Nice! He left", &[], &["It rained .", "Nice !", "He left"]),
            ("abbreviations", "J. Smith of the U.S. said", &[], &["J . Smith of the U . S . said"]),
            ("lines", "Kursk\nMinsk\u{2028}Oslo", &[], &["Kursk", "Minsk", "Oslo"]),
            ("Chinese", "在北京。他", &[], &["在 北 京 。", "他"]),
            ("an edge inside a word", "서울대", &[6], &["서울 대"]),
            ("controls", "a\0b\u{1c}c\u{85}d", &[], &["a b c", "d"]),
            ("marks", "⚠\u{fe0f}Kyiv e\u{301}", &[], &["⚠\u{fe0f} Kyiv e\u{301}"]),
            ("nothing", " \n", &[], &[]),
        ] {
            let mut found: Vec<String> = Vec::new();
            let mut before = None;
            for token in tokens(text, edges.iter().copied()) {
                if before.is_none_or(|before| ends_sentence(text, before, token)) {
                    found.push(cut::span(text, token).into());
                } else if let Some(sentence) = found.last_mut() {
                    *sentence += " ";
                    *sentence += cut::span(text, token);
                }
                before = Some(token);
            }
            assert_eq!(found, expected, "{case}");
        }
    }

    #[test]
    fn runs_of_invisible_characters_take_no_longer() {
        // Were the run read at each of its places, this would take minutes.
        let text = "\u{200d}".repeat(1 << 20);
        assert_eq!(tokens(&text, std::iter::empty()).len(), 1 << 20);
    }
}
