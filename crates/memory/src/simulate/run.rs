//! The forward simulation: day after day, what the scheduler asks for, as far as the day's seconds go.

mod booking;
mod new_cards;
mod reviews;

use super::{
    Learner,
    collection::{Collection, Course, Day, Goal, Scheduler, Seen, Share, Standing, Subject},
    dynamics::{Dynamics, Mind},
    random::Chance,
    timing::shares,
};
use crate::Rating;

/// How a simulation is made.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// Who learns.
    pub learner: &'a Learner,
    /// Whom the scheduler takes the learner for, if that is somebody else.
    pub believed: Option<&'a Learner>,
    /// The chances.
    pub chance: Chance,
    /// Whether topics and recall by day are wanted.
    pub detailed: bool,
}

/// Simulates the days of `collection`. The learners must have passed [`Learner::check`], and [`Scheduler::Timed`] must have
/// a way for each goal.
#[must_use]
pub fn run(collection: &Collection, scheduler: &Scheduler, setting: Setting<'_>) -> Course {
    Simulation::new(collection, scheduler, setting).run()
}

/// The day on which nothing is due any more.
const NEVER: u32 = u32::MAX;
/// Days are booked up to this share of their seconds.
const FULL: f64 = 0.85;

#[derive(Clone, Copy)]
struct Live {
    /// As the scheduler sees it; with SM-2: interval and ease.
    mind: Mind,
    /// As it is.
    truth: Mind,
    /// Day of the last answer; before day 0 negative.
    last: i32,
    due: u32,
    answers: u32,
    seen: bool,
}

struct Simulation<'a> {
    collection: &'a Collection,
    scheduler: &'a Scheduler,
    setting: Setting<'a>,
    truth: Dynamics,
    belief: Dynamics,
    first: [f64; 4],
    success: [f64; 3],
    live: Vec<Live>,
    /// Cards due by day; a card's `due` says whether the entry still holds.
    due: Vec<Vec<u32>>,
    /// Seconds that are booked for reviews, by day.
    booked: Vec<f64>,
    /// New cards that wait, by goal (one list for the baselines).
    fresh: Vec<std::collections::VecDeque<u32>>,
    /// The goal that governs each topic now.
    governing: Vec<Option<usize>>,
    course: Course,
    /// Parts of new cards that were due before today, by goal.
    carry: Vec<f64>,
    /// Seconds that yesterday took too much.
    debt: f64,
}

impl<'a> Simulation<'a> {
    fn new(collection: &'a Collection, scheduler: &'a Scheduler, setting: Setting<'a>) -> Self {
        let days = collection.seconds.len();
        let truth = Dynamics::new(&setting.learner.parameters);
        let belief = setting.believed.map_or_else(|| truth.clone(), |learner| Dynamics::new(&learner.parameters));
        let mut simulation = Self {
            collection,
            scheduler,
            setting,
            truth,
            belief,
            first: shares(setting.learner.habits.first),
            success: shares(setting.learner.habits.success),
            live: collection.cards.iter().map(live).collect(),
            due: vec![Vec::new(); days],
            booked: vec![0.0; days],
            fresh: vec![Default::default(); collection.goals.len().max(1)],
            governing: vec![None; collection.topics],
            course: Course { days: vec![Day::default(); days], goals: Vec::new(), ..Course::default() },
            carry: vec![1.0 - 1e-9; collection.goals.len().max(1)],
            debt: 0.0,
        };
        simulation.govern(0);
        for (index, card) in collection.cards.iter().enumerate().filter(|(_, card)| !card.idle) {
            match card.seen {
                Some(seen) => simulation.begin(index, &seen),
                None => simulation.wait_as_new(index),
            }
        }
        simulation.book_new();
        simulation
    }

    /// Which goal governs each topic on `day`.
    fn govern(&mut self, day: u32) {
        self.governing.fill(None);
        for (place, goal) in self.collection.goals.iter().enumerate().rev().filter(|(_, goal)| goal.day > day) {
            for &(topic, _) in &goal.topics {
                self.governing[topic] = Some(place);
            }
        }
    }

    fn wait_as_new(&mut self, index: usize) {
        let goal = match self.scheduler {
            Scheduler::Timed(_) => self.governing[self.collection.cards[index].topic],
            _ => Some(0),
        };
        if let Some(goal) = goal {
            self.fresh[goal].push_back(number(index));
        }
    }

    /// A card that is known when the simulation begins.
    fn begin(&mut self, index: usize, seen: &Seen) {
        let planned = match self.scheduler {
            Scheduler::Timed(_) => self.planned(index, seen.due.max(0).cast_unsigned()),
            _ => Some(seen.due.max(0).cast_unsigned()),
        };
        self.book(index, planned, 0);
    }

    fn run(mut self) -> Course {
        let mut goals = self.collection.goals.iter().peekable();
        for day in 0..number(self.collection.seconds.len()) {
            let mut passed = false;
            while let Some(goal) = goals.next_if(|goal| goal.day <= day) {
                let standing = self.standing(goal, day);
                self.course.goals.push(standing);
                passed = true;
            }
            if passed {
                self.after_goals(day);
            }
            let adherence = self.setting.learner.habits.adherence;
            let missed = self.collection.lost.contains(&day)
                || (adherence < 1.0 && self.setting.chance.of_day(day) >= adherence);
            let seconds = f64::from(self.collection.seconds[day as usize]);
            self.day(day, if missed { 0.0 } else { seconds });
            if self.setting.detailed {
                self.course.days[day as usize].recall = self.mean_recall(day);
            }
        }
        for goal in goals {
            let standing = self.standing(goal, goal.day);
            self.course.goals.push(standing);
        }
        self.course
    }

    fn day(&mut self, day: u32, seconds: f64) {
        let mut room = seconds - std::mem::take(&mut self.debt);
        match self.scheduler {
            Scheduler::Timed(ways) => {
                let fixed = self.collection.fixed.get(&day);
                let decided = fixed.and_then(|fixed| fixed.new.as_ref());
                for (goal, way) in ways.iter().enumerate() {
                    let quota = self.quota(goal, way, day);
                    if decided.is_none() {
                        self.learn(goal, quota, day, &mut room);
                    }
                }
                if let Some(decided) = decided {
                    self.learn_decided(decided, day, &mut room);
                }
                for (topic, count) in fixed.iter().flat_map(|fixed| &fixed.also) {
                    self.learn_of(*topic, *count, day, &mut room);
                }
                if fixed.is_some_and(|fixed| fixed.no_reviews) {
                    let waiting = std::mem::take(&mut self.due[day as usize]);
                    self.postpone(&waiting, day);
                } else {
                    self.review(day, &mut room);
                    self.ahead(day, &mut room);
                    self.fill(ways, day, &mut room);
                }
            }
            Scheduler::Retention { new_a_day, .. } | Scheduler::Sm2 { new_a_day, .. } => {
                self.review(day, &mut room);
                self.learn(0, *new_a_day as usize, day, &mut room);
            }
        }
    }

    fn count(&mut self, index: usize, day: u32, seconds: f64, new: bool) {
        let card = &self.collection.cards[index];
        let total = &mut self.course.days[day as usize];
        total.seconds += seconds;
        *(if new { &mut total.new } else { &mut total.reviews }) += card.weight;
        if self.setting.detailed {
            let place = total.topics.iter().position(|(topic, _)| *topic == card.topic).unwrap_or_else(|| {
                total.topics.push((card.topic, Share::default()));
                total.topics.len() - 1
            });
            let share = &mut total.topics[place].1;
            share.seconds += seconds;
            if new {
                share.new_seconds += seconds;
            }
            *(if new { &mut share.new } else { &mut share.reviews }) += card.weight;
        }
    }

    fn count_review(&mut self, index: usize, day: u32, recall: f64) {
        let weight = self.collection.cards[index].weight;
        let last = self.live[index].due == NEVER;
        let total = &mut self.course.days[day as usize];
        total.expected += recall * weight;
        if last {
            total.last_reviews += weight;
        }
        if day == 0 && self.setting.detailed {
            self.course.first_reviews.push((index, last));
        }
    }

    fn mean_recall(&self, day: u32) -> f64 {
        let (mut recalled, mut cards) = (0.0, 0.0);
        for (card, live) in self.collection.cards.iter().zip(&self.live) {
            cards += card.weight;
            recalled += self.recall(live, day) * card.weight;
        }
        if cards > 0.0 { recalled / cards } else { 0.0 }
    }

    fn recall(&self, live: &Live, day: u32) -> f64 {
        if !live.seen {
            return 0.0;
        }
        self.truth.recall(live.truth.stability, f64::from(day) - f64::from(live.last))
    }

    fn standing(&self, goal: &Goal, day: u32) -> Vec<Standing> {
        let mut by_topic = vec![Standing::default(); self.collection.topics];
        for (card, live) in self.collection.cards.iter().zip(&self.live) {
            let standing = &mut by_topic[card.topic];
            standing.cards += card.weight;
            standing.recalled += self.recall(live, day) * card.weight;
            if !live.seen {
                standing.unseen += card.weight;
            }
        }
        goal.topics.iter().map(|(topic, _)| by_topic[*topic]).collect()
    }

    /// An exam is over: its cards go to the next exam that asks for them, or are kept, or let go.
    fn after_goals(&mut self, day: u32) {
        if !matches!(self.scheduler, Scheduler::Timed(_)) {
            return;
        }
        let before = self.governing.clone();
        self.govern(day);
        for index in 0..self.live.len() {
            let Subject { topic, idle, .. } = self.collection.cards[index];
            if idle || before[topic] == self.governing[topic] {
                continue;
            }
            if !self.live[index].seen {
                self.wait_as_new(index);
                continue;
            }
            let keep = before[topic].and_then(|goal| self.collection.goals[goal].keep);
            let kept = keep.map_or(NEVER, |retention| {
                let days = rounded(self.belief.interval(self.live[index].mind.stability, retention));
                u32::try_from(i64::from(self.live[index].last) + i64::from(days)).unwrap_or(0).max(day)
            });
            let planned = self.planned(index, kept);
            self.book(index, planned, day);
        }
        for (place, goal) in self.collection.goals.iter().enumerate() {
            if goal.day <= day {
                self.fresh[place].clear();
            }
        }
    }
}

fn live(card: &Subject) -> Live {
    card.seen.map_or(
        Live { mind: Mind::default(), truth: Mind::default(), last: 0, due: NEVER, answers: 0, seen: false },
        |seen| Live {
            mind: seen.state.into(),
            truth: seen.state.into(),
            last: -seen.ago.cast_signed(),
            due: NEVER,
            answers: 1,
            seen: true,
        },
    )
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of cards")]
fn weight_of(card: &Subject) -> u32 {
    libm::round(card.weight).max(1.0) as u32
}

fn pick(shares: &[f64; 4], luck: f64) -> Rating {
    let mut sum = 0.0;
    for rating in Rating::ALL {
        sum += shares[rating.index()];
        if luck < sum {
            return rating;
        }
    }
    Rating::Easy
}

fn pick_success(shares: &[f64; 3], luck: f64) -> Rating {
    pick(&[0.0, shares[0], shares[1], shares[2]], luck)
}

/// A key that sorts as the numbers, for probabilities.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a probability")]
fn ordered(probability: f64) -> u64 {
    (probability * 1e12) as u64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float cast saturates and makes NaN 0")]
pub(super) fn rounded(days: f64) -> u32 {
    libm::round(days).min(1e6) as u32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a number of cards")]
fn below(cards: f64) -> usize {
    libm::floor(cards + 1e-9) as usize
}

#[expect(clippy::cast_precision_loss, reason = "a number of cards")]
fn count(cards: usize) -> f64 {
    cards as f64
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
