//! What the frame of every signed-in page shows: how many cards are due, and the learner's subjects.

use crate::call::Call;
use crate::db::Tx;
use crate::error::Result;
use crate::params;
use uuid::Uuid;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sidebar {
    /// Cards to repeat now: due, not new, neither paused nor put off.
    pub due: i64,
    pub subjects: Vec<Subject>,
}

/// A subject as the sidebar names it.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    pub id: Uuid,
    pub name: String,
    /// teal | blue | indigo | violet | plum | rose
    pub hue: String,
    pub letter: String,
}

/// Reads it; walks only due cards.
pub fn load(tx: &mut Tx, call: &Call) -> Result<Sidebar> {
    let today = call.today().0;
    let due = tx.scalar(
        "SELECT COUNT(*) FROM learner_cards WHERE learner = ?1 AND suspended = 0 AND phase IN (1, 2, 3) \
         AND due_day <= ?2 AND (due_at IS NULL OR due_at <= ?3) AND buried_until <= ?2 AND batch IS NULL",
        params![call.actor.learner, today, call.now.0],
    )?;
    let subjects = tx.rows(
        "SELECT id, name, hue, letter FROM courses WHERE space = ?1 AND deleted_at IS NULL ORDER BY name, id LIMIT 30",
        params![call.actor.space()],
        |row| Ok(Subject { id: row.get("id")?, name: row.get("name")?, hue: row.get("hue")?, letter: row.get("letter")? }),
    )?;
    Ok(Sidebar { due: due.unwrap_or(0), subjects })
}
