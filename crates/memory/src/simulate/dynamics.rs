//! The memory model in double precision, with the elementary functions of the `libm` crate.
//!
//! [`crate::next_memory`] rounds as the programs do with which states are exchanged, and the platform's own `powf` may
//! differ in the last bit from one machine to the next. That is right for one card's state, which a log can rebuild; a
//! simulation compounds thousands of answers and chooses by comparing sums, so that one bit could choose another plan.
//! `libm` is written in Rust, uses additions and multiplications only, and gives the same on every machine.

use crate::{MemoryState, Parameters, Rating};

/// Parameters, prepared.
#[derive(Debug, Clone)]
pub struct Dynamics {
    w: [f64; 21],
    decay: f64,
    factor: f64,
    growth: f64,
    /// What a failure leaves at most, as a share of the stability.
    failure_share: f64,
    easy_difficulty: f64,
}

/// Stability in days and difficulty, as plain numbers: the inner loop's [`MemoryState`].
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Mind {
    pub stability: f64,
    pub difficulty: f64,
}

impl From<MemoryState> for Mind {
    fn from(state: MemoryState) -> Self {
        Self { stability: state.stability.get(), difficulty: state.difficulty.get() }
    }
}

impl Dynamics {
    pub fn new(parameters: &Parameters) -> Self {
        let w = parameters.values().map(f64::from);
        let decay = -w[20];
        Self {
            decay,
            factor: libm::exp(libm::log(0.9) / decay) - 1.0,
            growth: libm::exp(w[8]),
            failure_share: libm::exp(-w[17] * w[18]),
            easy_difficulty: first_difficulty(&w, 4.0),
            w,
        }
    }

    /// Recall after `days`.
    pub fn recall(&self, stability: f64, days: f64) -> f64 {
        libm::exp(self.decay * libm::log(1.0 + self.factor * days.max(0.0) / stability))
    }

    /// Days until recall is `recall`.
    pub fn interval(&self, stability: f64, recall: f64) -> f64 {
        stability / self.factor * (libm::exp(libm::log(recall) / self.decay) - 1.0)
    }

    /// After the first answer.
    pub fn first(&self, rating: Rating) -> Mind {
        let difficulty = first_difficulty(&self.w, f64::from(rating.number()));
        held(self.w[rating.index()], difficulty)
    }

    /// After a later answer on another day, to a card of which `recall` was expected.
    pub fn next(&self, before: Mind, recall: f64, rating: Rating) -> Mind {
        let stability = match rating {
            Rating::Again => self.after_failure(before, recall),
            _ => self.after_success(before, recall, rating),
        };
        held(stability, self.next_difficulty(before.difficulty, rating))
    }

    pub fn next_difficulty(&self, difficulty: f64, rating: Rating) -> f64 {
        let w = &self.w;
        let moved = difficulty - w[6] * (f64::from(rating.number()) - 3.0) * (10.0 - difficulty) / 9.0;
        (w[7] * (self.easy_difficulty - moved) + moved).clamp(1.0, 10.0)
    }

    fn after_success(&self, Mind { stability, difficulty }: Mind, recall: f64, rating: Rating) -> f64 {
        let w = &self.w;
        let weight = match rating {
            Rating::Hard => w[15],
            Rating::Easy => w[16],
            Rating::Again | Rating::Good => 1.0,
        };
        let surprise = libm::exp((1.0 - recall) * w[10]) - 1.0;
        let tiring = libm::exp(-w[9] * libm::log(stability));
        stability * (1.0 + self.growth * (11.0 - difficulty) * tiring * surprise * weight)
    }

    fn after_failure(&self, Mind { stability, difficulty }: Mind, recall: f64) -> f64 {
        let w = &self.w;
        let kept = libm::exp(w[13] * libm::log(stability + 1.0)) - 1.0;
        let forgotten = w[11] * libm::exp((1.0 - recall) * w[14] - w[12] * libm::log(difficulty)) * kept;
        forgotten.min(stability * self.failure_share)
    }
}

fn first_difficulty(w: &[f64; 21], grade: f64) -> f64 {
    w[4] - libm::exp(w[5] * (grade - 1.0)) + 1.0
}

fn held(stability: f64, difficulty: f64) -> Mind {
    Mind { stability: stability.clamp(0.001, 36_500.0), difficulty: difficulty.clamp(1.0, 10.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{next_memory, retrievability};

    #[test]
    fn the_simulated_memory_is_that_of_the_log() {
        let parameters = Parameters::default();
        let dynamics = Dynamics::new(&parameters);
        for first in Rating::ALL {
            let mut state = next_memory(&parameters, None, 0, first);
            let mut mind = dynamics.first(first);
            for (place, days) in [1u32, 3, 9, 30, 2, 120].into_iter().enumerate() {
                let rating = Rating::ALL[(place + first.index()) % 4];
                let recall = dynamics.recall(mind.stability, f64::from(days));
                assert!((recall - retrievability(&parameters, state, f64::from(days))).abs() < 1e-4);
                state = next_memory(&parameters, Some(state), days, rating);
                mind = dynamics.next(mind, recall, rating);
                assert!((mind.stability / state.stability.get() - 1.0).abs() < 1e-3, "{mind:?} {state:?}");
                assert!((mind.difficulty - state.difficulty.get()).abs() < 1e-3);
            }
        }
    }
}
