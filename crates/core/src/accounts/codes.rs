//! Codes that are used once: ten recovery codes per account, invitations, and slips by which the admin gives somebody a
//! new password. Kept as hashes; a slip and an invitation end by themselves.

use super::secret::{self, SecretHash};
use crate::call::LearnerId;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::params;
use memory::Millis;

/// So many recovery codes are given out.
pub const RECOVERY_CODES: usize = 10;
/// A slip is good for one hour.
pub const SLIP_MS: i64 = 3_600_000;
/// An invitation is good for two weeks.
pub const INVITE_MS: i64 = 14 * 86_400_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Recovery,
    Invite,
    Slip,
}

impl Purpose {
    fn as_str(self) -> &'static str {
        match self {
            Purpose::Recovery => "recovery",
            Purpose::Invite => "invite",
            Purpose::Slip => "slip",
        }
    }
}

/// Draws recovery codes.
pub fn draw_recovery() -> Vec<String> {
    (0..RECOVERY_CODES).map(|_| secret::code()).collect()
}

/// Replaces the learner's recovery codes; the old ones no longer work.
pub fn replace_recovery(tx: &mut Tx, learner: LearnerId, codes: &[String], now: Millis) -> Result<()> {
    end(tx, learner, Purpose::Recovery)?;
    codes.iter().try_for_each(|code| add(tx, Some(learner), Purpose::Recovery, code, None, now))
}

/// Stores a slip for this learner; earlier slips end.
pub fn replace_slip(tx: &mut Tx, learner: LearnerId, code: &str, now: Millis) -> Result<()> {
    end(tx, learner, Purpose::Slip)?;
    add(tx, Some(learner), Purpose::Slip, code, Some(Millis(now.0 + SLIP_MS)), now)
}

/// Stores an invitation by this learner.
pub fn add_invite(tx: &mut Tx, by: LearnerId, code: &str, now: Millis) -> Result<()> {
    add(tx, Some(by), Purpose::Invite, code, Some(Millis(now.0 + INVITE_MS)), now)
}

/// Ends the learner's codes of a purpose.
pub fn end(tx: &mut Tx, learner: LearnerId, purpose: Purpose) -> Result<()> {
    tx.execute("DELETE FROM one_time_codes WHERE learner = ?1 AND purpose = ?2", params![learner, purpose.as_str()])?;
    Ok(())
}

/// How many of the learner's recovery codes are left.
pub fn count_recovery(tx: &mut Tx, learner: LearnerId) -> Result<i64> {
    let left = tx.scalar(
        "SELECT COUNT(*) FROM one_time_codes WHERE learner = ?1 AND purpose = 'recovery' AND used_at IS NULL",
        params![learner],
    )?;
    Ok(left.unwrap_or(0))
}

/// How many invitations are open on this server.
pub fn count_invites(tx: &mut Tx, now: Millis) -> Result<i64> {
    let open = tx.scalar(
        "SELECT COUNT(*) FROM one_time_codes WHERE purpose = 'invite' AND used_at IS NULL AND expires_at > ?1",
        params![now.0],
    )?;
    Ok(open.unwrap_or(0))
}

/// Uses an invitation.
///
/// # Errors
/// `Invalid` on `invite` if it is unknown, used or too old.
pub fn use_invite(tx: &mut Tx, code: &str, now: Millis) -> Result<()> {
    let used = tx.execute(
        "UPDATE one_time_codes SET used_at = ?2 \
         WHERE code_hash = ?1 AND purpose = 'invite' AND used_at IS NULL AND expires_at > ?2",
        params![secret::hash(code), now.0],
    )?;
    if used == 1 { Ok(()) } else { Err(Error::invalid("invite", "error-invite")) }
}

/// Uses a recovery code or slip of this learner; whether it was one.
pub fn use_recovery(tx: &mut Tx, learner: LearnerId, code: &str, now: Millis) -> Result<bool> {
    let used = tx.execute(
        "UPDATE one_time_codes SET used_at = ?3 WHERE code_hash = ?1 AND learner = ?2 AND used_at IS NULL \
         AND (purpose = 'recovery' OR (purpose = 'slip' AND expires_at > ?3))",
        params![secret::hash(code), learner, now.0],
    )?;
    Ok(used == 1)
}

/// Removes what has expired; the nightly task calls it.
pub fn sweep(tx: &mut Tx, now: Millis) -> Result<u64> {
    tx.execute("DELETE FROM one_time_codes WHERE expires_at IS NOT NULL AND expires_at <= ?1", params![now.0])
}

fn add(
    tx: &mut Tx,
    learner: Option<LearnerId>,
    purpose: Purpose,
    code: &str,
    expires_at: Option<Millis>,
    now: Millis,
) -> Result<()> {
    let hash: SecretHash = secret::hash(code);
    tx.execute(
        "INSERT INTO one_time_codes (code_hash, purpose, learner, created_at, expires_at, used_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, NULL)",
        params![hash, purpose.as_str(), learner, now.0, expires_at.map(|m| m.0)],
    )?;
    Ok(())
}
