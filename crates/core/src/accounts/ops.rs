//! Making accounts and changing them: one intent, one transaction.

use super::store;
use crate::call::{Actor, Call, Ids, LearnerId};
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::params;
use crate::spaces;
use memory::Millis;

/// An account to be made. The password is a hash already: hashing is slow and happens outside transactions.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Checked by [`check_name`].
    pub name: String,
    /// argon2id as PHC string; `!` means that nobody can sign in by password.
    pub password: String,
    /// `en` or `de`.
    pub language: String,
    /// `light` or `dark` if the visitor chose one.
    pub theme: Option<String>,
    /// The history is simulated and the pages say so.
    pub demo: bool,
}

/// Names are 1–40 characters, without control characters and without `@ / \ < >`, not beginning or ending with a blank.
///
/// # Errors
/// `Invalid` on `name`.
pub fn check_name(name: &str) -> Result<()> {
    let length = name.chars().count();
    let plain = name.chars().all(|c| !c.is_control() && !is_invisible(c) && !"@/\\<>".contains(c));
    if length == 0 || length > 40 || !plain || name.trim() != name {
        return Err(Error::invalid("name", "error-name"));
    }
    Ok(())
}

/// Direction marks and zero-width characters, by which one name could be made to look like another.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// Makes an account with its personal space and settings. The first account of a server is the admin's.
///
/// # Errors
/// `Invalid` on `name`: not allowed, or taken.
pub fn create(tx: &mut Tx, new: &NewAccount, now: Millis, ids: &mut Ids) -> Result<LearnerId> {
    check_name(&new.name)?;
    let learner = LearnerId(ids.next_id());
    let admin = store::count_admins(tx)? == 0 && !new.demo;
    let added = tx.execute(
        "INSERT INTO learners (id, name, name_key, password, admin, demo, quota_bytes, created_at, disabled_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL, ?7, NULL) ON CONFLICT (name_key) DO NOTHING",
        params![learner, new.name, store::name_key(&new.name), new.password, admin, new.demo, now.0],
    )?;
    if added == 0 {
        return Err(Error::invalid("name", "error-name-taken"));
    }
    let language = if new.language == "de" { "de" } else { "en" };
    tx.execute(
        "INSERT INTO account_settings (learner, page_language, theme, zone, rollover_hour, buttons, shortcuts, autoplay, \
         started_at) VALUES (?1, ?2, ?3, 'Europe/Berlin', 4, 'two', 1, 1, NULL)",
        params![learner, language, new.theme.as_deref().unwrap_or("system")],
    )?;
    spaces::create_personal(tx, learner, &new.name, now)?;
    Ok(learner)
}

/// The account of that name, unless it is disabled. For the command line and jobs; never shown to others.
pub fn find_by_name(tx: &mut Tx, name: &str) -> Result<Option<Actor>> {
    match store::find_by_name(tx, name)? {
        Some((learner, _, _)) => store::find_actor(tx, learner),
        None => Ok(None),
    }
}

/// The account with that id, unless it is disabled: jobs that run for somebody begin with this.
pub fn find_actor(tx: &mut Tx, learner: LearnerId) -> Result<Option<Actor>> {
    store::find_actor(tx, learner)
}

/// Changes the name by which the learner signs in.
///
/// # Errors
/// `Invalid` on `name`: not allowed, or taken.
pub fn rename(tx: &mut Tx, call: &Call, name: &str) -> Result<()> {
    check_name(name)?;
    let key = store::name_key(name);
    let taken: Option<LearnerId> = tx.scalar("SELECT id FROM learners WHERE name_key = ?1", params![key])?;
    if taken.is_some_and(|id| id != call.actor.learner) {
        return Err(Error::invalid("name", "error-name-taken"));
    }
    tx.execute("UPDATE learners SET name = ?2, name_key = ?3 WHERE id = ?1", params![call.actor.learner, name, key])?;
    tx.execute("UPDATE spaces SET name = ?2 WHERE id = ?1", params![call.actor.space(), name])?;
    Ok(())
}

/// Stores a new password's hash.
pub fn set_password(tx: &mut Tx, learner: LearnerId, hash: &str) -> Result<()> {
    tx.execute("UPDATE learners SET password = ?2 WHERE id = ?1", params![learner, hash])?;
    Ok(())
}
