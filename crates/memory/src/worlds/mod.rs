//! Simulated learners, whose truth is known: what the models' figures are measured on, by tests and by the bench.
//!
//! What holds here is called simulated wherever it is shown. Nothing in the app depends on these worlds.

pub mod exam;
pub mod forgetting;
pub mod guessing;

use crate::order::mix;

/// Numbers by chance from a seed: the same on every machine (`SplitMix64`, Steele, Lea and Flood 2014).
#[derive(Debug, Clone)]
pub struct Draws(u64);

impl Draws {
    /// The draws of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(mix(seed))
    }

    /// Uniform, from 0 to just below 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        (mix(self.0) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// True with the probability `chance`.
    pub fn happens(&mut self, chance: f64) -> bool {
        self.uniform() < chance
    }

    /// A whole number from 0 to `bound − 1`; 0 if `bound` is 0.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "bounds are small"
    )]
    pub fn below(&mut self, bound: usize) -> usize {
        ((self.uniform() * bound as f64) as usize).min(bound.saturating_sub(1))
    }

    /// Normal with mean 0 and standard deviation 1 (Box and Muller 1958).
    pub fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.uniform()));
        radius * libm::cos(2.0 * std::f64::consts::PI * self.uniform())
    }
}
