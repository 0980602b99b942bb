//! Forms in, redirects and views out.

use super::{cookies, keep_guest_answers, views};
use crate::frame::parts::Wrong;
use crate::frame::{AppState, Failure, Fields, Origin, Reply, SignedIn, Visit, too_many};
use crate::i18n::{Locale, t};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;
use studium_core::accounts::model::{NewPassword, SignUpRequest};
use studium_core::accounts::sessions::NewSession;
use studium_core::accounts::{flows, secret, sessions};
use studium_core::admin::server;
use studium_core::{Actor, Error};

/// Under this name the recovery codes are kept for ten minutes.
pub const CODES: &str = "recovery codes";

#[derive(Debug, Deserialize, Default)]
pub struct Next {
    #[serde(default)]
    next: String,
    #[serde(default)]
    invite: String,
}

/// Where to go after signing in: only to our own paths.
pub fn local(next: &str) -> &str {
    let own = next.starts_with('/')
        && !next.starts_with("//")
        && !next.starts_with("/\\")
        && !next.chars().any(|c| c.is_control() || c == '\\');
    if own { next } else { "/today" }
}

/// What a form's page shows besides the form.
pub struct Form {
    pub wrong: Wrong,
    /// A sentence above the form: too many tries and the like.
    pub notice: Option<String>,
}

impl Form {
    fn empty() -> Form {
        Form { wrong: Wrong::default(), notice: None }
    }

    /// The form again, with what is wrong; other failures go on to the edge.
    fn of(failure: Error, locale: Locale) -> Result<(StatusCode, Form), Failure> {
        match failure {
            Error::Invalid { fields } => {
                Ok((StatusCode::UNPROCESSABLE_ENTITY, Form { wrong: Wrong(fields), notice: None }))
            }
            Error::TooMany { retry_after_s } => {
                let notice = format!("{} {}", too_many(locale, retry_after_s), t(locale, "sign-in-why-wait"));
                Ok((StatusCode::TOO_MANY_REQUESTS, Form { wrong: Wrong::default(), notice: Some(notice) }))
            }
            other => Err(other.into()),
        }
    }
}

pub async fn sign_in_form(State(state): State<AppState>, visit: Visit, Query(query): Query<Next>) -> Reply {
    if visit.actor.is_some() {
        return Ok(Redirect::to(local(&query.next)).into_response());
    }
    let about = state.studium.read(server::about).await?;
    Ok(views::sign_in(&visit, &about, &Fields::default(), &query.next, &Form::empty()).into_response())
}

pub async fn sign_in(State(state): State<AppState>, visit: Visit, from: Origin, fields: Fields) -> Reply {
    let next = local(fields.get("next")).to_owned();
    let tried = flows::sign_in(&state.studium, fields.get("name"), fields.get("password"), &from.address, &from.agent);
    match tried.await {
        Ok(proved) => {
            enter(&state, &proved.actor, &fields).await;
            Ok(cookies::redirect_with(&next, entry_cookies(&state, &proved.actor, &proved.session)?))
        }
        Err(error) => {
            let wait = retry_after(&error);
            let (status, form) = Form::of(error, visit.locale)?;
            let about = state.studium.read(server::about).await?;
            let page = views::sign_in(&visit, &about, &fields, &next, &form);
            Ok((status, wait, page).into_response())
        }
    }
}

pub async fn sign_up_form(State(state): State<AppState>, visit: Visit, Query(query): Query<Next>) -> Reply {
    if visit.actor.is_some() {
        return Ok(Redirect::to(local(&query.next)).into_response());
    }
    let fields = Fields(vec![("invite".into(), query.invite)]);
    sign_up_page(&state, &visit, &fields, &query.next, &Form::empty()).await.map(IntoResponse::into_response)
}

async fn sign_up_page(state: &AppState, visit: &Visit, fields: &Fields, next: &str, form: &Form) -> Reply<Markup> {
    let (about, mode) = state.studium.read(|tx| Ok((server::about(tx)?, flows::may_sign_up(tx)?))).await?;
    Ok(views::sign_up(visit, &about, mode, fields, next, form))
}

pub async fn sign_up(State(state): State<AppState>, visit: Visit, from: Origin, fields: Fields) -> Reply {
    let theme = (visit.theme != crate::frame::Theme::System).then(|| visit.theme.as_str().to_owned());
    let request = SignUpRequest {
        name: fields.get("name").trim().to_owned(),
        password: fields.get("password").to_owned(),
        invite: fields.get("invite").to_owned(),
        language: visit.locale.tag().to_owned(),
        theme,
        address: from.address,
        agent: from.agent,
    };
    match flows::sign_up(&state.studium, request).await {
        Ok(new) => {
            enter(&state, &new.actor, &fields).await;
            state.once.put(new.session.id, CODES, new.recovery, state.studium.clock.now());
            let to = format!("/recovery-codes?next={}", crate::frame::form_encode(local(fields.get("next"))));
            Ok(cookies::redirect_with(&to, entry_cookies(&state, &new.actor, &new.session)?))
        }
        Err(error) => {
            let wait = retry_after(&error);
            let (status, form) = Form::of(error, visit.locale)?;
            let page = sign_up_page(&state, &visit, &fields, local(fields.get("next")), &form).await?;
            Ok((status, wait, page).into_response())
        }
    }
}

/// After the account is there: what the guest had answered is kept. A mistake in it must not keep anybody out.
async fn enter(state: &AppState, actor: &Actor, fields: &Fields) {
    state.identities.forget();
    if let Err(error) = keep_guest_answers(state, actor, fields.get("tried")).await {
        tracing::info!(%error, "a guest's answers were not kept");
    }
}

/// The session, and the account's own choice of light in place of an earlier visitor's.
fn entry_cookies(state: &AppState, actor: &Actor, new: &NewSession) -> Result<Vec<header::HeaderValue>, Failure> {
    Ok(vec![
        cookies::session(&state.config, &new.secret)?,
        cookies::choice(&state.config, "theme", &actor.preferences.theme)?,
        cookies::choice(&state.config, "language", &actor.preferences.page_language)?,
    ])
}

pub async fn sign_out(State(state): State<AppState>, headers: HeaderMap) -> Reply {
    if let Some(token) = crate::frame::visit::cookie(&headers, state.config.session_cookie()) {
        let hash = secret::hash(token);
        state.studium.write(move |tx| sessions::end(tx, &hash)).await?;
        state.identities.forget();
    }
    Ok(cookies::redirect_with("/", vec![cookies::no_session(&state.config)?]))
}

pub async fn recover_form(visit: Visit) -> Markup {
    views::recover(&visit, &Fields::default(), &Form::empty())
}

pub async fn recover(State(state): State<AppState>, visit: Visit, from: Origin, fields: Fields) -> Reply {
    let new = NewPassword { password: fields.get("password").into(), address: from.address, agent: from.agent };
    match flows::recover(&state.studium, fields.get("name"), fields.get("code"), new).await {
        Ok(proved) => {
            state.identities.forget();
            Ok(cookies::redirect_with("/today", entry_cookies(&state, &proved.actor, &proved.session)?))
        }
        Err(error) => {
            let wait = retry_after(&error);
            let (status, form) = Form::of(error, visit.locale)?;
            Ok((status, wait, views::recover(&visit, &fields, &form)).into_response())
        }
    }
}

/// `Retry-After`, on the answers that ask to wait.
fn retry_after(error: &Error) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let Error::TooMany { retry_after_s } = error {
        headers.insert(header::RETRY_AFTER, (*retry_after_s).into());
    }
    headers
}

pub async fn recovery_codes(State(state): State<AppState>, me: SignedIn, Query(query): Query<Next>) -> Reply {
    match state.once.get(me.session, CODES, state.studium.clock.now()) {
        Some(codes) => Ok(views::recovery_codes(&me, &codes, local(&query.next)).into_response()),
        None => Ok(Redirect::to("/settings#recovery").into_response()),
    }
}

/// The learner has written them down.
pub async fn recovery_codes_kept(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Redirect {
    state.once.forget(me.session, CODES);
    Redirect::to(local(fields.get("next")))
}

/// For keeping or printing.
pub async fn recovery_codes_file(State(state): State<AppState>, me: SignedIn) -> Reply {
    let codes = state.once.get(me.session, CODES, state.studium.clock.now()).ok_or_else(Failure::no_page)?;
    let head = crate::t_args!(me.locale, "codes-file-head", name = &me.actor.name);
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"studium-recovery-codes.txt\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, format!("{head}\n\n{}\n", codes.join("\n"))).into_response())
}

/// The page's language, by the button in the footer: for an account, too, if somebody is signed in.
pub async fn language(State(state): State<AppState>, visit: Visit, fields: Fields) -> Reply<Response> {
    let locale = Locale::parse(fields.get("language")).ok_or_else(|| Error::invalid("language", "error-field"))?;
    if let Some(actor) = &visit.actor {
        let call = state.studium.call(actor);
        state.studium.write(move |tx| studium_core::settings::ops::set_language(tx, &call, locale.tag())).await?;
        state.identities.forget();
    }
    let to = match fields.get("next") {
        "" => "/",
        next => local(next),
    };
    Ok(cookies::redirect_with(to, vec![cookies::choice(&state.config, "language", locale.tag())?]))
}
