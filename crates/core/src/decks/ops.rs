//! What can be done with decks.

use super::model::{DEPTH_LIMIT, DESCRIPTION_LIMIT, Deck, NAME_LIMIT, NewDeck, PATH_SEPARATOR, fold_name};
use super::{store, sweep};
use crate::call::{Actor, Call, Ids, SpaceId};
use crate::changes::{self, Inverse};
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use crate::search;
use crate::spaces::{self, Role};
use memory::Millis;
use uuid::Uuid;

/// A deck that the actor may see, in whichever of their spaces it lies.
pub fn get(tx: &mut Tx, actor: &Actor, id: Uuid) -> Result<Deck> {
    for space in spaces::visible(tx, actor)? {
        if let Some(deck) = store::find(tx, space, id)? {
            return Ok(deck);
        }
    }
    Err(Error::NotFound { what: "deck" })
}

/// Live decks of a space in the order of their paths: parents before children.
pub fn list(tx: &mut Tx, actor: &Actor, space: SpaceId) -> Result<Vec<Deck>> {
    spaces::require(tx, actor, space, Role::Reader)?;
    store::list_live(tx, space)
}

/// Decks in the bin.
pub fn list_binned(tx: &mut Tx, actor: &Actor, space: SpaceId) -> Result<Vec<Deck>> {
    spaces::require(tx, actor, space, Role::Reader)?;
    store::list_binned(tx, space)
}

/// The deck and all below it.
pub fn subtree(tx: &mut Tx, actor: &Actor, id: Uuid) -> Result<Vec<Deck>> {
    let deck = get(tx, actor, id)?;
    store::list_subtree(tx, deck.space, &deck.path_key)
}

/// Makes a deck. Invalid when the name is blank, too long or taken beside its siblings.
pub fn create(tx: &mut Tx, call: &Call, space: SpaceId, new: &NewDeck) -> Result<Uuid> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let revision = spaces::lock(tx, space)?;
    let path_key = path_key_under(tx, space, new.parent, &new.name)?;
    if store::find_any_by_path(tx, space, &path_key)?.is_some() {
        return Err(Error::invalid("name", "deck-name-taken"));
    }
    let mut ids = call.ids();
    let id = new.id.unwrap_or_else(|| ids.next_id());
    store::insert(tx, space, id, &path_key, new, call.now)?;
    changes::note(tx, call, space, revision, "deck-create", Some(&Inverse::BinDeck { deck: id }))?;
    search::announce(tx, space, "deck", id, 1, call.now)?;
    Ok(id)
}

/// Finds or makes the decks of a path and returns the innermost. For imports, inside their own locked operation.
pub fn ensure_path(
    tx: &mut Tx,
    ids: &mut Ids,
    space: SpaceId,
    path: &[String],
    template: &NewDeck,
    now: Millis,
) -> Result<Uuid> {
    let mut parent: Option<Uuid> = None;
    let mut path_key = String::new();
    for name in path.iter().take(DEPTH_LIMIT) {
        let name: String = name.trim().chars().take(NAME_LIMIT).collect();
        let name = if name.is_empty() { "…".to_string() } else { name };
        if !path_key.is_empty() {
            path_key.push(PATH_SEPARATOR);
        }
        path_key.push_str(&fold_name(&name));
        parent = Some(match store::find_any_by_path(tx, space, &path_key)? {
            Some(deck) => deck.id,
            None => {
                let id = ids.next_id();
                let new = NewDeck { parent, name, ..template.clone() };
                store::insert(tx, space, id, &path_key, &new, now)?;
                search::announce(tx, space, "deck", id, 1, now)?;
                id
            }
        });
    }
    parent.ok_or(Error::invalid("deck", "deck-name-blank"))
}

/// Gives a deck another name or parent; everything below moves with it.
pub fn rename(tx: &mut Tx, call: &Call, space: SpaceId, id: Uuid, name: &str, parent: Option<Uuid>) -> Result<()> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let revision = spaces::lock(tx, space)?;
    let deck = store::find(tx, space, id)?.ok_or(Error::NotFound { what: "deck" })?;
    let path_key = path_key_under(tx, space, parent, name)?;
    if path_key.starts_with(&format!("{}{PATH_SEPARATOR}", deck.path_key)) {
        return Err(Error::invalid("parent", "deck-parent-inside"));
    }
    if store::find_any_by_path(tx, space, &path_key)?.is_some_and(|other| other.id != id) {
        return Err(Error::invalid("name", "deck-name-taken"));
    }
    for below in store::list_subtree(tx, space, &deck.path_key)? {
        if below.id != id {
            let tail = below.path_key.get(deck.path_key.len()..).unwrap_or_default();
            store::set_path_key(tx, space, below.id, &format!("{path_key}{tail}"))?;
        }
    }
    store::set_place(tx, space, id, name, parent, &path_key)?;
    let inverse = Inverse::RenameDeck { deck: id, name: deck.name, parent: deck.parent };
    changes::note(tx, call, space, revision, "deck-rename", Some(&inverse))?;
    search::announce(tx, space, "deck", id, deck.version + 1, call.now)
}

/// Puts a deck, all below it and their items into the bin for 30 days. Reviews stay. The items of large decks follow by
/// chunks: run [`super::settle`] afterwards.
pub fn bin(tx: &mut Tx, call: &Call, space: SpaceId, id: Uuid) -> Result<()> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let revision = spaces::lock(tx, space)?;
    let deck = store::find(tx, space, id)?.ok_or(Error::NotFound { what: "deck" })?;
    if deck.deleted_at.is_some() {
        return Ok(());
    }
    let mut room = sweep::AT_ONCE;
    for below in store::list_subtree(tx, space, &deck.path_key)? {
        store::set_deleted(tx, space, below.id, Some(call.now))?;
        room -= sweep::bin_items(tx, &below, None, room, call.now, call.now)?.done;
        search::announce(tx, space, "deck", below.id, below.version + 1, call.now)?;
    }
    changes::note(tx, call, space, revision, "deck-bin", Some(&Inverse::RestoreDeck { deck: id }))
}

/// Takes a deck out of the bin, with the decks and items that went in at the same moment, under a free name. The items of
/// large decks follow by chunks: run [`super::settle`] afterwards.
pub fn restore(tx: &mut Tx, call: &Call, space: SpaceId, id: Uuid) -> Result<()> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let revision = spaces::lock(tx, space)?;
    let deck = store::find(tx, space, id)?.ok_or(Error::NotFound { what: "deck" })?;
    let Some(binned_at) = deck.deleted_at else { return Ok(()) };
    let parent = match deck.parent {
        Some(parent) => store::find(tx, space, parent)?.filter(|p| p.deleted_at.is_none()).map(|p| p.id),
        None => None,
    };
    let mut name = deck.name.clone();
    let mut path_key = path_key_under(tx, space, parent, &name)?;
    while store::find_any_by_path(tx, space, &path_key)?.is_some() {
        name.push('+');
        path_key = path_key_under(tx, space, parent, &name)?;
    }
    let mut room = sweep::AT_ONCE;
    for below in store::list_binned(tx, space)? {
        let inside = below.path_key.strip_prefix(&deck.path_key);
        let Some(tail) = inside.filter(|t| t.is_empty() || t.starts_with(PATH_SEPARATOR)) else { continue };
        if below.deleted_at != Some(binned_at) {
            continue;
        }
        store::set_path_key(tx, space, below.id, &format!("{path_key}{tail}"))?;
        store::set_restored(tx, space, below.id, Millis(binned_at))?;
        // what the sweep had not reached yet never left: only what did comes back
        room -= sweep::restore_items(tx, &below, Millis(binned_at), None, room, call.now)?.done;
        search::announce(tx, space, "deck", below.id, below.version + 1, call.now)?;
    }
    store::set_place(tx, space, id, &name, parent, &path_key)?;
    changes::note(tx, call, space, revision, "deck-restore", Some(&Inverse::BinDeck { deck: id }))
}

fn path_key_under(tx: &mut Tx, space: SpaceId, parent: Option<Uuid>, name: &str) -> Result<String> {
    let folded = fold_name(name);
    if folded.is_empty() {
        return Err(Error::invalid("name", "deck-name-blank"));
    }
    if name.chars().count() > NAME_LIMIT {
        return Err(Error::invalid("name", "deck-name-long"));
    }
    let Some(parent) = parent else { return Ok(folded) };
    let above = store::find(tx, space, parent)?
        .filter(|d| d.deleted_at.is_none())
        .ok_or(Error::invalid("parent", "deck-parent-gone"))?;
    if above.depth() + 2 > DEPTH_LIMIT {
        return Err(Error::invalid("parent", "deck-too-deep"));
    }
    Ok(format!("{}{PATH_SEPARATOR}{folded}", above.path_key))
}

/// Changes what a deck says about itself.
pub fn describe(
    tx: &mut Tx,
    call: &Call,
    space: SpaceId,
    id: Uuid,
    description: &str,
    language: Option<&str>,
) -> Result<()> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    if description.chars().count() > DESCRIPTION_LIMIT {
        return Err(Error::invalid("description", "deck-description-long"));
    }
    let revision = spaces::lock(tx, space)?;
    let deck = store::find(tx, space, id)?.ok_or(Error::NotFound { what: "deck" })?;
    tx.execute(
        "UPDATE decks SET description = ?3, language = ?4, version = version + 1 WHERE space = ?1 AND id = ?2",
        params![space, id, description, language],
    )?;
    let inverse = Inverse::DescribeDeck { deck: id, description: deck.description, language: deck.language };
    changes::note(tx, call, space, revision, "deck-describe", Some(&inverse))?;
    search::announce(tx, space, "deck", id, deck.version + 1, call.now)
}

/// The decks above and the deck itself, outermost first.
pub fn path(tx: &mut Tx, deck: &Deck) -> Result<Vec<Deck>> {
    let mut path = vec![deck.clone()];
    let mut next = deck.parent;
    while let Some(id) = next.filter(|_| path.len() <= DEPTH_LIMIT) {
        let Some(above) = store::find(tx, deck.space, id)? else { break };
        next = above.parent;
        path.push(above);
    }
    path.reverse();
    Ok(path)
}
