use super::desk::{deck, exam, known, make, today};
use crate::accounts::flows;
use crate::accounts::tests::{request, run, server};
use crate::error::Error;
use crate::on_both;
use crate::plan::{self, Forecast, GradeMissing, NewExam, Questions};
use crate::reviews::{Mode, NewEvent};
use crate::testing::World;
use memory::{Rating, Scale};

on_both! {
    fn a_grade_is_said_with_its_range_and_chances_and_named_by_the_exams_scale(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let (cells, _) = known(&mia, "Cells", 24);
        let new = NewExam { scale: Scale::school(), topics: vec![(cells, 1.0)], ..NewExam::named("Final", today(&mia).plus(9)) };
        let id = mia.write(move |tx, call| plan::create_exam(tx, call, &new)).expect("an exam");
        let forecast = || mia.read(move |tx, call| plan::grade_of(tx, call, id)).expect("there");
        assert_eq!(forecast(), Forecast::Missing(GradeMissing::Plan));
        let seen = make(&mia);
        let Forecast::Grade(grade) = forecast() else { panic!("{:?}", forecast()) };
        assert!(grade.low < grade.median && grade.median < grade.high, "{grade:?}");
        assert!(grade.pass > 0.9 && grade.target < grade.pass, "{grade:?}");
        let name = |share: f64| Scale::school().step_of(share).grade.clone();
        assert_eq!(grade.names, [name(grade.low), name(grade.median), name(grade.high)]);
        assert_eq!(seen.exams[0].forecast, Forecast::Grade(grade));
    }

    fn a_grade_is_not_said_from_too_little(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let ((cells, _), (genes, _)) = (known(&mia, "Cells", 24), deck(&mia, "Genes", 0));
        // nine tenths of it were never touched
        let new = NewExam { topics: vec![(cells, 1.0), (genes, 9.0)], ..NewExam::named("Final", today(&mia).plus(9)) };
        let id = mia.write(move |tx, call| plan::create_exam(tx, call, &new)).expect("an exam");
        let empty = exam(&mia, 9, &[]);
        make(&mia);
        let forecast = |id| mia.read(move |tx, call| plan::grade_of(tx, call, id)).expect("there");
        let Forecast::Missing(GradeMissing::Touched { share, needed }) = forecast(id) else { panic!("{:?}", forecast(id)) };
        assert!((share - 0.1).abs() < 1e-9 && needed > share);
        assert_eq!(forecast(empty), Forecast::Missing(GradeMissing::Topics));
    }

    fn questions_solved_elsewhere_move_the_grade(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let (cells, cards) = known(&mia, "Cells", 24);
        let questions = Questions { count: 40, recall_share: 0.25, guess: 0.25 };
        let new = NewExam { questions, topics: vec![(cells, 1.0)], ..NewExam::named("Final", today(&mia).plus(9)) };
        let id = mia.write(move |tx, call| plan::create_exam(tx, call, &new)).expect("an exam");
        let median = || match mia.read(move |tx, call| plan::grade_of(tx, call, id)).expect("there") {
            Forecast::Grade(grade) => grade.median,
            missing => panic!("{missing:?}"),
        };
        make(&mia);
        let before = median();
        for card in &cards[..10] {
            let answer = NewEvent::answer(world.id(), *card, Rating::Good, world.now(), Mode::Quiz);
            let answer = NewEvent { rating: None, outcome: Some(0), choices: Some(4), ..answer };
            assert_eq!(mia.record(vec![answer])[0].reason, None);
        }
        make(&mia);
        assert!(median() < before - 0.05, "ten wrong answers: {} after {before}", median());
    }

    fn what_was_said_before_the_exam_is_compared_with_what_came(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let (cells, _) = known(&mia, "Cells", 24);
        let (good, bad, unsaid) = (exam(&mia, 2, &[cells]), exam(&mia, 3, &[cells]), exam(&mia, 0, &[cells]));
        let seen = make(&mia);
        let Forecast::Grade(said) = seen.exams[1].forecast.clone() else { panic!("no grade") };
        let early = mia.write(move |tx, call| plan::record_result(tx, call, good, Some(0.9), ""));
        assert_eq!(early, Err(Error::invalid("exam", "plan-result-early")));
        world.later_days(3);
        // what is said on the day itself, or later, does not count
        make(&mia);
        let record = |exam, share, grade: &'static str| mia.write(move |tx, call| plan::record_result(tx, call, exam, share, grade));
        record(good, Some(said.median), "").expect("recorded");
        record(bad, None, "12").expect("by the scale's name");
        record(unsaid, Some(1.0), "A").expect("recorded");
        let track = mia.read(|tx, call| plan::how_often_right(tx, &call.actor)).expect("a record");
        let seen: Vec<_> = track.exams.iter().map(|e| (e.exam, e.inside, e.passed, e.result)).collect();
        assert_eq!(seen, [(bad, false, false, 0.12), (good, true, true, said.median)]);
        assert_eq!(track.inside, 1);
        assert!((track.exams[1].median - said.median).abs() < 1e-9);
        assert!(track.mean_error.is_some_and(|error| error > 0.2));
        for (share, grade, field) in [(Some(1.1), "", "share"), (None, "very good", "grade"), (None, "", "grade")] {
            let refused = record(bad, share, grade);
            assert!(matches!(&refused, Err(Error::Invalid { fields }) if fields[0].0 == field), "{refused:?}");
        }
    }

    fn whoever_knows_the_feeds_address_reads_the_plan_until_it_is_drawn_anew(db: &TestDb) {
        let world = server(db);
        run(async {
            let mia = flows::sign_up(&world.studium, request("Mia")).await.expect("signed up");
            let (studium, now) = (&world.studium, world.studium.clock.now());
            let (first, second) = (plan::draw_feed_secret(), plan::draw_feed_secret());
            assert!(first.len() >= 40 && first != second);
            let read = async |secret: &str| {
                let secret = secret.to_owned();
                studium.read(move |tx| plan::feed(tx, &secret, now)).await.map(|(actor, _)| actor.learner)
            };
            let unknown = Err(Error::NotFound { what: "feed" });
            assert_eq!(read(&first).await, unknown);
            for secret in [&first, &second] {
                let (call, secret) = (studium.call(&mia.actor), secret.clone());
                studium.write(move |tx| plan::set_feed(tx, &call, &secret)).await.expect("set");
            }
            assert_eq!(read(&first).await, unknown, "the old address is nobody's");
            assert_eq!(read(&second).await, Ok(mia.actor.learner));
            let actor = mia.actor.clone();
            assert_eq!(studium.read(move |tx| plan::feed_secret(tx, &actor)).await, Ok(Some(second.clone())));
            let call = studium.call(&mia.actor);
            studium.write(move |tx| plan::remove_feed(tx, &call)).await.expect("removed");
            assert_eq!(read(&second).await, unknown);
        });
    }
}
