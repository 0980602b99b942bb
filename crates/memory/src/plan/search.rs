//! The search: the policies that reach the targets with the fewest minutes, by forward simulation.

use super::{
    Shown,
    problem::{Problem, sample},
};
use crate::simulate::{Chance, Collection, Course, Policy, Scheduler, Setting, Timings, Way, run};

/// Prices that are tried, seconds; a policy's price is one of them.
const PRICES: [f64; 11] = [100.0, 150.0, 200.0, 300.0, 400.0, 600.0, 800.0, 1200.0, 1800.0, 2700.0, 4000.0];
/// Where the search begins.
const USUAL_PRICE: usize = 4;
/// Prices tried where minutes left are filled: they decide what comes first.
const FILLING: [f64; 4] = [300.0, 600.0, 800.0, 1200.0];
/// What of the time new cards leave to reviews: one part in so many.
const PARTS: [u32; 2] = [3, 6];
/// Parts where the time does not suffice.
const SCARCE_PARTS: [u32; 2] = [2, 3];
/// Draws of small collections, so that about so many cards are simulated.
const SIMULATED: usize = 1200;
const MOST_DRAWS: usize = 6;
/// By so much recall a simulation may miss the target and still reach it: less than anybody could see.
pub const TOLERANCE: f64 = 0.0005;
/// A sample has to be better than the target by so much, since it is a sample.
const SAMPLE_MARGIN: f64 = 0.002;
/// Policies shown before are kept unless others take less than this share of their time.
const WORTH_A_CHANGE: f64 = 0.95;

/// What policies come to.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Mean recall by exam; `None` without cards.
    pub recall: Vec<Option<f64>>,
    /// Seconds for cards.
    pub seconds: f64,
}

/// The means to try policies on one problem.
pub struct Search<'a> {
    pub problem: &'a Problem<'a>,
    timings: Timings,
    sample: Collection,
    draws: usize,
    margin: f64,
}

impl<'a> Search<'a> {
    pub fn new(problem: &'a Problem<'a>) -> Self {
        let horizon = problem.exams.last().map_or(1, |exam| exam.day);
        let sample = sample(&problem.collection);
        let sampled = sample.cards.len() < problem.collection.cards.len();
        Self {
            problem,
            timings: Timings::new(&problem.request.learner, horizon),
            draws: (SIMULATED / sample.cards.len().max(1)).clamp(1, MOST_DRAWS),
            sample,
            margin: if sampled { SAMPLE_MARGIN } else { 0.0 },
        }
    }

    /// The seconds for cards by day.
    pub fn give(&mut self, seconds: Vec<u32>, fixed: std::collections::BTreeMap<u32, crate::simulate::Fixed>) {
        self.sample.seconds = seconds;
        self.sample.fixed = fixed;
    }

    /// Leaves the cards of some topics out.
    pub fn leave_out(&mut self, topics: &[usize]) {
        for card in &mut self.sample.cards {
            card.idle = topics.contains(&card.topic);
        }
    }

    pub fn ways(&mut self, policies: &[Policy]) -> Vec<Way> {
        policies.iter().map(|policy| self.timings.way(*policy)).collect()
    }

    /// What policies come to on the sample, the mean of some draws.
    pub fn outcome(&mut self, policies: &[Policy]) -> Outcome {
        let scheduler = Scheduler::Timed(self.ways(policies));
        let courses = (0..self.draws).map(|draw| simulate(self.problem, &self.sample, &scheduler, draw, false));
        self.mean(&courses.collect::<Vec<_>>())
    }

    /// What policies come to for every card, in detail; the mean of the draws, and the course of the first.
    pub fn in_full(&mut self, policies: &[Policy]) -> (Outcome, Vec<Course>) {
        let scheduler = Scheduler::Timed(self.ways(policies));
        let full = Collection {
            seconds: self.sample.seconds.clone(),
            fixed: self.sample.fixed.clone(),
            ..self.problem.collection.clone()
        };
        let courses: Vec<Course> =
            (0..self.draws).map(|draw| simulate(self.problem, &full, &scheduler, draw, true)).collect();
        (self.mean(&courses), courses)
    }

    fn mean(&self, courses: &[Course]) -> Outcome {
        let draws = courses.len().max(1) as f64;
        let recall = (0..self.problem.exams.len()).map(|exam| {
            let goal = &self.problem.collection.goals[exam];
            let each: Option<Vec<f64>> = courses.iter().map(|course| goal.recall(course.goals.get(exam)?)).collect();
            each.map(|each| each.iter().sum::<f64>() / draws)
        });
        Outcome { recall: recall.collect(), seconds: courses.iter().map(Course::seconds).sum::<f64>() / draws }
    }

    /// Whether every target is reached.
    pub fn reached(&self, outcome: &Outcome) -> bool {
        self.short(outcome) == 0.0
    }

    /// What is missing to the targets, weighted.
    fn short(&self, outcome: &Outcome) -> f64 {
        let exams = self.problem.exams.iter().zip(&outcome.recall);
        exams.map(|(ahead, recall)| ahead.exam.weight * self.gap(ahead.exam.target, *recall)).sum()
    }

    fn gap(&self, target: f64, recall: Option<f64>) -> f64 {
        let gap = recall.map_or(0.0, |recall| target + self.margin - recall);
        if gap > TOLERANCE { gap } else { 0.0 }
    }

    /// The policies that reach the targets with the fewest minutes; if none does, those that come nearest.
    pub fn best(&mut self, shown: Option<&Shown>) -> Vec<Policy> {
        let exams = self.problem.exams.len();
        let mut policies: Vec<Policy> = (0..exams).map(|exam| self.policy(exam, USUAL_PRICE, PARTS[0])).collect();
        for _ in 0..if exams > 1 { 2 } else { 1 } {
            let before = policies.clone();
            for exam in 0..exams {
                self.improve(&mut policies, exam);
            }
            if before == policies {
                break;
            }
        }
        let mut outcome = self.outcome(&policies);
        if !self.reached(&outcome) {
            (policies, outcome) = self.scarce(policies, outcome);
        }
        match self.as_shown(shown) {
            Some(before) if self.worth_keeping(&before, &outcome) => before,
            _ => policies,
        }
    }

    /// The least price of one exam's policy that reaches its target, the others given.
    fn improve(&mut self, policies: &mut [Policy], exam: usize) {
        let target = self.problem.exams[exam].exam.target;
        let mut best: Option<(f64, f64, Policy)> = None;
        let mut known = 0..PRICES.len() - 1;
        for part in PARTS {
            let (mut low, mut high) = (known.start, known.end);
            while low < high {
                let middle = usize::midpoint(low, high);
                policies[exam] = self.policy(exam, middle, part);
                let outcome = self.outcome(policies);
                if self.gap(target, outcome.recall[exam]) > 0.0 { low = middle + 1 } else { high = middle }
            }
            policies[exam] = self.policy(exam, low, part);
            let outcome = self.outcome(policies);
            let found = (self.gap(target, outcome.recall[exam]), outcome.seconds, policies[exam]);
            if best.is_none_or(|best| (found.0, found.1) < (best.0, best.1)) {
                best = Some(found);
            }
            // new cards that come later ask for about the same price
            known = low.saturating_sub(1)..(low + 1).min(PRICES.len() - 1);
        }
        if let Some((_, _, policy)) = best {
            policies[exam] = policy;
        }
    }

    /// Where the time does not suffice: the minutes are filled.
    fn scarce(&mut self, reached: Vec<Policy>, outcome: Outcome) -> (Vec<Policy>, Outcome) {
        let gaps: Vec<bool> = self
            .problem
            .exams
            .iter()
            .zip(&outcome.recall)
            .map(|(ahead, recall)| self.gap(ahead.exam.target, *recall) > 0.0)
            .collect();
        let mut best = (reached.clone(), outcome);
        for part in SCARCE_PARTS {
            for price in FILLING {
                let mut policies = reached.clone();
                for (exam, policy) in policies.iter_mut().enumerate().filter(|(exam, _)| gaps[*exam]) {
                    *policy = Policy { price, new_by: self.new_by(exam, part), fill: true };
                }
                let outcome = self.outcome(&policies);
                if (self.short(&outcome), outcome.seconds) < (self.short(&best.1), best.1.seconds) {
                    best = (policies, outcome);
                }
            }
        }
        best
    }

    /// The policies shown before, if there is one for each exam.
    fn as_shown(&self, shown: Option<&Shown>) -> Option<Vec<Policy>> {
        let shown = shown?;
        let of = |ahead: &super::problem::Ahead<'_>| {
            let policy = shown.policies.iter().find(|(exam, _)| *exam == ahead.exam.id)?.1;
            let usable = policy.price.is_finite() && (1.0..=1e6).contains(&policy.price);
            usable.then_some(Policy { new_by: policy.new_by.min(ahead.day), ..policy })
        };
        self.problem.exams.iter().map(of).collect()
    }

    fn worth_keeping(&mut self, before: &[Policy], best: &Outcome) -> bool {
        let outcome = self.outcome(before);
        let as_near = self.short(&outcome) <= self.short(best) + 0.002 * self.weights();
        as_near && best.seconds >= outcome.seconds * WORTH_A_CHANGE
    }

    fn weights(&self) -> f64 {
        self.problem.exams.iter().map(|ahead| ahead.exam.weight).sum()
    }

    fn policy(&self, exam: usize, price: usize, part: u32) -> Policy {
        Policy { price: PRICES[price], new_by: self.new_by(exam, part), fill: false }
    }

    fn new_by(&self, exam: usize, part: u32) -> u32 {
        self.problem.exams[exam].day / part
    }

    /// The policies with the next higher price for the exams that a full simulation finds short; `None` at the highest.
    pub fn raised(&self, policies: &[Policy], outcome: &Outcome) -> Option<Vec<Policy>> {
        let mut raised = policies.to_vec();
        for (exam, policy) in raised.iter_mut().enumerate() {
            let short = outcome.recall[exam].is_some_and(|r| r + TOLERANCE < self.problem.exams[exam].exam.target);
            if short && !policy.fill {
                policy.price = PRICES.into_iter().find(|price| *price > policy.price)?;
            }
        }
        (raised != policies).then_some(raised)
    }
}

fn simulate(problem: &Problem<'_>, of: &Collection, scheduler: &Scheduler, draw: usize, detailed: bool) -> Course {
    let chance = Chance::new(0, u32::try_from(draw).unwrap_or(0));
    run(of, scheduler, Setting { learner: &problem.request.learner, believed: None, chance, detailed })
}
