//! `gazetag lookup`: what the tables hold for a name.

use crate::{Stop, Tables, tell, written};
use clap::Args;
use gazetag::Annotator;
use std::{io::Write, process::ExitCode};

#[derive(Args)]
pub struct Options {
    /// The name; case and accents do not count
    #[arg(required = true)]
    name: Vec<String>,
    #[command(flatten)]
    tables: Tables,
}

pub fn run(options: &Options, out: &mut impl Write) -> Result<ExitCode, Stop> {
    let annotator = options.tables.annotator(Annotator::builder())?;
    let name = options.name.join(" ");
    let mut found = false;
    for (entity, name) in annotator.lookup(&name) {
        found = true;
        let lang = name.lang().unwrap_or("–");
        let mut row = format!(
            "{}\t{}\t{}\t{} ({lang}, {})",
            entity.id(),
            entity.kind(),
            entity.name(),
            name.as_str(),
            name.form()
        );
        for (label, value) in [
            ("type", entity.class().map(Into::into)),
            ("country", entity.country().map(Into::into)),
            ("region", entity.region().map(Into::into)),
            ("point", entity.point().map(|point| format!("{} {}", point.lat, point.lon))),
            ("population", entity.population().map(|population| population.to_string())),
            ("fame", entity.fame().map(|fame| fame.to_string())),
            ("geonames", entity.geonames().map(|number| number.to_string())),
            ("wikidata", entity.wikidata().map(Into::into)),
        ] {
            if let Some(value) = value {
                row.push_str(&format!("\t{label}: {value}"));
            }
        }
        written(writeln!(out, "{row}"))?;
    }
    if !found {
        tell(format_args!("no table has the name `{name}`"));
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}
