//! `/api/v1/memory`: the same as JSON.

use crate::frame::{ApiActor, AppState, JsonBody, Reply};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use memory::Quality;
use serde::Deserialize;
use serde_json::{Value, json};
use studium_core::forgetting::{self, FIT, FitRecord, Overview, ParameterSet, Tested};
use studium_core::{Call, jobs};

pub async fn show(State(state): State<AppState>, api: ApiActor) -> Reply<Json<Value>> {
    described(&state, api.call(&state)).await
}

async fn described(state: &AppState, call: Call) -> Reply<Json<Value>> {
    let overview = state.studium.read(move |tx| forgetting::overview(tx, &call)).await?;
    Ok(Json(document(&overview)))
}

fn document(overview: &Overview) -> Value {
    json!({
        "in_force": set(overview.in_force()),
        "sets": overview.sets.iter().map(set).collect::<Vec<_>>(),
        "reviews": overview.reviews,
        "missing": overview.missing(),
        "quality": overview.quality_in_force().map(quality),
        "fits": overview.fits.iter().map(fit).collect::<Vec<_>>(),
        "fitting": overview.job.as_ref().filter(|job| !job.state.is_over()).map(|job| job.state.as_str()),
    })
}

fn set(set: &ParameterSet) -> Value {
    json!({
        "id": set.id, "parameters": set.parameters.values(), "origin": set.origin.as_str(),
        "since": set.since.map(|at| at.0),
    })
}

fn fit(fit: &FitRecord) -> Value {
    json!({
        "at": fit.at.0, "verdict": fit.decision.as_str(), "answers": fit.answers, "set": fit.set,
        "tested": fit.report.tested.as_ref().map(tested),
    })
}

fn tested(tested: &Tested) -> Value {
    json!({
        "from": tested.from.to_iso(), "parameters": tested.parameters.values(),
        "published": quality(&tested.published), "current": quality(&tested.current), "own": quality(&tested.own),
        "moving_average": quality(&tested.moving_average), "gain": tested.gain,
        "noise": Some(tested.noise).filter(|noise| noise.is_finite()),
    })
}

fn quality(quality: &Quality) -> Value {
    json!({
        "answers": quality.answers, "log_loss": quality.log_loss, "rmse_bins": quality.rmse_bins,
        "discrimination": quality.discrimination, "calibration": quality.calibration,
    })
}

pub async fn fit_now(State(state): State<AppState>, api: ApiActor) -> Reply<Response> {
    let call = api.call(&state);
    let job = state.studium.write(move |tx| forgetting::fit_now(tx, &call)).await?;
    state.studium.work.notify_waiters();
    Ok((StatusCode::ACCEPTED, Json(json!({"id": job}))).into_response())
}

/// How far the newest fit is; `done` when there is none.
pub async fn progress(State(state): State<AppState>, api: ApiActor) -> Reply<Json<Value>> {
    let newest = state.studium.read(move |tx| jobs::list(tx, &api.actor, FIT, 1)).await?.into_iter().next();
    Ok(Json(match newest {
        None => json!({"state": "done", "done": 0, "total": 0}),
        Some(job) => json!({"state": job.state.as_str(), "done": job.done, "total": job.total}),
    }))
}

#[derive(Debug, Deserialize)]
pub struct Pasted {
    parameters: Numbers,
}

/// As Anki shows them, or as a list.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Numbers {
    Text(String),
    List(Vec<f64>),
}

impl Numbers {
    fn text(&self) -> String {
        match self {
            Numbers::Text(text) => text.clone(),
            Numbers::List(numbers) => numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(" "),
        }
    }
}

pub async fn paste(
    State(state): State<AppState>,
    api: ApiActor,
    JsonBody(pasted): JsonBody<Pasted>,
) -> Reply<Json<Value>> {
    let (call, text) = (api.call(&state), pasted.parameters.text());
    state.studium.write(move |tx| forgetting::paste(tx, &call, &text)).await?;
    state.studium.work.notify_waiters();
    described(&state, api.call(&state)).await
}

pub async fn reset(State(state): State<AppState>, api: ApiActor) -> Reply<Json<Value>> {
    let call = api.call(&state);
    state.studium.write(move |tx| forgetting::reset(tx, &call)).await?;
    state.studium.work.notify_waiters();
    described(&state, api.call(&state)).await
}
