//! The forward simulation: day after day, what the scheduler asks for, as far as the day's seconds go.

use super::{
    Learner,
    collection::{Collection, Course, Day, Goal, Scheduler, Seen, Share, Standing, Subject, Way},
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

    /// Books the seconds that new cards will take.
    fn book_new(&mut self) {
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

    /// The day that a known card is wanted on, seen from its last answer; `kept` if no exam asks for it.
    fn planned(&self, index: usize, kept: u32) -> Option<u32> {
        let (Scheduler::Timed(ways), card) = (self.scheduler, self.live[index]) else { return Some(kept) };
        let topic = self.collection.cards[index].topic;
        let Some(goal) = self.governing[topic] else { return Some(kept) };
        let left = i64::from(self.collection.goals[goal].day) - i64::from(card.last);
        let wait = ways[goal].timing.wait(u32::try_from(left).unwrap_or(0), card.mind)?;
        Some(u32::try_from(i64::from(card.last) + i64::from(rounded(f64::from(wait)))).unwrap_or(0))
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
            let missed = adherence < 1.0 && self.setting.chance.of_day(day) >= adherence;
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
                match fixed.and_then(|fixed| fixed.new.as_ref()) {
                    Some(new) => new.iter().for_each(|(topic, count)| self.learn_of(*topic, *count, day, &mut room)),
                    None => {
                        for (goal, way) in ways.iter().enumerate() {
                            let quota = self.quota(goal, way, day);
                            self.learn(goal, quota, day, &mut room);
                        }
                    }
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

    /// How many new cards of a goal come in today: what remains, in proportion to the seconds of the days until they are
    /// to be in.
    fn quota(&mut self, goal: usize, way: &Way, day: u32) -> usize {
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

    /// New cards of one topic, as decided before.
    fn learn_of(&mut self, topic: usize, cards: u32, day: u32, room: &mut f64) {
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

    fn learn(&mut self, goal: usize, quota: usize, day: u32, room: &mut f64) {
        let without = self.collection.fixed.get(&day).map_or(&[][..], |fixed| &fixed.without);
        for _ in 0..quota {
            let wanted = |index: &u32| !without.contains(&self.collection.cards[*index as usize].topic);
            let Some(place) = self.fresh[goal].iter().position(wanted).filter(|_| *room > 0.0) else { return };
            let Some(index) = self.fresh[goal].remove(place) else { return };
            self.learn_one(index as usize, day, room);
        }
    }

    fn learn_one(&mut self, index: usize, day: u32, room: &mut f64) {
        let card = &self.collection.cards[index];
        let rating = pick(&self.first, self.setting.chance.of_answer(card.key, 0));
        let seconds = self.setting.learner.pace.new_s[rating.index()] * card.weight;
        self.spend(seconds, card.weight, room);
        let live = &mut self.live[index];
        live.truth = self.truth.first(rating);
        live.mind = if self.setting.believed.is_some() { self.belief.first(rating) } else { live.truth };
        (live.seen, live.answers, live.last) = (true, 1, day.cast_signed());
        let next = match self.scheduler {
            Scheduler::Sm2 { modifier, .. } => Some(day + sm2_first(&mut live.mind, rating, *modifier)),
            _ => self.next_day(index, day),
        };
        self.book(index, next, day + 1);
        self.count(index, day, seconds, true);
    }

    /// A day ends with the answer that uses up its seconds. Where a card stands for several, what it takes too much is
    /// taken from the next day.
    fn spend(&mut self, seconds: f64, weight: f64, room: &mut f64) {
        *room -= seconds;
        if *room < 0.0 && weight > 1.0 {
            self.debt = -*room;
        }
    }

    fn review(&mut self, day: u32, room: &mut f64) {
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
    fn ahead(&mut self, day: u32, room: &mut f64) {
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

    /// What is not done today is due tomorrow.
    fn postpone(&mut self, cards: &[u32], today: u32) {
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

    /// Where not all may find room: the baselines by due day, as Anki does; the plan what is known worst first.
    fn order(&self, waiting: &mut [u32], day: u32) {
        if matches!(self.scheduler, Scheduler::Timed(_)) {
            waiting.sort_by_cached_key(|index| (ordered(self.believed_recall(*index as usize, day)), *index));
        }
    }

    fn believed_recall(&self, index: usize, day: u32) -> f64 {
        let card = &self.live[index];
        self.belief.recall(card.mind.stability, f64::from(day.cast_signed() - card.last))
    }

    /// Gives what is left of a day to the cards of exams that ask for it, what is known worst first.
    fn fill(&mut self, ways: &[Way], day: u32, room: &mut f64) {
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
    fn answer(&mut self, index: usize, day: u32, room: &mut f64) -> bool {
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
            Scheduler::Sm2 { modifier, .. } => Some(day + sm2_next(&mut next.mind, elapsed, rating, *modifier)),
            _ => None,
        };
        self.live[index] = next;
        let due = day_after.or_else(|| self.next_day(index, day));
        self.book(index, due, day + 1);
        self.count(index, day, seconds, false);
        self.count_review(index, day, recall);
        true
    }

    /// The day after an answer on `day` that the card is wanted on.
    fn next_day(&self, index: usize, day: u32) -> Option<u32> {
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
    fn book(&mut self, index: usize, planned: Option<u32>, earliest: u32) {
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
    fn even(&self, index: usize, planned: u32, earliest: u32) -> u32 {
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
    fn fullness(&self, day: u32) -> f64 {
        let seconds = f64::from(self.collection.seconds[day as usize]);
        if seconds > 0.0 { self.booked[day as usize] / seconds } else { f64::INFINITY }
    }

    fn usual_seconds(&self, index: usize) -> f64 {
        let pace = &self.setting.learner.pace;
        (pace.review_s[2] + 0.15 * (pace.review_s[0] + pace.relearn_s)) * self.collection.cards[index].weight
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

/// Anki's SM-2: ease 2.5, a day after the steps, four days after Easy.
fn sm2_first(mind: &mut Mind, rating: Rating, _modifier: f64) -> u32 {
    let days = if rating == Rating::Easy { 4 } else { 1 };
    *mind = Mind { stability: f64::from(days), difficulty: 2.5 };
    days
}

/// Anki's SM-2 on a review: Hard × 1.2, Good × ease with half of the delay, Easy × ease × 1.3 with all of it; a lapse
/// starts at a day with 0.2 less ease. Each button gives at least a day more than the one below.
fn sm2_next(mind: &mut Mind, elapsed: f64, rating: Rating, modifier: f64) -> u32 {
    let (interval, ease) = (mind.stability, mind.difficulty);
    let late = (elapsed - interval).max(0.0);
    let hard = (interval * 1.2 * modifier).max(interval + 1.0);
    let good = ((interval + late / 2.0) * ease * modifier).max(hard + 1.0);
    let easy = ((interval + late) * ease * 1.3 * modifier).max(good + 1.0);
    let (days, ease) = match rating {
        Rating::Again => (1.0, ease - 0.2),
        Rating::Hard => (hard, ease - 0.15),
        Rating::Good => (good, ease),
        Rating::Easy => (easy, ease + 0.15),
    };
    let days = rounded(days).max(1);
    *mind = Mind { stability: f64::from(days), difficulty: ease.max(1.3) };
    days
}

/// A key that sorts as the numbers, for probabilities.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a probability")]
fn ordered(probability: f64) -> u64 {
    (probability * 1e12) as u64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float cast saturates and makes NaN 0")]
fn rounded(days: f64) -> u32 {
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
