//! Each learner by themselves, in one transaction each, so that a check runs beside a working server.

use crate::call::{LearnerId, SpaceId};
use crate::db::{Tx, params};
use crate::error::Result;
use crate::items::cards::Home;
use crate::reviews::totals::{self, Totals};
use crate::reviews::{EventRow, store as log};
use crate::{spaces, study};
use formats::item::Slot;
use memory::StudyDay;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a check found to differ from the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Findings {
    pub learners: u64,
    pub cards: u64,
    /// Cards of live items that their learner has no row for.
    pub missing_cards: u64,
    /// Rows whose item, deck or slot is gone.
    pub stray_cards: u64,
    /// Rows whose state is not the fold of the log.
    pub wrong_states: u64,
    /// Days whose totals are not the sum of the log.
    pub wrong_days: u64,
    /// Decks whose count of items is wrong.
    pub wrong_decks: u64,
    /// Counts of cards that are not what the cards' rows add up to.
    pub wrong_counts: u64,
}

impl Findings {
    pub fn is_clean(&self) -> bool {
        let wrong = self.wrong_states + self.wrong_days + self.wrong_decks + self.wrong_counts;
        self.missing_cards + self.stray_cards + wrong == 0
    }

    /// These and those.
    pub fn and(self, other: Findings) -> Findings {
        Findings {
            learners: self.learners + other.learners,
            cards: self.cards + other.cards,
            missing_cards: self.missing_cards + other.missing_cards,
            stray_cards: self.stray_cards + other.stray_cards,
            wrong_states: self.wrong_states + other.wrong_states,
            wrong_days: self.wrong_days + other.wrong_days,
            wrong_decks: self.wrong_decks + other.wrong_decks,
            wrong_counts: self.wrong_counts + other.wrong_counts,
        }
    }
}

/// Everybody whose cards can be checked.
pub fn learners(tx: &mut Tx) -> Result<Vec<LearnerId>> {
    tx.rows("SELECT id FROM learners ORDER BY id", params![], |row| row.get("id"))
}

/// The search begins anew: what feeds the index fills it from the beginning when it finds no place to go on from.
pub fn search_anew(tx: &mut Tx) -> Result<()> {
    tx.execute("DELETE FROM outbox_places", params![]).map(drop)
}

/// Compares what is derived for a learner, and in their space, with the facts.
pub fn check(tx: &mut Tx, learner: LearnerId) -> Result<Findings> {
    run(tx, learner, Act::Look)
}

/// Makes what is derived anew from the facts; what it found wrong is what it mended.
pub fn rebuild(tx: &mut Tx, learner: LearnerId) -> Result<Findings> {
    spaces::lock(tx, learner.space())?;
    run(tx, learner, Act::Mend)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Look,
    Mend,
}

type Days = BTreeMap<(i32, String, Uuid), Totals>;

fn run(tx: &mut Tx, learner: LearnerId, act: Act) -> Result<Findings> {
    let mut found = Findings { learners: 1, ..Findings::default() };
    found.missing_cards = missing_cards(tx, learner, act)?;
    found.stray_cards = stray_cards(tx, learner, act)?;
    let (parameters_id, parameters) = study::cards::parameters(tx, learner)?;
    let mut days = Days::new();
    for (card, deck) in list_cards(tx, learner)? {
        found.cards += 1;
        let rows: Vec<EventRow> = log::of_card(tx, learner, card)?;
        let (folded, counted) = totals::fold_and_count(&parameters, &rows);
        for ((day, mode), totals) in counted {
            days.entry((day.0, mode.to_string(), deck)).or_default().add(&totals, 1);
        }
        let stored = study::cards::find(tx, learner, card)?;
        let Some(stored) = stored.filter(|stored| stored.folded != folded) else { continue };
        // a state of earlier parameters is not wrong yet: it is being folded anew
        found.wrong_states += u64::from(stored.parameters == parameters_id);
        if act == Act::Mend {
            study::cards::write_folded(tx, learner, card, &folded, parameters_id)?;
        }
    }
    found.wrong_counts = study::tally::check(tx, learner, act == Act::Mend)?;
    found.wrong_days = wrong_days(tx, learner, days, act)?;
    found.wrong_decks = wrong_decks(tx, learner.space(), act)?;
    Ok(found)
}

fn list_cards(tx: &mut Tx, learner: LearnerId) -> Result<Vec<(Uuid, Uuid)>> {
    tx.rows(
        &format!(
            "SELECT card_id, deck FROM learner_cards WHERE learner = ?1 AND {} ORDER BY card_id",
            study::cards::VISIBLE
        ),
        params![learner],
        |row| Ok((row.get("card_id")?, row.get("deck")?)),
    )
}

/// Cards of live items in the learner's own space without a row.
fn missing_cards(tx: &mut Tx, learner: LearnerId, act: Act) -> Result<u64> {
    let space = learner.space();
    let missing: Vec<(Home, Slot, Uuid, Uuid)> = tx.rows(
        "SELECT items.id AS item, items.lineage AS lineage, items.deck AS deck, items.position AS position,
           cards.slot AS slot, cards.card_id AS card_id, cards.deck AS card_deck
         FROM items JOIN cards ON cards.space = items.space AND cards.item = items.id
         WHERE items.space = ?1 AND items.deleted_at IS NULL AND cards.hidden = 0
           AND NOT EXISTS (SELECT 1 FROM batches WHERE batches.id = items.batch)
           AND NOT EXISTS (SELECT 1 FROM learner_cards WHERE learner_cards.learner = ?2
             AND learner_cards.card_id = cards.card_id)
         ORDER BY items.id, cards.slot",
        params![space, learner],
        |row| {
            let deck: Uuid = row.get("deck")?;
            let home = Home {
                space,
                item: row.get("item")?,
                lineage: row.get("lineage")?,
                deck,
                position: row.get("position")?,
                batch: None,
            };
            let card_deck: Option<Uuid> = row.get("card_deck")?;
            Ok((home, Slot(row.get("slot")?), row.get("card_id")?, card_deck.unwrap_or(deck)))
        },
    )?;
    if act == Act::Mend {
        for (home, slot, card, deck) in &missing {
            study::cards::insert_new(tx, learner, home, slot, *card, *deck, 0)?;
            study::cards::refold(tx, learner, *card)?;
        }
    }
    Ok(missing.len() as u64)
}

/// Rows of the learner's own space whose card is gone from it.
fn stray_cards(tx: &mut Tx, learner: LearnerId, act: Act) -> Result<u64> {
    let stray: Vec<Uuid> = tx.rows(
        "SELECT card_id FROM learner_cards WHERE learner = ?1 AND space = ?2 AND NOT EXISTS (
           SELECT 1 FROM cards JOIN items ON items.space = cards.space AND items.id = cards.item
           WHERE cards.space = learner_cards.space AND cards.item = learner_cards.item
             AND cards.slot = learner_cards.slot AND cards.card_id = learner_cards.card_id
             AND cards.hidden = 0 AND items.deleted_at IS NULL)
         ORDER BY card_id",
        params![learner, learner.space()],
        |row| row.get("card_id"),
    )?;
    if act == Act::Mend {
        for card in &stray {
            study::cards::remove(tx, learner, *card)?;
        }
    }
    Ok(stray.len() as u64)
}

/// Days are compared without their decks: an answer counts for the deck in which its card lay then.
fn wrong_days(tx: &mut Tx, learner: LearnerId, days: Days, act: Act) -> Result<u64> {
    let stored: Vec<((i32, String, Uuid), Totals)> = tx.rows(
        "SELECT study_day, mode, deck, answers, passed, new_cards, review_answers, review_passed, duration_ms
         FROM daily_totals WHERE learner = ?1 ORDER BY study_day, mode, deck",
        params![learner],
        |row| {
            let totals = Totals {
                answers: row.get("answers")?,
                passed: row.get("passed")?,
                new_cards: row.get("new_cards")?,
                review_answers: row.get("review_answers")?,
                review_passed: row.get("review_passed")?,
                duration_ms: row.get("duration_ms")?,
            };
            Ok(((row.get("study_day")?, row.get("mode")?, row.get("deck")?), totals))
        },
    )?;
    let mut difference: BTreeMap<(i32, String), Totals> = BTreeMap::new();
    for ((day, mode, _), totals) in &stored {
        difference.entry((*day, mode.clone())).or_default().add(totals, 1);
    }
    for ((day, mode, _), totals) in &days {
        difference.entry((*day, mode.clone())).or_default().add(totals, -1);
    }
    let wrong = difference.values().filter(|t| **t != Totals::default()).count() as u64;
    if act == Act::Mend && wrong > 0 {
        tx.execute("DELETE FROM daily_totals WHERE learner = ?1", params![learner])?;
        for ((day, mode, deck), totals) in &days {
            totals::add(tx, learner, StudyDay(*day), mode, *deck, totals)?;
        }
    }
    Ok(wrong)
}

fn wrong_decks(tx: &mut Tx, space: SpaceId, act: Act) -> Result<u64> {
    let wrong: Vec<(Uuid, i64)> = tx.rows(
        "SELECT decks.id AS id, COALESCE(live.items, 0) AS items FROM decks LEFT JOIN
           (SELECT deck, COUNT(*) AS items FROM items WHERE space = ?1 AND deleted_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM batches WHERE batches.id = items.batch) GROUP BY deck) AS live
           ON live.deck = decks.id
         WHERE decks.space = ?1 AND decks.items <> COALESCE(live.items, 0) ORDER BY decks.id",
        params![space],
        |row| Ok((row.get("id")?, row.get("items")?)),
    )?;
    if act == Act::Mend {
        for (deck, items) in &wrong {
            tx.execute("UPDATE decks SET items = ?3 WHERE space = ?1 AND id = ?2", params![space, *deck, *items])?;
        }
    }
    Ok(wrong.len() as u64)
}
