//! The fold: order of arrival does not matter, and each kind of event does what it says.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use memory::{
    CardState, Due, Event, EventId, Evidence, Folded, MemoryState, Millis, Parameters, Phase, PromiseSettings, Rating,
    Seed, StudyDay, append, fold, promise,
};
use proptest::{prelude::*, sample::Index};

const DAY_MS: i64 = 86_400_000;
const DAY_S: i64 = 86_400;

fn answer(id: u128, rating: Rating, day: i32, promised_s: Option<i64>, after: Option<u128>) -> Event {
    let at = Millis(i64::from(day) * DAY_MS + DAY_MS / 2);
    Event::Answer {
        id: EventId(id),
        evidence: Evidence::new(rating, at, StudyDay(day)),
        promised_s,
        after: after.map(EventId),
    }
}

fn folded(events: &[Event]) -> Folded {
    fold(&Parameters::default(), events)
}

fn seed_event(id: u128, day: i32, seed: Seed) -> Event {
    let at = Millis(i64::from(day) * DAY_MS + DAY_MS / 2 + 1);
    Event::Seed { id: EventId(id), at, day: StudyDay(day), seed }
}

fn stability(folded: &Folded) -> f64 {
    folded.state.memory.unwrap().stability.get()
}

// --- what any set of events gives -------------------------------------------------------------------------------------

fn rating() -> impl Strategy<Value = Rating> {
    prop::sample::select(Rating::ALL.to_vec())
}

fn id() -> impl Strategy<Value = EventId> {
    (0u128..24).prop_map(EventId)
}

fn phase() -> impl Strategy<Value = Phase> {
    prop::sample::select(vec![Phase::New, Phase::Learning, Phase::Review, Phase::Relearning])
}

fn due() -> impl Strategy<Value = Due> {
    (0i64..100, prop::option::of(0i32..100))
        .prop_map(|(at, day)| Due { at: Millis(at * DAY_MS), day: day.map(StudyDay) })
}

fn seed() -> impl Strategy<Value = Seed> {
    (
        prop::option::of(0.0..400.0f64),
        prop::option::of(0.0..11.0f64),
        prop::option::of(due()),
        phase(),
        0u32..20,
        any::<bool>(),
    )
        .prop_map(|(stability, difficulty, due, phase, reps, history_complete)| Seed {
            stability,
            difficulty,
            ease: difficulty,
            interval_days: stability,
            due,
            phase,
            reps,
            lapses: reps / 3,
            history_complete,
            ..Seed::default()
        })
}

/// An event within a few days, so that many share an instant; the id is given afterwards.
fn event() -> impl Strategy<Value = Event> {
    let at = (0i64..40).prop_map(|place| Millis(place * DAY_MS / 4));
    let day_of = |at: Millis| StudyDay(i32::try_from(at.0 / DAY_MS).unwrap());
    prop_oneof![
        6 => (at.clone(), rating(), prop::option::of(1i64..30 * DAY_S), prop::option::of(id())).prop_map(
            move |(at, rating, promised_s, after)| Event::Answer {
                id: EventId(0),
                evidence: Evidence::new(rating, at, day_of(at)),
                promised_s,
                after,
            }
        ),
        1 => at.clone().prop_map(|at| Event::Forget { id: EventId(0), at }),
        1 => (at.clone(), due()).prop_map(|(at, due)| Event::Reschedule { id: EventId(0), at, due }),
        1 => (at.clone(), seed()).prop_map(move |(at, seed)| Event::Seed {
            id: EventId(0),
            at,
            day: day_of(at),
            seed,
        }),
        2 => (at, id()).prop_map(|(at, retracts)| Event::Retract { id: EventId(0), at, retracts }),
    ]
}

fn with_id(event: Event, new: u128) -> Event {
    let mut event = event;
    match &mut event {
        Event::Answer { id, .. }
        | Event::Forget { id, .. }
        | Event::Reschedule { id, .. }
        | Event::Seed { id, .. }
        | Event::Retract { id, .. } => *id = EventId(new),
        _ => unreachable!("no other kinds"),
    }
    event
}

/// Up to 24 events with different ids.
fn events() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec(event(), 0..24)
        .prop_map(|events| (0u128..).zip(events).map(|(id, event)| with_id(event, id)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn any_order_with_duplicates_and_retractions_gives_the_same(
        (shuffled, events) in events().prop_flat_map(|events| (Just(events.clone()).prop_shuffle(), Just(events))),
        copies in prop::collection::vec((any::<Index>(), any::<Index>()), 0..8),
    ) {
        let mut arrived = shuffled;
        for (what, place) in copies.into_iter().filter(|_| !events.is_empty()) {
            let copy = *what.get(&events);
            arrived.insert(place.index(arrived.len() + 1), copy);
        }
        prop_assert_eq!(folded(&arrived), folded(&events));
    }

    #[test]
    fn retracting_is_the_same_as_never(events in events(), which in any::<Index>()) {
        prop_assume!(!events.is_empty());
        let gone = which.get(&events).id();
        let mut retracted = events.clone();
        retracted.push(Event::Retract { id: EventId(99), at: Millis(0), retracts: gone });
        let is_retract = |event: &&Event| matches!(event, Event::Retract { .. });
        let without: Vec<Event> = events
            .iter()
            // The retraction itself stays: only what is not a retraction can be retracted.
            .filter(|event| event.id() != gone || is_retract(event))
            .copied()
            .collect();
        prop_assert_eq!(folded(&retracted), folded(&without));
    }

    #[test]
    fn appending_equals_folding_all(events in events(), next in event()) {
        let next = with_id(next, 99);
        let before = folded(&events);
        let mut all = events;
        all.push(next);
        match append(&Parameters::default(), &before, &next) {
            Some(appended) => prop_assert_eq!(appended, folded(&all)),
            None => {
                let late = before.head_at.is_some_and(|head| next.at() < head);
                let told = matches!(next, Event::Retract { .. } | Event::Seed { .. });
                prop_assert!(late || told, "a plain event at the end must be appended");
            }
        }
    }

    #[test]
    fn the_fold_keeps_exactly_what_was_promised(
        answers in prop::collection::vec((rating(), 0i32..60), 1..30),
        fuzz_seed: u64,
    ) {
        let params = Parameters::default();
        let (mut now, mut day) = (Folded::default(), 20_000);
        for (id, (rating, days)) in (1u128..).zip(answers) {
            day += days;
            let at = Millis(i64::from(day) * DAY_MS + i64::try_from(id).unwrap());
            let evidence = Evidence::new(rating, at, StudyDay(day));
            let made = promise(
                &params, &PromiseSettings::default(), &now.state, &evidence, fuzz_seed, &|_| 0.0, &[],
            );
            let event = Event::Answer {
                id: EventId(id),
                evidence,
                promised_s: Some(made.promised_s),
                after: now.head,
            };
            now = append(&params, &now, &event).unwrap();
            prop_assert_eq!(now.state, made.state);
            prop_assert_eq!(now.due, Some(made.due));
            prop_assert_eq!(made.due.day.is_some(), now.state.phase == Phase::Review);
        }
    }

    #[test]
    fn nothing_that_can_be_stored_makes_it_fail(
        numbers in prop::collection::vec((any::<i64>(), any::<i32>(), rating(), any::<Option<i64>>()), 0..20),
        (stability, difficulty, ease, interval_days) in any::<(Option<f64>, Option<f64>, Option<f64>, Option<f64>)>(),
        reps: u32,
        lapses: u32,
    ) {
        let seed = Seed {
            stability, difficulty, ease, interval_days, reps, lapses, phase: Phase::Review, step: 255,
            due: Some(Due::on(StudyDay(i32::MAX), Millis(i64::MAX))),
            ..Seed::default()
        };
        let mut head = None;
        let mut events = vec![Event::Seed { id: EventId(0), at: Millis(0), day: StudyDay(0), seed }];
        for (id, (at, day, rating, promised_s)) in (1u128..).zip(numbers) {
            let evidence = Evidence::new(rating, Millis(at), StudyDay(day));
            events.push(Event::Answer { id: EventId(id), evidence, promised_s, after: head });
            head = Some(EventId(id));
        }
        let result = folded(&events);
        let memory = result.state.memory.unwrap();
        prop_assert!((0.001..=36_500.0).contains(&memory.stability.get()));
        prop_assert!((1.0..=10.0).contains(&memory.difficulty.get()));
    }
}

// --- what each kind does ----------------------------------------------------------------------------------------------

#[test]
fn a_thousand_answers_in_one_day_are_all_counted() {
    let events: Vec<Event> = (0..5000).map(|id| answer(id, Rating::Good, 10, Some(60), id.checked_sub(1))).collect();
    let result = folded(&events);
    assert_eq!(result.state.reps, 5000);
    assert_eq!((result.state.phase, result.state.step), (Phase::Learning, 255));
}

#[test]
fn steps_count_goods_and_start_again_after_again() {
    let mut events = Vec::new();
    let mut steps = |rating| {
        let id = events.len() as u128;
        events.push(answer(id, rating, 10, Some(600), id.checked_sub(1)));
        let state = folded(&events).state;
        (state.phase, state.step)
    };
    assert_eq!(steps(Rating::Good), (Phase::Learning, 1));
    assert_eq!(steps(Rating::Hard), (Phase::Learning, 1));
    assert_eq!(steps(Rating::Good), (Phase::Learning, 2));
    assert_eq!(steps(Rating::Again), (Phase::Learning, 0));
}

#[test]
fn again_on_a_review_card_counts_one_lapse() {
    let mut events = vec![answer(1, Rating::Good, 10, Some(3 * DAY_S), None)];
    assert_eq!(folded(&events).state.phase, Phase::Review);
    events.push(answer(2, Rating::Again, 13, Some(600), Some(1)));
    events.push(answer(3, Rating::Again, 13, Some(600), Some(2)));
    let state = folded(&events).state;
    assert_eq!((state.phase, state.lapses, state.reps), (Phase::Relearning, 1, 3));
    events.push(answer(4, Rating::Good, 13, Some(2 * DAY_S), Some(3)));
    assert_eq!(folded(&events).state.phase, Phase::Review);
}

#[test]
fn a_promise_counts_only_after_the_event_it_was_made_from() {
    let first = answer(1, Rating::Good, 10, Some(30 * DAY_S), None);
    let kept = answer(2, Rating::Good, 40, Some(77 * DAY_S), Some(1));
    assert_eq!(folded(&[first, kept]).due.unwrap().day, Some(StudyDay(117)));

    let retract = Event::Retract { id: EventId(3), at: Millis(0), retracts: EventId(1) };
    let alone = folded(&[first, kept, retract]);
    // Now it was a first answer: 2.3 days by the model, which fuzz does not move.
    assert_eq!(alone.due.unwrap().day, Some(StudyDay(42)));
    assert_eq!(alone.state.reps, 1);
}

#[test]
fn an_answer_without_a_promise_gets_the_nominal_interval_or_ten_minutes() {
    let good = folded(&[answer(1, Rating::Good, 10, None, None)]);
    assert_eq!(good.state.phase, Phase::Review);
    assert_eq!(good.due.unwrap().day, Some(StudyDay(12)));
    let again = folded(&[answer(1, Rating::Again, 10, None, None)]);
    assert_eq!(again.state.phase, Phase::Learning);
    assert_eq!(again.due, Some(Due::at(Millis(10 * DAY_MS + DAY_MS / 2 + 600_000))));
}

#[test]
fn a_nominal_interval_depends_on_the_id_and_nothing_else() {
    let due_day = |id| {
        let seed = Seed { stability: Some(60.0), difficulty: Some(5.0), phase: Phase::Review, ..Seed::default() };
        let events = [seed_event(0, 10, seed), answer(id, Rating::Good, 70, None, None)];
        folded(&events).due.unwrap().day.unwrap()
    };
    let mut days: Vec<StudyDay> = (1..200).map(due_day).collect();
    assert_eq!(due_day(7), due_day(7));
    days.sort();
    days.dedup();
    assert!(days.len() > 5, "fuzz spreads: {days:?}");
}

#[test]
fn the_day_before_is_never_less_than_no_time() {
    let forwards = folded(&[answer(1, Rating::Good, 10, None, None)]);
    let late = Event::Answer {
        id: EventId(2),
        evidence: Evidence::new(Rating::Good, Millis(11 * DAY_MS), StudyDay(9)),
        promised_s: None,
        after: Some(EventId(1)),
    };
    let back = append(&Parameters::default(), &forwards, &late).unwrap();
    let within_a_day = Event::Answer {
        id: EventId(2),
        evidence: Evidence::new(Rating::Good, Millis(11 * DAY_MS), StudyDay(10)),
        promised_s: None,
        after: Some(EventId(1)),
    };
    let same = append(&Parameters::default(), &forwards, &within_a_day).unwrap();
    assert_eq!(back.state.memory, same.state.memory);
}

#[test]
fn forgetting_makes_a_new_card_and_the_next_answer_a_first() {
    let forget = Event::Forget { id: EventId(3), at: Millis(20 * DAY_MS) };
    let past =
        [answer(1, Rating::Good, 10, Some(3 * DAY_S), None), answer(2, Rating::Again, 13, Some(600), Some(1)), forget];
    let result = folded(&past);
    assert_eq!((result.state, result.due), (CardState::default(), None));
    assert_eq!(result.head, Some(EventId(3)));
    let again = answer(4, Rating::Good, 21, Some(600), Some(3));
    let fresh = folded(&[past[0], past[1], past[2], again]);
    let first = folded(&[answer(4, Rating::Good, 21, Some(600), None)]);
    assert_eq!((fresh.state, fresh.due), (first.state, first.due));
}

#[test]
fn rescheduling_moves_the_due_date_and_nothing_else() {
    let review = answer(1, Rating::Easy, 10, Some(8 * DAY_S), None);
    let due = Due::on(StudyDay(30), Millis(30 * DAY_MS));
    let moved = Event::Reschedule { id: EventId(2), at: Millis(11 * DAY_MS), due };
    let result = folded(&[review, moved]);
    assert_eq!(result.due, Some(due));
    assert_eq!(result.state, folded(&[review]).state);
    let learning = answer(1, Rating::Good, 10, Some(600), None);
    assert_eq!(folded(&[learning, moved]).state.phase, Phase::Review);
}

// --- imports ----------------------------------------------------------------------------------------------------------

const ANKI: Seed = Seed {
    stability: Some(50.0),
    difficulty: Some(6.0),
    ease: None,
    interval_days: Some(48.0),
    due: Some(Due { at: Millis(60 * DAY_MS), day: Some(StudyDay(60)) }),
    phase: Phase::Review,
    step: 0,
    reps: 2,
    lapses: 0,
    last_day: Some(StudyDay(12)),
    history_complete: false,
};

fn anki_history() -> [Event; 2] {
    [answer(1, Rating::Good, 10, Some(2 * DAY_S), None), answer(2, Rating::Good, 12, Some(48 * DAY_S), Some(1))]
}

#[test]
fn with_a_complete_history_memory_comes_from_the_answers_and_due_from_the_seed() {
    let [a, b] = anki_history();
    let complete = Seed { history_complete: true, ..ANKI };
    let result = folded(&[a, b, seed_event(3, 12, complete)]);
    assert_eq!(result.state.memory, folded(&[a, b]).state.memory);
    assert_eq!(result.due, ANKI.due);
    assert_eq!((result.state.reps, result.head), (2, Some(EventId(3))));
}

#[test]
fn with_an_incomplete_history_memory_comes_from_the_seed() {
    let [_, b] = anki_history();
    let result = folded(&[b, seed_event(3, 12, ANKI)]);
    assert_eq!(result.state.memory, Some(MemoryState::new(50.0, 6.0)));
    assert_eq!(result.state.last_day, Some(StudyDay(12)));
    assert_eq!((result.state.reps, result.due), (2, ANKI.due));
}

#[test]
fn an_sm2_card_gets_the_stability_of_its_interval() {
    let sm2 = Seed { stability: None, difficulty: None, ease: Some(2.5), ..ANKI };
    let result = folded(&[seed_event(3, 12, sm2)]);
    assert!((stability(&result) - 48.0).abs() < 1e-9);
    let bare = Seed { interval_days: None, ease: None, ..sm2 };
    assert!((stability(&folded(&[seed_event(3, 12, bare)])) - 1.0).abs() < 1e-9);
}

#[test]
fn a_second_package_keeps_what_was_answered_here_between() {
    let [_, b] = anki_history();
    let first = [b, seed_event(3, 12, ANKI)];
    let here = answer(4, Rating::Again, 40, Some(600), Some(3));
    let later = Seed { stability: Some(90.0), reps: 3, ..ANKI };
    let there = answer(5, Rating::Good, 60, Some(80 * DAY_S), Some(3));
    let all = [first[0], first[1], here, there, seed_event(6, 60, later)];
    let without_seed = folded(&all[..4]);
    let result = folded(&all);
    assert_eq!(result.state.memory, without_seed.state.memory);
    assert_eq!((result.state.reps, result.state.lapses), (4, 1));
    // But if answers are missing here, the other program knows better.
    let missing = folded(&[first[0], first[1], seed_event(6, 60, later)]);
    assert!((stability(&missing) - 90.0).abs() < 1e-9);
}

#[test]
fn a_package_does_not_bring_back_what_was_forgotten_here() {
    let start = [
        seed_event(1, 12, ANKI),
        Event::Forget { id: EventId(2), at: Millis(20 * DAY_MS) },
        answer(3, Rating::Good, 20, Some(600), Some(2)),
        answer(4, Rating::Good, 20, Some(2 * DAY_S), Some(3)),
    ];
    let later = seed_event(5, 30, ANKI);
    // Whether the card had come from a package before, or not.
    for before in [&start[..], &start[1..]] {
        let result = folded(&[before, &[later]].concat());
        assert_eq!(result.state.memory, folded(&start).state.memory);
    }
}

#[test]
fn a_seed_of_a_new_card_takes_nothing_from_one_that_was_answered_here() {
    let [a, b] = anki_history();
    let new = Seed { phase: Phase::New, due: None, reps: 0, ..ANKI };
    let result = folded(&[a, b, seed_event(3, 12, new)]);
    let without = folded(&[a, b]);
    assert_eq!((result.state, result.due), (without.state, without.due));
}

#[test]
fn a_seed_of_a_new_card_leaves_it_new() {
    let new = Seed { phase: Phase::New, due: None, reps: 0, ..ANKI };
    let result = folded(&[seed_event(3, 12, new)]);
    assert_eq!((result.state, result.due), (CardState::default(), None));
}
