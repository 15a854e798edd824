//! The table of weights: how much each piece of evidence counts, in log-odds.
//!
//! Each row of `data/weights.csv` says what it means; `data/README.md` says where the figures come
//! from. Those of priors go into compiled dictionaries, the others are for the text.

use super::{
    error::Error,
    table::{Table, WeightRow},
};
use std::sync::LazyLock;

/// The text of the table.
pub(crate) const CSV: &str = include_str!("../../data/weights.csv");

/// The table, read once for all that needs it.
pub(crate) static TABLE: LazyLock<WeightTable> = LazyLock::new(|| {
    WeightTable::read("data/weights.csv", CSV).unwrap_or_else(|error| panic!("{error}"))
});

/// The weights that priors are made of.
pub(crate) static PRIORS: LazyLock<PriorWeights> =
    LazyLock::new(|| PriorWeights::new(&TABLE).unwrap_or_else(|error| panic!("{error}")));

/// The figures that [`PRIORS`] are made of, in the order of their rows.
pub(crate) fn figures_of_priors() -> impl Iterator<Item = f32> {
    TABLE.rows.iter().filter(|(_, row)| is_of_priors(&row.reason)).map(|(_, row)| row.weight)
}

/// Whether a row of this reason is about priors.
pub(crate) fn is_of_priors(reason: &str) -> bool {
    reason == "prior"
}

/// A table of weights.
pub(crate) struct WeightTable {
    name: String,
    /// With their line numbers.
    rows: Vec<(u64, WeightRow)>,
}

impl WeightTable {
    pub(crate) fn read(name: &str, csv: &str) -> Result<WeightTable, Error> {
        let mut rows = Vec::new();
        Table::open(name, csv.as_bytes())?.weights(|line, row| {
            rows.push((line, row));
            Ok(())
        })?;
        Ok(WeightTable { name: name.to_owned(), rows })
    }
}

/// The rows of a table that nothing has taken yet.
pub(crate) struct Rows<'t> {
    table: &'t str,
    rows: Vec<&'t (u64, WeightRow)>,
}

impl<'t> Rows<'t> {
    /// The rows with reasons that are `wanted`.
    pub(crate) fn new(table: &'t WeightTable, wanted: impl Fn(&str) -> bool) -> Rows<'t> {
        let rows = table.rows.iter().filter(|(_, row)| wanted(&row.reason));
        Rows { table: &table.name, rows: rows.collect() }
    }

    /// Takes the weight of `reason` and `detail`.
    pub(crate) fn take(&mut self, reason: &str, detail: &str) -> Result<f32, Error> {
        let at = self.rows.iter().position(|(_, row)| row.reason == reason && row.detail == detail);
        at.map(|at| self.rows.remove(at).1.weight)
            .ok_or_else(|| Error::new(self.table, format!("no row `{reason}` `{detail}`")))
    }

    /// An error if a row is left.
    pub(crate) fn finish(self) -> Result<(), Error> {
        let Some((line, row)) = self.rows.first() else { return Ok(()) };
        let message = format!("`{}` `{}` is no weight or stands twice", row.reason, row.detail);
        Err(Error::new(self.table, message).line(*line))
    }
}

/// Declares a struct of weights, each with the reason and the detail of its row, and how to make it
/// of a table. Every weight must stand there once, and nothing else for which `$wanted` holds.
macro_rules! weights {
    (
        $(#[$doc:meta])* $vis:vis struct $weights:ident if $wanted:expr;
        $($field:ident = $reason:literal $detail:literal)*
    ) => {
        $(#[$doc])*
        #[derive(Debug)]
        $vis struct $weights {
            $(pub $field: f32,)*
        }

        impl $weights {
            fn new(table: &WeightTable) -> Result<$weights, Error> {
                let mut rows = Rows::new(table, $wanted);
                let weights = $weights { $($field: rows.take($reason, $detail)?,)* };
                rows.finish()?;
                Ok(weights)
            }
        }
    };
}
pub(crate) use weights;

weights! {
    /// The weights that the prior of an entity is made of.
    pub(crate) struct PriorWeights if is_of_priors;
    country = "prior" "country"
    region = "prior" "region"
    region_decade = "prior" "region_decade"
    city = "prior" "city"
    city_decade = "prior" "city_decade"
    capital = "prior" "capital"
    place = "prior" "place"
    place_fame = "prior" "place_fame"
    person = "prior" "person"
    person_fame = "prior" "person_fame"
    organization = "prior" "organization"
    organization_fame = "prior" "organization_fame"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_weights_of_priors() {
        let without = |row: &str| {
            CSV.lines().filter(|line| !line.starts_with(row)).collect::<Vec<_>>().join("\n")
        };
        let line = CSV.lines().count() + 1;
        for (case, table, expected) in [
            ("as it is", CSV.to_owned(), None),
            ("a row is missing", without("prior,city,"), Some("t: no row `prior` `city`".into())),
            (
                "an unknown detail",
                format!("{}prior,luck,1,,x\n", CSV),
                Some(format!("t, line {line}: `prior` `luck` is no weight or stands twice")),
            ),
            ("other weights are missing", without("alone,,"), None),
        ] {
            let read = WeightTable::read("t", &table).and_then(|table| PriorWeights::new(&table));
            assert_eq!(read.err().map(|error| error.to_string()), expected, "{case}");
        }
    }
}
