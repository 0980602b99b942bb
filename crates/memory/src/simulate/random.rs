//! Common random numbers: chance as a function of what it is for.

use crate::order::mix;

/// The chances of one simulated course of events. What happens at the `repetition`th answer to a card is the same under
/// every policy, so that two policies differ by what they do and not by luck, and few draws compare them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chance(u64);

impl Chance {
    /// The chances of a draw.
    pub const fn new(seed: u64, draw: u32) -> Self {
        Self(mix(mix(seed) ^ draw as u64))
    }

    /// A number in 0 to 1 (1 excluded) for the answer number `repetition` to a card.
    pub fn of_answer(self, card: u64, repetition: u32) -> f64 {
        unit(mix(mix(self.0 ^ card) ^ u64::from(repetition)))
    }

    /// A number in 0 to 1 (1 excluded) for a day.
    pub fn of_day(self, day: u32) -> f64 {
        unit(mix(!self.0 ^ u64::from(day)))
    }
}

/// The upper 53 bits as a fraction.
#[expect(clippy::cast_precision_loss, reason = "53 bits fit the mantissa")]
fn unit(bits: u64) -> f64 {
    (bits >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
}
