//! `GET /api/v1/cards?deck=&limit=&after=`: the learner's cards with question, answer and memory. `GET /api/v1/cards/{id}`:
//! one, with its history.

use super::{ApiPath, ApiQuery};
use crate::frame::{ApiActor, AppState, Reply};
use crate::study::card_json;
use axum::Json;
use axum::extract::State;
use memory::{Parameters, StudyDay};
use serde::Deserialize;
use serde_json::{Value, json};
use studium_core::study::{self, Face};
use studium_core::{Error, reviews};
use uuid::Uuid;

#[derive(Debug, Deserialize)]
pub struct Asked {
    deck: Option<Uuid>,
    after: Option<Uuid>,
    limit: Option<u32>,
}

pub async fn list(
    State(state): State<AppState>,
    api: ApiActor,
    ApiQuery(asked): ApiQuery<Asked>,
) -> Reply<Json<Value>> {
    let limit = asked.limit.unwrap_or(100).clamp(1, 500);
    let call = api.call(&state);
    let today = call.today();
    let (faces, next, parameters) = state
        .studium
        .read(move |tx| {
            let cards = study::cards::page(tx, &call.actor, asked.deck, asked.after, limit)?;
            let next = cards.last().filter(|_| cards.len() == limit as usize).map(|c| c.card_id);
            let faces = study::faces(tx, &call.actor, cards)?;
            Ok((faces, next, study::cards::parameters(tx, call.actor.learner)?.1))
        })
        .await?;
    let items: Vec<Value> = faces.iter().map(|face| described(face, &parameters, today)).collect();
    Ok(Json(json!({"items": items, "next": next})))
}

pub async fn show(State(state): State<AppState>, api: ApiActor, ApiPath(id): ApiPath<Uuid>) -> Reply<Json<Value>> {
    let call = api.call(&state);
    let today = call.today();
    let (face, events, parameters) = state
        .studium
        .read(move |tx| {
            let card = study::cards::find(tx, call.actor.learner, id)?.ok_or(Error::NotFound { what: "card" })?;
            let face = study::faces(tx, &call.actor, vec![card])?.pop().ok_or(Error::NotFound { what: "card" })?;
            let events = reviews::history(tx, &call.actor, id)?;
            Ok((face, events, study::cards::parameters(tx, call.actor.learner)?.1))
        })
        .await?;
    let mut card = described(&face, &parameters, today);
    if let Some(object) = card.as_object_mut() {
        object.insert("history".into(), events.iter().map(super::reviews::event).collect());
    }
    Ok(Json(card))
}

fn described(face: &Face, parameters: &Parameters, today: StudyDay) -> Value {
    let shown = card_json::rendered(face);
    let card = &face.card;
    json!({
        "card_id": card.card_id,
        "item_id": card.item,
        "slot": card.slot.as_str(),
        "deck_id": card.deck,
        "deck": face.deck.join(" › "),
        "kind": face.item.kind.as_str(),
        "tags": face.item.tags,
        "question_html": shown.question_html,
        "answer_html": shown.answer_html,
        "css": shown.css,
        "memory": card_json::memory(&card.folded, card.folded.state.recall(parameters, today)),
        "suspended": card.suspended,
        "buried_until": card.buried_until.map(|d| d.to_iso()),
        "flag": card.flag,
        "leech": card.leech,
    })
}
