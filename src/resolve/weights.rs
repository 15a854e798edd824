//! How much each piece of evidence counts, in log-odds: +1 makes a reading 2.7 times as likely, −1 as many times less.
//!
//! A reading is weighed against the others and against being no name at all, which has weight 0. The figures were set by hand and
//! looked at on news text in English and Indonesian.

use crate::entity::{Entity, Form, Kind};

/// Lowest probability that a hit is any of its readings for it to become a mention.
pub(super) const THRESHOLD: f32 = 0.5;

/// Lowest probability at which a reading speaks for its country elsewhere in the document.
pub(super) const SURE: f32 = 0.6;

/// A cue for the reading's kind stands beside it.
pub(super) const CUE: f32 = 3.0;
/// A cue for another kind stands beside it.
pub(super) const OTHER_CUE: f32 = -1.5;
/// Its country is named in the document.
pub(super) const COUNTRY: f32 = 1.2;
/// Lowest probability at which a reading speaks for its area in the last round.
pub(super) const HEARD: f32 = 0.03;
/// It lies in the country that the document comes from.
pub(super) const SOURCE: f32 = 1.2;
/// How much the votes for its country and its region count, times the logarithm of one more than they are, and how much at most.
pub(super) const COUNTRY_VOTES: f32 = 1.0;
pub(super) const COUNTRY_MOST: f32 = 2.5;
pub(super) const REGION_VOTES: f32 = 1.2;
pub(super) const REGION_MOST: f32 = 3.0;
/// A region of more people is taken for no more than its country.
pub(super) const VAST: u64 = 40_000_000;
/// Other regions of its country are named, times the logarithm of one more than they are.
pub(super) const SISTERS: f32 = 1.2;
/// Its region is named in the document.
pub(super) const REGION: f32 = 1.2;
/// How many places that are meant for sure others may lie near to.
pub(super) const MOST_SURE: usize = 16;

/// From how many kilometres on a place is not near another.
pub(super) const FAR: f32 = 200.0;

/// It lies so many kilometres from a place that is meant for sure.
pub(super) fn near(km: f32) -> f32 {
    1.5 * (1.0 - km / FAR).max(0.0)
}

/// Its country or region is named right behind it: "Kursk, Rusia".
pub(super) const CONTAINED: f32 = 3.0;
/// Its country or region is named right before it: "Ohio's Springfield".
pub(super) const CONTAINED_BEFORE: f32 = 2.0;
/// A place that lies in it is named right before it.
pub(super) const HOLDS: f32 = 1.5;
/// The document says that it lies in a region in which no table has a place of this name: for such a place, and for those of the tables.
pub(super) const UNLISTED: f32 = 2.5;
pub(super) const OUTSIDE: f32 = -3.0;
/// What a place can lie in is no less likely than the likeliest that the name may mean, but for this.
pub(super) const UNLIKELY: f32 = 3.5;
/// The document names it beyond doubt elsewhere.
pub(super) const NAMED_ELSEWHERE: f32 = 2.5;
/// The name is the last word of a person's name.
pub(super) const LAST_WORD: f32 = -6.0;
/// The person is named in full elsewhere in the document.
pub(super) const NAMED_IN_FULL: f32 = 7.0;
/// The name is an ordinary word of the document's language.
pub(super) const COMMON_WORD: f32 = -2.5;
/// The same at the beginning of a sentence or among capitals, where a capital letter proves nothing.
pub(super) const COMMON_WORD_UNPROVEN: f32 = -2.5;
/// A word with a capital, which no table knows, stands right beside the name of a place.
pub(super) const PART_OF_NAME: f32 = -2.0;
/// The name is the first part of a longer one in Japanese: for a country, which such names often begin with, and for other places.
pub(super) const COUNTRY_IN_COMPOUND: f32 = -3.0;
pub(super) const IN_COMPOUND: f32 = -4.0;
/// A run of Han goes on beside a name of so many letters.
pub(super) fn run_of_han(letters: usize) -> f32 {
    match letters {
        0..=1 => -1.5,
        2 => -0.8,
        _ => 0.0,
    }
}

/// The same for scripts without spaces that write sounds.
pub(super) fn run_of_sounds(letters: usize) -> f32 {
    match letters {
        0..=2 => -2.5,
        3 => -2.0,
        4 => -0.8,
        _ => 0.0,
    }
}

/// The name is in a language that is neither the document's nor English.
pub(super) const OTHER_LANGUAGE: f32 = -0.7;
/// The name stands in another form than its base.
pub(super) const INFLECTED: f32 = -0.5;
/// The form is of another language than the document's, in which names also have forms: perhaps the same.
pub(super) const INFLECTED_ELSEWHERE: f32 = -2.0;
/// The document's language has no forms, or is not known and the form is short.
pub(super) const NOT_INFLECTED: f32 = -5.0;
/// Something else is called so in the document's language.
pub(super) const OTHER_LANGUAGE_RIVAL: f32 = -2.0;

/// How likely the entity is to be meant, before the text is looked at.
pub(super) fn prior(entity: Entity<'_>) -> f32 {
    let fame = entity.fame().map_or(1.0, f32::from);
    let decades = |least: f32| (entity.population().unwrap_or(0) as f32).max(least).log10() - least.log10();
    match entity.kind() {
        Kind::Country => 4.0,
        Kind::Region => 1.3 + 0.3 * decades(100_000.0),
        Kind::City => 0.7 + 0.6 * decades(10_000.0) + if entity.is_capital() { 1.0 } else { 0.0 },
        Kind::Place => 0.8 + 0.5 * fame,
        Kind::Person | Kind::Organization => 1.0 + 0.5 * fame,
    }
}

/// How usual a name of this form is for its entity.
pub(super) fn form(kind: Kind, form: Form) -> f32 {
    match (kind, form) {
        // A region's bare name is more often its capital's.
        (Kind::Region, Form::Short) => -0.8,
        (_, Form::Historic) => -0.8,
        (_, Form::Surname) => -0.5,
        (_, Form::Demonym) => -0.5,
        _ => 0.0,
    }
}

/// Words with capitals are a person in no table, before they are looked at.
pub(super) const UNKNOWN_PERSON: f32 = -3.0;
/// A word with a capital that no table knows stands where a name would.
pub(super) const CAPITAL: f32 = 1.0;
/// A word that tells the kind is part of the name.
pub(super) const HEAD: f32 = 1.5;
/// The same without a space between it and a place, as in "北京大学": likelier than any place of that name.
pub(super) const HEADED: f32 = 9.0;
/// Somebody found in full elsewhere is called so.
pub(super) const CALLED: f32 = 2.0;

/// The document says in brackets what a name is short for.
pub(super) const EXPLAINED: f32 = 2.5;
/// A town stands in a table of results.
pub(super) const TABLE: f32 = 2.0;
/// A word in capitals that no table knows stands among words in small letters.
pub(super) const ACRONYM: f32 = 0.3;
/// The words fill a quotation, as titles of works do.
pub(super) const QUOTED: f32 = -2.0;
/// A name of one word that no title stands before.
pub(super) const ALONE: f32 = -0.5;

/// A given name stands first; `weight` is that of the table.
pub(super) fn given_name(weight: u8) -> f32 {
    1.5 + 0.6 * f32::from(weight)
}

/// A family name stands last; `weight` is that of the table.
pub(super) fn family_name(weight: u8) -> f32 {
    1.0 + 0.5 * f32::from(weight)
}

/// How much of what other names say for all places of a name alike is taken back, unless the name is an ordinary word: then all is.
pub(super) const SHARED: f32 = 0.5;
