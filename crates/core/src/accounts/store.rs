//! Queries over learners and their settings.

use crate::call::{Actor, LearnerId, Preferences};
use crate::db::{Row, Tx};
use crate::error::Result;
use crate::params;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// How names are compared: NFKC, lower case, so that "Mia" and "ｍia" are one.
pub fn name_key(name: &str) -> String {
    name.nfkc().collect::<String>().to_lowercase()
}

/// The columns that [`actor`] reads; `l` are learners, `a` their settings.
pub const ACTOR_COLUMNS: &str = "l.id AS learner, l.name AS name, l.admin AS admin, l.demo AS demo, \
     a.page_language AS page_language, a.theme AS theme, a.zone AS zone, a.rollover_hour AS rollover_hour, \
     a.buttons AS buttons, a.shortcuts AS shortcuts, a.autoplay AS autoplay";

/// The actor of a row with [`ACTOR_COLUMNS`].
pub fn actor(row: &Row) -> Result<Actor> {
    let learner: LearnerId = row.get("learner")?;
    let name: String = row.get("name")?;
    let (admin, demo) = (row.get("admin")?, row.get("demo")?);
    let page_language: String = row.get("page_language")?;
    let theme: String = row.get("theme")?;
    let zone_name: String = row.get("zone")?;
    let rollover_hour: u8 = row.get("rollover_hour")?;
    let buttons: String = row.get("buttons")?;
    let preferences = Preferences {
        page_language,
        theme,
        // a zone that this machine's database no longer knows must not lock anybody out
        zone: jiff::tz::TimeZone::get(&zone_name).unwrap_or(jiff::tz::TimeZone::UTC),
        zone_name,
        rollover_hour,
        four_buttons: buttons == "four",
        shortcuts: row.get("shortcuts")?,
        autoplay: row.get("autoplay")?,
    };
    Ok(Actor { learner, name, admin, demo, preferences: Arc::new(preferences) })
}

/// The actor with this id; nobody if the account is disabled.
pub fn find_actor(tx: &mut Tx, learner: LearnerId) -> Result<Option<Actor>> {
    tx.row(
        &format!(
            "SELECT {ACTOR_COLUMNS} FROM learners l JOIN account_settings a ON a.learner = l.id \
             WHERE l.id = ?1 AND l.disabled_at IS NULL"
        ),
        params![learner],
        actor,
    )
}

/// Id, password hash and whether the account is disabled, by name.
pub fn find_by_name(tx: &mut Tx, name: &str) -> Result<Option<(LearnerId, String, bool)>> {
    tx.row("SELECT id, password, disabled_at FROM learners WHERE name_key = ?1", params![name_key(name)], |row| {
        Ok((row.get("id")?, row.get("password")?, row.get::<Option<i64>>("disabled_at")?.is_some()))
    })
}

pub fn count_admins(tx: &mut Tx) -> Result<i64> {
    Ok(tx.scalar("SELECT COUNT(*) FROM learners WHERE admin = 1", params![])?.unwrap_or(0))
}

pub fn find_password(tx: &mut Tx, learner: LearnerId) -> Result<Option<String>> {
    tx.scalar("SELECT password FROM learners WHERE id = ?1", params![learner])
}
