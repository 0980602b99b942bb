//! The exam's points, predicted as a distribution: never as a number alone, and not at all from too little.
//!
//! What is asked for recall is recalled with FSRS's chance on the day; what is to be solved, with the chance that
//! [`Ability`] gives. Given ability, topics are independent, so the distribution of the points is a sum over the grid of
//! convolutions: exact up to a tenth of a percent of the points, and without any draw by chance.

use serde::{Deserialize, Serialize};

use crate::{Ability, AbilityPriors, InvalidAbility, TopicAnswer, ability::logistic};

/// Points are counted in thousandths of all.
const CELLS: usize = 1_000;
/// How far, in logits, FSRS may be wrong about one learner's recall as a whole (standard deviation).
const RECALL_SD: f64 = 0.3;
/// Answers and learnt cards without which nothing is said.
const LEAST_ANSWERS: usize = 5;
/// The share of the exam's weight that must have been touched.
const LEAST_TOUCHED: f64 = 0.3;

/// A part of an exam.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BlueprintTopic {
    /// Its share of the points, in any unit: 0 to a million. The exam's weights are taken in proportion.
    pub weight: f64,
    /// Questions to be solved, marked right or wrong: 0 to 500.
    pub problems: u32,
    /// The chance of a blind guess at one of those, 0 to below 1.
    pub guess: f64,
    /// Questions that ask for what the cards of this topic ask: 0 to 500. Each is worth as much as a problem.
    pub recalls: u32,
}

/// What an exam consists of: at most 200 topics.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<BlueprintTopic>", into = "Vec<BlueprintTopic>")]
pub struct Blueprint(Vec<BlueprintTopic>);

/// Why topics are no blueprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidBlueprint {
    /// No topic has weight and questions.
    #[error("no topic of the exam has both weight and questions")]
    Empty,
    /// A number lies outside its range.
    #[error("topic {0} of the exam has a weight, a count or a guess outside its range")]
    Topic(usize),
    /// More than 200 topics.
    #[error("{0} topics are more than the 200 an exam can have")]
    Topics(usize),
}

impl Blueprint {
    /// The most topics.
    pub const MOST_TOPICS: usize = 200;

    /// An exam of these topics. A topic without questions, or with weight 0, counts nothing.
    ///
    /// # Errors
    /// [`InvalidBlueprint`] for numbers outside their ranges, and if nothing is left that counts.
    pub fn new(topics: Vec<BlueprintTopic>) -> Result<Self, InvalidBlueprint> {
        if topics.len() > Self::MOST_TOPICS {
            return Err(InvalidBlueprint::Topics(topics.len()));
        }
        let valid = |topic: &BlueprintTopic| {
            (0.0..=1e6).contains(&topic.weight)
                && (0.0..1.0).contains(&topic.guess)
                && topic.problems <= 500
                && topic.recalls <= 500
        };
        if let Some(place) = topics.iter().position(|topic| !valid(topic)) {
            return Err(InvalidBlueprint::Topic(place));
        }
        if topics.iter().any(|topic| topic.weight > 0.0 && topic.problems + topic.recalls > 0) {
            Ok(Self(topics))
        } else {
            Err(InvalidBlueprint::Empty)
        }
    }

    /// The topics, in the order given.
    #[must_use]
    pub fn topics(&self) -> &[BlueprintTopic] {
        &self.0
    }

    /// Each topic's share of the points; they sum to 1.
    #[must_use]
    pub fn shares(&self) -> Vec<f64> {
        let counts = |topic: &BlueprintTopic| if topic.problems + topic.recalls > 0 { topic.weight } else { 0.0 };
        let total: f64 = self.0.iter().map(counts).sum();
        self.0.iter().map(|topic| counts(topic) / total).collect()
    }
}

impl TryFrom<Vec<BlueprintTopic>> for Blueprint {
    type Error = InvalidBlueprint;
    fn try_from(topics: Vec<BlueprintTopic>) -> Result<Self, Self::Error> {
        Self::new(topics)
    }
}

impl From<Blueprint> for Vec<BlueprintTopic> {
    fn from(blueprint: Blueprint) -> Self {
        blueprint.0
    }
}

/// Why no grade is predicted.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum NoGrade {
    /// Too few answers: so many more are needed.
    #[error("{missing} more answers are needed")]
    TooFewAnswers {
        /// How many.
        missing: usize,
    },
    /// Too little of the exam has been touched.
    #[error("only {touched:.2} of the exam's weight has been touched; {needed:.2} is needed")]
    TooLittleTouched {
        /// The share of the weight that has been.
        touched: f64,
        /// The share that is needed.
        needed: f64,
    },
    /// A recall of this topic is no probability, or there are recalls for more topics than the exam has.
    #[error("the recalls of topic {0} are not probabilities of a topic of the exam")]
    Recalls(usize),
    /// What is given about ability is not sound.
    #[error(transparent)]
    Ability(#[from] InvalidAbility),
}

/// The predicted points of one exam.
#[derive(Debug, Clone, PartialEq)]
pub struct GradeForecast {
    /// The probability of each thousandth of the points, from 0 to all.
    cells: Vec<f64>,
    /// The share of the exam's weight that answers or cards have touched.
    pub touched: f64,
}

/// Predicts an exam.
///
/// `answers` are questions answered by topic, `recalls` for each topic the chances, 0 to 1, that its cards are recalled on
/// the exam's day, 0 for cards never seen then. A topic that asks for recall but has no cards is predicted as if its
/// questions were to be solved.
///
/// # Errors
/// [`NoGrade`] below 5 answers and learnt cards, or below 30 % of the weight touched; and for unsound numbers.
pub fn predict_grade(
    priors: AbilityPriors,
    blueprint: &Blueprint,
    answers: &[TopicAnswer],
    recalls: &[Vec<f64>],
) -> Result<GradeForecast, NoGrade> {
    let topics = blueprint.topics();
    let sound = |(place, chances): (usize, &Vec<f64>)| {
        place < topics.len() && chances.iter().all(|chance| (0.0..=1.0).contains(chance))
    };
    if let Some(place) = recalls.iter().enumerate().position(|topic| !sound(topic)) {
        return Err(NoGrade::Recalls(place));
    }
    let ability = Ability::new(priors, topics.len(), answers)?;
    let learnt = |place: usize| recalls.get(place).map_or(0, |c| c.iter().filter(|chance| **chance > 0.0).count());
    let given = answers.len() + (0..topics.len()).map(learnt).sum::<usize>();
    if given < LEAST_ANSWERS {
        return Err(NoGrade::TooFewAnswers { missing: LEAST_ANSWERS - given });
    }
    let shares = blueprint.shares();
    let touched = shares
        .iter()
        .enumerate()
        .filter(|(place, _)| learnt(*place) > 0 || answers.iter().any(|answer| answer.topic == *place))
        .map(|(_, share)| share)
        .sum();
    if touched < LEAST_TOUCHED {
        return Err(NoGrade::TooLittleTouched { touched, needed: LEAST_TOUCHED });
    }
    let parts: Vec<Part> = (0..topics.len())
        .filter(|place| shares[*place] > 0.0)
        .map(|place| Part::new(place, &topics[place], shares[place], recalls.get(place).map_or(&[], Vec::as_slice)))
        .collect();
    let solved = solved(&ability, &parts);
    let recalled = recalled(&parts);
    let mut cells = vec![0.0; CELLS + 1];
    for (cell, share) in recalled.iter().enumerate().filter(|(_, share)| **share > 0.0) {
        for (sum, other) in cells[cell..].iter_mut().zip(&solved) {
            *sum += share * other;
        }
    }
    let total: f64 = cells.iter().sum();
    cells.iter_mut().for_each(|cell| *cell /= total);
    Ok(GradeForecast { cells, touched })
}

/// A topic that counts.
struct Part<'a> {
    topic: usize,
    /// Thousandths of the points for one question.
    cells: f64,
    problems: u32,
    guess: f64,
    recalls: u32,
    chances: &'a [f64],
}

impl<'a> Part<'a> {
    #[expect(clippy::cast_precision_loss, reason = "a thousand cells")]
    fn new(topic: usize, of: &BlueprintTopic, share: f64, chances: &'a [f64]) -> Self {
        let cells = share * CELLS as f64 / f64::from(of.problems + of.recalls);
        let recalls = if chances.is_empty() { 0 } else { of.recalls };
        Self { topic, cells, problems: of.problems + of.recalls - recalls, guess: of.guess, recalls, chances }
    }
}

/// The distribution of the points for what is to be solved: for each ability, topic after topic.
fn solved(ability: &Ability, parts: &[Part]) -> Vec<f64> {
    let tables: Vec<(&Part, Vec<Vec<f64>>)> = parts
        .iter()
        .filter(|part| part.problems > 0)
        .map(|part| {
            let curve = ability.unknown_curve(part.guess);
            (part, curve.iter().map(|chance| binomial(part.problems, *chance)).collect())
        })
        .collect();
    let mut mixture = vec![0.0; CELLS + 1];
    for (place, weight) in ability.overall().iter().enumerate().filter(|(_, weight)| **weight > 1e-12) {
        let mut points = Points::none();
        for (part, table) in &tables {
            let mut counts = vec![0.0; part.problems as usize + 1];
            for (share, row) in ability.differences(part.topic, place).iter().zip(&table[place..]) {
                counts.iter_mut().zip(row).for_each(|(sum, chance)| *sum += share * chance);
            }
            points.add(&counts, part.cells);
        }
        mixture.iter_mut().zip(&points.cells).for_each(|(sum, share)| *sum += weight * share);
    }
    mixture
}

/// The distribution of the points for what is asked for recall; FSRS's error about the learner is shared by all topics.
fn recalled(parts: &[Part]) -> Vec<f64> {
    const NODES: [(f64, f64); 7] = [
        // Seven points at distance 1 of the normal distribution.
        (-3.0, 0.004_432_5),
        (-2.0, 0.053_998_7),
        (-1.0, 0.241_992),
        (0.0, 0.398_953_6),
        (1.0, 0.241_992),
        (2.0, 0.053_998_7),
        (3.0, 0.004_432_5),
    ];
    let mut mixture = vec![0.0; CELLS + 1];
    for (deviations, weight) in NODES {
        let mut points = Points::none();
        for part in parts.iter().filter(|part| part.recalls > 0) {
            let shifted = |chance: &f64| match *chance {
                c if c <= 0.0 || c >= 1.0 => c,
                c => logistic(libm::log(c / (1.0 - c)) + RECALL_SD * deviations),
            };
            #[expect(clippy::cast_precision_loss, reason = "as many as there are cards")]
            let mean = part.chances.iter().map(shifted).sum::<f64>() / part.chances.len() as f64;
            points.add(&binomial(part.recalls, mean), part.cells);
        }
        mixture.iter_mut().zip(&points.cells).for_each(|(sum, share)| *sum += weight * share);
    }
    mixture
}

/// A distribution over thousandths of the points, of which the first `reach + 1` can be reached.
struct Points {
    cells: Vec<f64>,
    reach: usize,
}

impl Points {
    fn none() -> Self {
        let mut cells = vec![0.0; CELLS + 1];
        cells[0] = 1.0;
        Self { cells, reach: 0 }
    }

    /// Adds `k` questions' points with the probability `counts[k]`. Between two cells, both get their part, so that the
    /// mean stays.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "between 0 and 1,000"
    )]
    fn add(&mut self, counts: &[f64], cells_each: f64) {
        let mut sum = vec![0.0; CELLS + 1];
        let mut reach = 0;
        for (count, chance) in counts.iter().enumerate().filter(|(_, chance)| **chance > 0.0) {
            let exact = count as f64 * cells_each;
            let near = libm::round(exact);
            let exact = if (exact - near).abs() < 1e-6 { near } else { exact };
            let low = libm::floor(exact);
            for (cell, share) in [(low as usize, 1.0 - (exact - low)), (low as usize + 1, exact - low)] {
                if share <= 0.0 {
                    continue;
                }
                reach = reach.max(cell);
                for (from, mass) in self.cells[..=self.reach].iter().enumerate() {
                    sum[(from + cell).min(CELLS)] += mass * chance * share;
                }
            }
        }
        self.cells = sum;
        self.reach = (self.reach + reach).min(CELLS);
    }
}

/// The chances of 0 to `n` successes of `n`.
fn binomial(n: u32, chance: f64) -> Vec<f64> {
    let mut counts = vec![0.0; n as usize + 1];
    counts[0] = 1.0;
    for done in 0..n as usize {
        for successes in (0..=done).rev() {
            let mass = counts[successes];
            counts[successes + 1] += mass * chance;
            counts[successes] = mass * (1.0 - chance);
        }
    }
    counts
}

#[expect(clippy::cast_precision_loss, reason = "a thousand cells")]
impl GradeForecast {
    /// The probability of each thousandth of the points, from 0 to all: 1,001 numbers that sum to 1.
    #[must_use]
    pub fn distribution(&self) -> &[f64] {
        &self.cells
    }

    /// The expected share of the points.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.cells.iter().enumerate().map(|(cell, chance)| cell as f64 * chance).sum::<f64>() / CELLS as f64
    }

    /// The share of the points that is reached or missed with equal chances.
    #[must_use]
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// The middle range that holds the points with the probability `share`, such as 0.8; held within 0 and 1.
    #[must_use]
    pub fn interval(&self, share: f64) -> (f64, f64) {
        let outside = if share.is_nan() { 1.0 } else { 1.0 - share.clamp(0.0, 1.0) };
        (self.quantile(outside / 2.0), self.quantile(1.0 - outside / 2.0))
    }

    /// How far the points are expected to lie from the median: no other prediction lies nearer, if the model is right.
    #[must_use]
    pub fn expected_error(&self) -> f64 {
        let median = self.median();
        self.cells.iter().enumerate().map(|(cell, mass)| (cell as f64 / CELLS as f64 - median).abs() * mass).sum()
    }

    /// The share of the points below which they stay with the probability `chance`. Points come in steps; half a step's
    /// probability counts as below it, and between steps is interpolated, so that intervals hold as often as they say.
    fn quantile(&self, chance: f64) -> f64 {
        let mut below = 0.0;
        let mut last: Option<(f64, f64)> = None;
        for (cell, mass) in self.cells.iter().enumerate().filter(|(_, mass)| **mass > 1e-12) {
            let (here, middle) = (cell as f64 / CELLS as f64, below + mass / 2.0);
            if middle >= chance {
                return last
                    .map_or(here, |(there, lower)| there + (here - there) * (chance - lower) / (middle - lower));
            }
            below += mass;
            last = Some((here, middle));
        }
        last.map_or(0.0, |(there, _)| there)
    }

    /// The chance to reach a share of the points: to pass, or the target. Shares are rounded to a thousandth.
    #[must_use]
    pub fn chance_to_reach(&self, share: f64) -> f64 {
        let first = libm::round(share * CELLS as f64);
        self.cells
            .iter()
            .enumerate()
            .filter(|(cell, _)| *cell as f64 >= first)
            .map(|(_, mass)| mass)
            .sum::<f64>()
            .clamp(0.0, 1.0)
    }
}
