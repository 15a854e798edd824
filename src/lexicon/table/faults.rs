//! What is wrong with a row, and in which line.

use crate::lexicon::{check::shown, error::Error};
use csv::{ErrorKind, StringRecord};

/// The line of a row. The csv crate counts line feeds; where lines end as on an old Macintosh there
/// are none, and rows are counted.
pub(super) fn line_of(position: &csv::Position) -> u64 {
    if position.line() == 1 { position.record() + 1 } else { position.line() }
}

/// Says what the csv crate found wrong in `row`, where.
pub(super) fn describe(
    table: &str,
    headers: &StringRecord,
    row: &StringRecord,
    error: csv::Error,
) -> Error {
    let line = error.position().map(line_of);
    let (column, message) = match error.kind() {
        ErrorKind::Deserialize { err, .. }
            if err.field().is_some_and(|field| is_number(headers.get(field as usize))) =>
        {
            let field = err.field().map_or(0, |field| field as usize);
            let (column, value) = (headers.get(field), row.get(field).unwrap_or_default());
            (
                column,
                format!(
                    "`{}` is no number: expected {}",
                    shown(value),
                    number(column.unwrap_or_default())
                ),
            )
        }
        ErrorKind::Utf8 { err, .. } => (headers.get(err.field()), "not valid UTF-8".into()),
        ErrorKind::UnequalLengths { expected_len, len, .. } => {
            (None, format!("found {len} fields, expected {expected_len}"))
        }
        ErrorKind::Deserialize { err, .. } => {
            (err.field().and_then(|field| headers.get(field as usize)), err.kind().to_string())
        }
        ErrorKind::Io(_) => (None, "cannot be read".into()),
        _ => (None, error.to_string()),
    };
    let mut described = Error::new(table, message);
    if let Some(column) = column {
        described = described.column(column);
    }
    if let Some(line) = line {
        described = described.line(line);
    }
    described.source(error)
}

/// Whether a column holds numbers.
fn is_number(column: Option<&str>) -> bool {
    column.is_some_and(|column| !number(column).is_empty())
}

/// What stands in a column of numbers; empty for others.
fn number(column: &str) -> &'static str {
    match column {
        "lat" | "lon" => "degrees, such as 51.73",
        "population" => "people in digits alone, such as 8900000",
        "fame" => "1 to 5",
        "geonames" => "the digits of a GeoNames number",
        "weight" => "a figure such as -0.5",
        _ => "",
    }
}
