//! The formats in lines: tables, brat and CoNLL.

use super::{Doc, chars, written};
use gazetag::{
    Span,
    output::{Format, Style, Writer},
};
use std::{
    env, fs, process,
    sync::atomic::{AtomicU32, Ordering},
};

/// What a cell held before the apostrophe against formulas; checks that none is left.
fn cell(cell: &str) -> &str {
    const STARTS: [char; 8] = ['=', '+', '-', '@', '\t', '\r', '＝', '＠'];
    assert!(!cell.starts_with(STARTS) || cell.parse::<f64>().is_ok(), "a formula: {cell:?}");
    match cell.strip_prefix('\'') {
        Some(text) if text.trim_start_matches('\'').starts_with(STARTS) => text,
        _ => cell,
    }
}

pub fn table(style: &Style, docs: &[Doc<'_>]) {
    // All documents of a test have the same fields.
    let names: Vec<&str> =
        docs.first().map_or(vec![], |doc| doc.fields.iter().map(|(name, _)| *name).collect());
    let style = style.clone().columns(names.iter().copied());
    let file = written(&style, docs);
    let delimiter = if style.format() == Format::Tsv { b'\t' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(file.as_bytes());
    let header = reader.headers().unwrap().clone();
    let mut columns: Vec<&str> = header.iter().collect();
    columns.sort_unstable();
    columns.dedup();
    assert_eq!(columns.len(), header.len(), "names of columns are unique");
    assert_eq!(header.len(), 15 + names.len());
    let mut rows = reader.records().map(Result::unwrap);
    let shown = |text: &str| text.replace('\0', "\u{fffd}");
    for doc in docs {
        for mention in &doc.annotations {
            let row = rows.next().expect("a row for each mention");
            let get = |name: &str| {
                &row[header.iter().position(|column| column == name).expect("a column")]
            };
            assert_eq!(cell(get("doc")), shown(doc.id));
            let range = get("start").parse().unwrap()..get("end").parse().unwrap();
            assert_eq!(range, mention.span().range());
            assert_eq!(cell(get("text")), shown(&doc.text[range]));
            assert_eq!(get("kind"), mention.kind().as_str());
            let entity = mention.entity();
            assert_eq!(cell(get("entity")), entity.map_or("", |entity| entity.id()));
            let point = entity.and_then(|entity| entity.point());
            for (name, degrees) in
                [("lat", point.map(|at| at.lat)), ("lon", point.map(|at| at.lon))]
            {
                assert_eq!(get(name).parse().ok(), degrees);
            }
            for (at, (_, value)) in doc.fields.iter().enumerate() {
                assert_eq!(cell(&row[15 + at]), shown(value));
            }
        }
    }
    assert!(rows.next().is_none());
}

/// As Python's `str.splitlines`.
fn python_lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| {
        matches!(
            c,
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'
                ..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    text.split_terminator(ends)
}

pub fn brat(style: &Style, docs: &[Doc<'_>]) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = env::temp_dir().join(format!("gazetag-brat-{}-{number}", process::id()));
    let mut writer = Writer::in_folder(style, &folder).unwrap();
    for doc in docs {
        // Its own id, so that its files are known.
        let id = format!("doc {}", doc.text.len());
        let before: Vec<_> =
            fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
        writer.write(&gazetag::output::Origin::new(id), &doc.annotations).unwrap();
        let new = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
        let new: Vec<_> = new.filter(|path| !before.contains(path)).collect();
        assert_eq!(new.len(), 2, "a file of each kind: {new:?}");
        let [txt, ann] = [".txt", ".ann"]
            .map(|end| new.iter().find(|path| path.to_str().unwrap().ends_with(end)));
        assert_eq!(txt.unwrap().with_extension(""), ann.unwrap().with_extension(""));
        assert_eq!(fs::read_to_string(txt.unwrap()).unwrap(), doc.text);
        annotations(&fs::read_to_string(ann.unwrap()).unwrap(), doc);
    }
    writer.finish().unwrap();
    let configuration = fs::read_to_string(folder.join("annotation.conf")).unwrap();
    assert!(configuration.starts_with("[entities]\nGPE\nLOC\nPERSON\nORG\n"), "{configuration}");
    fs::remove_dir_all(folder).unwrap();
}

fn annotations(ann: &str, doc: &Doc<'_>) {
    let mut count = 0;
    for line in python_lines(ann) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, what, text] = cells[..] else { panic!("three columns: {line:?}") };
        if let Some(number) = id.strip_prefix('T') {
            count += 1;
            assert_eq!(number.parse(), Ok(count));
            let (label, spans) = what.split_once(' ').unwrap();
            assert!(["GPE", "LOC", "PERSON", "ORG"].contains(&label), "{label}");
            let mut last = 0;
            let pieces = spans.split(';').map(|span| {
                let (start, end) = span.split_once(' ').unwrap();
                let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse().unwrap());
                assert!(last <= start && start < end, "{line}");
                last = end;
                chars(doc.text, start, end)
            });
            assert_eq!(pieces.collect::<Vec<_>>().join(" "), text, "{line}");
            let span = doc.annotations.get(count - 1).unwrap().span();
            assert_eq!(plain(text), plain(&doc.text[span.range()]), "{line}");
        } else if id.starts_with('N') {
            let words: Vec<&str> = what.split(' ').collect();
            let [kind, target, reference] = words[..] else { panic!("{line}") };
            assert_eq!((kind, target), ("Reference", &*format!("T{count}")));
            let (base, known) = reference.split_once(':').unwrap();
            assert!(!base.is_empty() && !known.is_empty() && !text.is_empty(), "{line}");
        } else {
            assert_eq!((id, what), (&*format!("#{count}"), &*format!("AnnotatorNotes T{count}")));
        }
    }
    assert_eq!(count, doc.annotations.len());
}

/// A text without blanks and controls.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

pub fn conll(style: &Style, docs: &[Doc<'_>]) {
    let file = written(style, docs);
    let mut parts = file.split("-DOCSTART-\tO\n\n");
    assert_eq!(parts.next(), Some(""), "each document has a beginning");
    let parts: Vec<&str> = parts.collect();
    assert_eq!(parts.len(), docs.len());
    for (part, doc) in parts.iter().zip(docs) {
        let (mut words, mut names): (String, Vec<(String, &str)>) = Default::default();
        let mut open: Option<&str> = None;
        for line in part.split_terminator('\n') {
            if line.is_empty() {
                open = None;
                continue;
            }
            let cells: Vec<&str> = line.split_whitespace().collect();
            let [token, tag] = cells[..] else { panic!("two columns: {line:?}") };
            assert_eq!(python_lines(line).count(), 1, "{line:?}");
            words += token;
            match tag.split_once('-') {
                None => assert_eq!(tag, "O"),
                Some(("B", label)) => names.push((token.into(), label)),
                Some(("I", label)) => {
                    assert_eq!(open, Some(label), "IOB2: {line} in {part}");
                    names.last_mut().unwrap().0 += token;
                }
                Some(_) => panic!("{line}"),
            }
            open = tag.split_once('-').map(|(_, label)| label);
            assert!(open.is_none_or(|label| ["LOC", "PER", "ORG"].contains(&label)), "{line}");
        }
        assert_eq!(words, plain(doc.text));
        let expected: Vec<Span> = doc.longest();
        let expected: Vec<String> =
            expected.iter().map(|span| plain(&doc.text[span.range()])).collect();
        assert_eq!(
            names.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            expected.iter().collect::<Vec<_>>()
        );
    }
}
