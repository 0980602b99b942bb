//! A learner who practises and then sits an exam: how far off is the predicted grade, and how honest its range?
//!
//! A Rasch world: ability and topics are normal, so are the difficulties of questions, which nobody knows.

use super::Draws;
use crate::{AbilityPriors, Blueprint, BlueprintTopic, TopicAnswer, ability::logistic, predict_grade};

/// The world's measures.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// How learners, topics and questions differ; the model is told so.
    pub truth: AbilityPriors,
    /// Topics of equal weight.
    pub topics: usize,
    /// Questions of each topic in the exam.
    pub questions: u32,
    /// The chance of a blind guess at a question.
    pub guess: f64,
    /// Whether the model is told how difficult the questions answered in practice are.
    pub difficulties_known: bool,
}

impl Default for World {
    /// Eight topics, 40 questions.
    fn default() -> Self {
        Self { truth: AbilityPriors::default(), topics: 8, questions: 5, guess: 0.0, difficulties_known: false }
    }
}

/// How predictions did, over many simulated learners. Shares are of the exam's points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct GradeErrors {
    /// Learners who got a prediction.
    pub predicted: u32,
    /// Learners who got none, as too little was known.
    pub refused: u32,
    /// Mean distance of the predicted median from the points.
    pub model: f64,
    /// The same as the model itself expects it: the least that any prediction can reach in this world.
    pub expected: f64,
    /// The same of the share of right answers in practice.
    pub raw: f64,
    /// How often the points lay within the 80 % range.
    pub coverage: f64,
    /// How wide that was on average.
    pub width: f64,
}

impl World {
    /// Lets `learners` answer `practice` questions at random and sit the exam. Simulated.
    #[must_use]
    pub fn errors(&self, learners: u32, practice: usize, seed: u64) -> GradeErrors {
        let mut errors = GradeErrors::default();
        let topic = BlueprintTopic { weight: 1.0, problems: self.questions, guess: self.guess, recalls: 0 };
        let Ok(blueprint) = Blueprint::new(vec![topic; self.topics]) else { return errors };
        for learner in 0..learners {
            let (answers, points) = self.sit(practice, &mut Draws::new(seed ^ (u64::from(learner) << 24)));
            match predict_grade(self.truth, &blueprint, &answers, &[]) {
                Ok(forecast) => {
                    errors.predicted += 1;
                    errors.model += (forecast.median() - points).abs();
                    errors.expected += forecast.expected_error();
                    #[expect(clippy::cast_precision_loss, reason = "small counts")]
                    let raw = answers.iter().filter(|answer| answer.right).count() as f64 / practice as f64;
                    errors.raw += (raw - points).abs();
                    let (low, high) = forecast.interval(0.8);
                    errors.coverage += f64::from(u8::from((low..=high).contains(&points)));
                    errors.width += high - low;
                }
                Err(_) => errors.refused += 1,
            }
        }
        let count = f64::from(errors.predicted.max(1));
        let GradeErrors { model, expected, raw, coverage, width, .. } = errors;
        GradeErrors {
            model: model / count,
            expected: expected / count,
            raw: raw / count,
            coverage: coverage / count,
            width: width / count,
            ..errors
        }
    }

    /// One learner's practice, and the share of the points reached in the exam.
    #[must_use]
    pub fn sit(&self, practice: usize, draws: &mut Draws) -> (Vec<TopicAnswer>, f64) {
        let ability = self.truth.level + self.truth.ability_sd * draws.normal();
        let topics: Vec<f64> = (0..self.topics).map(|_| ability + self.truth.topic_sd * draws.normal()).collect();
        let answer = |topic: usize, draws: &mut Draws| {
            let difficulty = (self.truth.difficulty_sd * draws.normal()).clamp(-5.0, 5.0);
            let chance = self.guess + (1.0 - self.guess) * logistic(topics[topic] - difficulty);
            let right = draws.happens(chance);
            let (difficulty, difficulty_sd) =
                if self.difficulties_known { (difficulty, 0.0) } else { (0.0, self.truth.difficulty_sd) };
            TopicAnswer { topic, right, guess: self.guess, difficulty, difficulty_sd }
        };
        let answers = (0..practice)
            .map(|_| {
                let topic = draws.below(self.topics);
                answer(topic, draws)
            })
            .collect();
        let mut right = 0;
        for topic in 0..self.topics {
            right += (0..self.questions).filter(|_| answer(topic, draws).right).count();
        }
        #[expect(clippy::cast_precision_loss, reason = "small counts")]
        let points = right as f64 / (self.topics as f64 * f64::from(self.questions));
        (answers, points)
    }
}
