//! SM-2 as Anki has it, to compare with. Its state is kept as a [`Mind`]: the interval in days and the ease.

use super::{dynamics::Mind, run::rounded};
use crate::Rating;

/// Anki's SM-2: ease 2.5, a day after the steps, four days after Easy.
pub fn first(mind: &mut Mind, rating: Rating) -> u32 {
    let days = if rating == Rating::Easy { 4 } else { 1 };
    *mind = Mind { stability: f64::from(days), difficulty: 2.5 };
    days
}

/// Anki's SM-2 on a review: Hard × 1.2, Good × ease with half of the delay, Easy × ease × 1.3 with all of it; a lapse
/// starts at a day with 0.2 less ease. Each button gives at least a day more than the one below.
pub fn next(mind: &mut Mind, elapsed: f64, rating: Rating, modifier: f64) -> u32 {
    let (interval, ease) = (mind.stability, mind.difficulty);
    let late = (elapsed - interval).max(0.0);
    let hard = (interval * 1.2 * modifier).max(interval + 1.0);
    let good = ((interval + late / 2.0) * ease * modifier).max(hard + 1.0);
    let easy = ((interval + late) * ease * 1.3 * modifier).max(good + 1.0);
    let (days, ease) = match rating {
        Rating::Again => (1.0, ease - 0.2),
        Rating::Hard => (hard, ease - 0.15),
        Rating::Good => (good, ease),
        Rating::Easy => (easy, ease + 0.15),
    };
    let days = rounded(days).max(1);
    *mind = Mind { stability: f64::from(days), difficulty: ease.max(1.3) };
    days
}
