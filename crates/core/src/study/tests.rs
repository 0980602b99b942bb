use super::{Loads, Scope, count, queue};
use crate::on_both;
use crate::testing::World;

on_both! {
    fn a_new_card_waits_and_comes_back_when_its_step_is_over(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let card = mia.card(mia.deck("Biology"), "ATP?", "energy");
        let waiting = |minutes: i64| {
            world.later_minutes(minutes);
            let cards = mia.read(|tx, call| queue(tx, call, &Scope::All, 10, &Loads::default())).expect("a queue");
            cards.iter().map(|c| c.card.card_id).collect::<Vec<_>>()
        };
        assert_eq!(waiting(0), [card]);
        mia.answer_good(card);
        assert_eq!(mia.read(|tx, call| count(tx, call, &Scope::All)).expect("counts").learning, 1);
        assert_eq!(waiting(11), [card]);
        mia.answer_good(card);
        assert!(waiting(60).is_empty());
    }
}
