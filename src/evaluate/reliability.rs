//! How well scores hold as probabilities.

use super::share;
use serde::Serialize;

const BINS: usize = 10;

/// How many scored names were found and right, by tenths of the score.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scores([Counts; BINS]);

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    found: usize,
    right: usize,
    sum: f64,
}

impl Scores {
    pub(super) fn add(&mut self, score: f32, right: bool) {
        let counts = &mut self.0[((f64::from(score) * BINS as f64) as usize).min(BINS - 1)];
        counts.found += 1;
        counts.right += usize::from(right);
        counts.sum += f64::from(score);
    }

    /// The figures of all these together.
    pub(super) fn figures<'a>(all: impl Iterator<Item = &'a Scores>) -> ScoreFigures {
        let mut sums = [Counts::default(); BINS];
        for scores in all {
            for (sum, counts) in sums.iter_mut().zip(&scores.0) {
                sum.found += counts.found;
                sum.right += counts.right;
                sum.sum += counts.sum;
            }
        }
        let found = sums.iter().map(|counts| counts.found).sum();
        let off: f64 = sums.iter().map(|counts| (counts.sum - counts.right as f64).abs()).sum();
        let bins =
            sums.iter().enumerate().filter(|(_, counts)| counts.found > 0).map(|(at, counts)| {
                ScoreBin {
                    least: at as f64 / BINS as f64,
                    found: counts.found,
                    mean: counts.sum / counts.found as f64,
                    right: counts.right as f64 / counts.found as f64,
                }
            });
        ScoreFigures { found, error: share(1, found).map(|each| off * each), bins: bins.collect() }
    }
}

/// How reliable scores are: of the names found with a score of 0.8, 8 of 10 should be right.
///
/// Right is a name whose span and group are marked; where coordinates are marked too and it is no
/// country, its own must lie within 161 km. Groups that no text marks are left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ScoreFigures {
    /// How many names were found with a score.
    pub found: usize,
    /// Expected calibration error: by how much the share of right ones differs from the mean
    /// score, in the mean over all names found.
    pub error: Option<f64>,
    /// By tenths of the score, without those in which nothing was found.
    pub bins: Vec<ScoreBin>,
}

/// The names found whose scores are in the same tenth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ScoreBin {
    /// The least score that belongs here.
    pub least: f64,
    /// How many were found.
    pub found: usize,
    /// Their mean score.
    pub mean: f64,
    /// The share of them that are right.
    pub right: f64,
}
