//! "How I forget": whether the forecasts of the learner's memory come true, with which parameters they are made, and
//! fitting, pasting and taking back those parameters.

mod api;
mod charts;
mod pages;
#[cfg(test)]
mod tests;
mod views;

use crate::frame::AppState;
use axum::Router;
use axum::routing::{get, post, put};

/// The page.
const PAGE: &str = "/statistics/memory";

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/statistics/memory", get(pages::show))
        .route("/statistics/memory/fit", post(pages::fit_now))
        .route("/statistics/memory/parameters", post(pages::paste))
        .route("/statistics/memory/reset", post(pages::reset))
        .route("/statistics/memory/sets/{id}", post(pages::put_in_force))
        .route("/api/v1/memory", get(api::show))
        .route("/api/v1/memory/fit", get(api::progress).post(api::fit_now))
        .route("/api/v1/memory/parameters", put(api::paste).delete(api::reset))
}
