use super::desk::{counts, deck, exam, known, make, the_plan, today, topic, view, waiting};
use crate::on_both;
use crate::plan::{self, AfterExam, PlanView};
use crate::study::{Loads, Scope, queue};
use crate::testing::World;
use memory::Rating;
use memory::plan::{Governed, StepKind};
use std::collections::HashSet;
use uuid::Uuid;

fn new_today(view: &PlanView) -> usize {
    let day = the_plan(view).today;
    view.steps_on(day).filter(|step| step.kind == StepKind::LearnNew).map(|step| step.count as usize).sum()
}

on_both! {
    fn the_queue_of_a_planned_day_has_its_new_cards_and_its_reviews_in_order(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let ((cells, known_cards), (genes, new)) = (known(&mia, "Cells", 24), deck(&mia, "Genes", 30));
        world.later_days(40);
        // the last day before it: what is to be done is to be done today
        exam(&mia, 1, &[cells, genes]);
        let seen = make(&mia);
        let guidance = the_plan(&seen).guidance.clone().expect("guidance");
        let wanted: Vec<Uuid> = guidance.reviews.iter().map(|wanted| Uuid::from_u128(wanted.card.0)).collect();
        let cards = waiting(&mia, &Scope::All);
        let reviews: Vec<Uuid> = cards.iter().copied().filter(|card| known_cards.contains(card)).collect();
        assert_eq!(reviews, wanted, "exactly these, in this order");
        assert!(!wanted.is_empty());
        let fresh: Vec<Uuid> = cards.iter().copied().filter(|card| new.contains(card)).collect();
        assert_eq!(fresh.len(), new_today(&seen));
        assert_eq!(guidance.new_cards_of(topic(genes)) as usize, fresh.len());
        let expected = counts(&mia);
        assert_eq!((expected.due, expected.new), (wanted.len() as i64, fresh.len() as i64));
        // what was answered comes no more, and no other takes its place
        mia.answer(fresh[0], Rating::Easy);
        mia.answer_good(wanted[0]);
        let left: Vec<Uuid> = waiting(&mia, &Scope::All);
        let gone: HashSet<Uuid> = [fresh[0], wanted[0]].into();
        let before: HashSet<Uuid> = cards.iter().copied().filter(|card| !gone.contains(card)).collect();
        assert_eq!(left.into_iter().collect::<HashSet<_>>(), before);
        assert_eq!((counts(&mia).due, counts(&mia).new), (wanted.len() as i64 - 1, fresh.len() as i64 - 1));
        // one deck alone has its part of it
        assert!(waiting(&mia, &Scope::Deck(cells)).iter().all(|card| known_cards.contains(card)));
    }

    fn decks_outside_the_plan_keep_the_learners_own_limits(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let ((cells, _), (_, other)) = (known(&mia, "Cells", 22), deck(&mia, "Poems", 30));
        exam(&mia, 30, &[cells]);
        make(&mia);
        let cards = waiting(&mia, &Scope::All);
        let poems = cards.iter().filter(|card| other.contains(card)).count();
        assert_eq!(poems, 20, "the limit of new cards, not used up by cards under the plan");
        assert_eq!(counts(&mia).new, 20);
    }

    fn a_review_step_is_over_when_none_of_its_cards_is_left_whatever_they_were_answered_as(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let ((cells, _), (genes, new)) = (known(&mia, "Cells", 22), deck(&mia, "Genes", 12));
        for card in &new {
            mia.answer(*card, Rating::Again);
        }
        exam(&mia, 2, &[cells, genes]);
        world.later_days(1);
        let made = make(&mia);
        let day = today(&mia);
        let asked: u32 =
            made.steps_on(day).filter(|step| step.kind == StepKind::Review).map(|step| step.count).sum();
        assert!(asked > 0, "the twelve in steps are to be reviewed");
        for _ in 0..20 {
            for card in waiting(&mia, &Scope::All) {
                mia.answer(card, Rating::Easy);
            }
        }
        assert_eq!(waiting(&mia, &Scope::All), Vec::<Uuid>::new());
        let seen = view(&mia);
        let open: Vec<_> = seen.progress.iter().filter(|progress| !progress.is_over).collect();
        assert!(open.is_empty(), "{open:?} of {:?}", seen.steps_on(day).collect::<Vec<_>>());
    }

    fn two_steps_of_a_kind_on_a_day_are_done_one_after_the_other(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let ((cells, _), (genes, new)) = (known(&mia, "Cells", 22), deck(&mia, "Genes", 40));
        exam(&mia, 14, &[cells, genes]);
        let seen = make(&mia);
        let (first, second) = (today(&mia), today(&mia).plus(1));
        let learn = |day| seen.steps_on(day).find(|step| step.kind == StepKind::LearnNew).expect("new cards").clone();
        let (one, other) = (learn(first), learn(second));
        let version = seen.version;
        mia.write(move |tx, call| crate::plan::move_step(tx, call, version, other.id, first)).expect("moved");
        for card in &new[..one.count as usize] {
            mia.answer_good(*card);
        }
        let done: Vec<bool> = view(&mia)
            .progress
            .iter()
            .filter(|progress| [one.id, other.id].contains(&progress.step))
            .map(|progress| progress.is_over)
            .collect();
        assert_eq!(done.iter().filter(|over| **over).count(), 1, "{done:?}");
    }

    fn a_plan_of_another_day_is_not_followed(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let ((cells, _), (genes, new)) = (known(&mia, "Cells", 22), deck(&mia, "Genes", 60));
        exam(&mia, 30, &[cells, genes]);
        let planned = new_today(&make(&mia));
        assert_ne!(planned, 20, "else this test could not fail");
        world.later_days(1);
        let fresh = waiting(&mia, &Scope::Deck(genes));
        assert_eq!(fresh.iter().filter(|card| new.contains(card)).count(), 20);
    }

    fn a_card_is_promised_with_the_retention_that_the_plan_asks_for(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let (cells, cards) = known(&mia, "Cells", 24);
        world.later_days(20);
        let promised = || {
            let first = cards[0];
            mia.read(move |tx, call| {
                let loads = Loads::default();
                Ok(queue(tx, call, &Scope::Cards(vec![first]), 1, &loads)?.remove(0).promises[2].promised_s / 86_400)
            })
            .expect("a queue")
        };
        let own = promised();
        exam(&mia, 4, &[cells]);
        let seen = make(&mia);
        let planned = promised();
        let guidance = the_plan(&seen).guidance.as_ref().expect("guidance");
        assert_eq!(guidance.topics[0].1, Governed::Exam(the_plan(&seen).exams[0].exam));
        assert_ne!(own, planned, "an exam in four days is no reason to wait for {own}");
        // an answer without a promise of its own gets the same one
        let before = mia.read(|tx, call| crate::study::cards::page(tx, &call.actor, None, None, 100)).expect("cards");
        mia.answer_good(cards[0]);
        let after = mia.read(|tx, call| crate::study::cards::page(tx, &call.actor, None, None, 100)).expect("cards");
        let due = |all: &[crate::study::cards::LearnerCard]| {
            all.iter().find(|card| card.card_id == cards[0]).and_then(|card| card.folded.due).and_then(|due| due.day)
        };
        assert_ne!(due(&before), due(&after));
        let waits = due(&after).expect("a day").days_since(today(&mia));
        assert_ne!(i64::from(waits), own);
    }

    fn after_the_exam_its_cards_are_let_go_or_kept(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let ((cells, known_cards), (genes, _)) = (known(&mia, "Cells", 22), deck(&mia, "Genes", 3));
        let id = exam(&mia, 1, &[cells, genes]);
        world.later_days(30);
        make(&mia);
        assert_eq!(counts(&mia).due, 22, "kept: as they come due");
        mia.write(move |tx, call| plan::after_exam(tx, call, id, None, AfterExam::LetGo)).expect("let go");
        make(&mia);
        assert_eq!((counts(&mia).due, counts(&mia).new), (0, 0));
        assert!(waiting(&mia, &Scope::All).is_empty());
        // and it stays so when the plan is of yesterday
        world.later_days(1);
        assert_eq!(counts(&mia).due, 0);
        // unless another exam asks for them
        exam(&mia, 8, &[cells]);
        make(&mia);
        let cards = waiting(&mia, &Scope::All);
        assert!(!cards.is_empty() && cards.iter().all(|card| known_cards.contains(card)));
    }
}
