//! Answers given in an article, as the browser keeps and sends them.

use memory::{Millis, Rating};
use serde::Deserialize;
use studium_core::reviews::{EventKind, Mode, NewEvent};
use studium_core::{Actor, Error, Result, Studium, library};
use uuid::Uuid;

/// The most answers that a browser keeps for a guest.
pub const MOST: usize = 200;

/// One answer. A device's list may hold what an older version wrote: what cannot be read is left out.
#[derive(Debug, Clone, Deserialize)]
struct Tried {
    id: Uuid,
    card_id: Uuid,
    /// `teaser` or `flip`.
    mode: String,
    rating: i64,
    outcome: Option<String>,
    /// Which option was chosen.
    choices: Option<Vec<u32>>,
    reviewed_at: i64,
    duration_ms: Option<i64>,
}

impl Tried {
    fn event(self) -> Option<NewEvent> {
        let rating = Rating::try_from(self.rating).ok()?;
        let format = ["teaser", "flip"].into_iter().find(|f| *f == self.mode)?;
        let chosen = self.choices.and_then(|c| c.first().copied());
        Some(NewEvent {
            rating: Some(i64::from(rating)),
            outcome: self.outcome.map(|o| i64::from(o == "right")),
            format: Some(format.into()),
            response: chosen.map(|n| n.to_string()),
            duration_ms: self.duration_ms,
            ..NewEvent::bare(self.id, self.card_id, EventKind::Answer, Millis(self.reviewed_at), Mode::Article)
        })
    }
}

/// Stores them for somebody who is signed in.
///
/// # Errors
/// `Invalid` for more than [`MOST`].
pub async fn keep(studium: &Studium, actor: &Actor, answers: Vec<serde_json::Value>) -> Result<()> {
    if answers.len() > MOST {
        return Err(Error::invalid("tried", "error-field"));
    }
    let read = answers.into_iter().filter_map(|a| serde_json::from_value::<Tried>(a).ok()?.event());
    let events: Vec<NewEvent> = read.collect();
    if events.is_empty() {
        return Ok(());
    }
    let call = studium.call(actor);
    studium.write(move |tx| library::keep_tried(tx, &call, &events)).await?;
    Ok(())
}
