//! A sitting while it runs. The server's clock is the only one.

use super::choose::{self, Place};
use super::model::{Attempt, Paper, Saved, Sitting};
use super::{closing, ops, store};
use crate::call::Call;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::spaces;
use memory::Millis;
use uuid::Uuid;

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
    let before = store::attempts(tx, learner, paper.id)?;
    for open in before.iter().filter(|attempt| attempt.ended_at.is_none()) {
        if !open.is_overdue(call.now) {
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

/// The learner's sitting as it is stored. A stranger's is not found.
///
/// # Errors
/// `NotFound`.
pub fn look(tx: &mut Tx, call: &Call, id: Uuid) -> Result<Sitting> {
    store::find_sitting(tx, call.actor.learner, id)?.ok_or(Error::NotFound { what: "sitting" })
}

/// As [`look`], but marked if its time is over.
///
/// # Errors
/// `NotFound`.
pub fn open(tx: &mut Tx, call: &Call, id: Uuid) -> Result<Sitting> {
    let sitting = look(tx, call, id)?;
    if !sitting.attempt().is_overdue(call.now) {
        return Ok(sitting);
    }
    closing::close(tx, call, id)?;
    look(tx, call, id)
}

/// Goes at a paper, the first one first.
pub fn attempts(tx: &mut Tx, call: &Call, paper: Uuid) -> Result<Vec<Attempt>> {
    store::attempts(tx, call.actor.learner, paper)
}

/// The learner's sittings, of a paper or of all, the newest first, without what was put in.
pub fn sittings(tx: &mut Tx, call: &Call, paper: Option<Uuid>) -> Result<Vec<Sitting>> {
    store::list_sittings(tx, call.actor.learner, paper, LISTED)
}

/// Saves what was put in at some places, as `read` finds it. What is older than what is stored changes nothing, so sending again
/// is harmless; nothing is taken as well when the sitting is over.
///
/// # Errors
/// `NotFound` for a sitting or a place that is not there, `Invalid` on `sitting` when it is over, on `response` when it is too
/// long.
pub fn save(tx: &mut Tx, call: &Call, id: Uuid, read: impl FnOnce(&[Place]) -> Vec<(usize, Saved)>) -> Result<()> {
    let learner = call.actor.learner;
    spaces::lock(tx, learner.space())?;
    let sitting = look(tx, call, id)?;
    let saved = read(&sitting.places);
    if saved.is_empty() {
        return Ok(());
    }
    if sitting.ended_at.is_some() || sitting.attempt().is_overdue(call.now) {
        return Err(Error::invalid("sitting", "sitting-over"));
    }
    for (place, saved) in saved {
        if place >= sitting.places.len() {
            return Err(Error::NotFound { what: "place" });
        }
        let length = serde_json::to_string(&saved.response).map_or(usize::MAX, |raw| raw.len());
        if length > RESPONSE_LIMIT {
            return Err(Error::invalid("response", "sitting-response-long"));
        }
        let saved = Saved {
            confidence: saved.confidence.map(|percent| percent.min(100)),
            spent_ms: saved.spent_ms.clamp(0, 86_400_000),
            ..saved
        };
        store::put_response(tx, learner, id, place, &saved, call.now)?;
    }
    Ok(())
}
