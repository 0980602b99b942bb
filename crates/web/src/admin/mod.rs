//! The admin's page: people, disk, backups, who may sign up, what is said about this server.

mod legal;
mod pages;
#[cfg(test)]
mod tests;
mod views;

use crate::frame::AppState;
use axum::Router;
use axum::routing::{get, post};

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/admin", get(pages::show))
        .route("/admin/people/{id}/disabled", post(pages::set_disabled))
        .route("/admin/people/{id}/admin", post(pages::set_admin))
        .route("/admin/people/{id}/quota", post(pages::set_quota))
        .route("/admin/people/{id}/slip", post(pages::give_slip))
        .route("/admin/invites", post(pages::invite))
        .route("/admin/sign-up", post(pages::set_sign_up))
        .route("/admin/about", post(pages::set_about))
        .route("/admin/backups", post(pages::back_up))
        .route("/legal/imprint", get(legal::imprint))
        .route("/legal/privacy", get(legal::privacy))
}
