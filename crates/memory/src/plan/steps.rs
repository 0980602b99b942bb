//! The steps of each day, and what a day comes to.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    CourseId, DayLoad, MaterialId, Reason, Step, StepId, StepKind, TopicId,
    make::whole,
    problem::{Problem, hash},
    tasks::Placed,
};
use crate::{
    StudyDay,
    simulate::{Course, Day, Policy, Share},
};

/// A last pass is spoken of within so many days of an exam.
const PASS_DAYS: u32 = 21;

/// The days of the plan, while it is made.
pub struct Week<'a> {
    problem: &'a Problem<'a>,
    placed: &'a Placed,
    kept: BTreeMap<u32, Vec<Step>>,
}

/// The id of a step with cards: one review step a day, one step with new cards a day and course.
pub fn card_step_id(kind: StepKind, course: CourseId, day: StudyDay) -> StepId {
    let day = u128::from(day.0.cast_unsigned());
    StepId(match kind {
        StepKind::LearnNew => hash(&[2, course.0, day]),
        _ => hash(&[3, day]),
    })
}

impl StepKind {
    /// The order within a day.
    pub(super) const fn place(self) -> u8 {
        match self {
            Self::Review => 0,
            Self::Mend => 1,
            Self::Read => 2,
            Self::LearnNew => 3,
            Self::Quiz => 4,
            Self::MockExam => 5,
        }
    }
}

impl<'a> Week<'a> {
    /// `kept` are the steps of the first days that stay as they were shown. A day that a new task had to come into is made
    /// anew.
    pub fn new(problem: &'a Problem<'a>, kept: Vec<Option<Vec<Step>>>, placed: &'a Placed) -> Self {
        let days = (0u32..).zip(kept).filter_map(|(day, steps)| Some((day, steps?)));
        let stands = |(day, steps): &(u32, Vec<Step>)| {
            let mut tasks = placed.tasks.iter().filter(|(placed, ..)| placed == day);
            tasks.all(|(_, task, ..)| steps.iter().any(|step| step.id == task.id))
        };
        Self { problem, placed, kept: days.filter(stands).collect() }
    }

    /// The days that stay.
    pub fn kept(&self) -> impl Iterator<Item = (u32, &[Step])> {
        self.kept.iter().map(|(day, steps)| (*day, &steps[..]))
    }

    /// Steps with cards that the learner moved to another day where they can be.
    pub fn moved(&self) -> impl Iterator<Item = &'a Step> {
        let problem = self.problem;
        let shown = problem.request.shown.iter().flat_map(|shown| &shown.steps);
        shown.filter(move |step| {
            let day = super::days::day_of(step.day, problem.request.today);
            let open = day.is_some_and(|day| problem.caps.get(day as usize).is_some_and(|cap| *cap > 0));
            step.pinned && step.material.is_none() && open
        })
    }

    /// What is left of each day for cards, seconds.
    pub fn seconds_for_cards(&self) -> Vec<u32> {
        let days = (0u32..).zip(self.problem.caps.iter().zip(&self.placed.used));
        days.map(|(day, (cap, used))| {
            let shown = self
                .kept
                .get(&day)
                .map_or(0, |steps| steps.iter().filter(|step| step.material.is_some()).map(|step| step.minutes).sum());
            cap.saturating_sub(shown.max(*used)) * 60
        })
        .collect()
    }

    /// All steps, by day.
    pub fn steps(&self, course: &Course, policies: &[Policy]) -> Vec<Step> {
        let mut remaining: Vec<u32> = vec![0; self.problem.exams.len()];
        for card in self.problem.collection.cards.iter().filter(|card| card.seen.is_none()) {
            if let Some(exam) = self.problem.exam_of(card.topic) {
                remaining[exam] += 1;
            }
        }
        let moved: BTreeSet<StepId> = self.moved().map(|step| step.id).collect();
        let mut steps = Vec::new();
        for (day, simulated) in (0u32..).zip(&course.days) {
            let mut of_day = match self.kept.get(&day) {
                Some(kept) => kept.clone(),
                None => self.of_day(day, simulated, policies, &remaining, &moved),
            };
            of_day.sort_by_key(order);
            for step in of_day.iter().filter(|step| step.kind == StepKind::LearnNew) {
                for (topic, count) in &step.topics {
                    let exam = self.problem.numbers.get(topic).and_then(|topic| self.problem.exam_of(*topic));
                    if let Some(exam) = exam {
                        remaining[exam] = remaining[exam].saturating_sub(*count);
                    }
                }
            }
            steps.extend(of_day);
        }
        steps
    }

    fn of_day(
        &self,
        day: u32,
        simulated: &Day,
        policies: &[Policy],
        remaining: &[u32],
        moved: &BTreeSet<StepId>,
    ) -> Vec<Step> {
        let tasks = self.placed.tasks.iter().filter(|(placed, ..)| *placed == day);
        let mut steps: Vec<Step> =
            tasks.map(|(_, task, reason, pinned)| task.step(self.problem, day, *reason, *pinned)).collect();
        let used: u32 = steps.iter().map(|step| step.minutes).sum();
        let room = self.problem.caps[day as usize].saturating_sub(used);
        let mut with_cards: Vec<(f64, Step)> = Vec::new();
        with_cards.extend(self.review(day, simulated));
        with_cards.extend(self.learn(day, simulated, policies, remaining));
        self.take_moved(day, &mut with_cards, moved);
        steps.extend(in_minutes(with_cards, room));
        steps
    }

    fn review(&self, day: u32, simulated: &Day) -> Option<(f64, Step)> {
        let topics = self.topics(simulated, |share| share.reviews);
        let course = self.course(topics.first()?.0);
        let seconds = simulated.topics.iter().map(|(_, share)| share.seconds - share.new_seconds).sum();
        let next = self.problem.exams.iter().find(|ahead| {
            let asks = |(topic, _): &(TopicId, u32)| {
                let number = self.problem.numbers[topic];
                ahead.topics.iter().any(|(asked, _)| *asked == number)
            };
            ahead.day > day && topics.iter().any(asks)
        });
        let last = simulated.last_reviews * 2.0 > simulated.reviews;
        let reason = match next {
            Some(ahead) if last && ahead.day - day <= PASS_DAYS => {
                Reason::Consolidation { exam: ahead.exam.id, days_left: ahead.day - day }
            }
            _ => Reason::Due { recall: simulated.expected / simulated.reviews },
        };
        Some((seconds, self.with_cards(StepKind::Review, day, course, topics, reason)))
    }

    fn learn(&self, day: u32, simulated: &Day, policies: &[Policy], remaining: &[u32]) -> Vec<(f64, Step)> {
        let mut by_course: BTreeMap<CourseId, (f64, Vec<(TopicId, u32)>)> = BTreeMap::new();
        for (topic, count) in self.topics(simulated, |share| share.new) {
            let number = self.problem.numbers[&topic];
            let seconds = simulated.topics.iter().filter(|(t, _)| *t == number).map(|(_, share)| share.new_seconds);
            let entry = by_course.entry(self.course(topic)).or_default();
            entry.0 += seconds.sum::<f64>();
            entry.1.push((topic, count));
        }
        let step = |(course, (seconds, topics)): (CourseId, (f64, Vec<(TopicId, u32)>))| {
            let exam = self.problem.exam_of(self.problem.numbers[&topics.first()?.0])?;
            let ahead = &self.problem.exams[exam];
            let by = ahead.day.saturating_sub(policies[exam].new_by + 1).max(day);
            let reason =
                Reason::Coverage { exam: ahead.exam.id, remaining: remaining[exam], by: self.problem.date(by) };
            Some((seconds, self.with_cards(StepKind::LearnNew, day, course, topics, reason)))
        };
        by_course.into_iter().filter_map(step).collect()
    }

    /// Steps that the learner moved to this day keep their id and say so.
    fn take_moved(&self, day: u32, steps: &mut [(f64, Step)], moved: &BTreeSet<StepId>) {
        let date = self.problem.date(day);
        for pinned in self.moved().filter(|step| step.day == date && moved.contains(&step.id)) {
            let same = |step: &Step| {
                step.kind == pinned.kind && (step.kind == StepKind::Review || step.course == pinned.course)
            };
            if let Some((_, step)) = steps.iter_mut().find(|(_, step)| same(step) && !step.pinned) {
                (step.id, step.pinned, step.reason) = (pinned.id, true, Reason::Moved);
                step.moved_from = pinned.moved_from;
            }
        }
    }

    /// Topics of a day with cards, the largest share first.
    fn topics(&self, simulated: &Day, cards: impl Fn(&Share) -> f64) -> Vec<(TopicId, u32)> {
        let mut topics: Vec<(TopicId, u32)> = simulated
            .topics
            .iter()
            .map(|(topic, share)| (self.problem.request.topics[*topic].id, whole(cards(share))))
            .filter(|(_, count)| *count > 0)
            .collect();
        topics.sort_by_key(|(topic, count)| (std::cmp::Reverse(*count), *topic));
        topics
    }

    fn course(&self, topic: TopicId) -> CourseId {
        self.problem.request.topics[self.problem.numbers[&topic]].course
    }

    fn with_cards(
        &self,
        kind: StepKind,
        day: u32,
        course: CourseId,
        topics: Vec<(TopicId, u32)>,
        reason: Reason,
    ) -> Step {
        let date = self.problem.date(day);
        Step {
            id: card_step_id(kind, course, date),
            day: date,
            kind,
            count: topics.iter().map(|(_, count)| count).sum(),
            topics,
            course,
            material: None,
            part: None,
            minutes: 0,
            reason,
            pinned: false,
            moved_from: None,
        }
    }

    /// The days, from their steps.
    pub fn loads(&self, steps: &[Step]) -> Vec<DayLoad> {
        let mut loads: Vec<DayLoad> = (0u32..)
            .zip(&self.problem.caps)
            .map(|(day, cap)| DayLoad {
                day: self.problem.date(day),
                cap: *cap,
                minutes: 0,
                topics: Vec::new(),
                reviews: 0,
                new_cards: 0,
            })
            .collect();
        let mut topics: Vec<BTreeMap<TopicId, f64>> = vec![BTreeMap::new(); loads.len()];
        for step in steps {
            let Some(day) = super::days::day_of(step.day, self.problem.request.today) else { continue };
            let Some(load) = loads.get_mut(day as usize) else { continue };
            load.minutes += step.minutes;
            match step.kind {
                StepKind::Review => load.reviews += step.count,
                StepKind::LearnNew => load.new_cards += step.count,
                _ => {}
            }
            let all = step.topics.iter().map(|(_, count)| count).sum::<u32>();
            for (topic, count) in &step.topics {
                let share = if all > 0 { f64::from(*count) / f64::from(all) } else { 1.0 / step.topics.len() as f64 };
                *topics[day as usize].entry(*topic).or_default() += f64::from(step.minutes) * share;
            }
        }
        for (load, topics) in loads.iter_mut().zip(topics) {
            load.topics = topics.into_iter().map(|(t, minutes)| (t, libm::round(minutes * 10.0) / 10.0)).collect();
        }
        loads
    }
}

/// In which order steps of one day are done.
fn order(step: &Step) -> (u8, Option<MaterialId>, Option<u16>, StepId) {
    (step.kind.place(), step.material, step.part.map(|part| part.index), step.id)
}

/// Seconds made whole minutes that fit: in all as many as the seconds fill, each step at least one; if there are fewer
/// minutes than steps, the longest steps have them.
fn in_minutes(mut steps: Vec<(f64, Step)>, room: u32) -> Vec<Step> {
    let seconds: f64 = steps.iter().map(|(seconds, _)| seconds).sum();
    let minutes = whole(libm::ceil(seconds / 60.0)).max(u32::try_from(steps.len()).unwrap_or(0)).min(room);
    steps.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.id.cmp(&b.1.id)));
    steps.truncate(minutes as usize);
    let left = minutes - u32::try_from(steps.len()).unwrap_or(0);
    let seconds: f64 = steps.iter().map(|(seconds, _)| seconds).sum::<f64>().max(1.0);
    let exact: Vec<f64> = steps.iter().map(|(own, _)| own / seconds * f64::from(left)).collect();
    let mut given = 0;
    for ((_, step), exact) in steps.iter_mut().zip(&exact) {
        step.minutes = 1 + whole(libm::floor(exact + 1e-9));
        given += step.minutes - 1;
    }
    // what rounding left, to those that lost most by it
    let mut order: Vec<usize> = (0..steps.len()).collect();
    order.sort_by(|a, b| {
        (exact[*b] - libm::floor(exact[*b])).total_cmp(&(exact[*a] - libm::floor(exact[*a]))).then(a.cmp(b))
    });
    for place in order.into_iter().take(left.saturating_sub(given) as usize) {
        steps[place].1.minutes += 1;
    }
    steps.into_iter().map(|(_, step)| step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(seconds: &[f64]) -> Vec<(f64, Step)> {
        let step = |n: usize| Step {
            id: StepId(n as u128),
            day: StudyDay(0),
            kind: StepKind::LearnNew,
            topics: Vec::new(),
            course: CourseId(0),
            material: None,
            part: None,
            minutes: 0,
            count: 0,
            reason: Reason::Moved,
            pinned: false,
            moved_from: None,
        };
        seconds.iter().enumerate().map(|(n, seconds)| (*seconds, step(n))).collect()
    }

    fn minutes(seconds: &[f64], room: u32) -> Vec<u32> {
        in_minutes(steps(seconds), room).iter().map(|step| step.minutes).collect()
    }

    #[test]
    fn seconds_become_whole_minutes_that_never_exceed_the_room() {
        assert_eq!(minutes(&[550.0, 200.0, 70.0], 45), [8, 4, 2]);
        assert_eq!(minutes(&[550.0, 200.0, 70.0], 9).iter().sum::<u32>(), 9);
        assert_eq!(minutes(&[30.0, 20.0, 10.0], 2), [1, 1]);
        assert_eq!(minutes(&[30.0], 0), [0; 0]);
    }
}
