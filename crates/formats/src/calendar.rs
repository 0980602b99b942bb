//! iCalendar (RFC 5545): [`busy`] reads the times at which a learner has something else to do, [`write()`] makes a feed of
//! what is planned.
//!
//! Reading never stops at a single bad event: what could not be read is a [`Problem`] with its line. Recurrences are
//! followed inside the asked window only, by whole days, and by a budget of steps ([`Limits`]), so that a hostile file
//! costs little. Zones are IANA's as bundled with `jiff`, whatever the machine has installed; a zone of another name is
//! read from the file's own VTIMEZONE.
//!
//! Why not one of the crates: `rrule`, `calcard` and `icalendar` bring `chrono` (and `chrono-tz`, a second database of
//! zones), expand from the first occurrence without a window, and say no line of what they could not read.

mod component;
mod event;
mod lines;
mod recurrence;
mod report;
mod rule;
#[cfg(test)]
mod tests;
mod value;
mod write;
mod zones;

pub use crate::fault::Fault;
pub use write::{Event, Feed, Span, write};

use jiff::tz::TimeZone;
use report::Report;
use std::collections::{HashMap, HashSet};

/// How much of a file is read, and how much work it may cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// A larger file (bytes) is not read at all.
    pub bytes: usize,
    /// A longer content line (bytes, unfolded) of those that matter is left out, as a problem.
    pub line: usize,
    /// Components inside one another; more is a fault.
    pub depth: usize,
    /// Events, blocks of busy times and zones in the file; more is a fault.
    pub components: usize,
    /// Busy times given back; the rest is left out, as a problem.
    pub busy: usize,
    /// Days looked at for one recurrence.
    pub steps_of_one: u64,
    /// Days looked at for all recurrences of the file.
    pub steps: u64,
    /// Problems that are listed; the rest is counted.
    pub problems: usize,
    /// Characters of a summary; a longer one is cut and ends in `…`.
    pub summary: usize,
}

impl Default for Limits {
    /// For the calendar of one person: 20 MB, 100,000 events.
    fn default() -> Limits {
        Limits {
            bytes: 20_000_000,
            line: 1_000_000,
            depth: 32,
            components: 100_000,
            busy: 20_000,
            steps_of_one: 400_000,
            steps: 10_000_000,
            problems: 100,
            summary: 200,
        }
    }
}

/// What a calendar says about a window of time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BusyCalendar {
    /// What the calendar calls itself (NAME of RFC 7986, or X-WR-CALNAME).
    pub name: Option<String>,
    /// Sorted by start, then end. They may overlap.
    pub busy: Vec<Busy>,
    /// What could not be read, or was read otherwise than written, in the order it was found.
    pub problems: Vec<Problem>,
    /// Further problems, beyond [`Limits::problems`].
    pub unlisted: u64,
    /// No limit cut anything off.
    pub is_complete: bool,
}

/// A time at which the learner has something else to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Busy {
    /// Milliseconds since 1970 UTC.
    pub start: i64,
    /// Milliseconds since 1970 UTC, after `start`.
    pub end: i64,
    /// One line; empty when the calendar gives only times.
    pub summary: String,
    /// Whole days of the learner's zone.
    pub all_day: bool,
}

/// Something in a file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line of the file, from 1.
    pub line: u64,
    pub why: String,
}

/// The busy times of a file that touch the window `from`..`until` (milliseconds since 1970 UTC, `until` not included).
///
/// `zone` is the learner's: floating times and whole days are meant in it. Free (`TRANSP:TRANSPARENT`), cancelled and
/// empty times are none. A file without a component VCALENDAR around its events is read too.
///
/// # Errors
/// [`Fault::Bad`] when the file as a whole is not a calendar, is in another encoding than UTF-8, or passes
/// [`Limits::bytes`], [`Limits::depth`] or [`Limits::components`].
pub fn busy(bytes: &[u8], from: i64, until: i64, zone: &TimeZone, limits: &Limits) -> Result<BusyCalendar, Fault> {
    let mut report = Report::new(limits);
    let file = component::read(bytes, limits, &mut report)?;
    let window = event::Window { from, until };
    let mut zones = zones::Zones::new(zone, &file.time_zones, window);
    let events: Vec<event::Event> =
        file.events.iter().filter_map(|c| event::Event::read(c, &mut zones, &mut report)).collect();
    let mut moved: HashMap<&str, HashSet<event::Key>> = HashMap::new();
    for event in &events {
        if let (Some(uid), Some(key)) = (&event.uid, event.instance_of) {
            moved.entry(uid).or_default().insert(key);
        }
    }
    let mut busy = Vec::new();
    let none = HashSet::new();
    for event in events.iter().filter(|e| e.is_busy && !file.is_cancelled) {
        let own = event.uid.as_deref().filter(|_| event.instance_of.is_none());
        let moved = own.and_then(|uid| moved.get(uid)).unwrap_or(&none);
        event.add_busy(window, moved, &mut busy, &mut report);
    }
    for block in &file.free_busy {
        event::add_free_busy(block, window, &mut zones, &mut busy, &mut report);
    }
    busy.sort();
    Ok(report.finish(file.name, busy))
}
