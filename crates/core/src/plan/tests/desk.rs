//! A learner at a desk: decks with cards, exams, and plans made as the job makes them.

use crate::plan::job::{keep, outcome};
use crate::plan::request::inputs;
use crate::plan::{self, NewExam, PlanView};
use crate::study::{Counts, Loads, Scope, count, queue};
use crate::testing::Person;
use memory::plan::{Plan, TopicId, Verdict};
use memory::{Rating, StudyDay};
use uuid::Uuid;

/// A deck of so many cards.
pub fn deck(person: &Person, name: &str, cards: usize) -> (Uuid, Vec<Uuid>) {
    let deck = person.deck(name);
    let cards = (0..cards).map(|n| person.card(deck, &format!("{name} {n}?"), "so")).collect();
    (deck, cards)
}

/// A deck of so many cards, all of them answered once and in review.
pub fn known(person: &Person, name: &str, cards: usize) -> (Uuid, Vec<Uuid>) {
    let (deck, cards) = deck(person, name, cards);
    for card in &cards {
        person.answer(*card, Rating::Easy);
    }
    (deck, cards)
}

pub fn today(person: &Person) -> StudyDay {
    person.call().today()
}

/// An exam in so many days that asks for these decks alike.
pub fn exam(person: &Person, in_days: i32, decks: &[Uuid]) -> Uuid {
    let topics = decks.iter().map(|deck| (*deck, 1.0)).collect();
    let new = NewExam { topics, ..NewExam::named("Midterm", today(person).plus(in_days)) };
    person.write(move |tx, call| plan::create_exam(tx, call, &new)).expect("an exam")
}

/// Makes the plan that is asked for, as the job does, and shows it.
pub fn make(person: &Person) -> PlanView {
    let call = person.call();
    let read = call.clone();
    let inputs = person.world.read(move |tx| inputs(tx, &read)).expect("readable");
    let outcome = outcome(inputs, call.now).expect("a request that can be planned");
    person
        .write(move |tx, call| {
            tx.execute("DELETE FROM jobs WHERE space = ?1", crate::params![call.actor.space()])?;
            keep(tx, call.actor.learner, &outcome)
        })
        .expect("stored");
    view(person)
}

pub fn view(person: &Person) -> PlanView {
    person.read(plan::plan).expect("a view")
}

pub fn the_plan(view: &PlanView) -> &Plan {
    view.plan.as_ref().expect("a plan")
}

pub fn waiting(person: &Person, scope: &Scope) -> Vec<Uuid> {
    let scope = scope.clone();
    let cards = person.read(move |tx, call| {
        let loads = Loads::count(tx, call.actor.learner, call.today())?;
        queue(tx, call, &scope, 500, &loads)
    });
    cards.expect("a queue").into_iter().map(|card| card.card.card_id).collect()
}

pub fn counts(person: &Person) -> Counts {
    person.read(|tx, call| count(tx, call, &Scope::All)).expect("counts")
}

pub fn topic(deck: Uuid) -> TopicId {
    TopicId(deck.as_u128())
}

/// Sets the same minutes for every weekday.
pub fn minutes(person: &Person, minutes: u16) {
    let next = plan::Availability { weekdays: [minutes; 7], ..plan::Availability::default() };
    person.write(move |tx, call| plan::set_availability(tx, call, None, &next)).expect("set");
}

pub fn fits(plan: &Plan) -> bool {
    matches!(plan.verdict, Some(Verdict::Fits { .. }))
}

/// Nothing goes beyond a day's minutes, and the days say what their steps say.
pub fn assert_within_caps(plan: &Plan) {
    for load in &plan.days {
        let minutes: u32 = plan.steps.iter().filter(|step| step.day == load.day).map(|step| step.minutes).sum();
        assert!(minutes <= load.cap, "{} of {} minutes on {}", minutes, load.cap, load.day.to_iso());
        assert_eq!(minutes, load.minutes, "{}", load.day.to_iso());
    }
}
