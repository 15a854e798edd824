//! Measures annotations against texts that people have marked.
//!
//! An [`Evaluation`] takes the marked and the found names of each text, and its [`Report`] gives
//! precision, recall and F1 by [`Group`], the distance of places from their marked coordinates, and
//! how well scores hold as probabilities.
//!
//! ```
//! use gazetag::{
//!     Annotator, Gazetteer, Kind, Span,
//!     evaluate::{Evaluation, Group, Marked},
//! };
//!
//! let cities = "id,name,country,lat,lon\ngeonames:538560,Kursk,RU,51.73733,36.18735\n";
//! let annotator =
//!     Annotator::new(Gazetteer::builder().table(Kind::City, cities.as_bytes())?.build()?)?;
//!
//! let annotations = annotator.annotate("Kursk dan Minsk");
//! let found: Vec<Marked> = annotations.iter().map(Marked::from).collect();
//! let gold = [
//!     Marked::new(Span::new(0, 5), Group::Place),
//!     Marked::new(Span::new(10, 15), Group::Place),
//! ];
//! let mut evaluation = Evaluation::default();
//! evaluation.add(&gold, &found);
//! let all = evaluation.report().all;
//! assert_eq!((all.exact.precision, all.exact.recall), (1.0, 0.5));
//! # Ok::<(), gazetag::Error>(())
//! ```

use crate::{
    annotator::Mention,
    lexicon::{
        check::codes::{country_called, is_country},
        gazetteer::Entity,
        model::{Kind, Point},
        span::Span,
    },
};
use reliability::Scores;
pub use reliability::{ScoreBin, ScoreFigures};
use serde::Serialize;
use std::collections::BTreeMap;

mod reliability;

/// The kind of a marked name, as coarse as most marked texts have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Group {
    /// A country, region, city or any other place.
    Place,
    /// A person.
    Person,
    /// An organization.
    Organization,
}

/// `label,group`: the labels for places, persons and organizations in marked texts, in small
/// letters.
const LABELS: &str = include_str!("evaluate/labels.csv");

impl Group {
    /// Every group.
    pub const ALL: [Group; 3] = [Group::Place, Group::Person, Group::Organization];

    /// The group for the label `word` of a marked text: `city`, `LOC`, `GPE`, `per`, `ORG` …
    pub fn of(word: &str) -> Option<Group> {
        let label = word.trim().to_lowercase();
        let mut rows = LABELS.lines().skip(1).filter_map(|row| row.split_once(','));
        let (_, group) = rows.find(|&(known, _)| known == label)?;
        Group::ALL.into_iter().find(|known| known.as_str() == group)
    }

    /// The kinds of entities in it.
    pub fn kinds(self) -> &'static [Kind] {
        match self {
            Group::Place => &[Kind::Country, Kind::Region, Kind::City, Kind::Place],
            Group::Person => &[Kind::Person],
            Group::Organization => &[Kind::Organization],
        }
    }

    /// `place`, `person` or `organization`.
    pub fn as_str(self) -> &'static str {
        match self {
            Group::Place => "place",
            Group::Person => "person",
            Group::Organization => "organization",
        }
    }
}

impl From<Kind> for Group {
    fn from(kind: Kind) -> Group {
        match kind {
            Kind::Country | Kind::Region | Kind::City | Kind::Place => Group::Place,
            Kind::Person => Group::Person,
            Kind::Organization => Group::Organization,
        }
    }
}

/// A marked or found name.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Marked<'a> {
    /// Where it stands.
    pub span: Span,
    /// The group it belongs to.
    pub group: Group,
    /// Its coordinates.
    pub point: Option<Point>,
    /// ISO 3166-1 alpha-2 code of the country it lies in.
    pub country: Option<&'a str>,
    /// Whether it is itself a country, whose coordinates are a matter of taste.
    pub is_country: bool,
    /// Its probability, if it was found.
    pub score: Option<f32>,
}

impl<'a> Marked<'a> {
    /// A name with nothing but a span and a group.
    pub fn new(span: Span, group: Group) -> Marked<'a> {
        Marked { span, group, point: None, country: None, is_country: false, score: None }
    }

    /// Sets its coordinates.
    pub fn with_point(self, point: Option<Point>) -> Marked<'a> {
        Marked { point, ..self }
    }

    /// Sets its country.
    pub fn with_country(self, country: Option<&'a str>) -> Marked<'a> {
        Marked { country, ..self }
    }

    /// Sets its probability, from 0 to 1.
    pub fn with_score(self, score: Option<f32>) -> Marked<'a> {
        Marked { score, ..self }
    }

    /// Marks it as a country.
    pub fn a_country(self) -> Marked<'a> {
        Marked { is_country: true, ..self }
    }
}

impl<'d> From<Mention<'d, '_>> for Marked<'d> {
    fn from(mention: Mention<'d, '_>) -> Marked<'d> {
        let entity = mention.entity();
        Marked {
            span: mention.span(),
            group: mention.kind().into(),
            point: entity.and_then(Entity::point),
            country: entity.and_then(Entity::country),
            is_country: mention.kind() == Kind::Country,
            score: Some(mention.score()),
        }
    }
}

/// Compares found names with marked ones, text by text.
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    documents: usize,
    counts: [Counts; Group::ALL.len()],
    scores: [Scores; Group::ALL.len()],
    places: Errors,
    below_country: Errors,
    countries: Countries,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    gold: usize,
    found: usize,
    /// Marked and found with the same span.
    right: usize,
    /// Found names that overlap a marked one.
    found_near: usize,
    /// Marked names that overlap a found one.
    gold_near: usize,
}

/// Places marked with coordinates.
#[derive(Clone, Debug, Default)]
struct Errors {
    gold: usize,
    found: usize,
    /// The distance of each one that was found and has coordinates.
    km: Vec<f64>,
}

/// Places marked with a country.
#[derive(Clone, Copy, Debug, Default)]
struct Countries {
    gold: usize,
    answered: usize,
    right: usize,
}

impl Evaluation {
    /// Adds the marked and the found names of a text.
    ///
    /// Of several names with the same span and group one counts: the last of those marked, the
    /// first of those found.
    ///
    /// # Complexity
    /// O(n log n) in the number of names.
    pub fn add(&mut self, gold: &[Marked<'_>], found: &[Marked<'_>]) {
        self.documents += 1;
        let gold: BTreeMap<_, _> =
            gold.iter().map(|marked| ((marked.group, marked.span), marked)).collect();
        let found: BTreeMap<_, _> =
            found.iter().rev().map(|marked| ((marked.group, marked.span), marked)).collect();
        for (group, counts) in Group::ALL.into_iter().zip(&mut self.counts) {
            let of_group = |names: &BTreeMap<(Group, Span), _>| -> Vec<Span> {
                names.keys().filter(|(other, _)| *other == group).map(|(_, span)| *span).collect()
            };
            let (gold_spans, found_spans) = (of_group(&gold), of_group(&found));
            counts.gold += gold_spans.len();
            counts.found += found_spans.len();
            counts.right +=
                found_spans.iter().filter(|&&span| gold.contains_key(&(group, span))).count();
            counts.found_near += overlapping(&found_spans, &gold_spans);
            counts.gold_near += overlapping(&gold_spans, &found_spans);
        }
        for (key, name) in &found {
            let scores =
                Group::ALL.into_iter().zip(&mut self.scores).find(|(group, _)| *group == key.0);
            if let (Some((_, scores)), Some(score)) = (scores, name.score) {
                scores.add(score, gold.get(key).is_some_and(|gold| is_meant(gold, name)));
            }
        }
        for (key, place) in gold.into_iter().filter(|((group, _), _)| *group == Group::Place) {
            self.add_place(place, found.get(&key).copied());
        }
    }

    fn add_place(&mut self, gold: &Marked<'_>, found: Option<&Marked<'_>>) {
        if let Some(point) = gold.point {
            self.places.add(point, found);
            if !gold.is_country {
                self.below_country.add(point, found);
            }
        }
        let Some(country) = country_code(gold.country) else { return };
        self.countries.gold += 1;
        if let Some(answer) = found.and_then(|found| country_code(found.country)) {
            self.countries.answered += 1;
            self.countries.right += usize::from(answer == country);
        }
    }

    /// The figures so far.
    pub fn report(&self) -> Report {
        let groups = Group::ALL
            .into_iter()
            .zip(&self.counts)
            .filter(|(_, counts)| counts.gold + counts.found > 0);
        let groups =
            groups.map(|(group, &counts)| GroupFigures { group, figures: counts.into() }).collect();
        let mut all = Counts::default();
        for counts in self.counts.iter().filter(|counts| counts.gold > 0) {
            all.gold += counts.gold;
            all.found += counts.found;
            all.right += counts.right;
            all.found_near += counts.found_near;
            all.gold_near += counts.gold_near;
        }
        let marked = self.scores.iter().zip(&self.counts).filter(|(_, counts)| counts.gold > 0);
        let Countries { gold, answered, right } = self.countries;
        Report {
            documents: self.documents,
            groups,
            all: all.into(),
            places: (&self.places).into(),
            below_country: (&self.below_country).into(),
            scores: Scores::figures(marked.map(|(scores, _)| scores)),
            countries: CountryFigures {
                gold,
                answered,
                accuracy: share(right, answered),
                accuracy_of_gold: share(right, gold),
            },
        }
    }
}

impl Errors {
    fn add(&mut self, gold: Point, found: Option<&Marked<'_>>) {
        self.gold += 1;
        self.found += usize::from(found.is_some());
        self.km.extend(found.and_then(|found| found.point).map(|point| gold.distance_km(point)));
    }
}

/// The largest distance of a right place: 100 miles.
const NEAR_KM: f64 = 161.0;

/// Whether the found place lies near the marked one, as far as that is known.
fn is_meant(gold: &Marked<'_>, found: &Marked<'_>) -> bool {
    gold.is_country
        || gold
            .point
            .zip(found.point)
            .is_none_or(|(gold, found)| gold.distance_km(found) <= NEAR_KM)
}

/// The code as in ISO 3166: `GB` for `gb` and `UK`.
fn country_code(code: Option<&str>) -> Option<String> {
    let code = Some(code?.trim().to_uppercase()).filter(|code| !code.is_empty())?;
    let other = if is_country(&code) { None } else { country_called(&code) };
    Some(other.unwrap_or(code))
}

/// The number of `spans` that overlap one of `others`, which are in order.
fn overlapping(spans: &[Span], others: &[Span]) -> usize {
    // The furthest end of each span and those before it.
    let mut furthest = 0;
    let ends: Vec<usize> = others
        .iter()
        .map(|other| {
            furthest = furthest.max(other.end);
            furthest
        })
        .collect();
    let reached = |span: &&Span| {
        let before = others.partition_point(|other| other.start < span.end);
        before > 0 && ends[before - 1] > span.start
    };
    spans.iter().filter(reached).count()
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The figures of an [`Evaluation`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// Number of texts.
    pub documents: usize,
    /// The groups with marked or found names.
    pub groups: Vec<GroupFigures>,
    /// All groups with marked names together.
    pub all: Figures,
    /// Coordinates of places.
    pub places: PlaceFigures,
    /// The same without countries.
    pub below_country: PlaceFigures,
    /// Countries of places.
    pub countries: CountryFigures,
    /// How reliable the scores are.
    pub scores: ScoreFigures,
}

/// The figures of one group.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct GroupFigures {
    /// The group.
    pub group: Group,
    /// Its figures.
    #[serde(flatten)]
    pub figures: Figures,
}

/// How much of the marked names was found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Figures {
    /// The number of marked names.
    pub gold: usize,
    /// The number of found names.
    pub found: usize,
    /// The number of found names whose span is marked.
    pub right: usize,
    /// For equal spans.
    pub exact: Accuracy,
    /// For overlapping spans.
    pub overlap: Accuracy,
}

impl From<Counts> for Figures {
    fn from(Counts { gold, found, right, found_near, gold_near }: Counts) -> Figures {
        Figures {
            gold,
            found,
            right,
            exact: Accuracy::new(right, found, right, gold),
            overlap: Accuracy::new(found_near, found, gold_near, gold),
        }
    }
}

/// Precision, recall and their harmonic mean, each from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Accuracy {
    /// The share of found names that are marked. If none was found: 1 if none is marked, else 0.
    pub precision: f64,
    /// The share of marked names that were found. If none is marked: 1.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

impl Accuracy {
    fn new(right: usize, found: usize, hit: usize, gold: usize) -> Accuracy {
        let precision = share(right, found).unwrap_or(if gold == 0 { 1.0 } else { 0.0 });
        let recall = share(hit, gold).unwrap_or(1.0);
        let sum = precision + recall;
        Accuracy {
            precision,
            recall,
            f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 },
        }
    }
}

/// The distances of places from their marked coordinates. Shares of nothing are `None`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PlaceFigures {
    /// The number of places marked with coordinates.
    pub gold: usize,
    /// The number of these that were found with the same span.
    pub found: usize,
    /// The number of these that have coordinates.
    pub resolved: usize,
    /// The share of the marked places that were found and have coordinates.
    pub resolved_share: Option<f64>,
    /// The share of the resolved places within 161 km (100 miles) of the marked point.
    pub within_161_km: Option<f64>,
    /// The same share of all marked places.
    pub within_161_km_of_gold: Option<f64>,
    /// The median distance of the resolved places, in kilometres.
    pub median_km: Option<f64>,
}

impl From<&Errors> for PlaceFigures {
    fn from(errors: &Errors) -> PlaceFigures {
        let mut km = errors.km.clone();
        km.sort_by(f64::total_cmp);
        let near = km.iter().filter(|&&km| km <= NEAR_KM).count();
        let middle = km.len() / 2;
        let median_km = match km.len() {
            0 => None,
            odd if odd % 2 == 1 => Some(km[middle]),
            _ => Some((km[middle - 1] + km[middle]) / 2.0),
        };
        PlaceFigures {
            gold: errors.gold,
            found: errors.found,
            resolved: km.len(),
            resolved_share: share(km.len(), errors.gold),
            within_161_km: share(near, km.len()),
            within_161_km_of_gold: share(near, errors.gold),
            median_km,
        }
    }
}

/// How many places have the right country. Shares of nothing are `None`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CountryFigures {
    /// The number of places marked with a country.
    pub gold: usize,
    /// The number of these that were found with the same span and have a country.
    pub answered: usize,
    /// The share of the answered places with the right country.
    pub accuracy: Option<f64>,
    /// The same share of all marked places.
    pub accuracy_of_gold: Option<f64>,
}
