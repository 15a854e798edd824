//! Towns that stand for their teams, in results and standings: "Arsenal 2 Chelsea 1", "Wigan 42 19 10 3".

use super::{Draft, Page};
use crate::{
    entity::Kind,
    resolve::{Log, Reading, evidence::Reason, weights::WEIGHTS},
    span::Span,
    text::fold,
};

/// Adds the teams of a page, wherever it names them.
pub(super) fn read(page: &Page<'_, '_, '_>, teams: &mut Vec<Span>, log: &mut Log, found: &mut Vec<Reading>) {
    let towns = || {
        page.notes.iter().zip(&page.words).filter_map(|(note, word)| {
            let town = note.mention.filter(|mention| matches!(mention.kind, Kind::City | Kind::Region))?;
            (word.span.start == town.span.start).then_some(town.span)
        })
    };
    teams.clear();
    let mut line = (0, false);
    for span in towns() {
        if is_followed_by_figure(page.context.text, span.end) {
            if line.0 <= span.start {
                line = results(page.context.text, span);
            }
            if line.1 {
                teams.push(span);
            }
        }
    }
    if teams.is_empty() {
        return;
    }
    let prefix = |span: Span| fold::prefix(page.context.text, span.range());
    let is_team = |span: &Span| {
        let first = prefix(*span);
        teams.iter().any(|team| prefix(*team) == first && fold::same(page.text(*team), page.text(*span)))
    };
    for span in towns().filter(is_team).filter(|span| !is_ground(page.context.text, *span)) {
        let mut draft = Draft::new(Kind::Organization, span, log);
        draft.add(Reason::Table, WEIGHTS.table);
        found.push(draft.reading);
    }
}

/// Whether a number of up to three digits stands right behind, in brackets or not.
fn is_followed_by_figure(text: &str, at: usize) -> bool {
    let Some(rest) = text[at..].strip_prefix(' ') else { return false };
    let rest = rest.strip_prefix('(').unwrap_or(rest);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && rest[digits..].bytes().next().is_none_or(|next| matches!(next, b' ' | b'\n' | b'\r' | b')'))
}

/// How far a line is looked at on both sides, in bytes.
const REACH: usize = 160;

/// The line around `span`, as far as it is looked at, and where it ends.
fn line(text: &str, span: Span) -> (&[u8], usize) {
    let before = text[..span.start].bytes().rev().take(REACH).take_while(|&b| b != b'\n').count();
    let after = text[span.end..].bytes().take(REACH).take_while(|&b| b != b'\n').count();
    (&text.as_bytes()[span.start - before..span.end + after], span.end + after)
}

/// The words and figures of a line.
fn words(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    line.split(|b| !b.is_ascii_alphanumeric() && b.is_ascii()).filter(|word| !word.is_empty())
}

/// Whether a short line in capitals, without figures, ends with the town in `span`: there a match will be, "LYON AT NANTES".
fn is_ground(text: &str, span: Span) -> bool {
    const MOST_WORDS: usize = 6;
    let (line, end) = line(text, span);
    let ends = text[span.end..end].trim().is_empty() && (3..=MOST_WORDS).contains(&words(line).take(MOST_WORDS + 1).count());
    ends && !line.iter().any(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

/// Where the line around `span` ends, and whether it has few words for its figures, at least two.
fn results(text: &str, span: Span) -> (usize, bool) {
    let (line, end) = line(text, span);
    let (mut words, mut figures) = (0, 0);
    for word in self::words(line) {
        *if word.iter().all(u8::is_ascii_digit) { &mut figures } else { &mut words } += 1;
    }
    (end, figures >= 2 && words <= 2 * figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grounds() {
        for (text, is) in [
            ("LYON AT WIGAN\nNANTES AT REIMS", true),
            ("WIGAN AT LYON\n", false),
            ("LYON 2 WIGAN", false),
            ("Lyon at WIGAN", false),
            ("WIGAN", false),
        ] {
            let start = text.find("WIGAN").unwrap();
            assert_eq!(is_ground(text, Span::new(start, start + 5)), is, "{text}");
        }
    }

    #[test]
    fn lines_of_results() {
        for (line, is) in [
            ("Wigan 42 19 10 13 80", true),
            ("Bradford 1 Wigan 1", true),
            ("Napoli (5) v Wigan (17) 1330", true),
            ("Wigan 1996-12-06", false),
            ("He scored 2 goals for Wigan 3 weeks ago", false),
            ("Wigan 2000 voters", false),
        ] {
            let start = line.find("Wigan").unwrap();
            let span = Span::new(start, start + 5);
            assert_eq!(is_followed_by_figure(line, span.end) && results(line, span).1, is, "{line}");
        }
    }
}
