//! Memory states against the reference implementation, the `fsrs` crate: the largest relative difference over many
//! histories, with the published parameters and with parameter sets of two kinds.

use crate::figure::{Figure, Target};
use crate::numbers::Numbers;
use anyhow::{Context, Result, anyhow};
use fsrs::{FSRS, FSRSItem, FSRSReview};
use memory::{Parameters, Rating, next_memory};

/// Histories of each parameter set.
const HISTORIES: u64 = 10_000;
const SETS: u64 = 100;
/// Of the reference, in single precision.
const TOLERANCE: f64 = 1e-4;

/// The whole range that the reference allows of each parameter.
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

pub fn run() -> Result<Vec<Figure>> {
    let mut numbers = Numbers::new(1);
    let published = worst_difference(&fsrs::DEFAULT_PARAMETERS, &mut numbers)?;
    let mut near = 0.0f64;
    let mut wide = 0.0f64;
    for _ in 0..SETS {
        near = near.max(worst_difference(&like_a_learners(&mut numbers), &mut numbers)?);
        wide = wide.max(worst_difference(&anywhere(&mut numbers), &mut numbers)?);
    }
    let figure = |name: &str, worst: f64| Figure::limit(name, worst, "relative", Target::AtMost(TOLERANCE));
    let mut figures = vec![
        figure("memory: published parameters, 10,000 histories", published),
        figure("memory: 100 sets like learners', 10,000 histories each", near),
        figure("memory: 100 sets anywhere in range, 10,000 each", wide),
    ];
    figures.extend(crate::model::run()?);
    figures.extend(crate::plan::run()?);
    Ok(figures)
}

fn like_a_learners(numbers: &mut Numbers) -> Vec<f32> {
    fsrs::DEFAULT_PARAMETERS.iter().map(|value| value * numbers.between(0.67, 1.5)).collect()
}

fn anywhere(numbers: &mut Numbers) -> Vec<f32> {
    RANGES.iter().map(|&(low, high)| numbers.between(low, high)).collect()
}

/// One to twenty answers, a fifth of them on the day of the one before, the rest up to about three years later.
fn history(numbers: &mut Numbers) -> Vec<FSRSReview> {
    let answers = 1 + numbers.below(20);
    (0..answers)
        .map(|place| {
            let scale = [1, 3, 10, 40, 200, 1000][numbers.below(6) as usize];
            let same_day = place == 0 || numbers.below(5) == 0;
            let days = if same_day { 0 } else { 1 + numbers.below(scale) };
            FSRSReview { rating: 1 + numbers.below(4) as u32, delta_t: days as u32 }
        })
        .collect()
}

fn worst_difference(weights: &[f32], numbers: &mut Numbers) -> Result<f64> {
    let reference = FSRS::new(weights).map_err(|e| anyhow!("{e:?}"))?;
    let parameters = Parameters::new(weights).map_err(|e| anyhow!("{e:?}"))?;
    let mut worst = 0.0f64;
    for _ in 0..HISTORIES {
        let reviews = history(numbers);
        let states = reference
            .historical_memory_states(FSRSItem { reviews: reviews.clone() }, None)
            .map_err(|e| anyhow!("{e:?}"))?;
        let mut state = None;
        for (review, expected) in reviews.iter().zip(states) {
            let rating = Rating::try_from(i64::from(review.rating)).ok().context("a rating")?;
            let next = next_memory(&parameters, state, review.delta_t, rating);
            worst = worst
                .max(relative(next.stability.get(), expected.stability))
                .max(relative(next.difficulty.get(), expected.difficulty));
            state = Some(next);
        }
    }
    Ok(worst)
}

fn relative(ours: f64, theirs: f32) -> f64 {
    (ours - f64::from(theirs)).abs() / f64::from(theirs).abs()
}
