//! What handlers are run with.

use super::auth::Identities;
use super::once::Once;
use crate::library::ArticleCache;
use std::net::IpAddr;
use std::sync::Arc;
use studium_core::{Studium, statistics};

/// Cheap to clone; every handler gets one.
#[derive(Clone)]
pub struct AppState {
    pub studium: Studium,
    pub config: Arc<WebConfig>,
    pub identities: Arc<Identities>,
    /// Secrets that are shown once, on the page after the one that made them.
    pub once: Arc<Once>,
    /// What Today and the statistics page showed last.
    pub statistics: statistics::Cache,
    /// Explanations ready to be shown.
    pub articles: ArticleCache,
}

impl AppState {
    pub fn new(studium: Studium, config: WebConfig) -> AppState {
        AppState {
            studium,
            config: Arc::new(config),
            identities: Arc::default(),
            once: Arc::default(),
            articles: ArticleCache::default(),
            statistics: statistics::Cache::default(),
        }
    }
}

/// How this process was started, as far as pages care.
#[derive(Debug, Clone)]
pub struct WebConfig {
    /// Visitors come by HTTPS: cookies are `Secure` and named `__Host-…`.
    pub secure: bool,
    /// A proxy of the admin's stands in front: the visitor's address and host are the last ones that it names.
    pub behind_proxy: bool,
    pub version: &'static str,
}

impl Default for WebConfig {
    fn default() -> WebConfig {
        WebConfig { secure: false, behind_proxy: false, version: env!("CARGO_PKG_VERSION") }
    }
}

impl WebConfig {
    /// The session cookie's name.
    pub fn session_cookie(&self) -> &'static str {
        if self.secure { "__Host-studium" } else { "studium" }
    }
}

/// Where the connection comes from; the server puts it into each request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// The visitor's address and what the browser calls itself, as an extractor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    pub address: String,
    pub agent: String,
}

impl axum::extract::FromRequestParts<AppState> for Origin {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        state: &AppState,
    ) -> Result<Origin, Self::Rejection> {
        let header = |name: &str| parts.headers.get(name).and_then(|v| v.to_str().ok());
        // only the entry that the admin's own proxy wrote can be believed: the last one
        let forwarded = header("x-forwarded-for").and_then(|all| all.rsplit(',').next()).map(str::trim);
        let address = match forwarded.and_then(|a| a.parse::<IpAddr>().ok()) {
            Some(address) if state.config.behind_proxy => Some(address),
            _ => parts.extensions.get::<ClientAddress>().map(|a| a.0),
        };
        let address = address.map(|a| place(a.to_canonical())).unwrap_or_else(|| "unknown".into());
        Ok(Origin { address, agent: header("user-agent").unwrap_or("").to_owned() })
    }
}

/// An address as limits count it: one household has a whole /64 of IPv6.
fn place(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let s = v6.segments();
            format!("{:x}:{:x}:{:x}:{:x}::/64", s[0], s[1], s[2], s[3])
        }
    }
}
