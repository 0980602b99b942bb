//! What the index keeps of each thing, read from the database.

use super::model::{Document, DocumentKind};
use crate::call::SpaceId;
use crate::db::{Row, Tx, params};
use crate::error::{Error, Result};
use crate::items::{self, Item, NoteTypes};
use formats::explanation;
use formats::render;
use std::collections::HashMap;
use uuid::Uuid;

/// An item, unless it is gone, in the bin, or one of the library's: those are found by their explanation.
pub fn item(tx: &mut Tx, space: SpaceId, id: Uuid) -> Result<Option<Document>> {
    if space == SpaceId::LIBRARY {
        return Ok(None);
    }
    let Some(item) = items::store::find(tx, space, id)?.filter(|i| i.deleted_at.is_none()) else { return Ok(None) };
    of_item(tx, &mut NoteTypes::default(), &item).map(Some)
}

fn of_item(tx: &mut Tx, note_types: &mut NoteTypes, item: &Item) -> Result<Document> {
    let (title, mut body) =
        render::search_text(&item.content, note_types.of(tx, item.space, &item.content)?.as_deref());
    for tag in &item.tags {
        body.push('\n');
        body.push_str(tag);
    }
    Ok(Document {
        space: item.space,
        id: item.id,
        kind: DocumentKind::Item,
        version: item.version,
        language: item.language.clone(),
        title,
        body,
    })
}

/// The next items of a space in the order of ids, with the id of the last one looked at. `batch`: only those of an import.
pub fn items_after(
    tx: &mut Tx,
    space: SpaceId,
    batch: Option<Uuid>,
    after: Uuid,
    limit: u32,
) -> Result<(Vec<Document>, Option<Uuid>)> {
    if space == SpaceId::LIBRARY {
        return Ok((Vec::new(), None));
    }
    let columns = items::store::COLUMNS;
    let visible = items::store::VISIBLE;
    let rest = format!("items.deleted_at IS NULL AND {visible} ORDER BY items.id LIMIT ?3");
    let batch_only = if batch.is_some() { "AND items.batch = ?4" } else { "" };
    let sql = format!("SELECT {columns} FROM items WHERE items.space = ?1 AND items.id > ?2 {batch_only} AND {rest}");
    let asked = params![space, after, limit, batch];
    let read = |row: &Row| {
        let id: Uuid = row.get("id")?;
        // one item that cannot be read must not keep the others from being found
        let item = items::store::item(row).inspect_err(|error| tracing::error!(%id, %error, "an item is not indexed"));
        Ok((id, item.ok()))
    };
    let rows = tx.rows(&sql, if batch.is_some() { asked } else { &asked[..3] }, read)?;
    let last = rows.last().map(|(id, _)| *id).filter(|_| rows.len() == limit as usize);
    let mut page: Vec<Item> = rows.into_iter().filter_map(|(_, item)| item).collect();
    if let (Some(first), Some(end)) = (page.first().map(|i| i.id), page.last().map(|i| i.id)) {
        let mut tags: HashMap<Uuid, Vec<String>> = HashMap::new();
        tx.each(
            "SELECT item, tag FROM item_tags WHERE space = ?1 AND item >= ?2 AND item <= ?3 ORDER BY item, tag_key",
            params![space, first, end],
            |row| {
                tags.entry(row.get("item")?).or_default().push(row.get("tag")?);
                Ok(())
            },
        )?;
        for item in &mut page {
            item.tags = tags.remove(&item.id).unwrap_or_default();
        }
    }
    let mut note_types = NoteTypes::default();
    let documents: Result<Vec<Document>> = page.iter().map(|item| of_item(tx, &mut note_types, item)).collect();
    Ok((documents?, last))
}

/// A deck, unless it is gone or belongs to an explanation, which is found itself.
pub fn deck(tx: &mut Tx, space: SpaceId, id: Uuid) -> Result<Option<Document>> {
    let found = crate::decks::store::find(tx, space, id)?;
    Ok(found.filter(|d| d.deleted_at.is_none() && space != SpaceId::LIBRARY).map(|deck| Document {
        space,
        id,
        kind: DocumentKind::Deck,
        version: deck.version,
        language: deck.language,
        title: deck.name,
        body: deck.description,
    }))
}

/// All decks of a space that are found.
pub fn decks(tx: &mut Tx, space: SpaceId) -> Result<Vec<Document>> {
    let ids: Vec<Uuid> = crate::decks::store::list_live(tx, space)?.into_iter().map(|d| d.id).collect();
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        all.extend(deck(tx, space, id)?);
    }
    Ok(all)
}

const SOURCE: &str = "id, version, kind, key, title, language, content";

/// An explanation or a learner's own source, unless it is gone.
pub fn source(tx: &mut Tx, space: SpaceId, id: Uuid) -> Result<Option<Document>> {
    let sql = format!("SELECT {SOURCE} FROM sources WHERE space = ?1 AND id = ?2 AND deleted_at IS NULL");
    tx.row(&sql, params![space, id], |row| of_source(space, row))
}

/// All sources of a space.
pub fn sources(tx: &mut Tx, space: SpaceId) -> Result<Vec<Document>> {
    let sql = format!("SELECT {SOURCE} FROM sources WHERE space = ?1 AND deleted_at IS NULL ORDER BY id");
    tx.rows(&sql, params![space], |row| of_source(space, row))
}

fn of_source(space: SpaceId, row: &Row) -> Result<Document> {
    let (kind, content): (String, String) = (row.get("kind")?, row.get("content")?);
    let key: Option<String> = row.get("key")?;
    let (kind, body) = match kind.as_str() {
        "explanation" => {
            let read = explanation::parse(&format!("{}.md", key.unwrap_or_default()), &content);
            let problem =
                |p: Vec<explanation::Problem>| Error::Internal(p.first().map(ToString::to_string).unwrap_or_default());
            (DocumentKind::Explanation, read.map_err(problem)?.plain_text())
        }
        _ => (DocumentKind::Source, formats::markup::to_text(&content)),
    };
    Ok(Document {
        space,
        id: row.get("id")?,
        kind,
        version: row.get("version")?,
        language: row.get("language")?,
        title: row.get("title")?,
        body,
    })
}
