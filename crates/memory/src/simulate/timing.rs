//! When to see a card again, so that it is worth its time on the exam day.
//!
//! One card, one exam, one price: `price` seconds are what it is worth that the card is recalled on the exam day instead
//! of forgotten. `V(τ, S, D)` is the most that can be had from a card that was answered `τ` days before the exam:
//!
//! ```text
//! V(τ, S, D) = max( price · R(τ, S),                                  leave it until the exam
//!                   max over k < τ of  Σ over ratings g of
//!                       p(g | R(k, S)) · ( V(τ − k, S'g, D'g) − seconds(g) · c(τ − k) ) )   see it again in k days
//! ```
//!
//! (dynamic programming over a finite horizon; Bellman 1957. For spaced repetition without a deadline: Ye, Su and Cao 2022,
//! "A stochastic shortest path algorithm for optimizing spaced repetition scheduling".) There is no price of a day in
//! it, which would make all cards flee the same days: [`super::Policy`] has one price for the whole time, found by
//! simulation under the daily cap. Only the last two weeks are dearer, always alike (`c`), and days are evened out when
//! reviews are booked.
//!
//! `V` is tabulated on a grid of ln S and D, at every τ up to 64 days, at every 2nd up to 128, and so on.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    Learner, Policy, Way,
    dynamics::{Dynamics, Mind},
};
use crate::{MemoryState, Parameters, Rating, Retention};

const STABILITIES: usize = 36;
const DIFFICULTIES: usize = 7;
const STATES: usize = STABILITIES * DIFFICULTIES;
/// A card that was answered longer before the first day counts as answered so many days before.
pub const PAST_DAYS: u32 = 60;
/// Days before an exam in which time is dear.
const RUSH_DAYS: f32 = 14.0;
/// ln 0.05 and ln 3000: beyond, a state counts as the nearest within.
const LOWEST: f64 = -2.995_732_273_553_991;
const HIGHEST: f64 = 8.006_367_567_650_246;

/// A place on the grid of states: the lower corner and the shares of the upper neighbours.
#[derive(Clone, Copy)]
struct Place {
    corner: usize,
    stability: f32,
    difficulty: f32,
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "clamped")]
fn place(mind: Mind) -> Place {
    let x = (libm::log(mind.stability) - LOWEST) / (HIGHEST - LOWEST) * (STABILITIES - 1) as f64;
    let y = (mind.difficulty - 1.0) / 9.0 * (DIFFICULTIES - 1) as f64;
    let x = x.clamp(0.0, (STABILITIES - 1) as f64 - 1e-6);
    let y = y.clamp(0.0, (DIFFICULTIES - 1) as f64 - 1e-6);
    let (i, j) = (x as usize, y as usize);
    Place { corner: i * DIFFICULTIES + j, stability: (x - i as f64) as f32, difficulty: (y - j as f64) as f32 }
}

impl Place {
    fn of(self, values: &[f32]) -> f32 {
        let (a, b) = (self.stability, self.difficulty);
        let low = values[self.corner] * (1.0 - b) + values[self.corner + 1] * b;
        let high = values[self.corner + DIFFICULTIES] * (1.0 - b) + values[self.corner + DIFFICULTIES + 1] * b;
        low * (1.0 - a) + high * a
    }

    /// The days of the nearest state. Between a corner that waits long and one that comes twice, the mean would be wrong.
    fn days_of(self, values: &[f32]) -> Option<f32> {
        let corners = [0, 1, DIFFICULTIES, DIFFICULTIES + 1].map(|offset| values[self.corner + offset]);
        let nearest = usize::from(self.stability >= 0.5) * 2 + usize::from(self.difficulty >= 0.5);
        Some(corners[nearest]).filter(|days| *days > 0.0)
    }
}

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn grid_mind(state: usize) -> Mind {
    let (i, j) = (state / DIFFICULTIES, state % DIFFICULTIES);
    let log = LOWEST + (HIGHEST - LOWEST) * i as f64 / (STABILITIES - 1) as f64;
    Mind { stability: libm::exp(log), difficulty: 1.0 + 9.0 * j as f64 / (DIFFICULTIES - 1) as f64 }
}

/// What an answer after `days` leads to, from a state of the grid.
struct Outcome {
    probability: f32,
    seconds: f32,
    after: Place,
}

/// Everything in the recursion that does not depend on the price.
pub struct Transitions {
    dynamics: Dynamics,
    horizon: u32,
    /// Days until the next review that are tried.
    waits: Vec<u32>,
    /// By wait, state and rating.
    outcomes: Vec<Outcome>,
}

impl Transitions {
    /// For a learner, for exams up to `horizon` days ahead.
    pub fn new(learner: &Learner, horizon: u32) -> Self {
        let dynamics = Dynamics::new(&learner.parameters);
        let waits = waits(horizon);
        let success = shares(learner.habits.success);
        let mut outcomes = Vec::with_capacity(waits.len() * STATES * 4);
        for &wait in &waits {
            for state in 0..STATES {
                let mind = grid_mind(state);
                let recall = dynamics.recall(mind.stability, f64::from(wait));
                for rating in Rating::ALL {
                    let probability = match rating {
                        Rating::Again => 1.0 - recall,
                        _ => recall * success[rating.index() - 1],
                    };
                    let relearning = if rating == Rating::Again { learner.pace.relearn_s } else { 0.0 };
                    let seconds = learner.pace.review_s[rating.index()] + relearning;
                    let after = place(dynamics.next(mind, recall, rating));
                    outcomes.push(Outcome { probability: single(probability), seconds: single(seconds), after });
                }
            }
        }
        Self { dynamics, horizon, waits, outcomes }
    }

    /// The best timing at a price.
    pub fn solve(&self, price: f64) -> Timing {
        let levels = levels(self.horizon);
        let mut values: Vec<f32> = Vec::with_capacity(levels.len() * STATES);
        let mut days: Vec<f32> = Vec::with_capacity(levels.len() * STATES);
        for &level in &levels {
            let mut best: Vec<f32> = (0..STATES)
                .map(|s| single(price * self.dynamics.recall(grid_mind(s).stability, f64::from(level))))
                .collect();
            let mut wait_of = vec![0.0f32; STATES];
            for (place_of_wait, &wait) in self.waits.iter().enumerate().take_while(|(_, wait)| **wait < level) {
                let later = value_at(&levels, &values, level - wait);
                let dear = dear(level - wait);
                let outcomes = &self.outcomes[place_of_wait * STATES * 4..][..STATES * 4];
                for (state, four) in outcomes.chunks_exact(4).enumerate() {
                    let value = four.iter().fold(0.0, |sum, outcome| {
                        sum + outcome.probability * (outcome.after.of(&later) - outcome.seconds * dear)
                    });
                    if value > best[state] {
                        best[state] = value;
                        wait_of[state] = whole(wait);
                    }
                }
            }
            values.extend(best);
            days.extend(wait_of);
        }
        Timing { levels, days }
    }
}

/// When to see cards again, by days to the exam and state, at one price.
#[derive(Debug, Clone, PartialEq)]
pub struct Timing {
    levels: Vec<u32>,
    days: Vec<f32>,
}

impl Timing {
    /// Days until a card should be seen again that was answered `left` days before the exam; `None`: not before it.
    pub fn wait(&self, left: u32, mind: Mind) -> Option<f32> {
        place(mind).days_of(self.level(left)).filter(|days| *days < whole(left))
    }

    /// What holds `left` days before the exam.
    pub fn row(&self, left: u32) -> Row {
        Row { left, days: self.level(left).to_vec() }
    }

    fn level(&self, left: u32) -> &[f32] {
        let level = self.levels.partition_point(|level| *level <= left).saturating_sub(1);
        &self.days[level * STATES..][..STATES]
    }
}

/// How long cards are left alone that are answered on one day under one policy: [`Row::days`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Days from that day to the exam.
    left: u32,
    /// Days by state of the grid; 0 for "not before the exam".
    days: Vec<f32>,
}

impl Row {
    /// Days until a card is to be seen again that an answer on this day leaves in the state `after`, at least 1; `None`:
    /// not before the exam.
    #[must_use]
    pub fn days(&self, after: MemoryState) -> Option<f64> {
        if self.days.len() != STATES {
            return None;
        }
        place(after.into()).days_of(&self.days).filter(|days| *days < whole(self.left)).map(f64::from)
    }

    /// The retention to promise with: the recall that is left after [`Row::days`], 0.70 to 0.99.
    #[must_use]
    pub fn retention(&self, parameters: &Parameters, after: MemoryState) -> Retention {
        let days = self.days(after).unwrap_or(f64::INFINITY);
        let recall = Dynamics::new(parameters).recall(after.stability.get(), days);
        Retention::new(recall.clamp(Retention::MIN, Retention::MAX)).unwrap_or_default()
    }
}

/// What a second costs so many days before the exam: twice as much on the last, falling to the usual within two weeks.
/// Everybody wants to see every card on the last days, and there is no room: where the time is dear, cards that keep well
/// come earlier and leave it to those that do not.
fn dear(left: u32) -> f32 {
    1.0 + (1.0 - whole(left) / RUSH_DAYS).max(0.0)
}

/// The values of a number of days to the exam, between those of its two levels.
fn value_at(levels: &[u32], values: &[f32], left: u32) -> Vec<f32> {
    let above = levels.partition_point(|level| *level < left).min(levels.len() - 1);
    let row = |level: usize| &values[level * STATES..][..STATES];
    if levels[above] == left || above == 0 {
        return row(above).to_vec();
    }
    // the level above may be the one that is being made
    if (above + 1) * STATES > values.len() {
        return row(above - 1).to_vec();
    }
    let share = whole(left - levels[above - 1]) / whole(levels[above] - levels[above - 1]);
    row(above - 1).iter().zip(row(above)).map(|(low, high)| low * (1.0 - share) + high * share).collect()
}

/// Days to the exam at which values are kept: each up to 64, then every second, fourth, …
fn levels(horizon: u32) -> Vec<u32> {
    let mut levels = Vec::new();
    let mut level = 0;
    while level <= horizon {
        levels.push(level);
        level += 1 << (level / 64).checked_ilog2().map_or(0, |power| power + 1);
    }
    levels
}

/// Waits that are tried: each up to 12 days, then about an eighth more.
fn waits(horizon: u32) -> Vec<u32> {
    let mut waits = Vec::new();
    let mut wait = 1;
    while wait <= horizon.max(1) {
        waits.push(wait);
        wait += (wait / 8).max(1);
    }
    waits
}

/// Shares made to sum to 1.
pub fn shares<const N: usize>(raw: [f64; N]) -> [f64; N] {
    let sum: f64 = raw.iter().sum();
    raw.map(|share| share / sum)
}

#[expect(clippy::cast_possible_truncation, reason = "the tables are in single precision")]
const fn single(value: f64) -> f32 {
    value as f32
}

#[expect(clippy::cast_precision_loss, reason = "days of a plan")]
const fn whole(days: u32) -> f32 {
    days as f32
}

/// The tables of one learner, made when they are asked for.
pub struct Timings {
    transitions: Transitions,
    made: Vec<(f64, Arc<Timing>)>,
}

impl Timings {
    /// For exams up to `horizon` days after a card's answer: days ahead, and up to [`PAST_DAYS`] more if there are cards
    /// that were answered before. The learner's numbers must have passed [`Learner::check`].
    #[must_use]
    pub fn new(learner: &Learner, horizon: u32) -> Self {
        Self { transitions: Transitions::new(learner, horizon), made: Vec::new() }
    }

    /// How a goal is gone about under a policy.
    pub fn way(&mut self, policy: Policy) -> Way {
        let timing = match self.made.iter().find(|(price, _)| *price == policy.price) {
            Some((_, timing)) => timing.clone(),
            None => {
                let timing = Arc::new(self.transitions.solve(policy.price));
                self.made.push((policy.price, timing.clone()));
                timing
            }
        };
        Way { timing, policy }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timing(price: f64) -> Timing {
        Transitions::new(&Learner::default(), 60).solve(price)
    }

    fn mind(stability: f64) -> Mind {
        Mind { stability, difficulty: 5.0 }
    }

    #[test]
    fn what_keeps_longer_is_left_alone_longer() {
        let timing = timing(600.0);
        let waits: Vec<f32> = [0.3, 2.0, 10.0].into_iter().filter_map(|s| timing.wait(60, mind(s))).collect();
        assert!(waits.len() == 3 && waits[0] <= waits[1] && waits[1] < waits[2], "{waits:?}");
    }

    #[test]
    fn what_keeps_until_the_exam_is_not_seen_again() {
        assert_eq!(timing(600.0).wait(10, mind(2_000.0)), None);
        assert!(timing(600.0).wait(10, mind(1.0)).is_some());
    }

    #[test]
    fn a_review_comes_before_the_exam_or_not_at_all() {
        let timing = timing(2_700.0);
        for left in 0..=60 {
            for stability in [0.05, 0.5, 5.0, 50.0, 500.0] {
                assert!(timing.wait(left, mind(stability)).is_none_or(|days| days >= 1.0 && days < whole(left)));
            }
        }
    }

    #[test]
    fn tables_for_a_longer_time_say_the_same_of_a_shorter_one() {
        let (short, long) = (timing(600.0), Transitions::new(&Learner::default(), 150).solve(600.0));
        assert!((0..=60).all(|left| short.row(left) == long.row(left)));
    }
}
