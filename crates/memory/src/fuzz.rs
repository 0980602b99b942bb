//! Fuzz: cards learnt together must not stay together for ever.

use std::ops::RangeInclusive;

use crate::order::mix;

/// From this many days on nobody knows the load of a day yet, and the seed alone chooses.
const LOAD_KNOWN_DAYS: f64 = 90.0;

/// Days of fuzz to either side: from 2.5 days on one day, and a share of each stretch of the interval on top.
fn reach(interval_days: f64) -> f64 {
    const STRETCHES: [(f64, f64, f64); 3] = [(2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, f64::INFINITY, 0.05)];
    if interval_days < STRETCHES[0].0 {
        return 0.0;
    }
    STRETCHES.iter().fold(1.0, |days, &(from, to, share)| days + share * (interval_days.min(to) - from).max(0.0))
}

/// The whole days that an interval may be moved to: Anki's ranges. Below 2.5 days none but the rounded interval; from
/// there one day to either side, plus 15 % of the part between 2.5 and 7 days, 10 % between 7 and 20, 5 % above 20. All
/// within `least` and `most` days; if they contradict each other `most` wins.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held within u32 bounds before; a float cast saturates and makes NaN 0"
)]
pub fn fuzz_window(interval_days: f64, least: u32, most: u32) -> RangeInclusive<u32> {
    let least = least.min(most);
    let days = interval_days.clamp(f64::from(least), f64::from(most));
    let reach = reach(days);
    let first = ((days - reach).round() as u32).clamp(least, most);
    let last = ((days + reach).round() as u32).clamp(least, most);
    if first == last && last > 2 && last < most { first..=last + 1 } else { first..=last }
}

/// A seed for a card's next answer: the same however often the card is shown, another after each answer.
#[must_use]
pub fn fuzz_seed(card: u128, reps: u32) -> u64 {
    mix(mix(fold_128(card)) ^ u64::from(reps))
}

#[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
pub const fn fold_128(id: u128) -> u64 {
    (id >> 64) as u64 ^ (id as u64).rotate_left(32)
}

/// The day of the window with the least `cost`; among equals the seed decides.
pub fn choose(interval_days: f64, window: RangeInclusive<u32>, seed: u64, cost: impl Fn(u32) -> f64) -> u32 {
    let (first, last) = (*window.start(), *window.end());
    if first == last {
        return first;
    }
    if interval_days > LOAD_KNOWN_DAYS {
        let days = u64::from(last - first) + 1;
        return u32::try_from(mix(seed) % days).map_or(first, |offset| first + offset);
    }
    window
        .map(|day| (cost(day), mix(seed ^ u64::from(day)), day))
        .min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)))
        .map_or(first, |(_, _, day)| day)
}
