//! The grade to expect: from recall on the day, as the plan simulates it, and from what was solved elsewhere.

use super::facts::Solved;
use super::model::{Exam, Forecast, Grade, GradeMissing};
use super::store;
use crate::call::Call;
use crate::db::Tx;
use crate::error::Result;
use memory::plan::{ExamOutlook, TopicId};
use memory::{Ability, AbilityPriors, Blueprint, BlueprintTopic, TopicAnswer, predict_grade};
use std::collections::HashMap;
use uuid::Uuid;

/// The middle range that is said beside the median.
const MIDDLE: f64 = 0.8;

/// What is expected of an exam, as of the stored plan.
///
/// # Errors
/// `NotFound` for an exam that is not the actor's.
pub fn grade_of(tx: &mut Tx, call: &Call, exam: Uuid) -> Result<Forecast> {
    super::get_exam(tx, &call.actor, exam)?;
    let stored = store::find(tx, call.actor.learner)?;
    let forecasts = stored.map(|stored| stored.forecasts).unwrap_or_default();
    Ok(forecast_in(&forecasts, exam))
}

pub(super) fn forecast_in(forecasts: &[(Uuid, Forecast)], exam: Uuid) -> Forecast {
    let found = forecasts.iter().find(|(id, _)| *id == exam);
    found.map_or(Forecast::Missing(GradeMissing::Plan), |(_, forecast)| forecast.clone())
}

/// An exam's topics that count, with the questions of each; and the answers to questions of these topics.
pub(super) struct Paper {
    topics: Vec<TopicId>,
    blueprint: Blueprint,
    answers: Vec<TopicAnswer>,
}

impl Paper {
    /// `topics` are those that are there; `None` if none of the exam's has a weight.
    pub fn new(exam: &Exam, topic_of: &HashMap<Uuid, TopicId>, solved: &[Solved], there: &[TopicId]) -> Option<Paper> {
        let weighted: Vec<(TopicId, f64)> = exam
            .content
            .topics
            .iter()
            .map(|(id, weight)| (TopicId(id.as_u128()), *weight))
            .filter(|(id, weight)| *weight > 0.0 && there.contains(id))
            .collect();
        let total: f64 = weighted.iter().map(|(_, weight)| weight).sum();
        let questions = exam.content.questions;
        let part = |weight: f64| {
            let count = rounded(f64::from(questions.count) * weight / total).clamp(1, 500);
            let recalls = rounded(f64::from(count) * questions.recall_share).min(count);
            BlueprintTopic { weight, problems: count - recalls, guess: questions.guess, recalls }
        };
        let blueprint = Blueprint::new(weighted.iter().map(|(_, weight)| part(*weight)).collect()).ok()?;
        let topics: Vec<TopicId> = weighted.iter().map(|(topic, _)| *topic).collect();
        let answer = |solved: &Solved| {
            let topic = topic_of.get(&solved.card)?;
            Some(TopicAnswer {
                topic: topics.iter().position(|id| id == topic)?,
                right: solved.right,
                guess: solved.guess,
                difficulty: 0.0,
                difficulty_sd: AbilityPriors::default().difficulty_sd,
            })
        };
        let answers = solved.iter().filter_map(answer).collect();
        Some(Paper { topics, blueprint, answers })
    }

    /// The mean recall that a share of the points asks for: what cards cannot give comes from problems, at the chance that
    /// ability gives them. Within 0.01 and 0.99.
    pub fn recall_for(&self, share: f64) -> f64 {
        let (recalled, solved) = self.parts();
        let recall = if recalled > 0.0 { (share - solved) / recalled } else { share };
        recall.clamp(0.01, 0.99)
    }

    /// The share of the points that a mean recall comes to: the counterpart of [`Paper::recall_for`].
    pub fn share_for(&self, recall: f64) -> f64 {
        let (recalled, solved) = self.parts();
        let share = if recalled > 0.0 { recall * recalled + solved } else { recall };
        share.clamp(0.01, 1.0)
    }

    /// The share of the points that asks for recall, and what is expected of the others.
    fn parts(&self) -> (f64, f64) {
        let ability = Ability::new(AbilityPriors::default(), self.topics.len(), &self.answers);
        let (mut recalled, mut solved) = (0.0, 0.0);
        for (place, (topic, share)) in self.blueprint.topics().iter().zip(self.blueprint.shares()).enumerate() {
            let asks = f64::from(topic.recalls) / f64::from(topic.recalls + topic.problems).max(1.0);
            recalled += share * asks;
            if asks < 1.0 {
                let chance = ability.as_ref().ok().and_then(|ability| ability.chance(place, topic.guess));
                solved += share * (1.0 - asks) * chance.unwrap_or(0.5);
            }
        }
        (recalled, solved)
    }

    /// The prediction, from what the plan expects of its topics.
    pub fn forecast(&self, exam: &Exam, outlook: &ExamOutlook) -> Forecast {
        let recalls: Vec<Vec<f64>> = self
            .topics
            .iter()
            .map(|id| outlook.topics.iter().find(|topic| topic.topic == *id).map(chances).unwrap_or_default())
            .collect();
        let found = match predict_grade(AbilityPriors::default(), &self.blueprint, &self.answers, &recalls) {
            Ok(found) => found,
            Err(why) => return Forecast::Missing(why.into()),
        };
        let (low, high) = found.interval(MIDDLE);
        let median = found.median();
        let name = |share: f64| exam.content.scale.step_of(share).grade.clone();
        Forecast::Grade(Grade {
            median,
            low,
            high,
            pass: found.chance_to_reach(exam.content.pass),
            target: found.chance_to_reach(exam.content.target),
            touched: found.touched,
            names: [name(low), name(median), name(high)],
        })
    }
}

/// By card: those that will have been seen share the topic's recall, the others have none.
fn chances(topic: &memory::plan::TopicRecall) -> Vec<f64> {
    let seen = topic.cards.saturating_sub(topic.unseen);
    let recall = topic.recall.unwrap_or(0.0) * f64::from(topic.cards) / f64::from(seen.max(1));
    let mut chances = vec![recall.clamp(0.0, 1.0); seen as usize];
    chances.resize(topic.cards as usize, 0.0);
    chances
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most some hundred questions")]
fn rounded(number: f64) -> u32 {
    number.round() as u32
}
