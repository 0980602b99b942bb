//! Booking: the day on which a card is due.

use super::super::{collection::Scheduler, timing::PAST_DAYS};
use super::{FULL, NEVER, Simulation, number, rounded};

impl Simulation<'_> {
    /// Books the seconds that new cards will take.
    pub(super) fn book_new(&mut self) {
        let Scheduler::Timed(ways) = self.scheduler else { return };
        let pace = &self.setting.learner.pace;
        let usual: f64 = self.first.iter().zip(pace.new_s).map(|(share, seconds)| share * seconds).sum();
        for (goal, way) in ways.iter().enumerate() {
            let stop = self.collection.goals[goal].day.saturating_sub(way.policy.new_by).max(1) as usize;
            let days = &self.collection.seconds[..stop.min(self.collection.seconds.len())];
            let all: f64 = days.iter().map(|s| f64::from(*s)).sum();
            let weight: f64 = self.fresh[goal].iter().map(|i| self.collection.cards[*i as usize].weight).sum();
            for (day, seconds) in days.iter().enumerate().filter(|(_, seconds)| **seconds > 0) {
                self.booked[day] += weight * usual * f64::from(*seconds) / all;
            }
        }
    }

    /// The day that a known card is wanted on, seen from its last answer; `kept` if no exam asks for it.
    pub(super) fn planned(&self, index: usize, kept: u32) -> Option<u32> {
        let (Scheduler::Timed(ways), card) = (self.scheduler, self.live[index]) else { return Some(kept) };
        let topic = self.collection.cards[index].topic;
        let Some(goal) = self.governing[topic] else { return Some(kept) };
        let day = self.collection.goals[goal].day;
        let left = (i64::from(day) - i64::from(card.last)).clamp(0, i64::from(day + PAST_DAYS));
        let wait = ways[goal].timing.wait(u32::try_from(left).unwrap_or(0), card.mind)?;
        Some(u32::try_from(i64::from(card.last) + i64::from(rounded(f64::from(wait)))).unwrap_or(0))
    }

    /// What is not done today is due tomorrow.
    pub(super) fn postpone(&mut self, cards: &[u32], today: u32) {
        let day = today + 1;
        for &index in cards {
            if self.live[index as usize].due != today {
                continue;
            }
            self.live[index as usize].due = day;
            if let Some(list) = self.due.get_mut(day as usize) {
                list.push(index);
                self.booked[day as usize] += self.usual_seconds(index as usize);
            }
        }
    }

    /// The day after an answer on `day` that the card is wanted on.
    pub(super) fn next_day(&self, index: usize, day: u32) -> Option<u32> {
        let live = &self.live[index];
        match self.scheduler {
            Scheduler::Timed(_) => self.planned(index, NEVER),
            Scheduler::Retention { retention, .. } => {
                let days = rounded(self.belief.interval(live.mind.stability, *retention));
                Some(day.saturating_add(days.max(1)))
            }
            Scheduler::Sm2 { .. } => None,
        }
    }

    /// Makes a card due on a day near `planned`, not before `earliest`.
    pub(super) fn book(&mut self, index: usize, planned: Option<u32>, earliest: u32) {
        let day = match (self.scheduler, planned) {
            (_, None | Some(NEVER)) => NEVER,
            (Scheduler::Timed(_), Some(planned)) => self.even(index, planned.max(earliest), earliest),
            (_, Some(planned)) => planned.max(earliest),
        };
        self.live[index].due = day;
        if let Some(list) = self.due.get_mut(day as usize) {
            list.push(number(index));
            self.booked[day as usize] += self.usual_seconds(index);
        }
    }

    /// The least full day around the one planned, before the exam; where all are full, the nearest before with room.
    pub(super) fn even(&self, index: usize, planned: u32, earliest: u32) -> u32 {
        let Some(goal) = self.governing[self.collection.cards[index].topic] else { return planned };
        let last = (self.collection.goals[goal].day - 1).min(number(self.collection.seconds.len()) - 1);
        let planned = planned.min(last);
        let wait = i64::from(planned) - i64::from(self.live[index].last);
        let reach = u32::try_from((wait + 3) / 7).unwrap_or(0);
        let first = planned.saturating_sub(reach).max(earliest).min(last);
        let until = (planned + reach).min(last).max(first);
        let best = (first..=until)
            .min_by(|a, b| {
                let fullness = self.fullness(*a).total_cmp(&self.fullness(*b));
                fullness.then(a.abs_diff(planned).cmp(&b.abs_diff(planned)))
            })
            .unwrap_or(planned);
        if self.fullness(best) < FULL {
            return best;
        }
        let before = (earliest..first).rev().find(|day| self.fullness(*day) < FULL);
        before.or_else(|| (until..=last).find(|day| self.fullness(*day) < FULL)).unwrap_or(best)
    }

    /// The share of a day's seconds that is booked.
    pub(super) fn fullness(&self, day: u32) -> f64 {
        let seconds = f64::from(self.collection.seconds[day as usize]);
        if seconds > 0.0 { self.booked[day as usize] / seconds } else { f64::INFINITY }
    }

    pub(super) fn usual_seconds(&self, index: usize) -> f64 {
        let pace = &self.setting.learner.pace;
        (pace.review_s[2] + 0.15 * (pace.review_s[0] + pace.relearn_s)) * self.collection.cards[index].weight
    }
}
