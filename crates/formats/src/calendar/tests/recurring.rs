use super::*;
use crate::calendar::{recurrence::expand, rule::Rule};
use jiff::civil::date;

/// The days of a rule from a start at nine, written `MM-DD` where the year is the start's.
fn days(start: &str, rule: &str, years: i16) -> Vec<String> {
    let start: DateTime = start.parse().unwrap();
    let rule = Rule::parse(rule).unwrap();
    let high = date(start.year() + years, 1, 1).at(0, 0, 0, 0);
    let until = rule.until.map(|until| match until {
        value::Written::Date(day) => day.at(23, 59, 59, 0),
        value::Written::Local(at) | value::Written::Utc(at) => at,
    });
    let mut steps = 1_000_000;
    let found = expand(&rule, start, until, (start, high), &mut steps);
    assert!(found.is_complete);
    let all = [start].into_iter().chain(found.times);
    all.map(
        |t| if t.year() == start.year() { t.strftime("%m-%d").to_string() } else { t.strftime("%Y-%m-%d").to_string() },
    )
    .collect()
}

/// The examples of RFC 5545, 3.8.5.3, with the days that it lists.
#[test]
fn the_rules_of_the_rfc_give_the_days_that_it_lists() {
    let cases: &[(&str, &str, i16, &str)] = &[
        ("1997-09-02T09:00", "FREQ=DAILY;COUNT=10", 1, "09-02 09-03 09-04 09-05 09-06 09-07 09-08 09-09 09-10 09-11"),
        ("1997-09-02T09:00", "FREQ=DAILY;INTERVAL=10;COUNT=5", 1, "09-02 09-12 09-22 10-02 10-12"),
        ("1997-09-02T09:00", "FREQ=WEEKLY;COUNT=10", 1, "09-02 09-09 09-16 09-23 09-30 10-07 10-14 10-21 10-28 11-04"),
        (
            "1997-09-02T09:00",
            "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
            1,
            "09-02 09-04 09-09 09-11 09-16 09-18 09-23 09-25 09-30 10-02",
        ),
        (
            "1997-09-01T09:00",
            "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
            1,
            "09-01 09-03 09-05 09-15 09-17 09-19 09-29 10-01 10-03 10-13 10-15 10-17 10-27 10-29 10-31 11-10 11-12 11-14 11-24 11-26 11-28 12-08 12-10 12-12 12-22",
        ),
        (
            "1997-09-05T09:00",
            "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
            2,
            "09-05 10-03 11-07 12-05 1998-01-02 1998-02-06 1998-03-06 1998-04-03 1998-05-01 1998-06-05",
        ),
        (
            "1997-09-07T09:00",
            "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
            2,
            "09-07 09-28 11-02 11-30 1998-01-04 1998-01-25 1998-03-01 1998-03-29 1998-05-03 1998-05-31",
        ),
        ("1997-09-22T09:00", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", 2, "09-22 10-20 11-17 12-22 1998-01-19 1998-02-16"),
        ("1997-09-28T09:00", "FREQ=MONTHLY;BYMONTHDAY=-3", 1, "09-28 10-29 11-28 12-29"),
        (
            "1997-09-30T09:00",
            "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
            2,
            "09-30 10-01 10-31 11-01 11-30 12-01 12-31 1998-01-01 1998-01-31 1998-02-01",
        ),
        (
            "1997-06-10T09:00",
            "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
            9,
            "06-10 07-10 1998-06-10 1998-07-10 1999-06-10 1999-07-10 2000-06-10 2000-07-10 2001-06-10 2001-07-10",
        ),
        (
            "1997-03-10T09:00",
            "FREQ=YEARLY;INTERVAL=2;COUNT=4;BYMONTH=1,2,3",
            9,
            "03-10 1999-01-10 1999-02-10 1999-03-10",
        ),
        ("1997-01-01T09:00", "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYDAY=TU;BYYEARDAY=1", 1, "01-01"),
        (
            "1997-01-01T09:00",
            "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
            20,
            "01-01 04-10 07-19 2000-01-01 2000-04-09 2000-07-18 2003-01-01 2003-04-10 2003-07-19 2006-01-01",
        ),
        ("1997-05-19T09:00", "FREQ=YEARLY;BYDAY=20MO", 3, "05-19 1998-05-18 1999-05-17"),
        ("1997-05-12T09:00", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", 3, "05-12 1998-05-11 1999-05-17"),
        (
            "1997-03-13T09:00",
            "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
            2,
            "03-13 03-20 03-27 1998-03-05 1998-03-12 1998-03-19 1998-03-26",
        ),
        ("1998-02-13T09:00", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", 3, "02-13 03-13 11-13 1999-08-13 2000-10-13"),
        ("1997-09-13T09:00", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", 1, "09-13 10-11 11-08 12-13"),
        (
            "1996-11-05T09:00",
            "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
            9,
            "11-05 2000-11-07 2004-11-02",
        ),
        ("1997-09-04T09:00", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", 1, "09-04 10-07 11-06"),
        ("1997-09-29T09:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", 1, "09-29 10-30 11-27 12-30"),
        ("1997-08-05T09:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", 1, "08-05 08-10 08-19 08-24"),
        ("1997-08-05T09:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", 1, "08-05 08-17 08-19 08-31"),
        ("2007-01-15T09:00", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", 1, "01-15 01-30 02-15 03-15 03-30"),
        // Not in the RFC: months and years without the day, weeks across years.
        ("2026-01-31T09:00", "FREQ=MONTHLY;COUNT=4", 1, "01-31 03-31 05-31 07-31"),
        ("2024-02-29T09:00", "FREQ=YEARLY;COUNT=3", 9, "02-29 2028-02-29 2032-02-29"),
        ("2024-12-30T09:00", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO;COUNT=3", 9, "12-30 2025-12-29 2027-01-04"),
        ("2026-12-28T09:00", "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO;COUNT=3", 9, "12-28 2027-12-27 2028-12-25"),
        ("2026-01-01T09:00", "FREQ=DAILY;COUNT=3;BYMONTH=1;BYMONTHDAY=1,31", 9, "01-01 01-31 2027-01-01"),
    ];
    for (start, rule, years, expected) in cases {
        assert_eq!(days(start, rule, *years).join(" "), *expected, "{rule}");
    }
}

#[test]
fn a_lecture_keeps_its_hour_when_the_clocks_change() {
    let found = clean(
        "DTSTART;TZID=Europe/Berlin:20260326T100000\nDTEND;TZID=Europe/Berlin:20260326T120000\nRRULE:FREQ=WEEKLY;COUNT=2",
    );
    assert_eq!(found, ["2026-03-26T09:00/2026-03-26T11:00", "2026-04-02T08:00/2026-04-02T10:00"]);
    let found = clean("DTSTART;VALUE=DATE:20260328\nRRULE:FREQ=DAILY;COUNT=3");
    assert_eq!(
        found,
        ["2026-03-27T23:00/2026-03-28T23:00", "2026-03-28T23:00/2026-03-29T22:00", "2026-03-29T22:00/2026-03-30T22:00"]
    );
}

#[test]
fn until_is_the_last_start_that_counts() {
    let starts =
        |until: &str| clean(&format!("DTSTART:20260701T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL={until}")).len();
    assert_eq!(
        [starts("20260703T080000Z"), starts("20260703T075959Z"), starts("20260703"), starts("20260703T100000")],
        [3, 2, 3, 3]
    );
    let days = clean("DTSTART;VALUE=DATE:20260701\nRRULE:FREQ=DAILY;UNTIL=20260703");
    assert_eq!(days.len(), 3);
}

#[test]
fn dates_are_added_and_taken_out() {
    let found = clean(
        "DTSTART:20260701T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE:20260702T080000Z\nEXDATE;TZID=Asia/Tokyo:20260703T170000\nRDATE:20260710T100000,20260701T100000\nRDATE;VALUE=PERIOD:20260711T100000Z/PT3H,20260712T100000Z/20260712T110000Z",
    );
    assert_eq!(
        found,
        [
            "2026-07-01T08:00/2026-07-01T09:00",
            "2026-07-04T08:00/2026-07-04T09:00",
            "2026-07-10T08:00/2026-07-10T09:00",
            "2026-07-11T10:00/2026-07-11T13:00",
            "2026-07-12T10:00/2026-07-12T11:00"
        ]
    );
    let found =
        clean("DTSTART:20260701T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20260701,20260702");
    assert_eq!(found, ["2026-07-03T08:00/2026-07-03T09:00"]);
}

#[test]
fn an_occurrence_that_was_moved_is_only_where_it_was_moved_to() {
    let series = "BEGIN:VEVENT\nUID:s\nDTSTART;TZID=Europe/Berlin:20260701T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=4\nEND:VEVENT";
    let moved =
        "BEGIN:VEVENT\nUID:s\nRECURRENCE-ID:20260702T080000Z\nDTSTART:20260702T150000Z\nDURATION:PT2H\nEND:VEVENT";
    let cancelled = "BEGIN:VEVENT\nUID:s\nRECURRENCE-ID;TZID=Europe/Berlin:20260703T100000\nDTSTART:20260703T080000Z\nDURATION:PT1H\nSTATUS:CANCELLED\nEND:VEVENT";
    let stranger =
        "BEGIN:VEVENT\nUID:t\nRECURRENCE-ID:20260704T080000Z\nDTSTART:20260709T080000Z\nDURATION:PT1H\nEND:VEVENT";
    let expected = [
        "2026-07-01T08:00/2026-07-01T09:00",
        "2026-07-02T15:00/2026-07-02T17:00",
        "2026-07-04T08:00/2026-07-04T09:00",
        "2026-07-09T08:00/2026-07-09T09:00",
    ];
    for order in [[series, moved, cancelled, stranger], [stranger, cancelled, moved, series]] {
        let found = of_2026(&calendar(&order.join("\n")));
        assert_eq!((times(&found), found.problems.len()), (expected.map(str::to_owned).to_vec(), 0));
    }
}

#[test]
fn a_rule_that_cannot_be_followed_leaves_the_first_time() {
    for rule in [
        "FREQ=HOURLY",
        "FREQ=DAILY;INTERVAL=0",
        "COUNT=3",
        "FREQ=DAILY;COUNT=x",
        "FREQ=DAILY;BYDAY=XX",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=DAILY;BYEASTER=0",
        "FREQ=YEARLY;BYDAY=é",
        "nonsense",
    ] {
        let found = of_2026(&event(&format!("DTSTART:20260701T100000Z\nDURATION:PT1H\nRRULE:{rule}")));
        assert_eq!(times(&found), ["2026-07-01T10:00/2026-07-01T11:00"], "{rule}");
        assert!(found.problems.len() == 1 && found.problems[0].line == 8, "{rule}: {:?}", found.problems);
    }
}

#[test]
fn the_walk_begins_at_the_window_and_gives_the_same_as_from_the_start() {
    for rule in [
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR",
        "FREQ=MONTHLY;INTERVAL=5;BYDAY=-1TU",
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=2,11;BYMONTHDAY=28,-1",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1",
    ] {
        let start = date(1990, 1, 31).at(9, 0, 0, 0);
        let high = date(2030, 1, 1).at(0, 0, 0, 0);
        let times =
            |rule: &str, low| expand(&Rule::parse(rule).unwrap(), start, None, (low, high), &mut 1_000_000).times;
        let counted = format!("{rule};COUNT=1000000");
        for low in [date(1980, 1, 1), date(1990, 2, 1), date(2025, 11, 30), date(2026, 1, 1)] {
            let low = low.at(12, 0, 0, 0);
            assert_eq!(times(rule, low), times(&counted, low), "{rule} from {low}");
            assert!(!times(rule, low).is_empty());
        }
    }
}
