//! Statistics: a small honest page. Every chart has its table and says how it is computed.

pub mod charts;
mod pages;
#[cfg(test)]
mod tests;
mod views;

use crate::frame::AppState;
use axum::Router;
use axum::routing::get;

pub fn routes() -> Router<AppState> {
    Router::new().route("/statistics", get(pages::show))
}
