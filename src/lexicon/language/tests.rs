//! The detector on the table that the built-in dictionary has.

use super::*;

/// A detector and the languages that its numbers stand for.
struct Named {
    detector: Detector,
    langs: Vec<&'static str>,
}

impl Named {
    fn new(rows: impl IntoIterator<Item = (&'static str, &'static str)>) -> Named {
        let mut langs = Vec::new();
        let mut numbered = Vec::new();
        for (lang, word) in rows {
            let number = langs.iter().position(|known| *known == lang).unwrap_or(langs.len());
            if number == langs.len() {
                langs.push(lang);
            }
            numbered.push((number as u8, word));
        }
        Named { detector: Detector::new(numbered).unwrap(), langs }
    }

    fn detect(&self, text: &str) -> Option<&str> {
        self.detector.detect(text).map(|lang| self.langs[usize::from(lang)])
    }
}

fn detector() -> Named {
    let table = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/frequent_words.csv"));
    Named::new(table.lines().skip(1).map(|row| row.split_once(',').expect("two columns")))
}

/// Sentences, each with its language.
const SENTENCES: &[(&str, &str)] = &[
    (
        "af",
        "Die burgemeester het gesê dat die nuwe brug nog nie oop is nie, maar dat dit binnekort \
         sal gebeur.",
    ),
    ("am", "ከንቲባው አዲሱ ድልድይ በቅርቡ ይከፈታል ብለዋል።"),
    ("ar", "قال رئيس البلدية إن الجسر الجديد لم يفتح بعد، لكن العمل فيه انتهى."),
    ("az", "Şəhər meri bildirib ki, yeni körpü hələ açılmayıb, amma iş artıq başa çatıb."),
    ("be", "Мэр горада сказаў, што новы мост яшчэ не адкрыты, але праца ўжо скончана."),
    ("bg", "Кметът каза, че новият мост още не е отворен, но работата по него вече е приключила."),
    ("bn", "মেয়র বলেছেন যে নতুন সেতুটি এখনও খোলা হয়নি।"),
    (
        "ca",
        "L'alcalde ha dit que el pont nou encara no és obert, però que les obres ja s'han acabat.",
    ),
    ("cs", "Starosta řekl, že nový most ještě není otevřený, ale práce na něm už skončily."),
    ("cy", "Dywedodd y maer nad yw'r bont newydd ar agor eto, ond bod y gwaith wedi gorffen."),
    (
        "da",
        "Borgmesteren sagde, at den nye bro ikke er åben endnu, men at arbejdet nu er færdigt \
         efter to år.",
    ),
    (
        "de",
        "Der Bürgermeister sagte, dass die neue Brücke noch nicht offen ist, aber die Arbeiten zu \
         Ende sind.",
    ),
    ("el", "Ο δήμαρχος είπε ότι η νέα γέφυρα δεν έχει ανοίξει ακόμη."),
    (
        "en",
        "The mayor said that the new bridge was not open yet, but that the work on it had been \
         finished.",
    ),
    (
        "eo",
        "La urbestro diris ke la nova ponto ankoraŭ ne estas malfermita, sed la laboro jam \
         finiĝis.",
    ),
    (
        "es",
        "El alcalde dijo que el puente nuevo todavía no está abierto, pero que las obras ya han \
         terminado.",
    ),
    ("et", "Linnapea ütles, et uus sild ei ole veel avatud, kuid tööd on juba lõppenud."),
    (
        "eu",
        "Alkateak esan du zubi berria ez dagoela oraindik irekita, baina lanak amaitu dira eta \
         laster irekiko da.",
    ),
    ("fa", "شهردار گفت که پل تازه هنوز باز نشده است، اما کار آن به پایان رسیده است."),
    ("fi", "Pormestari sanoi, että uusi silta ei ole vielä auki, mutta työt ovat jo päättyneet."),
    (
        "fr",
        "Le maire a dit que le nouveau pont n'est pas encore ouvert, mais que les travaux sont \
         finis.",
    ),
    (
        "gl",
        "O alcalde dixo que a ponte nova aínda non está aberta, pero que as obras xa remataron na \
         cidade e unha parte dos camiños tamén.",
    ),
    ("gu", "મેયરે કહ્યું કે નવો પુલ હજી ખુલ્યો નથી."),
    ("he", "ראש העיר אמר כי הגשר החדש עדיין לא נפתח, אבל העבודה הסתיימה."),
    ("hi", "महापौर ने कहा कि नया पुल अभी नहीं खुला है, लेकिन उसका काम पूरा हो गया है।"),
    (
        "hr",
        "Gradonačelnik je rekao da novi most još nije otvoren, no tijekom tjedna će se znati tko \
         će ga prijeći prije svih, između ostalih i gdje.",
    ),
    (
        "hu",
        "A polgármester azt mondta, hogy az új híd még nem nyílt meg, de a munka már véget ért.",
    ),
    ("hy", "Քաղաքապետն ասաց, որ նոր կամուրջը դեռ բաց չէ։"),
    (
        "id",
        "Wali kota mengatakan bahwa jembatan baru itu belum dibuka karena pekerjaan para tukang \
         belum usai.",
    ),
    (
        "is",
        "Bæjarstjórinn sagði að nýja brúin væri ekki opin enn, en það er búið að vinna við hana.",
    ),
    (
        "it",
        "Il sindaco ha detto che il ponte nuovo non è ancora aperto, ma che i lavori sono finiti.",
    ),
    ("ja", "市長は新しい橋はまだ開通していないと述べた。"),
    ("ka", "მერმა თქვა, რომ ახალი ხიდი ჯერ არ გახსნილა."),
    ("kk", "Қала әкімі жаңа көпір әлі ашылған жоқ, бірақ жұмыс бітті деп айтты."),
    ("ko", "시장은 새 다리가 아직 열리지 않았다고 말했다."),
    ("lt", "Meras sakė, kad naujas tiltas dar nėra atidarytas, bet darbai jau baigti."),
    ("lv", "Mērs teica, ka jaunais tilts vēl nav atvērts, bet darbi jau ir pabeigti."),
    ("mk", "Градоначалникот рече дека новиот мост сè уште не е отворен, но работата е завршена."),
    ("mr", "महापौरांनी सांगितले की नवा पूल अजून उघडला नाही, पण काम पूर्ण झाले आहे."),
    (
        "ms",
        "Datuk bandar berkata bahawa jambatan baharu itu belum dibuka kerana kerja belum siap, \
         manakala polis mengawal lalu lintas.",
    ),
    ("my", "မြို့တော်ဝန်က တံတားသစ် မဖွင့်သေးဘူးဟု ပြောသည်။"),
    ("ne", "मेयरले नयाँ पुल अझै नखोलिएको तर काम सकिएको छ भन्ने जानकारी दिए।"),
    (
        "nl",
        "De burgemeester zei dat de nieuwe brug nog niet open is, maar dat het werk al klaar is.",
    ),
    (
        "no",
        "Ordføreren sier at den nye broen ikke er åpen ennå, men at arbeidet nå er ferdig etter \
         noe mer enn to år.",
    ),
    ("pa", "ਮੇਅਰ ਨੇ ਕਿਹਾ ਕਿ ਨਵਾਂ ਪੁਲ ਅਜੇ ਨਹੀਂ ਖੁੱਲ੍ਹਿਆ।"),
    (
        "pl",
        "Burmistrz powiedział, że nowy most nie jest jeszcze otwarty, ale prace już się skończyły.",
    ),
    ("ps", "ښاروال وویل چې نوی پل لا نه دی پرانستل شوی."),
    (
        "pt",
        "O prefeito disse que a ponte nova ainda não está aberta, mas que as obras já acabaram.",
    ),
    ("ro", "Primarul a spus că podul nou nu este încă deschis, dar că lucrările s-au încheiat."),
    ("ru", "Мэр города сказал, что новый мост ещё не открыт, но работы уже закончены."),
    (
        "sk",
        "Starosta povedal, že nový most ešte nie je otvorený, ale práce na ňom sa už skončili a \
         ľudia ho môžu vidieť.",
    ),
    ("sl", "Župan je povedal, da novi most še ni odprt, vendar so dela na njem že končana."),
    (
        "so",
        "Duqa magaalada ayaa sheegay in buundada cusub aan weli la furin, laakiin shaqada waa ay \
         dhammaatay.",
    ),
    ("sq", "Kryetari i bashkisë tha se ura e re nuk është hapur ende, por punimet kanë mbaruar."),
    ("sr", "Градоначелник је рекао да нови мост још није отворен, али су радови на њему завршени."),
    (
        "sr",
        "Gradonačelnik je izjavio da će novi most biti otvoren pre leta, a gde i ko će ga preći \
         takođe će reći pre toga.",
    ),
    (
        "sv",
        "Borgmästaren sade att den nya bron inte är öppen än, men att arbetet har blivit färdigt.",
    ),
    (
        "sw",
        "Meya wa mji alisema kwamba daraja jipya bado halijafunguliwa, lakini kazi yake imekwisha \
         katika wakati huu.",
    ),
    ("ta", "புதிய பாலம் இன்னும் திறக்கப்படவில்லை என்று மேயர் கூறினார்."),
    ("te", "కొత్త వంతెన ఇంకా తెరవలేదని మేయర్ అన్నారు."),
    ("th", "นายกเทศมนตรีกล่าวว่าสะพานใหม่ยังไม่เปิด"),
    (
        "tl",
        "Sinabi ng alkalde na hindi pa bukas ang bagong tulay ngunit tapos na ang mga gawa sa \
         ilog.",
    ),
    (
        "tr",
        "Belediye başkanı yeni köprünün henüz açılmadığını, ancak işin bittiğini ve daha sonra \
         açılacağını söyledi.",
    ),
    ("uk", "Мер міста сказав, що новий міст ще не відкрито, але роботи вже закінчено."),
    ("ur", "میئر نے کہا کہ نیا پل ابھی نہیں کھلا ہے، لیکن اس کا کام پورا ہو گیا ہے۔"),
    (
        "uz",
        "Shahar hokimi yangi ko'prik uchun ish tugagan va bu yil ochiladi deb aytdi, bu haqida \
         uning o'rinbosari ham gapirdi.",
    ),
    ("vi", "Thị trưởng nói rằng cây cầu mới chưa được mở, nhưng công việc đã xong."),
    ("yo", "Olórí ìlú sọ pé wọn kò tí ì ṣí afárá tuntun náà, ṣùgbọ́n iṣẹ́ ti parí."),
    ("zh", "市长说，新的大桥还没有开放，但是工程已经结束。"),
    ("zh", "市長說，新的大橋還沒有開放，但是工程已經結束。"),
];

#[test]
fn languages() {
    let detector = detector();
    let mut wrong = Vec::new();
    for &(lang, text) in SENTENCES {
        let found = [detector.detect(text), detector.detect(&text.repeat(20))];
        if found != [Some(lang); 2] {
            wrong.push((lang, found, text));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn capitals_do_not_count() {
    let detector = detector();
    for (lang, text) in [
        ("en", "THE MAYOR SAID THAT THE NEW BRIDGE WAS NOT OPEN"),
        ("ru", "МЭР ГОРОДА СКАЗАЛ, ЧТО НОВЫЙ МОСТ ЕЩЁ НЕ ОТКРЫТ"),
        ("de", "ÜBER DIE BRÜCKE FÜR DIE STADT"),
    ] {
        assert_eq!(detector.detect(text), Some(lang), "{text}");
    }
}

#[test]
fn unsure() {
    let detector = detector();
    for (case, text) in [
        ("nothing", ""),
        ("no words", "14.08.2024 — 35:27, +++"),
        ("a name", "Kursk"),
        ("names", "Gerald Trump, Anne Bauer, Michael Yilmaz"),
        ("a word of many languages", "la"),
        ("letters of many languages", "北京"),
        ("an unknown script", "ᚠᚢᚦᚨᚱᚲ"),
        ("Indonesian or Malay", "Mereka tidak akan datang ke sini"),
        (
            "half English, half French",
            "The bridge is not open, said the mayor. Le pont n'est pas ouvert, a dit le maire.",
        ),
    ] {
        assert_eq!(detector.detect(text), None, "{case}");
    }
}

#[test]
fn only_the_beginning_counts() {
    let english = "The mayor said that the new bridge was not open yet. ".repeat(REACH / 50 + 1);
    assert_eq!(detector().detect(&(english + &"и не в на что ".repeat(1000))), Some("en"));
}

#[test]
fn small_tables() {
    let detector = Named::new([("aa", "foo"), ("aa", "bar"), ("bb", "bar"), ("bb", "[ñ-ô𞤢]")]);
    for (text, lang) in [
        ("foo foo", Some("aa")),
        ("bar bar", None),
        ("FOO, Bar; foobar fo o", Some("aa")),
        ("ñ ò ô Ô", Some("bb")),
        ("𞤀𞤀𞤀", Some("bb")),
    ] {
        assert_eq!(detector.detect(text), lang, "{text}");
    }
    assert_eq!(Named::new([]).detect("foo"), None);
}

#[test]
fn too_many_of_a_word() {
    let often = |times: usize| Detector::new(vec![(0, "a"); times]).err();
    assert_eq!(often(MOST_MEMBERS), None);
    let message = "a word or letter stands more than 1024 times";
    assert_eq!(often(MOST_MEMBERS + 1), Some(message.into()));
}
