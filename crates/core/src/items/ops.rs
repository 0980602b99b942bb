//! What can be done with items. Editing never loses progress: cards are named by lineage and slot, and a slot that an
//! edit removes is hidden with its events.

use super::cards::{self, Home};
use super::model::{CONTENT_LIMIT, EditItem, Item, ItemVersion, NewItem, TAG_LIMIT};
use super::store::{self, ItemRow};
use crate::call::{Actor, Call, LearnerId, SpaceId};
use crate::changes::{self, Inverse};
use crate::db::{Tx, params};
use crate::decks;
use crate::error::{Error, Result};
use crate::spaces::{self, Role};
use crate::{search, study};
use formats::item::{Content, NoteType};
use formats::render;
use memory::Millis;
use uuid::Uuid;

/// An item that the actor may see, in whichever of their spaces it lies; also one in the bin.
pub fn get(tx: &mut Tx, actor: &Actor, id: Uuid) -> Result<Item> {
    for space in spaces::visible(tx, actor)? {
        if let Some(item) = store::find(tx, space, id)? {
            return Ok(item);
        }
    }
    Err(Error::NotFound { what: "item" })
}

/// The Anki note type that a content is written for.
pub fn note_type(tx: &mut Tx, space: SpaceId, content: &Content) -> Result<Option<NoteType>> {
    let Content::Anki { note_type, .. } = content else { return Ok(None) };
    let json: Option<String> =
        tx.scalar("SELECT content FROM note_types WHERE space = ?1 AND id = ?2", params![space, *note_type])?;
    json.map(|j| serde_json::from_str(&j).map_err(Error::internal)).transpose()
}

/// Makes an item with its cards. Invalid when it is empty, too large or makes no card.
pub fn create(tx: &mut Tx, call: &Call, space: SpaceId, new: &NewItem) -> Result<Uuid> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let revision = spaces::lock(tx, space)?;
    live_deck(tx, space, new.deck)?;
    let kind = note_type(tx, space, &new.content)?;
    let mut ids = call.ids();
    let id = new.id.unwrap_or_else(|| ids.next_id());
    let learners = cards::learners_of(tx, space, new.deck)?;
    let position = call.now.0.saturating_mul(1000);
    insert(tx, space, id, new, kind.as_ref(), &learners, position, call.now)?;
    decks::store::add_items(tx, space, new.deck, 1)?;
    changes::note(tx, call, space, revision, "item-create", Some(&Inverse::BinItems { items: vec![id] }))?;
    search::announce(tx, space, "item", id, 1, call.now)?;
    Ok(id)
}

/// Writes an item, its tags and cards. For `create`, imports and the library, inside their own locked operation; the
/// caller counts it into its deck and tells the search.
#[expect(clippy::too_many_arguments, reason = "one row's worth of facts, each from another owner")]
pub fn insert(
    tx: &mut Tx,
    space: SpaceId,
    id: Uuid,
    new: &NewItem,
    note_type: Option<&NoteType>,
    learners: &[LearnerId],
    position: i64,
    now: Millis,
) -> Result<()> {
    let slots = render::slots(&new.content, note_type);
    let content = check(&new.content, &new.tags, slots.len())?;
    let lineage = new.lineage.unwrap_or(id);
    let row = ItemRow {
        id,
        deck: new.deck,
        kind: new.content.kind(),
        lineage,
        language: new.language.as_deref(),
        content: &content,
        summary: &render::summary(&new.content, note_type),
        source: new.source,
        anchor: new.anchor.as_deref(),
        file_time: new.file_time,
        position,
        batch: new.batch,
    };
    store::insert(tx, space, &row, now)?;
    store::insert_tags(tx, space, id, &new.tags)?;
    let home = Home { space, item: id, lineage, deck: new.deck, position, batch: new.batch };
    cards::insert(tx, &home, &slots, learners)
}

/// Writes a new version of an item. Conflict when the stored version is not the one that the edit was made from.
pub fn edit(tx: &mut Tx, call: &Call, space: SpaceId, id: Uuid, edit: &EditItem) -> Result<i64> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let revision = spaces::lock(tx, space)?;
    let item = store::find(tx, space, id)?.ok_or(Error::NotFound { what: "item" })?;
    if item.version != edit.version {
        return Err(Error::Conflict { what: "item", given: edit.version, current: item.version });
    }
    live_deck(tx, space, edit.deck)?;
    let lineage = if edit.asks_something_new { call.ids().next_id() } else { item.lineage };
    let next = ItemVersion {
        deck: edit.deck,
        content: edit.content.clone(),
        tags: edit.tags.clone(),
        language: edit.language.clone(),
        lineage,
    };
    replace(tx, call, &item, &next, 0)?;
    let inverse = Inverse::RestoreVersions { items: vec![(id, item.version)] };
    changes::note(tx, call, space, revision, "item-edit", Some(&inverse))?;
    Ok(item.version + 1)
}

/// Gives items the text of an earlier version, as a new version. A conflict when one was changed since.
pub fn restore_versions(tx: &mut Tx, call: &Call, space: SpaceId, items: &[(Uuid, i64)]) -> Result<()> {
    spaces::lock(tx, space)?;
    for (id, version) in items {
        let item = store::find(tx, space, *id)?.ok_or(Error::NotFound { what: "item" })?;
        if item.version != version + 1 {
            return Err(Error::Conflict { what: "item", given: version + 1, current: item.version });
        }
        let before = store::find_version(tx, space, *id, *version)?.ok_or(Error::NotFound { what: "version" })?;
        replace(tx, call, &item, &before, 0)?;
    }
    Ok(())
}

/// Gives an item the text of any earlier version, as a new version.
///
/// # Errors
/// `Conflict` when the stored version is not `from`; `NotFound` for a version that was not kept.
pub fn restore_version(tx: &mut Tx, call: &Call, space: SpaceId, id: Uuid, version: i64, from: i64) -> Result<()> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let revision = spaces::lock(tx, space)?;
    let item = store::find(tx, space, id)?.ok_or(Error::NotFound { what: "item" })?;
    if item.version != from {
        return Err(Error::Conflict { what: "item", given: from, current: item.version });
    }
    let mut before = store::find_version(tx, space, id, version)?.ok_or(Error::NotFound { what: "version" })?;
    // the deck of then may be gone; moving is another act
    before.deck = item.deck;
    replace(tx, call, &item, &before, 0)?;
    let inverse = Inverse::RestoreVersions { items: vec![(id, item.version)] };
    changes::note(tx, call, space, revision, "item-edit", Some(&inverse))
}

/// Replaces an item's text, keeps the old version, and brings its cards, tags, deck and index in step.
pub fn replace(tx: &mut Tx, call: &Call, item: &Item, next: &ItemVersion, file_time: i64) -> Result<()> {
    let learners = cards::learners_of(tx, item.space, next.deck)?;
    replace_for(tx, call, item, next, file_time, &learners)
}

/// The same for these learners alone: the library brings its many learners in step afterwards, one by one.
pub fn replace_for(
    tx: &mut Tx,
    call: &Call,
    item: &Item,
    next: &ItemVersion,
    file_time: i64,
    learners: &[LearnerId],
) -> Result<()> {
    let kind = note_type(tx, item.space, &next.content)?;
    let slots = render::slots(&next.content, kind.as_ref());
    let content = check(&next.content, &next.tags, slots.len())?;
    store::write_version(tx, item, call.actor.learner, call.now)?;
    let row = ItemRow {
        id: item.id,
        deck: next.deck,
        kind: next.content.kind(),
        lineage: next.lineage,
        language: next.language.as_deref(),
        content: &content,
        summary: &render::summary(&next.content, kind.as_ref()),
        source: item.source,
        anchor: item.anchor.as_deref(),
        file_time,
        position: 0,
        batch: None,
    };
    store::update(tx, item.space, &row, call.now)?;
    store::replace_tags(tx, item.space, item.id, &next.tags)?;
    if next.deck != item.deck && item.deleted_at.is_none() {
        decks::store::add_items(tx, item.space, item.deck, -1)?;
        decks::store::add_items(tx, item.space, next.deck, 1)?;
        study::cards::move_item(tx, item.space, item.id, next.deck)?;
    }
    let home = Home {
        space: item.space,
        item: item.id,
        lineage: next.lineage,
        deck: next.deck,
        position: call.now.0.saturating_mul(1000),
        batch: None,
    };
    cards::sync(tx, &home, &slots, learners)?;
    search::announce(tx, item.space, "item", item.id, item.version + 1, call.now)
}

/// Puts items into the bin for 30 days; their cards are no longer asked, their reviews stay.
pub fn bin(tx: &mut Tx, call: &Call, space: SpaceId, items: &[Uuid]) -> Result<()> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let revision = spaces::lock(tx, space)?;
    for id in items {
        let item = store::find(tx, space, *id)?.ok_or(Error::NotFound { what: "item" })?;
        if item.deleted_at.is_some() {
            continue;
        }
        store::set_deleted(tx, space, *id, Some(call.now))?;
        decks::store::add_items(tx, space, item.deck, -1)?;
        study::cards::remove_item(tx, space, *id)?;
        search::announce(tx, space, "item", *id, item.version, call.now)?;
    }
    changes::note(tx, call, space, revision, "items-bin", Some(&Inverse::RestoreItems { items: items.to_vec() }))
}

/// Takes items out of the bin. One whose deck is in the bin brings that deck back empty but for it.
pub fn restore(tx: &mut Tx, call: &Call, space: SpaceId, items: &[Uuid]) -> Result<()> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let revision = spaces::lock(tx, space)?;
    for id in items {
        let item = store::find(tx, space, *id)?.ok_or(Error::NotFound { what: "item" })?;
        if item.deleted_at.is_none() {
            continue;
        }
        live_deck(tx, space, item.deck).map_err(|_| Error::invalid("deck", "item-deck-in-bin"))?;
        put_back(tx, &item, call.now)?;
    }
    changes::note(tx, call, space, revision, "items-restore", Some(&Inverse::BinItems { items: items.to_vec() }))
}

/// Moves items to another deck; cards that an import put elsewhere move too.
pub fn move_to(tx: &mut Tx, call: &Call, space: SpaceId, items: &[Uuid], deck: Uuid) -> Result<()> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let revision = spaces::lock(tx, space)?;
    live_deck(tx, space, deck)?;
    let mut before = Vec::with_capacity(items.len());
    for id in items {
        if let Some(old) = move_one(tx, space, *id, deck, call.now)? {
            before.push((*id, old));
        }
    }
    changes::note(tx, call, space, revision, "items-move", Some(&Inverse::MoveItems { items: before }))
}

/// Each item back into its own deck (undo of a move).
pub fn move_back(tx: &mut Tx, call: &Call, space: SpaceId, items: &[(Uuid, Uuid)]) -> Result<()> {
    spaces::lock(tx, space)?;
    for (id, deck) in items {
        live_deck(tx, space, *deck)?;
        move_one(tx, space, *id, *deck, call.now)?;
    }
    Ok(())
}

/// Adds and removes tags.
pub fn tag(tx: &mut Tx, call: &Call, space: SpaceId, items: &[Uuid], add: &[String], remove: &[String]) -> Result<()> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let revision = spaces::lock(tx, space)?;
    let mut before = Vec::with_capacity(items.len());
    let removed: Vec<String> = remove.iter().map(|t| super::model::fold_tag(t)).collect();
    for id in items {
        store::find(tx, space, *id)?.ok_or(Error::NotFound { what: "item" })?;
        let old = store::tags(tx, space, *id)?;
        let mut next: Vec<String> =
            old.iter().filter(|t| !removed.contains(&super::model::fold_tag(t))).cloned().collect();
        next.extend(add.iter().cloned());
        check_tags(&next)?;
        write_tags(tx, space, *id, &next, call.now)?;
        before.push((*id, old));
    }
    changes::note(tx, call, space, revision, "items-tag", Some(&Inverse::SetTags { items: before }))
}

/// Each item exactly these tags (undo of tagging).
pub fn set_tags(tx: &mut Tx, call: &Call, space: SpaceId, items: &[(Uuid, Vec<String>)]) -> Result<()> {
    spaces::lock(tx, space)?;
    for (id, tags) in items {
        write_tags(tx, space, *id, tags, call.now)?;
    }
    Ok(())
}

/// Earlier versions, newest first: (version, when, what it was).
pub fn list_versions(tx: &mut Tx, actor: &Actor, id: Uuid) -> Result<Vec<(i64, i64, ItemVersion)>> {
    let item = get(tx, actor, id)?;
    tx.rows(
        "SELECT version, at, before FROM versions WHERE space = ?1 AND object = ?2 ORDER BY version DESC LIMIT 100",
        params![item.space, id],
        |row| {
            let before: String = row.get("before")?;
            Ok((row.get("version")?, row.get("at")?, serde_json::from_str(&before).map_err(Error::internal)?))
        },
    )
}

/// An item out of the bin, its cards with their state. Inside a locked operation.
pub fn put_back(tx: &mut Tx, item: &Item, now: Millis) -> Result<()> {
    store::set_deleted(tx, item.space, item.id, None)?;
    decks::store::add_items(tx, item.space, item.deck, 1)?;
    let learners = cards::learners_of(tx, item.space, item.deck)?;
    let home = Home {
        space: item.space,
        item: item.id,
        lineage: item.lineage,
        deck: item.deck,
        position: now.0.saturating_mul(1000),
        batch: None,
    };
    for (n, card) in cards::list(tx, item.space, item.id)?.iter().filter(|c| !c.hidden).enumerate() {
        for learner in &learners {
            let deck = card.deck.unwrap_or(item.deck);
            study::cards::insert_new(tx, *learner, &home, &card.slot, card.card_id, deck, n as i64)?;
            study::cards::refold(tx, *learner, card.card_id)?;
        }
    }
    search::announce(tx, item.space, "item", item.id, item.version, now)
}

fn move_one(tx: &mut Tx, space: SpaceId, id: Uuid, deck: Uuid, now: Millis) -> Result<Option<Uuid>> {
    let item = store::find(tx, space, id)?.ok_or(Error::NotFound { what: "item" })?;
    if item.deck == deck {
        return Ok(None);
    }
    store::set_deck(tx, space, id, deck, now)?;
    tx.execute("UPDATE cards SET deck = NULL WHERE space = ?1 AND item = ?2", params![space, id])?;
    if item.deleted_at.is_none() {
        decks::store::add_items(tx, space, item.deck, -1)?;
        decks::store::add_items(tx, space, deck, 1)?;
    }
    study::cards::move_item(tx, space, id, deck)?;
    search::announce(tx, space, "item", id, item.version, now)?;
    Ok(Some(item.deck))
}

fn write_tags(tx: &mut Tx, space: SpaceId, id: Uuid, tags: &[String], now: Millis) -> Result<()> {
    store::replace_tags(tx, space, id, tags)?;
    search::announce(tx, space, "item", id, 0, now)
}

fn live_deck(tx: &mut Tx, space: SpaceId, deck: Uuid) -> Result<()> {
    match decks::store::find(tx, space, deck)? {
        Some(deck) if deck.deleted_at.is_none() => Ok(()),
        _ => Err(Error::invalid("deck", "item-deck-gone")),
    }
}

/// Checks what cannot be stored, and gives the content as JSON.
fn check(content: &Content, tags: &[String], slots: usize) -> Result<String> {
    if slots == 0 {
        return Err(Error::invalid("content", "item-makes-no-card"));
    }
    check_tags(tags)?;
    let json = serde_json::to_string(content).map_err(Error::internal)?;
    if json.len() > CONTENT_LIMIT {
        return Err(Error::invalid("content", "item-too-large"));
    }
    if json.contains("\\u0000") {
        return Err(Error::invalid("content", "item-has-nul"));
    }
    Ok(json)
}

fn check_tags(tags: &[String]) -> Result<()> {
    match tags.iter().any(|t| t.trim().is_empty() || t.chars().count() > TAG_LIMIT || t.contains('\0')) {
        true => Err(Error::invalid("tags", "item-tag-wrong")),
        false => Ok(()),
    }
}
