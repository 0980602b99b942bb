//! Decks: the tree, a deck's page, the bin, and taking things back.

mod bin;
pub(crate) mod form;
mod pages;
#[cfg(test)]
mod tests;
pub mod undo;
mod views;

pub(crate) use views::{deck_options, due_words, marked, pager, tree};

use crate::frame::AppState;
use axum::Router;
use axum::routing::{get, post};

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/decks", get(pages::list).post(form::create))
        .route("/decks/new", get(form::new))
        .route("/decks/{id}", get(pages::show))
        .route("/decks/{id}/edit", get(form::edit).post(form::save))
        .route("/decks/{id}/bin", post(bin::bin_deck))
        .route("/bin", get(bin::show))
        .route("/bin/restore", post(bin::restore))
        .route("/undo/{revision}", post(undo::undo))
}
