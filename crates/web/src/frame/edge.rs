//! The edge: the one place that every request and answer passes. Finds out who visits, refuses what other sites send,
//! catches panics, and turns failures into a page or JSON with the request's id.

use super::cross_site;
use super::failure::Failure;
use super::headers;
use super::layout;
use super::state::AppState;
use super::visit::Visit;
use crate::i18n::{Locale, t};
use crate::t_args;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderValue};
use axum::http::{Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use futures_util::FutureExt;
use serde_json::{Map, Value, json};
use std::panic::AssertUnwindSafe;
use studium_core::Error;
use studium_core::accounts::secret;

pub(super) async fn edge(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    // fetched by every page and the same for everybody: no look-up
    let public = parts.uri.path().starts_with("/assets/") || parts.uri.path() == "/card-frame";
    let (visit, mut failure) = if public {
        (Visit::nobody(&state, &parts), None)
    } else {
        match Visit::of(&state, &parts).await {
            Ok(visit) => (visit, None),
            Err(error) => (Visit::nobody(&state, &parts), Some(Failure::Core(error))),
        }
    };
    // the health answer is for programs that ask just when the database does not answer
    if parts.uri.path() == "/healthz" {
        failure = None;
    }
    if !cross_site::allowed(&parts.method, &parts.uri, &parts.headers, &state.config) {
        failure = Some(Failure::CrossSite);
    }
    parts.extensions.insert(visit.clone());
    let (method, uri) = (parts.method.clone(), parts.uri.clone());
    let mut response = match failure {
        Some(failure) => failure.into_response(),
        None => match AssertUnwindSafe(next.run(Request::from_parts(parts, body))).catch_unwind().await {
            Ok(response) => response,
            Err(panic) => {
                let why = panic.downcast_ref::<String>().map(String::as_str);
                let why = why.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
                Failure::Core(Error::Internal(format!("panic: {why}"))).into_response()
            }
        },
    };
    if let Some(failure) = response.extensions_mut().remove::<Failure>() {
        response = render(&failure, &visit, &method, &uri);
    }
    headers::secure(response.headers_mut(), &state.config);
    response
}

fn render(failure: &Failure, visit: &Visit, method: &Method, uri: &Uri) -> Response {
    if *failure == Failure::SignIn && !visit.is_api() {
        let back = if *method == Method::GET { visit.path.as_str() } else { "/today" };
        let next: String = form_encode(back);
        return Redirect::to(&format!("/sign-in?next={next}")).into_response();
    }
    let id = &secret::token()[..10];
    match failure {
        Failure::Core(Error::Internal(why)) => tracing::error!(request = id, %method, path = uri.path(), why, "failed"),
        Failure::Core(error @ (Error::Unavailable { .. } | Error::Full { .. })) => {
            tracing::warn!(request = id, %method, path = uri.path(), %error, "not done");
        }
        _ => tracing::debug!(request = id, %method, path = uri.path(), ?failure, "refused"),
    }
    let mut response = if visit.is_api() {
        axum::Json(as_json(failure, visit.locale, id)).into_response()
    } else {
        layout::error_page(visit, failure, id).into_response()
    };
    *response.status_mut() = failure.status();
    if let Some(seconds) = failure.retry_after_s() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if *failure == Failure::SignIn {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

fn as_json(failure: &Failure, locale: Locale, id: &str) -> Value {
    let mut error = json!({ "kind": failure.kind(), "message": message(failure, locale), "request_id": id });
    match failure {
        Failure::Core(Error::Invalid { fields }) => {
            let fields: Map<String, Value> = fields.iter().map(|(f, key)| (f.clone(), t(locale, key).into())).collect();
            error["fields"] = fields.into();
        }
        Failure::Core(Error::Conflict { given, current, .. }) => {
            error["given"] = (*given).into();
            error["current"] = (*current).into();
        }
        _ => {}
    }
    if let Some(seconds) = failure.retry_after_s() {
        error["retry_after_s"] = seconds.into();
    }
    json!({ "error": error })
}

/// What happened and what to do, in a sentence or two. Nothing of our insides.
pub(super) fn message(failure: &Failure, locale: Locale) -> String {
    match failure {
        Failure::Core(Error::Invalid { fields }) => {
            let all: Vec<String> = fields.iter().map(|(_, key)| t(locale, key)).collect();
            all.join(" ")
        }
        Failure::Core(Error::TooMany { retry_after_s }) => too_many(locale, *retry_after_s),
        Failure::Core(Error::Forbidden { why }) => {
            let key = format!("error-forbidden-{}", why.replace('_', "-"));
            if crate::i18n::has(locale, &key) { t(locale, &key) } else { t(locale, "error-forbidden-text") }
        }
        Failure::Unreadable(why) => t_args!(locale, "error-unreadable-text", why = why),
        Failure::Core(Error::NotFound { .. }) => t(locale, "error-not-found-text"),
        Failure::Core(Error::Conflict { .. }) => t(locale, "error-conflict-text"),
        Failure::Core(Error::Unavailable { .. }) => t(locale, "error-unavailable-text"),
        Failure::Core(Error::Full { .. }) => t(locale, "error-full-text"),
        Failure::Core(Error::Internal(_)) => t(locale, "error-internal-text"),
        Failure::SignIn => t(locale, "error-sign-in-text"),
        Failure::CrossSite => t(locale, "error-cross-site-text"),
        Failure::TooLarge => t(locale, "error-too-large-text"),
    }
}

/// "Too many tries. Again in 3 minutes."
pub(crate) fn too_many(locale: Locale, retry_after_s: u32) -> String {
    if retry_after_s <= 90 {
        t_args!(locale, "error-too-many-seconds", seconds = retry_after_s)
    } else {
        t_args!(locale, "error-too-many-minutes", minutes = retry_after_s.div_ceil(60))
    }
}

/// For one value in a query string.
pub(crate) fn form_encode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
