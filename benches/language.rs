//! Finding the language of a text that does not say it, beside `whatlang`.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gazetag::{Dictionary, Gazetteer};
use std::time::Duration;

const TABLE: &str = include_str!("../data/frequent_words.csv");

/// A dictionary with nothing but frequent words.
fn dictionary() -> Dictionary {
    let gazetteer = Gazetteer::builder().frequent_words(TABLE.as_bytes());
    let gazetteer = gazetteer.and_then(|tables| tables.build()).expect("the table is sound");
    Dictionary::new(gazetteer).expect("it is small")
}

fn language(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("language");
    let dictionary = dictionary();
    for (lang, article) in
        [("id", gazetag_benches::ARTICLE_ID), ("en", gazetag_benches::ARTICLE_EN)]
    {
        assert_eq!(dictionary.detect_lang(article), Some(lang));
        group.throughput(Throughput::Bytes(article.len() as u64));
        group.bench_function(BenchmarkId::new("detect", lang), |b| {
            b.iter(|| dictionary.detect_lang(article))
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
        b.iter(|| dictionary.detect_lang(&mixed))
    });
    group.finish();
    criterion.bench_function("language/build", |b| b.iter(self::dictionary));
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    targets = language
}
criterion_main!(benches);
