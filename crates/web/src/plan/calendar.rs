//! Calendars: the plan as a feed that others subscribe to, and imported calendars as times that are taken.

use super::words::{self, Named};
use crate::frame::parts::{Tone, Wrong, icon, note_box};
use crate::frame::{AppState, Failure, Fields, Nav, Reply, SignedIn, app_page};
use crate::i18n::{Locale, date, t};
use crate::statistics::charts::civil;
use crate::t_args;
use axum::extract::{Multipart, Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use formats::calendar::{Event, Feed, Span, write};
use maud::{Markup, html};
use memory::{Millis, StudyDay};
use studium_core::plan::{self, BusyCalendar, BusyImport, PlanView, uuid_of};
use studium_core::{Actor, Error};
use uuid::Uuid;

/// Under this name what was read of a file is kept for the next page.
const ONCE: &str = "busy";
/// How often the feed is worth looking at again, minutes.
const REFRESH_MINUTES: u32 = 240;

struct Shown<'a> {
    me: &'a SignedIn,
    /// The feed's whole address.
    feed: Option<String>,
    busy: Vec<BusyCalendar>,
    /// What was just read of a file: how many times, then what could not be read.
    imported: Option<Vec<String>>,
    wrong: Wrong,
    said: Option<&'static str>,
}

pub async fn show(
    State(state): State<AppState>,
    me: SignedIn,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Reply<Markup> {
    let said = ["made", "renewed", "ended", "removed"].into_iter().find(|word| query.as_deref() == Some(*word));
    let imported = match query.as_deref() {
        Some("imported") => state.once.get(me.session, ONCE, state.studium.clock.now()),
        _ => None,
    };
    page(&state, &me, &headers, imported, Wrong::default(), said).await
}

async fn page(
    state: &AppState,
    me: &SignedIn,
    headers: &HeaderMap,
    imported: Option<Vec<String>>,
    wrong: Wrong,
    said: Option<&'static str>,
) -> Reply<Markup> {
    let actor = me.actor.clone();
    let (secret, busy) =
        state.studium.read(move |tx| Ok((plan::feed_secret(tx, &actor)?, plan::list_busy(tx, &actor)?))).await?;
    let feed = secret.map(|secret| format!("{}/plan/feed/{secret}.ics", origin(state, headers)));
    Ok(view(&Shown { me, feed, busy, imported, wrong, said }))
}

/// The address of this server as the visitor typed it.
fn origin(state: &AppState, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    format!("{}://{host}", if state.config.secure { "https" } else { "http" })
}

/// Makes the feed's address, makes it anew, or ends it.
pub async fn set_feed(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply<Redirect> {
    let call = me.call(&state);
    let ends = fields.get("action") == "end";
    let secret = plan::draw_feed_secret();
    let had = state
        .studium
        .write(move |tx| {
            let had = plan::feed_secret(tx, &call.actor)?.is_some();
            if ends {
                plan::remove_feed(tx, &call)?
            } else {
                plan::set_feed(tx, &call, &secret)?
            }
            Ok(had)
        })
        .await?;
    let said = if ends {
        "ended"
    } else if had {
        "renewed"
    } else {
        "made"
    };
    Ok(Redirect::to(&format!("/plan/calendar?{said}")))
}

pub async fn import(
    State(state): State<AppState>,
    me: SignedIn,
    headers: HeaderMap,
    mut form: Multipart,
) -> Reply<Response> {
    let unreadable = |error: axum::extract::multipart::MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
        _ => Failure::Unreadable(error.body_text()),
    };
    let mut file: Option<(String, Vec<u8>)> = None;
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or("").to_owned();
            let bytes = field.bytes().await.map_err(unreadable)?;
            if !name.is_empty() {
                file = Some((name, bytes.to_vec()));
            }
        }
    }
    let done = match file {
        Some((name, bytes)) => {
            let name = name.strip_suffix(".ics").unwrap_or(&name).to_owned();
            plan::import_busy(&state.studium, &me.actor, &name, bytes).await
        }
        None => Err(Error::invalid("file", "plan-error-file-none")),
    };
    match done {
        Ok(imported) => {
            state.studium.work.notify_waiters();
            if let Some(session) = me.session {
                state.once.put(session, ONCE, report(me.locale, &imported), state.studium.clock.now());
            }
            Ok(Redirect::to("/plan/calendar?imported").into_response())
        }
        Err(Error::Invalid { fields }) => {
            let page = page(&state, &me, &headers, None, Wrong(fields), None).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn remove(State(state): State<AppState>, me: SignedIn, Path(id): Path<Uuid>) -> Reply<Redirect> {
    let call = me.call(&state);
    state.studium.write(move |tx| plan::remove_busy(tx, &call, id)).await?;
    state.studium.work.notify_waiters();
    Ok(Redirect::to("/plan/calendar?removed"))
}

fn view(shown: &Shown) -> Markup {
    let l = shown.me.locale;
    let title = t(l, "plan-calendar");
    app_page(
        shown.me,
        &title,
        Nav::Plan,
        html! {
            div class="page" {
                @if let Some(said) = shown.said { (note_box(Tone::Good, html! { (t(l, &format!("plan-feed-{said}"))) })) }
                @if let Some(imported) = &shown.imported { (what_was_read(l, imported)) }
                header class="page-head" {
                    p class="over" { a href="/plan" { (t(l, "nav-plan")) } }
                    h1 class="lead" { (t(l, "plan-calendar-lead")) }
                }
                div class="stack" { (feed_section(shown)) (busy_section(shown)) }
            }
        },
    )
}

fn report(l: Locale, imported: &BusyImport) -> Vec<String> {
    let problems =
        imported.problems.iter().map(|(line, why)| format!("{} {why}", t_args!(l, "plan-busy-line", line = *line)));
    std::iter::once(t_args!(l, "plan-busy-read", n = imported.times)).chain(problems).collect()
}

fn what_was_read(l: Locale, report: &[String]) -> Markup {
    let (read, problems) = report.split_first().map_or(("", report), |(read, problems)| (read.as_str(), problems));
    html! {
        (note_box(Tone::Good, html! { (read) }))
        @if !problems.is_empty() {
            details class="data" {
                summary { (t_args!(l, "plan-busy-problems", n = problems.len())) }
                ul class="small" { @for problem in problems { li { (problem) } } }
            }
        }
    }
}

fn feed_section(shown: &Shown) -> Markup {
    let l = shown.me.locale;
    html! {
        section aria-labelledby="h-feed" {
            div class="section-head" { h2 id="h-feed" { (t(l, "plan-feed")) } }
            p { (t(l, "plan-feed-what")) }
            @match &shown.feed {
                Some(address) => {
                    div class="copy-row" {
                        input class="input" id="feed-address" readonly value=(address) aria-label=(t(l, "plan-feed-address"));
                        copy-button data-text=(address) data-done=(t(l, "plan-feed-copied")) { button class="button" type="button" { (icon("copy")) (t(l, "plan-feed-copy")) } }
                    }
                    p class="small quiet" { (t(l, "plan-feed-secret")) }
                    confirm-dialog {
                        form class="row" method="post" action="/plan/calendar/feed" {
                            button class="button compact" name="action" value="renew" data-confirm { (icon("refresh-cw")) (t(l, "plan-feed-renew")) }
                            button class="button compact plain" name="action" value="end" data-confirm { (t(l, "plan-feed-end")) }
                        }
                        dialog class="dialog" aria-labelledby="feed-sure" {
                            h2 id="feed-sure" { (t(l, "plan-feed-sure")) }
                            p { (t(l, "plan-feed-sure-what")) }
                            div class="dialog-foot" {
                                button class="button" value="no" { (t(l, "cancel")) }
                                button class="button primary" value="yes" { (t(l, "plan-feed-sure-yes")) }
                            }
                        }
                    }
                }
                None => {
                    form method="post" action="/plan/calendar/feed" { button class="button primary" name="action" value="make" { (icon("link")) (t(l, "plan-feed-make")) } }
                }
            }
        }
    }
}

fn busy_section(shown: &Shown) -> Markup {
    let l = shown.me.locale;
    html! {
        section aria-labelledby="h-busy" {
            div class="section-head" { h2 id="h-busy" { (t(l, "plan-busy")) } }
            p { (t(l, "plan-busy-what")) }
            @if !shown.busy.is_empty() {
                ul class="rows" {
                    @for calendar in &shown.busy {
                        li class="item-row" {
                            (icon("calendar-days"))
                            span class="title" { (calendar.name) }
                            span class="meta" { (t_args!(l, "plan-busy-meta", n = calendar.times, until = date(l, day_of(shown.me, calendar.until)))) }
                            form class="act" method="post" action={ "/plan/calendar/busy/" (calendar.id) "/remove" } {
                                button class="icon-button" aria-label=(t_args!(l, "plan-busy-remove", calendar = &calendar.name)) { (icon("trash-2")) }
                            }
                        }
                    }
                }
            }
            form class="row" method="post" action="/plan/calendar/busy" enctype="multipart/form-data" {
                label class="field" {
                    span { (t(l, "plan-busy-file")) }
                    input class="input" type="file" name="file" accept=".ics,text/calendar" required aria-invalid=[shown.wrong.flag("file")] aria-describedby=[shown.wrong.described_by("file")];
                    (shown.wrong.under(l, "file"))
                }
                button class="button" { (icon("file-up")) (t(l, "plan-busy-import")) }
            }
            p class="small quiet" { (t(l, "plan-busy-note")) }
        }
    }
}

fn day_of(me: &SignedIn, at: Millis) -> jiff::civil::Date {
    civil(me.actor.study_day(at))
}

/// The plan as an iCalendar file, for whoever knows the secret in its address.
pub async fn feed(State(state): State<AppState>, headers: HeaderMap, Path(file): Path<String>) -> Reply<Response> {
    let secret = file.strip_suffix(".ics").ok_or_else(Failure::no_page)?.to_owned();
    let now = state.studium.clock.now();
    let (actor, view) = state.studium.read(move |tx| plan::feed(tx, &secret, now)).await?;
    let locale = Locale::parse(&actor.preferences.page_language).unwrap_or_default();
    let text = write(&as_feed(locale, &actor, &view, &origin(&state, &headers), now));
    let named = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CACHE_CONTROL, "private, no-cache"),
        (header::CONTENT_DISPOSITION, "inline; filename=\"studium.ics\""),
    ];
    Ok((named, text).into_response())
}

/// Steps and exams as events of whole days: the plan says which day, the learner says when.
fn as_feed(l: Locale, actor: &Actor, view: &PlanView, origin: &str, now: Millis) -> Feed {
    let named = Named { view, locale: l };
    let stamp = view.made_at.unwrap_or(now).0;
    let event =
        |uid: String, day: StudyDay, summary: String, description: String, url: String, kind: &str, is_free: bool| {
            Event {
                uid: format!("{uid}@studium"),
                stamp,
                span: Span::Days { first: civil(day), last: civil(day) },
                summary,
                description,
                url: format!("{origin}{url}"),
                categories: vec![t(l, kind)],
                sequence: u32::try_from(view.version.max(0)).unwrap_or(u32::MAX),
                modified: view.made_at.map(|at| at.0),
                is_free,
                is_cancelled: false,
            }
        };
    let steps = view.plan.iter().flat_map(|plan| &plan.steps).map(|step| {
        let minutes = t_args!(l, "plan-step-minutes", minutes = step.minutes);
        let about = named.about(step);
        let about = if about.is_empty() { String::new() } else { format!("{about}. ") };
        let summary = format!("{} ({minutes})", words::title(l, step));
        let description = format!("{about}{}", named.reason(step.reason));
        event(uuid_of(step.id).to_string(), step.day, summary, description, named.address(step), "plan-feed-step", true)
    });
    let exams = view.exams.iter().map(|shown| {
        let content = &shown.exam.content;
        let address = format!("/plan/exams/{}", shown.exam.id);
        event(
            shown.exam.id.to_string(),
            content.day,
            content.name.clone(),
            String::new(),
            address,
            "plan-feed-exam",
            false,
        )
    });
    Feed {
        product: format!("-//Studium//Studium//{}", l.tag().to_uppercase()),
        name: t_args!(l, "plan-feed-name", learner = &actor.name),
        description: t(l, "plan-feed-description"),
        refresh_minutes: REFRESH_MINUTES,
        events: exams.chain(steps).collect(),
    }
}
