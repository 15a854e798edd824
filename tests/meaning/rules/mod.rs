//! Each rule by its evidence, on a gazetteer of a few rows: which reasons speak for or against a
//! reading, whatever their weights.

mod document;
mod here;
mod unlisted;

use gazetag::{Annotator, Candidate, Document, Gazetteer, Kind, Span, Spotted};
use std::sync::LazyLock;

const ENTITIES: &str = "\
id,name,kind,country,region,capital,lat,lon,population,fame
FR,France,country,,,paris,46.2,2.2,,
GE,Georgia,country,,,,42,43.5,,
JP,日本,country,,,,36,138,,
RU,Russia,country,,,,61.5,105.3,,
US,United States,country,,,,37.1,-95.7,,
RU-KRS,Kursk Oblast,region,RU,,,51.8,36.2,,
US-GA,Georgia,region,US,,,32.75,-83.5,,
US-OH,Ohio,region,US,,,40.4,-82.9,,
US-TX,Texas,region,US,,,31.9,-99.9,,
US-VA,Virginia,region,US,,,37.5,-78.9,,
US-WY,Wyoming,region,US,,,43,-107.5,,
bandung,Bandung,city,ID,,,-6.9,107.6,2500000,
beijing,北京,city,CN,,,39.9,116.4,20000000,
dallas,Dallas,city,US,US-TX,,32.8,-96.8,1300000,
denison,Denison,city,US,US-TX,,33.76,-96.54,24000,
kursk,Kursk,city,RU,RU-KRS,,51.7,36.2,409000,
lyon,Lyon,city,FR,,,45.8,4.8,500000,
nice,Nice,city,FR,,,43.7,7.3,340000,
osaka,大阪,city,JP,,,34.7,135.5,2700000,
paris,Paris,city,FR,,FR,48.9,2.3,2100000,
paris-tx,Paris,city,US,US-TX,,33.7,-95.6,25000,
vienna,Vienna,city,AT,,,48.2,16.4,1900000,
wa,Wa,city,TH,,,15,101,90000,
vienna-va,Vienna,city,US,US-VA,,38.9,-77.3,16000,
gray-oblast,Gray Oblast,place,US,US-OH,,40.1,-82.9,,1
lake-erie,Lake Erie,place,,,,42.2,-81.2,,3
jane-doe,Jane Doe,person,US,,,,,,2
theresa-may,Theresa May,person,GB,,,,,,5
dovel,Dovel,organization,,,,,,,3
nato,North Atlantic Treaty Organization,organization,,,,,,,5
walhi,Walhi,organization,,,,,,,3
";

const NAMES: &str = "\
id,lang,name,form,case
RU,ru,Россия,short,
RU-KRS,en,Kursk,short,
bandung,sw,Mashariki,alias,
kursk,en,Kurskburg,historic,
kursk,ru,Курск,short,
kursk,hi,कुर्स्क,short,
lyon,de,Dallas,alias,
nato,en,NATO,abbreviation,exact
nice,en,Nizzans,demonym,
wa,th,วา,,
";

const CUES: &str = "\
lang,phrase,kind,side,span
el,ινστιτούτο,organization,after,in
el,ινστιτούτο,organization,before,in
en,academy of,organization,before,capital
en,and,organization,inside,in
en,agency,organization,before,capital
en,broadcasting,organization,after,capital
en,co,organization,before,out
en,company,organization,before,out
en,fc,organization,after,capital
en,fc,organization,before,capital
en,in,place,leading,out
en,lake,place,before,capital
en,mayor of,city,before,out
en,minister,person,before,out
en,oblast,region,after,capital
en,of,organization,inside,in
en,river,place,before,in
hi,विश्वविद्यालय,organization,after,in
id,jalan,place,before,in
id,kementerian,organization,before,in
id,pangeran,person,before,in
id,walikota,city,before,out
ar,الدكتور,person,before,out
ar,بن,person,inside,in
ko,의원,person,after,out
th,นาย,person,before,in
zh,表示,person,after,out
zh,记者,person,before,out
en,university,organization,after,capital
en,van,person,inside,in
ru,агентство,organization,adjective,in
ru,на,organization,inside,in
ru,суд,organization,adjective,in
zh,大学,organization,after,in
";

const WORDS: &str = "lang,word\nen,may\nen,nice\nen,the\nid,raya\n";

const PARTS: &str = "part,given,family\nanna,en:2,\nfrance,en:2,\ngeorgia,en:3,\nmartha,en:2,\nbrown,,en:2\ndovel,,en:2\n\
     emily,en:3,en:2\nанна,ru:2,\nمحمد,ar:2,\nحسن,ar:2,ar:1\n李,,zh:1\n박,,ko:1\n鈴木,,ja:2\n一郎,ja:2,\n";

const INFLECTIONS: &str = "\
lang,word,kind,gender,vowel,ending,forms
ru,noun,,,,-к|,а у - ом е
ru,surname,,,,-ов|,а у а ым е
tr,last,,,-,-|,'da
";

/// A gazetteer that has something of everything, and little of that.
static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| {
    let builder = Gazetteer::builder();
    let builder = builder.table(Kind::Place, ENTITIES.as_bytes()).expect("entities");
    let builder = builder.names(NAMES.as_bytes()).expect("names");
    let builder = builder.cues(CUES.as_bytes()).expect("cues");
    let builder = builder.common_words(WORDS.as_bytes()).expect("ordinary words");
    let builder = builder.name_parts(PARTS.as_bytes()).expect("parts of names");
    let builder = builder.inflections(INFLECTIONS.as_bytes()).expect("rules of inflection");
    Annotator::new(builder.build().expect("a gazetteer")).expect("a dictionary")
});

/// What a case is called, the language of a text, the text, a name in it, what that may mean (an
/// id, or the kind of something that no table has), and the evidence: for (`+`) and against (`-`).
type Case<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, &'a str);

/// The evidence of a candidate by its reasons, as in a case: sorted, as its own order is by weight.
fn shown(candidate: &Candidate<'_, '_>) -> String {
    let evidence = candidate.evidence();
    let mut reasons: Vec<_> = evidence
        .iter()
        .map(|evidence| (evidence.reason().as_str(), evidence.weight() < 0.0))
        .collect();
    reasons.sort_unstable();
    let signed = reasons.iter().map(|(reason, against)| {
        let sign = if *against { '-' } else { '+' };
        format!("{sign}{reason}")
    });
    signed.collect::<Vec<_>>().join(" ")
}

/// Everything that a name in a text may mean, mention or not, with its evidence.
fn readings(annotator: &Annotator, document: Document<'_>, name: &str) -> Vec<(String, String)> {
    let annotations = annotator.explain(document);
    let mentions = annotations.iter().filter(|mention| mention.as_str() == name);
    let rejected = annotations.rejected().filter(|hit| hit.as_str() == name);
    let mentions = mentions.flat_map(|mention| mention.candidates().collect::<Vec<_>>());
    mentions
        .chain(rejected.flat_map(|hit| hit.candidates().collect::<Vec<_>>()))
        .map(|candidate| {
            let meant = candidate.entity().map_or(candidate.kind().as_str(), |entity| entity.id());
            (meant.to_owned(), shown(&candidate))
        })
        .collect()
}

/// Fails with all cases that do not hold.
#[track_caller]
fn check(cases: &[Case<'_>]) {
    let mut faults = Vec::new();
    for (case, lang, text, name, meant, evidence) in cases {
        let document = Document::new(text).with_lang(lang);
        let readings = readings(&ANNOTATOR, document, name);
        let found = readings.iter().filter(|reading| reading.0 == *meant);
        if !found.clone().any(|reading| reading.1 == *evidence) {
            faults.push(format!(
                "{case}: {text}\n    expected: {meant}: {evidence}\n    found:    {readings:?}"
            ));
        }
    }
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), cases.len(), faults.join("\n"));
}

/// Fails if one of the names may mean something of this kind that no table has.
#[track_caller]
fn check_none(cases: &[(&str, &str, &str, &str, &str)]) {
    for (case, lang, text, name, kind) in cases {
        let readings = readings(&ANNOTATOR, Document::new(text).with_lang(lang), name);
        let found = readings.iter().any(|reading| reading.0 == *kind);
        assert!(!found, "{case}: {text}: {readings:?}");
    }
}

/// Names that another tool found have the evidence that their place gives them, and of the kinds
/// that are asked for.
#[test]
fn given_spans() {
    let text = "Kursk and Kursk's people";
    let spotted = |start, end| Spotted::new(Span::new(start, end));
    let given = [spotted(10, 17).with_kinds([Kind::Region]), spotted(0, 5), spotted(18, 24)];
    let annotations = ANNOTATOR.resolve(Document::new(text).with_lang("en"), &given).unwrap();
    let found = annotations.iter().map(|mention| {
        let candidates = mention.candidates();
        candidates.map(|c| (c.entity().map(|entity| entity.id()), shown(&c))).collect::<Vec<_>>()
    });
    let kursk = (Some("kursk"), "+country +prior +region -shared".to_owned());
    let oblast = (Some("RU-KRS"), "+country -form +prior +region -shared".to_owned());
    let expected = [vec![oblast.clone()], vec![kursk, oblast], vec![(None, String::new())]];
    assert_eq!(found.collect::<Vec<_>>(), expected);
}
