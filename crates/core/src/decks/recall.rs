//! How much of a deck its learner would recall today: the mean over its cards, those not met yet counting as not known.

use crate::call::Call;
use crate::db::{Tx, params};
use crate::error::Result;
use crate::study::cards::{VISIBLE, parameters};
use crate::study::tally;
use memory::{MemoryState, Parameters, StudyDay};
use std::collections::HashMap;
use uuid::Uuid;

/// Cards that are read to say it of all decks at once. Card ids are hashes, so the first ones are a fair sample.
const SAMPLE: usize = 3_000;
/// Cards that are read to say it of one deck: all of them, or so many of a sample.
const EXACT: usize = 1_000;
/// A share of fewer sampled cards than this is not said.
const LEAST: u32 = 20;

/// Means by deck.
#[derive(Debug, Default)]
pub struct Recalls {
    by_deck: HashMap<Uuid, (f64, u32)>,
    /// All cards were read, so small decks can be spoken of, too.
    whole: bool,
}

impl Recalls {
    /// Of all the learner's decks: exact up to 3,000 cards, else from a sample.
    pub fn of_all(tx: &mut Tx, call: &Call) -> Result<Recalls> {
        Recalls::sample(tx, call, SAMPLE)
    }

    fn sample(tx: &mut Tx, call: &Call, size: usize) -> Result<Recalls> {
        let mut recalls = Recalls::default();
        let learner = call.actor.learner;
        let (_, numbers) = parameters(tx, learner)?;
        let mut read = 0;
        let sql = format!(
            "SELECT deck, stability, difficulty, last_day FROM learner_cards WHERE learner = ?1 AND {VISIBLE}
             ORDER BY card_id LIMIT ?2"
        );
        tx.each(&sql, params![learner, size as i64], |row| {
            read += 1;
            let recall =
                recall(&numbers, call.today(), row.get("stability")?, row.get("difficulty")?, row.get("last_day")?);
            recalls.add(row.get("deck")?, recall);
            Ok(())
        })?;
        recalls.whole = read < size;
        Ok(recalls)
    }

    /// Of these decks together: exact up to 1,000 cards, else from a sample in which about as many are theirs.
    pub fn of_decks(tx: &mut Tx, call: &Call, decks: &[Uuid]) -> Result<Option<f64>> {
        let learner = call.actor.learner;
        let cards: HashMap<Uuid, usize> = tally::by_deck(tx, learner)?
            .into_iter()
            .map(|(deck, by_phase)| (deck, usize::try_from(by_phase.iter().sum::<i64>()).unwrap_or(0)))
            .collect();
        let theirs: usize = decks.iter().filter_map(|deck| cards.get(deck)).sum();
        let size = (EXACT * cards.values().sum::<usize>()).div_ceil(theirs.max(1)).clamp(EXACT, SAMPLE);
        if theirs > EXACT {
            return Ok(Recalls::sample(tx, call, size)?.share(decks));
        }
        let (_, numbers) = parameters(tx, learner)?;
        let mut recalls = Recalls { whole: true, ..Recalls::default() };
        let sql = format!(
            "SELECT stability, difficulty, last_day FROM learner_cards WHERE learner = ?1 AND deck = ?2 AND {VISIBLE} LIMIT ?3"
        );
        let mut left = EXACT;
        for deck in decks {
            tx.each(&sql, params![learner, *deck, left as i64], |row| {
                left -= 1;
                let recall =
                    recall(&numbers, call.today(), row.get("stability")?, row.get("difficulty")?, row.get("last_day")?);
                recalls.add(*deck, recall);
                Ok(())
            })?;
            if left == 0 {
                return Ok(Recalls::sample(tx, call, size)?.share(decks));
            }
        }
        Ok(recalls.share(decks))
    }

    /// The mean over these decks; `None` when there is too little to say.
    pub fn share(&self, decks: &[Uuid]) -> Option<f64> {
        let (sum, cards) =
            decks.iter().filter_map(|d| self.by_deck.get(d)).fold((0.0, 0), |a, d| (a.0 + d.0, a.1 + d.1));
        let enough = if self.whole { 1 } else { LEAST };
        // nothing met yet is no memory to speak of
        (cards >= enough && sum > 0.0).then(|| sum / f64::from(cards))
    }

    fn add(&mut self, deck: Uuid, recall: f64) {
        let entry = self.by_deck.entry(deck).or_default();
        *entry = (entry.0 + recall, entry.1 + 1);
    }
}

fn recall(numbers: &Parameters, today: StudyDay, s: Option<f64>, d: Option<f64>, last: Option<i32>) -> f64 {
    match (s.zip(d), last) {
        (Some((s, d)), Some(last)) => {
            let elapsed = f64::from((today.0 - last).max(0));
            memory::retrievability(numbers, MemoryState::new(s, d), elapsed)
        }
        _ => 0.0,
    }
}
