//! Practice rounds: where one is chosen, the session that runs it, and what its script asks for.

mod api;
mod asked;
mod pages;
mod parts;
#[cfg(test)]
mod tests;
mod views;

pub use api::{Queue, queue};
pub use asked::address_of_search;
pub use parts::{Learn, confidence, hint, summary, texts};

use crate::frame::AppState;
use axum::Router;
use axum::routing::get;

pub fn routes() -> Router<AppState> {
    Router::new().route("/practice", get(pages::practice)).route("/api/v1/practice", get(queue))
}
