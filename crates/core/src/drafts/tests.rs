use super::{DraftState, accept, evidence_of, list, list_sources, reject};
use crate::changes;
use crate::db::params;
use crate::error::Error;
use crate::items;
use crate::on_both;
use crate::testing::{Person, World, basic};
use formats::item::Directions;
use uuid::Uuid;

/// A source with two drafts, as an import leaves it.
fn article(mia: &Person) -> (Uuid, Vec<Uuid>) {
    let (source, drafts) = (mia.world.id(), vec![mia.world.id(), mia.world.id()]);
    let made = drafts.clone();
    mia.write(move |tx, call| {
        let space = call.actor.space();
        tx.execute(
            "INSERT INTO sources (space, id, version, kind, title, content, words, created_at, updated_at)
             VALUES (?1, ?2, 1, 'document', 'Clones', 'Kathy is a carer.', 4, ?3, ?3)",
            params![space, source, call.now.0],
        )?;
        for (n, id) in made.iter().enumerate() {
            let content = serde_json::to_string(&basic("Who is Kathy?", "A carer", Directions::Forward)).expect("JSON");
            tx.execute(
                "INSERT INTO drafts (space, id, source, content, found_as, state, position, created_at)
                 VALUES (?1, ?2, ?3, ?4, 'faq', 'open', ?5, ?6)",
                params![space, *id, source, content, n as i64, call.now.0],
            )?;
            tx.execute(
                "INSERT INTO evidence (space, id, item, source, source_version, quote, prefix, suffix)
                 VALUES (?1, ?2, ?2, ?3, 1, 'Kathy is a carer.', '', '')",
                params![space, *id, source],
            )?;
        }
        Ok(())
    })
    .expect("an article");
    (source, drafts)
}

on_both! {
    fn an_accepted_draft_is_an_item_that_says_where_it_comes_from(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Reading");
        let (source, drafts) = article(&mia);
        let all = drafts.clone();
        for _ in 0..2 {
            let all = all.clone();
            mia.write(move |tx, call| accept(tx, call, call.actor.space(), &all, deck)).expect("accepted");
        }
        let first = drafts[0];
        let item = mia.read(move |tx, call| items::get(tx, &call.actor, first)).expect("an item");
        assert_eq!((item.deck, item.source), (deck, Some(source)));
        let evidence = mia.read(move |tx, call| evidence_of(tx, call.actor.space(), first)).expect("evidence");
        assert_eq!(evidence[0].quote, "Kathy is a carer.");
        let lines = mia.read(|tx, call| list_sources(tx, &call.actor, None)).expect("sources");
        assert_eq!((lines[0].open_drafts, lines[0].accepted), (0, 2));
        let there = mia.read(move |tx, call| crate::decks::get(tx, &call.actor, deck)).expect("the deck");
        assert_eq!(there.items, 2, "accepting twice is once");
    }

    fn an_undo_of_accepting_opens_the_draft_and_accepting_again_brings_the_item_back(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Reading");
        let (source, drafts) = article(&mia);
        let (one, id) = (vec![drafts[0]], drafts[0]);
        let again = one.clone();
        mia.write(move |tx, call| accept(tx, call, call.actor.space(), &one, deck)).expect("accepted");
        mia.write(|tx, call| {
            let (revision, _) = changes::find_undoable(tx, call, call.actor.space())?.expect("something to undo");
            changes::undo(tx, call, call.actor.space(), revision)
        })
        .expect("an undo");
        let states = |mia: &Person| -> Vec<DraftState> {
            mia.read(move |tx, call| list(tx, &call.actor, source)).expect("drafts").iter().map(|d| d.state).collect()
        };
        assert_eq!(states(&mia), [DraftState::Open, DraftState::Open]);
        mia.write(move |tx, call| accept(tx, call, call.actor.space(), &again, deck)).expect("accepted again");
        let item = mia.read(move |tx, call| items::get(tx, &call.actor, id)).expect("the item");
        assert_eq!(item.deleted_at, None);
        assert_eq!(states(&mia), [DraftState::Accepted, DraftState::Open]);
    }

    fn a_rejected_draft_makes_no_item_and_nobody_else_sees_any(db: &TestDb) {
        let world = World::new(db);
        let (mia, tom) = (world.learner("mia"), world.learner("tom"));
        let (source, drafts) = article(&mia);
        let id = drafts[0];
        mia.write(move |tx, call| reject(tx, call, call.actor.space(), &drafts)).expect("rejected");
        let item = mia.read(move |tx, call| items::get(tx, &call.actor, id));
        assert_eq!(item, Err(Error::NotFound { what: "item" }));
        let seen = tom.read(move |tx, call| list(tx, &call.actor, source));
        assert_eq!(seen, Err(Error::NotFound { what: "source" }));
        let taken = tom.write(move |tx, call| reject(tx, call, call.actor.space(), &[id]));
        assert_eq!(taken, Err(Error::NotFound { what: "draft" }));
    }
}
