//! Memory states: how stable and how difficult, and how an answer changes them. The formulas are in the crate's page.

use serde::{Deserialize, Serialize};

use crate::{Parameters, Rating, Retention};

/// Days until recall has fallen to 90 %, 0.001 to 36,500.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(from = "f64", into = "f64")]
pub struct Stability(f64);

/// How hard a card is to learn, 1 (easiest) to 10.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(from = "f64", into = "f64")]
pub struct Difficulty(f64);

impl Stability {
    /// The shortest stability, in days.
    pub const MIN: f64 = 0.001;
    /// The longest: a hundred years.
    pub const MAX: f64 = 36_500.0;

    /// A stability of so many days, held within the range; NaN counts as the shortest.
    #[must_use]
    pub fn new(days: f64) -> Self {
        Self(held(days, Self::MIN, Self::MAX))
    }

    /// In days.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl Difficulty {
    /// The easiest.
    pub const MIN: f64 = 1.0;
    /// The hardest.
    pub const MAX: f64 = 10.0;

    /// A difficulty, held within 1 to 10; NaN counts as the easiest.
    #[must_use]
    pub fn new(value: f64) -> Self {
        Self(held(value, Self::MIN, Self::MAX))
    }

    /// 1 to 10.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl From<f64> for Stability {
    fn from(days: f64) -> Self {
        Self::new(days)
    }
}

impl From<Stability> for f64 {
    fn from(stability: Stability) -> Self {
        stability.0
    }
}

impl From<f64> for Difficulty {
    fn from(value: f64) -> Self {
        Self::new(value)
    }
}

impl From<Difficulty> for f64 {
    fn from(difficulty: Difficulty) -> Self {
        difficulty.0
    }
}

/// What a learner's memory of one card is like, right after the last answer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct MemoryState {
    /// How long it lasts.
    pub stability: Stability,
    /// How hard it is to strengthen.
    pub difficulty: Difficulty,
}

impl MemoryState {
    /// A state from two numbers, held within their ranges.
    #[must_use]
    pub fn new(stability_days: f64, difficulty: f64) -> Self {
        Self { stability: Stability::new(stability_days), difficulty: Difficulty::new(difficulty) }
    }
}

impl MemoryState {
    /// Stability and difficulty in single precision.
    #[expect(clippy::cast_possible_truncation, reason = "both lie within 0.001 and 36,500")]
    fn single(self) -> (f32, f32) {
        (self.stability.0 as f32, self.difficulty.0 as f32)
    }
}

/// `f64::clamp` for which NaN is `low`.
fn held(value: f64, low: f64, high: f64) -> f64 {
    if value.is_nan() { low } else { value.clamp(low, high) }
}

/// The exponent of the forgetting curve, `−w20`, and its `f`, which makes recall 90 % when as many days have passed as
/// the stability says.
fn curve(params: &Parameters) -> (f64, f64) {
    let decay = -f64::from(params.values()[20]);
    (decay, libm::pow(0.9, 1.0 / decay) - 1.0)
}

/// The probability, 0 to 1, that the card is recalled `elapsed_days` after the answer that `state` describes. Negative
/// times and NaN count as no time.
#[must_use]
pub fn retrievability(params: &Parameters, state: MemoryState, elapsed_days: f64) -> f64 {
    let (decay, factor) = curve(params);
    libm::pow(1.0 + factor * elapsed_days.max(0.0) / state.stability.get(), decay)
}

/// Days, not rounded, until recall has fallen to `retention`.
#[must_use]
pub fn interval(params: &Parameters, stability: Stability, retention: Retention) -> f64 {
    let (decay, factor) = curve(params);
    stability.get() / factor * (libm::pow(retention.get(), 1.0 / decay) - 1.0)
}

/// The memory after an answer, `elapsed_days` whole study days after the one before (0: the same day). No state before
/// means that this is the first answer; the time elapsed then does not matter.
///
/// The parameters were fitted by, and states are exchanged with, programs that compute in single precision. Where recall
/// is near 1 or stability near 0 their rounding moves stability by up to 5 parts in 10,000 over a long history, so this
/// transition rounds as they do; everything else here is in double precision.
#[must_use]
pub fn next_memory(params: &Parameters, before: Option<MemoryState>, elapsed_days: u32, rating: Rating) -> MemoryState {
    let w = params.values();
    let Some(before) = before else {
        let difficulty = first_difficulty(w, rating.number());
        return MemoryState::new(w[rating.index()].into(), difficulty.into());
    };
    let (s, d) = before.single();
    let stability = match (elapsed_days, rating) {
        (0, _) => within_a_day(w, s, rating),
        (days, Rating::Again) => after_failure(w, s, d, recall(w, s, days)),
        (days, _) => after_success(w, s, d, recall(w, s, days), rating),
    };
    MemoryState::new(stability.into(), next_difficulty(w, d, rating).into())
}

/// [`retrievability`] as the transition rounds it.
#[expect(clippy::cast_precision_loss, reason = "stability is at most 36,500 days")]
fn recall(w: &[f32; 21], s: f32, days: u32) -> f32 {
    let decay = -w[20];
    let factor = exp(NINETY_PERCENT_LN / decay) - 1.0;
    pow(days as f32 / s * factor + 1.0, decay)
}

/// ln 0.9 in single precision.
const NINETY_PERCENT_LN: f32 = -0.105_360_545;

/// `e^x`, computed in double precision and rounded once. The platform's functions differ from one to the next in the last
/// digit; these are the same everywhere, and nearly always what the best of them give.
#[expect(clippy::cast_possible_truncation, reason = "the one rounding")]
fn exp(x: f32) -> f32 {
    libm::exp(x.into()) as f32
}

/// `x^y`, as [`exp`].
#[expect(clippy::cast_possible_truncation, reason = "the one rounding")]
fn pow(x: f32, y: f32) -> f32 {
    libm::pow(x.into(), y.into()) as f32
}

fn first_difficulty(w: &[f32; 21], grade: f32) -> f32 {
    w[4] - exp(w[5] * (grade - 1.0)) + 1.0
}

fn next_difficulty(w: &[f32; 21], d: f32, rating: Rating) -> f32 {
    let moved = d - w[6] * (rating.number() - 3.0) * (10.0 - d) / 9.0;
    w[7] * (first_difficulty(w, Rating::Easy.number()) - moved) + moved
}

fn after_success(w: &[f32; 21], s: f32, d: f32, recall: f32, rating: Rating) -> f32 {
    let weight = match rating {
        Rating::Hard => w[15],
        Rating::Easy => w[16],
        Rating::Again | Rating::Good => 1.0,
    };
    let surprise = exp((1.0 - recall) * w[10]) - 1.0;
    s * (exp(w[8]) * (11.0 - d) * pow(s, -w[9]) * surprise * weight + 1.0)
}

fn after_failure(w: &[f32; 21], s: f32, d: f32, recall: f32) -> f32 {
    let kept = pow(s + 1.0, w[13]) - 1.0;
    let forgotten = w[11] * pow(d, -w[12]) * kept * exp((1.0 - recall) * w[14]);
    forgotten.min(s / exp(w[17] * w[18]))
}

fn within_a_day(w: &[f32; 21], s: f32, rating: Rating) -> f32 {
    let change = exp(w[17] * (rating.number() - 3.0 + w[18])) * pow(s, -w[19]);
    match rating {
        Rating::Again => s * change,
        _ => s * change.max(1.0),
    }
}

/// The memory that an SM-2 card stands for: `ease` is its factor (2.5, not 2500), `interval_days` its last interval, and
/// `retention` the recall that its reviews had. For cards whose history is missing.
#[must_use]
pub fn memory_from_sm2(params: &Parameters, ease: f64, interval_days: f64, retention: Retention) -> MemoryState {
    let w = params.values().map(f64::from);
    let (decay, factor) = curve(params);
    let r = retention.get();
    let stability = held(interval_days, Stability::MIN, f64::MAX) * factor / (libm::pow(r, 1.0 / decay) - 1.0);
    let growth = libm::exp(w[8]) * libm::pow(stability, -w[9]) * libm::expm1((1.0 - r) * w[10]);
    MemoryState::new(stability, 11.0 - (ease - 1.0) / growth)
}
