//! `/practice`: a round, where one is chosen, or what to do when there is nothing to practise.

use super::asked::Asked;
use super::parts::Learn;
use super::views;
use crate::api::ApiQuery;
use crate::frame::parts::Wrong;
use crate::frame::{AppState, Reply, SignedIn};
use crate::i18n::t;
use crate::study::session::{self, Frame};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use studium_core::courses::Course;
use studium_core::decks::Deck;
use studium_core::practice::{self, Goal};
use studium_core::study::{Loads, cards};
use studium_core::{Error, courses, decks};

/// What a round can be chosen from.
#[derive(Debug, Default)]
pub struct Choices {
    pub courses: Vec<Course>,
    pub decks: Vec<Deck>,
    /// There is any card at all.
    pub any: bool,
}

pub async fn practice(
    State(state): State<AppState>,
    me: SignedIn,
    ApiQuery(asked): ApiQuery<Asked>,
) -> Reply<Response> {
    if let Some(chosen) = asked.chosen() {
        return Ok(Redirect::to(&format!("/practice?{}", chosen.query())).into_response());
    }
    if !asked.names_something() {
        return Ok(views::start(&me, &choices(&state, &me).await?, &asked, &Wrong::default()).into_response());
    }
    match round(&state, &me, &asked).await {
        Ok(page) => Ok(page),
        Err(Error::Invalid { fields }) => {
            let page = views::start(&me, &choices(&state, &me).await?, &asked, &Wrong(fields));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn round(state: &AppState, me: &SignedIn, asked: &Asked) -> studium_core::Result<Response> {
    let call = me.call(state);
    let (l, seed) = (me.locale, call.seed);
    let goal = asked.goal()?;
    let search = asked.find(state, &me.actor).await?;
    let wanted = asked.clone();
    let (any, deck, course) = state
        .studium
        .read(move |tx| {
            let over = wanted.over(tx, &call, search.as_ref())?;
            let one = practice::round(tx, &call, &over, Goal::Right(1), &Loads::default(), seed)?;
            let deck = wanted.deck.map(|id| decks::get(tx, &call.actor, id)).transpose()?;
            let course = wanted.course.map(|id| courses::get(tx, &call.actor, id)).transpose()?;
            Ok((!one.cards.is_empty(), deck, course))
        })
        .await?;
    if !any {
        return Ok(views::nothing(me, asked, deck.as_ref()).into_response());
    }
    let (exit, exit_label) = match (&deck, &course) {
        (Some(deck), _) => (format!("/decks/{}", deck.id), t(l, "session-exit-deck")),
        (_, Some(course)) => (format!("/courses/{}", course.id), t(l, "practice-exit-course")),
        _ => ("/practice".to_owned(), t(l, "practice-exit")),
    };
    let (goal, minutes) = match goal {
        Goal::Right(n) => (n, None),
        Goal::Minutes(n) => (0, Some(n)),
    };
    let frame = Frame {
        title: t(l, "practice-title"),
        queue: format!("/api/v1/practice?{}&seed={seed}", asked.query()),
        exit,
        exit_label,
        minutes,
        learn: Some(Learn { goal }),
    };
    Ok(session::frame(me, &frame, deck.as_ref()).into_response())
}

async fn choices(state: &AppState, me: &SignedIn) -> studium_core::Result<Choices> {
    let actor = me.actor.clone();
    state
        .studium
        .read(move |tx| {
            Ok(Choices {
                courses: courses::list(tx, &actor)?,
                decks: decks::list_studied(tx, &actor)?,
                any: !cards::page(tx, &actor, None, None, 1)?.is_empty(),
            })
        })
        .await
}
