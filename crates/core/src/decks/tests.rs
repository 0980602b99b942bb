use super::{bin, list, overview, purge, rename, restore, settle};
use crate::changes;
use crate::clock::FixedClock;
use crate::db::params;
use crate::error::Error;
use crate::media::BlobStore;
use crate::on_both;
use crate::search::{Document, Found, Query, SearchIndex};
use crate::testing::{Person, World, basic};
use crate::{Studium, decks, items, study};
use formats::item::Directions;
use memory::Millis;
use std::sync::Arc;
use uuid::Uuid;

fn undo_last(person: &Person) {
    person
        .write(|tx, call| {
            let (revision, _) = changes::find_undoable(tx, call, call.actor.space())?.expect("something to undo");
            changes::undo(tx, call, call.actor.space(), revision)
        })
        .expect("an undo");
}

fn names(person: &Person) -> Vec<String> {
    person
        .read(|tx, call| list(tx, &call.actor, call.actor.space()))
        .expect("decks")
        .into_iter()
        .map(|d| d.name)
        .collect()
}

fn waiting(person: &Person, deck: Uuid) -> i64 {
    person.read(move |tx, call| study::count(tx, call, &study::Scope::Deck(deck))).expect("counts").total()
}

struct NoIndex;
impl SearchIndex for NoIndex {
    fn remove_space(&self, _: crate::SpaceId) -> crate::Result<()> {
        Ok(())
    }
    fn apply(&self, _: Vec<Document>, _: Vec<(crate::SpaceId, Uuid)>) -> crate::Result<()> {
        Ok(())
    }
    fn commit(&self) -> crate::Result<()> {
        Ok(())
    }
    fn clear(&self) -> crate::Result<()> {
        Ok(())
    }
    fn find(&self, _: &Query) -> crate::Result<Vec<Found>> {
        Ok(Vec::new())
    }
}

/// Runs [`settle`] as the server does after binning and restoring.
fn follow(person: &Person) {
    let folder = tempfile::tempdir().expect("a folder");
    let studium = Studium {
        db: person.world.db.clone(),
        clock: Arc::new(FixedClock::new(person.world.now())),
        blobs: BlobStore::open(folder.path().join("blobs")).expect("a folder for blobs"),
        search: Arc::new(NoIndex),
        folder: folder.path().to_owned(),
        work: Arc::default(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(settle(&studium, person.actor.space())).expect("items follow");
}

on_both! {
    fn two_decks_of_one_name_stand_only_under_different_parents(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let (biology, physics) = (mia.deck("Biology"), mia.deck("Physics"));
        let cells = mia.deck_in("Cells", Some(biology));
        mia.deck_in("Cells", Some(physics));
        let moved = mia.write(move |tx, call| rename(tx, call, call.actor.space(), cells, " CELLS ", Some(physics)));
        assert_eq!(moved, Err(Error::invalid("name", "deck-name-taken")));
        assert_eq!(names(&mia), ["Biology", "Cells", "Physics", "Cells"]);
    }

    fn a_deck_cannot_move_into_itself(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let biology = mia.deck("Biology");
        let cells = mia.deck_in("Cells", Some(biology));
        let moved = mia.write(move |tx, call| rename(tx, call, call.actor.space(), biology, "Biology", Some(cells)));
        assert_eq!(moved, Err(Error::invalid("parent", "deck-parent-inside")));
    }

    fn an_undo_of_a_move_brings_everything_below_back(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let (biology, school) = (mia.deck("Biology"), mia.deck("School"));
        mia.deck_in("Cells", Some(biology));
        mia.write(move |tx, call| rename(tx, call, call.actor.space(), biology, "Life", Some(school))).expect("moved");
        assert_eq!(names(&mia), ["School", "Life", "Cells"]);
        undo_last(&mia);
        assert_eq!(names(&mia), ["Biology", "Cells", "School"]);
    }

    fn a_binned_deck_comes_back_with_its_cards_and_what_is_known_of_them(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let biology = mia.deck("Biology");
        let cells = mia.deck_in("Cells", Some(biology));
        let card = mia.card(cells, "ATP?", "energy");
        let alone = mia.item(cells, basic("DNA?", "nucleus", Directions::Forward));
        mia.write(move |tx, call| items::bin(tx, call, call.actor.space(), &[alone])).expect("one item binned");
        mia.answer_good(card);
        let learner = mia.actor.learner;
        let state = || world.read(move |tx| study::cards::find(tx, learner, card)).expect("reads").map(|c| c.folded);
        let before = state();
        world.later_minutes(1);
        mia.write(move |tx, call| bin(tx, call, call.actor.space(), biology)).expect("binned");
        assert_eq!((names(&mia), state()), (vec![], None));
        mia.write(move |tx, call| restore(tx, call, call.actor.space(), biology)).expect("restored");
        assert_eq!((names(&mia), state()), (vec!["Biology".to_string(), "Cells".to_string()], before));
        let items: Vec<i64> =
            mia.read(|tx, call| list(tx, &call.actor, call.actor.space())).expect("decks").iter().map(|d| d.items).collect();
        assert_eq!(items, [0, 1], "what went into the bin by itself stays there");
    }

    fn a_restored_deck_whose_name_is_taken_gets_another(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let old = mia.deck("Biology");
        mia.write(move |tx, call| bin(tx, call, call.actor.space(), old)).expect("binned");
        mia.deck("Biology");
        mia.write(move |tx, call| restore(tx, call, call.actor.space(), old)).expect("restored");
        assert_eq!(names(&mia), ["Biology", "Biology+"]);
    }

    fn the_items_of_a_large_deck_follow_it_by_chunks(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Large");
        mia.write(move |tx, call| {
            let mut ids = call.ids();
            for n in 0..450 {
                let new = items::NewItem::new(deck, basic(&format!("{n}?"), "x", Directions::Forward));
                items::insert(tx, call.actor.space(), ids.next_id(), &new, None, &[call.actor.learner], n, call.now)?;
            }
            decks::store::add_items(tx, call.actor.space(), deck, 450)
        })
        .expect("450 items");
        mia.write(move |tx, call| bin(tx, call, call.actor.space(), deck)).expect("binned");
        let cards = |person: &Person| -> i64 {
            let learner = person.actor.learner;
            let count = "SELECT COUNT(*) AS n FROM learner_cards WHERE learner = ?1";
            world.read(move |tx| tx.scalar(count, params![learner])).expect("a count").unwrap_or(0)
        };
        assert_eq!(cards(&mia), 250, "the first go at once");
        follow(&mia);
        assert_eq!(cards(&mia), 0);
        world.later_minutes(1);
        mia.write(move |tx, call| restore(tx, call, call.actor.space(), deck)).expect("restored");
        follow(&mia);
        assert_eq!(cards(&mia), 450);
        let back = mia.read(move |tx, call| decks::get(tx, &call.actor, deck)).expect("the deck");
        assert_eq!((back.items, back.restored_from), (450, None));
    }

    fn a_deck_restored_while_its_items_still_go_keeps_them_all(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Large");
        for n in 0..3 {
            mia.item(deck, basic(&format!("{n}?"), "x", Directions::Forward));
        }
        mia.write(move |tx, call| bin(tx, call, call.actor.space(), deck)).expect("binned");
        undo_last(&mia);
        follow(&mia);
        assert_eq!(waiting(&mia, deck), 3);
    }

    fn after_thirty_days_the_bin_is_emptied_and_the_reviews_stay(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Biology");
        let card = mia.card(deck, "ATP?", "energy");
        mia.answer_good(card);
        mia.write(move |tx, call| bin(tx, call, call.actor.space(), deck)).expect("binned");
        let (space, binned) = (mia.actor.space(), world.now());
        world.write(move |tx| purge(tx, space, binned, 100)).expect("nothing yet");
        assert!(mia.read(move |tx, call| decks::get(tx, &call.actor, deck)).is_ok(), "not before its time");
        let later = Millis(binned.0 + 1);
        world.write(move |tx| purge(tx, space, later, 100)).expect("purged");
        let gone = mia.read(move |tx, call| decks::get(tx, &call.actor, deck));
        assert_eq!(gone, Err(Error::NotFound { what: "deck" }));
        let log = mia.read(move |tx, call| crate::reviews::history(tx, &call.actor, card)).expect("the log");
        assert_eq!(log.len(), 1);
    }

    fn a_decks_line_counts_what_lies_below_it_within_its_limits(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let biology = mia.deck("Biology");
        let cells = mia.deck_in("Cells", Some(biology));
        let card = mia.card(cells, "ATP?", "energy");
        for n in 0..30 {
            mia.card(cells, &format!("{n}?"), "x");
        }
        mia.answer_good(card);
        mia.answer_good(card);
        world.later_days(30);
        let lines = mia.read(overview).expect("lines");
        let seen: Vec<_> = lines.iter().map(|line| (line.deck.name.as_str(), line.counts, line.items)).collect();
        let counts = mia.read(move |tx, call| study::count(tx, call, &study::Scope::Deck(biology))).expect("counts");
        assert_eq!((counts.due, counts.new), (1, 20));
        assert_eq!(seen, [("Biology", counts, 31), ("Cells", counts, 31)]);
        assert!(lines[0].recall.is_some_and(|r| r > 0.0 && r < 1.0 / 31.0), "cards not met count as not known");
    }

    fn nobody_sees_or_changes_another_learners_decks(db: &TestDb) {
        let world = World::new(db);
        let (mia, tom) = (world.learner("mia"), world.learner("tom"));
        let deck = mia.deck("CANARY");
        let absent = Err(Error::NotFound { what: "deck" });
        assert_eq!(tom.read(move |tx, call| decks::get(tx, &call.actor, deck)), absent);
        assert!(tom.read(overview).expect("lines").is_empty());
        let (theirs, own) = (mia.actor.space(), tom.actor.space());
        let binned = tom.write(move |tx, call| bin(tx, call, theirs, deck));
        assert_eq!(binned, Err(Error::NotFound { what: "space" }));
        assert_eq!(tom.write(move |tx, call| bin(tx, call, own, deck)), Err(Error::NotFound { what: "deck" }));
    }
}
