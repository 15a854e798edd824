//! Annotating with memory that is used again allocates nothing once that memory has grown to what the texts need.

use gazetag::{Annotator, Document, Gazetteer, Kind, LiveAnnotator, Overlaps, Scratch};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const TEXTS: [&str; 4] = [
    include_str!("../examples/article.txt"),
    include_str!("../examples/article-en.txt"),
    "В Минске Лукашенко встретился с Путиным; 北京和莫斯科; กรุงเทพ. KYIV AND PARIS, TEXAS",
    "",
];

/// Annotates all texts and reads what most callers read.
fn annotate(annotator: &Annotator, scratch: &mut Scratch) -> usize {
    let documents = TEXTS.iter().flat_map(|&text| [Document::new(text), Document::new(text).with_lang("id")]);
    let read = documents.map(|document| {
        let annotations = annotator.annotate_with(scratch, document);
        let mentions = annotations.iter().filter(|mention| {
            let Some(entity) = mention.entity() else { return mention.score() > 0.5 };
            mention.score() > 0.5 && mention.span().len() == mention.as_str().len() && !entity.id().is_empty() && entity.name() != "Nowhere"
        });
        mentions.count() + annotations.iter().map(|mention| mention.candidates().len()).sum::<usize>()
    });
    read.sum()
}

fn main() {
    let table = "id,name\nmy:camp,Camp Seven\nmy:minsk,Minsk\n";
    let tables = || Gazetteer::builder().table(Kind::Place, table.as_bytes()).unwrap();
    let live = LiveAnnotator::new(Annotator::builtin());
    live.add_entity(Kind::Person, "jane-doe", "Jane Doe").unwrap();
    live.remove_name("BY", "Belarus").unwrap();
    let live = live.snapshot();
    for (case, annotator) in [
        ("built-in tables", &Annotator::builtin()),
        ("overlaps", &Annotator::builder().overlaps(Overlaps::All).builtin()),
        ("kinds", &Annotator::builder().kinds([Kind::City]).builtin()),
        ("two layers", &Annotator::builtin().with_tables(tables()).unwrap()),
        ("names added and removed", &*live),
    ] {
        let mut scratch = Scratch::default();
        let found = annotate(annotator, &mut scratch);
        assert!(found > 50, "{case}: {found}");
        MEMORY.reset_peak_usage();
        let before = MEMORY.current_usage();
        let again = annotate(annotator, &mut scratch);
        let peak = MEMORY.peak_usage();
        assert_eq!((again, peak), (found, before), "{case}: bytes used at most, and before");
    }
}
