//! What is simulated, and what comes of it.

use std::{collections::BTreeMap, sync::Arc};

use super::{Policy, Row, timing::Timing};
use crate::MemoryState;

/// Cards, minutes and exams, in days counted from the first one simulated (0).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Collection {
    /// The cards; new ones come in this order.
    pub cards: Vec<Subject>,
    /// How many topics there are: cards and goals name them by number, from 0.
    pub topics: usize,
    /// Seconds there are for cards on each day. The simulation ends after the last.
    pub seconds: Vec<u32>,
    /// The exams, by day.
    pub goals: Vec<Goal>,
    /// Days on which something else than the policy decides, by day.
    pub fixed: BTreeMap<u32, Fixed>,
}

/// What is decided already about a day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fixed {
    /// The new cards, by topic; `None`: as the policy says.
    pub new: Option<Vec<(usize, u32)>>,
    /// New cards that come on top of those, by topic.
    pub also: Vec<(usize, u32)>,
    /// Topics of which no new cards come.
    pub without: Vec<usize>,
    /// No reviews at all.
    pub no_reviews: bool,
}

/// A card of a simulation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Subject {
    /// Its topic.
    pub topic: usize,
    /// What its chances are drawn with: its own number, whatever else is simulated.
    pub key: u64,
    /// How many cards it stands for: 1, or more where a sample is simulated.
    pub weight: f64,
    /// Whether it is left out: it counts, and nothing is done about it.
    pub idle: bool,
    /// What is known of it; `None` for a new card.
    pub seen: Option<Seen>,
}

/// A card that was answered before the simulation begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// After the last answer.
    pub state: MemoryState,
    /// Days from that answer to day 0.
    pub ago: u32,
    /// The day it is due, negative if overdue.
    pub due: i32,
}

/// An exam.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// Its day; the last day that counts for it is the one before.
    pub day: u32,
    /// Its topics with their shares, which sum to 1.
    pub topics: Vec<(usize, f64)>,
    /// The retention its cards are kept at afterwards; `None`: they are let go.
    pub keep: Option<f64>,
}

/// How the days go.
#[derive(Debug, Clone)]
pub enum Scheduler {
    /// The plan: one way for each goal.
    Timed(Vec<Way>),
    /// FSRS at a fixed retention, as Anki has it: reviews first, then so many new cards a day.
    Retention {
        /// Recall aimed at.
        retention: f64,
        /// New cards a day.
        new_a_day: u32,
    },
    /// SM-2 as Anki has it, reviews first, then so many new cards a day.
    Sm2 {
        /// Anki's interval modifier: 1 is usual.
        modifier: f64,
        /// New cards a day.
        new_a_day: u32,
    },
}

/// How one goal is gone about: [`super::Policy`] with its table.
#[derive(Debug, Clone)]
pub struct Way {
    /// When cards are seen again.
    pub(super) timing: Arc<Timing>,
    /// The policy.
    pub policy: Policy,
}

impl Way {
    /// How long cards are left alone that are answered `left` days before the exam.
    #[must_use]
    pub fn row(&self, left: u32) -> Row {
        self.timing.row(left)
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Course {
    /// By day.
    pub days: Vec<Day>,
    /// By goal, its topics in the goal's order.
    pub goals: Vec<Vec<Standing>>,
    /// The cards reviewed on day 0, in order, with whether no other review was planned before their exam then. Only in
    /// detailed simulations.
    pub first_reviews: Vec<(usize, bool)>,
}

/// One day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Day {
    /// Seconds spent.
    pub seconds: f64,
    /// Reviews.
    pub reviews: f64,
    /// New cards.
    pub new: f64,
    /// Reviews after which none was planned any more before the exam: the consolidation pass.
    pub last_reviews: f64,
    /// The sum of recall that the reviewed cards had. Only in detailed simulations.
    pub expected: f64,
    /// By topic, where something was done: seconds, reviews, new cards. Only in detailed simulations.
    pub topics: Vec<(usize, Share)>,
    /// Mean recall over all cards at the end of the day, new ones counted 0. Only in detailed simulations.
    pub recall: f64,
}

/// A topic's share of a day.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Share {
    /// Seconds of both.
    pub seconds: f64,
    /// Seconds of new cards.
    pub new_seconds: f64,
    /// Reviews.
    pub reviews: f64,
    /// New cards.
    pub new: f64,
}

/// A topic on the day of a goal.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Standing {
    /// Cards.
    pub cards: f64,
    /// Cards never seen.
    pub unseen: f64,
    /// The sum of their recall.
    pub recalled: f64,
}

impl Course {
    /// Seconds of all days.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.days.iter().map(|day| day.seconds).sum()
    }
}

impl Goal {
    /// Mean recall on the day, weighted by topic over the topics that have cards; `None` if none has. `standings` are the
    /// goal's in [`Course::goals`].
    #[must_use]
    pub fn recall(&self, standings: &[Standing]) -> Option<f64> {
        let (mut sum, mut weights) = (0.0, 0.0);
        for ((_, weight), standing) in self.topics.iter().zip(standings).filter(|(_, s)| s.cards > 0.0) {
            sum += weight * standing.recalled / standing.cards;
            weights += weight;
        }
        (weights > 0.0).then(|| sum / weights)
    }
}
