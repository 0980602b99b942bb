use super::*;
use crate::calendar::{Event, Feed, Span};
use jiff::civil::{Date, date};
use proptest::prelude::*;

fn feed(events: Vec<Event>) -> Feed {
    Feed {
        product: "-//Studium//Studium//EN".into(),
        name: "Lernen, üben".into(),
        description: String::new(),
        refresh_minutes: 60,
        events,
    }
}

fn hour(summary: &str) -> Event {
    Event {
        uid: "a@studium".into(),
        stamp: ms("2026-01-01T00:00"),
        span: Span::Time { start: ms("2026-07-01T10:00"), end: ms("2026-07-01T11:00") },
        summary: summary.into(),
        description: "x;y\nz".into(),
        url: "https://example.org/a,b;c".into(),
        categories: vec!["Bio, Chemie".into(), "b".into()],
        sequence: 2,
        modified: Some(ms("2026-01-01T00:00")),
        is_free: false,
        is_cancelled: false,
    }
}

#[test]
fn a_feed_is_written_as_the_rfc_asks() {
    let text = write(&feed(vec![
        hour("a, b; c\\d\r\ne"),
        Event {
            span: Span::Days { first: date(2026, 12, 31), last: date(2026, 12, 31) },
            is_free: true,
            is_cancelled: true,
            modified: None,
            categories: vec![],
            url: String::new(),
            ..hour("")
        },
    ]));
    let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Studium//Studium//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nNAME:Lernen\\, üben\r\nX-WR-CALNAME:Lernen\\, üben\r\nREFRESH-INTERVAL;VALUE=DURATION:PT60M\r\nX-PUBLISHED-TTL:PT60M\r\n\
        BEGIN:VEVENT\r\nUID:a@studium\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260701T100000Z\r\nDTEND:20260701T110000Z\r\nSUMMARY:a\\, b\\; c\\\\d\\ne\r\nDESCRIPTION:x\\;y\\nz\r\nURL:https://example.org/a,b;c\r\nCATEGORIES:Bio\\, Chemie,b\r\nSEQUENCE:2\r\nLAST-MODIFIED:20260101T000000Z\r\nTRANSP:OPAQUE\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:a@studium\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\nDESCRIPTION:x\\;y\\nz\r\nSEQUENCE:2\r\nTRANSP:TRANSPARENT\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    assert_eq!(text, expected);
}

#[test]
fn nothing_that_a_text_holds_becomes_a_line_of_its_own() {
    let attack = "x\r\nEND:VEVENT\rBEGIN:VALARM\u{0}\u{85}";
    let text = write(&feed(vec![Event {
        uid: attack.into(),
        url: attack.into(),
        description: attack.into(),
        categories: vec![attack.into()],
        ..hour(attack)
    }]));
    assert_eq!(text.matches("\r\nEND:VEVENT").count(), 1);
    assert!(!text.contains("\nBEGIN:VALARM") && !text.replace("\r\n", "").contains(['\r', '\n', '\0', '\u{85}']));
}

#[test]
fn times_beyond_the_calendar_are_its_ends() {
    let text = write(&feed(vec![
        Event { span: Span::Time { start: i64::MIN, end: i64::MAX }, stamp: i64::MAX, ..hour("a") },
        Event { span: Span::Days { first: Date::MAX, last: Date::MIN }, ..hour("b") },
    ]));
    assert!(text.contains("DTSTART:00000101T000000Z") && text.contains("DTEND:9999"));
    assert!(text.lines().filter(|l| l.starts_with("DT")).all(|l| l.split_once(':').unwrap().1.len() <= 16));
    assert!(busy(text.as_bytes(), 0, 1, &berlin(), &Limits::default()).unwrap().problems.is_empty());
}

prop_compose! {
    fn events()(
        start in 0i64..4_000_000_000, seconds in 1i64..10_000_000, whole in any::<bool>(), days in 0i64..30, is_free in any::<bool>(),
        summary in "[ -~äöü€🦀\n]{0,120}", description in "\\PC{0,300}", uid in "[ -~ü]{1,90}",
    ) -> Event {
        let first = jiff::Timestamp::from_second(start).unwrap().to_zoned(TimeZone::UTC).date();
        let span = if whole { Span::Days { first, last: first.checked_add(jiff::Span::new().days(days)).unwrap() } }
            else { Span::Time { start: start * 1_000, end: (start + seconds) * 1_000 } };
        Event { span, description, uid, is_free, ..hour(&summary) }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(events in prop::collection::vec(events(), 0..12)) {
        let text = write(&feed(events.clone()));
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
        let found = busy(text.as_bytes(), i64::MIN, i64::MAX, &berlin(), &Limits::default()).unwrap();
        prop_assert_eq!((&found.problems, found.is_complete, found.name.as_deref()), (&vec![], true, Some("Lernen, üben")));
        let mut expected: Vec<Busy> = events.iter().filter(|e| !e.is_free).map(|event| {
            let midnight = |day: Date| day.to_zoned(berlin()).unwrap().timestamp().as_millisecond();
            let (start, end, all_day) = match event.span {
                Span::Time { start, end } => (start, end, false),
                Span::Days { first, last } => (midnight(first), midnight(last.tomorrow().unwrap()), true),
            };
            Busy { start, end, summary: event.summary.split_whitespace().collect::<Vec<_>>().join(" "), all_day }
        }).collect();
        expected.sort();
        prop_assert_eq!(found.busy, expected);
    }
}
