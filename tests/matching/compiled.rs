//! Compiled dictionaries: what is opened is what was written, and no file, whatever is in it, does
//! harm.

use gazetag::{Annotator, Bytes, Case, Dictionary, Engine, Gazetteer, Kind, Overlaps};
use gazetag_tests::small::{self, all_of, gazetteer, written};
use std::{fs, path::Path, sync::Arc, sync::LazyLock};
use xxhash_rust::xxh3::{Xxh3, xxh3_64, xxh3_64_with_seed};

static BUILT: LazyLock<Annotator> = LazyLock::new(|| Annotator::new(gazetteer()).unwrap());

static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| written(&BUILT));

fn leaked(bytes: Vec<u8>) -> &'static [u8] {
    bytes.leak()
}

#[test]
fn what_is_opened_is_what_was_written() {
    let expected = all_of(&BUILT);
    let bytes = || BYTES.clone();
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("round-trip.gaz");
    fs::write(&path, bytes()).unwrap();
    for (case, opened) in [
        ("a file", Annotator::open(&path)),
        ("a file, trusted", Annotator::builder().trust_file().open(&path)),
        ("a file, with an automaton", Annotator::builder().engine(Engine::AhoCorasick).open(&path)),
        ("a vector", Annotator::from_bytes(bytes())),
        ("a shared vector", Annotator::from_bytes(Arc::new(bytes()))),
        ("shared bytes", Annotator::from_bytes(Arc::<[u8]>::from(bytes()))),
        ("static bytes", Annotator::from_bytes(leaked(bytes()))),
        (
            "static bytes at odd addresses",
            Annotator::from_bytes(&leaked([vec![0], bytes()].concat())[1..]),
        ),
    ] {
        let opened = opened.unwrap();
        assert_eq!(all_of(&opened), expected, "{case}");
        assert_eq!(written(&opened), *BYTES, "{case}, written again");
    }
    let kursk = BUILT.entity("geonames:538560").unwrap();
    assert_eq!(kursk.point().unwrap().lat, 51.737331234567);
    assert_eq!(Annotator::from_bytes(bytes()).unwrap().entity("geonames:538560"), Some(kursk));
}

#[test]
fn the_same_tables_make_the_same_file() {
    assert_eq!(written(&Annotator::new(gazetteer()).unwrap()), *BYTES);
    let mut bytes = Vec::new();
    Dictionary::new(gazetteer()).unwrap().write(&mut bytes).unwrap();
    assert_eq!(bytes, *BYTES);
    bytes.clear();
    Dictionary::from_bytes(BYTES.clone()).unwrap().write(&mut bytes).unwrap();
    assert_eq!(bytes, *BYTES);
}

/// What is written for the same tables does not change without another version or fingerprint: a
/// file that was compiled before would be read as something else in silence.
#[test]
fn the_format_has_not_changed() {
    let tables = Gazetteer::builder().table(
        Kind::Place,
        "id,name,kind,population\na,Köln am Rhein,city,1000000\nb,Ann O'Hara,person,\n".as_bytes(),
    );
    let tables = tables
        .unwrap()
        .names(
            "id,lang,name,form\na,ru,Кёльн,short\na,zh,莱茵河畔科隆,\nb,en,AOH,abbreviation\n"
                .as_bytes(),
        )
        .unwrap();
    let tables = tables
        .cues(
            "lang,phrase,kind,side,span\nen,city,city,after,in\nen,of,city,inside,in\n".as_bytes(),
        )
        .unwrap();
    let tables = tables.common_words("lang,word\nde,köln\nen,aoh\n".as_bytes()).unwrap();
    let tables = tables.frequent_words("lang,word\nde,der\nde,[äöü]\nen,the\n".as_bytes()).unwrap();
    let tables =
        tables.name_parts("part,given,family\nAnn,en:3,\nHara,,en:2\n".as_bytes()).unwrap();
    let tables =
        tables.inflections("lang,word,ending,forms\nru,noun,-н|,а у - ом е\n".as_bytes()).unwrap();
    let bytes = written(&Annotator::new(tables.build().unwrap()).unwrap());
    let mut hash = Xxh3::new();
    let number = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap()) as usize;
    for section in 0..u32::from_le_bytes(bytes[12..16].try_into().unwrap()) as usize {
        let at = 40 + 48 * section;
        let name = bytes[at..at + 24].trim_ascii_end();
        // What logarithms come to in their last bits is up to the machine, and the fingerprint
        // knows the weights.
        if !name.starts_with(b"priors") {
            hash.update(name);
            hash.update(&bytes[number(at + 24)..][..number(at + 32)]);
        }
    }
    assert_eq!(
        format!("{:016x}", hash.digest()),
        "8befeb1366e38818",
        "compiled dictionaries have changed: raise VERSION in src/lexicon/file.rs, unless the \
         folds have (their fingerprint says so), and put the new hash here"
    );
}

#[test]
fn settings_hold_for_what_is_opened() {
    let builder =
        Annotator::builder().kinds([Kind::Region]).overlaps(Overlaps::All).case(Case::Ignore);
    let annotator = builder.open_bytes(BYTES.clone()).unwrap();
    let annotations = annotator.annotate("minsk, wilayah kursk");
    assert_eq!(
        annotations.iter().map(|mention| mention.as_str()).collect::<Vec<_>>(),
        ["wilayah kursk"]
    );
}

#[test]
fn an_empty_dictionary() {
    let annotator = Annotator::new(Gazetteer::builder().build().unwrap()).unwrap();
    let opened = Annotator::from_bytes(written(&annotator)).unwrap();
    assert!(opened.entities().next().is_none());
    assert!(opened.annotate(small::TEXTS[0]).is_empty());
    assert_eq!(opened.lookup("Kursk").count(), 0);
}

fn message(bytes: impl Into<Bytes>) -> String {
    Annotator::from_bytes(bytes).unwrap_err().to_string()
}

fn changed(at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut file = BYTES.clone();
    file[at..at + bytes.len()].copy_from_slice(bytes);
    file
}

#[test]
fn bad_files() {
    const RECOMPILE: &str =
        "compiled by another version of gazetag; compile its tables again with `gazetag compile`";
    let whole = BYTES.len();
    let fingerprint = u64::from_le_bytes(BYTES[24..32].try_into().unwrap());
    let cut_off = |len: usize| format!("cut off: {len} bytes, expected {whole}");
    let begins_with = |head: &str| {
        format!(r"no compiled dictionary: it begins with `{head}`, expected `\x89gaz\r\n\x1a\n`")
    };
    let newer =
        |version: u32| format!("format version {version}, expected 4: compiled by a newer gazetag");
    let damaged = |how: &str| format!("damaged: {how}");
    for (case, bytes, problem) in [
        ("empty", vec![], "cut off: 0 bytes".to_string()),
        ("half a magic number", BYTES[..5].into(), "cut off: 5 bytes".into()),
        ("no version", BYTES[..8].into(), "cut off: 8 bytes".into()),
        ("half a header", BYTES[..20].into(), "cut off: 20 bytes".into()),
        ("a header alone", BYTES[..40].into(), cut_off(40)),
        ("the last byte gone", BYTES[..whole - 1].into(), cut_off(whole - 1)),
        (
            "a byte more",
            [&**BYTES, b"\0"].concat(),
            format!("too long: {} bytes, expected {whole}", whole + 1),
        ),
        ("a table", small::ENTITIES.into(), begins_with("id,name,")),
        ("one byte of another file", b"x".into(), begins_with("x")),
        (
            "line ends turned over",
            [b"\x89gaz\n\x1a\n", &BYTES[8..]].concat(),
            begins_with(r"\x89gaz\n\x1a\n\x04"),
        ),
        ("newer", changed(8, &[5]), newer(5)),
        ("newer and short", changed(8, &[5])[..12].into(), newer(5)),
        ("older", changed(8, &[1]), format!("format version 1, expected 4: {RECOMPILE}")),
        ("other byte order", changed(8, &[0, 0, 0, 2]), newer(33_554_432)),
        (
            "other weights or letters",
            repaired(changed(24, &0u64.to_le_bytes())),
            format!("fingerprint 0000000000000000, expected {fingerprint:016x}: {RECOMPILE}"),
        ),
        (
            "too many sections",
            repaired(changed(12, &[255; 4])),
            damaged(&format!("4294967295 sections in {whole} bytes")),
        ),
        ("no sections", repaired(changed(12, &[0; 4])), damaged("no section `entities`")),
        (
            "a section of another name",
            repaired(changed(40, b"E")),
            damaged("no section `entities`"),
        ),
        (
            "rows of another size",
            repaired(changed(80, &[71])),
            damaged("section `entities` has rows of 71 bytes, expected 72"),
        ),
        (
            "half a row",
            repaired(changed(72, &[1, 0])),
            damaged("section `entities` has 1 bytes, expected rows of 72"),
        ),
        (
            "a section elsewhere",
            repaired(changed(70, &[1])),
            damaged("section `entities` reaches beyond the file"),
        ),
        (
            "a section at the end of all",
            repaired(changed(64, &[255; 8])),
            damaged("section `entities` reaches beyond the file"),
        ),
    ] {
        assert_eq!(message(bytes.clone()), format!("compiled dictionary: {problem}"), "{case}");
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bad.gaz");
        fs::write(&path, bytes).unwrap();
        let problem = format!("{}: {problem}", path.display());
        assert_eq!(Annotator::open(&path).unwrap_err().to_string(), problem, "{case}");
        assert_eq!(Dictionary::open(&path).unwrap_err().to_string(), problem, "{case}");
    }
    for (case, at) in
        [("the last byte", whole - 1), ("the fingerprint", 24), ("the number of sections", 12)]
    {
        let damaged = message(changed(at, &[BYTES[at] ^ 1]));
        assert!(
            damaged.starts_with("compiled dictionary: damaged: its checksum is "),
            "{case}: {damaged}"
        );
    }
    let missing = Annotator::open("no/such/file.gaz").unwrap_err().to_string();
    assert!(missing.starts_with("no/such/file.gaz: cannot be opened: "), "{missing}");
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    for len in 0..BYTES.len() {
        assert!(message(BYTES[..len].to_vec()).contains("cut off"), "{len} bytes");
    }
}

#[test]
fn a_byte_changed_anywhere_is_noticed() {
    for at in 0..BYTES.len() {
        for bits in [0x01, 0x80, 0xff] {
            message(changed(at, &[BYTES[at] ^ bits]));
        }
    }
}

/// Gives a file the checksum of what is in it now.
fn repaired(mut file: Vec<u8>) -> Vec<u8> {
    let checksum = xxh3_64_with_seed(&file[40..], xxh3_64(&file[..32]));
    file[32..40].copy_from_slice(&checksum.to_le_bytes());
    file
}

/// Opens a file made to do harm, and uses it if that goes well.
fn use_it(file: Vec<u8>) -> bool {
    let trusted = Annotator::builder().trust_file().open_bytes(file.clone());
    if let Ok(automaton) =
        Annotator::builder().engine(Engine::AhoCorasick).trust_file().open_bytes(file.clone())
    {
        all_of(&automaton);
    }
    let opened = Annotator::from_bytes(repaired(file));
    assert_eq!(opened.is_ok(), trusted.is_ok());
    opened.is_ok_and(|opened| !all_of(&opened).is_empty())
}

#[test]
fn a_byte_changed_on_purpose_does_no_harm() {
    let mut opened = 0;
    for at in 0..BYTES.len() {
        for bits in [0x01, 0x80, 0xff] {
            opened += u32::from(use_it(changed(at, &[BYTES[at] ^ bits])));
        }
    }
    assert!(
        opened > BYTES.len() as u32,
        "most of the changes leave a file that can be opened: {opened}"
    );
}

#[test]
fn numbers_changed_on_purpose_do_no_harm() {
    let behind_table = 40 + 48 * u32::from_le_bytes(BYTES[12..16].try_into().unwrap()) as usize;
    let mut state = 1_u64;
    let mut random = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    for _ in 0..3000 {
        let mut file = BYTES.clone();
        for _ in 0..1 + random() % 40 {
            let at = behind_table + random() % ((file.len() - behind_table) / 4) * 4;
            let number = [u32::MAX, i32::MAX as u32, 0, 1, random() as u32, random() as u32 % 64]
                [random() % 6];
            file[at..at + 4].copy_from_slice(&number.to_le_bytes());
        }
        assert!(use_it(file), "the table of sections is whole");
    }
}
