use super::*;
use jiff::civil::DateTime;

mod hostile;
mod reading;
mod recurring;
mod round_trip;

/// Milliseconds of a time in UTC, as in `2026-03-29T10:00`.
fn ms(time: &str) -> i64 {
    time.parse::<DateTime>().unwrap().to_zoned(TimeZone::UTC).unwrap().timestamp().as_millisecond()
}

fn berlin() -> TimeZone {
    TimeZone::get("Europe/Berlin").unwrap()
}

/// The year 2026, for a learner in Berlin.
fn of_2026(text: &str) -> BusyCalendar {
    busy(text.as_bytes(), ms("2026-01-01T00:00"), ms("2027-01-01T00:00"), &berlin(), &Limits::default()).unwrap()
}

fn calendar(inner: &str) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{inner}\nEND:VCALENDAR\n")
}

fn event(inner: &str) -> String {
    calendar(&format!("BEGIN:VEVENT\nUID:a\nSUMMARY:A\n{inner}\nEND:VEVENT"))
}

/// `start/end` of each busy time, in UTC.
fn times(calendar: &BusyCalendar) -> Vec<String> {
    let text = |ms| {
        let at = jiff::Timestamp::from_millisecond(ms).unwrap();
        at.strftime("%Y-%m-%dT%H:%M").to_string()
    };
    calendar.busy.iter().map(|b| format!("{}/{}", text(b.start), text(b.end))).collect()
}

/// The busy times of an event without a problem.
fn clean(inner: &str) -> Vec<String> {
    let found = of_2026(&event(inner));
    assert_eq!((found.problems.as_slice(), found.is_complete), (&[][..], true), "{inner}");
    times(&found)
}
