//! What one answer tells, and how it moves the memory: FSRS for an answer that was surely recalled or surely not, the
//! posterior of both for one that may have been right without recall. The derivation is in `docs/models.md`.

use serde::{Deserialize, Serialize};

use crate::{MemoryState, Millis, Parameters, Rating, Stability, StudyDay, next_memory, retrievability};

/// The chance that somebody recalls what FSRS knows nothing about yet, before the first answer: even odds.
const UNKNOWN_RECALL: f64 = 0.5;
/// The chance that what cannot be recalled is recognised among the options. An assumption until logs tell.
const RECOGNISED: f64 = 0.3;
/// The chance that one hint makes up for recall. An assumption until logs tell.
const HINTED: f64 = 0.3;
/// The chance that an answer nobody could guess is right without recall, considered only if confidence was asked.
const LUCK: f64 = 0.05;
/// How many times more often the surest than the neutral answer goes with recall (and the least sure without).
const CONFIDENCE_ODDS: f64 = 4.0;

/// What one answer tells about memory: the rating, and the facts that say how far a right answer can be trusted.
///
/// [`Evidence::new`] is a plain recall, and is exactly FSRS. The setters add what was known of the answer; none of them
/// changes what a wrong answer (Again) means: that counts fully.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Evidence {
    /// How it was rated.
    pub rating: Rating,
    /// When.
    pub at: Millis,
    /// The study day it counts for, as stored with the answer.
    pub day: StudyDay,
    #[serde(default)]
    guess: f64,
    #[serde(default)]
    recognised: bool,
    #[serde(default)]
    confidence: Option<u8>,
    #[serde(default)]
    hints: u16,
    #[serde(default)]
    duration: Option<Millis>,
}

impl Evidence {
    /// A plain recall rated `rating` at the instant `at`, on the study day `day`.
    #[must_use]
    pub const fn new(rating: Rating, at: Millis, day: StudyDay) -> Self {
        Self { rating, at, day, guess: 0.0, recognised: false, confidence: None, hints: 0, duration: None }
    }

    /// The chance, 0 to 1, that a blind guess is right; held within, NaN counts as 0.
    #[must_use]
    pub const fn guessed_with(self, chance: f64) -> Self {
        let guess = if chance.is_nan() { 0.0 } else { chance.clamp(0.0, 1.0) };
        Self { guess, ..self }
    }

    /// One right option among `options` was to be chosen: recognition, with a blind chance of 1 in `options`. Fewer than
    /// two options are no choice and change nothing.
    #[must_use]
    pub fn chosen_among(self, options: u32) -> Self {
        if options < 2 { self } else { self.guessed_with(1.0 / f64::from(options)).by_recognition() }
    }

    /// The answer was to be recognised, not recalled.
    #[must_use]
    pub const fn by_recognition(self) -> Self {
        Self { recognised: true, ..self }
    }

    /// How sure the learner said to be, 0 to 100; held within.
    #[must_use]
    pub const fn with_confidence(self, percent: u8) -> Self {
        Self { confidence: Some(if percent > 100 { 100 } else { percent }), ..self }
    }

    /// How many hints were looked at before the answer.
    #[must_use]
    pub const fn with_hints(self, hints: u16) -> Self {
        Self { hints, ..self }
    }

    /// How long the answer took; below 0 counts as 0. It costs time but tells FSRS nothing: states do not depend on it.
    #[must_use]
    pub const fn lasting(self, duration: Millis) -> Self {
        Self { duration: Some(if duration.0 < 0 { Millis(0) } else { duration }), ..self }
    }

    /// How long the answer took, if it was measured.
    #[must_use]
    pub const fn duration(&self) -> Option<Millis> {
        self.duration
    }

    /// The same answer with another rating: what it would have led to.
    #[must_use]
    pub const fn rated(self, rating: Rating) -> Self {
        Self { rating, ..self }
    }

    /// The likelihood ratio, 0 to 4, of a right answer without recall to one with recall. 0 for a plain recall.
    ///
    /// Guessing, recognising, hints and (if confidence was asked) luck each make an answer right on their own:
    /// `1 − (1−g)(1−c)(1−h)ⁿ(1−l)`. What the learner said multiplies that by `4^(1 − 2x)`, from 4 at 0 % to ¼ at 100 %.
    #[must_use]
    pub fn chance_without_recall(&self) -> f64 {
        let recognised = if self.recognised { RECOGNISED } else { 0.0 };
        let luck = if self.confidence.is_some() { LUCK } else { 0.0 };
        let hinted = libm::pow(1.0 - HINTED, f64::from(self.hints));
        let right_anyway = 1.0 - (1.0 - self.guess) * (1.0 - recognised) * hinted * (1.0 - luck);
        let said =
            self.confidence.map_or(1.0, |percent| libm::pow(CONFIDENCE_ODDS, 1.0 - f64::from(percent.min(100)) / 50.0));
        right_anyway.clamp(0.0, 1.0) * said
    }

    /// Whether a right answer shows recall for certain, so that the memory moves exactly as FSRS says and the answer can
    /// be a label to fit and test parameters on. A wrong one always does.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.rating == Rating::Again || self.chance_without_recall() == 0.0
    }

    /// The probability, 0 to 1, that the answer came from recall, if recall had the probability `recall` before it
    /// (held within 0 and 1): Bayes' rule, `R / (R + (1−R)·b)` with `b` [`Self::chance_without_recall`]. 0 for Again.
    #[must_use]
    pub fn chance_recalled(&self, recall: f64) -> f64 {
        if self.rating == Rating::Again {
            return 0.0;
        }
        let recall = if recall.is_nan() { 0.0 } else { recall.clamp(0.0, 1.0) };
        let without = (1.0 - recall) * self.chance_without_recall();
        // Not recalled, and yet right in no known way: the answer itself is the proof.
        if without <= 0.0 { 1.0 } else { recall / (recall + without) }
    }
}

/// The memory after an answer, `elapsed_days` after the one before.
///
/// With `π` the probability that it was recalled, the memory is, with `π`, the one after a success, and with `1 − π` the
/// one after a failure that ended in seeing the solution. One state stands for both: its stability is, as the word is
/// defined, the time until recall *of the mixture* has fallen to 90 %; its difficulty is the mean.
#[must_use]
pub(crate) fn after_answer(
    params: &Parameters,
    before: Option<MemoryState>,
    elapsed_days: u32,
    evidence: &Evidence,
) -> MemoryState {
    let rated = next_memory(params, before, elapsed_days, evidence.rating);
    if evidence.is_plain() {
        return rated;
    }
    let recall = before.map_or(UNKNOWN_RECALL, |memory| retrievability(params, memory, f64::from(elapsed_days)));
    let recalled = evidence.chance_recalled(recall);
    if recalled >= 1.0 {
        return rated;
    }
    let failed = next_memory(params, before, elapsed_days, Rating::Again);
    mixed(params, rated, failed, recalled)
}

/// Halvings of the logarithm of stability: enough for every bit of the widest range.
const HALVINGS: u32 = 64;

/// The one memory that stands for `first`, which is the true one with the probability `weight`, and `second`.
fn mixed(params: &Parameters, first: MemoryState, second: MemoryState, weight: f64) -> MemoryState {
    let remaining = |days: f64| {
        weight * retrievability(params, first, days) + (1.0 - weight) * retrievability(params, second, days)
    };
    let (a, b) = (first.stability.get(), second.stability.get());
    let (mut short, mut long) = (a.min(b), a.max(b));
    for _ in 0..HALVINGS {
        let middle = libm::sqrt(short * long);
        if middle <= short || middle >= long {
            break;
        }
        if remaining(middle) > 0.9 { short = middle } else { long = middle }
    }
    let (d, e) = (first.difficulty.get(), second.difficulty.get());
    MemoryState {
        stability: Stability::new(short),
        ..MemoryState::new(short, (d - e).mul_add(weight, e).clamp(d.min(e), d.max(e)))
    }
}
