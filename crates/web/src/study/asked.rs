//! What is to be studied, as the address says: `?deck=`, `?q=`, `?cards=`, `?new=`, `?ahead=`, `?minutes=`.

use crate::frame::AppState;
use crate::items::find_texts;
use serde::Deserialize;
use studium_core::db::Tx;
use studium_core::items::query::{Expr, parse};
use studium_core::items::{self, Found};
use studium_core::study::queue::QUEUE_LIMIT;
use studium_core::study::{More, Scope};
use studium_core::{Actor, Call, Error, Result, decks};
use uuid::Uuid;

/// New cards beyond today's limit, at most so many at once.
const MOST_NEW: u32 = 200;
/// Reviews are learnt ahead by at most so many days.
const MOST_AHEAD: u16 = 30;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    pub deck: Option<Uuid>,
    /// A search in the language of the item browser: the cards of what it finds, due or not.
    pub q: Option<String>,
    /// Card ids joined by commas: exactly these, due or not.
    pub cards: Option<String>,
    pub limit: Option<usize>,
    /// So many new cards more than today's limit.
    pub new: Option<u32>,
    /// Reviews due within so many days.
    pub ahead: Option<u16>,
    /// The session ends with a summary after so many minutes.
    pub minutes: Option<u16>,
}

/// A search with what the index found for its words.
#[derive(Debug, Clone)]
pub struct Search {
    expr: Expr,
    found: Found,
}

impl Asked {
    /// Asks the index, before the operation that reads the cards. Invalid when the search cannot be read.
    pub async fn search(&self, state: &AppState, actor: &Actor) -> Result<Option<Search>> {
        let Some(q) = self.q.as_deref().filter(|q| !q.trim().is_empty()) else { return Ok(None) };
        let expr = parse(q).map_err(|e| Error::invalid("q", e.message_key))?;
        let found = find_texts(state, actor, &expr).await?;
        Ok(Some(Search { expr, found }))
    }

    /// Not found when the deck is not there for this learner; Invalid when a card id cannot be read.
    pub fn scope(&self, tx: &mut Tx, call: &Call, search: Option<&Search>) -> Result<Scope> {
        if let Some(search) = search {
            return found_cards(tx, call, search);
        }
        if let Some(cards) = &self.cards {
            let ids = cards.split(',').map(|id| Uuid::parse_str(id.trim()));
            let ids: Vec<Uuid> = ids.collect::<Result<_, _>>().map_err(|_| Error::invalid("cards", "error-field"))?;
            return Ok(Scope::Cards(ids));
        }
        Ok(match self.deck {
            Some(deck) => {
                decks::get(tx, &call.actor, deck)?;
                Scope::Deck(deck)
            }
            None => Scope::All,
        })
    }

    pub fn more(&self) -> More {
        More { new_cards: self.new.unwrap_or(0).min(MOST_NEW), ahead_days: self.ahead.unwrap_or(0).min(MOST_AHEAD) }
    }

    /// The same as the query of an address, without `minutes` and `limit`.
    pub fn query(&self) -> String {
        let mut parts = Vec::new();
        if let Some(deck) = self.deck {
            parts.push(format!("deck={deck}"));
        }
        if let Some(q) = &self.q {
            parts.push(format!("q={}", crate::frame::form_encode(q)));
        }
        if let Some(cards) = &self.cards {
            parts.push(format!("cards={}", crate::frame::form_encode(cards)));
        }
        if let Some(new) = self.new {
            parts.push(format!("new={new}"));
        }
        if let Some(ahead) = self.ahead {
            parts.push(format!("ahead={ahead}"));
        }
        parts.join("&")
    }
}

/// The cards of the items found: what is due longest first, new ones last.
fn found_cards(tx: &mut Tx, call: &Call, search: &Search) -> Result<Scope> {
    let most = i64::try_from(QUEUE_LIMIT).unwrap_or(i64::MAX);
    let mut cards = Vec::new();
    for item in items::ids_of(tx, call, &search.expr, &search.found, most)? {
        cards.extend(items::cards_of(tx, call.actor.learner, item)?);
    }
    cards.sort_by_key(|card| (card.folded.due.is_none(), card.folded.due.map(|due| due.at), card.position));
    Ok(Scope::Cards(
        cards.into_iter().filter(|card| !card.suspended).map(|card| card.card_id).take(QUEUE_LIMIT).collect(),
    ))
}
