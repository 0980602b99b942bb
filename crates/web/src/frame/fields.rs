//! What forms and programs send. A form's fields are read by name, so nothing that was not asked for is ever taken.

use super::failure::Failure;
use super::state::AppState;
use axum::extract::rejection::{BytesRejection, FormRejection};
use axum::extract::{FromRequest, Request};
use axum::{Form, body::Bytes};
use serde::de::DeserializeOwned;
use std::str::FromStr;
use studium_core::Error;

/// The most fields that a form may have.
const MOST_FIELDS: usize = 10_000;

/// The fields of a form, in order; a name may come more than once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// The first value of that name; empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        self.find(name).unwrap_or("")
    }

    pub fn find(&self, name: &str) -> Option<&str> {
        self.0.iter().find_map(|(n, v)| (n == name).then_some(v.as_str()))
    }

    /// All values of that name.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter_map(move |(n, v)| (n == name).then_some(v.as_str()))
    }

    /// Whether a checkbox of that name is checked.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The field as a number, an id …
    ///
    /// # Errors
    /// `Invalid` on this field.
    pub fn parse<T: FromStr>(&self, name: &str) -> Result<T, Error> {
        self.get(name).trim().parse().map_err(|_| Error::invalid(name, "error-field"))
    }

    /// Empty means none.
    ///
    /// # Errors
    /// `Invalid` on this field.
    pub fn parse_optional<T: FromStr>(&self, name: &str) -> Result<Option<T>, Error> {
        if self.get(name).trim().is_empty() { Ok(None) } else { self.parse(name).map(Some) }
    }
}

impl FromRequest<AppState> for Fields {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &AppState) -> Result<Fields, Failure> {
        let Form(fields) = Form::<Vec<(String, String)>>::from_request(request, state).await.map_err(|e| match e {
            FormRejection::BytesRejection(e) => body_failure(&e),
            e => Failure::Unreadable(e.to_string()),
        })?;
        if fields.len() > MOST_FIELDS {
            return Err(Failure::Unreadable(format!("more than {MOST_FIELDS} fields")));
        }
        Ok(Fields(fields))
    }
}

/// A body of JSON.
#[derive(Debug, Clone)]
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned> FromRequest<AppState> for JsonBody<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &AppState) -> Result<JsonBody<T>, Failure> {
        let is_json =
            request.headers().get("content-type").and_then(|v| v.to_str().ok()).is_some_and(|v| {
                v.split(';').next().is_some_and(|v| v.trim().eq_ignore_ascii_case("application/json"))
            });
        if !is_json {
            return Err(Failure::Unreadable("the body must be sent as application/json".into()));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|e| body_failure(&e))?;
        serde_json::from_slice(&bytes).map(JsonBody).map_err(|e| Failure::Unreadable(e.to_string()))
    }
}

/// A body that could not be read: too large, or the connection broke.
pub fn body_failure(rejection: &BytesRejection) -> Failure {
    if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        Failure::TooLarge
    } else {
        Failure::Unreadable(rejection.body_text())
    }
}
