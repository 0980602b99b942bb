use super::*;

#[test]
fn utc_zoned_floating_and_whole_days_become_instants() {
    for (written, expected) in [
        ("DTSTART:20260701T100000Z\nDTEND:20260701T113000Z", "2026-07-01T10:00/2026-07-01T11:30"),
        (
            "DTSTART;TZID=America/New_York:20260701T100000\nDTEND;TZID=America/New_York:20260701T110000",
            "2026-07-01T14:00/2026-07-01T15:00",
        ),
        ("DTSTART;TZID=\"Europe/London\":20260701T100000\nDURATION:PT1H", "2026-07-01T09:00/2026-07-01T10:00"),
        ("DTSTART:20260701T100000\nDURATION:P1DT30M", "2026-07-01T08:00/2026-07-02T08:30"),
        ("DTSTART;VALUE=DATE:20260701\nDTEND;VALUE=DATE:20260703", "2026-06-30T22:00/2026-07-02T22:00"),
        ("DTSTART;VALUE=DATE:20260701", "2026-06-30T22:00/2026-07-01T22:00"),
        ("DTSTART;VALUE=DATE:20260701\nDTEND;VALUE=DATE:20260701", "2026-06-30T22:00/2026-07-01T22:00"),
        ("DTSTART:20260701\nDURATION:P1W", "2026-06-30T22:00/2026-07-07T22:00"),
        (
            "DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20260701T100000\nDURATION:PT1H",
            "2026-07-01T08:00/2026-07-01T09:00",
        ),
        // Days of a DURATION are days of the calendar, also the one of 23 hours.
        ("DTSTART:20260328T120000\nDURATION:P1D", "2026-03-28T11:00/2026-03-29T10:00"),
        // 02:30 does not exist on this day: meant with the offset before.
        ("DTSTART:20260329T023000\nDURATION:PT1H", "2026-03-29T01:30/2026-03-29T02:30"),
        ("DTSTART:20261025T023000\nDURATION:PT1H", "2026-10-25T00:30/2026-10-25T01:30"),
    ] {
        assert_eq!(clean(written), [expected], "{written}");
    }
}

#[test]
fn free_cancelled_and_empty_times_are_not_busy() {
    let hour = "DTSTART:20260701T100000Z\nDURATION:PT1H";
    for more in ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "TRANSP:transparent"] {
        assert!(clean(&format!("{hour}\n{more}")).is_empty(), "{more}");
    }
    for more in ["TRANSP:OPAQUE", "STATUS:TENTATIVE", "X-OTHER;P=\"a:b;c\":1"] {
        assert_eq!(clean(&format!("{hour}\n{more}")).len(), 1, "{more}");
    }
    assert!(clean("DTSTART:20260701T100000Z").is_empty());
    let cancelled = event(hour).replace("VERSION:2.0", "METHOD:CANCEL");
    assert!(of_2026(&cancelled).busy.is_empty());
    let task = event(hour).replace("VEVENT", "VTODO");
    assert!(of_2026(&task).busy.is_empty());
}

#[test]
fn only_what_touches_the_window_is_given() {
    let within = |start: &str, end: &str| {
        let text = event(&format!("DTSTART:{start}\nDTEND:{end}"));
        let found =
            busy(text.as_bytes(), ms("2026-07-01T10:00"), ms("2026-07-01T12:00"), &berlin(), &Limits::default());
        found.unwrap().busy.len()
    };
    assert_eq!(within("20260701T090000Z", "20260701T100000Z"), 0);
    assert_eq!(within("20260701T090000Z", "20260701T100001Z"), 1);
    assert_eq!(within("20260701T115959Z", "20260701T130000Z"), 1);
    assert_eq!(within("20260701T120000Z", "20260701T130000Z"), 0);
    assert_eq!(within("20250101T000000Z", "20300101T000000Z"), 1);
    assert_eq!(within("20250101T000000Z", "99991231T235959Z"), 1);
}

#[test]
fn folds_line_ends_and_the_byte_order_mark_make_no_difference() {
    let plain = event("DTSTART:20260701T100000Z\nDTEND:20260701T110000Z\nDESCRIPTION:x")
        .replace("SUMMARY:A", "SUMMARY:Prüfung \\, Raum\\n 5");
    let expected = of_2026(&plain);
    assert_eq!((expected.busy.len(), expected.busy[0].summary.as_str()), (1, "Prüfung , Raum 5"));
    let folded = plain.replace("2026070", "202\n 6070").replace("Raum", "Ra\n\tum");
    for other in [
        plain.replace('\n', "\r\n"),
        plain.replace('\n', "\r"),
        format!("\u{FEFF}{plain}"),
        folded.clone(),
        folded.replace('\n', "\r\n"),
        plain.replace('\n', "\n\n"),
    ] {
        assert_eq!(of_2026(&other), expected, "{other:?}");
    }
    // A fold in the middle of a letter.
    let at = plain.find('ü').unwrap() + 1;
    let bytes = [&plain.as_bytes()[..at], b"\r\n ", &plain.as_bytes()[at..]].concat();
    let found = busy(&bytes, ms("2026-01-01T00:00"), ms("2027-01-01T00:00"), &berlin(), &Limits::default());
    assert_eq!(found.unwrap(), expected);
}

#[test]
fn other_encodings_and_other_files_are_told_apart() {
    let text = event("DTSTART:20260701T100000Z\nDURATION:PT1H").replace("SUMMARY:A", "SUMMARY:Prüfung");
    let fault = |bytes: &[u8]| busy(bytes, 0, 1, &berlin(), &Limits::default()).unwrap_err().to_string();
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(fault(&utf16).contains("notice-calendar-encoding"));
    assert!(fault(&[&b"\xFF\xFE"[..], &utf16].concat()).contains("notice-calendar-encoding"));
    assert!(fault(b"<!doctype html><html>").contains("notice-calendar-web-page"));
    assert!(fault(b"PK\x03\x04").contains("notice-calendar-packed"));
    assert!(fault(b"\x1f\x8b\x08").contains("notice-calendar-packed"));
    assert!(fault(b"").contains("notice-no-calendar"));
    assert!(fault(b"hello\nworld").contains("notice-no-calendar"));
    let latin_1: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let found = busy(&latin_1, ms("2026-01-01T00:00"), ms("2027-01-01T00:00"), &berlin(), &Limits::default()).unwrap();
    assert_eq!(found.busy[0].summary, "Pr�fung");
    assert_eq!(found.problems[0].line, 5);
}

/// As Outlook writes it.
const OUTLOOK: &str = "BEGIN:VTIMEZONE\nTZID:W. Europe Standard Time\nBEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE";

#[test]
fn a_zone_of_its_own_name_is_read_by_its_own_rules() {
    let tokyo = TimeZone::get("Asia/Tokyo").unwrap();
    // At any time of the year, also in the gap and the fold, it is the zone that it describes.
    for month in 1..=12 {
        for day in [1, 25, 28, 29, 30] {
            for hour in [0, 1, 2, 3, 4, 12] {
                let time = format!("2026{month:02}{day:02}T{hour:02}3000");
                let starts: Vec<_> = ["W. Europe Standard Time", "Europe/Berlin"]
                    .into_iter()
                    .map(|zone| {
                        let inner =
                            format!("{OUTLOOK}\nBEGIN:VEVENT\nDTSTART;TZID={zone}:{time}\nDURATION:PT1H\nEND:VEVENT");
                        let text = calendar(&inner);
                        let (from, until) = (ms("2026-01-01T00:00"), ms("2027-01-01T00:00"));
                        busy(text.as_bytes(), from, until, &tokyo, &Limits::default()).unwrap()
                    })
                    .collect();
                assert_eq!(starts[0], starts[1], "{time}");
                assert!(month == 2 && day > 28 || starts[0].busy.len() == 1, "{time}");
            }
        }
    }
}

#[test]
fn an_unknown_zone_is_named_and_read_in_the_learners() {
    let found = of_2026(&event("DTSTART;TZID=Nowhere/Land:20260701T100000\nDURATION:PT1H"));
    assert_eq!(times(&found), ["2026-07-01T08:00/2026-07-01T09:00"]);
    assert_eq!(found.problems.len(), 1);
    assert_eq!(found.problems[0].line, 6);
    assert!(found.problems[0].why.contains("“Nowhere/Land”"), "{:?}", found.problems);
    let named = OUTLOOK.replace("W. Europe Standard Time", "Mine\nX-LIC-LOCATION:Asia/Tokyo");
    let found = of_2026(&calendar(&format!(
        "{named}\nBEGIN:VEVENT\nDTSTART;TZID=Mine:20260701T100000\nDURATION:PT1H\nEND:VEVENT"
    )));
    assert_eq!(times(&found), ["2026-07-01T01:00/2026-07-01T02:00"]);
}

#[test]
fn blocks_of_busy_times_are_read() {
    let found = of_2026(&calendar(
        "BEGIN:VFREEBUSY\nFREEBUSY:20260701T100000Z/PT1H,20260702T100000Z/20260702T120000Z\nFREEBUSY;FBTYPE=FREE:20260703T100000Z/PT1H\nFREEBUSY;FBTYPE=BUSY-TENTATIVE:20260704T100000Z/PT1H\nFREEBUSY:20260705T100000Z,20260705T100000Z/P\nEND:VFREEBUSY",
    ));
    assert_eq!(
        times(&found),
        ["2026-07-01T10:00/2026-07-01T11:00", "2026-07-02T10:00/2026-07-02T12:00", "2026-07-04T10:00/2026-07-04T11:00"]
    );
    assert_eq!(found.problems.iter().map(|p| p.line).collect::<Vec<_>>(), [7, 7]);
}

#[test]
fn a_bad_event_is_a_problem_with_its_line_and_the_next_is_read() {
    let good = "BEGIN:VEVENT\nDTSTART:20260701T100000Z\nDURATION:PT1H\nEND:VEVENT";
    for (bad, line, why) in [
        ("BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT", 3, "“x” has no DTSTART"),
        ("BEGIN:VEVENT\nDTSTART:20260230T100000Z\nEND:VEVENT", 4, "DTSTART is no time"),
        ("BEGIN:VEVENT\nDTSTART:yesterday\nEND:VEVENT", 4, "DTSTART is no time"),
        ("BEGIN:VEVENT\nDTSTART:20260701T100000Z\nDTEND:20260701T090000Z\nEND:VEVENT", 5, "ends before it begins"),
        ("BEGIN:VEVENT\nDTSTART:20260701T100000Z\nDURATION:-PT1H\nEND:VEVENT", 5, "ends before it begins"),
        ("BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260701\nDTEND:20260701T090000Z\nEND:VEVENT", 5, "does not fit"),
        ("BEGIN:VEVENT\nDTSTART:20260701T100000Z\nDURATION:P999999999W\nEND:VEVENT", 5, "does not fit"),
        (
            "BEGIN:VEVENT\nDTSTART:20260701T100000Z\nDTEND:20260701T110000Z",
            3,
            "BEGIN:VEVENT has no END; the event is left out",
        ),
        ("END:VEVENT", 3, "END:VEVENT has no BEGIN"),
        ("BEGIN:VEVENT\nDTSTART:20200701T100000Z\nDTEND\nEND:VEVENT", 5, "no property begins like this: “DTEND”"),
    ] {
        let found = of_2026(&calendar(&format!("{bad}\n{good}")));
        assert_eq!(times(&found), ["2026-07-01T10:00/2026-07-01T11:00"], "{bad}");
        assert_eq!(found.problems.len(), 1, "{bad}: {:?}", found.problems);
        assert!(found.problems[0].line == line && found.problems[0].why.contains(why), "{bad}: {:?}", found.problems);
    }
}

#[test]
fn the_calendar_says_its_name_and_summaries_are_bounded() {
    let text =
        event("DTSTART:20260701T100000Z\nDURATION:PT1H").replace("VERSION:2.0", "X-WR-CALNAME:Uni\\, 5. Semester");
    assert_eq!(of_2026(&text).name.as_deref(), Some("Uni, 5. Semester"));
    let long = text.replace("SUMMARY:A", &format!("SUMMARY:{}", "ä".repeat(5_000)));
    let found = of_2026(&long);
    assert_eq!(found.busy[0].summary.chars().count(), 200);
    assert!(found.busy[0].summary.ends_with("ä…"));
}

#[test]
fn the_given_calendars_are_read() {
    let base = std::env::var_os("STUDIUM_DATA").map_or_else(
        || std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        std::path::PathBuf::from,
    );
    let Ok(folder) = std::fs::read_dir(base.join("ical")) else {
        println!("skipped: no folder ical among the data");
        return;
    };
    let mut seen = 0;
    for entry in folder {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let found =
            busy(&bytes, ms("2000-01-01T00:00"), ms("2030-01-01T00:00"), &berlin(), &Limits::default()).unwrap();
        if path.ends_with("event_with_unicode_fields.ics") {
            assert_eq!(times(&found), ["2010-10-10T10:00/2010-10-10T12:00"]);
            assert_eq!(found.busy[0].summary, "Non-ASCII Test: ÄÖÜ äöü €");
            assert!(found.problems.is_empty());
        } else {
            assert_eq!((found.busy.len(), found.problems.len()), (0, 1), "{path:?}");
            assert!(found.problems[0].line == 1 && found.problems[0].why.contains("no DTSTART"), "{found:?}");
        }
        seen += 1;
    }
    assert!(seen >= 4);
}

#[test]
fn an_event_without_a_calendar_around_it_is_read() {
    let text = "BEGIN:VEVENT\r\nDTSTART:20260701T100000Z\r\nDTEND:20260701T110000Z\r\nSUMMARY:Ä €\r\nBEGIN:VALARM\r\nDURATION:PT9H\r\nBEGIN:VLOCATION\r\nEND:VLOCATION\r\nEND:VALARM\r\nEND:VEVENT\r\n";
    let found = of_2026(text);
    assert_eq!((times(&found), found.problems.len()), (vec!["2026-07-01T10:00/2026-07-01T11:00".to_owned()], 0));
}
