//! Broken and marked-up texts, read as the people who wrote them meant.
//!
//! News comes with entities and tags left over from web pages, with lines broken inside words, with
//! invisible characters and with addresses that hold names. [`read`] writes a copy without them, in
//! which names are found; [`Edits`] tell where what was found stands in the text itself. Most texts
//! need none, which a few fast searches show.

use crate::lexicon::{
    scratch::trim,
    span::Span,
    text::{class::Class, cut},
};
use aho_corasick::AhoCorasick;
use memchr::{memchr, memchr3, memmem};
use std::{borrow::Cow, sync::LazyLock};

/// Where a copy differs from its text, in order. Most texts have none, and kept annotations no list.
#[derive(Clone, Debug, Default)]
#[expect(clippy::box_collection, reason = "kept annotations shall be small")]
pub(crate) struct Edits(Option<Box<Vec<Edit>>>);

/// A part of a text, and what stands for it in the copy.
#[derive(Clone, Copy, Debug)]
struct Edit {
    source: Span,
    copy: Span,
}

impl Edits {
    pub(crate) fn is_empty(&self) -> bool {
        self.list().is_empty()
    }

    fn list(&self) -> &[Edit] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }

    pub(crate) fn clear(&mut self) {
        self.0.iter_mut().for_each(|edits| edits.clear());
    }

    /// Gives back the memory of a text with many.
    pub(crate) fn trim(&mut self) {
        self.0.iter_mut().for_each(|edits| trim(edits));
    }

    /// Lets go of the memory that more would take.
    pub(crate) fn shrink(&mut self) {
        self.0 = self.0.take().filter(|edits| !edits.is_empty());
        self.0.iter_mut().for_each(|edits| edits.shrink_to_fit());
    }

    /// Where a span of the copy stands in the text. Complexity: O(log n) in the edits.
    pub(crate) fn source(&self, span: Span) -> Span {
        let edits = self.list();
        if edits.is_empty() {
            return span;
        }
        // What was taken out right before a name is no part of it, nor is what was right behind.
        let before = edits.partition_point(|edit| edit.copy.end <= span.start);
        let start = match (before.checked_sub(1).map(|at| edits[at]), edits.get(before)) {
            (_, Some(next)) if next.copy.start < span.start => next.source.start,
            (Some(last), _) => last.source.end + (span.start - last.copy.end),
            (None, _) => span.start,
        };
        let before = edits.partition_point(|edit| edit.copy.start < span.end);
        let end = match before.checked_sub(1).map(|at| edits[at]) {
            Some(last) => last.source.end + span.end.saturating_sub(last.copy.end),
            None => span.end,
        };
        Span::new(start, end.max(start))
    }

    fn push(&mut self, source: Span, copy: Span) {
        self.0.get_or_insert_default().push(Edit { source, copy });
    }
}

/// Writes to `copy` what names are to be found in, if that is not `text` itself.
///
/// Complexity: O(n) in the bytes of the text.
pub(crate) fn read(text: &str, copy: &mut String, edits: &mut Edits) {
    copy.clear();
    edits.clear();
    if !may_need_any(text.as_bytes()) {
        return;
    }
    let mut done = 0;
    for sign in SIGNS.find_iter(text) {
        if sign.start() < done {
            continue;
        }
        let Some((source, stands_for)) = edit(text, Span::new(sign.start(), sign.end())) else {
            continue;
        };
        if source.start < done {
            continue;
        }
        copy.push_str(cut::between(text, done, source.start));
        let start = copy.len();
        copy.push_str(&stands_for);
        edits.push(source, Span::new(start, copy.len()));
        done = source.end;
    }
    if !edits.is_empty() {
        copy.push_str(cut::after(text, done));
    }
}

/// The signs of one byte that an edit begins with or holds.
const BYTES: [&str; 4] = ["&", "<", "@", "\\"];

/// The longer ones. The last are the characters that nobody sees and that belong to no word, but for
/// those that join letters.
const LONGER: [&str; 10] = [
    "://", "www.", "-\n", "-\r\n", "\u{ad}", "\u{200b}", "\u{200e}", "\u{200f}", "\u{2060}",
    "\u{feff}",
];

/// All of them.
static SIGNS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::new(BYTES.into_iter().chain(LONGER)).expect("a few short patterns")
});

/// Whether one of [`SIGNS`] is in a text.
fn may_need_any(text: &[u8]) -> bool {
    static FINDERS: LazyLock<[memmem::Finder<'_>; LONGER.len()]> =
        LazyLock::new(|| LONGER.map(memmem::Finder::new));
    let [a, b, c, d] = BYTES.map(|sign| sign.as_bytes()[0]);
    memchr3(a, b, c, text).is_some()
        || memchr(d, text).is_some()
        || FINDERS.iter().any(|finder| finder.find(text).is_some())
}

/// The edit that a sign calls for, if it is what it seems.
fn edit(text: &str, sign: Span) -> Option<(Span, Cow<'_, str>)> {
    match cut::span(text, sign) {
        "&" => entity(text, sign.start),
        "<" => tag(text, sign.start),
        "@" => address(text, sign.start),
        "\\" => backslash(text, sign),
        "://" | "www." => link(text, sign.start),
        "-\n" | "-\r\n" => broken_word(text, sign),
        _ => invisible(text, sign),
    }
}

/// What stands for something that holds no names.
const PLACEHOLDER: &str = "\u{fffc}";

/// The character that an entity of HTML stands for: "Trinidad &amp; Tobago", "New&nbsp;York".
fn entity(text: &str, at: usize) -> Option<(Span, Cow<'_, str>)> {
    /// Longer than the longest, in bytes.
    const REACH_BYTES: usize = 34;
    let behind = cut::between(text, at, at + REACH_BYTES);
    let len = behind.find(';')? + 1;
    let entity = cut::between(behind, 0, len);
    let decoded = html_escape::decode_html_entities(entity);
    (decoded != entity).then_some((Span::new(at, at + len), decoded))
}

/// The elements of HTML that only change how letters look.
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "mark", "s", "small",
    "span", "strong", "sub", "sup", "u", "wbr",
];

/// Those that end what stands before them.
const BLOCKS: [&str; 66] = [
    "article",
    "aside",
    "audio",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "col",
    "dd",
    "div",
    "dl",
    "dt",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "img",
    "input",
    "label",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "noscript",
    "object",
    "ol",
    "option",
    "p",
    "param",
    "picture",
    "pre",
    "script",
    "section",
    "select",
    "source",
    "style",
    "svg",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "ul",
    "video",
];

/// A tag of HTML, or a comment. A name may go on behind one that only changes how letters look;
/// any other ends what stands before it.
fn tag(text: &str, at: usize) -> Option<(Span, Cow<'_, str>)> {
    /// Longer tags are read as text, so that "<" without an end costs no more than that.
    const REACH_BYTES: usize = 1000;
    let inner = cut::between(text, at + 1, at + REACH_BYTES);
    if let Some(comment) = inner.strip_prefix("!--") {
        let len = comment.find("-->")? + "<!---->".len();
        return Some((Span::new(at, at + len), "\n".into()));
    }
    let end = inner.find('>')?;
    let inner = cut::between(inner, 0, end);
    let source = Span::new(at, at + end + 2);
    let name_on = inner.strip_prefix('/').unwrap_or(inner);
    let name_len = name_on.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, rest) = name_on.split_at_checked(name_len)?;
    let rest = rest.trim_end_matches('/').trim();
    let has_attributes = rest.contains('=') && !rest.contains('<');
    let is = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let is_inline = is(&INLINE);
    if !is_inline && !is(&BLOCKS) || !(rest.is_empty() || has_attributes) {
        return None;
    }
    Some((source, if is_inline { "" } else { "\n" }.into()))
}

/// An address of e-mail or the name of a user: "Moscow@example.com", "@ParisNews".
fn address(text: &str, at: usize) -> Option<(Span, Cow<'_, str>)> {
    let is_inside = |c: char| {
        let class = Class::of(c);
        class.is_word()
            || class.is_mark()
            || class.is_format()
            || matches!(c, '.' | '_' | '%' | '+' | '-')
    };
    let behind = cut::after(text, at + 1);
    let len = behind.find(|c| !is_inside(c)).unwrap_or(behind.len());
    let behind = cut::between(behind, 0, len).trim_end_matches(['.', '-']);
    if behind.is_empty() {
        return None;
    }
    let before = cut::before(text, at);
    let local = before.len() - before.trim_end_matches(is_inside).len();
    let is_user = local == 0;
    // "Party@Night" is neither.
    if !is_user && !behind.contains('.') {
        return None;
    }
    Some((Span::new(at - local, at + 1 + behind.len()), PLACEHOLDER.into()))
}

/// The address of a page: "https://example.com/Moscow".
fn link(text: &str, at: usize) -> Option<(Span, Cow<'_, str>)> {
    let before = cut::before(text, at);
    let scheme = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
    let is_inside =
        |c: char| !Class::of(c).is_space() && !matches!(c, '<' | '>' | '"' | '\u{ab}' | '\u{bb}');
    let behind = cut::after(text, at);
    let len = behind.find(|c| !is_inside(c)).unwrap_or(behind.len());
    let address = cut::between(behind, 0, len);
    let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'']);
    (address.len() > 4).then(|| (Span::new(at - scheme, at + address.len()), PLACEHOLDER.into()))
}

/// A backslash that a line end became: "South\Korea".
fn backslash(text: &str, sign: Span) -> Option<(Span, Cow<'_, str>)> {
    let before = cut::before(text, sign.start).chars().next_back().map(Class::of);
    let behind = cut::after(text, sign.end).chars().next().map(Class::of);
    let parts = before.is_some_and(Class::is_word) && behind.is_some_and(Class::is_upper);
    parts.then(|| (sign, " ".into()))
}

/// A hyphen at the end of a line: inside a word before a small letter ("Frank-/furt"), else one
/// that stands between words ("New-/York").
fn broken_word(text: &str, sign: Span) -> Option<(Span, Cow<'_, str>)> {
    let before = cut::before(text, sign.start).chars().next_back().map(Class::of);
    let behind = cut::after(text, sign.end).chars().next().map(Class::of)?;
    if !before.is_some_and(Class::is_lower) || !behind.is_word() {
        return None;
    }
    Some((sign, if behind.is_lower() { "" } else { "-" }.into()))
}

/// An invisible character inside a word or beside a space is none; between a word and one with a
/// capital it stands for a space: "New\u{200b}York". In scripts without spaces it parts words.
fn invisible(text: &str, sign: Span) -> Option<(Span, Cow<'_, str>)> {
    let before = cut::before(text, sign.start).chars().next_back().map(Class::of);
    let behind = cut::after(text, sign.end).chars().next().map(Class::of);
    if before.is_some_and(Class::is_spaceless) || behind.is_some_and(Class::is_spaceless) {
        return None;
    }
    let is_zero_space = cut::span(text, sign) == "\u{200b}";
    let starts = behind.is_some_and(Class::is_upper) && before.is_some_and(Class::is_lower);
    Some((sign, if is_zero_space && starts { " " } else { "" }.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mend(text: &str) -> (String, Edits) {
        let (mut copy, mut edits) = (String::new(), Edits::default());
        read(text, &mut copy, &mut edits);
        (copy, edits)
    }

    #[test]
    fn texts_as_they_are_read() {
        for (case, text, read_as) in [
            ("nothing to mend", "AT&T and 3 < 4 \\ me @ work", None),
            ("an entity", "Trinidad &amp; Tobago", Some("Trinidad & Tobago")),
            ("a space", "New&nbsp;York", Some("New\u{a0}York")),
            ("a number", "C&#244;te d&#x2019;Ivoire", Some("Côte d’Ivoire")),
            ("none known", "R&D; P&L", None),
            ("a tag around a part", "<b>New</b> York", Some("New York")),
            ("a tag between", "Paris</p><p>Hilton", Some("Paris\n\nHilton")),
            ("attributes", "<object title=\"Berlin\">Paris</object>", Some("\nParis\n")),
            ("a comment", "Paris<!-- Rome -->", Some("Paris\n")),
            ("no tag", "if a <b and Paris> c", None),
            ("a name in brackets", "<BBC> and <Paris>", None),
            ("an e-mail address", "to Moscow@example.com.", Some("to \u{fffc}.")),
            ("a user", "by @ParisNews today", Some("by \u{fffc} today")),
            ("an event", "Paris@Night", None),
            ("a page", "see https://a.org/Paris, Rome", Some("see \u{fffc}, Rome")),
            ("a host", "see www.Paris.fr", Some("see \u{fffc}")),
            ("a backslash", "New\\York", Some("New York")),
            ("a path", "C:\\temp", None),
            ("inside a word", "Frank-\nfurt", Some("Frankfurt")),
            ("between words", "New-\r\nYork", Some("New-York")),
            ("a dash", "Paris -\nRome", None),
            ("beside a space", "South\u{200b} Korea", Some("South Korea")),
            ("for a space", "New\u{200b}York", Some("New York")),
            ("a soft hyphen", "Mos\u{ad}cow", Some("Moscow")),
            ("a mark of direction alone", "Paris\u{200f} fell", Some("Paris fell")),
            ("in Thai", "กรุง\u{200b}เทพ", None),
        ] {
            let (copy, edits) = mend(text);
            assert_eq!((!edits.is_empty()).then_some(copy.as_str()), read_as, "{case}");
        }
    }

    #[test]
    fn places_in_the_text() {
        for (case, text, name, stands) in [
            ("across an edit", "In New&nbsp;York today", "New\u{a0}York", "New&nbsp;York"),
            ("before one", "Paris\u{200b} fell", "Paris", "Paris"),
            ("behind one", "<i>Paris", "Paris", "Paris"),
            ("behind several", "&lt;<b>x</b> Paris</b>", "Paris", "Paris"),
            ("that ends with one", "AT&amp;T", "AT&", "AT&amp;"),
            ("that begins with one", "AT&amp;T", "&T", "&amp;T"),
            ("of a longer one", "d&#x2019;Or", "’Or", "&#x2019;Or"),
        ] {
            let (copy, edits) = mend(text);
            let start = copy.find(name).unwrap();
            let span = edits.source(Span::new(start, start + name.len()));
            assert_eq!(cut::span(text, span), stands, "{case}");
        }
    }
}
