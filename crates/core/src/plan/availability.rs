//! When a learner can study: minutes by weekday, days off, days that differ.

use super::busy;
use super::job;
use super::model::Availability;
use crate::call::{Actor, Call, LearnerId};
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use crate::spaces;
use memory::StudyDay;
use serde::{Deserialize, Serialize};

/// Minutes of a day, until the learner says how many they have.
pub const USUAL_MINUTES: u16 = 45;
/// Days off and changed days that are kept; those of the past are forgotten first.
const DAYS_LIMIT: usize = 1_000;
const DAY_MINUTES: u16 = 1_440;

#[derive(Serialize, Deserialize)]
struct Days {
    off: Vec<StudyDay>,
    changed: Vec<(StudyDay, u16)>,
}

/// The minutes that the actor set.
pub fn availability(tx: &mut Tx, actor: &Actor) -> Result<Availability> {
    stored(tx, actor.learner)
}

pub(super) fn stored(tx: &mut Tx, learner: LearnerId) -> Result<Availability> {
    let found: Option<(i64, String, String)> =
        tx.row("SELECT version, minutes, days FROM availability WHERE learner = ?1", params![learner], |row| {
            Ok((row.get("version")?, row.get("minutes")?, row.get("days")?))
        })?;
    let Some((version, minutes, days)) = found else {
        return Ok(Availability { weekdays: [USUAL_MINUTES; 7], ..Availability::default() });
    };
    let mut weekdays = [0; 7];
    for (day, minutes) in weekdays.iter_mut().zip(minutes.split_whitespace()) {
        *day = minutes.parse().map_err(Error::internal)?;
    }
    let Days { off, changed } = serde_json::from_str(&days).map_err(Error::internal)?;
    Ok(Availability { version, weekdays, off, changed })
}

/// Sets the minutes. With `version`: only if that is still the stored one.
///
/// # Errors
/// `Invalid` on `weekdays`, `off` or `changed`; `Conflict`.
pub fn set_availability(tx: &mut Tx, call: &Call, version: Option<i64>, next: &Availability) -> Result<()> {
    let learner = call.actor.learner;
    spaces::lock(tx, learner.space())?;
    let old = stored(tx, learner)?;
    if let Some(given) = version.filter(|given| *given != old.version) {
        return Err(Error::Conflict { what: "availability", given, current: old.version });
    }
    let possible = |minutes: u16| minutes <= DAY_MINUTES;
    if !next.weekdays.iter().copied().all(possible) {
        return Err(Error::invalid("weekdays", "plan-minutes-wrong"));
    }
    if !next.changed.iter().all(|(_, minutes)| possible(*minutes)) {
        return Err(Error::invalid("changed", "plan-minutes-wrong"));
    }
    // what is past says nothing any more; the last word about a day counts
    let today = call.today();
    let mut off: Vec<StudyDay> = next.off.iter().copied().filter(|day| *day >= today).collect();
    off.sort_unstable();
    off.dedup();
    let mut changed: Vec<(StudyDay, u16)> =
        next.changed.iter().rev().copied().filter(|(day, _)| *day >= today).collect();
    changed.sort_by_key(|(day, _)| *day);
    changed.dedup_by_key(|(day, _)| *day);
    for (field, length) in [("off", off.len()), ("changed", changed.len())] {
        if length > DAYS_LIMIT {
            return Err(Error::invalid(field, "plan-days-many"));
        }
    }
    let minutes = next.weekdays.map(|minutes| minutes.to_string()).join(" ");
    let days = serde_json::to_string(&Days { off, changed }).map_err(Error::internal)?;
    tx.execute(
        "INSERT INTO availability (learner, version, minutes, days) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (learner) DO UPDATE SET version = excluded.version, minutes = excluded.minutes, days = excluded.days",
        params![learner, old.version + 1, minutes, days],
    )?;
    job::ask(tx, call)
}

/// Minutes of so many days from `first` on, as the plan counts them: less what imported calendars take. At most two years.
pub fn minutes_of_days(tx: &mut Tx, call: &Call, first: StudyDay, days: u32) -> Result<Vec<u32>> {
    let days = days.min(memory::plan::HORIZON_DAYS);
    Ok(for_plan(tx, &call.actor, first, days)?.minutes(first, days))
}

/// What the plan is made from, for so many days from `first` on.
pub(super) fn for_plan(tx: &mut Tx, actor: &Actor, first: StudyDay, days: u32) -> Result<memory::plan::Availability> {
    let set = stored(tx, actor.learner)?;
    let mut all =
        memory::plan::Availability { weekdays: set.weekdays, off: set.off, changed: set.changed, busy: Vec::new() };
    let times = busy::times(tx, actor.learner)?;
    if !times.is_empty() {
        let minutes = all.minutes(first, days);
        all.busy = busy::lost(&times, &actor.preferences, first, &minutes);
    }
    Ok(all)
}
