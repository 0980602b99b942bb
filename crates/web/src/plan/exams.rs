//! Exams: requests.

use super::exam_form as form;
use super::exam_views::{self as views, FormPage};
use super::views::Said;
use crate::decks::undo::{Notice, act};
use crate::frame::parts::Wrong;
use crate::frame::{AppState, Fields, Reply, SignedIn};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;
use studium_core::courses::Course;
use studium_core::plan::{self, AfterExam, Exam, TopicChoice};
use studium_core::{Error, courses};
use uuid::Uuid;

#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The subject whose topics are shown first.
    course: Option<Uuid>,
}

/// What the form offers.
struct Offer {
    topics: Vec<TopicChoice>,
    courses: Vec<Course>,
}

impl Offer {
    async fn load(state: &AppState, me: &SignedIn) -> Reply<Offer> {
        let actor = me.actor.clone();
        let read = state
            .studium
            .read(move |tx| Ok(Offer { topics: plan::topics(tx, &actor, None)?, courses: courses::list(tx, &actor)? }));
        Ok(read.await?)
    }

    fn read(&self, fields: &Fields) -> Result<plan::NewExam, Error> {
        let courses: Vec<Uuid> = self.courses.iter().map(|course| course.id).collect();
        form::read(fields, &self.topics, &courses)
    }

    fn page(&self, me: &SignedIn, exam: Option<&Exam>, open: Option<Uuid>, fields: &Fields, wrong: Wrong) -> Markup {
        let page = FormPage { me, exam, topics: &self.topics, courses: &self.courses, open, fields, wrong };
        views::form(&page)
    }
}

pub async fn new(State(state): State<AppState>, me: SignedIn, Query(asked): Query<Asked>) -> Reply<Markup> {
    let offer = Offer::load(&state, &me).await?;
    Ok(offer.page(&me, None, asked.course, &Fields::default(), Wrong::default()))
}

pub async fn create(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply<Response> {
    let offer = Offer::load(&state, &me).await?;
    let made = match offer.read(&fields) {
        Ok(new) => act(&state, &me, move |tx, call| plan::create_exam(tx, call, &new)).await,
        Err(error) => Err(error),
    };
    match made {
        Ok((_, done)) => {
            state.studium.work.notify_waiters();
            Ok(done.redirect("/plan").into_response())
        }
        Err(Error::Invalid { fields: wrong }) => {
            let page = offer.page(&me, None, None, &fields, Wrong(wrong));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn show(State(state): State<AppState>, me: SignedIn, notice: Notice, Path(id): Path<Uuid>) -> Reply<Markup> {
    show_with(&state, &me, &notice, id, Wrong::default()).await
}

async fn show_with(state: &AppState, me: &SignedIn, notice: &Notice, id: Uuid, wrong: Wrong) -> Reply<Markup> {
    let call = me.call(state);
    let (exam, view) =
        state.studium.read(move |tx| Ok((plan::get_exam(tx, &call.actor, id)?, plan::plan(tx, &call)?))).await?;
    let call = me.call(state);
    let today = call.today();
    let forecast = state.studium.read(move |tx| plan::grade_of(tx, &call, id)).await?;
    Ok(views::exam(&views::ExamPage { me, notice, exam: &exam, view: &view, forecast: &forecast, today, wrong }))
}

pub async fn edit(State(state): State<AppState>, me: SignedIn, Path(id): Path<Uuid>) -> Reply<Markup> {
    let exam = own(&state, &me, id).await?;
    let offer = Offer::load(&state, &me).await?;
    let fields = form::fields_of(me.locale, &exam.content, exam.version);
    Ok(offer.page(&me, Some(&exam), exam.content.course, &fields, Wrong::default()))
}

pub async fn save(
    State(state): State<AppState>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Reply<Response> {
    let exam = own(&state, &me, id).await?;
    let version = fields.parse::<i64>("version")?;
    let offer = Offer::load(&state, &me).await?;
    let saved = match offer.read(&fields) {
        Ok(next) => act(&state, &me, move |tx, call| plan::edit_exam(tx, call, id, Some(version), &next)).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(((), done)) => {
            state.studium.work.notify_waiters();
            Ok(done.redirect(&format!("/plan/exams/{id}")).into_response())
        }
        Err(Error::Invalid { fields: wrong }) => {
            let page = offer.page(&me, Some(&exam), None, &fields, Wrong(wrong));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn bin(State(state): State<AppState>, me: SignedIn, Path(id): Path<Uuid>, fields: Fields) -> Reply<Redirect> {
    let version = fields.parse_optional::<i64>("version")?;
    let ((), done) = act(&state, &me, move |tx, call| plan::bin_exam(tx, call, id, version)).await?;
    state.studium.work.notify_waiters();
    Ok(done.redirect("/plan"))
}

/// The exam is over: its cards are kept for good, or let go.
pub async fn after(
    State(state): State<AppState>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Reply<Redirect> {
    let version = fields.parse_optional::<i64>("version")?;
    let after = AfterExam::parse(fields.get("after")).ok_or(Error::invalid("after", "error-field"))?;
    act(&state, &me, move |tx, call| plan::after_exam(tx, call, id, version, after)).await?;
    state.studium.work.notify_waiters();
    Ok(done(Said::After))
}

/// How the exam went: "82 %", or a grade.
pub async fn result(
    State(state): State<AppState>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Reply<Response> {
    let text = fields.get("result").trim().to_owned();
    let share = match text.strip_suffix('%') {
        None => None,
        Some(percent) => match form::number(percent) {
            Some(percent) => Some(percent / 100.0),
            None => return not_a_result(&state, &me, id, "plan-share-wrong").await,
        },
    };
    let grade = if share.is_some() { String::new() } else { text };
    match act(&state, &me, move |tx, call| plan::record_result(tx, call, id, share, &grade)).await {
        Ok(_) => Ok(done(Said::Result).into_response()),
        Err(Error::Invalid { fields }) => {
            let key = fields.first().map_or("error-field", |(_, key)| key);
            not_a_result(&state, &me, id, key).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn not_a_result(state: &AppState, me: &SignedIn, id: Uuid, key: &str) -> Reply<Response> {
    let wrong = Wrong(vec![("result".into(), key.into())]);
    let page = show_with(state, me, &Notice::default(), id, wrong).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn own(state: &AppState, me: &SignedIn, id: Uuid) -> studium_core::Result<Exam> {
    let actor = me.actor.clone();
    state.studium.read(move |tx| plan::get_exam(tx, &actor, id)).await
}

fn done(said: Said) -> Redirect {
    Redirect::to(&format!("/plan?said={}", said.word()))
}
