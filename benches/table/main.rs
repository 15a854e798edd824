//! Everything at every size, beside the peers, in one run, as Markdown.
//!
//! ```text
//! cargo bench -p gazetag-benches --features mmap --bench table -- ARGUMENTS
//!
//! (none)            prints it
//! --write           puts it into benches/README.md and README.md
//! --quick           leaves slow peers out at a million names and more
//! --sets 1k,100k    these sizes alone
//! --text FILE       another text
//! --rounds 9        so many rounds
//! --export DIR      writes names, texts and gazetag's own figures for benches/peers
//! ```

mod options;

use cpu_time::{ProcessTime, ThreadTime};
use gazetag::{Annotator, Dictionary, Scratch};
use gazetag_benches::{
    names::{self, Names},
    peers::{self, Engine, Found, PEERS},
    texts::{self, Document, Text},
};
use options::Options;
use peak_alloc::PeakAlloc;
use std::{
    env,
    fmt::Write,
    fs,
    hint::black_box,
    path::Path,
    process::{self, Command, Stdio},
    thread,
    time::Instant,
};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The arguments with which this executable annotates the article and ends, or just ends.
const COLD: &str = "cold-start";
const IDLE: &str = "idle";

fn main() {
    match env::args().nth(1).as_deref() {
        Some(COLD) => return println!("{:?}", gazetag::annotate(gazetag_benches::ARTICLE_ID)),
        Some(IDLE) => return,
        _ => {}
    }
    let options = Options::new();
    let tables = gazetag_benches::builtin();
    let most = options.sets.iter().map(|set| set.1).max().unwrap_or_default();
    let all = Names::new(&tables, most);
    let texts = match &options.text {
        Some(path) => vec![Text::read(path)],
        None => texts::texts(&tables, &all).into(),
    };
    drop(tables);
    if let Some(directory) = &options.export {
        export_texts(directory, &texts);
    }

    let results: Vec<Set> = options
        .sets
        .iter()
        .map(|&(name, count)| Set::measure(name, &all.first(count), &texts, &options))
        .collect();
    drop(all);
    let report = report(&results, &texts, &options);
    println!("{report}");
    if options.write {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        put(&root.join("benches/README.md"), &report);
        put(&root.join("README.md"), &summary(&results));
    }
}

/// What was measured with one set of names.
struct Set {
    name: &'static str,
    count: usize,
    /// Of gazetag: bytes that the dictionary says it keeps.
    dictionary: usize,
    builds: Vec<(&'static str, Built)>,
    /// By text.
    runs: Vec<Run>,
}

/// What it took to build something.
struct Built {
    seconds: f64,
    kept: usize,
    peak: usize,
}

/// What was measured with one text.
struct Run {
    hits: usize,
    /// Bytes a second of each engine that finds hits, gazetag first.
    engines: Vec<(&'static str, f64)>,
    annotate: f64,
}

impl Set {
    fn measure(name: &'static str, names: &Names, texts: &[Text], options: &Options) -> Set {
        eprintln!("{name} names");
        let tables = names.tables();
        let (gazetteer, read) = built(|| names::gazetteer(&tables));
        drop(tables);
        let (annotator, compiled) =
            built(|| Annotator::new(gazetteer).expect("not too many names"));
        let mut builds = vec![("gazetag: tables read", read), ("gazetag: compiled", compiled)];
        let mut engines = Vec::new();
        for peer in options.peers(names.len()) {
            let (engine, cost) = built(|| peers::peer(peer, names));
            engines.push((peer, engine));
            builds.push((peer, cost));
        }
        let runs: Vec<Run> = texts
            .iter()
            .map(|text| Run::measure(&annotator, &engines, text, options.rounds))
            .collect();
        if let Some(directory) = &options.export {
            export_set(directory, name, names, texts, &runs);
        }
        let dictionary = annotator.dictionaries().map(Dictionary::memory).sum();
        Set { name, count: names.len(), dictionary, builds, runs }
    }
}

impl Run {
    fn measure(
        annotator: &Annotator,
        peers: &[(&'static str, Box<dyn Engine>)],
        text: &Text,
        rounds: usize,
    ) -> Run {
        let found = peers::find_all(annotator, text);
        let mut engines: Vec<(&'static str, &dyn Engine)> = vec![("gazetag", annotator)];
        for (name, engine) in peers {
            peers::check(text, &found, &peers::find_all(&**engine, text));
            engines.push((name, &**engine));
        }
        let mut seconds = vec![Vec::new(); engines.len() + 1];
        let mut scratch = Scratch::default();
        let mut hits: Vec<Found> = Vec::new();
        for _ in 0..rounds {
            for (seconds, (_, engine)) in seconds.iter_mut().zip(&engines) {
                seconds.push(worked(|| {
                    for document in &text.documents {
                        hits.clear();
                        engine.find(document, &mut hits);
                        black_box(&hits);
                    }
                }));
            }
            seconds[engines.len()]
                .push(worked(|| annotate(annotator, &mut scratch, text.written())));
        }
        let mut rates = seconds.into_iter().map(|seconds| text.bytes() as f64 / median(seconds));
        let engines = engines.iter().map(|&(name, _)| name).zip(rates.by_ref()).collect();
        Run {
            hits: found.iter().map(Vec::len).sum(),
            engines,
            annotate: rates.next().expect("annotating comes last"),
        }
    }

    /// How many times as fast gazetag is.
    fn ratio(&self, peer: &str) -> Option<f64> {
        self.engines
            .iter()
            .find(|(name, _)| *name == peer)
            .map(|(_, rate)| self.engines[0].1 / rate)
    }
}

fn annotate<'a>(
    annotator: &Annotator,
    scratch: &mut Scratch,
    documents: impl IntoIterator<Item = &'a str>,
) {
    for document in documents {
        black_box(annotator.annotate_with(scratch, document));
    }
}

/// Runs `build`, and tells how long the processor worked at it, in all threads, and how much memory
/// it took; nothing else may run meanwhile.
fn built<T>(build: impl FnOnce() -> T) -> (T, Built) {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let start = ProcessTime::now();
    let value = build();
    let seconds = start.elapsed().as_secs_f64();
    let above = |now: usize| now.saturating_sub(before);
    let cost =
        Built { seconds, kept: above(MEMORY.current_usage()), peak: above(MEMORY.peak_usage()) };
    (value, cost)
}

/// Seconds of this thread on the processor: other processes do not count.
fn worked(run: impl FnOnce()) -> f64 {
    let start = ThreadTime::now();
    run();
    start.elapsed().as_secs_f64()
}

/// Seconds on the clock.
fn timed(run: impl FnOnce()) -> f64 {
    let start = Instant::now();
    run();
    start.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

/// What clocks measure is best where nothing else ran.
fn least(values: impl IntoIterator<Item = f64>) -> f64 {
    values.into_iter().fold(f64::INFINITY, f64::min)
}

/// The whole report in Markdown.
fn report(sets: &[Set], texts: &[Text], options: &Options) -> String {
    let mut out = format!("{}, medians of {} rounds.\n\n", cpu(), options.rounds);
    for (at, text) in texts.iter().enumerate() {
        let (megabytes, documents) = (text.bytes() as f64 / 1e6, text.documents.len());
        put_line(
            &mut out,
            &format!("### {} text, {megabytes:.1} MB in {documents} documents: MB/s\n", text.name),
        );
        put_line(&mut out, "(and how many times as fast the hits of gazetag are)\n");
        let peers = PEERS.map(|peer| format!(" {peer} |")).concat();
        put_line(
            &mut out,
            &format!("| names | hits a KB | gazetag, hits |{peers} gazetag, annotate |"),
        );
        put_line(&mut out, &format!("|---:|---:|---:|{}---:|", PEERS.map(|_| "---:|").concat()));
        for set in sets {
            let run = &set.runs[at];
            let hits = run.hits as f64 / text.bytes() as f64 * 1e3;
            let peers = PEERS.map(|peer| match run.ratio(peer) {
                Some(ratio) => format!(" {:.0} ({ratio:.1}×) |", run.engines[0].1 / ratio / 1e6),
                None => " |".to_owned(),
            });
            let (find, annotate) = (run.engines[0].1 / 1e6, run.annotate / 1e6);
            put_line(
                &mut out,
                &format!(
                    "| {} | {hits:.1} | **{find:.0}** |{} {annotate:.0} |",
                    set.name,
                    peers.concat()
                ),
            );
        }
        out.push('\n');
    }
    put_line(&mut out, "### Building: seconds; MB kept, bytes a name; MB at the peak\n");
    put_line(
        &mut out,
        "| names | | s | kept | a name | peak | peak/kept |\n|---:|---|---:|---:|---:|---:|---:|",
    );
    for set in sets {
        for (name, Built { seconds, kept, peak }) in &set.builds {
            let (each, times) = (kept / set.count, *peak as f64 / *kept as f64);
            let (kept, peak) = (*kept as f64 / 1e6, *peak as f64 / 1e6);
            put_line(
                &mut out,
                &format!(
                    "| {} | {name} | {seconds:.3} | {kept:.1} | {each} | {peak:.1} | {times:.1} |",
                    set.name
                ),
            );
        }
    }
    out.push_str("\n### The built-in tables\n\n");
    out.push_str(&built_in(texts, options.rounds));
    out
}

/// How soon the built-in tables are ready, and how fast they are then.
fn built_in(texts: &[Text], rounds: usize) -> String {
    let mut out = String::from("| | |\n|---|---:|\n");
    let mut row = |what: &str, value: String| put_line(&mut out, &format!("| {what} | {value} |"));
    let this = env::current_exe().expect("a running process has an executable");
    for (argument, what) in [
        (COLD, "a process from its start to the annotated article"),
        (IDLE, "a process that does nothing"),
    ] {
        let seconds = (0..rounds).map(|_| {
            timed(|| {
                let status = Command::new(&this)
                    .arg(argument)
                    .stdout(Stdio::null())
                    .status()
                    .expect("the executable starts");
                assert!(status.success());
            })
        });
        row(what, milliseconds(least(seconds)));
    }
    let (gazetteer, read) = built(gazetag_benches::builtin);
    let (annotator, compiled) = built(|| Annotator::new(gazetteer).expect("not too many names"));
    for (what, Built { seconds, kept, peak }) in [("tables read", read), ("and compiled", compiled)]
    {
        let memory =
            format!("{:.0} MB kept, {:.0} MB at the peak", kept as f64 / 1e6, peak as f64 / 1e6);
        row(what, format!("{}, {memory}", milliseconds(seconds)));
    }

    let path = env::temp_dir().join(format!("gazetag-bench-{}.gaz", process::id()));
    annotator
        .write(fs::File::create(&path).expect("the folder of temporary files can be written to"))
        .expect("the file can be written");
    let bytes = fs::metadata(&path).expect("it was written").len();
    row("the same, compiled, in a file", format!("{:.0} MB", bytes as f64 / 1e6));
    let how = if cfg!(feature = "mmap") { "mapped" } else { "read" };
    for (what, trusted) in [("its checksum compared", false), ("trusted", true)] {
        let seconds = (0..rounds).map(|_| {
            timed(|| {
                let builder =
                    if trusted { Annotator::builder().trust_file() } else { Annotator::builder() };
                let opened = builder.open(&path).expect("it can be opened");
                black_box(opened.annotate(gazetag_benches::ARTICLE_ID));
            })
        });
        row(
            &format!("that {how}, {what}, and the article annotated"),
            milliseconds(least(seconds)),
        );
    }
    fs::remove_file(&path).expect("it can be removed");

    let mut scratch = Scratch::default();
    for (what, article) in [
        ("the Indonesian article annotated", gazetag_benches::ARTICLE_ID),
        ("the English one", gazetag_benches::ARTICLE_EN),
    ] {
        const TIMES: usize = 100;
        let seconds = (0..rounds).map(|_| {
            worked(|| annotate(&annotator, &mut scratch, [article; TIMES])) / TIMES as f64
        });
        row(what, format!("{:.1} µs", median(seconds.collect()) * 1e6));
    }
    for text in texts {
        let (mut work, mut one, mut two) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..rounds {
            one.push(timed(|| {
                work.push(worked(|| annotate(&annotator, &mut scratch, text.written())))
            }));
            two.push(timed(|| {
                thread::scope(|scope| {
                    for half in 0..2 {
                        let documents = text.written().skip(half).step_by(2);
                        scope.spawn(|| annotate(&annotator, &mut Scratch::default(), documents));
                    }
                });
            }));
        }
        let (one, two) = (least(one), least(two));
        row(
            &format!("{} text annotated", text.name),
            format!("{:.0} MB/s", text.bytes() as f64 / median(work) / 1e6),
        );
        row("on two threads", format!("{:.2}×", one / two));
    }
    out
}

/// A few columns of the report, for the first text.
fn summary(sets: &[Set]) -> String {
    let mut out = String::from(
        "| names | hits, MB/s | aho-corasick | daachorse | token hash | annotate, MB/s | compiled \
         in | bytes a name |\n",
    );
    put_line(&mut out, "|---:|---:|---:|---:|---:|---:|---:|---:|");
    for set in sets {
        let (run, compiled) = (&set.runs[0], &set.builds[1].1);
        let peers = PEERS.map(|peer| {
            run.ratio(peer).map_or_else(|| " |".to_owned(), |ratio| format!(" {ratio:.1}× |"))
        });
        let (find, annotate, each) =
            (run.engines[0].1 / 1e6, run.annotate / 1e6, set.dictionary / set.count);
        let seconds = milliseconds(compiled.seconds);
        put_line(
            &mut out,
            &format!(
                "| {} | {find:.0} |{} {annotate:.0} | {seconds} | {each} |",
                set.name,
                peers.concat()
            ),
        );
    }
    out
}

fn put_line(out: &mut String, line: &str) {
    writeln!(out, "{line}").expect("a string takes everything");
}

fn milliseconds(seconds: f64) -> String {
    match seconds * 1e3 {
        small @ ..10.0 => format!("{small:.2} ms"),
        large => format!("{large:.0} ms"),
    }
}

fn cpu() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map(|(_, model)| model.trim());
    let threads = thread::available_parallelism().map_or(1, usize::from);
    format!(
        "{} ({}), {threads} threads",
        model.unwrap_or("A processor of unknown model"),
        env::consts::ARCH
    )
}

/// Puts `markdown` between the two markers in a file.
fn put(path: &Path, markdown: &str) {
    const MARKERS: [&str; 2] = [
        "<!-- cargo bench -p gazetag-benches --features mmap --bench table -- --write -->\n",
        "<!-- end -->\n",
    ];
    let file = fs::read_to_string(path).expect("the file to write to is there");
    let (before, rest) = file.split_once(MARKERS[0]).expect("it has the first marker");
    let (_, after) = rest.split_once(MARKERS[1]).expect("it has the second marker");
    let [first, second] = MARKERS;
    fs::write(path, format!("{before}{first}\n{}\n\n{second}{after}", markdown.trim_end()))
        .expect("it can be written");
}

/// Each text as it is and folded, a document a line.
fn export_texts(directory: &Path, texts: &[Text]) {
    fs::create_dir_all(directory).expect("the directory can be made");
    for text in texts {
        let lines = |form: &dyn Fn(&Document) -> String| {
            text.documents.iter().map(form).collect::<Vec<_>>().join("\n")
        };
        let forms = [
            ("text", lines(&|document| document.text.replace('\n', " "))),
            ("folded", lines(&|document| document.folded.clone())),
        ];
        for (kind, lines) in forms {
            fs::write(directory.join(format!("{}.{kind}", text.name)), lines)
                .expect("the text can be written");
        }
    }
}

/// The folded names, a name a line, and what gazetag did with them: text, hits, bytes a second.
fn export_set(directory: &Path, set: &str, names: &Names, texts: &[Text], runs: &[Run]) {
    fs::write(directory.join(format!("{set}.names")), names.folded.join("\n"))
        .expect("the names can be written");
    let lines = texts
        .iter()
        .zip(runs)
        .map(|(text, run)| format!("{}\t{}\t{:.0}\n", text.name, run.hits, run.engines[0].1));
    fs::write(directory.join(format!("{set}.gazetag")), lines.collect::<String>())
        .expect("the figures can be written");
}
