//! `card_counts`: how many of a learner's cards stand where, so that a page reads a number instead of counting rows. A row
//! for each deck and phase, and over all decks one for each day on which reviews are due. Cards that are paused or of an
//! unfinished import are not among them; buried ones are.
//!
//! Derived: whatever changes a row of `learner_cards` moves the counts in the same transaction, under the learner's lock.

use super::cards::{VISIBLE, due_columns};
use crate::call::{LearnerId, SpaceId};
use crate::db::{Row, ToValue, Tx, params};
use crate::error::Result;
use memory::{Folded, Phase, StudyDay};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Rows of one statement: few for an answer, many for an import. Few sizes, so that few texts are prepared.
const FEW: usize = 4;
const MANY: usize = 64;

/// Numbers of cards, or what they change by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally(BTreeMap<Place, i64>);

/// A deck (`None`: all of them), a phase and, over all decks, the day on which reviews are due, else 0.
type Place = (Option<Uuid>, i64, i32);

impl Tally {
    /// So many cards, which are neither paused nor invisible, stand there; negative: no longer.
    pub fn add(&mut self, deck: Uuid, folded: &Folded, cards: i64) {
        self.count(deck, folded.state.phase as i64, due_columns(folded).1, cards);
    }

    pub fn add_all(&mut self, other: &Tally, sign: i64) {
        for (place, cards) in &other.0 {
            *self.0.entry(*place).or_default() += sign * cards;
        }
    }

    fn count(&mut self, deck: Uuid, phase: i64, due_day: i32, cards: i64) {
        *self.0.entry((Some(deck), phase, 0)).or_default() += cards;
        if phase == Phase::Review as i64 {
            *self.0.entry((None, phase, due_day)).or_default() += cards;
        }
    }

    fn count_row(&mut self, row: &Row) -> Result<()> {
        self.count(row.get("deck")?, row.get("phase")?, row.get("due_day")?, 1);
        Ok(())
    }

    /// A card of an unfinished import, as it stands; for the end of that import.
    pub fn add_hidden(&mut self, tx: &mut Tx, learner: LearnerId, card: Uuid) -> Result<()> {
        tx.each(
            "SELECT deck, phase, due_day FROM learner_cards WHERE learner = ?1 AND card_id = ?2 AND suspended = 0",
            params![learner, card],
            |row| self.count_row(row),
        )
    }

    /// Moves the stored counts by these.
    pub fn store(&self, tx: &mut Tx, learner: LearnerId) -> Result<()> {
        let moved: Vec<(Uuid, i64, i32, i64)> = self
            .0
            .iter()
            .filter(|(_, cards)| **cards != 0)
            .map(|((deck, phase, due_day), cards)| (deck.unwrap_or(learner.0), *phase, *due_day, *cards))
            .collect();
        let mut rest = &moved[..];
        while !rest.is_empty() {
            let size = if rest.len() >= MANY { MANY } else { rest.len().min(FEW) };
            let (now, later) = rest.split_at(size);
            upsert(tx, learner, now)?;
            rest = later;
        }
        Ok(())
    }
}

fn upsert(tx: &mut Tx, learner: LearnerId, rows: &[(Uuid, i64, i32, i64)]) -> Result<()> {
    let places: Vec<String> = (0..rows.len())
        .map(|n| 2 + 4 * n)
        .map(|first| format!("(?1, ?{first}, ?{}, ?{}, ?{})", first + 1, first + 2, first + 3))
        .collect();
    let mut values: Vec<&dyn ToValue> = vec![&learner];
    for (deck, phase, due_day, cards) in rows {
        values.extend([deck as &dyn ToValue, phase, due_day, cards]);
    }
    let sql = format!(
        "INSERT INTO card_counts (learner, deck, phase, due_day, cards) VALUES {}
         ON CONFLICT (learner, deck, phase, due_day) DO UPDATE SET cards = card_counts.cards + excluded.cards",
        places.join(", ")
    );
    tx.execute(&sql, &values).map(|_| ())
}

/// Rows of a learner's that something is done to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Of {
    Card(Uuid),
    Item(SpaceId, Uuid),
}

/// What these rows count as now.
fn standing(tx: &mut Tx, learner: LearnerId, of: Of) -> Result<Tally> {
    let mut tally = Tally::default();
    let mut each = |condition: &str, values: &[&dyn ToValue]| {
        let sql = format!(
            "SELECT deck, phase, due_day FROM learner_cards WHERE learner = ?1 AND {condition} AND suspended = 0 AND {VISIBLE}"
        );
        tx.each(&sql, values, |row| tally.count_row(row))
    };
    match of {
        Of::Card(card) => each("card_id = ?2", params![learner, card])?,
        Of::Item(space, item) => each("item = ?2 AND space = ?3", params![learner, item, space])?,
    }
    Ok(tally)
}

/// Counts rows that were written just now.
pub(super) fn count_in(tx: &mut Tx, learner: LearnerId, of: Of) -> Result<()> {
    standing(tx, learner, of)?.store(tx, learner)
}

/// Changes rows, and moves the counts by what came of it.
pub(super) fn counted<T>(
    tx: &mut Tx,
    learner: LearnerId,
    of: Of,
    change: impl FnOnce(&mut Tx) -> Result<T>,
) -> Result<T> {
    let before = standing(tx, learner, of)?;
    let done = change(tx)?;
    let mut moved = standing(tx, learner, of)?;
    moved.add_all(&before, -1);
    moved.store(tx, learner)?;
    Ok(done)
}

/// Cards of a deck by phase, as [`Phase`] is numbered.
pub type ByPhase = [i64; 4];

/// The learner's cards by deck and phase.
pub fn by_deck(tx: &mut Tx, learner: LearnerId) -> Result<HashMap<Uuid, ByPhase>> {
    let mut found: HashMap<Uuid, ByPhase> = HashMap::new();
    tx.each(
        "SELECT deck, phase, cards FROM card_counts WHERE learner = ?1 AND deck <> ?1 AND cards > 0",
        params![learner],
        |row| {
            let phase = usize::try_from(row.get::<i64>("phase")?).unwrap_or(usize::MAX);
            if let Some(cards) = found.entry(row.get("deck")?).or_default().get_mut(phase) {
                *cards = row.get("cards")?;
            }
            Ok(())
        },
    )?;
    Ok(found)
}

/// The learner's cards of a phase in a deck.
pub fn of_deck(tx: &mut Tx, learner: LearnerId, deck: Uuid, phase: Phase) -> Result<i64> {
    let sql = "SELECT cards FROM card_counts WHERE learner = ?1 AND deck = ?2 AND phase = ?3 AND due_day = 0";
    Ok(tx.scalar(sql, params![learner, deck, phase as i64])?.unwrap_or(0))
}

/// Reviews due on each day after `after` up to `until`; days without any are left out.
pub fn due_by_day(
    tx: &mut Tx,
    learner: LearnerId,
    after: StudyDay,
    until: StudyDay,
    mut each: impl FnMut(StudyDay, i64),
) -> Result<()> {
    tx.each(
        "SELECT due_day, cards FROM card_counts WHERE learner = ?1 AND deck = ?1 AND phase = 2 AND due_day > ?2
           AND due_day <= ?3 AND cards > 0",
        params![learner, after.0, until.0],
        |row| {
            each(StudyDay(row.get("due_day")?), row.get("cards")?);
            Ok(())
        },
    )
}

/// New cards that may come today, whatever their siblings do.
#[derive(Debug)]
pub struct NewCards {
    learner: LearnerId,
    /// Those that are buried beyond today, by deck: mostly none.
    buried: HashMap<Uuid, i64>,
}

impl NewCards {
    pub fn of(tx: &mut Tx, learner: LearnerId, today: StudyDay) -> Result<NewCards> {
        let mut buried: HashMap<Uuid, i64> = HashMap::new();
        // the condition on 0 is that of the index, which holds buried cards alone
        let sql = format!(
            "SELECT deck, phase, suspended FROM learner_cards
             WHERE learner = ?1 AND buried_until > ?2 AND buried_until > 0 AND {VISIBLE}"
        );
        tx.each(&sql, params![learner, today.0], |row| {
            if row.get::<i64>("phase")? == Phase::New as i64 && !row.get::<bool>("suspended")? {
                *buried.entry(row.get("deck")?).or_default() += 1;
            }
            Ok(())
        })?;
        Ok(NewCards { learner, buried })
    }

    /// How many there are in a deck, up to `limit`.
    pub fn count(&self, tx: &mut Tx, deck: Uuid, limit: i64) -> Result<i64> {
        if limit <= 0 {
            return Ok(0);
        }
        let there = of_deck(tx, self.learner, deck, Phase::New)?;
        Ok((there - self.buried.get(&deck).copied().unwrap_or(0)).clamp(0, limit))
    }
}

/// The counts that differ from the rows; `mend`: they are made anew.
pub(crate) fn check(tx: &mut Tx, learner: LearnerId, mend: bool) -> Result<u64> {
    let mut difference = Tally::default();
    let sql = format!(
        "SELECT deck, phase, due_day, COUNT(*) AS cards FROM learner_cards WHERE learner = ?1 AND suspended = 0 AND {VISIBLE}
         GROUP BY deck, phase, due_day"
    );
    tx.each(&sql, params![learner], |row| {
        difference.count(row.get("deck")?, row.get("phase")?, row.get("due_day")?, row.get("cards")?);
        Ok(())
    })?;
    tx.each("SELECT deck, phase, due_day, cards FROM card_counts WHERE learner = ?1", params![learner], |row| {
        let deck: Uuid = row.get("deck")?;
        let place = (Some(deck).filter(|deck| *deck != learner.0), row.get("phase")?, row.get("due_day")?);
        *difference.0.entry(place).or_default() -= row.get::<i64>("cards")?;
        Ok(())
    })?;
    if mend {
        difference.store(tx, learner)?;
        tx.execute("DELETE FROM card_counts WHERE learner = ?1 AND cards = 0", params![learner])?;
    }
    Ok(difference.0.values().filter(|cards| **cards != 0).count() as u64)
}
