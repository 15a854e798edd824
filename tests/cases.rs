//! What must be found in which text, with the built-in tables. `[Kursk|region RU-KRS]` marks a
//! mention, its kind and its entity, if a table has it; a text with no marks must yield nothing.

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
        let id = mention.entity().map(|entity| format!(" {}", entity.id())).unwrap_or_default();
        marked += &format!("[{}|{}{id}]", mention.as_str(), mention.kind());
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
                "[NATO|organization nato] ministers met in [Brussels|city geonames:2800866] after Russian strikes on [Kharkiv|city geonames:706483], [Ukraine|country UA].",
            ),
            (
                "Russian",
                "ru",
                "[Минск|city geonames:625144] и [Москва|city geonames:524901] договорились, сообщает агентство [БелТА|organization belta].",
            ),
            (
                "Ukrainian",
                "uk",
                "[Україна|country UA] та [Польща|country PL]: [Київ|city geonames:703448] прийняв гостей.",
            ),
            (
                "Belarusian",
                "be",
                "[Беларусь|country BY] і [Расія|country RU]: [Мінск|city geonames:625144] прыняў гасцей.",
            ),
            (
                "German",
                "de",
                "[Berlin|city geonames:2950159] und [Paris|city geonames:2988507] beraten mit [Polen|country PL].",
            ),
            (
                "French",
                "fr",
                "La [Biélorussie|country BY] et la [Russie|country RU] sont voisines de l'[Ukraine|country UA].",
            ),
            (
                "Spanish",
                "es",
                "El presidente de [Ucrania|country UA], [Volodímir Zelenski|person volodymyr-zelensky], viajó a [Madrid|city geonames:3117735].",
            ),
            (
                "Arabic",
                "ar",
                "أعلنت [روسيا|country RU] أن [أوكرانيا|country UA] هاجمت [كورسك|city geonames:538560].",
            ),
            ("Hindi", "hi", "[रूस|country RU] और [यूक्रेन|country UA] के बीच युद्ध"),
            (
                "Chinese",
                "zh",
                "[俄罗斯|country RU]总统[普京|person vladimir-putin]访问[白俄罗斯|country BY]首都[明斯克|city geonames:625144]。",
            ),
            (
                "Japanese",
                "ja",
                "[ロシア|country RU]と[ウクライナ|country UA]の首都[キーウ|city geonames:703448]",
            ),
            ("Thai", "th", "ประธานาธิบดี[รัสเซีย|country RU]เยือน[จีน|country CN]"),
            ("Korean", "ko", "[러시아|country RU], [우크라이나|country UA] 전쟁"),
            (
                "Turkish",
                "tr",
                "[Türkiye|country TR] ve [Yunanistan|country GR] [Ankara'da|city geonames:323786] görüştü.",
            ),
            ("Vietnamese", "vi", "[Việt Nam|country VN] và [Nhật Bản|country JP] ký thỏa thuận."),
        ],
    );
}

#[test]
fn scripts_without_spaces() {
    check(
        &ANNOTATOR,
        &[
            ("Katakana inside a word", "ja", "このタイプは新しい。"),
            ("words of Katakana", "ja", "首相は[タイ|country TH]と[マリ|country ML]を訪れた。"),
            ("joined to a noun", "ja", "大阪料理の店は遠い。"),
            ("joined to a word for an organization", "ja", "[大阪製紙|organization]の工場は遠い。"),
            ("before a particle", "ja", "工場は[大阪|city geonames:1853909]の近くにある。"),
            ("first word of a name", "ja", "ボルチモア・ウォリアズは敗れた。"),
            (
                "two names",
                "ja",
                "[京都|city geonames:1857910]・[ケルン|city geonames:2886242]を訪れた。",
            ),
            ("Japanese words", "ja", "町の中心で青年が歌った。"),
            ("Chinese words", "zh", "友好合作符合和平的中央精神。"),
            (
                "short names",
                "zh",
                "他从[北京|city geonames:1816670]飞往[苏州|city geonames:1886760]和[上海|city geonames:1796236]。",
            ),
            ("inside Thai words", "th", "ความสำคัญของการบริการ"),
            ("a Thai word", "th", "เขายังไม่มา"),
            (
                "Thai names",
                "th",
                "เดินทางจาก[เชียงใหม่|city geonames:1153671]ไป[กรุงเทพ|city geonames:1609350]",
            ),
            ("an organization by its place", "th", "นักศึกษา[มหาวิทยาลัยขอนแก่น|organization]ประท้วง"),
            (
                "Korean particles",
                "ko",
                "대통령은 [서울|city geonames:1835848]에서 [러시아|country RU]와 회담했다.",
            ),
            (
                "a particle behind Latin letters",
                "ko",
                "[이란|country IR]은 [KBS|organization kbs]와 말했다.",
            ),
            ("inside a Korean word", "ko", "이란성 쌍둥이"),
        ],
    );
}

#[test]
fn a_language_that_is_not_said() {
    for (case, lang, text) in [
        (
            "names of its own",
            Some("de"),
            "Die Polizei in Genf und Mailand hat gesagt, dass sie nichts von der Sache weiß.",
        ),
        (
            "ordinary words of another",
            Some("en"),
            "The minister said that the talks in Split had not ended when he left for Bar.",
        ),
        (
            "in another script",
            Some("ru"),
            "Министр сказал, что переговоры в Минске ещё не закончены и что он вернётся в Москву.",
        ),
        ("too few words", None, "Minsk, 3-4"),
    ] {
        let found = ANNOTATOR.annotate(text);
        assert_eq!(found.lang(), lang, "{case}");
        let Some(lang) = lang else { continue };
        let said = ANNOTATOR.annotate(Document::new(text).with_lang(lang));
        let mentions = |annotations: &gazetag::Annotations| {
            annotations.iter().map(|m| (m.span(), m.score().to_bits())).collect::<Vec<_>>()
        };
        assert!(!mentions(&found).is_empty() && mentions(&found) == mentions(&said), "{case}");
    }
}

#[test]
fn words_of_scripts_without_capitals() {
    check(
        &ANNOTATOR,
        &[
            ("Hindi", "hi", "हिन्दी [भारत|country IN] की भाषा है।"),
            ("Arabic words", "ar", "هذه دولة كبيرة في المدينة"),
            ("Arabic", "ar", "وصل الوزير إلى [دمشق|city geonames:170654] أمس"),
        ],
    );
}

#[test]
fn edges_and_capitals() {
    check(
        &ANNOTATOR,
        &[
            (
                "a hyphen parts two countries",
                "id",
                "Perang [Rusia|country RU]-[Ukraina|country UA] berlanjut",
            ),
            ("a genitive", "en", "[Russia|country RU]'s war"),
            (
                "inside other words",
                "en",
                "He is a romanian-born ukrainophile in belarusified prose",
            ),
            ("small letters are no names", "id", "mereka turki dan belanda, kursk dan minsk"),
            ("an acronym is exact", "en", "who are you? [WHO|organization who] knows"),
            (
                "a name without accents",
                "en",
                "[Sao Paulo|city geonames:3448439] and [Bogota|city geonames:3688689]",
            ),
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
            (
                "a cue makes it the region and belongs to the name",
                "id",
                "serangan ke [Wilayah Kursk|region RU-KRS]",
            ),
            ("a cue behind", "en", "fighting in [Kursk Oblast|region RU-KRS]"),
            (
                "a cue in small letters does not belong to an English name",
                "en",
                "fighting in [Kursk|region RU-KRS] province",
            ),
            (
                "a cue decides for the whole document",
                "id",
                "[Wilayah Kursk|region RU-KRS] diserang. Warga [Kursk|region RU-KRS] mengungsi.",
            ),
            ("a province", "id", "[Provinsi Jawa Barat|region ID-JB]"),
            ("a city by its cue", "id", "[Kota Bandung|city geonames:1650357]"),
            ("the cue of another name", "id", "ke wilayah [Rusia|country RU]"),
            (
                "an office is no reason to take a country for a person",
                "id",
                "Presiden [Belarusia|country BY] berpidato",
            ),
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
            ("a last word without the full name", "en", "Leyen and others"),
        ],
    );
}

#[test]
fn names_both_ways() {
    check(
        &ANNOTATOR,
        &[
            (
                "a person called like a city",
                "en",
                "[Paris Hilton|person paris-hilton] visited [Paris|city geonames:4717560], [Texas|region US-TX].",
            ),
            (
                "a country with a president",
                "id",
                "Presiden [Jordan|country JO] bertemu wartawan di [Amman|city geonames:250441].",
            ),
            (
                "a person called like a country",
                "en",
                "[Michael Jordan|person michael-jordan] played for [Chicago|city geonames:4887398].",
            ),
            (
                "a capital for its government",
                "en",
                "[Washington|city geonames:4140963] said it would send aid to [Kyiv|city geonames:703448].",
            ),
            (
                "a person called like a capital",
                "en",
                "[George Washington|person] crossed the river.",
            ),
            ("a month", "en", "Voters go to the polls in May."),
            (
                "a person called like a month",
                "en",
                "[Theresa May|person theresa-may] spoke in [London|city geonames:2643743].",
            ),
            ("a verb", "en", "Can you hear me?"),
            ("a city that folds nearly like it", "fr", "Il vit à [Caen|city geonames:3029241]."),
            ("a verb in small letters", "en", "She was reading a book."),
            (
                "a city called like it",
                "en",
                "She was born in [Reading|city geonames:2639577], [England|region GB-ENG].",
            ),
            (
                "a capital at the beginning",
                "id",
                "[Minsk|city geonames:625144] mengatakan akan menarik pasukan.",
            ),
            (
                "a person called like a country, in full",
                "en",
                "[Jordan Pickford|person jordan-pickford] saved a penalty.",
            ),
            (
                "a country in the name of an organization",
                "en",
                "The [Bank of Georgia|organization] raised rates.",
            ),
            (
                "the same country",
                "en",
                "The government of [Georgia|country GE] raised rates in [Tbilisi|city geonames:611717].",
            ),
            (
                "a surname that is no ordinary word",
                "ru",
                "[Лукашенко|person alexander-lukashenko] заявил журналистам, что уйдёт.",
            ),
        ],
    );
}

#[test]
fn ordinary_words() {
    check(
        &ANNOTATOR,
        &[
            (
                "a town that is a word",
                "en",
                "Reading is fun. Nice weather! Split the bill. Bath time.",
            ),
            (
                "a town that is a word, where one is",
                "en",
                "They live in [Nice|city geonames:2990440] and are in good health.",
            ),
            (
                "in another language",
                "fr",
                "Il vit à [Nice|city geonames:2990440] depuis longtemps.",
            ),
            (
                "a month, and who is called so",
                "en",
                "[Theresa May|person theresa-may] left in May. Later [May|person theresa-may] spoke. [May|person theresa-may] then left.",
            ),
            (
                "a town that is a word, with its country",
                "en",
                "She moved to [Nice|city geonames:2990440], [France|country FR].",
            ),
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
            (
                "a surname that does not change",
                "ru",
                "[Лукашенко|person alexander-lukashenko] заявил, что встречи не будет.",
            ),
            ("adjective and noun", "ru", "Жители [Курской области|region RU-KRS] вернулись домой."),
            ("given name and surname", "ru", "Это указ [Владимира Путина|person vladimir-putin]."),
            ("no language given", "", "Это указ [Владимира Путина|person vladimir-putin]."),
            ("an ordinary word", "ru", "Это было в прошлом году. Году в третьем тоже."),
            ("a form of another case than the rest", "ru", "Это Курской область."),
            ("a small letter", "ru", "Он был в минске."),
            ("Ukrainian", "uk", "Зустріч пройшла у [Києві|city geonames:703448]."),
            ("Polish", "pl", "Spotkanie odbyło się w [Warszawie|city geonames:756135]."),
            (
                "foreign names in Polish",
                "pl",
                "Rozmowy z [Bidenem|person joe-biden] w [Berlinie|city geonames:2950159].",
            ),
            ("an ordinary Polish word", "pl", "Może padać. Jutro może padać. Nasze sprawy."),
            ("Czech", "cs", "Jednání začalo v [Praze|city geonames:3067696]."),
            (
                "Slovene",
                "sl",
                "Vlada [Slovenije|country SI] je v [Ljubljani|city geonames:3196359].",
            ),
            ("Finnish", "fi", "Kokous pidettiin [Helsingissä|city geonames:658225]."),
            ("Turkish", "tr", "Bu, [Türkiyenin|country TR] kararıdır."),
            (
                "somebody before a place with an ending",
                "tr",
                "[Erdoğan|person recep-tayyip-erdogan] [İstanbul'da|city geonames:745044] konuştu.",
            ),
            ("Turkish with an apostrophe", "tr", "Bu, [Türkiye'nin|country TR] kararıdır."),
            (
                "the apostrophe of printers",
                "tr",
                "Toplantı [Ankara’da|city geonames:323786] yapıldı.",
            ),
            ("no ending of Turkish behind it", "tr", "Bu, [Türkiye|country TR]'s kararıdır."),
            ("a small ending in another language", "en", "It is [Ankara|city geonames:323786]'da."),
            ("Hungarian", "hu", "A tárgyalás [Budapesten|city geonames:3054643] zajlott."),
            ("German genitive", "de", "Das ist [Deutschlands|country DE] Aufgabe."),
            (
                "a given name and a surname in no table",
                "ru",
                "Это сказали [Виктору Заболтаеву|person] вчера.",
            ),
            ("Arabic", "ar", "وصل الوفد [بالعراق|country IQ] أمس"),
            ("forms of another language", "en", "He lives in Praze."),
        ],
    );
}

#[test]
fn an_inflected_mention_gives_its_base_name() {
    let annotations =
        ANNOTATOR.annotate(Document::new("Переговоры прошли в Минске.").with_lang("ru"));
    let mention = annotations.iter().next().unwrap();
    assert_eq!(
        (mention.as_str(), mention.name().unwrap().as_str(), mention.entity().unwrap().name()),
        ("Минске", "Минск", "Minsk")
    );
    assert!(
        mention.evidence().iter().any(|evidence| evidence.to_string() == "-0.5 inflected"),
        "{:?}",
        mention.evidence()
    );
    let dictionary = ANNOTATOR.dictionaries().next().unwrap();
    assert!(
        dictionary
            .lookup("Минске")
            .any(|(entity, name)| entity.name() == "Minsk" && name.as_str() == "Минск")
    );
    assert!(dictionary.gazetteer().names().all(|(_, name)| name.as_str() != "Минске"));
}

const NAMES: &str =
    "id,lang,name,form\nminsk,be ru,Минск,\nkursk,ru,Курск,\nbank,ru,Банк,abbreviation\n";
const CITIES: &str =
    "id,name,population\nminsk,Minsk,1742124\nkursk,Kursk,99999\nbank,Bank of Moscow,1000000\n";
const RULES: &str = "lang,word,ending,forms\nru,noun,-ск|,а у - ом е\nru,noun,-нк|,а у - ом е\n";

#[test]
fn rules_apply_to_tables_in_any_order() {
    let gazetteer = Gazetteer::builder()
        .inflections(RULES.as_bytes())
        .unwrap()
        .names(NAMES.as_bytes())
        .unwrap();
    let annotator =
        Annotator::new(gazetteer.table(Kind::City, CITIES.as_bytes()).unwrap().build().unwrap())
            .unwrap();
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
    let gazetteer = Gazetteer::builder()
        .table(Kind::City, cities.as_bytes())
        .unwrap()
        .names(names.as_bytes())
        .unwrap();
    let annotator =
        Annotator::new(gazetteer.inflections(RULES.as_bytes()).unwrap().build().unwrap()).unwrap();
    check(&annotator, &[("both", "ru", "от [Минска|city minsk] к [Минске|city other]")]);
}

#[test]
fn bad_rules_of_inflection_are_errors() {
    let error = Gazetteer::builder()
        .inflections("lang,word,ending,forms\nru,noun,-[кг|а,и\n".as_bytes())
        .unwrap_err();
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
        (
            "only some kinds",
            build().kinds([Kind::City, Kind::Country]),
            "Kementerian Pertahanan Belarusia di [Minsk|city geonames:625144]",
        ),
    ] {
        assert_eq!(mark(&builder.build(builtin()).unwrap(), text.into()), marked, "{case}");
    }
    let all = build().overlaps(Overlaps::All).build(builtin()).unwrap();
    let annotations = all.annotate(text);
    let found: Vec<_> =
        annotations.iter().map(|mention| (mention.as_str(), mention.kind())).collect();
    assert!(found.contains(&("Belarusia", Kind::Country)), "{found:?}");
    assert!(found.contains(&("Kementerian Pertahanan Belarusia", Kind::Organization)), "{found:?}");

    let transcript = build().case(Case::Ignore).build(builtin()).unwrap();
    check(
        &transcript,
        &[(
            "no capitals",
            "en",
            "[ukraine|country UA] and [nato|organization nato] talk to [vladimir putin|person vladimir-putin]",
        )],
    );
}

#[test]
fn a_mention_explains_itself() {
    let annotations = ANNOTATOR.annotate("Ukraine attacks the region of Kursk, Russia.");
    let mention = annotations.iter().find(|mention| mention.as_str() == "Kursk").unwrap();
    let evidence: Vec<String> = mention.evidence().iter().map(ToString::to_string).collect();
    for part in [
        "beside “region of”",
        "its country or places there are named in the document",
        "lies in “Russia” beside it",
    ] {
        assert!(evidence.iter().any(|evidence| evidence.ends_with(part)), "{part}: {evidence:?}");
    }
    assert!((0.0..=1.0).contains(&mention.score()));
    let candidates: Vec<_> = mention.candidates().collect();
    assert!(candidates.is_sorted_by(|a, b| a.score() >= b.score()));
    assert!(candidates.iter().map(|candidate| candidate.score()).sum::<f32>() <= 1.0);
    assert_eq!(candidates[1].entity().unwrap().id(), "geonames:538560");
}

#[test]
fn people_in_no_table() {
    check(
        &ANNOTATOR,
        &[
            (
                "a given name makes a place a family name",
                "en",
                "[Martha Washington|person] was born there.",
            ),
            (
                "a place is one without",
                "en",
                "[Washington|city geonames:4140963] said it would wait.",
            ),
            (
                "a person of the tables",
                "en",
                "[Paris Hilton|person paris-hilton] visited [Paris|city geonames:4717560], [Texas|region US-TX].",
            ),
            (
                "a country behind an office",
                "id",
                "Presiden [Jordan|country JO] berpidato di [Amman|city geonames:250441].",
            ),
            (
                "a country as a family name",
                "en",
                "Coach [Scottie Jordan|person] met the king of [Jordan|country JO].",
            ),
            (
                "an office",
                "id",
                "Menteri Pertahanan [Wiktor Chrenowski|person] tiba di [Minsk|city geonames:625144].",
            ),
            ("a title", "en", "Mr. [Wiktorowski|person] left."),
            (
                "a family name later",
                "en",
                "Defence Minister [Wiktor Chrenowski|person] arrived. [Chrenowski|person] left.",
            ),
            (
                "a family name before",
                "en",
                "[Chrenowski|person] left. Defence Minister [Wiktor Chrenowski|person] arrived.",
            ),
            ("a family name alone", "en", "Chrenowski left."),
            (
                "particles and initials",
                "en",
                "[Ludwig van der Merwe|person] wrote to [J. R. Hartley|person].",
            ),
            (
                "a particle that is a word here",
                "id",
                "[Anton|person] di [Bandung|city geonames:1650357]",
            ),
            ("a numeral", "en", "Queen [Margarethe II|person] met [Karl Brown|person] Monday."),
            ("a word that tells another kind", "en", "[John Deere Inc.|organization]"),
            ("a title of a work", "en", "The film \"Karl Brown\" won."),
            ("a hyphen", "en", "The Franco-Wakandan summit"),
            ("a month", "en", "[Theresa May|person theresa-may] spoke."),
            ("a month alone", "en", "The talks began in May. May was cold."),
            ("what somebody said", "en", "It will rain, said [Emily|person]."),
            (
                "a foreign given name in Cyrillic",
                "ru",
                "Об этом журналистам сообщил вчера [Джеффри Колдуэлл|person].",
            ),
            ("in Bulgarian", "bg", "Това каза вчера [Дейвид Харпстън|person] пред журналисти."),
            ("in another case", "ru", "Встреча с [Гийомом Лартиго|person] прошла вчера."),
            (
                "a family name later, in another case",
                "ru",
                "Директор [Сергей Тропинин|person] приехал вчера. Там [Тропинина|person] спросили о Тропининской дороге.",
            ),
            (
                "a given name with й, and a family name later",
                "ru",
                "Ответ [Сергея Тропинина|person] пришёл вчера. Что думает [Тропинин|person], мы не знаем.",
            ),
            (
                "a family name later, in a case of Polish",
                "pl",
                "Szefem został [Marek Wrzosowicz|person]. Nowy program [Wrzosowicza|person] zna każdy.",
            ),
            (
                "no cases in English",
                "en",
                "[Marek Wrzosowicz|person] arrived. The new Wrzosowicza opened.",
            ),
            (
                "an initial before an unknown name",
                "ru",
                "Отчёт подписал вчера [Д. Хоробров|person].",
            ),
            ("a letter that is a word", "id", "Lagu itu bernama I Am dan dimainkan lagi."),
            (
                "a given name that is a word here",
                "id",
                "Mereka akan bermain di Liga Champions musim depan.",
            ),
            ("an office behind its word", "id", "Menteri Kehutanan datang kemarin."),
            (
                "somebody in that office",
                "id",
                "Menteri Kehutanan [Sumarno Wiratama|person] datang.",
            ),
        ],
    );
}

#[test]
fn names_with_heads() {
    check(
        &ANNOTATOR,
        &[
            (
                "a ministry of the tables",
                "id",
                "[Kementerian Luar Negeri Rusia|organization ministry-of-foreign-affairs-russia] memanggilnya.",
            ),
            ("another ministry", "id", "[Kementerian Perikanan Wakanda|organization] membantah."),
            (
                "a bank of the tables",
                "id",
                "[Bank Indonesia|organization bank-indonesia] menaikkan suku bunga.",
            ),
            (
                "a university of the tables",
                "id",
                "Ia kuliah di [Universitas Gadjah Mada|organization gadjah-mada-university].",
            ),
            (
                "a university, either way",
                "en",
                "at the [University of Wakanda|organization] and at [Wakanda University|organization]",
            ),
            ("a small letter", "en", "a university in [Moscow|city geonames:524901]"),
            (
                "companies",
                "id",
                "[PT Maju Mundur Sejahtera Tbk|organization] dan [PT Timah|organization pt-timah] naik.",
            ),
            (
                "companies at their ends",
                "en",
                "Shares of [Wakanda Motors Inc.|organization] and [Johnson & Zork Ltd.|organization] rose.",
            ),
            ("clubs", "en", "She left [Wakanda United|organization]."),
            (
                "places in Indonesian",
                "id",
                "Warga [Desa Suka Maju|city] dan [Kabupaten Wakanda|region] mengungsi.",
            ),
            (
                "places in English",
                "en",
                "They fled to [Lake Wakanda|place] and [Wakanda County|region].",
            ),
            (
                "a place that the tables know with its head",
                "id",
                "serangan ke [Wilayah Kursk|region RU-KRS] [Rusia|country RU]",
            ),
            (
                "an unknown place behind a small letter",
                "ru",
                "Деревня стоит на берегу, а озеро [Тихвалка|place] лежит рядом.",
            ),
            (
                "where the word belongs to the name",
                "id",
                "Rumah itu berada di [kecamatan Sukawangun|region] sejak lama.",
            ),
            (
                "a known place behind a small letter",
                "ru",
                "Он жил в штате [Огайо|region US-OH] два года.",
            ),
            ("the end of a sentence", "ru", "Мы видели озеро. Тихвалка была дальше."),
            (
                "an unknown company behind a small letter",
                "cs",
                "Uvedla to společnost [Vrbatex|organization] minulý týden.",
            ),
            (
                "the end of a sentence about a company",
                "cs",
                "Uvedla to společnost. Vrbatex minulý týden mlčel.",
            ),
            (
                "quotation marks behind such a word",
                "ru",
                "Вчера компания «[Северная заря|organization]» купила дом.",
            ),
            ("quotation marks alone", "ru", "Вчера он сказал: «Северная заря» была лучше."),
            (
                "a school with a number",
                "id",
                "Ia lulus dari [SMA Negeri 7 Wonosobo|organization] tahun lalu.",
            ),
            ("a town alone", "id", "Ia lahir di [Malang|city geonames:1636722] tahun lalu."),
            (
                "an acronym that is a word",
                "id",
                "Perusahaan itu mengumumkan jadwal IPO dan harga SUV tahun lalu.",
            ),
            (
                "a country before a word in Japanese",
                "ja",
                "捕虜は[日本軍|organization]に引き渡された。",
            ),
        ],
    );
}

#[test]
fn abbreviations() {
    check(
        &ANNOTATOR,
        &[
            (
                "behind the name",
                "en",
                "The [Wakanda Institute of Peace|organization] ([WIP|organization]) was closed. [WIP|organization] protested.",
            ),
            (
                "before the name",
                "id",
                "[KPS|organization] ([Komisi Pemberantasan Sampah|organization]) bubar.",
            ),
            ("not explained", "en", "officials of the [WXYZ|organization] left."),
            ("among capitals", "en", "THE WXYZ WAS CLOSED TODAY"),
        ],
    );
}

#[test]
fn results() {
    check(
        &ANNOTATOR,
        &[
            (
                "a table",
                "en",
                "[Bradford|organization] 42 19 10 13\n[Plymouth|organization] 41 12 11 18\n[Bradford|organization] had hoped for more.",
            ),
            ("a sentence", "en", "[Bradford|city geonames:2654993] is a city of 2 rivers."),
            ("a date", "en", "[BRADFORD|city geonames:2654993] 1996-12-06"),
            (
                "no town",
                "en",
                "[Australia|country AU] beat [West Indies|place west-indies] by five.\n[West Indies|place west-indies] 172 all out in 49 overs",
            ),
        ],
    );
}

#[test]
fn a_name_in_no_table_explains_itself() {
    let annotations = ANNOTATOR
        .annotate(Document::new("Menteri Pertahanan Wiktor Chrenowski tiba.").with_lang("id"));
    let mention = annotations.iter().next().unwrap();
    assert_eq!(
        (mention.as_str(), mention.kind(), mention.entity()),
        ("Wiktor Chrenowski", Kind::Person, None)
    );
    let evidence: Vec<String> = mention.evidence().iter().map(ToString::to_string).collect();
    for part in ["beside “Menteri Pertahanan”", "given name “Wiktor”"] {
        assert!(evidence.iter().any(|evidence| evidence.ends_with(part)), "{part}: {evidence:?}");
    }
}
