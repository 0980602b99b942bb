//! The worlds of the figures: those of the trial in the project's findings, with the published parameters as the learner
//! and the paces and habits of `Default`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Chance, Collection, Course, Goal, Learner, Policy, Scheduler, Setting, Subject, Timings, run};
use crate::Parameters;

/// A world: one exam, one topic, new cards only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct World {
    /// Days to the exam.
    pub days: u32,
    /// Cards.
    pub cards: u32,
    /// Minutes a day.
    pub cap: u32,
    /// Days on which nothing is done, first and last; nobody knows before.
    pub lost: Option<(u32, u32)>,
}

/// Enough minutes, over 30, 60 and 90 days.
pub const USUAL: [World; 3] = [
    World { days: 30, cards: 300, cap: 25, lost: None },
    World { days: 60, cards: 400, cap: 20, lost: None },
    World { days: 90, cards: 600, cap: 20, lost: None },
];
/// Too few minutes.
pub const OVERLOADED: World = World { days: 60, cards: 400, cap: 8, lost: None };
/// A week is missed.
pub const LOST_WEEK: World = World { days: 60, cards: 400, cap: 10, lost: Some((25, 31)) };

/// How far wrong parameters are off: each is multiplied by `e^N(0, 0.25)`.
const SPREAD: f64 = 0.25;
/// Draws with which the planner chooses; the learner's are others.
const PLANNERS_DRAWS: u32 = 8;
/// What a planner tries.
const PRICES: [f64; 13] =
    [150.0, 200.0, 250.0, 300.0, 400.0, 500.0, 600.0, 800.0, 1000.0, 1200.0, 1800.0, 2700.0, 4000.0];

/// What a course comes to.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Reached {
    /// Mean recall on the exam day.
    pub recall: f64,
    /// Minutes of all days.
    pub minutes: f64,
    /// The share of cards never seen.
    pub unseen: f64,
}

/// Who learns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The learner whom the scheduler knows.
    Known,
    /// A learner with other parameters than the scheduler takes for true, another one in each draw.
    Mistaken,
}

/// A way to schedule that others use.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Baseline {
    /// FSRS at a fixed retention.
    Retention(f64),
    /// Anki's SM-2 with its interval modifier.
    Sm2(f64),
}

impl Baseline {
    /// The same way at other settings, among which minutes are interpolated.
    #[must_use]
    pub fn settings(self) -> Vec<Self> {
        match self {
            Self::Retention(_) => {
                [0.75, 0.8, 0.84, 0.87, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98].map(Self::Retention).to_vec()
            }
            Self::Sm2(_) => [0.4, 0.55, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0].map(Self::Sm2).to_vec(),
        }
    }
}

impl World {
    /// As a collection.
    #[must_use]
    pub fn collection(&self) -> Collection {
        let subject = |key: u32| Subject { topic: 0, key: key.into(), weight: 1.0, idle: false, seen: None };
        Collection {
            cards: (0..self.cards).map(subject).collect(),
            topics: 1,
            seconds: vec![self.cap * 60; self.days as usize],
            lost: self.lost.map_or_else(BTreeSet::new, |(first, last)| (first..=last).collect()),
            goals: vec![Goal { day: self.days, topics: vec![(0, 1.0)], keep: None }],
            fixed: BTreeMap::new(),
        }
    }

    /// The baselines' scheduler. New cards come within the first two thirds.
    #[must_use]
    pub fn scheduler(&self, baseline: Baseline) -> Scheduler {
        let new_a_day = self.cards.div_ceil(self.days * 2 / 3);
        match baseline {
            Baseline::Retention(retention) => Scheduler::Retention { retention, new_a_day },
            Baseline::Sm2(modifier) => Scheduler::Sm2 { modifier, new_a_day },
        }
    }

    /// What a scheduler comes to in one draw.
    #[must_use]
    pub fn run(&self, scheduler: &Scheduler, who: Who, draw: u32) -> Reached {
        self.run_with(scheduler, who, draw, 1)
    }

    fn run_with(&self, scheduler: &Scheduler, who: Who, draw: u32, seed: u64) -> Reached {
        let believed = Learner::default();
        let mistaken = (who == Who::Mistaken).then(|| mistaken_learner(draw));
        let setting = Setting {
            learner: mistaken.as_ref().unwrap_or(&believed),
            believed: mistaken.as_ref().map(|_| &believed),
            chance: Chance::new(seed, draw),
            detailed: false,
        };
        reached(&run(&self.collection(), scheduler, setting))
    }

    /// The policy that a planner chooses for a target, by simulations of its own; `parts` are those of the time that new
    /// cards may leave. If no policy reaches the target: the one with the highest recall that fills the days.
    #[must_use]
    pub fn planned(&self, timings: &mut Timings, target: f64, parts: &[u32]) -> Scheduler {
        // what will be lost is not known
        let world = Self { lost: None, ..*self };
        let mut best: Option<(Reached, Scheduler)> = None;
        for fill in [false, true] {
            for &price in &PRICES {
                for part in parts {
                    let way = timings.way(Policy { price, new_by: self.days / part, fill });
                    let scheduler = Scheduler::Timed(vec![way]);
                    let found = mean((0..PLANNERS_DRAWS).map(|d| world.run_with(&scheduler, Who::Known, d, 2)));
                    let better =
                        best.as_ref().is_none_or(|(best, _)| match (found.recall >= target, best.recall >= target) {
                            (true, true) => found.minutes < best.minutes,
                            (false, false) => found.recall > best.recall,
                            (reaches, _) => reaches,
                        });
                    if better {
                        best = Some((found, scheduler));
                    }
                }
            }
            if best.as_ref().is_some_and(|(best, _)| best.recall >= target) {
                break;
            }
        }
        best.map_or_else(|| self.scheduler(Baseline::Retention(0.9)), |(_, scheduler)| scheduler)
    }

    /// By how much fewer minutes a plan takes than a baseline for the recall that the plan reached, as a share of the
    /// baseline's minutes, in each draw. The plan's target is what the baseline reaches on average.
    #[must_use]
    pub fn savings(&self, timings: &mut Timings, baseline: Baseline, who: Who, draws: u32, parts: &[u32]) -> Vec<f64> {
        let usual = self.scheduler(baseline);
        let target = mean((0..PLANNERS_DRAWS).map(|draw| self.run_with(&usual, Who::Known, draw, 2))).recall;
        let plan = self.planned(timings, target, parts);
        let settings: Vec<Scheduler> = baseline.settings().into_iter().map(|b| self.scheduler(b)).collect();
        (0..draws)
            .map(|draw| {
                let ours = self.run(&plan, who, draw);
                let theirs: Vec<Reached> = settings.iter().map(|s| self.run(s, who, draw)).collect();
                1.0 - ours.minutes / minutes_at(theirs, ours.recall)
            })
            .collect()
    }
}

/// The mean of some courses.
pub fn mean(each: impl Iterator<Item = Reached>) -> Reached {
    let mut sum = Reached::default();
    let mut count = 0.0;
    for one in each {
        sum.recall += one.recall;
        sum.minutes += one.minutes;
        sum.unseen += one.unseen;
        count += 1.0;
    }
    Reached { recall: sum.recall / count, minutes: sum.minutes / count, unseen: sum.unseen / count }
}

/// The value that a share of `values` lies below, between neighbours in a line.
#[must_use]
pub fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[expect(clippy::cast_precision_loss, reason = "a number of draws")]
    let place = share * sorted.len().saturating_sub(1) as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
    let low = libm::floor(place) as usize;
    let at = |place: usize| sorted.get(place).or(sorted.last()).copied().unwrap_or(f64::NAN);
    at(low) + (at(low + 1) - at(low)) * (place - libm::floor(place))
}

/// The minutes that a baseline needs for a recall: along its efficient settings, those that no other beats at once in
/// recall and minutes, in straight lines between them and on beyond the ends.
fn minutes_at(mut points: Vec<Reached>, recall: f64) -> f64 {
    points.sort_by(|a, b| a.minutes.total_cmp(&b.minutes));
    let mut efficient: Vec<Reached> = Vec::new();
    for point in points {
        if efficient.last().is_none_or(|last| point.recall > last.recall) {
            efficient.push(point);
        }
    }
    // beyond the best setting nothing is known but that its minutes do not suffice
    if efficient.last().is_some_and(|last| recall >= last.recall) || efficient.len() < 2 {
        return efficient.last().map_or(f64::NAN, |last| last.minutes);
    }
    let above = efficient.partition_point(|point| point.recall < recall).clamp(1, efficient.len() - 1);
    let (a, b) = (efficient[above - 1], efficient[above]);
    a.minutes + (b.minutes - a.minutes) * (recall - a.recall) / (b.recall - a.recall)
}

fn reached(course: &Course) -> Reached {
    let standing = course.goals[0][0];
    Reached {
        recall: standing.recalled / standing.cards,
        minutes: course.seconds() / 60.0,
        unseen: standing.unseen / standing.cards,
    }
}

/// A learner whose parameters are the published ones times `e^N(0, SPREAD)`, held within their ranges.
#[must_use]
pub fn mistaken_learner(draw: u32) -> Learner {
    let chance = Chance::new(3, draw);
    let mut numbers = *Parameters::default().values();
    for (place, number) in (0u32..).zip(numbers.iter_mut()) {
        // Box and Muller
        let (a, b) = (chance.of_answer(place.into(), 0), chance.of_answer(place.into(), 1));
        let normal = libm::sqrt(-2.0 * libm::log(1.0 - a)) * libm::cos(std::f64::consts::TAU * b);
        #[expect(clippy::cast_possible_truncation, reason = "parameters are in single precision")]
        let drawn = (f64::from(*number) * libm::exp(normal * SPREAD)) as f32;
        *number = drawn;
    }
    Learner { parameters: Parameters::new(&numbers).unwrap_or_default(), ..Learner::default() }
}
