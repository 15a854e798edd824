//! From text to mentions with the built-in tables: `annotate`, and the part of it that only finds
//! hits.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gazetag::{Annotator, Scratch};
use gazetag_benches::{
    names::Names,
    texts::{self, Document},
};
use std::{hint::black_box, time::Duration};

fn annotate(criterion: &mut Criterion) {
    let annotator = Annotator::new(gazetag_benches::builtin()).expect("not too many names");
    let mut scratch = Scratch::default();
    let articles =
        [("article", gazetag_benches::ARTICLE_ID), ("article-en", gazetag_benches::ARTICLE_EN)];
    let articles = articles.map(|(name, article)| (name, vec![article.to_owned()]));
    let dictionary = annotator.dictionaries().next().expect("there is always one");
    let order = Names::real(dictionary.gazetteer());
    let texts = texts::texts(dictionary.gazetteer(), &order);
    let texts = texts.map(|text| {
        (text.name, text.documents.into_iter().map(|Document { text, .. }| text).collect())
    });
    for (name, documents) in articles.into_iter().chain(texts) {
        let mut group = criterion.benchmark_group("annotate");
        group.throughput(Throughput::Bytes(
            documents.iter().map(|document| document.len() as u64).sum(),
        ));
        group.bench_function(BenchmarkId::new("hits", name), |b| {
            b.iter(|| {
                documents.iter().for_each(|document| drop(black_box(dictionary.hits(document))))
            });
        });
        group.bench_function(BenchmarkId::new("annotate", name), |b| {
            b.iter(|| {
                documents.iter().for_each(|document| {
                    drop(black_box(annotator.annotate_with(&mut scratch, &**document)))
                })
            });
        });
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = annotate
}
criterion_main!(benches);
