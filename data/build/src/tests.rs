//! The whole way, on a folder of small tables.

use crate::{build::build, check};
use std::{fs, path::Path};
use tempfile::TempDir;

/// The smallest tables from which all others can be made.
const TABLES: &[(&str, &str)] = &[
    (
        "fetched/countries.csv",
        "id,name,iso3,capital,lat,lon,population,geonames,wikidata\n\
         CZ,Czechia,CZE,geonames:1,49.8,15.5,10000000,3077311,Q213\n",
    ),
    (
        "fetched/regions.csv",
        "id,name,country,type,region,lat,lon,population,geonames,wikidata\n\
         CZ-10,Praha,CZ,capital city,,50.1,14.4,1300000,3067695,\n",
    ),
    (
        "fetched/cities.csv",
        "id,name,country,region,lat,lon,population\n\
         geonames:1,Praha,CZ,CZ-10,50.088,14.421,1165581\n\
         geonames:2,Clinton,CZ,,49.1,16.1,20000\n\
         geonames:3,Praha 4,CZ,CZ-10,50.0,14.4,130000\n",
    ),
    ("fetched/places.csv", "id,name,type,country,region,lat,lon\n"),
    (
        "fetched/names/cities.csv",
        "id,langs,name,form,trust\n\
         geonames:1,cs sk,Praha,,tagged\n,de,Prag,,tagged\n,,PRAG,,untagged\n\
         geonames:3,de,Prag 4,,tagged\ngeonames:9,de,Nirgends,,tagged\n",
    ),
    ("fetched/official_languages.csv", "country,langs\nCZ,cs\n"),
    ("fetched/words.csv", "lang,word,kind\nen,clinton,\nen,prag,\nen,the,stop\ncs,může,stop\n"),
    (
        "fetched/name_parts.csv",
        "part,given,family\nann,en:1,\nclinton,en:2,en:3\nmary,fr:3,\nrose,fr:2,\n",
    ),
    ("fetched/frequent_words.csv", "lang,word\nen,the\n"),
    ("source/corrections.csv", "id,column,value,why\ngeonames:1,name,Prague,English usage\n"),
    ("source/cities.csv", "id,city,verdict,why\ngeonames:3,Praha 4,drop,a part of Prague\n"),
    ("source/countries.csv", "id,name,status,lat,lon,wikidata,note\n"),
    ("source/places.csv", "id,name,type,country,region,lat,lon,fame,note\n"),
    (
        "source/people.csv",
        "id,name,country,role,fame,wikidata,note\nann-lee,Ann Lee,CZ,minister,2,,a note\n",
    ),
    ("source/organizations.csv", "id,name,type,country,fame,wikidata,note\n"),
    ("source/dropped_names.csv", "id,lang,name,why\n"),
    (
        "source/languages.csv",
        "lang,words,list,dictionary,inflects,people,note\ncs,large,,,yes,,\nen,large,,,,yes,\nsk,,,,yes,,\n",
    ),
    ("source/common_words.csv", "lang,word,verdict,note\n"),
    ("source/currencies.csv", "code\nCAD\n"),
    ("source/points.csv", "id,lat,lon,note\nCZ,49.75,15,\n"),
    ("source/oddities.csv", "check,id,other,why\n"),
    ("source/rules/short_words.csv", "word,short,note\nSaint,St.,\n"),
    ("source/name_parts.csv", "lang,kind,weight,parts,note\n"),
    ("source/frequent_words.csv", "lang,words,note\nen,[x] and,\n"),
    ("source/cues.csv", "lang,phrase,kind,side,span,note\nen,in,place,leading,out,a note\n"),
    ("source/language_facts.csv", "lang,fact,value,note\nen,and,and,a note\n"),
    ("source/inflections.csv", "lang,word,kind,gender,vowel,ending,forms,note\n"),
    ("source/weights.csv", "reason,detail,weight,by_hand,meaning\n"),
    ("source/names/countries.csv", "id,lang,name,form,case,note\n"),
    ("source/names/regions.csv", "id,lang,name,form,case,note\n"),
    ("source/names/cities.csv", "id,lang,name,form,case,note\ngeonames:1,ru,Прага,,,\n"),
    ("source/names/places.csv", "id,lang,name,form,case,note\n"),
    ("source/names/people.csv", "id,lang,name,form,case,note\nann-lee,en,Lee,surname,,\n"),
    ("source/names/organizations.csv", "id,lang,name,form,case,note\n"),
    ("source/names/demonyms.csv", "id,lang,name,form,case,note\nCZ,en,Czech,demonym,any,\n"),
];

/// A folder with the tables, to one of which `rows` are added.
fn folder(table: &str, rows: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (file, text) in TABLES {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let rows = if *file == table { rows } else { "" };
        fs::write(path, format!("{text}{rows}")).unwrap();
    }
    fs::create_dir_all(folder.path().join("names")).unwrap();
    folder
}

fn built(data: &Path, file: &str) -> String {
    build(data).unwrap().into_iter().find(|(name, _)| name == file).unwrap().1
}

/// Case, the table that gets rows, these, the table of `data/` that is looked at, what it holds.
const CASES: &[(&str, &str, &str, &str, &str)] = &[
    (
        "a correction, a capital, a city left out",
        "",
        "",
        "cities.csv",
        "id,name,country,region,lat,lon,population,capital\n\
             geonames:1,Prague,CZ,CZ-10,50.088,14.421,1165581,yes\n\
             geonames:2,Clinton,CZ,,49.1,16.1,20000,\n",
    ),
    (
        "the note stays behind",
        "",
        "",
        "people.csv",
        "id,name,country,role,fame,wikidata\nann-lee,Ann Lee,CZ,minister,2,\n",
    ),
    (
        "a point put elsewhere",
        "source/corrections.csv",
        "geonames:2,lat,49.2,off by a tenth\n",
        "cities.csv",
        "id,name,country,region,lat,lon,population,capital\n\
             geonames:1,Prague,CZ,CZ-10,50.088,14.421,1165581,yes\n\
             geonames:2,Clinton,CZ,,49.2,16.1,20000,\n",
    ),
    (
        "equal names are one",
        "",
        "",
        "names/cities.csv",
        "id,lang,name\ngeonames:1,cs sk,Praha\n,de,Prag\n,ru,Прага\n",
    ),
    (
        "a name taken out, in any spelling",
        "source/dropped_names.csv",
        "geonames:1,de,prag,no name\n",
        "names/cities.csv",
        "id,lang,name\ngeonames:1,cs sk,Praha\n,ru,Прага\n",
    ),
    (
        "a hand-written name before a fetched one",
        "source/names/cities.csv",
        "geonames:2,en,Klinton,short,,\n",
        "names/cities.csv",
        "id,lang,name,form\ngeonames:1,cs sk,Praha,\n,de,Prag,\n,ru,Прага,\n\
             geonames:2,en,Klinton,short\n",
    ),
    (
        "a name of a small city that is a word and a part of people's names",
        "",
        "",
        "common_words.csv",
        "lang,word\nen,clinton\nen,prag\n",
    ),
    (
        "a word by hand, and one that is none",
        "source/common_words.csv",
        "en,lee,keep,\nen,prag,drop,\n",
        "common_words.csv",
        "lang,word\nen,clinton\nen,lee\n",
    ),
    (
        "a part of people's names that is an ordinary word",
        "fetched/words.csv",
        "en,ann,small\nen,mary,small\nen,oslo,small\nen,rose,small\n",
        "common_words.csv",
        "lang,word\nen,clinton\nen,prag\nen,rose\n",
    ),
    ("frequent words", "", "", "frequent_words.csv", "lang,word\nen,[x]\nen,and\nen,the\n"),
    ("copied tables", "", "", "cues.csv", "lang,phrase,kind,side,span\nen,in,place,leading,out\n"),
    ("case", "", "", "names/demonyms.csv", "id,lang,name,form,case\nCZ,en,Czech,demonym,any\n"),
];

#[test]
fn rows_lead_to_rows() {
    for (case, table, rows, file, expected) in CASES {
        let folder = folder(table, rows);
        assert_eq!(built(folder.path(), file), *expected, "{case}");
    }
}

#[test]
fn a_bad_row_is_named() {
    for (table, row, message) in [
        ("source/people.csv", "bo_li,Bo Li,CZ,minister,2,,", "people.csv:3: the id \"bo_li\""),
        ("source/people.csv", "bo-li,Bo Li,CZ,king,2,,", "people.csv:3: unknown role \"king\""),
        (
            "source/people.csv",
            "bo-li,Bo Li,XX,minister,2,,",
            "people.csv:3: there is no country \"XX\"",
        ),
        ("source/people.csv", "bo-li,Bo Li,CZ,minister,6,,", "people.csv:3: fame must be 1 to 5"),
        (
            "source/people.csv",
            "aa-li,Aa Li,CZ,minister,2,,",
            "people.csv:3: the rows are sorted by id",
        ),
        (
            "source/places.csv",
            "czechia,Czechia,other,,,1,1,1,",
            "places.csv:2: Czechia is the country CZ",
        ),
        ("source/organizations.csv", "ann-lee,Ann,party,,1,,", "stands in people.csv too"),
        ("source/names/people.csv", "bo-li,en,Bo,,,", "people.csv:3: no table has the id `bo-li`"),
        (
            "source/names/people.csv",
            "ann-lee,eng_US,Bo,,,",
            "people.csv:3: \"eng_US\" is no language tag",
        ),
        ("source/names/people.csv", "ann-lee,fr,Bo,nick,,", "people.csv:3: unknown form \"nick\""),
        (
            "source/names/people.csv",
            "ann-lee,fr,Bo,,always,",
            "people.csv:3: unknown case \"always\"",
        ),
        (
            "source/corrections.csv",
            "geonames:7,name,X,why",
            "corrections.csv:3: no fetched table has the id",
        ),
        (
            "source/corrections.csv",
            "geonames:2,size,1,why",
            "corrections.csv:3: the column must be one of name",
        ),
        ("source/corrections.csv", "geonames:2,name,X,", "corrections.csv:3: the column `why`"),
        (
            "source/common_words.csv",
            "xx,word,keep,",
            "common_words.csv:2: languages.csv or frequent_words.csv must have the language",
        ),
        ("source/cities.csv", "geonames:8,X,maybe,", "cities.csv:3: the verdict \"maybe\""),
        ("source/frequent_words.csv", "fr,Le,", "frequent_words.csv:3: \"Le\" is neither"),
    ] {
        let folder = folder(table, &format!("{row}\n"));
        let error = build(folder.path()).unwrap_err().to_string();
        assert!(error.contains(message), "{row}: {error}");
    }
}

#[test]
fn what_was_edited_by_hand_is_found() {
    let folder = folder("", "");
    for (file, text) in build(folder.path()).unwrap() {
        fs::write(folder.path().join(file), text).unwrap();
    }
    assert_eq!(check::check(folder.path()), Ok(()));
    fs::write(folder.path().join("people.csv"), "id,name,country,role,fame,wikidata\n").unwrap();
    fs::write(folder.path().join("old.csv"), "").unwrap();
    let error = check::check(folder.path()).unwrap_err().to_string();
    assert!(
        error.contains("data/people.csv: the row `ann-lee,Ann Lee,CZ,minister,2,` is missing"),
        "{error}"
    );
    assert!(error.contains("data/old.csv: no table of data/source leads to it"), "{error}");
}

/// A table and rows that are added to it.
type Rows = (&'static str, &'static str);

/// Case, what is planted in the tables, what is said of it.
const PLANTED: &[(&str, &[Rows], &str)] = &[
    (
        "a region with a sister's name",
        &[
            (
                "fetched/regions.csv",
                "CZ-20,Central Bohemia,CZ,region,,49.9,14.5,,,\nCZ-31,South,CZ,region,,49,14,,,\n",
            ),
            ("source/names/regions.csv", "CZ-31,de,Central Bohemia,,,\n"),
        ],
        "both CZ-20 and CZ-31 are called central bohemia: mend it, or add `sisters,CZ-20,CZ-31,WHY`",
    ),
    (
        "two regions with one main name",
        &[(
            "fetched/regions.csv",
            "CZ-20,Plain,CZ,region,,49.9,14.5,,,\nCZ-31,Plain,CZ,town,,49,14,,,\n",
        )],
        "both CZ-20 and CZ-31 are called plain",
    ),
    (
        "the same population twice",
        &[("fetched/cities.csv", "geonames:4,Klinton,CZ,,49.1,16.2,1165581\n")],
        "geonames:1 (Prague) and geonames:4 (Klinton) both have 1165581 people",
    ),
    (
        "a doubled word",
        &[("fetched/regions.csv", "CZ-20,Bohemia Region Region,CZ,region,,49.9,14.5,,,\n")],
        "CZ-20: `region` stands twice in a row in Bohemia Region Region",
    ),
    (
        "a point far from the region's cities",
        &[
            ("fetched/regions.csv", "CZ-20,Bohemia,CZ,region,,45,14.5,,,\n"),
            ("fetched/cities.csv", "geonames:4,Benesov,CZ,CZ-20,49.8,14.7,16000\n"),
        ],
        "CZ-20: Bohemia lies 534 km from its nearest city",
    ),
    (
        "one town twice",
        &[("fetched/cities.csv", "geonames:4,Clinton,CZ,,49.1,16.2,30000\n")],
        "geonames:2 and geonames:4 are both called clinton and lie side by side",
    ),
    (
        "an organization with the name of another",
        &[
            ("source/organizations.csv", "one,One Bank,company,CZ,2,,\ntwo,Two,company,CZ,2,,\n"),
            ("source/names/organizations.csv", "two,en,ONE Bank,,,\n"),
        ],
        "two has the main name of one, ONE Bank",
    ),
    (
        "a country's name of a package without a language",
        &[("fetched/names/countries.csv", "id,langs,name,form,trust\nCZ,,Pragueman,,untagged\n")],
        "CZ: the name Pragueman has no language",
    ),
    (
        "a country's hand-written name that is a town",
        &[("source/names/countries.csv", "CZ,,Clinton,,,\n")],
        "CZ: the name Clinton has no language",
    ),
    (
        "a name that is a code but for its accents",
        &[("source/names/countries.csv", "CZ,cs,Čad,,,\n")],
        "CZ: the name Čad is CAD but for its accents",
    ),
    (
        "an ordinary word that is a country, kept by hand",
        &[("source/common_words.csv", "en,czechia,keep,\n")],
        "czechia is an ordinary word of en, and Czechia is called so: mend it, or add `word,en,czechia,WHY`",
    ),
    (
        "a stop word of a package that is a large city",
        &[("fetched/words.csv", "ru,прага,stop\n")],
        "прага is an ordinary word of ru, and Prague is called so",
    ),
    (
        "a frequent word that is a country",
        &[("fetched/frequent_words.csv", "en,czechia\n")],
        "czechia is an ordinary word of en, and Czechia is called so",
    ),
    (
        "an oddity that is none",
        &[("source/oddities.csv", "twins,geonames:1,geonames:2,two towns\n")],
        "oddities.csv:2: no check finds this any more",
    ),
    (
        "an oddity without a reason",
        &[("source/oddities.csv", "twins,geonames:1,geonames:2,\n")],
        "oddities.csv:2: the column `why` must give the reason",
    ),
];

#[test]
fn planted_errors_are_found() {
    for (case, tables, message) in PLANTED {
        let folder = folder("", "");
        for (table, rows) in *tables {
            let path = folder.path().join(table);
            let text = fs::read_to_string(&path).unwrap_or_default();
            fs::write(path, text + rows).unwrap();
        }
        let error = build(folder.path()).unwrap_err().to_string();
        assert!(error.contains(message), "{case}: {error}");
    }
}

#[test]
fn an_oddity_with_a_reason_is_let_in() {
    let folder = folder("fetched/cities.csv", "geonames:4,Clinton,CZ,,49.1,16.2,30000\n");
    let oddity = "check,id,other,why\ntwins,geonames:2,geonames:4,two towns on one river\n";
    fs::write(folder.path().join("source/oddities.csv"), oddity).unwrap();
    assert_eq!(build(folder.path()).err(), None);
}

#[test]
fn names_are_made_of_names() {
    for (case, table, rows, file, name) in [
        (
            "initials",
            "source/people.csv",
            "b-b-lee,B. B. Lee,CZ,minister,2,,\n",
            "people",
            "BB Lee",
        ),
        ("a short word", "source/places.csv", "st-x,Saint X,island,CZ,,,,1,\n", "places", "St. X"),
        ("small", "source/organizations.csv", "xx,xAx,company,CZ,1,,\n", "organizations", "xAx"),
    ] {
        let folder = folder(table, rows);
        let names = built(folder.path(), &format!("names/{file}.csv"));
        assert!(names.contains(&format!(",en,{name}")), "{case}: {names}");
    }
}
