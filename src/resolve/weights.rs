//! How much each piece of evidence counts, in log-odds.
//!
//! A reading is weighed against the others and against being no name at all, which has weight 0. As
//! pieces of evidence repeat one another, their sum counts but in part for the score. What each
//! weight means says its row in `data/weights.csv`; `data/README.md` tells where the figures come
//! from.

use crate::{
    entity::{Entity, Form, Kind},
    error::Error,
    table::{Table, WeightRow},
};
use std::sync::LazyLock;

/// The weights of the table.
pub(super) static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    Weights::read("data/weights.csv", include_str!("../../data/weights.csv"))
        .unwrap_or_else(|error| panic!("{error}"))
});

/// The weights that priors are made of, which compiled dictionaries hold.
pub(crate) fn of_priors() -> impl Iterator<Item = f32> {
    WEIGHTS.figures().into_iter().filter(|(reason, _)| *reason == "prior").map(|(_, weight)| weight)
}

/// Declares the weights, each with the reason and the detail of its row.
macro_rules! weights {
    ($($field:ident = $reason:literal $detail:literal)*) => {
        /// The rows of `weights.csv`.
        #[derive(Debug)]
        pub(super) struct Weights {
            $(pub $field: f32,)*
        }

        impl Weights {
            /// The weights in the order of their declaration, each with its reason.
            fn figures(&self) -> impl IntoIterator<Item = (&'static str, f32)> {
                [$(($reason, self.$field)),*]
            }

            /// Reads a table, in which every weight stands once and nothing else.
            fn read(name: &str, csv: &str) -> Result<Weights, Error> {
                let mut rows = read_rows(name, csv)?;
                let weights = Weights { $($field: take(name, &mut rows, $reason, $detail)?,)* };
                match rows.first() {
                    Some((line, row)) => Err(Error::new(name, format!("`{}` `{}` is no weight or stands twice", row.reason, row.detail)).line(*line)),
                    None => Ok(weights),
                }
            }
        }
    };
}

weights! {
    prior_country = "prior" "country"
    prior_region = "prior" "region"
    prior_region_decade = "prior" "region_decade"
    prior_city = "prior" "city"
    prior_city_decade = "prior" "city_decade"
    prior_capital = "prior" "capital"
    prior_place = "prior" "place"
    prior_place_fame = "prior" "place_fame"
    prior_person = "prior" "person"
    prior_person_fame = "prior" "person_fame"
    prior_organization = "prior" "organization"
    prior_organization_fame = "prior" "organization_fame"
    region_short = "form" "region_short"
    historic = "form" "historic"
    surname = "form" "surname"
    demonym = "form" "demonym"
    other_language = "other_language" "name"
    inflected_elsewhere = "other_language" "form"
    not_inflected = "other_language" "no_forms"
    other_language_rival = "other_language_rival" ""
    inflected = "inflected" ""
    common_word = "common_word" ""
    common_word_unproven = "common_word_unproven" ""
    part_of_name = "part_of_name" ""
    in_compound = "part_of_name" "compound"
    country_in_compound = "part_of_name" "country_compound"
    run_of_1_han = "runs_on" "han_1"
    run_of_2_han = "runs_on" "han_2"
    run_of_2_sounds = "runs_on" "sounds_2"
    run_of_3_sounds = "runs_on" "sounds_3"
    run_of_4_sounds = "runs_on" "sounds_4"
    cue = "cue" ""
    title = "cue" "title"
    other_cue = "other_cue" ""
    leading = "leading" ""
    leading_to_last_word = "leading" "last_word"
    country = "country" "named"
    country_votes = "country" "votes"
    country_most = "country" "most"
    source = "source" ""
    region = "region" "named"
    region_votes = "region" "votes"
    region_sisters = "region" "sisters"
    region_most = "region" "most"
    near = "near" ""
    near_reach_km = "near" "reach_km"
    shared = "shared" ""
    contained = "contained" "behind"
    contained_before = "contained" "before"
    holds = "holds" ""
    outside = "outside" "listed"
    unlisted = "outside" "unlisted"
    named_elsewhere = "named_elsewhere" ""
    last_word = "last_word" ""
    named_in_full = "named_in_full" ""
    called = "named_in_full" "called"
    unknown_person = "unknown" ""
    alone = "alone" ""
    given_name = "given_name" ""
    given_name_list = "given_name" "list"
    family_name = "family_name" ""
    family_name_list = "family_name" "list"
    family_name_alone = "family_name" "alone"
    capital = "capital" ""
    head_city = "head" "city"
    head_region = "head" "region"
    head_place = "head" "place"
    head_organization = "head" "organization"
    headed = "head" "joined"
    explained = "abbreviation" ""
    acronym = "acronym" ""
    quoted = "quoted" ""
    table = "table" ""
    threshold = "decision" "threshold"
    certainty = "decision" "certainty"
    sure = "decision" "sure"
    heard = "decision" "heard"
    unlikely = "decision" "unlikely"
}

/// The rows with their line numbers.
type Rows = Vec<(u64, WeightRow)>;

fn read_rows(name: &str, csv: &str) -> Result<Rows, Error> {
    let mut rows = Vec::new();
    Table::open(name, csv.as_bytes())?.weights(|line, row| {
        rows.push((line, row));
        Ok(())
    })?;
    Ok(rows)
}

/// Takes the weight of `reason` and `detail` out of `rows`.
fn take(name: &str, rows: &mut Rows, reason: &str, detail: &str) -> Result<f32, Error> {
    let at = rows.iter().position(|(_, row)| row.reason == reason && row.detail == detail);
    at.map(|at| rows.remove(at).1.weight)
        .ok_or_else(|| Error::new(name, format!("no row `{reason}` `{detail}`")))
}

impl Weights {
    /// How likely the entity is to be meant, before the text is looked at.
    pub(super) fn prior(&self, entity: Entity<'_>) -> f32 {
        let fame = entity.fame().map_or(1.0, f32::from);
        let decades = |least: f32| {
            (entity.population().unwrap_or(0) as f32).max(least).log10() - least.log10()
        };
        match entity.kind() {
            Kind::Country => self.prior_country,
            Kind::Region => self.prior_region + self.prior_region_decade * decades(100_000.0),
            Kind::City => {
                let capital = if entity.is_capital() { self.prior_capital } else { 0.0 };
                self.prior_city + self.prior_city_decade * decades(10_000.0) + capital
            }
            Kind::Place => self.prior_place + self.prior_place_fame * fame,
            Kind::Person => self.prior_person + self.prior_person_fame * fame,
            Kind::Organization => self.prior_organization + self.prior_organization_fame * fame,
        }
    }

    /// How usual a name of this form is for its entity.
    pub(super) fn form(&self, kind: Kind, form: Form) -> f32 {
        match (kind, form) {
            (Kind::Region, Form::Short) => self.region_short,
            (_, Form::Historic) => self.historic,
            (_, Form::Surname) => self.surname,
            (_, Form::Demonym) => self.demonym,
            (_, Form::Official | Form::Short | Form::Alias | Form::Abbreviation) => 0.0,
        }
    }

    /// It lies so many kilometres from a place that is meant for sure.
    pub(super) fn near(&self, km: f32) -> f32 {
        self.near * (1.0 - km / self.near_reach_km).max(0.0)
    }

    /// A run of Han goes on beside a name of so many letters.
    pub(super) fn run_of_han(&self, letters: usize) -> f32 {
        match letters {
            0..=1 => self.run_of_1_han,
            2 => self.run_of_2_han,
            _ => 0.0,
        }
    }

    /// The same for scripts without spaces that write sounds.
    pub(super) fn run_of_sounds(&self, letters: usize) -> f32 {
        match letters {
            0..=2 => self.run_of_2_sounds,
            3 => self.run_of_3_sounds,
            4 => self.run_of_4_sounds,
            _ => 0.0,
        }
    }

    /// A given name stands first; `lists` is how many have it.
    pub(super) fn given_name(&self, lists: u8) -> f32 {
        self.given_name + self.given_name_list * f32::from(lists)
    }

    /// A family name stands last; `lists` is how many have it.
    pub(super) fn family_name(&self, lists: u8) -> f32 {
        self.family_name + self.family_name_list * f32::from(lists)
    }

    /// A word for this kind is part of the name.
    pub(super) fn head(&self, kind: Kind) -> f32 {
        match kind {
            Kind::City => self.head_city,
            Kind::Region => self.head_region,
            Kind::Organization => self.head_organization,
            Kind::Country | Kind::Place | Kind::Person => self.head_place,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = include_str!("../../data/weights.csv");

    #[test]
    fn tables_of_weights() {
        let without = |row: &str| {
            TABLE.lines().filter(|line| !line.starts_with(row)).collect::<Vec<_>>().join("\n")
        };
        let with = |row: &str| format!("{TABLE}{row}\n");
        let last = TABLE.lines().count() + 1;
        for (case, table, expected) in [
            ("as it is", TABLE.to_owned(), None),
            (
                "a row is missing",
                without("prior,city,"),
                Some("t: no row `prior` `city`".to_owned()),
            ),
            (
                "an unknown reason",
                with("luck,,1,,x"),
                Some(format!("t, line {last}: `luck` `` is no weight or stands twice")),
            ),
            (
                "an unknown detail",
                with("cue,bone,1,,x"),
                Some(format!("t, line {last}: `cue` `bone` is no weight or stands twice")),
            ),
            (
                "a row stands twice",
                with("cue,,1,,x"),
                Some(format!("t, line {last}: `cue` `` is no weight or stands twice")),
            ),
            (
                "no figure",
                with("cue,,much,,x"),
                Some(format!(
                    "t, line {last}, column `weight`: `much` is no number: expected a figure such as -0.5"
                )),
            ),
            (
                "not finite",
                with("cue,,inf,,x"),
                Some(format!(
                    "t, line {last}, column `weight`: `inf` is no weight: expected a finite number"
                )),
            ),
        ] {
            assert_eq!(
                Weights::read("t", &table).err().map(|error| error.to_string()),
                expected,
                "{case}"
            );
        }
    }
}
