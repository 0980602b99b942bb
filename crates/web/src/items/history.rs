//! Earlier versions of an item, each to be brought back.

use super::preview;
use crate::decks::undo::{Notice, act};
use crate::frame::parts::icon;
use crate::frame::{AppState, Fields, Nav, Reply, SignedIn, app_page};
use crate::i18n::{self, t};
use crate::t_args;
use axum::extract::{Path, State};
use axum::response::Redirect;
use maud::{Markup, html};
use studium_core::items;
use uuid::Uuid;

/// Versions that are drawn; older ones are only named.
const DRAWN: usize = 10;

pub async fn show(State(state): State<AppState>, me: SignedIn, notice: Notice, Path(id): Path<Uuid>) -> Reply<Markup> {
    let actor = me.actor.clone();
    let (item, versions, note_type) = state
        .studium
        .read(move |tx| {
            let item = items::get(tx, &actor, id)?;
            let versions = items::list_versions(tx, &actor, id)?;
            Ok((item.clone(), versions, items::note_type(tx, item.space, &item.content)?))
        })
        .await?;
    let l = me.locale;
    let title = t(l, "item-history");
    let zone = &me.actor.preferences.zone;
    let when = |at: i64| {
        let local = jiff::Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(zone.clone());
        format!("{}, {}", i18n::date(l, local.date()), i18n::time(l, local.time()))
    };
    let about = |tags: &[String], language: &Option<String>| preview::About {
        space: item.space,
        note_type: note_type.clone(),
        tags: tags.to_vec(),
        language: language.clone(),
        others: Vec::new(),
    };
    Ok(app_page(
        &me,
        &title,
        Nav::Decks,
        html! {
            div class="page" {
                (notice.bar(l))
                header class="page-head" {
                    p class="over" { a href={ "/items/" (item.id) } { (t(l, "item-edit")) } }
                    h1 class="lead" {
                        @if versions.is_empty() { (t(l, "history-none")) } @else { (t_args!(l, "history-lead", versions = versions.len() + 1)) }
                    }
                    p class="after" { (t(l, "history-after")) }
                }
                ol class="rows history" reversed {
                    li {
                        p class="over" { (t_args!(l, "history-now", version = item.version)) }
                        (preview::cards(l, &item.content, &about(&item.tags, &item.language)))
                    }
                    @for (n, (version, at, before)) in versions.iter().enumerate() {
                        li {
                            p class="over" { (t_args!(l, "history-version", version = *version, when = when(*at))) }
                            @if n < DRAWN {
                                (preview::cards(l, &before.content, &about(&before.tags, &before.language)))
                            } @else {
                                p { (formats::render::summary(&before.content, note_type.as_ref())) }
                            }
                            form method="post" action={ "/items/" (item.id) "/history" } {
                                input type="hidden" name="from" value=(item.version);
                                button class="button compact" name="version" value=(version) { (icon("rotate-ccw")) (t(l, "history-restore")) }
                            }
                        }
                    }
                }
            }
        },
    ))
}

pub async fn restore(
    State(state): State<AppState>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Reply<Redirect> {
    let (version, from) = (fields.parse::<i64>("version")?, fields.parse::<i64>("from")?);
    let ((), done) =
        act(&state, &me, move |tx, call| items::restore_version(tx, call, call.actor.space(), id, version, from))
            .await?;
    Ok(done.redirect(&format!("/items/{id}")))
}
