//! Quizzes and mock exams as JSON.

use crate::frame::{ApiActor, AppState, JsonBody, Reply};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use grading::{Language, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use studium_core::papers::{self, Saved, Sitting};
use uuid::Uuid;

pub async fn list(State(state): State<AppState>, api: ApiActor) -> Reply<Json<Value>> {
    let actor = api.actor.clone();
    let papers = state.studium.read(move |tx| papers::list(tx, &actor)).await?;
    let paper = |paper: &papers::Paper| {
        json!({
            "id": paper.id,
            "mode": paper.mode,
            "name": paper.name,
            "questions": paper.rules.parts.iter().map(|part| part.questions).sum::<u32>(),
            "minutes": paper.rules.minutes,
            "attempts": paper.rules.attempts,
        })
    };
    Ok(Json(json!({"items": papers.iter().map(paper).collect::<Vec<_>>(), "next": null})))
}

pub async fn begin(
    State(state): State<AppState>,
    api: ApiActor,
    Path(id): Path<Uuid>,
) -> Reply<(StatusCode, Json<Value>)> {
    let call = api.call(&state);
    let sitting = state
        .studium
        .write(move |tx| {
            let id = papers::begin(tx, &call, id)?;
            papers::open(tx, &call, id)
        })
        .await?;
    Ok((StatusCode::CREATED, Json(said(&sitting, &api))))
}

pub async fn show(State(state): State<AppState>, api: ApiActor, Path(id): Path<Uuid>) -> Reply<Json<Value>> {
    let sitting = super::opened(&state, &api.call(&state), id).await?;
    Ok(Json(said(&sitting, &api)))
}

#[derive(Debug, Deserialize)]
pub struct Wanted {
    responses: Vec<Put>,
}

#[derive(Debug, Clone, Deserialize)]
struct Put {
    place: usize,
    response: Response,
    #[serde(default)]
    flagged: bool,
    confidence: Option<u8>,
    #[serde(default)]
    spent_ms: i64,
    change: i64,
}

pub async fn save(
    State(state): State<AppState>,
    api: ApiActor,
    Path(id): Path<Uuid>,
    JsonBody(wanted): JsonBody<Wanted>,
) -> Reply<StatusCode> {
    let call = api.call(&state);
    let saved: Vec<(usize, Saved)> = wanted
        .responses
        .into_iter()
        .map(|put| {
            let Put { place, response, flagged, confidence, spent_ms, change } = put;
            (place, Saved { response, flagged, confidence, spent_ms, change })
        })
        .collect();
    state.studium.write(move |tx| papers::save(tx, &call, id, |_| saved.clone())).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn hand_in(State(state): State<AppState>, api: ApiActor, Path(id): Path<Uuid>) -> Reply<Json<Value>> {
    let call = api.call(&state);
    let sitting = state
        .studium
        .write(move |tx| {
            papers::close(tx, &call, id)?;
            papers::open(tx, &call, id)
        })
        .await?;
    Ok(Json(said(&sitting, &api)))
}

/// A sitting; right answers and reasons only when it is over.
fn said(sitting: &Sitting, api: &ApiActor) -> Value {
    let language: Language = api.locale.into();
    let places = sitting.places.iter().zip(&sitting.saved).enumerate().map(|(n, (place, saved))| {
        let mut said = json!({
            "place": n,
            "question": place.shown(),
            "response": saved.as_ref().map(|saved| &saved.response),
            "flagged": saved.as_ref().is_some_and(|saved| saved.flagged),
        });
        if let Some(mark) = sitting.marked.as_ref().and_then(|marked| marked.marks.get(n)) {
            said["mark"] = json!({
                "points": mark.points,
                "score": mark.graded.score,
                "verdict": mark.graded.verdict,
                "rung": mark.graded.rung,
                "reason": mark.graded.reason.sentence(language),
            });
            said["answer"] = place.rendered().answer_text.into();
        }
        said
    });
    json!({
        "id": sitting.id,
        "quiz": sitting.paper,
        "name": sitting.name,
        "mode": sitting.mode,
        "started_at": sitting.started_at.0,
        "deadline": sitting.deadline.map(|at| at.0),
        "ended_at": sitting.ended_at.map(|at| at.0),
        "points": sitting.marked.as_ref().map(papers::Marked::points),
        "of": sitting.points(),
        "places": places.collect::<Vec<_>>(),
    })
}
