use super::desk::{minutes, today};
use crate::accounts::flows;
use crate::accounts::tests::{request, run, server};
use crate::error::Error;
use crate::on_both;
use crate::plan::{self, Availability};
use crate::testing::World;
use memory::StudyDay;

/// A calendar with one event on each of these lines: start and end.
fn ics(times: &[(&str, &str)]) -> Vec<u8> {
    let mut text = String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Work\r\n");
    for (n, (start, end)) in times.iter().enumerate() {
        text += &format!("BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART{start}\r\nDTEND{end}\r\nSUMMARY:Shift\r\nEND:VEVENT\r\n");
    }
    (text + "END:VCALENDAR\r\n").into_bytes()
}

on_both! {
    fn minutes_are_the_usual_ones_until_they_are_set_and_stale_ones_are_refused(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let first = mia.read(|tx, call| plan::availability(tx, &call.actor)).expect("minutes");
        assert_eq!((first.version, first.weekdays), (0, [45; 7]));
        let day = today(&mia);
        let next = Availability {
            version: 0,
            weekdays: [45, 30, 45, 45, 20, 90, 0],
            off: vec![day.plus(2), day.plus(2), day.plus(-1)],
            changed: vec![(day.plus(1), 60), (day.plus(1), 61)],
        };
        let set = |version| {
            let next = next.clone();
            mia.write(move |tx, call| plan::set_availability(tx, call, Some(version), &next))
        };
        assert_eq!(set(0), Ok(()));
        assert_eq!(set(0), Err(Error::Conflict { what: "availability", given: 0, current: 1 }));
        let read = mia.read(|tx, call| plan::availability(tx, &call.actor)).expect("minutes");
        let expected = Availability { version: 1, off: vec![day.plus(2)], changed: vec![(day.plus(1), 61)], ..next.clone() };
        assert_eq!(read, expected, "past days are forgotten, the last word counts");
        let days = mia.read(move |tx, call| plan::minutes_of_days(tx, call, day, 8)).expect("minutes");
        assert_eq!(days, [45, 61, 0, 45, 20, 90, 0, 45], "from a Monday");
    }

    fn more_minutes_than_a_day_has_are_refused(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let day = today(&mia);
        let refused = |next: Availability| mia.write(move |tx, call| plan::set_availability(tx, call, None, &next));
        let long = Availability { weekdays: [1441, 0, 0, 0, 0, 0, 0], ..Availability::default() };
        assert_eq!(refused(long), Err(Error::invalid("weekdays", "plan-minutes-wrong")));
        let long = Availability { changed: vec![(day, 1441)], ..Availability::default() };
        assert_eq!(refused(long), Err(Error::invalid("changed", "plan-minutes-wrong")));
        let many = Availability { off: (0..1001).map(|n| day.plus(n)).collect(), ..Availability::default() };
        assert_eq!(refused(many), Err(Error::invalid("off", "plan-days-many")));
    }

    fn a_day_loses_the_minutes_that_no_longer_fit_between_its_appointments(db: &TestDb) {
        let world = server(db);
        run(async {
            let mia = flows::sign_up(&world.studium, request("Mia")).await.expect("signed up");
            let day = world.studium.call(&mia.actor).today();
            let on = |offset: i32, clock: &str| format!(":{}T{clock}00", day.plus(offset).to_iso().replace('-', ""));
            // a day of work leaves the evening; 8 to 21:30 leaves half an hour; a whole day leaves nothing
            let (long, whole) = (day.plus(2), day.plus(3));
            let file = ics(&[
                (&on(1, "0900"), &on(1, "1700")),
                (&on(2, "0700"), &on(2, "1500")),
                (&on(2, "1400"), &on(2, "2130")),
                (
                    &format!(";VALUE=DATE:{}", whole.to_iso().replace('-', "")),
                    &format!(";VALUE=DATE:{}", whole.plus(1).to_iso().replace('-', "")),
                ),
            ]);
            let read = plan::import_busy(&world.studium, &mia.actor, "", file.clone()).await.expect("read");
            assert_eq!((read.times, read.problems.len()), (3, 0), "what overlaps is one");
            let call = world.studium.call(&mia.actor);
            let minutes = world.studium.read(move |tx| plan::minutes_of_days(tx, &call, day, 5)).await.expect("minutes");
            assert_eq!(minutes, [45, 45, 30, 0, 45], "{}", long.to_iso());
            // the same calendar again replaces it
            plan::import_busy(&world.studium, &mia.actor, "Work", file).await.expect("read");
            let actor = mia.actor.clone();
            let all = world.studium.read(move |tx| plan::list_busy(tx, &actor)).await.expect("calendars");
            assert_eq!(all.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["Work"]);
            let (call, id) = (world.studium.call(&mia.actor), all[0].id);
            world.studium.write(move |tx| plan::remove_busy(tx, &call, id)).await.expect("removed");
            let call = world.studium.call(&mia.actor);
            let minutes = world.studium.read(move |tx| plan::minutes_of_days(tx, &call, day, 5)).await.expect("minutes");
            assert_eq!(minutes, [45; 5]);
        });
    }

    fn a_file_that_is_no_calendar_and_somebody_elses_calendar_are_refused(db: &TestDb) {
        let world = server(db);
        run(async {
            let mia = flows::sign_up(&world.studium, request("Mia")).await.expect("signed up");
            let tom = flows::sign_up(&world.studium, request("Tom")).await.expect("signed up");
            let bad = plan::import_busy(&world.studium, &mia.actor, "x", vec![0xff, 0xfe, 0x00]).await;
            assert_eq!(bad, Err(Error::invalid("file", "plan-calendar-unreadable")));
            let large = plan::import_busy(&world.studium, &mia.actor, "x", vec![b' '; plan::FILE_LIMIT + 1]).await;
            assert_eq!(large, Err(Error::invalid("file", "plan-calendar-large")));
            // an endless recurrence ends with what can be planned
            let endless = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20200101T120000Z\r\nDTEND:20200101T130000Z\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
            let read = plan::import_busy(&world.studium, &mia.actor, "daily", endless.to_vec()).await.expect("read");
            assert!((700..=740).contains(&read.times), "{}", read.times);
            let call = world.studium.call(&tom.actor);
            let gone = world.studium.write(move |tx| plan::remove_busy(tx, &call, read.calendar)).await;
            assert_eq!(gone, Err(Error::NotFound { what: "calendar" }));
        });
    }

    fn days_of_23_and_25_hours_keep_their_minutes(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        minutes(&mia, 50);
        for day in ["2026-03-28", "2026-10-24"] {
            let first = StudyDay::from_iso(day).expect("a day");
            let days = mia.read(move |tx, call| plan::minutes_of_days(tx, call, first, 3)).expect("minutes");
            assert_eq!(days, [50; 3], "{day}");
        }
    }
}
