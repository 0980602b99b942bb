use super::content::{SUBJECTS, items_of};
use super::simulate::{DAYS, Simulated, World, simulate};
use crate::accounts::ops;
use crate::accounts::tests::{run as block_on, server};
use crate::call::{Actor, LearnerId, Preferences};
use crate::statistics::{Cache, Period};
use crate::{Error, demo, on_both, spaces};
use memory::{Folded, Millis, Parameters, PromiseSettings};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

fn actor() -> Actor {
    Actor {
        learner: LearnerId(Uuid::from_u128(7)),
        name: "demo".into(),
        admin: false,
        demo: true,
        preferences: Arc::new(Preferences::default()),
    }
}

fn run(now: Millis) -> Vec<crate::reviews::NewEvent> {
    let actor = actor();
    let world =
        World { actor: &actor, now, parameters: Parameters::default(), settings: PromiseSettings::default(), seed: 1 };
    let card =
        |n: u128| Simulated { card: Uuid::from_u128(n + 1), item: Uuid::from_u128(n / 2), folded: Folded::default() };
    simulate(&world, (0..120).map(card).collect())
}

#[test]
fn the_shipped_decks_can_be_read_whole() {
    for subject in &SUBJECTS {
        let items = items_of(subject, Uuid::nil()).expect("every line is read");
        assert!(items.len() >= 25, "{}: {}", subject.name, items.len());
    }
}

#[test]
fn twelve_weeks_are_simulated_alike_each_time_and_end_before_now() {
    let now = crate::testing::NOON;
    let events = run(now);
    assert_eq!(events, run(now));
    assert!((500..5_000).contains(&events.len()), "{}", events.len());
    assert!(events.windows(2).all(|pair| pair[0].at <= pair[1].at), "in order");
    assert!(events.iter().all(|e| e.at <= now));
    let today = actor().study_day(now);
    let days: BTreeSet<_> = events.iter().map(|e| actor().study_day(e.at)).collect();
    assert_eq!(days.last(), Some(&today));
    assert!(days.iter().all(|d| today.days_since(*d) <= DAYS));
    assert!(days.len() >= 60, "{}", days.len());
    let again = events.iter().filter(|e| e.rating == Some(1)).count() as f64 / events.len() as f64;
    assert!((0.05..0.35).contains(&again), "{again}");
}

#[test]
fn in_the_first_minutes_of_a_day_nothing_was_answered_yet() {
    let preferences = Preferences::default();
    let now = memory::day_start(actor().study_day(crate::testing::NOON), &preferences.zone, preferences.rollover_hour);
    let events = run(Millis(now.0 + 60_000));
    assert!(events.iter().all(|e| e.at < now));
}

on_both! {
    fn the_demo_learner_has_something_for_every_page_and_is_made_anew(db: &TestDb) {
        let server = server(db);
        let studium = &server.studium;
        let now = studium.clock.now();
        block_on(studium.write(move |tx| spaces::ensure_library(tx, now))).expect("the library");
        let first = block_on(demo::make(studium, "!", "en")).expect("a demo learner");
        assert!(first.actor.demo && !first.actor.admin);
        assert!(first.cards > 150 && first.answers > 1_000, "{first:?}");
        let numbers = || {
            let actor = block_on(studium.read(|tx| ops::find_by_name(tx, demo::NAME))).expect("reads").expect("the demo learner");
            let (call, cache) = (studium.call(&actor), Cache::default());
            let read = move |tx: &mut crate::db::Tx| Ok((cache.today(tx, &call)?, cache.summary(tx, &call, Period::Year)?));
            block_on(studium.read(read)).expect("statistics")
        };
        let (today, year) = numbers();
        assert_eq!(year.sum.answers, i64::try_from(first.answers).expect("few"), "the totals agree with the log");
        assert_eq!(year.states.total(), i64::try_from(first.cards).expect("few"));
        assert!(today.counts.due > 3 && today.counts.new > 0 && today.done.answers > 0, "{:?}", today.counts);
        assert!(today.streak.days > 20 && !year.hardest.is_empty() && year.states.suspended > 0);
        let retention = year.sum.retention().expect("reviews");
        assert!((0.8..0.96).contains(&retention), "{retention}");

        let again = block_on(demo::make(studium, "!", "de")).expect("made anew");
        assert_ne!(again.actor.learner, first.actor.learner);
        assert_eq!((again.cards, numbers().1.sum.answers > 1_000), (first.cards, true));
    }

    fn somebodys_own_account_is_never_made_a_demo(db: &TestDb) {
        let server = server(db);
        let studium = &server.studium;
        let now = studium.clock.now();
        block_on(studium.write(move |tx| {
            spaces::ensure_library(tx, now)?;
            let new = ops::NewAccount { name: "demo".into(), password: "!".into(), language: "en".into(), theme: None, demo: false };
            ops::create(tx, &new, now, &mut crate::Ids::new(now, 3)).map(|_| ())
        }))
        .expect("an account");
        let refused = block_on(demo::make(studium, "!", "en")).map(|made| made.cards);
        assert_eq!(refused, Err(Error::invalid("name", "error-name-taken")));
    }
}
