//! How a learner sets up page and studying.

use crate::frame::{AppState, SignedIn, layout};
use axum::Router;
use axum::routing::get;
use maud::Markup;

pub fn routes() -> Router<AppState> {
    Router::new().route("/more", get(more))
}

/// What the bottom bar of a phone has no room for.
async fn more(signed_in: SignedIn) -> Markup {
    layout::more_page(&signed_in)
}
