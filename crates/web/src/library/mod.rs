//! The public library: the front page, subjects with their topics, explanations to read and try. Everybody may; who is
//! signed in also sees how much they know, and studies.

mod article;
mod explanation_page;
mod explanation_parts;
mod front;
pub mod hits;
mod pages;
mod shelf_page;
mod subject_page;
#[cfg(test)]
mod tests;
pub mod tried;

pub use article::{Article, ArticleCache};

use crate::frame::AppState;
use axum::Router;
use axum::routing::{get, post};

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(pages::front))
        .route("/library", get(pages::library))
        .route("/library/{subject}", get(pages::subject))
        .route("/library/{subject}/study", post(pages::study_subject))
        .route("/library/{subject}/{*topic}", get(pages::topic))
        .route("/explanations/{slug}", get(pages::explanation))
        .route("/explanations/{slug}/study", post(pages::study))
        .route("/explanations/{slug}/leave", post(pages::leave))
        .route("/explanations/{slug}/place", post(pages::place))
        .route("/try", post(pages::tried))
}
