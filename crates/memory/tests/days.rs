//! Study days through the clock changes of the zones that are known to be awkward.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use jiff::tz::TimeZone;
use memory::{Millis, StudyDay, day_start, study_day};
use proptest::prelude::*;

const ZONES: [&str; 12] = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Asia/Gaza",
    "America/Havana",
    "Asia/Beirut",
    "America/Asuncion",
    "America/Santiago",
    "Antarctica/Troll",
];
const HOUR: i64 = 3_600_000;

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn millis(text: &str) -> Millis {
    Millis(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
}

/// The instants from 2020 to 2030 at which a zone's clocks changed.
fn changes(zone: &TimeZone) -> Vec<i64> {
    let from = "2020-01-01T00:00Z".parse().unwrap();
    let to = millis("2031-01-01T00:00Z").0;
    zone.following(from).map(|change| change.timestamp().as_millisecond()).take_while(|&at| at < to).collect()
}

#[test]
fn days_never_skip_or_repeat_around_any_clock_change() {
    for name in ZONES {
        let zone = zone(name);
        for change in changes(&zone) {
            for rollover in 0..24 {
                let mut before = None;
                for quarter in -4 * 48..=4 * 48 {
                    let at = change + quarter * HOUR / 4;
                    for at in [at - 1, at] {
                        let day = study_day(Millis(at), &zone, rollover);
                        if let Some(before) = before {
                            let moved = day.days_since(before);
                            assert!((0..=1).contains(&moved), "{name} {at} {rollover}: {moved}");
                        }
                        before = Some(day);
                    }
                }
            }
        }
    }
}

#[test]
fn a_day_starts_exactly_where_the_one_before_ends() {
    for name in ZONES {
        let zone = zone(name);
        for change in changes(&zone) {
            for rollover in 0..24 {
                let middle = study_day(Millis(change), &zone, rollover);
                for offset in -2..=2 {
                    let day = middle.plus(offset);
                    let start = day_start(day, &zone, rollover);
                    assert_eq!(study_day(start, &zone, rollover), day, "{name} {rollover}");
                    let just_before = study_day(Millis(start.0 - 1), &zone, rollover);
                    assert_eq!(just_before, day.plus(-1), "{name} {rollover}");
                }
            }
        }
    }
}

#[test]
fn the_rollover_hour_belongs_to_the_new_day() {
    let berlin = zone("Europe/Berlin");
    let day = |text| study_day(millis(text), &berlin, 4).to_iso();
    assert_eq!(day("2026-11-23T02:59:59.999Z"), "2026-11-22");
    assert_eq!(day("2026-11-23T03:00:00Z"), "2026-11-23");
    assert_eq!(day("2024-02-29T12:00:00Z"), "2024-02-29");
    assert_eq!(day("2038-01-19T03:14:08Z"), "2038-01-19");
}

#[test]
fn the_date_that_apia_skipped_begins_with_the_next() {
    let apia = zone("Pacific/Apia");
    let skipped = StudyDay::from_iso("2011-12-30").unwrap();
    assert_eq!(day_start(skipped, &apia, 4), day_start(skipped.plus(1), &apia, 4));
}

#[test]
fn iso_dates_are_read_strictly() {
    assert_eq!(StudyDay::from_iso("1970-01-01"), Ok(StudyDay(0)));
    assert_eq!(StudyDay::from_iso("1969-12-31"), Ok(StudyDay(-1)));
    assert_eq!(StudyDay::from_iso("2026-11-23").unwrap().to_string(), "2026-11-23");
    let wrong = [
        "",
        "2026-11-3",
        "2026-02-29",
        "2026-13-01",
        "20261123",
        "+002026-11-23",
        "2026-11-23 ",
        "2026-11-23T00:00",
        "2026/11/23",
        "٢٠٢٦-١١",
    ];
    for text in wrong {
        assert!(StudyDay::from_iso(text).is_err(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_day_between_the_years_0_and_9999_is_read_back(day in -719_528..=2_932_896) {
        prop_assert_eq!(StudyDay::from_iso(&StudyDay(day).to_iso()), Ok(StudyDay(day)));
    }

    #[test]
    fn no_instant_and_no_day_is_too_far(at: i64, day: i32, other: i32, rollover: u8, place in 0..ZONES.len()) {
        let zone = zone(ZONES[place]);
        let _ = study_day(Millis(at), &zone, rollover);
        let _ = day_start(StudyDay(day), &zone, rollover);
        let _ = StudyDay(day).to_iso();
        let _ = StudyDay(day).days_since(StudyDay(other));
        let _ = StudyDay(day).plus(other);
    }
}
