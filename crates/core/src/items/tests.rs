use super::query::{Expr, parse};
use super::{
    EditItem, Found, Marking, Order, bin, create, edit, forget, get, ids_of, mark, move_to, page, reschedule,
    restore_version, tag,
};
use crate::changes;
use crate::error::Error;
use crate::items::NewItem;
use crate::on_both;
use crate::study;
use crate::testing::{Person, World, basic};
use formats::item::{Content, Directions, Field, Slot, anki_lineage, card_id};
use memory::{Phase, StudyDay};
use uuid::Uuid;

fn undo_last(person: &Person) {
    person
        .write(|tx, call| {
            let (revision, _) = changes::find_undoable(tx, call, call.actor.space())?.expect("something to undo");
            changes::undo(tx, call, call.actor.space(), revision)
        })
        .expect("an undo");
}

fn state(person: &Person, card: Uuid) -> Option<study::cards::LearnerCard> {
    let learner = person.actor.learner;
    person.world.read(move |tx| study::cards::find(tx, learner, card)).expect("reads")
}

fn tagged(person: &Person, deck: Uuid, front: &str, tags: &[&str]) -> Uuid {
    let new = NewItem {
        tags: tags.iter().map(|t| (*t).to_owned()).collect(),
        ..NewItem::new(deck, basic(front, "x", Directions::Forward))
    };
    person.write(move |tx, call| create(tx, call, call.actor.space(), &new)).expect("an item")
}

/// What a query finds, as the items' questions in alphabetical order.
fn search(person: &Person, query: &str, found: &Found) -> Vec<String> {
    let (expr, found) = (parse(query).unwrap_or_else(|e| panic!("{query}: {e:?}")), found.clone());
    let rows =
        person.read(move |tx, call| page(tx, call, &expr, &found, Order::Summary, None, 100)).expect("a page").rows;
    rows.into_iter().map(|r| r.summary).collect()
}

fn first(item: Uuid) -> Uuid {
    card_id(item, &Slot::front())
}

on_both! {
    fn an_edit_keeps_the_memory_of_its_cards_and_an_undo_brings_the_text_back(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Biology");
        let item = mia.item(deck, basic("ATP?", "energy", Directions::Both));
        let (front, back) = (card_id(item, &Slot::front()), card_id(item, &Slot::back()));
        mia.answer_good(front);
        mia.answer_good(back);
        let folded = |card| state(&mia, card).map(|c| c.folded);
        let before = (folded(front), folded(back));
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
        assert_eq!((folded(front), folded(back)), (before.0, None), "the removed direction is no longer asked");
        let stale = to(1, Directions::Both);
        let refused = mia.write(move |tx, call| edit(tx, call, call.actor.space(), item, &stale));
        assert_eq!(refused, Err(Error::Conflict { what: "item", given: 1, current: 2 }));
        undo_last(&mia);
        assert_eq!((folded(front), folded(back)), before, "its memory is folded again from the log");
        let stored = mia.read(move |tx, call| get(tx, &call.actor, item)).expect("the item");
        assert_eq!((stored.content, stored.version), (basic("ATP?", "energy", Directions::Both), 3));
    }

    fn what_asks_something_new_starts_anew_and_the_old_version_brings_the_memory_back(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Biology");
        let item = mia.item(deck, basic("ATP?", "energy", Directions::Forward));
        mia.answer_good(first(item));
        let next = EditItem {
            version: 1,
            deck,
            content: basic("DNA?", "nucleus", Directions::Forward),
            tags: vec![],
            language: None,
            asks_something_new: true,
        };
        mia.write(move |tx, call| edit(tx, call, call.actor.space(), item, &next)).expect("an edit");
        assert_eq!(state(&mia, first(item)), None);
        let lineage = mia.read(move |tx, call| get(tx, &call.actor, item)).expect("the item").lineage;
        assert_eq!(state(&mia, card_id(lineage, &Slot::front())).map(|c| c.folded.state.reps), Some(0));
        mia.write(move |tx, call| restore_version(tx, call, call.actor.space(), item, 1, 2)).expect("the old version");
        assert_eq!(state(&mia, first(item)).map(|c| c.folded.state.reps), Some(1));
    }

    fn a_copy_of_an_item_keeps_its_lineage_and_with_it_the_learners_memory(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let (one, two) = (mia.deck("One"), mia.deck("Two"));
        let lineage = anki_lineage("guid");
        let copy = move |deck| NewItem { lineage: Some(lineage), ..NewItem::new(deck, basic("ATP?", "energy", Directions::Forward)) };
        mia.write(move |tx, call| create(tx, call, call.actor.space(), &copy(one))).expect("the original");
        let card = card_id(lineage, &Slot::front());
        mia.answer_good(card);
        mia.write(move |tx, call| create(tx, call, call.actor.space(), &copy(two))).expect("a copy");
        assert_eq!(state(&mia, card).map(|c| c.folded.state.reps), Some(1));
    }

    fn what_makes_no_card_is_not_stored(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Biology");
        let bare = Content::Cloze { text: Field::markdown("no gap"), extra: None, typed: false };
        let new = NewItem::new(deck, bare);
        let made = mia.write(move |tx, call| create(tx, call, call.actor.space(), &new));
        assert_eq!(made, Err(Error::invalid("content", "item-makes-no-card")));
    }

    fn the_search_language_finds_what_it_says(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let (biology, physics) = (mia.deck("Biology"), mia.deck("My physics"));
        let cells = mia.deck_in("Cells", Some(biology));
        let a = tagged(&mia, biology, "a", &["exam"]);
        let b = tagged(&mia, cells, "b", &["bio::cells", "Exam"]);
        let c = tagged(&mia, physics, "c", &[]);
        let gaps = Content::Cloze { text: Field::markdown("d {{c1::gap}}"), extra: None, typed: false };
        let d = mia.item(physics, gaps);
        let canary = world.learner("tom");
        tagged(&canary, canary.deck("Biology"), "CANARY", &["exam"]);
        mia.answer_good(first(a));
        mia.answer_good(first(a));
        mia.write(move |tx, call| mark(tx, call, &[b], Marking::Suspend)).expect("paused");
        mia.write(move |tx, call| mark(tx, call, &[c], Marking::Flag(2))).expect("flagged");
        let found: Found = [("atp".to_owned(), vec![a, b]), ("\"cell wall\"".to_owned(), vec![b])].into();
        let all = ["a", "b", "c", "d gap"];
        for (query, expected) in [
            ("", all.to_vec()),
            ("  ", all.to_vec()),
            ("atp", vec!["a", "b"]),
            ("atp \"cell wall\"", vec!["b"]),
            ("-atp", vec!["c", "d gap"]),
            ("nowhere", vec![]),
            ("deck:biology", vec!["a", "b"]),
            ("deck:Biology::CELLS", vec!["b"]),
            ("deck:cells", vec!["b"]),
            ("deck:\"my physics\"", vec!["c", "d gap"]),
            ("\"deck:My physics\"", vec!["c", "d gap"]),
            ("deck:*ys*", vec!["c", "d gap"]),
            ("deck:nothing", vec![]),
            ("tag:exam", vec!["a", "b"]),
            ("tag:bio", vec!["b"]),
            ("tag:b*cells", vec!["b"]),
            ("tag:none", vec!["c", "d gap"]),
            ("is:new", vec!["b", "c", "d gap"]),
            ("is:suspended", vec!["b"]),
            ("-is:suspended is:new", vec!["c", "d gap"]),
            ("is:flagged", vec!["c"]),
            ("flag:2", vec!["c"]),
            ("flag:3", vec![]),
            ("kind:cloze", vec!["d gap"]),
            ("kind:cloze or tag:exam", vec!["a", "b", "d gap"]),
            ("(kind:cloze or tag:exam) -deck:cells", vec!["a", "d gap"]),
            ("-(kind:cloze or tag:exam)", vec!["c"]),
            ("rated:1", vec!["a"]),
            ("added:1", all.to_vec()),
            ("prop:stability>0.1", vec!["a"]),
            ("prop:difficulty>=1", vec!["a"]),
            ("prop:lapses=0 rated:1", vec!["a"]),
            ("prop:reps>=2", vec!["a"]),
            ("prop:due<=365", vec!["a"]),
            ("prop:due<0", vec![]),
        ] {
            assert_eq!(search(&mia, query, &found), expected, "{query}");
        }
        world.later_days(365);
        assert_eq!(search(&mia, "is:due", &found), ["a"]);
        assert_eq!(search(&mia, "added:1", &found), Vec::<String>::new());
        assert_eq!(search(&mia, "is:review", &found), ["a"]);
        mia.write(move |tx, call| bin(tx, call, call.actor.space(), &[a])).expect("binned");
        assert_eq!(search(&mia, "", &found), ["b", "c", "d gap"]);
        assert_ne!(a, d);
    }

    fn pages_of_a_search_follow_each_other_without_gap_or_repetition(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Biology");
        for n in 0..25 {
            // some say the same, so that the order needs more than what they say
            let card = mia.card(deck, &format!("q{}", n % 7), "x");
            if n % 3 == 0 {
                mia.answer_good(card);
            }
        }
        for order in Order::ALL {
            let (mut seen, mut after) = (Vec::new(), None::<String>);
            loop {
                let from = after.clone();
                let all = Expr::All(Vec::new());
                let got = mia
                    .read(move |tx, call| page(tx, call, &all, &Found::new(), order, from.as_deref(), 4))
                    .expect("a page");
                seen.extend(got.rows.iter().map(|r| r.id));
                match got.next {
                    Some(next) => after = Some(next),
                    None => break,
                }
            }
            let mut once = seen.clone();
            once.sort();
            once.dedup();
            assert_eq!((seen.len(), once.len()), (25, 25), "{order:?}");
        }
    }

    fn every_bulk_act_is_taken_back_by_one_undo(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let (deck, other) = (mia.deck("Biology"), mia.deck("Other"));
        let items = vec![tagged(&mia, deck, "a", &["old"]), tagged(&mia, deck, "b", &[])];
        let card = first(items[0]);
        mia.answer_good(card);
        mia.answer_good(card);
        let look = |mia: &Person| {
            let id = items[0];
            let item = mia.read(move |tx, call| get(tx, &call.actor, id)).expect("the item");
            let card = state(mia, card).map(|c| (c.folded, c.suspended, c.buried_until, c.flag, c.deck));
            (item.deck, item.tags, item.deleted_at, card)
        };
        let before = look(&mia);
        type Act = fn(&mut crate::db::Tx, &crate::Call, &[Uuid], Uuid) -> crate::Result<()>;
        let acts: [(&str, Act); 8] = [
            ("suspend", |tx, call, ids, _| mark(tx, call, ids, Marking::Suspend)),
            ("bury", |tx, call, ids, _| mark(tx, call, ids, Marking::Bury)),
            ("flag", |tx, call, ids, _| mark(tx, call, ids, Marking::Flag(3))),
            ("move", |tx, call, ids, other| move_to(tx, call, call.actor.space(), ids, other)),
            ("tag", |tx, call, ids, _| tag(tx, call, call.actor.space(), ids, &["new".into()], &["OLD".into()])),
            ("bin", |tx, call, ids, _| bin(tx, call, call.actor.space(), ids)),
            ("forget", |tx, call, ids, _| forget(tx, call, ids)),
            ("reschedule", |tx, call, ids, _| reschedule(tx, call, ids, StudyDay(call.today().0 + 40))),
        ];
        for (name, act) in acts {
            let ids = items.clone();
            world.later_minutes(1);
            mia.write(move |tx, call| act(tx, call, &ids, other)).expect("an act");
            assert_ne!(look(&mia), before, "{name} does something");
            undo_last(&mia);
            let mut after = look(&mia);
            // the retraction is the head of the fold now; what is known is the same
            if let (Some(now), Some(then)) = (&mut after.3, &before.3) {
                (now.0.head, now.0.head_at) = (then.0.head, then.0.head_at);
            }
            assert_eq!(after, before, "{name} is taken back");
        }
    }

    fn what_is_forgotten_is_new_and_what_is_rescheduled_is_due_then(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Biology");
        let (a, b) = (tagged(&mia, deck, "a", &[]), tagged(&mia, deck, "b", &[]));
        for card in [first(a), first(b)] {
            mia.answer_good(card);
            mia.answer_good(card);
        }
        world.later_minutes(1);
        mia.write(move |tx, call| forget(tx, call, &[a])).expect("forgotten");
        assert_eq!(state(&mia, first(a)).map(|c| c.folded.state.phase), Some(Phase::New));
        let day = mia.call().today().0 + 9;
        mia.write(move |tx, call| reschedule(tx, call, &[b], StudyDay(day))).expect("rescheduled");
        assert_eq!(state(&mia, first(b)).and_then(|c| c.folded.due).and_then(|d| d.day), Some(StudyDay(day)));
        let early = mia.write(move |tx, call| reschedule(tx, call, &[b], StudyDay(0)));
        assert_eq!(early, Err(Error::invalid("due", "items-due-wrong")));
    }

    fn a_thousand_items_are_chosen_and_acted_on(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Large");
        mia.write(move |tx, call| {
            let mut ids = call.ids();
            for n in 0..1_000 {
                let new = NewItem::new(deck, basic(&format!("{n}?"), "x", Directions::Forward));
                crate::items::insert(tx, call.actor.space(), ids.next_id(), &new, None, &[call.actor.learner], n, call.now)?;
            }
            Ok(())
        })
        .expect("1,000 items");
        let all = || {
            let expr = parse("deck:large").expect("a query");
            mia.read(move |tx, call| ids_of(tx, call, &expr, &Found::new(), 10_000)).expect("ids")
        };
        let ids = all();
        assert_eq!(ids.len(), 1_000);
        mia.write(move |tx, call| mark(tx, call, &ids, Marking::Suspend)).expect("paused");
        assert_eq!(search(&mia, "-is:suspended", &Found::new()).len(), 0);
        undo_last(&mia);
        assert_eq!(search(&mia, "is:suspended", &Found::new()).len(), 0);
    }

    fn nobody_touches_another_learners_items(db: &TestDb) {
        let world = World::new(db);
        let (mia, tom) = (world.learner("mia"), world.learner("tom"));
        let deck = mia.deck("Biology");
        let item = mia.item(deck, basic("CANARY", "x", Directions::Forward));
        assert_eq!(tom.read(move |tx, call| get(tx, &call.actor, item)), Err(Error::NotFound { what: "item" }));
        let binned = tom.write(move |tx, call| bin(tx, call, call.actor.space(), &[item]));
        assert_eq!(binned, Err(Error::NotFound { what: "item" }));
        tom.write(move |tx, call| mark(tx, call, &[item], Marking::Suspend)).expect("nothing of tom's");
        assert_eq!(state(&mia, first(item)).map(|c| c.suspended), Some(false));
    }
}

#[test]
fn what_cannot_be_read_is_named_with_its_place() {
    for (query, at, key) in [
        ("is:foo", 0, "query-is-unknown"),
        ("a is:foo", 2, "query-is-unknown"),
        ("kind:poem", 0, "query-kind-unknown"),
        ("flag:8", 0, "query-flag-unknown"),
        ("prop:stability", 0, "query-prop-wrong"),
        ("prop:mood>1", 0, "query-prop-wrong"),
        ("prop:lapses>x", 0, "query-prop-wrong"),
        ("added:0", 0, "query-days-wrong"),
        ("rated:x", 0, "query-days-wrong"),
        ("deck:", 0, "query-value-missing"),
        ("a (b", 2, "query-paren-open"),
        ("a b)", 3, "query-paren-unopened"),
        ("ä \"b", 2, "query-quote-open"),
        ("or a", 0, "query-or-alone"),
        ("a or", 2, "query-or-alone"),
        ("-(", 1, "query-paren-open"),
        ("--)", 1, "query-not-alone"),
    ] {
        let error = parse(query).expect_err(query);
        assert_eq!((error.at, error.message_key), (at, key), "{query}");
    }
    assert_eq!(parse(&"(".repeat(100)).expect_err("too deep").message_key, "query-too-deep");
    assert_eq!(parse(&"a".repeat(2_000)).expect_err("too long").message_key, "query-too-long");
}

#[test]
fn a_colon_that_is_no_keyword_is_looked_for() {
    assert_eq!(parse("12:30"), Ok(Expr::Is(super::query::Term::Text("12:30".into()))));
    assert_eq!(parse("\"is:\"").map_err(|e| e.message_key), Err("query-value-missing"));
}
