//! People and how they prove who they are: accounts, passwords, sessions, API tokens, one-time codes, and the limits
//! that make guessing slow without ever locking the owner out of recovery.

pub mod codes;
mod common_passwords;
pub mod flows;
pub mod limits;
pub mod model;
pub mod ops;
pub mod password;
pub mod secret;
pub mod sessions;
mod store;
#[cfg(test)]
pub(crate) mod tests;
pub mod tokens;

pub use model::{Account, ApiToken, Identity, Proof, Scope, Session, SessionId, SignUp, TokenId};
