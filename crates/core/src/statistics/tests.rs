use super::catch_up::{move_cards, place};
use super::{Cache, PACE_DEFAULT_S, Period, Streak, Summary, Today, pace, store, streak};
use crate::call::Call;
use crate::changes;
use crate::db::Tx;
use crate::error::Result;
use crate::on_both;
use crate::reviews::{Mode, NewEvent};
use crate::study::{self, Scope};
use crate::testing::{Person, World};
use memory::{Rating, StudyDay};
use uuid::Uuid;

fn days(offs: &[i32]) -> Streak {
    streak(offs.iter().map(|n| StudyDay(n + 1000)), StudyDay(1000))
}

#[test]
fn a_day_off_a_week_keeps_the_streak_and_two_end_it() {
    assert_eq!(days(&[-2, -1, 0]).days, 3);
    assert_eq!(days(&[-4, -3, -1, 0]).days, 4, "one day off between");
    assert_eq!(days(&[-5, -4, -1, 0]).days, 2, "two days off in a row");
    assert_eq!(days(&[-5, -4, -2, 0]).days, 2, "a second day off within seven");
    assert_eq!(days(&[-9, -8, -6, -5, -4, -3, -2, -1]).days, 8, "a day off long before");
    assert_eq!(days(&[]).days, 0);
    assert_eq!(days(&[-3]).days, 0);
}

#[test]
fn today_does_not_break_a_streak_before_it_is_over() {
    let open = days(&[-3, -2, -1]);
    assert_eq!((open.days, open.studied_today, open.ends_today), (3, false, false));
    let last_chance = days(&[-4, -3, -2]);
    assert_eq!((last_chance.days, last_chance.ends_today), (3, true), "yesterday was the day off");
    assert!(days(&[-7, -6, -4, -3, -2, -1]).ends_today, "the day off was five days ago");
    assert!(!days(&[-9, -8, -6, -5, -4, -3, -2, -1]).ends_today, "the day off was seven days ago");
}

#[test]
fn two_study_days_of_one_date_count_once() {
    let twice = streak([998, 999, 1000].map(StudyDay).into_iter(), StudyDay(1000));
    assert_eq!((twice.days, twice.since), (3, StudyDay(998)));
}

fn today(tx: &mut Tx, call: &Call) -> Result<Today> {
    Ok(Today::clone(&*Cache::default().today(tx, call)?))
}

fn summary(tx: &mut Tx, call: &Call, period: Period) -> Result<Summary> {
    Ok(Summary::clone(&*Cache::default().summary(tx, call, period)?))
}

/// Answers with a duration, as the page sends it.
fn answer_in(person: &Person<'_>, card: Uuid, rating: Rating, seconds: i64) {
    let event = NewEvent::answer(person.world.id(), card, rating, person.world.now(), Mode::Flashcard);
    person.record(vec![NewEvent { duration_ms: Some(seconds * 1000), ..event }]);
}

fn cards(person: &Person<'_>, deck: Uuid, count: usize) -> Vec<Uuid> {
    (0..count).map(|n| person.card(deck, &format!("question {n}?"), "answer")).collect()
}

/// Makes cards that are due now and were due for weeks: answered Good until they are reviews, then left.
fn overdue(world: &World<'_>, person: &Person<'_>, count: usize) -> Vec<Uuid> {
    let cards = cards(person, person.deck("History"), count);
    for _ in 0..2 {
        for card in &cards {
            answer_in(person, *card, Rating::Good, 6);
        }
        world.later_minutes(15);
    }
    world.later_days(60);
    cards
}

on_both! {
    fn the_first_day_has_no_cards_and_then_new_ones(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let before = mia.read(today).expect("today");
        assert_eq!((before.next.any, before.begun, before.counts.total()), (false, false, 0));
        let deck = mia.deck("Biology");
        cards(&mia, deck, 3);
        let after = mia.read(today).expect("today");
        assert_eq!((after.next.any, after.begun, after.counts.new), (true, false, 3));
        assert_eq!((after.pace.measured, after.pace.seconds), (false, PACE_DEFAULT_S));
        assert_eq!(after.decks.iter().map(|d| (d.deck, d.counts.new)).collect::<Vec<_>>(), [(deck, 3)]);
    }

    fn after_twenty_answers_the_pace_is_the_learners_own(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        for card in cards(&mia, mia.deck("Biology"), 20) {
            assert!(!mia.read(today).expect("today").pace.measured);
            answer_in(&mia, card, Rating::Easy, 6);
        }
        let now = mia.read(today).expect("today");
        assert_eq!((now.pace.measured, now.pace.seconds), (true, 6.0));
        assert_eq!((now.done.answers, now.done.new_cards, now.done.minutes()), (20, 20, 2));
        assert_eq!((now.streak.days, now.streak.studied_today), (1, true));
        assert_eq!(now.pace.answers_in(5), 50);
        let old = world.now();
        world.later_days(60);
        assert!(world.now() > old && !mia.read(today).expect("today").pace.measured, "only the last weeks count");
    }

    fn a_backlog_is_spread_by_events_and_the_cost_is_said_before(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let all = overdue(&world, &mia, 90);
        let learner = mia.actor.learner;
        let state = |card: Uuid| world.read(move |tx| study::cards::find(tx, learner, card)).expect("reads").expect("there").folded;
        let before = mia.read(today).expect("today");
        let backlog = before.backlog.clone().expect("90 cards after six weeks are a backlog");
        assert_eq!((backlog.cards, before.counts.due), (90, 90));
        assert!(backlog.known > 20.0 && backlog.known < 90.0, "{}", backlog.known);
        let week = *backlog.spreads.iter().find(|s| s.days == 7).expect("a week is offered");
        assert_eq!(week.cards_a_day, 13);
        assert!(week.cost > 0.0 && week.cost < 5.0, "{}", week.cost);
        assert!(backlog.spreads.windows(2).all(|s| s[0].cost < s[1].cost), "waiting longer costs more");

        let memory = state(all[0]).state.memory;
        let studied = mia.read(|tx, call| {
            let parameters = study::cards::parameters(tx, call.actor.learner)?.1;
            let waiting = store::overdue(tx, call, 1000)?;
            Ok(place(&parameters, &waiting, call.today(), 7).placed)
        });
        let later: Vec<(Uuid, StudyDay)> =
            studied.expect("a plan").into_iter().map(|(c, day)| (Uuid::from_u128(c.0), day)).filter(|(_, day)| *day > before.day).collect();
        let moved = later.clone();
        let change = mia.write(move |tx, call| move_cards(tx, call, &moved)).expect("moved").expect("something to take back");
        let after = mia.read(today).expect("today");
        assert_eq!((after.counts.due, after.backlog), (13, None));
        assert_eq!(after.coming.iter().map(|l| l.cards).collect::<Vec<_>>(), [13, 13, 13, 13, 13, 12, 0]);
        assert_eq!(state(all[0]).state.memory, memory, "nothing was answered");
        assert_eq!(after.done.answers, 0);

        let moved = later;
        assert_eq!(mia.write(move |tx, call| move_cards(tx, call, &moved)), Ok(None), "nothing to move");
        assert_eq!(mia.read(today).expect("today").counts.due, 13);

        mia.write(move |tx, call| changes::undo(tx, call, call.actor.space(), change)).expect("taken back");
        let back = mia.read(today).expect("today");
        assert_eq!((back.counts.due, back.backlog), (90, before.backlog));
    }

    fn somebody_elses_cards_and_answers_never_count(db: &TestDb) {
        let world = World::new(db);
        let (mia, tom) = (world.learner("mia"), world.learner("tom"));
        for card in cards(&tom, tom.deck("Secrets"), 5) {
            tom.answer_good(card);
        }
        let seen = mia.read(today).expect("today");
        assert_eq!((seen.next.any, seen.begun, seen.days.len(), seen.decks.len()), (false, false, 0, 0));
        let numbers = mia.read(|tx, call| summary(tx, call, Period::Year)).expect("a summary");
        assert_eq!((numbers.sum.answers, numbers.states.total(), numbers.hardest.len()), (0, 0, 0));
    }

    fn statistics_agree_with_the_log_also_after_an_undo(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let all = cards(&mia, mia.deck("Biology"), 4);
        for card in &all {
            answer_in(&mia, *card, Rating::Easy, 10);
        }
        world.later_days(30);
        mia.answer_good(all[0]);
        let slip = mia.answer_again(all[1]);
        let read = || mia.read(|tx, call| summary(tx, call, Period::Weeks12)).expect("a summary");
        let first = read();
        assert_eq!((first.sum.answers, first.sum.review_answers, first.sum.review_passed), (6, 2, 1));
        assert_eq!(first.sum.retention(), Some(0.5));
        assert_eq!((first.studied, first.weeks.len()), (2, 12));
        assert_eq!(first.weeks.iter().map(|w| w.sum.answers).sum::<i64>(), 6);
        assert_eq!((first.states.total(), first.states.learning), (4, 1));
        let retract = NewEvent::retract(world.id(), all[1], slip, world.now());
        mia.record(vec![retract]);
        let undone = read();
        assert_eq!((undone.sum.answers, undone.sum.review_answers, undone.states.learning), (5, 1, 0));
    }

    fn what_is_kept_is_read_anew_after_every_answer(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let cache = Cache::default();
        let all = cards(&mia, mia.deck("Biology"), 2);
        let answers = |cache: &Cache| {
            let cache = cache.clone();
            mia.read(move |tx, call| cache.today(tx, call)).expect("today").done.answers
        };
        assert_eq!((answers(&cache), answers(&cache)), (0, 0));
        mia.answer_good(all[0]);
        assert_eq!(answers(&cache), 1);
        world.later_days(1);
        assert_eq!(answers(&cache), 0, "a new day");
    }

    fn a_new_day_shows_what_comes_next_when_nothing_is_due(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let card = mia.card(mia.deck("Biology"), "ATP?", "energy");
        answer_in(&mia, card, Rating::Easy, 5);
        let now = mia.read(today).expect("today");
        assert_eq!(now.counts.total(), 0);
        let next = now.next.review.expect("it comes back");
        assert!(next > now.day);
        assert_eq!(mia.read(|tx, call| study::count(tx, call, &Scope::All)).expect("counts"), now.counts);
    }
}

#[test]
fn the_pace_is_held_against_single_long_breaks() {
    let day = |n: i32, answers, ms| super::Day { day: StudyDay(n), answers, duration_ms: ms, ..super::Day::default() };
    assert_eq!(pace(&[day(990, 100, 900_000)], StudyDay(1000)).seconds, 9.0);
    assert!(!pace(&[day(900, 100, 900_000)], StudyDay(1000)).measured);
    assert_eq!(pace(&[day(999, 20, 20 * 600_000)], StudyDay(1000)).seconds, 300.0);
}
