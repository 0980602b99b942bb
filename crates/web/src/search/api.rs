//! `GET /api/v1/search?q=&kind=&limit=&after=` → `{items: [{kind, id, title, snippet, url}], next}`.

use super::pages::{address, ask_whole};
use crate::api::ApiQuery;
use crate::frame::{ApiActor, AppState, Failure, Reply};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};
use studium_core::Error;
use studium_core::search::{Ask, DocumentKind, marks};

/// The longest page.
const MOST: usize = 100;
/// Characters of a snippet.
const SNIPPET: usize = 200;

#[derive(Debug, Deserialize)]
pub struct Asked {
    q: Option<String>,
    kind: Option<String>,
    limit: Option<usize>,
    after: Option<String>,
}

pub async fn search(
    State(state): State<AppState>,
    api: Result<ApiActor, Failure>,
    ApiQuery(asked): ApiQuery<Asked>,
) -> Reply<Json<Value>> {
    // the library is for everybody; a token that is wrong is still refused
    let actor = match api {
        Ok(api) => Some(api.actor),
        Err(Failure::SignIn) => None,
        Err(other) => return Err(other),
    };
    let kinds = match asked.kind.as_deref() {
        None | Some("") => Vec::new(),
        Some(word) => vec![DocumentKind::parse(word).ok_or(Error::invalid("kind", "error-field"))?],
    };
    let limit = asked.limit.unwrap_or(20).clamp(1, MOST);
    let skip = match asked.after.as_deref() {
        None | Some("") => 0,
        Some(after) => after.parse::<usize>().map_err(|_| Error::invalid("after", "error-field"))?.min(10_000),
    };
    let text = asked.q.unwrap_or_default();
    let ask = Ask { text: text.clone(), kinds, limit, skip, ..Ask::default() };
    let (hits, more) = ask_whole(&state, actor.as_ref(), ask).await?;
    let items: Vec<Value> = hits
        .iter()
        .map(|hit| {
            let snippet: String = marks::excerpt(&hit.text, &text, SNIPPET).into_iter().map(|p| p.text).collect();
            json!({
                "kind": hit.kind.as_str(),
                "id": hit.id,
                "title": hit.title,
                "snippet": snippet,
                "language": hit.language,
                "url": address(hit),
                "recall": hit.recall,
            })
        })
        .collect();
    Ok(Json(json!({ "items": items, "next": more.then(|| (skip + limit).to_string()) })))
}
