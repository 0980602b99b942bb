//! The JSON API under `/api/v1`: the same operations as the pages, for the pages' scripts and for other programs.
//! Lists are `{items: […], next}`; `next` is what to give as `after`, or null. [`endpoints`] describes all of it, also what
//! other features answer.

mod cards;
mod decks;
pub mod endpoints;
mod extract;
mod grade;
mod items;
mod marks;
mod openapi;
mod plan;
mod plan_schemas;
#[cfg(test)]
mod plan_tests;
mod reviews;
mod schemas;
mod study;
#[cfg(test)]
mod tests;

pub use extract::{ApiPath, ApiQuery};

use crate::frame::AppState;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, patch, post};

/// 500 answers with long responses.
const UPLOAD_BYTES: usize = 8_000_000;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/openapi.json", get(openapi::show))
        .route("/api/v1/study", get(study::queue))
        .route("/api/v1/grade", post(grade::grade))
        .route("/api/v1/reviews", get(reviews::list).post(reviews::record).layer(DefaultBodyLimit::max(UPLOAD_BYTES)))
        .route("/api/v1/decks", get(decks::list))
        .route("/api/v1/items", get(items::list))
        .route("/api/v1/cards", get(cards::list))
        .route("/api/v1/cards/{id}", get(cards::show))
        .route("/api/v1/cards/{id}/marks", post(marks::set))
        .route("/api/v1/plan", get(plan::show))
        .route("/api/v1/exams", get(plan::list).post(plan::create))
        .route("/api/v1/exams/{id}", patch(plan::edit).delete(plan::delete))
}
