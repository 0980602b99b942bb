//! The zone that a TZID names: IANA's by that name, else the one that the file itself defines (VTIMEZONE; RFC 5545, 3.6.5).
//!
//! A VTIMEZONE is turned into the bytes of a compiled zone (TZif; RFC 8536), which `jiff` reads, so that there is one way
//! to ask any zone.

use super::component::Component;
use super::event::Window;
use super::lines::Property;
use super::recurrence::expand;
use super::report::{Report, quote};
use super::rule::Rule;
use super::value::{When, Written, offset};
use jiff::civil::{DateTime, date};
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;

pub(super) struct Zones<'f> {
    learner: &'f TimeZone,
    iana: TimeZoneDatabase,
    defined: HashMap<&'f str, &'f Component>,
    known: HashMap<String, TimeZone>,
    /// Until when changes of a zone are worked out.
    high: DateTime,
}

impl<'f> Zones<'f> {
    pub fn new(learner: &'f TimeZone, components: &'f [Component], window: Window) -> Zones<'f> {
        let named = components.iter().filter_map(|c| Some((c.find("TZID")?.value.trim(), c)));
        Zones {
            learner,
            iana: TimeZoneDatabase::bundled(),
            defined: named.collect(),
            known: HashMap::new(),
            high: window.civil_until(&TimeZone::UTC).saturating_add(SignedDuration::from_hours(2 * 366 * 24)),
        }
    }

    /// A property's value, or one of several, with its zone.
    pub fn when(&mut self, property: &Property, value: &str, report: &mut Report) -> Option<When> {
        let floating = |at, is_date| When { at, is_date, zone: self.learner.clone() };
        Some(match Written::parse(value)? {
            Written::Date(day) => floating(day.at(0, 0, 0, 0), true),
            Written::Utc(at) => When { at, is_date: false, zone: TimeZone::UTC },
            Written::Local(at) => match property.parameter("TZID") {
                None => floating(at, false),
                Some(name) => When { at, is_date: false, zone: self.named(name, property.line, report) },
            },
        })
    }

    fn named(&mut self, name: &str, line: u64, report: &mut Report) -> TimeZone {
        let name = name.trim();
        if let Some(zone) = self.known.get(name) {
            return zone.clone();
        }
        let defined = self.defined.get(name).copied();
        let zone = self
            .find_iana(name)
            .or_else(|| self.find_iana(defined?.find("X-LIC-LOCATION")?.value.trim()))
            .or_else(|| compile(defined?, self.high, report))
            .unwrap_or_else(|| {
                let known = if defined.is_some() {
                    "its rules in this file cannot be read"
                } else {
                    "the file does not define it"
                };
                let why = format!("the time zone {} is unknown and {known}: read in your own zone", quote(name));
                report.problem(line, why);
                self.learner.clone()
            });
        self.known.insert(name.to_owned(), zone.clone());
        zone
    }

    /// By a name of IANA, or by one that ends in it (`/mozilla.org/20050126_1/Europe/Berlin`).
    fn find_iana(&self, name: &str) -> Option<TimeZone> {
        let tails = name.match_indices('/').filter(|_| name.starts_with('/')).map(|(at, _)| &name[at + 1..]);
        std::iter::once(name).chain(tails).filter(|n| n.len() <= 64).find_map(|n| self.iana.get(n).ok())
    }
}

/// A change of the offset (seconds east of UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Change {
    /// Seconds since 1970 UTC.
    at: i64,
    from: i32,
    to: i32,
}

/// Changes of a zone are at least so far apart (seconds). Closer ones, which no zone had, are left out.
const CLOSEST_CHANGES: i64 = 2 * 86_400;

/// A zone by its own rules; `None` when they cannot be read.
fn compile(zone: &Component, high: DateTime, report: &mut Report) -> Option<TimeZone> {
    let mut changes = Vec::new();
    for observance in &zone.children {
        match changes_of(observance, high, report) {
            Some(found) => changes.extend(found),
            None => report.problem(observance.line, "this part of the time zone cannot be read"),
        }
    }
    changes.sort_unstable();
    changes.dedup_by(|later, earlier| later.at - earlier.at < CLOSEST_CHANGES);
    TimeZone::tzif("", &tzif(&changes)?).ok()
}

fn changes_of(observance: &Component, high: DateTime, report: &mut Report) -> Option<Vec<Change>> {
    let local = |written| match written {
        Written::Local(at) => at,
        Written::Utc(at) => at,
        Written::Date(day) => day.at(0, 0, 0, 0),
    };
    let start = local(Written::parse(&observance.find("DTSTART")?.value)?);
    let from = offset(&observance.find("TZOFFSETFROM")?.value)?;
    let to = offset(&observance.find("TZOFFSETTO")?.value)?;
    let mut onsets = vec![start];
    for property in observance.all("RRULE") {
        let rule = Rule::parse(&property.value).ok()?;
        let until = rule.until.map(|until| match until {
            Written::Utc(at) => at.saturating_add(SignedDuration::from_secs(from.into())),
            Written::Date(day) => day.at(23, 59, 59, 0),
            Written::Local(at) => at,
        });
        // Nothing before is ever asked for, except by rules that count.
        let low = date(1970, 1, 1).at(0, 0, 0, 0);
        onsets.extend(report.follow(property.line, |steps| expand(&rule, start, until, (low, high), steps)));
    }
    for dates in observance.all("RDATE") {
        let dates = dates.value.split(',').map(|d| d.split('/').next().unwrap_or(d));
        onsets.extend(dates.filter_map(Written::parse).map(local));
    }
    let east = Offset::from_seconds(from).ok()?;
    let seconds = |at: DateTime| east.to_timestamp(at).ok().map(Timestamp::as_second);
    Some(onsets.into_iter().filter_map(seconds).map(|at| Change { at, from, to }).collect())
}

/// The changes as a compiled zone of version 2, without abbreviations and without a rule for the time after the last.
fn tzif(changes: &[Change]) -> Option<Vec<u8>> {
    let mut offsets = vec![changes.first()?.from];
    let mut kinds = Vec::new();
    for change in changes {
        let known = offsets.iter().position(|o| *o == change.to);
        kinds.push(u8::try_from(known.unwrap_or(offsets.len())).ok()?);
        if known.is_none() {
            offsets.push(change.to);
        }
    }
    let header = |changes: usize, types: usize| {
        let mut header = b"TZif2".to_vec();
        header.extend([0; 15]);
        // Indicators of universal and of standard time, leap seconds, changes, types, characters of abbreviations.
        for count in [0, 0, 0, changes, types, 4] {
            header.extend((count as u32).to_be_bytes());
        }
        header
    };
    let kind = |offset: i32| offset.to_be_bytes().into_iter().chain([0, 0]);
    const NO_NAME: &[u8] = b"LMT\0";
    // The block for readers of version 1: one type, no change.
    let mut bytes = header(0, 1);
    bytes.extend(kind(offsets[0]));
    bytes.extend(NO_NAME);
    bytes.extend(header(changes.len(), offsets.len()));
    bytes.extend(changes.iter().flat_map(|change| change.at.to_be_bytes()));
    bytes.extend(kinds);
    bytes.extend(offsets.into_iter().flat_map(kind));
    bytes.extend(NO_NAME);
    bytes.extend(b"\n\n");
    Some(bytes)
}
