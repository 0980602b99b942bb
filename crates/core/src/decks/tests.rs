use super::{list, rename};
use crate::error::Error;
use crate::on_both;
use crate::testing::World;

on_both! {
    fn two_decks_of_one_name_stand_only_under_different_parents(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let (biology, physics) = (mia.deck("Biology"), mia.deck("Physics"));
        let cells = mia.deck_in("Cells", Some(biology));
        mia.deck_in("Cells", Some(physics));
        let moved = mia.write(move |tx, call| rename(tx, call, call.actor.space(), cells, " CELLS ", Some(physics)));
        assert_eq!(moved, Err(Error::invalid("name", "deck-name-taken")));
        let names: Vec<String> = mia
            .read(|tx, call| list(tx, &call.actor, call.actor.space()))
            .expect("decks")
            .into_iter()
            .map(|d| d.name)
            .collect();
        assert_eq!(names, ["Biology", "Cells", "Physics", "Cells"]);
    }

    fn a_deck_cannot_move_into_itself(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let biology = mia.deck("Biology");
        let cells = mia.deck_in("Cells", Some(biology));
        let moved = mia.write(move |tx, call| rename(tx, call, call.actor.space(), biology, "Biology", Some(cells)));
        assert_eq!(moved, Err(Error::invalid("parent", "deck-parent-inside")));
    }
}
