use super::desk::{self, deck, today};
use crate::changes;
use crate::error::Error;
use crate::on_both;
use crate::plan::{self, AfterExam, NewExam, Questions};
use crate::testing::World;
use memory::StudyDay;
use uuid::Uuid;

on_both! {
    fn an_exam_is_read_as_it_was_made_and_topics_keep_their_order(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let ((cells, _), (genes, _)) = (deck(&mia, "Cells", 1), deck(&mia, "Genes", 1));
        let new = NewExam {
            minute: Some(9 * 60),
            questions: Questions { count: 30, recall_share: 0.5, guess: 0.25 },
            after: AfterExam::LetGo,
            topics: vec![(genes, 2.0), (cells, 1.0)],
            ..NewExam::named("  Midterm ", today(&mia).plus(20))
        };
        let made = new.clone();
        let id = mia.write(move |tx, call| plan::create_exam(tx, call, &made)).expect("an exam");
        let exam = mia.read(move |tx, call| plan::get_exam(tx, &call.actor, id)).expect("there");
        assert_eq!((exam.version, exam.content.name.as_str()), (1, "Midterm"));
        assert_eq!(exam.content, NewExam { name: "Midterm".into(), ..new });
        assert_eq!(mia.read(|tx, call| plan::list_exams(tx, &call.actor)).expect("exams"), [exam]);
    }

    fn wrong_fields_of_an_exam_are_refused_by_name(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let wrong = NewExam {
            weight: 0.0,
            target: f64::NAN,
            pass: 1.5,
            minute: Some(1440),
            questions: Questions { count: 0, ..Questions::default() },
            topics: vec![(Uuid::from_u128(7), 1.0)],
            course: Some(Uuid::from_u128(8)),
            ..NewExam::named(" ", StudyDay(-1))
        };
        let error = mia.write(move |tx, call| plan::create_exam(tx, call, &wrong)).expect_err("refused");
        let Error::Invalid { fields } = error else { panic!("{error}") };
        let names: Vec<&str> = fields.iter().map(|field| field.0.as_str()).collect();
        assert_eq!(names, ["name", "day", "minute", "weight", "target", "pass", "questions", "course", "topics"]);
    }

    fn a_stale_version_of_an_exam_is_a_conflict(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let id = desk::exam(&mia, 20, &[]);
        let next = NewExam::named("Final", today(&mia).plus(30));
        let edit = |version| {
            let next = next.clone();
            mia.write(move |tx, call| plan::edit_exam(tx, call, id, Some(version), &next))
        };
        assert_eq!(edit(1), Ok(()));
        let stale = Err(Error::Conflict { what: "exam", given: 1, current: 2 });
        assert_eq!(edit(1), stale);
        assert_eq!(mia.write(move |tx, call| plan::bin_exam(tx, call, id, Some(1))), stale);
        assert_eq!(mia.write(move |tx, call| plan::after_exam(tx, call, id, Some(1), AfterExam::LetGo)), stale);
    }

    fn what_is_done_to_an_exam_can_be_taken_back(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let (cells, _) = deck(&mia, "Cells", 1);
        let id = desk::exam(&mia, 20, &[cells]);
        let before = mia.read(move |tx, call| plan::get_exam(tx, &call.actor, id)).expect("there").content;
        let next = NewExam { target: 0.6, topics: vec![], ..before.clone() };
        mia.write(move |tx, call| plan::edit_exam(tx, call, id, None, &next)).expect("edited");
        let undo = || {
            mia.write(|tx, call| {
                let space = call.actor.space();
                let (revision, _) = changes::find_undoable(tx, call, space)?.expect("something");
                changes::undo(tx, call, space, revision)
            })
        };
        assert_eq!(undo(), Ok("exam-edit".into()));
        assert_eq!(mia.read(move |tx, call| plan::get_exam(tx, &call.actor, id)).expect("there").content, before);
        mia.write(move |tx, call| plan::bin_exam(tx, call, id, None)).expect("binned");
        assert_eq!(mia.read(|tx, call| plan::list_exams(tx, &call.actor)), Ok(vec![]));
        assert_eq!(undo(), Ok("exam-bin".into()));
        assert_eq!(mia.read(|tx, call| plan::list_exams(tx, &call.actor)).expect("exams").len(), 1);
    }

    fn another_learner_sees_and_changes_no_exam(db: &TestDb) {
        let world = World::new(db);
        let (mia, tom) = (world.learner("mia"), world.learner("tom"));
        let (cells, _) = deck(&mia, "Cells", 1);
        let id = desk::exam(&mia, 20, &[cells]);
        let gone = Error::NotFound { what: "exam" };
        assert_eq!(tom.read(move |tx, call| plan::get_exam(tx, &call.actor, id)), Err(gone.clone()));
        assert_eq!(tom.write(move |tx, call| plan::bin_exam(tx, call, id, None)), Err(gone.clone()));
        assert_eq!(tom.write(move |tx, call| plan::record_result(tx, call, id, Some(0.5), "")), Err(gone.clone()));
        assert_eq!(tom.read(move |tx, call| plan::grade_of(tx, call, id)), Err(gone));
        let next = NewExam { topics: vec![(cells, 1.0)], ..NewExam::named("Mine", StudyDay(20_600)) };
        let refused = tom.write(move |tx, call| plan::create_exam(tx, call, &next));
        assert_eq!(refused, Err(Error::invalid("topics", "plan-topic-gone")), "her deck is no topic of his");
    }

    fn every_deck_of_a_course_is_a_topic_and_a_deck_that_names_one_belongs_to_it(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let course = mia.write(|tx, call| {
            let new = crate::courses::NewCourse { name: "Biology".into(), ..Default::default() };
            crate::courses::create(tx, call, call.actor.space(), &new)
        });
        let course = course.expect("a course");
        let (outer, _) = deck(&mia, "Biology", 2);
        let inner = mia.deck_in("Cells", Some(outer));
        let cards: Vec<Uuid> = (0..3).map(|n| mia.card(inner, &format!("{n}?"), "so")).collect();
        mia.write(move |tx, call| crate::courses::set_of_deck(tx, call, call.actor.space(), outer, Some(course)))
            .expect("set");
        deck(&mia, "Elsewhere", 1);
        mia.answer_good(cards[0]);
        let found = mia.read(move |tx, call| plan::topics(tx, &call.actor, Some(course))).expect("topics");
        let seen: Vec<_> = found.iter().map(|t| (t.name.as_str(), t.above.len(), t.cards, t.new)).collect();
        assert_eq!(seen, [("Biology", 0, 2, 2), ("Cells", 1, 3, 2)]);
        let tree = mia.write(move |tx, call| {
            let topic = crate::courses::create_topic(tx, call, call.actor.space(), course, None, "Living things")?;
            tx.execute("UPDATE decks SET topic = ?2 WHERE space = ?1 AND course = ?3", crate::params![call.actor.space(), topic, course])?;
            Ok(topic)
        });
        let found = mia.read(move |tx, call| plan::topics(tx, &call.actor, Some(course))).expect("topics");
        let seen: Vec<_> = found.iter().map(|t| (plan::uuid_of(t.id), t.name.as_str(), t.cards)).collect();
        assert_eq!(seen, [(tree.expect("a topic"), "Living things", 5)]);
    }
}
