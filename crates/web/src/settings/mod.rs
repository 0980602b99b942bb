//! How a learner sets up page and studying, and what they may do with their account.

mod account;
mod page;
#[cfg(test)]
mod tests;
mod views;
mod your_data;

use crate::frame::{AppState, SignedIn, layout};
use axum::Router;
use axum::routing::{get, post};
use maud::Markup;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/settings", get(page::show))
        .route("/settings/page", post(page::save_page))
        .route("/settings/study", post(page::save_study))
        .route("/settings/theme", post(page::theme))
        .route("/settings/name", post(account::name))
        .route("/settings/password", post(account::password))
        .route("/settings/recovery-codes", post(account::recovery_codes))
        .route("/settings/sessions/end", post(account::end_session))
        .route("/settings/sessions/end-others", post(account::end_other_sessions))
        .route("/settings/tokens", post(account::add_token))
        .route("/settings/tokens/end", post(account::end_token))
        .route("/settings/export", post(your_data::export))
        .route("/settings/erase", post(your_data::erase))
        .route("/more", get(more))
}

/// What the bottom bar of a phone has no room for.
async fn more(me: SignedIn) -> Markup {
    layout::more_page(&me)
}
