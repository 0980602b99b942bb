//! What is needed to show a card: its item, note type, deck and history, each read once for a whole queue.

use super::cards::LearnerCard;
use crate::call::{Actor, SpaceId};
use crate::db::{Tx, params};
use crate::decks;
use crate::error::{Error, Result};
use crate::items::{self, Item, NoteTypes};
use crate::reviews::store as log;
use formats::item::NoteType;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// A card with what stands on it.
#[derive(Debug, Clone)]
pub struct Face {
    pub card: LearnerCard,
    pub item: Arc<Item>,
    pub note_type: Option<Arc<NoteType>>,
    /// Names from the outermost deck inwards.
    pub deck: Arc<Vec<String>>,
    /// Answers, newest first: (ms, rating). At most ten.
    pub history: Vec<(i64, i64)>,
}

/// How many answers of a card's history are shown.
const HISTORY: usize = 10;

/// Reads the faces of cards, in their order. A card whose item is gone meanwhile is left out.
pub fn faces(tx: &mut Tx, actor: &Actor, cards: Vec<LearnerCard>) -> Result<Vec<Face>> {
    let mut reader = Reader::default();
    let mut faces = Vec::with_capacity(cards.len());
    for card in cards {
        let Some(item) = reader.item(tx, card.space, card.item)? else { continue };
        let note_type = reader.note_types.of(tx, item.space, &item.content)?;
        let deck = reader.deck(tx, card.space, card.deck)?;
        let history = match card.folded.state.reps {
            0 => Vec::new(),
            _ => history(tx, actor, card.card_id)?,
        };
        faces.push(Face { card, item, note_type, deck, history });
    }
    Ok(faces)
}

fn history(tx: &mut Tx, actor: &Actor, card: Uuid) -> Result<Vec<(i64, i64)>> {
    let mut answers = log::answers_of_card(tx, actor.learner, card)?;
    answers.reverse();
    Ok(answers.into_iter().filter_map(|(at, rating)| Some((at.0, i64::from(rating?)))).take(HISTORY).collect())
}

#[derive(Default)]
struct Reader {
    items: HashMap<Uuid, Option<Arc<Item>>>,
    note_types: NoteTypes,
    decks: HashMap<Uuid, Arc<Vec<String>>>,
}

impl Reader {
    fn item(&mut self, tx: &mut Tx, space: SpaceId, id: Uuid) -> Result<Option<Arc<Item>>> {
        if let Some(known) = self.items.get(&id) {
            return Ok(known.clone());
        }
        let found = items::store::find(tx, space, id)?.filter(|i| i.deleted_at.is_none()).map(Arc::new);
        self.items.insert(id, found.clone());
        Ok(found)
    }

    fn deck(&mut self, tx: &mut Tx, space: SpaceId, id: Uuid) -> Result<Arc<Vec<String>>> {
        if let Some(known) = self.decks.get(&id) {
            return Ok(known.clone());
        }
        let mut path = Vec::new();
        let mut next = Some(id);
        while let Some(deck) = next.filter(|_| path.len() <= decks::model::DEPTH_LIMIT) {
            let found: Option<(String, Option<Uuid>)> =
                tx.row("SELECT name, parent FROM decks WHERE space = ?1 AND id = ?2", params![space, deck], |row| {
                    Ok((row.get("name")?, row.get("parent")?))
                })?;
            let (name, parent) = found.ok_or(Error::NotFound { what: "deck" })?;
            path.push(name);
            next = parent;
        }
        path.reverse();
        let path = Arc::new(path);
        self.decks.insert(id, path.clone());
        Ok(path)
    }
}
