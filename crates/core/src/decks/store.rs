//! Queries over decks only.

use super::model::{Deck, NewDeck};
use crate::call::SpaceId;
use crate::db::{Row, Tx, params};
use crate::error::Result;
use memory::Millis;
use uuid::Uuid;

/// Rows of an unfinished import are invisible.
const VISIBLE: &str = "NOT EXISTS (SELECT 1 FROM batches WHERE batches.id = decks.batch)";

const COLUMNS: &str = "space, id, version, parent, course, source, name, path_key, description, language, items, deleted_at, restored_from";

fn deck(row: &Row) -> Result<Deck> {
    Ok(Deck {
        space: row.get("space")?,
        id: row.get("id")?,
        version: row.get("version")?,
        parent: row.get("parent")?,
        course: row.get("course")?,
        source: row.get("source")?,
        name: row.get("name")?,
        path_key: row.get("path_key")?,
        description: row.get("description")?,
        language: row.get("language")?,
        items: row.get("items")?,
        deleted_at: row.get("deleted_at")?,
        restored_from: row.get("restored_from")?,
    })
}

pub fn find(tx: &mut Tx, space: SpaceId, id: Uuid) -> Result<Option<Deck>> {
    tx.row(&format!("SELECT {COLUMNS} FROM decks WHERE space = ?1 AND id = ?2 AND {VISIBLE}"), params![space, id], deck)
}

/// Also those of an unfinished import: for the import itself.
pub fn find_any_by_path(tx: &mut Tx, space: SpaceId, path_key: &str) -> Result<Option<Deck>> {
    tx.row(
        &format!(
            "SELECT {COLUMNS} FROM decks WHERE space = ?1 AND path_key = ?2 AND deleted_at IS NULL ORDER BY id LIMIT 1"
        ),
        params![space, path_key],
        deck,
    )
}

pub fn list_live(tx: &mut Tx, space: SpaceId) -> Result<Vec<Deck>> {
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM decks WHERE space = ?1 AND deleted_at IS NULL AND {VISIBLE} ORDER BY path_key, id"
        ),
        params![space],
        deck,
    )
}

pub fn list_binned(tx: &mut Tx, space: SpaceId) -> Result<Vec<Deck>> {
    tx.rows(
        &format!("SELECT {COLUMNS} FROM decks WHERE space = ?1 AND deleted_at IS NOT NULL AND {VISIBLE} ORDER BY path_key, id"),
        params![space],
        deck,
    )
}

/// The deck itself and all below it, by path.
pub fn list_subtree(tx: &mut Tx, space: SpaceId, path_key: &str) -> Result<Vec<Deck>> {
    // U+0020 follows the separator U+001F, so the children are exactly this half-open range
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM decks WHERE space = ?1 AND (path_key = ?2 OR (path_key >= ?3 AND path_key < ?4))
             AND deleted_at IS NULL AND {VISIBLE} ORDER BY path_key, id"
        ),
        params![space, path_key, format!("{path_key}\u{1F}"), format!("{path_key} ")],
        deck,
    )
}

pub fn insert(tx: &mut Tx, space: SpaceId, id: Uuid, path_key: &str, new: &NewDeck, now: Millis) -> Result<()> {
    tx.execute(
        "INSERT INTO decks (space, id, version, parent, course, source, topic, name, path_key, description, language,
           origin, items, batch, created_at, deleted_at)
         VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, ?12, ?13, NULL)",
        params![
            space,
            id,
            new.parent,
            new.course,
            new.source,
            new.topic,
            new.name.trim(),
            path_key,
            new.description,
            new.language,
            new.origin,
            new.batch,
            now.0
        ],
    )?;
    Ok(())
}

pub fn set_place(
    tx: &mut Tx,
    space: SpaceId,
    id: Uuid,
    name: &str,
    parent: Option<Uuid>,
    path_key: &str,
) -> Result<()> {
    tx.execute(
        "UPDATE decks SET name = ?3, parent = ?4, path_key = ?5, version = version + 1 WHERE space = ?1 AND id = ?2",
        params![space, id, name.trim(), parent, path_key],
    )?;
    Ok(())
}

pub fn set_path_key(tx: &mut Tx, space: SpaceId, id: Uuid, path_key: &str) -> Result<()> {
    tx.execute("UPDATE decks SET path_key = ?3 WHERE space = ?1 AND id = ?2", params![space, id, path_key])?;
    Ok(())
}

pub fn set_deleted(tx: &mut Tx, space: SpaceId, id: Uuid, at: Option<Millis>) -> Result<()> {
    tx.execute(
        "UPDATE decks SET deleted_at = ?3, restored_from = NULL, version = version + 1 WHERE space = ?1 AND id = ?2",
        params![space, id, at.map(|m| m.0)],
    )?;
    Ok(())
}

/// Out of the bin; its items follow.
pub fn set_restored(tx: &mut Tx, space: SpaceId, id: Uuid, binned_at: Millis) -> Result<()> {
    tx.execute(
        "UPDATE decks SET deleted_at = NULL, restored_from = ?3, version = version + 1 WHERE space = ?1 AND id = ?2",
        params![space, id, binned_at.0],
    )?;
    Ok(())
}

pub fn add_items(tx: &mut Tx, space: SpaceId, id: Uuid, by: i64) -> Result<()> {
    if by != 0 {
        tx.execute("UPDATE decks SET items = items + ?3 WHERE space = ?1 AND id = ?2", params![space, id, by])?;
    }
    Ok(())
}
