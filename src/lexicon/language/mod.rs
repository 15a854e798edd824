//! The language of a text, told from its frequent words and its letters.
//!
//! Every frequent word of a language that stands in the text is worth [`WORD`] points for it, every
//! letter that it has beyond the plain ones a point. Words and letters that languages share cancel
//! each other out, so close languages differ by what only one of them has.

use super::text::class::Class;
use std::fmt;

#[allow(dead_code, reason = "the build script makes detectors, the library reads them")]
mod builder;

/// Points of a word.
const WORD: u32 = 3;

/// How much of a text is looked at, in bytes.
const REACH: usize = 2048;

/// After how many words, and letters beyond the plain ones, to see whether the language is clear
/// already.
const STEP: u32 = 32;

/// How many points the first language must be ahead of the second, and what share of its own points
/// that must be, for it to be told: at the end of the text, and before.
const CLEAR: Lead = Lead { points: 3, share: 16 };
const CLEAR_EARLY: Lead = Lead { points: 24, share: 12 };

/// The most languages there can be.
const MOST: usize = 128;

/// How many code points share a block.
pub(crate) const BLOCK: usize = 64;

/// A least lead of the first language over the second.
#[derive(Clone, Copy)]
struct Lead {
    points: u32,
    /// One in so many of the points of the first.
    share: u32,
}

/// Tells languages.
///
/// Flat tables: `slots` is a hash table of words, `blocks` holds letters by code point; both lead
/// to sets of languages.
pub(crate) struct Detector {
    pub langs: Vec<Box<str>>,
    /// Open addressing with linear probing: 16 bits of the word's hash, then the number of its
    /// set; 0 if free.
    pub slots: Vec<u32>,
    /// For each run of [`BLOCK`] code points the number of its block. Equal blocks are kept once.
    pub block_of: Vec<u16>,
    /// For each code point of a block the number of its set.
    pub blocks: Vec<[u16; BLOCK]>,
    /// Where the sets begin in `members`, each ending where the next begins; set 0 is empty.
    pub sets: Vec<u32>,
    /// Numbers of languages, those of one set side by side; a language may stand in a set more
    /// than once.
    pub members: Vec<u8>,
}

impl Detector {
    /// The language of `text`; `None` if it is too short, in several languages or in an unknown
    /// one.
    ///
    /// # Complexity
    /// O(n) in the bytes of the text, of which the first [`REACH`] count at most.
    pub(crate) fn detect(&self, text: &str) -> Option<&str> {
        let text = &text[..text.floor_char_boundary(REACH)];
        let bytes = text.as_bytes();
        let mut points = [0; MOST];
        let mut seen = 0;
        let mut check = STEP;
        // The word that is being read.
        let mut hash = 0;
        let mut at = 0;
        while at < bytes.len() {
            let b = bytes[at];
            let lower = ASCII_LOWER[b as usize];
            if lower != 0 {
                hash = mix(hash, lower.into());
                at += 1;
                continue;
            }
            if b.is_ascii() {
                at += 1;
            } else {
                let mut c = char_at(text, at);
                at += c.len_utf8();
                let mut class = Class::of(c);
                if class.is_upper() {
                    c = lower_case(c);
                    class = Class::of(c);
                }
                seen += self.add(&mut points, self.set_of_letter(c), 1);
                if class.is_spaced_word() || class.is_mark() {
                    hash = mix(hash, c.into());
                    continue;
                }
                if class.is_format() {
                    continue;
                }
            }
            if hash != 0 {
                self.add(&mut points, self.set_of_word(hash), WORD);
                seen += 1;
                hash = 0;
            }
            if seen >= check {
                if let Some(lang) = self.first(&points, CLEAR_EARLY) {
                    return Some(lang);
                }
                check = seen + STEP;
            }
        }
        if hash != 0 {
            self.add(&mut points, self.set_of_word(hash), WORD);
        }
        self.first(&points, CLEAR)
    }

    /// Gives points to the languages of a set; returns 1 unless it is empty.
    #[inline]
    fn add(&self, points: &mut [u32; MOST], set: u16, worth: u32) -> u32 {
        if set == 0 {
            return 0;
        }
        let (start, end) = (self.sets[set as usize], self.sets[set as usize + 1]);
        for &lang in &self.members[start as usize..end as usize] {
            points[lang as usize] += worth;
        }
        1
    }

    #[inline]
    fn set_of_word(&self, hash: u64) -> u16 {
        let mut at = place(hash, self.slots.len());
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                return 0;
            }
            if slot & 0xffff_0000 == fingerprint(hash) {
                return slot as u16;
            }
            at = (at + 1) % self.slots.len();
        }
    }

    #[inline]
    fn set_of_letter(&self, c: char) -> u16 {
        let point = c as usize;
        self.block_of
            .get(point / BLOCK)
            .map_or(0, |&block| self.blocks[block as usize][point % BLOCK])
    }

    /// The language with the most points, if it leads the second by enough.
    fn first(&self, points: &[u32; MOST], lead: Lead) -> Option<&str> {
        let (mut first, mut most, mut second) = (0, 0, 0);
        for (lang, &points) in points[..self.langs.len()].iter().enumerate() {
            if points > most {
                (first, second, most) = (lang, most, points);
            } else if points > second {
                second = points;
            }
        }
        (most - second >= lead.points && (most - second) * lead.share >= most)
            .then(|| &*self.langs[first])
    }
}

impl fmt::Debug for Detector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Detector").field("langs", &self.langs).finish_non_exhaustive()
    }
}

#[inline]
fn mix(hash: u64, c: u32) -> u64 {
    (hash.rotate_left(5) ^ u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Where in a table of so many slots, a power of two, a word is looked for first.
#[inline]
fn place(hash: u64, slots: usize) -> usize {
    (hash >> (u64::BITS - slots.trailing_zeros())) as usize
}

/// What tells words apart that meet in the table, in the upper half of a slot. The place in the
/// table comes from other bits.
#[inline]
fn fingerprint(hash: u64) -> u32 {
    (hash as u32 >> 8) << 16
}

#[inline]
fn char_at(text: &str, at: usize) -> char {
    text[at..].chars().next().expect("`at` lies before the end of the text")
}

fn lower_case(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// The small form of the ASCII letters; 0 for the other bytes.
static ASCII_LOWER: [u8; 256] = {
    let mut lower = [0; 256];
    let mut b = 0;
    while b < 128 {
        if (b as u8).is_ascii_alphabetic() {
            lower[b] = (b as u8).to_ascii_lowercase();
        }
        b += 1;
    }
    lower
};

#[cfg(test)]
mod tests {
    use super::*;

    fn detector() -> Detector {
        let table = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/frequent_words.csv"));
        Detector::new(table.lines().skip(1).map(|row| row.split_once(',').expect("two columns")))
    }

    #[test]
    fn languages() {
        let detector = detector();
        let mut wrong = Vec::new();
        for (lang, text) in [
            (
                "af",
                "Die burgemeester het gesê dat die nuwe brug nog nie oop is nie, maar dat dit binnekort sal gebeur.",
            ),
            ("am", "ከንቲባው አዲሱ ድልድይ በቅርቡ ይከፈታል ብለዋል።"),
            ("ar", "قال رئيس البلدية إن الجسر الجديد لم يفتح بعد، لكن العمل فيه انتهى."),
            ("az", "Şəhər meri bildirib ki, yeni körpü hələ açılmayıb, amma iş artıq başa çatıb."),
            ("be", "Мэр горада сказаў, што новы мост яшчэ не адкрыты, але праца ўжо скончана."),
            (
                "bg",
                "Кметът каза, че новият мост още не е отворен, но работата по него вече е приключила.",
            ),
            ("bn", "মেয়র বলেছেন যে নতুন সেতুটি এখনও খোলা হয়নি।"),
            (
                "ca",
                "L'alcalde ha dit que el pont nou encara no és obert, però que les obres ja s'han acabat.",
            ),
            (
                "cs",
                "Starosta řekl, že nový most ještě není otevřený, ale práce na něm už skončily.",
            ),
            (
                "cy",
                "Dywedodd y maer nad yw'r bont newydd ar agor eto, ond bod y gwaith wedi gorffen.",
            ),
            (
                "da",
                "Borgmesteren sagde, at den nye bro ikke er åben endnu, men at arbejdet nu er færdigt efter to år.",
            ),
            (
                "de",
                "Der Bürgermeister sagte, dass die neue Brücke noch nicht offen ist, aber die Arbeiten zu Ende sind.",
            ),
            ("el", "Ο δήμαρχος είπε ότι η νέα γέφυρα δεν έχει ανοίξει ακόμη."),
            (
                "en",
                "The mayor said that the new bridge was not open yet, but that the work on it had been finished.",
            ),
            (
                "eo",
                "La urbestro diris ke la nova ponto ankoraŭ ne estas malfermita, sed la laboro jam finiĝis.",
            ),
            (
                "es",
                "El alcalde dijo que el puente nuevo todavía no está abierto, pero que las obras ya han terminado.",
            ),
            ("et", "Linnapea ütles, et uus sild ei ole veel avatud, kuid tööd on juba lõppenud."),
            (
                "eu",
                "Alkateak esan du zubi berria ez dagoela oraindik irekita, baina lanak amaitu dira eta laster irekiko da.",
            ),
            ("fa", "شهردار گفت که پل تازه هنوز باز نشده است، اما کار آن به پایان رسیده است."),
            (
                "fi",
                "Pormestari sanoi, että uusi silta ei ole vielä auki, mutta työt ovat jo päättyneet.",
            ),
            (
                "fr",
                "Le maire a dit que le nouveau pont n'est pas encore ouvert, mais que les travaux sont finis.",
            ),
            (
                "gl",
                "O alcalde dixo que a ponte nova aínda non está aberta, pero que as obras xa remataron na cidade e unha parte dos camiños tamén.",
            ),
            ("gu", "મેયરે કહ્યું કે નવો પુલ હજી ખુલ્યો નથી."),
            ("he", "ראש העיר אמר כי הגשר החדש עדיין לא נפתח, אבל העבודה הסתיימה."),
            ("hi", "महापौर ने कहा कि नया पुल अभी नहीं खुला है, लेकिन उसका काम पूरा हो गया है।"),
            (
                "hr",
                "Gradonačelnik je rekao da novi most još nije otvoren, no tijekom tjedna će se znati tko će ga prijeći prije svih, između ostalih i gdje.",
            ),
            (
                "hu",
                "A polgármester azt mondta, hogy az új híd még nem nyílt meg, de a munka már véget ért.",
            ),
            ("hy", "Քաղաքապետն ասաց, որ նոր կամուրջը դեռ բաց չէ։"),
            (
                "id",
                "Wali kota mengatakan bahwa jembatan baru itu belum dibuka karena pekerjaan para tukang belum usai.",
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
            (
                "mk",
                "Градоначалникот рече дека новиот мост сè уште не е отворен, но работата е завршена.",
            ),
            ("mr", "महापौरांनी सांगितले की नवा पूल अजून उघडला नाही, पण काम पूर्ण झाले आहे."),
            (
                "ms",
                "Datuk bandar berkata bahawa jambatan baharu itu belum dibuka kerana kerja belum siap, manakala polis mengawal lalu lintas.",
            ),
            ("my", "မြို့တော်ဝန်က တံတားသစ် မဖွင့်သေးဘူးဟု ပြောသည်။"),
            ("ne", "मेयरले नयाँ पुल अझै नखोलिएको तर काम सकिएको छ भन्ने जानकारी दिए।"),
            (
                "nl",
                "De burgemeester zei dat de nieuwe brug nog niet open is, maar dat het werk al klaar is.",
            ),
            (
                "no",
                "Ordføreren sier at den nye broen ikke er åpen ennå, men at arbeidet nå er ferdig etter noe mer enn to år.",
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
            (
                "ro",
                "Primarul a spus că podul nou nu este încă deschis, dar că lucrările s-au încheiat.",
            ),
            ("ru", "Мэр города сказал, что новый мост ещё не открыт, но работы уже закончены."),
            (
                "sk",
                "Starosta povedal, že nový most ešte nie je otvorený, ale práce na ňom sa už skončili a ľudia ho môžu vidieť.",
            ),
            (
                "sl",
                "Župan je povedal, da novi most še ni odprt, vendar so dela na njem že končana.",
            ),
            (
                "so",
                "Duqa magaalada ayaa sheegay in buundada cusub aan weli la furin, laakiin shaqada waa ay dhammaatay.",
            ),
            (
                "sq",
                "Kryetari i bashkisë tha se ura e re nuk është hapur ende, por punimet kanë mbaruar.",
            ),
            (
                "sr",
                "Градоначелник је рекао да нови мост још није отворен, али су радови на њему завршени.",
            ),
            (
                "sr",
                "Gradonačelnik je izjavio da će novi most biti otvoren pre leta, a gde i ko će ga preći takođe će reći pre toga.",
            ),
            (
                "sv",
                "Borgmästaren sade att den nya bron inte är öppen än, men att arbetet har blivit färdigt.",
            ),
            (
                "sw",
                "Meya wa mji alisema kwamba daraja jipya bado halijafunguliwa, lakini kazi yake imekwisha katika wakati huu.",
            ),
            ("ta", "புதிய பாலம் இன்னும் திறக்கப்படவில்லை என்று மேயர் கூறினார்."),
            ("te", "కొత్త వంతెన ఇంకా తెరవలేదని మేయర్ అన్నారు."),
            ("th", "นายกเทศมนตรีกล่าวว่าสะพานใหม่ยังไม่เปิด"),
            (
                "tl",
                "Sinabi ng alkalde na hindi pa bukas ang bagong tulay ngunit tapos na ang mga gawa sa ilog.",
            ),
            (
                "tr",
                "Belediye başkanı yeni köprünün henüz açılmadığını, ancak işin bittiğini ve daha sonra açılacağını söyledi.",
            ),
            ("uk", "Мер міста сказав, що новий міст ще не відкрито, але роботи вже закінчено."),
            ("ur", "میئر نے کہا کہ نیا پل ابھی نہیں کھلا ہے، لیکن اس کا کام پورا ہو گیا ہے۔"),
            (
                "uz",
                "Shahar hokimi yangi ko'prik uchun ish tugagan va bu yil ochiladi deb aytdi, bu haqida uning o'rinbosari ham gapirdi.",
            ),
            ("vi", "Thị trưởng nói rằng cây cầu mới chưa được mở, nhưng công việc đã xong."),
            ("yo", "Olórí ìlú sọ pé wọn kò tí ì ṣí afárá tuntun náà, ṣùgbọ́n iṣẹ́ ti parí."),
            ("zh", "市长说，新的大桥还没有开放，但是工程已经结束。"),
            ("zh", "市長說，新的大橋還沒有開放，但是工程已經結束。"),
        ] {
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
        let english =
            "The mayor said that the new bridge was not open yet. ".repeat(REACH / 50 + 1);
        assert_eq!(detector().detect(&(english + &"и не в на что ".repeat(1000))), Some("en"));
    }

    #[test]
    fn small_tables() {
        let detector =
            Detector::new([("aa", "foo"), ("aa", "bar"), ("bb", "bar"), ("bb", "[ñ-ô]")]);
        for (text, lang) in [
            ("foo foo", Some("aa")),
            ("bar bar", None),
            ("FOO, Bar; foobar fo o", Some("aa")),
            ("ñ ò ô Ô", Some("bb")),
        ] {
            assert_eq!(detector.detect(text), lang, "{text}");
        }
        assert_eq!(Detector::new([]).detect("foo"), None);
    }
}
