//! What must be done before the first text: tables read, names compiled, beside `aho-corasick` and `daachorse` on the same names, or a
//! compiled dictionary opened; and the cold start, a whole process from its start to the annotated article.

mod common;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group};
use gazetag::{Annotator, Dictionary};
use std::{
    env,
    fs::{self, File},
    process::{self, Command, Stdio},
    time::Duration,
};

/// The argument with which this executable annotates the article and ends.
const COLD: &str = "cold-start";

fn tables(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("tables");
    group.bench_function("read", |b| b.iter(common::builtin));
    group.bench_function("compile", |b| b.iter_batched(common::builtin, Annotator::new, BatchSize::PerIteration));
    group.finish();
}

fn compile(criterion: &mut Criterion) {
    for (set, names) in common::name_sets() {
        let mut group = criterion.benchmark_group("compile");
        group.bench_function(BenchmarkId::new("gazetag", set), |b| {
            b.iter_batched(|| common::gazetteer(&names), Dictionary::new, BatchSize::PerIteration);
        });
        group.bench_function(BenchmarkId::new("aho-corasick", set), |b| b.iter(|| common::aho_corasick(&names)));
        group.bench_function(BenchmarkId::new("daachorse", set), |b| b.iter(|| common::daachorse(&names)));
        group.finish();
    }
}

/// The built-in dictionary from a file that the system has in memory; with the feature `mmap` mapped.
fn open(criterion: &mut Criterion) {
    let path = env::temp_dir().join(format!("gazetag-bench-{}.gaz", process::id()));
    let file = File::create(&path).expect("the folder for temporary files takes one");
    Annotator::builtin().write(file).expect("there is room for it");
    let mut group = criterion.benchmark_group("open");
    group.bench_function("file", |b| b.iter(|| Annotator::open(&path)));
    group.bench_function("trusted file", |b| b.iter(|| Annotator::builder().trust_file().open(&path)));
    group.bench_function("builtin", |b| b.iter(Annotator::builtin));
    group.finish();
    fs::remove_file(&path).expect("it was there");
}

fn cold_start(criterion: &mut Criterion) {
    let this = env::current_exe().expect("a running process has an executable");
    criterion.bench_function("cold start", |b| {
        b.iter(|| {
            let status = Command::new(&this).arg(COLD).stdout(Stdio::null()).status().expect("the executable starts");
            assert!(status.success());
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    targets = tables, compile, open, cold_start
}

fn main() {
    if env::args().nth(1).as_deref() == Some(COLD) {
        println!("{:?}", gazetag::annotate(common::ARTICLE_ID));
        return;
    }
    benches();
    Criterion::default().configure_from_args().final_summary();
}
