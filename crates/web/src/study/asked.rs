//! What is to be studied, as the address says: `?deck=`, `?cards=`, `?new=`, `?ahead=`, `?minutes=`.

use serde::Deserialize;
use studium_core::db::Tx;
use studium_core::study::{More, Scope};
use studium_core::{Call, Error, Result, decks};
use uuid::Uuid;

/// New cards beyond today's limit, at most so many at once.
const MOST_NEW: u32 = 200;
/// Reviews are learnt ahead by at most so many days.
const MOST_AHEAD: u16 = 30;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    pub deck: Option<Uuid>,
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

impl Asked {
    /// Not found when the deck is not there for this learner; Invalid when a card id cannot be read.
    pub fn scope(&self, tx: &mut Tx, call: &Call) -> Result<Scope> {
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
        More {
            new_cards: self.new.unwrap_or(0).min(MOST_NEW),
            ahead_days: self.ahead.unwrap_or(0).min(MOST_AHEAD),
        }
    }

    /// The same as the query of an address, without `minutes` and `limit`.
    pub fn query(&self) -> String {
        let mut parts = Vec::new();
        if let Some(deck) = self.deck {
            parts.push(format!("deck={deck}"));
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
