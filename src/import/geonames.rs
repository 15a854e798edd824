//! GeoNames dumps (<https://download.geonames.org/export/dump/>, CC BY 4.0; its `readme.txt`
//! describes the columns).
//!
//! - `allCountries.txt`, `citiesN.txt` or the file of a country: 19 columns with tabs between, no
//!   quotes, no header.
//! - `alternateNamesV2.txt`: names with languages, 10 columns ([`Options::alternate_names`]).
//! - `admin1CodesASCII.txt`: which number the region `UA.12` has ([`Options::admin1`]).
//!
//! # Which rows are taken
//!
//! | feature | kind |
//! |---|---|
//! | `P` populated places | city |
//! | `P.PPLX` sections of cities | place |
//! | `A.PCL*` countries, dependent territories, former countries | country |
//! | `A.ADM1` first-level divisions | region |
//!
//! Other classes and codes are taken when asked for with [`Options::features`], as places if it
//! gives no kind.
//!
//! # Entities
//!
//! - Ids are `geonames:` and the number. A country's is its ISO 3166-1 code, which the column
//!   `country` of other entities refers to: where several rows have one code it goes to the
//!   independent country, then to the most populous.
//! - `region` is `geonames:` and the number that `admin1CodesASCII.txt` gives the region; without
//!   that file it is empty.
//! - [`Options::min_population`] leaves out smaller populated places, but no capital (`PPLC`).
//! - The Wikidata item is that of the alternate names (`wkdt`).
//!
//! # Names
//!
//! - The main name is the column `name`. The column `asciiname` is not used: folding makes it
//!   superfluous.
//! - The column `alternatenames` has no languages. It is used only if no alternate names are given
//!   and no languages are chosen. Of names without a language, wherever they stand, those are left
//!   out that hold a digit, have no capital in a script with capitals (those are machines'
//!   romanisations), or are up to four Latin capitals (codes).
//! - Alternate names: `isHistoric` is the form *historic*, `isShortName` *short*, `isPreferredName`
//!   *official*, else *alias*, colloquial ones too. `abbr` is an *abbreviation*, with case rule
//!   *exact*, if it has three letters or more. Other pseudo-languages (`link`, `post`, `iata`,
//!   `icao`, `faac`, `unlc`, `tcid`, `phon`, `piny`, `fr_1793`) are skipped.

use super::{
    EntityId, Fault, FoundEntity, FoundName, Import, Source, Trouble,
    language::{Languages, is_language},
    text,
};
use crate::lexicon::{
    error::Error,
    model::{CaseRule, Form, Kind},
};
use std::{cmp::Reverse, collections::HashMap};

/// How to read GeoNames.
#[derive(Debug, Default)]
pub struct Options {
    features: Vec<Feature>,
    min_population: u64,
    languages: Languages,
    alternate_names: Option<Source>,
    admin1: Option<Source>,
}

/// A feature class or code to take.
#[derive(Clone, Debug)]
struct Feature {
    class: String,
    /// A code, or the beginning of one.
    code: Code,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Code {
    Any,
    Prefix(String),
    Exact(String),
}

const DEFAULT_FEATURES: [(&str, Kind); 4] = [
    ("P", Kind::City),
    ("P.PPLX", Kind::Place),
    ("A.PCL*", Kind::Country),
    ("A.ADM1", Kind::Region),
];

impl Options {
    /// Populated places, countries and regions, with all their names.
    pub fn new() -> Options {
        Options::default()
    }

    /// Takes these features instead of the usual ones: a class (`T`), a code (`S.AIRP`) or the
    /// beginning of one (`A.PCL*`), and the kind, as which it is taken. Of several that fit the
    /// most exact counts. A kind that is not given is the usual one, or place.
    pub fn features<'a>(
        mut self,
        features: impl IntoIterator<Item = (&'a str, Option<Kind>)>,
    ) -> Options {
        let usual: Vec<Feature> =
            DEFAULT_FEATURES.iter().map(|&(feature, kind)| Feature::new(feature, kind)).collect();
        for (feature, kind) in features {
            let mut feature = Feature::new(feature, kind.unwrap_or(Kind::Place));
            if kind.is_none() {
                let code = match &feature.code {
                    Code::Any => "",
                    Code::Prefix(code) | Code::Exact(code) => code,
                };
                feature.kind = kind_of(&usual, &feature.class, code).unwrap_or(Kind::Place);
            }
            self.features.push(feature);
        }
        self
    }

    /// Leaves out populated places of fewer people than this, but no capitals.
    pub fn min_population(mut self, people: u64) -> Options {
        self.min_population = people;
        self
    }

    /// Takes only names in these languages (BCP 47), besides the main ones. `zh` means `zh-Hant`
    /// too.
    pub fn languages(mut self, tags: impl IntoIterator<Item = impl Into<String>>) -> Options {
        self.languages = Languages::new(tags);
        self
    }

    /// Reads names from `alternateNamesV2.txt` (or `alternateNames.txt`).
    pub fn alternate_names(mut self, source: Source) -> Options {
        self.alternate_names = Some(source);
        self
    }

    /// Reads the numbers of regions from `admin1CodesASCII.txt`.
    pub fn admin1(mut self, source: Source) -> Options {
        self.admin1 = Some(source);
        self
    }

    /// Reads the dump.
    ///
    /// # Errors
    /// If a file cannot be read; if the import is strict and a line is malformed.
    pub fn read(mut self, source: Source, import: &mut Import) -> Result<(), Error> {
        if self.features.is_empty() {
            self.features = DEFAULT_FEATURES
                .iter()
                .map(|&(feature, kind)| Feature::new(feature, kind))
                .collect();
        }
        let regions = match self.admin1.take() {
            Some(source) => read_admin1(source, import)?,
            None => HashMap::new(),
        };
        let alternate_names = self.alternate_names.take();
        let mut reader = Reader {
            options: self,
            regions,
            own_names: alternate_names.is_none(),
            countries: Vec::new(),
        };
        import.each_line(source, |import, line| reader.place(import, line))?;
        if let Some(source) = alternate_names {
            import.each_line(source, |import, line| reader.alternate_name(import, line))?;
        }
        reader.countries.sort_by(|a, b| (&a.code, a.rank).cmp(&(&b.code, b.rank)));
        import.claim_codes(
            reader.countries.into_iter().map(|country| (country.code, country.entity)),
        );
        Ok(())
    }
}

impl Feature {
    fn new(feature: &str, kind: Kind) -> Feature {
        let (class, code) = feature.trim().split_once('.').unwrap_or((feature.trim(), ""));
        let code = match code.strip_suffix('*') {
            Some(prefix) => Code::Prefix(prefix.into()),
            None if code.is_empty() => Code::Any,
            None => Code::Exact(code.into()),
        };
        Feature { class: class.into(), code, kind }
    }

    /// How exactly it fits, if it does.
    fn fit(&self, class: &str, code: &str) -> Option<usize> {
        let fit = match &self.code {
            Code::Any => Some(0),
            Code::Prefix(prefix) => code.starts_with(&**prefix).then_some(prefix.len()),
            Code::Exact(exact) => (code == exact).then_some(usize::MAX),
        };
        fit.filter(|_| self.class == class)
    }
}

fn kind_of(features: &[Feature], class: &str, code: &str) -> Option<Kind> {
    let fits =
        features.iter().filter_map(|feature| Some((feature.fit(class, code)?, feature.kind)));
    fits.max_by_key(|&(fit, _)| fit).map(|(_, kind)| kind)
}

/// Region ids by codes such as `UA.12`.
fn read_admin1(source: Source, import: &mut Import) -> Result<HashMap<String, String>, Error> {
    let mut regions = HashMap::new();
    import.each_line(source, |import, line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [code, _, _, number] = columns[..] else {
            return Err(wrong_count(4, columns.len()).into());
        };
        let number = geonames_number(number)?;
        let known = import.known.as_ref().and_then(|known| known.by_geonames(number));
        regions.insert(
            code.to_owned(),
            known.map_or_else(|| format!("geonames:{number}"), str::to_owned),
        );
        Ok(())
    })?;
    Ok(regions)
}

struct Reader {
    options: Options,
    regions: HashMap<String, String>,
    /// Whether the column of alternate names is used.
    own_names: bool,
    countries: Vec<Country>,
}

/// A country that may have a code.
struct Country {
    code: String,
    /// Independent countries first, then by population.
    rank: (bool, Reverse<u64>),
    entity: EntityId,
}

impl Reader {
    /// A row of the main file.
    fn place(&mut self, import: &mut Import, line: &str) -> Result<(), Trouble> {
        let columns = columns(line)?;
        let [number, name, _, alternates, lat, lon, class, code, country, ..] = columns;
        let (admin1, population) = (columns[10], columns[14]);
        let Some(kind) = kind_of(&self.options.features, class, code) else {
            import.skip("features of other classes");
            return Ok(());
        };
        let population = match population {
            "" => 0,
            text => text
                .parse()
                .map_err(|_| Fault::new("a population that is no number").value(text))?,
        };
        if class == "P" && code != "PPLC" && population < self.options.min_population {
            import.skip("populated places with fewer people");
            return Ok(());
        }
        let number = geonames_number(number)?;
        let id = format!("geonames:{number}");
        if import.find(&id).is_some() {
            return Err(Fault::new("a GeoNames number that stood before").value(&id).into());
        }
        let region = match kind {
            Kind::Country | Kind::Region => "",
            _ => self.regions.get(&format!("{country}.{admin1}")).map_or("", |id| id),
        };
        let entity = import.add(FoundEntity {
            country: if kind == Kind::Country { "" } else { country },
            region,
            point: Some(text::point(lat, lon)?),
            population: Some(population),
            geonames: Some(number),
            ..FoundEntity::new(&id, name, kind)
        })?;
        if kind == Kind::Country && !country.is_empty() && code != "PCLH" {
            let rank = (code != "PCLI", Reverse(population));
            self.countries.push(Country { code: country.into(), rank, entity });
        }
        if self.own_names && !alternates.is_empty() {
            self.alternates(import, entity, alternates)?;
        }
        Ok(())
    }

    /// Adds the names of a place that stand in its own row.
    fn alternates(
        &self,
        import: &mut Import,
        entity: EntityId,
        names: &str,
    ) -> Result<(), Trouble> {
        if !self.options.languages.is_all() {
            import.skip("lists of names without a language");
            return Ok(());
        }
        for name in names.split(',') {
            untagged_name(import, entity, name)?;
        }
        Ok(())
    }

    /// A row of the alternate names.
    fn alternate_name(&self, import: &mut Import, line: &str) -> Result<(), Trouble> {
        let columns: Vec<&str> = line.split('\t').collect();
        let (&[_, number, lang, name], flags) =
            columns.split_first_chunk().ok_or_else(|| wrong_count(10, columns.len()))?;
        if flags.len() > 6 {
            return Err(wrong_count(10, columns.len()).into());
        }
        let number = geonames_number(number)?;
        let Some(entity) = import.find(&format!("geonames:{number}")) else {
            import.skip("names of features that are not taken");
            return Ok(());
        };
        let flag = |at: usize| flags.get(at) == Some(&"1");
        let form = if flag(3) {
            Form::Historic
        } else if flag(1) {
            Form::Short
        } else if flag(0) {
            Form::Official
        } else {
            Form::Alias
        };
        match lang {
            "wkdt" => {
                let item = text::wikidata_item(name.trim())
                    .ok_or_else(|| Fault::new("not a Wikidata item").value(name))?;
                import.tables.set_wikidata(entity, item);
            }
            "abbr" if name.chars().filter(|c| c.is_alphanumeric()).count() < 3 => {
                import.skip("abbreviations of one or two letters")
            }
            "abbr" => {
                let form = Form::Abbreviation;
                import.add_name(
                    entity,
                    FoundName { form, case: Some(CaseRule::Exact), ..FoundName::untagged(name) },
                )?;
            }
            "" if self.options.languages.is_all() => untagged_name(import, entity, name)?,
            "" => import.skip("names without a language"),
            lang if !is_language(lang) => import.skip("codes, links and the like"),
            lang if !self.options.languages.takes(lang) => import.skip("names in other languages"),
            lang => import.add_name(entity, FoundName { form, ..FoundName::new(name, lang) })?,
        }
        Ok(())
    }
}

/// Adds a name without a language, unless it does not look like a name.
fn untagged_name(import: &mut Import, entity: EntityId, name: &str) -> Result<(), Error> {
    let code = name.chars().count() <= 4 && name.chars().all(|c| c.is_ascii_uppercase());
    if name.is_empty() {
        Ok(())
    } else if code || name.chars().any(char::is_numeric) || text::lacks_capital(name) {
        import.skip("names without a language that look like codes or romanisations");
        Ok(())
    } else {
        import.add_name_or_count(entity, FoundName::untagged(name))
    }
}

fn geonames_number(text: &str) -> Result<u32, Fault> {
    text.trim()
        .parse()
        .ok()
        .filter(|&number| number > 0)
        .ok_or_else(|| Fault::new("not a GeoNames number").value(text))
}

/// The columns of a row of places.
fn columns(line: &str) -> Result<[&str; 19], Fault> {
    let mut columns = [""; 19];
    let mut count = 0;
    for text in line.split('\t') {
        if let Some(column) = columns.get_mut(count) {
            *column = text;
        }
        count += 1;
    }
    if count == columns.len() { Ok(columns) } else { Err(wrong_count(columns.len(), count)) }
}

fn wrong_count(expected: usize, found: usize) -> Fault {
    let reason = match expected {
        19 => "not 19 columns",
        10 => "not 4 to 10 columns",
        _ => "not 4 columns",
    };
    Fault::new(reason).found(found.to_string())
}
