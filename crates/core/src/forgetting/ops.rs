//! What a learner does with their parameters. Everything is the learner's own and can be taken back: each change is a new
//! set, and an older one can be put in force again.

use super::fitting::FIT;
use super::model::{Origin, Overview, ParameterSet};
use super::refolding::REFOLD;
use super::store;
use crate::call::{Call, Ids, LearnerId};
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use crate::jobs::{self, JobId, JobState, NewJob};
use crate::spaces;
use memory::{InvalidParameterText, InvalidParameters, Millis, Parameters};

/// So many sets of parameters are kept.
pub const SETS_KEPT: i64 = 20;
/// So many fits are kept.
pub const FITS_KEPT: i64 = 20;
/// The longest text that is read as parameters, bytes: 21 numbers have room many times over.
const TEXT_LIMIT: usize = 2_000;

/// How the learner forgets, as far as it is known.
pub fn overview(tx: &mut Tx, call: &Call) -> Result<Overview> {
    let learner = call.actor.learner;
    let mut sets = store::list_sets(tx, learner, SETS_KEPT)?;
    if sets.is_empty() {
        sets.push(ParameterSet::published());
    }
    let newest = jobs::list(tx, &call.actor, FIT, 1)?.into_iter().next();
    Ok(Overview {
        sets,
        fits: store::list_fits(tx, learner, FITS_KEPT)?,
        reviews: store::count_reviews(tx, learner)?,
        job: newest.filter(|job| job.state != JobState::Done),
    })
}

/// Queues a fit, and returns its job: the one that waits or runs already, if there is one.
pub fn fit_now(tx: &mut Tx, call: &Call) -> Result<JobId> {
    let learner = call.actor.learner;
    spaces::lock(tx, learner.space())?;
    enqueue_once(tx, learner, FIT, &mut call.ids(), call.now)
}

/// Puts the published parameters in force.
pub fn reset(tx: &mut Tx, call: &Call) -> Result<()> {
    change(tx, call, &Parameters::default(), Origin::Published)
}

/// Puts parameters in force that the learner brings: 17, 19 or 21 numbers, as Anki shows them.
///
/// # Errors
/// `Invalid` on `parameters`, saying what cannot be read.
pub fn paste(tx: &mut Tx, call: &Call, text: &str) -> Result<()> {
    let wrong = |key: &str| Error::invalid("parameters", key);
    if text.len() > TEXT_LIMIT {
        return Err(wrong("forgetting-paste-long"));
    }
    if text.trim().is_empty() {
        return Err(wrong("forgetting-paste-empty"));
    }
    let parameters: Parameters = text.parse().map_err(|error| match error {
        InvalidParameterText::NotANumber(_) => wrong("forgetting-paste-word"),
        InvalidParameterText::Numbers(InvalidParameters::Length(_)) => wrong("forgetting-paste-count"),
        InvalidParameterText::Numbers(InvalidParameters::NotFinite(_)) => wrong("forgetting-paste-finite"),
    })?;
    change(tx, call, &parameters, Origin::Pasted)
}

/// Puts an older set in force again.
///
/// # Errors
/// `NotFound` if the learner has no such set (any more).
pub fn put_in_force(tx: &mut Tx, call: &Call, set: i64) -> Result<()> {
    let found = store::find_set(tx, call.actor.learner, set)?.ok_or(Error::NotFound { what: "parameters" })?;
    change(tx, call, &found.parameters, found.origin)
}

fn change(tx: &mut Tx, call: &Call, parameters: &Parameters, origin: Origin) -> Result<()> {
    let learner = call.actor.learner;
    spaces::lock(tx, learner.space())?;
    let now = store::list_sets(tx, learner, 1)?.pop().unwrap_or_else(ParameterSet::published);
    if (&now.parameters, now.origin) == (parameters, origin) {
        return Ok(());
    }
    take_in_force(tx, learner, parameters, origin, &mut call.ids(), call.now).map(drop)
}

/// Puts parameters in force and queues the refolding of the cards. The caller holds the learner's lock.
pub(super) fn take_in_force(
    tx: &mut Tx,
    learner: LearnerId,
    parameters: &Parameters,
    origin: Origin,
    ids: &mut Ids,
    now: Millis,
) -> Result<i64> {
    let id = store::insert_set(tx, learner, parameters, origin, now, SETS_KEPT)?;
    enqueue_once(tx, learner, REFOLD, ids, now)?;
    Ok(id)
}

/// Queues a job of this kind unless one waits or runs; those that are over are forgotten. The caller holds the learner's
/// lock, so that no second one comes in between.
pub(super) fn enqueue_once(
    tx: &mut Tx,
    learner: LearnerId,
    kind: &'static str,
    ids: &mut Ids,
    now: Millis,
) -> Result<JobId> {
    let space = learner.space();
    let open: Option<JobId> = tx.scalar(
        "SELECT id FROM jobs WHERE space = ?1 AND kind = ?2 AND state IN ('queued', 'running') LIMIT 1",
        params![space, kind],
    )?;
    if let Some(job) = open {
        return Ok(job);
    }
    tx.execute("DELETE FROM jobs WHERE space = ?1 AND kind = ?2", params![space, kind])?;
    let job = NewJob { id: JobId(ids.next_id()), space, kind, input: "{}".into(), unique_key: None };
    jobs::enqueue(tx, &job, now)
}
