//! Making a deck, and changing what it is called, where it lies and what it says.

use super::undo::act;
use super::views::deck_options;
use crate::frame::parts::{TextField, Wrong, options};
use crate::frame::{AppState, Fields, Nav, Reply, SignedIn, app_page};
use crate::i18n::t;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use studium_core::decks::{Deck, NewDeck};
use studium_core::{Error, courses, decks};
use uuid::Uuid;

#[derive(Debug, Deserialize, Default)]
pub struct Place {
    parent: Option<Uuid>,
    course: Option<Uuid>,
}

pub async fn new(State(state): State<AppState>, me: SignedIn, Query(place): Query<Place>) -> Reply<Markup> {
    let mut fields = Vec::new();
    fields.extend(place.parent.map(|p| ("parent".to_owned(), p.to_string())));
    fields.extend(place.course.map(|c| ("course".to_owned(), c.to_string())));
    page(&state, &me, None, &Fields(fields), &Wrong::default()).await
}

pub async fn create(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply<Response> {
    let new = NewDeck {
        parent: fields.parse_optional("parent")?,
        course: fields.parse_optional("course")?,
        name: fields.get("name").trim().to_owned(),
        description: fields.get("description").to_owned(),
        language: Some(fields.get("language").to_owned()).filter(|l| !l.is_empty()),
        ..NewDeck::default()
    };
    match act(&state, &me, move |tx, call| decks::create(tx, call, call.actor.space(), &new)).await {
        Ok((id, done)) => Ok(done.redirect(&format!("/decks/{id}")).into_response()),
        Err(Error::Invalid { fields: wrong }) => {
            let again = page(&state, &me, None, &fields, &Wrong(wrong)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn edit(State(state): State<AppState>, me: SignedIn, Path(id): Path<Uuid>) -> Reply<Markup> {
    let deck = own(&state, &me, id).await?;
    let text = |name: &str, value: Option<String>| (name.to_owned(), value.unwrap_or_default());
    let fields = Fields(vec![
        text("name", Some(deck.name.clone())),
        text("parent", deck.parent.map(|p| p.to_string())),
        text("course", deck.course.map(|c| c.to_string())),
        text("description", Some(deck.description.clone())),
        text("language", deck.language.clone()),
    ]);
    page(&state, &me, Some(&deck), &fields, &Wrong::default()).await
}

pub async fn save(
    State(state): State<AppState>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Reply<Response> {
    let deck = own(&state, &me, id).await?;
    let parent: Option<Uuid> = fields.parse_optional("parent")?;
    let course: Option<Uuid> = fields.parse_optional("course")?;
    let (name, description) = (fields.get("name").trim().to_owned(), fields.get("description").to_owned());
    let language = Some(fields.get("language").to_owned()).filter(|l| !l.is_empty());
    let before = deck.clone();
    let saved = act(&state, &me, move |tx, call| {
        let space = call.actor.space();
        // only what differs, so that an undo takes back only that
        if name != before.name || parent != before.parent {
            decks::rename(tx, call, space, id, &name, parent)?;
        }
        if description != before.description || language != before.language {
            decks::describe(tx, call, space, id, &description, language.as_deref())?;
        }
        if course != before.course {
            courses::set_of_deck(tx, call, space, id, course)?;
        }
        Ok(())
    });
    match saved.await {
        Ok((_, done)) if done.to == 0 || done.from > done.to => {
            Ok(Redirect::to(&format!("/decks/{id}")).into_response())
        }
        Ok((_, done)) => Ok(done.redirect(&format!("/decks/{id}")).into_response()),
        Err(Error::Invalid { fields: wrong }) => {
            let again = page(&state, &me, Some(&deck), &fields, &Wrong(wrong)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// A deck that the learner may change: others are not there.
async fn own(state: &AppState, me: &SignedIn, id: Uuid) -> studium_core::Result<Deck> {
    let actor = me.actor.clone();
    let deck = state.studium.read(move |tx| decks::get(tx, &actor, id)).await?;
    if deck.space == me.actor.space() { Ok(deck) } else { Err(Error::NotFound { what: "deck" }) }
}

/// Languages that a deck, item or field may be said to be in, by their own names.
pub const LANGUAGES: [(&str, &str); 17] = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("es", "Español"),
    ("it", "Italiano"),
    ("la", "Latina"),
    ("pt", "Português"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("sv", "Svenska"),
    ("tr", "Türkçe"),
    ("ru", "Русский"),
    ("el", "Ελληνικά"),
    ("ar", "العربية"),
    ("ja", "日本語"),
    ("zh", "中文"),
    ("ko", "한국어"),
];

/// The options of a language select; a stored tag that is not on the list stays.
pub fn language_options(none: String, chosen: &str) -> Markup {
    let known = chosen.is_empty() || LANGUAGES.iter().any(|(tag, _)| *tag == chosen);
    html! {
        (options([("", none)], chosen))
        @if !known { option value=(chosen) selected { (chosen) } }
        (options(LANGUAGES.map(|(tag, name)| (tag, name.to_owned())), chosen))
    }
}

async fn page(state: &AppState, me: &SignedIn, deck: Option<&Deck>, fields: &Fields, wrong: &Wrong) -> Reply<Markup> {
    let actor = me.actor.clone();
    let (decks, courses) =
        state.studium.read(move |tx| Ok((decks::list(tx, &actor, actor.space())?, courses::list(tx, &actor)?))).await?;
    let l = me.locale;
    let title = t(l, if deck.is_some() { "deck-edit" } else { "deck-new" });
    let action = deck.map_or("/decks".to_owned(), |d| format!("/decks/{}/edit", d.id));
    let back = deck.map_or("/decks".to_owned(), |d| format!("/decks/{}", d.id));
    Ok(app_page(
        me,
        &title,
        Nav::Decks,
        html! {
            div class="page" {
                header class="page-head" {
                    p class="over" { a href=(back) { (deck.map_or(t(l, "decks-title"), |d| d.name.clone())) } }
                    h1 class="lead" { (title) }
                }
                form class="stack narrow" method="post" action=(action) {
                    (TextField { name: "name", label: t(l, "deck-name"), kind: "text", value: fields.get("name"), autocomplete: "off",
                        hint: None, required: true }.render(l, wrong))
                    label class="field" {
                        span { (t(l, "deck-parent")) }
                        select class="input" name="parent" {
                            option value="" { (t(l, "deck-parent-none")) }
                            (deck_options(&decks, fields.parse_optional("parent").unwrap_or(None), deck))
                        }
                        (wrong.under(l, "parent"))
                    }
                    @if !courses.is_empty() {
                        label class="field" {
                            span { (t(l, "deck-course")) }
                            select class="input" name="course" {
                                option value="" { (t(l, "deck-course-none")) }
                                @for course in &courses {
                                    option value=(course.id) selected[fields.get("course") == course.id.to_string()] { (course.name) }
                                }
                            }
                            (wrong.under(l, "course"))
                        }
                    }
                    label class="field" {
                        span { (t(l, "deck-language")) }
                        select class="input" name="language" { (language_options(t(l, "language-unsaid"), fields.get("language"))) }
                        small { (t(l, "deck-language-hint")) }
                    }
                    label class="field" {
                        span { (t(l, "deck-description")) }
                        textarea class="input" name="description" rows="4" { (fields.get("description")) }
                        (wrong.under(l, "description"))
                    }
                    p class="row" {
                        button class="button primary" { (t(l, "save")) }
                        a class="button plain" href=(back) { (t(l, "cancel")) }
                    }
                }
            }
        },
    ))
}
