//! The page, and spreading a backlog.

use super::views::{self, Shown};
use crate::decks::undo::{Done, Notice};
use crate::frame::parts::Wrong;
use crate::frame::{AppState, Fields, Reply, SignedIn};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use studium_core::{Error, plan, statistics};

/// How many texts to go on reading are shown.
const READING: i64 = 3;

pub async fn show(State(state): State<AppState>, me: SignedIn, notice: Notice) -> Reply<Markup> {
    page(&state, &me, &notice, Wrong::default()).await
}

async fn page(state: &AppState, me: &SignedIn, notice: &Notice, wrong: Wrong) -> Reply<Markup> {
    let call = me.call(state);
    let now = call.now;
    let cache = state.statistics.clone();
    let (today, reading, plan) = state
        .studium
        .read(move |tx| {
            Ok((cache.today(tx, &call)?, statistics::reading(tx, call.actor.learner, READING)?, plan::plan(tx, &call)?))
        })
        .await?;
    Ok(views::page(&Shown { me, today: &today, reading: &reading, plan: &plan, now, notice, wrong }))
}

pub async fn catch_up(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply<Response> {
    let days = fields.parse("days").map_err(|_| Error::invalid("days", "today-error-days"));
    let done = match days {
        Ok(days) => statistics::catch_up(&state.studium, &me.actor, days).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(Some((from, to))) => Ok(Done { from, to }.redirect("/today").into_response()),
        Ok(None) => Ok(Redirect::to("/today").into_response()),
        Err(Error::Invalid { fields }) => {
            let markup = page(&state, &me, &Notice::default(), Wrong(fields)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, markup).into_response())
        }
        Err(other) => Err(other.into()),
    }
}
