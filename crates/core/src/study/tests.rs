use super::settings::{Preset, PresetScope, chain, put_preset, set_deck_preset};
use super::{Loads, Marks, More, Next, Scope, SettingsReader, count, mark, next, queue, queue_more};
use crate::on_both;
use crate::reviews::{EventKind, Mode, NewEvent};
use crate::testing::{Person, World, basic};
use formats::item::{Directions, Slot, card_id};
use memory::{Rating, StudyDay};
use std::collections::HashSet;
use uuid::Uuid;

on_both! {
    fn a_new_card_waits_and_comes_back_when_its_step_is_over(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let card = mia.card(mia.deck("Biology"), "ATP?", "energy");
        assert_eq!(waiting(&mia, &Scope::All), [card]);
        mia.answer_good(card);
        assert_eq!(mia.read(|tx, call| count(tx, call, &Scope::All)).expect("counts").learning, 1);
        world.later_minutes(11);
        assert_eq!(waiting(&mia, &Scope::All), [card]);
        mia.answer_good(card);
        world.later_minutes(60);
        assert!(waiting(&mia, &Scope::All).is_empty());
    }

    fn a_card_in_steps_is_shown_ahead_of_its_time_only_when_nothing_else_is_left_and_it_is_near(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Biology");
        let (first, second) = (mia.card(deck, "1?", "a"), mia.card(deck, "2?", "a"));
        set(&mia, PresetScope::All, Preset { learning_steps: Some("1 30".into()), ..Preset::default() });
        mia.answer_good(first);
        assert_eq!(waiting(&mia, &Scope::All), [second], "the new card comes first");
        mia.answer(second, Rating::Easy);
        assert!(waiting(&mia, &Scope::All).is_empty(), "half an hour is too early");
        world.later_minutes(11);
        assert_eq!(waiting(&mia, &Scope::All), [first]);
    }

    fn of_two_directions_one_is_asked_a_day_and_counted_once(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let item = mia.item(mia.deck("Words"), basic("Haus", "house", Directions::Both));
        let (front, back) = (card_id(item, &Slot::front()), card_id(item, &Slot::back()));
        assert_eq!(waiting(&mia, &Scope::All), [front]);
        assert_eq!(mia.read(|tx, call| count(tx, call, &Scope::All)).expect("counts").new, 1);
        mia.answer(front, Rating::Easy);
        assert!(waiting(&mia, &Scope::All).is_empty());
        assert_eq!(mia.read(|tx, call| count(tx, call, &Scope::All)).expect("counts").total(), 0);
        world.later_days(1);
        assert_eq!(waiting(&mia, &Scope::All), [back]);
        set(&mia, PresetScope::All, Preset { bury_siblings: Some(false), ..Preset::default() });
        mia.answer(back, Rating::Easy);
        world.later_minutes(1);
        reschedule(&mia, front, 0);
        assert_eq!(waiting(&mia, &Scope::All), [front], "unless the settings say otherwise");
    }

    fn the_counts_say_how_many_cards_the_queue_gives_whatever_decks_say_about_siblings(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let (words, all) = (mia.deck("Words"), mia.deck("All at once"));
        set(&mia, PresetScope::Deck(all), Preset { bury_siblings: Some(false), ..Preset::default() });
        let due = |deck, text: &str| {
            let item = mia.item(deck, basic(text, "x", Directions::Both));
            let cards = [card_id(item, &Slot::front()), card_id(item, &Slot::back())];
            mia.answer(cards[0], Rating::Easy);
            cards
        };
        // of one item a card is due and a card is new; of another both are due
        let (one, both) = (due(words, "one"), due(all, "both"));
        mia.answer(both[1], Rating::Easy);
        world.later_days(1);
        for card in [one[0], both[0], both[1]] {
            reschedule(&mia, card, 0);
        }
        for scope in [Scope::All, Scope::Deck(words), Scope::Deck(all)] {
            let of = scope.clone();
            let counts = mia.read(move |tx, call| count(tx, call, &of)).expect("counts");
            let given = waiting(&mia, &scope);
            assert_eq!(counts.total(), i64::try_from(given.len()).expect("few"), "{scope:?}: {counts:?}, {given:?}");
        }
        assert_eq!(waiting(&mia, &Scope::All).len(), 3);
    }

    fn what_is_paused_or_not_for_today_does_not_come_and_a_flag_changes_nothing(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Biology");
        let cards: Vec<Uuid> = (0..3).map(|n| mia.card(deck, &format!("{n}?"), "a")).collect();
        let tomorrow = mia.call().today().plus(1);
        set_marks(&mia, cards[0], Marks { suspended: true, ..Marks::default() });
        set_marks(&mia, cards[1], Marks { buried_until: Some(tomorrow), ..Marks::default() });
        set_marks(&mia, cards[2], Marks { flag: 3, ..Marks::default() });
        assert_eq!(waiting(&mia, &Scope::All), [cards[2]]);
        assert_eq!(mia.read(|tx, call| count(tx, call, &Scope::All)).expect("counts").new, 1);
        world.later_days(1);
        let back: HashSet<Uuid> = waiting(&mia, &Scope::All).into_iter().collect();
        assert_eq!(back, HashSet::from([cards[1], cards[2]]));
        set_marks(&mia, cards[0], Marks::default());
        assert_eq!(waiting(&mia, &Scope::All).len(), 3);
    }

    fn a_decks_limit_of_new_cards_holds_for_all_below_it_and_the_learners_for_everything(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let outer = mia.deck("A outer");
        let inner = mia.deck_in("inner", Some(outer));
        let other = mia.deck("B other");
        for n in 0..6 {
            for deck in [outer, inner, other] {
                mia.card(deck, &format!("{n} {deck}?"), "a");
            }
        }
        let new_per_day = |n| Preset { new_per_day: Some(n), ..Preset::default() };
        set(&mia, PresetScope::All, new_per_day(7));
        set(&mia, PresetScope::Deck(outer), new_per_day(4));
        set(&mia, PresetScope::Deck(inner), new_per_day(1));
        assert_eq!(waiting(&mia, &Scope::Deck(inner)).len(), 1);
        assert_eq!(waiting(&mia, &Scope::Deck(outer)).len(), 4);
        assert_eq!(waiting(&mia, &Scope::All).len(), 7, "four there, three elsewhere");
        let first = waiting(&mia, &Scope::Deck(inner))[0];
        mia.answer(first, Rating::Easy);
        assert!(waiting(&mia, &Scope::Deck(inner)).is_empty(), "one a day was met");
        assert_eq!(mia.read(move |tx, call| count(tx, call, &Scope::Deck(outer))).expect("counts").new, 3);
        assert_eq!(waiting(&mia, &Scope::All).len(), 6);
        let more = More { new_cards: 2, ..More::default() };
        let extra = mia.read(move |tx, call| queue_more(tx, call, &Scope::Deck(inner), more, 50, &Loads::default()));
        assert_eq!(extra.expect("a queue").len(), 2, "unless more are asked for");
        world.later_days(1);
        assert_eq!(waiting(&mia, &Scope::All).len(), 7, "a new day");
    }

    fn reviews_come_as_the_settings_say_and_no_more_than_the_limit(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Biology");
        let cards: Vec<Uuid> = (0..3).map(|n| mia.card(deck, &format!("{n}?"), "a")).collect();
        // the first is known best and due longest
        mia.answer(cards[0], Rating::Easy);
        mia.answer(cards[1], Rating::Again);
        mia.answer(cards[2], Rating::Good);
        world.later_days(30);
        for (card, ago) in cards.iter().zip([9, 5, 1]) {
            reschedule(&mia, *card, -ago);
        }
        assert_eq!(waiting(&mia, &Scope::All), cards, "longest due first");
        let order = |word: &str| Preset { review_order: Some(word.into()), ..Preset::default() };
        set(&mia, PresetScope::All, order("weakest"));
        assert_eq!(waiting(&mia, &Scope::All), [cards[1], cards[2], cards[0]]);
        set(&mia, PresetScope::All, order("random"));
        let shuffled = waiting(&mia, &Scope::All);
        assert_eq!(waiting(&mia, &Scope::All), shuffled, "the same all day");
        set(&mia, PresetScope::All, Preset { reviews_per_day: Some(2), ..Preset::default() });
        assert_eq!(waiting(&mia, &Scope::All).len(), 2);
        world.later_minutes(1);
        mia.answer(cards[0], Rating::Good);
        assert_eq!(waiting(&mia, &Scope::All), [cards[1]]);
        assert_eq!(mia.read(|tx, call| count(tx, call, &Scope::All)).expect("counts").due, 1);
    }

    fn new_cards_come_mixed_first_or_last(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Biology");
        let old: Vec<Uuid> = (0..4).map(|n| mia.card(deck, &format!("old {n}?"), "a")).collect();
        for card in &old {
            mia.answer(*card, Rating::Easy);
        }
        world.later_days(1);
        for card in &old {
            reschedule(&mia, *card, 0);
        }
        let fresh: Vec<Uuid> = (0..2).map(|n| mia.card(deck, &format!("new {n}?"), "a")).collect();
        let places = |word: &str| {
            set(&mia, PresetScope::All, Preset { mix: Some(word.into()), ..Preset::default() });
            let queue = waiting(&mia, &Scope::All);
            assert_eq!(queue.len(), 6);
            queue.iter().enumerate().filter(|(_, c)| fresh.contains(c)).map(|(n, _)| n).collect::<Vec<_>>()
        };
        assert_eq!(places("new_first"), [0, 1]);
        assert_eq!(places("reviews_first"), [4, 5]);
        let mixed = places("mixed");
        assert!(mixed[0] < 3 && mixed[1] >= 3, "one in each half: {mixed:?}");
    }

    fn studying_past_midnight_counts_for_the_evening(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Biology");
        let (late, early) = (mia.card(deck, "1?", "a"), mia.card(deck, "2?", "a"));
        let today = mia.call().today();
        world.later_minutes(14 * 60);
        mia.answer_good(late);
        world.later_minutes(3 * 60);
        mia.answer_good(early);
        let days = |card| {
            let rows = mia.read(move |tx, call| crate::reviews::history(tx, &call.actor, card)).expect("reads");
            rows[0].study_day
        };
        assert_eq!((days(late), days(early)), (today, today.plus(1)), "2 o'clock is still the evening, 5 is not");
    }

    fn the_nearest_setting_counts_and_the_chain_says_whose_it_is(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let outer = mia.deck("outer");
        let inner = mia.deck_in("inner", Some(outer));
        set(&mia, PresetScope::All, Preset { retention: Some(0.85), new_per_day: Some(5), ..Preset::default() });
        set(&mia, PresetScope::Deck(outer), Preset { retention: Some(0.95), ..Preset::default() });
        let settings = mia.read(move |tx, call| SettingsReader::new(call.actor.learner).of_deck(tx, call.actor.space(), inner));
        let settings = settings.expect("settings");
        assert_eq!((settings.promise.retention.get(), settings.new_per_day), (0.95, 5));
        let found = mia.read(move |tx, call| chain(tx, &call.actor, inner)).expect("a chain");
        let said: Vec<_> = found.iter().map(|(deck, p)| (deck.as_ref().map(|d| d.name.as_str()), p.retention)).collect();
        assert_eq!(said, [(Some("inner"), None), (Some("outer"), Some(0.95)), (None, Some(0.85))]);
        let wrong = Preset { retention: Some(0.2), learning_steps: Some("soon".into()), ..Preset::default() };
        let refused = mia.write(move |tx, call| set_deck_preset(tx, call, inner, &wrong)).expect_err("out of range");
        assert!(matches!(refused, crate::Error::Invalid { fields } if fields.len() == 2));
    }

    fn what_comes_next_is_said_when_nothing_is_due(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        assert_eq!(mia.read(|tx, call| next(tx, call, &Scope::All)).expect("next"), Next::default());
        let deck = mia.deck("Biology");
        let (first, second) = (mia.card(deck, "1?", "a"), mia.card(deck, "2?", "a"));
        mia.answer(first, Rating::Easy);
        world.later_minutes(1);
        reschedule(&mia, first, 4);
        mia.answer_good(second);
        for scope in [Scope::All, Scope::Deck(deck)] {
            let next = mia.read(move |tx, call| next(tx, call, &scope)).expect("next");
            assert_eq!(next.learning.map(|at| at.0 - world.now().0), Some(600_000));
            assert_eq!(next.review, Some(mia.call().today().plus(4)));
            assert_eq!((next.new_cards, next.any), (false, true));
        }
    }
}

fn waiting(person: &Person, scope: &Scope) -> Vec<Uuid> {
    let scope = scope.clone();
    let cards = person.read(move |tx, call| queue(tx, call, &scope, 50, &Loads::default())).expect("a queue");
    cards.iter().map(|c| c.card.card_id).collect()
}

fn set(person: &Person, scope: PresetScope, preset: Preset) {
    person.write(move |tx, call| put_preset(tx, call.actor.learner, scope, &preset)).expect("settings");
}

fn set_marks(person: &Person, card: Uuid, marks: Marks) {
    person.write(move |tx, call| mark(tx, call.actor.learner, card, &marks)).expect("marks");
}

/// Due so many days from today; below 0: overdue.
fn reschedule(person: &Person, card: Uuid, days: i32) {
    let due: StudyDay = person.call().today().plus(days);
    let event = NewEvent::bare(person.world.id(), card, EventKind::Reschedule, person.world.now(), Mode::Flashcard);
    let outcome = &person.record(vec![NewEvent { due_day: Some(due), ..event }])[0];
    assert_eq!(outcome.reason, None);
}
