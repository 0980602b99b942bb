//! How able a learner is, overall and by topic: a Rasch model with hierarchical priors, solved on a grid.
//!
//! A question of difficulty `b` in topic `j` is answered right with `g + (1−g)·σ(θ + δⱼ − b)`: `θ` is the learner's ability,
//! `δⱼ` how much better or worse a topic is, `g` the chance of a blind guess, `σ(x) = 1/(1+e^(−x))`; all in logits (Rasch
//! 1960). A learner alone cannot tell how difficult a question was, so `b` is averaged over its prior. Priors are normal.
//! No training and no chance: the posterior is summed over a grid of `θ` and `δ`.

use serde::{Deserialize, Serialize};

/// The distance of the grid's points, in logits. Half the narrowest prior, so that sums are as good as integrals.
const STEP: f64 = 0.2;
/// How many standard deviations of a prior the grid reaches to either side.
const REACH: f64 = 4.0;

/// What is believed of a learner before any answer. `Default` is a population of students.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AbilityPriors {
    /// Mean ability in logits, −5 to 5: 0 is half of the questions right.
    pub level: f64,
    /// How much learners differ, 0.2 to 3 logits.
    pub ability_sd: f64,
    /// How much a learner's topics differ, 0.2 to 3 logits.
    pub topic_sd: f64,
    /// How much questions differ, 0 to 3 logits.
    pub difficulty_sd: f64,
}

impl Default for AbilityPriors {
    fn default() -> Self {
        Self { level: 0.0, ability_sd: 1.0, topic_sd: 0.6, difficulty_sd: 1.0 }
    }
}

/// One question answered, the first time it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TopicAnswer {
    /// The topic's place in the exam's blueprint.
    pub topic: usize,
    /// Whether it was right.
    pub right: bool,
    /// The chance of a blind guess, 0 to below 1.
    pub guess: f64,
    /// The question's expected difficulty in logits, −5 to 5; 0 if nothing is known.
    pub difficulty: f64,
    /// How far that may be off (standard deviation), 0 to 3 logits: the priors' if nothing is known.
    pub difficulty_sd: f64,
}

/// Why no ability can be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAbility {
    /// A prior is not a number within its range.
    #[error("a prior of ability lies outside its range")]
    Priors,
    /// An answer names no topic of the exam, or its numbers lie outside their ranges.
    #[error("answer {0} has a topic, a guess or a difficulty outside its range")]
    Answer(usize),
}

/// The posterior of a learner's ability.
#[derive(Debug, Clone, PartialEq)]
pub struct Ability {
    priors: AbilityPriors,
    /// Points of the grid of abilities, and of topics, to either side of 0.
    reach: (usize, usize),
    /// The probability of each ability.
    overall: Vec<f64>,
    /// By topic and ability: the probability of each difference.
    topics: Vec<Vec<Vec<f64>>>,
}

impl Ability {
    /// What `answers` in `topics` topics tell.
    ///
    /// # Errors
    /// [`InvalidAbility`] for numbers outside their ranges, and for topics that do not exist.
    pub fn new(priors: AbilityPriors, topics: usize, answers: &[TopicAnswer]) -> Result<Self, InvalidAbility> {
        let within = |number: f64, low: f64, high: f64| (low..=high).contains(&number);
        let sound = within(priors.level, -5.0, 5.0)
            && [priors.ability_sd, priors.topic_sd].iter().all(|sd| within(*sd, STEP, 3.0))
            && within(priors.difficulty_sd, 0.0, 3.0);
        if !sound {
            return Err(InvalidAbility::Priors);
        }
        let valid = |a: &TopicAnswer| {
            a.topic < topics
                && (0.0..1.0).contains(&a.guess)
                && within(a.difficulty, -5.0, 5.0)
                && within(a.difficulty_sd, 0.0, 3.0)
        };
        if let Some(place) = answers.iter().position(|answer| !valid(answer)) {
            return Err(InvalidAbility::Answer(place));
        }
        let reach = (points(priors.ability_sd), points(priors.topic_sd));
        let empty = Self { priors, reach, overall: Vec::new(), topics: Vec::new() };
        let likelihoods = empty.likelihoods(topics, answers);
        let differences = normal(reach.1, priors.topic_sd);
        let by_topic: Vec<Vec<(Vec<f64>, f64)>> = likelihoods
            .iter()
            .map(|logs| (0..=2 * reach.0).map(|place| posterior(&differences, &logs[place..])).collect())
            .collect();
        let logs: Vec<f64> = (0..=2 * reach.0).map(|place| by_topic.iter().map(|topic| topic[place].1).sum()).collect();
        let (overall, _) = posterior(&normal(reach.0, priors.ability_sd), &logs);
        let topics = by_topic.into_iter().map(|topic| topic.into_iter().map(|(shares, _)| shares).collect()).collect();
        Ok(Self { overall, topics, ..empty })
    }

    /// By topic: the log-likelihood of its answers at every sum of ability and difference.
    fn likelihoods(&self, topics: usize, answers: &[TopicAnswer]) -> Vec<Vec<f64>> {
        // Questions of a kind share one curve.
        let mut sorted: Vec<&TopicAnswer> = answers.iter().collect();
        let kind = |a: &TopicAnswer| [a.difficulty, a.difficulty_sd, a.guess].map(f64::to_bits);
        sorted.sort_by_key(|answer| kind(answer));
        let mut logs = vec![vec![0.0; self.sums()]; topics];
        for alike in sorted.chunk_by(|a, b| kind(a) == kind(b)) {
            let curve = self.curve(alike[0].guess, alike[0].difficulty, alike[0].difficulty_sd);
            let right: Vec<f64> = curve.iter().map(|chance| libm::log(*chance)).collect();
            let wrong: Vec<f64> = curve.iter().map(|chance| libm::log(1.0 - chance)).collect();
            let mut counts = vec![(0.0, 0.0); topics];
            for answer in alike {
                let count = &mut counts[answer.topic];
                if answer.right { count.0 += 1.0 } else { count.1 += 1.0 }
            }
            for (log, (rights, wrongs)) in logs.iter_mut().zip(counts) {
                for (place, sum) in log.iter_mut().enumerate() {
                    *sum += rights * right[place] + wrongs * wrong[place];
                }
            }
        }
        logs
    }

    /// How many different sums of ability and difference the grid has.
    const fn sums(&self) -> usize {
        2 * (self.reach.0 + self.reach.1) + 1
    }

    /// The chance of a right answer at every sum of ability and difference, averaged over the question's difficulty.
    pub(crate) fn curve(&self, guess: f64, difficulty: f64, difficulty_sd: f64) -> Vec<f64> {
        // A normal distribution in steps of half a standard deviation; if difficulty is known, one point.
        let spread = if difficulty_sd > 0.0 { normal(8, 2.0 * STEP) } else { vec![1.0] };
        let middle = self.reach.0 + self.reach.1;
        (0..self.sums())
            .map(|place| {
                let at = self.priors.level + offset(place, middle) - difficulty;
                let known: f64 = spread
                    .iter()
                    .enumerate()
                    .map(|(node, share)| {
                        let deviations = offset(node, spread.len() / 2) / (2.0 * STEP);
                        share * logistic(at - difficulty_sd * deviations)
                    })
                    .sum();
                (guess + (1.0 - guess) * known).clamp(1e-9, 1.0 - 1e-9)
            })
            .collect()
    }

    /// [`Self::curve`] of a question of which nothing is known.
    pub(crate) fn unknown_curve(&self, guess: f64) -> Vec<f64> {
        self.curve(guess, 0.0, self.priors.difficulty_sd)
    }

    /// The probability of each ability of the grid.
    pub(crate) fn overall(&self) -> &[f64] {
        &self.overall
    }

    /// Given the ability at `place`: the probability of each difference in `topic`. The difference at `k` goes with the
    /// sum at `place + k`.
    pub(crate) fn differences(&self, topic: usize, place: usize) -> &[f64] {
        &self.topics[topic][place]
    }

    /// The chance, 0 to 1, that a question of `topic` with nothing known of its difficulty is answered right; `None` if
    /// there is no such topic. `guess` is held within 0 and 1.
    #[must_use]
    pub fn chance(&self, topic: usize, guess: f64) -> Option<f64> {
        let by_ability = self.topics.get(topic)?;
        let curve = self.unknown_curve(if guess.is_nan() { 0.0 } else { guess.clamp(0.0, 1.0) });
        let given = |place: usize, shares: &Vec<f64>| -> f64 {
            shares.iter().zip(&curve[place..]).map(|(share, chance)| share * chance).sum()
        };
        Some(self.overall.iter().enumerate().map(|(place, share)| share * given(place, &by_ability[place])).sum())
    }
}

/// Points of the grid to one side of 0 for a prior.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 60")]
fn points(sd: f64) -> usize {
    libm::ceil(REACH * sd / STEP) as usize
}

#[expect(clippy::cast_precision_loss, reason = "grids are small")]
fn offset(place: usize, middle: usize) -> f64 {
    (place as f64 - middle as f64) * STEP
}

/// A normal prior on the grid, summing to 1.
fn normal(reach: usize, sd: f64) -> Vec<f64> {
    let weights: Vec<f64> = (0..=2 * reach)
        .map(|place| {
            let deviations = offset(place, reach) / sd;
            libm::exp(-0.5 * deviations * deviations)
        })
        .collect();
    let total: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / total).collect()
}

/// A prior times a likelihood given by its logarithms: the posterior, and the logarithm of their sum.
fn posterior(prior: &[f64], logs: &[f64]) -> (Vec<f64>, f64) {
    let most = prior.iter().zip(logs).map(|(_, log)| *log).fold(f64::NEG_INFINITY, f64::max);
    let shares: Vec<f64> = prior.iter().zip(logs).map(|(share, log)| share * libm::exp(log - most)).collect();
    let total: f64 = shares.iter().sum();
    (shares.into_iter().map(|share| share / total).collect(), most + libm::log(total))
}

/// `1/(1+e^(−x))`.
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}
