//! The table of weights: how much each piece of evidence counts, in log-odds.
//!
//! Each row of `data/weights.csv` says what it means; `data/README.md` says where the figures come
//! from. Those of priors go into compiled dictionaries, the others are for the text.

use super::{
    error::Error,
    table::{Table, WeightRow},
};
use std::sync::LazyLock;

/// The name and the content of the table.
pub(crate) const TABLE: (&str, &str) = ("data/weights.csv", include_str!("../../data/weights.csv"));

/// The weights that priors are made of.
pub(crate) static PRIORS: LazyLock<PriorWeights> = LazyLock::new(|| {
    PriorWeights::read(TABLE.0, TABLE.1).unwrap_or_else(|error| panic!("{error}"))
});

/// The figures that [`PRIORS`] are made of, in the order of their rows.
pub(crate) fn figures_of_priors() -> Vec<f32> {
    let rows = Rows::read(TABLE.0, TABLE.1, is_of_priors);
    let rows = rows.unwrap_or_else(|error| panic!("{error}")).rows;
    rows.into_iter().map(|(_, row)| row.weight).collect()
}

/// Whether a row of this reason is about priors.
pub(crate) fn is_of_priors(reason: &str) -> bool {
    reason == "prior"
}

/// The rows of a table of weights that nothing has taken yet.
pub(crate) struct Rows<'t> {
    table: &'t str,
    /// With their line numbers.
    rows: Vec<(u64, WeightRow)>,
}

impl<'t> Rows<'t> {
    /// The rows with reasons that are `wanted`.
    pub(crate) fn read(
        table: &'t str,
        csv: &str,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Rows<'t>, Error> {
        let mut rows = Vec::new();
        Table::open(table, csv.as_bytes())?.weights(|line, row| {
            if wanted(&row.reason) {
                rows.push((line, row));
            }
            Ok(())
        })?;
        Ok(Rows { table, rows })
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

/// Declares a struct of weights, each with the reason and the detail of its row, and how to read it
/// from a table. Every weight must stand there once, and nothing else for which `$wanted` holds.
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
            fn read(table: &str, csv: &str) -> Result<$weights, Error> {
                let mut rows = Rows::read(table, csv, $wanted)?;
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
            TABLE.1.lines().filter(|line| !line.starts_with(row)).collect::<Vec<_>>().join("\n")
        };
        let line = TABLE.1.lines().count() + 1;
        for (case, table, expected) in [
            ("as it is", TABLE.1.to_owned(), None),
            ("a row is missing", without("prior,city,"), Some("t: no row `prior` `city`".into())),
            (
                "an unknown detail",
                format!("{}prior,luck,1,,x\n", TABLE.1),
                Some(format!("t, line {line}: `prior` `luck` is no weight or stands twice")),
            ),
            ("other weights are missing", without("alone,,"), None),
        ] {
            let read = PriorWeights::read("t", &table);
            assert_eq!(read.err().map(|error| error.to_string()), expected, "{case}");
        }
    }
}
