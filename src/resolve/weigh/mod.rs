//! Every reading of a hit gathers evidence.
//!
//! The files are the places that evidence comes from; each rule is a function with a name, and says
//! what it saw in real texts.

pub(super) mod contained;
mod cues;
pub(super) mod document;
pub(super) mod here;
mod leading;
pub(super) mod line;
mod name;
mod neighbours;
mod run;

use super::{Context, Workspace, select};
use crate::lexicon::dictionary::{CueHit, Hits};

/// Gives every hit its readings, with all that the text says for and against each.
pub(super) fn weigh(context: Context<'_, '_>, hits: &mut Hits, work: &mut Workspace) {
    hits.cues.retain(|cue| context.layers.counts(cue, context.languages));
    select::longest(&mut hits.cues, |cue: &CueHit| cue.span, |_, _| {});
    here::read(context, hits, work);
    contained::read(context, work);
    document::read(context, work);
}
