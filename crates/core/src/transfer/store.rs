//! Statements of imports only. New rows carry the batch, so that nobody sees them yet.

use super::log::LogEntry;
use super::prepare::{Prepared, PreparedCard};
use crate::call::{LearnerId, SpaceId};
use crate::db::{Tx, params};
use crate::error::Result;
use crate::reviews::model::phase_word;
use crate::study::cards::due_columns;
use memory::{Due, Millis};
use uuid::Uuid;

/// Where and as what a chunk is stored.
#[derive(Debug, Clone)]
pub struct Place {
    pub space: SpaceId,
    pub learner: LearnerId,
    pub batch: Uuid,
    pub now: Millis,
    pub parameters_id: i64,
}

/// Writes an item, unless it is there; whether it was written.
pub fn insert_item(tx: &mut Tx, place: &Place, item: &Prepared) -> Result<bool> {
    let written = tx.execute(
        "INSERT INTO items (space, id, version, deck, kind, lineage, language, content, summary, source, anchor,
           file_time, position, batch, created_at, updated_at, deleted_at)
         VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, NULL, NULL, ?9, ?10, ?11, ?12, ?12, NULL) ON CONFLICT DO NOTHING",
        params![
            place.space,
            item.id,
            item.deck,
            item.record.content.kind().as_str(),
            item.lineage,
            item.record.language.as_deref(),
            item.json,
            item.summary,
            item.record.modified_at,
            item.position,
            place.batch,
            place.now.0
        ],
    )?;
    Ok(written == 1)
}

pub fn insert_tags(tx: &mut Tx, space: SpaceId, item: &Prepared) -> Result<()> {
    for (key, tag) in &item.tags {
        tx.execute(
            "INSERT INTO item_tags (space, item, tag_key, tag) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            params![space, item.id, key, tag],
        )?;
    }
    Ok(())
}

/// Writes a card of an item; whether it was written.
pub fn insert_card(tx: &mut Tx, space: SpaceId, item: Uuid, card: &PreparedCard) -> Result<bool> {
    let written = tx.execute(
        "INSERT INTO cards (space, item, slot, card_id, deck, hidden) VALUES (?1, ?2, ?3, ?4, ?5, 0) ON CONFLICT DO NOTHING",
        params![space, item, card.slot.as_str(), card.card_id, card.deck],
    )?;
    Ok(written == 1)
}

/// Writes where a card stands for its learner, folded already; whether the learner had no such card.
pub fn insert_learner_card(
    tx: &mut Tx,
    place: &Place,
    item: &Prepared,
    card: &PreparedCard,
    batch: Option<Uuid>,
) -> Result<bool> {
    let state = &card.folded.state;
    let (due_at, due_day) = due_columns(&card.folded);
    let written = tx.execute(
        "INSERT INTO learner_cards (learner, card_id, space, item, slot, deck, phase, step, stability, difficulty, last_day,
           last_at, due_at, due_day, position, reps, lapses, head, head_at, suspended, buried_until, flag, leech, parameters,
           batch)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?24, ?21, 0, ?22, ?23)
         ON CONFLICT DO NOTHING",
        params![
            place.learner,
            card.card_id,
            place.space,
            item.id,
            card.slot.as_str(),
            card.deck.unwrap_or(item.deck),
            state.phase as i64,
            i64::from(state.step),
            state.memory.map(|m| m.stability.get()),
            state.memory.map(|m| m.difficulty.get()),
            state.last_day.map(|d| d.0),
            state.last_at.map(|m| m.0),
            due_at,
            due_day,
            card.position,
            state.reps,
            state.lapses,
            card.folded.head.map(|id| Uuid::from_u128(id.0)),
            card.folded.head_at.map(|m| m.0),
            card.suspended,
            i64::from(card.flag),
            place.parameters_id,
            batch,
            buried_day(card)
        ],
    )?;
    Ok(written == 1)
}

/// The column's word for it: 0 for a card that is not buried.
fn buried_day(card: &PreparedCard) -> i32 {
    card.buried_until.map_or(0, |day| day.0)
}

/// Keeps suspended, buried and flagged; what the learner marked here stays.
pub fn insert_marks(tx: &mut Tx, learner: LearnerId, card: &PreparedCard) -> Result<()> {
    if card.suspended || card.buried_until.is_some() || card.flag != 0 {
        tx.execute(
            "INSERT INTO card_marks (learner, card_id, suspended, buried_until, flag) VALUES (?1, ?2, ?3, ?5, ?4)
             ON CONFLICT DO NOTHING",
            params![learner, card.card_id, card.suspended, i64::from(card.flag), buried_day(card)],
        )?;
    }
    Ok(())
}

/// Appends an event, unless its id is there; whether it was written.
pub fn insert_event(tx: &mut Tx, learner: LearnerId, entry: &LogEntry) -> Result<bool> {
    let (event, seed) = (&entry.row.event, entry.row.seed.as_ref());
    let due = seed.and_then(|s| s.due).map(|due| match due {
        Due { day: Some(day), .. } => (i64::from(day.0), true),
        Due { at, day: None } => (at.0, false),
    });
    let written = tx.execute(
        "INSERT INTO events (learner, id, card_id, item, kind, at, study_day, received_at, mode, rating, duration_ms,
           promised_s, after, stability, difficulty, ease, interval_days, due, due_is_day, phase, reps, lapses, complete, raw)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)
         ON CONFLICT DO NOTHING",
        params![
            learner,
            event.id,
            event.card_id,
            entry.row.item,
            entry.kind,
            event.at.0,
            entry.row.study_day.0,
            entry.row.received_at.0,
            event.mode.as_str(),
            event.rating,
            event.duration_ms,
            event.promised_s,
            event.after,
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
            entry.row.raw.as_deref()
        ],
    )?;
    Ok(written == 1)
}

/// Whether the learner has any event of this card, or at all.
pub fn has_events(tx: &mut Tx, learner: LearnerId, card: Option<Uuid>) -> Result<bool> {
    let one: Option<i64> = match card {
        Some(card) => tx.scalar(
            "SELECT 1 AS one FROM events WHERE learner = ?1 AND card_id = ?2 LIMIT 1",
            params![learner, card],
        )?,
        None => tx.scalar("SELECT 1 AS one FROM events WHERE learner = ?1 LIMIT 1", params![learner])?,
    };
    Ok(one.is_some())
}

pub fn insert_batch(tx: &mut Tx, place: &Place) -> Result<()> {
    tx.execute(
        "INSERT INTO batches (id, space, created_at) VALUES (?1, ?2, ?3)",
        params![place.batch, place.space, place.now.0],
    )?;
    Ok(())
}

/// Everything of the batch is visible from here on.
pub fn delete_batch(tx: &mut Tx, batch: Uuid) -> Result<()> {
    tx.execute("DELETE FROM batches WHERE id = ?1", params![batch])?;
    Ok(())
}

/// When an unfinished batch was begun.
pub fn find_batch(tx: &mut Tx, batch: Uuid) -> Result<Option<(SpaceId, Millis)>> {
    tx.row("SELECT space, created_at FROM batches WHERE id = ?1", params![batch], |row| {
        Ok((row.get("space")?, Millis(row.get("created_at")?)))
    })
}
