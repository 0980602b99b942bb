//! Sources, and deciding about the drafts found in them.

mod pages;
#[cfg(test)]
mod tests;
mod views;

pub(crate) use views::source_rows;

use crate::frame::AppState;
use axum::Router;
use axum::routing::{get, post};

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/sources", get(pages::list))
        .route("/sources/{id}", get(pages::show))
        .route("/sources/{id}/drafts", post(pages::decide))
        .route("/drafts/{id}", get(pages::edit).post(pages::save))
}
