//! `/decks/{id}/settings`: how a deck is studied. What is left empty is inherited, and the page says from where.

use super::settings_form::{self as form, Field, SECTIONS, Shape};
use crate::api::ApiPath;
use crate::frame::parts::{Wrong, icon};
use crate::frame::{AppState, Fields, Nav, Reply, SignedIn, app_page};
use crate::i18n::t;
use crate::t_args;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use maud::{Markup, html};
use studium_core::Error;
use studium_core::decks::Deck;
use studium_core::study::settings::{self, Preset};
use uuid::Uuid;

type Chain = Vec<(Option<Deck>, Preset)>;

pub async fn show(
    State(state): State<AppState>,
    me: SignedIn,
    ApiPath(id): ApiPath<Uuid>,
    RawQuery(query): RawQuery,
) -> Reply<Markup> {
    let chain = load(&state, &me, id).await?;
    Ok(page(&me, id, &chain, &Wrong::default(), None, query.as_deref() == Some("saved")))
}

pub async fn save(State(state): State<AppState>, me: SignedIn, ApiPath(id): ApiPath<Uuid>, fields: Fields) -> Reply {
    let done = match form::read(&fields) {
        Ok(preset) => {
            let call = me.call(&state);
            state.studium.write(move |tx| settings::set_deck_preset(tx, &call, id, &preset)).await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/decks/{id}/settings?saved")).into_response()),
        Err(Error::Invalid { fields: wrong }) => {
            let chain = load(&state, &me, id).await?;
            let page = page(&me, id, &chain, &Wrong(wrong), Some(&fields), false);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn load(state: &AppState, me: &SignedIn, id: Uuid) -> Reply<Chain> {
    let actor = me.actor.clone();
    Ok(state.studium.read(move |tx| settings::chain(tx, &actor, id)).await?)
}

fn page(me: &SignedIn, id: Uuid, chain: &Chain, wrong: &Wrong, typed: Option<&Fields>, saved: bool) -> Markup {
    let l = me.locale;
    let name = chain.first().and_then(|(deck, _)| deck.as_ref()).map(|d| d.name.clone()).unwrap_or_default();
    app_page(
        me,
        &t(l, "deck-set-title"),
        Nav::Decks,
        html! {
            div class="page" {
                header class="page-head" {
                    p class="small quiet" { a href={ "/decks/" (id) } { (name) } }
                    h1 class="lead" { (t(l, "deck-set-title")) }
                    p class="quiet" { (t(l, "deck-set-text")) }
                }
                @if saved { p class="notice" role="status" { (icon("check")) span { (t(l, "settings-saved")) } } }
                @if wrong.any() { p class="notice bad" role="alert" { (icon("circle-alert")) span { (t(l, "error-invalid")) } } }
                form class="settings" method="post" {
                    nav class="nav" aria-label=(t(l, "settings-sections")) {
                        @for (key, _) in SECTIONS { a class="nav-link" href={ "#" (key) } { (t(l, key)) } }
                    }
                    div {
                        @for (key, fields) in SECTIONS {
                            section id=(key) {
                                h2 { (t(l, key)) }
                                @for field in fields { (setting(me, field, chain, wrong, typed)) }
                            }
                        }
                        div class="setting-foot" { button class="button primary" { (t(l, "save")) } }
                    }
                }
            }
        },
    )
}

fn setting(me: &SignedIn, field: &Field, chain: &Chain, wrong: &Wrong, typed: Option<&Fields>) -> Markup {
    let l = me.locale;
    let own = chain.first().map(|(_, preset)| form::stored(preset, field.name)).unwrap_or_default();
    let value = typed.map_or(own, |t| t.get(field.name).to_owned());
    let (inherited, from) = inherited(me, field, chain);
    let note = t_args!(l, "deck-set-inherited", value = form::said(l, field, &inherited), from = from);
    html! {
        div class="setting" {
            div {
                label for=(field.name) { (t(l, field.label)) }
                @if let Some(why) = field.why { small { (t(l, why)) " " } }
                small id={ (field.name) "-from" } { (note) }
                (wrong.under(l, field.name))
            }
            @match field.shape {
                Shape::Choice(choices) => select class="input" id=(field.name) name=(field.name) aria-describedby={ (field.name) "-from" } {
                    option value="" selected[value.is_empty()] { (t_args!(l, "deck-set-as-above", value = form::said(l, field, &inherited))) }
                    @for (choice, key) in choices { option value=(choice) selected[*choice == value] { (t(l, key)) } }
                },
                _ => input class="input" id=(field.name) name=(field.name) value=(value) placeholder=(inherited) autocomplete="off"
                    inputmode=(if field.shape == Shape::Steps { "text" } else { "decimal" })
                    aria-invalid=[wrong.flag(field.name)] aria-describedby={ (field.name) "-from" };
            }
        }
    }
}

/// The value that holds if the deck says nothing, and who says it.
fn inherited(me: &SignedIn, field: &Field, chain: &Chain) -> (String, String) {
    let l = me.locale;
    for (deck, preset) in chain.iter().skip(1) {
        let value = form::stored(preset, field.name);
        if !value.is_empty() {
            let from = match deck {
                Some(deck) => t_args!(l, "deck-set-from-deck", name = &deck.name),
                None => t(l, "deck-set-from-you"),
            };
            return (value, from);
        }
    }
    (form::default(field.name), t(l, "deck-set-from-default"))
}
