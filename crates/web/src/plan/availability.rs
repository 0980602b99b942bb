//! When a learner can study: minutes by weekday, days off, single days.

use super::words;
use crate::frame::parts::{Tone, Wrong, note_box};
use crate::frame::{AppState, Fields, Nav, Reply, SignedIn, app_page};
use crate::i18n::{Locale, t};
use crate::statistics::charts::{civil, short_day};
use crate::t_args;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use memory::StudyDay;
use studium_core::Error;
use studium_core::plan::{self, Availability, USUAL_MINUTES};

/// Empty rows that are offered for further days.
const SPARE_ROWS: usize = 2;
/// Coming days that are shown with what is left of them.
const DAYS_SHOWN: u32 = 14;
const MOST_MINUTES: u16 = 1_440;

struct Shown<'a> {
    me: &'a SignedIn,
    now: &'a Availability,
    today: StudyDay,
    /// Minutes of the coming days, busy times taken off.
    coming: &'a [u32],
    sent: Option<&'a Fields>,
    wrong: Wrong,
    saved: bool,
}

pub async fn show(State(state): State<AppState>, me: SignedIn, RawQuery(query): RawQuery) -> Reply<Markup> {
    page(&state, &me, None, Wrong::default(), query.as_deref() == Some("saved")).await
}

async fn page(state: &AppState, me: &SignedIn, sent: Option<&Fields>, wrong: Wrong, saved: bool) -> Reply<Markup> {
    let call = me.call(state);
    let today = call.today();
    let (now, coming) = state
        .studium
        .read(move |tx| {
            Ok((plan::availability(tx, &call.actor)?, plan::minutes_of_days(tx, &call, call.today(), DAYS_SHOWN)?))
        })
        .await?;
    Ok(view(&Shown { me, now: &now, today, coming: &coming, sent, wrong, saved }))
}

pub async fn save(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply<Response> {
    let version = fields.parse::<i64>("version")?;
    let saved = match read(&fields) {
        Ok(next) => {
            let call = me.call(&state);
            state.studium.write(move |tx| plan::set_availability(tx, &call, Some(version), &next)).await
        }
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => {
            state.studium.work.notify_waiters();
            Ok(Redirect::to("/plan/availability?saved").into_response())
        }
        Err(Error::Invalid { fields: wrong }) => {
            let page = page(&state, &me, Some(&fields), Wrong(wrong), false).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Reads the form: seven fields `minutes`, dates `off`, pairs of `changed-day` and `changed-minutes`. Empty rows are none.
fn read(fields: &Fields) -> Result<Availability, Error> {
    let mut wrong: Vec<(String, String)> = Vec::new();
    let mut next = Availability::default();
    let minutes = |text: &str| match text.trim() {
        "" => Some(0),
        text => text.parse::<u16>().ok().filter(|minutes| *minutes <= MOST_MINUTES),
    };
    let days: Vec<Option<u16>> = fields.all("minutes").map(minutes).collect();
    match <[Option<u16>; 7]>::try_from(days).ok().filter(|days| days.iter().all(Option::is_some)) {
        Some(days) => next.weekdays = days.map(Option::unwrap_or_default),
        None => wrong.push(("weekdays".into(), "plan-error-minutes".into())),
    }
    for text in fields.all("off").map(str::trim).filter(|text| !text.is_empty()) {
        match StudyDay::from_iso(text) {
            Ok(day) => next.off.push(day),
            Err(_) => wrong.push(("off".into(), "plan-error-day".into())),
        }
    }
    for (day, text) in fields.all("changed-day").zip(fields.all("changed-minutes")) {
        if day.trim().is_empty() && text.trim().is_empty() {
            continue;
        }
        match (StudyDay::from_iso(day.trim()), minutes(text)) {
            (Ok(day), Some(minutes)) => next.changed.push((day, minutes)),
            (Err(_), _) => wrong.push(("changed".into(), "plan-error-day".into())),
            (_, None) => wrong.push(("changed".into(), "plan-error-minutes".into())),
        }
    }
    if wrong.is_empty() { Ok(next) } else { Err(Error::Invalid { fields: wrong }) }
}

fn view(shown: &Shown) -> Markup {
    let l = shown.me.locale;
    let title = t(l, "plan-times");
    app_page(
        shown.me,
        &title,
        Nav::Plan,
        html! {
            div class="page" {
                @if shown.saved { (note_box(Tone::Good, html! { (t(l, "plan-times-saved")) })) }
                header class="page-head" {
                    p class="over" { a href="/plan" { (t(l, "nav-plan")) } }
                    h1 class="lead" { (lead(l, shown.now)) }
                    p class="after" { (t(l, "plan-times-after")) }
                }
                div class="with-aside" {
                    form class="exam-form" method="post" action="/plan/availability" {
                        input type="hidden" name="version" value=(shown.now.version);
                        (weekdays(shown))
                        (days_off(shown))
                        (single_days(shown))
                        div class="setting-foot" {
                            button class="button primary" { (t(l, "save")) }
                            a class="button plain" href="/plan" { (t(l, "plan-to-plan")) }
                        }
                    }
                    aside class="stack" { (coming(shown)) }
                }
            }
        },
    )
}

fn lead(l: Locale, now: &Availability) -> String {
    let sum: u32 = now.weekdays.iter().map(|minutes| u32::from(*minutes)).sum();
    match now.version {
        0 => t_args!(l, "plan-times-lead-usual", minutes = USUAL_MINUTES),
        _ if sum == 0 => t(l, "plan-times-lead-none"),
        _ => t_args!(l, "plan-times-lead", hours = sum / 60, minutes = sum % 60),
    }
}

fn weekdays(shown: &Shown) -> Markup {
    let l = shown.me.locale;
    let sent: Vec<&str> = shown.sent.map(|fields| fields.all("minutes").collect()).unwrap_or_default();
    html! {
        fieldset class="field" {
            legend { (t(l, "plan-times-weekdays")) }
            div class="weekdays" {
                @for (n, minutes) in shown.now.weekdays.iter().enumerate() {
                    @let value = sent.get(n).map_or_else(|| minutes.to_string(), |text| (*text).to_owned());
                    label class="field" {
                        span { (t(l, &format!("weekday-{}", n + 1))) }
                        input class="input" type="number" name="minutes" min="0" max=(MOST_MINUTES) step="1" inputmode="numeric" value=(value)
                            aria-invalid=[shown.wrong.flag("weekdays")] aria-describedby=[shown.wrong.described_by("weekdays")];
                    }
                }
            }
            small { (t(l, "plan-times-weekdays-hint")) }
            (shown.wrong.under(l, "weekdays"))
        }
    }
}

fn days_off(shown: &Shown) -> Markup {
    let l = shown.me.locale;
    let mut rows: Vec<String> = match shown.sent {
        Some(fields) => fields.all("off").filter(|day| !day.trim().is_empty()).map(str::to_owned).collect(),
        None => shown.now.off.iter().filter(|day| **day >= shown.today).map(|day| day.to_iso()).collect(),
    };
    rows.resize(rows.len() + SPARE_ROWS, String::new());
    html! {
        fieldset class="field" {
            legend { (t(l, "plan-times-off")) }
            div class="day-rows" {
                @for (n, day) in rows.iter().enumerate() {
                    input class="input" type="date" name="off" value=(day) aria-label=(t_args!(l, "plan-times-off-row", row = n + 1));
                }
            }
            small { (t(l, "plan-times-off-hint")) }
            (shown.wrong.under(l, "off"))
        }
    }
}

fn single_days(shown: &Shown) -> Markup {
    let l = shown.me.locale;
    let mut rows: Vec<(String, String)> = match shown.sent {
        Some(fields) => fields
            .all("changed-day")
            .zip(fields.all("changed-minutes"))
            .filter(|(day, minutes)| !day.trim().is_empty() || !minutes.trim().is_empty())
            .map(|(day, minutes)| (day.to_owned(), minutes.to_owned()))
            .collect(),
        None => {
            let ahead = shown.now.changed.iter().filter(|(day, _)| *day >= shown.today);
            ahead.map(|(day, minutes)| (day.to_iso(), minutes.to_string())).collect()
        }
    };
    rows.resize(rows.len() + SPARE_ROWS, (String::new(), String::new()));
    html! {
        fieldset class="field" {
            legend { (t(l, "plan-times-single")) }
            @for (n, (day, minutes)) in rows.iter().enumerate() {
                div class="day-row" {
                    input class="input" type="date" name="changed-day" value=(day) aria-label=(t_args!(l, "plan-times-single-row", row = n + 1));
                    input class="input" type="number" name="changed-minutes" min="0" max=(MOST_MINUTES) inputmode="numeric" value=(minutes)
                        aria-label=(t_args!(l, "plan-times-single-minutes", row = n + 1));
                    span class="small quiet" aria-hidden="true" { (t(l, "today-min")) }
                }
            }
            small { (t(l, "plan-times-single-hint")) }
            (shown.wrong.under(l, "changed"))
        }
    }
}

/// The coming days as the plan counts them.
fn coming(shown: &Shown) -> Markup {
    let l = shown.me.locale;
    html! {
        section aria-labelledby="h-coming" {
            div class="section-head" { h2 id="h-coming" { (t(l, "plan-times-coming")) } }
            table class="table" {
                caption class="visually-hidden" { (t(l, "plan-times-coming")) }
                tbody {
                    @for (n, minutes) in (0..).zip(shown.coming) {
                        @let day = shown.today.plus(n);
                        tr {
                            th scope="row" { (words::weekday(l, day)) ", " time datetime=(civil(day)) { (short_day(l, day)) } }
                            td class="right" { @if *minutes == 0 { span class="quiet" { (t(l, "plan-day-rest")) } } @else { (t_args!(l, "plan-step-minutes", minutes = *minutes)) } }
                        }
                    }
                }
            }
            p class="small quiet" { (t(l, "plan-times-coming-note")) }
        }
    }
}
