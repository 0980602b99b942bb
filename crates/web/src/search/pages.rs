//! Requests: what was typed → what is found.

use super::views;
use crate::frame::visit::Guest;
use crate::frame::{AppState, Reply, Visit};
use crate::library::Article;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;
use studium_core::library::{self, Shelf};
use studium_core::search::{self, Ask, DocumentKind, Hit, Where};
use studium_core::{Actor, Result};
use uuid::Uuid;

/// The longest text that is searched, characters.
const LONGEST: usize = 300;
/// Shown of each kind at once, and on a page of one kind.
const OF_EACH: [(DocumentKind, usize); 4] =
    [(DocumentKind::Explanation, 6), (DocumentKind::Deck, 5), (DocumentKind::Item, 10), (DocumentKind::Source, 5)];
const OF_ONE: usize = 30;
/// Suggested of each kind.
const SUGGESTED: [(DocumentKind, usize); 4] =
    [(DocumentKind::Explanation, 4), (DocumentKind::Deck, 3), (DocumentKind::Item, 4), (DocumentKind::Source, 2)];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub q: String,
    /// `library`, `mine`, or everything.
    pub r#in: String,
    pub kind: String,
    pub after: usize,
}

impl Asked {
    pub fn place(&self) -> Where {
        match self.r#in.as_str() {
            "library" => Where::Library,
            "mine" => Where::Mine,
            _ => Where::Everything,
        }
    }
}

/// What was found of one kind.
pub struct Group {
    pub kind: DocumentKind,
    pub hits: Vec<Hit>,
    pub more: bool,
}

/// Everything that the page shows.
pub struct Results {
    pub groups: Vec<Group>,
    pub shelf: Shelf,
    /// Of the explanations that were found.
    pub articles: HashMap<Uuid, Arc<Article>>,
}

pub async fn search(State(state): State<AppState>, Guest(visit): Guest, Query(mut asked): Query<Asked>) -> Reply {
    asked.q = asked.q.trim().chars().take(LONGEST).collect();
    let only = DocumentKind::parse(&asked.kind);
    let wanted: Vec<(DocumentKind, usize)> = match only {
        Some(kind) => vec![(kind, OF_ONE)],
        None => OF_EACH.to_vec(),
    };
    let skip = if only.is_some() { asked.after.min(10_000) } else { 0 };
    let ask = Ask { text: asked.q.clone(), place: asked.place(), as_you_type: true, skip, ..Ask::default() };
    let results = look(&state, visit.actor.as_ref(), ask, wanted).await?;
    Ok(views::page(&visit, &asked, &results).into_response())
}

/// What might be meant, while somebody types. Nothing found is no list.
pub async fn suggest(State(state): State<AppState>, visit: Visit, Query(asked): Query<Asked>) -> Reply<Response> {
    let text: String = asked.q.trim_start().chars().take(LONGEST).collect();
    if text.trim().chars().count() < 2 {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let ask = Ask { text: text.clone(), as_you_type: true, ..Ask::default() };
    let results = look(&state, visit.actor.as_ref(), ask, SUGGESTED.to_vec()).await?;
    if results.groups.iter().all(|g| g.hits.is_empty()) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Ok(views::suggestions(&visit, &text, &results).into_response())
}

async fn look(
    state: &AppState,
    actor: Option<&Actor>,
    ask: Ask,
    wanted: Vec<(DocumentKind, usize)>,
) -> Result<Results> {
    let (call, index) = (actor.map(|a| state.studium.call(a)), state.studium.search.clone());
    let (groups, shelf) = state
        .studium
        .read(move |tx| {
            let mut groups = Vec::new();
            for (kind, limit) in &wanted {
                let ask = Ask { kinds: vec![*kind], limit: *limit, ..ask.clone() };
                let (hits, more) = search::find(tx, index.as_ref(), call.as_ref(), &ask)?;
                groups.push(Group { kind: *kind, hits, more });
            }
            Ok((groups, library::shelf(tx)?))
        })
        .await?;
    let mut articles = HashMap::new();
    for (entry, markdown) in groups.iter().flat_map(|g| &g.hits).filter_map(|h| h.explanation.as_ref()) {
        articles.insert(entry.id, state.articles.get(&state.studium, entry, markdown).await?);
    }
    Ok(Results { groups, shelf, articles })
}

/// One list over all kinds.
pub async fn ask_whole(state: &AppState, actor: Option<&Actor>, ask: Ask) -> Result<(Vec<Hit>, bool)> {
    let (call, index) = (actor.map(|a| state.studium.call(a)), state.studium.search.clone());
    let (mut hits, more) = state.studium.read(move |tx| search::find(tx, index.as_ref(), call.as_ref(), &ask)).await?;
    for hit in &mut hits {
        if let Some((entry, markdown)) = &hit.explanation {
            hit.text = state.articles.get(&state.studium, entry, markdown).await?.e.plain_text();
        }
    }
    Ok((hits, more))
}

/// Where a thing is shown.
pub fn address(hit: &Hit) -> String {
    match (hit.kind, &hit.explanation) {
        (DocumentKind::Explanation, Some((entry, _))) => format!("/explanations/{}", entry.slug),
        (DocumentKind::Explanation, None) => "/library".into(),
        (DocumentKind::Item, _) => format!("/items/{}", hit.id),
        (DocumentKind::Deck, _) => format!("/decks/{}", hit.id),
        (DocumentKind::Source, _) => format!("/sources/{}", hit.id),
    }
}
