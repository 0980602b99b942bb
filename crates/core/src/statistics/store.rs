//! Queries over totals, cards and places only.

use super::model::{CardStates, Day, HardCard, Load, Place};
use crate::call::{Call, LearnerId, SpaceId};
use crate::db::{Row, Tx, params};
use crate::error::Result;
use crate::study::cards::VISIBLE;
use crate::study::tally;
use memory::{Millis, StudyDay};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Days with answers from a day on, oldest first.
pub fn days(tx: &mut Tx, learner: LearnerId, from: StudyDay) -> Result<Vec<Day>> {
    let rows = tx.rows(
        "SELECT study_day, SUM(answers) AS answers, SUM(passed) AS passed, SUM(new_cards) AS new_cards,
           SUM(review_answers) AS review_answers, SUM(review_passed) AS review_passed, SUM(duration_ms) AS duration_ms
         FROM daily_totals WHERE learner = ?1 AND study_day >= ?2 GROUP BY study_day ORDER BY study_day",
        params![learner, from.0],
        |row| {
            Ok(Day {
                day: StudyDay(row.get("study_day")?),
                answers: row.get("answers")?,
                passed: row.get("passed")?,
                new_cards: row.get("new_cards")?,
                review_answers: row.get("review_answers")?,
                review_passed: row.get("review_passed")?,
                duration_ms: row.get("duration_ms")?,
            })
        },
    )?;
    Ok(rows.into_iter().filter(|d| d.answers > 0).collect())
}

/// Whether anything was ever answered.
pub fn begun(tx: &mut Tx, learner: LearnerId) -> Result<bool> {
    let sql = "SELECT 1 AS one FROM daily_totals WHERE learner = ?1 AND answers > 0 LIMIT 1";
    Ok(tx.scalar::<i64>(sql, params![learner])?.is_some())
}

/// Outermost decks that the learner may have cards of: their own, and those they enrolled in. (id, name, hue, letter).
pub fn outermost_decks(tx: &mut Tx, learner: LearnerId, limit: i64) -> Result<Vec<OutermostDeck>> {
    let mut decks = tx.rows(
        "SELECT decks.id AS id, decks.name AS name, courses.hue AS hue, courses.letter AS letter FROM decks
         LEFT JOIN courses ON courses.space = decks.space AND courses.id = decks.course
         WHERE decks.space = ?1 AND decks.parent IS NULL AND decks.deleted_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM batches WHERE batches.id = decks.batch)
         ORDER BY decks.path_key, decks.id LIMIT ?2",
        params![learner.space(), limit],
        outermost,
    )?;
    let enrolled: Vec<(SpaceId, Option<Uuid>, Uuid, String)> = tx.rows(
        "SELECT decks.id AS id, decks.name AS name, decks.space AS space, decks.topic AS topic FROM enrolments
         JOIN decks ON decks.space = enrolments.space AND decks.id = enrolments.deck
         WHERE enrolments.learner = ?1 AND enrolments.space <> ?2 AND decks.deleted_at IS NULL
         ORDER BY decks.path_key, decks.id LIMIT ?3",
        params![learner, learner.space(), limit],
        |row| Ok((row.get("space")?, row.get("topic")?, row.get("id")?, row.get("name")?)),
    )?;
    for (space, topic, id, name) in enrolled {
        let (hue, letter) = subject_of(tx, space, topic)?;
        decks.push(OutermostDeck { id, name, hue, letter });
    }
    Ok(decks)
}

/// A deck with the colour of what it belongs to.
pub struct OutermostDeck {
    pub id: Uuid,
    pub name: String,
    pub hue: Option<String>,
    pub letter: Option<String>,
}

fn outermost(row: &Row) -> Result<OutermostDeck> {
    Ok(OutermostDeck { id: row.get("id")?, name: row.get("name")?, hue: row.get("hue")?, letter: row.get("letter")? })
}

/// Reviews due per day, from the day after `today`, for so many days; days without any are there with 0.
pub fn coming(tx: &mut Tx, learner: LearnerId, today: StudyDay, days: i32) -> Result<Vec<Load>> {
    let mut by_day = BTreeMap::new();
    tally::due_by_day(tx, learner, today, today.plus(days), |day, cards| {
        by_day.insert(day.0, cards);
    })?;
    let load = |n: i32| Load { day: today.plus(n), cards: by_day.get(&(today.0 + n)).copied().unwrap_or(0) };
    Ok((1..=days).map(load).collect())
}

/// A review that is due, as far as spreading needs it.
#[derive(Debug, Clone, Copy)]
pub struct Overdue {
    pub card: Uuid,
    pub due: StudyDay,
    pub stability: f64,
    pub difficulty: f64,
    pub last: StudyDay,
}

/// How many reviews were due before today, up to `limit`.
pub fn count_overdue(tx: &mut Tx, call: &Call, limit: i64) -> Result<i64> {
    let sql = format!(
        "SELECT COUNT(*) AS cards FROM (SELECT 1 AS one FROM learner_cards WHERE learner = ?1 AND suspended = 0 AND phase = 2
           AND due_day < ?2 AND buried_until <= ?2 AND {VISIBLE} LIMIT ?3) AS waiting"
    );
    Ok(tx.scalar(&sql, params![call.actor.learner, call.today().0, limit])?.unwrap_or(0))
}

/// Reviews due today or before.
pub fn overdue(tx: &mut Tx, call: &Call, limit: i64) -> Result<Vec<Overdue>> {
    let today = call.today();
    tx.rows(
        &format!(
            "SELECT card_id, due_day, stability, difficulty, last_day FROM learner_cards WHERE learner = ?1
             AND suspended = 0 AND phase = 2 AND due_day <= ?2 AND buried_until <= ?2 AND {VISIBLE}
             ORDER BY due_day, card_id LIMIT ?3"
        ),
        params![call.actor.learner, today.0, limit],
        |row| {
            let due = StudyDay(row.get("due_day")?);
            Ok(Overdue {
                card: row.get("card_id")?,
                due,
                stability: row.get::<Option<f64>>("stability")?.unwrap_or(1.0),
                difficulty: row.get::<Option<f64>>("difficulty")?.unwrap_or(5.0),
                last: row.get::<Option<i32>>("last_day")?.map_or(due, StudyDay),
            })
        },
    )
}

/// Where the learner's cards stand. Walks all of them once, in the order they lie in: see [`super::Cache`].
pub fn states(tx: &mut Tx, learner: LearnerId) -> Result<CardStates> {
    let sql = format!(
        "SELECT SUM(suspended) AS suspended,
           SUM(CASE WHEN suspended = 0 AND phase = 0 THEN 1 ELSE 0 END) AS fresh,
           SUM(CASE WHEN suspended = 0 AND phase = 2 AND stability >= 30.0 THEN 1 ELSE 0 END) AS held,
           SUM(CASE WHEN suspended = 0 AND phase = 2 THEN 1 ELSE 0 END) AS reviews, COUNT(*) AS cards
         FROM learner_cards WHERE learner = ?1 AND {VISIBLE}"
    );
    let states = tx.row(&sql, params![learner], |row| {
        let part = |name: &str| -> Result<i64> { Ok(row.get::<Option<i64>>(name)?.unwrap_or(0)) };
        let (suspended, new, held, reviews) = (part("suspended")?, part("fresh")?, part("held")?, part("reviews")?);
        let learning = part("cards")? - suspended - new - reviews;
        Ok(CardStates { new, learning, young: reviews - held, held, suspended })
    })?;
    Ok(states.unwrap_or_default())
}

/// The cards that were forgotten most often.
pub fn hardest(tx: &mut Tx, learner: LearnerId, limit: i64) -> Result<Vec<HardCard>> {
    tx.rows(
        &format!(
            "SELECT learner_cards.card_id AS card_id, learner_cards.item AS item, items.summary AS summary,
               items.language AS language, lapses, reps, stability
             FROM learner_cards JOIN items ON items.space = learner_cards.space AND items.id = learner_cards.item
             WHERE learner = ?1 AND lapses > 1 AND {VISIBLE} ORDER BY lapses DESC, reps DESC, card_id LIMIT ?2"
        ),
        params![learner, limit],
        |row| {
            Ok(HardCard {
                card: row.get("card_id")?,
                item: row.get("item")?,
                summary: row.get("summary")?,
                language: row.get("language")?,
                lapses: row.get("lapses")?,
                reps: row.get("reps")?,
                stability: row.get("stability")?,
            })
        },
    )
}

/// What grows whenever something changes that a learner's statistics are made of.
pub fn revision(tx: &mut Tx, learner: LearnerId) -> Result<i64> {
    let sql = "SELECT SUM(revision) AS revision FROM spaces WHERE id = ?1 OR id = ?2";
    Ok(tx.scalar::<Option<i64>>(sql, params![learner.space(), SpaceId::LIBRARY])?.flatten().unwrap_or(0))
}

/// What the learner was reading last and has not finished, newest first.
pub fn reading(tx: &mut Tx, learner: LearnerId, limit: i64) -> Result<Vec<Place>> {
    let rows: Vec<(SpaceId, Option<Uuid>, Place)> = tx.rows(
        "SELECT p.space AS space, s.topic AS topic, p.source AS source, s.key AS key, s.title AS title,
           s.language AS language, p.anchor AS anchor, p.share AS share, s.words AS words, p.at AS at
         FROM reading_places p JOIN sources s ON s.space = p.space AND s.id = p.source
         WHERE p.learner = ?1 AND p.share > 0.02 AND p.share < 0.97 AND s.deleted_at IS NULL
         ORDER BY p.at DESC, p.source LIMIT ?2",
        params![learner, limit],
        |row| {
            let place = Place {
                source: row.get("source")?,
                key: row.get("key")?,
                title: row.get("title")?,
                language: row.get("language")?,
                anchor: row.get("anchor")?,
                share: row.get("share")?,
                words: row.get("words")?,
                hue: None,
                letter: None,
                at: Millis(row.get("at")?),
            };
            Ok((row.get("space")?, row.get("topic")?, place))
        },
    )?;
    let mut places = Vec::with_capacity(rows.len());
    for (space, topic, mut place) in rows {
        (place.hue, place.letter) = subject_of(tx, space, topic)?;
        places.push(place);
    }
    Ok(places)
}

/// Topics nest no deeper than this.
const TOPICS_DEEP: usize = 20;

/// Hue and letter of the subject above a topic.
fn subject_of(tx: &mut Tx, space: SpaceId, topic: Option<Uuid>) -> Result<(Option<String>, Option<String>)> {
    let mut next = topic;
    for _ in 0..TOPICS_DEEP {
        let Some(id) = next else { break };
        let found: Option<(Option<Uuid>, Option<String>, Option<String>)> =
            tx.row("SELECT parent, hue, letter FROM topics WHERE space = ?1 AND id = ?2", params![space, id], |row| {
                Ok((row.get("parent")?, row.get("hue")?, row.get("letter")?))
            })?;
        match found {
            Some((None, hue, letter)) => return Ok((hue, letter)),
            Some((parent, _, _)) => next = parent,
            None => break,
        }
    }
    Ok((None, None))
}
