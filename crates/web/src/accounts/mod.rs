//! Signing up, in and out; recovery; the account's own page.

#[cfg(test)]
pub(crate) mod testing;

use crate::frame::AppState;
use axum::Router;

pub fn routes() -> Router<AppState> {
    Router::new()
}
