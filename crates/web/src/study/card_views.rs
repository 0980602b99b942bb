//! The markup of a card's own page.

use super::card_json;
use super::session::rating_key;
use crate::frame::layout::json_script;
use crate::frame::parts::icon;
use crate::frame::{Nav, SignedIn, app_page};
use crate::i18n::{self, Locale, t};
use crate::t_args;
use formats::render::Rendered;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, PreEscaped, html};
use memory::{Millis, Phase, StudyDay};
use serde_json::json;
use studium_core::reviews::{EventKind, EventRow};
use studium_core::study::Face;
use uuid::Uuid;

pub struct Shown<'s> {
    pub me: &'s SignedIn,
    pub face: &'s Face,
    /// Oldest first.
    pub events: &'s [EventRow],
    /// 0–1; `None` for a new card.
    pub recall: Option<f64>,
    pub today: StudyDay,
}

pub fn page(s: &Shown) -> Markup {
    let l = s.me.locale;
    let card = &s.face.card;
    let shown = card_json::rendered(s.face);
    let title = t(l, "card-title");
    app_page(
        s.me,
        &title,
        Nav::Decks,
        html! {
            div class="page" {
                header class="page-head" {
                    p class="small quiet" {
                        a href={ "/decks/" (card.deck) } { (s.face.deck.join(" › ")) }
                    }
                    h1 class="lead" { (title) }
                    @if card.suspended { p class="notice warn" role="status" { (icon("circle-pause")) span { (t(l, "card-paused")) } } }
                    @else if card.buried_until.is_some_and(|d| d > s.today) {
                        p class="notice" role="status" { (icon("moon")) span { (t(l, "card-not-today")) } }
                    }
                    @if card.leech { p class="notice warn" { (icon("triangle-alert")) span { (t(l, "card-leech")) } } }
                }
                div class="stack-m" {
                    section aria-label=(t(l, "card-text")) { (text(l, &shown, card.slot.number().unwrap_or(0))) }
                    section class="stack-s" aria-labelledby="card-memory" {
                        h2 id="card-memory" { (t(l, "card-memory")) }
                        (memory(s))
                        details class="fold" {
                            summary { (t(l, "card-how")) }
                            p { (t(l, "card-how-computed")) }
                        }
                    }
                    (actions(s))
                    section class="stack-s" aria-labelledby="card-history" {
                        h2 id="card-history" { (t(l, "session-history")) }
                        (history(s))
                    }
                }
            }
        },
    )
}

/// Question and answer; an imported card stands apart from the page, with its own style.
fn text(l: Locale, shown: &Rendered, ord: u16) -> Markup {
    let part = |label: &str, html_text: &str, language: Option<&str>| match &shown.css {
        Some(css) => html! {
            card-face data-title=(t(l, label)) { (json_script("", &json!({"html": html_text, "css": css, "ord": ord}))) }
        },
        None => html! { div class="question" lang=[language] { (PreEscaped(html_text)) } },
    };
    html! {
        @if !shown.answer_replaces_question {
            (part("session-question", &shown.question_html, shown.question_language.as_deref()))
        }
        div class="answer" {
            @match &shown.css {
                Some(_) => (part("session-answer", &shown.answer_html, None)),
                None => div class="answer-body" lang=[shown.answer_language.as_deref()] { (PreEscaped(&shown.answer_html)) },
            }
            @if let Some(choices) = &shown.choices {
                ul { @for choice in choices { li { (PreEscaped(&choice.html)) @if choice.right { " " (icon("check")) span class="visually-hidden" { (t(l, "session-right")) } } } } }
            }
        }
    }
}

/// The forgetting stroke: its length is the chance of recall, 0–1.
pub fn stroke(l: Locale, recall: f64) -> Markup {
    #[expect(clippy::cast_possible_truncation, reason = "0 to 98")]
    let end = (recall.clamp(0.0, 1.0) * 98.0).round() as i64;
    html! {
        span class="memory" {
            svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
                path class="track" d="M0 2h100v6H0z" {}
                path class="stroke" d={ "M2 0H" (end) "L" ((end - 2).max(0)) " 10H0z" } {}
                path class="tip" d={ "M" (end) " -1h2l-2 12h-2z" } {}
            }
            span { span class="visually-hidden" { (t(l, "session-recall-now")) } (i18n::percent(l, recall)) }
        }
    }
}

fn memory(s: &Shown) -> Markup {
    let l = s.me.locale;
    let folded = &s.face.card.folded;
    let state = &folded.state;
    let (Some(recall), Some(memory)) = (s.recall, state.memory) else {
        return html! { p { (t(l, "card-new")) } };
    };
    let due = match folded.due {
        Some(due) => match due.day {
            Some(day) => i18n::relative_day(l, day.days_since(s.today).into()),
            None => instant(s, due.at),
        },
        None => "–".into(),
    };
    let phase = match state.phase {
        Phase::Review => t(l, "session-due"),
        Phase::New => t(l, "session-new"),
        Phase::Learning | Phase::Relearning => t(l, "session-learning"),
    };
    #[expect(clippy::cast_possible_truncation, reason = "at most 36,500 days")]
    let seconds = (memory.stability.get() * 86_400.0) as i64;
    let figure = |label: &str, value: Markup| html! { div { dt { (t(l, label)) } dd { (value) } } };
    html! {
        dl class="figure-row" {
            (figure("card-recall", stroke(l, recall)))
            (figure("card-due", html! { (due) }))
            (figure("card-stability", html! { (i18n::duration(l, seconds)) }))
            (figure("card-difficulty", html! { (t_args!(l, "card-of-ten", n = i18n::decimal(l, memory.difficulty.get(), 1))) }))
            (figure("card-answers", html! { (i18n::number(l, state.reps.into())) }))
            (figure("card-lapses", html! { (i18n::number(l, state.lapses.into())) }))
            (figure("card-phase", html! { (phase) }))
        }
    }
}

fn actions(s: &Shown) -> Markup {
    let l = s.me.locale;
    let card = &s.face.card;
    let buried = card.buried_until.is_some_and(|d| d > s.today);
    let button = |action: &str, name: &str, label: &str| {
        html! { button class="button" name="action" value=(action) { (icon(name)) (t(l, label)) } }
    };
    html! {
        form method="post" action={ "/cards/" (card.card_id) } class="row" {
            a class="button" href={ "/items/" (card.item) "/edit?back=/cards/" (card.card_id) } { (icon("pencil")) (t(l, "card-edit")) }
            @if card.suspended { (button("unsuspend", "play", "card-unpause")) } @else { (button("suspend", "circle-pause", "session-suspend")) }
            @if buried { (button("unbury", "sun", "card-unbury")) } @else { (button("bury", "moon", "session-bury")) }
            @if card.folded.state.phase != Phase::New { (button("forget", "rotate-ccw", "card-forget")) }
        }
    }
}

fn history(s: &Shown) -> Markup {
    let l = s.me.locale;
    if s.events.is_empty() {
        return html! { p class="quiet" { (t(l, "card-no-history")) } };
    }
    let retracted: Vec<Uuid> = s.events.iter().filter_map(|r| r.event.retracts).collect();
    html! {
        div class="scroll-x" {
            table class="table" {
                thead { tr {
                    th scope="col" { (t(l, "card-when")) }
                    th scope="col" { (t(l, "session-answer")) }
                    th scope="col" class="right" { (t(l, "card-took")) }
                    th scope="col" class="right" { (t(l, "card-promised")) }
                } }
                tbody {
                    @for row in s.events.iter().rev().filter(|r| r.event.kind != EventKind::Retract) {
                        @let undone = retracted.contains(&row.event.id);
                        tr {
                            td { (instant(s, row.event.at)) }
                            td {
                                @if undone { s { (what(s, row)) } " " span class="quiet" { (t(l, "card-undone")) } }
                                @else { (what(s, row)) }
                            }
                            td class="right num" { (row.event.duration_ms.map_or("–".into(), |ms| took(l, ms))) }
                            td class="right num" { (row.event.promised_s.map_or("–".into(), |seconds| i18n::duration(l, seconds))) }
                        }
                    }
                }
            }
        }
    }
}

/// What an event was, in a word or two.
fn what(s: &Shown, row: &EventRow) -> String {
    let l = s.me.locale;
    match row.event.kind {
        EventKind::Answer => {
            let rating = row.event.rating.and_then(|r| u8::try_from(r).ok()).unwrap_or(3);
            t(l, rating_key(rating, s.me.actor.preferences.four_buttons))
        }
        EventKind::Forget => t(l, "card-forgotten"),
        EventKind::Reschedule => {
            let day = row.event.due_day.map(|d| d.days_since(s.today)).unwrap_or(0);
            t_args!(l, "card-rescheduled", day = i18n::relative_day(l, day.into()))
        }
        EventKind::Seed => t(l, "card-imported"),
        EventKind::Retract => t(l, "card-undone"),
    }
}

fn took(l: Locale, ms: i64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "at most ten minutes")]
    let seconds = ms as f64 / 1000.0;
    format!("{}\u{202f}s", i18n::decimal(l, seconds, 1))
}

/// "23 Nov 2026, 10:42" where the learner is.
fn instant(s: &Shown, at: Millis) -> String {
    let zone: TimeZone = s.me.actor.preferences.zone.clone();
    Timestamp::from_millisecond(at.0).map_or("–".into(), |timestamp| {
        let there = timestamp.to_zoned(zone);
        format!("{}, {}", i18n::short_date(s.me.locale, there.date()), i18n::time(s.me.locale, there.time()))
    })
}
