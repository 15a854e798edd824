use super::*;
use Kind::{City, Country, Organization, Person, Place, Region};

fn read(table: &[u8]) -> Result<Inflector, Error> {
    Inflector::new("rules.csv", Table::open("rules.csv", table)?)
}

fn inflector() -> Inflector {
    read(&include_bytes!("../../../data/inflections.csv")[..]).expect("the table is sound")
}

fn forms(inflector: &Inflector, name: &str, lang: &str, kind: Kind) -> Vec<String> {
    let mut forms = Vec::new();
    inflector.forms(name, lang, kind, &mut |form| forms.push(form.to_owned()));
    forms
}

/// Language, kind, name; forms that must come out; forms that must not.
type Case = (&'static str, Kind, &'static str, &'static [&'static str], &'static [&'static str]);

const CASES: &[Case] = &[
    ("ru", City, "Минск", &["Минска", "Минску", "Минском", "Минске"], &["Минск", "Минскы"]),
    ("ru", City, "Москва", &["Москвы", "Москве", "Москву", "Москвой"], &["Москвом"]),
    ("ru", City, "Казань", &["Казани", "Казанью"], &["Казаня"]),
    ("ru", City, "Ярославль", &["Ярославля", "Ярославлем"], &["Ярославли"]),
    (
        "ru",
        City,
        "Нижний Новгород",
        &["Нижнего Новгорода", "Нижнем Новгороде"],
        &["Нижний Новгорода", "Нижнего Новгороде"],
    ),
    ("ru", City, "Ростов-на-Дону", &["Ростова-на-Дону", "Ростове-на-Дону"], &["Ростов-на-Дона"]),
    ("ru", City, "Грозный", &["Грозного", "Грозном"], &["Грозныя"]),
    (
        "ru",
        Region,
        "Курская область",
        &["Курской области", "Курскую область", "Курской областью"],
        &["Курской область"],
    ),
    ("ru", Country, "Новая Зеландия", &["Новой Зеландии", "Новую Зеландию"], &["Новой Зеландия"]),
    (
        "ru",
        Country,
        "Соединённые Штаты Америки",
        &["Соединённых Штатов Америки", "Соединённых Штатах Америки"],
        &["Соединённых Штатов Америк"],
    ),
    (
        "ru",
        Country,
        "Босния и Герцеговина",
        &["Боснии и Герцеговины", "Боснии и Герцеговине"],
        &["Боснию и Герцеговина"],
    ),
    ("ru", Place, "Баренцево море", &["Баренцева моря", "Баренцевом море"], &[]),
    (
        "ru",
        Person,
        "Александр Лукашенко",
        &["Александра Лукашенко", "Александру Лукашенко"],
        &["Александра Лукашенка"],
    ),
    (
        "ru",
        Person,
        "Владимир Путин",
        &["Владимира Путина", "Владимиром Путиным"],
        &["Владимира Путину", "Владимиру Путина"],
    ),
    ("ru", Person, "Ангела Меркель", &["Ангелы Меркель", "Ангелой Меркель"], &["Ангелы Меркеля"]),
    ("ru", Person, "Мария Захарова", &["Марии Захаровой", "Марию Захарову"], &["Марии Захаровы"]),
    ("ru", Person, "Никита Хрущёв", &["Никиты Хрущёва", "Никитой Хрущёвым"], &[]),
    ("ru", Person, "Урсула фон дер Ляйен", &["Урсулы фон дер Ляйен"], &["Урсулы фон дер Ляйена"]),
    (
        "ru",
        Organization,
        "Министерство обороны",
        &["Министерства обороны", "Министерством обороны"],
        &["Министерства оборон"],
    ),
    (
        "ru",
        Organization,
        "Европейский союз",
        &["Европейского союза", "Европейским союзом"],
        &["Европейский союза"],
    ),
    ("uk", City, "Київ", &["Києва", "Києву", "Києві"], &["Київа"]),
    ("uk", City, "Харків", &["Харкова", "Харкові"], &["Харківа"]),
    (
        "uk",
        Region,
        "Курська область",
        &["Курської області", "Курській області"],
        &["Курської область"],
    ),
    (
        "uk",
        Person,
        "Петро Порошенко",
        &["Петра Порошенка", "Петру Порошенку", "Петром Порошенком"],
        &["Петра Порошенко"],
    ),
    ("be", City, "Мінск", &["Мінска", "Мінску", "Мінскам"], &[]),
    ("be", Country, "Беларусь", &["Беларусі", "Беларуссю"], &[]),
    ("pl", City, "Warszawa", &["Warszawy", "Warszawie", "Warszawę", "Warszawą"], &[]),
    ("pl", Country, "Polska", &["Polski", "Polsce", "Polskę"], &["Polskiej"]),
    (
        "pl",
        Country,
        "Stany Zjednoczone",
        &["Stanów Zjednoczonych", "Stanach Zjednoczonych"],
        &["Stany Zjednoczonych"],
    ),
    (
        "pl",
        Country,
        "Korea Południowa",
        &["Korei Południowej", "Koreę Południową"],
        &["Korei Południowa"],
    ),
    ("pl", City, "New York", &["New Yorku"], &["Newu Yorku"]),
    (
        "pl",
        Person,
        "Andrzej Duda",
        &["Andrzeja Dudy", "Andrzejowi Dudzie", "Andrzejem Dudą"],
        &["Andrzeja Dudą"],
    ),
    ("cs", City, "Praha", &["Prahy", "Praze", "Prahou"], &[]),
    (
        "cs",
        City,
        "České Budějovice",
        &["Českých Budějovic", "Českých Budějovicích"],
        &["České Budějovic"],
    ),
    ("cs", City, "Ústí nad Labem", &["Ústím nad Labem"], &["Ústí nad Labemu"]),
    ("cs", City, "Washington", &["Washingtonu", "Washingtonem"], &[]),
    ("cs", Person, "Angela Merkel", &["Angela Merkelová", "Angely Merkelové"], &["Angely Merkela"]),
    ("sk", City, "Bratislava", &["Bratislavy", "Bratislave", "Bratislavou"], &[]),
    ("sl", Country, "Združene države", &["Združenih držav", "Združenih državah"], &[]),
    ("sl", City, "Bruselj", &["Bruslja", "Bruslju"], &["Bruselja"]),
    ("hr", Country, "Hrvatska", &["Hrvatske", "Hrvatskoj", "Hrvatskom"], &["Hrvatski"]),
    ("sr", City, "Novi Sad", &["Novog Sada", "Novom Sadu"], &["Novi Sada"]),
    ("sr", City, "Нови Сад", &["Новог Сада", "Новом Саду"], &["Нови Сада"]),
    (
        "bg",
        Organization,
        "Европейски съюз",
        &["Европейския съюз", "Европейският съюз"],
        &["Европейски съюза"],
    ),
    ("bg", Place, "Черно море", &["Черното море"], &[]),
    ("lt", City, "Vilnius", &["Vilniaus", "Vilniuje", "Vilnių"], &[]),
    (
        "lt",
        Country,
        "Naujoji Zelandija",
        &["Naujosios Zelandijos", "Naujojoje Zelandijoje"],
        &["Naujoji Zelandijos"],
    ),
    ("lv", City, "Rīga", &["Rīgas", "Rīgā", "Rīgu"], &[]),
    ("fi", City, "Helsinki", &["Helsingin", "Helsingissä", "Helsinkiin"], &["Helsinkissä"]),
    ("fi", City, "Turku", &["Turun", "Turussa"], &["Turkun"]),
    ("fi", Organization, "NATO", &["NATO:n", "NATO:lle"], &["NATOn"]),
    ("et", City, "Tallinn", &["Tallinna", "Tallinnas"], &["Tallinnis"]),
    ("hu", City, "Budapest", &["Budapesten", "Budapestre", "Budapesttől"], &["Budapestban"]),
    ("hu", Country, "Magyarország", &["Magyarországon", "Magyarországgal"], &[]),
    ("hu", City, "Varsó", &["Varsóban", "Varsóval"], &["Varsóben"]),
    ("tr", Country, "Türkiye", &["Türkiye'nin", "Türkiye'de", "Türkiyenin"], &["Türkiye'da"]),
    (
        "tr",
        Organization,
        "Avrupa Birliği",
        &["Avrupa Birliği'nin", "Avrupa Birliğine"],
        &["Avrupa Birliği'ye"],
    ),
    ("tr", Organization, "AB", &["AB'nin", "AB'ye"], &["ABnin"]),
    ("tr", Organization, "NATO", &["NATO'nun", "NATO'ya"], &[]),
    ("az", City, "Bakı", &["Bakının", "Bakıda"], &["Bakıdə"]),
    ("de", Country, "Deutschland", &["Deutschlands"], &[]),
    ("de", Country, "Vereinigte Staaten", &["Vereinigten Staaten"], &["Vereinigte Staatens"]),
    ("sv", Country, "Sverige", &["Sveriges"], &[]),
    ("nb", Country, "Norge", &["Norges"], &[]),
    ("ar", Country, "العراق", &["والعراق", "بالعراق", "للعراق"], &["لالعراق"]),
    ("ar", City, "بغداد", &["وبغداد", "ببغداد", "لبغداد"], &[]),
    ("he", Country, "ישראל", &["בישראל", "לישראל", "ומישראל"], &[]),
    ("el", Country, "Ελλάδα", &["Ελλάδας"], &[]),
    ("ro", Country, "România", &["României"], &[]),
];

/// Names that have no forms, and why.
const UNCHANGED: &[(&str, &str, Kind, &str)] = &[
    ("foreign -о", "ru", City, "Осло"),
    ("foreign -и", "ru", City, "Хельсинки"),
    ("foreign -у", "ru", Country, "Перу"),
    ("-ко for a man or a woman", "ru", Person, "Лукашенко"),
    ("capitals", "ru", Organization, "НАТО"),
    ("capitals", "ru", Country, "США"),
    ("capitals", "uk", Organization, "ООН"),
    ("another alphabet", "ru", City, "London"),
    ("another alphabet", "pl", City, "Лондон"),
    ("short", "ru", City, "Ахо"),
    ("short", "ar", Region, "سلا"),
    ("quotes", "ru", Organization, "Компания «Газпром»"),
    ("no rules for the language", "en", City, "London"),
    ("no language", "", City, "London"),
    ("nothing", "ru", City, ""),
    ("a space", "tr", City, " "),
];

#[test]
fn names_take_their_forms() {
    let inflector = inflector();
    for &(lang, kind, name, wanted, unwanted) in CASES {
        let forms = forms(&inflector, name, lang, kind);
        for form in wanted {
            assert!(
                forms.iter().any(|found| found == form),
                "{lang} {name}: no {form} in {forms:?}"
            );
        }
        for form in unwanted.iter().chain([&name]) {
            assert!(!forms.iter().any(|found| found == form), "{lang} {name}: {form} in {forms:?}");
        }
    }
}

#[test]
fn some_names_stay() {
    let inflector = inflector();
    for &(why, lang, kind, name) in UNCHANGED {
        assert_eq!(forms(&inflector, name, lang, kind), [""; 0], "{why}: {lang} {name}");
    }
}

#[test]
fn subtags_of_a_language_do_not_matter() {
    let inflector = inflector();
    assert_eq!(
        forms(&inflector, "Beograd", "sr-Latn", City),
        forms(&inflector, "Beograd", "sr", City)
    );
    assert!(!forms(&inflector, "Beograd", "sr-Latn", City).is_empty());
}

#[test]
fn a_form_comes_once() {
    let inflector = inflector();
    for &(lang, kind, name, ..) in CASES {
        let mut all = forms(&inflector, name, lang, kind);
        all.sort();
        assert!(all.windows(2).all(|pair| pair[0] != pair[1]), "{lang} {name}: {all:?}");
    }
}

#[test]
fn bad_rules_are_errors() {
    for (case, table, column, message) in [
        ("an open bracket", "ru,last,-[кг|а,и", "ending", "bracket"),
        ("an empty bracket", "ru,last,-[]|а,и", "ending", "bracket"),
        ("two cuts", "ru,last,-а|б|в,и", "ending", "too many"),
        ("no ending", "ru,last,,и", "ending", "no ending"),
        ("an unknown part", "ru,middle,-а,и", "word", "middle"),
        ("no language", ",last,-а,и", "lang", "no language"),
    ] {
        let table = format!("lang,word,ending,forms\n{table}\n");
        let error = read(table.as_bytes()).expect_err(case);
        assert_eq!(
            (error.table(), error.line_number(), error.column_name()),
            ("rules.csv", Some(2), Some(column)),
            "{case}"
        );
        assert!(error.to_string().contains(message), "{case}: {error}");
    }
}
