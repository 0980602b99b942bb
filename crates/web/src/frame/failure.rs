//! What went wrong, on its way to the edge, where it becomes a page or JSON once.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use studium_core::Error;

/// What handlers answer with: `async fn page(…) -> Reply`, or `Reply<Markup>`, `Reply<Redirect>`.
pub type Reply<T = Response> = Result<T, Failure>;

/// An error of a handler. `?` makes one of a [`studium_core::Error`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    Core(Error),
    /// Nobody is signed in: pages send to sign in, the API answers 401.
    SignIn,
    /// Another site made the browser send this.
    CrossSite,
    /// The body is larger than the route takes.
    TooLarge,
    /// The request cannot be read; the text is for people who write programs.
    Unreadable(String),
}

impl Failure {
    /// The page is not there, or not for this visitor; the two are never told apart.
    pub fn no_page() -> Failure {
        Failure::Core(Error::NotFound { what: "page" })
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Failure::Core(Error::NotFound { .. }) => StatusCode::NOT_FOUND,
            Failure::Core(Error::Invalid { .. }) => StatusCode::UNPROCESSABLE_ENTITY,
            Failure::Core(Error::Conflict { .. }) => StatusCode::CONFLICT,
            Failure::Core(Error::Forbidden { .. }) | Failure::CrossSite => StatusCode::FORBIDDEN,
            Failure::Core(Error::TooMany { .. }) => StatusCode::TOO_MANY_REQUESTS,
            Failure::Core(Error::Unavailable { .. }) => StatusCode::SERVICE_UNAVAILABLE,
            Failure::Core(Error::Full { .. }) => StatusCode::INSUFFICIENT_STORAGE,
            Failure::Core(Error::Internal(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            Failure::SignIn => StatusCode::UNAUTHORIZED,
            Failure::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Failure::Unreadable(_) => StatusCode::BAD_REQUEST,
        }
    }

    /// One word for programs.
    pub fn kind(&self) -> &'static str {
        match self {
            Failure::Core(Error::NotFound { .. }) => "not_found",
            Failure::Core(Error::Invalid { .. }) => "invalid",
            Failure::Core(Error::Conflict { .. }) => "conflict",
            Failure::Core(Error::Forbidden { .. }) => "forbidden",
            Failure::Core(Error::TooMany { .. }) => "too_many",
            Failure::Core(Error::Unavailable { .. }) => "unavailable",
            Failure::Core(Error::Full { .. }) => "full",
            Failure::Core(Error::Internal(_)) => "internal",
            Failure::SignIn => "sign_in",
            Failure::CrossSite => "cross_site",
            Failure::TooLarge => "too_large",
            Failure::Unreadable(_) => "unreadable",
        }
    }

    /// Seconds after which to try again.
    pub fn retry_after_s(&self) -> Option<u32> {
        match self {
            Failure::Core(Error::TooMany { retry_after_s } | Error::Unavailable { retry_after_s, .. }) => {
                Some(*retry_after_s)
            }
            _ => None,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Core(error)
    }
}

impl IntoResponse for Failure {
    /// The status with the failure beside it; the edge writes the body.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

pub(super) async fn no_such_page() -> Failure {
    Failure::no_page()
}
