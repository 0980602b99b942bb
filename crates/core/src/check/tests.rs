use super::{check, rebuild};
use crate::on_both;
use crate::params;
use crate::testing::World;

on_both! {
    fn what_is_derived_is_found_wrong_and_made_anew_from_the_log(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Biology");
        let (first, second) = (mia.card(deck, "ATP?", "energy"), mia.card(deck, "DNA?", "plan"));
        mia.answer_good(first);
        world.later_minutes(11);
        mia.answer_good(first);
        mia.answer_again(second);
        let learner = mia.actor.learner;
        assert!(world.read(move |tx| check(tx, learner)).expect("a check").is_clean());
        world
            .write(move |tx| {
                tx.execute("UPDATE learner_cards SET stability = 99, reps = 7 WHERE learner = ?1 AND card_id = ?2", params![learner, first])?;
                tx.execute("DELETE FROM learner_cards WHERE learner = ?1 AND card_id = ?2", params![learner, second])?;
                tx.execute("UPDATE daily_totals SET answers = answers + 1 WHERE learner = ?1", params![learner])?;
                tx.execute("UPDATE decks SET items = 5 WHERE id = ?1", params![deck])?;
                Ok(())
            })
            .expect("damage");
        let found = world.read(move |tx| check(tx, learner)).expect("a check");
        assert_eq!((found.wrong_states, found.missing_cards, found.wrong_days, found.wrong_decks), (1, 1, 1, 1));
        world.write(move |tx| rebuild(tx, learner)).expect("a rebuild");
        let after = world.read(move |tx| check(tx, learner)).expect("a check");
        assert!(after.is_clean(), "{after:?}");
        assert_eq!(after.cards, 2);
    }
}
