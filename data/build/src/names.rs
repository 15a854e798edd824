//! The tables of names: all that is found, one row a spelling.

use crate::{
    entities::{Entities, KINDS},
    error::Error,
    made::{self, ShortWords},
    table::{self, Row, Table},
    text,
    words::Languages,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    path::Path,
};

const COLUMNS: [&str; 5] = ["id", "lang", "name", "form", "case"];

/// The tables of names: one for each kind, and the demonyms of countries, regions and cities.
pub const TABLES: [&str; 7] =
    ["countries", "regions", "cities", "places", "people", "organizations", "demonyms"];

const FORMS: &str = "official short abbreviation demonym historic surname";

/// The names of cities of fewer people are not inflected, but for capitals.
pub const INFLECTED_CITY: u64 = 100_000;

/// Where a name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// From `data/source`.
    Source,
    /// From a package that gives its language, or made of such a name.
    Tagged,
    /// From a package that does not give its language.
    Untagged,
}

/// A name of an entity, in one language.
#[derive(Clone, Debug)]
pub struct Found {
    pub id: String,
    /// A BCP 47 tag, or empty where it is not known.
    pub lang: String,
    pub name: String,
    /// See [`text::spelling`].
    pub spelling: String,
    form: String,
    case: String,
    trust: Trust,
}

impl Found {
    /// An English name that is made of the main name of an entity.
    fn made(id: &str, name: String) -> Self {
        Self {
            id: id.to_owned(),
            lang: "en".to_owned(),
            spelling: text::spelling(&name),
            name,
            form: String::new(),
            case: String::new(),
            trust: Trust::Tagged,
        }
    }

    /// An English acronym with dots that is made of one without.
    fn dotted(id: &str, name: String) -> Self {
        let form = "abbreviation".to_owned();
        Self { form, case: "exact".to_owned(), ..Self::made(id, name) }
    }

    /// Whether it is an acronym, which its capitals tell from a word that is spelt alike.
    pub fn is_acronym(&self) -> bool {
        self.form == "abbreviation" && self.case == "exact"
    }

    /// Whether it comes from a package.
    pub fn is_fetched(&self) -> bool {
        self.trust != Trust::Source
    }
}

/// A row of a table of names in `data/`.
#[derive(Clone, Debug)]
pub struct Merged {
    id: String,
    /// BCP 47 tags with a space between.
    pub langs: String,
    pub name: String,
    /// See [`text::spelling`].
    pub spelling: String,
    form: String,
    case: String,
}

impl Merged {
    pub fn id(&self) -> &str {
        &self.id
    }

    fn cells(&self) -> [&str; 5] {
        [&self.id, &self.langs, &self.name, &self.form, &self.case]
    }

    /// Whether only this capitalisation counts.
    pub fn is_exact(&self) -> bool {
        self.case == "exact" || counts_exactly(self)
    }

    /// Whether news writes it, in any capitals.
    pub fn is_usual(&self) -> bool {
        matches!(&*self.form, "" | "short") && !self.is_exact()
    }
}

/// What decides which of several equal names stays.
#[derive(Debug)]
pub struct Rules<'a> {
    pub entities: &'a Entities,
    pub languages: &'a Languages,
    /// The names that are left out: folded, by id.
    dropped: HashMap<String, HashSet<String>>,
    /// The official languages of each country.
    official: HashMap<String, Vec<String>>,
    short_words: ShortWords,
}

impl<'a> Rules<'a> {
    pub fn read(
        data: &Path,
        entities: &'a Entities,
        languages: &'a Languages,
    ) -> Result<Self, Error> {
        let table = Table::read(data, "source/dropped_names.csv", &["id", "lang", "name", "why"])?;
        table.check_order(&["id", "lang", "name"])?;
        let mut dropped: HashMap<String, HashSet<String>> = HashMap::new();
        for row in table.rows() {
            let names = dropped.entry(row.get("id").to_owned()).or_default();
            names.insert(gazetag::fold(row.get("name")));
        }
        let table = Table::read(data, "fetched/official_languages.csv", &["country", "langs"])?;
        let langs = |row: Row| row.get("langs").split(' ').map(str::to_owned).collect();
        let official =
            table.rows().map(|row| (row.get("country").to_owned(), langs(row))).collect();
        let short_words = ShortWords::read(data)?;
        Ok(Self { entities, languages, dropped, official, short_words })
    }

    /// All names of the table `kind`, those of `data/source` first.
    pub fn find(&self, data: &Path, kind: &str) -> Result<Vec<Found>, Error> {
        let mut found = Vec::new();
        let columns = &["id", "lang", "name", "form", "case", "note"];
        let table = Table::read(data, &format!("source/names/{kind}.csv"), columns)?;
        table.check_order(&COLUMNS)?;
        for row in table.rows() {
            if let Some(name) = self.source_name(row)? {
                self.add(name, &mut found);
            }
        }
        let file = format!("fetched/names/{kind}.csv");
        if data.join(&file).exists() {
            let mut table = Table::read(data, &file, &["id", "langs", "name", "form", "trust"])?;
            table.fill_ids();
            for row in table.rows() {
                fetched_names(row).for_each(|name| self.add(name, &mut found));
            }
        }
        for name in self.dotted(kind, &found) {
            self.add(name, &mut found);
        }
        let own = self.entities.iter().filter(|entity| entity.kind.table() == kind);
        for entity in own {
            for name in self.short_words.names_of(entity) {
                self.add(Found::made(entity.id(), name), &mut found);
            }
            if text::begins_small(entity.name()) {
                self.add(Found::made(entity.id(), entity.name().to_owned()), &mut found);
            }
        }
        Ok(found)
    }

    /// The English acronyms of the table `kind` with dots: those among its names, and main names.
    fn dotted(&self, kind: &str, found: &[Found]) -> Vec<Found> {
        let Some(kind) = KINDS.into_iter().find(|known| known.table() == kind) else {
            return Vec::new();
        };
        let own = self.entities.iter().filter(|entity| entity.kind == kind);
        found
            .iter()
            .filter(|name| name.lang == "en" && name.form == "abbreviation")
            .map(|name| (&*name.id, &*name.name))
            .chain(own.map(|entity| (entity.id(), entity.name())))
            .filter_map(|(id, name)| Some(Found::dotted(id, made::dotted(name, kind)?)))
            .collect()
    }

    /// Takes a name of an entity, unless it is to be left out.
    fn add(&self, name: Found, found: &mut Vec<Found>) {
        let is_known = self.entities.get(&name.id).is_some();
        if !is_known || self.is_dropped(&name) {
            return;
        }
        found.push(name);
    }

    /// Whether the name is one of those that are left out.
    fn is_dropped(&self, name: &Found) -> bool {
        let dropped = self.dropped.get(&name.id);
        dropped.is_some_and(|names| names.contains(&gazetag::fold(&name.name)))
    }

    /// The name in a row of `data/source`; `None` if its city is left out.
    fn source_name(&self, row: Row) -> Result<Option<Found>, Error> {
        let (id, lang) = (row.get("id"), row.get("lang"));
        let (form, case) = (row.get("form"), row.get("case"));
        if self.entities.left_out.contains(id) {
            return Ok(None);
        }
        if self.entities.get(id).is_none() {
            let message = format!("no table has the id `{id}`: data/README.md says how to add one");
            return Err(row.error(message));
        }
        if !text::is_tag(lang) {
            return Err(row.error(format!("{lang:?} is no language tag such as `en`")));
        }
        if !form.is_empty() {
            row.one_of("form", FORMS)?;
        }
        if !["", "exact", "any"].contains(&case) {
            return Err(row.error(format!("unknown case {case:?}, expected exact or any")));
        }
        let name = row.name()?;
        Ok(Some(Found {
            id: id.to_owned(),
            lang: lang.to_owned(),
            name: name.to_owned(),
            spelling: text::spelling(name),
            // Sorts before the forms that say less, and is written as nothing.
            form: if form.is_empty() { ALIAS } else { form }.to_owned(),
            case: case.to_owned(),
            trust: Trust::Source,
        }))
    }

    /// One row a spelling: of names with one spelling the most trusted stays, of these the one in
    /// English, an official language of the country, Indonesian, another language.
    pub fn merge(&self, kind: &str, found: &[Found]) -> Vec<Merged> {
        let acronyms: HashSet<(&str, &str)> = found
            .iter()
            .filter(|name| name.case == "exact")
            .map(|name| (&*name.id, &*name.name))
            .collect();
        let mut groups: BTreeMap<(&str, &str, &str), Vec<&Found>> = BTreeMap::new();
        for name in found {
            let exact = if acronyms.contains(&(&*name.id, &*name.name)) { &*name.name } else { "" };
            groups.entry((&name.id, &name.spelling, exact)).or_default().push(name);
        }
        let mut rows: Vec<Merged> = groups
            .iter()
            .filter_map(|((id, spelling, _), group)| self.row(kind, id, spelling, group))
            .collect();
        rows.sort_by(|a, b| a.cells().cmp(&b.cells()));
        for row in &mut rows {
            if row.form == ALIAS {
                row.form.clear();
            }
            if row.case == "exact" && counts_exactly(row) {
                row.case.clear();
            }
        }
        rows
    }

    /// The row of a group of names with one spelling.
    fn row(&self, kind: &str, id: &str, spelling: &str, group: &[&Found]) -> Option<Merged> {
        let entity = self.entities.get(id)?;
        let best = group.iter().min_by_key(|name| self.order(name, entity.country()))?;
        let mut row = Merged {
            id: id.to_owned(),
            langs: best.lang.clone(),
            name: best.name.clone(),
            spelling: spelling.to_owned(),
            form: best.form.clone(),
            case: best.case.clone(),
        };
        // No capital says that it is a name.
        if row.case.is_empty() && text::begins_small(&row.name) {
            "exact".clone_into(&mut row.case);
        }
        let inflects = kind != "demonyms"
            && !entity.is_small_city(INFLECTED_CITY)
            && best.form != "abbreviation"
            && row.case != "exact";
        let inflecting = |fits: &dyn Fn(&Found) -> bool| -> BTreeSet<&str> {
            let langs =
                group.iter().filter(|name| fits(name)).map(|name| text::language(&name.lang));
            langs.filter(|&lang| self.languages.inflects(lang)).collect()
        };
        let is_main = spelling == text::spelling(entity.name());
        if is_main && best.case != "any" && row.case != "exact" {
            let langs = inflecting(&|name| name.name == entity.name());
            if !inflects || langs.is_empty() {
                return None;
            }
            // The main name has no language: this row is for its inflected forms alone.
            row.langs = langs.into_iter().collect::<Vec<_>>().join(" ");
            entity.name().clone_into(&mut row.name);
            row.form.clear();
        } else if inflects && !best.lang.is_empty() {
            // Spellings with the same last letter have the same endings: "Londýn", "Londyn".
            let last = best.name.chars().last();
            let mut langs = inflecting(&|name| name.name.chars().last() == last);
            langs.remove(text::language(&best.lang));
            for lang in langs {
                row.langs.push(' ');
                row.langs.push_str(lang);
            }
        }
        Some(row)
    }

    /// Sorts the names of an entity in `country` that fold alike: the first stays.
    fn order<'n>(&self, name: &'n Found, country: &str) -> impl Ord + use<'n> {
        let trust = match name.trust {
            Trust::Source => 0,
            Trust::Tagged => 1,
            Trust::Untagged => 2,
        };
        let own = self.official.get(country);
        let is_own =
            own.is_some_and(|own| own.iter().any(|lang| lang == text::language(&name.lang)));
        let place = match &*name.lang {
            "" => 4,
            "en" => 0,
            _ if is_own => 1,
            "id" => 2,
            _ => 3,
        };
        // A form says more than none.
        let form = (name.form.is_empty(), &*name.form);
        (trust, place, &*name.lang, form, &*name.name, &*name.case)
    }
}

/// The form of the hand-written names without one.
const ALIAS: &str = "alias";

/// The names in a row of `data/fetched`, one for each language.
fn fetched_names<'t>(row: Row<'t>) -> impl Iterator<Item = Found> + use<'t> {
    let trust = if row.get("trust") == "untagged" { Trust::Untagged } else { Trust::Tagged };
    let spelling = text::spelling(row.get("name"));
    row.get("langs").split(' ').map(move |lang| Found {
        id: row.get("id").to_owned(),
        lang: lang.to_owned(),
        name: row.get("name").to_owned(),
        spelling: spelling.clone(),
        form: row.get("form").to_owned(),
        case: String::new(),
        trust,
    })
}

/// Whether only this capitalisation counts even if the table does not say so.
fn counts_exactly(row: &Merged) -> bool {
    let is_upper =
        row.name.chars().any(char::is_uppercase) && !row.name.chars().any(char::is_lowercase);
    row.form == "abbreviation" || row.name.chars().count() <= 3 && is_upper
}

/// The table of `rows`. A column that says nothing in any row is left out. An id stands in the
/// first of an entity's rows only: the ids would be half of the file.
pub fn table(rows: &[Merged]) -> String {
    let is_used =
        |at: usize| at == 0 || at == 2 || rows.iter().any(|row| !row.cells()[at].is_empty());
    let used: Vec<usize> = (0..COLUMNS.len()).filter(|&at| is_used(at)).collect();
    let columns: Vec<&str> = used.iter().map(|&at| COLUMNS[at]).collect();
    let mut above = "";
    table::write(
        &columns,
        rows.iter().map(|row| {
            let mut cells = row.cells();
            if cells[0] == above {
                cells[0] = "";
            }
            above = &row.id;
            used.iter().map(|&at| cells[at]).collect::<Vec<_>>()
        }),
    )
}
