//! The page where files come in, and one page per import.

use super::incoming::{Incoming, format_of, names, queue};
use super::views;
use crate::frame::{AppState, Reply, SignedIn};
use axum::extract::{Multipart, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use maud::Markup;
use serde::Deserialize;
use studium_core::db::Tx;
use studium_core::jobs::{self, JobId};
use studium_core::transfer::{FileFormat, IMPORT};
use studium_core::{Actor, Error, Result, decks};

#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The deck to put things into, `Outer::Inner`.
    #[serde(default)]
    deck: String,
}

pub async fn add(State(state): State<AppState>, me: SignedIn, Query(asked): Query<Asked>) -> Reply<Markup> {
    page(&state, &me, &asked.deck, None).await
}

pub async fn list(State(state): State<AppState>, me: SignedIn, Query(asked): Query<Asked>) -> Reply<Markup> {
    page(&state, &me, &asked.deck, None).await
}

async fn page(state: &AppState, me: &SignedIn, deck: &str, wrong: Option<&str>) -> Reply<Markup> {
    let actor = me.actor.clone();
    let (decks, jobs) =
        state.studium.read(move |tx| Ok((deck_paths(tx, &actor)?, jobs::list(tx, &actor, IMPORT, 20)?))).await?;
    Ok(views::list(me, &decks, deck, &jobs, wrong))
}

/// Takes what was chosen or pasted. One table alone is looked at first; everything else begins at once.
pub async fn begin(State(state): State<AppState>, me: SignedIn, form: Multipart) -> Reply {
    let call = me.call(&state);
    let incoming = Incoming::read(&state, &call, form).await?;
    if incoming.uploads.is_empty() {
        let again = page(&state, &me, &incoming.deck, Some("import-no-file")).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response());
    }
    let mut jobs = Vec::new();
    for upload in &incoming.uploads {
        let format = format_of(&state, upload).await?;
        if incoming.uploads.len() == 1 && matches!(format, FileFormat::Table(_)) {
            let deck = crate::frame::form_encode(&incoming.deck);
            return Ok(Redirect::to(&format!("/imports/table/{}?deck={deck}", upload.id)).into_response());
        }
        jobs.push(queue(&state, &me.actor, upload, format, &names(&incoming.deck)).await?);
    }
    let to = match jobs.as_slice() {
        [job] => format!("/imports/{job}"),
        _ => "/imports".into(),
    };
    Ok(Redirect::to(&to).into_response())
}

pub async fn show(State(state): State<AppState>, me: SignedIn, Path(id): Path<JobId>) -> Reply<Markup> {
    let actor = me.actor.clone();
    let job = state.studium.read(move |tx| jobs::get(tx, &actor, id)).await?;
    if job.kind != IMPORT {
        return Err(Error::NotFound { what: "import" }.into());
    }
    Ok(views::show(&me, &job))
}

/// The learner's decks as `Outer::Inner`, parents before children.
pub fn deck_paths(tx: &mut Tx, actor: &Actor) -> Result<Vec<String>> {
    let all = decks::list(tx, actor, actor.space())?;
    let mut paths: std::collections::HashMap<uuid::Uuid, String> = std::collections::HashMap::new();
    let mut out = Vec::with_capacity(all.len());
    for deck in all {
        let path = match deck.parent.and_then(|id| paths.get(&id)) {
            Some(above) => format!("{above}::{}", deck.name),
            None => deck.name.clone(),
        };
        out.push(path.clone());
        paths.insert(deck.id, path);
    }
    Ok(out)
}
