//! Limits against guessing: token buckets in the table `tries`, so that they survive a restart and hold for every
//! process. Each bucket is about one thing that is tried from one place or on one account; recovery has buckets of its
//! own, so that whoever fires at a name never locks its owner out.

use crate::db::Tx;
use crate::error::{Error, Result};
use crate::params;
use memory::Millis;

/// How many tries at once, and how long until one is given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    what: &'static str,
    burst: u32,
    refill_ms: i64,
}

const MINUTE: i64 = 60_000;

/// Signing in from one address: three at once, then three a minute.
pub const SIGN_IN_FROM: Limit = Limit { what: "in-from", burst: 3, refill_ms: MINUTE / 3 };
/// Signing in to one account from everywhere together. Wide, because it can be used up by others: it only makes a flood
/// of addresses slow; the owner's own address, where they signed in before, has its own way in.
pub const SIGN_IN_TO: Limit = Limit { what: "in-to", burst: 30, refill_ms: 10_000 };
/// Recovering from one address.
pub const RECOVER_FROM: Limit = Limit { what: "recover-from", burst: 5, refill_ms: MINUTE };
/// Accounts made from one address: a class may sign up together.
pub const SIGN_UP_FROM: Limit = Limit { what: "up-from", burst: 40, refill_ms: MINUTE };
/// Proving the password again when signed in (changing it, erasing), per account.
pub const PROVE: Limit = Limit { what: "prove", burst: 5, refill_ms: MINUTE };
/// Exports of everything, per account.
pub const EXPORT: Limit = Limit { what: "export", burst: 3, refill_ms: 10 * MINUTE };

/// Takes one try.
///
/// # Errors
/// `TooMany` with the seconds until the next is given back; then nothing was taken.
pub fn take(tx: &mut Tx, limit: Limit, whose: &str, now: Millis) -> Result<()> {
    let key = key(limit, whose);
    let bucket: Option<(f64, i64)> = tx.row("SELECT tokens, at FROM tries WHERE key = ?1", params![key], |row| {
        Ok((row.get("tokens")?, row.get("at")?))
    })?;
    let tokens = refilled(limit, bucket, now);
    if tokens < 1.0 {
        let wait_ms = (1.0 - tokens) * limit.refill_ms as f64;
        return Err(Error::TooMany { retry_after_s: (wait_ms / 1000.0).ceil().max(1.0) as u32 });
    }
    tx.execute(
        "INSERT INTO tries (key, tokens, at) VALUES (?1, ?2, ?3) \
         ON CONFLICT (key) DO UPDATE SET tokens = EXCLUDED.tokens, at = EXCLUDED.at",
        params![key, tokens - 1.0, now.0],
    )?;
    Ok(())
}

/// Gives one back: the try turned out to be right.
pub fn give_back(tx: &mut Tx, limit: Limit, whose: &str) -> Result<()> {
    tx.execute(
        "UPDATE tries SET tokens = CASE WHEN tokens + 1 > ?2 THEN ?2 ELSE tokens + 1 END WHERE key = ?1",
        params![key(limit, whose), f64::from(limit.burst)],
    )?;
    Ok(())
}

/// Remembers that this account was signed in to from this address, so that a flood of others at the same name does not
/// hold its owner up.
pub fn remember_place(tx: &mut Tx, place: &str, now: Millis) -> Result<()> {
    tx.execute(
        "INSERT INTO tries (key, tokens, at) VALUES (?1, 0, ?2) ON CONFLICT (key) DO UPDATE SET at = EXCLUDED.at",
        params![format!("place:{place}"), now.0],
    )?;
    Ok(())
}

/// Whether this account was signed in to from this address in the last 90 days.
pub fn knows_place(tx: &mut Tx, place: &str) -> Result<bool> {
    let at: Option<i64> = tx.scalar("SELECT at FROM tries WHERE key = ?1", params![format!("place:{place}")])?;
    Ok(at.is_some())
}

/// Removes buckets that are full again; the nightly task calls it. Known places are remembered for 90 days.
pub fn sweep(tx: &mut Tx, now: Millis) -> Result<u64> {
    let day = 24 * 60 * MINUTE;
    // "place:" to "place;" are the keys that begin with it
    tx.execute(
        "DELETE FROM tries WHERE at < ?1 OR (at < ?2 AND NOT (key >= 'place:' AND key < 'place;'))",
        params![now.0 - 90 * day, now.0 - day],
    )
}

/// What came back since the bucket was written. A clock that was set back gives nothing and takes nothing.
fn refilled(limit: Limit, bucket: Option<(f64, i64)>, now: Millis) -> f64 {
    let full = f64::from(limit.burst);
    match bucket {
        None => full,
        Some((tokens, at)) => (tokens + (now.0 - at).max(0) as f64 / limit.refill_ms as f64).min(full),
    }
}

fn key(limit: Limit, whose: &str) -> String {
    format!("{}:{whose}", limit.what)
}
