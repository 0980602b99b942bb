//! Quizzes and mock exams: requests.

use super::{form, paper_views, result_views, sitting_views};
use crate::frame::parts::Wrong;
use crate::frame::{AppState, Fields, Reply, SignedIn};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;
use studium_core::decks::Deck;
use studium_core::papers::{self, Paper, Sitting};
use studium_core::{Error, decks};
use uuid::Uuid;

/// What is asked about in a form.
#[derive(Debug, Deserialize)]
pub struct Asked {
    deck: Option<Uuid>,
    mode: Option<String>,
}

pub async fn list(State(state): State<AppState>, me: SignedIn) -> Reply<Markup> {
    let call = me.call(&state);
    let (papers, sittings) =
        state.studium.read(move |tx| Ok((papers::list(tx, &call.actor)?, papers::sittings(tx, &call, None)?))).await?;
    Ok(paper_views::list(&me, &papers, &sittings))
}

pub async fn new(State(state): State<AppState>, me: SignedIn, Query(asked): Query<Asked>) -> Reply<Markup> {
    let mut fields = Fields(vec![
        ("mode".to_owned(), asked.mode.unwrap_or_else(|| "exam".to_owned())),
        ("mixed".to_owned(), "on".to_owned()),
    ]);
    if let Some(deck) = asked.deck {
        fields.0.extend([("deck".to_owned(), deck.to_string()), ("questions".to_owned(), "10".to_owned())]);
    }
    let decks = own_decks(&state, &me).await?;
    Ok(paper_views::form(&me, None, &decks, &fields, &Wrong::default()))
}

pub async fn create(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply<Response> {
    let made = match form::paper(&fields) {
        Ok(new) => {
            let call = me.call(&state);
            state.studium.write(move |tx| papers::create(tx, &call, call.actor.space(), &new)).await
        }
        Err(error) => Err(error),
    };
    match made {
        Ok(id) => Ok(Redirect::to(&format!("/quizzes/{id}")).into_response()),
        Err(Error::Invalid { fields: wrong }) => {
            let decks = own_decks(&state, &me).await?;
            let page = paper_views::form(&me, None, &decks, &fields, &Wrong(wrong));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn show(State(state): State<AppState>, me: SignedIn, Path(id): Path<Uuid>) -> Reply<Markup> {
    let (paper, sittings) = load(&state, &me, id).await?;
    Ok(paper_views::show(&me, &paper, &sittings, &Wrong::default()))
}

async fn load(state: &AppState, me: &SignedIn, id: Uuid) -> Reply<(Paper, Vec<Sitting>)> {
    let call = me.call(state);
    let read = move |tx: &mut studium_core::db::Tx| {
        Ok((papers::get(tx, &call.actor, id)?, papers::sittings(tx, &call, Some(id))?))
    };
    Ok(state.studium.read(read).await?)
}

pub async fn edit(State(state): State<AppState>, me: SignedIn, Path(id): Path<Uuid>) -> Reply<Markup> {
    let (paper, _) = load(&state, &me, id).await?;
    let decks = own_decks(&state, &me).await?;
    let fields = paper_views::fields_of(&paper);
    Ok(paper_views::form(&me, Some(&paper), &decks, &fields, &Wrong::default()))
}

pub async fn save(
    State(state): State<AppState>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Reply<Response> {
    let version = fields.parse::<i64>("version")?;
    let saved = match form::paper(&fields) {
        Ok(new) => {
            let call = me.call(&state);
            state.studium.write(move |tx| papers::edit(tx, &call, id, version, &new)).await
        }
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => Ok(Redirect::to(&format!("/quizzes/{id}")).into_response()),
        Err(Error::Invalid { fields: wrong }) => {
            let (paper, _) = load(&state, &me, id).await?;
            let decks = own_decks(&state, &me).await?;
            let page = paper_views::form(&me, Some(&paper), &decks, &fields, &Wrong(wrong));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn bin(State(state): State<AppState>, me: SignedIn, Path(id): Path<Uuid>) -> Reply<Redirect> {
    let call = me.call(&state);
    state.studium.write(move |tx| papers::bin(tx, &call, id)).await?;
    Ok(Redirect::to("/quizzes"))
}

pub async fn begin(State(state): State<AppState>, me: SignedIn, Path(id): Path<Uuid>) -> Reply<Response> {
    let call = me.call(&state);
    match state.studium.write(move |tx| papers::begin(tx, &call, id)).await {
        Ok(sitting) => Ok(Redirect::to(&format!("/sittings/{sitting}")).into_response()),
        Err(Error::Invalid { fields: wrong }) => {
            let (paper, sittings) = load(&state, &me, id).await?;
            let page = paper_views::show(&me, &paper, &sittings, &Wrong(wrong));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Questions to print, and behind them, on a page of their own, what is right.
pub async fn print(State(state): State<AppState>, me: SignedIn, Path(id): Path<Uuid>) -> Reply<Markup> {
    let call = me.call(&state);
    let (paper, places) = state
        .studium
        .read(move |tx| {
            let paper = papers::get(tx, &call.actor, id)?;
            let places = papers::questions(tx, &call, &paper)?;
            Ok((paper, places))
        })
        .await?;
    Ok(sitting_views::print(&me, &paper, &places))
}

/// A sitting that runs, or what came of it.
pub async fn sitting(State(state): State<AppState>, me: SignedIn, Path(id): Path<Uuid>) -> Reply<Markup> {
    let call = me.call(&state);
    let now = call.now;
    let sitting = super::opened(&state, &call, id).await?;
    let paper = sitting.paper;
    let attempts = state.studium.read(move |tx| papers::attempts(tx, &call, paper)).await?;
    let attempt = attempts.iter().take_while(|other| other.started_at <= sitting.started_at).count();
    Ok(match sitting.ended_at {
        None => sitting_views::running(&me, &sitting, attempt, now),
        Some(ended) => result_views::result(&me, &sitting, attempt, ended),
    })
}

/// Saves the questions whose fields are sent: 204, or 409 when the sitting is over.
pub async fn save_responses(
    State(state): State<AppState>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Reply<StatusCode> {
    match put(&state, &me, id, &fields).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(Error::Invalid { fields }) if fields.iter().any(|(field, _)| field == "sitting") => {
            Ok(StatusCode::CONFLICT)
        }
        Err(error) => Err(error.into()),
    }
}

async fn put(state: &AppState, me: &SignedIn, id: Uuid, fields: &Fields) -> Result<(), Error> {
    let call = me.call(state);
    let fields = fields.clone();
    state
        .studium
        .write(move |tx| papers::save(tx, &call, id, |places| form::responses(&fields, places, call.now.0)))
        .await
}

/// Hands in; what the form still holds is saved before, unless the time is over.
pub async fn hand_in(
    State(state): State<AppState>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Reply<Redirect> {
    match put(&state, &me, id, &fields).await {
        Ok(()) | Err(Error::Invalid { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    let call = me.call(&state);
    state.studium.write(move |tx| papers::close(tx, &call, id)).await?;
    Ok(Redirect::to(&format!("/sittings/{id}")))
}

async fn own_decks(state: &AppState, me: &SignedIn) -> Reply<Vec<Deck>> {
    let actor = me.actor.clone();
    Ok(state.studium.read(move |tx| decks::list(tx, &actor, actor.space())).await?)
}
