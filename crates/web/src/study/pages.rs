//! `/study`: a session, or what to do when nothing is due.

use super::asked::Asked;
use super::session;
use crate::api::ApiQuery;
use crate::frame::{AppState, Nav, Reply, SignedIn, app_page};
use crate::i18n::{Locale, relative_day, t, time};
use crate::t_args;
use axum::extract::State;
use maud::{Markup, html};
use memory::Millis;
use studium_core::study::{self, Loads, Next};
use studium_core::{Call, decks};

pub async fn study(State(state): State<AppState>, me: SignedIn, ApiQuery(asked): ApiQuery<Asked>) -> Reply<Markup> {
    let call = me.call(&state);
    let search = asked.search(&state, &me.actor).await?;
    let wanted = asked.clone();
    let (deck, next) = state
        .studium
        .read(move |tx| {
            let scope = wanted.scope(tx, &call, search.as_ref())?;
            // only whether there is a card counts, not what it would promise
            let loads = Loads::default();
            let waiting = !study::queue_more(tx, &call, &scope, wanted.more(), 1, &loads)?.is_empty();
            let deck = wanted.deck.map(|id| decks::get(tx, &call.actor, id)).transpose()?;
            let next = if waiting { None } else { Some(study::next(tx, &call, &scope)?) };
            Ok((deck, next))
        })
        .await?;
    Ok(match next {
        None => session::page(&me, &asked, deck.as_ref()),
        Some(next) => nothing_due(&me, &me.call(&state), &asked, &next),
    })
}

/// Nothing is due: when something is, and what could be done instead.
fn nothing_due(me: &SignedIn, call: &Call, asked: &Asked, next: &Next) -> Markup {
    let l = me.locale;
    let link = |extra: &str| {
        let scope = Asked { new: None, ahead: None, ..asked.clone() }.query();
        if scope.is_empty() { format!("/study?{extra}") } else { format!("/study?{scope}&{extra}") }
    };
    let title = if next.any { t(l, "study-nothing-due") } else { t(l, "study-no-cards") };
    let text = if next.any { when(l, call, next) } else { t(l, "study-no-cards-text") };
    app_page(
        me,
        &t(l, "nav-study"),
        Nav::Study,
        html! {
            div class="page" {
                section class="empty" {
                    (art())
                    h1 { (title) }
                    p { (text) }
                    p class="row" {
                        @if next.new_cards {
                            a class="button primary" href=(link("new=10")) { (t(l, "study-more-new")) }
                        }
                        @if next.review.is_some() {
                            a class="button" href=(link("ahead=1")) { (t(l, "study-ahead")) }
                        }
                        @if !next.any { a class="button primary" href="/add" { (t(l, "nav-add")) } }
                        a class="button" href="/library" { (t(l, "study-read-something")) }
                        a class="button" href="/today" { (t(l, "nav-today")) }
                    }
                    @if next.review.is_some() { p class="small quiet" { (t(l, "study-ahead-why")) } }
                }
            }
        },
    )
}

/// "The next card is due in 12 min, at 10:42."
fn when(l: Locale, call: &Call, next: &Next) -> String {
    if let Some(at) = next.learning {
        let left = (at.0 - call.now.0).max(0) / 1000;
        return t_args!(l, "study-next-at", span = crate::i18n::duration(l, left), time = clock(call, l, at));
    }
    match next.review {
        Some(day) => t_args!(l, "study-next-on", day = relative_day(l, day.days_since(call.today()).into())),
        None if next.new_cards => t(l, "study-only-new"),
        None => t(l, "study-all-paused"),
    }
}

fn clock(call: &Call, l: Locale, at: Millis) -> String {
    let zone = call.actor.preferences.zone.clone();
    jiff::Timestamp::from_millisecond(at.0).map(|at| time(l, at.to_zoned(zone).time())).unwrap_or_default()
}

/// Cards laid down, with a tick.
fn art() -> Markup {
    html! {
        svg class="art" viewBox="14 4 122 84" aria-hidden="true" {
            path class="m" d="M34 68h68l-5 16H29z" {}
            rect class="p" x="32" y="8" width="76" height="50" rx="6" {}
            rect class="p" x="24" y="16" width="76" height="50" rx="6" {}
            rect class="p" x="16" y="24" width="76" height="50" rx="6" {}
            path d="M40 50l10 10 20-22" {}
        }
    }
}
