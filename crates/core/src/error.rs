//! The one error of `core`, classed by what the caller can do about it. `web` turns it into a page, a fragment or JSON
//! once, at the edge.

use std::fmt;

/// What went wrong, for the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// Not there, or not visible to this actor; the two are never told apart.
    NotFound { what: &'static str },
    /// The request's fields are wrong: (field, message key of the locales).
    Invalid { fields: Vec<(String, String)> },
    /// The thing changed since the caller read it: the version the caller named and the one that is there.
    Conflict { what: &'static str, given: i64, current: i64 },
    /// The actor is known and visible, the act is not allowed to them.
    Forbidden { why: &'static str },
    /// Too many tries; try again after so many seconds.
    TooMany { retry_after_s: u32 },
    /// The writer is busy or read-only; nothing was written.
    Unavailable { why: String, retry_after_s: u32 },
    /// The disk or the quota is full; nothing was written.
    Full { why: String },
    /// Ours to mend. The text goes to the log, not to the page.
    Internal(String),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// One wrong field.
    pub fn invalid(field: impl Into<String>, message_key: impl Into<String>) -> Error {
        Error::Invalid { fields: vec![(field.into(), message_key.into())] }
    }

    pub fn internal(error: impl fmt::Display) -> Error {
        Error::Internal(error.to_string())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NotFound { what } => write!(f, "{what} not found"),
            Error::Invalid { fields } => {
                write!(f, "invalid: ")?;
                for (n, (field, message)) in fields.iter().enumerate() {
                    write!(f, "{}{field}: {message}", if n == 0 { "" } else { ", " })?;
                }
                Ok(())
            }
            Error::Conflict { what, given, current } => {
                write!(f, "{what} changed since: you have version {given}, the stored one is {current}")
            }
            Error::Forbidden { why } => write!(f, "not allowed: {why}"),
            Error::TooMany { retry_after_s } => write!(f, "too many tries, again in {retry_after_s} s"),
            Error::Unavailable { why, .. } => write!(f, "not available now: {why}"),
            Error::Full { why } => write!(f, "no room: {why}"),
            Error::Internal(why) => write!(f, "internal error: {why}"),
        }
    }
}

impl std::error::Error for Error {}
