//! Union with what is here: events by id, items by the later change. Nothing of ours is lost: an edit made here after the
//! file's stays, a moved card stays where it was put, our own reviews are never touched.

use super::log::LogEntry;
use super::prepare::{Prepared, PreparedCard};
use super::store::{self, Place};
use crate::call::Call;
use crate::db::{Tx, params};
use crate::error::Result;
use crate::items::{self, Item, ItemVersion};
use crate::reviews::{EventKind, EventRow, store as events, totals};
use crate::study;
use formats::item::card_id;
use memory::Parameters;
use uuid::Uuid;

/// What merging added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Merged {
    pub updated: u64,
    pub cards: u64,
    pub reviews: u64,
}

/// Merges a record into the item of the same id. Inside a locked operation.
pub fn merge_item(
    tx: &mut Tx,
    call: &Call,
    place: &Place,
    parameters: &Parameters,
    given: &Prepared,
) -> Result<Merged> {
    let mut merged = Merged::default();
    let Some(mut item) = items::store::find(tx, place.space, given.id)? else {
        // this very import made it: the file says the same item twice, the first one is kept
        return Ok(merged);
    };
    if item.deleted_at.is_some() {
        items::restore(tx, call, place.space, &[given.id])?;
        item.deleted_at = None;
    }
    if is_newer(tx, &item, given)? && differs(&item, given) {
        let next = ItemVersion {
            deck: item.deck,
            content: given.record.content.clone(),
            tags: given.tags.iter().map(|(_, tag)| tag.clone()).collect(),
            language: given.record.language.clone().or_else(|| item.language.clone()),
            lineage: item.lineage,
        };
        items::replace(tx, call, &item, &next, given.record.modified_at)?;
        merged.updated = 1;
    }
    for card in given.cards.iter().map(|card| of_lineage(card, item.lineage)) {
        let card = &card;
        if store::insert_card(tx, place.space, given.id, &PreparedCard { deck: None, ..bare(card) })? {
            let home = Prepared { deck: item.deck, ..bare_item(given) };
            if store::insert_learner_card(tx, place, &home, &PreparedCard { deck: None, ..bare(card) }, None)? {
                study::cards::count_new_row(tx, place.learner, card.card_id)?;
                store::insert_marks(tx, place.learner, card)?;
                study::cards::refold(tx, place.learner, card.card_id)?;
            }
            merged.cards += 1;
        }
        let deck = deck_of(tx, place, card.card_id)?.unwrap_or(item.deck);
        merged.reviews += merge_events(tx, place, parameters, card.card_id, deck, &card.entries)?;
    }
    Ok(merged)
}

/// Adds what the card's log does not have, folds it anew and moves the days' totals. Returns how many rows of the file
/// were new.
pub fn merge_events(
    tx: &mut Tx,
    place: &Place,
    parameters: &Parameters,
    card: Uuid,
    deck: Uuid,
    entries: &[LogEntry],
) -> Result<u64> {
    if entries.is_empty() {
        return Ok(0);
    }
    let before = events::of_card(tx, place.learner, card)?;
    let (mut added, mut any) = (0, false);
    for entry in entries {
        // most of them are there when a package comes again
        let known = entry.is_folded() && before.iter().any(|row| row.event.id == entry.id());
        if !known && !is_our_own(entry, &before, added) && store::insert_event(tx, place.learner, entry)? {
            any = true;
            added += u64::from(entry.is_from_file());
        }
    }
    if any {
        let after = events::of_card(tx, place.learner, card)?;
        let (_, counted_before) = totals::fold_and_count(parameters, &before);
        let (folded, counted_after) = totals::fold_and_count(parameters, &after);
        totals::replace(tx, place.learner, deck, &counted_before, &counted_after)?;
        study::cards::write_folded(tx, place.learner, card, &folded, place.parameters_id)?;
    }
    Ok(added)
}

/// Whether an entry only says what was written here: our own answers travel through Anki as rows of its log, at the same
/// instant, and the state that they came to as a seed after them.
fn is_our_own(entry: &LogEntry, before: &[EventRow], added: u64) -> bool {
    let answered_here = |row: &&EventRow| row.raw.is_none() && row.event.kind == EventKind::Answer;
    let at = entry.row.event.at;
    match entry.row.event.kind {
        EventKind::Seed => {
            // with rows of the file that we did not have, its seed is news
            added == 0 && before.iter().filter(answered_here).any(|row| row.event.at.0 >= at.0 - 1)
        }
        _ => entry.is_from_file() && before.iter().filter(answered_here).any(|row| row.event.at == at),
    }
}

/// Whether the file's text was written after the stored one. An edit here has no time of the file's, so its own counts.
fn is_newer(tx: &mut Tx, item: &Item, given: &Prepared) -> Result<bool> {
    let file_time: Option<i64> =
        tx.scalar("SELECT file_time FROM items WHERE space = ?1 AND id = ?2", params![item.space, item.id])?;
    // written here, and by a file without times no more than once
    let ours = file_time.unwrap_or(0) == 0 && (item.version > 1 || given.record.modified_at > 0);
    let stored = if ours { item.updated_at } else { file_time.unwrap_or(0) };
    // a file without times (a table) says what it says now; only an edit made here is worth more
    Ok(given.record.modified_at > stored || (given.record.modified_at == 0 && stored == 0))
}

fn differs(item: &Item, given: &Prepared) -> bool {
    let tags: Vec<&String> = given.tags.iter().map(|(_, tag)| tag).collect();
    item.content != given.record.content || !same_set(&item.tags, &tags)
}

fn same_set(stored: &[String], given: &[&String]) -> bool {
    let mut stored: Vec<&String> = stored.iter().collect();
    let mut given = given.to_vec();
    stored.sort();
    given.sort();
    given.dedup();
    stored == given
}

fn deck_of(tx: &mut Tx, place: &Place, card: Uuid) -> Result<Option<Uuid>> {
    tx.scalar("SELECT deck FROM learner_cards WHERE learner = ?1 AND card_id = ?2", params![place.learner, card])
}

/// The card of the item that is here: a copy keeps the lineage of what it was copied from, which no file knows.
fn of_lineage(card: &PreparedCard, lineage: Uuid) -> PreparedCard {
    let id = card_id(lineage, &card.slot);
    let mut entries = card.entries.clone();
    entries.iter_mut().for_each(|entry| entry.row.event.card_id = id);
    PreparedCard { card_id: id, entries, ..bare(card) }
}

/// A new card of an item that is here: without its log, which is merged after.
fn bare(card: &PreparedCard) -> PreparedCard {
    PreparedCard {
        slot: card.slot.clone(),
        card_id: card.card_id,
        deck_key: None,
        deck: None,
        suspended: card.suspended,
        buried_until: card.buried_until,
        flag: card.flag,
        position: card.position,
        entries: Vec::new(),
        folded: memory::Folded::default(),
        totals: totals::ByDay::new(),
    }
}

fn bare_item(item: &Prepared) -> Prepared {
    Prepared {
        id: item.id,
        lineage: item.lineage,
        record: item.record.clone(),
        deck: item.deck,
        json: String::new(),
        summary: String::new(),
        tags: Vec::new(),
        position: item.position,
        cards: Vec::new(),
    }
}
