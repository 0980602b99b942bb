use super::*;
use proptest::prelude::*;

fn with(text: &str, change: impl Fn(&mut Limits)) -> Result<BusyCalendar, Fault> {
    let mut limits = Limits::default();
    change(&mut limits);
    busy(text.as_bytes(), ms("2026-01-01T00:00"), ms("2027-01-01T00:00"), &berlin(), &limits)
}

#[test]
fn endless_and_enormous_recurrences_end_by_the_window() {
    let year = |start: &str, rule: &str| clean(&format!("DTSTART:{start}\nDURATION:PT1H\nRRULE:{rule}")).len();
    assert_eq!(year("19000101T100000Z", "FREQ=DAILY"), 365);
    assert_eq!(year("20251231T100000Z", "FREQ=DAILY;COUNT=18446744073709551615"), 365);
    assert_eq!(year("20200101T100000Z", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), 0);
    assert_eq!(year("20200101T100000Z", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5"), 0);
    assert_eq!(year("20260101T100000Z", "FREQ=DAILY;INTERVAL=4294967295"), 1);
    assert_eq!(year("00000101T100000Z", "FREQ=WEEKLY"), 52);
    assert_eq!(year("99991231T100000Z", "FREQ=WEEKLY"), 0);
}

#[test]
fn a_recurrence_that_takes_too_much_work_ends_with_a_problem() {
    let text = event("DTSTART:19000101T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=99999999");
    let found = with(&text, |limits| limits.steps_of_one = 10_000).unwrap();
    assert_eq!((found.busy.len(), found.is_complete), (0, false));
    assert!(found.problems[0].line == 8 && found.problems[0].why.contains("too much work"));
    // One does not take the work of the others.
    let two = text.replace(
        "END:VCALENDAR",
        "BEGIN:VEVENT\nDTSTART:20200101T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY\nEND:VEVENT\nEND:VCALENDAR",
    );
    assert_eq!(with(&two, |limits| limits.steps_of_one = 10_000).unwrap().busy.len(), 365);
    assert_eq!(with(&two, |limits| limits.steps = 10_000).unwrap().busy.len(), 0);
    // Every second of every day.
    let list = |to: i32| (0..to).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    let seconds = event(&format!(
        "DTSTART:20260101T000000Z\nDURATION:PT1S\nRRULE:FREQ=DAILY;BYHOUR={};BYMINUTE={};BYSECOND={}",
        list(24),
        list(60),
        list(60)
    ));
    let found = with(&seconds, |_| {}).unwrap();
    assert!(!found.is_complete && found.busy.len() == 20_000);
}

#[test]
fn rules_with_long_lists_cost_no_more_than_others() {
    let list = |to: i32| (1..to).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    let clock = format!("BYHOUR={};BYMINUTE={};BYSECOND={}", list(24), list(60), list(60));
    let rules = format!("RRULE:FREQ=YEARLY;{clock}\n").repeat(20_000);
    let found = with(&event(&format!("DTSTART:20200101T100000Z\nDURATION:PT1S\n{rules}")), |_| {}).unwrap();
    assert!(!found.is_complete && found.problems.len() as u64 + found.unlisted > 19_000);
    let days = format!("BYDAY={};BYYEARDAY={}", "1MO,".repeat(200_000) + "MO", "5,".repeat(20_000) + &list(367));
    let text = event(&format!("DTSTART:20200101T100000Z\nDURATION:PT1S\nRRULE:FREQ=YEARLY;COUNT=99999999;{days}"));
    assert_eq!(with(&text, |_| {}).unwrap().busy.len(), 52);
}

#[test]
fn too_many_busy_times_are_cut_with_one_problem() {
    let text = event("DTSTART:20200101T100000Z\nDURATION:P99999D\nRRULE:FREQ=DAILY");
    let found = with(&text, |limits| limits.busy = 100).unwrap();
    assert_eq!((found.busy.len(), found.problems.len(), found.is_complete), (100, 1, false));
}

#[test]
fn a_million_events_are_refused_with_a_mend() {
    let one = "BEGIN:VEVENT\nEND:VEVENT\n";
    let fault = with(&calendar(&one.repeat(800_000)), |_| {}).unwrap_err().to_string();
    assert!(fault.contains("line 200004: notice-calendar-events most=100000"), "{fault}");
    let fault = with(&calendar(&one.repeat(1_000_000)), |_| {}).unwrap_err().to_string();
    assert!(fault.contains("notice-calendar-large most=20"), "{fault}");
    let found = with(&calendar(&one.repeat(1_000)), |_| {}).unwrap();
    assert_eq!((found.problems.len(), found.unlisted), (100, 900));
}

#[test]
fn huge_lines_are_left_out_or_passed_over() {
    let long = "x".repeat(10_000_000);
    let text =
        event(&format!("DTSTART:20260701T100000Z\nDURATION:PT1H\nATTACH:{long}")).replace("SUMMARY:A", "SUMMARY:B");
    let found = with(&text, |_| {}).unwrap();
    assert_eq!((found.busy.len(), found.problems.len()), (1, 0));
    let folded = "x\n ".repeat(2_000_000);
    for summary in [long, folded] {
        let found = with(&text.replace("SUMMARY:B", &format!("SUMMARY:{summary}")).replace("ATTACH:xx", "X:"), |l| {
            l.bytes = 40_000_000
        })
        .unwrap();
        assert_eq!((found.busy.len(), found.busy[0].summary.as_str()), (1, ""));
        assert!(
            found.problems[0].line == 5 && found.problems[0].why.contains("SUMMARY is longer"),
            "{:?}",
            found.problems
        );
    }
}

#[test]
fn deep_and_unclosed_components_are_told() {
    let deep = format!("BEGIN:VCALENDAR\n{}", "BEGIN:X\n".repeat(1_000_000));
    assert!(with(&deep, |_| {}).unwrap_err().to_string().contains("line 33: notice-calendar-deep most=32"));
    let unclosed = format!("BEGIN:VCALENDAR\n{}", "BEGIN:VEVENT\nDTSTART:20260701T100000Z\n".repeat(10_000));
    let found = with(&unclosed, |_| {}).unwrap();
    assert_eq!((found.busy.len(), found.problems.len() as u64 + found.unlisted, found.is_complete), (0, 10_001, false));
}

#[test]
fn absurd_times_are_no_trouble() {
    for inner in [
        "DTSTART:99991231T235959Z\nDTEND:99991231T235959Z",
        "DTSTART:99991231T235959\nDURATION:P1D",
        "DTSTART;VALUE=DATE:99991231\nDTEND;VALUE=DATE:99991231",
        "DTSTART:00000101T000000\nDTEND:99991231T235959",
        "DTSTART;VALUE=DATE:00000101\nRRULE:FREQ=YEARLY;BYWEEKNO=53,-53",
        "DTSTART;VALUE=DATE:99991231\nRRULE:FREQ=YEARLY;BYWEEKNO=1",
        "DTSTART:20260701T100000Z\nDURATION:PT999999999H",
        "DTSTART:20260701T100000Z\nDURATION:P99999999999999999999D",
        "DTSTART:20260701T106100Z",
        "DTSTART;TZID=:20260701T100000\nDURATION:PT1H",
        "DTSTART;TZID=../../etc/passwd:20260701T100000\nDURATION:PT1H",
        "DTSTART:２０２６0701T100000Z",
    ] {
        let text = event(inner);
        for (from, until) in
            [(i64::MIN, i64::MAX), (0, 0), (i64::MAX, i64::MIN), (ms("2026-01-01T00:00"), ms("2027-01-01T00:00"))]
        {
            let found = busy(text.as_bytes(), from, until, &berlin(), &Limits::default()).unwrap();
            assert!(found.busy.len() <= 20_000, "{inner}");
        }
    }
}

#[test]
fn a_zone_of_nonsense_is_told() {
    for part in [
        "",
        "BEGIN:STANDARD\nEND:STANDARD",
        "BEGIN:STANDARD\nDTSTART:20200101T000000\nTZOFFSETFROM:+9900\nTZOFFSETTO:+0100\nEND:STANDARD",
        "BEGIN:STANDARD\nDTSTART:20200101T000000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nRRULE:FREQ=HOURLY\nEND:STANDARD",
    ] {
        let text = calendar(&format!(
            "BEGIN:VTIMEZONE\nTZID:Z\n{part}\nEND:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;TZID=Z:20260701T100000\nDURATION:PT1H\nEND:VEVENT"
        ));
        let found = of_2026(&text);
        assert_eq!(times(&found), ["2026-07-01T08:00/2026-07-01T09:00"]);
        assert!(found.problems.last().unwrap().why.contains("cannot be read"), "{:?}", found.problems);
    }
    // Changes every day, there and back by 36 hours.
    let daily = |from, to| {
        format!(
            "BEGIN:STANDARD\nDTSTART:20200101T000000\nTZOFFSETFROM:{from}\nTZOFFSETTO:{to}\nRRULE:FREQ=DAILY\nEND:STANDARD\n"
        )
    };
    let text = calendar(&format!(
        "BEGIN:VTIMEZONE\nTZID:Z\n{}{}END:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;TZID=Z:20260701T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY\nEND:VEVENT",
        daily("-1800", "+1800"),
        daily("+1800", "-1800")
    ));
    assert!(!of_2026(&text).busy.is_empty());
}

/// Pieces of which calendars are made, and some that break them.
fn pieces() -> impl Strategy<Value = String> {
    let number = prop_oneof![(-400i32..400).prop_map(|n| n.to_string()), Just("99999999999".to_owned())];
    let date = (0u32..=9999, 0u32..=13, 0u32..=32, 0u32..=25, prop_oneof![Just(""), Just("Z")])
        .prop_map(|(y, m, d, h, z)| format!("{y:04}{m:02}{d:02}T{h:02}3000{z}"));
    let near = (1u32..=12, 1u32..=31).prop_map(|(m, d)| format!("2026{m:02}{d:02}"));
    let part = prop_oneof![
        (
            prop::sample::select(vec![
                "COUNT",
                "INTERVAL",
                "BYMONTH",
                "BYMONTHDAY",
                "BYYEARDAY",
                "BYWEEKNO",
                "BYSETPOS",
                "BYHOUR",
                "BYMINUTE"
            ]),
            number.clone()
        )
            .prop_map(|(n, v)| format!(";{n}={v}")),
        (-6i32..6, prop::sample::select(vec!["MO", "TU", "SU", "XX"])).prop_map(|(n, d)| format!(";BYDAY={n}{d},{d}")),
        prop::sample::select(vec!["MO", "SU", "WE"]).prop_map(|d| format!(";WKST={d}")),
    ];
    let rule = (
        prop::sample::select(vec!["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY"]),
        prop::collection::vec(part, 0..4),
    )
        .prop_map(|(frequency, parts)| format!("RRULE:FREQ={frequency}{}", parts.concat()));
    prop_oneof![
        prop::sample::select(vec![
            "BEGIN:VEVENT",
            "END:VEVENT",
            "BEGIN:VCALENDAR",
            "END:VCALENDAR",
            "BEGIN:VTIMEZONE",
            "TZID:Z",
            "BEGIN:DAYLIGHT",
            "END:DAYLIGHT",
            "END:VTIMEZONE",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:-0230",
            "BEGIN:VALARM",
            "UID:u",
            " folded",
            ":",
            ";=:\"",
            "BEGIN:VFREEBUSY",
            "END:VFREEBUSY"
        ])
        .prop_map(str::to_owned),
        (
            prop::sample::select(vec![
                "DTSTART",
                "DTEND",
                "DTSTART;TZID=Z",
                "RDATE",
                "EXDATE",
                "RECURRENCE-ID",
                "DTSTART;TZID=Asia/Tokyo"
            ]),
            prop_oneof![date, near]
        )
            .prop_map(|(n, d)| format!("{n}:{d}")),
        number.prop_map(|n| format!("DURATION:P{n}D")),
        rule.clone(),
        // An event that is surely one.
        rule.prop_map(|rule| format!("BEGIN:VEVENT\nDTSTART:20250131T100000\nDURATION:PT1H\n{rule}\nEND:VEVENT")),
        "\\PC{0,20}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_pieces_are_read_within_the_limits(pieces in prop::collection::vec(pieces(), 0..40)) {
        let limits = Limits { steps: 100_000, steps_of_one: 50_000, busy: 500, problems: 10, summary: 20, ..Limits::default() };
        let (from, until) = (ms("2026-01-01T00:00"), ms("2027-01-01T00:00"));
        let text = format!("BEGIN:VCALENDAR\nVERSION:2.0\n{}", pieces.join("\n"));
        let found = busy(text.as_bytes(), from, until, &berlin(), &limits).unwrap();
        prop_assert!(found.busy.len() <= 500 && found.problems.len() <= 10);
        prop_assert!(found.busy.is_sorted());
        for one in &found.busy {
            prop_assert!(one.start < one.end && one.start < until && one.end > from, "{one:?}");
            prop_assert!(one.summary.chars().count() <= 20);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), in_event in any::<bool>()) {
        let bytes = if in_event { [b"BEGIN:VEVENT\nDTSTART:20260101\n", &bytes[..], b"\nEND:VEVENT"].concat() } else { bytes };
        let _ = busy(&bytes, 0, i64::MAX, &berlin(), &Limits::default());
    }
}
