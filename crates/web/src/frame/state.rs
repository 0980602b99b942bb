//! What handlers are run with.

use super::auth::Identities;
use std::net::IpAddr;
use std::sync::Arc;
use studium_core::Studium;

/// Cheap to clone; every handler gets one.
#[derive(Clone)]
pub struct AppState {
    pub studium: Studium,
    pub config: Arc<WebConfig>,
    pub identities: Arc<Identities>,
}

impl AppState {
    pub fn new(studium: Studium, config: WebConfig) -> AppState {
        AppState { studium, config: Arc::new(config), identities: Arc::default() }
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
