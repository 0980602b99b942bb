//! Studying a deck of the library.

use super::store;
use crate::call::{Actor, Call, LearnerId, SpaceId};
use crate::db::Tx;
use crate::decks;
use crate::error::{Error, Result};
use crate::items::cards::Home;
use crate::spaces;
use crate::study::cards;
use std::collections::HashSet;
use uuid::Uuid;

/// Begins to study a deck of the library; again is nothing. What was answered of it before is known again.
///
/// # Errors
/// `NotFound` for a deck that is not in the library, or in its bin.
pub fn enrol(tx: &mut Tx, call: &Call, deck: Uuid) -> Result<()> {
    let learner = call.actor.learner;
    let found = decks::get(tx, &call.actor, deck)?;
    if found.space != SpaceId::LIBRARY || found.deleted_at.is_some() {
        return Err(Error::NotFound { what: "deck" });
    }
    spaces::lock(tx, learner.space())?;
    if store::is_enrolled(tx, learner, deck)? {
        return Ok(());
    }
    store::add_enrolment(tx, learner, deck, call.now)?;
    bring_in_step(tx, learner, deck)
}

/// No longer studies a deck of the library. The log keeps every answer.
pub fn unenrol(tx: &mut Tx, call: &Call, deck: Uuid) -> Result<()> {
    let learner = call.actor.learner;
    spaces::lock(tx, learner.space())?;
    store::remove_enrolment(tx, learner, deck)?;
    for card in store::learners_cards(tx, learner, deck)? {
        cards::remove(tx, learner, card)?;
    }
    Ok(())
}

/// The decks of the library that the actor studies, in the order in which they began.
pub fn enrolled(tx: &mut Tx, actor: &Actor) -> Result<Vec<Uuid>> {
    store::enrolled_decks(tx, actor.learner)
}

/// Gives one learner the cards that a deck has now and takes away what it has no longer. Idempotent; run for each
/// learner of a deck after it changed, and once more after that without effect.
pub fn keep_in_step(tx: &mut Tx, learner: LearnerId, deck: Uuid) -> Result<()> {
    spaces::lock(tx, learner.space())?;
    match store::is_enrolled(tx, learner, deck)? {
        true => bring_in_step(tx, learner, deck),
        false => Ok(()),
    }
}

fn bring_in_step(tx: &mut Tx, learner: LearnerId, deck: Uuid) -> Result<()> {
    let wanted = store::deck_cards(tx, deck)?;
    let mut superfluous: HashSet<Uuid> = store::learners_cards(tx, learner, deck)?.into_iter().collect();
    for (n, card) in wanted.iter().enumerate() {
        if superfluous.remove(&card.card) {
            continue;
        }
        let home = Home {
            space: SpaceId::LIBRARY,
            item: card.item,
            lineage: card.lineage,
            deck,
            position: card.position,
            batch: None,
        };
        cards::insert_new(tx, learner, &home, &card.slot, card.card, deck, n as i64)?;
        cards::refold(tx, learner, card.card)?;
    }
    for card in superfluous {
        cards::remove(tx, learner, card)?;
    }
    Ok(())
}
