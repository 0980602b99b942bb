//! The page Plan: requests.

use super::views::{self, Said, Shown};
use crate::decks::undo::Notice;
use crate::frame::parts::Wrong;
use crate::frame::{AppState, Fields, Reply, SignedIn};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use memory::StudyDay;
use memory::plan::StepId;
use serde::{Deserialize, Serialize};
use studium_core::plan::{self, PlanState, PlanView, TrackRecord};
use studium_core::{Call, Error};
use uuid::Uuid;

/// Days that are shown at once.
pub const DAYS_SHOWN: i32 = 7;

#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The first day that is shown; else today.
    from: Option<String>,
    /// The step that was just moved.
    moved: Option<Uuid>,
    /// What was just done: [`Said::word`].
    said: Option<String>,
}

pub async fn show(
    State(state): State<AppState>,
    me: SignedIn,
    notice: Notice,
    Query(asked): Query<Asked>,
) -> Reply<Markup> {
    page(&state, &me, &notice, &asked, Wrong::default()).await
}

async fn page(state: &AppState, me: &SignedIn, notice: &Notice, asked: &Asked, wrong: Wrong) -> Reply<Markup> {
    let call = me.call(state);
    let today = call.today();
    let (view, record) = load(state, &call).await?;
    let from = asked.from.as_deref().and_then(|day| StudyDay::from_iso(day).ok()).unwrap_or(today);
    let said = match (asked.moved, asked.said.as_deref()) {
        (Some(step), _) => Some(Said::Moved(StepId(step.as_u128()))),
        (None, word) => word.and_then(Said::parse),
    };
    Ok(views::page(&Shown { me, notice, view: &view, record: &record, today, from: from.max(today), said, wrong }))
}

/// The plan and what came of earlier ones. A plan that is not of today any more is asked for anew.
async fn load(state: &AppState, call: &Call) -> Reply<(PlanView, TrackRecord)> {
    let call = call.clone();
    let read = {
        let call = call.clone();
        move |tx: &mut studium_core::db::Tx| Ok((plan::plan(tx, &call)?, plan::how_often_right(tx, &call.actor)?))
    };
    let (mut view, record) = state.studium.read(read).await?;
    if view.state == PlanState::Stale && !view.pending && !view.failed {
        state.studium.write(move |tx| plan::ask(tx, &call)).await?;
        state.studium.work.notify_waiters();
        view.pending = true;
    }
    Ok((view, record))
}

/// For `<job-progress>`: whether a plan is being made.
#[derive(Serialize)]
pub struct Making {
    state: &'static str,
}

pub async fn state(State(state): State<AppState>, me: SignedIn) -> Reply<Json<Making>> {
    let call = me.call(&state);
    let view = state.studium.read(move |tx| plan::plan(tx, &call)).await?;
    Ok(Json(Making { state: if view.pending { "running" } else { "done" } }))
}

/// Asks for a new plan by hand, after a try that failed.
pub async fn again(State(state): State<AppState>, me: SignedIn) -> Reply<Redirect> {
    let call = me.call(&state);
    state.studium.write(move |tx| plan::ask(tx, &call)).await?;
    state.studium.work.notify_waiters();
    Ok(Redirect::to("/plan"))
}

pub async fn take_way(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply<Response> {
    let version = fields.parse::<i64>("version")?;
    let Ok(way) = fields.parse::<usize>("way") else {
        return refused(&state, &me, None, Error::invalid("way", "plan-error-way")).await;
    };
    let call = me.call(&state);
    match state.studium.write(move |tx| plan::take_way(tx, &call, version, way)).await {
        Ok(()) => {
            state.studium.work.notify_waiters();
            Ok(Redirect::to("/plan?said=way").into_response())
        }
        Err(error) => refused(&state, &me, None, error).await,
    }
}

pub async fn move_step(
    State(state): State<AppState>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Reply<Response> {
    let version = fields.parse::<i64>("version")?;
    let from = fields.find("from").map(str::to_owned);
    let step = StepId(id.as_u128());
    let Ok(day) = StudyDay::from_iso(fields.get("day").trim()) else {
        return refused(&state, &me, from, Error::invalid("day", "plan-day-outside")).await;
    };
    let call = me.call(&state);
    match state.studium.write(move |tx| plan::move_step(tx, &call, version, step, day)).await {
        Ok(()) => {
            state.studium.work.notify_waiters();
            let from = from.map(|from| format!("&from={}", crate::frame::form_encode(&from))).unwrap_or_default();
            Ok(Redirect::to(&format!("/plan?moved={id}{from}#step-{id}")).into_response())
        }
        Err(error) => refused(&state, &me, from, error).await,
    }
}

/// Ticks a step off by hand, or takes that back: what was read elsewhere. Goes back to Today when it came from there.
pub async fn tick(
    State(state): State<AppState>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Reply<Response> {
    let version = fields.parse::<i64>("version")?;
    let (is_done, on_today) = (fields.get("done") == "yes", fields.get("next") == "today");
    let call = me.call(&state);
    let step = StepId(id.as_u128());
    match state.studium.write(move |tx| plan::tick(tx, &call, version, step, is_done)).await {
        Ok(()) => {
            state.studium.work.notify_waiters();
            Ok(Redirect::to(if on_today { "/today" } else { "/plan?said=ticked" }).into_response())
        }
        Err(error) => refused(&state, &me, None, error).await,
    }
}

/// The page again, with what was wrong; a plan that has changed meanwhile is shown as it is now.
async fn refused(state: &AppState, me: &SignedIn, from: Option<String>, error: Error) -> Reply<Response> {
    let (status, wrong) = match error {
        Error::Invalid { fields } => (StatusCode::UNPROCESSABLE_ENTITY, Wrong(fields)),
        Error::Conflict { .. } => (StatusCode::CONFLICT, Wrong(vec![("plan".into(), "plan-changed".into())])),
        other => return Err(other.into()),
    };
    let asked = Asked { from, ..Asked::default() };
    Ok((status, page(state, me, &Notice::default(), &asked, wrong).await?).into_response())
}
