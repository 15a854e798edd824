//! TEI: the text with its names marked, in XML.

use super::{
    Origin, Style,
    found::{mentions, one_line, point, uri},
    rendered::Rendered,
};
use crate::{
    annotator::{Annotations, MentionRecord},
    lexicon::{model::Kind, span::Span, text::cut},
};
use quick_xml::{
    Writer,
    escape::partial_escape,
    events::{BytesEnd, BytesStart, BytesText, Event},
};
use std::{borrow::Cow, collections::HashSet};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "http://www.tei-c.org/ns/1.0";

/// What stands before one document alone.
pub(super) fn opening() -> Vec<u8> {
    DECLARATION.into()
}

/// What stands before the first of several.
pub(super) fn corpus_opening() -> Vec<u8> {
    let mut xml = Xml::new();
    xml.within("teiHeader", &[], |xml| file_desc(xml, "Texts", &[]));
    let header = String::from_utf8_lossy(&xml.0.into_inner()).into_owned();
    format!("{DECLARATION}<teiCorpus xmlns=\"{NAMESPACE}\">\n{header}\n").into()
}

/// What stands behind the last of several.
pub(super) const CORPUS_CLOSING: &[u8] = b"</teiCorpus>\n";

pub(super) fn render<'a>(
    style: &Style,
    origin: &Origin<'_>,
    annotations: &Annotations<'a, 'a>,
) -> Rendered {
    let found: Vec<_> = mentions(style, annotations).collect();
    let lang = annotations.lang().filter(|lang| is_tag(lang));
    let mut xml = Xml::new();
    xml.within("TEI", &[("xmlns", NAMESPACE)], |xml| {
        xml.within("teiHeader", &[], |xml| {
            let fields: Vec<_> =
                origin.fields.iter().map(|(name, value)| (&**name, value.shown())).collect();
            file_desc(xml, &origin.id.shown(), &fields);
            if let Some(lang) = lang {
                xml.within("profileDesc", &[], |xml| {
                    xml.within("langUsage", &[], |xml| {
                        xml.within("language", &[("ident", lang)], |_| {});
                    });
                });
            }
        });
        xml.text("\n");
        list_of_places(xml, found.iter().map(|(_, mention)| mention));
        let attributes: &[_] = lang.as_slice();
        let attributes: Vec<_> = attributes.iter().map(|lang| ("xml:lang", *lang)).collect();
        xml.within("text", &attributes, |xml| {
            xml.within("body", &[], |xml| body(xml, style, annotations.text(), &found));
        });
        xml.text("\n");
    });
    let mut bytes = xml.0.into_inner();
    bytes.push(b'\n');
    Rendered::bytes(bytes)
}

/// What a header has to say of its document.
fn file_desc(xml: &mut Xml, title: &str, fields: &[(&str, Cow<'_, str>)]) {
    const MADE: &str = concat!("Names marked by gazetag ", env!("CARGO_PKG_VERSION"));
    xml.within("fileDesc", &[], |xml| {
        xml.within("titleStmt", &[], |xml| xml.within("title", &[], |xml| xml.text(title)));
        xml.within("publicationStmt", &[], |xml| xml.within("p", &[], |xml| xml.text(MADE)));
        if !fields.is_empty() {
            xml.within("notesStmt", &[], |xml| {
                for (name, value) in fields {
                    xml.within("note", &[("n", name)], |xml| xml.text(value));
                }
            });
        }
        xml.within("sourceDesc", &[], |xml| xml.within("p", &[], |xml| xml.text(title)));
    });
}

/// The places with coordinates, each once.
fn list_of_places<'m, 'a: 'm>(
    xml: &mut Xml,
    mentions: impl Iterator<Item = &'m MentionRecord<'a>>,
) {
    let mut known = HashSet::new();
    let places = mentions.filter_map(|mention| {
        let (point, id) = (point(mention)?, mention.entity.as_deref()?);
        known.insert(id).then_some((mention, point))
    });
    let mut places = places.peekable();
    if places.peek().is_none() {
        return;
    }
    xml.within("standOff", &[], |xml| {
        xml.within("listPlace", &[], |xml| {
            for (mention, [lat, lon]) in places {
                xml.within("place", &[("type", mention.kind.as_str())], |xml| {
                    let name = one_line(mention.name.as_deref().unwrap_or_default());
                    let attributes = reference(mention);
                    xml.within("placeName", &borrowed(&attributes), |xml| xml.text(&name));
                    xml.within("location", &[], |xml| {
                        xml.within("geo", &[], |xml| xml.text(&format!("{lat} {lon}")));
                    });
                });
            }
        });
    });
    xml.text("\n");
}

/// The text in paragraphs, which empty lines part.
fn body(xml: &mut Xml, style: &Style, text: &str, found: &[(Span, MentionRecord<'_>)]) {
    let mut rest = found;
    let mut at = 0;
    let mut is_first = true;
    for gap in gaps(text, found).chain([Span::new(text.len(), text.len())]) {
        let inside = rest.partition_point(|(span, _)| span.start < gap.start);
        let (now, later) = rest.split_at(inside);
        let is_last_and_only = is_first && gap.start == text.len();
        if gap.start > at || is_last_and_only {
            xml.within("p", &[], |xml| {
                for (span, mention) in now {
                    xml.text(cut::between(text, at, span.start));
                    name(xml, style, mention);
                    at = span.end;
                }
                xml.text(cut::between(text, at, gap.start));
            });
            is_first = false;
        }
        xml.text(cut::span(text, gap));
        (rest, at) = (later, gap.end);
    }
}

/// Runs of white space with an empty line in them, that lie in no mention.
fn gaps<'t>(
    text: &'t str,
    found: &'t [(Span, MentionRecord<'_>)],
) -> impl Iterator<Item = Span> + 't {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(line_end) = cut::after(text, at).find('\n') {
            let before = cut::between(text, at, at + line_end);
            let start = at + before.trim_end().len();
            let behind = cut::after(text, at + line_end);
            let gap = Span::new(start, at + line_end + (behind.len() - behind.trim_start().len()));
            at = gap.end;
            let lines = cut::span(text, gap).bytes().filter(|&byte| byte == b'\n').count();
            let next = found.partition_point(|(span, _)| span.end <= gap.start);
            let is_free = found.get(next).is_none_or(|(span, _)| !span.overlaps(gap));
            if lines > 1 && is_free {
                return Some(gap);
            }
        }
        None
    })
}

/// A mention as an element.
fn name(xml: &mut Xml, style: &Style, mention: &MentionRecord<'_>) {
    let element = match mention.kind {
        Kind::Person => "persName",
        Kind::Organization => "orgName",
        Kind::Country | Kind::Region | Kind::City | Kind::Place => "placeName",
    };
    let cert = match mention.score {
        0.8.. => "high",
        0.5.. => "medium",
        _ => "low",
    };
    let mut attributes = vec![("type", style.labels.get(mention.kind).to_owned())];
    attributes.extend(reference(mention));
    attributes.push(("cert", cert.to_owned()));
    xml.within(element, &borrowed(&attributes), |xml| xml.text(&mention.text));
}

/// Which entity it is: its id, and its page elsewhere.
fn reference(mention: &MentionRecord<'_>) -> Vec<(&'static str, String)> {
    let key = mention.entity.as_deref().map(|id| ("key", one_line(id)));
    let page = uri(mention).map(|uri| ("ref", uri));
    key.into_iter().chain(page).collect()
}

fn borrowed<'a>(attributes: &'a [(&'a str, String)]) -> Vec<(&'a str, &'a str)> {
    attributes.iter().map(|(name, value)| (*name, &**value)).collect()
}

/// Whether it looks like a tag of BCP 47.
fn is_tag(lang: &str) -> bool {
    lang.starts_with(|c: char| c.is_ascii_alphabetic())
        && lang.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

struct Xml(Writer<Vec<u8>>);

impl Xml {
    fn new() -> Xml {
        Xml(Writer::new(Vec::new()))
    }

    /// An element with what `content` writes in it.
    fn within(&mut self, name: &str, attributes: &[(&str, &str)], content: impl FnOnce(&mut Xml)) {
        let mut start = BytesStart::new(name);
        for (name, value) in attributes {
            start.push_attribute((*name, &*allowed(value)));
        }
        self.event(Event::Start(start));
        content(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    fn text(&mut self, text: &str) {
        let text = allowed(text);
        self.event(Event::Text(BytesText::from_escaped(partial_escape(&*text))));
    }

    fn event(&mut self, event: Event<'_>) {
        self.0.write_event(event).expect("a vector takes it");
    }
}

/// The text with U+FFFD for each character that XML 1.0 has no way to write.
fn allowed(text: &str) -> Cow<'_, str> {
    let is_refused = |c: char| {
        (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    if text.contains(is_refused) {
        text.replace(is_refused, "\u{fffd}").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_end_at_empty_lines() {
        for (case, text, expected) in [
            ("one", "a\nb", &[][..]),
            ("two", "a\n\nb", &[(1, 3)]),
            ("blanks between", "a \r\n \t\r\n b", &[(1, 9)]),
            ("at the edges", "\n\na\n\n", &[(0, 2), (3, 5)]),
            ("nothing", "", &[]),
        ] {
            let found: Vec<_> = gaps(text, &[]).map(|gap| (gap.start, gap.end)).collect();
            assert_eq!(found, expected, "{case}");
        }
    }
}
