//! What must be done before the first text: tables read, names compiled, beside other engines on
//! the same names, or a compiled dictionary opened.

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use gazetag::{Annotator, Dictionary};
use gazetag_benches::{
    names::{self, Names},
    peers::{self, PEERS},
};
use std::{
    env,
    fs::{self, File},
    process,
    time::Duration,
};

const SETS: &[(&str, usize)] =
    if gazetag_benches::SMALL { &[("1k", 1_000)] } else { &[("10k", 10_000), ("100k", 100_000)] };

fn tables(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("tables");
    group.bench_function("read", |b| b.iter(gazetag_benches::builtin));
    group.bench_function("compile", |b| {
        b.iter_batched(gazetag_benches::builtin, Annotator::new, BatchSize::PerIteration)
    });
    group.finish();
}

fn compile(criterion: &mut Criterion) {
    let all = Names::real(&gazetag_benches::builtin());
    for &(set, count) in SETS {
        let names = all.first(count);
        let tables = names.tables();
        let mut group = criterion.benchmark_group("compile");
        group.bench_function(BenchmarkId::new("gazetag", set), |b| {
            b.iter_batched(|| names::gazetteer(&tables), Dictionary::new, BatchSize::PerIteration);
        });
        for peer in PEERS {
            group.bench_function(BenchmarkId::new(peer, set), |b| {
                b.iter(|| peers::peer(peer, &names))
            });
        }
        group.finish();
    }
}

/// The built-in dictionary from a file that the system has in memory; with the feature `mmap`
/// mapped.
fn open(criterion: &mut Criterion) {
    let path = env::temp_dir().join(format!("gazetag-bench-{}.gaz", process::id()));
    let file = File::create(&path).expect("the folder for temporary files takes one");
    Annotator::builtin().write(file).expect("there is room for it");
    let mut group = criterion.benchmark_group("open");
    group.bench_function("file", |b| b.iter(|| Annotator::open(&path)));
    group.bench_function("trusted file", |b| {
        b.iter(|| Annotator::builder().trust_file().open(&path))
    });
    group.bench_function("builtin", |b| b.iter(Annotator::builtin));
    group.finish();
    fs::remove_file(&path).expect("it was there");
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3));
    targets = tables, compile, open
}
criterion_main!(benches);
