//! What is counted of the cards stays what their rows add up to, whatever is done to them in whatever order.

use super::desk::{Desk, Told};
use super::generated::{note, package, studied};
use crate::db::testing::TestDb;
use crate::db::{Tx, params};
use crate::items::{self, EditItem, Marking, NewItem};
use crate::jobs::JobState;
use crate::reviews::{self, EventKind, Mode, NewEvent};
use crate::study::{self, Scope, tally};
use crate::testing::{World, basic, uncounted};
use crate::{Call, changes, check, decks, on_both};
use formats::item::Directions;
use formats::record::{MediaRecord, Record};
use memory::{Rating, StudyDay};
use std::sync::Arc;
use uuid::Uuid;

/// Operations of one run.
const STEPS: usize = 120;

/// A row of numbers that is the same each time (splitmix64).
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % n as u64).unwrap_or(0)
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        (!all.is_empty()).then(|| all[self.up_to(all.len())])
    }
}

on_both! {
    fn the_counts_are_those_of_the_rows_after_anything(db: &TestDb) {
        for seed in 1..=3 {
            run(db, seed);
        }
    }

    fn counts_that_are_wrong_are_found_and_made_anew(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        mia.answer_good(mia.card(mia.deck("Biology"), "ATP?", "energy"));
        let learner = mia.actor.learner;
        world.write(move |tx| tx.execute("UPDATE card_counts SET cards = cards + 2 WHERE learner = ?1", params![learner])).expect("damage");
        assert!(world.read(move |tx| check::check(tx, learner)).expect("a check").wrong_counts > 0);
        world.write(move |tx| check::rebuild(tx, learner)).expect("a rebuild");
        assert!(world.read(move |tx| check::check(tx, learner)).expect("a check").is_clean());
    }

    fn new_cards_are_counted_without_those_that_are_buried_or_paused(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Biology");
        let cards: Vec<Uuid> = (0..6).map(|n| mia.card(deck, &format!("{n}?"), "a")).collect();
        let tomorrow = mia.call().today().plus(1);
        let marked = [
            (cards[0], study::Marks { buried_until: Some(tomorrow), ..study::Marks::default() }),
            (cards[1], study::Marks { buried_until: Some(tomorrow), suspended: true, ..study::Marks::default() }),
            (cards[2], study::Marks { suspended: true, ..study::Marks::default() }),
        ];
        mia.write(move |tx, call| marked.iter().try_for_each(|(card, marks)| study::mark(tx, call.actor.learner, *card, marks))).expect("marks");
        let waiting = |day: StudyDay, limit| {
            mia.read(move |tx, call| tally::NewCards::of(tx, call.actor.learner, day)?.count(tx, deck, limit)).expect("a count")
        };
        assert_eq!((waiting(tomorrow.plus(-1), 99), waiting(tomorrow, 99), waiting(tomorrow, 2)), (3, 4, 2));
    }
}

fn run(db: &TestDb, seed: u64) {
    let desk = Desk::named(db, &format!("mia{seed}"));
    let mut dice = Dice(seed);
    let mut events: Vec<(Uuid, Uuid)> = Vec::new();
    let (call, mut made) = (desk.studium.call(&desk.actor), Vec::new());
    for name in ["Words", "Places"] {
        let (call, name) = (desk.studium.call(&desk.actor), name.to_owned());
        made.push(desk.write(move |tx| {
            decks::create(
                tx,
                &call,
                call.actor.space(),
                &decks::NewDeck { name: name.clone(), ..decks::NewDeck::default() },
            )
        }));
    }
    let space = call.actor.space();
    for step in 0..STEPS {
        let call = desk.studium.call(&desk.actor);
        let learner = call.actor.learner;
        let cards: Vec<Uuid> = desk.read(move |tx| {
            Ok(study::cards::page(tx, &call.actor, None, None, 1_000)?.iter().map(|c| c.card_id).collect())
        });
        let call = desk.studium.call(&desk.actor);
        let (live, binned) = items_of(&desk);
        let (card, item, deck) = (dice.of(&cards), dice.of(&live), dice.of(&made));
        let kind = dice.up_to(16);
        // what is refused changes nothing: that is a case, too
        let done =
            desk.studium.db.write_blocking(move |tx| act(tx, &call, kind, step, card, item, deck, dice_of(step)));
        if let Ok(Some(event)) = done {
            events.push(event);
        }
        let call = desk.studium.call(&desk.actor);
        match kind {
            11 => {
                let (binned, event) = (dice.of(&binned), dice.of(&events));
                let _ = desk.studium.db.write_blocking(move |tx| {
                    if let Some(item) = binned {
                        items::restore(tx, &call, space, &[item])?;
                    }
                    if let Some((event, card)) = event {
                        let taken_back = NewEvent::retract(call.ids().next_id(), card, event, call.now);
                        reviews::record(tx, &call, &[taken_back])?;
                    }
                    Ok(())
                });
            }
            12 => import(&desk, &mut dice, seed),
            13 if step % 3 == 0 => abandon(&desk, seed, step),
            _ => {}
        }
        desk.clock.advance_ms(1_000 * 60 * 60 * i64::try_from(dice.up_to(30)).unwrap_or(0));
        let wrong = desk.read(move |tx| tally::check(tx, learner, false));
        assert_eq!(wrong, 0, "seed {seed}, step {step}, operation {kind}");
        let call = desk.studium.call(&desk.actor);
        desk.read(move |tx| study::count(tx, &call, &Scope::All));
    }
    assert_eq!(uncounted(db), 0);
}

fn dice_of(step: usize) -> Dice {
    Dice(step as u64 + 1_000)
}

/// One operation; an answer's event and card.
#[expect(clippy::too_many_arguments, reason = "what the operations choose from")]
fn act(
    tx: &mut Tx,
    call: &Call,
    kind: usize,
    step: usize,
    card: Option<Uuid>,
    item: Option<Uuid>,
    deck: Option<Uuid>,
    mut dice: Dice,
) -> crate::Result<Option<(Uuid, Uuid)>> {
    let (space, some) = (call.actor.space(), item.as_slice());
    let deck = deck.unwrap_or_default();
    let id = call.ids().next_id();
    match kind {
        0..=2 => {
            let Some(card) = card else { return Ok(None) };
            let ratings = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy];
            let answer = NewEvent::answer(id, card, ratings[dice.up_to(4)], call.now, Mode::Flashcard);
            reviews::record(tx, call, &[answer])?;
            return Ok(Some((id, card)));
        }
        3 => {
            let marking = [Marking::Suspend, Marking::Unsuspend, Marking::Bury, Marking::Flag(2)];
            items::mark(tx, call, some, marking[dice.up_to(4)])?;
        }
        4 => items::move_to(tx, call, space, some, deck)?,
        5 => items::bin(tx, call, space, some)?,
        6 if dice.up_to(3) == 0 => decks::bin(tx, call, space, deck)?,
        6 | 7 => decks::restore(tx, call, space, deck)?,
        8 => {
            if let Some((revision, _)) = changes::find_undoable(tx, call, space)? {
                changes::undo(tx, call, space, revision)?;
            }
        }
        9 if dice.up_to(2) == 0 => items::forget(tx, call, some)?,
        9 => items::reschedule(tx, call, some, call.today().plus(i32::try_from(dice.up_to(20)).unwrap_or(0)))?,
        10 => {
            let Some(item) = item else { return Ok(None) };
            let found = items::get(tx, &call.actor, item)?;
            let (front, ways) = (format!("{step}?"), [Directions::Forward, Directions::Both]);
            let edit = EditItem {
                version: found.version,
                deck: found.deck,
                content: basic(&front, "edited", ways[dice.up_to(2)]),
                tags: found.tags,
                language: None,
                asks_something_new: dice.up_to(4) == 0,
            };
            items::edit(tx, call, space, item, &edit)?;
        }
        14 if dice.up_to(2) == 0 => {
            let rule = NewEvent::bare(id, card.unwrap_or_default(), EventKind::Forget, call.now, Mode::Flashcard);
            reviews::record(tx, call, &[rule])?;
        }
        13..=15 => {
            let content = basic(&format!("new {step}?"), "a", Directions::Both);
            items::create(tx, call, space, &NewItem::new(deck, content))?;
        }
        _ => {}
    }
    Ok(None)
}

/// Live and binned items of the learner.
fn items_of(desk: &Desk) -> (Vec<Uuid>, Vec<Uuid>) {
    let space = desk.actor.space();
    let all = desk.read(move |tx| {
        tx.rows(
            "SELECT id, deleted_at FROM items WHERE space = ?1 AND batch IS NULL OR space = ?1 AND NOT EXISTS
               (SELECT 1 FROM batches WHERE batches.id = items.batch) ORDER BY id",
            params![space],
            |row| Ok((row.get::<Uuid>("id")?, row.get::<Option<i64>>("deleted_at")?.is_some())),
        )
    });
    let of = |binned: bool| all.iter().filter(|(_, b)| *b == binned).map(|(id, _)| *id).collect();
    (of(false), of(true))
}

/// Notes that are new, and notes that may be here, some of them marked.
fn import(desk: &Desk, dice: &mut Dice, seed: u64) {
    let notes = (0..8).map(|_| {
        let mut card = studied();
        card.suspended = dice.up_to(4) == 0;
        card.buried = dice.up_to(4) == 0;
        if dice.up_to(3) == 0 {
            (card.seed, card.reviews) = (None, Vec::new());
        }
        note(&format!("s{seed}-{}", dice.up_to(40)), &format!("front {}", dice.up_to(3)), 0, card)
    });
    // an item that lies in a binned deck ends it: then nothing of it may stay
    let (path, records) = (desk.file("records.apkg", b""), package(notes.collect()));
    desk.import_with(&path, Arc::new(Told { records, ends: Ok(()) }));
}

/// An import that dies on the way, and what takes it out again.
fn abandon(desk: &Desk, seed: u64, step: usize) {
    let path = desk.file("long.apkg", b"");
    let id = desk.queue(&path);
    let mut records =
        package((0..3).map(|n| note(&format!("s{seed}-lost{step}-{n}"), "front", 0, studied())).collect());
    records.push(Record::Media(MediaRecord {
        name: "../x".into(),
        staged: "0".into(),
        sha256: String::new(),
        bytes: 0,
    }));
    desk.abandon(id, Arc::new(Told { records, ends: Ok(()) }));
    let learner = desk.learner();
    assert_eq!(desk.read(move |tx| tally::check(tx, learner, false)), 0, "what is invisible is not counted");
    let failed = JobState::Failed.as_str();
    desk.write(move |tx| tx.execute("UPDATE jobs SET state = ?2 WHERE id = ?1", params![id, failed]));
    desk.sweep();
}
