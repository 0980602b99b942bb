//! Queries over `papers`, `sittings` and `responses` only.

use super::choose::Place;
use super::model::{Attempt, Marked, Mode, NewPaper, Paper, Saved, Sitting};
use crate::call::{LearnerId, SpaceId};
use crate::db::{Row, Tx, params};
use crate::error::{Error, Result};
use memory::Millis;
use uuid::Uuid;

const PAPER: &str = "space, id, version, mode, name, content, created_at, deleted_at";
const SITTING: &str = "id, space, paper, mode, name, started_at, deadline, ended_at, layout, result";

fn mode(row: &Row) -> Result<Mode> {
    let word: String = row.get("mode")?;
    Mode::parse(&word).ok_or_else(|| Error::Internal(format!("unknown mode {word}")))
}

fn paper(row: &Row) -> Result<Paper> {
    let content: String = row.get("content")?;
    Ok(Paper {
        space: row.get("space")?,
        id: row.get("id")?,
        version: row.get("version")?,
        mode: mode(row)?,
        name: row.get("name")?,
        rules: serde_json::from_str(&content).map_err(Error::internal)?,
        created_at: Millis(row.get("created_at")?),
        deleted_at: row.get::<Option<i64>>("deleted_at")?.map(Millis),
    })
}

pub fn find(tx: &mut Tx, space: SpaceId, id: Uuid) -> Result<Option<Paper>> {
    tx.row(&format!("SELECT {PAPER} FROM papers WHERE space = ?1 AND id = ?2"), params![space, id], paper)
}

/// Those not in the bin, the newest first.
pub fn list(tx: &mut Tx, space: SpaceId, limit: i64) -> Result<Vec<Paper>> {
    let sql = format!(
        "SELECT {PAPER} FROM papers WHERE space = ?1 AND deleted_at IS NULL ORDER BY created_at DESC, id LIMIT ?2"
    );
    tx.rows(&sql, params![space, limit], paper)
}

pub fn insert(tx: &mut Tx, space: SpaceId, id: Uuid, new: &NewPaper, now: Millis) -> Result<()> {
    let content = serde_json::to_string(&new.rules).map_err(Error::internal)?;
    tx.execute(
        "INSERT INTO papers (space, id, version, mode, name, content, created_at, deleted_at)
         VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, NULL)",
        params![space, id, new.mode.as_str(), new.name, content, now.0],
    )?;
    Ok(())
}

pub fn update(tx: &mut Tx, space: SpaceId, id: Uuid, new: &NewPaper) -> Result<()> {
    let content = serde_json::to_string(&new.rules).map_err(Error::internal)?;
    tx.execute(
        "UPDATE papers SET version = version + 1, mode = ?3, name = ?4, content = ?5 WHERE space = ?1 AND id = ?2",
        params![space, id, new.mode.as_str(), new.name, content],
    )?;
    Ok(())
}

pub fn set_deleted(tx: &mut Tx, space: SpaceId, id: Uuid, at: Option<Millis>) -> Result<()> {
    tx.execute(
        "UPDATE papers SET version = version + 1, deleted_at = ?3 WHERE space = ?1 AND id = ?2",
        params![space, id, at.map(|at| at.0)],
    )?;
    Ok(())
}

fn sitting(row: &Row) -> Result<Sitting> {
    let (layout, result): (String, Option<String>) = (row.get("layout")?, row.get("result")?);
    let places: Vec<Place> = serde_json::from_str(&layout).map_err(Error::internal)?;
    let marked: Option<Marked> =
        result.map(|result| serde_json::from_str(&result).map_err(Error::internal)).transpose()?;
    Ok(Sitting {
        id: row.get("id")?,
        paper: row.get("paper")?,
        mode: mode(row)?,
        name: row.get("name")?,
        started_at: Millis(row.get("started_at")?),
        deadline: row.get::<Option<i64>>("deadline")?.map(Millis),
        ended_at: row.get::<Option<i64>>("ended_at")?.map(Millis),
        saved: vec![None; places.len()],
        places,
        marked,
    })
}

pub fn find_sitting(tx: &mut Tx, learner: LearnerId, id: Uuid) -> Result<Option<Sitting>> {
    let sql = format!("SELECT {SITTING} FROM sittings WHERE learner = ?1 AND id = ?2");
    let Some(mut found) = tx.row(&sql, params![learner, id], sitting)? else { return Ok(None) };
    let mut rows = Vec::new();
    tx.each(
        "SELECT place, raw, flagged, confidence, spent_ms, change FROM responses WHERE learner = ?1 AND sitting = ?2",
        params![learner, id],
        |row| {
            let raw: String = row.get("raw")?;
            let saved = Saved {
                response: serde_json::from_str(&raw).map_err(Error::internal)?,
                flagged: row.get::<i64>("flagged")? != 0,
                confidence: row.get::<Option<i64>>("confidence")?.and_then(|n| u8::try_from(n).ok()),
                spent_ms: row.get("spent_ms")?,
                change: row.get("change")?,
            };
            rows.push((row.get::<i64>("place")?, saved));
            Ok(())
        },
    )?;
    for (place, saved) in rows {
        if let Some(slot) = usize::try_from(place).ok().and_then(|place| found.saved.get_mut(place)) {
            *slot = Some(saved);
        }
    }
    Ok(Some(found))
}

/// Goes at a paper, the first one first.
pub fn attempts(tx: &mut Tx, learner: LearnerId, paper: Uuid) -> Result<Vec<Attempt>> {
    tx.rows(
        "SELECT id, started_at, deadline, ended_at FROM sittings WHERE learner = ?1 AND paper = ?2 ORDER BY started_at, id",
        params![learner, paper],
        |row| {
            Ok(Attempt {
                id: row.get("id")?,
                started_at: Millis(row.get("started_at")?),
                deadline: row.get::<Option<i64>>("deadline")?.map(Millis),
                ended_at: row.get::<Option<i64>>("ended_at")?.map(Millis),
            })
        },
    )
}

/// Of a paper or of all, the newest first, without what was put in.
pub fn list_sittings(tx: &mut Tx, learner: LearnerId, paper: Option<Uuid>, limit: i64) -> Result<Vec<Sitting>> {
    match paper {
        Some(paper) => tx.rows(
            &format!(
                "SELECT {SITTING} FROM sittings WHERE learner = ?1 AND paper = ?2 ORDER BY started_at DESC, id LIMIT ?3"
            ),
            params![learner, paper, limit],
            sitting,
        ),
        None => tx.rows(
            &format!("SELECT {SITTING} FROM sittings WHERE learner = ?1 ORDER BY started_at DESC, id LIMIT ?2"),
            params![learner, limit],
            sitting,
        ),
    }
}

pub fn insert_sitting(tx: &mut Tx, learner: LearnerId, space: SpaceId, sitting: &Sitting) -> Result<()> {
    let layout = serde_json::to_string(&sitting.places).map_err(Error::internal)?;
    tx.execute(
        "INSERT INTO sittings (learner, id, space, paper, mode, name, started_at, deadline, ended_at, layout, result)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL, ?9, NULL)",
        params![
            learner,
            sitting.id,
            space,
            sitting.paper,
            sitting.mode.as_str(),
            sitting.name,
            sitting.started_at.0,
            sitting.deadline.map(|at| at.0),
            layout
        ],
    )?;
    Ok(())
}

/// Stores what was put in, unless something newer is stored.
pub fn put_response(
    tx: &mut Tx,
    learner: LearnerId,
    sitting: Uuid,
    place: usize,
    saved: &Saved,
    now: Millis,
) -> Result<()> {
    let raw = serde_json::to_string(&saved.response).map_err(Error::internal)?;
    let place = i64::try_from(place).unwrap_or(i64::MAX);
    tx.execute(
        "INSERT INTO responses (learner, sitting, place, raw, flagged, confidence, spent_ms, change, saved_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (learner, sitting, place) DO UPDATE SET raw = excluded.raw, flagged = excluded.flagged,
           confidence = excluded.confidence, spent_ms = excluded.spent_ms, change = excluded.change,
           saved_at = excluded.saved_at
         WHERE excluded.change >= responses.change",
        params![
            learner,
            sitting,
            place,
            raw,
            i64::from(saved.flagged),
            saved.confidence.map(i64::from),
            saved.spent_ms,
            saved.change,
            now.0
        ],
    )?;
    Ok(())
}

pub fn end(tx: &mut Tx, learner: LearnerId, id: Uuid, marked: &Marked, at: Millis) -> Result<()> {
    let result = serde_json::to_string(marked).map_err(Error::internal)?;
    tx.execute(
        "UPDATE sittings SET ended_at = ?3, result = ?4 WHERE learner = ?1 AND id = ?2",
        params![learner, id, at.0, result],
    )?;
    Ok(())
}

/// Open sittings whose time was over before.
pub fn overdue(tx: &mut Tx, before: Millis, limit: i64) -> Result<Vec<(LearnerId, Uuid)>> {
    tx.rows(
        "SELECT learner, id FROM sittings WHERE ended_at IS NULL AND deadline IS NOT NULL AND deadline < ?1
         ORDER BY deadline LIMIT ?2",
        params![before.0, limit],
        |row| Ok((row.get("learner")?, row.get("id")?)),
    )
}
