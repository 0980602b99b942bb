//! What every page and API answer shares: who visits, the layouts, errors, headers, and the guard against foreign sites.

pub mod auth;
mod cross_site;
mod edge;
pub mod failure;
pub mod fields;
mod headers;
mod health;
pub mod layout;
pub mod once;
pub mod parts;
mod state;
#[cfg(test)]
mod tests;
pub mod visit;

pub(crate) use edge::{form_encode, too_many};
pub use failure::{Failure, Reply};
pub use fields::{Fields, JsonBody};
pub use layout::{Nav, any_page, app_page, focus_page, public_page};
pub use state::{AppState, ClientAddress, Origin, WebConfig};
pub use visit::{AdminActor, ApiActor, SignedIn, Theme, Visit};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

/// Bodies are no larger than this, unless a route says otherwise by `DefaultBodyLimit::max` of its own.
pub const BODY_LIMIT: usize = 1_000_000;

/// Puts the frame around the features' routes.
pub(crate) fn finish(features: Router<AppState>, state: AppState) -> Router {
    features
        .route("/healthz", get(health::healthz))
        .route("/card-frame", get(headers::card_frame))
        .fallback(failure::no_such_page)
        .method_not_allowed_fallback(failure::no_such_page)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn_with_state(state.clone(), edge::edge))
        .layer(headers::compression())
        .with_state(state)
}
