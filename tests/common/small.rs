//! A small dictionary that has something of everything, and all that can be asked of one.

use gazetag::{Annotator, Document, Gazetteer, Kind};
use std::fmt::Write;

pub const ENTITIES: &str = "\
id,name,kind,country,region,type,iso3,capital,lat,lon,population,fame,geonames,wikidata
BY,Belarus,country,,,,BLR,geonames:625144,53.71,27.97,9491800,,630336,Q184
RU-KRS,Kursk Oblast,region,RU,,oblast,,,51.8,36.2,,,,
geonames:538560,Kursk,city,RU,RU-KRS,,,,51.737331234567,-36.18735,0,,,
geonames:625144,Minsk,city,BY,,,,BY,53.9,27.56667,18446744073709551615,,,
caspian-sea,Caspian Sea,place,,,sea,,,,,,3,,
alexander-lukashenko,Alexander Lukashenko,person,BY,,head-of-state,,,,,,5,,Q5
who,World Health Organization,organization,,,,,,,,,4,0,
";
const NAMES: &str = "\
id,lang,name,form,case
BY,id,Belarusia,short,
BY,zh,白俄罗斯,short,
RU-KRS,id,Kursk,short,
alexander-lukashenko,ru,Александр Лукашенко,short,
who,en,WHO,abbreviation,exact
who,pt-BR,A vontade,alias,any
";
const CUES: &str = "lang,phrase,kind,side,span\nid,Wilayah,region,before,in\nen,city,city,after,\
 capital\nid,presiden,person,before,out\n";
const WORDS: &str = "lang,word\nen,who\nid,belarusia\nid,tidak\n";
pub const TEXTS: [&str; 3] = [
    "Presiden Lukashenko, Alexander Lukashenko, di Wilayah Kursk. Minsk, Belarus and WHO; a \
     vontade.",
    "Kursk City, Kursk City: kursk 白俄罗斯 Александр Лукашенко",
    "BELARUSIA TIDAK DI MINSK DAN KURSK",
];

pub fn gazetteer() -> Gazetteer {
    let gazetteer = Gazetteer::builder()
        .table(Kind::Place, ENTITIES.as_bytes())
        .unwrap()
        .names(NAMES.as_bytes())
        .unwrap();
    gazetteer
        .cues(CUES.as_bytes())
        .unwrap()
        .common_words(WORDS.as_bytes())
        .unwrap()
        .build()
        .unwrap()
}

pub fn written(annotator: &Annotator) -> Vec<u8> {
    let mut bytes = Vec::new();
    annotator.write(&mut bytes).unwrap();
    bytes
}

/// Everything that can be asked of an annotator.
pub fn all_of(annotator: &Annotator) -> String {
    let mut all = String::new();
    let dictionary = annotator.dictionaries().next().unwrap();
    let gazetteer = dictionary.gazetteer();
    for entity in gazetteer.entities() {
        let words = [
            entity.country(),
            entity.region(),
            entity.class(),
            entity.iso3(),
            entity.capital(),
            entity.wikidata(),
        ];
        let numbers = (
            entity.point(),
            entity.population(),
            entity.fame(),
            entity.geonames(),
            entity.is_capital(),
        );
        let found = gazetteer.get(entity.id());
        writeln!(all, "{entity:?} {words:?} {numbers:?} {found:?}").unwrap();
    }
    for (entity, name) in gazetteer.names() {
        let found: Vec<_> = dictionary.lookup(name.as_str()).collect();
        writeln!(all, "{entity:?} {name:?} {found:?}").unwrap();
    }
    for text in TEXTS {
        for hit in dictionary.hits(text) {
            writeln!(all, "{hit:?} {:?}", dictionary.names(text, &hit).collect::<Vec<_>>())
                .unwrap();
        }
        for document in [
            Document::new(text),
            Document::new(text).with_lang("id"),
            Document::new(text).with_lang("PT_br"),
        ] {
            for mention in annotator.annotate(document).iter() {
                let candidates: Vec<_> = mention
                    .candidates()
                    .map(|candidate| (candidate.entity(), candidate.evidence()))
                    .collect();
                writeln!(all, "{mention:?} {candidates:?}").unwrap();
            }
        }
    }
    all
}
