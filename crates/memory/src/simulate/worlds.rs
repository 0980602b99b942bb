//! The worlds of the figures: those of the trial in the project's findings.

use std::collections::BTreeMap;

use super::{Chance, Collection, Goal, Learner, Policy, Scheduler, Setting, Subject, Timings, run};
use crate::Parameters;

/// A world: one exam, one topic, new cards only.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct World {
    /// Days to the exam.
    pub days: u32,
    /// Cards.
    pub cards: u32,
    /// Minutes a day.
    pub cap: u32,
    /// Days on which nothing is done, first and last.
    pub lost: Option<(u32, u32)>,
}

impl World {
    /// As a collection.
    pub fn collection(&self) -> Collection {
        let subject = |key: u32| Subject { topic: 0, key: key.into(), weight: 1.0, idle: false, seen: None };
        let lost = |day: u32| self.lost.is_some_and(|(first, last)| (first..=last).contains(&day));
        Collection {
            cards: (0..self.cards).map(subject).collect(),
            topics: 1,
            seconds: (0..self.days).map(|day| if lost(day) { 0 } else { self.cap * 60 }).collect(),
            goals: vec![Goal { day: self.days, topics: vec![(0, 1.0)], keep: None }],
            fixed: BTreeMap::new(),
        }
    }

    /// New cards a day that bring all in within the first two thirds.
    pub fn new_a_day(&self) -> u32 {
        self.cards.div_ceil(self.days * 2 / 3)
    }
}

/// A learner whose parameters are the published ones times `e^N(0, spread)`.
pub fn wrong_learner(draw: u32, spread: f64) -> Learner {
    let chance = Chance::new(0x57a7, draw);
    let mut numbers = *Parameters::default().values();
    for (place, number) in (0u32..).zip(numbers.iter_mut()) {
        // Box–Muller
        let (a, b) = (chance.of_answer(place.into(), 0), chance.of_answer(place.into(), 1));
        let normal = libm::sqrt(-2.0 * libm::log(1.0 - a)) * libm::cos(std::f64::consts::TAU * b);
        *number = (f64::from(*number) * libm::exp(normal * spread)) as f32;
    }
    Learner { parameters: Parameters::new(&numbers).unwrap_or_default(), ..Learner::default() }
}

/// x
pub fn explore() {
    let learner = Learner::default();
    let worlds = [
        World { days: 60, cards: 400, cap: 20, lost: None },
        World { days: 30, cards: 300, cap: 25, lost: None },
        World { days: 90, cards: 600, cap: 20, lost: None },
        World { days: 60, cards: 400, cap: 8, lost: None },
        World { days: 60, cards: 400, cap: 10, lost: Some((25, 31)) },
    ];
    let mut timings = Timings::new(&learner, 90);
    for world in worlds {
        println!("{world:?}");
        for fill in [false, true] {
            for by in [2, 3, 6] {
                for price in [100.0, 200.0, 400.0, 600.0, 800.0, 1200.0, 1800.0, 3000.0] {
                    let way = timings.way(Policy { price, new_by: world.days / by, fill });
                    let mut a = (0.0, 0.0);
                    for d in 0..8 {
                        let setting =
                            Setting { learner: &learner, believed: None, chance: Chance::new(1, d), detailed: false };
                        let course = run(&world.collection(), &Scheduler::Timed(vec![way.clone()]), setting);
                        a.0 += course.goals[0][0].recalled / f64::from(world.cards * 8);
                        a.1 += course.seconds() / 480.0;
                    }
                    print!("{price}: {:.4} {:.0}   ", a.0, a.1);
                }
                println!(" {fill} {by}");
            }
        }
    }
}
