//! Reviews: which come first where not all find room, and what an answer does.

use super::super::{
    collection::{Scheduler, Way},
    sm2,
};
use super::{FULL, Simulation, number, ordered, pick_success};
use crate::Rating;

impl Simulation<'_> {
    pub(super) fn review(&mut self, day: u32, room: &mut f64) {
        let waiting = std::mem::take(&mut self.due[day as usize]);
        let mut waiting: Vec<u32> = waiting.into_iter().filter(|i| self.live[*i as usize].due == day).collect();
        if self.booked[day as usize] > *room * 0.8 {
            self.order(&mut waiting, day);
        }
        for (place, &index) in waiting.iter().enumerate() {
            if !self.answer(index as usize, day, room) {
                self.postpone(&waiting[place..], day);
                return;
            }
        }
    }

    /// Where the coming days hold more than their seconds, cards of them are taken today as far as there is room: the
    /// most stable first, which lose least by being early.
    pub(super) fn ahead(&mut self, day: u32, room: &mut f64) {
        let days = number(self.due.len());
        let (mut booked, mut seconds, mut excess) = (0.0, 0.0, 0.0f64);
        for later in day + 1..days.min(day + 22) {
            booked += self.booked[later as usize];
            seconds += FULL * f64::from(self.collection.seconds[later as usize]);
            if booked - seconds <= excess {
                continue;
            }
            let list = std::mem::take(&mut self.due[later as usize]);
            let (mut list, gone): (Vec<u32>, Vec<u32>) =
                list.into_iter().partition(|i| self.live[*i as usize].due == later);
            drop(gone);
            list.sort_by(|a, b| {
                let stability = |index: u32| self.live[index as usize].mind.stability;
                stability(*b).total_cmp(&stability(*a)).then(a.cmp(b))
            });
            let mut kept = Vec::new();
            for index in list {
                let live = &self.live[index as usize];
                let wait = f64::from(later.cast_signed() - live.last);
                let early = f64::from(day.cast_signed() - live.last);
                if booked - seconds > excess && early >= wait * 0.7 && self.answer(index as usize, day, room) {
                    let usual = self.usual_seconds(index as usize);
                    self.booked[later as usize] -= usual;
                    booked -= usual;
                } else {
                    kept.push(index);
                }
            }
            self.due[later as usize].extend(kept);
            excess = excess.max(booked - seconds);
            if *room < 10.0 {
                break;
            }
        }
    }

    /// Where not all may find room: the baselines by due day, as Anki does; the plan what is known worst first.
    pub(super) fn order(&self, waiting: &mut [u32], day: u32) {
        if matches!(self.scheduler, Scheduler::Timed(_)) {
            waiting.sort_by_cached_key(|index| (ordered(self.believed_recall(*index as usize, day)), *index));
        }
    }

    pub(super) fn believed_recall(&self, index: usize, day: u32) -> f64 {
        let card = &self.live[index];
        self.belief.recall(card.mind.stability, f64::from(day.cast_signed() - card.last))
    }

    /// Gives what is left of a day to the cards of exams that ask for it, what is known worst first.
    pub(super) fn fill(&mut self, ways: &[Way], day: u32, room: &mut f64) {
        if *room <= 0.0 || !ways.iter().any(|way| way.policy.fill) {
            return;
        }
        let asks = |index: usize| {
            let live = &self.live[index];
            let goal = self.governing[self.collection.cards[index].topic];
            live.seen
                && !self.collection.cards[index].idle
                && live.last < day.cast_signed()
                && goal.is_some_and(|goal| ways[goal].policy.fill)
        };
        let mut cards: Vec<(u64, usize)> = (0..self.live.len())
            .filter(|index| asks(*index))
            .map(|index| (ordered(self.believed_recall(index, day)), index))
            .collect();
        cards.sort_unstable();
        for (_, index) in cards {
            if !self.answer(index, day, room) {
                return;
            }
        }
    }

    /// Reviews a card; false if there is no room.
    pub(super) fn answer(&mut self, index: usize, day: u32, room: &mut f64) -> bool {
        let card = &self.collection.cards[index];
        let live = self.live[index];
        let elapsed = f64::from(day.cast_signed() - live.last);
        let recall = self.truth.recall(live.truth.stability, elapsed);
        let luck = self.setting.chance.of_answer(card.key, live.answers);
        // one number for both: below the recall it succeeds, and its place below says how well
        let rating = if luck >= recall { Rating::Again } else { pick_success(&self.success, luck / recall) };
        let pace = &self.setting.learner.pace;
        let relearning = if rating == Rating::Again { pace.relearn_s } else { 0.0 };
        let seconds = (pace.review_s[rating.index()] + relearning) * card.weight;
        if *room <= 0.0 {
            return false;
        }
        self.spend(seconds, card.weight, room);
        let mut next = live;
        next.truth = self.truth.next(live.truth, recall, rating);
        next.answers += 1;
        next.last = day.cast_signed();
        next.mind = match self.scheduler {
            Scheduler::Sm2 { .. } => live.mind,
            _ if self.setting.believed.is_some() => {
                self.belief.next(live.mind, self.belief.recall(live.mind.stability, elapsed), rating)
            }
            _ => next.truth,
        };
        let day_after = match self.scheduler {
            Scheduler::Sm2 { modifier, .. } => Some(day + sm2::next(&mut next.mind, elapsed, rating, *modifier)),
            _ => None,
        };
        self.live[index] = next;
        let due = day_after.or_else(|| self.next_day(index, day));
        self.book(index, due, day + 1);
        self.count(index, day, seconds, false);
        self.count_review(index, day, recall);
        true
    }
}
