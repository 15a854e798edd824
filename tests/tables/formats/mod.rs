//! Every format, read back by its own rules or by a reader that somebody else wrote.

mod json;
mod lines;
mod xml;

use gazetag::{
    Annotations, Annotator, Gazetteer, Kind, Overlaps, Span,
    output::{Format, Origin, Per, Style, Value, Writer},
};
use gazetag_tests::{
    composed::{self, Choices},
    lists::Lists,
    root,
};
use proptest::{collection::vec, prelude::*};
use std::sync::LazyLock;

/// Names that make trouble, on top of the built-in ones.
const LAYER: &str = "\
id,name,country,lat,lon
=my:1,Formula City,BY,-0.5,-180
my:lt,City <b> & Co,BY,90,180
Qmy,Kursk Tab,RU,,
my:قاهرة,القاهرة الجديدة,EG,30,31
";

static ANNOTATORS: LazyLock<[Annotator; 2]> = LazyLock::new(|| {
    [Overlaps::Longest, Overlaps::All].map(|overlaps| {
        let annotator = Annotator::builder().overlaps(overlaps).builtin();
        let tables = Gazetteer::builder().table(Kind::City, LAYER.as_bytes());
        annotator.with_tables(tables.unwrap()).unwrap()
    })
});

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::read(&root().join("data")));

/// A document, and what should come out of it.
pub struct Doc<'a> {
    pub id: &'a str,
    pub text: &'a str,
    pub fields: Vec<(&'a str, &'a str)>,
    pub annotations: Annotations<'a, 'a>,
}

impl<'a> Doc<'a> {
    fn new(id: &'a str, text: &'a str, annotator: &'a Annotator) -> Doc<'a> {
        Doc { id, text, fields: vec![], annotations: annotator.annotate(text) }
    }

    fn origin(&self) -> Origin<'_> {
        let origin = Origin::new(self.id);
        self.fields.iter().fold(origin, |origin, (name, value)| origin.field(*name, *value))
    }

    /// The spans that do not share text with a longer one, or with an earlier one as long.
    pub fn longest(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = self.annotations.iter().map(|found| found.span()).collect();
        spans.sort_by_key(|span| (std::cmp::Reverse(span.len()), span.start));
        let mut kept: Vec<Span> = Vec::new();
        for span in spans {
            if !kept.iter().any(|known| known.overlaps(span)) {
                kept.push(span);
            }
        }
        kept.sort();
        kept
    }

    pub fn all(&self) -> Vec<Span> {
        self.annotations.iter().map(|found| found.span()).collect()
    }
}

/// What is between two code points.
pub fn chars(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

pub fn written(style: &Style, docs: &[Doc<'_>]) -> String {
    let mut file = Vec::new();
    let mut writer = Writer::new(style, &mut file).unwrap();
    for doc in docs {
        writer.write(&doc.origin(), &doc.annotations).unwrap();
    }
    writer.finish().unwrap();
    String::from_utf8(file).unwrap()
}

/// Checks what every format makes of documents.
fn check(docs: &[Doc<'_>]) {
    for format in Format::ALL {
        let style = Style::new(format);
        match format {
            Format::Jsonl => json::jsonl(&style, docs),
            Format::Csv | Format::Tsv => lines::table(&style, docs),
            Format::GeoJson => {
                json::places(&style, docs);
                json::mentions(&style.per(Per::Mention), docs);
            }
            Format::Spacy => json::spacy(&style, docs),
            Format::Doccano => json::doccano(&style, docs),
            Format::LabelStudio => json::label_studio(&style, docs),
            Format::Brat => lines::brat(&style, docs),
            Format::Conll => lines::conll(&style, docs),
            Format::WebAnnotation => json::web_annotation(&style, docs),
            Format::Tei => xml::tei(&style, docs),
            other => panic!("{other} is not read back"),
        }
    }
}

/// Texts that formats have trouble with.
const TEXTS: &[(&str, &str)] = &[
    ("nothing", ""),
    ("blanks", " \r\n\t\n "),
    ("no name", "hujan turun"),
    ("marks of XML", "]]> <b>Minsk</b> & \"Kursk\" <!-- Rusia --> <?x?> &amp; City <b> & Co"),
    ("marks of JSON and scripts", "\\Minsk\\ \"Kursk\" </script>\u{2028}Rusia\u{2029}"),
    ("formulas", "=Formula City, =1+Minsk\n-Minsk\n@Kursk\n+Rusia\n'Minsk"),
    ("a line end in a name", "Di Kursk\nOblast, Kursk\r\nOblast dan Kursk \n Oblast"),
    ("an empty line in a name", "Di Kursk\n\nOblast\n\nMinsk"),
    ("tabs", "Kursk\tTab\tMinsk\t\tNew\tYork"),
    (
        "controls",
        "\0Minsk\u{1}\u{b}\u{c}Kursk\u{1c}\u{1f}\u{7f}\u{9f}Rusia\u{fffe}\u{ffff}\u{feff}",
    ),
    ("carriage returns", "Minsk\rKursk\r\rRusia\r"),
    ("lines of Unicode", "Minsk\u{85}Kursk\u{2028}Rusia\u{2029}Ukraina"),
    (
        "right to left",
        "\u{202b}في القاهرة الجديدة\u{202c} \u{200f}مصر\u{200e} و\u{2067}دمشق\u{2069} ירושלים",
    ),
    ("astral characters", "🚀🇧🇾 Minsk 😀𠮷 Kursk 👩\u{200d}👧 Rusia 𝐌𝐢𝐧𝐬𝐤"),
    ("marks on letters", "e\u{301}Minsk Kyi\u{308}v Sa\u{303}o Paulo \u{301}Kursk"),
    ("no spaces", "在北京和东京，莫斯科。ที่กรุงเทพมหานคร 서울에서 タイの東京"),
    (
        "nested names",
        "Kementerian Pertahanan Belarusia di Minsk; Bank of Georgia, \
         University of California, Los Angeles",
    ),
    ("the beginning and the end", "Minsk"),
    ("paragraphs", "Minsk\n\n\n \nKursk\r\n\r\nRusia\n\n"),
    ("sentences", "J. Smith met Vladimir Putin. He left U.S. soil! Rusia? \"Minsk.\" Kursk…"),
    ("comments of formats", "# Minsk\n-DOCSTART- O\nB-LOC Kursk\nT1\tLOC 0 5\tRusia"),
];

#[test]
fn texts_that_make_trouble() {
    for annotator in &*ANNOTATORS {
        for (case, text) in TEXTS {
            check(&[Doc::new(case, text, annotator)]);
        }
        let docs: Vec<Doc> =
            TEXTS.iter().map(|(case, text)| Doc::new(case, text, annotator)).collect();
        check(&docs);
        let found: usize = docs.iter().map(|doc| doc.annotations.len()).sum();
        assert!(found > 60, "the names are found: {found}");
    }
    check(&[]);
}

#[test]
fn ids_and_fields_that_make_trouble() {
    let annotator = &ANNOTATORS[0];
    let odd = [
        "=1+1",
        "a\tb",
        "a\nb\r\n",
        "\"",
        "]]>",
        "<b>&",
        "../../x",
        "\0\u{1}",
        "",
        "💩\u{202e}",
        "id",
        "https://example.org/a?b=1#c",
        "text",
        "-5",
        "'",
        "a",
        "A",
    ];
    let docs: Vec<Doc> = odd
        .iter()
        .map(|&id| {
            let mut doc = Doc::new(id, "Di Minsk.", annotator);
            doc.fields = odd.iter().map(|&name| (name, id)).collect();
            doc
        })
        .collect();
    check(&docs);
    for id in ["null", "7", "12345678901234567890123.10", r#"{"a":[1]}"#, r#""\ud800""#] {
        let annotations = annotator.annotate("Di Minsk.");
        for format in Format::ALL.into_iter().filter(|format| !format.needs_folder()) {
            let mut file = Vec::new();
            let mut writer = Writer::new(&Style::new(format), &mut file).unwrap();
            writer.write(&Origin::new(Value::json(id).unwrap()), &annotations).unwrap();
            writer.finish().unwrap();
            let file = String::from_utf8(file).unwrap();
            let as_json = matches!(format, Format::Jsonl | Format::Doccano | Format::LabelStudio);
            assert!(!as_json || file.contains(&format!("\"id\":{id}")), "{format}: {file}");
        }
    }
}

#[test]
fn labels_and_other_options() {
    let doc = Doc::new("a", "Di Minsk", &ANNOTATORS[0]);
    let docs = [doc];
    for (case, style, expected) in [
        (
            "a label",
            Style::new(Format::Conll).label(Kind::City, "Город").unwrap(),
            "Minsk\tB-Город",
        ),
        ("a usual one", Style::new(Format::Conll), "Minsk\tB-LOC"),
        ("a key", Style::new(Format::Doccano).label_key("labels"), r#""labels":[[3,8,"GPE"]]"#),
        (
            "controls",
            Style::new(Format::LabelStudio).controls("ner", "body"),
            r#""from_name":"ner","to_name":"body""#,
        ),
        ("UTF-16", Style::new(Format::Jsonl).unit(gazetag::Unit::Utf16), r#""offsets":"utf16""#),
        (
            "the unit of a format stays",
            Style::new(Format::Spacy).unit(gazetag::Unit::Bytes),
            r#"{"start":3,"#,
        ),
    ] {
        let file = written(&style, &docs);
        assert!(file.contains(expected), "{case}: {file}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: composed::cases(60), failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn composed_texts(all in vec(vec(any::<u8>(), 0..300), 0..4)) {
        let texts: Vec<String> =
            all.iter().map(|bytes| composed::text(&LISTS, &mut Choices::new(bytes))).collect();
        for annotator in &*ANNOTATORS {
            let docs: Vec<Doc> = texts.iter().map(|text| Doc::new("a", text, annotator)).collect();
            check(&docs);
        }
    }
}
