use super::desk::{assert_within_caps, deck, exam, fits, known, make, minutes, the_plan, today, view};
use crate::accounts::flows;
use crate::accounts::tests::{request, run, server};
use crate::decks::{self, NewDeck};
use crate::error::Error;
use crate::items::{self, NewItem};
use crate::jobs;
use crate::plan::{self, NewExam, PlanState, job};
use crate::testing::{World, basic};
use crate::{on_both, params};
use formats::item::Directions;
use memory::Rating;
use memory::plan::{Missing, Reason, StepKind};
use std::collections::BTreeSet;

on_both! {
    fn without_an_exam_there_is_no_plan_and_none_is_asked_for(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        known(&mia, "Cells", 3);
        mia.write(plan::ask).expect("asked");
        let seen = view(&mia);
        assert_eq!((seen.state, seen.pending, seen.plan), (PlanState::None, false, None));
        exam(&mia, 20, &[]);
        let seen = view(&mia);
        assert_eq!((seen.state, seen.pending), (PlanState::Stale, true), "an exam asks for one");
    }

    fn what_is_missing_is_said_before_anything_else(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let (cells, _) = deck(&mia, "Cells", 5);
        let empty = exam(&mia, 20, &[]);
        exam(&mia, 20, &[cells]);
        let seen = make(&mia);
        let plan = the_plan(&seen);
        assert_eq!(
            plan.missing,
            [Missing::Material { exam: memory::plan::ExamId(empty.as_u128()) }, Missing::Answers { have: 0, need: 20 }]
        );
        assert_eq!((plan.verdict.as_ref(), plan.steps.len()), (None, 0));
        assert_eq!(seen.state, PlanState::Ready);
    }

    fn a_plan_fits_into_each_day_and_covers_every_new_card_before_the_exam(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let ((cells, _), (genes, _)) = (known(&mia, "Cells", 22), deck(&mia, "Genes", 20));
        exam(&mia, 10, &[cells, genes]);
        let seen = make(&mia);
        let plan = the_plan(&seen);
        assert!(fits(plan), "{:?}", plan.verdict);
        assert_within_caps(plan);
        let new: u32 = plan.steps.iter().filter(|step| step.kind == StepKind::LearnNew).map(|step| step.count).sum();
        assert_eq!(new, 20);
        assert_eq!(plan.days.len(), 10, "up to the day before");
        assert_eq!(seen.topics.iter().map(|t| t.name.as_str()).collect::<Vec<_>>(), ["Cells", "Genes"]);
    }

    fn unchanged_inputs_give_the_identical_plan_and_a_day_keeps_what_was_shown(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let ((cells, _), (genes, new)) = (known(&mia, "Cells", 22), deck(&mia, "Genes", 20));
        exam(&mia, 10, &[cells, genes]);
        let first = make(&mia);
        let again = make(&mia);
        assert_eq!(again.version, first.version, "nothing was stored anew");
        let json = |view: &plan::PlanView| serde_json::to_string(the_plan(view)).expect("JSON");
        assert_eq!(json(&first), json(&again), "to the byte");
        // a change makes another plan, but today and tomorrow stay
        minutes(&mia, 50);
        mia.answer_good(new[0]);
        let changed = make(&mia);
        assert!(changed.version > first.version);
        for offset in 0..2 {
            let day = today(&mia).plus(offset);
            let steps = |view: &plan::PlanView| view.steps_on(day).cloned().collect::<Vec<_>>();
            assert_eq!(steps(&changed), steps(&first), "{}", day.to_iso());
        }
        // the next day, what was shown for it yesterday is what it has
        world.later_days(1);
        assert_eq!(view(&mia).state, PlanState::Stale);
        let next = make(&mia);
        assert_eq!(next.state, PlanState::Ready);
        let day = today(&mia);
        let steps = |view: &plan::PlanView| view.steps_on(day).cloned().collect::<Vec<_>>();
        assert_eq!(steps(&next), steps(&changed));
    }

    fn a_missed_day_is_spread_and_never_stacked(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        minutes(&mia, 15);
        let ((cells, _), (genes, _)) = (known(&mia, "Cells", 22), deck(&mia, "Genes", 30));
        exam(&mia, 14, &[cells, genes]);
        let before = make(&mia);
        let planned = |view: &plan::PlanView| -> u32 {
            the_plan(view).steps.iter().filter(|step| step.kind == StepKind::LearnNew).map(|step| step.count).sum()
        };
        assert_eq!(planned(&before), 30);
        world.later_days(2);
        let after = make(&mia);
        assert_within_caps(the_plan(&after));
        assert_eq!(planned(&after), 30, "all of them still come");
        let day = today(&mia);
        assert_eq!(after.missed, [day.plus(-2), day.plus(-1)], "and it is said which days");
        world.later_days(6);
        let later = make(&mia).missed;
        assert_eq!((later.len(), later.first()), (7, Some(&day.plus(-1))), "for a week");
        let most = the_plan(&after).days.iter().map(|day| day.minutes).max();
        assert!(most <= Some(15), "{most:?}");
    }

    fn an_exam_of_yesterday_or_today_is_planned_no_more_and_one_of_tomorrow_is(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let (cells, _) = known(&mia, "Cells", 22);
        exam(&mia, -1, &[cells]);
        exam(&mia, 0, &[cells]);
        let seen = make(&mia);
        assert_eq!(the_plan(&seen).missing, [Missing::Exams]);
        assert_eq!(seen.exams.iter().map(|exam| exam.days_left).collect::<Vec<_>>(), [0, -1]);
        exam(&mia, 1, &[cells]);
        let seen = make(&mia);
        assert_eq!(the_plan(&seen).days.iter().map(|day| day.day).collect::<Vec<_>>(), [today(&mia)]);
        assert_within_caps(the_plan(&seen));
    }

    fn an_exam_after_the_clocks_change_is_planned_to_the_day_before(db: &TestDb) {
        // 29 March 2026 has 23 hours in Berlin, 25 October 25: an exam at their midnight
        let world = World::new(db);
        for (days, date) in [(27, "2026-03-29"), (237, "2026-10-25")] {
            let mia = world.learner(date);
            let (cells, _) = known(&mia, "Cells", 22);
            let day = today(&mia).plus(days);
            assert_eq!(day.to_iso(), date);
            let new = NewExam { minute: Some(0), topics: vec![(cells, 1.0)], ..NewExam::named("Midnight", day) };
            mia.write(move |tx, call| plan::create_exam(tx, call, &new)).expect("an exam");
            let seen = make(&mia);
            assert_eq!(the_plan(&seen).days.last().map(|load| load.day), Some(day.plus(-1)));
            assert_within_caps(the_plan(&seen));
        }
    }

    fn paused_cards_and_dropped_topics_are_not_planned(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let ((cells, _), (genes, new), (more, _)) =
            (known(&mia, "Cells", 22), deck(&mia, "Genes", 6), deck(&mia, "More", 4));
        let topics = vec![(cells, 1.0), (genes, 1.0), (more, 0.0)];
        let exam = NewExam { topics, ..NewExam::named("Midterm", today(&mia).plus(10)) };
        mia.write(move |tx, call| plan::create_exam(tx, call, &exam)).expect("an exam");
        let paused = new[0];
        mia.write(move |tx, call| {
            let marks = crate::study::Marks { suspended: true, ..Default::default() };
            crate::study::mark(tx, call.actor.learner, paused, &marks)
        })
        .expect("marked");
        let seen = make(&mia);
        let learnt: u32 =
            the_plan(&seen).steps.iter().filter(|s| s.kind == StepKind::LearnNew).map(|step| step.count).sum();
        assert_eq!(learnt, 5);
    }

    fn what_a_deck_was_made_from_is_read_in_pieces_before_its_cards(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let (cells, _) = known(&mia, "Cells", 22);
        let source = world.id();
        mia.write(move |tx, call| {
            let space = call.actor.space();
            tx.execute(
                "INSERT INTO sources (space, id, version, kind, title, content, words, created_at, updated_at)
                 VALUES (?1, ?2, 1, 'document', 'Membranes', 'text', 6000, 0, 0)",
                params![space, source],
            )?;
            tx.execute("UPDATE decks SET source = ?3 WHERE space = ?1 AND id = ?2", params![space, cells, source])
        })
        .expect("a source");
        exam(&mia, 10, &[cells]);
        let seen = make(&mia);
        let pieces: Vec<_> = the_plan(&seen).steps.iter().filter(|step| step.kind == StepKind::Read).cloned().collect();
        assert_eq!(pieces.iter().map(|step| step.minutes).sum::<u32>(), 30, "6,000 words at 200 a minute");
        assert_eq!(seen.sources.len(), 1);
        assert_within_caps(the_plan(&seen));
        // what was read is planned no more: the place of a reader counts, and so does a tick
        let (first, version) = (pieces[0].clone(), seen.version);
        let (_, page) = first.part.and_then(|part| part.pages).expect("pages");
        let share = f64::from(page) / 24.0;
        mia.write(move |tx, call| {
            tx.execute(
                "INSERT INTO reading_places (learner, space, source, anchor, share, at) VALUES (?1, ?1, ?2, '', ?3, 0)",
                params![call.actor.learner, source, share],
            )
        })
        .expect("read");
        let progress = view(&mia).progress;
        assert!(progress.iter().any(|p| p.step == first.id && p.is_over && p.done == p.of), "{progress:?}");
        let last = pieces[pieces.len() - 1].id;
        mia.write(move |tx, call| plan::tick(tx, call, version, last, true)).expect("ticked");
        world.later_days(3);
        let seen = make(&mia);
        let left: BTreeSet<_> =
            the_plan(&seen).steps.iter().filter(|step| step.kind == StepKind::Read).map(|step| step.id).collect();
        let expected: BTreeSet<_> = pieces[1..pieces.len() - 1].iter().map(|step| step.id).collect();
        assert_eq!(left, expected);
        let missed = the_plan(&seen).steps.iter().any(|step| matches!(step.reason, Reason::Missed { .. }));
        assert_eq!(missed, !expected.is_empty(), "pieces of days that went by are said to be missed");
    }

    fn the_steps_of_a_day_tick_themselves_off(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let ((cells, _), (genes, new)) = (known(&mia, "Cells", 22), deck(&mia, "Genes", 8));
        exam(&mia, 5, &[cells, genes]);
        let seen = make(&mia);
        let step = seen.steps_on(today(&mia)).find(|step| step.kind == StepKind::LearnNew).expect("new cards").clone();
        let progress = |view: &plan::PlanView| view.progress.iter().find(|p| p.step == step.id).copied().expect("there");
        // the cards of today's warm-up were of the same exam, but of another topic
        assert_eq!((progress(&seen).done, progress(&seen).of), (0, step.count));
        for card in &new[..step.count as usize] {
            assert!(!progress(&view(&mia)).is_over);
            mia.answer_good(*card);
        }
        let over = progress(&view(&mia));
        assert_eq!((over.done, over.is_over), (step.count, true));
    }

    fn another_learners_plan_is_not_there(db: &TestDb) {
        let world = World::new(db);
        let (mia, tom) = (world.learner("mia"), world.learner("tom"));
        let ((cells, _), (genes, _)) = (known(&mia, "Cells", 22), deck(&mia, "Genes", 8));
        exam(&mia, 5, &[cells, genes]);
        let seen = make(&mia);
        let (step, version, day) = (the_plan(&seen).steps[0].id, seen.version, today(&mia).plus(1));
        let theirs = view(&tom);
        assert_eq!((theirs.plan, theirs.exams.len(), theirs.topics.len()), (None, 0, 0));
        let gone = Err(Error::NotFound { what: "plan" });
        assert_eq!(tom.write(move |tx, call| plan::move_step(tx, call, version, step, day)), gone);
        assert_eq!(tom.write(move |tx, call| plan::take_way(tx, call, version, 0)), gone);
        assert_eq!(tom.write(move |tx, call| plan::tick(tx, call, version, step, true)), gone);
    }

    fn the_job_makes_the_plan_once_and_again_when_the_day_has_begun_or_content_changes(db: &TestDb) {
        let world = server(db);
        run(async {
            let mia = flows::sign_up(&world.studium, request("Mia")).await.expect("signed up");
            let call = world.studium.call(&mia.actor);
            let day = call.today();
            let deck = world
                .studium
                .write(move |tx| {
                    let space = call.actor.space();
                    let new = NewDeck { name: "Cells".into(), ..NewDeck::default() };
                    let deck = decks::create(tx, &call, space, &new)?;
                    let exam = NewExam { topics: vec![(deck, 1.0)], ..NewExam::named("Midterm", day.plus(10)) };
                    plan::create_exam(tx, &call, &exam)?;
                    Ok(deck)
                })
                .await
                .expect("a deck and an exam");
            let state = || async {
                let call = world.studium.call(&mia.actor);
                let view = world.studium.read(move |tx| plan::plan(tx, &call)).await.expect("a view");
                (view.state, view.pending, view.failed)
            };
            let work = || async {
                let now = world.studium.clock.now();
                let job = world.studium.write(move |tx| jobs::claim(tx, plan::PLAN, now)).await.expect("claimed");
                let job = job.expect("a job");
                jobs::run_one(&world.studium, &plan::Planner, &job).await;
            };
            assert_eq!(state().await, (PlanState::Stale, true, false));
            work().await;
            assert_eq!(state().await, (PlanState::Ready, false, false));
            assert_eq!(job::ask_of_the_day(&world.studium).await, Ok(0));
            world.clock.set(memory::Millis(world.studium.clock.now().0 + 86_400_000));
            assert_eq!(state().await, (PlanState::Stale, false, false));
            assert_eq!(job::ask_of_the_day(&world.studium).await, Ok(1));
            work().await;
            assert_eq!(state().await, (PlanState::Ready, false, false));
            let call = world.studium.call(&mia.actor);
            world
                .studium
                .write(move |tx| {
                    let new = NewItem::new(deck, basic("ATP?", "energy", Directions::Forward));
                    items::create(tx, &call, call.actor.space(), &new)
                })
                .await
                .expect("an item");
            assert_eq!(state().await, (PlanState::Stale, true, false));
            // an editing session is waited for
            let now = world.studium.clock.now();
            assert_eq!(world.studium.write(move |tx| jobs::claim(tx, plan::PLAN, now)).await, Ok(None));
            world.clock.set(memory::Millis(now.0 + 20_000));
            work().await;
            assert_eq!(state().await, (PlanState::Ready, false, false));
        });
    }

    fn what_the_log_tells_about_pace_needs_ten_answers_each(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let (_, cards) = deck(&mia, "Cells", 12);
        let answer = |card, rating, seconds: i64| {
            let event = crate::reviews::NewEvent {
                duration_ms: Some(seconds * 1000),
                ..crate::reviews::NewEvent::answer(world.id(), card, rating, world.now(), crate::reviews::Mode::Flashcard)
            };
            assert_eq!(mia.record(vec![event])[0].reason, None);
        };
        let facts = || mia.read(|tx, call| crate::plan::facts::facts(tx, call.actor.learner)).expect("facts");
        let usual = memory::simulate::Pace::default();
        for card in &cards[..9] {
            answer(*card, Rating::Good, 30);
        }
        assert_eq!(facts().pace, usual);
        answer(cards[9], Rating::Good, 31);
        assert_eq!((facts().pace.new_s[2], facts().answers), (30.0, 10));
        world.later_days(5);
        for card in &cards[..10] {
            answer(*card, Rating::Again, 7);
            world.later_minutes(1);
            answer(*card, Rating::Good, 4);
        }
        let pace = facts().pace;
        assert_eq!((pace.review_s[0], pace.relearn_s), (7.0, 4.0));
        assert_eq!(pace.review_s[2], usual.review_s[2], "no review succeeded at once");
        assert!(facts().habits.first[2] > memory::simulate::Habits::default().first[2]);
    }
}
