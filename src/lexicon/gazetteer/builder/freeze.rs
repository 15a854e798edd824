//! Freezes what was collected: every kind of row in its list, all strings in one text.

use super::{GazetteerBuilder, checks::case_rule};
use crate::lexicon::{
    error::Error,
    gazetteer::{
        Gazetteer, StoredCue, StoredEntity, StoredForm, StoredName, StoredPart, StoredWord,
        WordLangs,
        forms::Forms,
        index::Index,
        pending::{Base, Cue, PendingEntity},
        rows::{HAS_GEONAMES, HAS_POINT, HAS_POPULATION, Shared, encode},
    },
    model::{CaseRule, CueSpan, Form, Kind, Side},
    new::NewEntity,
    store::{List, Slice, TextBuilder},
    text::fold::fold,
};
use std::collections::{BTreeMap, HashMap};
use zerocopy::little_endian::{F64, U16, U32, U64, U128};

impl GazetteerBuilder {
    /// Freezes the gazetteer.
    ///
    /// # Errors
    /// If an id stands twice, or a name of an entity in one table; if a name belongs to no entity,
    /// or an entity to a country or a region that is none; if a region lies in itself; or if
    /// all strings together have more than 4 GiB.
    ///
    /// # Complexity
    /// O(n log n) in the number of names.
    pub fn build(mut self) -> Result<Gazetteer, Error> {
        self.inflect_given_names();
        let mut names = self.checked_names()?;
        let no_lang =
            self.lang("").ok_or_else(|| Error::new("gazetteer", "more than 65,535 languages"))?;
        let (entities, shared) = freeze_entities(&self.entities, &mut self.text);
        let of_tables = names.len();
        names.extend(own_names(&self.entities, &entities, no_lang));
        let order = NameOrder::new(&names, of_tables);
        let (forms, form_sets) = self.freeze_forms(&names, &order)?;
        let by_lang = self.langs_in_order();
        let names = sorted_names(&names, &order, &by_lang);
        let by_id = self.entities_by_id();

        let text = &mut self.text;
        let (small_cues, cues) = freeze_cues(self.cues, text);
        let parts = freeze_parts(&self.parts, text);
        let words = freeze_words(&self.words, text);
        let frequent = freeze_words(&self.frequent, text);
        let suffixes = freeze_words(&self.suffixes, text);
        let langs = by_lang.iter().map(|&lang| text.add(&self.langs[lang as usize])).collect();
        let form_langs = self.form_langs.iter().map(|lang| text.add(lang)).collect();
        let word_langs = self.word_langs.iter().map(|lang| text.add(lang)).collect();
        if text.len() > u32::MAX as usize {
            return Err(Error::new("gazetteer", "more than 4 GiB of strings"));
        }
        let index = |words: &mut dyn ExactSizeIterator<Item = Slice>| {
            Index::new(words.map(|word| text.str(word).as_bytes()))
        };
        Ok(Gazetteer {
            entities: entities.into(),
            by_id,
            names,
            forms,
            form_sets,
            small_index: index(&mut small_cues.iter().map(|cue| cue.phrase)),
            small_cues: small_cues.into(),
            cues: cues.into(),
            parts,
            word_index: index(&mut words.iter().map(|word| word.word)),
            words: words.into(),
            frequent: frequent.into(),
            suffixes: suffixes.into(),
            langs,
            word_langs,
            form_langs,
            shared: shared.into(),
            text: self.text.build(),
        })
    }

    /// Adds the forms of given names, which tell a little less than the names. In the Latin
    /// alphabet, which many languages share, only those that are longer by two letters:
    /// "Janem", but not "Jana".
    fn inflect_given_names(&mut self) {
        for (name, weights) in std::mem::take(&mut self.given) {
            let mut forms = Vec::new();
            for (lang, weight) in &weights.0 {
                for inflector in &self.inflectors {
                    inflector.given_forms(&name, lang, &mut |form| {
                        let form = fold(form);
                        if !form.is_ascii() || form.len() >= name.len() + 2 {
                            forms.push((form, weight.saturating_sub(1).max(1)));
                        }
                    });
                }
            }
            forms.iter().for_each(|(form, weight)| self.add_part(form, *weight, 0));
        }
    }

    /// The forms of all names, in the order of the names, and the sets of languages they are of.
    fn freeze_forms(
        &mut self,
        names: &[StoredName],
        order: &NameOrder,
    ) -> Result<(List<StoredForm>, List<U128>), Error> {
        let mut rows = FormRows::default();
        for (base, text, langs) in std::mem::take(&mut self.forms) {
            let at = match base {
                Base::Own(entity) => order.of_tables + entity,
                Base::Other(name) => name,
            };
            rows.add(order.numbers[at], text, langs);
        }
        let mut made = Forms::new(&self.inflectors, &self.form_langs);
        let entity_of = |at: u32| names[at as usize].entity;
        for of_entity in order.names.chunk_by(|&a, &b| entity_of(a) == entity_of(b)) {
            for &at in of_entity {
                let name = &names[at as usize];
                let PendingEntity { origin, record, .. } =
                    &self.entities[name.entity.get() as usize];
                let (origin, also) = self
                    .names
                    .get(at as usize)
                    .map_or((origin, ""), |(origin, name)| (origin, &*name.also));
                // Other gazetteers brought the forms of their names along.
                if origin.line > 0 {
                    let lang = &*self.langs[name.lang.get() as usize];
                    made.add(
                        record,
                        order.numbers[at as usize],
                        self.text.str(name.text),
                        (lang, also),
                        name.form(),
                        name.case(),
                    );
                }
            }
            for (form, number, langs) in made.take() {
                rows.add(number, self.text.add(&form), langs);
            }
        }
        rows.freeze()
    }

    /// The languages of names, in the order of their small letters.
    fn langs_in_order(&self) -> Vec<u16> {
        let mut langs: Vec<u16> = (0..self.langs.len() as u16).collect();
        langs.sort_by_cached_key(|&lang| self.langs[lang as usize].to_ascii_lowercase());
        langs
    }

    /// The numbers of the entities, in the order of their ids.
    fn entities_by_id(&self) -> List<U32> {
        let mut numbers: Vec<u32> = (0..self.entities.len() as u32).collect();
        let id = |number: u32| &self.entities[number as usize].record.id;
        numbers.sort_by(|&a, &b| id(a).cmp(id(b)));
        numbers.into_iter().map(U32::new).collect()
    }
}

/// The rows of entities, and the strings that they share.
fn freeze_entities(
    entities: &[PendingEntity],
    text: &mut TextBuilder,
) -> (Vec<StoredEntity>, Vec<Slice>) {
    let mut shared = SharedStrings::default();
    let rows = entities.iter().map(|entity| stored_entity(&entity.record, text, &mut shared));
    (rows.collect(), shared.slices)
}

/// The names that the tables of entities give, without those of entities that are not found by
/// them.
fn own_names(
    entities: &[PendingEntity],
    rows: &[StoredEntity],
    no_lang: u16,
) -> impl Iterator<Item = StoredName> {
    let named = (0..).zip(entities).zip(rows).filter(|((_, entity), _)| entity.named);
    named.map(move |((at, entity), row)| StoredName {
        entity: U32::new(at),
        text: row.name,
        lang: U16::new(no_lang),
        form: encode(&Form::ALL, Form::Short),
        case: encode(&CaseRule::ALL, case_rule(None, Form::Short, &entity.record.name)),
    })
}

/// The order that a gazetteer has its names in.
struct NameOrder {
    /// How many names are from tables of names; an entity's own are behind them.
    of_tables: usize,
    /// Where the names were before, in the order in which they are kept.
    names: Vec<u32>,
    /// For each name as it was before its number now.
    numbers: Vec<u32>,
}

impl NameOrder {
    /// The order of the entities; of each its own name goes before the others.
    fn new(names: &[StoredName], of_tables: usize) -> NameOrder {
        let own = of_tables as u32;
        let mut order: Vec<u32> = (own..names.len() as u32).chain(0..own).collect();
        order.sort_by_key(|&at| names[at as usize].entity.get());
        let mut numbers = vec![0; order.len()];
        for (number, &at) in (0..).zip(&order) {
            numbers[at as usize] = number;
        }
        NameOrder { of_tables, names: order, numbers }
    }
}

/// The names in their order, with the numbers of their languages in `by_lang`.
fn sorted_names(names: &[StoredName], order: &NameOrder, by_lang: &[u16]) -> List<StoredName> {
    let mut numbers = vec![U16::ZERO; by_lang.len()];
    for (number, &lang) in (0..).zip(by_lang) {
        numbers[lang as usize] = U16::new(number);
    }
    let names = order.names.iter().map(|&at| names[at as usize]);
    names.map(|name| StoredName { lang: numbers[name.lang.get() as usize], ..name }).collect()
}

/// Forms of names, and the sets of languages they are of.
#[derive(Default)]
struct FormRows {
    forms: Vec<StoredForm>,
    sets: Vec<U128>,
    numbers: HashMap<u128, usize>,
}

impl FormRows {
    fn add(&mut self, name: u32, text: Slice, langs: WordLangs) {
        let set = *self.numbers.entry(langs.0).or_insert_with(|| {
            self.sets.push(U128::new(langs.0));
            self.sets.len() - 1
        });
        self.forms.push(StoredForm { name: U32::new(name), text, langs: U16::new(set as u16) });
    }

    fn freeze(mut self) -> Result<(List<StoredForm>, List<U128>), Error> {
        if self.sets.len() > u16::MAX as usize {
            return Err(Error::new("gazetteer", "forms of more than 65,535 sets of languages"));
        }
        self.forms.sort_by_key(|form| form.name.get());
        Ok((self.forms.into(), self.sets.into()))
    }
}

/// The cues that are looked up, in byte order, and those that are searched for.
fn freeze_cues(cues: Vec<Cue>, text: &mut TextBuilder) -> (Vec<StoredCue>, Vec<StoredCue>) {
    let (mut small, beside): (Vec<Cue>, Vec<Cue>) =
        merge_cues(cues).into_iter().partition(|cue| cue.side.is_small());
    small.iter_mut().for_each(|cue| cue.phrase = fold(&cue.phrase));
    small.sort_by(|a, b| a.phrase.cmp(&b.phrase));
    let mut stored = |cue: &Cue| StoredCue {
        phrase: text.add(&cue.phrase),
        kind: encode(&Kind::ALL, cue.kind),
        side: encode(&Side::ALL, cue.side),
        span: encode(&CueSpan::ALL, cue.span),
        unused: 0,
        langs: U128::new(cue.langs.0),
    };
    (small.iter().map(&mut stored).collect(), beside.iter().map(&mut stored).collect())
}

fn freeze_parts(parts: &BTreeMap<Box<str>, (u8, u8)>, text: &mut TextBuilder) -> List<StoredPart> {
    let rows = parts.iter().map(|(word, &(given, family))| StoredPart {
        word: text.add(word),
        given,
        family,
        unused: U16::ZERO,
    });
    rows.collect()
}

fn freeze_words(words: &BTreeMap<Box<str>, WordLangs>, text: &mut TextBuilder) -> Vec<StoredWord> {
    let rows = words
        .iter()
        .map(|(word, langs)| StoredWord { word: text.add(word), langs: U128::new(langs.0) });
    rows.collect()
}

/// Strings that are kept once, however many rows have them.
#[derive(Default)]
struct SharedStrings<'r> {
    slices: Vec<Slice>,
    numbers: HashMap<&'r str, u32>,
}

impl<'r> SharedStrings<'r> {
    fn add(&mut self, text: &mut TextBuilder, string: Option<&'r str>) -> Shared {
        let Some(string) = string else { return Shared::ZERO };
        let number = *self.numbers.entry(string).or_insert_with(|| {
            self.slices.push(text.add(string));
            self.slices.len() as u32
        });
        Shared::new(number)
    }
}

fn stored_entity<'r>(
    record: &'r NewEntity,
    text: &mut TextBuilder,
    shared: &mut SharedStrings<'r>,
) -> StoredEntity {
    let country =
        if record.kind == Kind::Country { Some(&*record.id) } else { record.country.as_deref() };
    let mut flags = 0;
    for (has, flag) in [
        (record.point.is_some(), HAS_POINT),
        (record.population.is_some(), HAS_POPULATION),
        (record.geonames.is_some(), HAS_GEONAMES),
    ] {
        flags |= if has { flag } else { 0 };
    }
    let mut share = |string: Option<&'r str>| shared.add(text, string);
    let country = share(country);
    let region = share(record.region.as_deref());
    let class = share(record.class.as_deref());
    let iso3 = share(record.iso3.as_deref());
    let capital = share(record.capital.as_deref());
    let wikidata = share(record.wikidata.as_deref());
    StoredEntity {
        id: text.add(&record.id),
        name: text.add(&record.name),
        country,
        region,
        class,
        iso3,
        capital,
        wikidata,
        lat: F64::new(record.point.map_or(0.0, |point| point.lat)),
        lon: F64::new(record.point.map_or(0.0, |point| point.lon)),
        population: U64::new(record.population.unwrap_or(0)),
        geonames: U32::new(record.geonames.unwrap_or(0)),
        kind: encode(&Kind::ALL, record.kind),
        fame: record.fame.unwrap_or(0),
        flags,
        unused: 0,
    }
}

/// Makes one cue of those that differ in their languages alone.
fn merge_cues(cues: Vec<Cue>) -> Vec<Cue> {
    let mut places = HashMap::new();
    let mut merged: Vec<Cue> = Vec::with_capacity(cues.len());
    for cue in cues {
        let at = *places
            .entry((fold(&cue.phrase), cue.kind, cue.side, cue.span))
            .or_insert(merged.len());
        match merged.get_mut(at) {
            Some(same) => same.langs.0 |= cue.langs.0,
            None => merged.push(cue),
        }
    }
    merged
}
