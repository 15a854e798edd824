//! The `gazetag` command as its users meet it: output, messages, exit codes.
//!
//! Most tests bring small tables of their own.

mod annotate;
mod evaluate;
mod formats;
mod import;
mod input;
mod output;
mod shapes;
mod tables;
mod usage;

use serde_json::{Value, json};
use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
    thread,
};

const ENTITIES: &str = "\
id,name,kind,country,lat,lon,population,capital
BY,Belarus,country,,53.71,27.97,,
RU,Russia,country,,61.52,105.32,,
RU-KRS,Kursk Oblast,region,RU,51.8,36.2,,
geonames:538560,Kursk,city,RU,51.73733,36.18735,409431,
geonames:625144,Minsk,city,BY,53.9,27.56667,1742124,BY
alexander-lukashenko,Alexander Lukashenko,person,BY,,,,
mod-by,Ministry of Defence of Belarus,organization,BY,,,,
";

const NAMES: &str = "\
id,lang,name,form,case
BY,id,Belarusia,short,
RU,id,Rusia,short,
alexander-lukashenko,ru,Александр Лукашенко,short,
mod-by,id,Kementerian Pertahanan Belarusia,official,
";

/// What a run of the command left behind.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Run {
    /// The lines of output as JSON.
    fn documents(&self) -> Vec<Value> {
        self.out
            .lines()
            .map(|line| {
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in {line}"))
            })
            .collect()
    }

    /// The entities of each document, in text order.
    fn entities(&self) -> Vec<Vec<String>> {
        let documents = self.documents();
        documents
            .iter()
            .map(|document| {
                mentions(document).iter().map(|mention| text(&mention["entity"]).into()).collect()
            })
            .collect()
    }
}

fn mentions(document: &Value) -> &[Value] {
    document["mentions"].as_array().expect("a document has mentions")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a string")
}

fn gazetag(args: &[&str], input: impl AsRef<[u8]>) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gazetag"));
    let mut child = command
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut stdin = child.stdin.take().expect("it was piped");
    let input = input.as_ref();
    let output = thread::scope(|scope| {
        // A command that stops early does not read all of its input: that write may fail.
        scope.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output().expect("it ends")
    });
    let utf8 = |bytes| String::from_utf8(bytes).expect("it writes UTF-8");
    Run { code: output.status.code(), out: utf8(output.stdout), err: utf8(output.stderr) }
}

/// Writes a file that no other test writes, and returns its path.
fn file(name: &str, content: impl AsRef<[u8]>) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli");
    fs::create_dir_all(&folder).expect("the folder can be made");
    let path = folder.join(name);
    fs::write(&path, content).expect("the file can be written");
    path.to_str().expect("cargo chose a readable path").into()
}

/// Runs a command with only the tables above; `test` keeps the files of tests apart.
fn with_small_tables(test: &str, args: &[&str], input: impl AsRef<[u8]>) -> Run {
    let entities = file(&format!("{test}-entities.csv"), ENTITIES);
    let names = file(&format!("{test}-names.csv"), NAMES);
    let (command, rest) = args.split_first().expect("a command");
    let mut all = vec![*command, "--no-builtin", "--gazetteer", &entities, "--gazetteer", &names];
    all.extend(rest);
    gazetag(&all, input)
}
