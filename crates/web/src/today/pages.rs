//! The page, and spreading a backlog.

use super::views::{self, Shown};
use crate::frame::parts::Wrong;
use crate::frame::{AppState, Fields, Reply, SignedIn};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;
use studium_core::{Error, plan, statistics};

/// How many texts to go on reading are shown.
const READING: i64 = 3;

#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// How many cards were just moved by catching up.
    moved: Option<i64>,
}

pub async fn show(State(state): State<AppState>, me: SignedIn, Query(asked): Query<Asked>) -> Reply<Markup> {
    page(&state, &me, asked.moved, Wrong::default()).await
}

async fn page(state: &AppState, me: &SignedIn, moved: Option<i64>, wrong: Wrong) -> Reply<Markup> {
    let call = me.call(state);
    let now = call.now;
    let cache = state.statistics.clone();
    let (today, reading, plan) = state
        .studium
        .read(move |tx| {
            Ok((cache.today(tx, &call)?, statistics::reading(tx, call.actor.learner, READING)?, plan::plan(tx, &call)?))
        })
        .await?;
    Ok(views::page(&Shown { me, today: &today, reading: &reading, plan: &plan, now, moved, wrong }))
}

pub async fn catch_up(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply<Response> {
    let days = fields.parse("days").map_err(|_| Error::invalid("days", "today-error-days"));
    let done = match days {
        Ok(days) => statistics::catch_up(&state.studium, &me.actor, days).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(moved) => Ok(Redirect::to(&format!("/today?moved={moved}")).into_response()),
        Err(Error::Invalid { fields }) => {
            let markup = page(&state, &me, None, Wrong(fields)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, markup).into_response())
        }
        Err(other) => Err(other.into()),
    }
}
