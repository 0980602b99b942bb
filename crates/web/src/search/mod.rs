//! Searching: the page, suggestions under a field, and the API.

mod api;
mod pages;
#[cfg(test)]
mod tests;
mod views;

use crate::frame::AppState;
use axum::Router;
use axum::routing::get;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/search", get(pages::search))
        .route("/search/suggest", get(pages::suggest))
        .route("/api/v1/search", get(api::search))
}
