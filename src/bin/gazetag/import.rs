//! `gazetag import`: other people's gazetteers in, gazetag's tables out.

use crate::{Stop, files, output::Output, progress, tell};
use clap::{Args, Subcommand};
use gazetag::{
    Gazetteer, Kind,
    import::{Import, Progress, Report, Source, delimited, geonames, jrc, lines, spacy, wikidata},
};
use std::{
    cmp::Reverse,
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    format: Format,
}

#[derive(Subcommand)]
enum Format {
    /// GeoNames: allCountries.txt, citiesN.txt or the file of a country
    Geonames(GeoNames),
    /// The Wikidata JSON dump
    Wikidata(Wikidata),
    /// The entity file of JRC-Names
    Jrc(Jrc),
    /// Patterns of spaCy's EntityRuler, in JSON Lines
    Spacy(Spacy),
    /// CSV or TSV with any columns
    Csv(Csv),
    /// One name a line
    Lines(Lines),
}

/// What every format has.
#[derive(Args)]
struct Common {
    /// Folder for the tables, entities.csv and names.csv; made if there is none
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Stop at the first malformed line
    #[arg(long)]
    strict: bool,
    /// Join with the built-in tables: what they have gets only its new names, under their ids. Use
    /// both together then
    #[arg(long)]
    join: bool,
}

#[derive(Args)]
struct GeoNames {
    /// The dump; `-` reads standard input. All files may be compressed with gzip or bzip2
    file: PathBuf,
    /// alternateNamesV2.txt: names with languages
    #[arg(long, value_name = "FILE")]
    alternate_names: Option<PathBuf>,
    /// admin1CodesASCII.txt: the numbers of regions
    #[arg(long, value_name = "FILE")]
    admin1: Option<PathBuf>,
    /// Feature classes and codes to take, and as what: `P,A.ADM1,T.MT*=place`. Usual: P,
    /// P.PPLX=place, A.PCL*=country, A.ADM1=region
    #[arg(long, value_delimiter = ',', value_name = "FEATURE[=KIND],…")]
    features: Vec<String>,
    /// Leave out populated places of fewer people, but no capitals
    #[arg(long, default_value_t = 0, value_name = "PEOPLE")]
    min_population: u64,
    #[command(flatten)]
    languages: Languages,
    #[command(flatten)]
    common: Common,
}

#[derive(Args)]
struct Wikidata {
    /// The dump, usually .json.gz or .json.bz2; `-` reads standard input
    file: PathBuf,
    /// Classes whose instances to take, and as what: `Q5=person,Q7278=organization`. Subclasses
    /// are not followed
    #[arg(long, value_delimiter = ',', value_name = "Q…=KIND,…", value_parser = class)]
    classes: Vec<(u32, Kind)>,
    /// Leave out items with fewer pages in Wikipedia and its sisters
    #[arg(long, default_value_t = 0, value_name = "PAGES")]
    min_sitelinks: usize,
    #[command(flatten)]
    languages: Languages,
    #[command(flatten)]
    common: Common,
}

#[derive(Args)]
struct Jrc {
    /// The entity file (entities.gzip); `-` reads standard input
    file: PathBuf,
    #[command(flatten)]
    languages: Languages,
    #[command(flatten)]
    common: Common,
}

#[derive(Args)]
struct Spacy {
    /// The patterns; `-` reads standard input
    file: PathBuf,
    /// The language of the patterns (BCP 47)
    #[arg(long, default_value = "", hide_default_value = true)]
    lang: String,
    #[command(flatten)]
    labels: Labels,
    #[command(flatten)]
    ids: Ids,
    #[command(flatten)]
    common: Common,
}

#[derive(Args)]
struct Csv {
    /// The table, its first line naming the columns; `-` reads standard input
    file: PathBuf,
    /// Which column holds what: `id=code,name=title,lat=y`. Fields: id, name, name:LANG, aliases,
    /// aliases:LANG, kind, country, region, lat, lon, population, geonames, wikidata. Those
    /// not given are looked for under these names
    #[arg(long, value_delimiter = ',', value_name = "FIELD=COLUMN,…", value_parser = column)]
    columns: Vec<(delimited::Field, String)>,
    /// The kind of entities for which no column says it
    #[arg(long)]
    kind: Option<Kind>,
    /// What stands between fields; `\t` or `tab` for a tab. The first line tells if this does not
    #[arg(long, value_name = "CHAR", value_parser = delimiter)]
    delimiter: Option<u8>,
    /// What stands between aliases; usually `|` or `;`
    #[arg(long, value_name = "CHAR")]
    list_separator: Option<char>,
    #[command(flatten)]
    labels: Labels,
    #[command(flatten)]
    ids: Ids,
    #[command(flatten)]
    common: Common,
}

#[derive(Args)]
struct Lines {
    /// The list; `-` reads standard input
    file: PathBuf,
    /// The kind of the entities
    #[arg(long)]
    kind: Kind,
    /// What stands before each feature behind a name, as in lists of GATE: `:` in
    /// `Moscow:country=Russia`
    #[arg(long, value_name = "CHAR", value_parser = separator)]
    separator: Option<char>,
    #[command(flatten)]
    ids: Ids,
    #[command(flatten)]
    common: Common,
}

#[derive(Args)]
struct Languages {
    /// Take only names in these languages (BCP 47)
    #[arg(long, value_delimiter = ',', value_name = "LANG,…")]
    languages: Vec<String>,
}

#[derive(Args)]
struct Labels {
    /// Take a label as a kind, or `skip` it: `GPE=city`; can be given again
    #[arg(long = "label", value_delimiter = ',', value_name = "LABEL=KIND", value_parser = label)]
    labels: Vec<(String, Option<Kind>)>,
}

#[derive(Args)]
struct Ids {
    /// What ids begin with, so that they are not those of another table
    #[arg(long, value_name = "PREFIX", default_value = "", hide_default_value = true)]
    id_prefix: String,
}

pub fn run(options: Options) -> Result<ExitCode, Stop> {
    let format = options.format;
    let Common { output, strict, join } = format.common();
    let folder = output.clone();
    format.check(&folder)?;
    let mut import = Import::new();
    if *strict {
        import = import.strict();
    }
    if *join {
        import = import.joining(Gazetteer::builder().builtin()?.build()?);
    }
    import = import.on_progress(progress_bar());
    format.read(&mut import)?;
    let report = write(import, &folder)?;
    summarize(&report, &folder);
    if report.entities == 0 && report.names == 0 {
        return Err(Stop::Failed("nothing was taken: is the file in this format?".into()));
    }
    Ok(ExitCode::SUCCESS)
}

impl GeoNames {
    fn read(self, import: &mut Import) -> Result<(), Stop> {
        let GeoNames { file, alternate_names, admin1, features, min_population, languages, .. } =
            self;
        let mut options =
            geonames::Options::new().min_population(min_population).languages(languages.languages);
        for feature in &features {
            let (feature, kind) = match feature.split_once('=') {
                Some((feature, kind)) => (feature, Some(kind.parse::<Kind>()?)),
                None => (&**feature, None),
            };
            options = options.features([(feature, kind)]);
        }
        if let Some(file) = alternate_names {
            options = options.alternate_names(source(&file)?);
        }
        if let Some(file) = admin1 {
            options = options.admin1(source(&file)?);
        }
        options.read(source(&file)?, import)?;
        Ok(())
    }
}

impl Csv {
    fn read(self, import: &mut Import) -> Result<(), Stop> {
        let Csv { file, columns, kind, delimiter, list_separator, labels, ids, .. } = self;
        let mut options = delimited::Options::new().id_prefix(ids.id_prefix);
        for (field, column) in columns {
            options = options.column(field, column);
        }
        for (label, kind) in &labels.labels {
            options = options.label(label, *kind);
        }
        options = kind.map_or(options.clone(), |kind| options.kind(kind));
        options = delimiter.map_or(options.clone(), |delimiter| options.delimiter(delimiter));
        options =
            list_separator.map_or(options.clone(), |separator| options.list_separator(separator));
        options.read(source(&file)?, import)?;
        Ok(())
    }
}

impl Format {
    fn common(&self) -> &Common {
        match self {
            Format::Geonames(GeoNames { common, .. })
            | Format::Wikidata(Wikidata { common, .. })
            | Format::Jrc(Jrc { common, .. })
            | Format::Spacy(Spacy { common, .. })
            | Format::Csv(Csv { common, .. })
            | Format::Lines(Lines { common, .. }) => common,
        }
    }

    /// The files that are read.
    fn inputs(&self) -> Vec<&Path> {
        match self {
            Format::Geonames(GeoNames { file, alternate_names, admin1, .. }) => [file]
                .into_iter()
                .chain(alternate_names)
                .chain(admin1)
                .map(PathBuf::as_path)
                .collect(),
            Format::Wikidata(Wikidata { file, .. })
            | Format::Jrc(Jrc { file, .. })
            | Format::Spacy(Spacy { file, .. })
            | Format::Csv(Csv { file, .. })
            | Format::Lines(Lines { file, .. }) => vec![file],
        }
    }

    /// Refuses what cannot be read or written as it is asked for.
    fn check(&self, folder: &Path) -> Result<(), Stop> {
        if files::is_dash(folder) {
            return Err(Stop::Failed(
                "standard output (`-`) cannot hold two tables: expected a folder".into(),
            ));
        }
        files::check_dashes(self.inputs())?;
        TABLES.iter().try_for_each(|table| files::check_output(&folder.join(table), self.inputs()))
    }

    fn read(self, import: &mut Import) -> Result<(), Stop> {
        match self {
            Format::Geonames(format) => format.read(import)?,
            Format::Wikidata(Wikidata { file, classes, min_sitelinks, languages, .. }) => {
                let mut options = wikidata::Options::new()
                    .min_sitelinks(min_sitelinks)
                    .languages(languages.languages);
                if !classes.is_empty() {
                    options = options.classes(classes);
                }
                options.read(source(&file)?, import)?;
            }
            Format::Jrc(Jrc { file, languages, .. }) => {
                jrc::Options::new().languages(languages.languages).read(source(&file)?, import)?;
            }
            Format::Spacy(Spacy { file, lang, labels, ids, .. }) => {
                let mut options = spacy::Options::new().lang(lang).id_prefix(ids.id_prefix);
                for (label, kind) in &labels.labels {
                    options = options.label(label, *kind);
                }
                options.read(source(&file)?, import)?;
            }
            Format::Csv(format) => format.read(import)?,
            Format::Lines(Lines { file, kind, separator, ids, .. }) => {
                let mut options = lines::Options::new(kind).id_prefix(ids.id_prefix);
                options =
                    separator.map_or(options.clone(), |separator| options.separator(separator));
                options.read(source(&file)?, import)?;
            }
        }
        Ok(())
    }
}

fn source(file: &Path) -> Result<Source, gazetag::Error> {
    if file == Path::new("-") {
        Source::new("standard input", io::stdin())
    } else {
        Source::open(file)
    }
}

/// Shows how far a file is read.
fn progress_bar() -> impl FnMut(Progress<'_>) {
    let mut current: Option<(String, progress::Progress)> = None;
    move |now| {
        if current.as_ref().is_none_or(|(file, _)| file != now.file) {
            // The old one goes before the new one comes.
            current = None;
        }
        let (file, bar) =
            current.get_or_insert_with(|| (now.file.into(), progress::Progress::new(now.total)));
        bar.set(now.bytes, || format!("{file}: {} lines", now.lines));
    }
}

/// The tables that are written.
const TABLES: [&str; 2] = ["entities.csv", "names.csv"];

/// Writes both tables into a folder, which is made if there is none, but does not stay if that
/// fails.
fn write(import: Import, folder: &Path) -> Result<Report, Stop> {
    let is_new = !folder.exists();
    fs::create_dir_all(folder)
        .map_err(|error| format!("{}: cannot be written: {error}", folder.display()))?;
    let report = write_tables(import, folder);
    if report.is_err() && is_new {
        // The reason that is told is why the tables could not be written.
        let _ = fs::remove_dir(folder);
    }
    report
}

/// Writes both tables, and only then puts them in their places.
fn write_tables(import: Import, folder: &Path) -> Result<Report, Stop> {
    let [entities, names] = TABLES.map(|table| Output::create(&folder.join(table)));
    let (mut entities, mut names) = (entities?, names?);
    let written = import.write(&mut entities, &mut names);
    let report = written.map_err(|error| match TABLES.contains(&error.table()) {
        // The message begins with the name of the table.
        true => folder.join(error.to_string()).display().to_string(),
        false => error.to_string(),
    })?;
    entities.finish()?;
    names.finish()?;
    Ok(report)
}

/// Says what was taken and what not.
fn summarize(report: &Report, folder: &Path) {
    let mut told = format!(
        "written to {}: entities: {}, names: {}",
        folder.display(),
        report.entities,
        report.names
    );
    for (reason, count) in &report.skipped {
        told +=
            &format!("\n  skipped: {reason}: {count}{}", named(report.skipped_values.get(reason)));
    }
    for (reason, count) in &report.malformed {
        told += &format!("\n  malformed: {reason}: {count}");
    }
    let shown = report.first_malformed.len() as u64;
    match report.malformed.values().sum() {
        0 => {}
        all if all > shown => told += &format!("\nThe first {shown} malformed:"),
        _ => told += "\nMalformed:",
    }
    for line in &report.first_malformed {
        told += &format!("\n  {line}");
    }
    tell(told);
}

/// What was skipped for a reason, the most frequent first.
fn named(values: Option<&BTreeMap<String, u64>>) -> String {
    let mut values: Vec<(&String, &u64)> = values.into_iter().flatten().collect();
    values.sort_by_key(|&(value, count)| (Reverse(count), value));
    let shown: Vec<String> =
        values.into_iter().map(|(value, count)| format!("{value} {count}")).collect();
    if shown.is_empty() { String::new() } else { format!(" ({})", shown.join(", ")) }
}

fn class(text: &str) -> Result<(u32, Kind), String> {
    let (item, kind) = text.split_once('=').ok_or("expected a class and a kind, like Q5=person")?;
    let number = item
        .strip_prefix('Q')
        .and_then(|digits| digits.parse().ok())
        .ok_or_else(|| format!("`{item}` is no Wikidata item"))?;
    Ok((number, kind.parse::<Kind>().map_err(|error| error.to_string())?))
}

fn column(text: &str) -> Result<(delimited::Field, String), String> {
    let (field, column) =
        text.split_once('=').ok_or("expected a field and a column, like name=title")?;
    Ok((field.parse::<delimited::Field>().map_err(|error| error.to_string())?, column.into()))
}

fn label(text: &str) -> Result<(String, Option<Kind>), String> {
    let (label, kind) = text.split_once('=').ok_or("expected a label and a kind, like GPE=city")?;
    let kind = if kind == "skip" {
        None
    } else {
        Some(kind.parse::<Kind>().map_err(|error| error.to_string())?)
    };
    Ok((label.into(), kind))
}

fn separator(text: &str) -> Result<char, String> {
    match text {
        "\\t" | "tab" => Ok('\t'),
        text => text.parse().map_err(|_| "expected one character, or `tab`".into()),
    }
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"\\t" | b"tab" => Ok(b'\t'),
        [byte] if byte.is_ascii() => Ok(*byte),
        _ => Err("expected one ASCII character, or `tab`".into()),
    }
}
