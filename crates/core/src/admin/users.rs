//! The people of a server, as its admin sees and helps them. Nothing of what they learn is shown here.

use crate::accounts::{Account, codes, sessions, tokens};
use crate::call::{Call, LearnerId};
use crate::db::{Row, Tx};
use crate::error::{Error, Result};
use crate::params;
use memory::Millis;

const COLUMNS: &str = "l.id AS id, l.name AS name, l.admin AS admin, l.demo AS demo, l.quota_bytes AS quota_bytes, \
     s.media_bytes AS media_bytes, l.created_at AS created_at, l.disabled_at AS disabled_at, \
     (SELECT MAX(seen_at) FROM sessions WHERE learner = l.id) AS seen_at";

/// Accounts by name, after a name, at most `limit`.
///
/// # Errors
/// `Forbidden` unless the caller is an admin; so with all operations here.
pub fn list(tx: &mut Tx, call: &Call, after: &str, limit: u32) -> Result<Vec<Account>> {
    require_admin(call)?;
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM learners l JOIN spaces s ON s.id = l.id \
             WHERE l.name_key > ?1 AND l.name_key <> '' AND NOT (l.name_key >= '/' AND l.name_key < '0') \
             ORDER BY l.name_key LIMIT ?2"
        ),
        params![after, limit],
        account,
    )
}

pub fn get(tx: &mut Tx, call: &Call, id: LearnerId) -> Result<Account> {
    require_admin(call)?;
    tx.row(
        &format!("SELECT {COLUMNS} FROM learners l JOIN spaces s ON s.id = l.id WHERE l.id = ?1"),
        params![id],
        account,
    )?
    .ok_or(Error::NotFound { what: "account" })
}

/// How many accounts there are, and how many bytes of media they have.
pub fn totals(tx: &mut Tx, call: &Call) -> Result<(i64, i64)> {
    require_admin(call)?;
    let people = tx.scalar("SELECT COUNT(*) FROM learners", params![])?.unwrap_or(0);
    let bytes = tx.scalar("SELECT CAST(COALESCE(SUM(media_bytes), 0) AS BIGINT) FROM spaces", params![])?.unwrap_or(0);
    Ok((people, bytes))
}

/// Shuts an account out, or lets it in again. Its sessions and API tokens end.
///
/// # Errors
/// `Invalid` on `user` for the admin's own account and for the last admin.
pub fn set_disabled(tx: &mut Tx, call: &Call, id: LearnerId, disabled: bool) -> Result<()> {
    let account = get(tx, call, id)?;
    if disabled {
        if id == call.actor.learner {
            return Err(Error::invalid("user", "error-admin-self"));
        }
        keep_an_admin(tx, &account)?;
        sessions::revoke_others(tx, id, None)?;
        tokens::revoke_all(tx, id)?;
    }
    let at = disabled.then_some(call.now.0);
    tx.execute("UPDATE learners SET disabled_at = ?2 WHERE id = ?1", params![id, at])?;
    Ok(())
}

/// Makes somebody an admin, or no longer one. Their sessions end, so that the next one carries the new rights.
///
/// # Errors
/// `Invalid` on `user` for the last admin.
pub fn set_admin(tx: &mut Tx, call: &Call, id: LearnerId, admin: bool) -> Result<()> {
    let account = get(tx, call, id)?;
    if !admin {
        keep_an_admin(tx, &account)?;
    }
    tx.execute("UPDATE learners SET admin = ?2 WHERE id = ?1", params![id, admin])?;
    if account.admin != admin && id != call.actor.learner {
        sessions::revoke_others(tx, id, None)?;
    }
    Ok(())
}

/// Bytes of media that this account may keep; `None`: the server's default.
///
/// # Errors
/// `Invalid` on `quota` below 0.
pub fn set_quota(tx: &mut Tx, call: &Call, id: LearnerId, bytes: Option<i64>) -> Result<()> {
    get(tx, call, id)?;
    if bytes.is_some_and(|n| n < 0) {
        return Err(Error::invalid("quota", "error-field"));
    }
    tx.execute("UPDATE learners SET quota_bytes = ?2 WHERE id = ?1", params![id, bytes])?;
    Ok(())
}

/// Stores a one-time slip by which this learner sets a new password within an hour. The password itself stays until then.
pub fn give_slip(tx: &mut Tx, call: &Call, id: LearnerId, code: &str) -> Result<Account> {
    let account = get(tx, call, id)?;
    codes::replace_slip(tx, id, code, call.now)?;
    Ok(account)
}

/// Stores an invitation.
pub fn invite(tx: &mut Tx, call: &Call, code: &str) -> Result<()> {
    require_admin(call)?;
    codes::add_invite(tx, call.actor.learner, code, call.now)
}

pub fn require_admin(call: &Call) -> Result<()> {
    if call.actor.admin { Ok(()) } else { Err(Error::Forbidden { why: "admin_only" }) }
}

fn keep_an_admin(tx: &mut Tx, account: &Account) -> Result<()> {
    let others: Option<i64> = tx.scalar(
        "SELECT COUNT(*) FROM learners WHERE admin = 1 AND disabled_at IS NULL AND id <> ?1",
        params![account.id],
    )?;
    if account.admin && others.unwrap_or(0) == 0 {
        return Err(Error::invalid("user", "error-last-admin"));
    }
    Ok(())
}

fn account(row: &Row) -> Result<Account> {
    Ok(Account {
        id: row.get("id")?,
        name: row.get("name")?,
        admin: row.get("admin")?,
        demo: row.get("demo")?,
        quota_bytes: row.get("quota_bytes")?,
        media_bytes: row.get("media_bytes")?,
        created_at: Millis(row.get("created_at")?),
        disabled: row.get::<Option<i64>>("disabled_at")?.is_some(),
        seen_at: row.get::<Option<i64>>("seen_at")?.map(Millis),
    })
}
