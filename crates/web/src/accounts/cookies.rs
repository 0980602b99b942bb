//! The cookies: the session's secret, and the two choices of a visitor, light and language.

use crate::frame::WebConfig;
use axum::http::{HeaderValue, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use studium_core::Error;

const YEAR_S: u32 = 365 * 86_400;

/// A redirect (303) that sets cookies.
pub fn redirect_with(to: &str, cookies: Vec<HeaderValue>) -> Response {
    let headers: Vec<_> = cookies.into_iter().map(|c| (header::SET_COOKIE, c)).collect();
    (AppendHeaders(headers), Redirect::to(to)).into_response()
}

/// Signs the browser in.
pub fn session(config: &WebConfig, secret: &str) -> Result<HeaderValue, Error> {
    cookie(config, config.session_cookie(), secret, YEAR_S, "; HttpOnly")
}

/// Signs the browser out.
pub fn no_session(config: &WebConfig) -> Result<HeaderValue, Error> {
    cookie(config, config.session_cookie(), "", 0, "; HttpOnly")
}

/// `theme` or `language`; the page's scripts set `theme`, too, so it is not hidden from them.
pub fn choice(config: &WebConfig, name: &str, value: &str) -> Result<HeaderValue, Error> {
    cookie(config, name, value, YEAR_S, "")
}

fn cookie(config: &WebConfig, name: &str, value: &str, max_age: u32, also: &str) -> Result<HeaderValue, Error> {
    let secure = if config.secure { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={value}; Path=/; Max-Age={max_age}; SameSite=Lax{also}{secure}"))
        .map_err(Error::internal)
}
