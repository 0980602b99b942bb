//! Requests of the library: parse, read, show.

use super::article::Article;
use super::{explanation_page, front, shelf_page, subject_page, tried};
use crate::frame::visit::Guest;
use crate::frame::{AppState, Failure, Fields, JsonBody, Reply, SignedIn, Visit};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;
use studium_core::library::{self, Entry, Recall, Shelf, Topic};
use uuid::Uuid;

/// What the front page offers to try, if it is there in the visitor's language.
const TASTE: &str = "photosynthesis";

/// The front page; who is signed in goes to Today.
pub async fn front(State(state): State<AppState>, visit: Visit) -> Reply {
    if visit.actor.is_some() {
        return Ok(Redirect::to("/today").into_response());
    }
    let shelf = shelf(&state).await?;
    let listed = listed(&shelf, visit.locale.tag());
    let favourite = listed.iter().find(|e| e.translation.as_deref() == Some(TASTE)).or_else(|| listed.first());
    let taste = match favourite {
        Some(entry) => Some(((*entry).clone(), article(&state, entry).await?)),
        None => None,
    };
    Ok(public(&visit, front::page(&visit, &shelf, taste.as_ref().map(|(e, a)| (e, a.as_ref())))))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    pub subject: String,
    pub level: String,
    pub language: String,
}

/// Everything there is, by subject, level and language.
pub async fn library(State(state): State<AppState>, Guest(visit): Guest, Query(filter): Query<Filter>) -> Reply {
    let shelf = shelf(&state).await?;
    let found: Vec<&Entry> = shelf_page::filtered(&shelf, &filter, visit.locale.tag());
    let articles = articles(&state, &found).await?;
    let recall = recall(&state, &visit, &found).await?;
    Ok(public(&visit, shelf_page::page(&visit, &shelf, &filter, &found, &articles, &recall)))
}

pub async fn subject(State(state): State<AppState>, Guest(visit): Guest, Path(key): Path<String>) -> Reply {
    show_subject(&state, &visit, &key, None).await
}

/// A topic is a place on its subject's page, with its fold open.
pub async fn topic(
    State(state): State<AppState>,
    Guest(visit): Guest,
    Path((key, topic)): Path<(String, String)>,
) -> Reply {
    show_subject(&state, &visit, &key, Some(&topic)).await
}

async fn show_subject(state: &AppState, visit: &Visit, key: &str, topic: Option<&str>) -> Reply {
    let shelf = shelf(state).await?;
    let subject = shelf.subjects().find(|t| t.key == key).ok_or_else(Failure::no_page)?;
    let open = match topic {
        Some(path) => Some(find_topic(&shelf, subject, path).ok_or_else(Failure::no_page)?),
        None => None,
    };
    let inside: Vec<&Entry> =
        listed(&shelf, visit.locale.tag()).into_iter().filter(|e| shelf.subject(e.topic) == Some(subject)).collect();
    let articles = articles(state, &inside).await?;
    let recall = recall(state, visit, &inside).await?;
    let about = subject_page::About { subject, open, inside: &inside, articles: &articles, recall: &recall };
    Ok(public(visit, subject_page::page(visit, &shelf, &about)))
}

fn find_topic<'s>(shelf: &'s Shelf, subject: &Topic, path: &str) -> Option<&'s Topic> {
    let mut here = shelf.topic(subject.id)?;
    for key in path.split('/') {
        here = shelf.below(here.id).find(|t| t.key == key)?;
    }
    Some(here)
}

pub async fn explanation(State(state): State<AppState>, Guest(visit): Guest, Path(slug): Path<String>) -> Reply {
    let found = state.studium.read(move |tx| library::explanation(tx, &slug)).await?;
    let article = state.articles.get(&state.studium, &found.entry, &found.markdown).await?;
    let shelf = shelf(&state).await?;
    let mine = match &visit.actor {
        None => None,
        Some(actor) => {
            let (call, source, deck) = (state.studium.call(actor), found.entry.id, found.entry.deck);
            let read = state.studium.read(move |tx| {
                let place = library::place(tx, &call.actor, source)?;
                Ok((
                    library::recall(tx, &call, &[deck])?.remove(&deck),
                    place,
                    library::enrolled(tx, &call.actor)?.contains(&deck),
                ))
            });
            let (recall, place, studies) = read.await?;
            Some(explanation_page::Mine { recall, place, studies })
        }
    };
    let about = explanation_page::About { found: &found, article: &article, shelf: &shelf, mine };
    Ok(public(&visit, explanation_page::page(&visit, &about)))
}

/// Studies the explanation's deck from now on.
pub async fn study(State(state): State<AppState>, me: SignedIn, Path(slug): Path<String>) -> Reply<Redirect> {
    let call = me.call(&state);
    let enrol = move |tx: &mut studium_core::db::Tx| {
        let deck = library::explanation(tx, &slug)?.entry.deck;
        library::enrol(tx, &call, deck).map(|()| deck)
    };
    let deck = state.studium.write(enrol).await?;
    Ok(Redirect::to(&format!("/study?deck={deck}")))
}

/// Studies all decks of a subject that are listed for this reader.
pub async fn study_subject(State(state): State<AppState>, me: SignedIn, Path(key): Path<String>) -> Reply<Redirect> {
    let (call, language) = (me.call(&state), me.locale.tag());
    let enrol = move |tx: &mut studium_core::db::Tx| {
        let shelf = library::shelf(tx)?;
        let subject =
            shelf.subjects().find(|t| t.key == key).ok_or(studium_core::Error::NotFound { what: "subject" })?;
        for entry in listed(&shelf, language).into_iter().filter(|e| shelf.subject(e.topic) == Some(subject)) {
            library::enrol(tx, &call, entry.deck)?;
        }
        Ok(())
    };
    state.studium.write(enrol).await?;
    Ok(Redirect::to("/study"))
}

/// No longer studies the explanation's deck; what was answered is kept.
pub async fn leave(State(state): State<AppState>, me: SignedIn, Path(slug): Path<String>) -> Reply<Redirect> {
    let (call, back) = (me.call(&state), format!("/explanations/{}", crate::frame::form_encode(&slug)));
    let leave = move |tx: &mut studium_core::db::Tx| {
        let deck = library::explanation(tx, &slug)?.entry.deck;
        library::unenrol(tx, &call, deck)
    };
    state.studium.write(leave).await?;
    Ok(Redirect::to(&back))
}

/// Where the reader is; sent by the page as they scroll.
pub async fn place(
    State(state): State<AppState>,
    me: SignedIn,
    Path(slug): Path<String>,
    fields: Fields,
) -> Reply<StatusCode> {
    let (call, anchor, share) = (me.call(&state), fields.get("anchor").to_owned(), fields.parse::<f64>("share")?);
    let save = move |tx: &mut studium_core::db::Tx| {
        let source = library::explanation(tx, &slug)?.entry.id;
        library::save_place(tx, &call, source, &anchor, share)
    };
    state.studium.write(save).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Debug, Deserialize)]
pub struct TriedBody {
    events: Vec<serde_json::Value>,
}

/// An answer to a teaser or a flipped card. A guest's stays on their device until they have an account.
pub async fn tried(
    State(state): State<AppState>,
    visit: Visit,
    JsonBody(body): JsonBody<TriedBody>,
) -> Reply<StatusCode> {
    if let Some(actor) = &visit.actor {
        tried::keep(&state.studium, actor, body.events).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

async fn shelf(state: &AppState) -> studium_core::Result<Shelf> {
    state.studium.read(library::shelf).await
}

/// What is shown to a reader of this language: what is written in it, and what is only there in another.
pub(super) fn listed<'s>(shelf: &'s Shelf, language: &str) -> Vec<&'s Entry> {
    let own = |e: &Entry| e.language == language;
    let translated = |e: &Entry| {
        e.translation.is_some() && shelf.entries.iter().any(|other| own(other) && other.translation == e.translation)
    };
    shelf.entries.iter().filter(|e| own(e) || !translated(e)).collect()
}

async fn article(state: &AppState, entry: &Entry) -> studium_core::Result<Arc<Article>> {
    let slug = entry.slug.clone();
    let found = state.studium.read(move |tx| library::explanation(tx, &slug)).await?;
    state.articles.get(&state.studium, &found.entry, &found.markdown).await
}

/// By source.
pub(super) type Articles = HashMap<Uuid, Arc<Article>>;

pub(super) async fn articles(state: &AppState, entries: &[&Entry]) -> studium_core::Result<Articles> {
    let mut all = HashMap::with_capacity(entries.len());
    for entry in entries {
        all.insert(entry.id, article(state, entry).await?);
    }
    Ok(all)
}

/// By deck; empty for a guest.
pub(super) async fn recall(
    state: &AppState,
    visit: &Visit,
    entries: &[&Entry],
) -> studium_core::Result<HashMap<Uuid, Recall>> {
    let Some(actor) = &visit.actor else { return Ok(HashMap::new()) };
    let (call, decks) = (state.studium.call(actor), entries.iter().map(|e| e.deck).collect::<Vec<_>>());
    state.studium.read(move |tx| library::recall(tx, &call, &decks)).await
}

/// A guest's page is the same for every guest of one language and theme.
fn public(visit: &Visit, page: Markup) -> Response {
    let mut response = page.into_response();
    if visit.actor.is_none() {
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=60"));
        headers.insert(header::VARY, HeaderValue::from_static("cookie, accept-language"));
    }
    response
}
