//! Imported calendars: times at which the learner has something else to do.
//!
//! Nobody studies all of their waking time, so an appointment does not take study minutes one by one: a day keeps its
//! minutes as long as so many of those between 8 and 22 o'clock are free, and loses what does not fit there.

use super::job;
use super::model::{BusyCalendar, BusyImport, CALENDARS_LIMIT, NAME_LIMIT};
use crate::Studium;
use crate::call::{Actor, Call, LearnerId, Preferences};
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use crate::spaces;
use formats::calendar::{self, Limits};
use memory::plan::HORIZON_DAYS;
use memory::{Millis, StudyDay};
use uuid::Uuid;

/// A larger file, bytes, is refused.
pub const FILE_LIMIT: usize = 5_000_000;
/// Between these hours of the local clock a learner may study.
const OPEN_HOURS: (i8, i8) = (8, 22);
const DAY_MS: i64 = 86_400_000;

/// From and until, ms; sorted, none overlaps another.
pub(super) type Times = Vec<(i64, i64)>;

/// The actor's imported calendars, by name.
pub fn list_busy(tx: &mut Tx, actor: &Actor) -> Result<Vec<BusyCalendar>> {
    tx.rows(
        "SELECT id, name, busy, until, imported_at FROM busy_calendars WHERE learner = ?1 ORDER BY name, id",
        params![actor.learner],
        |row| {
            let busy: String = row.get("busy")?;
            let times: Times = serde_json::from_str(&busy).map_err(Error::internal)?;
            Ok(BusyCalendar {
                id: row.get("id")?,
                name: row.get("name")?,
                imported_at: Millis(row.get("imported_at")?),
                times: times.len(),
                until: Millis(row.get("until")?),
            })
        },
    )
}

/// Reads an iCalendar file (RFC 5545) and keeps its busy times, recurrences followed for as long as plans reach. A calendar
/// of the same name is replaced; with a blank `name` it is called what it calls itself.
///
/// The reader is our own, without unsafe code, and works within a budget of steps, so it needs no process of its own.
///
/// # Errors
/// `Invalid` on `file` if it is too large, no calendar, or there are too many calendars already.
pub async fn import_busy(studium: &Studium, actor: &Actor, name: &str, bytes: Vec<u8>) -> Result<BusyImport> {
    if bytes.len() > FILE_LIMIT {
        return Err(Error::invalid("file", "plan-calendar-large"));
    }
    let call = studium.call(actor);
    let (from, zone) = (call.now.0 - DAY_MS, actor.preferences.zone.clone());
    let until = call.now.0 + i64::from(HORIZON_DAYS + 1) * DAY_MS;
    let read = tokio::task::spawn_blocking(move || calendar::busy(&bytes, from, until, &zone, &Limits::default()));
    let read = read.await.map_err(Error::internal)?;
    let read = read.map_err(|_| Error::invalid("file", "plan-calendar-unreadable"))?;
    let times = merged(read.busy.iter().map(|busy| (busy.start, busy.end)).collect());
    let problems = read.problems.into_iter().map(|problem| (problem.line, problem.why)).collect();
    let name = match name.trim() {
        "" => read.name.as_deref().map(str::trim).filter(|name| !name.is_empty()).unwrap_or("iCalendar").to_owned(),
        name => name.to_owned(),
    };
    let name: String = name.chars().filter(|c| !c.is_control()).take(NAME_LIMIT).collect();
    let (count, busy) = (times.len(), serde_json::to_string(&times).map_err(Error::internal)?);
    let calendar = studium.write(move |tx| keep(tx, &call, &name, &busy, until)).await?;
    Ok(BusyImport { calendar, times: count, problems })
}

fn keep(tx: &mut Tx, call: &Call, name: &str, busy: &str, until: i64) -> Result<Uuid> {
    let learner = call.actor.learner;
    spaces::lock(tx, learner.space())?;
    let same: Option<Uuid> =
        tx.scalar("SELECT id FROM busy_calendars WHERE learner = ?1 AND name = ?2", params![learner, name])?;
    let there: i64 =
        tx.scalar("SELECT COUNT(*) FROM busy_calendars WHERE learner = ?1", params![learner])?.unwrap_or(0);
    if same.is_none() && there >= CALENDARS_LIMIT {
        return Err(Error::invalid("file", "plan-calendars-many"));
    }
    let id = same.unwrap_or_else(|| call.ids().next_id());
    tx.execute(
        "INSERT INTO busy_calendars (learner, id, name, busy, until, imported_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (learner, id) DO UPDATE SET busy = excluded.busy, until = excluded.until,
           imported_at = excluded.imported_at",
        params![learner, id, name, busy, until, call.now.0],
    )?;
    job::ask(tx, call)?;
    Ok(id)
}

/// Forgets an imported calendar.
///
/// # Errors
/// `NotFound`.
pub fn remove_busy(tx: &mut Tx, call: &Call, id: Uuid) -> Result<()> {
    let learner = call.actor.learner;
    spaces::lock(tx, learner.space())?;
    let gone = tx.execute("DELETE FROM busy_calendars WHERE learner = ?1 AND id = ?2", params![learner, id])?;
    if gone == 0 {
        return Err(Error::NotFound { what: "calendar" });
    }
    job::ask(tx, call)
}

/// Busy times of all the learner's calendars.
pub(super) fn times(tx: &mut Tx, learner: LearnerId) -> Result<Times> {
    let mut all = Times::new();
    tx.each("SELECT busy FROM busy_calendars WHERE learner = ?1 ORDER BY id", params![learner], |row| {
        let busy: String = row.get("busy")?;
        all.extend(serde_json::from_str::<Times>(&busy).map_err(Error::internal)?);
        Ok(())
    })?;
    Ok(merged(all))
}

fn merged(mut times: Times) -> Times {
    times.sort_unstable();
    let mut merged = Times::with_capacity(times.len());
    for (from, until) in times {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(until),
            _ => merged.push((from, until)),
        }
    }
    merged
}

/// What each day from `first` on loses of its minutes.
pub(super) fn lost(times: &Times, preferences: &Preferences, first: StudyDay, minutes: &[u32]) -> Vec<(StudyDay, u16)> {
    let mut lost = Vec::new();
    for (day, minutes) in (0i32..).zip(minutes) {
        let day = first.plus(day);
        let (from, until) = open(day, preferences);
        let begin = times.partition_point(|time| time.1 <= from);
        let taken: i64 = times[begin..]
            .iter()
            .take_while(|time| time.0 < until)
            .map(|time| time.1.min(until) - time.0.max(from))
            .sum();
        let free = (until - from - taken).max(0) / 60_000;
        let over = i64::from(*minutes) - free;
        if over > 0 {
            lost.push((day, u16::try_from(over).unwrap_or(u16::MAX)));
        }
    }
    lost
}

/// From and until of the time of a day that is open for studying, ms. A day of 23 or 25 hours has it as long.
fn open(day: StudyDay, preferences: &Preferences) -> (i64, i64) {
    let midnight = memory::day_start(day, &preferences.zone, 0);
    let date =
        jiff::Timestamp::from_millisecond(midnight.0).unwrap_or_default().to_zoned(preferences.zone.clone()).date();
    let at = |hour: i8| {
        let zoned = date.at(hour, 0, 0, 0).to_zoned(preferences.zone.clone());
        zoned.map_or(midnight.0 + i64::from(hour) * 3_600_000, |zoned| zoned.timestamp().as_millisecond())
    };
    (at(OPEN_HOURS.0), at(OPEN_HOURS.1))
}
