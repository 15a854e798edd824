//! Time grows with a text as the text does, whatever it repeats. `cargo bench --bench growth` has
//! the figures.

use cpu_time::ThreadTime;
use gazetag::Annotator;
use gazetag_tests::{
    lists::Lists,
    patterns::{self, Pattern},
    root,
};
use std::hint::black_box;

const SMALL: usize = 20_000;
const LARGE: usize = 160_000;

/// How much more a byte of the large text may take than one of the small: a quadratic step makes it
/// eight times as much.
const SLACK: f64 = 3.0;

/// So often a pattern is measured before it counts as too slow, as another process may have
/// disturbed it.
const TRIES: usize = 4;

/// So many slow patterns are shown; then it ends, as each takes long.
const SHOWN: usize = 30;

/// Of the many patterns that are made from lists every so manieth is tried.
const EVERY: usize = 6;

pub fn time_grows_with_the_text() {
    let lists = Lists::read(&root().join("data"));
    let annotator = Annotator::builtin();
    annotator.annotate("Once, so that all is there.");
    let made = patterns::made(&lists).into_iter().step_by(EVERY);
    let growth = patterns::named()
        .into_iter()
        .chain(made)
        .map(|pattern| (growth(&annotator, &lists, &pattern), pattern.name));
    let mut slow: Vec<_> = growth.filter(|(growth, _)| *growth > SLACK).take(SHOWN).collect();
    slow.sort_by(|a, b| b.0.total_cmp(&a.0));
    let shown: Vec<String> =
        slow.iter().map(|(growth, name)| format!("{growth:4.1} {name}")).collect();
    assert!(
        slow.is_empty(),
        "a byte of {LARGE} takes so many times as long as one of {SMALL}:\n{}",
        shown.join("\n")
    );
}

/// How many times as long a byte of the large text takes as one of the small, in the best of some
/// tries.
fn growth(annotator: &Annotator, lists: &Lists, pattern: &Pattern) -> f64 {
    let texts = [SMALL, LARGE].map(|bytes| pattern.text(lists, bytes));
    let mut best = f64::INFINITY;
    let mut least = [f64::INFINITY; 2];
    for _ in 0..TRIES {
        for (least, text) in least.iter_mut().zip(&texts) {
            let time = ThreadTime::now();
            black_box(annotator.annotate(text));
            *least = least.min(time.elapsed().as_secs_f64() / text.len() as f64);
        }
        best = least[1] / least[0];
        if best <= SLACK || best > 2.0 * SLACK {
            break;
        }
    }
    best
}
