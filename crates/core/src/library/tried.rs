//! What somebody answered in an article: kept for good once they have an account.

use super::{enrol, store};
use crate::call::{Call, SpaceId};
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::items;
use crate::reviews::{self, EventKind, Mode, NewEvent, Outcome, Status};
use crate::spaces;
use std::collections::HashSet;

/// The most answers at once.
const LIMIT: usize = 500;

/// Stores answers that were given in the page, before or after signing up, and enrols the learner in the decks they
/// belong to. Only cards of the library are taken, each refused alone; sending them again changes nothing, also after
/// the learner left such a deck.
///
/// # Errors
/// `Invalid` for more than 500.
pub fn keep_tried(tx: &mut Tx, call: &Call, events: &[NewEvent]) -> Result<Vec<Outcome>> {
    if events.len() > LIMIT {
        return Err(Error::invalid("reviews", "reviews-too-many"));
    }
    spaces::lock(tx, call.actor.space())?;
    let mut taken: Vec<NewEvent> = Vec::with_capacity(events.len());
    let mut enrolled = HashSet::new();
    for event in events {
        if event.kind != EventKind::Answer {
            continue;
        }
        let Some(item) = store::item_of_card(tx, event.card_id)? else { continue };
        let Some(item) = items::store::find(tx, SpaceId::LIBRARY, item)?.filter(|i| i.deleted_at.is_none()) else {
            continue;
        };
        if reviews::store::find(tx, call.actor.learner, event.id)?.is_none() && enrolled.insert(item.deck) {
            enrol(tx, call, item.deck)?;
        }
        // a card that is turned shows no options
        let choices = match event.format.as_deref() {
            Some("flip") => None,
            _ => reviews::Asked::of(&item.content).choices,
        };
        taken.push(NewEvent { mode: Mode::Article, choices, item_version: Some(item.version), ..event.clone() });
    }
    let mut stored = reviews::record(tx, call, &taken)?.into_iter().peekable();
    Ok(events
        .iter()
        .map(|event| match stored.next_if(|outcome| outcome.id == event.id) {
            Some(outcome) => outcome,
            None => Outcome { id: event.id, status: Status::Refused, reason: Some("card-unknown"), memory: None },
        })
        .collect())
}
