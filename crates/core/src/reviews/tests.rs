use super::{Mode, NewEvent, Status};
use crate::on_both;
use crate::study;
use crate::testing::World;
use memory::Phase;

on_both! {
    fn sending_an_answer_twice_is_one_event(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let card = mia.card(mia.deck("Biology"), "ATP?", "energy");
        let event = NewEvent::answer(world.id(), card, memory::Rating::Good, world.now(), Mode::Flashcard);
        assert_eq!(mia.record(vec![event.clone()])[0].status, Status::Stored);
        let again = mia.record(vec![event.clone()]);
        assert_eq!(again[0].status, Status::Duplicate);
        assert_eq!(again[0].memory.map(|m| m.folded.state.reps), Some(1));
        let other = NewEvent { rating: Some(1), ..event };
        assert_eq!(mia.record(vec![other])[0].status, Status::Conflict);
    }

    fn retracting_an_answer_restores_the_card_and_the_day(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let card = mia.card(mia.deck("Biology"), "ATP?", "energy");
        let answer = mia.answer_good(card);
        world.later_minutes(1);
        let retract = NewEvent::retract(world.id(), card, answer, world.now());
        assert_eq!(mia.record(vec![retract])[0].memory.map(|m| m.folded.state.phase), Some(Phase::New));
        let learner = mia.actor.learner;
        let answers: Option<i64> = world
            .read(move |tx| tx.scalar("SELECT SUM(answers) AS n FROM daily_totals WHERE learner = ?1", crate::params![learner]))
            .expect("totals");
        assert_eq!(answers, Some(0));
        let found = world.read(move |tx| study::cards::find(tx, learner, card)).expect("reads").expect("the card is there");
        assert_eq!(found.folded.state, memory::CardState::default());
    }

    fn a_card_of_somebody_else_is_refused(db: &TestDb) {
        let world = World::new(db);
        let (mia, tom) = (world.learner("mia"), world.learner("tom"));
        let card = mia.card(mia.deck("Biology"), "ATP?", "energy");
        let event = NewEvent::answer(world.id(), card, memory::Rating::Good, world.now(), Mode::Flashcard);
        let outcome = &tom.record(vec![event])[0];
        assert_eq!((outcome.status, outcome.reason), (Status::Refused, Some("card-unknown")));
    }
}
