//! New cards: how many come in, and which.

use super::super::sm2;
use super::{Simulation, below, count, pick, weight_of};
use crate::simulate::collection::{Scheduler, Way};

impl Simulation<'_> {
    /// How many new cards of a goal come in today: what remains, in proportion to the seconds of the days until they are
    /// to be in.
    pub(super) fn quota(&mut self, goal: usize, way: &Way, day: u32) -> usize {
        let remaining = self.fresh[goal].len();
        let stop = self.collection.goals[goal].day.saturating_sub(way.policy.new_by).max(day + 1);
        let until = &self.collection.seconds[day as usize..(stop as usize).min(self.collection.seconds.len())];
        let all: f64 = until.iter().map(|s| f64::from(*s)).sum();
        if remaining == 0 || all <= 0.0 {
            return 0;
        }
        let share = f64::from(until[0]) / all;
        let wanted = count(remaining) * share + self.carry[goal];
        let quota = below(wanted).min(remaining);
        self.carry[goal] = (wanted - count(quota)).min(1.0);
        quota
    }

    /// New cards as decided before, so many of each topic, in the order in which they would come.
    pub(super) fn learn_decided(&mut self, decided: &[(usize, u32)], day: u32, room: &mut f64) {
        let mut left = decided.to_vec();
        for goal in 0..self.fresh.len() {
            let mut place = 0;
            while let Some(&index) = self.fresh[goal].get(place).filter(|_| *room > 0.0) {
                let topic = self.collection.cards[index as usize].topic;
                match left.iter_mut().find(|(of, count)| *of == topic && *count > 0) {
                    Some((_, count)) => {
                        *count -= weight_of(&self.collection.cards[index as usize]).min(*count);
                        self.fresh[goal].remove(place);
                        self.learn_one(index as usize, day, room);
                    }
                    None => place += 1,
                }
                if left.iter().all(|(_, count)| *count == 0) {
                    return;
                }
            }
        }
    }

    /// New cards of one topic on top.
    pub(super) fn learn_of(&mut self, topic: usize, cards: u32, day: u32, room: &mut f64) {
        let Some(goal) = self.governing[topic] else { return };
        let mut learnt = 0.0;
        while learnt < f64::from(cards) - 1e-9 && *room > 0.0 {
            let of_topic = |index: &u32| self.collection.cards[*index as usize].topic == topic;
            let Some(place) = self.fresh[goal].iter().position(of_topic) else { return };
            let Some(index) = self.fresh[goal].remove(place) else { return };
            learnt += self.collection.cards[index as usize].weight;
            self.learn_one(index as usize, day, room);
        }
    }

    pub(super) fn learn(&mut self, goal: usize, quota: usize, day: u32, room: &mut f64) {
        let without = self.collection.fixed.get(&day).map_or(&[][..], |fixed| &fixed.without);
        for _ in 0..quota {
            let wanted = |index: &u32| !without.contains(&self.collection.cards[*index as usize].topic);
            let Some(place) = self.fresh[goal].iter().position(wanted).filter(|_| *room > 0.0) else { return };
            let Some(index) = self.fresh[goal].remove(place) else { return };
            self.learn_one(index as usize, day, room);
        }
    }

    pub(super) fn learn_one(&mut self, index: usize, day: u32, room: &mut f64) {
        let card = &self.collection.cards[index];
        let rating = pick(&self.first, self.setting.chance.of_answer(card.key, 0));
        let seconds = self.setting.learner.pace.new_s[rating.index()] * card.weight;
        self.spend(seconds, card.weight, room);
        let live = &mut self.live[index];
        live.truth = self.truth.first(rating);
        live.mind = if self.setting.believed.is_some() { self.belief.first(rating) } else { live.truth };
        (live.seen, live.answers, live.last) = (true, 1, day.cast_signed());
        let next = match self.scheduler {
            Scheduler::Sm2 { .. } => Some(day + sm2::first(&mut live.mind, rating)),
            _ => self.next_day(index, day),
        };
        self.book(index, next, day + 1);
        self.count(index, day, seconds, true);
    }

    /// A day ends with the answer that uses up its seconds. Where a card stands for several, what it takes too much is
    /// taken from the next day.
    pub(super) fn spend(&mut self, seconds: f64, weight: f64, room: &mut f64) {
        *room -= seconds;
        if *room < 0.0 && weight > 1.0 {
            self.debt = -*room;
        }
    }
}
