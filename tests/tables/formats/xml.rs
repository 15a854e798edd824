//! TEI, read by another library.

use super::{Doc, written};
use gazetag::output::Style;
use roxmltree::{Document, Node};

pub fn tei(style: &Style, docs: &[Doc<'_>]) {
    let file = written(style, docs);
    let tree = Document::parse(&file).unwrap_or_else(|error| panic!("{error} in {file}"));
    let root = tree.root_element();
    assert_eq!(root.tag_name().namespace(), Some("http://www.tei-c.org/ns/1.0"));
    let texts: Vec<Node<'_, '_>> = if docs.len() == 1 {
        assert_eq!(root.tag_name().name(), "TEI");
        vec![root]
    } else {
        assert_eq!(root.tag_name().name(), "teiCorpus");
        let (header, texts) = elements(root).split_first().map(|(a, b)| (*a, b.to_vec())).unwrap();
        assert_eq!(header.tag_name().name(), "teiHeader");
        texts
    };
    assert_eq!(texts.len(), docs.len());
    for (text, doc) in texts.iter().zip(docs) {
        one(*text, doc);
    }
}

fn elements<'a, 'i>(node: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
    node.children().filter(Node::is_element).collect()
}

fn content(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

/// What XML has no way to write is U+FFFD.
fn allowed(text: &str) -> String {
    let is_allowed =
        |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    text.chars().map(|c| if is_allowed(c) { c } else { '\u{fffd}' }).collect()
}

fn one(tei: Node<'_, '_>, doc: &Doc<'_>) {
    let parts = elements(tei);
    let names: Vec<&str> = parts.iter().map(|part| part.tag_name().name()).collect();
    let has_places = names.contains(&"standOff");
    let expected: &[_] =
        if has_places { &["teiHeader", "standOff", "text"] } else { &["teiHeader", "text"] };
    assert_eq!(names, expected);
    let title = parts[0].descendants().find(|node| node.tag_name().name() == "title").unwrap();
    assert_eq!(content(title), allowed(doc.id));
    let notes: Vec<String> = parts[0]
        .descendants()
        .filter(|node| node.tag_name().name() == "note")
        .map(content)
        .collect();
    let fields: Vec<String> = doc.fields.iter().map(|(_, value)| allowed(value)).collect();
    assert_eq!(notes, fields);

    let text = parts.last().unwrap();
    let lang = text.attribute(("http://www.w3.org/XML/1998/namespace", "lang"));
    assert_eq!(lang, doc.annotations.lang());
    let body = elements(*text)[0];
    assert_eq!(body.tag_name().name(), "body");
    assert_eq!(content(body), allowed(doc.text), "the text is there, and nothing else");
    let paragraphs = elements(body);
    assert!(!paragraphs.is_empty() && paragraphs.iter().all(|p| p.tag_name().name() == "p"));
    let between: String =
        body.children().filter_map(|child| child.text().filter(|_| child.is_text())).collect();
    assert!(between.trim().is_empty(), "text is in paragraphs: {between:?}");

    let found: Vec<Node<'_, '_>> = paragraphs.iter().flat_map(|p| elements(*p)).collect();
    let spans = doc.longest();
    assert_eq!(found.len(), spans.len());
    let mut at = 0;
    for (name, span) in found.iter().zip(&spans) {
        let mention = doc.annotations.iter().find(|mention| mention.span() == *span).unwrap();
        assert_eq!(content(*name), allowed(mention.as_str()));
        assert_eq!(name.attribute("type"), Some(mention.kind().as_str()));
        let entity = mention.entity().map(|entity| allowed(entity.id()));
        assert_eq!(name.attribute("key"), entity.as_deref());
        assert!(["placeName", "persName", "orgName"].contains(&name.tag_name().name()));
        assert!(["high", "medium", "low"].contains(&name.attribute("cert").unwrap()));
        assert!(at <= span.start, "in order");
        at = span.end;
    }
    if has_places {
        for geo in parts[1].descendants().filter(|node| node.tag_name().name() == "geo") {
            let degrees = content(geo);
            let (lat, lon) = degrees.split_once(' ').expect("latitude and longitude");
            let (lat, lon): (f64, f64) = (lat.parse().unwrap(), lon.parse().unwrap());
            assert!((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon));
        }
    }
}
