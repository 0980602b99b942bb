//! Marks: what a learner decided about a card beside answering it. Paused (suspended), not today (buried), flagged.

use super::tally::{Of, counted};
use crate::call::{Call, LearnerId};
use crate::db::{Tx, params};
use crate::error::Result;
use crate::spaces;
use memory::StudyDay;
use uuid::Uuid;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    pub suspended: bool,
    /// The card is back on this study day.
    pub buried_until: Option<StudyDay>,
    /// 0 none, 1–7.
    pub flag: u8,
}

/// A card's marks; none are the default.
pub fn list_marks(tx: &mut Tx, learner: LearnerId, cards: &[Uuid]) -> Result<Vec<(Uuid, Marks)>> {
    let mut marks = Vec::with_capacity(cards.len());
    for card in cards {
        let found = tx.row(
            "SELECT suspended, buried_until, flag FROM card_marks WHERE learner = ?1 AND card_id = ?2",
            params![learner, *card],
            |row| {
                Ok(Marks {
                    suspended: row.get("suspended")?,
                    buried_until: row.get::<Option<i32>>("buried_until")?.filter(|d| *d != 0).map(StudyDay),
                    flag: u8::try_from(row.get::<i64>("flag")?).unwrap_or(0),
                })
            },
        )?;
        marks.push((*card, found.unwrap_or_default()));
    }
    Ok(marks)
}

/// Stores a card's marks and their copy beside its state. Inside a locked operation.
pub fn mark(tx: &mut Tx, learner: LearnerId, card: Uuid, marks: &Marks) -> Result<()> {
    let buried = marks.buried_until.map_or(0, |d| d.0);
    tx.execute(
        "INSERT INTO card_marks (learner, card_id, suspended, buried_until, flag) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (learner, card_id) DO UPDATE SET
           suspended = excluded.suspended, buried_until = excluded.buried_until, flag = excluded.flag",
        params![learner, card, marks.suspended, buried, i64::from(marks.flag)],
    )?;
    counted(tx, learner, Of::Card(card), |tx| {
        tx.execute(
            "UPDATE learner_cards SET suspended = ?3, buried_until = ?4, flag = ?5 WHERE learner = ?1 AND card_id = ?2",
            params![learner, card, marks.suspended, buried, i64::from(marks.flag)],
        )
    })?;
    Ok(())
}

/// Sets marks as they were: (card, suspended, buried until, flag). The undo of any marking.
pub fn set_marks(tx: &mut Tx, call: &Call, cards: &[(Uuid, bool, Option<i32>, u8)]) -> Result<()> {
    spaces::lock(tx, call.actor.space())?;
    for (card, suspended, buried, flag) in cards {
        let marks = Marks { suspended: *suspended, buried_until: buried.map(StudyDay), flag: *flag };
        mark(tx, call.actor.learner, *card, &marks)?;
    }
    Ok(())
}
