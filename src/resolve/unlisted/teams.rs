//! Towns that stand for their teams, in results and standings: "Arsenal 2 Chelsea 1", "Wigan 42 19
//! 10 3".

use super::{Draft, Page, index::Index};
use crate::{
    lexicon::{
        model::Kind,
        scratch::trim,
        span::Span,
        text::{cut, fold},
    },
    resolve::{Log, Reading, evidence::Reason, weights::WEIGHTS},
};

/// The towns of a page that stand for their teams.
#[derive(Debug, Default)]
pub(super) struct Teams {
    towns: Vec<Span>,
    /// The first of those that fold alike.
    names: Index,
}

impl Teams {
    /// Gives back the memory of a part with many of them.
    pub(super) fn trim(&mut self) {
        trim(&mut self.towns);
        self.names.trim();
    }
}

/// Adds the teams of a page, wherever it names them.
pub(super) fn read(
    page: &Page<'_, '_, '_>,
    teams: &mut Teams,
    log: &mut Log,
    found: &mut Vec<Reading>,
) {
    let Teams { towns: teams, names } = teams;
    let towns = || {
        page.notes.iter().zip(&page.words).filter_map(|(note, word)| {
            let town =
                note.mention.filter(|mention| matches!(mention.kind, Kind::City | Kind::Region))?;
            (word.span.start == town.span.start).then_some(town.span)
        })
    };
    teams.clear();
    names.clear();
    let hash = |span: Span| fold::hash(page.text(span));
    let mut line = (0, false);
    for span in towns() {
        if is_followed_by_figure(page.context.text, span.end) {
            if line.0 <= span.start {
                line = results(page.context.text, span);
            }
            if line.1 {
                names.add(hash(span), teams.len());
                teams.push(span);
            }
        }
    }
    if teams.is_empty() {
        return;
    }
    let same = |one: Span, other: Span| fold::same(page.text(one), page.text(other));
    names.settle(|one, other| same(teams[one], teams[other]));
    let is_team = |span: &Span| names.with(hash(*span)).any(|team| same(teams[team], *span));
    for span in towns().filter(is_team).filter(|span| !is_ground(page.context.text, *span)) {
        let mut draft = Draft::new(Kind::Organization, span, log);
        draft.add(Reason::Table, WEIGHTS.table);
        found.push(draft.reading);
    }
}

/// Whether a number of up to three digits stands right behind, in brackets or not.
fn is_followed_by_figure(text: &str, at: usize) -> bool {
    let Some(rest) = cut::after(text, at).strip_prefix(' ') else { return false };
    let rest = rest.strip_prefix('(').unwrap_or(rest);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits)
        && rest
            .as_bytes()
            .get(digits)
            .is_none_or(|next| matches!(next, b' ' | b'\n' | b'\r' | b')'))
}

/// How far a line is looked at on both sides, in bytes.
const REACH_BYTES: usize = 160;

/// The words and figures of a line.
fn words(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    line.split(|b| !b.is_ascii_alphanumeric() && b.is_ascii()).filter(|word| !word.is_empty())
}

/// Whether a short line in capitals, without figures, ends with the town in `span`: there a match
/// will be, "LYON AT NANTES".
fn is_ground(text: &str, span: Span) -> bool {
    const MOST_WORDS: usize = 6;
    let line = cut::line_around(text, span, REACH_BYTES);
    let is_last = cut::between(text, span.end, line.end).trim().is_empty();
    let line = cut::span(text, line).as_bytes();
    let ends = is_last && (3..=MOST_WORDS).contains(&words(line).take(MOST_WORDS + 1).count());
    ends && !line.iter().any(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

/// Where the line around `span` ends, and whether it has few words for its figures, at least two.
fn results(text: &str, span: Span) -> (usize, bool) {
    let line = cut::line_around(text, span, REACH_BYTES);
    let (mut words, mut figures) = (0, 0);
    for word in self::words(cut::span(text, line.clone()).as_bytes()) {
        *if word.iter().all(u8::is_ascii_digit) { &mut figures } else { &mut words } += 1;
    }
    (line.end, figures >= 2 && words <= 2 * figures)
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
            assert_eq!(
                is_followed_by_figure(line, span.end) && results(line, span).1,
                is,
                "{line}"
            );
        }
    }
}
