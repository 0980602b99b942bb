//! The row of `plans`, and what the queue follows of it.

use super::model::Forecast;
use crate::call::LearnerId;
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use memory::plan::{Guidance, Plan, StepId, TopicId};
use memory::{Millis, StudyDay};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A stored plan.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stored {
    pub version: i64,
    pub made_at: Millis,
    /// The hash of what it was made from; empty: to be made anew in any case.
    pub request: Vec<u8>,
    /// The newest change of the learner's content that it knows.
    pub revision: i64,
    pub plan: Plan,
    pub forecasts: Vec<(Uuid, Forecast)>,
    /// Ticked off by hand.
    pub done: Vec<StepId>,
    /// The last days that had steps of which none was done, oldest first.
    pub missed: Vec<StudyDay>,
}

/// What the queue follows, with the decks of the topics that it speaks of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Followed {
    pub guidance: Guidance,
    pub decks: Vec<(Uuid, TopicId)>,
}

pub(super) fn find(tx: &mut Tx, learner: LearnerId) -> Result<Option<Stored>> {
    tx.row(
        "SELECT version, made_at, request, revision, plan, forecasts, done, missed FROM plans WHERE learner = ?1",
        params![learner],
        |row| {
            let (plan, forecasts): (String, String) = (row.get("plan")?, row.get("forecasts")?);
            let (done, missed): (String, String) = (row.get("done")?, row.get("missed")?);
            Ok(Stored {
                version: row.get("version")?,
                made_at: Millis(row.get("made_at")?),
                request: row.get("request")?,
                revision: row.get("revision")?,
                plan: serde_json::from_str(&plan).map_err(Error::internal)?,
                forecasts: serde_json::from_str(&forecasts).map_err(Error::internal)?,
                done: serde_json::from_str(&done).map_err(Error::internal)?,
                missed: serde_json::from_str(&missed).map_err(Error::internal)?,
            })
        },
    )
}

/// What the queue follows; one row, decoded once. It may be of another day.
pub(crate) fn followed(tx: &mut Tx, learner: LearnerId) -> Result<Option<Followed>> {
    let bytes: Option<Vec<u8>> = tx.scalar("SELECT guidance FROM plans WHERE learner = ?1", params![learner])?;
    bytes.map(|bytes| postcard::from_bytes(&bytes).map_err(Error::internal)).transpose()
}

/// The learner has a plan, of whatever day.
pub(super) fn exists(tx: &mut Tx, learner: LearnerId) -> Result<bool> {
    Ok(tx.scalar::<i64>("SELECT 1 AS one FROM plans WHERE learner = ?1", params![learner])?.is_some())
}

/// The study day that the learner's plan is for.
pub(super) fn day(tx: &mut Tx, learner: LearnerId) -> Result<Option<StudyDay>> {
    Ok(tx.scalar("SELECT today FROM plans WHERE learner = ?1", params![learner])?.map(StudyDay))
}

/// The version of the learner's plan; 0 without one.
pub(super) fn version(tx: &mut Tx, learner: LearnerId) -> Result<i64> {
    Ok(tx.scalar("SELECT version FROM plans WHERE learner = ?1", params![learner])?.unwrap_or(0))
}

pub(super) fn put(tx: &mut Tx, learner: LearnerId, stored: &Stored, followed: &Followed) -> Result<()> {
    tx.execute(
        "INSERT INTO plans (learner, version, made_at, today, request, revision, plan, forecasts, done, missed, guidance)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (learner) DO UPDATE SET version = excluded.version, made_at = excluded.made_at, today = excluded.today,
           request = excluded.request, revision = excluded.revision, plan = excluded.plan, forecasts = excluded.forecasts,
           done = excluded.done, missed = excluded.missed, guidance = excluded.guidance",
        params![
            learner,
            stored.version,
            stored.made_at.0,
            stored.plan.today.0,
            stored.request.as_slice(),
            stored.revision,
            json(&stored.plan)?,
            json(&stored.forecasts)?,
            json(&stored.done)?,
            json(&stored.missed)?,
            postcard::to_allocvec(followed).map_err(Error::internal)?.as_slice()
        ],
    )?;
    Ok(())
}

/// Stores what the learner moved or ticked off; it is made anew from that in any case.
pub(super) fn put_choices(tx: &mut Tx, learner: LearnerId, stored: &Stored) -> Result<()> {
    tx.execute(
        "UPDATE plans SET version = version + 1, request = ?2, plan = ?3, done = ?4 WHERE learner = ?1",
        params![learner, [].as_slice() as &[u8], json(&stored.plan)?, json(&stored.done)?],
    )?;
    Ok(())
}

/// It knows the changes up to this revision: they changed nothing that it depends on.
pub(super) fn set_revision(tx: &mut Tx, learner: LearnerId, revision: i64) -> Result<()> {
    tx.execute("UPDATE plans SET revision = ?2 WHERE learner = ?1", params![learner, revision])?;
    Ok(())
}

pub(super) fn delete(tx: &mut Tx, learner: LearnerId) -> Result<()> {
    tx.execute("DELETE FROM plans WHERE learner = ?1", params![learner])?;
    Ok(())
}

/// The newest change of the learner's content.
pub(super) fn newest_change(tx: &mut Tx, learner: LearnerId) -> Result<i64> {
    let sql = "SELECT MAX(revision) AS newest FROM changes WHERE space = ?1";
    Ok(tx.scalar::<Option<i64>>(sql, params![learner.space()])?.flatten().unwrap_or(0))
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}
