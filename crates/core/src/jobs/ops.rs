//! Queueing, claiming, ending. Each is part of an operation of its caller.

use super::model::{Job, JobId, JobState, NewJob};
use crate::call::{Actor, SpaceId};
use crate::db::{Row, Tx, params};
use crate::error::{Error, Result};
use memory::Millis;

/// How often a job is begun before it is given up.
pub const ATTEMPTS: i64 = 3;
/// How long a job that says nothing counts as alive, ms. Progress renews it.
pub const LEASE_MS: i64 = 30 * 1000;

const COLUMNS: &str = "id, space, kind, input, state, attempts, done, total, result, error, created_at, finished_at";

fn job(row: &Row) -> Result<Job> {
    let state: String = row.get("state")?;
    Ok(Job {
        id: row.get("id")?,
        space: row.get("space")?,
        kind: row.get("kind")?,
        input: row.get("input")?,
        state: JobState::parse(&state).ok_or_else(|| Error::Internal(format!("unknown job state {state}")))?,
        attempts: row.get("attempts")?,
        done: row.get("done")?,
        total: row.get("total")?,
        result: row.get("result")?,
        error: row.get("error")?,
        created_at: Millis(row.get("created_at")?),
        finished_at: row.get::<Option<i64>>("finished_at")?.map(Millis),
    })
}

/// Queues a job, and returns its id: that of the job which has the unique key already, if there is one.
pub fn enqueue(tx: &mut Tx, new: &NewJob, now: Millis) -> Result<JobId> {
    let added = tx.execute(
        "INSERT INTO jobs (id, space, kind, input, state, run_at, lease_until, attempts, done, total, result, error,
           unique_key, created_at, finished_at)
         VALUES (?1, ?2, ?3, ?4, 'queued', ?5, NULL, 0, 0, 0, '', NULL, ?6, ?5, NULL) ON CONFLICT (unique_key) DO NOTHING",
        params![new.id, new.space, new.kind, new.input, now.0, new.unique_key.as_deref()],
    )?;
    if added == 1 {
        return Ok(new.id);
    }
    tx.scalar("SELECT id FROM jobs WHERE unique_key = ?1", params![new.unique_key.as_deref()])?
        .ok_or(Error::NotFound { what: "job" })
}

/// Queues a job that is to begin at `run_at`; one that waits under the same unique key begins then if that is earlier.
pub fn enqueue_by(tx: &mut Tx, new: &NewJob, run_at: Millis, now: Millis) -> Result<()> {
    tx.execute(
        "INSERT INTO jobs (id, space, kind, input, state, run_at, lease_until, attempts, done, total, result, error,
           unique_key, created_at, finished_at)
         VALUES (?1, ?2, ?3, ?4, 'queued', ?5, NULL, 0, 0, 0, '', NULL, ?6, ?7, NULL)
         ON CONFLICT (unique_key) DO UPDATE SET
           run_at = CASE WHEN excluded.run_at < jobs.run_at THEN excluded.run_at ELSE jobs.run_at END",
        params![new.id, new.space, new.kind, new.input, run_at.0, new.unique_key.as_deref(), now.0],
    )?;
    Ok(())
}

/// Frees a job's unique key, so that whoever asks from now on queues another one.
pub fn release_key(tx: &mut Tx, id: JobId) -> Result<()> {
    tx.execute("UPDATE jobs SET unique_key = NULL WHERE id = ?1", params![id])?;
    Ok(())
}

/// Ends a job whose result is kept elsewhere: its row goes, and those of its space and kind that failed before.
pub fn remove(tx: &mut Tx, job: &Job) -> Result<()> {
    tx.execute(
        "DELETE FROM jobs WHERE id = ?1 OR (space = ?2 AND kind = ?3 AND state = 'failed')",
        params![job.id, job.space, job.kind.as_str()],
    )?;
    Ok(())
}

/// Whether a job of the kind waits or runs for the space; and whether the last that ended was given up.
pub fn standing(tx: &mut Tx, space: SpaceId, kind: &str) -> Result<(bool, bool)> {
    let states: Vec<String> = tx.rows(
        "SELECT state FROM jobs WHERE space = ?1 AND kind = ?2 ORDER BY created_at DESC, id DESC LIMIT 20",
        params![space, kind],
        |row| row.get("state"),
    )?;
    let state = |word: &JobState| states.iter().any(|state| state == word.as_str());
    Ok(([JobState::Queued, JobState::Running].iter().any(state), state(&JobState::Failed)))
}

/// A job of the actor's own space.
pub fn get(tx: &mut Tx, actor: &Actor, id: JobId) -> Result<Job> {
    let sql = format!("SELECT {COLUMNS} FROM jobs WHERE id = ?1 AND space = ?2");
    tx.row(&sql, params![id, actor.space()], job)?.ok_or(Error::NotFound { what: "job" })
}

/// The actor's jobs of a kind, newest first.
pub fn list(tx: &mut Tx, actor: &Actor, kind: &str, limit: u32) -> Result<Vec<Job>> {
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM jobs WHERE space = ?1 AND kind = ?2 ORDER BY created_at DESC, id DESC LIMIT ?3"
        ),
        params![actor.space(), kind, limit],
        job,
    )
}

/// Takes the next job of a kind that waits, or whose runner went silent. Of one space at most one of a kind runs at a time.
/// A job that went silent for the third time is given up.
pub fn claim(tx: &mut Tx, kind: &str, now: Millis) -> Result<Option<Job>> {
    tx.execute(
        "UPDATE jobs SET state = 'failed', finished_at = ?2, error = 'given up after three tries'
         WHERE kind = ?1 AND state = 'running' AND lease_until < ?2 AND attempts >= ?3",
        params![kind, now.0, ATTEMPTS],
    )?;
    tx.row(
        &format!(
            "UPDATE jobs SET state = 'running', attempts = attempts + 1, lease_until = ?3
             WHERE id IN (
               SELECT j.id FROM jobs j
               WHERE j.kind = ?1 AND ((j.state = 'queued' AND j.run_at <= ?2) OR (j.state = 'running' AND j.lease_until < ?2))
                 AND NOT EXISTS (SELECT 1 FROM jobs o WHERE o.space = j.space AND o.kind = j.kind
                   AND o.state = 'running' AND o.lease_until >= ?2)
               ORDER BY j.run_at, j.id LIMIT 1)
               AND (state = 'queued' OR lease_until < ?2)
             RETURNING {COLUMNS}"
        ),
        params![kind, now.0, now.0 + LEASE_MS],
        job,
    )
}

/// Takes this very job, for a command that runs it itself. `None` while somebody else has it, or another one of its kind and
/// space runs.
pub fn claim_one(tx: &mut Tx, id: JobId, now: Millis) -> Result<Option<Job>> {
    tx.row(
        &format!(
            "UPDATE jobs SET state = 'running', attempts = attempts + 1, lease_until = ?3
             WHERE id = ?1 AND (state = 'queued' OR (state = 'running' AND lease_until < ?2))
               AND NOT EXISTS (SELECT 1 FROM jobs o WHERE o.space = jobs.space AND o.kind = jobs.kind
                 AND o.state = 'running' AND o.lease_until >= ?2)
             RETURNING {COLUMNS}"
        ),
        params![id, now.0, now.0 + LEASE_MS],
        job,
    )
}

/// Says how far a job is, and that it lives.
///
/// # Errors
/// `Conflict` when another runner has taken it up since (this one slept through its lease): stop at once.
pub fn progress(tx: &mut Tx, job: &Job, done: i64, total: i64, now: Millis) -> Result<()> {
    let own = tx.execute(
        "UPDATE jobs SET done = ?3, total = ?4, lease_until = ?5 WHERE id = ?1 AND attempts = ?2 AND state = 'running'",
        params![job.id, job.attempts, done, total, now.0 + LEASE_MS],
    )?;
    if own == 0 { Err(taken(job)) } else { Ok(()) }
}

/// Says that a job lives.
///
/// # Errors
/// As [`progress`].
pub fn renew(tx: &mut Tx, job: &Job, now: Millis) -> Result<()> {
    let own = tx.execute(
        "UPDATE jobs SET lease_until = ?3 WHERE id = ?1 AND attempts = ?2 AND state = 'running'",
        params![job.id, job.attempts, now.0 + LEASE_MS],
    )?;
    if own == 0 { Err(taken(job)) } else { Ok(()) }
}

fn taken(job: &Job) -> Error {
    Error::Conflict { what: "job", given: job.attempts, current: job.attempts + 1 }
}

/// Ends a job with what came out, in the operation that makes it true.
pub fn finish(tx: &mut Tx, id: JobId, result: &str, now: Millis) -> Result<()> {
    tx.execute(
        "UPDATE jobs SET state = 'done', done = total, result = ?2, error = NULL, lease_until = NULL, finished_at = ?3 WHERE id = ?1",
        params![id, result, now.0],
    )?;
    Ok(())
}

/// Gives a job up; trying again would come to the same.
pub fn fail(tx: &mut Tx, id: JobId, result: &str, error: &str, now: Millis) -> Result<()> {
    tx.execute(
        "UPDATE jobs SET state = 'failed', result = ?2, error = ?3, lease_until = NULL, finished_at = ?4 WHERE id = ?1",
        params![id, result, error, now.0],
    )?;
    Ok(())
}

/// Puts a job back for another try.
pub fn retry_later(tx: &mut Tx, id: JobId, error: &str, run_at: Millis) -> Result<()> {
    tx.execute(
        "UPDATE jobs SET state = 'queued', error = ?2, lease_until = NULL, run_at = ?3 WHERE id = ?1",
        params![id, error, run_at.0],
    )?;
    Ok(())
}
