//! The admin's page.

use crate::frame::AppState;
use axum::Router;

pub fn routes() -> Router<AppState> {
    Router::new()
}
