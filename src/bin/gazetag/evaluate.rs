//! `gazetag evaluate`: annotations against marked texts.

use crate::{
    Reading, Stop, Tables,
    encoding::EncodingOption,
    files,
    lines::{self, Line, Lines},
    panics::{self, guarded},
    tell, written,
};
use clap::Args;
use gazetag::{
    Annotator, Point, Scratch, Span,
    evaluate::{Accuracy, Evaluation, Group, Marked, PlaceFigures, Report},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use std::{
    collections::{BTreeMap, HashMap},
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

#[derive(Args)]
pub struct Options {
    /// Marked texts, one on a line: {"id": …, "text": "…", "lang": "…", "country": "…", "entities":
    /// [{"start": 0, "end": 5, "type": "place", "lat": …, "lon": …, "country": "…", "level":
    /// "country"}]}; start and end count bytes; lang, the country of origin, and all after type are
    /// optional
    gold: PathBuf,
    /// Mentions found in them: lines of {"id": …, "mentions": […]}, as `gazetag annotate --jsonl`
    /// writes, or {"id": …, "entities": […]}; without this, the texts are annotated now
    #[arg(long, value_name = "FILE", conflicts_with_all = [
        "lang", "country", "ignore_case", "demonyms", "gazetteer", "no_builtin"
    ])]
    predictions: Option<PathBuf>,
    /// Write JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    encoding: EncodingOption,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    tables: Tables,
}

/// A line of marked text.
#[derive(Deserialize)]
struct Gold {
    id: Box<RawValue>,
    text: String,
    lang: Option<String>,
    country: Option<String>,
    entities: Vec<Row>,
}

const GOLD: &str = r#"{"id": …, "text": "…", "entities": […]}"#;

/// A line of found names.
#[derive(Deserialize)]
struct Prediction {
    id: Box<RawValue>,
    #[serde(alias = "mentions")]
    entities: Vec<Row>,
}

const PREDICTION: &str = r#"{"id": …, "mentions": […]}"#;

/// A marked or found name.
#[derive(Deserialize)]
struct Row {
    start: usize,
    end: usize,
    #[serde(rename = "type", alias = "kind")]
    kind: String,
    lat: Option<f64>,
    lon: Option<f64>,
    country: Option<String>,
    country_src: Option<String>,
    level: Option<String>,
    score: Option<f32>,
}

impl Row {
    /// The country, unless whoever marked the text only took the one nearest to the coordinates.
    fn country(&self) -> Option<&str> {
        self.country.as_deref().filter(|_| self.country_src.as_deref() != Some("nearest"))
    }
}

pub fn run(options: &Options, out: &mut impl Write) -> Result<ExitCode, Stop> {
    panics::keep_quiet();
    files::check_dashes(
        [&options.gold].into_iter().chain(&options.predictions).map(PathBuf::as_path),
    )?;
    let mut finder = match &options.predictions {
        Some(file) => Finder::Predictions(Predictions::read(file, options.encoding)?),
        None => Finder::Annotator(Box::new((
            options.tables.annotator(options.reading.builder())?,
            Scratch::default(),
        ))),
    };
    let mut lines = Rows::open(&options.gold, options.encoding)?;
    let mut evaluation = Evaluation::default();
    let mut left_out = BTreeMap::new();
    let mut seen = HashMap::new();
    while let Some((number, gold)) = lines.next::<Gold>(GOLD)? {
        let at = format!("{}, line {number}", lines.shown);
        if let Some(other) = seen.insert(gold.id.get().to_owned(), number) {
            return Err(Stop::Failed(format!(
                "{at}: the id {} stands already in line {other}",
                gold.id
            )));
        }
        let marked = marked(&at, &gold.text, &gold.entities, &mut left_out)?;
        match &mut finder {
            Finder::Predictions(predictions) => {
                predictions.compare(&gold, &marked, &mut evaluation, &mut left_out)?
            }
            Finder::Annotator(annotator) => {
                let (annotator, scratch) = &mut **annotator;
                let document =
                    options.reading.document(&gold.text, gold.lang.as_ref(), gold.country.as_ref());
                let added = guarded(|| {
                    let annotations = annotator.annotate_with(scratch, document);
                    evaluation
                        .add(&marked, &annotations.iter().map(Marked::from).collect::<Vec<_>>());
                });
                added.map_err(|message| format!("{at} (id {}): {message}", gold.id))?;
            }
        }
    }
    if let Finder::Predictions(predictions) = finder {
        predictions.tell_unmatched();
    }
    tell_left_out(&left_out);
    let report = evaluation.report();
    if options.json {
        written(writeln!(out, "{}", serde_json::to_string(&report)?))?;
    } else {
        written(write!(out, "{}", table(&report)))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The objects of a file, one on a line.
struct Rows {
    shown: String,
    lines: Lines,
    bytes: Vec<u8>,
}

impl Rows {
    fn open(file: &Path, encoding: EncodingOption) -> Result<Rows, Stop> {
        let shown = files::shown(file);
        let reader = files::open(file).map_err(|message| format!("{shown}: {message}"))?;
        Ok(Rows { shown, lines: Lines::new(reader, encoding), bytes: Vec::new() })
    }

    /// The object of the next line that is not empty, and the number of the line; messages call
    /// such an object `expected`.
    fn next<T: DeserializeOwned>(&mut self, expected: &str) -> Result<Option<(u64, T)>, Stop> {
        loop {
            self.bytes.clear();
            let line = self
                .lines
                .append(&mut self.bytes)
                .map_err(|message| format!("{}: {message}", self.shown))?;
            let Some(Line { number, charset, range, mark }) = line else { return Ok(None) };
            let read = charset.decode(&self.bytes[range], mark).and_then(|json| {
                match json.trim_ascii_end() {
                    "" => Ok(None),
                    json => lines::parse(json, expected).map(Some),
                }
            });
            let row =
                read.map_err(|message| format!("{}, line {number}: {message}", self.shown))?;
            if let Some(row) = row {
                return Ok(Some((number, row)));
            }
        }
    }
}

/// Says how many marked names there are of kinds that gazetag does not look for.
fn tell_left_out(left_out: &BTreeMap<String, u64>) {
    if !left_out.is_empty() {
        let types: Vec<String> =
            left_out.iter().map(|(kind, count)| format!("{kind} ({count})")).collect();
        tell(format_args!(
            "left out, as they are neither places nor persons nor organizations: {}",
            types.join(", ")
        ));
    }
}

/// The source of the names that are compared with the marked ones.
enum Finder {
    Annotator(Box<(Annotator, Scratch)>),
    Predictions(Predictions),
}

/// The names found, by the id of the text.
struct Predictions {
    shown: String,
    /// The names with the number of their line.
    by_id: HashMap<String, (u64, Vec<Row>)>,
    /// Marked texts that have none.
    missing: u64,
}

impl Predictions {
    fn read(file: &Path, encoding: EncodingOption) -> Result<Predictions, Stop> {
        let mut lines = Rows::open(file, encoding)?;
        let shown = lines.shown.clone();
        let mut by_id = HashMap::new();
        while let Some((number, Prediction { id, entities })) = lines.next(PREDICTION)? {
            if let Some((other, _)) = by_id.insert(id.get().to_owned(), (number, entities)) {
                return Err(Stop::Failed(format!(
                    "{shown}, line {number}: the id {id} stands already in line {other}"
                )));
            }
        }
        Ok(Predictions { shown, by_id, missing: 0 })
    }

    fn compare(
        &mut self,
        gold: &Gold,
        marked_gold: &[Marked<'_>],
        evaluation: &mut Evaluation,
        left_out: &mut BTreeMap<String, u64>,
    ) -> Result<(), Stop> {
        let found = self.by_id.remove(gold.id.get());
        self.missing += u64::from(found.is_none());
        let (line, rows) = found.unwrap_or_default();
        let found = marked(&format!("{}, line {line}", self.shown), &gold.text, &rows, left_out)?;
        evaluation.add(marked_gold, &found);
        Ok(())
    }

    /// Says if not all texts have predictions, or not all predictions texts: a wrong file may have
    /// been given.
    fn tell_unmatched(&self) {
        for (count, what) in [
            (self.missing, "marked texts without predictions"),
            (self.by_id.len() as u64, "predictions for no marked text"),
        ] {
            if count > 0 {
                tell(format_args!("{what}: {count}"));
            }
        }
    }
}

/// The rows as names of `text`; `left_out` counts those of other types.
fn marked<'a>(
    at: &str,
    text: &str,
    rows: &'a [Row],
    left_out: &mut BTreeMap<String, u64>,
) -> Result<Vec<Marked<'a>>, Stop> {
    let mut marked = Vec::with_capacity(rows.len());
    for row in rows {
        let &Row { start, end, lat, lon, .. } = row;
        if start >= end || text.get(start..end).is_none() {
            return Err(Stop::Failed(format!(
                "{at}: {start} to {end} is no span of the text: expected start before end, both \
                 at edges of characters and at most {} bytes",
                text.len()
            )));
        }
        let Some(group) = Group::of(&row.kind) else {
            *left_out.entry(row.kind.clone()).or_default() += 1;
            continue;
        };
        let point = lat.zip(lon).map(|(lat, lon)| Point { lat, lon });
        let name = Marked::new(Span::new(start, end), group)
            .with_point(point)
            .with_country(row.country())
            .with_score(row.score);
        marked.push(if row.level.as_deref() == Some("country") { name.a_country() } else { name });
    }
    Ok(marked)
}

/// The report as people read it.
fn table(report: &Report) -> String {
    let mut table = format!(
        "documents {}\n\n{:14}{:>7}{:>7}{:>7}  exact  P      R     F1  overlap  P      R     F1\n",
        report.documents, "", "gold", "found", "right"
    );
    let groups = report.groups.iter().map(|group| (group.group.as_str(), &group.figures));
    for (name, figures) in groups.chain([("all", &report.all)]) {
        let accuracy = |Accuracy { precision, recall, f1, .. }: Accuracy| {
            format!("{precision:.3}  {recall:.3}  {f1:.3}")
        };
        let (exact, overlap) = (accuracy(figures.exact), accuracy(figures.overlap));
        table += &format!(
            "{name:14}{:>7}{:>7}{:>7}    {exact}    {overlap}\n",
            figures.gold, figures.found, figures.right
        );
    }
    if report.places.gold > 0 {
        table += &format!(
            "\n{:36}{:>10}{:>22}\n",
            "coordinates of places", "all", "below country level"
        );
        let mut row = |label: &str, value: &dyn Fn(&PlaceFigures) -> String| {
            table += &format!(
                "{label:36}{:>10}{:>22}\n",
                value(&report.places),
                value(&report.below_country)
            );
        };
        row("marked", &|places| places.gold.to_string());
        row("found", &|places| places.found.to_string());
        row("resolved", &|places| places.resolved.to_string());
        row("resolved share", &|places| number(places.resolved_share));
        row("within 161 km, of resolved", &|places| number(places.within_161_km));
        row("within 161 km, of all marked", &|places| number(places.within_161_km_of_gold));
        row("median distance, km", &|places| {
            places.median_km.map_or("–".into(), |km| format!("{km:.1}"))
        });
    }
    table + &countries_table(report) + &scores_table(report)
}

fn number(value: Option<f64>) -> String {
    value.map_or("–".into(), |value| format!("{value:.3}"))
}

fn countries_table(report: &Report) -> String {
    let mut table = String::new();
    let countries = &report.countries;
    if countries.gold > 0 {
        table += &format!("\n{:36}{:>10}\n", "countries of places", "all");
        for (label, value) in [
            ("marked", countries.gold.to_string()),
            ("answered", countries.answered.to_string()),
            ("right, of answered", number(countries.accuracy)),
            ("right, of all marked", number(countries.accuracy_of_gold)),
        ] {
            table += &format!("{label:36}{value:>10}\n");
        }
    }
    table
}

fn scores_table(report: &Report) -> String {
    let mut table = String::new();
    let scores = &report.scores;
    if scores.found > 0 {
        table += &format!("\n{:14}{:>7}{:>12}{:>7}\n", "scores", "found", "mean score", "right");
        for bin in &scores.bins {
            let from_to = format!("{:.1} to {:.1}", bin.least, bin.least + 0.1);
            table += &format!("{from_to:14}{:>7}{:>12.3}{:>7.3}\n", bin.found, bin.mean, bin.right);
        }
        table += &format!("calibration error {}\n", number(scores.error));
    }
    table
}
