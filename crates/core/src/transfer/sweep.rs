//! Takes out what an import left that did not come to its end. Nobody has seen any of it.

use super::store;
use crate::Studium;
use crate::call::{LearnerId, SpaceId};
use crate::db::{Db, Tx, params};
use crate::error::Result;
use crate::jobs::{Job, JobId};
use crate::spaces;
use memory::Millis;
use uuid::Uuid;

/// Items looked at, and at most removed, in one operation.
const STEP: u32 = 200;

/// At start-up: takes out the batches that no living job works on, and the folders that they left.
///
/// # Errors
/// Those of the database.
pub async fn sweep_unfinished(studium: &Studium) -> Result<()> {
    let now = studium.clock.now();
    let batches: Vec<Uuid> = studium
        .read(move |tx| {
            // a job that waits or runs sweeps its own batch when it begins again
            tx.rows(
                "SELECT id FROM batches WHERE NOT EXISTS
                   (SELECT 1 FROM jobs WHERE jobs.id = batches.id AND jobs.state IN ('queued', 'running')) ORDER BY id",
                params![],
                |row| row.get("id"),
            )
        })
        .await?;
    for batch in batches {
        sweep_batch(&studium.db, batch).await?;
    }
    let Ok(folders) = std::fs::read_dir(studium.folder.join("jobs")) else { return Ok(()) };
    for folder in folders.flatten() {
        let Some(id) = folder.file_name().to_str().and_then(|n| n.parse::<JobId>().ok()) else { continue };
        let alive: Option<i64> = studium
            .read(move |tx| {
                tx.scalar(
                    "SELECT 1 AS one FROM jobs WHERE id = ?1 AND state = 'running' AND lease_until >= ?2",
                    params![id, now.0],
                )
            })
            .await?;
        if alive.is_none()
            && let Err(error) = std::fs::remove_dir_all(folder.path())
        {
            tracing::warn!(%error, folder = %folder.path().display(), "a job's folder could not be removed");
        }
    }
    Ok(())
}

/// Takes out what earlier tries of this job left in its space, and jobs that went silent: their rows would stand in the
/// way of ours.
pub async fn sweep_before(db: &Db, job: &Job, now: Millis) -> Result<()> {
    let (space, own) = (job.space, job.id);
    let batches: Vec<Uuid> = db
        .read(move |tx| {
            tx.rows(
                "SELECT id FROM batches WHERE space = ?1 AND NOT EXISTS
                   (SELECT 1 FROM jobs WHERE jobs.id = batches.id AND jobs.id <> ?2 AND jobs.state = 'running'
                      AND jobs.lease_until >= ?3) ORDER BY id",
                params![space, own, now.0],
                |row| row.get("id"),
            )
        })
        .await?;
    for batch in batches {
        sweep_batch(db, batch).await?;
    }
    Ok(())
}

/// Removes everything that names the batch, in steps, and the batch last.
pub async fn sweep_batch(db: &Db, batch: Uuid) -> Result<()> {
    let Some((space, begun)) = db.read(move |tx| store::find_batch(tx, batch)).await? else { return Ok(()) };
    let mut after = Uuid::nil();
    loop {
        let (last, seen) = db.write_background(move |tx| sweep_items(tx, space, batch, begun, after)).await?;
        after = last;
        if seen < STEP as usize {
            break;
        }
    }
    db.write_background(move |tx| {
        spaces::lock(tx, space)?;
        tx.execute("DELETE FROM decks WHERE space = ?1 AND batch = ?2", params![space, batch])?;
        tx.execute(
            "DELETE FROM parameters WHERE learner = ?1 AND origin = 'import' AND fitted_at = ?2",
            params![space, begun.0],
        )?;
        store::delete_batch(tx, batch)
    })
    .await
}

/// One step over the space's items in the order of their ids; the last id looked at, and how many.
fn sweep_items(tx: &mut Tx, space: SpaceId, batch: Uuid, begun: Millis, after: Uuid) -> Result<(Uuid, usize)> {
    let page: Vec<(Uuid, Option<Uuid>)> = tx.rows(
        "SELECT id, batch FROM items WHERE space = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
        params![space, after, STEP],
        |row| Ok((row.get("id")?, row.get("batch")?)),
    )?;
    spaces::lock(tx, space)?;
    let learner = LearnerId(space.0);
    for (item, _) in page.iter().filter(|(_, b)| *b == Some(batch)) {
        let cards: Vec<Uuid> = tx.rows(
            "SELECT card_id FROM cards WHERE space = ?1 AND item = ?2 ORDER BY slot",
            params![space, *item],
            |row| row.get("card_id"),
        )?;
        for card in cards {
            // events of this import alone: what was here before came at another time
            tx.execute(
                "DELETE FROM events WHERE learner = ?1 AND card_id = ?2 AND mode = 'import' AND received_at = ?3",
                params![learner, card, begun.0],
            )?;
            let mine = tx.execute(
                "DELETE FROM learner_cards WHERE learner = ?1 AND card_id = ?2 AND batch = ?3",
                params![learner, card, batch],
            )?;
            if mine > 0 {
                tx.execute("DELETE FROM card_marks WHERE learner = ?1 AND card_id = ?2", params![learner, card])?;
            }
        }
        tx.execute("DELETE FROM cards WHERE space = ?1 AND item = ?2", params![space, *item])?;
        tx.execute("DELETE FROM item_tags WHERE space = ?1 AND item = ?2", params![space, *item])?;
        tx.execute("DELETE FROM items WHERE space = ?1 AND id = ?2", params![space, *item])?;
    }
    let last = page.last().map_or(after, |(id, _)| *id);
    Ok((last, page.len()))
}
