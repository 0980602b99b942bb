//! Today: how things stand, what to do next, and the way out of a backlog.

mod pages;
#[cfg(test)]
pub(crate) mod tests;
mod views;

use crate::frame::AppState;
use axum::Router;
use axum::routing::{get, post};

pub fn routes() -> Router<AppState> {
    Router::new().route("/today", get(pages::show)).route("/today/catch-up", post(pages::catch_up))
}
