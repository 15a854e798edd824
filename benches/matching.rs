//! Whole-word hits, nested and overlapping ones too: gazetag beside `aho-corasick` and `daachorse` with a whole-word filter, which find
//! exactly the same (checked before anything is timed).
//!
//! The others do less: no fold but ASCII case (`daachorse` not even that: its text comes in lower case), no case rules, no white space
//! that runs over line ends.

mod common;

use common::Found;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gazetag::Dictionary;
use std::time::Duration;

fn matching(criterion: &mut Criterion) {
    let texts = [
        ("article", [common::ARTICLE_ID, common::ARTICLE_EN].concat()),
        ("latin", common::long_text(common::LATIN)),
        ("mixed", common::long_text(common::MIXED)),
    ]
    .map(|(name, text)| (name, common::simplified(&text)));

    for (set, names) in common::name_sets() {
        let gazetag = Dictionary::new(common::gazetteer(&names)).expect("not too many names");
        let aho_corasick = common::aho_corasick(&names);
        let daachorse = common::daachorse(&names);
        for (name, text) in &texts {
            let lower = text.to_ascii_lowercase();
            let found = common::find_gazetag(&gazetag, text);
            check(text, &found, common::find_aho_corasick(&aho_corasick, text));
            check(text, &found, common::find_daachorse(&daachorse, &lower));

            let mut group = criterion.benchmark_group(format!("matching/{set}"));
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_function(BenchmarkId::new("gazetag", name), |b| b.iter(|| common::find_gazetag(&gazetag, text)));
            group.bench_function(BenchmarkId::new("aho-corasick", name), |b| b.iter(|| common::find_aho_corasick(&aho_corasick, text)));
            group.bench_function(BenchmarkId::new("daachorse", name), |b| b.iter(|| common::find_daachorse(&daachorse, &lower)));
            group.finish();
        }
    }
}

/// Panics at the first hit that only one of two engines found.
fn check(text: &str, gazetag: &[Found], mut other: Vec<Found>) {
    let mut found = gazetag.to_vec();
    found.sort_unstable();
    other.sort_unstable();
    let different = (0..found.len().max(other.len())).find(|&i| found.get(i) != other.get(i));
    if let Some(at) = different {
        let show = |found: Option<&Found>| found.map(|&(start, end)| (start, end, &text[start..end]));
        panic!("hit {at} is {:?} for gazetag, {:?} for the other", show(found.get(at)), show(other.get(at)));
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    targets = matching
}
criterion_main!(benches);
