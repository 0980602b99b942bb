//! Values of properties (RFC 5545, 3.3): times, durations, offsets, texts.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// A DATE or DATE-TIME in its zone.
#[derive(Debug, Clone)]
pub(super) struct When {
    /// Midnight for a DATE.
    pub at: DateTime,
    pub is_date: bool,
    pub zone: TimeZone,
}

impl When {
    /// Milliseconds since 1970 UTC.
    pub fn instant(&self) -> i64 {
        instant(self.at, &self.zone)
    }
}

/// Milliseconds since 1970 UTC. A time that a zone skips is meant with the offset before, one that it has twice is the
/// first (RFC 5545, 3.3.5). The last two days of 9999, which some write for "never", are the last instant of `jiff`.
pub(super) fn instant(at: DateTime, zone: &TimeZone) -> i64 {
    zone.to_ambiguous_timestamp(at).compatible().unwrap_or(Timestamp::MAX).as_millisecond()
}

/// What a DATE or DATE-TIME says, its zone apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    Date(Date),
    /// Floating, or in the zone that a parameter names.
    Local(DateTime),
    Utc(DateTime),
}

impl Written {
    pub fn parse(text: &str) -> Option<Written> {
        let text = text.trim();
        let date = digits(text.get(..8)?)
            .and_then(|n| Date::new((n / 10_000) as i16, (n / 100 % 100) as i8, (n % 100) as i8).ok())?;
        let Some(rest) = text.get(8..).filter(|rest| !rest.is_empty()) else { return Some(Written::Date(date)) };
        let (time, zone) = rest.strip_prefix(['T', 't'])?.split_at_checked(6)?;
        let n = digits(time)?;
        // A leap second is the end of the minute.
        let second = if n % 100 == 60 { 59 } else { n % 100 };
        let time = Time::new((n / 10_000) as i8, (n / 100 % 100) as i8, second as i8, 0).ok()?;
        match zone {
            "" => Some(Written::Local(date.to_datetime(time))),
            "Z" | "z" => Some(Written::Utc(date.to_datetime(time))),
            _ => None,
        }
    }
}

/// At most nine digits and nothing else.
fn digits(text: &str) -> Option<i32> {
    (!text.is_empty() && text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// A DURATION: days are as long as the calendar makes them, seconds are exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Duration {
    pub days: i64,
    pub seconds: i64,
}

impl Duration {
    /// `P15DT5H0M20S`, `P7W`, with a sign.
    pub fn parse(text: &str) -> Option<Duration> {
        let text = text.trim();
        let (sign, text) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.strip_prefix('+').unwrap_or(text)),
        };
        let mut duration = Duration { days: 0, seconds: 0 };
        let mut in_time = false;
        let mut any = false;
        let mut number = String::new();
        for c in text.strip_prefix('P')?.chars() {
            if c.is_ascii_digit() {
                number.push(c);
                continue;
            }
            if c == 'T' && number.is_empty() && !in_time {
                in_time = true;
                continue;
            }
            let count = sign * i64::from(digits(&std::mem::take(&mut number))?);
            match (in_time, c) {
                (false, 'W') => duration.days += 7 * count,
                (false, 'D') => duration.days += count,
                (true, 'H') => duration.seconds += 3_600 * count,
                (true, 'M') => duration.seconds += 60 * count,
                (true, 'S') => duration.seconds += count,
                _ => return None,
            }
            any = true;
        }
        (any && number.is_empty()).then_some(duration)
    }

    /// The instant this long after a local time.
    pub fn after(self, at: DateTime, zone: &TimeZone) -> Option<i64> {
        instant(add_days(at, self.days)?, zone).checked_add(self.seconds.checked_mul(1_000)?)
    }
}

/// `None` outside of the calendar.
pub(super) fn add_days(at: DateTime, days: i64) -> Option<DateTime> {
    // Longer than the calendar of jiff is long (years -9999 to 9999).
    (days.abs() < 8_000_000).then(|| at.checked_add(days.days()).ok())?
}

/// `+0100`, `-053000`: seconds east of UTC, at most 18 hours.
pub(super) fn offset(text: &str) -> Option<i32> {
    let text = text.trim();
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+')?),
    };
    let n = digits(rest)?;
    let n = match rest.len() {
        4 => n * 100,
        6 => n,
        _ => return None,
    };
    let (hours, minutes, seconds) = (n / 10_000, n / 100 % 100, n % 100);
    (hours <= 18 && minutes < 60 && seconds < 60).then_some(sign * (hours * 3_600 + minutes * 60 + seconds))
}

/// A TEXT as it was meant (RFC 5545, 3.3.11).
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(escaped) => out.push(escaped),
                None => {}
            },
            _ => out.push(c),
        }
    }
    out
}

/// One line of at most so many characters; `…` stands for what was cut off.
pub(super) fn one_line(text: &str, most: usize) -> String {
    let mut out = String::new();
    let mut count = 0;
    for c in text.chars().map(|c| if c.is_control() { ' ' } else { c }) {
        if c == ' ' && (out.is_empty() || out.ends_with(' ')) {
            continue;
        }
        if count == most {
            out.pop();
            out.push('…');
            break;
        }
        out.push(c);
        count += 1;
    }
    out.truncate(out.trim_end().len());
    out
}
