//! Reading the library. Everybody may; nothing here depends on who asks, except where an actor is named.

use super::model::{Entry, Explanation, Place, Recall, Shelf, Topic};
use super::store;
use crate::call::{Actor, Call};
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use crate::study::cards::{self, LearnerCard};
use std::collections::HashMap;
use uuid::Uuid;

/// The longest anchor of a reading place, bytes.
const ANCHOR_LIMIT: usize = 200;

/// Everything that the library lists.
pub fn shelf(tx: &mut Tx) -> Result<Shelf> {
    let mut shelf = Shelf { topics: store::topics(tx)?, entries: store::entries(tx)? };
    let order: HashMap<Uuid, usize> = shelf.topics.iter().enumerate().map(|(n, t)| (t.id, n)).collect();
    shelf.entries.sort_by_key(|e| order.get(&e.topic).copied().unwrap_or(usize::MAX));
    Ok(shelf)
}

/// An explanation by its address.
///
/// # Errors
/// `NotFound`.
pub fn explanation(tx: &mut Tx, slug: &str) -> Result<Explanation> {
    let gone = Error::NotFound { what: "explanation" };
    if !slug.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return Err(gone);
    }
    let (entry, markdown) = store::find(tx, slug)?.ok_or(gone)?;
    let shelf = Shelf { topics: store::topics(tx)?, entries: Vec::new() };
    let path: Vec<Topic> = shelf.path(entry.topic).into_iter().cloned().collect();
    Ok(Explanation { entry, markdown, path })
}

/// Those of these explanations that are there, with their Markdown, in the order asked for.
pub fn entries(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<(Entry, String)>> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(entry) = store::find_entry(tx, *id)?
            && let Some(markdown) = store::markdown(tx, *id)?
        {
            let cards = store::count_cards(tx, entry.deck)?;
            found.push((Entry { cards, ..entry }, markdown));
        }
    }
    Ok(found)
}

/// How well the actor knows these decks; decks that they do not study are left out.
pub fn recall(tx: &mut Tx, call: &Call, decks: &[Uuid]) -> Result<HashMap<Uuid, Recall>> {
    let today = call.today();
    let (_, parameters) = cards::parameters(tx, call.actor.learner)?;
    let mut all = HashMap::new();
    for deck in decks {
        let mine: Vec<LearnerCard> = tx.rows(
            &format!(
                "SELECT {} FROM learner_cards WHERE learner = ?1 AND deck = ?2 AND {}",
                cards::COLUMNS,
                cards::VISIBLE
            ),
            params![call.actor.learner, *deck],
            cards::learner_card,
        )?;
        if mine.is_empty() {
            continue;
        }
        let shares: Vec<f64> = mine.iter().filter_map(|c| c.folded.state.recall(&parameters, today)).collect();
        let due = mine.iter().filter(|c| !c.suspended && c.folded.due.is_some_and(|d| d.is_due(call.now, today)));
        all.insert(
            *deck,
            Recall {
                share: (!shares.is_empty()).then(|| shares.iter().sum::<f64>() / shares.len() as f64),
                answered: shares.len() as i64,
                cards: mine.len() as i64,
                due: due.count() as i64,
            },
        );
    }
    Ok(all)
}

/// Where the actor stopped reading an explanation.
pub fn place(tx: &mut Tx, actor: &Actor, source: Uuid) -> Result<Option<Place>> {
    store::place(tx, actor.learner, source)
}

/// Remembers where the actor stopped reading. Not found when there is no such explanation.
pub fn save_place(tx: &mut Tx, call: &Call, source: Uuid, anchor: &str, share: f64) -> Result<()> {
    store::find_entry(tx, source)?.ok_or(Error::NotFound { what: "explanation" })?;
    if anchor.len() > ANCHOR_LIMIT || !share.is_finite() {
        return Err(Error::invalid("anchor", "error-field"));
    }
    crate::spaces::lock(tx, call.actor.space())?;
    let place = Place { source, anchor: anchor.to_owned(), share: share.clamp(0.0, 1.0), at: call.now.0 };
    store::set_place(tx, call.actor.learner, &place)
}
