//! Signed-in browsers. The cookie holds a secret, the database its hash; the id by which the learner's list names a
//! session is neither.

use super::model::{Identity, Proof, Session, SessionId};
use super::secret::{self, SecretHash};
use super::store::{self, ACTOR_COLUMNS};
use crate::call::{Actor, Ids, LearnerId};
use crate::db::{Row, Tx};
use crate::error::{Error, Result};
use crate::params;
use memory::Millis;

const DAY_MS: i64 = 86_400_000;
/// A session that is not used ends after so long.
pub const IDLE_MS: i64 = 60 * DAY_MS;
/// Every session ends after so long.
pub const LONGEST_MS: i64 = 365 * DAY_MS;
/// `seen_at` is written no more often than this: the look-up of a request writes nothing.
pub const SEEN_EVERY_MS: i64 = 5 * 60_000;

/// A session that was just made: what goes into the cookie, once.
#[derive(Debug, Clone)]
pub struct NewSession {
    pub id: SessionId,
    pub secret: String,
}

/// Draws a secret; the session is stored by [`store_new`]. Apart, because an operation may be run again.
pub fn draw() -> String {
    secret::token()
}

/// Stores a session of this learner under the secret's hash.
pub fn store_new(
    tx: &mut Tx,
    learner: LearnerId,
    secret: &str,
    agent: &str,
    now: Millis,
    ids: &mut Ids,
) -> Result<NewSession> {
    let id = SessionId(ids.next_id());
    let agent: String = agent.chars().filter(|c| !c.is_control()).take(200).collect();
    tx.execute(
        "INSERT INTO sessions (token_hash, id, learner, created_at, seen_at, expires_at, agent) \
         VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6)",
        params![secret::hash(secret), id, learner, now.0, now.0 + IDLE_MS, agent],
    )?;
    Ok(NewSession { id, secret: secret.to_owned() })
}

/// Who this cookie stands for; nobody if it is unknown, expired or the account is disabled.
pub fn identify(tx: &mut Tx, hash: &SecretHash, now: Millis) -> Result<Option<Identity>> {
    tx.row(
        &format!(
            "SELECT {ACTOR_COLUMNS}, s.id AS id, s.created_at AS created_at, s.seen_at AS seen_at, \
             s.expires_at AS expires_at, s.agent AS agent \
             FROM sessions s JOIN learners l ON l.id = s.learner JOIN account_settings a ON a.learner = l.id \
             WHERE s.token_hash = ?1 AND s.expires_at > ?2 AND l.disabled_at IS NULL"
        ),
        params![hash, now.0],
        |row| Ok(Identity { actor: store::actor(row)?, proof: Proof::Session(session(row)?) }),
    )
}

/// Notes that a session was used; ends move with it, up to [`LONGEST_MS`].
pub fn touch(tx: &mut Tx, session: SessionId, learner: LearnerId, now: Millis) -> Result<()> {
    tx.execute(
        "UPDATE sessions SET seen_at = ?3, \
         expires_at = CASE WHEN created_at + ?4 < ?5 THEN created_at + ?4 ELSE ?5 END \
         WHERE learner = ?2 AND id = ?1",
        params![session, learner, now.0, LONGEST_MS, now.0 + IDLE_MS],
    )?;
    Ok(())
}

/// The learner's sessions, newest use first.
pub fn list(tx: &mut Tx, actor: &Actor, now: Millis) -> Result<Vec<Session>> {
    tx.rows(
        "SELECT id, created_at, seen_at, expires_at, agent FROM sessions \
         WHERE learner = ?1 AND expires_at > ?2 ORDER BY seen_at DESC, id",
        params![actor.learner, now.0],
        session,
    )
}

/// Signs one browser out.
///
/// # Errors
/// `NotFound` if the learner has no such session.
pub fn revoke(tx: &mut Tx, actor: &Actor, id: SessionId) -> Result<()> {
    let gone = tx.execute("DELETE FROM sessions WHERE learner = ?1 AND id = ?2", params![actor.learner, id])?;
    if gone == 0 { Err(Error::NotFound { what: "session" }) } else { Ok(()) }
}

/// Signs out every browser of the learner except one; without one, every browser.
pub fn revoke_others(tx: &mut Tx, learner: LearnerId, keep: Option<SessionId>) -> Result<u64> {
    match keep {
        Some(id) => tx.execute("DELETE FROM sessions WHERE learner = ?1 AND id <> ?2", params![learner, id]),
        None => tx.execute("DELETE FROM sessions WHERE learner = ?1", params![learner]),
    }
}

/// Ends the session of this cookie, whoever's it is.
pub fn end(tx: &mut Tx, hash: &SecretHash) -> Result<()> {
    tx.execute("DELETE FROM sessions WHERE token_hash = ?1", params![hash])?;
    Ok(())
}

/// Removes what has expired; the nightly task calls it.
pub fn sweep(tx: &mut Tx, now: Millis) -> Result<u64> {
    tx.execute("DELETE FROM sessions WHERE expires_at <= ?1", params![now.0])
}

fn session(row: &Row) -> Result<Session> {
    Ok(Session {
        id: row.get("id")?,
        created_at: Millis(row.get("created_at")?),
        seen_at: Millis(row.get("seen_at")?),
        expires_at: Millis(row.get("expires_at")?),
        agent: row.get("agent")?,
    })
}
