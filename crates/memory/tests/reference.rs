//! Memory states against the reference implementation, the `fsrs` crate.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use fsrs::{FSRS, FSRSItem, FSRSReview};
use memory::{MemoryState, Parameters, Rating, Retention, interval, memory_from_sm2, next_memory, retrievability};

/// Relative difference that is allowed.
const TOLERANCE: f64 = 1e-4;

/// Histories per parameter set. The bench runs 10,000.
const HISTORIES: u64 = if cfg!(debug_assertions) { 2_000 } else { 10_000 };

/// A small generator of numbers, so that each run has the same histories.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let n = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        n ^ (n >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }
}

/// Parameters over the whole range that the reference allows.
fn wide(numbers: &mut Numbers) -> Vec<f32> {
    const RANGES: [(f32, f32); 21] = [
        (0.01, 10.0),
        (0.01, 20.0),
        (0.01, 50.0),
        (0.01, 100.0),
        (1.0, 10.0),
        (0.001, 4.0),
        (0.001, 4.0),
        (0.001, 0.75),
        (0.0, 4.5),
        (0.0, 0.8),
        (0.001, 3.5),
        (0.001, 5.0),
        (0.001, 0.25),
        (0.001, 0.9),
        (0.0, 4.0),
        (0.0, 1.0),
        (1.0, 6.0),
        (0.0, 2.0),
        (0.0, 2.0),
        (0.01, 0.8),
        (0.1, 0.8),
    ];
    RANGES.iter().map(|&(low, high)| numbers.between(low, high)).collect()
}

/// Parameters as learners have them: each within a third of the published one.
fn near(numbers: &mut Numbers) -> Vec<f32> {
    fsrs::DEFAULT_PARAMETERS.iter().map(|value| value * numbers.between(0.67, 1.5)).collect()
}

/// One to twenty answers, a fifth of them on the same day as the one before, the rest up to about three years later.
fn history(numbers: &mut Numbers) -> Vec<(u32, u32)> {
    let answers = 1 + numbers.below(20);
    (0..answers)
        .map(|place| {
            let rating = 1 + u32::try_from(numbers.below(4)).unwrap();
            let scale = [1, 3, 10, 40, 200, 1000][usize::try_from(numbers.below(6)).unwrap()];
            let days = if place == 0 || numbers.below(5) == 0 { 0 } else { 1 + numbers.below(scale) };
            (rating, u32::try_from(days).unwrap())
        })
        .collect()
}

fn worst_difference(weights: &[f32], numbers: &mut Numbers, histories: u64) -> f64 {
    let reference = FSRS::new(weights).unwrap();
    let params = Parameters::new(weights).unwrap();
    let mut worst = 0.0f64;
    for _ in 0..histories {
        let answers = history(numbers);
        let reviews = answers.iter().map(|&(rating, delta_t)| FSRSReview { rating, delta_t }).collect();
        let states = reference.historical_memory_states(FSRSItem { reviews }, None).unwrap();
        let mut state = None;
        for (&(rating, days), expected) in answers.iter().zip(states) {
            let rating = Rating::try_from(i64::from(rating)).unwrap();
            let next = next_memory(&params, state, days, rating);
            let difference = relative(next.stability.get(), expected.stability)
                .max(relative(next.difficulty.get(), expected.difficulty));
            worst = worst.max(difference);
            state = Some(next);
        }
    }
    worst
}

fn relative(ours: f64, theirs: f32) -> f64 {
    (ours - f64::from(theirs)).abs() / f64::from(theirs).abs()
}

#[test]
fn states_equal_the_reference_with_the_published_parameters() {
    let worst = worst_difference(&fsrs::DEFAULT_PARAMETERS, &mut Numbers(1), HISTORIES);
    println!("published: {worst:e}");
    assert!(worst <= TOLERANCE, "{worst}");
}

#[test]
fn states_equal_the_reference_with_100_parameter_sets_like_learners() {
    let mut numbers = Numbers(2);
    let mut all = 0.0f64;
    for set in 0..100 {
        let weights = near(&mut numbers);
        let worst = worst_difference(&weights, &mut numbers, HISTORIES);
        all = all.max(worst);
        assert!(worst <= TOLERANCE, "set {set}: {worst} with {weights:?}");
    }
    println!("near: {all:e}");
}

#[test]
fn states_equal_the_reference_with_100_parameter_sets_over_the_whole_range() {
    let mut numbers = Numbers(3);
    let mut over = Vec::new();
    for _ in 0..100 {
        let weights = wide(&mut numbers);
        over.push(worst_difference(&weights, &mut numbers, HISTORIES));
    }
    over.sort_by(f64::total_cmp);
    println!("wide: median {:e}, {:?}", over[50], &over[90..]);
    assert!(over[99] <= TOLERANCE);
}

#[test]
fn recall_intervals_and_sm2_states_equal_the_reference() {
    let mut numbers = Numbers(4);
    for _ in 0..HISTORIES {
        let weights = near(&mut numbers);
        let reference = FSRS::new(&weights).unwrap();
        let params = Parameters::new(&weights).unwrap();
        let (s, d) = (numbers.between(0.1, 500.0), numbers.between(1.0, 10.0));
        let days = numbers.between(0.0, 1000.0);
        let target = numbers.between(0.7, 0.99);
        let ours = MemoryState::new(f64::from(s), f64::from(d));
        let theirs = fsrs::MemoryState { stability: s, difficulty: d };
        let retention = Retention::new(f64::from(target)).unwrap();

        let recall = fsrs::current_retrievability(theirs, days, params.values()[20]);
        assert!(relative(retrievability(&params, ours, f64::from(days)), recall) <= TOLERANCE);
        let wait = reference.next_interval(Some(s), target, 3);
        assert!(relative(interval(&params, ours.stability, retention), wait) <= TOLERANCE);
        let ease = numbers.between(1.3, 3.5);
        let sm2 = reference.memory_state_from_sm2(ease, days, target).unwrap();
        let mine = memory_from_sm2(&params, f64::from(ease), f64::from(days), retention);
        assert!(relative(mine.stability.get(), sm2.stability.min(36_500.0)) <= TOLERANCE);
        assert!((mine.difficulty.get() - f64::from(sm2.difficulty)).abs() <= 1e-3, "{mine:?} {sm2:?}");
    }
}

#[test]
fn parameters_of_all_three_ages_behave_as_in_the_reference() {
    let mut numbers = Numbers(5);
    for length in [17, 19, 21] {
        for _ in 0..20 {
            let weights = &near(&mut numbers)[..length];
            let worst = worst_difference(weights, &mut numbers, 20);
            assert!(worst <= TOLERANCE, "{length}: {worst}");
        }
    }
}

#[test]
fn parameters_out_of_range_are_clamped_as_in_the_reference() {
    for extreme in [-1e9f32, -1.0, 0.0, 1e9] {
        let weights = [extreme; 21];
        let worst = worst_difference(&weights, &mut Numbers(6), 50);
        assert!(worst <= TOLERANCE, "{extreme}: {worst}");
    }
}
