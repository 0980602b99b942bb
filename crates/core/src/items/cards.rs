//! The cards of an item: one row for each slot that it ever had, kept in step with its content and with the cards of
//! those who study it.

use crate::call::{LearnerId, SpaceId};
use crate::db::{Tx, params};
use crate::error::Result;
use crate::study;
use formats::item::{Slot, card_id};
use uuid::Uuid;

/// A card of an item.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    pub slot: Slot,
    pub card_id: Uuid,
    /// Other than the item's.
    pub deck: Option<Uuid>,
    /// The item's content no longer has this slot; its events stay.
    pub hidden: bool,
}

/// Where an item stands, for its cards.
#[derive(Debug, Clone, Copy)]
pub struct Home {
    pub space: SpaceId,
    pub item: Uuid,
    pub lineage: Uuid,
    pub deck: Uuid,
    pub position: i64,
    pub batch: Option<Uuid>,
}

pub fn list(tx: &mut Tx, space: SpaceId, item: Uuid) -> Result<Vec<Card>> {
    tx.rows(
        "SELECT slot, card_id, deck, hidden FROM cards WHERE space = ?1 AND item = ?2 ORDER BY slot",
        params![space, item],
        |row| {
            Ok(Card {
                slot: Slot(row.get("slot")?),
                card_id: row.get("card_id")?,
                deck: row.get("deck")?,
                hidden: row.get("hidden")?,
            })
        },
    )
}

/// Writes the cards of a new item and gives them to its learners, as new.
pub fn insert(tx: &mut Tx, home: &Home, slots: &[Slot], learners: &[LearnerId]) -> Result<()> {
    for (n, slot) in slots.iter().enumerate() {
        let card = card_id(home.lineage, slot);
        insert_row(tx, home, slot, card)?;
        for learner in learners {
            study::cards::insert_new(tx, *learner, home, slot, card, home.deck, n as i64)?;
        }
    }
    Ok(())
}

/// Brings the cards of a changed item in step: new slots get cards, slots that are gone are hidden (their events stay),
/// slots that are back are shown and folded again from the log.
pub fn sync(tx: &mut Tx, home: &Home, slots: &[Slot], learners: &[LearnerId]) -> Result<()> {
    let before = list(tx, home.space, home.item)?;
    for card in &before {
        let wanted = slots.contains(&card.slot) && card.card_id == card_id(home.lineage, &card.slot);
        if wanted && !card.hidden {
            continue;
        }
        for learner in learners {
            study::cards::remove(tx, *learner, card.card_id)?;
        }
        if !slots.contains(&card.slot) {
            tx.execute(
                "UPDATE cards SET hidden = 1 WHERE space = ?1 AND item = ?2 AND slot = ?3",
                params![home.space, home.item, card.slot.as_str()],
            )?;
        }
    }
    for (n, slot) in slots.iter().enumerate() {
        let card = card_id(home.lineage, slot);
        let old = before.iter().find(|c| c.slot == *slot);
        if old.is_some_and(|c| c.card_id == card && !c.hidden) {
            continue;
        }
        if old.is_some() {
            tx.execute(
                "UPDATE cards SET hidden = 0, card_id = ?4 WHERE space = ?1 AND item = ?2 AND slot = ?3",
                params![home.space, home.item, slot.as_str(), card],
            )?;
        } else {
            insert_row(tx, home, slot, card)?;
        }
        let deck = old.and_then(|c| c.deck).unwrap_or(home.deck);
        for learner in learners {
            study::cards::insert_new(tx, *learner, home, slot, card, deck, n as i64)?;
            study::cards::refold(tx, *learner, card)?;
        }
    }
    Ok(())
}

/// Those who study what lies in a deck of this space: the owner of a personal space, and who enrolled.
pub fn learners_of(tx: &mut Tx, space: SpaceId, deck: Uuid) -> Result<Vec<LearnerId>> {
    let kind: Option<String> = tx.scalar("SELECT kind FROM spaces WHERE id = ?1", params![space])?;
    if kind.as_deref() == Some("personal") {
        return Ok(vec![LearnerId(space.0)]);
    }
    tx.rows(
        "SELECT learner FROM enrolments WHERE space = ?1 AND deck = ?2 ORDER BY learner",
        params![space, deck],
        |row| row.get("learner"),
    )
}

fn insert_row(tx: &mut Tx, home: &Home, slot: &Slot, card: Uuid) -> Result<()> {
    tx.execute(
        "INSERT INTO cards (space, item, slot, card_id, deck, hidden) VALUES (?1, ?2, ?3, ?4, NULL, 0)",
        params![home.space, home.item, slot.as_str(), card],
    )?;
    Ok(())
}
