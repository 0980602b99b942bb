//! Who visits, in which language and light. The edge finds it out once per request; handlers take it as an extractor.

use super::auth::Kind;
use super::cross_site::bearer;
use super::failure::Failure;
use super::state::AppState;
use crate::i18n::Locale;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use std::ops::Deref;
use std::sync::Arc;
use studium_core::accounts::{Proof, Scope, SessionId, secret};
use studium_core::settings::sidebar::{self, Sidebar};
use studium_core::{Actor, Call};

/// Light or dark, or as the device says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    pub fn as_str(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    pub fn parse(word: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|t| t.as_str() == word)
    }
}

/// A visitor, signed in or not: always there. `let visit: Visit` in a handler.
#[derive(Debug, Clone)]
pub struct Visit {
    pub actor: Option<Actor>,
    pub session: Option<SessionId>,
    pub locale: Locale,
    pub theme: Theme,
    /// Path and query as asked for.
    pub path: String,
    /// Filled when [`SignedIn`] was taken on a page.
    pub sidebar: Arc<Sidebar>,
    /// Visitors come by HTTPS.
    pub secure: bool,
}

impl Visit {
    /// Reads cookies and headers and looks the session up.
    pub(super) async fn of(state: &AppState, parts: &Parts) -> studium_core::Result<Visit> {
        let headers = &parts.headers;
        let mut actor = None;
        let mut session = None;
        // a request with a bearer token was not checked for where it comes from: its cookie does not count
        if bearer(headers).is_none()
            && let Some(token) = cookie(headers, state.config.session_cookie())
        {
            let found = state.identities.find(&state.studium, Kind::Session, secret::hash(token)).await?;
            if let Some(identity) = found {
                if let Proof::Session(s) = &identity.proof {
                    session = Some(s.id);
                }
                actor = Some(identity.actor);
            }
        }
        Ok(Visit { actor, session, ..Visit::nobody(state, parts) }.with_account())
    }

    /// The visitor without a look-up: for the error page when the database does not answer.
    pub(super) fn nobody(state: &AppState, parts: &Parts) -> Visit {
        let headers = &parts.headers;
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or("");
        Visit {
            actor: None,
            session: None,
            locale: cookie(headers, "language").and_then(Locale::parse).unwrap_or_else(|| Locale::negotiate(accepted)),
            theme: cookie(headers, "theme").and_then(Theme::parse).unwrap_or_default(),
            path: parts.uri.path_and_query().map_or("/", |p| p.as_str()).to_owned(),
            sidebar: Arc::default(),
            secure: state.config.secure,
        }
    }

    fn with_account(mut self) -> Visit {
        if let Some(actor) = &self.actor {
            self.locale = Locale::parse(&actor.preferences.page_language).unwrap_or(self.locale);
            // the cookie follows a press of the theme button at once; without one, the account's choice counts
            if self.theme == Theme::System {
                self.theme = Theme::parse(&actor.preferences.theme).unwrap_or_default();
            }
        }
        self
    }

    /// The path without the query.
    pub fn bare_path(&self) -> &str {
        self.path.split('?').next().unwrap_or("/")
    }

    /// Whether the answer is JSON.
    pub fn is_api(&self) -> bool {
        is_api(&self.path)
    }
}

pub(super) fn is_api(path: &str) -> bool {
    path.starts_with("/api/") || path.starts_with("/healthz")
}

/// The value of a cookie.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(n, v)| (n == name).then_some(v))
}

impl FromRequestParts<AppState> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Visit, Failure> {
        match parts.extensions.get::<Visit>() {
            Some(visit) => Ok(visit.clone()),
            None => Ok(Visit::of(state, parts).await?),
        }
    }
}

/// Somebody who is signed in by their browser; everybody else is sent to sign in. Derefs to the [`Visit`].
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub visit: Visit,
    pub actor: Actor,
}

impl SignedIn {
    /// A call by this learner, now.
    pub fn call(&self, state: &AppState) -> Call {
        state.studium.call(&self.actor)
    }
}

impl Deref for SignedIn {
    type Target = Visit;

    fn deref(&self) -> &Visit {
        &self.visit
    }
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<SignedIn, Failure> {
        let mut visit = Visit::from_request_parts(parts, state).await?;
        let Some(actor) = visit.actor.clone() else { return Err(Failure::SignIn) };
        if !visit.is_api() {
            visit.sidebar = load_sidebar(state, &actor).await?;
        }
        Ok(SignedIn { visit, actor })
    }
}

/// What the sidebar shows; pages for everybody call it when somebody is signed in.
pub async fn load_sidebar(state: &AppState, actor: &Actor) -> studium_core::Result<Arc<Sidebar>> {
    let call = state.studium.call(actor);
    let cache = state.statistics.clone();
    state.studium.read(move |tx| sidebar::load(tx, &call, &cache)).await.map(Arc::new)
}

/// A visit whose sidebar is filled when somebody is signed in: for pages that both visitors and learners see.
#[derive(Debug, Clone)]
pub struct Guest(pub Visit);

impl FromRequestParts<AppState> for Guest {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Guest, Failure> {
        let mut visit = Visit::from_request_parts(parts, state).await?;
        if let Some(actor) = &visit.actor {
            visit.sidebar = load_sidebar(state, actor).await?;
        }
        Ok(Guest(visit))
    }
}

/// The admin; others get the same answer as for a page that is not there.
#[derive(Debug, Clone)]
pub struct AdminActor(pub SignedIn);

impl Deref for AdminActor {
    type Target = SignedIn;

    fn deref(&self) -> &SignedIn {
        &self.0
    }
}

impl FromRequestParts<AppState> for AdminActor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<AdminActor, Failure> {
        let signed_in = SignedIn::from_request_parts(parts, state).await?;
        if signed_in.actor.admin { Ok(AdminActor(signed_in)) } else { Err(Failure::no_page()) }
    }
}

/// Somebody calling the API: by a bearer token, or from our own pages by the session's cookie. A token that may only
/// read is refused on methods that write.
#[derive(Debug, Clone)]
pub struct ApiActor {
    pub actor: Actor,
    pub scope: Scope,
    pub locale: Locale,
}

impl ApiActor {
    /// A call by this learner, now.
    pub fn call(&self, state: &AppState) -> Call {
        state.studium.call(&self.actor)
    }
}

impl FromRequestParts<AppState> for ApiActor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<ApiActor, Failure> {
        let (actor, scope) = match bearer(&parts.headers) {
            None => {
                let visit = Visit::from_request_parts(parts, state).await?;
                (visit.actor.ok_or(Failure::SignIn)?, Scope::Write)
            }
            Some(token) => {
                let found = state.identities.find(&state.studium, Kind::Token, secret::hash(token)).await?;
                match found.map(|i| (i.actor, i.proof)) {
                    Some((actor, Proof::Token { scope, .. })) => (actor, scope),
                    _ => return Err(Failure::SignIn),
                }
            }
        };
        let reads = matches!(parts.method, Method::GET | Method::HEAD);
        if !reads && scope < Scope::Write {
            return Err(Failure::from(studium_core::Error::Forbidden { why: "read_only_token" }));
        }
        let locale = Locale::parse(&actor.preferences.page_language).unwrap_or_default();
        Ok(ApiActor { actor, scope, locale })
    }
}
