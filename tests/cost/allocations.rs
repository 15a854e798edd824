//! Annotating with memory that is used again allocates nothing once that memory has grown to what
//! the texts need.

use gazetag::{Annotator, Document, Gazetteer, Kind, LiveAnnotator, Overlaps, Scratch};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const TEXTS: [&str; 4] = [
    include_str!("../../examples/article.txt"),
    include_str!("../../examples/article-en.txt"),
    "В Минске Лукашенко встретился с Путиным; 北京和莫斯科; กรุงเทพ. KYIV AND PARIS, TEXAS",
    "",
];

/// Annotates all texts and reads what most callers read.
fn annotate(annotator: &Annotator, scratch: &mut Scratch) -> usize {
    let documents =
        TEXTS.iter().flat_map(|&text| [Document::new(text), Document::new(text).with_lang("id")]);
    let read = documents.map(|document| {
        let annotations = annotator.annotate_with(scratch, document);
        let mentions = annotations.iter().filter(|mention| {
            let Some(entity) = mention.entity() else { return mention.score() > 0.5 };
            mention.score() > 0.5
                && mention.span().len() == mention.as_str().len()
                && !entity.id().is_empty()
                && entity.name() != "Nowhere"
        });
        mentions.count()
            + annotations.iter().map(|mention| mention.candidates().len()).sum::<usize>()
    });
    read.sum()
}

/// Annotating allocates nothing.
pub fn used_again() {
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

/// Annotations may be kept by the million: they hold what was found, and not the memory to find it.
pub fn kept() {
    let annotator = Annotator::builtin();
    for (text, most) in [
        ("Presiden Belarusia mengerahkan pasukan ke wilayah Kursk.", 1000),
        ("Vladimir Putin met Lukashenko.", 1000),
        ("Nothing is named here.", 200),
    ] {
        let before = MEMORY.current_usage();
        let annotations = annotator.annotate(text);
        let kept = MEMORY.current_usage() - before + size_of_val(&annotations);
        assert!(kept <= most, "{kept} bytes for {annotations:?}");
    }
}

/// A long text is read in parts wherever one can end, so that it needs little more memory than what
/// is found in it.
pub fn in_parts() {
    const LEN: usize = 4 << 20;
    const MOST: usize = 24 << 20;
    let annotator = Annotator::builtin();
    annotator.annotate("Paris");
    for (case, unit) in [
        ("no blanks", "A·"),
        ("a script without spaces", "中"),
        ("names that overlap one another all along", "FC Barcelona "),
    ] {
        let text = unit.repeat(LEN / unit.len());
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        annotator.annotate(&text);
        let peak = MEMORY.peak_usage() - before;
        assert!(peak < MOST, "{case}: {peak} bytes");
    }
}

/// Memory that is used again does not stay as large as the longest document needed it.
pub fn given_back() {
    const MOST: usize = 8 << 20;
    let annotator = Annotator::builtin();
    let names = "Paris, Springfield and Vladimir Putin (VP). ".repeat(200_000);
    let mut scratch = Scratch::default();
    let before = MEMORY.current_usage();
    assert!(annotator.annotate_with(&mut scratch, &names).len() > 100_000);
    let long = MEMORY.current_usage() - before;
    assert!(long > 2 * MOST, "{long} bytes for a long document");
    assert_eq!(annotator.annotate_with(&mut scratch, "Paris").len(), 1);
    let short = MEMORY.current_usage() - before;
    assert!(short < MOST, "{short} bytes stay, of {long}");
}
