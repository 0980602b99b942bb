//! What the frame of every signed-in page shows: how many cards are due, and the learner's subjects.

use crate::call::Call;
use crate::db::Tx;
use crate::error::Result;
use crate::params;
use crate::statistics::Cache;
use uuid::Uuid;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sidebar {
    /// Cards to repeat today, without new ones.
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

/// Reads it; what is due, from `cache` as long as nothing changed.
pub fn load(tx: &mut Tx, call: &Call, cache: &Cache) -> Result<Sidebar> {
    let counts = cache.counts(tx, call)?;
    let subjects = tx.rows(
        "SELECT id, name, hue, letter FROM courses WHERE space = ?1 AND deleted_at IS NULL ORDER BY name, id LIMIT 30",
        params![call.actor.space()],
        |row| {
            Ok(Subject { id: row.get("id")?, name: row.get("name")?, hue: row.get("hue")?, letter: row.get("letter")? })
        },
    )?;
    Ok(Sidebar { due: counts.learning + counts.due, subjects })
}
