//! Evidence becomes probability, and hits that are likelier no names are dropped.

use super::{
    Rejection, Workspace,
    reading::{self, Reading},
    weights::WEIGHTS,
};

/// Gives each reading its score and each mention the span of its best one, and drops the hits whose
/// readings together are less likely than the threshold.
pub(super) fn decide(work: &mut Workspace) {
    let Workspace { resolutions, readings, fates, .. } = work;
    resolutions.retain_mut(|resolution| {
        let readings = &mut readings[resolution.range()];
        readings.sort_unstable_by(Reading::likelier);
        let sum = reading::score(readings);
        match readings.first() {
            Some(best) if sum >= WEIGHTS.threshold => resolution.span = best.span,
            _ => {
                fates.record(*resolution, Rejection::Unlikely);
                return false;
            }
        }
        true
    });
}
