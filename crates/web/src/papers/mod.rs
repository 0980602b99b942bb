//! Quizzes and mock exams: making one, sitting it, and what came of it.

mod api;
mod form;
mod pages;
mod paper_views;
mod result_views;
mod sitting_views;
#[cfg(test)]
mod tests;

use crate::frame::{AppState, Reply};
use axum::Router;
use axum::routing::{get, post, put};
use studium_core::Call;
use studium_core::papers::{self, Sitting};
use uuid::Uuid;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/quizzes", get(pages::list).post(pages::create))
        .route("/quizzes/new", get(pages::new))
        .route("/quizzes/{id}", get(pages::show))
        .route("/quizzes/{id}/edit", get(pages::edit).post(pages::save))
        .route("/quizzes/{id}/bin", post(pages::bin))
        .route("/quizzes/{id}/sittings", post(pages::begin))
        .route("/quizzes/{id}/print", get(pages::print))
        .route("/sittings/{id}", get(pages::sitting))
        .route("/sittings/{id}/save", post(pages::save_responses))
        .route("/sittings/{id}/hand-in", post(pages::hand_in))
        .route("/api/v1/quizzes", get(api::list))
        .route("/api/v1/quizzes/{id}/sittings", post(api::begin))
        .route("/api/v1/sittings/{id}", get(api::show))
        .route("/api/v1/sittings/{id}/responses", put(api::save))
        .route("/api/v1/sittings/{id}/hand-in", post(api::hand_in))
}

/// A sitting, marked if its time is over: only then anything is written.
async fn opened(state: &AppState, call: &Call, id: Uuid) -> Reply<Sitting> {
    let (reading, closing) = (call.clone(), call.clone());
    let sitting = state.studium.read(move |tx| papers::look(tx, &reading, id)).await?;
    match sitting.attempt().is_overdue(call.now) {
        true => Ok(state.studium.write(move |tx| papers::open(tx, &closing, id)).await?),
        false => Ok(sitting),
    }
}
