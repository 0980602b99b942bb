//! Queries over items, their tags and versions only.

use super::model::{Item, ItemVersion, fold_tag};
use crate::call::{LearnerId, SpaceId};
use crate::db::{Row, Tx, params};
use crate::error::{Error, Result};
use formats::item::{Content, Kind};
use memory::Millis;
use uuid::Uuid;

/// Rows of an unfinished import are invisible.
pub const VISIBLE: &str = "NOT EXISTS (SELECT 1 FROM batches WHERE batches.id = items.batch)";

pub const COLUMNS: &str = "items.space, items.id, items.version, items.deck, items.kind, items.lineage, items.language,
    items.content, items.summary, items.source, items.anchor, items.created_at, items.updated_at, items.deleted_at";

/// An item without its tags.
pub fn item(row: &Row) -> Result<Item> {
    let kind: String = row.get("kind")?;
    let content: String = row.get("content")?;
    Ok(Item {
        space: row.get("space")?,
        id: row.get("id")?,
        version: row.get("version")?,
        deck: row.get("deck")?,
        kind: Kind::parse(&kind).ok_or_else(|| Error::Internal(format!("unknown item kind {kind}")))?,
        lineage: row.get("lineage")?,
        language: row.get("language")?,
        content: serde_json::from_str(&content).map_err(Error::internal)?,
        summary: row.get("summary")?,
        tags: Vec::new(),
        source: row.get("source")?,
        anchor: row.get("anchor")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
        deleted_at: row.get("deleted_at")?,
    })
}

/// An item with its tags, in the bin or not; never one of an unfinished import.
pub fn find(tx: &mut Tx, space: SpaceId, id: Uuid) -> Result<Option<Item>> {
    let sql = format!("SELECT {COLUMNS} FROM items WHERE space = ?1 AND id = ?2 AND {VISIBLE}");
    let Some(mut found) = tx.row(&sql, params![space, id], item)? else { return Ok(None) };
    found.tags = tags(tx, space, id)?;
    Ok(Some(found))
}

/// The content of an item that is answered by choosing or arranging what is shown; `None` for any other, whose content is not
/// read.
pub fn find_options(tx: &mut Tx, space: SpaceId, id: Uuid) -> Result<Option<Content>> {
    let sql = "SELECT content FROM items WHERE space = ?1 AND id = ?2 AND kind IN ('choice', 'true_false', 'gaps', 'match', 'order')";
    let found: Option<String> = tx.scalar(sql, params![space, id])?;
    found.map(|json| serde_json::from_str(&json).map_err(Error::internal)).transpose()
}

pub fn tags(tx: &mut Tx, space: SpaceId, item: Uuid) -> Result<Vec<String>> {
    tx.rows("SELECT tag FROM item_tags WHERE space = ?1 AND item = ?2 ORDER BY tag_key", params![space, item], |row| {
        row.get("tag")
    })
}

pub fn replace_tags(tx: &mut Tx, space: SpaceId, item: Uuid, tags: &[String]) -> Result<()> {
    tx.execute("DELETE FROM item_tags WHERE space = ?1 AND item = ?2", params![space, item])?;
    insert_tags(tx, space, item, tags)
}

pub fn insert_tags(tx: &mut Tx, space: SpaceId, item: Uuid, tags: &[String]) -> Result<()> {
    for tag in tags {
        tx.execute(
            "INSERT INTO item_tags (space, item, tag_key, tag) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            params![space, item, fold_tag(tag), tag.as_str()],
        )?;
    }
    Ok(())
}

/// What is written of an item in one row.
pub struct ItemRow<'a> {
    pub id: Uuid,
    pub deck: Uuid,
    pub kind: Kind,
    pub lineage: Uuid,
    pub language: Option<&'a str>,
    pub content: &'a str,
    pub summary: &'a str,
    pub source: Option<Uuid>,
    pub anchor: Option<&'a str>,
    pub file_time: i64,
    pub position: i64,
    pub batch: Option<Uuid>,
}

pub fn insert(tx: &mut Tx, space: SpaceId, row: &ItemRow, now: Millis) -> Result<()> {
    tx.execute(
        "INSERT INTO items (space, id, version, deck, kind, lineage, language, content, summary, source, anchor,
           file_time, position, batch, created_at, updated_at, deleted_at)
         VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?14, NULL)",
        params![
            space,
            row.id,
            row.deck,
            row.kind.as_str(),
            row.lineage,
            row.language,
            row.content,
            row.summary,
            row.source,
            row.anchor,
            row.file_time,
            row.position,
            row.batch,
            now.0
        ],
    )?;
    Ok(())
}

/// Writes the new text of an item; its version goes up by one.
pub fn update(tx: &mut Tx, space: SpaceId, row: &ItemRow, now: Millis) -> Result<()> {
    tx.execute(
        "UPDATE items SET version = version + 1, deck = ?3, kind = ?4, lineage = ?5, language = ?6, content = ?7,
           summary = ?8, file_time = ?9, updated_at = ?10 WHERE space = ?1 AND id = ?2",
        params![
            space,
            row.id,
            row.deck,
            row.kind.as_str(),
            row.lineage,
            row.language,
            row.content,
            row.summary,
            row.file_time,
            now.0
        ],
    )?;
    Ok(())
}

pub fn set_deck(tx: &mut Tx, space: SpaceId, id: Uuid, deck: Uuid, now: Millis) -> Result<()> {
    tx.execute(
        "UPDATE items SET deck = ?3, updated_at = ?4 WHERE space = ?1 AND id = ?2",
        params![space, id, deck, now.0],
    )?;
    Ok(())
}

pub fn set_deleted(tx: &mut Tx, space: SpaceId, id: Uuid, at: Option<Millis>) -> Result<()> {
    tx.execute("UPDATE items SET deleted_at = ?3 WHERE space = ?1 AND id = ?2", params![space, id, at.map(|m| m.0)])?;
    Ok(())
}

pub fn write_version(tx: &mut Tx, item: &Item, actor: LearnerId, now: Millis) -> Result<()> {
    let before = ItemVersion {
        deck: item.deck,
        content: item.content.clone(),
        tags: item.tags.clone(),
        language: item.language.clone(),
        lineage: item.lineage,
    };
    tx.execute(
        "INSERT INTO versions (space, object, version, kind, before, actor, at)
         VALUES (?1, ?2, ?3, 'item', ?4, ?5, ?6) ON CONFLICT DO NOTHING",
        params![
            item.space,
            item.id,
            item.version,
            serde_json::to_string(&before).map_err(Error::internal)?,
            actor,
            now.0
        ],
    )?;
    Ok(())
}

pub fn find_version(tx: &mut Tx, space: SpaceId, id: Uuid, version: i64) -> Result<Option<ItemVersion>> {
    let json: Option<String> = tx.scalar(
        "SELECT before FROM versions WHERE space = ?1 AND object = ?2 AND version = ?3",
        params![space, id, version],
    )?;
    json.map(|j| serde_json::from_str(&j).map_err(Error::internal)).transpose()
}
