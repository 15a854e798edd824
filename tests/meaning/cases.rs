//! The cases of `tests/cases/`: what the built-in tables find in which text. Its README says how
//! they are written.

use gazetag::{Annotator, Document, Entity, Kind, Mention, Span};
use gazetag_tests::root;
use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

/// The file of the texts that do not say their language.
const UNSAID: &str = "unsaid";

/// What a file has: the cases of each topic, by name.
type Topics = BTreeMap<String, BTreeMap<String, String>>;

/// What is marked in a text: `[Kursk](region RU-KRS)`, `[Paris](city in US-TX)`, `[Emily](person)`.
#[derive(Debug, PartialEq)]
struct Mark<'a> {
    span: Span,
    kind: &'a str,
    meant: Meant<'a>,
}

#[derive(Debug, PartialEq)]
enum Meant<'a> {
    /// The entity with this id.
    Entity(&'a str),
    /// Some place in the country or region with this code.
    In(&'a str),
    /// Nothing that a table has.
    Unlisted,
}

impl Mark<'_> {
    fn fits(&self, mention: &Mention<'_, '_>) -> bool {
        let entity = mention.entity();
        let meant = match self.meant {
            Meant::Entity(id) => entity.is_some_and(|entity| entity.id() == id),
            Meant::In(code) => entity.is_some_and(|entity| {
                let codes = [entity.country(), entity.region()];
                entity.id() != code && codes.contains(&Some(code))
            }),
            Meant::Unlisted => entity.is_none(),
        };
        mention.span() == self.span && mention.kind().as_str() == self.kind && meant
    }
}

/// A text without its marks, and these.
fn parse(marked: &str) -> Result<(String, Vec<Mark<'_>>), String> {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, behind)) = rest.split_once('[') {
        let parts = behind.split_once("](").and_then(|(name, behind)| {
            let (what, behind) = behind.split_once(')')?;
            Some((name, what, behind))
        });
        let (name, what, behind) =
            parts.ok_or_else(|| format!("[{behind}: expected [name](kind)"))?;
        text += before;
        let span = Span::new(text.len(), text.len() + name.len());
        text += name;
        let words: Vec<&str> = what.split(' ').collect();
        let (kind, meant) = match *words {
            [kind] => (kind, Meant::Unlisted),
            [kind, id] => (kind, Meant::Entity(id)),
            [kind, "in", code] => (kind, Meant::In(code)),
            _ => return Err(format!("({what}): expected (kind), (kind id) or (kind in code)")),
        };
        if !Kind::ALL.iter().any(|known| known.as_str() == kind) {
            return Err(format!("({what}): there is no kind {kind}"));
        }
        marks.push(Mark { span, kind, meant });
        rest = behind;
    }
    Ok((text + rest, marks))
}

/// What was found, marked as in a case, each place with its id and where it lies.
fn shown(text: &str, mentions: &[Mention<'_, '_>]) -> String {
    let (mut marked, mut done) = (String::new(), 0);
    for mention in mentions {
        let (span, kind) = (mention.span(), mention.kind());
        let id = mention.entity().map(|entity| format!(" {}", entity.id())).unwrap_or_default();
        write!(marked, "{}[{}]({kind}{id})", &text[done..span.start], mention.as_str())
            .expect("a string takes it");
        done = span.end;
    }
    marked + &text[done..]
}

/// What is wrong with a case, if anything is.
fn fault(annotator: &Annotator, lang: Option<&str>, marked: &str) -> Option<String> {
    let (text, marks) = match parse(marked) {
        Ok(parsed) => parsed,
        Err(error) => return Some(error),
    };
    let document = Document::new(&text);
    let document = lang.map_or(document, |lang| document.with_lang(lang));
    let annotations = annotator.annotate(document);
    let mentions: Vec<Mention<'_, '_>> = annotations.iter().collect();
    let fits = marks.len() == mentions.len()
        && marks.iter().zip(&mentions).all(|(mark, mention)| mark.fits(mention));
    if fits {
        return None;
    }
    let where_they_lie: Vec<String> = mentions
        .iter()
        .filter_map(|mention| Some((mention.as_str(), lies_in(mention.entity()?)?)))
        .map(|(name, code)| format!("{name} in {code}"))
        .collect();
    Some(format!(
        "expected: {marked}\n    found:    {}\n    ({})",
        shown(&text, &mentions),
        where_they_lie.join(", ")
    ))
}

fn lies_in(entity: Entity<'_>) -> Option<&str> {
    entity.region().or(entity.country())
}

fn read(file: &Path) -> Topics {
    let text =
        fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

#[test]
fn every_text_has_its_mentions() {
    let annotator = Annotator::builtin();
    let folder = root().join("tests/cases");
    let files = fs::read_dir(folder).expect("there is a folder of cases");
    let mut files: Vec<_> = files.map(|file| file.expect("it can be read").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let (mut count, mut faults) = (0, Vec::new());
    for file in &files {
        let lang = file.file_stem().and_then(|stem| stem.to_str()).expect("a code of a language");
        for (topic, cases) in read(file) {
            for (case, marked) in cases {
                count += 1;
                if let Some(fault) =
                    fault(&annotator, Some(lang).filter(|&lang| lang != UNSAID), &marked)
                {
                    faults.push(format!("{lang}.toml, [{topic}], {case:?}:\n    {fault}\n"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} of {count} cases fail:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn what_is_not_as_marked_is_a_fault() {
    let annotator = Annotator::builtin();
    let text = "Serangan ke [Kursk](city geonames:538560), [Rusia](country RU).";
    assert_eq!(fault(&annotator, Some("id"), text), None);
    for (case, marked, fault_has) in [
        (
            "another kind",
            "ke [Kursk](region RU-KRS).",
            "found:    ke [Kursk](city geonames:538560)",
        ),
        ("another entity", "ke [Kursk](city geonames:1).", "(city geonames:538560)"),
        ("none of the tables", "ke [Kursk](city).", "(city geonames:538560)"),
        ("elsewhere", "ke [Kursk](city in US-TX).", "Kursk in RU-KRS"),
        ("not marked", "ke Kursk.", "[Kursk]"),
        ("not found", "ke [rumah](place).", "found:    ke rumah."),
        ("another span", "ke Wilayah [Kursk](region RU-KRS).", "[Wilayah Kursk](region RU-KRS)"),
        ("no kind", "ke [Kursk].", "expected [name](kind)"),
        ("a wrong kind", "ke [Kursk](town).", "there is no kind town"),
        ("too much", "ke [Kursk](city a b).", "expected (kind), (kind id) or (kind in code)"),
    ] {
        let found = fault(&annotator, Some("id"), marked).expect(case);
        assert!(found.contains(fault_has), "{case}: {found}");
    }
}
