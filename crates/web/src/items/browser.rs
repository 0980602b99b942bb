//! The browser: a search over the learner's own items, as a table to choose from and act on.

use super::browser_views::{self, Shown};
use crate::decks::undo::Notice;
use crate::frame::{AppState, Reply, SignedIn};
use axum::extract::{Query, State};
use maud::Markup;
use serde::Deserialize;
use studium_core::items::query::{self, Expr};
use studium_core::items::{Found, Order};
use studium_core::search::{self, DocumentKind};
use studium_core::{Actor, decks, items};

/// Rows of a page.
const PAGE: usize = 50;
/// The most that the index names for one word; more is cut, and said.
pub const MOST_FOUND: usize = 2_000;

#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    sort: String,
    after: Option<String>,
}

pub async fn show(
    State(state): State<AppState>,
    me: SignedIn,
    notice: Notice,
    Query(asked): Query<Asked>,
) -> Reply<Markup> {
    let order = Order::parse(&asked.sort).unwrap_or_default();
    let mut shown = Shown {
        query: &asked.q,
        order,
        wrong: None,
        first_page: asked.after.is_none(),
        cut: false,
        total: 0,
        page: items::Page::default(),
        decks: Vec::new(),
        today: me.call(&state).today(),
    };
    let call = me.call(&state);
    match query::parse(&asked.q) {
        Err(error) => {
            shown.wrong = Some(error);
            shown.decks = state.studium.read(move |tx| decks::list(tx, &call.actor, call.actor.space())).await?;
        }
        Ok(expr) => {
            let found = find_texts(&state, &me.actor, &expr).await?;
            shown.cut = found.values().any(|ids| ids.len() >= MOST_FOUND);
            let after = asked.after.clone();
            let (page, total, decks) = state
                .studium
                .read(move |tx| {
                    Ok((
                        items::page(tx, &call, &expr, &found, order, after.as_deref(), PAGE)?,
                        items::count(tx, &call, &expr, &found)?,
                        decks::list(tx, &call.actor, call.actor.space())?,
                    ))
                })
                .await?;
            (shown.page, shown.total, shown.decks) = (page, total, decks);
        }
    }
    Ok(browser_views::page(&me, &notice, &shown))
}

/// Asks the index for the words and phrases of a query, before the operation that reads the items.
pub async fn find_texts(state: &AppState, actor: &Actor, expr: &Expr) -> studium_core::Result<Found> {
    let texts: Vec<String> = expr.texts().into_iter().map(str::to_owned).collect();
    if texts.is_empty() {
        return Ok(Found::new());
    }
    let (index, space) = (state.studium.search.clone(), actor.space());
    tokio::task::spawn_blocking(move || {
        let mut found = Found::new();
        for text in texts {
            let query = search::Query {
                text: text.clone(),
                spaces: vec![space],
                kinds: vec![DocumentKind::Item],
                as_you_type: false,
                limit: MOST_FOUND,
            };
            found.insert(text, index.find(&query)?.into_iter().map(|f| f.id).collect());
        }
        Ok(found)
    })
    .await
    .map_err(studium_core::Error::internal)?
}
