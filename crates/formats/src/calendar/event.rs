//! An event and the busy times that it makes in a window.

use super::Busy;
use super::component::Component;
use super::recurrence::expand;
use super::report::{Report, quote};
use super::rule::Rule;
use super::value::{Duration, When, Written, add_days, instant, one_line, unescape};
use super::zones::Zones;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, HashSet};

/// What is asked for; milliseconds since 1970 UTC, `until` not included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    pub from: i64,
    pub until: i64,
}

impl Window {
    fn meets(self, start: i64, end: i64) -> bool {
        start < self.until && end > self.from
    }

    pub fn civil_until(self, zone: &TimeZone) -> DateTime {
        civil(self.until, zone)
    }
}

/// The local time of an instant; the first or last that there is for one beyond.
fn civil(ms: i64, zone: &TimeZone) -> DateTime {
    let end = if ms < 0 { Timestamp::MIN } else { Timestamp::MAX };
    zone.to_datetime(Timestamp::from_millisecond(ms).unwrap_or(end))
}

/// Which occurrence of a recurring event is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Day(Date),
    /// Milliseconds since 1970 UTC.
    Instant(i64),
}

impl Key {
    fn of(when: &When) -> Key {
        if when.is_date { Key::Day(when.at.date()) } else { Key::Instant(when.instant()) }
    }
}

/// How long each occurrence lasts.
#[derive(Debug, Clone, Copy)]
enum Length {
    Days(i64),
    /// From DTEND, in milliseconds: the same for every occurrence (RFC 5545, 3.8.5.3).
    Exact(i64),
    /// From DURATION.
    Nominal(Duration),
}

const DAY_MS: i64 = 86_400_000;

impl Length {
    fn end(self, at: DateTime, start: i64, zone: &TimeZone) -> Option<i64> {
        match self {
            Length::Days(days) => Some(instant(add_days(at, days).unwrap_or(DateTime::MAX), zone)),
            Length::Exact(ms) => start.checked_add(ms),
            Length::Nominal(duration) => duration.after(at, zone),
        }
    }

    /// Milliseconds that no occurrence passes.
    fn at_most(self) -> i64 {
        match self {
            Length::Days(days) => days.saturating_add(1).saturating_mul(DAY_MS),
            Length::Exact(ms) => ms,
            Length::Nominal(d) => {
                d.days.saturating_add(1).saturating_mul(DAY_MS).saturating_add(d.seconds.saturating_mul(1_000))
            }
        }
    }
}

#[derive(Debug)]
pub(super) struct Event {
    line: u64,
    pub uid: Option<String>,
    /// Set on one that stands for an occurrence of another event.
    pub instance_of: Option<Key>,
    /// Neither free nor cancelled.
    pub is_busy: bool,
    start: When,
    length: Length,
    summary: String,
    /// With the line that they stand on.
    rules: Vec<(u64, Rule)>,
    /// Further starts; with an own end where one is given.
    dates: Vec<(When, Option<i64>)>,
    exceptions: HashSet<Key>,
}

impl Event {
    /// `None` when there is no time in it; the report says why.
    pub fn read(component: &Component, zones: &mut Zones, report: &mut Report) -> Option<Event> {
        let line = component.line;
        let text = |name| component.find(name).map(|p| unescape(&p.value));
        let summary = one_line(&text("SUMMARY").unwrap_or_default(), report.limits.summary);
        let Some(property) = component.find("DTSTART") else {
            report.problem(line, format!("the event {} has no DTSTART and is left out", quote(&summary)));
            return None;
        };
        let Some(start) = zones.when(property, &property.value, report) else {
            report.problem(property.line, format!("DTSTART is no time: {}", quote(&property.value)));
            return None;
        };
        let length = length(component, &start, zones, report)?;
        let says = |name, value| component.find(name).is_some_and(|p| p.value.trim().eq_ignore_ascii_case(value));
        let mut event = Event {
            line,
            uid: text("UID").filter(|uid| !uid.trim().is_empty()),
            instance_of: None,
            is_busy: !says("TRANSP", "TRANSPARENT") && !says("STATUS", "CANCELLED"),
            start,
            length,
            summary,
            rules: Vec::new(),
            dates: Vec::new(),
            exceptions: HashSet::new(),
        };
        event.read_recurrence(component, zones, report);
        Some(event)
    }

    fn read_recurrence(&mut self, component: &Component, zones: &mut Zones, report: &mut Report) {
        for property in &component.properties {
            match property.name.as_str() {
                "RRULE" => match Rule::parse(&property.value) {
                    Ok(rule) => self.rules.push((property.line, rule)),
                    Err(why) => {
                        let why = format!("of the recurrence only the first time is read: {why}");
                        report.problem(property.line, why);
                    }
                },
                "EXRULE" => report.problem(property.line, "EXRULE, which RFC 5545 took out, is not read"),
                "RDATE" => {
                    for value in property.value.split(',') {
                        let (start, end) = value.split_once('/').map_or((value, None), |(s, e)| (s, Some(e)));
                        let date = zones.when(property, start, report);
                        let own_end = match (&date, end) {
                            (Some(start), Some(end)) => period_end(start, end),
                            _ => None,
                        };
                        match date.filter(|_| end.is_some() == own_end.is_some()) {
                            Some(start) => self.dates.push((start, own_end)),
                            None => report.problem(property.line, format!("RDATE is no time: {}", quote(value))),
                        }
                    }
                }
                "EXDATE" | "RECURRENCE-ID" => {
                    for value in property.value.split(',') {
                        let key = zones.when(property, value, report).map(|when| Key::of(&when));
                        match key {
                            Some(key) if property.name == "EXDATE" => drop(self.exceptions.insert(key)),
                            Some(key) => self.instance_of = Some(key),
                            None => {
                                let why = format!("{} is no time: {}", property.name, quote(value));
                                report.problem(property.line, why);
                            }
                        }
                    }
                    if property.parameter("RANGE").is_some() {
                        report.problem(property.line, "RANGE is not followed: only this one occurrence is changed");
                    }
                }
                _ => {}
            }
        }
    }

    /// Adds the busy times that touch the window, without the occurrences that other events stand for.
    pub fn add_busy(&self, window: Window, moved: &HashSet<Key>, busy: &mut Vec<Busy>, report: &mut Report) {
        let mut found = BTreeMap::new();
        let mut take = |at: DateTime, zone: &TimeZone, own_end: Option<i64>| {
            let start = instant(at, zone);
            let Some(end) = own_end.or_else(|| self.length.end(at, start, zone)) else { return };
            let keys = [Key::Instant(start), Key::Day(at.date())];
            let is_excepted = keys.iter().any(|key| self.exceptions.contains(key) || moved.contains(key));
            if start < end && window.meets(start, end) && !is_excepted {
                found.entry(start).or_insert(end);
            }
        };
        let zone = &self.start.zone;
        take(self.start.at, zone, None);
        for (start, end) in &self.dates {
            take(start.at, &start.zone, *end);
        }
        let low = window.from.saturating_sub(self.length.at_most()).saturating_sub(DAY_MS);
        let (low, high) = (civil(low, zone), window.civil_until(zone));
        // An occurrence that another event stands for repeats nothing.
        for (line, rule) in self.rules.iter().filter(|_| self.instance_of.is_none()) {
            let until = rule.until.map(|until| self.last_start(until));
            let times = report.follow(*line, |steps| expand(rule, self.start.at, until, (low, high), steps));
            times.iter().for_each(|at| take(*at, zone, None));
        }
        for (start, end) in found {
            if !report.has_room(busy, self.line) {
                return;
            }
            busy.push(Busy { start, end, summary: self.summary.clone(), all_day: self.start.is_date });
        }
    }

    /// UNTIL in the event's own zone.
    fn last_start(&self, until: Written) -> DateTime {
        match until {
            Written::Date(day) => day.at(23, 59, 59, 0),
            Written::Utc(at) if self.start.is_date => at.date().at(23, 59, 59, 0),
            Written::Utc(at) => civil(instant(at, &TimeZone::UTC), &self.start.zone),
            Written::Local(at) => at,
        }
    }
}

/// By DTEND, DURATION, or what holds without them: a day, or no time at all.
fn length(component: &Component, start: &When, zones: &mut Zones, report: &mut Report) -> Option<Length> {
    let property = component.find("DTEND").or(component.find("DURATION"));
    let Some(property) = property else {
        return Some(if start.is_date { Length::Days(1) } else { Length::Exact(0) });
    };
    let is_end = property.name == "DTEND";
    let length = if is_end {
        let end = zones.when(property, &property.value, report);
        end.and_then(|end| match (start.is_date, end.is_date) {
            (true, true) => Some(Length::Days(end.at.date().duration_since(start.at.date()).as_hours() / 24)),
            (false, false) => Some(Length::Exact(end.instant() - start.instant())),
            _ => None,
        })
    } else {
        Duration::parse(&property.value).and_then(|duration| match start.is_date {
            true => (duration.seconds == 0).then_some(Length::Days(duration.days)),
            false => duration.after(start.at, &start.zone).map(|_| Length::Nominal(duration)),
        })
    };
    let Some(length) = length else {
        let why = format!("{} does not fit DTSTART; the event is left out: {}", property.name, quote(&property.value));
        report.problem(property.line, why);
        return None;
    };
    if length.end(start.at, start.instant(), &start.zone).is_none_or(|end| end < start.instant()) {
        report.problem(property.line, "the event ends before it begins and is left out");
        return None;
    }
    // Some write the last day of whole days instead of the day after it.
    Some(if let Length::Days(0) = length { Length::Days(1) } else { length })
}

/// The end of a PERIOD: a time, or how long after the start.
fn period_end(start: &When, end: &str) -> Option<i64> {
    let end = match Written::parse(end) {
        Some(Written::Utc(at)) => instant(at, &TimeZone::UTC),
        Some(Written::Local(at)) => instant(at, &start.zone),
        Some(Written::Date(_)) => return None,
        None => Duration::parse(end)?.after(start.at, &start.zone)?,
    };
    (start.instant() <= end).then_some(end)
}

/// Adds the times that a VFREEBUSY calls busy.
pub(super) fn add_free_busy(
    block: &Component,
    window: Window,
    zones: &mut Zones,
    busy: &mut Vec<Busy>,
    report: &mut Report,
) {
    for property in block.all("FREEBUSY") {
        if property.parameter("FBTYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("FREE")) {
            continue;
        }
        for value in property.value.split(',') {
            let period = value.split_once('/').and_then(|(start, end)| {
                let start = zones.when(property, start, report).filter(|start| !start.is_date)?;
                Some((start.instant(), period_end(&start, end)?))
            });
            let Some((start, end)) = period else {
                report.problem(property.line, format!("FREEBUSY is no period: {}", quote(value)));
                continue;
            };
            if start < end && window.meets(start, end) {
                if !report.has_room(busy, property.line) {
                    return;
                }
                busy.push(Busy { start, end, summary: String::new(), all_day: false });
            }
        }
    }
}
