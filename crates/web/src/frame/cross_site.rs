//! The guard against requests that another site makes a visitor's browser send (CSRF). Browsers say where a request comes
//! from: `Sec-Fetch-Site` over HTTPS and on this machine, `Origin` everywhere. Whatever changes something must come from
//! our own pages; a bearer token is never sent by a browser on its own, so such requests are free of this.

use super::state::WebConfig;
use axum::http::{HeaderMap, Method, Uri, header};

/// Whether this request may change something.
pub fn allowed(method: &Method, uri: &Uri, headers: &HeaderMap, config: &WebConfig) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) || bearer(headers).is_some() {
        return true;
    }
    match text(headers, "sec-fetch-site") {
        Some(site) => site == "same-origin" || site == "none",
        None => text(headers, "origin").is_some_and(|origin| {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == host_of(uri, headers, config)
        }),
    }
}

/// The token of `Authorization: Bearer …`.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = text(headers, header::AUTHORIZATION.as_str())?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn host_of<'a>(uri: &'a Uri, headers: &'a HeaderMap, config: &WebConfig) -> Option<&'a str> {
    if config.behind_proxy
        && let Some(hosts) = text(headers, "x-forwarded-host")
    {
        return hosts.rsplit(',').next().map(str::trim);
    }
    text(headers, header::HOST.as_str()).or_else(|| uri.authority().map(|a| a.as_str()))
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}
