//! One answer: from a card's state before it to the state after.

use serde::{Deserialize, Serialize};

use crate::{DAY_S, Evidence, MemoryState, Millis, Parameters, StudyDay, evidence::after_answer, retrievability};

/// How an answer was rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub enum Rating {
    /// Not recalled.
    Again = 1,
    /// Recalled with difficulty.
    Hard = 2,
    /// Recalled.
    Good = 3,
    /// Recalled at once.
    Easy = 4,
}

/// A number that is no rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no rating; ratings are 1 (again), 2 (hard), 3 (good) and 4 (easy)")]
pub struct InvalidRating(pub i64);

impl Rating {
    /// All four, from Again to Easy.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// Place in [`Self::ALL`].
    pub(crate) const fn index(self) -> usize {
        self as usize - 1
    }

    /// The grade as the formulas use it, 1 to 4.
    pub(crate) fn number(self) -> f32 {
        f32::from(self as u8)
    }
}

impl TryFrom<i64> for Rating {
    type Error = InvalidRating;
    fn try_from(number: i64) -> Result<Self, Self::Error> {
        match number {
            1 => Ok(Self::Again),
            2 => Ok(Self::Hard),
            3 => Ok(Self::Good),
            4 => Ok(Self::Easy),
            other => Err(InvalidRating(other)),
        }
    }
}

impl From<Rating> for i64 {
    fn from(rating: Rating) -> Self {
        rating as Self
    }
}

/// Where a card stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Never answered, or forgotten on purpose.
    #[default]
    New = 0,
    /// In its first steps, minutes or hours apart.
    Learning = 1,
    /// Days apart.
    Review = 2,
    /// Failed as a review, in steps again.
    Relearning = 3,
}

/// A number that is no phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no phase; phases are 0 (new), 1 (learning), 2 (review) and 3 (relearning)")]
pub struct InvalidPhase(pub i64);

impl TryFrom<i64> for Phase {
    type Error = InvalidPhase;
    fn try_from(number: i64) -> Result<Self, Self::Error> {
        match number {
            0 => Ok(Self::New),
            1 => Ok(Self::Learning),
            2 => Ok(Self::Review),
            3 => Ok(Self::Relearning),
            other => Err(InvalidPhase(other)),
        }
    }
}

impl From<Phase> for i64 {
    fn from(phase: Phase) -> Self {
        phase as Self
    }
}

/// What a card's events add up to. `Default` is a new card.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct CardState {
    /// The memory right after the last answer; `None` before the first.
    pub memory: Option<MemoryState>,
    /// Where the card stands.
    pub phase: Phase,
    /// While learning or relearning: the step it waits for, counted from 0. Otherwise 0.
    pub step: u8,
    /// Study day of the last answer.
    pub last_day: Option<StudyDay>,
    /// Instant of the last answer.
    pub last_at: Option<Millis>,
    /// Answers so far.
    pub reps: u32,
    /// How often it was failed as a review.
    pub lapses: u32,
}

impl CardState {
    /// Whole study days from the last answer to `day`, never below 0; 0 if there was none.
    #[must_use]
    pub fn elapsed_days(&self, day: StudyDay) -> u32 {
        self.last_day.map_or(0, |last| u32::try_from(day.days_since(last)).unwrap_or(0))
    }

    /// The probability that the card is recalled on `day`; `None` before the first answer.
    #[must_use]
    pub fn recall(&self, params: &Parameters, day: StudyDay) -> Option<f64> {
        self.memory.map(|memory| retrievability(params, memory, f64::from(self.elapsed_days(day))))
    }
}

/// The state after an answer. `promised_s` is the interval, in seconds, that was promised with it; `None` if nothing was
/// promised or the promise was made from another state.
///
/// Memory follows from the model, with the elapsed study days and how far a right answer can be trusted (see
/// [`Evidence`]): a plain recall moves it exactly as FSRS says. Settings are not asked: **phase and step follow from the
/// rating and the promise alone**, so that changing settings never changes the past.
///
/// * A review card that is recalled (Hard, Good, Easy) stays in review.
/// * Otherwise a promise shorter than a day (86,400 s) keeps the card in steps, a longer one makes it a review card.
///   Without a promise Again and Hard keep it in steps, Good and Easy do not.
/// * In steps, a card that was in review or relearning is relearning, any other is learning.
/// * The step is 0 after Again and on entering steps; Hard keeps it, Good and Easy move on by one. A new card that stays
///   in steps after Good therefore waits for step 1.
/// * Again on a review card counts one lapse, whatever was promised.
#[must_use]
pub fn observe(params: &Parameters, before: &CardState, evidence: &Evidence, promised_s: Option<i64>) -> CardState {
    let Evidence { rating, at, day, .. } = *evidence;
    let was_review = before.phase == Phase::Review;
    let failed = rating == Rating::Again;
    let in_steps = (failed || !was_review) && promised_s.map_or(rating <= Rating::Hard, |seconds| seconds < DAY_S);
    let phase = match (in_steps, before.phase) {
        (false, _) => Phase::Review,
        (true, Phase::New | Phase::Learning) => Phase::Learning,
        (true, Phase::Review | Phase::Relearning) => Phase::Relearning,
    };
    let step = match (in_steps, rating) {
        (false, _) | (_, Rating::Again) => 0,
        (true, Rating::Hard) => before.step,
        (true, Rating::Good | Rating::Easy) => before.step.saturating_add(1),
    };
    CardState {
        memory: Some(after_answer(params, before.memory, before.elapsed_days(day), evidence)),
        phase,
        step,
        last_day: Some(day),
        last_at: Some(at),
        reps: before.reps.saturating_add(1),
        lapses: before.lapses.saturating_add(u32::from(was_review && failed)),
    }
}
