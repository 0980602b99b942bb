//! Courses ("subjects" on the page): a subject with its decks, sources and topics.

mod pages;
#[cfg(test)]
mod tests;
mod views;

use crate::frame::AppState;
use axum::Router;
use axum::routing::{get, post};

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/courses/new", get(pages::new))
        .route("/courses", post(pages::create))
        .route("/courses/{id}", get(pages::show))
        .route("/courses/{id}/edit", get(pages::edit).post(pages::save))
        .route("/courses/{id}/bin", post(pages::bin))
        .route("/courses/{id}/decks", post(pages::add_deck))
        .route("/courses/{id}/topics", post(pages::add_topic))
        .route("/courses/{id}/topics/{topic}", post(pages::change_topic))
}
