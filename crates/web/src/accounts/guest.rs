//! What somebody answered before they had an account.

use crate::frame::AppState;
use crate::library::tried;
use studium_core::{Actor, Error, Result};

/// Keeps the answers that the browser sent along when signing up or in (`tried`, a JSON array of events; empty without
/// script). Their ids are the browser's, so keeping them twice is keeping them once; what is refused here the browser
/// still has, and posts to `/try` from the next page.
pub async fn keep_guest_answers(state: &AppState, actor: &Actor, tried: &str) -> Result<()> {
    if tried.is_empty() {
        return Ok(());
    }
    let answers = serde_json::from_str(tried).map_err(|_| Error::invalid("tried", "error-field"))?;
    tried::keep(&state.studium, actor, answers).await
}
