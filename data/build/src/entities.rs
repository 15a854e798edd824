//! The tables of entities: fetched ones with their corrections, and hand-written ones.

use crate::{
    corrections::Corrections,
    error::Error,
    table::{self, Row, Table},
};
use gazetag::Point;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::Path,
};

/// A kind of entity, with its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Countries,
    Regions,
    Cities,
    Places,
    People,
    Organizations,
}

use Kind::{Cities, Countries, Organizations, People, Places, Regions};

pub const KINDS: [Kind; 6] = [Countries, Regions, Cities, Places, People, Organizations];

const ROLES: &str = "\
    head-of-state head-of-government minister politician general diplomat official \
    activist business religion science sport culture media other";
const ORGANIZATIONS: &str = "\
    alliance intergovernmental court government ministry agency parliament military \
    intelligence armed-group party central-bank media company club university ngo other";
const PLACES: &str = "\
    continent ocean sea strait river lake mountain island desert macro-region \
    historic-region base test-site nuclear-plant landmark facility district other";

impl Kind {
    /// The name of its table.
    pub fn table(self) -> &'static str {
        match self {
            Countries => "countries",
            Regions => "regions",
            Cities => "cities",
            Places => "places",
            People => "people",
            Organizations => "organizations",
        }
    }

    /// The columns of the table in `data/`.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Countries => &[
                "id",
                "name",
                "iso3",
                "capital",
                "lat",
                "lon",
                "population",
                "geonames",
                "wikidata",
            ],
            Regions => &[
                "id",
                "name",
                "country",
                "type",
                "region",
                "lat",
                "lon",
                "population",
                "geonames",
                "wikidata",
            ],
            Cities => &["id", "name", "country", "region", "lat", "lon", "population", "capital"],
            Places => &["id", "name", "type", "country", "region", "lat", "lon", "fame"],
            People => &["id", "name", "country", "role", "fame", "wikidata"],
            Organizations => &["id", "name", "type", "country", "fame", "wikidata"],
        }
    }

    /// The columns of the table in `data/fetched`, if there is one.
    pub fn fetched(self) -> Option<&'static [&'static str]> {
        match self {
            Countries | Regions => Some(self.columns()),
            Cities => Some(&["id", "name", "country", "region", "lat", "lon", "population"]),
            Places => Some(&["id", "name", "type", "country", "region", "lat", "lon"]),
            People | Organizations => None,
        }
    }

    /// The columns of the table of entities in `data/source`, if there is one.
    fn source(self) -> Option<&'static [&'static str]> {
        match self {
            Countries => Some(&["id", "name", "status", "lat", "lon", "wikidata", "note"]),
            Regions | Cities => None,
            Places => {
                Some(&["id", "name", "type", "country", "region", "lat", "lon", "fame", "note"])
            }
            People => Some(&["id", "name", "country", "role", "fame", "wikidata", "note"]),
            Organizations => Some(&["id", "name", "type", "country", "fame", "wikidata", "note"]),
        }
    }

    /// A column of `data/source` that takes some words only, and these words.
    fn words(self) -> Option<(&'static str, &'static str)> {
        match self {
            Countries => Some(("status", "unrecognised historic")),
            Regions | Cities => None,
            Places => Some(("type", PLACES)),
            People => Some(("role", ROLES)),
            Organizations => Some(("type", ORGANIZATIONS)),
        }
    }
}

/// An entity: the cells of its row in `data/`.
#[derive(Clone, Debug)]
pub struct Entity {
    pub kind: Kind,
    cells: BTreeMap<&'static str, String>,
}

impl Entity {
    fn new(kind: Kind, row: Row) -> Self {
        let known = kind.fetched().filter(|_| row.is_fetched()).or(kind.source());
        let known = known.unwrap_or_default();
        let cells = kind.columns().iter().map(|&column| {
            (
                column,
                if known.contains(&column) { row.get(column).to_owned() } else { String::new() },
            )
        });
        Self { kind, cells: cells.collect() }
    }

    /// The cell of a column of its kind; empty for a column of another kind.
    pub fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    pub fn set(&mut self, column: &'static str, value: &str) {
        self.cells.insert(column, value.to_owned());
    }

    pub fn id(&self) -> &str {
        self.get("id")
    }

    pub fn name(&self) -> &str {
        self.get("name")
    }

    pub fn population(&self) -> u64 {
        self.get("population").parse().unwrap_or(0)
    }

    pub fn point(&self) -> Option<Point> {
        Some(Point { lat: self.get("lat").parse().ok()?, lon: self.get("lon").parse().ok()? })
    }

    /// The country it lies in; of a country itself.
    pub fn country(&self) -> &str {
        if self.kind == Countries { self.id() } else { self.get("country") }
    }

    /// Whether it is a city that is no capital and has fewer people than `population`.
    pub fn is_small_city(&self, population: u64) -> bool {
        self.kind == Cities && self.get("capital").is_empty() && self.population() < population
    }
}

/// All entities, by id.
#[derive(Debug, Default)]
pub struct Entities {
    by_id: BTreeMap<String, Entity>,
    /// The cities that `data/source/cities.csv` leaves out.
    pub left_out: BTreeSet<String>,
}

impl Entities {
    /// Reads the fetched and the hand-written tables.
    pub fn read(data: &Path) -> Result<Self, Error> {
        let mut entities = Self { left_out: left_out(data)?, ..Self::default() };
        for kind in KINDS {
            if let Some(columns) = kind.fetched() {
                let table = Table::read(data, &format!("fetched/{}.csv", kind.table()), columns)?;
                entities.add(kind, &table)?;
            }
        }
        Corrections::place(data, &mut entities)?;
        Corrections::read(data)?.apply(&mut entities)?;
        entities.by_id.retain(|id, _| !entities.left_out.contains(id));
        for kind in KINDS {
            if let Some(columns) = kind.source() {
                let table = Table::read(data, &format!("source/{}.csv", kind.table()), columns)?;
                table.check_order(&["id"])?;
                entities.check(kind, &table)?;
                entities.add(kind, &table)?;
            }
        }
        entities.mark_capitals();
        Ok(entities)
    }

    pub fn get(&self, id: &str) -> Option<&Entity> {
        self.by_id.get(id)
    }

    pub fn get_mut(&mut self, id: &str) -> Option<&mut Entity> {
        self.by_id.get_mut(id)
    }

    /// All entities, sorted by id.
    pub fn iter(&self) -> impl Iterator<Item = &Entity> {
        self.by_id.values()
    }

    /// The table of a kind in `data/`. The countries without a code stand behind the others.
    pub fn table(&self, kind: Kind) -> String {
        let mut rows: Vec<&Entity> = self.iter().filter(|entity| entity.kind == kind).collect();
        if kind == Countries {
            rows.sort_by_key(|entity| entity.get("iso3").is_empty() && entity.id() != "XK");
        }
        let columns = kind.columns();
        table::write(
            columns,
            rows.iter().map(|entity| columns.iter().map(|column| entity.get(column))),
        )
    }

    fn add(&mut self, kind: Kind, table: &Table) -> Result<(), Error> {
        for row in table.rows() {
            let entity = Entity::new(kind, row);
            if let Some(other) = self.by_id.insert(entity.id().to_owned(), entity) {
                let message = format!("`{}` stands in {}.csv too", other.id(), other.kind.table());
                return Err(row.error(message));
            }
        }
        Ok(())
    }

    /// Checks the hand-written rows of a kind. What the library checks when it reads the tables is
    /// not checked here.
    fn check(&self, kind: Kind, table: &Table) -> Result<(), Error> {
        let mut countries: HashMap<String, &str> = HashMap::new();
        for entity in self.iter().filter(|entity| entity.kind == Countries) {
            countries.insert(gazetag::fold(entity.name()), entity.id());
        }
        for row in table.rows() {
            let id = row.get("id");
            if !is_slug(id) {
                let message =
                    format!("the id {id:?} must be small letters and digits with hyphens");
                return Err(row.error(message));
            }
            let name = row.name()?;
            if let Some((column, words)) = kind.words() {
                row.one_of(column, words)?;
            }
            if kind == Countries {
                continue;
            }
            if !["1", "2", "3", "4", "5"].contains(&row.get("fame")) {
                return Err(row.error("fame must be 1 to 5"));
            }
            let country = row.get("country");
            if !country.is_empty() && self.get(country).is_none_or(|found| found.kind != Countries)
            {
                return Err(row.error(format!("there is no country {country:?}")));
            }
            if kind == Places
                && let Some(country) = countries.get(&gazetag::fold(name))
            {
                let message = format!("{name} is the country {country}: add the names to that");
                return Err(row.error(message));
            }
        }
        Ok(())
    }

    fn mark_capitals(&mut self) {
        let capitals: Vec<String> =
            self.iter().map(|entity| entity.get("capital").to_owned()).collect();
        for id in capitals {
            if let Some(city) = self.by_id.get_mut(&id) {
                city.set("capital", "yes");
            }
        }
    }
}

fn left_out(data: &Path) -> Result<BTreeSet<String>, Error> {
    let table = Table::read(data, "source/cities.csv", &["id", "city", "verdict", "why"])?;
    table.check_order(&["id"])?;
    let mut found = BTreeSet::new();
    for row in table.rows() {
        if !row.is_kept()? {
            found.insert(row.get("id").to_owned());
        }
    }
    Ok(found)
}

fn is_slug(id: &str) -> bool {
    id.split('-').all(|part| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    })
}
