//! Deciding about drafts.

use super::model::{Draft, DraftState, Evidence};
use crate::call::{Actor, Call, SpaceId};
use crate::changes::{self, Inverse};
use crate::db::{Row, Tx, params};
use crate::decks;
use crate::error::{Error, Result};
use crate::items::{self, NewItem, cards};
use crate::search;
use crate::spaces::{self, Role};
use formats::item::Content;
use uuid::Uuid;

const COLUMNS: &str = "drafts.space AS space, drafts.id AS id, drafts.source AS source, drafts.deck AS deck,
    drafts.content AS content, drafts.language AS language, drafts.found_as AS found_as, drafts.state AS state,
    (SELECT MIN(quote) FROM evidence e WHERE e.space = drafts.space AND e.item = drafts.id) AS quote";

fn draft(row: &Row) -> Result<Draft> {
    let (content, state): (String, String) = (row.get("content")?, row.get("state")?);
    Ok(Draft {
        space: row.get("space")?,
        id: row.get("id")?,
        source: row.get("source")?,
        deck: row.get("deck")?,
        content: serde_json::from_str(&content).map_err(Error::internal)?,
        language: row.get("language")?,
        found_as: row.get("found_as")?,
        state: DraftState::parse(&state).ok_or_else(|| Error::Internal(format!("unknown draft state {state}")))?,
        quote: row.get("quote")?,
    })
}

/// A source's drafts, as they stand in it.
pub fn list(tx: &mut Tx, actor: &Actor, source: Uuid) -> Result<Vec<Draft>> {
    let source = super::get_source(tx, actor, source)?;
    spaces::require(tx, actor, source.space, Role::Editor)?;
    tx.rows(
        &format!("SELECT {COLUMNS} FROM drafts WHERE space = ?1 AND source = ?2 ORDER BY position, id"),
        params![source.space, source.id],
        draft,
    )
}

/// A draft of the actor's own space.
pub fn get(tx: &mut Tx, actor: &Actor, id: Uuid) -> Result<Draft> {
    tx.row(&format!("SELECT {COLUMNS} FROM drafts WHERE space = ?1 AND id = ?2"), params![actor.space(), id], draft)?
        .ok_or(Error::NotFound { what: "draft" })
}

/// Where an item comes from.
pub fn evidence_of(tx: &mut Tx, space: SpaceId, item: Uuid) -> Result<Vec<Evidence>> {
    tx.rows(
        "SELECT e.source AS source, s.title AS title, e.quote AS quote FROM evidence e
         JOIN sources s ON s.space = e.space AND s.id = e.source WHERE e.space = ?1 AND e.item = ?2 ORDER BY e.id",
        params![space, item],
        |row| Ok(Evidence { source: row.get("source")?, title: row.get("title")?, quote: row.get("quote")? }),
    )
}

/// Changes an open draft's text.
///
/// # Errors
/// `Invalid` when it is no longer open.
pub fn edit(tx: &mut Tx, call: &Call, space: SpaceId, id: Uuid, content: &Content) -> Result<()> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    spaces::lock(tx, space)?;
    let content = serde_json::to_string(content).map_err(Error::internal)?;
    if content.len() > items::model::CONTENT_LIMIT {
        return Err(Error::invalid("content", "item-too-large"));
    }
    let open = tx.execute(
        "UPDATE drafts SET content = ?3 WHERE space = ?1 AND id = ?2 AND state = 'open'",
        params![space, id, content],
    )?;
    match open {
        0 => Err(Error::invalid("draft", "draft-not-open")),
        _ => Ok(()),
    }
}

/// Makes items of open drafts, in a deck; what is no longer open is left as it is. Their evidence is already theirs: an item
/// has its draft's id, so accepting twice is once.
pub fn accept(tx: &mut Tx, call: &Call, space: SpaceId, drafts: &[Uuid], deck: Uuid) -> Result<()> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let revision = spaces::lock(tx, space)?;
    decks::store::find(tx, space, deck)?
        .filter(|d| d.deleted_at.is_none())
        .ok_or(Error::invalid("deck", "item-deck-gone"))?;
    let learners = cards::learners_of(tx, space, deck)?;
    let mut accepted = Vec::new();
    for id in drafts {
        let draft = get(tx, &call.actor, *id)?;
        if draft.state != DraftState::Open {
            continue;
        }
        match items::store::find(tx, space, *id)? {
            // accepted once before, then taken back
            Some(item) => {
                if item.deck != deck {
                    items::store::set_deck(tx, space, *id, deck, call.now)?;
                }
                let item = items::store::find(tx, space, *id)?.ok_or(Error::NotFound { what: "item" })?;
                items::put_back(tx, &item, call.now)?;
            }
            None => {
                let new = NewItem {
                    language: draft.language.clone(),
                    source: draft.source,
                    ..NewItem::new(deck, draft.content.clone())
                };
                let position = call.now.0.saturating_mul(1000) + accepted.len() as i64;
                items::insert(tx, space, *id, &new, None, &learners, position, call.now)?;
                decks::store::add_items(tx, space, deck, 1)?;
                search::announce(tx, space, "item", *id, 1, call.now)?;
            }
        }
        set_state(tx, space, *id, DraftState::Accepted)?;
        accepted.push(*id);
    }
    let inverse = Inverse::ReopenDrafts { drafts: accepted };
    changes::note(tx, call, space, revision, "drafts-accept", Some(&inverse))
}

/// Drops open drafts.
pub fn reject(tx: &mut Tx, call: &Call, space: SpaceId, drafts: &[Uuid]) -> Result<()> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let revision = spaces::lock(tx, space)?;
    let mut rejected = Vec::new();
    for id in drafts {
        if get(tx, &call.actor, *id)?.state == DraftState::Open {
            set_state(tx, space, *id, DraftState::Rejected)?;
            rejected.push(*id);
        }
    }
    let inverse = Inverse::ReopenDrafts { drafts: rejected };
    changes::note(tx, call, space, revision, "drafts-reject", Some(&inverse))
}

/// Drafts are open again; items that they became go into the bin, with their reviews kept.
pub fn reopen(tx: &mut Tx, call: &Call, space: SpaceId, drafts: &[Uuid]) -> Result<()> {
    let mut items = Vec::new();
    for id in drafts {
        let live = items::store::find(tx, space, *id)?.is_some_and(|i| i.deleted_at.is_none());
        if get(tx, &call.actor, *id)?.state == DraftState::Accepted && live {
            items.push(*id);
        }
        set_state(tx, space, *id, DraftState::Open)?;
    }
    items::bin(tx, call, space, &items)
}

fn set_state(tx: &mut Tx, space: SpaceId, id: Uuid, state: DraftState) -> Result<()> {
    tx.execute("UPDATE drafts SET state = ?3 WHERE space = ?1 AND id = ?2", params![space, id, state.as_str()])?;
    Ok(())
}
