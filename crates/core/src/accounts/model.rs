//! What an account, a session and a token are.

use crate::call::{Actor, LearnerId, id_type};
use memory::Millis;
use serde::{Deserialize, Serialize};

id_type!(
    /// A signed-in browser, as the learner's list names it; the cookie holds another, secret value.
    SessionId
);
id_type!(
    /// An API token, as the learner's list names it.
    TokenId
);

/// Who may make an account on this server. The first account may always be made, and is the admin's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignUp {
    Open,
    /// With a code from somebody who has an account, or the admin.
    Invite,
    Closed,
}

impl SignUp {
    pub const ALL: [SignUp; 3] = [SignUp::Open, SignUp::Invite, SignUp::Closed];

    pub fn as_str(self) -> &'static str {
        match self {
            SignUp::Open => "open",
            SignUp::Invite => "invite",
            SignUp::Closed => "closed",
        }
    }

    pub fn parse(word: &str) -> Option<SignUp> {
        SignUp::ALL.into_iter().find(|s| s.as_str() == word)
    }
}

/// What an API token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    Read,
    /// Reads, too.
    Write,
}

impl Scope {
    pub fn as_str(self) -> &'static str {
        match self {
            Scope::Read => "read",
            Scope::Write => "write",
        }
    }

    pub fn parse(word: &str) -> Option<Scope> {
        [Scope::Read, Scope::Write].into_iter().find(|s| s.as_str() == word)
    }
}

/// A browser that is signed in.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    pub id: SessionId,
    pub created_at: Millis,
    /// Written at most every five minutes.
    pub seen_at: Millis,
    pub expires_at: Millis,
    /// What the browser said it is, cut to 200 characters.
    pub agent: String,
}

/// Who a session or token stands for.
#[derive(Debug, Clone)]
pub struct Identity {
    pub actor: Actor,
    pub proof: Proof,
}

#[derive(Debug, Clone)]
pub enum Proof {
    Session(Session),
    Token { id: TokenId, scope: Scope, seen_at: Option<Millis> },
}

/// An API token, without its secret.
#[derive(Debug, Clone, PartialEq)]
pub struct ApiToken {
    pub id: TokenId,
    pub name: String,
    pub scope: Scope,
    pub created_at: Millis,
    pub seen_at: Option<Millis>,
}

/// An account as the admin sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    pub id: LearnerId,
    pub name: String,
    pub admin: bool,
    pub demo: bool,
    /// Bytes of media; `None`: the server's default.
    pub quota_bytes: Option<i64>,
    pub media_bytes: i64,
    pub created_at: Millis,
    pub disabled: bool,
    /// The newest sign of life of any session.
    pub seen_at: Option<Millis>,
}

/// What somebody fills in to sign up, and where they do it.
#[derive(Clone)]
pub struct SignUpRequest {
    pub name: String,
    pub password: String,
    /// Empty unless an invitation is needed.
    pub invite: String,
    /// The page's language becomes the account's.
    pub language: String,
    /// The theme, if the visitor chose one.
    pub theme: Option<String>,
    pub address: String,
    pub agent: String,
}

/// A new account: its recovery codes are never to be had again.
pub struct SignedUp {
    pub actor: Actor,
    pub session: super::sessions::NewSession,
    pub recovery: Vec<String>,
}

/// Somebody who proved who they are, with their new session.
pub struct Proved {
    pub actor: Actor,
    pub session: super::sessions::NewSession,
}

/// A new password, and where it was typed.
#[derive(Clone)]
pub struct NewPassword {
    pub password: String,
    pub address: String,
    pub agent: String,
}
