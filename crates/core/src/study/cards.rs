//! `learner_cards`: where each card stands for each who studies it. Derived from content, marks and the log; rebuildable.

use super::tally::{Of, Tally, count_in, counted};
use crate::call::{Actor, LearnerId, SpaceId};
use crate::db::{Row, Tx, params};
use crate::error::Result;
use crate::items::cards::Home;
use crate::reviews::{store, totals};
use crate::spaces;
use formats::item::Slot;
use memory::{CardState, Due, EventId, Folded, MemoryState, Millis, Parameters, Phase, StudyDay};
use uuid::Uuid;

/// A row of `learner_cards`.
#[derive(Debug, Clone, PartialEq)]
pub struct LearnerCard {
    pub card_id: Uuid,
    pub space: SpaceId,
    pub item: Uuid,
    pub slot: Slot,
    pub deck: Uuid,
    pub folded: Folded,
    pub position: i64,
    pub suspended: bool,
    /// The card is back on this study day.
    pub buried_until: Option<StudyDay>,
    pub flag: u8,
    pub leech: bool,
    /// `parameters.id` that the state was folded with; 0 the defaults.
    pub parameters: i64,
}

pub const COLUMNS: &str =
    "card_id, space, item, slot, deck, phase, step, stability, difficulty, last_day, last_at, due_at,
    due_day, position, reps, lapses, head, head_at, suspended, buried_until, flag, leech, parameters";

/// Rows of an unfinished import are invisible.
pub const VISIBLE: &str = "NOT EXISTS (SELECT 1 FROM batches WHERE batches.id = learner_cards.batch)";

pub fn learner_card(row: &Row) -> Result<LearnerCard> {
    let phase = phase_from(row.get("phase")?);
    let (stability, difficulty): (Option<f64>, Option<f64>) = (row.get("stability")?, row.get("difficulty")?);
    let (last_day, last_at): (Option<i32>, Option<i64>) = (row.get("last_day")?, row.get("last_at")?);
    let (due_at, due_day): (Option<i64>, i32) = (row.get("due_at")?, row.get("due_day")?);
    let head: Option<Uuid> = row.get("head")?;
    let buried: i32 = row.get("buried_until")?;
    let state = CardState {
        memory: stability.zip(difficulty).map(|(s, d)| MemoryState::new(s, d)),
        phase,
        step: u8::try_from(row.get::<i64>("step")?).unwrap_or(u8::MAX),
        last_day: last_day.map(StudyDay),
        last_at: last_at.map(Millis),
        reps: row.get("reps")?,
        lapses: row.get("lapses")?,
    };
    let due = match (phase, due_at) {
        (Phase::New, _) => None,
        (_, Some(at)) if due_day == 0 => Some(Due::at(Millis(at))),
        (_, at) => Some(Due::on(StudyDay(due_day), Millis(at.unwrap_or(0)))),
    };
    Ok(LearnerCard {
        card_id: row.get("card_id")?,
        space: row.get("space")?,
        item: row.get("item")?,
        slot: Slot(row.get("slot")?),
        deck: row.get("deck")?,
        folded: Folded {
            state,
            due,
            head: head.map(|id| EventId(id.as_u128())),
            head_at: row.get::<Option<i64>>("head_at")?.map(Millis),
        },
        position: row.get("position")?,
        suspended: row.get("suspended")?,
        buried_until: Some(StudyDay(buried)).filter(|d| d.0 != 0),
        flag: u8::try_from(row.get::<i64>("flag")?).unwrap_or(0),
        leech: row.get("leech")?,
        parameters: row.get("parameters")?,
    })
}

pub fn find(tx: &mut Tx, learner: LearnerId, card: Uuid) -> Result<Option<LearnerCard>> {
    tx.row(
        &format!("SELECT {COLUMNS} FROM learner_cards WHERE learner = ?1 AND card_id = ?2 AND {VISIBLE}"),
        params![learner, card],
        learner_card,
    )
}

/// The learner's cards in the order of ids, of a deck and what lies below it or of all decks, after the given one.
pub fn page(
    tx: &mut Tx,
    actor: &Actor,
    deck: Option<Uuid>,
    after: Option<Uuid>,
    limit: u32,
) -> Result<Vec<LearnerCard>> {
    let after = after.unwrap_or(Uuid::nil());
    let Some(deck) = deck else {
        return tx.rows(
            &format!(
                "SELECT {COLUMNS} FROM learner_cards WHERE learner = ?1 AND card_id > ?2 AND {VISIBLE}
                 ORDER BY card_id LIMIT ?3"
            ),
            params![actor.learner, after, limit],
            learner_card,
        );
    };
    let mut cards = Vec::new();
    for deck in crate::decks::subtree(tx, actor, deck)? {
        cards.extend(tx.rows(
            &format!(
                "SELECT {COLUMNS} FROM learner_cards WHERE learner = ?1 AND deck = ?2 AND card_id > ?3 AND {VISIBLE}
                 ORDER BY card_id LIMIT ?4"
            ),
            params![actor.learner, deck.id, after, limit],
            learner_card,
        )?);
    }
    cards.sort_by_key(|c| c.card_id);
    cards.truncate(limit as usize);
    Ok(cards)
}

/// Gives a learner a card as new. A card that they have already (a copy of the item) stays as it is.
pub fn insert_new(
    tx: &mut Tx,
    learner: LearnerId,
    home: &Home,
    slot: &Slot,
    card: Uuid,
    deck: Uuid,
    sibling: i64,
) -> Result<()> {
    let written = tx.execute(
        "INSERT INTO learner_cards (learner, card_id, space, item, slot, deck, phase, step, due_day, position, reps, lapses,
           suspended, buried_until, flag, leech, parameters, batch)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, 0, 0, ?7, 0, 0, 0, 0, 0, 0, 0, ?8)
         ON CONFLICT (learner, card_id) DO NOTHING",
        params![learner, card, home.space, home.item, slot.as_str(), deck, home.position + sibling, home.batch],
    )?;
    if written == 1 {
        count_new_row(tx, learner, card)?;
    }
    Ok(())
}

/// Counts a row that was written elsewhere just now.
pub fn count_new_row(tx: &mut Tx, learner: LearnerId, card: Uuid) -> Result<()> {
    count_in(tx, learner, Of::Card(card))
}

/// Takes a card away from a learner; its events and marks stay.
pub fn remove(tx: &mut Tx, learner: LearnerId, card: Uuid) -> Result<()> {
    counted(tx, learner, Of::Card(card), |tx| {
        tx.execute("DELETE FROM learner_cards WHERE learner = ?1 AND card_id = ?2", params![learner, card])
    })?;
    Ok(())
}

/// Takes an item's cards away from all who study it.
pub fn remove_item(tx: &mut Tx, space: SpaceId, item: Uuid) -> Result<()> {
    for learner in learners(tx, space)? {
        counted(tx, learner, Of::Item(space, item), |tx| {
            tx.execute(
                "DELETE FROM learner_cards WHERE learner = ?1 AND item = ?2 AND space = ?3",
                params![learner, item, space],
            )
        })?;
    }
    Ok(())
}

/// The item's cards now lie in this deck.
pub fn move_item(tx: &mut Tx, space: SpaceId, item: Uuid, deck: Uuid) -> Result<()> {
    for learner in learners(tx, space)? {
        counted(tx, learner, Of::Item(space, item), |tx| {
            tx.execute(
                "UPDATE learner_cards SET deck = ?4 WHERE learner = ?1 AND item = ?2 AND space = ?3",
                params![learner, item, space, deck],
            )
        })?;
    }
    Ok(())
}

/// Those who have cards of this space, each with their lock taken.
fn learners(tx: &mut Tx, space: SpaceId) -> Result<Vec<LearnerId>> {
    if space != SpaceId::LIBRARY {
        return Ok(vec![LearnerId(space.0)]);
    }
    let learners: Vec<LearnerId> =
        tx.rows("SELECT DISTINCT learner FROM enrolments WHERE space = ?1 ORDER BY learner", params![space], |row| {
            row.get("learner")
        })?;
    for learner in &learners {
        spaces::lock(tx, learner.space())?;
    }
    Ok(learners)
}

/// Folds a card's events anew and stores what comes out, with the marks. Does nothing for a card the learner has not.
pub fn refold(tx: &mut Tx, learner: LearnerId, card: Uuid) -> Result<Option<Folded>> {
    let (id, parameters) = parameters(tx, learner)?;
    let rows = store::of_card(tx, learner, card)?;
    let (folded, _) = totals::fold_and_count(&parameters, &rows);
    let written = counted(tx, learner, Of::Card(card), |tx| {
        put_folded(tx, learner, card, &folded, id)?;
        tx.execute(
            "UPDATE learner_cards SET
               suspended = COALESCE((SELECT suspended FROM card_marks m WHERE m.learner = ?1 AND m.card_id = ?2), 0),
               buried_until = COALESCE((SELECT buried_until FROM card_marks m WHERE m.learner = ?1 AND m.card_id = ?2), 0),
               flag = COALESCE((SELECT flag FROM card_marks m WHERE m.learner = ?1 AND m.card_id = ?2), 0)
             WHERE learner = ?1 AND card_id = ?2",
            params![learner, card],
        )
    })?;
    Ok(Some(folded).filter(|_| written > 0))
}

/// The card as these parameters see it: folded anew, without storing it, if it was folded with others. So what a queue
/// promises is what [`crate::reviews::record`] will keep, also while the cards are still being refolded.
pub fn folded_with(
    tx: &mut Tx,
    learner: LearnerId,
    card: LearnerCard,
    id: i64,
    parameters: &Parameters,
) -> Result<LearnerCard> {
    if card.parameters == id || card.folded.state.phase == Phase::New {
        return Ok(card);
    }
    let rows = store::of_card(tx, learner, card.card_id)?;
    let (folded, _) = totals::fold_and_count(parameters, &rows);
    Ok(LearnerCard { folded, parameters: id, ..card })
}

/// Stores where a card stands.
pub fn write_folded(tx: &mut Tx, learner: LearnerId, card: Uuid, folded: &Folded, parameters: i64) -> Result<()> {
    counted(tx, learner, Of::Card(card), |tx| put_folded(tx, learner, card, folded, parameters))
}

/// Stores where a card stands that was read in this very operation: the counts go from there.
pub fn step_on(tx: &mut Tx, learner: LearnerId, card: &LearnerCard, folded: &Folded, parameters: i64) -> Result<()> {
    put_folded(tx, learner, card.card_id, folded, parameters)?;
    if card.suspended {
        return Ok(());
    }
    let mut moved = Tally::default();
    moved.add(card.deck, &card.folded, -1);
    moved.add(card.deck, folded, 1);
    moved.store(tx, learner)
}

fn put_folded(tx: &mut Tx, learner: LearnerId, card: Uuid, folded: &Folded, parameters: i64) -> Result<()> {
    let state = &folded.state;
    let (due_at, due_day) = due_columns(folded);
    tx.execute(
        "UPDATE learner_cards SET phase = ?3, step = ?4, stability = ?5, difficulty = ?6, last_day = ?7, last_at = ?8,
           due_at = ?9, due_day = ?10, reps = ?11, lapses = ?12, head = ?13, head_at = ?14, parameters = ?15
         WHERE learner = ?1 AND card_id = ?2",
        params![
            learner,
            card,
            state.phase as i64,
            i64::from(state.step),
            state.memory.map(|m| m.stability.get()),
            state.memory.map(|m| m.difficulty.get()),
            state.last_day.map(|d| d.0),
            state.last_at.map(|m| m.0),
            due_at,
            due_day,
            state.reps,
            state.lapses,
            folded.head.map(|id| Uuid::from_u128(id.0)),
            folded.head_at.map(|m| m.0),
            parameters
        ],
    )?;
    Ok(())
}

/// `due_at`, `due_day` as stored: a card in steps has day 0 and an instant, a day-bound one both.
pub fn due_columns(folded: &Folded) -> (Option<i64>, i32) {
    match folded.due {
        None => (None, 0),
        Some(Due { at, day: None }) => (Some(at.0), 0),
        Some(Due { at, day: Some(day) }) => (Some(at.0), day.0),
    }
}

pub fn phase_from(number: i64) -> Phase {
    match number {
        1 => Phase::Learning,
        2 => Phase::Review,
        3 => Phase::Relearning,
        _ => Phase::New,
    }
}

/// The learner's FSRS parameters in force, with their id; 0 and the defaults where there are none.
pub fn parameters(tx: &mut Tx, learner: LearnerId) -> Result<(i64, Parameters)> {
    let found: Option<(i64, String)> = tx.row(
        "SELECT id, numbers FROM parameters WHERE learner = ?1 ORDER BY id DESC LIMIT 1",
        params![learner],
        |row| Ok((row.get("id")?, row.get("numbers")?)),
    )?;
    let Some((id, numbers)) = found else { return Ok((0, Parameters::default())) };
    let numbers: Vec<f32> = numbers.split_whitespace().filter_map(|n| n.parse().ok()).collect();
    Ok(match Parameters::new(&numbers) {
        Ok(parameters) => (id, parameters),
        Err(_) => (0, Parameters::default()),
    })
}
