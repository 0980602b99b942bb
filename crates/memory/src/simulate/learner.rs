//! A learner, as a simulation takes one.

use serde::{Deserialize, Serialize};

use crate::Parameters;

/// A learner: memory, pace, habits.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Learner {
    /// How memories last and grow.
    pub parameters: Parameters,
    /// How long answers take.
    pub pace: Pace,
    /// Which ratings are given.
    pub habits: Habits,
}

/// Seconds that cards take. `Default`: the means of many Anki collections, as the `fsrs` crate 6.6.2 has them
/// (`SimulatorConfig`), its chains of learning steps summed up.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Pace {
    /// A new card on its first day, all its steps, by the first rating from Again to Easy; each above 0 to 3,600 s.
    pub new_s: [f64; 4],
    /// A review, by rating from Again to Easy, without relearning; each above 0 to 3,600 s.
    pub review_s: [f64; 4],
    /// Relearning on the day of a failed review, 0 to 3,600 s.
    pub relearn_s: f64,
}

/// What a learner tends to do. `Default`: the means of many Anki collections (`fsrs` 6.6.2, `SimulatorConfig`), every
/// planned day studied.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Habits {
    /// Shares of the first ratings, from Again to Easy; made to sum to 1.
    pub first: [f64; 4],
    /// Shares of Hard, Good and Easy among reviews that succeed; made to sum to 1.
    pub success: [f64; 3],
    /// Adherence: the share of planned days that are studied, 0 to 1. Which days are missed is up to the draw.
    pub adherence: f64,
}

/// Numbers that no learner can have.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum InvalidLearner {
    /// A time is not finite, negative, or longer than an hour.
    #[error("an answer takes {0} s; it must be above 0 and at most 3,600")]
    Seconds(f64),
    /// Shares are negative or not finite, or all 0.
    #[error("shares of ratings must be finite, not negative and not all 0")]
    Shares,
    /// Adherence is outside 0 to 1.
    #[error("adherence must lie between 0 and 1, not {0}")]
    Adherence(f64),
}

impl Default for Pace {
    fn default() -> Self {
        Self { new_s: [33.58, 18.79, 13.78, 10.71], review_s: [19.38, 17.59, 12.38, 8.94], relearn_s: 14.0 }
    }
}

impl Default for Habits {
    fn default() -> Self {
        Self { first: [0.24, 0.094, 0.495, 0.171], success: [0.224, 0.631, 0.145], adherence: 1.0 }
    }
}

impl Learner {
    /// Checks that the numbers can be a learner's.
    ///
    /// # Errors
    /// [`InvalidLearner`] says which cannot.
    pub fn check(&self) -> Result<(), InvalidLearner> {
        let Pace { new_s, review_s, relearn_s } = self.pace;
        let times = new_s.iter().chain(&review_s);
        if let Some(wrong) = times.copied().find(|s| !(*s > 0.0 && *s <= 3600.0)) {
            return Err(InvalidLearner::Seconds(wrong));
        }
        if !(0.0..=3600.0).contains(&relearn_s) {
            return Err(InvalidLearner::Seconds(relearn_s));
        }
        let shares = |list: &[f64]| {
            list.iter().all(|share| share.is_finite() && (0.0..=1e9).contains(share)) && list.iter().sum::<f64>() > 1e-9
        };
        if !shares(&self.habits.first) || !shares(&self.habits.success) {
            return Err(InvalidLearner::Shares);
        }
        if !(0.0..=1.0).contains(&self.habits.adherence) {
            return Err(InvalidLearner::Adherence(self.habits.adherence));
        }
        Ok(())
    }
}
