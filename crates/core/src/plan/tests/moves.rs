use super::desk::{assert_within_caps, deck, exam, known, make, minutes, the_plan, today, topic, view};
use crate::error::Error;
use crate::on_both;
use crate::plan::{self, Availability, NewExam, PlanView};
use crate::testing::{Person, World};
use memory::StudyDay;
use memory::plan::{Change, Reason, Step, StepId, StepKind, Verdict};

fn put(person: &Person, version: i64, step: StepId, day: StudyDay) -> crate::Result<()> {
    person.write(move |tx, call| plan::move_step(tx, call, version, step, day))
}

fn learn(view: &PlanView, day: StudyDay) -> Option<&Step> {
    view.steps_on(day).find(|step| step.kind == StepKind::LearnNew)
}

fn ways(view: &PlanView) -> Vec<Change> {
    let Some(Verdict::Short { ways, .. }) = &the_plan(view).verdict else { return Vec::new() };
    ways.iter().map(|way| way.change.clone()).collect()
}

on_both! {
    fn a_step_stays_where_it_was_put(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let ((cells, _), (genes, _)) = (known(&mia, "Cells", 22), deck(&mia, "Genes", 40));
        exam(&mia, 14, &[cells, genes]);
        let seen = make(&mia);
        let day = today(&mia);
        let step = learn(&seen, day).expect("new cards today").clone();
        // to a day that has room for it
        let room = |load: &&memory::plan::DayLoad| load.day > day.plus(2) && load.minutes + step.minutes <= load.cap;
        let to = the_plan(&seen).days.iter().find(room).expect("a day with room").day;
        put(&mia, seen.version, step.id, to).expect("moved");
        let moved = view(&mia);
        assert_eq!(moved.version, seen.version + 1);
        assert!(moved.pending, "the rest follows");
        assert!(moved.steps_on(to).any(|s| s.id == step.id && s.pinned && s.reason == Reason::Moved), "at once");
        assert_within_caps(the_plan(&moved));
        let made = make(&mia);
        assert!(made.steps_on(to).any(|s| s.id == step.id && s.pinned), "{:?}", made.steps_on(to).collect::<Vec<_>>());
        assert!(made.steps_on(day).all(|s| s.id != step.id));
        assert_within_caps(the_plan(&made));
    }

    fn a_step_goes_to_no_full_day_and_to_none_after_its_exam_or_in_the_past(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let ((cells, _), (genes, _), (poems, _)) =
            (known(&mia, "Cells", 22), deck(&mia, "Genes", 40), deck(&mia, "Poems", 6));
        exam(&mia, 7, &[cells, genes]);
        exam(&mia, 12, &[poems]);
        let off = today(&mia).plus(3);
        let next = Availability { weekdays: [45; 7], off: vec![off], ..Availability::default() };
        mia.write(move |tx, call| plan::set_availability(tx, call, None, &next)).expect("set");
        let seen = make(&mia);
        let day = today(&mia);
        let step = the_plan(&seen)
            .steps
            .iter()
            .find(|step| step.kind == StepKind::LearnNew && step.topics.iter().all(|(id, _)| *id == topic(genes)))
            .expect("a step of the first exam")
            .clone();
        let refused = |day, key: &str| {
            assert_eq!(put(&mia, seen.version, step.id, day), Err(Error::invalid("day", key)), "{}", day.to_iso());
        };
        refused(off, "plan-day-full");
        refused(day.plus(7), "plan-day-after-exam");
        refused(day.plus(8), "plan-day-after-exam");
        refused(day.plus(-1), "plan-day-past");
        assert_eq!(put(&mia, seen.version, StepId(1), day), Err(Error::NotFound { what: "step" }));
        let stale = Error::Conflict { what: "plan", given: 0, current: seen.version };
        assert_eq!(put(&mia, 0, step.id, day.plus(1)), Err(stale.clone()));
        assert_eq!(mia.write(|tx, call| plan::take_way(tx, call, 0, 0)), Err(stale));
        assert_eq!(view(&mia).version, seen.version, "nothing was changed");
    }

    fn a_review_can_wait_and_come_back_but_not_before_its_cards_are_there(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let ((cells, _), (genes, _)) = (known(&mia, "Cells", 22), deck(&mia, "Genes", 40));
        exam(&mia, 14, &[cells, genes]);
        let seen = make(&mia);
        let day = today(&mia);
        let review = |step: &&Step| step.kind == StepKind::Review && step.day > day.plus(1);
        let step = the_plan(&seen).steps.iter().find(review).expect("reviews to come").clone();
        let early = put(&mia, seen.version, step.id, step.day.plus(-1));
        assert_eq!(early, Err(Error::invalid("day", "plan-day-before-cards")));
        put(&mia, seen.version, step.id, step.day.plus(1)).expect("it waits a day");
        let moved = view(&mia);
        put(&mia, moved.version, step.id, step.day).expect("and comes back");
        let back = view(&mia);
        assert_eq!(put(&mia, back.version, step.id, step.day.plus(-1)), early);
        assert!(back.steps_on(step.day).any(|own| own.id == step.id && own.moved_from == Some(step.day)));
    }

    fn a_step_that_is_over_moves_no_more(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let ((cells, _), (genes, new)) = (known(&mia, "Cells", 22), deck(&mia, "Genes", 6));
        exam(&mia, 5, &[cells, genes]);
        let seen = make(&mia);
        let step = learn(&seen, today(&mia)).expect("new cards").clone();
        for card in &new[..step.count as usize] {
            mia.answer_good(*card);
        }
        let refused = put(&mia, seen.version, step.id, today(&mia).plus(1));
        assert_eq!(refused, Err(Error::invalid("step", "plan-step-done")));
        let version = seen.version;
        let ticked = mia.write(move |tx, call| plan::tick(tx, call, version, step.id, true));
        assert_eq!(ticked, Err(Error::invalid("step", "plan-step-with-cards")));
    }

    fn each_way_out_does_what_it_says(db: &TestDb) {
        let world = World::new(db);
        let (mut taken, mut kinds) = (0, Vec::new());
        loop {
            let mia = world.learner(&format!("mia{taken}"));
            minutes(&mia, 3);
            let ((cells, _), (genes, _), (poems, _)) =
                (known(&mia, "Cells", 22), deck(&mia, "Genes", 40), deck(&mia, "Poems", 60));
            let topics = vec![(cells, 5.0), (genes, 5.0), (poems, 0.2)];
            let new = NewExam { topics, target: 0.9, ..NewExam::named("Midterm", today(&mia).plus(9)) };
            let id = mia.write(move |tx, call| plan::create_exam(tx, call, &new)).expect("an exam");
            let seen = make(&mia);
            let all = ways(&seen);
            let Some(change) = all.get(taken) else { break };
            let (version, place) = (seen.version, taken);
            mia.write(move |tx, call| plan::take_way(tx, call, version, place)).expect("taken");
            let exam = mia.read(move |tx, call| plan::get_exam(tx, &call.actor, id)).expect("there").content;
            let times = mia.read(|tx, call| plan::availability(tx, &call.actor)).expect("times").weekdays;
            match change {
                Change::MoreMinutes { minutes } => {
                    kinds.push("minutes");
                    assert_eq!(u32::from(times[0]), 3 + minutes);
                }
                Change::MoreOnDays { minutes, .. } => {
                    kinds.push("days");
                    assert_eq!((times[0], u32::from(times[6])), (3, 3 + minutes));
                }
                Change::DropTopics { topics } => {
                    kinds.push("topics");
                    let left: Vec<_> = exam.topics.iter().filter(|t| t.1 > 0.0).map(|t| topic(t.0)).collect();
                    assert!(!left.is_empty() && topics.iter().all(|dropped| !left.contains(dropped)));
                }
                Change::Accept { targets } => {
                    kinds.push("target");
                    assert!((exam.target - targets[0].1).abs() < 1e-9);
                }
            }
            assert!(view(&mia).pending);
            let made = make(&mia);
            assert_within_caps(the_plan(&made));
            let gone = mia.write(move |tx, call| plan::take_way(tx, call, version, place));
            assert_eq!(gone, Err(Error::Conflict { what: "plan", given: version, current: made.version }));
            taken += 1;
        }
        assert!(kinds.contains(&"minutes") && kinds.contains(&"target"), "{kinds:?}");
    }
}
