//! `gazetag import`: each format on the command line, its messages, and what `gazetag annotate`
//! finds with the tables.

use std::{
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

/// A folder with input files, removed in the end.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Folder {
    fn new(files: &[(&str, &str)]) -> Folder {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "gazetag-import-cli-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in files {
            fs::write(folder.join(name), text).unwrap();
        }
        Folder(folder)
    }

    fn gazetag(&self, arguments: &[&str], input: &str) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gazetag"));
        command
            .current_dir(&self.0)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A command that stops early does not read it.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Imports, and says what is on standard error.
    fn import(&self, arguments: &[&str]) -> String {
        let run = self.gazetag(&[&["import"], arguments, &["-o", "out"]].concat(), "");
        assert_eq!((run.code, &*run.out), (Some(0), ""), "{}", run.err);
        run.err
    }

    /// What is on standard error of an import that fails.
    fn fails(&self, arguments: &[&str]) -> String {
        let run = self.gazetag(&[&["import"], arguments].concat(), "");
        assert!(
            matches!(run.code, Some(1 | 2)) && run.out.is_empty(),
            "{:?}: {}",
            run.code,
            run.err
        );
        run.err
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.0.join(file)).unwrap()
    }

    /// Entities that the imported tables alone find in a text.
    fn annotate(&self, text: &str) -> Vec<String> {
        self.annotate_with(&["--no-builtin"], text)
    }

    fn annotate_with(&self, options: &[&str], text: &str) -> Vec<String> {
        let tables = ["--gazetteer", "out/entities.csv", "--gazetteer", "out/names.csv"];
        let run = self.gazetag(&[&["annotate"], options, &tables].concat(), text);
        assert_eq!((run.code, &*run.err), (Some(0), ""));
        let line: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        line["mentions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|mention| mention["entity"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// What a command did.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

const CITIES: &str = "703448\tKyiv\tKyiv\t\t50.45466\t30.5238\tP\tPPLC\tUA\t\t12\t\t\t\t2952301\t\t187\tEurope/Kiev\t2024-01-01\n\
    99000001\tNowa Wieś\tNowa Wies\t\t50\t30\tP\tPPL\tUA\t\t12\t\t\t\t30\t\t187\tEurope/Kiev\t2024-01-01\n\
    7\tcut\n";
const NAMES: &str = "1\t703448\tde\tKiew\t\t\t\t\t\t\n2\t703448\tsc\tKievu Nou\t\t\t\t\t\t\n";
const ADMIN1: &str = "UA.12\tKyiv City\tKyiv City\t703447\n";

#[test]
fn geonames() {
    let folder =
        Folder::new(&[("cities500.txt", CITIES), ("names.txt", NAMES), ("admin1.txt", ADMIN1)]);
    let arguments =
        ["geonames", "cities500.txt", "--alternate-names", "names.txt", "--admin1", "admin1.txt"];
    assert_eq!(
        folder.import(&arguments),
        "gazetag: written to out: entities: 2, names: 2\n  malformed: not 19 columns: 1\n\
         Malformed:\n  cities500.txt, line 3: not 19 columns: 2\n"
    );
    assert_eq!(
        folder.annotate("Nach Kiew und Nowa Wieś"),
        ["geonames:703448", "geonames:99000001"]
    );

    let limits = ["--min-population", "1000", "--languages", "de,id", "--features", "P=place"];
    let told = folder.import(&[&arguments[..], &limits].concat());
    assert!(told.contains("entities: 1, names: 1"), "{told}");
    assert!(told.contains("  skipped: populated places with fewer people: 1\n  "), "{told}");
    assert!(folder.read("out/entities.csv").contains("Kyiv,place,UA,geonames:703447,"));

    let strict = folder.fails(&[&arguments[..], &["-o", "new", "--strict"]].concat());
    assert_eq!(strict, "gazetag: cities500.txt, line 3: not 19 columns: 2\n");
    assert!(!folder.0.join("new").exists());
}

#[test]
fn joined_to_the_builtin_tables() {
    let folder = Folder::new(&[("cities500.txt", CITIES), ("names.txt", NAMES)]);
    folder.import(&["geonames", "cities500.txt", "--alternate-names", "names.txt", "--join"]);
    let entities = folder.read("out/entities.csv");
    assert_eq!(entities.lines().count(), 2, "{entities}");
    assert_eq!(
        folder.annotate_with(&[], "Nowa Wieś e Kievu Nou"),
        ["geonames:99000001", "geonames:703448"]
    );
}

#[test]
fn wikidata() {
    let line = r#"{"type":"item","id":"Q1899","labels":{"en":{"language":"en","value":"Kyiv"},"id":{"language":"id","value":"Kiev"}},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q515"}}}}],"P17":[{"mainsnak":{"datavalue":{"value":{"id":"Q212"}}}}]}}"#;
    let folder =
        Folder::new(&[("dump.json", &format!("[\n{line},\n{}\n]\n", line.replace("Q1899", "Q2")))]);
    folder.import(&[
        "wikidata",
        "dump.json",
        "--classes",
        "Q515=city,Q5=person",
        "--languages",
        "id,en",
    ]);
    assert!(folder.read("out/entities.csv").contains("Q1899,Kiev,city,UA,"));
    assert_eq!(folder.annotate("Di Kyiv"), ["Q1899"]);
    let error = folder.fails(&["wikidata", "dump.json", "-o", "out", "--classes", "5=person"]);
    assert!(error.contains("`5` is no Wikidata item"), "{error}");
}

#[test]
fn jrc_and_standard_input() {
    let folder = Folder::new(&[]);
    let input = "1\tP\tu\tAlexander+Lukashenko\n1\tP\tpl\tAleksandr+Łukaszenka\nx\n";
    let run = folder.gazetag(&["import", "jrc", "-", "-o", "out"], input);
    assert_eq!(
        run.err,
        "gazetag: written to out: entities: 1, names: 1\n  malformed: not the four columns \
         number, type, language, name: 1\nMalformed:\n  \
         standard input, line 3: not the four columns number, type, language, name: `x`\n"
    );
    assert_eq!(folder.annotate("Prezydent Aleksandr Łukaszenka"), ["jrc:1"]);
}

#[test]
fn spacy() {
    let patterns = "{\"label\":\"GPE\",\"pattern\":[{\"LOWER\":\"san\"},\
     {\"LOWER\":\"francisco\"}]}\n{\"label\":\"CLUB\",\"pattern\":\"Persija\"}\n";
    let folder = Folder::new(&[("patterns.jsonl", patterns)]);
    folder.import(&[
        "spacy",
        "patterns.jsonl",
        "--label",
        "GPE=city,CLUB=organization",
        "--id-prefix",
        "my:",
    ]);
    assert_eq!(folder.annotate("san francisco, Persija"), ["my:san-francisco", "my:persija"]);
    let told = folder.import(&[
        "spacy",
        "patterns.jsonl",
        "--label",
        "GPE=skip",
        "--label",
        "club=organization",
    ]);
    assert!(
        told.contains("\n  skipped: patterns with a label that is no kind: 1 (GPE 1)\n"),
        "{told}"
    );
}

#[test]
fn csv() {
    let folder =
        Folder::new(&[("ngos.tsv", "code\ttitle\tother\nw\tWalhi\tFriends of Walhi/WLH\n")]);
    let columns = ["--columns", "id=code,name=title,aliases=other", "--kind", "organization"];
    folder.import(
        &[&["csv", "ngos.tsv", "--delimiter", "tab", "--list-separator", "/"], &columns[..]]
            .concat(),
    );
    assert_eq!(folder.annotate("Friends of Walhi"), ["w"]);
    let error = folder.fails(&["csv", "ngos.tsv", "-o", "out", "--kind", "place"]);
    assert_eq!(error, "gazetag: ngos.tsv, line 1: no column `name`: say which one has the names\n");
    let error = folder.fails(&["csv", "none.csv", "-o", "out"]);
    assert!(error.starts_with("gazetag: none.csv: cannot be opened: "), "{error}");
}

#[test]
fn lists() {
    let folder = Folder::new(&[("ngos.txt", "Walhi\nKontras\n"), ("empty.txt", "")]);
    assert_eq!(
        folder.import(&["lines", "ngos.txt", "--kind", "organization"]),
        "gazetag: written to out: entities: 2, names: 0\n"
    );
    assert_eq!(folder.annotate("Kontras dan Walhi"), ["kontras", "walhi"]);
    fs::write(folder.0.join("cities.lst"), "Moscow:country=Russia:pop=13\nMinsk:country=Belarus\n")
        .unwrap();
    assert_eq!(
        folder.import(&["lines", "cities.lst", "--kind", "city", "--separator", ":"]),
        "gazetag: written to out: entities: 2, names: 0\n  skipped: features behind names: 3 \
         (country 2, pop 1)\n"
    );
    let error = folder.fails(&["lines", "empty.txt", "--kind", "place", "-o", "out"]);
    assert_eq!(
        error,
        "gazetag: written to out: entities: 0, names: 0\ngazetag: nothing was taken: is the file \
         in this format?\n"
    );
    let error = folder.fails(&["lines", "ngos.txt", "--kind", "place", "-o", "ngos.txt/out"]);
    assert!(error.starts_with("gazetag: ngos.txt/out: cannot be written: "), "{error}");
}
