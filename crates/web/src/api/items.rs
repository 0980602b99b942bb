//! `GET /api/v1/items?deck=&q=&limit=&after=`: the learner's own items, newest first; `q` is the language of the browser.

use super::ApiQuery;
use crate::frame::{ApiActor, AppState, Reply};
use crate::items::find_texts;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};
use studium_core::items::query::{Expr, Term, parse};
use studium_core::items::{self, Order};
use studium_core::{Actor, Error, decks};
use uuid::Uuid;

#[derive(Debug, Deserialize)]
pub struct Asked {
    deck: Option<Uuid>,
    q: Option<String>,
    limit: Option<usize>,
    after: Option<String>,
}

pub async fn list(
    State(state): State<AppState>,
    api: ApiActor,
    ApiQuery(asked): ApiQuery<Asked>,
) -> Reply<Json<Value>> {
    let limit = asked.limit.unwrap_or(100).clamp(1, 500);
    let mut expr = parse(asked.q.as_deref().unwrap_or("")).map_err(|e| Error::invalid("q", e.message_key))?;
    let found = find_texts(&state, &api.actor, &expr).await?;
    if let Some(deck) = asked.deck {
        let actor = api.actor.clone();
        let path = state.studium.read(move |tx| path(tx, &actor, deck)).await?;
        expr = Expr::All(vec![expr, Expr::Is(Term::Deck(path))]);
    }
    let call = api.call(&state);
    let (items, next) = state
        .studium
        .read(move |tx| {
            let page = items::page(tx, &call, &expr, &found, Order::Added, asked.after.as_deref(), limit)?;
            let items: Result<Vec<_>, Error> =
                page.rows.iter().map(|row| items::get(tx, &call.actor, row.id)).collect();
            Ok((items?, page.next))
        })
        .await?;
    let items: Vec<Value> = items
        .iter()
        .map(|item| {
            json!({
                "id": item.id, "version": item.version, "deck_id": item.deck, "kind": item.kind.as_str(), "tags": item.tags,
                "language": item.language, "summary": item.summary, "content": item.content,
                "created_at": item.created_at, "updated_at": item.updated_at,
            })
        })
        .collect();
    Ok(Json(json!({"items": items, "next": next})))
}

/// A deck's path as the browser's language writes it.
fn path(tx: &mut studium_core::db::Tx, actor: &Actor, deck: Uuid) -> studium_core::Result<String> {
    let mut names = Vec::new();
    let mut next = Some(deck);
    while let Some(id) = next.filter(|_| names.len() <= decks::model::DEPTH_LIMIT) {
        let deck = decks::get(tx, actor, id)?;
        names.push(deck.name);
        next = deck.parent;
    }
    names.reverse();
    Ok(names.join("::"))
}
