//! Promises: steps, intervals, fuzz, loads, siblings; leeches and orders.

use memory::{
    CardState, Due, Evidence, MemoryState, Millis, Parameters, Phase, Promise, PromiseSettings, Rating, Retention,
    ReviewOrder, Steps, StudyDay, Waiting, fuzz_seed, fuzz_window, interval, is_leech, preview, promise, shuffle_key,
};
use proptest::prelude::*;

const TODAY: StudyDay = StudyDay(20_000);
const NOW: Millis = Millis(20_000 * 86_400_000);

fn plain() -> PromiseSettings {
    PromiseSettings { fuzz: false, ..PromiseSettings::default() }
}

fn with_steps(learning: &[i64], relearning: &[i64]) -> PromiseSettings {
    let millis = |minutes: &[i64]| minutes.iter().map(|m| Millis(m * 60_000)).collect();
    PromiseSettings { steps: Steps { learning: millis(learning), relearning: millis(relearning) }, ..plain() }
}

fn good(at: Millis, day: StudyDay) -> Evidence {
    Evidence::new(Rating::Good, at, day)
}

fn all(settings: &PromiseSettings, before: &CardState) -> [Promise; 4] {
    preview(&Parameters::default(), settings, before, &good(NOW, TODAY), 1, &|_| 0.0, &[])
}

fn seconds(settings: &PromiseSettings, before: &CardState) -> [i64; 4] {
    all(settings, before).map(|promise| promise.promised_s)
}

fn review(stability: f64, elapsed: i32) -> CardState {
    CardState {
        memory: Some(MemoryState::new(stability, 5.0)),
        phase: Phase::Review,
        last_day: Some(TODAY.plus(-elapsed)),
        reps: 3,
        ..CardState::default()
    }
}

fn in_steps(phase: Phase, step: u8) -> CardState {
    CardState { phase, step, ..review(2.0, 0) }
}

const DAY: i64 = 86_400;

#[test]
fn a_new_card_takes_one_minute_five_and_a_half_ten_or_eight_days() {
    assert_eq!(seconds(&plain(), &CardState::default()), [60, 330, 600, 8 * DAY]);
    let states = all(&plain(), &CardState::default()).map(|promise| promise.state);
    assert_eq!(states.map(|state| state.step), [0, 0, 1, 0]);
    assert_eq!(states[2].phase, Phase::Learning);
    assert_eq!(states[3].phase, Phase::Review);
}

#[test]
fn the_last_step_ends_with_good_and_repeats_with_hard() {
    let [again, hard, good, easy] = seconds(&plain(), &in_steps(Phase::Learning, 1));
    assert_eq!((again, hard), (60, 600));
    assert!(good % DAY == 0 && easy >= good + DAY);
}

#[test]
fn a_single_step_is_repeated_after_half_as_long_again() {
    assert_eq!(seconds(&with_steps(&[10], &[]), &CardState::default())[..2], [600, 900]);
}

#[test]
fn without_steps_every_rating_leads_to_days() {
    for before in [CardState::default(), in_steps(Phase::Learning, 0), review(20.0, 20)] {
        let promises = all(&with_steps(&[], &[]), &before);
        assert!(promises.iter().all(|promise| promise.days >= Some(1)));
        assert!(promises.iter().all(|promise| promise.state.phase == Phase::Review));
        assert!(promises[1..].is_sorted_by(|a, b| a.days < b.days));
    }
}

#[test]
fn a_step_of_days_makes_a_review_card() {
    let [again, ..] = all(&with_steps(&[2 * 24 * 60], &[]), &CardState::default());
    assert_eq!((again.days, again.state.phase), (Some(2), Phase::Review));
    assert_eq!(again.due.day, Some(TODAY.plus(2)));
}

#[test]
fn a_failed_review_goes_to_the_relearning_steps() {
    let [again, ..] = all(&plain(), &review(20.0, 20));
    assert_eq!((again.promised_s, again.days), (600, None));
    assert_eq!((again.state.phase, again.state.lapses), (Phase::Relearning, 1));
    assert_eq!(again.due, Due::at(Millis(NOW.0 + 600_000)));
    let [.., good, _] = all(&plain(), &again.state);
    assert_eq!(good.state.phase, Phase::Review);
}

#[test]
fn without_fuzz_an_interval_is_the_models_rounded() {
    let before = review(30.0, 30);
    let params = Parameters::default();
    for retention in [0.7, 0.85, 0.9, 0.97] {
        let settings = PromiseSettings { retention: Retention::new(retention).unwrap(), ..plain() };
        let [_, _, good, _] = all(&settings, &before);
        let days = interval(&params, good.state.memory.unwrap().stability, settings.retention);
        assert_eq!(f64::from(good.days.unwrap()), days.round());
    }
}

#[test]
fn no_interval_is_longer_than_the_longest() {
    let settings = PromiseSettings { maximum_interval_days: 10, ..PromiseSettings::default() };
    let [_, hard, good, easy] = all(&settings, &review(500.0, 400));
    assert_eq!([hard, good, easy].map(|promise| promise.days.unwrap() <= 10), [true; 3]);
}

#[test]
fn fuzz_ranges_are_ankis() {
    let cases = [
        (1.0, 1..=1),
        (2.49, 2..=2),
        (2.5, 2..=4),
        (6.0, 4..=8), // 1 + 3.5 × 0.15
        (7.0, 5..=9), // 1 + 4.5 × 0.15
        (15.0, 13..=17),
        (20.0, 17..=23),   // … + 13 × 0.10
        (100.0, 93..=107), // … + 80 × 0.05
    ];
    for (days, window) in cases {
        assert_eq!(fuzz_window(days, 1, 36_500), window, "{days}");
    }
    assert_eq!(fuzz_window(20.0, 19, 21), 19..=21);
    assert_eq!(fuzz_window(f64::NAN, 1, 100), 1..=1);
}

#[test]
fn the_emptiest_day_of_the_window_is_taken() {
    let before = review(20.0, 20);
    let nominal = all(&plain(), &before)[2].days.unwrap();
    let window = fuzz_window(f64::from(nominal), 1, 36_500);
    for empty in window {
        let empty_day = TODAY.plus(i32::try_from(empty).unwrap());
        let loads = |day| if day == empty_day { 1.0 } else { 40.0 };
        let settings = PromiseSettings::default();
        let evidence = Evidence::new(Rating::Good, NOW, TODAY);
        for seed in 0..20 {
            let made = promise(&Parameters::default(), &settings, &before, &evidence, seed, &loads, &[]);
            assert_eq!(made.due.day, Some(empty_day));
        }
    }
}

#[test]
fn among_equal_days_the_seed_decides_and_each_gets_its_share() {
    let evidence = Evidence::new(Rating::Good, NOW, TODAY);
    let before = review(20.0, 20);
    let chosen = |seed| {
        let settings = PromiseSettings::default();
        promise(&Parameters::default(), &settings, &before, &evidence, seed, &|_| 3.0, &[]).days.unwrap()
    };
    let mut counts = std::collections::BTreeMap::new();
    for card in 0..1000 {
        assert_eq!(chosen(fuzz_seed(card, 3)), chosen(fuzz_seed(card, 3)));
        *counts.entry(chosen(fuzz_seed(card, 3))).or_insert(0) += 1;
    }
    let share = 1000 / counts.len();
    assert!(counts.len() > 5);
    assert!(counts.values().all(|&n| n > share / 2 && n < share * 2), "{counts:?}");
}

#[test]
fn a_siblings_day_is_avoided() {
    let before = review(20.0, 20);
    let evidence = Evidence::new(Rating::Good, NOW, TODAY);
    let made = |seed, siblings: &[StudyDay]| {
        let settings = PromiseSettings::default();
        promise(&Parameters::default(), &settings, &before, &evidence, seed, &|_| 5.0, siblings)
    };
    for seed in 0..50 {
        let alone = made(seed, &[]).due.day.unwrap();
        let apart = made(seed, &[alone]).due.day.unwrap();
        assert!(apart.days_since(alone).abs() > 1);
    }
}

#[test]
fn leeches_are_named_at_the_threshold_and_every_half_more() {
    let named = |threshold| (0..20).filter(|&lapses| is_leech(lapses, threshold)).collect::<Vec<_>>();
    assert_eq!(named(8), [8, 12, 16]);
    assert_eq!(named(5), [5, 8, 11, 14, 17]);
    assert_eq!(named(1), (1..20).collect::<Vec<_>>());
    assert!(named(0).is_empty());
}

#[test]
fn the_shuffle_changes_with_the_day_and_only_with_it() {
    let order = |day| {
        let mut cards: Vec<u128> = (0..50).collect();
        cards.sort_by_key(|&card| shuffle_key(day, card));
        cards
    };
    assert_eq!(order(TODAY), order(TODAY));
    assert_ne!(order(TODAY), order(TODAY.plus(1)));
}

#[test]
fn review_orders_put_the_right_card_first() {
    let card = |card, day: i32, recall| Waiting { card, due: Due::on(TODAY.plus(day), Millis(0)), recall };
    let cards = [card(1, -1, 0.5), card(2, -9, 0.9), card(3, 0, 0.2)];
    let first = |order: ReviewOrder| cards.iter().min_by(|a, b| order.compare(TODAY, a, b)).unwrap().card;
    assert_eq!(first(ReviewOrder::Due), 2);
    assert_eq!(first(ReviewOrder::RecallAscending), 3);
    assert_eq!(first(ReviewOrder::RecallDescending), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hard_is_shorter_than_good_and_good_than_easy(
        stability in 0.001..20_000.0f64,
        difficulty in 1.0..10.0f64,
        elapsed in 0i32..5000,
        seed: u64,
        fuzz: bool,
    ) {
        let before = CardState {
            memory: Some(MemoryState::new(stability, difficulty)),
            ..review(1.0, elapsed)
        };
        let settings = PromiseSettings { fuzz, ..PromiseSettings::default() };
        let loads = |day: StudyDay| f64::from(day.0 % 7);
        let made = preview(&Parameters::default(), &settings, &before, &good(NOW, TODAY), seed, &loads, &[]);
        let [_, hard, good, easy] = made.map(|promise| promise.days);
        prop_assert!(hard >= Some(1));
        prop_assert!((hard < good && good < easy) || easy == Some(36_500), "{hard:?} {good:?} {easy:?}");
    }

    #[test]
    fn no_setting_state_or_load_makes_it_fail(
        numbers in any::<(f64, f64, i32, i32, i64, u8, u32, u32)>(),
        steps in prop::collection::vec(any::<i64>(), 0..4),
        phase in 0usize..4,
        most: u32,
        seed: u64,
        load: f64,
        siblings in prop::collection::vec(any::<i32>(), 0..4),
    ) {
        let (stability, difficulty, last, day, at, step, reps, lapses) = numbers;
        let before = CardState {
            memory: Some(MemoryState::new(stability, difficulty)),
            phase: [Phase::New, Phase::Learning, Phase::Review, Phase::Relearning][phase],
            step,
            last_day: Some(StudyDay(last)),
            last_at: Some(Millis(at)),
            reps,
            lapses,
        };
        let steps: Vec<Millis> = steps.into_iter().map(Millis).collect();
        let settings = PromiseSettings {
            steps: Steps { learning: steps.clone(), relearning: steps },
            maximum_interval_days: most,
            ..PromiseSettings::default()
        };
        let siblings: Vec<StudyDay> = siblings.into_iter().map(StudyDay).collect();
        let made = preview(
            &Parameters::default(), &settings, &before, &good(Millis(at), StudyDay(day)), seed, &|_| load, &siblings,
        );
        for promise in made {
            prop_assert!(promise.promised_s >= 1);
            prop_assert!(promise.days.is_none_or(|days| (1..=36_501).contains(&days)));
        }
    }
}

#[test]
fn parameters_and_retention_refuse_what_has_no_meaning() {
    use memory::InvalidParameters::{Length, NotFinite};
    assert_eq!(Parameters::new(&[1.0; 20]), Err(Length(20)));
    assert_eq!(Parameters::new(&[]), Err(Length(0)));
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let mut weights = *Parameters::default().values();
        weights[7] = bad;
        assert_eq!(Parameters::new(&weights), Err(NotFinite(7)));
    }
    for bad in [0.0, 0.69, 0.991, 1.0, f64::NAN] {
        assert!(Retention::new(bad).is_err());
    }
    assert!(Rating::try_from(0).is_err() && Rating::try_from(5).is_err());
}
