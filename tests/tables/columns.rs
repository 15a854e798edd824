//! The built-in tables themselves: sorted, unique, complete, and in agreement with each other.

use csv::StringRecord;
use gazetag_tests::root;
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fs::{self, File},
    path::PathBuf,
};

const ENTITIES: [&str; 6] = ["countries", "regions", "cities", "places", "people", "organizations"];
const NAMES: [&str; 7] =
    ["countries", "demonyms", "regions", "cities", "places", "people", "organizations"];

struct Table {
    path: PathBuf,
    header: StringRecord,
    rows: Vec<StringRecord>,
}

fn read(name: &str) -> Table {
    let path = root().join("data").join(name).with_extension("csv");
    let mut reader = csv::Reader::from_reader(File::open(&path).unwrap());
    let mut table = Table {
        header: reader.headers().unwrap().clone(),
        rows: reader.records().collect::<Result<_, _>>().unwrap(),
        path,
    };
    if name.starts_with("names/") {
        table.repeat_ids();
    }
    table
}

impl Table {
    /// Puts into rows without an id, the first column, that of the row above.
    fn repeat_ids(&mut self) {
        for at in 0..self.rows.len() {
            if self.rows[at][0].is_empty() {
                let mut row: StringRecord = std::iter::once(&self.rows[at - 1][0])
                    .chain(self.rows[at].iter().skip(1))
                    .collect();
                row.set_position(self.rows[at].position().cloned());
                self.rows[at] = row;
            }
        }
    }

    fn column(&self, name: &str) -> usize {
        self.header
            .iter()
            .position(|header| header == name)
            .unwrap_or_else(|| panic!("{}: no column {name}", self.path.display()))
    }

    /// The values of one column, with where they stand.
    fn values<'a>(&'a self, name: &str) -> impl Iterator<Item = (String, &'a str)> {
        let column = self.column(name);
        self.rows.iter().map(move |row| (self.at(row), &row[column]))
    }

    fn at(&self, row: &StringRecord) -> String {
        format!("{}, line {}", self.path.display(), row.position().unwrap().line())
    }

    fn assert_sorted_by(&self, columns: &[&str]) {
        let columns: Vec<usize> = columns.iter().map(|column| self.column(column)).collect();
        let key = |row: &StringRecord| {
            columns.iter().map(|&column| row[column].to_string()).collect::<Vec<_>>()
        };
        for pair in self.rows.windows(2) {
            assert!(
                key(&pair[0]) < key(&pair[1]),
                "{}: out of order or twice: {:?}",
                self.at(&pair[1]),
                &pair[1]
            );
        }
    }
}

fn ids() -> BTreeMap<&'static str, BTreeSet<String>> {
    ENTITIES
        .iter()
        .map(|&table| (table, read(table).values("id").map(|(_, id)| id.to_string()).collect()))
        .collect()
}

fn is_padded(text: &str) -> bool {
    text.trim() != text || text.contains("  ")
}

/// A language tag of BCP 47: language, perhaps script and region.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap();
    matches!(language.len(), 2 | 3)
        && language.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

#[test]
fn tables_are_plain_utf8_text_with_one_row_a_line() {
    let folder = root().join("data");
    let files = fs::read_dir(&folder).unwrap().chain(fs::read_dir(folder.join("names")).unwrap());
    let tables: Vec<PathBuf> = files
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "csv"))
        .collect();
    assert_eq!(tables.len(), ENTITIES.len() + NAMES.len() + 7, "a table that no test knows");
    for path in tables {
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.ends_with('\n') && !text.contains('\r') && !text.starts_with('\u{feff}'),
            "{}",
            path.display()
        );
        let rows = csv::Reader::from_reader(text.as_bytes()).records().count();
        assert_eq!(text.lines().count(), rows + 1, "{}", path.display());
    }
}

#[test]
fn inflections_are_sorted_and_without_stray_spaces() {
    let table = read("inflections.csv");
    assert!(table.values("lang").map(|(_, lang)| lang).is_sorted());
    for column in ["lang", "ending", "forms"] {
        for (at, list) in table.values(column) {
            assert!(!is_padded(list) && !list.contains("  "), "{at}: {list:?}");
        }
    }
}

#[test]
fn entities_are_sorted_unique_and_named() {
    let mut seen = HashSet::new();
    for name in ENTITIES {
        let table = read(name);
        table.assert_sorted_by(&["id"]);
        for (at, id) in table.values("id") {
            assert!(seen.insert(id.to_string()), "{at}: {id} is in two tables");
        }
        for (at, name) in table.values("name") {
            assert!(!name.is_empty() && !is_padded(name), "{at}: {name:?}");
        }
    }
}

#[test]
fn ids_have_the_shape_of_their_kind() {
    let is_upper = |s: &str| s.bytes().all(|b| b.is_ascii_uppercase());
    let is_slug = |id: &str| {
        id.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
    };
    let is_geonames =
        |id: &str| id.strip_prefix("geonames:").is_some_and(|number| number.parse::<u32>().is_ok());
    for (table, ids) in ids() {
        for id in ids {
            let good = match table {
                "countries" => id.len() == 2 && is_upper(&id) || is_slug(&id),
                "regions" => id.split_once('-').is_some_and(|(country, region)| {
                    country.len() == 2
                        && is_upper(country)
                        && (1..=3).contains(&region.len())
                        && region.bytes().all(|b| b.is_ascii_alphanumeric())
                }),
                "cities" => is_geonames(&id),
                "places" => is_geonames(&id) || is_slug(&id),
                _ => is_slug(&id),
            };
            assert!(good, "{table}: {id}");
        }
    }
}

#[test]
fn countries_regions_and_capitals_exist() {
    let ids = ids();
    for name in &ENTITIES[1..] {
        for (at, country) in read(name).values("country") {
            assert!(
                country.is_empty() || ids["countries"].contains(country),
                "{at}: country {country}"
            );
        }
    }
    for (at, region) in read("cities").values("region") {
        assert!(region.is_empty() || ids["regions"].contains(region), "{at}: region {region}");
    }
    let cities = read("cities");
    let (id, capital, country, region) = (
        cities.column("id"),
        cities.column("capital"),
        cities.column("country"),
        cities.column("region"),
    );
    let capitals: BTreeSet<&str> =
        cities.rows.iter().filter(|row| &row[capital] == "yes").map(|row| &row[id]).collect();
    for (at, capital) in read("countries").values("capital") {
        assert!(capital.is_empty() || capitals.contains(capital), "{at}: capital {capital}");
    }
    for row in &cities.rows {
        assert!(
            row[region].is_empty() || row[region].starts_with(&row[country]),
            "{}: {row:?}",
            cities.at(row)
        );
        assert!(["", "yes"].contains(&&row[capital]), "{}: {row:?}", cities.at(row));
    }
}

/// Names that the world's news use every day, in their main forms. Case counts as little here as in
/// a text.
#[test]
fn main_names() {
    let kyiv = "Kyiv, Kiev, Київ, Киев, Kiew, 基辅, キーウ, 키이우, كييف";
    let moscow = "Moscow, Moskow, Moskwa, Москва, Moskau, Moscou, 莫斯科, モスクワ, موسكو";
    let kursk = "Kursk Oblast, Kursk Region, Oblast Kursk, Курская область, Курська область, \
     Курская вобласць, Gebiet Kursk, \
                 Oblast de Koursk, óblast de Kursk, regione di Kursk, Oblast Koersk, obwód \
                 kurski, Kursk Oblastı, كورسك أوبلاست, \
                 استان کورسک, מחוז קורסק, 库尔斯克州, クルスク州, 쿠르스크 주, कुर्सक ओब्लास्ट, เคิกส์ โอแบลส, \
                 Wilayah Kursk";
    let zelensky = "Zelensky, Zelenskyy, Zelenskiy, Zelenskyj, Zelenski, Selenskyj, Зеленський, \
     Зеленский, Зяленскі, 泽连斯基";
    for (table, id, names) in [
        (
            "countries",
            "BY",
            "Belarus, Belarusia, Беларусь, Белоруссия, Білорусь, 白俄罗斯, Weißrussland, Biélorussie",
        ),
        ("countries", "UA", "Ukraine, Ukraina, Україна, Украина, 乌克兰, ウクライナ, أوكرانيا"),
        (
            "countries",
            "soviet-union",
            "Soviet Union, USSR, Uni Soviet, СССР, Советский Союз, 苏联, Sowjetunion, URSS",
        ),
        ("countries", "transnistria", "Transnistria, Приднестровье"),
        (
            "countries",
            "donetsk-peoples-republic",
            "Donetsk People's Republic, ДНР, Republik Rakyat Donetsk",
        ),
        ("cities", "geonames:703448", kyiv),
        ("cities", "geonames:524901", moscow),
        ("regions", "RU-KRS", kursk),
        (
            "people",
            "alexander-lukashenko",
            "Alexander Lukashenko, Lukashenko, Лукашенко, Лукашэнка, Loukachenko, 卢卡申科",
        ),
        ("people", "volodymyr-zelensky", zelensky),
        ("organizations", "nato", "NATO, OTAN, НАТО, 北约, Pakta Pertahanan Atlantik Utara"),
        ("organizations", "federal-security-service", "FSB, ФСБ, Dinas Keamanan Federal"),
        ("organizations", "united-nations", "UN, PBB, ООН, ONU, United Nations, 联合国"),
        ("organizations", "tribunnews", "Tribunnews"),
        ("organizations", "russia-today", "RT, Russia Today"),
        ("organizations", "belta", "BelTA, БелТА"),
        ("organizations", "antara", "Antara, Kantor Berita Antara"),
        ("organizations", "tni", "TNI, Tentara Nasional Indonesia"),
        ("organizations", "polri", "Polri"),
        ("organizations", "kpk", "KPK, Komisi Pemberantasan Korupsi"),
        ("organizations", "dpr", "DPR, Dewan Perwakilan Rakyat"),
    ] {
        let (entities, others) = (read(table), read(&format!("names/{table}")));
        let column = |table: &Table, name| (table.column("id"), table.column(name));
        let known: HashSet<String> =
            [(&entities, column(&entities, "name")), (&others, column(&others, "name"))]
                .into_iter()
                .flat_map(|(table, (of, name))| {
                    table
                        .rows
                        .iter()
                        .filter(move |row| &row[of] == id)
                        .map(move |row| row[name].to_lowercase())
                })
                .collect();
        for name in names.split(',').map(str::trim) {
            assert!(known.contains(&name.to_lowercase()), "{id} is not called {name}");
        }
    }
}

#[test]
fn coordinates_lie_on_the_earth() {
    for name in ["countries", "regions", "cities", "places"] {
        let table = read(name);
        let (lat, lon) = (table.column("lat"), table.column("lon"));
        for row in &table.rows {
            if ["regions", "places"].contains(&name) && row[lat].is_empty() && row[lon].is_empty() {
                continue;
            }
            let degrees = |column: usize| {
                row[column].parse::<f64>().unwrap_or_else(|_| panic!("{}: {row:?}", table.at(row)))
            };
            assert!(
                degrees(lat).abs() <= 90.0 && degrees(lon).abs() <= 180.0,
                "{}: {row:?}",
                table.at(row)
            );
            assert!(
                degrees(lat) != 0.0 || degrees(lon) != 0.0,
                "{}: nowhere: {row:?}",
                table.at(row)
            );
        }
    }
}

#[test]
fn names_belong_to_entities() {
    let ids = ids();
    let forms =
        ["", "official", "short", "alias", "abbreviation", "demonym", "historic", "surname"];
    for name in NAMES {
        let table = read(&format!("names/{name}"));
        table.assert_sorted_by(&["id", "lang", "name"]);
        for (at, id) in table.values("id") {
            let owned = if name == "demonyms" {
                ids.values().any(|ids| ids.contains(id))
            } else {
                ids[name].contains(id)
            };
            assert!(owned, "{at}: {id}");
        }
        for (at, langs) in table.values("lang") {
            let mut seen = HashSet::new();
            let good = langs.split(' ').all(|lang| is_language(lang) && seen.insert(lang));
            assert!(
                langs.is_empty() || good && langs.split(' ').skip(1).is_sorted(),
                "{at}: {langs}"
            );
        }
        for (at, name) in table.values("name") {
            assert!(
                !name.is_empty() && !is_padded(name) && !name.contains(char::is_control),
                "{at}: {name:?}"
            );
        }
        for (at, form) in table.values("form") {
            assert!(forms.contains(&form), "{at}: {form}");
            assert_eq!(form == "demonym", name == "demonyms", "{at}: {form}");
        }
        if table.header.iter().any(|column| column == "case") {
            for (at, case) in table.values("case") {
                assert!(["", "exact", "any"].contains(&case), "{at}: {case}");
            }
        }
    }
}

#[test]
fn words_and_name_parts_are_in_order() {
    let cues = read("cues");
    cues.assert_sorted_by(&["lang", "phrase", "kind", "side"]);
    let words = read("common_words");
    words.assert_sorted_by(&["lang", "word"]);
    let facts = read("language_facts");
    facts.assert_sorted_by(&["lang", "fact", "value"]);
    let langs = [&cues, &words, &facts].into_iter().flat_map(|table| table.values("lang"));
    for (at, lang) in langs {
        assert!(is_language(lang), "{at}: {lang}");
    }
    let parts = read("name_parts");
    parts.assert_sorted_by(&["part"]);
    for (at, langs) in parts.values("given").chain(parts.values("family")) {
        for lang in langs.split_whitespace() {
            let (lang, weight) = lang.split_once(':').unwrap();
            assert!(is_language(lang) && ["1", "2", "3"].contains(&weight), "{at}: {langs}");
        }
    }
    for (at, text) in cues.values("phrase").chain(words.values("word")).chain(parts.values("part"))
    {
        assert!(
            !text.is_empty() && !is_padded(text) && text.to_lowercase() == text,
            "{at}: {text:?}"
        );
    }
}
