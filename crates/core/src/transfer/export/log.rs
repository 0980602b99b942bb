//! A card's log and state as Anki's rows: those that came from Anki as they were, ours in the same terms.

use crate::call::LearnerId;
use crate::db::{Tx, params};
use crate::error::Result;
use crate::study::cards::LearnerCard;
use formats::record::{ReviewRecord, Seed, SeedDue, SeedPhase};
use memory::Phase;
use std::collections::HashSet;
use uuid::Uuid;

const DAY_S: i64 = 86_400;
/// Anki's type of a row that is no answer.
const MANUAL: u8 = 4;

struct Row {
    id: Uuid,
    kind: String,
    at: i64,
    rating: i64,
    duration_ms: i64,
    promised_s: i64,
    ease: Option<f64>,
    raw: Option<String>,
}

/// The card's rows in the order of time, and the ease that its last seed brought.
pub fn of_card(tx: &mut Tx, learner: LearnerId, card: Uuid) -> Result<(Vec<ReviewRecord>, Option<f64>)> {
    let mut retracted: HashSet<Uuid> = HashSet::new();
    let mut rows: Vec<Row> = Vec::new();
    tx.each(
        "SELECT id, kind, at, rating, duration_ms, promised_s, ease, raw, retracts FROM events
         WHERE learner = ?1 AND card_id = ?2 ORDER BY at, id",
        params![learner, card],
        |row| {
            retracted.extend(row.get::<Option<Uuid>>("retracts")?);
            rows.push(Row {
                id: row.get("id")?,
                kind: row.get("kind")?,
                at: row.get("at")?,
                rating: row.get::<Option<i64>>("rating")?.unwrap_or(0),
                duration_ms: row.get::<Option<i64>>("duration_ms")?.unwrap_or(0),
                promised_s: row.get::<Option<i64>>("promised_s")?.unwrap_or(0),
                ease: row.get("ease")?,
                raw: row.get("raw")?,
            });
            Ok(())
        },
    )?;
    let (mut log, mut ease): (Vec<ReviewRecord>, _) = (Vec::new(), None);
    let mut graduated = false;
    for row in rows.iter().filter(|r| !retracted.contains(&r.id)) {
        ease = row.ease.or(ease);
        let last = log.last().map_or(0, |r| r.interval);
        let review = match (row.raw.as_deref().and_then(from_raw), row.kind.as_str()) {
            (Some(review), _) => review,
            (None, "answer") => {
                let interval = if row.promised_s >= DAY_S { row.promised_s / DAY_S } else { -row.promised_s };
                let kind = match (graduated, last > 0) {
                    (false, _) => 0,
                    (true, true) => 1,
                    (true, false) => 2,
                };
                ReviewRecord {
                    id: row.at,
                    rating: u8::try_from(row.rating).unwrap_or(0),
                    duration_ms: row.duration_ms,
                    interval,
                    last_interval: last,
                    factor: 2500,
                    kind,
                }
            }
            (None, "forget") if row.at > 0 => ReviewRecord {
                id: row.at,
                rating: 0,
                duration_ms: 0,
                interval: 0,
                last_interval: last,
                factor: 0,
                kind: MANUAL,
            },
            _ => continue,
        };
        graduated = (graduated || review.interval > 0) && !(review.kind == MANUAL && review.factor == 0);
        log.push(review);
    }
    Ok((log, ease))
}

/// `[id, ease, ivl, lastIvl, factor, time, type]`, as the import kept it.
fn from_raw(raw: &str) -> Option<ReviewRecord> {
    let [id, rating, interval, last_interval, factor, duration_ms, kind]: [i64; 7] = serde_json::from_str(raw).ok()?;
    Some(ReviewRecord {
        id,
        rating: u8::try_from(rating).ok()?,
        duration_ms,
        interval,
        last_interval,
        factor,
        kind: u8::try_from(kind).ok()?,
    })
}

/// Where the card stands, for one that is not new.
pub fn seed(card: &LearnerCard, log: &[ReviewRecord], ease: Option<f64>) -> Option<Seed> {
    let state = &card.folded.state;
    let phase = match state.phase {
        Phase::New => return None,
        Phase::Learning => SeedPhase::Learning,
        Phase::Review => SeedPhase::Review,
        Phase::Relearning => SeedPhase::Relearning,
    };
    let due = card.folded.due?;
    let last_interval = log.iter().rev().map(|r| r.interval).find(|i| *i > 0);
    let until_due = due.day.zip(state.last_day).map(|(due, last)| i64::from(due.days_since(last)));
    Some(Seed {
        at: state.last_at.map_or(due.at.0, |m| m.0),
        stability: state.memory.map(|m| m.stability.get()),
        difficulty: state.memory.map(|m| m.difficulty.get()),
        ease: ease.or(Some(2.5)),
        interval_days: last_interval.or(until_due).map(|days| days.max(1) as f64),
        due: due.day.map_or(SeedDue::At(due.at.0), |day| SeedDue::Day(i64::from(day.0))),
        phase,
        reps: state.reps,
        lapses: state.lapses,
    })
}
