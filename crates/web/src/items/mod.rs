//! Items: the editor with its preview and history, and the browser with its search language and bulk acts.

pub mod browser;
mod browser_views;
mod bulk;
mod content;
mod editor;
mod editor_views;
mod history;
mod preview;
mod question_form;
#[cfg(test)]
mod tests;
mod upload;

pub use browser::find_texts;
pub(crate) use content::{read as read_content, write as write_content};
pub(crate) use editor_views::content_fields;

use crate::frame::AppState;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// A picture or recording that is sent with an item.
const UPLOAD_LIMIT: usize = 25_000_000;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/items", get(browser::show))
        .route("/items/bulk", post(bulk::act_on))
        .route("/items/new", get(editor::new).post(editor::create).layer(DefaultBodyLimit::max(UPLOAD_LIMIT)))
        .route("/items/preview", post(preview::show).layer(DefaultBodyLimit::max(UPLOAD_LIMIT)))
        .route("/items/{id}", get(editor::edit).post(editor::save).layer(DefaultBodyLimit::max(UPLOAD_LIMIT)))
        .route("/items/{id}/edit", get(editor::edit))
        .route("/items/{id}/bin", post(editor::bin))
        .route("/items/{id}/history", get(history::show).post(history::restore))
}
