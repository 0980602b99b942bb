//! Signing up, in and out, and recovering an account by a code.

pub mod cookies;
mod guest;
mod pages;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod views;

pub use guest::keep_guest_answers;
pub(crate) use pages::{CODES, local};
pub(crate) use views::new_password;

use crate::frame::AppState;
use axum::Router;
use axum::routing::{get, post};

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/sign-up", get(pages::sign_up_form).post(pages::sign_up))
        .route("/sign-in", get(pages::sign_in_form).post(pages::sign_in))
        .route("/sign-out", post(pages::sign_out))
        .route("/recover", get(pages::recover_form).post(pages::recover))
        .route("/recovery-codes", get(pages::recovery_codes).post(pages::recovery_codes_kept))
        .route("/recovery-codes.txt", get(pages::recovery_codes_file))
        .route("/language", post(pages::language))
}
