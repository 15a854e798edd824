//! Layers are as good as one dictionary, whatever is in them and however they are changed.

use gazetag::{
    Annotations, Annotator, Changes, Gazetteer, GazetteerBuilder, Kind, LiveAnnotator, Overlaps,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Rows that name different things, and the kinds of their entities.
const ROWS: [(Kind, &str); 16] = [
    (Kind::Country, "RU,Russia,,,"),
    (Kind::Country, "CA,Canada,,,"),
    (Kind::Country, "XX,Xland,,,"),
    (Kind::Region, "RU-KRS,Kursk Oblast,RU,,"),
    (Kind::Region, "CA-ON,Ontario,CA,,"),
    (Kind::City, "kursk,Kursk,RU,RU-KRS,409431"),
    (Kind::City, "london,London,CA,CA-ON,422324"),
    (Kind::City, "nice,Nice,XX,,340017"),
    (Kind::City, "reading,Reading,XX,,218705"),
    (Kind::Place, "bulge,Kursk Bulge,RU,,"),
    (Kind::Place, "sea,Black Sea,,,"),
    (Kind::Person, "ann,Ann Harlow,CA,,"),
    (Kind::Person, "jane,Jane Kursky,RU,,"),
    (Kind::Person, "may,May Reading,XX,,"),
    (Kind::Organization, "who,WHO,,,"),
    (Kind::Organization, "bank,Bank of Canada,CA,,"),
];
const NAMES: [&str; 6] = [
    "RU,id,Rusia",
    "kursk,ru,Курск",
    "london,fr,Londres",
    "ann,en,Annie Harlow",
    "who,id,Organisasi Kesehatan Dunia",
    "sea,de,Schwarzes Meer",
];
const CUES: [&str; 4] = [
    "id,wilayah,region,before,in",
    "en,city,city,after,capital",
    "id,kota,city,before,in",
    "en,President,person,before,out",
];
const WORDS: [&str; 4] = ["en,nice", "en,reading", "de,may", "en,black"];

/// Adds the rows of the tables that `chosen` has a bit for.
fn add(mut builder: GazetteerBuilder, chosen: u32) -> GazetteerBuilder {
    let mut bits = (0..).map(|at| chosen >> at & 1 == 1);
    for ((kind, row), _) in ROWS.iter().zip(&mut bits).filter(|&(_, chosen)| chosen) {
        let table = match kind {
            Kind::Country | Kind::Region | Kind::City => {
                format!("id,name,country,region,population\n{row}\n")
            }
            _ => format!("id,name,country\n{}\n", row.strip_suffix(",,").unwrap()),
        };
        let table = if *kind == Kind::City { table } else { without_region(&table) };
        builder = builder.table(*kind, table.as_bytes()).unwrap();
    }
    builder
}

fn without_region(table: &str) -> String {
    table
        .lines()
        .map(|line| line.splitn(4, ',').take(3).collect::<Vec<_>>().join(",") + "\n")
        .collect()
}

/// Adds names, cues and words that `chosen` has a bit for.
fn add_others(mut builder: GazetteerBuilder, chosen: u32) -> GazetteerBuilder {
    let is_chosen = |at: &usize| chosen >> at & 1 == 1;
    for at in (0..NAMES.len()).filter(is_chosen) {
        builder = builder.names(format!("id,lang,name\n{}\n", NAMES[at]).as_bytes()).unwrap();
    }
    for at in (0..CUES.len()).filter(|at| is_chosen(&(at + 8))) {
        builder =
            builder.cues(format!("lang,phrase,kind,side,span\n{}\n", CUES[at]).as_bytes()).unwrap();
    }
    for at in (0..WORDS.len()).filter(|at| is_chosen(&(at + 16))) {
        builder = builder.common_words(format!("lang,word\n{}\n", WORDS[at]).as_bytes()).unwrap();
    }
    builder
}

/// All that can be told of annotations, in an order that does not depend on how entities are
/// numbered.
fn told(annotations: &Annotations<'_, '_>) -> Vec<String> {
    let mentions = annotations.iter().map(|mention| {
        let mut candidates: Vec<String> = mention
            .candidates()
            .map(|candidate| {
                let mut evidence: Vec<String> =
                    candidate.evidence().iter().map(ToString::to_string).collect();
                evidence.sort();
                format!("{:?} {:.3} {evidence:?}", candidate.entity(), candidate.score())
            })
            .collect();
        candidates.sort();
        format!("{:?} {candidates:?}", mention.span())
    });
    mentions.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Where nothing conflicts it does not matter which layer something is in.
    #[test]
    fn layers_are_as_good_as_one_dictionary(
        upper in any::<u32>(),
        others in any::<u32>(),
        all in any::<bool>(),
        lang in prop::sample::select(vec![None, Some("en"), Some("id"), Some("xx")]),
        words in prop::collection::vec(prop::sample::select(vec![
            "Russia", "Canada", "Xland", "Kursk", "Kursk Oblast", "Ontario", "London", "Nice",
            "nice", "Reading", "Kursk Bulge", "Black Sea", "Ann Harlow", "Harlow", "Kursky",
            "May Reading", "WHO", "who", "Bank of Canada", "Rusia", "Курск", "Londres", "wilayah",
            "City", "kota", "President", "Organisasi Kesehatan Dunia", ",", ".", "di", "Foo", "\n",
        ]), 0..30),
    ) {
        let lower = || add(Gazetteer::builder(), !upper);
        // Names of entities below can be in either layer, those of entities above only there.
        let merged = add_others(add(add(Gazetteer::builder(), !upper), upper), u32::MAX);
        let annotator = |tables: GazetteerBuilder| {
            Annotator::builder().overlaps(overlaps(all)).build(tables.build().unwrap()).unwrap()
        };
        let merged = annotator(merged);
        let below = annotator(add_others(lower(), !others & !0xff));
        let above = add_others(add(Gazetteer::builder(), upper), others | 0xff);
        let layers = below.with_tables(above).unwrap();
        let text = words.join(" ");
        let mut document = gazetag::Document::new(&text);
        if let Some(lang) = lang {
            document = document.with_lang(lang);
        }
        let (merged, layers) = (merged.annotate(document), layers.annotate(document));
        prop_assert_eq!(told(&merged), told(&layers), "{}", text);
    }
}

fn overlaps(all: bool) -> Overlaps {
    if all { Overlaps::All } else { Overlaps::Longest }
}

const IDS: [&str; 5] = ["a", "b", "c", "x", "y"];
/// Two of them fold alike.
const LIVE_NAMES: [&str; 6] = ["Kursk", "KÜRSK", "London", "Ann Harlow", "Kursk Bulge", "Nice"];
/// What the entities of the base are called, beside a name that no text has.
const BASE: [(&str, Kind, &[&str]); 3] = [
    ("a", Kind::City, &["Kursk", "Kursk Bulge", "Nice"]),
    ("b", Kind::Person, &["Ann Harlow", "London"]),
    ("c", Kind::Organization, &["London", "Nice"]),
];

/// A change, of things by their places in the lists above.
#[derive(Clone, Debug)]
enum Edit {
    Entity(Kind, usize, usize),
    Name(usize, usize),
    RemoveName(usize, usize),
    RemoveEntity(usize),
    /// So many names that mean nothing here, which make a segment of their own or one with those
    /// above.
    Others(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let (id, name) = (0..IDS.len(), 0..LIVE_NAMES.len());
    let kind =
        prop::sample::select(vec![Kind::City, Kind::Place, Kind::Person, Kind::Organization]);
    let entity = (kind, id.clone(), name.clone());
    prop_oneof![
        4 => entity.prop_map(|(kind, id, name)| Edit::Entity(kind, id, name)),
        4 => (id.clone(), name.clone()).prop_map(|(id, name)| Edit::Name(id, name)),
        3 => (id.clone(), name).prop_map(|(id, name)| Edit::RemoveName(id, name)),
        2 => id.prop_map(Edit::RemoveEntity),
        1 => prop::sample::select(vec![10, 200, 300]).prop_map(Edit::Others),
    ]
}

/// What is there after some changes.
#[derive(Clone, Default)]
struct State {
    /// Names of the base that were removed, by id.
    removed: BTreeMap<&'static str, Vec<&'static str>>,
    /// Whether the entities of the base still have the names that no text has.
    unnamed: Vec<&'static str>,
    /// Entities that were added, and whether they have their own names.
    added: BTreeMap<&'static str, (Kind, &'static str, bool)>,
    names: Vec<(&'static str, &'static str)>,
    others: usize,
}

fn alike(a: &str, b: &str) -> bool {
    a.to_lowercase().replace('ü', "u") == b.to_lowercase().replace('ü', "u")
}

impl State {
    fn base(&self, id: &str) -> Vec<&'static str> {
        let removed =
            |name: &&str| self.removed.get(id).is_some_and(|removed| removed.contains(name));
        BASE.iter()
            .filter(|(base, ..)| *base == id)
            .flat_map(|(.., names)| *names)
            .copied()
            .filter(|name| !removed(name))
            .collect()
    }

    /// Makes a change; tells whether it can be made.
    fn make(&mut self, edit: &Edit) -> bool {
        let in_base = |id: &str| BASE.iter().any(|(base, ..)| *base == id);
        match *edit {
            Edit::Entity(kind, id, name) => {
                self.added.insert(IDS[id], (kind, LIVE_NAMES[name], true)).is_none()
            }
            Edit::Name(id, name) => {
                let (id, name) = (IDS[id], LIVE_NAMES[name]);
                let removed = self.removed.entry(id).or_default();
                let before = removed.len();
                removed.retain(|removed| !alike(removed, name));
                if removed.len() == before {
                    self.names.push((id, name));
                }
                in_base(id) || self.added.contains_key(id)
            }
            Edit::RemoveName(id, name) => {
                let (id, name) = (IDS[id], LIVE_NAMES[name]);
                let base: Vec<_> =
                    self.base(id).into_iter().filter(|other| alike(other, name)).collect();
                let before = self.names.len();
                self.names.retain(|&(other, spelt)| other != id || !alike(spelt, name));
                let mut found = !base.is_empty() || self.names.len() < before;
                self.removed.entry(id).or_default().extend(base);
                if let Some((_, _, named)) =
                    self.added.get_mut(id).filter(|(_, own, named)| *named && alike(own, name))
                {
                    (*named, found) = (false, true);
                }
                found
            }
            Edit::RemoveEntity(id) => {
                let id = IDS[id];
                let base = self.base(id);
                let before = self.names.len();
                self.names.retain(|&(other, _)| other != id);
                let unnamed = in_base(id) && !self.unnamed.contains(&id);
                let found = !base.is_empty() || self.names.len() < before || unnamed;
                self.unnamed.push(id);
                self.removed.entry(id).or_default().extend(base);
                self.added.remove(id).is_some() || found
            }
            Edit::Others(count) => {
                self.others += count;
                true
            }
        }
    }

    /// The tables below with what was not removed, and above them what was added.
    fn build(&self, overlaps: Overlaps) -> Annotator {
        let mut below = Gazetteer::builder();
        for (id, kind, _) in BASE {
            below = below.table(kind, format!("id,name\n{id},Zzyzx {id}\n").as_bytes()).unwrap();
            for name in self.base(id) {
                below = below
                    .names(format!("id,lang,name,form\n{id},en,{name},short\n").as_bytes())
                    .unwrap();
            }
        }
        let mut above = Gazetteer::builder();
        for (id, (kind, name, named)) in &self.added {
            let name = if *named { name } else { "Zzyzx" };
            above = above.table(*kind, format!("id,name\n{id},{name}\n").as_bytes()).unwrap();
        }
        for (id, name) in &self.names {
            above = above.names(format!("id,lang,name\n{id},,{name}\n").as_bytes()).unwrap();
        }
        let below = Annotator::builder().overlaps(overlaps).build(below.build().unwrap()).unwrap();
        below.with_tables(above).unwrap()
    }
}

/// The edits of a batch, entities that are added before the names that are added with them.
fn in_order(batch: &[Edit]) -> impl Iterator<Item = &Edit> {
    let adds = |edit: &Edit| !matches!(edit, Edit::RemoveName(..) | Edit::RemoveEntity(..));
    let is_name = |edit: &&Edit| matches!(edit, Edit::Name(..));
    let runs = batch.chunk_by(move |a, b| adds(a) && adds(b));
    runs.flat_map(move |run| {
        run.iter().filter(move |edit| !is_name(edit)).chain(run.iter().filter(is_name))
    })
}

fn make(edit: &Edit, others: &mut usize, changes: &mut Changes) {
    match *edit {
        Edit::Entity(kind, id, name) => changes.add_entity(kind, IDS[id], LIVE_NAMES[name]),
        Edit::Name(id, name) => changes.add_name(IDS[id], LIVE_NAMES[name]),
        Edit::RemoveName(id, name) => changes.remove_name(IDS[id], LIVE_NAMES[name]),
        Edit::RemoveEntity(id) => changes.remove_entity(IDS[id]),
        Edit::Others(count) => {
            *others += count;
            let ids = *others - count..*others;
            ids.fold(changes, |changes, at| {
                changes.add_entity(Kind::City, &format!("other{at}"), &format!("Other{at}"))
            })
        }
    };
}

/// All that can be told of annotations but the own names of entities.
fn told_by_id(annotations: &Annotations<'_, '_>) -> Vec<String> {
    let mentions = annotations.iter().map(|mention| {
        let candidates = mention.candidates().map(|candidate| {
            let entity = candidate.entity().unwrap();
            let mut evidence: Vec<String> =
                candidate.evidence().iter().map(ToString::to_string).collect();
            evidence.sort();
            // Names of the base have a language. Of two added names of one entity that fold alike
            // either may be told.
            let lang = candidate.name().map(|name| name.lang());
            format!(
                "{} {} {:.3} {evidence:?} {lang:?}",
                entity.id(),
                entity.kind(),
                candidate.score()
            )
        });
        let mut candidates: Vec<String> = candidates.collect();
        candidates.sort();
        format!("{:?} {candidates:?}", mention.span())
    });
    mentions.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// It does not matter in which order names came and went, nor how many at once.
    #[test]
    fn live_changes_are_as_good_as_tables(
        batches in prop::collection::vec(prop::collection::vec(edit(), 1..4), 1..14),
        all in any::<bool>(),
    ) {
        let mut state = State::default();
        let live = LiveAnnotator::new(state.build(overlaps(all)));
        for batch in batches {
            let (mut after, mut changes) = (state.clone(), Changes::new());
            let mut others = after.others;
            for edit in &batch {
                make(edit, &mut others, &mut changes);
            }
            let can = in_order(&batch).all(|edit| after.make(edit));
            let made = live.apply(changes);
            prop_assert_eq!(made.is_ok(), can, "{:?}: {:?}", batch, made.err());
            if can {
                state = after;
            }
        }
        let (fresh, live) = (state.build(overlaps(all)), live.snapshot());
        for text in [
            "Kursk, London, Ann Harlow",
            "Kursk Bulge; Nice. Harlow and kürsk",
            "Nice, Kursk Bulge, LONDON",
        ] {
            let (live, fresh) = (live.annotate(text), fresh.annotate(text));
            prop_assert_eq!(told_by_id(&live), told_by_id(&fresh), "{}", text);
        }
        for name in LIVE_NAMES {
            let ids = |annotator: &Annotator| {
                let found = annotator.lookup(name);
                let mut ids: Vec<String> =
                    found.map(|(entity, name)| format!("{} {name:?}", entity.id())).collect();
                ids.sort();
                ids
            };
            prop_assert_eq!(ids(&live), ids(&fresh), "{}", name);
        }
        for id in IDS {
            let kind = |annotator: &Annotator| annotator.entity(id).map(|entity| entity.kind());
            prop_assert_eq!(kind(&live), kind(&fresh), "{}", id);
        }
    }
}
