//! From text to mentions with the built-in tables: `annotate`, and the part of it that only finds hits.

mod common;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gazetag::{Annotator, Scratch};
use std::time::Duration;

fn annotate(criterion: &mut Criterion) {
    let annotator = Annotator::new(common::builtin()).expect("not too many names");
    let mut scratch = Scratch::default();
    let (latin, mixed) = (common::long_text(common::LATIN), common::long_text(common::MIXED));
    for (name, text) in [("article", common::ARTICLE_ID), ("article-en", common::ARTICLE_EN), ("latin", &latin), ("mixed", &mixed)] {
        let mut group = criterion.benchmark_group("annotate");
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(BenchmarkId::new("hits", name), |b| b.iter(|| annotator.dictionary().hits(text)));
        group.bench_function(BenchmarkId::new("annotate", name), |b| b.iter(|| annotator.annotate_with(&mut scratch, text)));
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    targets = annotate
}
criterion_main!(benches);
