//! Training with the `fsrs` crate.

use fsrs::{ComputeParametersInput, FSRSItem, FSRSReview, TrainingConfig, compute_parameters};
use memory::{History, Millis, Parameters};

/// Longer histories of one card are not trained on: the crate's own limit.
const LONGEST: usize = 256;

/// A way of training.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipe {
    /// The stabilities after the first answer alone, by the crate's curve fit; all else as published.
    FirstStabilities,
    /// As the crate trains by default: 5 epochs, batches of 512, each answer with its whole history.
    Standard,
    /// Steadier: 20 epochs, batches of 2,048.
    Steady,
    /// Steadier and slower: 40 epochs, batches of 4,096, half the learning rate.
    Slow,
}

impl Recipe {
    /// Those for short histories.
    pub const FEW: [Self; 1] = [Self::FirstStabilities];
    /// All.
    pub const ALL: [Self; 4] = [Self::FirstStabilities, Self::Standard, Self::Steady, Self::Slow];

    fn config(self, seed: u64) -> TrainingConfig {
        let standard = TrainingConfig { seed, ..TrainingConfig::default() };
        match self {
            Self::FirstStabilities => TrainingConfig { num_epochs: 0, ..standard },
            Self::Standard => standard,
            Self::Steady => TrainingConfig { num_epochs: 20, batch_size: 2_048, ..standard },
            Self::Slow => TrainingConfig { num_epochs: 40, batch_size: 4_096, learning_rate: 2e-2, ..standard },
        }
    }

    /// What it gives on a history; `None` if there is nothing to learn from, or the crate fails.
    #[must_use]
    pub fn train(self, history: &History, seed: u64) -> Option<Parameters> {
        let input = ComputeParametersInput {
            train_set: items(history),
            training_config: Some(self.config(seed)),
            ..ComputeParametersInput::default()
        };
        if input.train_set.is_empty() {
            return None;
        }
        let mut numbers = compute_parameters(input).ok()?;
        if self == Self::FirstStabilities {
            numbers.truncate(4);
            numbers.extend_from_slice(&Parameters::default().values()[4..]);
        }
        Parameters::new(&numbers).ok()
    }
}

/// What the crate learns from: for each answer that can test a model, the card's answers up to it, in the order of time
/// (it weighs later ones more).
fn items(history: &History) -> Vec<FSRSItem> {
    let mut items: Vec<(Millis, FSRSItem)> = Vec::new();
    for answers in history.cards() {
        let mut reviews: Vec<FSRSReview> = Vec::new();
        let mut last = None;
        for answer in answers.iter().take(LONGEST) {
            let delta_t = last.map_or(0, |last| u32::try_from(answer.day.days_since(last)).unwrap_or(0));
            last = Some(answer.day);
            reviews.push(FSRSReview { rating: answer.rating as u32, delta_t });
            if delta_t > 0 && answer.is_plain() {
                items.push((answer.at, FSRSItem { reviews: reviews.clone() }));
            }
        }
    }
    items.sort_by_key(|(at, _)| *at); // stable: then by card
    items.into_iter().map(|(_, item)| item).collect()
}

/// From the published parameters `share` of the way to the trained ones, rounded to four decimals: the first stabilities
/// by ratio, as they span four orders of magnitude, the others by difference.
pub fn moved(trained: &Parameters, share: f64) -> Parameters {
    let published = Parameters::default();
    let mut numbers = [0.0f32; 21];
    for (place, number) in numbers.iter_mut().enumerate() {
        let (from, to) = (f64::from(published.values()[place]), f64::from(trained.values()[place]));
        let there = if place < 4 { from * libm::pow(to / from, share) } else { from + (to - from) * share };
        #[expect(clippy::cast_possible_truncation, reason = "parameters are single precision")]
        let rounded = (libm::round(there * 1e4) / 1e4) as f32;
        *number = rounded;
    }
    Parameters::new(&numbers).unwrap_or(published)
}
