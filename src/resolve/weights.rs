//! How much each piece of evidence counts, in log-odds.
//!
//! A reading is weighed against the others and against being no name at all, which has weight 0.
//! Pieces of evidence repeat one another, so only a part of their sum counts for the score.

use crate::lexicon::{
    error::Error,
    model::{Form, Kind},
    weights::{Rows, TABLE, WeightTable, is_of_priors, weights},
};
use std::sync::LazyLock;

/// The weights of the table.
pub(super) static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::new(&TABLE).unwrap_or_else(|error| panic!("{error}")));

weights! {
    /// The weights of what a text says.
    pub(super) struct Weights if |reason| !is_of_priors(reason);
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
    listed = "listed" ""
    dateline = "dateline" ""
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

impl Weights {
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
    use crate::lexicon::weights::CSV;

    #[test]
    fn tables_of_weights() {
        let without = |row: &str| {
            CSV.lines().filter(|line| !line.starts_with(row)).collect::<Vec<_>>().join("\n")
        };
        let with = |row: &str| format!("{}{row}\n", CSV);
        let last = CSV.lines().count() + 1;
        for (case, table, expected) in [
            ("as it is", CSV.to_owned(), None),
            ("a row is missing", without("alone,,"), Some("t: no row `alone` ``".to_owned())),
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
                    "t, line {last}, column `weight`: `much` is no number: expected a figure such \
                     as -0.5"
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
                WeightTable::read("t", &table)
                    .and_then(|table| Weights::new(&table))
                    .err()
                    .map(|error| error.to_string()),
                expected,
                "{case}"
            );
        }
    }
}
