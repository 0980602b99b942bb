//! A learner's own FSRS-6 parameters: fitted with the `fsrs` crate, accepted only if they predict better what came later.
//!
//! A crate of its own, so that `memory` stays what it is: `fsrs` brings a thread pool and random numbers along, computes
//! with the platform's mathematical functions, and asks the environment (`FSRS_NO_OUTLIER`). The parameters it gives are
//! stored, and all that follows from stored parameters is computed by `memory`.
//!
//! # How
//!
//! 1. The answers that can test a model (plain recalls, a day or more after the one before) are parted by time: the last
//!    fifth is held out. Below [`LEAST_ANSWERS`] nothing is fitted, as no test could tell the difference from chance.
//! 2. Several [`Recipe`]s are fitted to the first four fifths of the rest and compared on the last fifth of it: the crate's
//!    own training, a longer and steadier one, and the first stabilities alone, each also moved only part of the way from
//!    the published parameters. Below [`LEAST_FOR_ALL`] the first stabilities are the only ones.
//! 3. The best recipe is fitted to all that is not held out, and meets the current parameters on what is held out. It is
//!    accepted if its log loss is lower by more than [`NOISE`] standard errors of the difference, days taken as
//!    independent ([`memory::gain`]). Then the same recipe is fitted once more to the whole history, and that is used:
//!    the figures shown are of the test, the latest answers are not wasted.
//!
//! The same history, parameters and seed give the same result, on one kind of machine to the bit. Results are rounded to
//! four decimals, as the published parameters are.

mod log;
mod train;

use memory::{History, Parameters, Prediction, Quality, StudyDay, gain, moving_average};

pub use log::{InvalidLog, read_log};
pub use train::Recipe;

/// Answers that can test a model below which nothing is fitted: a fifth of them is the least on which a difference of
/// log loss between two sets of parameters stands out from chance at all.
pub const LEAST_ANSWERS: usize = 200;
/// … below which only the first stabilities are fitted: four numbers, each seen directly in the first reviews of cards.
/// The other seventeen lost against the published ones on smaller histories.
pub const LEAST_FOR_ALL: usize = 1_000;
/// How many standard errors better they must be.
pub const NOISE: f64 = 1.0;
/// How much of the history, by answers that can test, comes before what is held out.
const SHARE_BEFORE: f64 = 0.8;
/// How far from the published parameters to the fitted ones.
const SHARES_OF_THE_WAY: [f64; 4] = [0.25, 0.5, 0.75, 1.0];

/// One way of fitting that was tried.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trial {
    /// How it was trained.
    pub recipe: Recipe,
    /// How far it was moved from the published parameters to what the training gave, above 0 to 1.
    pub share_of_the_way: f64,
    /// Log loss on the part that recipes are compared on.
    pub log_loss: f64,
}

impl Trial {
    /// What this way of fitting gives on a history.
    fn train(self, history: &History, seed: u64) -> Option<Parameters> {
        self.recipe.train(history, seed).map(|trained| train::moved(&trained, self.share_of_the_way))
    }
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict {
    /// The new parameters are better by more than the noise.
    Accepted,
    /// They are not; the current ones stay.
    NotBetter,
    /// So many more answers are needed.
    TooFewAnswers(usize),
    /// All answers lie on so few days that none can be held out, or the training failed.
    NothingToCompare,
}

/// How four predictors did on the part held out.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldOut {
    /// Its first study day.
    pub from: StudyDay,
    /// The published parameters.
    pub defaults: Quality,
    /// Those used so far.
    pub current: Quality,
    /// The new ones.
    pub own: Quality,
    /// The share of the last answers recalled.
    pub moving_average: Quality,
    /// How much lower the log loss of the new ones is than that of the current ones.
    pub gain: f64,
    /// The standard error of that.
    pub noise: f64,
}

/// The result of a fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// What was decided.
    pub verdict: Verdict,
    /// The parameters to use from now on.
    pub parameters: Parameters,
    /// Answers that can test a model.
    pub answers: usize,
    /// All that was tried.
    pub trials: Vec<Trial>,
    /// What was fitted without the part held out, whether accepted or not, and how it did there.
    pub tested: Option<(Parameters, HeldOut)>,
}

/// Fits parameters to a learner's history and decides whether they replace the `current` ones.
#[must_use]
pub fn fit(current: &Parameters, history: &History, seed: u64) -> Fit {
    let answers = history.predictions(current).len();
    let unchanged = |verdict| Fit { verdict, parameters: current.clone(), answers, trials: Vec::new(), tested: None };
    if answers < LEAST_ANSWERS {
        return unchanged(Verdict::TooFewAnswers(LEAST_ANSWERS - answers));
    }
    let Some(from) = history.parting_day(SHARE_BEFORE) else { return unchanged(Verdict::NothingToCompare) };
    let earlier = history.before(from);
    let trials = tried(&earlier, seed);
    let best = trials.iter().copied().min_by(|a, b| a.log_loss.total_cmp(&b.log_loss));
    let trained = |on: &History| best.and_then(|best| best.train(on, seed));
    let (Some(candidate), Some(whole)) = (trained(&earlier), trained(history)) else {
        return unchanged(Verdict::NothingToCompare);
    };
    let Some(held_out) = compare(history, from, current, &candidate) else {
        return unchanged(Verdict::NothingToCompare);
    };
    let accepted = held_out.gain > NOISE * held_out.noise && held_out.gain > 0.0;
    Fit {
        verdict: if accepted { Verdict::Accepted } else { Verdict::NotBetter },
        parameters: if accepted { whole } else { current.clone() },
        answers,
        trials,
        tested: Some((candidate, held_out)),
    }
}

/// Every recipe, fitted to the earlier part of `history` and judged on the later one. Empty if that cannot be.
fn tried(history: &History, seed: u64) -> Vec<Trial> {
    let Some(from) = history.parting_day(SHARE_BEFORE) else { return Vec::new() };
    let earlier = history.before(from);
    let recipes: &[Recipe] =
        if history.predictions(&Parameters::default()).len() < LEAST_FOR_ALL { &Recipe::FEW } else { &Recipe::ALL };
    let mut trials = Vec::new();
    for recipe in recipes {
        let Some(trained) = recipe.train(&earlier, seed) else { continue };
        for share_of_the_way in SHARES_OF_THE_WAY {
            let moved = train::moved(&trained, share_of_the_way);
            if let Some(quality) = Quality::of(&since(&history.predictions(&moved), from)) {
                trials.push(Trial { recipe: *recipe, share_of_the_way, log_loss: quality.log_loss });
            }
        }
    }
    trials
}

fn compare(history: &History, from: StudyDay, current: &Parameters, own: &Parameters) -> Option<HeldOut> {
    let predicted = |parameters: &Parameters| since(&history.predictions(parameters), from);
    let (old, new) = (predicted(current), predicted(own));
    let average = since(&moving_average(&history.predictions(current)), from);
    let (gain, noise) = gain(&old, &new);
    Some(HeldOut {
        from,
        defaults: Quality::of(&predicted(&Parameters::default()))?,
        current: Quality::of(&old)?,
        own: Quality::of(&new)?,
        moving_average: Quality::of(&average)?,
        gain,
        noise,
    })
}

fn since(predictions: &[Prediction], day: StudyDay) -> Vec<Prediction> {
    predictions.iter().filter(|prediction| prediction.day >= day).copied().collect()
}
