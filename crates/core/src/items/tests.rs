use super::{EditItem, edit, get};
use crate::changes;
use crate::error::Error;
use crate::on_both;
use crate::study;
use crate::testing::{World, basic};
use formats::item::{Directions, Slot, card_id};

on_both! {
    fn an_edit_keeps_the_memory_of_its_cards_and_an_undo_brings_the_text_back(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Biology");
        let item = mia.item(deck, basic("ATP?", "energy", Directions::Both));
        let (front, back) = (card_id(item, &Slot::front()), card_id(item, &Slot::back()));
        mia.answer_good(front);
        mia.answer_good(back);
        let learner = mia.actor.learner;
        let state = |card| world.read(move |tx| study::cards::find(tx, learner, card)).expect("reads").map(|c| c.folded);
        let before = (state(front), state(back));
        let to = |version, directions| EditItem {
            version,
            deck,
            content: basic("What is ATP?", "energy currency", directions),
            tags: vec!["cells".into()],
            language: None,
            asks_something_new: false,
        };
        let next = to(1, Directions::Forward);
        mia.write(move |tx, call| edit(tx, call, call.actor.space(), item, &next)).expect("an edit");
        assert_eq!((state(front), state(back)), (before.0, None), "the removed direction is no longer asked");
        let stale = to(1, Directions::Both);
        let refused = mia.write(move |tx, call| edit(tx, call, call.actor.space(), item, &stale));
        assert_eq!(refused, Err(Error::Conflict { what: "item", given: 1, current: 2 }));
        mia.write(|tx, call| {
            let (revision, _) = changes::ops::find_undoable(tx, call, call.actor.space())?.expect("something to undo");
            changes::undo(tx, call, call.actor.space(), revision)
        })
        .expect("an undo");
        assert_eq!((state(front), state(back)), before, "its memory is folded again from the log");
        let stored = mia.read(move |tx, call| get(tx, &call.actor, item)).expect("the item");
        assert_eq!((stored.content, stored.version), (basic("ATP?", "energy", Directions::Both), 3));
    }
}
