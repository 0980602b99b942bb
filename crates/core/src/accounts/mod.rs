//! People and how they prove who they are: accounts, passwords, sessions, API tokens, one-time codes, and the limits
//! that make guessing slow without ever locking the owner out of recovery.

pub mod model;
pub mod ops;
pub mod secret;
pub mod sessions;
mod store;
pub mod tokens;

pub use model::{Account, ApiToken, Identity, Proof, Scope, Session, SessionId, SignUp, TokenId};
