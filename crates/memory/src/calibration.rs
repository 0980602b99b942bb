//! How good predictions of recall were: log loss, calibration, and the noise of a comparison.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::{Prediction, StudyDay};

/// How good predictions were. The definitions are those of the field's benchmark (open-spaced-repetition/srs-benchmark),
/// each answer weighing the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quality {
    /// Predictions.
    pub answers: usize,
    /// Mean of −ln of the probability given to what happened; lower is better, 0 perfect.
    pub log_loss: f64,
    /// Root mean square difference of predicted and observed recall over bins of like cards; lower is better, 0 to 1.
    pub rmse_bins: f64,
    /// The chance that a recalled answer was predicted higher than a failed one, 0 to 1; `None` if all were the same.
    pub discrimination: Option<f64>,
    /// Predicted against observed.
    pub calibration: Vec<CalibrationBin>,
}

/// Answers with neighbouring predictions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CalibrationBin {
    /// How many.
    pub answers: usize,
    /// Their mean predicted recall.
    pub predicted: f64,
    /// The share that was recalled.
    pub observed: f64,
}

/// Bins of the calibration, if there are answers enough.
const BINS: usize = 10;
/// Answers that a bin should hold at least.
const LEAST_IN_BIN: usize = 20;
/// Answers that a moving average remembers.
const MEMORY_OF_AVERAGE: f64 = 100.0;
/// What it begins with: the recall that most schedulers aim at.
const FIRST_AVERAGE: f64 = 0.9;

impl Quality {
    /// Judges predictions; `None` if there are none.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of answers")]
    pub fn of(predictions: &[Prediction]) -> Option<Self> {
        if predictions.is_empty() {
            return None;
        }
        let count = predictions.len() as f64;
        Some(Self {
            answers: predictions.len(),
            log_loss: predictions.iter().map(loss).sum::<f64>() / count,
            rmse_bins: rmse_bins(predictions),
            discrimination: discrimination(predictions),
            calibration: calibration(predictions),
        })
    }
}

/// −ln of the probability that was given to what happened.
fn loss(prediction: &Prediction) -> f64 {
    let given = if prediction.recalled { prediction.predicted } else { 1.0 - prediction.predicted };
    -libm::log(given)
}

/// What is predicted by the share of the last answers that were recalled, whatever the cards: the baseline that any model
/// of memory must be seen beside. It cannot say when a card will be forgotten. `predictions` in the order of time.
#[must_use]
pub fn moving_average(predictions: &[Prediction]) -> Vec<Prediction> {
    let (mut average, mut seen) = (FIRST_AVERAGE, 1.0);
    predictions
        .iter()
        .map(|prediction| {
            let said = Prediction { predicted: average, ..*prediction };
            seen = f64::min(seen + 1.0, MEMORY_OF_AVERAGE);
            average += (f64::from(u8::from(prediction.recalled)) - average) / seen;
            average = average.clamp(1e-3, 1.0 - 1e-3);
            said
        })
        .collect()
}

/// How much lower the log loss of `new` is than that of `old`, per answer, and the standard error of that, infinite if all
/// answers are of one day. Both say something of the same answers, in the same order.
///
/// Answers of one day share the learner's form and the cards' neighbours, so days, not answers, are taken as independent.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of answers")]
pub fn gain(old: &[Prediction], new: &[Prediction]) -> (f64, f64) {
    let count = old.len().min(new.len()).max(1) as f64;
    let mut days: BTreeMap<StudyDay, (f64, f64)> = BTreeMap::new();
    for (old, new) in old.iter().zip(new) {
        let day = days.entry(old.day).or_default();
        *day = (day.0 + loss(old) - loss(new), day.1 + 1.0);
    }
    let mean = days.values().map(|day| day.0).sum::<f64>() / count;
    let squares: f64 = days.values().map(|(sum, answers)| (sum - mean * answers) * (sum - mean * answers)).sum();
    let blocks = days.len() as f64;
    if blocks < 2.0 {
        return (mean, f64::INFINITY);
    }
    // With few days the sum of squares is too small by the mean taken from it.
    (mean, libm::sqrt(squares * blocks / (blocks - 1.0)) / count)
}

/// The bins of the benchmark: interval, reviews so far and lapses so far, each on its logarithmic scale.
fn rmse_bins(predictions: &[Prediction]) -> f64 {
    let scale = |number: u32, base: f64| {
        if number == 0 { -1.0 } else { libm::floor(libm::log(f64::from(number)) / libm::log(base)) }
    };
    let mut bins: BTreeMap<[i64; 3], (f64, f64)> = BTreeMap::new();
    for prediction in predictions {
        #[expect(clippy::cast_possible_truncation, reason = "logarithms of 32-bit counts")]
        let bin = [
            scale(prediction.elapsed_days, 3.62) as i64,
            scale(prediction.reviews.saturating_add(2), 1.89) as i64,
            scale(prediction.lapses, 1.73) as i64,
        ];
        let sums = bins.entry(bin).or_default();
        *sums = (sums.0 + prediction.predicted - f64::from(u8::from(prediction.recalled)), sums.1 + 1.0);
    }
    let (squares, count) = bins.values().fold((0.0, 0.0), |(squares, count), (difference, answers)| {
        (squares + difference * difference / answers, count + answers)
    });
    libm::sqrt(squares / count)
}

/// The area under the receiver operating characteristic, by ranks (Mann and Whitney 1947); ties count half.
#[expect(clippy::cast_precision_loss, reason = "counts of answers")]
fn discrimination(predictions: &[Prediction]) -> Option<f64> {
    let mut sorted: Vec<&Prediction> = predictions.iter().collect();
    sorted.sort_by(|a, b| a.predicted.total_cmp(&b.predicted));
    let (mut below, mut wins) = (0.0, 0.0);
    for tied in sorted.chunk_by(|a, b| a.predicted == b.predicted) {
        let recalled = tied.iter().filter(|prediction| prediction.recalled).count() as f64;
        let failed = tied.len() as f64 - recalled;
        wins += recalled * (below + failed / 2.0);
        below += failed;
    }
    let pairs = below * (predictions.len() as f64 - below);
    (pairs > 0.0).then(|| wins / pairs)
}

/// Bins of equally many answers, from the lowest predictions to the highest.
#[expect(clippy::cast_precision_loss, reason = "counts of answers")]
fn calibration(predictions: &[Prediction]) -> Vec<CalibrationBin> {
    let mut sorted: Vec<&Prediction> = predictions.iter().collect();
    sorted.sort_by(|a, b| a.predicted.total_cmp(&b.predicted));
    let bins = (sorted.len() / LEAST_IN_BIN).clamp(1, BINS);
    (0..bins)
        .map(|bin| {
            let held = &sorted[bin * sorted.len() / bins..(bin + 1) * sorted.len() / bins];
            let answers = held.len();
            CalibrationBin {
                answers,
                predicted: held.iter().map(|prediction| prediction.predicted).sum::<f64>() / answers as f64,
                observed: held.iter().filter(|prediction| prediction.recalled).count() as f64 / answers as f64,
            }
        })
        .collect()
}
