//! Items follow their deck into the bin and out of it by chunks, so that a deck of 100,000 items holds nobody up. What is
//! left to do stands in the decks themselves (a binned deck that still counts items, a restored one that names the moment
//! it was binned), so that a restart goes on where it stopped.

use super::model::Deck;
use super::store;
use crate::Studium;
use crate::call::{Actor, SpaceId};
use crate::db::{ToValue, Tx, params};
use crate::error::Result;
use crate::spaces::{self, Role};
use crate::{items, search, study};
use memory::Millis;
use uuid::Uuid;

/// What lies in the bin longer is deleted for good.
pub const BIN_DAYS: i64 = 30;
/// Items that go with their deck in the same operation.
pub(super) const AT_ONCE: usize = 200;
/// Items of one later operation.
const CHUNK: usize = 100;

/// Where a chunk ended.
pub(super) struct Swept {
    pub done: usize,
    /// The last item's place, when there may be more.
    pub next: Option<(i64, Uuid)>,
}

/// Puts a binned deck's items into the bin, from a place on.
pub(super) fn bin_items(
    tx: &mut Tx,
    deck: &Deck,
    after: Option<(i64, Uuid)>,
    limit: usize,
    binned_at: Millis,
    now: Millis,
) -> Result<Swept> {
    let found = places(tx, deck, None, after, limit)?;
    for (_, id) in &found {
        items::store::set_deleted(tx, deck.space, *id, Some(binned_at))?;
        study::cards::remove_item(tx, deck.space, *id)?;
        search::announce(tx, deck.space, "item", *id, 0, now)?;
    }
    let swept = ended(found, limit);
    match swept.next {
        Some(_) => store::add_items(tx, deck.space, deck.id, -count(swept.done))?,
        None => {
            tx.execute("UPDATE decks SET items = 0 WHERE space = ?1 AND id = ?2", params![deck.space, deck.id])?;
        }
    }
    Ok(swept)
}

/// Takes the items that went in with their deck out of the bin, from a place on.
pub(super) fn restore_items(
    tx: &mut Tx,
    deck: &Deck,
    binned_at: Millis,
    after: Option<(i64, Uuid)>,
    limit: usize,
    now: Millis,
) -> Result<Swept> {
    let found = places(tx, deck, Some(binned_at), after, limit)?;
    for (_, id) in &found {
        if let Some(item) = items::store::find(tx, deck.space, *id)? {
            items::put_back(tx, &item, now)?;
        }
    }
    let swept = ended(found, limit);
    if swept.next.is_none() {
        tx.execute("UPDATE decks SET restored_from = NULL WHERE space = ?1 AND id = ?2", params![deck.space, deck.id])?;
    }
    Ok(swept)
}

/// Live items, or those that were binned at that moment.
fn places(
    tx: &mut Tx,
    deck: &Deck,
    binned_at: Option<Millis>,
    after: Option<(i64, Uuid)>,
    limit: usize,
) -> Result<Vec<(i64, Uuid)>> {
    let (position, id) = after.unwrap_or((i64::MIN, Uuid::nil()));
    let (limit, binned_at) = (count(limit), binned_at.map(|at| at.0));
    let mut values: Vec<&dyn ToValue> = vec![&deck.space, &deck.id, &position, &id, &limit];
    let condition = match &binned_at {
        None => "deleted_at IS NULL",
        Some(at) => {
            values.push(at);
            "deleted_at = ?6"
        }
    };
    let sql = format!(
        "SELECT position, id FROM items WHERE space = ?1 AND deck = ?2 AND (position > ?3 OR (position = ?3 AND id > ?4))
         AND {condition} AND {} ORDER BY position, id LIMIT ?5",
        items::store::VISIBLE
    );
    tx.rows(&sql, &values, |row| Ok((row.get("position")?, row.get("id")?)))
}

fn ended(found: Vec<(i64, Uuid)>, limit: usize) -> Swept {
    let full = found.len() == limit;
    Swept {
        done: found.len(),
        next: found.last().copied().filter(|_| full).or((limit == 0).then_some((i64::MIN, Uuid::nil()))),
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Lets the items of a space follow their decks, chunk by chunk, until all did. Call it after binning or restoring a deck.
pub async fn settle(studium: &Studium, space: SpaceId) -> Result<()> {
    while let Some(deck) = studium.read(move |tx| find_unsettled(tx, space)).await? {
        let mut after = None;
        loop {
            let (deck, now) = (deck.clone(), studium.clock.now());
            let next = studium.db.write_background(move |tx| step(tx, &deck, after, now)).await?;
            match next {
                Some(place) => after = Some(place),
                None => break,
            }
        }
        studium.work.notify_one();
    }
    Ok(())
}

/// [`settle`] for every space: at start-up, for what a restart interrupted.
pub async fn settle_all(studium: &Studium) -> Result<()> {
    let spaces: Vec<SpaceId> = studium
        .db
        .read_long(|tx| {
            tx.rows(
                "SELECT DISTINCT space FROM decks WHERE (deleted_at IS NOT NULL AND items > 0) OR restored_from IS NOT NULL",
                params![],
                |row| row.get("space"),
            )
        })
        .await?;
    for space in spaces {
        settle(studium, space).await?;
    }
    Ok(())
}

/// One chunk. The deck is read again: it may have been taken out of the bin meanwhile.
fn step(tx: &mut Tx, deck: &Deck, after: Option<(i64, Uuid)>, now: Millis) -> Result<Option<(i64, Uuid)>> {
    spaces::lock(tx, deck.space)?;
    let Some(now_there) = store::find(tx, deck.space, deck.id)? else { return Ok(None) };
    if (now_there.deleted_at, now_there.restored_from) != (deck.deleted_at, deck.restored_from) {
        return Ok(None);
    }
    let swept = match (deck.deleted_at, deck.restored_from) {
        (Some(at), _) => bin_items(tx, deck, after, CHUNK, Millis(at), now)?,
        (None, Some(at)) => restore_items(tx, deck, Millis(at), after, CHUNK, now)?,
        (None, None) => return Ok(None),
    };
    Ok(swept.next)
}

fn find_unsettled(tx: &mut Tx, space: SpaceId) -> Result<Option<Deck>> {
    let id: Option<Uuid> = tx.scalar(
        "SELECT id FROM decks WHERE space = ?1 AND ((deleted_at IS NOT NULL AND items > 0) OR restored_from IS NOT NULL)
         ORDER BY id LIMIT 1",
        params![space],
    )?;
    match id {
        Some(id) => store::find(tx, space, id),
        None => Ok(None),
    }
}

/// An item in the bin: (id, what it says, its deck's name, when it went in).
pub type BinnedItem = (Uuid, String, String, i64);

/// Items that went into the bin by themselves, not with their deck, newest first.
pub fn list_binned_items(tx: &mut Tx, actor: &Actor, space: SpaceId, limit: u32) -> Result<Vec<BinnedItem>> {
    spaces::require(tx, actor, space, Role::Reader)?;
    tx.rows(
        "SELECT items.id AS id, items.summary AS summary, decks.name AS name, items.deleted_at AS deleted_at
         FROM items JOIN decks ON decks.space = items.space AND decks.id = items.deck
         WHERE items.space = ?1 AND items.deleted_at IS NOT NULL AND decks.deleted_at IS NULL AND decks.restored_from IS NULL
         ORDER BY items.deleted_at DESC, items.id LIMIT ?2",
        params![space, limit],
        |row| Ok((row.get("id")?, row.get("summary")?, row.get("name")?, row.get("deleted_at")?)),
    )
}

/// How many items went into the bin with this deck.
pub fn count_binned_items(tx: &mut Tx, deck: &Deck) -> Result<i64> {
    let binned: Option<i64> = tx.scalar(
        "SELECT COUNT(*) AS n FROM items WHERE space = ?1 AND deck = ?2 AND deleted_at IS NOT NULL",
        params![deck.space, deck.id],
    )?;
    Ok(binned.unwrap_or(0))
}

/// Deletes for good what went into a space's bin before this moment, at most so many items; events stay. Returns whether
/// more is left. For the nightly job, which repeats it.
pub fn purge(tx: &mut Tx, space: SpaceId, before: Millis, limit: u32) -> Result<bool> {
    spaces::lock(tx, space)?;
    let gone: Vec<Uuid> = tx.rows(
        "SELECT id FROM items WHERE space = ?1 AND deleted_at < ?2 ORDER BY id LIMIT ?3",
        params![space, before.0, limit],
        |row| row.get("id"),
    )?;
    for id in &gone {
        for sql in [
            "DELETE FROM cards WHERE space = ?1 AND item = ?2",
            "DELETE FROM item_tags WHERE space = ?1 AND item = ?2",
            "DELETE FROM evidence WHERE space = ?1 AND item = ?2",
            "DELETE FROM versions WHERE space = ?1 AND object = ?2",
            "DELETE FROM items WHERE space = ?1 AND id = ?2",
        ] {
            tx.execute(sql, params![space, *id])?;
        }
    }
    if gone.len() == limit as usize {
        return Ok(true);
    }
    for sql in [
        "DELETE FROM decks WHERE space = ?1 AND deleted_at < ?2 AND items = 0
           AND NOT EXISTS (SELECT 1 FROM items WHERE items.space = decks.space AND items.deck = decks.id)",
        "DELETE FROM courses WHERE space = ?1 AND deleted_at < ?2",
        "DELETE FROM topics WHERE space = ?1 AND deleted_at < ?2",
    ] {
        tx.execute(sql, params![space, before.0])?;
    }
    Ok(false)
}

/// [`purge`] for every space that has something to delete.
pub async fn purge_all(studium: &Studium) -> Result<()> {
    const STEP: u32 = 100;
    let before = Millis(studium.clock.now().0 - BIN_DAYS * 24 * 60 * 60 * 1000);
    let spaces: Vec<SpaceId> =
        studium.db.read_long(|tx| tx.rows("SELECT id FROM spaces ORDER BY id", params![], |row| row.get("id"))).await?;
    for space in spaces {
        while studium.db.write_background(move |tx| purge(tx, space, before, STEP)).await? {}
    }
    Ok(())
}
