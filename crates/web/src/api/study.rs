//! `GET /api/v1/study?deck=&limit=`: what to answer next.

use super::ApiQuery;
use crate::frame::{ApiActor, AppState, Reply};
use crate::study::asked::Asked;
use crate::study::card_json::{self, Entry, Reading};
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use studium_core::study::{self, Face, Loads, QueueCard};

/// So many cards come if nothing else is said.
const USUAL: usize = 50;

pub async fn queue(
    State(state): State<AppState>,
    api: ApiActor,
    ApiQuery(asked): ApiQuery<Asked>,
) -> Reply<Json<Queue>> {
    let call = api.call(&state);
    let (now, today, locale) = (call.now, call.today(), api.locale);
    let search = asked.search(&state, &api.actor).await?;
    let limit = asked.limit.unwrap_or(USUAL).min(study::queue::QUEUE_LIMIT);
    let (cards, faces, counts, parameters) = state
        .studium
        .read(move |tx| {
            let scope = asked.scope(tx, &call, search.as_ref())?;
            let loads = Loads::count(tx, call.actor.learner, call.today())?;
            let cards = study::queue_more(tx, &call, &scope, asked.more(), limit, &loads)?;
            let faces = study::faces(tx, &call.actor, cards.iter().map(|c| c.card.clone()).collect())?;
            let counts = study::count(tx, &call, &scope)?;
            let (_, parameters) = study::cards::parameters(tx, call.actor.learner)?;
            Ok((cards, faces, counts, parameters))
        })
        .await?;
    let reading = Reading::new(locale, &parameters, today);
    let entries: Vec<Entry> = pair(&cards, &faces).map(|(card, face)| card_json::entry(face, card, &reading)).collect();
    let counts = Waiting { new: counts.new, learning: counts.learning, due: counts.due };
    Ok(Json(Queue { cards: entries, counts, now: now.0 }))
}

#[derive(Serialize)]
pub struct Queue {
    cards: Vec<Entry>,
    counts: Waiting,
    now: i64,
}

#[derive(Serialize)]
struct Waiting {
    new: i64,
    learning: i64,
    due: i64,
}

/// Faces lack the cards whose item is gone.
fn pair<'a>(cards: &'a [QueueCard], faces: &'a [Face]) -> impl Iterator<Item = (&'a QueueCard, &'a Face)> {
    let mut cards = cards.iter();
    faces
        .iter()
        .filter_map(move |face| cards.find(|card| card.card.card_id == face.card.card_id).map(|card| (card, face)))
}
