//! Instants and study days.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use std::fmt;

use crate::DAY_MS;

/// Milliseconds: an instant since 1970-01-01T00:00Z, or a length of time. Any value is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millis(pub i64);

impl Millis {
    /// This instant `seconds` later, held at the ends of the range instead of overflowing.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }
}

/// A learner's day, as the number of days since 1970-01-01. It begins at the roll-over hour, not at midnight; see
/// [`study_day`]. Any value is allowed; [`StudyDay::to_iso`] can write the years −9999 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StudyDay(pub i32);

/// A text that is not a date of the form `2026-11-23`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a date of the form 2026-11-23")]
pub struct InvalidDay(pub String);

impl StudyDay {
    /// Reads an ISO date such as `2026-11-23`: four digits, two, two, nothing else.
    ///
    /// # Errors
    /// [`InvalidDay`] for any other form and for dates that do not exist.
    pub fn from_iso(text: &str) -> Result<Self, InvalidDay> {
        let invalid = || InvalidDay(text.chars().take(40).collect());
        let shaped = text.len() == 10
            && text.bytes().enumerate().all(|(place, byte)| match place {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shaped {
            return Err(invalid());
        }
        text.parse::<Date>().map(Self::from_date).map_err(|_| invalid())
    }

    /// The ISO date, `2026-11-23`. Days outside the years −9999 to 9999 are written as the nearest day inside.
    #[must_use]
    pub fn to_iso(self) -> String {
        self.to_date().to_string()
    }

    /// Days from `earlier` to this day; negative if this day is the earlier one.
    #[must_use]
    pub const fn days_since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// The day `days` later (earlier if negative).
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    fn from_date(date: Date) -> Self {
        // Every civil day's midnight in UTC fits a timestamp, except for the zone margin at the very ends of the range.
        let seconds = date.to_zoned(TimeZone::UTC).map_or(0, |midnight| midnight.timestamp().as_second());
        Self(i32::try_from(seconds.div_euclid(86_400)).unwrap_or(0))
    }

    fn to_date(self) -> Date {
        let noon = i64::from(self.0) * DAY_MS + DAY_MS / 2;
        TimeZone::UTC.to_datetime(timestamp(noon)).date()
    }
}

impl fmt::Display for StudyDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_date().fmt(f)
    }
}

/// The nearest instant that a calendar can name.
fn timestamp(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(if millis < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

const fn rollover_ms(hours: u8) -> i64 {
    let hours = if hours > 23 { 23 } else { hours };
    hours as i64 * 3_600_000
}

/// The study day of an instant: the local civil date, in `zone`, of the instant less the roll-over hours (0 to 23; more
/// counts as 23). Subtracting from the instant, not from the wall clock, keeps days in order through clock changes.
#[must_use]
pub fn study_day(at: Millis, zone: &TimeZone, rollover_hours: u8) -> StudyDay {
    let shifted = timestamp(at.0.saturating_sub(rollover_ms(rollover_hours)));
    StudyDay::from_date(zone.to_datetime(shifted).date())
}

/// The first instant of a study day: the counterpart of [`study_day`]. A date that a zone skipped (Apia, 2011-12-30)
/// begins when the next one does.
#[must_use]
pub fn day_start(day: StudyDay, zone: &TimeZone, rollover_hours: u8) -> Millis {
    let midnight = day
        .to_date()
        .to_zoned(zone.clone())
        .map_or_else(|_| i64::from(day.0).saturating_mul(DAY_MS), |zoned| zoned.timestamp().as_millisecond());
    Millis(midnight.saturating_add(rollover_ms(rollover_hours)))
}
