//! A sitting while it runs. The server's clock is the only one.

use super::model::{Paper, Saved, Sitting};
use super::{choose, closing, ops, store};
use crate::call::Call;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::spaces;
use memory::Millis;
use uuid::Uuid;

/// So long after the deadline is still taken what was on its way, ms.
pub const LATE_MS: i64 = 1_000;
/// The longest response that is kept, bytes of its JSON.
const RESPONSE_LIMIT: usize = 100_000;
/// So many sittings are listed.
const LISTED: i64 = 200;

/// Begins a sitting; one that is still open goes on.
///
/// # Errors
/// `NotFound`; `Invalid` on `parts` when the decks hold too few questions now, on `attempts` when none is left.
pub fn begin(tx: &mut Tx, call: &Call, paper: Uuid) -> Result<Uuid> {
    let learner = call.actor.learner;
    spaces::lock(tx, learner.space())?;
    let paper = ops::get(tx, &call.actor, paper)?;
    if paper.deleted_at.is_some() {
        return Err(Error::NotFound { what: "paper" });
    }
    let before = store::list_sittings(tx, learner, Some(paper.id), LISTED)?;
    for open in before.iter().filter(|sitting| sitting.ended_at.is_none()) {
        if !is_over(open, call.now) {
            return Ok(open.id);
        }
        closing::close(tx, call, open.id)?;
    }
    if paper.rules.attempts.is_some_and(|most| before.len() >= most as usize) {
        return Err(Error::invalid("attempts", "paper-no-attempt-left"));
    }
    let id = call.ids().next_id();
    let sitting = new(tx, call, &paper, id)?;
    store::insert_sitting(tx, learner, paper.space, &sitting)?;
    Ok(id)
}

fn new(tx: &mut Tx, call: &Call, paper: &Paper, id: Uuid) -> Result<Sitting> {
    let places = choose::choose(tx, &call.actor, &paper.rules, id.as_u128())?;
    let minutes = paper.rules.minutes.map(|minutes| Millis(call.now.0 + i64::from(minutes) * 60_000));
    Ok(Sitting {
        id,
        paper: paper.id,
        mode: paper.mode,
        name: paper.name.clone(),
        started_at: call.now,
        deadline: minutes,
        ended_at: None,
        saved: vec![None; places.len()],
        places,
        marked: None,
    })
}

/// Whether its time is over.
pub(super) fn is_over(sitting: &Sitting, now: Millis) -> bool {
    sitting.deadline.is_some_and(|deadline| now.0 > deadline.0 + LATE_MS)
}

/// The learner's sitting, marked if its time is over. A stranger's is not found.
///
/// # Errors
/// `NotFound`.
pub fn open(tx: &mut Tx, call: &Call, id: Uuid) -> Result<Sitting> {
    let missing = Error::NotFound { what: "sitting" };
    let sitting = store::find_sitting(tx, call.actor.learner, id)?.ok_or(missing.clone())?;
    if sitting.ended_at.is_some() || !is_over(&sitting, call.now) {
        return Ok(sitting);
    }
    closing::close(tx, call, id)?;
    store::find_sitting(tx, call.actor.learner, id)?.ok_or(missing)
}

/// The learner's sittings, of a paper or of all, the newest first, without what was put in.
pub fn sittings(tx: &mut Tx, call: &Call, paper: Option<Uuid>) -> Result<Vec<Sitting>> {
    store::list_sittings(tx, call.actor.learner, paper, LISTED)
}

/// Saves what was put in at some places. What is older than what is stored changes nothing, so sending again is harmless.
///
/// # Errors
/// `NotFound` for a sitting or a place that is not there, `Invalid` on `sitting` when it is over, on `response` when it is too
/// long.
pub fn save(tx: &mut Tx, call: &Call, id: Uuid, saved: &[(usize, Saved)]) -> Result<()> {
    let learner = call.actor.learner;
    spaces::lock(tx, learner.space())?;
    let sitting = store::find_sitting(tx, learner, id)?.ok_or(Error::NotFound { what: "sitting" })?;
    if sitting.ended_at.is_some() || is_over(&sitting, call.now) {
        return Err(Error::invalid("sitting", "sitting-over"));
    }
    for (place, saved) in saved {
        if *place >= sitting.places.len() {
            return Err(Error::NotFound { what: "place" });
        }
        let length = serde_json::to_string(&saved.response).map_or(usize::MAX, |raw| raw.len());
        if length > RESPONSE_LIMIT {
            return Err(Error::invalid("response", "sitting-response-long"));
        }
        let saved = Saved {
            confidence: saved.confidence.map(|percent| percent.min(100)),
            spent_ms: saved.spent_ms.clamp(0, 86_400_000),
            ..saved.clone()
        };
        store::put_response(tx, learner, id, *place, &saved, call.now)?;
    }
    Ok(())
}
