//! Queries over events only.

use super::model::{EventKind, EventRow, Mode, NewEvent, parse_phase, phase_word, rated};
use crate::call::LearnerId;
use crate::db::{Row, Tx, params};
use crate::error::Result;
use memory::{Due, Millis, Phase, Rating, Seed, StudyDay};
use uuid::Uuid;

const COLUMNS: &str = "id, card_id, item, item_version, kind, at, study_day, sent_at, received_at, mode, rating, outcome,
    score, choices, format, confidence, hints, duration_ms, response, promised_s, after, retracts, stability, difficulty,
    ease, interval_days, due, due_is_day, phase, reps, lapses, complete, raw";

pub fn insert(tx: &mut Tx, learner: LearnerId, row: &EventRow) -> Result<()> {
    let event = &row.event;
    let seed = row.seed.as_ref();
    let due = match (event.due_day, seed.and_then(|s| s.due)) {
        (Some(day), _) | (None, Some(Due { day: Some(day), .. })) => Some((i64::from(day.0), true)),
        (None, Some(Due { at, day: None })) => Some((at.0, false)),
        (None, None) => None,
    };
    tx.execute(
        "INSERT INTO events (learner, id, card_id, item, item_version, kind, at, study_day, sent_at, received_at, mode,
           rating, outcome, score, choices, format, confidence, hints, duration_ms, response, promised_s, after, retracts,
           sitting, stability, difficulty, ease, interval_days, due, due_is_day, phase, reps, lapses, complete, raw)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23,
           NULL, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34)",
        params![
            learner,
            event.id,
            event.card_id,
            row.item,
            event.item_version,
            event.kind.as_str(),
            event.at.0,
            row.study_day.0,
            event.sent_at.map(|m| m.0),
            row.received_at.0,
            event.mode.as_str(),
            event.rating,
            event.outcome,
            event.score,
            event.choices,
            event.format.as_deref(),
            event.confidence,
            event.hints,
            event.duration_ms,
            event.response.as_deref(),
            event.promised_s,
            event.after,
            event.retracts,
            seed.and_then(|s| s.stability),
            seed.and_then(|s| s.difficulty),
            seed.and_then(|s| s.ease),
            seed.and_then(|s| s.interval_days),
            due.map(|d| d.0),
            due.map(|d| d.1),
            seed.map(|s| phase_word(s.phase)),
            seed.map(|s| s.reps),
            seed.map(|s| s.lapses),
            seed.map(|s| s.history_complete),
            row.raw.as_deref()
        ],
    )?;
    Ok(())
}

/// An event of a known kind; `None` for a kind that this version does not know.
fn event(row: &Row) -> Result<Option<EventRow>> {
    let kind: String = row.get("kind")?;
    let Some(kind) = EventKind::parse(&kind) else { return Ok(None) };
    let mode: Option<String> = row.get("mode")?;
    let due: Option<i64> = row.get("due")?;
    let due_is_day: Option<bool> = row.get("due_is_day")?;
    let at = Millis(row.get("at")?);
    let day = due.filter(|_| due_is_day == Some(true)).and_then(|d| i32::try_from(d).ok()).map(StudyDay);
    let seed = match kind {
        EventKind::Seed => Some(seed(row, at, due, day)?),
        _ => None,
    };
    Ok(Some(EventRow {
        event: NewEvent {
            id: row.get("id")?,
            card_id: row.get("card_id")?,
            kind,
            at,
            mode: mode.as_deref().and_then(Mode::parse).unwrap_or(Mode::Flashcard),
            item_version: row.get("item_version")?,
            rating: row.get("rating")?,
            outcome: row.get("outcome")?,
            score: row.get("score")?,
            choices: row.get("choices")?,
            format: row.get("format")?,
            confidence: row.get("confidence")?,
            hints: row.get("hints")?,
            duration_ms: row.get("duration_ms")?,
            response: row.get("response")?,
            promised_s: row.get("promised_s")?,
            after: row.get("after")?,
            retracts: row.get("retracts")?,
            due_day: day.filter(|_| kind == EventKind::Reschedule),
            sent_at: row.get::<Option<i64>>("sent_at")?.map(Millis),
        },
        item: row.get("item")?,
        study_day: StudyDay(row.get("study_day")?),
        received_at: Millis(row.get("received_at")?),
        seed,
        raw: row.get("raw")?,
    }))
}

fn seed(row: &Row, at: Millis, due: Option<i64>, day: Option<StudyDay>) -> Result<Seed> {
    let phase: Option<String> = row.get("phase")?;
    Ok(Seed {
        stability: row.get("stability")?,
        difficulty: row.get("difficulty")?,
        ease: row.get("ease")?,
        interval_days: row.get("interval_days")?,
        due: match (day, due) {
            (Some(day), _) => Some(Due::on(day, at)),
            (None, Some(instant)) => Some(Due::at(Millis(instant))),
            (None, None) => None,
        },
        phase: phase.as_deref().and_then(parse_phase).unwrap_or(Phase::New),
        reps: row.get::<Option<u32>>("reps")?.unwrap_or(0),
        lapses: row.get::<Option<u32>>("lapses")?.unwrap_or(0),
        history_complete: row.get::<Option<bool>>("complete")?.unwrap_or(false),
        ..Seed::default()
    })
}

/// When a card was answered and how, oldest first, without the answers that were taken back.
pub fn answers_of_card(tx: &mut Tx, learner: LearnerId, card: Uuid) -> Result<Vec<(Millis, Option<Rating>)>> {
    let (mut answers, mut retracted) = (Vec::new(), Vec::new());
    tx.each(
        "SELECT id, kind, at, rating, outcome, score, retracts FROM events WHERE learner = ?1 AND card_id = ?2
           AND kind IN ('answer', 'retract') ORDER BY at, id",
        params![learner, card],
        |row| {
            let (id, kind): (Uuid, String) = (row.get("id")?, row.get("kind")?);
            let at = Millis(row.get("at")?);
            if EventKind::parse(&kind) == Some(EventKind::Answer) {
                answers.push((id, at, rated(row.get("rating")?, row.get("outcome")?, row.get("score")?)));
            }
            retracted.extend(row.get::<Option<Uuid>>("retracts")?);
            Ok(())
        },
    )?;
    answers.retain(|(id, ..)| !retracted.contains(id));
    Ok(answers.into_iter().map(|(_, at, rating)| (at, rating)).collect())
}

/// All events of a card, of known kinds, oldest first.
pub fn of_card(tx: &mut Tx, learner: LearnerId, card: Uuid) -> Result<Vec<EventRow>> {
    let rows = tx.rows(
        &format!("SELECT {COLUMNS} FROM events WHERE learner = ?1 AND card_id = ?2 ORDER BY at, id"),
        params![learner, card],
        event,
    )?;
    Ok(rows.into_iter().flatten().collect())
}

/// Every event of the learner, of known kinds, card by card, each card's oldest first, without responses and other
/// programs' rows. Nothing is collected. `wanted` says of a card whether its events are to be read at all.
pub fn each(
    tx: &mut Tx,
    learner: LearnerId,
    wanted: impl Fn(Uuid) -> bool,
    mut visit: impl FnMut(EventRow) -> Result<()>,
) -> Result<()> {
    let columns =
        COLUMNS.replace("response", "CAST(NULL AS TEXT) AS response").replace("raw", "CAST(NULL AS TEXT) AS raw");
    let sql = format!("SELECT {columns} FROM events WHERE learner = ?1 ORDER BY card_id, at, id");
    tx.each(&sql, params![learner], |row| {
        if !wanted(row.get("card_id")?) {
            return Ok(());
        }
        event(row)?.map_or(Ok(()), &mut visit)
    })
}

pub fn find(tx: &mut Tx, learner: LearnerId, id: Uuid) -> Result<Option<EventRow>> {
    let found =
        tx.row(&format!("SELECT {COLUMNS} FROM events WHERE learner = ?1 AND id = ?2"), params![learner, id], event)?;
    Ok(found.flatten())
}

/// Whether the id is taken, whatever its kind.
pub fn exists(tx: &mut Tx, learner: LearnerId, id: Uuid) -> Result<bool> {
    let one: Option<i64> =
        tx.scalar("SELECT 1 AS one FROM events WHERE learner = ?1 AND id = ?2", params![learner, id])?;
    Ok(one.is_some())
}

/// What the log knows of an id that comes in.
pub struct Known {
    /// The id is taken, by whatever kind.
    pub stored: bool,
    /// It was retracted before it came.
    pub retracted: bool,
}

pub fn known(tx: &mut Tx, learner: LearnerId, card: Uuid, id: Uuid) -> Result<Known> {
    let found = tx.row(
        "SELECT
           (SELECT COUNT(*) FROM events WHERE learner = ?1 AND id = ?3) AS stored,
           (SELECT COUNT(*) FROM events WHERE learner = ?1 AND card_id = ?2 AND kind = 'retract' AND retracts = ?3) AS taken",
        params![learner, card, id],
        |row| Ok(Known { stored: row.get::<i64>("stored")? > 0, retracted: row.get::<i64>("taken")? > 0 }),
    )?;
    Ok(found.unwrap_or(Known { stored: false, retracted: false }))
}

/// A page of the log in the order of ids, after the given one.
pub fn page(tx: &mut Tx, learner: LearnerId, after: Option<Uuid>, limit: u32) -> Result<Vec<EventRow>> {
    let rows = tx.rows(
        &format!("SELECT {COLUMNS} FROM events WHERE learner = ?1 AND id > ?2 ORDER BY id LIMIT ?3"),
        params![learner, after.unwrap_or(Uuid::nil()), limit],
        event,
    )?;
    Ok(rows.into_iter().flatten().collect())
}
