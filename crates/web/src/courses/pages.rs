//! Subjects: requests.

use super::views;
use crate::decks::undo::{Notice, act};
use crate::frame::parts::Wrong;
use crate::frame::{AppState, Fields, Reply, SignedIn};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use studium_core::courses::{Course, NewCourse, Topic};
use studium_core::decks::{Deck, DeckLine};
use studium_core::drafts::SourceLine;
use studium_core::plan::{self, PlanView};
use studium_core::{Error, courses, decks, drafts};
use uuid::Uuid;

/// What a subject's page shows.
pub struct CoursePage {
    pub course: Course,
    pub lines: Vec<DeckLine>,
    /// Outermost decks of no subject, to be put into this one.
    pub free: Vec<Deck>,
    pub sources: Vec<SourceLine>,
    pub topics: Vec<Topic>,
    pub recall: Option<f64>,
    pub plan: PlanView,
}

pub async fn show(State(state): State<AppState>, me: SignedIn, notice: Notice, Path(id): Path<Uuid>) -> Reply<Markup> {
    let call = me.call(&state);
    let page = state
        .studium
        .read(move |tx| {
            let course = courses::get(tx, &call.actor, id)?;
            let all = decks::list(tx, &call.actor, course.space)?;
            let own: Vec<Deck> = all.iter().filter(|d| d.course == Some(id)).cloned().collect();
            let ids: Vec<Uuid> = own.iter().map(|d| d.id).collect();
            Ok(CoursePage {
                recall: decks::Recalls::of_decks(tx, &call, &ids)?,
                lines: decks::overview_of(tx, &call, own)?,
                free: all.into_iter().filter(|d| d.parent.is_none() && d.course.is_none()).collect(),
                sources: drafts::list_sources(tx, &call.actor, Some(id))?,
                topics: courses::list_topics(tx, &call.actor, id)?,
                plan: plan::plan(tx, &call)?,
                course,
            })
        })
        .await?;
    Ok(views::show(&me, &notice, &page))
}

pub async fn new(me: SignedIn) -> Markup {
    views::form(&me, None, &Fields::default(), &Wrong::default())
}

pub async fn create(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply<Response> {
    let new = read(&fields);
    match act(&state, &me, move |tx, call| courses::create(tx, call, call.actor.space(), &new)).await {
        Ok((id, done)) => Ok(done.redirect(&format!("/courses/{id}")).into_response()),
        Err(Error::Invalid { fields: wrong }) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, views::form(&me, None, &fields, &Wrong(wrong))).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn edit(State(state): State<AppState>, me: SignedIn, Path(id): Path<Uuid>) -> Reply<Markup> {
    let course = own(&state, &me, id).await?;
    let fields = Fields(vec![
        ("name".into(), course.name.clone()),
        ("hue".into(), course.hue.clone()),
        ("letter".into(), course.letter.clone()),
        ("version".into(), course.version.to_string()),
    ]);
    Ok(views::form(&me, Some(&course), &fields, &Wrong::default()))
}

pub async fn save(
    State(state): State<AppState>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Reply<Response> {
    let course = own(&state, &me, id).await?;
    let (next, version) = (read(&fields), fields.parse::<i64>("version")?);
    match act(&state, &me, move |tx, call| courses::edit(tx, call, call.actor.space(), id, Some(version), &next)).await
    {
        Ok(((), done)) => Ok(done.redirect(&format!("/courses/{id}")).into_response()),
        Err(Error::Invalid { fields: wrong }) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, views::form(&me, Some(&course), &fields, &Wrong(wrong)))
                .into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn bin(State(state): State<AppState>, me: SignedIn, Path(id): Path<Uuid>) -> Reply<Redirect> {
    let ((), done) = act(&state, &me, move |tx, call| courses::bin(tx, call, call.actor.space(), id)).await?;
    Ok(done.redirect("/decks"))
}

pub async fn add_deck(
    State(state): State<AppState>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Reply<Redirect> {
    let deck = fields.parse::<Uuid>("deck")?;
    let ((), done) =
        act(&state, &me, move |tx, call| courses::set_of_deck(tx, call, call.actor.space(), deck, Some(id))).await?;
    Ok(done.redirect(&format!("/courses/{id}")))
}

pub async fn add_topic(
    State(state): State<AppState>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Reply<Redirect> {
    let (parent, name) = (fields.parse_optional::<Uuid>("parent")?, fields.get("name").to_owned());
    let (_, done) =
        act(&state, &me, move |tx, call| courses::create_topic(tx, call, call.actor.space(), id, parent, &name))
            .await?;
    Ok(done.redirect(&format!("/courses/{id}")))
}

pub async fn change_topic(
    State(state): State<AppState>,
    me: SignedIn,
    Path((id, topic)): Path<(Uuid, Uuid)>,
    fields: Fields,
) -> Reply<Redirect> {
    let (name, bin) = (fields.get("name").to_owned(), fields.get("action") == "bin");
    let ((), done) = act(&state, &me, move |tx, call| match bin {
        true => courses::bin_topic(tx, call, call.actor.space(), topic),
        false => courses::rename_topic(tx, call, call.actor.space(), topic, &name),
    })
    .await?;
    Ok(done.redirect(&format!("/courses/{id}")))
}

async fn own(state: &AppState, me: &SignedIn, id: Uuid) -> studium_core::Result<Course> {
    let actor = me.actor.clone();
    state.studium.read(move |tx| courses::get(tx, &actor, id)).await
}

fn read(fields: &Fields) -> NewCourse {
    NewCourse {
        name: fields.get("name").to_owned(),
        hue: fields.get("hue").to_owned(),
        letter: fields.get("letter").to_owned(),
        language: None,
    }
}
