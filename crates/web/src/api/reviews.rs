//! `POST /api/v1/reviews`: up to 500 answers, retractions and marks in one request; a bad one refuses itself alone.
//! `GET /api/v1/reviews`: the log.

use super::ApiQuery;
use crate::frame::{ApiActor, AppState, JsonBody, Reply};
use crate::study::card_json;
use axum::Json;
use axum::extract::State;
use memory::{Millis, StudyDay};
use serde::Deserialize;
use serde_json::{Value, json};
use studium_core::Error;
use studium_core::reviews::{self, EventKind, EventRow, Mode, NewEvent, Outcome, UPLOAD_LIMIT};
use uuid::Uuid;

#[derive(Debug, Deserialize)]
pub struct Upload {
    /// The client's clock as it sends, ms: more than 5 minutes off shifts the times of this upload.
    sent_at: Option<i64>,
    #[serde(default)]
    reviews: Vec<Value>,
    #[serde(default)]
    retracts: Vec<Value>,
    #[serde(default)]
    marks: Vec<Value>,
}

/// One entry of `reviews`.
#[derive(Debug, Deserialize)]
struct Review {
    id: Uuid,
    card_id: Uuid,
    /// `answer` unless said: `forget`, `reschedule`.
    kind: Option<String>,
    rating: Option<i64>,
    mode: Option<String>,
    reviewed_at: i64,
    duration_ms: Option<i64>,
    promised_s: Option<i64>,
    after: Option<Uuid>,
    response: Option<Value>,
    /// Places of the options chosen; from programs that know no `options`, how many there were.
    choices: Option<Value>,
    options: Option<i64>,
    outcome: Option<Value>,
    score: Option<f64>,
    format: Option<String>,
    confidence: Option<i64>,
    hints: Option<i64>,
    item_version: Option<i64>,
    /// Of a reschedule: ISO date.
    due_day: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Retract {
    id: Uuid,
    retracts: Uuid,
    at: i64,
    card_id: Option<Uuid>,
}

pub async fn record(
    State(state): State<AppState>,
    api: ApiActor,
    JsonBody(upload): JsonBody<Upload>,
) -> Reply<Json<Value>> {
    let Upload { sent_at, reviews: raw, retracts, marks } = upload;
    if raw.len() + retracts.len() + marks.len() > UPLOAD_LIMIT {
        return Err(Error::invalid("reviews", "reviews-too-many").into());
    }
    let call = api.call(&state);
    let now = call.now;
    let answers: Vec<Result<NewEvent, Value>> = raw.iter().map(review).collect();
    let retracts: Vec<Result<Retract, Value>> =
        retracts.iter().map(|raw| Retract::deserialize(raw).map_err(|e| unread(raw, &e))).collect();
    let sent_at = sent_at.map(Millis);
    let results = state
        .studium
        .write(move |tx| {
            let mut events: Vec<NewEvent> = answers.iter().flatten().cloned().collect();
            for retract in retracts.iter().flatten() {
                let card = match retract.card_id {
                    Some(card) => Some(card),
                    None => reviews::card_of(tx, &call.actor, retract.retracts)?
                        .or_else(|| events.iter().find(|e| e.id == retract.retracts).map(|e| e.card_id)),
                };
                let card = card.unwrap_or(Uuid::nil());
                events.push(NewEvent::retract(retract.id, card, retract.retracts, Millis(retract.at)));
            }
            let shift = sent_at.map_or(0, |sent_at| reviews::correct_clock(&mut events, sent_at, call.now));
            let mut outcomes = reviews::record(tx, &call, &events)?.into_iter();
            let mut results: Vec<Value> = Vec::with_capacity(answers.len() + retracts.len() + marks.len());
            let refused = answers.iter().map(|a| a.as_ref().err()).chain(retracts.iter().map(|r| r.as_ref().err()));
            for refused in refused {
                match refused {
                    Some(value) => results.push(value.clone()),
                    None => results.extend(outcomes.next().as_ref().map(result)),
                }
            }
            for mark in &marks {
                results.push(super::marks::apply(tx, &call, mark, shift)?);
            }
            Ok(results)
        })
        .await?;
    Ok(Json(json!({"results": results, "now": now.0})))
}

fn result(outcome: &Outcome) -> Value {
    json!({
        "id": outcome.id,
        "status": outcome.status.as_str(),
        "reason": outcome.reason,
        "memory": outcome.memory.as_ref().map(card_json::memory_of),
        "head": outcome.memory.as_ref().and_then(|m| m.folded.head).map(|id| Uuid::from_u128(id.0)),
    })
}

/// An entry as an event; what cannot be read is refused alone.
fn review(raw: &Value) -> Result<NewEvent, Value> {
    let read = Review::deserialize(raw).map_err(|e| unread(raw, &e))?;
    let refuse = |reason: &str| json!({"id": read.id, "status": "refused", "reason": reason, "memory": null});
    let kind = match read.kind.as_deref() {
        None => EventKind::Answer,
        Some(word) => EventKind::parse(word).ok_or_else(|| refuse("kind-unknown"))?,
    };
    let mode = match read.mode.as_deref() {
        None => Mode::Flashcard,
        Some("teaser" | "flip") => Mode::Article,
        Some(word) => Mode::parse(word).ok_or_else(|| refuse("mode-unknown"))?,
    };
    // what an article asks is told by its mode
    let shown_as = read.mode.as_deref().filter(|mode| matches!(*mode, "teaser" | "flip"));
    let due_day = match read.due_day.as_deref() {
        None => None,
        Some(iso) => Some(StudyDay::from_iso(iso).map_err(|_| refuse("due-wrong"))?),
    };
    let number = |value: &Option<Value>| match value {
        Some(Value::String(word)) => match word.as_str() {
            "right" => Some(1),
            "wrong" => Some(0),
            _ => None,
        },
        Some(Value::Array(list)) => i64::try_from(list.len()).ok(),
        Some(other) => other.as_i64(),
        None => None,
    };
    let text = |value: &Option<Value>| match value {
        Some(Value::String(text)) => Some(text.clone()),
        Some(Value::Null) | None => None,
        Some(other) => Some(other.to_string()),
    };
    Ok(NewEvent {
        rating: read.rating,
        outcome: number(&read.outcome),
        score: read.score,
        choices: read.options.or(read.choices.as_ref().and_then(Value::as_i64)),
        format: read.format.or_else(|| shown_as.map(Into::into)),
        confidence: read.confidence,
        hints: read.hints,
        duration_ms: read.duration_ms,
        // which options were chosen is part of the response
        response: text(&read.response).or_else(|| text(&read.choices.filter(Value::is_array))),
        promised_s: read.promised_s,
        after: read.after,
        item_version: read.item_version,
        due_day,
        ..NewEvent::bare(read.id, read.card_id, kind, Millis(read.reviewed_at), mode)
    })
}

fn unread(raw: &Value, error: &serde_json::Error) -> Value {
    json!({"id": raw.get("id"), "status": "refused", "reason": format!("unreadable: {error}"), "memory": null})
}

#[derive(Debug, Deserialize)]
pub struct Page {
    after: Option<Uuid>,
    limit: Option<u32>,
}

pub async fn list(State(state): State<AppState>, api: ApiActor, ApiQuery(page): ApiQuery<Page>) -> Reply<Json<Value>> {
    let limit = page.limit.unwrap_or(100).clamp(1, 1000);
    let actor = api.actor;
    let rows = state.studium.read(move |tx| reviews::list(tx, &actor, page.after, limit)).await?;
    let next = rows.last().filter(|_| rows.len() == limit as usize).map(|r| r.event.id);
    let items: Vec<Value> = rows.iter().map(event).collect();
    Ok(Json(json!({"items": items, "next": next})))
}

/// An entry of the log.
pub fn event(row: &EventRow) -> Value {
    let event = &row.event;
    json!({
        "id": event.id, "card_id": event.card_id, "item_id": row.item, "item_version": event.item_version,
        "kind": event.kind.as_str(), "reviewed_at": event.at.0, "study_day": row.study_day.to_iso(),
        "received_at": row.received_at.0, "mode": event.mode.as_str(), "rating": event.rating,
        "outcome": event.outcome, "score": event.score, "choices": event.choices, "format": event.format,
        "confidence": event.confidence, "hints": event.hints, "duration_ms": event.duration_ms,
        "response": event.response, "promised_s": event.promised_s, "after": event.after,
        "retracts": event.retracts, "due_day": event.due_day.map(|d| d.to_iso()),
    })
}
