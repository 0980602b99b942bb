//! The plan: what is needed until the exams, whether it fits, and the week; exams, times, and calendars.

mod availability;
mod calendar;
pub(crate) mod course;
mod exam_form;
mod exam_views;
mod exams;
mod grade;
mod pages;
#[cfg(test)]
mod tests;
pub(crate) mod today;
mod views;
mod week;
pub(crate) mod words;

use crate::frame::AppState;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use studium_core::plan::FILE_LIMIT;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/plan", get(pages::show))
        .route("/plan/state", get(pages::state))
        .route("/plan/again", post(pages::again))
        .route("/plan/way", post(pages::take_way))
        .route("/plan/steps/{id}", post(pages::move_step))
        .route("/plan/steps/{id}/tick", post(pages::tick))
        .route("/plan/exams/new", get(exams::new))
        .route("/plan/exams", post(exams::create))
        .route("/plan/exams/{id}", get(exams::show))
        .route("/plan/exams/{id}/edit", get(exams::edit).post(exams::save))
        .route("/plan/exams/{id}/bin", post(exams::bin))
        .route("/plan/exams/{id}/after", post(exams::after))
        .route("/plan/exams/{id}/result", post(exams::result))
        .route("/plan/availability", get(availability::show).post(availability::save))
        .route("/plan/calendar", get(calendar::show))
        .route("/plan/calendar/feed", post(calendar::set_feed))
        .route("/plan/calendar/busy", post(calendar::import).layer(DefaultBodyLimit::max(FILE_LIMIT + 10_000)))
        .route("/plan/calendar/busy/{id}/remove", post(calendar::remove))
        .route("/plan/feed/{file}", get(calendar::feed))
}
