//! Files in and out, as pages and as JSON.

mod api;
mod download;
mod incoming;
mod pages;
mod table;
#[cfg(test)]
mod tests;
mod views;
pub mod words;

use crate::frame::AppState;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use axum::routing::post;

/// A portion of an upload, bytes, with room for what the browser adds.
const PORTION_LIMIT: usize = 9_000_000;

pub fn routes() -> Router<AppState> {
    // whole files are streamed to the disk and counted there
    let files = Router::new()
        .route("/imports", get(pages::list).post(pages::begin))
        .route("/api/v1/imports", get(api::list).post(api::begin))
        .layer(DefaultBodyLimit::disable());
    let portions = Router::new()
        .route("/api/v1/uploads/{id}", get(api::upload).patch(api::append))
        .layer(DefaultBodyLimit::max(PORTION_LIMIT));
    Router::new()
        .merge(files)
        .merge(portions)
        .route("/add", get(pages::add))
        .route("/imports/{id}", get(pages::show))
        .route("/imports/table/{upload}", get(table::show).post(table::begin))
        .route("/api/v1/uploads", post(api::announce))
        .route("/api/v1/imports/{id}", get(api::show))
        .route("/decks/{id}/export", get(download::page))
        .route("/decks/{id}/export/questions", get(download::look))
        .route("/api/v1/decks/{id}/export", get(download::api))
        .route("/api/v1/decks/{id}/export/report", get(download::report))
}
