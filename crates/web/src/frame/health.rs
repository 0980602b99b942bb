//! `/healthz`: for the admin's monitoring.

use super::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use studium_core::db::Health;

pub(super) async fn healthz(State(state): State<AppState>) -> Response {
    let reads = state.studium.read(|tx| tx.scalar::<i64>("SELECT 1", studium_core::params![])).await;
    let database = match (reads, state.studium.db.health()) {
        (Err(_), _) => "unavailable",
        (Ok(_), Health::ReadOnly { .. }) => "read_only",
        (Ok(_), Health::ReadWrite) => "ok",
    };
    let status = if database == "ok" { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let body = json!({ "status": database, "version": state.config.version, "database": database });
    (status, Json(body)).into_response()
}
