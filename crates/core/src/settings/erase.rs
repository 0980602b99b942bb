//! Erasing an account: at once nobody can sign in to it, then its rows go in portions, so that others' writes do not
//! wait. A stop in between loses nothing: the next start goes on. Copies made before keep the account until they are
//! replaced (a week of nights).

use super::tables::OWNED;
use crate::Studium;
use crate::accounts::{sessions, tokens};
use crate::call::{Actor, LearnerId};
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::media::store::BlobHash;
use crate::params;
use crate::search;
use memory::Millis;

/// Rows that one operation removes at most.
const PORTION: i64 = 500;

/// Erases everything of this learner. The caller has proved the password.
///
/// # Errors
/// `Invalid` on `user` for the last admin while others have accounts.
pub async fn erase(studium: &Studium, actor: &Actor) -> Result<()> {
    let learner = actor.learner;
    let now = studium.clock.now();
    studium.write(move |tx| close(tx, learner, now)).await?;
    finish(studium, learner).await
}

/// Finishes erasures that were interrupted; start-up calls it.
pub async fn resume(studium: &Studium) -> Result<()> {
    // no name begins with a slash
    let waiting = studium
        .read(|tx| {
            let sql = "SELECT id FROM learners WHERE name_key >= '/' AND name_key < '0'";
            tx.rows(sql, params![], |row| row.get::<LearnerId>("id"))
        })
        .await?;
    for learner in waiting {
        finish(studium, learner).await?;
    }
    Ok(())
}

/// From now on the account is gone for everybody; its name is free.
fn close(tx: &mut Tx, learner: LearnerId, now: Millis) -> Result<()> {
    let others: Option<i64> =
        tx.scalar("SELECT COUNT(*) FROM learners WHERE id <> ?1 AND demo = 0", params![learner])?;
    let admins: Option<i64> = tx.scalar(
        "SELECT COUNT(*) FROM learners WHERE admin = 1 AND disabled_at IS NULL AND id <> ?1",
        params![learner],
    )?;
    if others.unwrap_or(0) > 0 && admins.unwrap_or(0) == 0 {
        return Err(Error::invalid("user", "error-last-admin"));
    }
    sessions::revoke_others(tx, learner, None)?;
    tokens::revoke_all(tx, learner)?;
    tx.execute("DELETE FROM one_time_codes WHERE learner = ?1", params![learner])?;
    tx.execute(
        "UPDATE learners SET name = '', name_key = ?2, password = '!', admin = 0, disabled_at = ?3 WHERE id = ?1",
        params![learner, format!("/erased/{learner}"), now.0],
    )?;
    tx.execute("UPDATE spaces SET name = '' WHERE id = ?1", params![learner])?;
    // the index drops everything of the space
    search::announce(tx, learner.space(), "space", learner.0, 0, now)
}

async fn finish(studium: &Studium, learner: LearnerId) -> Result<()> {
    let blobs = studium
        .read(move |tx| {
            tx.rows("SELECT DISTINCT hash FROM media WHERE space = ?1", params![learner], |row| {
                row.get::<Vec<u8>>("hash")
            })
        })
        .await?;
    for table in OWNED {
        let (name, owner, portion) = (table.name, table.owner, table.portion);
        let sql = format!(
            "DELETE FROM {name} WHERE {owner} = ?1 AND {portion} IN \
             (SELECT {portion} FROM {name} WHERE {owner} = ?1 LIMIT {PORTION})"
        );
        loop {
            let sql = sql.clone();
            if studium.db.write_background(move |tx| tx.execute(&sql, params![learner])).await? == 0 {
                break;
            }
        }
    }
    studium
        .write(move |tx| {
            tx.execute("DELETE FROM members WHERE learner = ?1 OR space = ?1", params![learner])?;
            tx.execute("DELETE FROM spaces WHERE id = ?1", params![learner])?;
            tx.execute("DELETE FROM learners WHERE id = ?1", params![learner]).map(|_| ())
        })
        .await?;
    for hash in blobs {
        remove_unless_named(studium, hash).await?;
    }
    Ok(())
}

/// A picture that somebody else's deck names, too, stays.
async fn remove_unless_named(studium: &Studium, hash: Vec<u8>) -> Result<()> {
    let asked = hash.clone();
    let named: Option<i64> =
        studium.read(move |tx| tx.scalar("SELECT created_at FROM media WHERE hash = ?1", params![asked])).await?;
    let hash: Result<BlobHash, _> = hash.try_into();
    match (named, hash) {
        (None, Ok(hash)) => studium.blobs.remove(&hash),
        _ => Ok(()),
    }
}
