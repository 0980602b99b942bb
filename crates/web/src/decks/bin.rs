//! Into the bin and out of it: decks, items, subjects, for 30 days.

use super::undo::{Notice, act, settle};
use crate::frame::parts::icon;
use crate::frame::{AppState, Fields, Nav, Reply, SignedIn, app_page};
use crate::i18n::{self, Locale, t};
use crate::t_args;
use axum::extract::{Path, State};
use axum::response::Redirect;
use maud::{Markup, html};
use studium_core::decks::{BIN_DAYS, Deck};
use studium_core::{courses, decks, items};
use uuid::Uuid;

/// Items that the page lists.
const MOST: u32 = 200;

pub async fn bin_deck(State(state): State<AppState>, me: SignedIn, Path(id): Path<Uuid>) -> Reply<Redirect> {
    let ((), done) = act(&state, &me, move |tx, call| decks::bin(tx, call, call.actor.space(), id)).await?;
    settle(&state, &me);
    Ok(done.redirect("/decks"))
}

pub async fn restore(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply<Redirect> {
    let deck: Option<Uuid> = fields.parse_optional("deck")?;
    let item: Option<Uuid> = fields.parse_optional("item")?;
    let course: Option<Uuid> = fields.parse_optional("course")?;
    let ((), done) = act(&state, &me, move |tx, call| {
        let space = call.actor.space();
        match (deck, item, course) {
            (Some(deck), ..) => decks::restore(tx, call, space, deck),
            (_, Some(item), _) => items::restore(tx, call, space, &[item]),
            (_, _, Some(course)) => courses::restore(tx, call, space, course),
            _ => Ok(()),
        }
    })
    .await?;
    settle(&state, &me);
    Ok(done.redirect("/bin"))
}

pub async fn show(State(state): State<AppState>, me: SignedIn, notice: Notice) -> Reply<Markup> {
    let actor = me.actor.clone();
    let (decks, items, courses) = state
        .studium
        .read(move |tx| {
            let space = actor.space();
            let binned = decks::list_binned(tx, &actor, space)?;
            // a deck that went in with the one above it comes out with that one
            let tops: Vec<Deck> = binned
                .iter()
                .filter(|d| !binned.iter().any(|above| Some(above.id) == d.parent && above.deleted_at == d.deleted_at))
                .cloned()
                .collect();
            let mut counted = Vec::with_capacity(tops.len());
            for deck in tops {
                let n = decks::count_binned_items(tx, &deck)?;
                counted.push((deck, n));
            }
            Ok((counted, decks::list_binned_items(tx, &actor, space, MOST)?, courses::list_binned(tx, &actor)?))
        })
        .await?;
    let l = me.locale;
    let title = t(l, "bin-title");
    let all = decks.len() + items.len() + courses.len();
    let now = state.studium.clock.now().0;
    Ok(app_page(
        &me,
        &title,
        Nav::Decks,
        html! {
            div class="page" {
                (notice.bar(l))
                header class="page-head" {
                    p class="over" { a href="/decks" { (t(l, "decks-title")) } }
                    h1 class="lead" { @if all == 0 { (t(l, "bin-lead-empty")) } @else { (t_args!(l, "bin-lead", things = all)) } }
                    p class="after" { (t_args!(l, "bin-after", days = BIN_DAYS)) }
                }
                div class="stack" {
                    @if !decks.is_empty() || !courses.is_empty() {
                        section aria-labelledby="h-decks" {
                            div class="section-head" { h2 id="h-decks" { (t(l, "decks-title")) } }
                            ul class="rows" {
                                @for (deck, n) in &decks {
                                    (row(l, "folder", "deck", deck.id, &deck.name, &format!("{}, {}", t_args!(l, "count-items", items = *n), left(l, deck.deleted_at, now))))
                                }
                                @for course in &courses {
                                    (row(l, "bookmark", "course", course.id, &course.name, &format!("{}, {}", t(l, "course-one"), left(l, course.deleted_at, now))))
                                }
                            }
                        }
                    }
                    @if !items.is_empty() {
                        section aria-labelledby="h-items" {
                            div class="section-head" { h2 id="h-items" { (t(l, "deck-cards")) } }
                            ul class="rows" {
                                @for (id, summary, deck, at) in &items {
                                    (row(l, "layers", "item", *id, summary, &format!("{deck}, {}", left(l, Some(*at), now))))
                                }
                            }
                        }
                    }
                }
            }
        },
    ))
}

fn left(l: Locale, at: Option<i64>, now: i64) -> String {
    let gone = at.unwrap_or(now) + BIN_DAYS * 86_400_000;
    t_args!(l, "bin-left", when = i18n::duration(l, ((gone - now) / 1000).max(0)))
}

fn row(l: Locale, name: &str, field: &str, id: Uuid, title: &str, meta: &str) -> Markup {
    html! {
        li class="item-row" {
            (icon(name))
            span class="title" { (title) }
            span class="meta" { (meta) }
            form class="act" method="post" action="/bin/restore" {
                input type="hidden" name=(field) value=(id);
                button class="button compact" { (icon("undo-2")) (t(l, "bin-restore")) }
            }
        }
    }
}
