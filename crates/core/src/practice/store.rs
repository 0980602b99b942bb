//! Queries of practice rounds.

use crate::call::{LearnerId, SpaceId};
use crate::db::{ToValue, Tx, params};
use crate::error::Result;
use crate::items::Item;
use crate::items::store as items;
use crate::study::cards::{COLUMNS, LearnerCard, VISIBLE, learner_card};
use memory::StudyDay;
use uuid::Uuid;

/// Stands for the stability of a card that has none yet, days.
const NO_STABILITY: &str = "COALESCE(stability, 0.1)";

/// Cards that were answered before and may be asked, of a deck or of all, the weakest first: recall falls with the days since the
/// last answer over the stability.
pub fn weakest(
    tx: &mut Tx,
    learner: LearnerId,
    today: StudyDay,
    deck: Option<Uuid>,
    limit: usize,
) -> Result<Vec<LearnerCard>> {
    let order = format!("(last_day - ?2) / {NO_STABILITY}, {NO_STABILITY}, card_id");
    cards(tx, learner, today, deck, limit, "phase <> 0", &order)
}

/// New cards in the order of the deck.
pub fn fresh(
    tx: &mut Tx,
    learner: LearnerId,
    today: StudyDay,
    deck: Option<Uuid>,
    limit: usize,
) -> Result<Vec<LearnerCard>> {
    cards(tx, learner, today, deck, limit, "phase = 0", "position, card_id")
}

fn cards(
    tx: &mut Tx,
    learner: LearnerId,
    today: StudyDay,
    deck: Option<Uuid>,
    limit: usize,
    condition: &str,
    order: &str,
) -> Result<Vec<LearnerCard>> {
    let of_deck = if deck.is_some() { "AND deck = ?4" } else { "" };
    let sql = format!(
        "SELECT {COLUMNS} FROM learner_cards WHERE learner = ?1 AND suspended = 0 AND buried_until <= ?2 AND {condition}
         AND {VISIBLE} {of_deck} ORDER BY {order} LIMIT ?3"
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut values: Vec<&dyn ToValue> = vec![&learner, &today.0, &limit];
    if let Some(deck) = &deck {
        values.push(deck);
    }
    tx.rows(&sql, &values, learner_card)
}

/// The learner's cards of a deck, as (item, slot)-homes of answers: items of a deck from a place on, at most so many.
pub fn items_near(tx: &mut Tx, space: SpaceId, deck: Uuid, place: i64, limit: usize) -> Result<Vec<Item>> {
    let sql = format!(
        "SELECT {} FROM items WHERE space = ?1 AND deck = ?2 AND deleted_at IS NULL AND {} AND position >= ?3
         ORDER BY position, id LIMIT ?4",
        items::COLUMNS,
        items::VISIBLE
    );
    tx.rows(&sql, params![space, deck, place, i64::try_from(limit).unwrap_or(i64::MAX)], items::item)
}

/// The course of a deck.
pub fn course_of(tx: &mut Tx, space: SpaceId, deck: Uuid) -> Result<Option<Uuid>> {
    Ok(tx
        .scalar::<Option<Uuid>>("SELECT course FROM decks WHERE space = ?1 AND id = ?2", params![space, deck])?
        .flatten())
}

/// The live decks of a course, in the order of their paths.
pub fn decks_of_course(tx: &mut Tx, space: SpaceId, course: Uuid) -> Result<Vec<Uuid>> {
    tx.rows(
        "SELECT id FROM decks WHERE space = ?1 AND course = ?2 AND deleted_at IS NULL ORDER BY path_key, id",
        params![space, course],
        |row| row.get("id"),
    )
}

/// Whether the topic is there.
pub fn has_topic(tx: &mut Tx, space: SpaceId, topic: Uuid) -> Result<bool> {
    let found: Option<i64> = tx.scalar(
        "SELECT 1 AS one FROM topics WHERE space = ?1 AND id = ?2 AND deleted_at IS NULL",
        params![space, topic],
    )?;
    Ok(found.is_some())
}

/// The topics right below one.
pub fn topics_below(tx: &mut Tx, space: SpaceId, topic: Uuid) -> Result<Vec<Uuid>> {
    tx.rows(
        "SELECT id FROM topics WHERE space = ?1 AND parent = ?2 AND deleted_at IS NULL ORDER BY position, id",
        params![space, topic],
        |row| row.get("id"),
    )
}

/// The live decks of a topic.
pub fn decks_of_topic(tx: &mut Tx, space: SpaceId, topic: Uuid) -> Result<Vec<Uuid>> {
    tx.rows(
        "SELECT id FROM decks WHERE space = ?1 AND topic = ?2 AND deleted_at IS NULL ORDER BY path_key, id",
        params![space, topic],
        |row| row.get("id"),
    )
}
