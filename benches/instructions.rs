//! How many instructions annotating takes a byte, by phase and language.
//!
//! ```text
//! cargo bench -p gazetag-benches --bench instructions -- ARGUMENTS
//!
//! (none)               invented news in eight languages
//! --text FILE.jsonl    the texts of a file as well, up to 60 KB; can be repeated
//! --save FILE          keeps the counts
//! --than FILE          shows how they differ from those that were kept
//! ```
//!
//! Valgrind's callgrind counts, so that a change of a percent is seen on a busy machine. It counts
//! no time: instructions that wait for memory or mispredict branches are like others.

use gazetag::{Annotator, Scratch};
use gazetag_benches::{
    names::Names,
    texts::{self, SIZE_OF_A_LANGUAGE},
};
use std::{
    collections::HashMap,
    env,
    error::Error,
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The phases, each with the function that all of it is in, which must not be inlined.
const PHASES: [(&str, &str); 4] = [
    ("language", "Dictionary::detect_lang"),
    ("hits", "resolve::parts::find"),
    ("weigh", "resolve::weigh::weigh"),
    ("unlisted", "resolve::unlisted::read"),
];

/// The documents that are annotated before the count begins.
const WARM: usize = 20;

/// Counts are kept as lines of the text, the phase and its instructions a byte.
type Counts = HashMap<(String, String), f64>;

fn main() -> Result<(), Box<dyn Error>> {
    let (mut files, mut save, mut than) = (Vec::new(), None, Counts::new());
    // Cargo adds `--bench`.
    let mut args = env::args().skip(1).filter(|arg| arg != "--bench");
    while let Some(arg) = args.next() {
        let file = PathBuf::from(args.next().ok_or("every argument has a file")?);
        match &*arg {
            "--annotate" => return annotate(&file),
            "--text" => files.push(file),
            "--save" => save = Some(file),
            "--than" => than = kept(&fs::read_to_string(file)?),
            _ => return Err(format!("unknown argument `{arg}`").into()),
        }
    }
    let folder = env::temp_dir().join(format!("gazetag-instructions-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let counts = count_all(&folder, &files, &than);
    fs::remove_dir_all(&folder)?;
    if let Some(file) = save {
        let lines = counts?.into_iter().map(|((text, phase), n)| format!("{text}\t{phase}\t{n}\n"));
        fs::write(file, lines.collect::<String>())?;
    }
    Ok(())
}

/// Counts for one text after the other, and prints a row for each.
fn count_all(folder: &Path, files: &[PathBuf], than: &Counts) -> Result<Counts, Box<dyn Error>> {
    let annotator = Annotator::builtin();
    let tables = annotator.dictionaries().next().ok_or("there is always one")?.gazetteer();
    let order = Names::real(tables);
    let invented = texts::languages(tables, &order);
    let invented = invented.map(|text| (text.name.to_owned(), documents(text.written())));
    let given = files.iter().map(|file| {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let lines = fs::read_to_string(file).map(|lines| first_texts(&lines))?;
        Ok::<_, std::io::Error>((name, documents(lines.iter().map(String::as_str))))
    });
    print!("{:20}{:>8}", "instructions a byte", "all");
    PHASES.iter().for_each(|(phase, _)| print!("{phase:>16}"));
    println!("{:>16}", "rest");
    let mut all = Counts::new();
    for text in invented.map(Ok).chain(given) {
        let (name, documents) = text?;
        let file = folder.join("texts.json");
        fs::write(&file, documents.to_string())?;
        let counts = count(folder, &file)?;
        let bytes: usize = documents.as_array().into_iter().flatten().map(len).sum();
        print!("{name:20}");
        for (phase, count) in counts {
            let per_byte = count as f64 / bytes.max(1) as f64;
            let key = (name.clone(), phase.to_owned());
            let change =
                than.get(&key).map(|old| format!(" {:+.1}%", 100.0 * (per_byte / old - 1.0)));
            print!("{:>16}", format!("{per_byte:.1}{}", change.unwrap_or_default()));
            all.insert(key, per_byte);
        }
        println!();
    }
    Ok(all)
}

fn len(document: &serde_json::Value) -> usize {
    document.as_str().map_or(0, str::len)
}

fn documents<'t>(texts: impl Iterator<Item = &'t str>) -> serde_json::Value {
    texts.collect()
}

/// The texts of JSON lines, up to the usual size.
fn first_texts(lines: &str) -> Vec<String> {
    let mut size = 0;
    let documents = lines.lines().filter_map(|line| serde_json::from_str(line).ok());
    let texts = documents
        .filter_map(|document: serde_json::Value| Some(document.get("text")?.as_str()?.to_owned()));
    texts
        .take_while(|text| {
            let is_enough = size >= SIZE_OF_A_LANGUAGE;
            size += text.len();
            !is_enough
        })
        .collect()
}

/// What valgrind runs: annotates the texts of a file. The memory has grown before the count begins.
fn annotate(file: &Path) -> Result<(), Box<dyn Error>> {
    let texts: Vec<String> = serde_json::from_slice(&fs::read(file)?)?;
    let annotator = Annotator::builtin();
    let mut scratch = Scratch::default();
    for text in texts.iter().take(WARM) {
        black_box(annotator.annotate_with(&mut scratch, text));
    }
    count_from_here(&annotator, &mut scratch, &texts);
    Ok(())
}

/// Callgrind counts while it is in this function.
#[inline(never)]
fn count_from_here(annotator: &Annotator, scratch: &mut Scratch, texts: &[String]) {
    for text in texts {
        black_box(annotator.annotate_with(scratch, text));
    }
}

/// Counts the instructions of all and of each phase.
fn count(folder: &Path, texts: &Path) -> Result<Vec<(&'static str, u64)>, Box<dyn Error>> {
    let out = folder.join("callgrind.out");
    let status = Command::new("valgrind")
        .args(["--tool=callgrind", "--collect-atstart=no", "--toggle-collect=*count_from_here*"])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(env::current_exe()?)
        .arg("--annotate")
        .arg(texts)
        .stderr(Stdio::null())
        .status()
        .map_err(|error| format!("valgrind does not start: {error}"))?;
    if !status.success() {
        return Err(format!("valgrind ends with {status}").into());
    }
    let profile = fs::read_to_string(&out)?;
    let total = profile.lines().find_map(|line| line.strip_prefix("totals: "));
    let total: u64 = total.ok_or("callgrind gives no totals")?.parse()?;
    let mut counts = vec![("all", total)];
    let mut rest = total;
    for (phase, function) in PHASES {
        let count = inclusive(&profile, function)
            .ok_or_else(|| format!("callgrind saw no call of `{function}`"))?;
        rest = rest.saturating_sub(count);
        counts.push((phase, count));
    }
    counts.push(("rest", rest));
    Ok(counts)
}

/// The instructions of the calls of a function whose name ends like this, in callgrind's format:
/// behind a line `cfn=(number) name` or `cfn=(number)` the one behind `calls=` has a place and the
/// count. `None` if nothing calls it.
fn inclusive(profile: &str, function: &str) -> Option<u64> {
    let mut number = None;
    let mut sum = None;
    let mut lines = profile.lines();
    while let Some(line) = lines.next() {
        let Some((id, name)) = line
            .strip_prefix("cfn=")
            .or_else(|| line.strip_prefix("fn="))
            .map(|name| name.split_once(' ').unwrap_or((name, "")))
        else {
            continue;
        };
        if name.ends_with(function) {
            number = Some(id);
        }
        if line.starts_with("cfn=") && number == Some(id) {
            let cost = lines.nth(1).and_then(|cost| cost.split_whitespace().nth(1));
            let cost: u64 = cost.and_then(|cost| cost.parse().ok())?;
            sum = Some(sum.unwrap_or(0) + cost);
        }
    }
    sum
}

fn kept(lines: &str) -> Counts {
    let rows = lines.lines().filter_map(|line| {
        let mut fields = line.split('\t');
        let key = (fields.next()?.to_owned(), fields.next()?.to_owned());
        Some((key, fields.next()?.parse().ok()?))
    });
    rows.collect()
}
