use super::content::{SUBJECTS, items_of};
use super::simulate::{DAYS, Simulated, World, simulate};
use crate::call::{Actor, LearnerId, Preferences};
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
    let world = World {
        actor: &actor,
        now,
        parameters: Parameters::default(),
        settings: PromiseSettings::default(),
        seed: 1,
    };
    let card = |n: u128| Simulated { card: Uuid::from_u128(n + 1), item: Uuid::from_u128(n / 2), folded: Folded::default() };
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
