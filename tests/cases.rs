//! What must be found in which text, with the built-in tables. `[Kursk|region RU-KRS]` marks a mention, its kind and its entity; a text
//! with no marks must yield nothing.

#![cfg(feature = "builtin")]

use gazetag::{Annotator, Case, Document, Gazetteer, Kind, Overlaps};
use std::sync::LazyLock;

fn builtin() -> Gazetteer {
    Gazetteer::builder().builtin().unwrap().build().unwrap()
}

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| Annotator::new(builtin()).unwrap());

/// A text with marks, without them.
fn plain(marked: &str) -> String {
    let mut text = String::new();
    for (i, piece) in marked.split(['[', ']']).enumerate() {
        text.push_str(if i % 2 == 0 { piece } else { piece.split_once('|').unwrap().0 });
    }
    text
}

/// A text with the mentions that `annotator` finds marked.
fn mark(annotator: &Annotator, document: Document<'_>) -> String {
    let text = document.text();
    let (mut marked, mut done) = (String::new(), 0);
    for mention in annotator.annotate(document).iter() {
        let span = mention.span();
        marked += &text[done..span.start];
        marked += &format!("[{}|{} {}]", mention.as_str(), mention.kind(), mention.entity().id());
        done = span.end;
    }
    marked + &text[done..]
}

#[track_caller]
fn check(annotator: &Annotator, cases: &[(&str, &str, &str)]) {
    for (case, lang, marked) in cases {
        let text = plain(marked);
        let document = Document::new(&text);
        let document = if lang.is_empty() { document } else { document.with_lang(lang) };
        assert_eq!(mark(annotator, document), *marked, "{case}");
    }
}

#[test]
fn languages() {
    check(
        &ANNOTATOR,
        &[
            (
                "Indonesian",
                "id",
                "Presiden [Belarusia|country BY] [Alexander Lukashenko|person alexander-lukashenko] bertemu [Vladimir Putin|person vladimir-putin] di [Moskow|city geonames:524901].",
            ),
            (
                "English",
                "en",
                "[NATO|organization nato] ministers met in [Brussels|city geonames:2800866] after [Russian|country RU] strikes on [Kharkiv|city geonames:706483], [Ukraine|country UA].",
            ),
            (
                "Russian",
                "ru",
                "[Минск|city geonames:625144] и [Москва|city geonames:524901] договорились, сообщает агентство [БелТА|organization belta].",
            ),
            ("Ukrainian", "uk", "[Україна|country UA] та [Польща|country PL]: [Київ|city geonames:703448] прийняв гостей."),
            ("Belarusian", "be", "[Беларусь|country BY] і [Расія|country RU]: [Мінск|city geonames:625144] прыняў гасцей."),
            ("German", "de", "[Berlin|city geonames:2950159] und [Paris|city geonames:2988507] beraten mit [Polen|country PL]."),
            ("French", "fr", "La [Biélorussie|country BY] et la [Russie|country RU] sont voisines de l'[Ukraine|country UA]."),
            (
                "Spanish",
                "es",
                "El presidente de [Ucrania|country UA], [Volodímir Zelenski|person volodymyr-zelensky], viajó a [Madrid|city geonames:3117735].",
            ),
            ("Arabic", "ar", "أعلنت [روسيا|country RU] أن [أوكرانيا|country UA] هاجمت [كورسك|city geonames:538560]."),
            ("Hindi", "hi", "[रूस|country RU] और [यूक्रेन|country UA] के बीच युद्ध"),
            (
                "Chinese",
                "zh",
                "[俄罗斯|country RU]总统[普京|person vladimir-putin]访问[白俄罗斯|country BY]首都[明斯克|city geonames:625144]。",
            ),
            ("Japanese", "ja", "[ロシア|country RU]と[ウクライナ|country UA]の首都[キーウ|city geonames:703448]"),
            ("Thai", "th", "ประธานาธิบดี[รัสเซีย|country RU]เยือน[จีน|country CN]"),
            ("Korean", "ko", "[러시아|country RU], [우크라이나|country UA] 전쟁"),
            ("Turkish", "tr", "[Türkiye|country TR] ve [Yunanistan|country GR] [Ankara|city geonames:323786]'da görüştü."),
            ("Vietnamese", "vi", "[Việt Nam|country VN] và [Nhật Bản|country JP] ký thỏa thuận."),
        ],
    );
}

#[test]
fn edges_and_capitals() {
    check(
        &ANNOTATOR,
        &[
            ("a hyphen parts two countries", "id", "Perang [Rusia|country RU]-[Ukraina|country UA] berlanjut"),
            ("a genitive", "en", "[Russia|country RU]'s war"),
            ("inside other words", "en", "He is a romanian-born ukrainophile in belarusified prose"),
            ("small letters are no names", "id", "mereka turki dan belanda, kursk dan minsk"),
            ("an acronym is exact", "en", "who are you? [WHO|organization who] knows"),
            ("a name without accents", "en", "[Sao Paulo|city geonames:3448439] and [Bogota|city geonames:3688689]"),
            ("capitals only", "ru", "[КУРСК|city geonames:538560]"),
            ("a name over a line break", "en", "in [New\nYork|city geonames:5128581]"),
            ("an apostrophe of another kind", "en", "[Côte d’Ivoire|country CI]"),
            ("a direction mark", "ar", "\u{200f}[أوكرانيا|country UA]\u{200f}."),
        ],
    );
}

#[test]
fn kinds() {
    check(
        &ANNOTATOR,
        &[
            ("a bare name is the city", "id", "Ia lahir di [Kursk|city geonames:538560]."),
            ("a cue makes it the region and belongs to the name", "id", "serangan ke [Wilayah Kursk|region RU-KRS]"),
            ("a cue behind", "en", "fighting in [Kursk Oblast|region RU-KRS]"),
            ("a cue in small letters does not belong to an English name", "en", "fighting in [Kursk|region RU-KRS] province"),
            (
                "a cue decides for the whole document",
                "id",
                "[Wilayah Kursk|region RU-KRS] diserang. Warga [Kursk|region RU-KRS] mengungsi.",
            ),
            ("a province", "id", "[Provinsi Jawa Barat|region ID-JB]"),
            ("a city by its cue", "id", "[Kota Bandung|city geonames:1650357]"),
            ("the cue of another name", "id", "ke wilayah [Rusia|country RU]"),
            ("an office is no reason to take a country for a person", "id", "Presiden [Belarusia|country BY] berpidato"),
            (
                "the country decides between two places",
                "en",
                "[Georgia|country GE] and [Armenia|country AM], [Tbilisi|city geonames:611717] and [Yerevan|city geonames:616052]",
            ),
        ],
    );
}

#[test]
fn people() {
    check(
        &ANNOTATOR,
        &[
            ("a surname that everybody knows", "en", "[Putin|person vladimir-putin] said"),
            (
                "a surname after the full name",
                "en",
                "[Annalena Baerbock|person annalena-baerbock] spoke. [Baerbock|person annalena-baerbock] left.",
            ),
            (
                "a surname before the full name",
                "en",
                "[Baerbock|person annalena-baerbock] left, and [Annalena Baerbock|person annalena-baerbock] spoke.",
            ),
            ("a last word without the full name", "en", "Leyen, Sullivan and others"),
        ],
    );
}

#[test]
fn ordinary_words() {
    check(
        &ANNOTATOR,
        &[
            ("a town that is a word", "en", "Reading is fun. Nice weather! Split the bill. Bath time."),
            ("a town that is a word, with its country", "en", "She moved to [Nice|city geonames:2990440], [France|country FR]."),
            ("a word of another language", "id", "Kita dan Anda, Batu dan Kali"),
        ],
    );
}

#[test]
fn inflected_names() {
    check(
        &ANNOTATOR,
        &[
            ("Russian city", "ru", "Переговоры прошли в [Минске|city geonames:625144]."),
            ("Russian city in its base form", "ru", "Вчера [Минск|city geonames:625144] ответил."),
            ("a surname that does not change", "ru", "[Лукашенко|person alexander-lukashenko] заявил, что встречи не будет."),
            ("adjective and noun", "ru", "Жители [Курской области|region RU-KRS] вернулись домой."),
            ("given name and surname", "ru", "Это указ [Владимира Путина|person vladimir-putin]."),
            ("no language given", "", "Это указ [Владимира Путина|person vladimir-putin]."),
            ("an ordinary word", "ru", "Это было в прошлом году. Году в третьем тоже."),
            ("a form of another case than the rest", "ru", "Это Курской область."),
            ("a small letter", "ru", "Он был в минске."),
            ("Ukrainian", "uk", "Зустріч пройшла у [Києві|city geonames:703448]."),
            ("Polish", "pl", "Spotkanie odbyło się w [Warszawie|city geonames:756135]."),
            ("foreign names in Polish", "pl", "Rozmowy z [Bidenem|person joe-biden] w [Berlinie|city geonames:2950159]."),
            ("an ordinary Polish word", "pl", "Może padać. Jutro może padać. Nasze sprawy."),
            ("Czech", "cs", "Jednání začalo v [Praze|city geonames:3067696]."),
            ("Slovene", "sl", "Vlada [Slovenije|country SI] je v [Ljubljani|city geonames:3196359]."),
            ("Finnish", "fi", "Kokous pidettiin [Helsingissä|city geonames:658225]."),
            ("Turkish", "tr", "Bu, [Türkiyenin|country TR] kararıdır."),
            ("Turkish with an apostrophe", "tr", "Bu, [Türkiye|country TR]'nin kararıdır."),
            ("Arabic", "ar", "وصل الوفد [بالعراق|country IQ] أمس"),
            ("forms of another language", "en", "He lives in Praze."),
        ],
    );
}

#[test]
fn an_inflected_mention_gives_its_base_name() {
    let annotations = ANNOTATOR.annotate(Document::new("Переговоры прошли в Минске.").with_lang("ru"));
    let mention = annotations.iter().next().unwrap();
    assert_eq!((mention.as_str(), mention.name().as_str(), mention.entity().name()), ("Минске", "Минск", "Minsk"));
    assert!(mention.evidence().iter().any(|evidence| evidence.to_string() == "-0.5 inflected"), "{:?}", mention.evidence());
    let dictionary = ANNOTATOR.dictionary();
    assert!(dictionary.lookup("Минске").any(|(entity, name)| entity.name() == "Minsk" && name.as_str() == "Минск"));
    assert!(dictionary.gazetteer().names().all(|(_, name)| name.as_str() != "Минске"));
}

const NAMES: &str = "id,lang,name,form\nminsk,be ru,Минск,\nkursk,ru,Курск,\nbank,ru,Банк,abbreviation\n";
const CITIES: &str = "id,name,population\nminsk,Minsk,1742124\nkursk,Kursk,99999\nbank,Bank of Moscow,1000000\n";
const RULES: &str = "lang,word,ending,forms\nru,noun,-ск|,а у - ом е\nru,noun,-нк|,а у - ом е\n";

#[test]
fn rules_apply_to_tables_in_any_order() {
    let gazetteer = Gazetteer::builder().inflections(RULES.as_bytes()).unwrap().names(NAMES.as_bytes()).unwrap();
    let annotator = Annotator::new(gazetteer.table(Kind::City, CITIES.as_bytes()).unwrap().build().unwrap()).unwrap();
    check(
        &annotator,
        &[
            ("in another language of the spelling", "ru", "переговоры в [Минске|city minsk]"),
            ("a small city", "ru", "переговоры в Курске"),
            ("an abbreviation", "ru", "переговоры в Банке"),
            ("main names in other languages", "pl", "rozmowy w Minskiem"),
        ],
    );
}

#[test]
fn forms_give_way_to_names() {
    let cities = "id,name,population\nminsk,Minsk,1742124\nother,Минске,20000\n";
    let names = "id,lang,name\nminsk,ru,Минск\n";
    let gazetteer = Gazetteer::builder().table(Kind::City, cities.as_bytes()).unwrap().names(names.as_bytes()).unwrap();
    let annotator = Annotator::new(gazetteer.inflections(RULES.as_bytes()).unwrap().build().unwrap()).unwrap();
    check(&annotator, &[("both", "ru", "от [Минска|city minsk] к [Минске|city other]")]);
}

#[test]
fn bad_rules_of_inflection_are_errors() {
    let error = Gazetteer::builder().inflections("lang,word,ending,forms\nru,noun,-[кг|а,и\n".as_bytes()).unwrap_err();
    assert_eq!((error.line_number(), error.column_name()), (Some(2), Some("ending")), "{error}");
}

#[test]
fn settings() {
    let text = "Kementerian Pertahanan Belarusia di Minsk";
    let build = || Annotator::builder();
    for (case, builder, marked) in [
        (
            "the longest",
            build(),
            "[Kementerian Pertahanan Belarusia|organization ministry-of-defence-belarus] di [Minsk|city geonames:625144]",
        ),
        ("only some kinds", build().kinds([Kind::City, Kind::Country]), "Kementerian Pertahanan Belarusia di [Minsk|city geonames:625144]"),
    ] {
        assert_eq!(mark(&builder.build(builtin()).unwrap(), text.into()), marked, "{case}");
    }
    let all = build().overlaps(Overlaps::All).build(builtin()).unwrap();
    let annotations = all.annotate(text);
    let found: Vec<_> = annotations.iter().map(|mention| (mention.as_str(), mention.kind())).collect();
    assert!(found.contains(&("Belarusia", Kind::Country)), "{found:?}");
    assert!(found.contains(&("Kementerian Pertahanan Belarusia", Kind::Organization)), "{found:?}");

    let transcript = build().case(Case::Ignore).build(builtin()).unwrap();
    check(
        &transcript,
        &[("no capitals", "en", "[ukraine|country UA] and [nato|organization nato] talk to [vladimir putin|person vladimir-putin]")],
    );
}

#[test]
fn a_mention_explains_itself() {
    let annotations = ANNOTATOR.annotate("Ukraine attacks the region of Kursk, Russia.");
    let mention = annotations.iter().find(|mention| mention.as_str() == "Kursk").unwrap();
    let evidence: Vec<String> = mention.evidence().iter().map(ToString::to_string).collect();
    for part in ["beside “region of”", "its country is named in the document", "followed by “Russia”"] {
        assert!(evidence.iter().any(|evidence| evidence.ends_with(part)), "{part}: {evidence:?}");
    }
    assert!((0.0..=1.0).contains(&mention.score()));
    let candidates: Vec<_> = mention.candidates().collect();
    assert!(candidates.is_sorted_by(|a, b| a.score() >= b.score()));
    assert!(candidates.iter().map(|candidate| candidate.score()).sum::<f32>() <= 1.0);
    assert_eq!(candidates[1].entity().id(), "geonames:538560");
}
