//! Studying: the focus frame and what its script asks for, a card's own page, and how a deck is studied.

pub mod asked;
pub mod card_json;
mod card_page;
mod card_views;
mod deck_settings;
mod pages;
pub(crate) mod session;
mod settings_form;
#[cfg(test)]
mod tests;

use crate::frame::AppState;
use axum::Router;
use axum::routing::get;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/study", get(pages::study))
        .route("/cards/{id}", get(card_page::show).post(card_page::change))
        .route("/decks/{id}/settings", get(deck_settings::show).post(deck_settings::save))
}
