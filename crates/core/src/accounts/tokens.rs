//! API tokens: for other programs, shown once, kept as hashes.

use super::model::{ApiToken, Identity, Proof, Scope, TokenId};
use super::secret::{self, SecretHash};
use super::store::{self, ACTOR_COLUMNS};
use crate::call::{Actor, Call};
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::params;
use memory::Millis;

/// What tokens begin with, so that a leaked one is recognised.
pub const PREFIX: &str = "studium_";
const MOST: i64 = 50;

/// Draws the secret of a token.
pub fn draw() -> String {
    format!("{PREFIX}{}", secret::token())
}

/// Stores a token under its secret's hash.
///
/// # Errors
/// `Invalid` on `name` if it is empty or longer than 60 characters, or if there are 50 tokens already.
pub fn add(tx: &mut Tx, call: &Call, name: &str, scope: Scope, secret: &str) -> Result<TokenId> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 60 {
        return Err(Error::invalid("name", "error-token-name"));
    }
    let learner = call.actor.learner;
    let count: i64 = tx.scalar("SELECT COUNT(*) FROM api_tokens WHERE learner = ?1", params![learner])?.unwrap_or(0);
    if count >= MOST {
        return Err(Error::invalid("name", "error-token-many"));
    }
    let id = TokenId(call.ids().next_id());
    tx.execute(
        "INSERT INTO api_tokens (token_hash, id, learner, name, scope, created_at, seen_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)",
        params![secret::hash(secret), id, learner, name, scope.as_str(), call.now.0],
    )?;
    Ok(id)
}

/// Who a bearer token stands for, and what it may do.
pub fn identify(tx: &mut Tx, hash: &SecretHash) -> Result<Option<Identity>> {
    tx.row(
        &format!(
            "SELECT {ACTOR_COLUMNS}, t.id AS id, t.scope AS scope, t.seen_at AS seen_at FROM api_tokens t \
             JOIN learners l ON l.id = t.learner JOIN account_settings a ON a.learner = l.id \
             WHERE t.token_hash = ?1 AND l.disabled_at IS NULL"
        ),
        params![hash],
        |row| {
            let scope: String = row.get("scope")?;
            let scope = Scope::parse(&scope).unwrap_or(Scope::Read);
            let seen_at = row.get::<Option<i64>>("seen_at")?.map(Millis);
            Ok(Identity { actor: store::actor(row)?, proof: Proof::Token { id: row.get("id")?, scope, seen_at } })
        },
    )
}

/// Notes that a token was used.
pub fn touch(tx: &mut Tx, actor: &Actor, id: TokenId, now: Millis) -> Result<()> {
    tx.execute(
        "UPDATE api_tokens SET seen_at = ?3 WHERE learner = ?1 AND id = ?2 \
         AND (seen_at IS NULL OR seen_at < ?3 - ?4)",
        params![actor.learner, id, now.0, super::sessions::SEEN_EVERY_MS],
    )?;
    Ok(())
}

/// The learner's tokens, newest first.
pub fn list(tx: &mut Tx, actor: &Actor) -> Result<Vec<ApiToken>> {
    tx.rows(
        "SELECT id, name, scope, created_at, seen_at FROM api_tokens WHERE learner = ?1 ORDER BY created_at DESC, id",
        params![actor.learner],
        |row| {
            let (id, name, scope) = (row.get("id")?, row.get("name")?, row.get::<String>("scope")?);
            Ok(ApiToken {
                id,
                name,
                scope: Scope::parse(&scope).unwrap_or(Scope::Read),
                created_at: Millis(row.get("created_at")?),
                seen_at: row.get::<Option<i64>>("seen_at")?.map(Millis),
            })
        },
    )
}

/// Ends a token.
///
/// # Errors
/// `NotFound` if the learner has no such token.
pub fn revoke(tx: &mut Tx, actor: &Actor, id: TokenId) -> Result<()> {
    let gone = tx.execute("DELETE FROM api_tokens WHERE learner = ?1 AND id = ?2", params![actor.learner, id])?;
    if gone == 0 { Err(Error::NotFound { what: "token" }) } else { Ok(()) }
}

/// Ends every token of a learner: a changed password ends them all.
pub fn revoke_all(tx: &mut Tx, learner: crate::LearnerId) -> Result<u64> {
    tx.execute("DELETE FROM api_tokens WHERE learner = ?1", params![learner])
}
