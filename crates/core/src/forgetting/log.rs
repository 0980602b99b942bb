//! Reading a learner's whole log for a fit, with bounds on what is held of it.

use super::model::ParameterSet;
use super::store;
use crate::call::LearnerId;
use crate::db::{Tx, params};
use crate::error::Result;
use crate::reviews;
use memory::{Event, History};
use uuid::Uuid;

/// So many events are read for a fit; of a longer log only the cards that a hash of their id chooses, each with its whole
/// history. The parameters that a hundred thousand answers give differ less between such samples than the test on what was
/// held out can tell, and training takes seconds and some tens of megabytes instead of minutes and gigabytes.
pub(super) const MOST_EVENTS: i64 = 100_000;
/// So many events of one card: nobody answers a card more often, and training looks at 256.
const MOST_OF_A_CARD: usize = 1_000;

/// What a fit starts from: one snapshot.
#[derive(Debug)]
pub(super) struct Log {
    pub in_force: ParameterSet,
    pub history: History,
    pub reviews: i64,
    pub share_of_cards: f64,
}

impl Log {
    pub fn read(tx: &mut Tx, learner: LearnerId, most_events: i64) -> Result<Log> {
        let in_force = store::list_sets(tx, learner, 1)?.pop().unwrap_or_else(ParameterSet::published);
        let reviews = store::count_reviews(tx, learner)?;
        let events: Option<i64> = tx.scalar("SELECT COUNT(*) FROM events WHERE learner = ?1", params![learner])?;
        let share_of_cards = (most_events as f64 / events.unwrap_or(0).max(1) as f64).min(1.0);
        let mut history = History::default();
        let mut card = Uuid::nil();
        let mut of_card: Vec<Event> = Vec::new();
        reviews::store::each(
            tx,
            learner,
            |card| chosen(card, share_of_cards),
            |row| {
                if row.event.card_id != card {
                    history.add(&of_card);
                    of_card.clear();
                    card = row.event.card_id;
                }
                if of_card.len() < MOST_OF_A_CARD {
                    of_card.extend(row.to_memory());
                }
                Ok(())
            },
        )?;
        history.add(&of_card);
        Ok(Log { in_force, history, reviews, share_of_cards })
    }
}

/// The same cards each time, and independent of everything else about them.
fn chosen(card: Uuid, share: f64) -> bool {
    share >= 1.0 || (memory::fuzz_seed(card.as_u128(), 0) as f64) < share * 2.0_f64.powi(64)
}
