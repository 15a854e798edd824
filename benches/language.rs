//! Finding the language of a text that does not say it, beside `whatlang`.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gazetag_benches::Detector;
use std::time::Duration;

const TABLE: &str = include_str!("../data/frequent_words.csv");

fn detector() -> Detector {
    Detector::new(
        TABLE.lines().skip(1).map(|row| row.split_once(',').expect("a row has two columns")),
    )
}

fn language(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("language");
    let detector = detector();
    for (lang, article) in
        [("id", gazetag_benches::ARTICLE_ID), ("en", gazetag_benches::ARTICLE_EN)]
    {
        assert_eq!(detector.detect(article), Some(lang));
        group.throughput(Throughput::Bytes(article.len() as u64));
        group.bench_function(BenchmarkId::new("detect", lang), |b| {
            b.iter(|| detector.detect(article))
        });
        group.bench_function(BenchmarkId::new("whatlang", lang), |b| {
            b.iter(|| whatlang::detect(article))
        });
    }
    // No language is clear before the end of these.
    let mixed: String = gazetag_benches::ARTICLE_ID
        .lines()
        .zip(gazetag_benches::ARTICLE_EN.lines())
        .flat_map(|(id, en)| [id, " ", en, "\n"])
        .collect();
    group.throughput(Throughput::Bytes(2048));
    group.bench_function(BenchmarkId::new("detect", "id and en"), |b| {
        b.iter(|| detector.detect(&mixed))
    });
    group.finish();
    criterion.bench_function("language/build", |b| b.iter(self::detector));
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    targets = language
}
criterion_main!(benches);
