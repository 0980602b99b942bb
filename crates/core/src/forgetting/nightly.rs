//! Each night, fits for those whose log has grown enough.

use super::fitting::FIT;
use super::ops::enqueue_once;
use super::store;
use crate::Studium;
use crate::call::{Ids, LearnerId};
use crate::db::params;
use crate::error::Result;
use crate::spaces;

/// So many new reviews make another fit worthwhile at the least: half of the least history that is fitted at all.
const LEAST_NEW: i64 = 100;
/// … and this share of those at the last fit. A fit is judged on the last fifth of the history: with a tenth more, nearly
/// half of that fifth is new, so that the judgement can differ; with less it would mostly be given on the same answers again.
const NEW_SHARE: i64 = 10;
/// Learners looked at in one operation.
const PAGE: i64 = 100;

/// Whether a fit is due, with so many reviews now and so many at the last fit, if there was one.
pub fn is_due(reviews: i64, at_last_fit: Option<i64>) -> bool {
    match at_last_fit {
        None => reviews >= i64::try_from(fit::LEAST_ANSWERS).unwrap_or(i64::MAX),
        Some(before) => reviews - before >= LEAST_NEW.max(before / NEW_SHARE),
    }
}

/// Queues the fits that are due. Returns how many.
pub async fn enqueue_due(studium: &Studium) -> Result<u64> {
    let mut after = uuid::Uuid::nil();
    let mut queued = 0;
    loop {
        let page = studium.db.read_long(move |tx| {
            let learners: Vec<LearnerId> = tx.rows(
                "SELECT id FROM learners WHERE id > ?1 AND disabled_at IS NULL ORDER BY id LIMIT ?2",
                params![after, PAGE],
                |row| row.get("id"),
            )?;
            let mut due = Vec::new();
            for learner in &learners {
                let reviews = store::count_reviews(tx, *learner)?;
                if is_due(reviews, store::reviews_at_last_fit(tx, *learner)?) {
                    due.push(*learner);
                }
            }
            Ok((learners.last().copied(), due))
        });
        let (Some(last), due) = page.await? else { break };
        for learner in due {
            let (now, seed) = (studium.clock.now(), rand::random());
            let enqueue = move |tx: &mut crate::db::Tx| {
                spaces::lock(tx, learner.space())?;
                enqueue_once(tx, learner, FIT, &mut Ids::new(now, seed), now)
            };
            studium.db.write_background(enqueue).await?;
            queued += 1;
        }
        after = last.0;
    }
    studium.work.notify_waiters();
    Ok(queued)
}
