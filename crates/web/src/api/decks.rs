//! `GET /api/v1/decks`: all decks that the learner studies, parents before children; those of the library last.

use crate::frame::{ApiActor, AppState, Reply};
use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};
use std::collections::HashMap;
use studium_core::decks;
use uuid::Uuid;

pub async fn list(State(state): State<AppState>, api: ApiActor) -> Reply<Json<Value>> {
    let actor = api.actor;
    let space = actor.space();
    let found = state.studium.read(move |tx| decks::list_studied(tx, &actor)).await?;
    let mut paths: HashMap<Uuid, Vec<String>> = HashMap::new();
    let items: Vec<Value> = found
        .iter()
        .map(|deck| {
            let mut path = deck.parent.and_then(|parent| paths.get(&parent).cloned()).unwrap_or_default();
            path.push(deck.name.clone());
            paths.insert(deck.id, path.clone());
            json!({
                "id": deck.id, "parent": deck.parent, "name": deck.name, "path": path, "version": deck.version,
                "description": deck.description, "language": deck.language, "items": deck.items,
                "library": deck.space != space,
            })
        })
        .collect();
    Ok(Json(json!({"items": items, "next": null})))
}
