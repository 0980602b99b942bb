//! The page and its forms. What a form changes is said on the page that follows.

use super::PAGE;
use super::views::{self, Shown};
use crate::api::ApiPath;
use crate::frame::parts::Wrong;
use crate::frame::{AppState, Fields, Reply, SignedIn};
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use studium_core::{Error, forgetting};

pub async fn show(State(state): State<AppState>, me: SignedIn, RawQuery(query): RawQuery) -> Reply<Markup> {
    page(&state, &me, Wrong::default(), "", query.as_deref() == Some("changed")).await
}

async fn page(state: &AppState, me: &SignedIn, wrong: Wrong, pasted: &str, changed: bool) -> Reply<Markup> {
    let call = me.call(state);
    let overview = state.studium.read(move |tx| forgetting::overview(tx, &call)).await?;
    Ok(views::page(&Shown { me, overview: &overview, wrong: &wrong, pasted, changed }))
}

pub async fn fit_now(State(state): State<AppState>, me: SignedIn) -> Reply<Redirect> {
    let call = me.call(&state);
    state.studium.write(move |tx| forgetting::fit_now(tx, &call)).await?;
    state.studium.work.notify_waiters();
    Ok(Redirect::to(PAGE))
}

pub async fn paste(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply<Response> {
    let (call, text) = (me.call(&state), fields.get("parameters").to_owned());
    match state.studium.write(move |tx| forgetting::paste(tx, &call, &text)).await {
        Ok(()) => Ok(changed(&state).into_response()),
        Err(Error::Invalid { fields: wrong }) => {
            let again = page(&state, &me, Wrong(wrong), fields.get("parameters"), false).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn reset(State(state): State<AppState>, me: SignedIn) -> Reply<Redirect> {
    let call = me.call(&state);
    state.studium.write(move |tx| forgetting::reset(tx, &call)).await?;
    Ok(changed(&state))
}

pub async fn put_in_force(State(state): State<AppState>, me: SignedIn, ApiPath(set): ApiPath<i64>) -> Reply<Redirect> {
    let call = me.call(&state);
    state.studium.write(move |tx| forgetting::put_in_force(tx, &call, set)).await?;
    Ok(changed(&state))
}

/// The cards are folded anew in the background.
fn changed(state: &AppState) -> Redirect {
    state.studium.work.notify_waiters();
    Redirect::to("/statistics/memory?changed")
}
