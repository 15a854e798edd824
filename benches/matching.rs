//! Whole-word hits, nested and overlapping ones too: gazetag beside engines that find exactly the
//! same, which is checked before anything is timed. `cargo bench -p gazetag-benches --bench table`
//! does this at more sizes.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gazetag::Annotator;
use gazetag_benches::{
    names::{self, Names},
    peers::{self, Engine, PEERS},
    texts,
};
use std::{hint::black_box, time::Duration};

const SETS: &[(&str, usize)] = if gazetag_benches::SMALL {
    &[("1k", 1_000)]
} else {
    &[("1k", 1_000), ("10k", 10_000), ("100k", 100_000)]
};

fn matching(criterion: &mut Criterion) {
    let tables = gazetag_benches::builtin();
    let all = Names::real(&tables);
    let texts = texts::texts(&tables, &all);
    for &(set, count) in SETS {
        let names = all.first(count);
        let gazetag =
            Annotator::new(names::gazetteer(&names.tables())).expect("not too many names");
        let peers = PEERS.map(|name| (name, peers::peer(name, &names)));
        for text in &texts {
            let mut engines: Vec<(&str, &dyn Engine)> = vec![("gazetag", &gazetag)];
            let found = peers::find_all(&gazetag, text);
            for (name, peer) in &peers {
                peers::check(text, &found, &peers::find_all(&**peer, text));
                engines.push((name, &**peer));
            }
            let mut group = criterion.benchmark_group(format!("matching/{set}"));
            group.throughput(Throughput::Bytes(text.bytes() as u64));
            let mut hits = Vec::new();
            for (name, engine) in engines {
                group.bench_function(BenchmarkId::new(name, text.name), |b| {
                    b.iter(|| {
                        for document in &text.documents {
                            hits.clear();
                            engine.find(document, &mut hits);
                            black_box(&hits);
                        }
                    });
                });
            }
            group.finish();
        }
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = matching
}
criterion_main!(benches);
