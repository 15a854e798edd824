//! How time and memory grow with a text: hundreds of patterns at 10 KB to 10 MB, the worst first.
//!
//! ```text
//! cargo bench -p gazetag-benches --bench growth -- ARGUMENTS
//!
//! (none)                     every pattern with the usual settings, and news
//! --filter people            those with this in their names
//! --max 1MB                  up to this size
//! --every 7                  every seventh pattern
//! --by speed                 the slowest first, instead of those that grow fastest
//! --setting explain          with other settings: see SETTINGS; can be repeated
//! --worst 20                 and the worst twenty with all settings
//! --news FILE.jsonl          texts joined to news; can be repeated
//! ```
//!
//! A pattern ends at the size that takes more than `--budget` seconds (3 unless told), or would by
//! how it grew so far.

use cpu_time::ThreadTime;
use gazetag::{Annotator, Case, Document, Gazetteer, Kind, Overlaps, Span, Spotted};
use gazetag_tests::{
    lists::Lists,
    patterns::{self, Pattern},
    root,
};
use peak_alloc::PeakAlloc;
use std::{env, fmt::Write, fs, panic, path::Path};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const SIZES: [(&str, usize); 5] = [
    ("10KB", 10_000),
    ("100KB", 100_000),
    ("1MB", 1_000_000),
    ("10MB", 10_000_000),
    ("100MB", 100_000_000),
];

/// Time is measured over at least so many seconds.
const LEAST: f64 = 0.02;

const SETTINGS: [&str; 10] = [
    "default",
    "overlaps",
    "ignore-case",
    "explain",
    "focus",
    "resolve",
    "layers",
    "en",
    "id",
    "ja",
];

/// What the command line asks for.
struct Options {
    filter: String,
    max: usize,
    every: usize,
    budget: f64,
    by: By,
    settings: Vec<&'static str>,
    worst: usize,
    news: Vec<String>,
}

/// What is worst.
#[derive(Clone, Copy)]
enum By {
    Exponent,
    Speed,
    Memory,
}

impl Options {
    fn new() -> Options {
        let mut options = Options {
            filter: String::new(),
            max: 10_000_000,
            every: 1,
            budget: 3.0,
            by: By::Exponent,
            settings: Vec::new(),
            worst: 0,
            news: Vec::new(),
        };
        let mut arguments = env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let mut value =
                || arguments.next().unwrap_or_else(|| panic!("{argument} needs a value"));
            match argument.as_str() {
                "--bench" => {}
                "--filter" => options.filter = value().to_lowercase(),
                "--max" => options.max = size(&value()),
                "--every" => options.every = value().parse().expect("--every needs a number"),
                "--budget" => options.budget = value().parse().expect("--budget needs seconds"),
                "--by" => options.by = by(&value()),
                "--setting" => options.settings.push(setting(&value())),
                "--worst" => options.worst = value().parse().expect("--worst needs a number"),
                "--news" => options.news.push(value()),
                other => panic!("unknown argument {other}; the head of benches/growth.rs has all"),
            }
        }
        if options.settings.is_empty() {
            options.settings.push(SETTINGS[0]);
        }
        options
    }
}

fn size(name: &str) -> usize {
    let found = SIZES.iter().find(|size| size.0 == name);
    found.unwrap_or_else(|| panic!("no size {name}: there are {SIZES:?}")).1
}

fn by(name: &str) -> By {
    match name {
        "exponent" => By::Exponent,
        "speed" => By::Speed,
        "memory" => By::Memory,
        _ => panic!("nothing is ordered by {name}, but by exponent, speed or memory"),
    }
}

fn setting(name: &str) -> &'static str {
    let found = SETTINGS.into_iter().find(|&setting| setting == name);
    found.unwrap_or_else(|| panic!("no setting {name}: there are {SETTINGS:?}"))
}

fn main() {
    let options = Options::new();
    let lists = Lists::read(&root().join("data"));
    let wanted = |name: &str| name.to_lowercase().contains(&options.filter);
    let patterns: Vec<Pattern> = patterns::named()
        .into_iter()
        .chain(patterns::made(&lists))
        .filter(|pattern| wanted(&pattern.name))
        .collect();
    let mut runs = Vec::new();
    for name in &options.settings {
        let subject = Subject::new(name, &lists);
        for pattern in patterns.iter().step_by(options.every) {
            let text = |bytes| pattern.text(&lists, bytes);
            runs.push(Run::measure(&subject, &pattern.name, text, options.max, options.budget));
        }
    }
    sort(&mut runs, options.by);
    if options.worst > 0 {
        let worst: Vec<String> =
            runs.iter().take(options.worst).map(|run| run.pattern.clone()).collect();
        for name in SETTINGS.into_iter().filter(|name| !options.settings.contains(name)) {
            let subject = Subject::new(name, &lists);
            for pattern in patterns.iter().filter(|pattern| worst.contains(&pattern.name)) {
                let text = |bytes| pattern.text(&lists, bytes);
                runs.push(Run::measure(&subject, &pattern.name, text, options.max, options.budget));
            }
        }
    }
    if wanted("joined news") {
        let news = news(&options.news);
        for name in &options.settings {
            let subject = Subject::new(name, &lists);
            runs.push(Run::measure(
                &subject,
                "joined news",
                |bytes| joined(&news, bytes),
                options.max * 10,
                options.budget * 5.0,
            ));
        }
    }
    sort(&mut runs, options.by);
    println!("{}", report(&runs));
}

/// The texts of JSON Lines, or the crate's own examples, as one text.
fn news(files: &[String]) -> String {
    let read = |path: &Path| {
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    if files.is_empty() {
        let root = root();
        let names =
            ["examples/article.txt", "examples/article-en.txt", "benches/common/sentences.txt"];
        return names.map(|name| read(&root.join(name))).join("\n\n");
    }
    let mut texts = Vec::new();
    for line in files
        .iter()
        .flat_map(|file| read(Path::new(file)).lines().map(str::to_owned).collect::<Vec<_>>())
    {
        let line: serde_json::Value = serde_json::from_str(&line).expect("every line is JSON");
        texts.push(line["text"].as_str().expect("every line has a text").to_owned());
    }
    texts.join("\n\n")
}

/// So many bytes of a text, which begins anew when it is used up.
fn joined(text: &str, bytes: usize) -> String {
    let mut all = text.repeat(bytes / text.len() + 1);
    all.truncate(all.floor_char_boundary(bytes));
    all
}

/// What is measured: a setting.
struct Subject {
    setting: &'static str,
    annotator: Annotator,
}

impl Subject {
    fn new(setting: &'static str, lists: &Lists) -> Subject {
        let builder = Annotator::builder();
        let annotator = match setting {
            "overlaps" => builder.overlaps(Overlaps::All).builtin(),
            "ignore-case" => builder.case(Case::Ignore).builtin(),
            "layers" => with_layer(builder.builtin(), lists),
            _ => Annotator::builtin(),
        };
        annotator.annotate("Once, so that all is there.");
        Subject { setting, annotator }
    }

    /// Seconds and the most bytes of memory.
    fn run(&self, text: &str) -> (f64, usize) {
        let document = match self.setting {
            "en" | "id" | "ja" => Document::new(text).with_lang(self.setting),
            _ => Document::new(text),
        };
        let names = if self.setting == "resolve" { words(text) } else { Vec::new() };
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let mut rounds = 0.0;
        let time = ThreadTime::now();
        loop {
            match self.setting {
                "explain" => drop(self.annotator.explain(document)),
                "focus" => drop(self.annotator.annotate(document).focus()),
                "resolve" => {
                    drop(self.annotator.resolve(document, &names).expect("the spans are sound"))
                }
                _ => drop(self.annotator.annotate(document)),
            }
            rounds += 1.0;
            let seconds = time.elapsed().as_secs_f64();
            if seconds >= LEAST {
                return (seconds / rounds, MEMORY.peak_usage().saturating_sub(before));
            }
        }
    }
}

/// A layer with a thousand names of invented places.
fn with_layer(annotator: Annotator, lists: &Lists) -> Annotator {
    let mut table = String::from("id,name\n");
    for (number, name) in lists
        .get("given names")
        .iter()
        .filter(|name| !name.contains(['"', ',']))
        .take(1000)
        .enumerate()
    {
        writeln!(table, "my:{number},{} Town", gazetag_tests::lists::capitalized(name))
            .expect("a string takes everything");
    }
    let tables =
        Gazetteer::builder().table(Kind::Place, table.as_bytes()).expect("the table is sound");
    annotator.with_tables(tables).expect("the layer is sound")
}

/// The words of a text as names that somebody found.
fn words(text: &str) -> Vec<Spotted> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(begin)) => {
                words.push(Spotted::new(Span::new(begin, at)));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// A pattern with a setting at all sizes it got to.
struct Run {
    pattern: String,
    setting: &'static str,
    /// Bytes, seconds, bytes of memory.
    steps: Vec<(usize, f64, usize)>,
    /// Why it ended before the largest size.
    end: &'static str,
}

impl Run {
    fn measure(
        subject: &Subject,
        name: &str,
        text: impl Fn(usize) -> String,
        max: usize,
        budget: f64,
    ) -> Run {
        let mut run =
            Run { pattern: name.to_owned(), setting: subject.setting, steps: Vec::new(), end: "" };
        for (_, size) in SIZES.into_iter().filter(|size| size.1 <= max) {
            if run.expected(size) > budget {
                run.end = " >";
                break;
            }
            let text = text(size);
            let Ok((seconds, memory)) = panic::catch_unwind(|| subject.run(&text)) else {
                run.end = " panics";
                break;
            };
            run.steps.push((text.len(), seconds, memory));
        }
        eprintln!("{}", run.row());
        run
    }

    /// The seconds that a size will take by how the last two grew.
    fn expected(&self, size: usize) -> f64 {
        match *self.steps {
            [] => 0.0,
            [.., last] => {
                last.1 * (size as f64 / last.0 as f64).powf(self.last_exponent().max(1.0))
            }
        }
    }

    fn last_exponent(&self) -> f64 {
        let from = self.steps.len().saturating_sub(2);
        self.exponent_from(from)
    }

    /// From 100 KB, or the size before if it ended there, to the last.
    fn exponent(&self) -> f64 {
        self.exponent_from(usize::from(self.steps.len() > 2))
    }

    fn exponent_from(&self, first: usize) -> f64 {
        match self.steps[first..] {
            [first, .., last] => (last.1 / first.1).ln() / (last.0 as f64 / first.0 as f64).ln(),
            _ => 1.0,
        }
    }

    /// MB/s at the last size.
    fn speed(&self) -> f64 {
        self.steps.last().map_or(0.0, |&(size, seconds, _)| size as f64 / seconds / 1e6)
    }

    /// The most bytes of memory a byte of text, at 100 KB and more.
    fn memory(&self) -> f64 {
        let large = self.steps.iter().filter(|step| step.0 > 50_000);
        large.map(|&(size, _, memory)| memory as f64 / size as f64).fold(0.0, f64::max)
    }

    fn row(&self) -> String {
        let speeds = self
            .steps
            .iter()
            .map(|&(size, seconds, _)| format!("{:8.2}", size as f64 / seconds / 1e6));
        let speeds = speeds.collect::<String>() + self.end;
        format!(
            "{:5.2} {:6.1} {speeds:48} {:11} {}",
            self.exponent(),
            self.memory(),
            self.setting,
            self.pattern
        )
    }
}

fn sort(runs: &mut [Run], by: By) {
    runs.sort_by(|a, b| match by {
        By::Exponent => b.exponent().total_cmp(&a.exponent()),
        By::Speed => a.speed().total_cmp(&b.speed()),
        By::Memory => b.memory().total_cmp(&a.memory()),
    });
}

fn report(runs: &[Run]) -> String {
    let sizes: String = SIZES.iter().map(|size| format!("{:>8}", size.0)).collect();
    let mut out = format!(
        "exponent, peak bytes a byte, MB/s at\n{:5} {:>6} {sizes:48} setting     pattern\n",
        "exp.", "bytes"
    );
    for run in runs {
        writeln!(out, "{}", run.row()).expect("a string takes everything");
    }
    let worst = |of: fn(&Run) -> f64| runs.iter().map(of).fold(0.0, f64::max);
    let (exponent, memory) = (worst(Run::exponent), worst(Run::memory));
    let slowest = runs.iter().map(Run::speed).fold(f64::INFINITY, f64::min);
    writeln!(
        out,
        "\n{} runs; worst: exponent {exponent:.2}, {slowest:.3} MB/s, {memory:.0} bytes a byte",
        runs.len()
    )
    .expect("so does it");
    out
}
